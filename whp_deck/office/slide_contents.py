"""What stands on a slide beside its texts, and the words of its footer and date.

In: a slide's XML. Out: words. Must not change or judge anything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from whp_deck.errors import counted
from whp_deck.office.alternates import INK, shapes_in
from whp_deck.office.placeholders import placeholder_of, shapes_of
from whp_deck.office.text import text_of
from whp_deck.office.xml import Element, a, attribute, descend, p

_GRAPHICS = {
    "http://schemas.openxmlformats.org/drawingml/2006/table": "table",
    "http://schemas.openxmlformats.org/drawingml/2006/chart": "chart",
    "http://schemas.microsoft.com/office/drawing/2014/chartex": "chart",
    "http://schemas.openxmlformats.org/drawingml/2006/diagram": "SmartArt",
    "http://schemas.openxmlformats.org/presentationml/2006/ole": "embedded object",
}


def service_words(root: Element, kind: str) -> str:
    """The words of a slide's own footer ("ftr") or date ("dt"), on one line."""
    for shape in shapes_of(root):
        ph, body = placeholder_of(shape), shape.find(p("txBody"))
        if ph is not None and ph.get("type") == kind and body is not None:
            return " ".join(text_of(body).split())
    return ""


def what_it_holds(root: Element) -> Iterator[str]:
    """“2 charts”, “a table” … for what stands on the slide beside words and pictures, and whether it moves."""
    tree = descend(root, p("cSld"), p("spTree"))
    kinds = Counter(() if tree is None else _kinds(tree))
    for what, count in kinds.items():
        yield what if count == 1 else what if what == "SmartArt" else counted(count, what)
    timing = next(root.iter(p("timing")), None)
    if timing is not None and any(one.get("presetClass") not in (None, "mediacall") for one in timing.iter(p("cTn"))):
        yield "animations"


def _kinds(tree: Element) -> Iterator[str]:
    for shape in shapes_in(tree):
        if shape.tag == p("grpSp"):
            yield from _kinds(shape)
        elif shape.tag == INK:
            yield "ink"
        elif shape.tag == p("graphicFrame"):
            data = descend(shape, a("graphic"), a("graphicData"))
            kind = "" if data is None else _GRAPHICS.get(attribute(data, "uri"), "")
            if kind:
                yield kind
