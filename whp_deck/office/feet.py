"""Text boxes that do the work of a footer on the slides of an old deck, and which of them give way to the new deck's footer.

In: an open presentation; a copied slide with its new footer. Out: `Foot`s; the slide without those in the way. Must not
know a plan.

Many old decks have their footer in a text box, copied from slide to slide. No program can know it for one; here a text box
counts as a footer that stands at the foot of most slides with the same words, or says at the edge that it is confidential.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.parts.slide import SlidePart

from whp_deck.office.copy_scale import Scale
from whp_deck.office.layouts import placeholders_of
from whp_deck.office.package import Package
from whp_deck.office.parts import element_of
from whp_deck.office.placeholders import SERVICE, Box, box_of, placeholder_of, properties_of, shapes_of
from whp_deck.office.relationships import relationships_of
from whp_deck.office.slide_copy import size_of
from whp_deck.office.slide_list import slide_parts
from whp_deck.office.text import text_of
from whp_deck.office.timing import forget_shape
from whp_deck.office.units import EMU_PER_POINT
from whp_deck.office.xml import Element, attribute, drop, p

_HEAD, _FOOT = 0.12, 0.85  # of the slide's height: the middle of the text is above the one, or below the other
_LONGEST = 200  # letters; more is no footer
_SECRET = re.compile(
    r"\b(confiden[ct]ial\w*|vertraulich\w*|do not (copy|distribute|share)|internal use)\b", re.IGNORECASE
)
_TOUCH = 2 * EMU_PER_POINT  # so far two boxes may run into each other


@dataclass(frozen=True, slots=True)
class Foot:
    """Such a text box: its words on one line, its place. `repeated`: most slides have it at their foot."""

    text: str
    box: Box
    repeated: bool


def feet_of(package: Package) -> list[tuple[Foot, ...]]:
    """Those of each slide, in the order of the slides."""
    height = size_of(package)[1]
    found = [list(_at_the_edge(element_of(part), height)) for part in slide_parts(package).values()]
    often = Counter(key for boxes in found for key in {words_alone(one.text) for one in boxes if one.repeated})
    most = max(2, len(found) // 2 + 1)
    feet = ([(one, one.repeated and often[words_alone(one.text)] >= most) for one in boxes] for boxes in found)
    return [
        tuple(Foot(one.text, one.box, repeated) for one, repeated in boxes if repeated or _SECRET.search(one.text))
        for boxes in feet
    ]


def _at_the_edge(root: Element, height: int) -> Iterator[Foot]:
    """Short texts outside placeholders at the head or foot of the slide; those at the foot may be repeated."""
    for shape, text in boxes_of(root):
        box = box_of(shape)
        if box is None or not height:
            continue
        middle = (box.y + box.height / 2) / height
        if words_alone(text) and len(text) <= _LONGEST and (middle < _HEAD or middle > _FOOT):
            yield Foot(text, box, middle > _FOOT)


def boxes_of(root: Element) -> Iterator[tuple[Element, str]]:
    """Shapes with a text that are no placeholders, each with its words on one line."""
    for shape in shapes_of(root):
        body = shape.find(p("txBody"))
        if body is not None and placeholder_of(shape) is None:
            yield shape, " ".join(text_of(body).split())


def words_alone(text: str) -> str:
    """The words without figures, which count the slides."""
    return re.sub(r"[\W\d_]+", " ", text).strip().casefold()


def drop_feet(package: Package, part: SlidePart, feet: Iterable[Foot]) -> None:
    """Take out of a copied slide the repeated ones that lie where its new footer, date or number stands."""
    texts = {one.text for one in feet if one.repeated}
    service = service_boxes(package, part) if texts else []
    root = element_of(part)
    for shape, text in list(boxes_of(root)) if service else ():
        box = box_of(shape)
        if text in texts and box is not None and any(box.meets(one, _TOUCH) for one in service):
            properties = properties_of(shape)
            if properties is not None:
                forget_shape(root, attribute(properties, "id"))
            drop(shape)


def gives_way(foot: Foot, source: Package, package: Package, part: SlidePart) -> bool:
    """Whether that text box of the old deck is one that `drop_feet` takes out of the slide."""
    scale = Scale.between(size_of(source), size_of(package))
    box = Box(
        round(foot.box.x * scale.factor) + scale.x,
        round(foot.box.y * scale.factor) + scale.y,
        round(foot.box.width * scale.factor),
        round(foot.box.height * scale.factor),
    )
    return foot.repeated and any(box.meets(one, _TOUCH) for one in service_boxes(package, part))


def service_boxes(package: Package, part: SlidePart) -> list[Box]:
    """Where the slide's footer, date and number stand: on places of their own, or on those of its layout."""
    layout = relationships_of(part).first_of(RT.SLIDE_LAYOUT)
    offered = {} if layout is None else {one.kind: one.box for one in placeholders_of(package, layout)}
    found = []
    for shape in shapes_of(element_of(part)):
        ph = placeholder_of(shape)
        kind = "" if ph is None else attribute(ph, "type", "obj")
        if kind in SERVICE and (box := box_of(shape) or offered.get(kind)) is not None:
            found.append(box)
    return found
