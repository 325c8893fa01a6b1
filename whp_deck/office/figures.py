"""The three people of a handoff as native PowerPoint shapes: giver, patient, receiver.

In: places in inches (or an area in EMU) and theme colors. Out: `p:sp` / `p:grpSp` elements, ready for a
layout or a slide. Must not know slides, plans of decks or files; must not write a color that is not the theme's.

Every measure of a person is a part of its height H, taken from the base line, so that a person of any size
is the same person. Somebody who stands in front of somebody else gets a *halo*, the same two shapes a little
larger in the color of the ground: an outline would leak under the base line and would not grow with the group.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal
from xml.sax.saxutils import quoteattr

from lxml import etree
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

from whp_deck.office.units import EMU_PER_INCH

Role = Literal["giver", "patient", "receiver", "family"]
INKS: dict[Role, str] = {"giver": "accent2", "patient": "accent1", "receiver": "accent3", "family": "tx1 75/25"}
_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle in EMU."""

    x: int
    y: int
    width: int
    height: int

    @classmethod
    def inches(cls, x: float, y: float, width: float, height: float) -> Area:
        """The same in inches. Edges are rounded, not sizes, so that neighbors share an edge."""
        left, top = round(x * EMU_PER_INCH), round(y * EMU_PER_INCH)
        return cls(left, top, round((x + width) * EMU_PER_INCH) - left, round((y + height) * EMU_PER_INCH) - top)


def solid_fill(ink: str) -> str:
    """`a:solidFill` for a theme color: "accent1", or "accent1 60/40" = lumMod 60 %, lumOff 40 % (0 = none)."""
    slot, _, tint = ink.partition(" ")
    mod, _, off = tint.partition("/")
    inner = f'<a:lumMod val="{int(mod) * 1000}"/>' if mod else ""
    inner += f'<a:lumOff val="{int(off) * 1000}"/>' if off and int(off) else ""
    return f'<a:solidFill><a:schemeClr val="{slot}">{inner}</a:schemeClr></a:solidFill>'


def decorative_properties(shape_id: int, name: str) -> str:
    """`p:cNvPr` of a shape that a screen reader passes over."""
    return f'<p:cNvPr id="{shape_id}" name={quoteattr(name)}>{_DECORATIVE}</p:cNvPr>'


def drawn_shape(
    name: str,
    area: Area,
    ink: str,
    ids: Iterator[int],
    *,
    preset: str = "rect",
    adjust: Sequence[tuple[str, int]] = (),
    geometry: str = "",
    outline: str = "",
    flip: bool = False,
    on_layout: bool = False,
) -> etree._Element:
    """A decorative `p:sp`. `ink` empty = no fill; `geometry` replaces the preset; `outline` = ready `a:ln`."""
    guides = "".join(f'<a:gd name="{guide}" fmla="val {value}"/>' for guide, value in adjust)
    mirror = ' flipV="1"' if flip else ""
    form = geometry or f'<a:prstGeom prst="{preset}"><a:avLst>{guides}</a:avLst></a:prstGeom>'
    return own_element(
        f"<p:sp {nsdecls('p', 'a', 'r')}><p:nvSpPr>{decorative_properties(next(ids), name)}<p:cNvSpPr/>"
        f"<p:nvPr{_drawn(on_layout)}/></p:nvSpPr><p:spPr><a:xfrm{mirror}>"
        f'<a:off x="{area.x}" y="{area.y}"/><a:ext cx="{area.width}" cy="{area.height}"/></a:xfrm>{form}'
        f"{solid_fill(ink) if ink else '<a:noFill/>'}{outline or '<a:ln><a:noFill/></a:ln>'}</p:spPr></p:sp>"
    )


def person(
    role: Role,
    *,
    center: float,
    base: float,
    height: float,
    ids: Iterator[int],
    ink: str = "",
    halo: str = "",
    on_layout: bool = False,
) -> etree._Element:
    """One person as a group. `center`, `base` and `height` in inches; `halo` = the ground's color when in front."""
    word = role.capitalize()
    color = ink or INKS[role]
    parts = []
    if halo:
        parts += _head_and_body(f"{word} halo", center, base, height, halo, 0.035, ids, on_layout)
    parts += _head_and_body(word, center, base, height, color, 0, ids, on_layout)
    if role in ("giver", "receiver"):
        left = center + (-0.26 if role == "giver" else 0.14) * height
        badge = Area.inches(left, base - 0.33 * height, 0.12 * height, 0.16 * height)
        paint = "tx2" if color.startswith("bg1") else "bg1"
        parts.append(
            drawn_shape(
                f"{word} badge",
                badge,
                paint,
                ids,
                preset="roundRect",
                adjust=[("adj", 16000)],
                on_layout=on_layout,
            )
        )
    return grouped(word, parts, ids, on_layout=on_layout)


