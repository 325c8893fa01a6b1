"""A spreadsheet of practices → the tree of each row, as if it had been a practice's file, and its meetings.

In: a .csv or .xlsx: the first row names fields (`practice.name`, `decisions.start.date`), every other row is a practice.
Out: `Row`s, and a problem with its row for whatever cannot be read. Must not evaluate a formula, build a deck, or judge
what a field may hold: that is asked when the practice is loaded. Only what spreadsheets do to words is seen to here: error
values, formulas (they stay text, and are told), and dates in a shape that Excel or its reader has chosen.
"""

from __future__ import annotations

import datetime as dt
import re
import string
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from whp_deck.config.column_ids import Ids, nearly_ids
from whp_deck.config.columns import (
    MEETINGS,
    column_names,
    is_column,
    is_date,
    is_time,
    nearest_columns,
    put_cell,
    without_gaps,
)
from whp_deck.config.problems import nearest, suggest
from whp_deck.config.questions import parse_date, parse_time
from whp_deck.config.sheet_files import MOST_BYTES, UnreadableError, csv_rows, xlsx_rows
from whp_deck.content.authored import Map
from whp_deck.content.open_words import says_nothing
from whp_deck.errors import Problem, Source, column_letters, show_path

ENDINGS = (".csv", ".xlsx")
REQUIRED = "practice.name"
FOLDER = "folder"
MOST_LETTERS, MOST_ROWS = 32_767, 20_000  # a cell of Excel holds so many letters
_UNSEEN = f"{string.whitespace}\u00a0\u200b\u200e\u2060\ufeff"
OWN = "#"  # begins the name of a column that the coach keeps for herself
_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"})
_WITH_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d\d?:\d\d)(?::\d\d)?")
_WITH_SECONDS = re.compile(r"(\d\d?:\d\d):\d\d")
_SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})")


