"""What stands on a slide beside its texts, and what does the work of a footer there.

In: an open presentation, or a slide's XML. Out: words. Must not change or judge anything.

Many old decks have their footer in a text box, copied from slide to slide. No program can know it for one; here a text box
counts as a footer that stands at the foot of most slides with the same words, or says at the edge that it is confidential.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from whp_deck.errors import counted
from whp_deck.office.alternates import INK, shapes_in
from whp_deck.office.package import Package
from whp_deck.office.parts import element_of
from whp_deck.office.placeholders import box_of, placeholder_of, shapes_of
from whp_deck.office.slide_list import slide_parts
from whp_deck.office.text import text_of
from whp_deck.office.xml import Element, a, attribute, descend, p

_HEAD, _FOOT = 0.12, 0.85  # of the slide's height: the middle of the text is above the one, or below the other
_LONGEST = 200  # letters; more is no footer
_SECRET = re.compile(
    r"\b(confiden[ct]ial\w*|vertraulich\w*|do not (copy|distribute|share)|internal use)\b", re.IGNORECASE
)
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


def foot_texts(package: Package) -> list[tuple[str, ...]]:
    """Of each slide the texts of the boxes that do the work of a footer."""
    size = element_of(package.deck).find(p("sldSz"))
    height = 0 if size is None else int(attribute(size, "cy", "0"))
    found = [list(_at_the_edge(element_of(part), height)) for part in slide_parts(package).values()]
    often = Counter(key for texts in found for key in {_key(text) for text, low in texts if low})
    most = max(2, len(found) // 2 + 1)
    return [
        tuple(text for text, low in texts if _SECRET.search(text) or (low and often[_key(text)] >= most))
        for texts in found
    ]


def _at_the_edge(root: Element, height: int) -> Iterator[tuple[str, bool]]:
    """Short texts outside placeholders at the head or foot of the slide, and whether it is the foot."""
    for shape in shapes_of(root):
        box, body = box_of(shape), shape.find(p("txBody"))
        if box is None or body is None or placeholder_of(shape) is not None or not height:
            continue
        text, middle = " ".join(text_of(body).split()), (box.y + box.height / 2) / height
        if _key(text) and len(text) <= _LONGEST and (middle < _HEAD or middle > _FOOT):
            yield text, middle > _FOOT


def _key(text: str) -> str:
    """The words without figures, which count the slides."""
    return re.sub(r"[\W\d_]+", " ", text).strip().casefold()


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
