"""What lies behind a text: the fill of its shape, else of the shapes below it, else the slide's background.

In: a `Sheet`, one of its shapes. Out: `Ground`, the colors that are behind it. Must not judge contrast.

A place is a rectangle here: what covers less than all of a text, or is no plain rectangle, adds its color and hides
nothing. Pictures have no color; a ground with one is not known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from whp_deck.office.colors import Color, Palette
from whp_deck.office.parts import element_of
from whp_deck.office.placeholders import Box
from whp_deck.office.sheets import Placed, Sheet
from whp_deck.office.xml import Element, a, attribute, descend, p

_FILLS = tuple(a(name) for name in ("noFill", "solidFill", "gradFill", "blipFill", "pattFill", "grpFill"))
_WHOLE_SHAPES = frozenset(
    [
        "rect",
        "roundRect",
        "round1Rect",
        "round2SameRect",
        "round2DiagRect",
        "snip1Rect",
        "snip2SameRect",
        "snip2DiagRect",
        "snipRoundRect",
        "flowChartProcess",
        "flowChartAlternateProcess",
        "bevel",
        "frame",
        "foldedCorner",
        "plaque",
        "homePlate",
    ]
)
_ROUND = 0.146  # of an ellipse's width: so far in begins the largest rectangle inside it
_LEAST, _ALL = 0.04, 0.97  # shares of a text's place: less is not there, more is everywhere behind it


@dataclass(frozen=True, slots=True)
class Paint:
    """A fill: one color, or the colors of a gradient or pattern. `known` is false for a picture."""

    colors: tuple[Color, ...] = ()
    known: bool = True

    @property
    def is_opaque(self) -> bool:
        return not self.known or all(color.alpha >= 1 for color in self.colors)


@dataclass(frozen=True, slots=True)
class Ground:
    """The colors (`RRGGBB`) behind a text. `known` is false when a picture is behind it too."""

    colors: tuple[str, ...]
    known: bool = True


@dataclass(frozen=True, slots=True)
class Surface:
    """A painted place. `core` is the rectangle in which it surely hides all that is below, None where nobody knows."""

    shape: Element
    box: Box
    paint: Paint
    core: Box | None


class Grounds:
    """Everything that one sheet paints, back to front."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    @cached_property
    def background(self) -> Paint:
        """The slide's background: its own, else its layout's, else its master's; white where nobody says."""
        for part in self._sheet.sources:
            ground = descend(element_of(part), p("cSld"), p("bg"))
            if ground is None:
                continue
            properties, reference = ground.find(p("bgPr")), ground.find(p("bgRef"))
            paint = None
            if properties is not None:
                paint = paint_of(properties, self._sheet.palette)
            elif reference is not None:
                paint = self._by_reference(reference)
            if paint is not None:
                return paint
        return Paint((Color(self._sheet.palette.slots.get(self._sheet.palette.names["bg1"], "FFFFFF")),))

    @cached_property
    def surfaces(self) -> tuple[Surface, ...]:
        """All painted places above the background."""
        return tuple(self._painted((*self._sheet.behind, *self._sheet.shapes)))

    @cached_property
    def _order(self) -> dict[Element, int]:
        """How many surfaces lie below each of the sheet's shapes, its own counted."""
        order: dict[Element, int] = {}
        painted = {surface.shape: number for number, surface in enumerate(self.surfaces, 1)}
        count = sum(1 for one in self._sheet.behind if one.shape in painted)
        for one in self._sheet.shapes:
            count = painted.get(one.shape, count)
            order[one.shape] = count
        return order

    def behind(self, placed: Placed, box: Box | None = None) -> Ground:
        """What is behind the text of that shape, in `box` (default: the whole shape)."""
        where = box or placed.box
        if where is None:
            return Ground((), False)
        return self._below(self._order.get(placed.shape, len(self.surfaces)), where, placed.shape)

    def at(self, box: Box) -> Ground:
        """What is behind a text that will stand there, above everything that is drawn."""
        return self._below(len(self.surfaces), box, None)

    def fill_of(self, shape: Element, groups: Iterable[Element] = ()) -> Paint | None:
        """The shape's own fill, or the one that it inherits; None when it has none."""
        for one in (shape, *self._sheet.parents(shape)):
            properties = one.find(p("spPr"))
            fill = None if properties is None else _fill_in(properties)
            if fill is not None and fill.tag == a("grpFill"):
                fill = next(
                    (found for group in reversed(tuple(groups)) if (found := _group_fill(group)) is not None), None
                )
                return None if fill is None else _paint(fill, self._sheet.palette)
            if fill is not None:
                return _paint(fill, self._sheet.palette)
            reference = descend(one, p("style"), a("fillRef"))
            if reference is not None:
                return self._by_reference(reference)
        return None

    def _painted(self, shapes: Iterable[Placed]) -> Iterator[Surface]:
        for one in shapes:
            if one.box is None:
                continue
            tag = str(one.shape.tag).rpartition("}")[2]
            if tag == "pic":
                yield Surface(one.shape, one.box, Paint((), False), one.box)
            elif tag == "graphicFrame":
                if next(one.shape.iter(a("tbl")), None) is None:
                    yield Surface(one.shape, one.box, Paint((), False), None)
            elif tag == "sp" and (paint := self.fill_of(one.shape, one.groups)) is not None:
                yield Surface(one.shape, one.box, paint, self._core(one, one.box))

    def _core(self, placed: Placed, box: Box) -> Box | None:
        for one in (placed.shape, *self._sheet.parents(placed.shape)):
            form = descend(one, p("spPr"), a("prstGeom"))
            if form is not None and attribute(form, "prst") == "ellipse":
                across, down = round(box.width * _ROUND), round(box.height * _ROUND)
                return Box(box.x + across, box.y + down, box.width - 2 * across, box.height - 2 * down)
            if form is not None:
                return box if attribute(form, "prst") in _WHOLE_SHAPES else None
            if descend(one, p("spPr"), a("custGeom")) is not None:
                return None
        return box

    def _below(self, count: int, where: Box, owner: Element | None) -> Ground:
        for number in range(count - 1, -1, -1):
            surface = self.surfaces[number]
            share = 1.0 if surface.shape is owner else surface.box.share_of(where)
            if share < _LEAST:
                continue
            hides = surface.shape is owner or (surface.core is not None and surface.core.share_of(where) >= _ALL)
            if hides and surface.paint.is_opaque:
                return seen_over(surface.paint, Ground(("FFFFFF",)))
            below = self._below(number, where, owner)
            seen = seen_over(surface.paint, below)
            if hides:
                return seen
            return Ground(tuple(dict.fromkeys((*seen.colors, *below.colors))), seen.known and below.known)
        return seen_over(self.background, Ground(("FFFFFF",)))

    def _by_reference(self, reference: Element) -> Paint | None:
        """A fill of the theme, by number, in the color that the reference names (ECMA-376 part 1, 20.1.4.2.10)."""
        number = int(attribute(reference, "idx", "0"))
        if number in (0, 1000):
            return None
        name = "bgFillStyleLst" if number > 1000 else "fillStyleLst"
        fills = descend(self._sheet.theme, a("themeElements"), a("fmtScheme"), a(name))
        color = self._sheet.palette.color_in(reference)
        index = number - (1001 if number > 1000 else 1)
        if fills is None or index >= len(fills):
            return None if color is None else Paint((color,))
        return _paint(fills[index], self._sheet.palette, color)


