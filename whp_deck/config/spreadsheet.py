"""A spreadsheet of practices → the tree of each row, as if it had been a practice's file, and its meetings.

In: a .csv or .xlsx: the first row names fields (`practice.name`, `decisions.start.date`), every other row is a
practice. Out: `Row`s, and a problem with its row for whatever cannot be read. Must not evaluate a formula, build a
deck, or judge what several fields say together: that is asked when the practice is loaded. Each cell alone is judged
(`cells`), and what spreadsheets do to lists is seen to: merged cells, hidden rows, a title above the headings, sums
below the practices.
"""

from __future__ import annotations

import re
import string
from dataclasses import dataclass, replace
from pathlib import Path

from whp_deck.config.cells import judge, start_beside, time_beside, time_not_taken
from whp_deck.config.column_ids import Ids, nearly_ids
from whp_deck.config.columns import FOLDER, MEETINGS, REQUIRED, entry_in, is_column, is_text, put_cell, without_gaps
from whp_deck.config.date_cells import Timed
from whp_deck.config.headings import OWN, unknown_columns
from whp_deck.config.list_shape import (
    merged_cells,
    misplaced_headings,
    other_sheets,
    rows_too_long,
    sums_or_headings,
    unseen_columns,
    unseen_rows,
)
from whp_deck.config.name_cells import in_lines, one_row
from whp_deck.config.not_yet import nobody_named, says_not_yet, without_nobody
from whp_deck.config.sheet_files import MOST_BYTES, UnreadableError, read_sheet
from whp_deck.content.authored import Map
from whp_deck.errors import Problem, Source, column_letters, show_path

ENDINGS = (".csv", ".xlsx")
MOST_LETTERS, MOST_ROWS = 32_767, 20_000  # a cell of Excel holds so many letters
_UNSEEN = f"{string.whitespace}\u00a0\u200b\u200e\u2060\ufeff"
_NO_WIDTH = re.compile("[\u00ad\u200b\u2060\ufeff]")
_APOSTROPHE = re.compile(r"'(?=[\d+(])")  # in Excel it says that a number is meant as text, and is not seen
_STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Row:
    """One practice: the number of its row as the spreadsheet shows it, and (field, text) of each cell that is filled.

    `columns` says in which column each of these stands, counted from 1; where a cell stands is not part of what it
    says.
    """

    file: str
    number: int
    cells: tuple[tuple[str, str], ...]
    columns: tuple[int, ...]

    def get(self, field: str) -> str:
        """The text under a field, or ""."""
        return next((text for name, text in self.cells if name == field), "")

    @property
    def said(self) -> tuple[object, ...]:
        """What it says, whatever the order of its columns; but entries of a list, and titles of staff, have that order."""
        ordered = (entry_in(field) or tuple(field.split(".")) for field, _ in self.cells)
        entries = dict.fromkeys(one[:2] for one in ordered if "." in one[0] or one[0] == _STAFF)
        return sorted(self.cells), list(entries)

    def tree(self, file: str = "") -> Map:
        """What a practice's file with the same content would be. `file`: where the spreadsheet is, when it has moved."""
        tree = self._tree(file, deck=False)
        without_gaps(tree)
        return tree

    def meetings(self, file: str = "") -> dict[int, Map]:
        """What it says of meetings, by their number in the deck's list."""
        entries = self._tree(file, deck=True).get(MEETINGS, ())
        return {number: entry for number, entry in enumerate(entries, 1) if entry}

    def meeting_places(self) -> list[Source]:
        """The cells that say something of meetings."""
        return [self.place_of(field) for field, _ in self.cells if _is_of_deck(field)]

    def _tree(self, file: str, *, deck: bool) -> Map:
        file = file or self.file
        tree = Map(Source(file, self.number))
        for (field, text), column in zip(self.cells, self.columns, strict=True):
            if field != FOLDER and _is_of_deck(field) is deck:
                put_cell(tree, field, text, Source(file, self.number, column))
        return tree

    def place_of(self, field: str) -> Source:
        """The cell under a field; the row when it is empty."""
        pairs = zip(self.cells, self.columns, strict=True)
        return Source(self.file, self.number, next((column for (name, _), column in pairs if name == field), 0))


