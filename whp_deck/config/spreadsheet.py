"""A spreadsheet of practices → the tree of each row, as if it had been a practice's file, and its meetings.

In: a .csv or .xlsx: the first row names fields (`practice.name`, `decisions.start.date`), every other row is a
practice. Out: `Row`s, and a problem with its row for whatever cannot be read. Must not evaluate a formula, build a
deck, or judge what several fields say together: that is asked when the practice is loaded. Each cell alone is judged
(`cells`), and what spreadsheets do to lists is seen to: merged cells, hidden rows, a title above the headings, sums
below the practices.
"""

from __future__ import annotations

import string
from dataclasses import dataclass, replace
from pathlib import Path

from whp_deck.config.cells import is_total, judge
from whp_deck.config.column_ids import Ids, nearly_ids
from whp_deck.config.columns import MEETINGS, is_column, put_cell, without_gaps
from whp_deck.config.headings import hint_of
from whp_deck.config.sheet_files import MOST_BYTES, Sheet, UnreadableError, read_sheet
from whp_deck.content.authored import Map
from whp_deck.content.open_words import says_nothing
from whp_deck.errors import Problem, Source, column_letters, counted, show_path

ENDINGS = (".csv", ".xlsx")
REQUIRED = "practice.name"
FOLDER = "folder"
MOST_LETTERS, MOST_ROWS = 32_767, 20_000  # a cell of Excel holds so many letters
_UNSEEN = f"{string.whitespace}\u00a0\u200b\u200e\u2060\ufeff"
OWN = "#"  # begins the name of a column that the coach keeps for herself
_HEADINGS_WITHIN = 10  # rows from the top in which the headings are looked for


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
                name, "holds no practices", f"{hint}{_other_sheets(sheet)}", sheet=sheet.name if sheet.others else ""
            )
        ]
    if len(filled) > MOST_ROWS:
        return [], [_refusal(name, f"has {len(filled)} rows; {MOST_ROWS} are the most", "split it")]
    at, header = filled[0]
    if misplaced := _misplaced_headings(filled, name, sheet):
        return [], [misplaced]
    columns = _columns(header, filled[1:], name, at, problems)
    problems += nearly_ids(columns, known_ids or {}, name, at)
    if REQUIRED not in columns.values():
        return [], problems
    found = [row for number, cells in filled[1:] if (row := _row(name, number, cells, columns, problems))]
    problems += _merged(name, sheet, at, columns)
    hidden = [row.number for row in found if row.number in sheet.hidden]
    if hidden:
        message = f"{counted(len(hidden), 'hidden row')} of the list {'is' if len(hidden) == 1 else 'are'} built too"
        hint = "delete what shall not be built; a filter hides rows, and leaves them in the list"
        problems.append(Problem("rows-hidden", message, hint, Source(name, hidden[0]), "warning"))
    return found, problems


def _other_sheets(sheet: Sheet) -> str:
    """Which sheets were not read: the list may be there."""
    if not sheet.others:
        return ""
    named = ", ".join(f"“{one}”" for one in sheet.others[:6])
    return f"; only the first sheet that is shown is read, which is “{sheet.name}”: is the list in {named}? move it to the front"


def _misplaced_headings(filled: list[tuple[int, list[str]]], name: str, sheet: Sheet) -> Problem | None:
    """Told instead of everything that would be wrong with the columns, when the first row names no field at all."""
    at, header = filled[0]
    if any(is_column(_typed(cell)) for cell in header):
        return None
    later = [number for number, cells in filled[1:_HEADINGS_WITHIN] if any(is_column(_typed(cell)) for cell in cells)]
    if later:
        message = f"row {at} has no fields' names; the headings seem to be in row {later[0]}"
        hint = "delete the rows above it: the first row names the fields"
        return Problem("headings-misplaced", message, hint, Source(name, at))
    if sheet.others and not any("." in cell for cell in header):
        message = f"the sheet “{sheet.name}” is no list of practices: its first row names no field"
        return Problem("headings-misplaced", message, _other_sheets(sheet).removeprefix("; "), Source(name, at))
    return None


