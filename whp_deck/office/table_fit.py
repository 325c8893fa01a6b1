"""Fits tables: text size, column widths from measured text, row heights.

In: a `Table`, a width and a height in points. Out: `TableFit`, all in points, or None when it does not fit.
Must not split a table or draw it: `fit_split` does the one, the renderer the other, with these widths.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from whp_deck.office.fonts import line_height
from whp_deck.office.template_slots import Slot
from whp_deck.office.units import EMU_PER_POINT
from whp_deck.office.wrap import chunks, wrap
from whp_deck.plan import Table, Text

CELL_SIDE, CELL_TOP = 8.64, 3.6  # points: cell margins of 0.12 and 0.05 inches
HEADER_HEIGHT = 44.64  # 0.62 in
SMALLEST = 18.0
FONT = "Calibri"


@dataclass(frozen=True, slots=True)
class TableFit:
    """How a table is written: text size, column widths and row heights (header included) in points."""

    size_pt: float
    column_widths: tuple[float, ...]
    row_heights: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class SizeStep:
    """A text size, the least height of a row, and for how many rows (without the header) it is meant."""

    size: float
    row: float
    rows: int


_STEPS = (SizeStep(26, 72, 3), SizeStep(22, 56.16, 5), SizeStep(20, 41.76, 7), SizeStep(SMALLEST, 36, 7))
_AGENDA_STEPS = tuple(SizeStep(size, 0, 12) for size in (24, 22, 20, SMALLEST))  # rows share the height evenly
_CHIP = 44.64  # points: the agenda's numbered chips, 0.62 in
_AGENDA_ROW = 54.0  # points, 0.75 in: three items must not stand like pillars
_SPARE = 1.0  # points more than a column's text needs: renderers round


def room_for_table(slot: Slot) -> tuple[float, float, str]:
    """Width and height of a slot as if its slide were 7.5 inches high, in points, and the face of its text."""
    unit = EMU_PER_POINT * slot.unit
    return slot.width / unit, slot.height / unit, slot.levels[0].font if slot.levels else FONT


def in_unit(table: Table, unit: float) -> Table:
    """The table with its size counted in another unit (points of a slide that is not 7.5 inches high)."""
    return table if unit == 1 or not table.size else replace(table, size=round(table.size * unit, 2))


def size_steps(table: Table) -> tuple[SizeStep, ...]:
    """The sizes that a table may have, largest first: for its number of rows, and not above a size chosen before."""
    count = len(table.rows) - bool(table.header)
    steps = _AGENDA_STEPS if table.look == "agenda" else _STEPS
    return tuple(s for s in steps if count <= s.rows and (not table.size or s.size <= table.size))


def table_layout(table: Table, width_pt: float, height_pt: float, font: str = FONT) -> TableFit | None:
    """The largest size at which the table fits the box, or None: too many rows, too much text, or a word too wide."""
    if table.look == "bar":
        return TableFit(table.size or 20, tuple(column_widths(table, width_pt, 20, font)), (height_pt,))
    for at in size_steps(table):
        widths = column_widths(table, width_pt, at.size, font)
        heights = row_heights(table, widths, at, font)
        if sum(heights) <= height_pt + 0.5 and not words_too_wide(table, widths, at.size, font):
            heights = _let_breathe(table, heights, height_pt)
            return TableFit(at.size, tuple(widths), tuple(heights))
    return None


def _let_breathe(table: Table, heights: list[float], height_pt: float) -> list[float]:
    """The rows with the room that is left shared out, each up to what is comfortable for so many rows."""
    fixed = int(table.header)
    count = len(heights) - fixed
    spare = max(0.0, height_pt - sum(heights)) / max(1, count)
    comfortable = _AGENDA_ROW if table.look == "agenda" else next((s.row for s in _STEPS if count <= s.rows), 0.0)
    return heights[:fixed] + [max(height, min(comfortable, height + spare)) for height in heights[fixed:]]


def column_widths(table: Table, width_pt: float, size_pt: float, font: str = FONT) -> list[float]:
    """Widths in points, summing to `width_pt`; none narrower than its longest word while the words have room at all.

    A table that carries `shares` (the bar of minutes, a table that continues on another slide) is divided by them.
    """
    columns = max((len(row) for row in table.rows), default=0)
    if not columns:
        return []
    if len(table.shares) == columns and sum(table.shares) > 0:
        return _exact([width_pt * share / sum(table.shares) for share in table.shares], width_pt)
    least = [2 * CELL_SIDE + _SPARE] * columns
    wanted = list(least)
    for r, row in enumerate(table.rows):
        for c, cell in enumerate(row):
            word, line = _cell_widths(cell, _bold(table, r, c), size_pt, font)
            least[c] = max(least[c], word + 2 * CELL_SIDE + _SPARE)
            wanted[c] = max(wanted[c], line + 2 * CELL_SIDE + _SPARE)
    ends = (_CHIP, wanted[-1] + 8)
    if table.look == "agenda" and columns > 2 and sum(ends) < width_pt / 2:
        return _exact([ends[0], *[(width_pt - sum(ends)) / (columns - 2)] * (columns - 2), ends[1]], width_pt)
    if sum(least) >= width_pt:
        return _exact([width_pt * one / sum(least) for one in least], width_pt)
    room = width_pt - sum(wanted)
    if room >= 0:
        return _exact([one + room / columns for one in wanted], width_pt)
    return _exact(_shared(table, least, wanted, width_pt, size_pt, font), width_pt)


def row_heights(table: Table, widths: Sequence[float], at: SizeStep, font: str = FONT) -> list[float]:
    """Heights in points: the step's own, or what wrapped text needs."""
    heights = []
    for r, row in enumerate(table.rows):
        least = HEADER_HEIGHT if table.header and r == 0 else at.row
        heights.append(max([least, *(_cell_height(table, r, c, cell, widths[c], at.size, font)
                                     for c, cell in enumerate(row))]))  # fmt: skip
    return heights