def _is_of_deck(field: str) -> bool:
    return field.startswith(f"{MEETINGS}.")


def read_spreadsheet(path: Path, known_ids: Ids | None = None) -> tuple[list[Row], list[Problem]]:
    """Every row, and every problem: unknown, missing or repeated columns, rows without a name, cells that are too long.

    `known_ids` are the entries that the network has: a column is told whose entry is nearly one of them.
    """
    name = show_path(path)
    try:
        if path.stat().st_size > MOST_BYTES:
            return [], [_refusal(name, "is too large for one of practices", "is it another file?")]
        problems: list[Problem] = []
        sheet = read_sheet(path)
    except FileNotFoundError:
        return [], [Problem("file-missing", f"there is no file `{name}`", "check the spelling and the folder", None)]
    except UnreadableError as error:
        return [], [_refusal(name, error.reason, error.hint, error.row)]
    except OSError as error:
        return [], [_refusal(name, f"cannot be read ({error.strerror})", "is it open in another program?")]
    filled = [(number, cells) for number, cells in enumerate(sheet.rows, 1) if any(cell.strip() for cell in cells)]
    if len(filled) < 2:
        hint = "the first row names the fields, as `practice.name`; each further row is a practice"
        return [], [
            _refusal(
                name, "holds no practices", f"{hint}{other_sheets(sheet)}", sheet=sheet.name if sheet.others else ""
            )
        ]
    if len(filled) > MOST_ROWS:
        return [], [_refusal(name, f"has {len(filled)} rows; {MOST_ROWS} are the most", "split it")]
    at, header = filled[0]
    if misplaced := misplaced_headings(filled, name, sheet, field_of):
        return [], misplaced
    columns = _columns(header, filled[1:], name, at, problems)
    problems += nearly_ids(columns, known_ids or {}, name, at)
    if REQUIRED not in columns.values():
        return [], problems
    nobody: list[tuple[Source, str, str]] = []
    found: list[Row] = []
    for number, cells in filled[1:]:
        if row := _row(name, number, cells, columns, problems, nobody, above=found[-1].number if found else 0):
            found.append(row)
    problems += nobody_named(nobody, len(found))
    problems += merged_cells(name, sheet, at, columns)
    problems += unseen_columns(name, sheet, at, columns)
    problems += [*unseen_rows(name, sheet, found), *rows_too_long(name, filled)]
    return found, problems


def _columns(
    header: list[str], rows: list[tuple[int, list[str]]], name: str, number: int, problems: list[Problem]
) -> dict[int, str]:
    """The field of each column by its position, from 1; a column that is wrong is left out."""
    columns: dict[int, str] = {}
    unknown: list[tuple[Source, str]] = []
    first = {field: at for at, field in reversed([*enumerate(map(field_of, header), 1)])}
    for at, cell in enumerate(header, 1):
        field, place = field_of(cell), Source(name, number, at)
        if field.startswith(OWN):
            continue
        if not field:
            if any(len(cells) >= at and cells[at - 1].strip() for _, cells in rows):
                message, hint = (
                    "the column has no name",
                    f"name its field here, or, if it is yours alone, begin its name with {OWN}",
                )
                problems.append(Problem("column-unnamed", message, hint, place))
        elif not is_column(field):
            unknown.append((place, field))
        else:
            columns[at] = field
            if first[field] < at:
                message = f"column {column_letters(first[field])} is called `{field}` too"
                problems.append(Problem("column-twice", message, "keep one of them", place))
    problems[:0] = unknown_columns(unknown, list(map(field_of, header)))
    if REQUIRED not in columns.values():
        hint = "one column must name the practices, as on their doors"
        message = f"there is no column `{REQUIRED}`"
        problems.append(Problem("column-missing", message, hint, Source(name, number)))
    return columns


