"""Refuses a template whose masters and layouts are too damaged to be read.

In: an open package. Out: nothing, or a TemplateError in plain words. Must not repair anything.

PowerPoint repairs such a file or refuses it; python-pptx and we would stumble over it somewhere in the middle.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part, XmlPart
from pptx.parts.slide import SlideLayoutPart, SlideMasterPart

from whp_deck.errors import TemplateError
from whp_deck.office.placeholders import properties_of
from whp_deck.office.units import EMU_PER_INCH
from whp_deck.office.xml import R_ID, Element, a, attribute, descend, p, parse_or_none

_WHOLE = re.compile(r"-?\d{1,12}")
_SHARE = re.compile(r"-?\d{1,12}%?|-?\d{1,6}\.\d+%")
_NUMBERS: dict[object, tuple[str, ...]] = {
    a("off"): ("x", "y"),
    a("ext"): ("cx", "cy"),
    a("defRPr"): ("sz",),
    a("bodyPr"): ("lIns", "tIns", "rIns", "bIns"),
    p("ph"): ("idx",),
    **{a(f"lvl{number}pPr"): ("marL", "indent") for number in range(1, 10)},
}
_SHARES = frozenset(
    {a(name) for name in ("spcPct", "spcPts", "lumMod", "lumOff", "tint", "shade", "alpha", "satMod", "satOff")}
)
_SHAPES = frozenset(p(name) for name in ("sp", "pic", "graphicFrame", "grpSp", "cxnSp"))


def refuse_damaged(package: Any, path: Path) -> None:
    """Raises TemplateError when a master, a layout or the theme lacks what everything else counts on."""
    for fault in _faults(package.main_document_part):
        hint = "open it in PowerPoint, let it repair the file, and save it again"
        raise TemplateError(path, f"is damaged and cannot be used ({fault})", hint)


def _faults(deck: Any) -> Iterator[str]:
    size = deck._element.find(p("sldSz"))
    if size is None or not all(_WHOLE.fullmatch(attribute(size, key)) for key in ("cx", "cy")):
        yield "it does not say how large a slide is"
    elif min(int(attribute(size, key)) for key in ("cx", "cy")) < EMU_PER_INCH // 4:
        yield "its slides have no size"
    yield from _numbers(deck._element, "the presentation")
    masters = list(_named(deck, deck._element, "sldMasterIdLst", RT.SLIDE_MASTER))
    if not masters or not all(isinstance(part, SlideMasterPart) for part in masters):
        yield "a slide master that it names is not there"
        return
    layouts = 0
    for master in masters:
        assert isinstance(master, SlideMasterPart)
        yield from _sheet(master, "its slide master")
        theme = _target(master, RT.THEME)
        blob = None if theme is None else parse_or_none(theme.blob)
        if blob is None or blob.find(f"{a('themeElements')}/{a('clrScheme')}") is None:
            yield "its slide master has no theme"
        for layout in _named(master, master._element, "sldLayoutIdLst", RT.SLIDE_LAYOUT):
            if not isinstance(layout, SlideLayoutPart):
                yield "a layout that it names is not there"
                return
            layouts += 1
            yield from _sheet(layout, "a layout")
    if not layouts:
        yield "it has no layouts"


def _named(owner: Any, root: Any, tag: str, kind: str) -> Iterator[Part | None]:
    """What the entries of a list of masters or layouts lead to."""
    for entry in root.iterfind(f"{p(tag)}/*"):
        wanted = attribute(entry, R_ID)
        found = next((one for one in owner.rels.values() if one.rId == wanted and not one.is_external), None)
        yield found.target_part if found is not None and found.reltype == kind else None


def _target(part: Any, kind: str) -> Part | None:
    return next(
        (one.target_part for one in part.rels.values() if one.reltype == kind and not one.is_external),
        None,
    )


def _sheet(part: XmlPart, what: str) -> Iterator[str]:
    root: Any = part._element
    tree = descend(root, p("cSld"), p("spTree"))
    if tree is None:
        yield f"{what} has no shapes"
        return
    for shape in tree.iter(*_SHAPES):
        if properties_of(shape) is None:
            yield f"a shape on {what} has no name"
    yield from _numbers(root, what)


def _numbers(root: Element, what: str) -> Iterator[str]:
    for element in root.iter():
        if element.tag in _SHARES and not _SHARE.fullmatch(attribute(element, "val")):
            yield f"“{attribute(element, 'val')}” stands where {what} has a number"
        for name in _NUMBERS.get(element.tag, ()):
            value = element.get(name)
            if value is not None and not _WHOLE.fullmatch(value):
                yield f"“{value}” stands where {what} has a number"
