"""A spreadsheet of practices → the tree of each row, as if it had been a practice's file.

In: a .csv or .xlsx: the first row names fields (`practice.name`, `decisions.start.date`), every other row is a practice.
Out: `Row`s, and a problem with its row for whatever cannot be read. Must not evaluate a formula, build a deck, or judge
what a field may hold: that is asked when the practice is loaded. Only what spreadsheets do to words is seen to here: error
values, formulas (they stay text, and are told), and dates in a shape that Excel or its reader has chosen.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from whp_deck.config.columns import column_names, is_column, is_date, put_cell, without_gaps
from whp_deck.config.problems import suggest
from whp_deck.config.questions import parse_date
from whp_deck.content.authored import Map
from whp_deck.errors import Problem, Source, column_letters, show_path

ENDINGS = (".csv", ".xlsx")
REQUIRED = "practice.name"
FOLDER = "folder"
MOST_BYTES, MOST_LETTERS, MOST_ROWS = 50 << 20, 32_767, 20_000  # a cell of Excel holds so many letters
OWN = "#"  # begins the name of a column that the coach keeps for herself
_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"})
_NOTHING = re.compile(r"tbd|t\.b\.d\.|n/a|\?\??", re.IGNORECASE)  # on a slide they would read as an answer
_WITH_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[ T]\d\d?:\d\d(?::\d\d)?")
_SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})")
_AS_CSV = "in Excel choose File > Save As and the type “CSV UTF-8 (Comma delimited)”, or save it as .xlsx"


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
        file = file or self.file
        tree = Map(Source(file, self.number))
        for (field, text), column in zip(self.cells, self.columns, strict=True):
            if field != FOLDER:
                put_cell(tree, field, text, Source(file, self.number, column))
        without_gaps(tree)
        return tree

    def place_of(self, field: str) -> Source:
        """The cell under a field; the row when it is empty."""
        pairs = zip(self.cells, self.columns, strict=True)
        return Source(self.file, self.number, next((column for (name, _), column in pairs if name == field), 0))


def read_spreadsheet(path: Path) -> tuple[list[Row], list[Problem]]:
    """Every row, and every problem: unknown, missing or repeated columns, rows without a name, cells that are too long."""
    name = show_path(path)
    try:
        if path.stat().st_size > MOST_BYTES:
            return [], [_refusal(name, "is larger than any list of practices", "is it another file?")]
        problems: list[Problem] = []
        rows = list(_xlsx_rows(path) if path.suffix.lower() == ".xlsx" else _csv_rows(path))
    except FileNotFoundError:
        return [], [Problem("file-missing", f"there is no file `{name}`", "check the spelling and the folder", None)]
    except _Unreadable as error:
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
    hint = f"did you mean `{near[0]}`?" if len(near) == 1 else suggest(field, known, dots)
    return f"{hint}{'' if hint.endswith('?') else ','} or begin its name with {OWN} to keep it for yourself"


def _row(name: str, number: int, cells: list[str], columns: dict[int, str], problems: list[Problem]) -> Row | None:
    filled, positions = [], []
    for at, cell in enumerate(cells, 1):
        text = cell.strip()
        if at not in columns or not text or _NOTHING.fullmatch(text):
            continue
        field = columns[at]
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
        hint = f"fill it, or empty the whole row{more}"
        place = Source(name, number, next(at for at, field in columns.items() if field == REQUIRED))
        problems.append(Problem("key-missing", f"`{REQUIRED}` is empty", hint, place))
        return None
    return row


def _judge(field: str, text: str) -> tuple[str, Problem | None]:
    """The text to take, and what is wrong with it, without its place."""
    if text in _ERRORS:
        return text, Problem("cell-error", f"the cell holds the error {text}", "type what it should say, or empty it")
    if text.startswith("="):
        what = "a formula is taken as the text that it is"
        return text, Problem("cell-formula", what, "copy the cell and paste its value over it", None, "warning")
    if not is_date(field):
        return text, None
    if match := _WITH_TIME.fullmatch(text):
        return match[1], None
    hint = "format the cell as a date, or type it as 2026-12-07" if text.isdecimal() else _days(text)
    if hint:
        return text, Problem("cell-date", f"`{text}` is not clear as a date", hint)
    day = parse_date(text)
    return (day.isoformat() if day else text), None


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


# --- files


class _Unreadable(Exception):
    def __init__(self, reason: str, hint: str, row: int = 0) -> None:
        super().__init__(reason)
        self.reason, self.hint, self.row = reason, hint, row


def _refusal(name: str, reason: str, hint: str, row: int = 0) -> Problem:
    return Problem("spreadsheet-unreadable", f"{name} {reason}", hint, Source(name, row))


def _csv_rows(path: Path) -> Iterator[list[str]]:
    data = path.read_bytes()
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise _Unreadable(f"is not UTF-8 (line {line})", _AS_CSV) from None
    if "\0" in text:
        raise _Unreadable("is no text file", _AS_CSV)
    row = 1
    try:
        csv.field_size_limit(MOST_BYTES)
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True):
            yield cells
            row += 1
    except csv.Error as error:
        # a quotation mark that nobody closes swallows all rows behind it: what is wrong is in the row that was begun
        is_open = "unexpected end" in str(error)
        what = f"a quotation mark opens in row {row} and is never closed" if is_open else f"row {row}: {error}"
        hint = "close it, or double it when it is part of a text" if is_open else "is a quotation mark left open there?"
        raise _Unreadable(f"cannot be read: {what}", hint, row) from None


def _delimiter(text: str) -> str:
    """What parts the fields' names: Excel writes semicolons where a comma is the decimal sign."""
    line, inside = "", False
    for letter in text.lstrip("\r\n"):
        inside ^= letter == '"'
        if letter in "\r\n" and not inside:
            break
        line += "" if inside else letter
    return max(",;\t", key=line.count)


def _xlsx_rows(path: Path) -> Iterator[list[str]]:
    """The rows of the first sheet that is shown. A formula is the text that somebody typed: its value is Excel's."""
    import zipfile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, read_only=True, data_only=False, keep_links=False)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, EOFError) as error:
        hint = "open it in Excel and save it again as “Excel Workbook (*.xlsx)”, without a password"
        raise _Unreadable(f"is no Excel workbook, or damaged ({error})", hint) from None
    try:
        sheet = next((one for one in book.worksheets if one.sheet_state == "visible"), None)
        for cells in sheet.iter_rows() if sheet is not None else ():
            yield [_formula(cell.value) if cell.data_type == "f" else _cell_text(cell.value) for cell in cells]
    finally:
        book.close()


def _formula(value: Any) -> str:
    """As it was typed; one for a whole range of cells is an object in openpyxl."""
    text = value if isinstance(value, str) else str(getattr(value, "text", None) or "")
    return text if text.startswith("=") else f"={text}"


def _cell_text(value: Any) -> str:
    """As a person would have typed it: no `.0`, dates as year-month-day."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float() if value.is_integer():
            return str(int(value))
        case dt.datetime():
            return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "minutes")
        case dt.time():
            return value.strftime("%H:%M")
        case _:
            return str(value)