def _merged(name: str, sheet: Sheet, heading: int, columns: dict[int, str]) -> list[Problem]:
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


def _columns(
    header: list[str], rows: list[tuple[int, list[str]]], name: str, number: int, problems: list[Problem]
) -> dict[int, str]:
    """The field of each column by its position, from 1; a column that is wrong is left out."""
    columns: dict[int, str] = {}
    first = {field: at for at, field in reversed([*enumerate(map(_typed, header), 1)])}
    for at, cell in enumerate(header, 1):
        field, place = _typed(cell), Source(name, number, at)
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
            problems.append(Problem("column-unknown", f"there is no field `{field}`", hint_of(field), place))
        else:
            columns[at] = field
            if first[field] < at:
                message = f"column {column_letters(first[field])} is called `{field}` too"
                problems.append(Problem("column-twice", message, "keep one of them", place))
    if REQUIRED not in columns.values():
        hint = "one column must name the practices, as on their doors"
        message = f"there is no column `{REQUIRED}`"
        problems.append(Problem("column-missing", message, hint, Source(name, number)))
    return columns


def _row(name: str, number: int, cells: list[str], columns: dict[int, str], problems: list[Problem]) -> Row | None:
    filled, positions = [], []
    for at, cell in enumerate(cells, 1):
        text = _typed(cell)
        if at not in columns or not text:
            continue
        field = columns[at]
        # said as our files say it, an answer for this practice, whatever the network has decided
        decides_later = field.startswith("decisions.") and text.casefold() == "decide later"
        if says_nothing(text) and not decides_later:
            continue
        if not field.startswith("decisions."):  # a name is one line, however its cell was filled
            text = " ".join(text.split())
        text, wrong = judge(field, text)
        filled.append((field, text))
        positions.append(at)
        place = Source(name, number, at)
        if wrong is None and field == REQUIRED and any(map(str.isdigit, text)) and not any(map(str.isalpha, text)):
            hint = "is it a number of yours? it would stand on the slides: type the name as on the door"
            wrong = Problem("cell-number", f"`{text}` has no letters", hint, None, "warning")
        if wrong is not None:
            problems.append(replace(wrong, message=f"{field}: {wrong.message}", source=place))
        if len(text) > MOST_LETTERS:
            message = f"{field}: the text has {len(text)} letters; {MOST_LETTERS} are the most"
            problems.append(Problem("cell-too-long", message, "shorten it", place))
    beyond = [
        at for at, cell in enumerate(cells, 1) if cell.strip() and at not in columns and at >= max(columns, default=0)
    ]
    row = Row(name, number, tuple(filled), tuple(positions))
    if not row.get(REQUIRED):
        in_workbook = name.lower().endswith(".xlsx")
        more = "; there are more cells than columns: is a text with a comma not in quotes?" if beyond else ""
        hint = "fill it, or empty the whole row"
        hint += "; of merged cells only the first holds the text" if in_workbook else more
        place = Source(name, number, next(at for at, field in columns.items() if field == REQUIRED))
        problems.append(Problem("key-missing", f"`{REQUIRED}` is empty", hint, place))
        return None
    if is_total(row.get(REQUIRED)) and not row.get(FOLDER):
        message = f"`{row.get(REQUIRED)}` looks like a row of sums, not like a practice"
        hint = f"delete the row; a practice that is called so says in a column `{FOLDER}` where its files go"
        problems.append(Problem("row-of-totals", message, hint, row.place_of(REQUIRED)))
        return None
    return row


def _typed(cell: str) -> str:
    """The text without what nobody sees round it: copied from a page, a cell that looks empty may hold such a letter."""
    return cell.strip(_UNSEEN)


def _refusal(name: str, reason: str, hint: str, row: int = 0, sheet: str = "") -> Problem:
    subject = f"the sheet “{sheet}”" if sheet else "the list"
    return Problem("spreadsheet-unreadable", f"{subject} {reason}", hint, Source(name, row))
