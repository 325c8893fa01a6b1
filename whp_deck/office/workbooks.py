"""Makes the workbooks that python-pptx embeds under charts the same bytes in every build.

In: an open package. Out: its new workbooks, written anew once. Must not touch a workbook that came with a file,
nor look at what is in the cells.

The writer of these workbooks notes the time of day in `docProps/core.xml` and in the zip, so that two builds of
one chart differ. A workbook is known by its very bytes: when a chart's data are replaced, there are others.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING

from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.package import Part

from whp_deck.office.clock import fixed_stamp

if TYPE_CHECKING:
    from whp_deck.office.package import Package

_DOS_START = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip can name
_CORE = "docProps/core.xml"
_TIMES = re.compile(rb"(<dcterms:(created|modified)\b[^>]*>)[^<]*(</dcterms:\2>)")


def keep_workbook(package: Package, part: Part) -> None:
    """Note that this part came with a file and stays as it is."""
    if part.content_type == CT.SML_SHEET:
        package.settled[part] = part.blob


def settle_workbook(package: Package, part: Part) -> None:
    """Normalize the part when it is a workbook that was made, or whose data were replaced, since it was last seen."""
    if part.content_type == CT.SML_SHEET and package.settled.get(part) is not part.blob:
        part.blob = normalize_workbook(part.blob)
        package.settled[part] = part.blob


def normalize_workbook(data: bytes) -> bytes:
    """The same workbook without times of its own; what is no sound zip is given back as it is."""
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
            for info in old.infolist():
                plain = zipfile.ZipInfo(info.filename, _DOS_START)
                plain.compress_type = zipfile.ZIP_DEFLATED
                plain.create_system = 0
                content = old.read(info)
                new.writestr(plain, _without_times(content) if info.filename == _CORE else content)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        return data
    return out.getvalue()


def _without_times(core: bytes) -> bytes:
    when = fixed_stamp().encode()
    return _TIMES.sub(lambda found: found[1] + when + found[3], core)
