"""The files that spreadsheets are: rows of cells as text, as a person would have typed them.

In: the path of a .csv or .xlsx. Out: a `Sheet`; UnreadableError when it is none. Must not know what cells mean.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

MOST_BYTES = 50 << 20
_MOST_COLUMNS = 16_384  # of a sheet of Excel
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # letters that XML does not take (ECMA-376 part 1, 22.9.2.19 ST_Xstring)
_SEPARATOR = re.compile(
    r"[\"']?sep=(.)[\"']?\r?\n", re.IGNORECASE
)  # a first line that tells Excel, which does not show it
_AS_CSV = "in Excel choose File > Save As and the type “CSV UTF-8 (Comma delimited)”, or save it as .xlsx"


class UnreadableError(Exception):
    """A file that is no spreadsheet, or a damaged one; `row` is where it goes wrong, 0 for the whole file."""

    def __init__(self, reason: str, hint: str, row: int = 0) -> None:
        super().__init__(reason)
        self.reason, self.hint, self.row = reason, hint, row


@dataclass(frozen=True, slots=True)
class Area:
    """Cells that were merged: only the first, up and left, holds a text. Rows and columns are counted from 1."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """What was read. `name` is the sheet's in its workbook, `others` are those beside it; a .csv has none of this."""

    rows: list[list[str]]
    name: str = ""
    others: tuple[str, ...] = ()
    merged: tuple[Area, ...] = ()
    hidden: frozenset[int] = frozenset()
    struck: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


def read_sheet(path: Path) -> Sheet:
    """The rows of a .csv, or of the first sheet of a .xlsx that is shown. Raises UnreadableError."""
    return _read_xlsx(path) if path.suffix.lower() == ".xlsx" else Sheet(list(_csv_rows(path)))


def _csv_rows(path: Path) -> Iterator[list[str]]:
    """The rows of a text file with commas, semicolons or tabs, in UTF-8 or UTF-16. Raises UnreadableError."""
    data = path.read_bytes()
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise UnreadableError(f"is not UTF-8 (line {line})", _AS_CSV) from None
    if "\0" in text:
        raise UnreadableError("is no text file", _AS_CSV)
    told = _SEPARATOR.match(text)
    delimiter = told[1] if told else _delimiter(text)
    text = text[told.end() :] if told else text
    row = 1
    try:
        csv.field_size_limit(MOST_BYTES)
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            yield cells
            row += 1
    except csv.Error as error:
        # a quotation mark that nobody closes swallows all rows behind it: what is wrong is in the row that was begun
        is_open = "unexpected end" in str(error)
        what = f"a quotation mark opens in row {row} and is never closed" if is_open else f"row {row}: {error}"
        hint = "close it, or double it when it is part of a text" if is_open else "is a quotation mark left open there?"
        raise UnreadableError(f"cannot be read: {what}", hint, row) from None


def _delimiter(text: str) -> str:
    """What parts the fields' names: Excel writes semicolons where a comma is the decimal sign."""
    line, inside = "", False
    for letter in text.lstrip("\r\n"):
        inside ^= letter == '"'
        if letter in "\r\n" and not inside:
            break
        line += "" if inside else letter
    return max(",;\t", key=line.count)


def _read_xlsx(path: Path) -> Sheet:
    """The first sheet that is shown. A formula is the text that somebody typed: its value is Excel's."""
    import zipfile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, read_only=True, data_only=False, keep_links=False)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, EOFError) as error:
        hint = "open it in Excel and save it again as “Excel Workbook (*.xlsx)”, without a password"
        raise UnreadableError(f"is no Excel workbook, or damaged ({error})", hint) from None
    try:
        sheet: Any = next((one for one in book.worksheets if one.sheet_state == "visible"), None)
        if sheet is None:
            return Sheet([])
        rows: list[list[str]] = []
        struck: set[int] = set()
        for number, cells in enumerate(sheet.iter_rows(), 1):
            rows.append([_formula(cell.value) if cell.data_type == "f" else _cell_text(cell.value) for cell in cells])
            first = next((cell for cell in cells if cell.value is not None), None)
            if first is not None and first.font.strike:
                struck.add(number)
        merged, hidden, columns = _marks(path, sheet._worksheet_path)
        others = tuple(one.title for one in book.worksheets if one.title != sheet.title)
        return Sheet(rows, sheet.title, others, merged, hidden, frozenset(struck), columns)
    finally:
        book.close()


def _marks(path: Path, part: str) -> tuple[tuple[Area, ...], frozenset[int], frozenset[int]]:
    """Merged cells, hidden rows and hidden columns of a sheet, which openpyxl passes over when it reads a file without keeping it
    whole.

    ECMA-376 part 1: `row` (18.3.1.73) comes before `mergeCell` (18.3.1.54).
    """
    from openpyxl.utils.cell import range_boundaries

    merged: list[Area] = []
    hidden: set[int] = set()
    columns: set[int] = set()
    number = 0
    with ZipFile(path) as archive, archive.open(part) as stream:
        for event, element in ElementTree.iterparse(stream, ("start", "end")):
            tag = element.tag.rpartition("}")[2]
            if event == "end":
                element.clear()  # a sheet of 20,000 rows would stay in memory
            elif tag == "row":
                number = int(element.get("r") or number + 1)
                if element.get("hidden") in ("1", "true"):
                    hidden.add(number)
            elif tag == "col" and element.get("hidden") in ("1", "true"):
                # 18.3.1.13; one element may say it of all to the end
                first, last = (int(element.get(edge) or 0) for edge in ("min", "max"))
                columns.update(range(first, min(last, _MOST_COLUMNS) + 1))
            elif tag == "mergeCell":
                merged.append(Area(*(edge or 0 for edge in range_boundaries(element.get("ref") or ""))))
    return tuple(merged), frozenset(hidden), frozenset(columns)


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
            return (
                _ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value)).replace("\r\n", "\n").replace("\r", "\n")
            )
