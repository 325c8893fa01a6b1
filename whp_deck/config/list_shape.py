"""What spreadsheets do to lists: a title above the headings, headings that stand twice, sums, merged, hidden and struck cells.

In: the rows of a sheet, as text. Out: problems. Must not judge what a cell says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from whp_deck.config.cells import is_sum, is_total
from whp_deck.config.columns import FOLDER, REQUIRED, is_column
from whp_deck.config.headings import OWN, unknown_columns
from whp_deck.config.sheet_files import Sheet
from whp_deck.errors import Problem, Source, also_in, column_letters, counted

_HEADINGS_WITHIN = 10  # rows from the top in which the headings are looked for
_WIDE = 3  # cells, and times as many as in a row above: headings below a title
# in words, above the practices' names, in a second row of headings that is for people
_HEADINGS = frozenset(
    f"{one}{more}"
    for one in ("practice", "clinic", "site", "office", "practice's", "practice’s")
    for more in ("", "s", " name")
) | {"name", "name of practice", "name of the practice", "name of clinic", "name of the clinic"}


class Numbered(Protocol):
    """A row that was read."""

    @property
    def number(self) -> int:
        """As the spreadsheet shows it."""
        ...


def other_sheets(sheet: Sheet) -> str:
    """Which sheets were not read: the list may be there."""
    if not sheet.others:
        return ""
    named = ", ".join(f"“{one}”" for one in sheet.others[:6])
    return f"; only the first sheet that is shown is read, which is “{sheet.name}”: is the list in {named}? move it to the front"


def misplaced_headings(
    filled: list[tuple[int, list[str]]], name: str, sheet: Sheet, field_of: Callable[[str], str]
) -> list[Problem]:
    """Told instead of everything that would be wrong with the columns, when the first row names no field at all."""
    at, header = filled[0]
    if any(is_column(field_of(cell)) for cell in header):
        return []
    hint = "delete the rows above it: the first row names the fields"
    later = [number for number, cells in filled[1:_HEADINGS_WITHIN] if any(is_column(field_of(cell)) for cell in cells)]
    if later:
        message = f"row {at} has no fields' names; the headings seem to be in row {later[0]}"
        return [Problem("headings-misplaced", message, hint, Source(name, at))]
    if wide := _below_a_title(filled):
        number, headings = wide
        message = f"row {at} is a title; the headings seem to be in row {number}"
        if sheet.others:
            message += f" of the sheet “{sheet.name}”, the only one that is read"
        fields = ((Source(name, number, column), field_of(cell)) for column, cell in enumerate(headings, 1))
        unknown = [(place, field) for place, field in fields if field and not field.startswith(OWN)]
        return [
            Problem("headings-misplaced", message, hint, Source(name, at)),
            *unknown_columns(unknown, list(map(field_of, headings))),
        ]
    if sheet.others and not any("." in cell for cell in header):
        message = f"the sheet “{sheet.name}” is no list of practices: its first row names no field"
        return [Problem("headings-misplaced", message, other_sheets(sheet).removeprefix("; "), Source(name, at))]
    return []


def _below_a_title(filled: Sequence[tuple[int, list[str]]]) -> tuple[int, list[str]] | None:
    """The first row that has many more cells than the first one, each with words: the headings of somebody's own."""
    widths = [sum(bool(cell.strip()) for cell in cells) for _, cells in filled[:_HEADINGS_WITHIN]]
    wide = max(_WIDE, widths[0] * _WIDE)
    found = next((row for row, width in zip(filled[1:], widths[1:], strict=False) if width >= wide), None)
    is_worded = found and all(any(map(str.isalpha, cell)) for cell in found[1] if cell.strip())
    return found if is_worded else None


