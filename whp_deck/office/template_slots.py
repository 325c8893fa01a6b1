"""Resolves a layout's placeholder: its place, and how text of each level looks when the slide says nothing.

In: a layout's placeholder and its master, through python-pptx. Out: `Slot` and `LevelStyle`, frozen, plain values.
Text styles are inherited: layout list style, master's placeholder, master's title, body or other style, the
presentation's default. Must not read slides, measure text or change the package.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any, Literal

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml.ns import qn

from whp_deck.office.units import EMU_PER_POINT

_LEVELS = 9
_SIDE_INSET, _TOP_INSET = 91440, 45720  # ECMA-376 part 1, 21.1.2.1.1 bodyPr: defaults of lIns, rIns and tIns, bIns
_LEVEL_TAGS = {number: qn(f"a:lvl{number}pPr") for number in range(1, _LEVELS + 1)}
_DEFAULT_LEVEL = qn("a:defPPr")
_BULLETS = frozenset(qn(tag) for tag in ("a:buNone", "a:buChar", "a:buAutoNum", "a:buBlip"))
_COLOR = re.compile(r"[0-9A-Fa-f]{6}|[bt][gx][12]|accent[1-6]|[dl][kt][12]|hlink|folHlink")  # what a slide may say
_DECLARATIONS = re.compile(r' xmlns:\w+="[^"]*"')
_BODY = f"{qn('p:txBody')}/{qn('a:bodyPr')}"
_MASTER_KIND = {"title": "title", "ctrTitle": "title", "dt": "dt", "ftr": "ftr", "sldNum": "sldNum"}
_MASTER_STYLE = {"title": "p:titleStyle", "body": "p:bodyStyle"}


@dataclass(frozen=True, slots=True)
class LevelStyle:
    """How a paragraph of one level looks when nothing is said on the slide. Points.

    `line_spacing` is a share of a single line (1.0); `line_points` is an exact pitch and wins when it is not 0.
    `color` is the XML inside `a:solidFill`, "" when nobody says it.
    """

    size: float = 18.0
    bold: bool = False
    italic: bool = False
    caps: bool = False
    font: str = "Calibri"
    margin_left: float = 0.0
    indent: float = 0.0
    line_spacing: float = 1.0
    line_points: float = 0.0
    space_before: float = 0.0
    space_after: float = 0.0
    has_bullet: bool = False
    color: str = ""


Seat = Literal["own", "moved", "title", "box"]


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a text, table or picture goes, and how its nine levels look. `insets`: left, top, right, bottom.

    `seat`: a placeholder in its own place; one that the slide moves; a title that the layout lacks; or no placeholder
    at all. `list_style` is the XML inside the `a:lstStyle` that the slide must write, `fill` the ground (as
    `figures.solid_fill` takes it). `floor`: text may shrink to that many points; 0 = as our own template allows.
    `unit`: how large a point is on this slide; 1 on one that is 7.5 inches high. `aside`: what a slide takes from the
    placeholder's width, left and right, to keep clear of a logo.
    """

    name: str
    placeholder: str
    kind: str
    idx: int
    x: int
    y: int
    width: int
    height: int
    insets: tuple[int, int, int, int]
    anchor: str
    levels: tuple[LevelStyle, ...]
    seat: Seat = "own"
    list_style: str = ""
    fill: str = ""
    floor: float = 0.0
    unit: float = 1.0
    aside: tuple[int, int] = (0, 0)

    @property
    def text_width(self) -> float:
        """The width for text in points."""
        return max(0, self.width - self.insets[0] - self.insets[2]) / EMU_PER_POINT

    @property
    def text_height(self) -> float:
        """The height for text in points."""
        return max(0, self.height - self.insets[1] - self.insets[3]) / EMU_PER_POINT


def on_slide(slot: Slot, height: int) -> Slot:
    """The slot without what lies below a slide so high, in EMU: what stands there is not seen.

    Text in the middle of a box grows both ways, so as much is taken from its top as from its foot.
    """
    below = slot.y + slot.height - height
    if below <= 0:
        return slot
    return replace(slot, height=max(0, slot.height - (2 * below if slot.anchor == "ctr" else below)))