def trio(
    *,
    center: float,
    base: float,
    height: float,
    ids: Iterator[int],
    ground: str,
    spread: float = 0.70,
    white: bool = False,
    on_layout: bool = True,
) -> etree._Element:
    """Giver and receiver with the patient in front of them, 14 % larger.

    `ground` is the color behind them, for the halo. `white`: on a dark ground, where giver and receiver need not
    be told apart, staff are white and the patient is the light accent.
    """
    staff, patient = ("bg1", "accent1 60/40") if white else ("", "")
    side = spread * height
    stand = partial(person, base=base, ids=ids, on_layout=on_layout)
    people = [
        stand("giver", center=center - side, height=height, ink=staff),
        stand("receiver", center=center + side, height=height, ink=staff),
        stand("patient", center=center, height=1.14 * height, ink=patient, halo=ground),
    ]
    return grouped("Giver, patient and receiver", people, ids, on_layout=on_layout)


def _head_and_body(
    name: str, center: float, base: float, height: float, ink: str, more: float, ids: Iterator[int], on_layout: bool
) -> list[etree._Element]:
    """Circle and rounded body, `more` parts of H larger at the sides and the top."""
    grow = more * height
    head = Area.inches(
        center - 0.21 * height - grow, base - height - grow, 0.42 * height + 2 * grow, 0.42 * height + 2 * grow
    )
    body = Area.inches(
        center - 0.40 * height - grow, base - 0.53 * height - grow, 0.80 * height + 2 * grow, 0.53 * height + grow
    )
    return [
        drawn_shape(f"{name} head", head, ink, ids, preset="ellipse", on_layout=on_layout),
        drawn_shape(
            f"{name} body",
            body,
            ink,
            ids,
            preset="round2SameRect",
            adjust=[("adj1", 50000), ("adj2", 0)],
            on_layout=on_layout,
        ),
    ]


def grouped(
    name: str,
    parts: Sequence[etree._Element],
    ids: Iterator[int],
    *,
    group_id: int = 0,
    alt: str = "",
    on_layout: bool = False,
) -> etree._Element:
    """A group whose frame is exactly that of its parts, in the same coordinates."""
    frames = [area_of(transform) for part in parts for transform in _transforms(part)]
    x, y = min(f.x for f in frames), min(f.y for f in frames)
    width, height = max(f.x + f.width for f in frames) - x, max(f.y + f.height for f in frames) - y
    number = group_id or next(ids)
    properties = (
        f'<p:cNvPr id="{number}" name={quoteattr(name)} descr={quoteattr(alt)}/>'
        if alt
        else decorative_properties(number, name)
    )
    group = own_element(
        f"<p:grpSp {nsdecls('p', 'a', 'r')}><p:nvGrpSpPr>{properties}<p:cNvGrpSpPr/><p:nvPr{_drawn(on_layout)}/>"
        f'</p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/>'
        f'<a:chOff x="{x}" y="{y}"/><a:chExt cx="{width}" cy="{height}"/></a:xfrm></p:grpSpPr></p:grpSp>'
    )
    group.extend(parts)
    return group


def _transforms(part: etree._Element) -> list[etree._Element]:
    own = part.find(f"{qn('p:spPr')}/{qn('a:xfrm')}")
    if own is None:
        own = part.find(f"{qn('p:grpSpPr')}/{qn('a:xfrm')}")
    return [] if own is None else [own]


def area_of(transform: etree._Element) -> Area:
    """The place that an `a:xfrm` says."""
    offset, extent = transform.find(qn("a:off")), transform.find(qn("a:ext"))
    if offset is None or extent is None:
        raise ValueError("a:xfrm without a:off and a:ext")
    return Area(
        int(offset.get("x", "0")), int(offset.get("y", "0")), int(extent.get("cx", "0")), int(extent.get("cy", "0"))
    )


def own_element(xml: str) -> etree._Element:
    """An element of python-pptx's own classes, so that it can join a slide that python-pptx reads later."""
    element: etree._Element = parse_xml(xml)
    return element


def _drawn(on_layout: bool) -> str:
    return ' userDrawn="1"' if on_layout else ""