class WideWord(NamedTuple):
    """A word that is wider than its column, with its cell and the column's heading."""

    text: str
    cell: Text
    heading: str
    width: float


def words_too_wide(table: Table, widths: Sequence[float], size_pt: float, font: str = FONT) -> list[WideWord]:
    """Words that are wider than their column, and that made it so: not those beside whose column they left no room."""
    found = []
    fair = sum(widths) / len(widths) - 2 * CELL_SIDE
    for r, row in enumerate(table.rows):
        for c, cell in enumerate(row):
            room = widths[c] - 2 * CELL_SIDE + 0.01
            for paragraph in cell.paragraphs:
                pieces = chunks(paragraph.runs, font, _bold(table, r, c), False, False)
                found += [
                    WideWord(piece.text, cell, table.rows[0][c].text if table.header else "", piece.width)
                    for piece in pieces
                    if piece.width * size_pt > room
                ]
    return [one for one in found if one.width * size_pt > fair] or sorted(found, key=lambda one: -one.width)[:1]


def _bold(table: Table, row: int, column: int) -> bool:
    if table.look == "agenda":
        return column == 0 or row == table.emphasis or column == len(table.rows[row]) - 1
    return (table.header and row == 0) or column == 0


def _cell_widths(cell: Text, bold: bool, size: float, font: str) -> tuple[float, float]:
    """Width in points of the longest word and of the longest paragraph on one line."""
    word = line = 0.0
    for paragraph in cell.paragraphs:
        pieces = chunks(paragraph.runs, font, bold, False, False)
        word = max([word, *(piece.width for piece in pieces)])
        total = 0.0
        for piece in pieces:
            total = 0.0 if piece.forced else total + piece.width + piece.space_width
            line = max(line, total)
    return word * size, line * size


def _cell_height(table: Table, row: int, column: int, cell: Text, width: float, size: float, font: str) -> float:
    room = width - 2 * CELL_SIDE + 0.01
    lines = sum(
        wrap(chunks(paragraph.runs, font, _bold(table, row, column), False, False), size, room, room).lines
        for paragraph in cell.paragraphs
    )
    return max(1, lines) * line_height(font, size) + 2 * CELL_TOP


def _shared(table: Table, least: list[float], wanted: list[float], width: float, size: float, font: str) -> list[float]:
    """Widths for a table whose text must wrap: room goes first to where it spares the most lines, the rest to all.

    Each column starts at its longest word. Then, as long as there is room, the column is widened that makes the
    table lower at the least cost: to the width at which one more of its cells stands on fewer lines.
    """
    widths, columns = list(least), range(len(least))

    @functools.cache  # a column that was not chosen is asked again in the next round
    def tried(column: int, step: float) -> list[float]:
        return _column_heights(table, column, step, size, font)

    heights = [tried(c, widths[c]) for c in columns]
    steps = [_steps_of(table, c, least[c], wanted[c], size, font) for c in columns]
    while True:
        room = width - sum(widths)
        now = _height(heights)
        best: tuple[float, int, float, list[float]] | None = None
        for c in columns:
            for step in steps[c]:
                cost = step - widths[c]
                if not 0 < cost <= room:
                    continue
                trial = tried(c, step)
                saved = now - _height([*heights[:c], trial, *heights[c + 1 :]]) + 0.01 * (sum(heights[c]) - sum(trial))
                if saved > 0 and (best is None or saved / cost > best[0]):
                    best = (saved / cost, c, step, trial)
        if best is None:
            return [one + room / len(widths) for one in widths]
        _, c, widths[c], heights[c] = best


def _steps_of(table: Table, column: int, least: float, wanted: float, size: float, font: str) -> list[float]:
    """The widths at which some cell of a column needs a line less, to a few points."""
    found = {wanted}
    for r, row in enumerate(table.rows):
        if column < len(row):
            line = _cell_widths(row[column], _bold(table, r, column), size, font)[1]
            found |= {
                line / lines + 2 * CELL_SIDE + _SPARE + over for lines in (1, 2, 3) for over in (0, size, 3 * size)
            }
    return sorted(step for step in found if least < step <= wanted)


def _column_heights(table: Table, column: int, width: float, size: float, font: str) -> list[float]:
    return [
        _cell_height(table, r, column, row[column], width, size, font) if column < len(row) else 0.0
        for r, row in enumerate(table.rows)
    ]


def _height(columns: Sequence[Sequence[float]]) -> float:
    """The height of a table whose columns have these cell heights."""
    rows: list[float] = [max(cells) for cells in zip(*columns, strict=True)]
    return sum(rows)


def _exact(widths: list[float], total: float) -> list[float]:
    """Widths in whole thousandths of a point whose sum is exactly the total."""
    rounded = [round(width, 3) for width in widths]
    rounded[rounded.index(max(rounded))] += total - sum(rounded)
    return rounded


def with_shares(table: Table, widths: Sequence[float], size: float) -> Table:
    """The table with its widths and size settled, so that every part of a divided table looks the same."""
    return replace(table, shares=tuple(round(width, 3) for width in widths), size=size)
