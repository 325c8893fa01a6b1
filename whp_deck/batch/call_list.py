"""`call-list.xlsx`: whom to call and why, for Excel.

In: what is known of all practices. Out: the file in the output folder, and a sentence about it. Must not print.

A workbook, as Excel makes of a text file what it likes: of the phone `+1-555-0134` a sum, of `12-05` the fifth of December.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from whp_deck.batch.jobs import Outcome
from whp_deck.batch.triage import Triage
from whp_deck.errors import EditedOutputError, counted, show_path
from whp_deck.files import put_bytes

CALLS = "call-list.xlsx"
_WIDTHS = {"practice": 38, "row": 6, "phone": 22, "contact": 34, "reason": 80}
_EARLIER, _EARLIER_HEAD = "call-list.csv", "row,practice,phone,contact,reason"  # what whp-deck wrote until 2026-11
_UNREACHED = "not reached before the run was stopped: "


def write_calls(output: Path, known: Triage, *, is_refused: bool = False) -> str:
    """Write it, or take away that of an earlier run when there is nobody to call; says where it is.

    Of a list that `is_refused` nothing was built: what is known is what the list says, and the run before.
    """
    calls, path = known.calls(), output / CALLS
    unreached = 0 if is_refused else sum(one.status == "not done" for one, _ in calls)
    try:
        _remove_earlier(output / _EARLIER)
        if not calls:
            gone = is_refused and path.is_file()
            path.unlink(missing_ok=True)
            return f"nobody to call, as this list says; {show_path(path)} was of an earlier run, and is deleted" * gone
        before = _UNREACHED if unreached else ""
        put_bytes(path, _workbook([_row(one, reasons, before) for one, reasons in calls]))
    except (EditedOutputError, OSError):
        return f"{show_path(path)} is of an earlier run: close it in the other program, and give the same command again"
    partial = f"; {unreached} of them not reached, as the list and the run before say" if unreached else ""
    partial = "; from what can be read of this list, and the run before" if is_refused else partial
    return f"{counted(len(calls), 'practice')} to call, all in a list to open in Excel: {show_path(path)}{partial}"


def _row(one: Outcome, reasons: list[str], before: str) -> tuple[object, ...]:
    why = "; ".join(reasons)
    why = f"{before}{why}" if one.status == "not done" else why
    return one.name, one.row or None, one.phone, one.contact, why


def _workbook(rows: list[tuple[object, ...]]) -> bytes:
    """One sheet: headings that stay in sight and on each printed page, reasons in as many lines as they need."""
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    sheet: Any = book.active
    sheet.title = "call list"
    for number, row in enumerate([tuple(_WIDTHS), *rows], 1):
        for column, value in enumerate(row, 1):
            cell: Any = sheet.cell(number, column)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            if number == 1:
                cell.font = Font(bold=True)
            if isinstance(value, str):
                cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
                cell.data_type, cell.number_format = "s", "@"  # text, also where it begins with = or +
            else:
                cell.value = value
    for letter, width in zip("ABCDE", _WIDTHS.values(), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes, sheet.print_title_rows = "A2", "1:1"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _remove_earlier(path: Path) -> None:
    """The list as whp-deck wrote it before: it would be taken for today's. Another file of that name stays."""
    if path.is_file() and path.read_bytes().decode("utf-8-sig", "replace").startswith(_EARLIER_HEAD):
        path.unlink()
