"""The handoff as one group of shapes: three people, arrows between them, bubbles of those who speak.

In: the words of a `Figures`, an area in EMU and theme colors. Out: a `p:grpSp` for a slide. Must not know slides or how a
person is drawn: `figures` does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from lxml import etree
from pptx.oxml.ns import nsdecls

from whp_deck.office.figures import (
    INKS,
    Area,
    Role,
    decorative_properties,
    drawn_shape,
    grouped,
    own_element,
    person,
    solid_fill,
)
from whp_deck.office.units import EMU_PER_INCH
from whp_deck.plan import Figures

ROOM_NAME = "Room"
ROOM = Area.inches(0.75, 1.85, 11.833, 3.35)  # where the layout "Handoff" draws its room


@dataclass(frozen=True, slots=True)
class Scene:
    """Colors of the handoff, and what the layout does not draw: `room` behind it, bubbles at `bubbles` (EMU)."""

    people: tuple[str, str, str] = (INKS["giver"], INKS["patient"], INKS["receiver"])
    line: str = "tx2"
    bubble: str = "bg1"
    patient_bubble: str = "accent1"
    room: str = ""
    bubbles: tuple[Area | None, Area | None, Area | None] = (None, None, None)


def handoff_group(figures: Figures, first_id: int, area: Area = ROOM, scene: Scene | None = None) -> etree._Element:
    """The handoff: three people on the base line of `area` (EMU), arrows between them, bubbles of those who speak.

    One group with one alternative text; shape ids count up from `first_id`. Put it right after the title in
    `p:spTree`, so that the words of the placeholders lie over the bubbles.
    """
    ids = count(first_id + 1)
    seen = scene or Scene()
    left, top = area.x / EMU_PER_INCH, area.y / EMU_PER_INCH
    width, base = area.width / EMU_PER_INCH, (area.y + area.height) / EMU_PER_INCH
    column, gap = (width - 0.4) / 3, 0.2
    centers = [left + column / 2 + n * (column + gap) for n in range(3)]
    height = _person_height(figures, area, seen, column)
    heights = (height, 1.08 * height, height)
    roles: tuple[Role, Role, Role] = ("giver", "patient", "receiver")
    parts: list[etree._Element] = []
    if seen.room:
        parts.append(drawn_shape("Room", area, seen.room, ids))
    for n, role in enumerate(roles):
        if figures.says[n]:
            ink = seen.patient_bubble if role == "patient" else seen.bubble
            own = seen.bubbles[n]
            if own is None:
                parts += _bubble(role, centers[n], top + 0.12, column - 0.3, ink, ids)
            else:
                centers[n] = (own.x + own.width / 2) / EMU_PER_INCH
                parts += _bubble(
                    role,
                    centers[n],
                    own.y / EMU_PER_INCH,
                    own.width / EMU_PER_INCH,
                    ink,
                    ids,
                    own.height / EMU_PER_INCH,
                )
    line = base - 0.27 * height
    for n in range(2):
        start = centers[n] + 0.4 * heights[n] + 0.16
        end = centers[n + 1] - 0.4 * heights[n + 1] - 0.16
        parts.append(_arrow(f"Handoff {n + 1}", start, end, line, ids, head=n == 1, ink=seen.line))
    for n, role in enumerate(roles):
        parts.append(person(role, center=centers[n], base=base, height=heights[n], ids=ids, ink=seen.people[n]))
    return grouped("Handoff", parts, ids, group_id=first_id, alt=figures.alt)


def _person_height(figures: Figures, area: Area, scene: Scene, column: float) -> float:
    """Inches. On our own layout what leaves room for bubbles of two lines; in a smaller area what the bubbles and the arrows
    leave."""
    tall = area.height / EMU_PER_INCH
    if not scene.room:
        return 1.75 if any(figures.says) else min(2.7, (tall - 0.3) / 1.08)
    bottoms = [(one.y + one.height - area.y) / EMU_PER_INCH + 0.3 for one in scene.bubbles if one is not None]
    above = max(bottoms, default=0.0) if any(figures.says) else 0.15
    return max(0.3, min(2.7, (tall - above) / 1.12, column * 0.9))


def _bubble(
    role: Role, center: float, top: float, width: float, ink: str, ids: Iterator[int], height: float = 0.95
) -> list[etree._Element]:
    """A box and a tail that points down; `wedge*Callout` tails are lopsided."""
    word = f"{role.capitalize()} bubble"
    return [
        drawn_shape(word, Area.inches(center - width / 2, top, width, height), ink, ids),
        drawn_shape(
            f"{word} tail",
            Area.inches(center - 0.2, top + height - 0.001, 0.4, 0.22),
            ink,
            ids,
            preset="triangle",
            adjust=[("adj", 50000)],
            flip=True,
        ),
    ]


def _arrow(
    name: str, start: float, end: float, y: float, ids: Iterator[int], *, head: bool, ink: str = "tx2"
) -> etree._Element:
    area = Area.inches(start, y, max(0.0, end - start), 0)
    tip = '<a:tailEnd type="triangle" w="med" len="med"/>' if head else ""
    return own_element(
        f"<p:cxnSp {nsdecls('p', 'a', 'r')}><p:nvCxnSpPr>{decorative_properties(next(ids), name)}<p:cNvCxnSpPr/>"
        f'<p:nvPr/></p:nvCxnSpPr><p:spPr><a:xfrm><a:off x="{area.x}" y="{area.y}"/>'
        f'<a:ext cx="{area.width}" cy="0"/></a:xfrm><a:prstGeom prst="line"><a:avLst/></a:prstGeom>'
        f'<a:ln w="76200">{solid_fill(ink)}{tip}</a:ln></p:spPr></p:cxnSp>'
    )