class SlotReader:
    """Resolves placeholders of the layouts of one master."""

    def __init__(self, master: Any, defaults: Any) -> None:
        self._fonts = _theme_fonts(master)
        self._master_shapes: dict[str, Any] = {}
        for shape in master.placeholders:
            self._master_shapes.setdefault(_MASTER_KIND.get(_mark(shape).get("type", "obj"), "body"), shape)
        styles = master._element.find(qn("p:txStyles"))
        self._below: dict[str, list[Any]] = {}
        for family in {"body", *_MASTER_KIND.values()}:
            chain = [_list_style(self._master_shapes[family])] if family in self._master_shapes else []
            if styles is not None:
                chain.append(styles.find(qn(_MASTER_STYLE.get(family, "p:otherStyle"))))
            self._below[family] = [*chain, defaults]
        self._inherited: dict[tuple[str, int], LevelStyle] = {}

    @property
    def body_font(self) -> str:
        """The theme's font for text."""
        return self._fonts["minorFont"]

    def says_sizes(self) -> bool:
        """Whether the master says how large titles and text are; a program takes a size of its own where it does not."""
        return all(
            any(run.get("sz") for each in self._below[family] if each is not None for run in each.iter(qn("a:defRPr")))
            for family in self._master_shapes
            if family in ("title", "body")
        )

    def title(self) -> Any:
        """The master's own title placeholder, or None."""
        return self._master_shapes.get("title")

    def body(self) -> Any:
        """The master's own body placeholder, or None."""
        return self._master_shapes.get("body")

    def read(self, name: str, shape: Any, placeholder: str = "") -> Slot:
        """The slot that a layout's placeholder makes; `placeholder` when its name alone does not tell it apart."""
        mark = _mark(shape)
        kind = str(mark.get("type", "obj"))
        family = _MASTER_KIND.get(kind, "body")
        chain = [shape] + ([self._master_shapes[family]] if family in self._master_shapes else [])
        x, y, width, height = _box(chain)
        bodies = [found for each in chain if (found := each._element.find(_BODY)) is not None]
        left, right = (int(_attribute(bodies, key, _SIDE_INSET)) for key in ("lIns", "rIns"))
        top, bottom = (int(_attribute(bodies, key, _TOP_INSET)) for key in ("tIns", "bIns"))
        own = _list_style(shape)
        return Slot(
            name=name,
            placeholder=placeholder or str(shape.name),
            kind=kind,
            idx=int(mark.get("idx", 0)),
            x=x,
            y=y,
            width=width,
            height=height,
            insets=(left, top, right, bottom),
            anchor=str(_attribute(bodies, "anchor", "t")),
            levels=tuple(self._level(own, family, number) for number in range(1, _LEVELS + 1)),
        )

    def _level(self, own: Any, family: str, number: int) -> LevelStyle:
        if own is not None and (own.find(_LEVEL_TAGS[number]) is not None or own.find(_DEFAULT_LEVEL) is not None):
            return self._resolve([own, *self._below[family]], number)
        key = (family, number)
        if key not in self._inherited:
            self._inherited[key] = self._resolve(self._below[family], number)
        return self._inherited[key]

    def _resolve(self, lists: list[Any], number: int) -> LevelStyle:
        found = [
            level
            for each in lists
            if each is not None
            for tag in (_LEVEL_TAGS[number], _DEFAULT_LEVEL)
            if (level := each.find(tag)) is not None
        ]
        return self.style_of(found)

    def style_of(self, found: list[Any]) -> LevelStyle:
        """How a paragraph looks by its own properties and those of its level in each list style, nearest first."""
        runs = [run for level in found if (run := level.find(qn("a:defRPr"))) is not None]
        size = int(_attribute(runs, "sz", 1800)) / 100
        line = _first(found, "a:lnSpc")
        spacing, exact = (1.0, 0.0) if line is None else _spacing(line)
        latin = _first(runs, "a:latin")
        return LevelStyle(
            size=size,
            bold=_attribute(runs, "b", "0") in {"1", "true"},
            italic=_attribute(runs, "i", "0") in {"1", "true"},
            caps=_attribute(runs, "cap", "none") == "all",
            font=self._font(latin.get("typeface", "") if latin is not None else ""),
            margin_left=int(_attribute(found, "marL", 0)) / EMU_PER_POINT,
            indent=int(_attribute(found, "indent", 0)) / EMU_PER_POINT,
            line_spacing=spacing,
            line_points=exact,
            space_before=_space(_first(found, "a:spcBef"), size),
            space_after=_space(_first(found, "a:spcAft"), size),
            has_bullet=_has_bullet(found),
            color=_color(runs),
        )

    def _font(self, typeface: str) -> str:
        if typeface.startswith("+mj"):
            return self._fonts["majorFont"]
        if typeface.startswith("+mn") or not typeface:
            return self._fonts["minorFont"]
        return typeface


