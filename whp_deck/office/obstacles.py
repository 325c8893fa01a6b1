"""What a template draws where text stands: a logo in the title's corner, a drawing in the room for points.

In: a sheet's looks; or a layout and the places of its text. Out: which picture, group or filled shape lies in the way.
Must not judge what lies wholly behind a text (a ground, a band), nor lines, thin bars and plain shapes.

A designer puts a text on a picture on purpose where the picture is at least as large as the text, and by mistake where
it is not. In the templates of the corpus that told one from the other, but for plain shapes (hills, waves, panels, which
texts cross on purpose): what they do to letters is a matter of contrast, which has a rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from whp_deck.office.grounds import Grounds
from whp_deck.office.parts import element_of
from whp_deck.office.placeholders import Box, shape_name
from whp_deck.office.sheets import Placed, Sheet
from whp_deck.office.xml import Element, a, attribute, descend, p

_GROUND = 0.4  # of the slide: as large as this, it is what all stands on
_THIN = 0.03  # of the slide's height or width: a line or a bar
_COVERS = 0.9  # of a text: then it is the text's ground
_TOUCH = 0.01  # of the slide's height: so far letters may reach over an edge, as measures are rough


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One picture, drawing (a group) or shape with letters of a layout or its master. `owner`: the layout's name, or "" for the master."""

    name: str
    what: str
    box: Box
    owner: str


def obstacles_on(sheet: Sheet) -> tuple[Obstacle, ...]:
    """What layout and master draw on a slide, layout or master, as far as it can lie in a text's way."""
    found: dict[Element, Obstacle] = {}
    grounds = Grounds(sheet)
    layout = sheet.layout if sheet.layout is not None else sheet.part
    own = set(element_of(layout).iter())
    drawn = sheet.behind if sheet.layout is not None else (*sheet.behind, *(s for s in sheet.shapes if s.ph is None))
    for one in drawn:
        if one.box is None or not _is_seen(one, grounds):
            continue
        top = one.groups[0] if one.groups else one.shape
        box = one.box if top not in found else _around(found[top].box, one.box)
        owner = _layout_name(element_of(layout)) if top in own else ""
        found[top] = Obstacle(shape_name(top), _what(one), box, owner)
    return tuple(one for one in found.values() if not _is_ground(one.box, sheet.size))


def in_the_way(obstacles: Iterable[Obstacle], texts: Sequence[Box], slide: Box) -> Iterator[Obstacle]:
    """Those that letters run over: `texts` are the boxes of the lines. What is the ground of all of them is none."""
    least = round(_TOUCH * slide.height)
    for one in obstacles:
        met = [box for box in texts if one.box.meets(box, least)]
        if met and any(one.box.share_of(box) < _COVERS for box in texts):
            yield one


def obstacle_words(one: Obstacle, file: str = "") -> str:
    """“the picture “Logo” of brand.potx (its Slide Master)”."""
    where = f"layout “{one.owner}”" if one.owner else "Slide Master"
    named = f" “{one.name}”" if one.name else ""
    return f"the {one.what}{named} of {file} ({where})" if file else f"the {one.what}{named} of the {where}"


def _is_seen(one: Placed, grounds: Grounds) -> bool:
    tag = str(one.shape.tag).rpartition("}")[2]
    if tag == "pic" or tag != "sp":
        return tag == "pic"
    drawn = bool(one.groups) or any((text.text or "").strip() for text in one.shape.iter(a("t")))
    return drawn and grounds.fill_of(one.shape, one.groups) is not None


def _is_ground(box: Box, slide: Box) -> bool:
    thin = box.height < _THIN * slide.height or box.width < _THIN * slide.width
    return thin or box.width * box.height > _GROUND * slide.width * slide.height


def _what(one: Placed) -> str:
    if one.groups:
        return "drawing"
    return "picture" if str(one.shape.tag).endswith("}pic") else "shape"


def _layout_name(layout: Element) -> str:
    return attribute(found, "name") if (found := descend(layout, p("cSld"))) is not None else ""


def _around(one: Box, other: Box) -> Box:
    x, y = min(one.x, other.x), min(one.y, other.y)
    right = max(one.x + one.width, other.x + other.width)
    return Box(x, y, right - x, max(one.y + one.height, other.y + other.height) - y)
