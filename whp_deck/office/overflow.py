"""Does the text of a shape, or a table, of any deck stay inside its place: an estimate by font widths (`office.wrap`).

In: a sheet's `Looks` and one of its shapes. Out: lines and heights in points. Must not judge, nor open fonts.

Where sizes are mixed in a paragraph the largest holds for all of it, so an estimate may be too high, not too low. A
table's row is as high as it says, or as its fullest cell needs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from whp_deck.office.fonts import line_height, stand_in_factor
from whp_deck.office.looks import Looks, RunLook, first_said, shrink_of
from whp_deck.office.placeholders import Box
from whp_deck.office.sheets import Placed
from whp_deck.office.template_slots import LevelStyle
from whp_deck.office.units import EMU_PER_POINT
from whp_deck.office.wrap import OVERHANG, chunks, paragraph_lines
from whp_deck.office.xml import Element, a, attribute, descend, p
from whp_deck.plan import Paragraph, Run

_SIDES, _EDGES = {"ctr": 0.5, "r": 1.0}, {"ctr": 0.5, "b": 1.0}
_CELL_SIDE, _CELL_TOP = 91440, 45720  # ECMA-376 part 1, 21.1.3.17: insets of a cell when nobody says


@dataclass(frozen=True, slots=True)
class Overflow:
    """How high a text is and how high its place, in points."""

    lines: int
    height: float
    available: float

    @property
    def fits(self) -> bool:
        return self.height <= self.available + 0.5


def text_overflow(looks: Looks, placed: Placed) -> Overflow | None:
    """The measure of a shape's text; None where nothing is known (vertical text, no place)."""
    body = placed.shape.find(p("txBody"))
    if body is None or placed.box is None:
        return None
    frame = looks.frame_of(placed.shape)
    runs = list(looks.runs_of(placed))
    if not runs or frame.vertical:
        return None
    width = placed.box.width - frame.left - frame.right
    columns = max(1, frame.columns)
    high = placed.box.height - frame.top - frame.bottom
    if frame.grows:  # downwards, as far as the slide goes
        high = max(high, looks.sheet.size.height - placed.box.y - frame.top)
    available = high / EMU_PER_POINT * columns
    chain = looks.lists_above(placed.shape)
    lines, height, size = _measure(looks, body, runs, chain, width / EMU_PER_POINT / columns if frame.wraps else 1e6)
    return Overflow(lines, height, available + OVERHANG * size)


def line_boxes(looks: Looks, placed: Placed) -> tuple[Box, ...]:
    """Where the letters of a shape's text stand, a box for each line; nothing where `text_overflow` knows nothing, and for
    text in columns."""
    body, runs = placed.shape.find(p("txBody")), list(looks.runs_of(placed))
    frame = looks.frame_of(placed.shape)
    if body is None or placed.box is None or not runs or frame.vertical or frame.columns > 1:
        return ()
    room = (placed.box.width - frame.left - frame.right) / EMU_PER_POINT
    chain = looks.lists_above(placed.shape)
    by_paragraph = {key: list(group) for key, group in groupby(runs, key=lambda one: one.paragraph)}
    lines: list[tuple[float, float, float, float]] = []  # left, width, top, pitch in points, from the text's corner
    top = 0.0
    for paragraph in body.iterchildren(a("p")):
        style, written, size = _written(looks, paragraph, by_paragraph.get(paragraph, []), chain, shrink_of(body))
        rough = stand_in_factor(style.font)
        wrapped = paragraph_lines(written, style, max(room / rough, 1.0) if frame.wraps else 1e6, size)
        pieces = chunks(written.runs, style.font, style.bold, style.italic, style.caps)
        side = first_said(looks.levels_of(paragraph, chain), "algn", "l")
        pitch = style.line_points or line_height(style.font, size) * style.line_spacing
        top += style.space_before if lines else 0.0
        for start, end in pairwise((*wrapped.starts, len(pieces))):
            on_line = pieces[start:end]
            wide = sum(one.width + one.space_width for one in on_line) - (on_line[-1].space_width if on_line else 0.0)
            wide *= size * rough
            wide = min(wide, room) if frame.wraps else wide
            indent = style.margin_left if side == "l" else 0.0
            lines.append((indent + (room - indent - wide) * _SIDES.get(side, 0.0), wide, top, pitch))
            top += pitch
        top += style.space_after
    high = (placed.box.height - frame.top - frame.bottom) / EMU_PER_POINT
    x, y = placed.box.x + frame.left, placed.box.y + frame.top
    down = (high - top) * _EDGES.get(frame.anchor, 0.0)

    def letters(left: float, wide: float, at: float, tall: float) -> Box:
        corner = (x + round(left * EMU_PER_POINT), y + round((down + at + 0.15 * tall) * EMU_PER_POINT))
        return Box(*corner, round(wide * EMU_PER_POINT), round(0.7 * tall * EMU_PER_POINT))

    return tuple(letters(*line) for line in lines if line[1] > 0)