def merged_cells(name: str, sheet: Sheet, heading: int, columns: dict[int, str]) -> list[Problem]:
    """Merged cells below the headings: their text counts for the first of them, which is not what they look like."""
    problems = []
    for area in sorted(sheet.merged, key=lambda one: (one.top, one.left)):
        used = [columns[at] for at in range(area.left, area.right + 1) if at in columns]
        first = sheet.rows[area.top - 1] if area.top <= len(sheet.rows) else []
        text = first[area.left - 1].strip() if area.left <= len(first) else ""
        if area.bottom > heading and used and text:
            cells = [f"{column_letters(at)}{row}" for at, row in ((area.left, area.top), (area.right, area.bottom))]
            message = f"{used[0]}: the cells {':'.join(cells)} are merged: only {cells[0]} holds the text, the others are empty"
            hint = "in Excel take Merge & Center off, then fill every cell that it is true of"
            problems.append(Problem("cells-merged", message, hint, Source(name, area.top, area.left)))
    return problems


def sums_or_headings(name: str, number: int, cells: Sequence[tuple[int, str, str]]) -> Problem | None:
    """A row that is none of a practice, told once and not cell by cell; `cells` are column, field and text."""
    texts = {field: text for _, field, text in cells if text}
    called = texts.get(REQUIRED, "")
    column = next(at for at, field, _ in cells if field == REQUIRED) if called else 0
    if called.casefold() in _HEADINGS or (called and is_column(called)):
        hint = "delete the row: the first row names the fields, and each other row is a practice"
        return Problem("headings-twice", f"`{called}` is a heading, not a practice", hint, Source(name, number, column))
    if is_total(called) and FOLDER not in texts:
        message = f"`{called}` looks like a row of sums, not like a practice"
        hint = f"delete the row; a practice that is called so says in a column `{FOLDER}` where its files go"
        return Problem("row-of-totals", message, hint, Source(name, number, column))
    summed = next((at for at, _, text in cells if is_sum(text)), 0)
    if summed and not called:
        message = f"a row of sums, not of a practice: `{REQUIRED}` is empty"
        return Problem("row-of-totals", message, "delete the row", Source(name, number, summed))
    return None


def rows_too_long(name: str, filled: Sequence[tuple[int, list[str]]]) -> Iterator[Problem]:
    """A text file's row with more cells than there are columns: one of its texts was divided, and what is behind it has moved."""
    (_, header), *rows = filled
    longer = [Source(name, number) for number, cells in rows if any(cell.strip() for cell in cells[len(header) :])]
    if longer:
        first, *others = longer
        also = f", as in row{'s' * (len(others) > 1)} {also_in(others)}" if others else ""
        message = f"the row has more cells than the {counted(len(header), 'column')}{also}"
        hint = "is a text with a comma not in straight quotes? all that stands behind it is one column too far"
        yield Problem("row-too-long", message, hint, first)


def unseen_columns(name: str, sheet: Sheet, heading: int, columns: dict[int, str]) -> Iterator[Problem]:
    """Columns that somebody has hidden: what they say is in the decks all the same."""
    if hidden := [at for at in sorted(columns) if at in sheet.hidden_columns]:
        named = ", ".join(f"`{columns[at]}`" for at in hidden)
        what = "a hidden column counts" if len(hidden) == 1 else f"{len(hidden)} hidden columns count"
        hint = "show and read it before you build; to keep a column for yourself, begin its name with #"
        place = Source(name, heading, hidden[0])
        yield Problem("columns-hidden", f"{what} like all others: {named}", hint, place, "warning")


def unseen_rows(name: str, sheet: Sheet, rows: Sequence[Numbered]) -> Iterator[Problem]:
    """Rows that somebody has hidden, or struck through: who reads the sheet takes them for gone, and they are built."""
    if hidden := [row.number for row in rows if row.number in sheet.hidden]:
        what = counted(len(hidden), "hidden row of the list is", "hidden rows of the list are")
        hint = "delete what shall not be built; a filter hides rows, and leaves them in the list"
        yield Problem("rows-hidden", f"{what} built too", hint, Source(name, hidden[0]), "warning")
    if struck := [row.number for row in rows if row.number in sheet.struck]:
        what = counted(len(struck), "row that is struck through is", "rows that are struck through are")
        hint = "delete what shall not be built; to strike a row through leaves it in the list"
        yield Problem("rows-struck", f"{what} built too", hint, Source(name, struck[0]), "warning")
