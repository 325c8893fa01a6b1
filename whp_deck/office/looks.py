"""How every text of a slide really looks: size, font, color, and the colors behind it, whoever says so.

In: a `Sheet` (a slide, layout or master of any package). Out: `RunLook`s, and the WCAG contrast of each.
Must not judge what is too small or too pale, nor change the package.

Looked through, nearest first: the run, its shape's list style, the layout's placeholder, the master's placeholder, the
master's text styles, the presentation's default style; of a table also its style (`office.table_looks`). Texts inside
charts and SmartArt are not read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from typing import Any

from whp_deck.office.colors import Color
from whp_deck.office.contrast import contrast
from whp_deck.office.fonts import text_width
from whp_deck.office.grounds import Ground, Grounds
from whp_deck.office.package import Package
from whp_deck.office.parts import element_of
from whp_deck.office.placeholders import Box, family, placeholder_of
from whp_deck.office.sheets import Placed, Sheet, sheets_of
from whp_deck.office.table_looks import TableLooks
from whp_deck.office.template_slots import LevelStyle, SlotReader
from whp_deck.office.units import EMU_PER_POINT
from whp_deck.office.xml import R_ID, Element, a, attribute, descend, fragment, p

_SIZE = 1800  # ECMA-376 part 1, 21.1.2.3.9: hundredths of a point when nobody says
_LEVELS = {level: a(f"lvl{level}pPr") for level in range(1, 10)}
_STYLES = {"title": "titleStyle", "body": "bodyStyle"}
_INKS = (a("solidFill"), a("gradFill"), a("noFill"))
_SIDE, _TOP = 91440, 45720  # ECMA-376 part 1, 21.1.2.1.1: insets when nobody says
_LINE = 1.2  # of the size: about the pitch of lines
_FITS = (a("spAutoFit"), a("normAutofit"), a("noAutofit"))
NOWHERE = Ground((), False)
_RUNS = frozenset((a("r"), a("fld")))
_LARGE, _LARGE_BOLD = 18.0, 14.0  # points from which WCAG 2.2, 1.4.3 asks for 3 : 1 only


@dataclass(frozen=True, slots=True)
class RunLook:
    """One run of text as it is seen: `size` in points after any shrinking, `ink` its color (None = not known).

    `ground` is what is behind it; `placed` its shape, `run` and `paragraph` its elements, `level` counted from 0.
    """

    placed: Placed
    paragraph: Element
    run: Element
    text: str
    level: int
    size: float
    font: str
    bold: bool
    italic: bool
    ink: Color | None
    ground: Ground
    language: str

    @property
    def color(self) -> str:
        """`RRGGBB` as it is seen, "" when it is not known."""
        if self.ink is None:
            return ""
        return self.ink.over(self.ground.colors[0]) if self.ground.colors else self.ink.rgb

    @property
    def contrast(self) -> float | None:
        """The lowest contrast with any color behind the text, 1 to 21; None when it cannot be known."""
        found = self._contrasts()
        return min(found) if found else None

    @property
    def best_contrast(self) -> float | None:
        """The highest: a text that fails here fails wherever it stands."""
        found = self._contrasts()
        return max(found) if found else None

    @property
    def needed_contrast(self) -> float:
        """3 for large text, else 4.5 (WCAG 2.2, 1.4.3)."""
        return 3.0 if self.size >= _LARGE or (self.bold and self.size >= _LARGE_BOLD) else 4.5

    def _contrasts(self) -> list[float]:
        if self.ink is None or not self.ground.known:
            return []
        return [contrast(self.ink.over(ground), ground) for ground in self.ground.colors]


@dataclass(frozen=True, slots=True)
class Frame:
    """How text lies in its shape: insets in EMU, edge, wrapping, columns; `grows`: the shape follows its text."""

    left: int
    top: int
    right: int
    bottom: int
    anchor: str
    wraps: bool
    vertical: bool
    columns: int
    grows: bool


class Looks:
    """The looks of one sheet's texts."""

    def __init__(self, sheet: Sheet, tables: TableLooks) -> None:
        self.sheet, self._tables = sheet, tables
        self.grounds = Grounds(sheet)
        self._runs: dict[Placed, tuple[RunLook, ...]] = {}
        self._chains: dict[Element, tuple[Element, ...]] = {}
        self._level_styles: dict[tuple[Element, ...], LevelStyle] = {}
        self._styles: dict[tuple[object, ...], tuple[Element, ...]] = {}

    @cached_property
    def runs(self) -> tuple[RunLook, ...]:
        """Every run with letters, in reading order."""
        return tuple(look for placed in self.sheet.shapes for look in self.runs_of(placed))

    def runs_of(self, placed: Placed) -> tuple[RunLook, ...]:
        """The runs of one shape, table cells among them."""
        if placed not in self._runs:
            self._runs[placed] = tuple(self._find_runs(placed))
        return self._runs[placed]

    def _find_runs(self, placed: Placed) -> Iterator[RunLook]:
        body = placed.shape.find(p("txBody"))
        if body is not None:
            chain = self.lists_above(placed.shape)
            found = [
                look for paragraph in body.iterchildren(a("p")) for look in self._looks(placed, body, paragraph, chain)
            ]
            ground = self.grounds.behind(placed, self._place_of(placed, found)) if found else NOWHERE
            for look in found:
                yield look if look.ground.known else replace(look, ground=ground)
            return
        for table in placed.shape.iter(a("tbl")):
            behind = self.grounds.behind(placed)
            for cell in self._tables.cells(table, self.sheet, behind):
                chain = (_as_list(cell.color, bold=cell.bold), *self._last)
                text = cell.element.find(a("txBody"))
                for paragraph in () if text is None else text.iterchildren(a("p")):
                    assert text is not None
                    for look in self._looks(placed, text, paragraph, chain):
                        yield look if look.ground.known else replace(look, ground=cell.ground)

    @cached_property
    def _last(self) -> tuple[Element, ...]:
        """The presentation's default style."""
        return () if self.sheet.defaults is None else (self.sheet.defaults,)

    def lists_above(self, shape: Element) -> tuple[Element, ...]:
        """The list styles that hold for a shape's text, nearest first."""
        if shape not in self._chains:
            self._chains[shape] = self._find_lists(shape)
        return self._chains[shape]

    def _find_lists(self, shape: Element) -> tuple[Element, ...]:
        found = [descend(one, p("txBody"), a("lstStyle")) for one in (shape, *self.sheet.parents(shape))]
        ph = placeholder_of(shape)
        styles = element_of(self.sheet.sources[-1]).find(p("txStyles"))
        reference = descend(shape, p("style"), a("fontRef"))
        if reference is not None:
            color = self.sheet.palette.color_in(reference)
            found.append(_as_list(color, typeface="+mj-lt" if attribute(reference, "idx") == "major" else "+mn-lt"))
        if ph is not None:
            name = _STYLES.get(family(attribute(ph, "type", "obj")), "otherStyle")
            found += [descend(styles, p(name)), *self._last]
        else:
            found += [*self._last, descend(styles, p("otherStyle"))]
        return tuple(one for one in found if one is not None)

    def levels_of(self, paragraph: Element, chain: Sequence[Element]) -> tuple[Element, ...]:
        """The paragraph's own properties and those of its level in each list style, nearest first."""
        own = paragraph.find(a("pPr"))
        level = level_of(paragraph)
        key = (level, *chain)
        if key not in self._styles:
            self._styles[key] = tuple(
                found
                for one in chain
                for tag in (_LEVELS[level + 1], a("defPPr"))
                if (found := one.find(tag)) is not None
            )
        return self._styles[key] if own is None else (own, *self._styles[key])

    def language_of(self, look: RunLook) -> str:
        """The language that a run has without saying so, "" when nobody says it."""
        levels = self.levels_of(look.paragraph, self.lists_above(look.placed.shape))
        runs = [one for level in levels if (one := level.find(a("defRPr"))) is not None]
        return first_said(runs, "lang", "")

    def style_of(self, paragraph: Element, chain: Sequence[Element]) -> LevelStyle:
        """How the paragraph's level looks: size, font, indents, spacing, bullet."""
        levels = self.levels_of(paragraph, chain)
        if levels not in self._level_styles:
            self._level_styles[levels] = self._slots.style_of(list(levels))
        return self._level_styles[levels]

    @cached_property
    def _slots(self) -> SlotReader:
        master: Any = self.sheet.sources[-1]
        return SlotReader(master.slide_master, self.sheet.defaults)

    def frame_of(self, shape: Element) -> Frame:
        """How a shape's text lies in it: what the shape says, else what the placeholders above it say."""
        chain = (shape, *self.sheet.parents(shape))
        bodies = [one for each in chain if (one := descend(each, p("txBody"), a("bodyPr"))) is not None]
        fit = next((child for one in bodies for child in one if child.tag in _FITS), None)
        return Frame(
            left=int(first_said(bodies, "lIns", str(_SIDE))),
            top=int(first_said(bodies, "tIns", str(_TOP))),
            right=int(first_said(bodies, "rIns", str(_SIDE))),
            bottom=int(first_said(bodies, "bIns", str(_TOP))),
            anchor=first_said(bodies, "anchor", "t"),
            wraps=first_said(bodies, "wrap", "square") != "none",
            vertical=first_said(bodies, "vert", "horz") != "horz",
            columns=int(first_said(bodies, "numCol", "1")),
            grows=fit is not None and fit.tag == _FITS[0],
        )

    def font_of(self, typeface: str) -> str:
        """A font's name; `+mn-lt` and its like are the theme's."""
        if typeface.startswith("+mj"):
            return self.sheet.fonts["major"]
        return self.sheet.fonts["minor"] if typeface.startswith("+mn") or not typeface else typeface

    def _looks(self, placed: Placed, body: Element, paragraph: Element, chain: Sequence[Element]) -> Iterator[RunLook]:
        """The runs of a paragraph, on no ground yet unless they are highlighted."""
        above = [one for level in self.levels_of(paragraph, chain) if (one := level.find(a("defRPr"))) is not None]
        for run in paragraph:
            text = run.findtext(a("t")) or ""
            if run.tag not in _RUNS or not text.strip():
                continue
            properties = run.find(a("rPr"))
            own = above if properties is None else [properties, *above]
            latin = next((one for level in own if (one := level.find(a("latin"))) is not None), None)
            size = int(first_said(own, "sz", str(_SIZE))) / 100 * shrink_of(body)
            highlight = None if properties is None else self.sheet.palette.color_in(properties.find(a("highlight")))
            yield RunLook(
                placed=placed,
                paragraph=paragraph,
                run=run,
                text=text,
                level=level_of(paragraph),
                size=round(size, 2),
                font=self.font_of("" if latin is None else attribute(latin, "typeface")),
                bold=first_said(own, "b", "0") in ("1", "true"),
                italic=first_said(own, "i", "0") in ("1", "true"),
                ink=self._ink(own, properties),
                ground=NOWHERE if highlight is None else Ground((highlight.rgb,)),
                language=first_said([] if properties is None else [properties], "lang", ""),
            )

    def _ink(self, own: Sequence[Element], properties: Element | None) -> Color | None:
        """A link's color, else the nearest that is said, else the text color."""
        palette = self.sheet.palette
        link = None if properties is None else properties.find(a("hlinkClick"))
        if link is not None and attribute(link, R_ID) and not any("hlinkClr" in str(one.tag) for one in link.iter()):
            return Color(palette.slots[palette.names.get("hlink", "hlink")])
        for level in own:
            fill = next((one for kind in _INKS if (one := level.find(kind)) is not None), None)
            if fill is not None:
                return palette.color_in(fill) if fill.tag == _INKS[0] else None
        return Color(palette.slots[palette.names["tx1"]])

    def _place_of(self, placed: Placed, looks: Sequence[RunLook]) -> Box | None:
        """About where a shape's text stands: as wide and as high as its letters, at its side and its edge of the box."""
        box = placed.box
        if box is None:
            return None
        frame = self.frame_of(placed.shape)
        wide_room = max(1, box.width - frame.left - frame.right)
        room = Box(box.x + frame.left, box.y + frame.top, wide_room, max(1, box.height - frame.top - frame.bottom))
        wide, high = 0.0, 0.0
        for _, group in groupby(looks, key=lambda look: look.paragraph):
            runs = list(group)
            length = sum(text_width(one.text, one.font, one.size, one.bold, one.italic) for one in runs) * EMU_PER_POINT
            wide = max(wide, min(length, room.width))
            high += -(-length // room.width) * max(one.size for one in runs) * _LINE * EMU_PER_POINT
        width, height = round(wide), round(min(high, room.height))
        side = first_said(self.levels_of(looks[0].paragraph, self.lists_above(placed.shape)), "algn", "l")
        across = {"ctr": 0.5, "r": 1.0}.get(side, 0.0)
        down = {"ctr": 0.5, "b": 1.0}.get(frame.anchor, 0.0)
        x, y = room.x + round((room.width - width) * across), room.y + round((room.height - height) * down)
        return Box(x, y, max(1, width), max(1, height))


def looks_of(package: Package) -> tuple[Looks, ...]:
    """The looks of every slide, in the order of the slide list."""
    tables = TableLooks(package)
    return tuple(Looks(sheet, tables) for sheet in sheets_of(package))


def level_of(paragraph: Element) -> int:
    """The paragraph's level, counted from 0."""
    properties = paragraph.find(a("pPr"))
    return min(8, int(attribute(properties, "lvl", "0"))) if properties is not None else 0


def shrink_of(body: Element) -> float:
    """The share to which PowerPoint has shrunk the text of a box (`a:normAutofit`)."""
    fit = descend(body, a("bodyPr"), a("normAutofit"))
    value = "100000" if fit is None else attribute(fit, "fontScale", "100000")
    return float(value[:-1]) / 100 if value.endswith("%") else int(value) / 100_000


def _as_list(color: Color | None, *, bold: bool = False, typeface: str = "+mn-lt") -> Element:
    """A list style that says what a shape's or a table's style says of its text."""
    fill = (
        ""
        if color is None
        else (
            f'<a:solidFill><a:srgbClr val="{color.rgb}"><a:alpha val="{round(color.alpha * 100_000)}"/></a:srgbClr></a:solidFill>'
        )
    )
    weight = ' b="1"' if bold else ""
    inner = f'<a:defRPr{weight}>{fill}<a:latin typeface="{typeface}"/></a:defRPr>'
    return fragment(f"<a:lstStyle><a:defPPr>{inner}</a:defPPr></a:lstStyle>")


def first_said(levels: Sequence[Element], name: str, default: str) -> str:
    """The attribute as the nearest of the levels says it."""
    return next((value for level in levels if (value := level.get(name)) is not None), default)