def paint_of(properties: Element, palette: Palette) -> Paint | None:
    """The fill among an element's children, or None."""
    fill = _fill_in(properties)
    return None if fill is None else _paint(fill, palette)


def _fill_in(properties: Element) -> Element | None:
    return next((child for child in properties if child.tag in _FILLS), None)


def _group_fill(group: Element) -> Element | None:
    properties = group.find(p("grpSpPr"))
    return None if properties is None else _fill_in(properties)


def _paint(fill: Element, palette: Palette, placeholder: Color | None = None) -> Paint | None:
    kind = str(fill.tag).rpartition("}")[2]
    if kind == "noFill":
        return None
    owners: list[Element] = []
    if kind == "solidFill":
        owners = [fill]
    elif kind == "gradFill":
        owners = list(fill.iter(a("gs")))
    elif kind == "pattFill":
        owners = [one for one in fill if one.tag in (a("fgClr"), a("bgClr"))]
    colors = [palette.color_in(owner, placeholder) for owner in owners]
    known = bool(colors) and all(color is not None for color in colors)
    seen = tuple(dict.fromkeys(color for color in colors if color is not None))
    if known and all(color.alpha <= 0 for color in seen):
        return None
    return Paint(seen, known)


def seen_over(paint: Paint, below: Ground) -> Ground:
    """What is seen of a fill that lies on a ground."""
    if not paint.known:
        return Ground((), False)
    if paint.is_opaque:
        return Ground(tuple(dict.fromkeys(color.rgb for color in paint.colors)))
    mixed = [color.over(ground) for color in paint.colors for ground in below.colors]
    return Ground(tuple(dict.fromkeys(mixed)), below.known)