def _row(
    name: str,
    number: int,
    cells: list[str],
    columns: dict[int, str],
    problems: list[Problem],
    nobody: list[tuple[Source, str, str]],
    *,
    above: int,
) -> Row | None:
    """The practice of a row; None where it has no name. `above` is the number of the practice before it, or 0."""
    if no_practice := sums_or_headings(
        name, number, [(at, columns[at], _typed(cells[at - 1])) for at in columns if at <= len(cells)]
    ):
        problems.append(no_practice)
        return None
    filled, positions = [], []
    times: list[tuple[int, str, Timed]] = []
    written = ((at, columns[at], text) for at, cell in enumerate(cells, 1) if at in columns and (text := _typed(cell)))
    said, no_names = without_nobody(written)
    nobody += [(Source(name, number, at), field, text) for at, field, text in no_names]
    for at, field, text in said:
        if people := in_lines(field, text):
            problems.append(replace(people, source=Source(name, number, at)))
        if not field.startswith("decisions."):  # a name is one line, however its cell was filled
            text = " ".join(text.split())
        if _APOSTROPHE.match(text) and not (field.startswith("decisions.") and is_text(field)):
            text = text[1:]
        timed = time_beside(field, text)
        text, wrong = judge(field, text)
        if timed and wrong is None:
            times.append((at, field, timed))
        filled.append((field, text))
        positions.append(at)
        place = Source(name, number, at)
        if field == REQUIRED and says_not_yet(field, text):
            hint = "type the name as on the door, or take the row out"
            wrong = Problem("key-missing", f"`{text}` is no name", hint)
        if wrong is None and field == REQUIRED and any(map(str.isdigit, text)) and not any(map(str.isalpha, text)):
            hint = "is it a number of yours? it would stand on the slides: type the name as on the door"
            wrong = Problem("cell-number", f"`{text}` has no letters", hint, None, "warning")
        if wrong is not None:
            problems.append(replace(wrong, message=f"{field}: {wrong.message}", source=place))
        if len(text) > MOST_LETTERS:
            message = f"{field}: the text has {len(text)} letters; {MOST_LETTERS} are the most"
            problems.append(Problem("cell-too-long", message, "shorten it", place))
    for at, field, timed in times:
        start = start_beside(field)
        if wrong := time_not_taken(field, timed, dict(filled).get(start, "")):
            problems.append(replace(wrong, source=Source(name, number, at)))
        elif start not in dict(filled):
            filled.append((start, f"{timed.time:%H:%M}"))
            positions.append(at)
    beyond = [
        at for at, cell in enumerate(cells, 1) if cell.strip() and at not in columns and at >= max(columns, default=0)
    ]
    row = Row(name, number, tuple(filled), tuple(positions))
    if not row.get(REQUIRED):
        in_workbook = name.lower().endswith(".xlsx")
        more = "; there are more cells than columns: is a text with a comma not in quotes?" if beyond else ""
        hint = "fill it, or empty the whole row"
        hint += f"; if it goes on with row {above}, {one_row(f'row {above}')}" if above else ""
        hint += "; of merged cells only the first holds the text" if in_workbook else more
        place = Source(name, number, next(at for at, field in columns.items() if field == REQUIRED))
        problems.append(Problem("key-missing", f"`{REQUIRED}` is empty", hint, place))
        return None
    return row


def _typed(cell: str) -> str:
    """The text without what nobody sees in it and round it: copied from a page, a cell that looks empty may hold such a letter."""
    return _NO_WIDTH.sub("", cell).strip(_UNSEEN)


def field_of(cell: str) -> str:
    """The field that a heading names: Excel begins what is typed with a capital."""
    typed = _typed(cell)
    return typed if typed.startswith(OWN) or is_column(typed) or not is_column(typed.lower()) else typed.lower()


def _refusal(name: str, reason: str, hint: str, row: int = 0, sheet: str = "") -> Problem:
    subject = f"the sheet “{sheet}”" if sheet else "the list"
    return Problem("spreadsheet-unreadable", f"{subject} {reason}", hint, Source(name, row))