def _mark(shape: Any) -> Any:
    """The `p:ph` of a placeholder."""
    return shape._element.find(f"*/{qn('p:nvPr')}/{qn('p:ph')}")


def _list_style(shape: Any) -> Any:
    return shape._element.find(f"{qn('p:txBody')}/{qn('a:lstStyle')}")


def _theme_fonts(master: Any) -> dict[str, str]:
    """The Latin heading and body fonts of a master's theme."""
    fonts = {"majorFont": "Calibri", "minorFont": "Calibri"}
    theme = etree.fromstring(master.part.part_related_by(RT.THEME).blob)
    for tag in fonts:
        latin = theme.find(f".//{qn('a:' + tag)}/{qn('a:latin')}")
        if latin is not None and latin.get("typeface"):
            fonts[tag] = str(latin.get("typeface"))
    return fonts


def _box(chain: list[Any]) -> tuple[int, int, int, int]:
    """Position and size from the first shape that has them."""
    for shape in chain:
        transform = shape._element.find(qn("p:spPr") + "/" + qn("a:xfrm"))
        if transform is None:
            continue
        offset, extent = transform.find(qn("a:off")), transform.find(qn("a:ext"))
        if offset is not None and extent is not None:
            return int(offset.get("x")), int(offset.get("y")), int(extent.get("cx")), int(extent.get("cy"))
    return 0, 0, 0, 0


def _color(runs: list[Any]) -> str:
    """The nearest color that is said, as XML."""
    fill = _first(runs, "a:solidFill")
    if fill is None or not len(fill) or not _COLOR.fullmatch(str(fill[0].get("val", ""))):
        return ""
    return _DECLARATIONS.sub("", etree.tostring(fill[0], encoding="unicode", with_tail=False))


def _attribute(elements: list[Any], name: str, default: Any) -> Any:
    return next((value for element in elements if (value := element.get(name)) is not None), default)


def _first(elements: list[Any], tag: str) -> Any:
    return next((found for element in elements if (found := element.find(qn(tag))) is not None), None)


def _percent(value: str) -> float:
    """A share from `90000` (transitional) or `90%` (strict)."""
    return float(value[:-1]) / 100 if value.endswith("%") else int(value) / 100_000


def _spacing(element: Any) -> tuple[float, float]:
    """Share of a single line, exact points (0 when the share holds)."""
    share, points = element.find(qn("a:spcPct")), element.find(qn("a:spcPts"))
    if points is not None:
        return 1.0, int(points.get("val")) / 100
    return (_percent(share.get("val")) if share is not None else 1.0), 0.0


def _space(element: Any, size: float) -> float:
    """Space before or after in points; a share is one of a line of about 1.2 times the size."""
    if element is None:
        return 0.0
    share, points = _spacing(element)
    return points if element.find(qn("a:spcPts")) is not None else share * size * 1.2


def _has_bullet(levels: list[Any]) -> bool:
    marks = (child.tag for level in levels for child in level if child.tag in _BULLETS)
    return next(marks, qn("a:buNone")) != qn("a:buNone")