def table_bottom(looks: Looks, placed: Placed, table: Element) -> float | None:
    """Where the table ends, in points from the slide's top, when every row is as high as its text needs."""
    if placed.box is None:
        return None
    widths = [int(attribute(one, "w", "0")) for one in table.iter(a("gridCol"))]
    by_paragraph = {key: list(group) for key, group in groupby(looks.runs_of(placed), key=lambda one: one.paragraph)}
    bottom = placed.box.y / EMU_PER_POINT
    for row in table.iterchildren(a("tr")):
        high = int(attribute(row, "h", "0")) / EMU_PER_POINT
        for cell, width in zip(row.iterchildren(a("tc")), widths, strict=False):
            if attribute(cell, "gridSpan", "1") == "1" and attribute(cell, "rowSpan", "1") == "1":
                high = max(high, _cell_height(looks, cell, width, by_paragraph))
        bottom += high
    return bottom


def _cell_height(looks: Looks, cell: Element, width: int, known: dict[Element, list[RunLook]]) -> float:
    body, properties = cell.find(a("txBody")), cell.find(a("tcPr"))
    if body is None or (properties is not None and attribute(properties, "vert", "horz") != "horz"):
        return 0.0
    runs = [run for one in body.iterchildren(a("p")) for run in known.get(one, ())]
    if not runs:
        return 0.0

    def inset(name: str, usual: int) -> int:
        return usual if properties is None else int(attribute(properties, name, str(usual)))

    room = (width - inset("marL", _CELL_SIDE) - inset("marR", _CELL_SIDE)) / EMU_PER_POINT
    chain = () if looks.sheet.defaults is None else (looks.sheet.defaults,)
    _, height, _ = _measure(looks, body, runs, chain, room)
    return height + (inset("marT", _CELL_TOP) + inset("marB", _CELL_TOP)) / EMU_PER_POINT


def _measure(
    looks: Looks, body: Element, runs: Sequence[RunLook], chain: Sequence[Element], width: float
) -> tuple[int, float, float]:
    """Lines, height and the last line's size of a text body at a width in points."""
    by_paragraph = {key: list(group) for key, group in groupby(runs, key=lambda one: one.paragraph)}
    fit = descend(body, a("bodyPr"), a("normAutofit"))
    reduction = 0.0 if fit is None else int(attribute(fit, "lnSpcReduction", "0").rstrip("%")) / 100_000
    lines, height, size = 0, 0.0, 0.0
    paragraphs = list(body.iterchildren(a("p")))
    while paragraphs and paragraphs[-1] not in by_paragraph:
        paragraphs.pop()  # empty ones at the end: nothing is seen of them
    for number, paragraph in enumerate(paragraphs):
        style, written, size = _written(looks, paragraph, by_paragraph.get(paragraph, []), chain, shrink_of(body))
        count = paragraph_lines(written, style, max(width, 1.0), size).lines
        pitch = style.line_points or line_height(style.font, size) * max(0.1, style.line_spacing - reduction)
        lines += count
        height += count * pitch
        height += (style.space_before if number else 0.0) + (style.space_after if number < len(paragraphs) - 1 else 0.0)
    return lines, height, size


def _written(
    looks: Looks, paragraph: Element, runs: Sequence[RunLook], chain: Sequence[Element], shrink: float
) -> tuple[LevelStyle, Paragraph, float]:
    """A paragraph as `office.wrap` measures it: its style, its runs, its size in points."""
    style = looks.style_of(paragraph, chain)
    if not runs:
        return style, Paragraph(()), style.size * shrink
    size = max(one.size for one in runs)
    style = replace(style, font=runs[0].font, bold=False, italic=False)
    written = []
    pending = list(runs)
    for child in paragraph:
        if child.tag == a("br"):
            written.append(Run("\v"))
        elif pending and child is pending[0].run:
            look = pending.pop(0)
            written.append(Run(look.text, look.bold, look.italic))
        elif child.tag in (a("r"), a("fld")):
            written.append(Run(child.findtext(a("t")) or ""))
    return style, Paragraph(tuple(written), marker="bullet" if style.has_bullet else None), size