@dataclass(frozen=True, slots=True)
class Row:
    """One practice: the number of its row as the spreadsheet shows it, and (field, text) of each cell that is filled.

    `columns` says in which column each of these stands, counted from 1; where a cell stands is not part of what it says.
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
            return [], [_refusal(name, "is larger than any list of practices", "is it another file?")]
        problems: list[Problem] = []
        rows = list(xlsx_rows(path) if path.suffix.lower() == ".xlsx" else csv_rows(path))
    except FileNotFoundError:
        return [], [Problem("file-missing", f"there is no file `{name}`", "check the spelling and the folder", None)]
    except UnreadableError as error:
        return [], [_refusal(name, error.reason, error.hint, error.row)]
    except OSError as error:
        return [], [_refusal(name, f"cannot be read ({error.strerror})", "is it open in another program?")]
    filled = [(number, cells) for number, cells in enumerate(rows, 1) if any(cell.strip() for cell in cells)]
    if len(filled) < 2:
        hint = "the first row names the fields, as `practice.name`; each further row is a practice"
        return [], [_refusal(name, "holds no practices", hint)]
    if len(filled) > MOST_ROWS:
        return [], [_refusal(name, f"has {len(filled)} rows; {MOST_ROWS} are the most", "split it")]
    at, header = filled[0]
    columns = _columns(header, filled[1:], name, at, problems)
    problems += nearly_ids(columns, known_ids or {}, name, at)
    if REQUIRED not in columns.values():
        return [], problems
    found = [row for number, cells in filled[1:] if (row := _row(name, number, cells, columns, problems))]
    return found, problems


def _columns(
    header: list[str], rows: list[tuple[int, list[str]]], name: str, number: int, problems: list[Problem]
) -> dict[int, str]:
    """The field of each column by its position, from 1; a column that is wrong is left out."""
    columns: dict[int, str] = {}
    first = {field: at for at, field in reversed([*enumerate((cell.strip() for cell in header), 1)])}
    for at, cell in enumerate(header, 1):
        field, place = cell.strip(), Source(name, number, at)
        if field.startswith(OWN):
            continue
        if not field:
            if any(len(cells) >= at and cells[at - 1].strip() for _, cells in rows):
                message, hint = "the column has no name", "name its field here, or empty the column"
                problems.append(Problem("column-unnamed", message, hint, place))
        elif not is_column(field):
            problems.append(Problem("column-unknown", f"there is no field `{field}`", _hint_of(field), place))
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


def _hint_of(field: str) -> str:
    """What to do about a column that is no field."""
    known = column_names()
    near = [name for name in known if name.rpartition(".")[2] == field.lower()]
    dots = "fields are named as in a practice's file, with dots: `decisions.start.date`" if "." not in field else ""
    meant = near if len(near) == 1 else [nearest(field, nearest_columns(field)) or _by_a_word(field, known)]
    hint = f"did you mean `{meant[0]}`?" if meant[0] else dots or suggest(field, known)
    return f"{hint}{'' if hint.endswith('?') else ','} or begin its name with {OWN} to keep it for yourself"


def _by_a_word(field: str, known: Sequence[str]) -> str:
    """The one field whose last part is a word of it: `phone number`; "" when there is none, or several."""
    words = re.split(r"[\W_]+", field.lower())
    near = [name for name in known if name.rpartition(".")[2] in words]
    return near[0] if len(near) == 1 else ""


def _row(name: str, number: int, cells: list[str], columns: dict[int, str], problems: list[Problem]) -> Row | None:
    filled, positions = [], []
    for at, cell in enumerate(cells, 1):
        text = _typed(cell)
        if at not in columns or not text or says_nothing(text):
            continue
        field = columns[at]
        if not field.startswith("decisions."):  # a name is one line, however its cell was filled
            text = " ".join(text.split())
        text, wrong = _judge(field, text)
        filled.append((field, text))
        positions.append(at)
        place = Source(name, number, at)
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
        more = "; there are more cells than columns: is a text with a comma not in quotes?" if beyond else ""
        merged = "; of merged cells only the first holds the text" if name.lower().endswith(".xlsx") else ""
        hint = f"fill it, or empty the whole row{merged}{more}"
        place = Source(name, number, next(at for at, field in columns.items() if field == REQUIRED))
        problems.append(Problem("key-missing", f"`{REQUIRED}` is empty", hint, place))
        return None
    return row


def _typed(cell: str) -> str:
    """The text without what nobody sees round it: copied from a page, a cell that looks empty may hold such a letter."""
    return cell.strip(_UNSEEN)


def _judge(field: str, text: str) -> tuple[str, Problem | None]:
    """The text to take, and what is wrong with it, without its place."""
    if text in _ERRORS:
        return text, Problem("cell-error", f"the cell holds the error {text}", "type what it should say, or empty it")
    if text.startswith("="):
        what = "a formula is taken as the text that it is"
        return text, Problem("cell-formula", what, "copy the cell and paste its value over it", None, "warning")
    if field == REQUIRED and any(map(str.isdigit, text)) and not any(map(str.isalpha, text)):
        hint = "is it a number of yours? it would stand on the slides: type the name as on the door"
        return text, Problem("cell-number", f"`{text}` has no letters", hint, None, "warning")
    if is_time(field):
        return _judge_time(text)
    if not is_date(field):
        return text, None
    if match := _WITH_TIME.fullmatch(text):
        return match[1], None
    hint = "format the cell as a date, or type it as 2026-12-07" if text.isdecimal() else _days(text)
    if hint:
        return text, Problem("cell-date", f"`{text}` is not clear as a date", hint)
    day = parse_date(text)
    return (day.isoformat() if day else text), None


def _judge_time(text: str) -> tuple[str, Problem | None]:
    match = _WITH_TIME.fullmatch(text) or _WITH_SECONDS.fullmatch(text)
    is_part = text.startswith(("0.", "0,"))  # of a day: so Excel keeps a time, and 0.33 is 7:55
    time = None if is_part else parse_time(match[match.lastindex or 0] if match else text)
    if time is not None:
        return time.isoformat("minutes"), None
    if re.fullmatch(r"[\d.,]+", text):
        hint = "format the cell as a time, or type it as 7:45"
        return text, Problem("cell-time", f"`{text}` is not clear as a time", hint)
    return text, None


def _days(text: str) -> str:
    """The days that 12/7/2026 may mean, month first and day first, as a question; "" when it is written otherwise."""
    match = _SLASHES.fullmatch(text)
    if match is None:
        return ""
    year = int(match[3]) + (2000 if len(match[3]) == 2 else 0)
    days = []
    for month, day in ((match[1], match[2]), (match[2], match[1])):
        try:
            days.append(dt.date(year, int(month), int(day)).isoformat())
        except ValueError:
            continue
    return f"type it as year-month-day: {' or '.join(dict.fromkeys(days))}?" if days else ""


def _refusal(name: str, reason: str, hint: str, row: int = 0) -> Problem:
    return Problem("spreadsheet-unreadable", f"{name} {reason}", hint, Source(name, row))
