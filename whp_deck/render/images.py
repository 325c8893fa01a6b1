"""A finished deck as pictures and PDF: by LibreOffice where it is found, else by the built-in renderer.

In: a .pptx. Out: PNG by slide number, or the bytes of a PDF, and who drew it. Must not change the deck, and must not
trust LibreOffice's exit code: it says 0 when it wrote nothing.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple

from whp_deck.errors import MissingToolError, RenderError
from whp_deck.office.package import Package
from whp_deck.office.snapshot import snapshot_slides
from whp_deck.render.thumbnails import draw_thumbnails

By = Literal["auto", "libreoffice", "built-in"]
OFFICE_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Page:
    """A slide as paper needs it: its number as PowerPoint counts, its title, its notes by paragraph."""

    number: int
    title: str
    notes: tuple[str, ...] = ()
    hidden: bool = False


class Drawn(NamedTuple):
    """PNG by slide number, who drew them, and a note about what is missing."""

    pictures: Mapping[int, bytes]
    by: str
    note: str = ""


def read_pages(package: Package) -> list[Page]:
    """The slides of a deck in order."""
    return [
        Page(number, slide.title, slide.notes, slide.hidden) for number, slide in enumerate(snapshot_slides(package), 1)
    ]


# --- LibreOffice


def find_libreoffice() -> Path | None:
    """The `soffice` of this machine, on the path or where its installers put it."""
    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            return Path(found)
    usual = [Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")]
    usual += [
        Path(os.environ[root]) / "LibreOffice/program/soffice.com"
        for root in ("PROGRAMFILES", "PROGRAMFILES(X86)")
        if root in os.environ
    ]
    return next((path for path in usual if path.is_file()), None)


def office_pdf(pptx: bytes, *, notes: bool = False, hidden: bool = False) -> bytes:
    """The deck as LibreOffice prints it: its slides, or its notes pages.

    Raises MissingToolError without LibreOffice, RenderError when it made no PDF.
    """
    soffice = find_libreoffice()
    if soffice is None:
        raise MissingToolError("LibreOffice", "install it, or use the built-in renderer: --by built-in")
    options: dict[str, Any] = {"UseTaggedPDF": True, "ExportHiddenSlides": hidden}
    if notes:
        options |= {"ExportNotesPages": True, "ExportOnlyNotesPages": True}
    told = json.dumps({name: {"type": "boolean", "value": str(value).lower()} for name, value in options.items()})
    with tempfile.TemporaryDirectory(prefix="whp-deck-", ignore_cleanup_errors=True) as place:
        folder = Path(place)
        (folder / "deck.pptx").write_bytes(pptx)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [str(soffice), profile, "--headless", "--norestore", "--convert-to", f"pdf:impress_pdf_Export:{told}"]
        command += ["--outdir", str(folder), str(folder / "deck.pptx")]
        quiet: dict[str, Any] = {"creationflags": 0x08000000} if sys.platform == "win32" else {}
        try:
            done = subprocess.run(command, capture_output=True, timeout=OFFICE_SECONDS, **quiet)
        except subprocess.TimeoutExpired:
            raise RenderError("", "LibreOffice", f"gave no PDF within {OFFICE_SECONDS} seconds") from None
        pdf = folder / "deck.pdf"
        if not pdf.is_file():
            said = done.stderr.decode("utf-8", "replace").strip()[-300:]
            raise RenderError("", "LibreOffice", f"made no PDF{': ' + said if said else ''}")
        return pdf.read_bytes()


def pdf_pictures(pdf: bytes, *, width: int) -> Iterator[bytes]:
    """Each page of a PDF as PNG, `width` pixels wide."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            stream = io.BytesIO()
            page.render(scale=width / page.get_width()).to_pil().save(stream, "PNG")
            page.close()
            yield stream.getvalue()
    finally:
        document.close()


# --- whoever is there


def choose(by: By) -> Literal["libreoffice", "built-in"]:
    """Who draws: LibreOffice where it is found, unless one of the two is asked for."""
    if by == "auto":
        return "libreoffice" if find_libreoffice() else "built-in"
    return by


def draw_slides(pptx: bytes, pages: Sequence[Page], *, width: int, by: By = "auto", hidden: bool = False) -> Drawn:
    """A picture of each slide that is shown, with `hidden` of the others too.

    Raises RenderError when LibreOffice's PDF has not as many pages as there are slides.
    """
    numbers = [page.number for page in pages if hidden or not page.hidden]
    if choose(by) == "libreoffice":
        pictures = list(pdf_pictures(office_pdf(pptx, hidden=hidden), width=width))
        if len(pictures) != len(numbers):
            raise RenderError("", "LibreOffice", f"printed {len(pictures)} pages for {len(numbers)} slides")
        return Drawn(dict(zip(numbers, pictures, strict=True)), "LibreOffice")
    drawn = draw_thumbnails(pptx, width=width)
    kept = {number: drawn.pictures[number] for number in numbers if number in drawn.pictures}
    if not kept and numbers:
        raise MissingToolError(f"a renderer ({drawn.note})", "install LibreOffice, or the package betteroffice-pptx")
    return Drawn(kept, "the built-in renderer", drawn.note)
