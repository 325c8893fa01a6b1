"""`call-list.xlsx`: whom to call and why, for Excel.

In: what is known of all practices. Out: the file in the output folder, and a sentence about it. Must not print, nor lose what
somebody has written into it.

A workbook, as Excel makes of a text file what it likes: of the phone `+1-555-0134` a sum, of `12-05` the fifth of December.
"""

from __future__ import annotations

import datetime as dt
import io
import itertools
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from whp_deck.batch.jobs import Outcome, Reason
from whp_deck.batch.own_notes import WRITTEN, OwnNotes, copy_cell, read_notes
from whp_deck.batch.triage import Triage
from whp_deck.errors import EditedOutputError, column_letters, counted, show_path
from whp_deck.files import put_bytes

CALLS = "call-list.xlsx"
_WIDTHS = {"practice": 38, "row": 6, "phone": 22, "contact": 34, "reason": 80}
_EARLIER, _EARLIER_HEAD = "call-list.csv", "row,practice,phone,contact,reason"  # what whp-deck wrote until 2026-11
_MOST = 20  # practices that are named in a line
_UNREACHED = "not reached in this run: "


def write_calls(output: Path, known: Triage, *, is_refused: bool = False) -> str:
    """Write it, or take away that of an earlier run when there is nobody to call; says where it is.

    Of a list that `is_refused` nothing was built: what is known is what the list says, and the run before. What a coach has
    written into the earlier one is carried over; what finds no place stays in a dated copy.
    """
    calls, path = known.calls(), output / CALLS
    unreached = [] if is_refused else [one for one, _ in calls if one.status == "not done"]
    try:
        _remove_earlier(output / _EARLIER)
        notes = read_notes(path, list(_WIDTHS))
        rows = _keyed(calls, is_partial=bool(unreached))
        copy = _keep(path) if notes.lost([key for key, _ in rows]) else None
        kept = (
            f"what you wrote into the earlier list, and has no place in a new one, is kept in {show_path(copy)}"
            if copy
            else ""
        )
        if not calls:
            gone = is_refused and path.is_file()
            path.unlink(missing_ok=True)
            if kept:
                return f"nobody to call, as this list says; {kept}"
            return f"nobody to call, as this list says; {show_path(path)} was of an earlier run, and is deleted" * gone
        put_bytes(path, _workbook(rows, notes))
    except (EditedOutputError, OSError):
        return f"{show_path(path)} is of an earlier run: close it in the other program, and give the same command again"
    is_second = any(one.before for one, _ in calls)
    says = "the list and the run before say" if is_second else "the list says"
    partial = f"; {len(unreached)} of them not reached ({_named(unreached)}), as {says}" if unreached else ""
    partial = f"; from what can be read of this list{', and the run before' * is_second}" if is_refused else partial
    said = f"{counted(len(calls), 'practice')} to call, all in a list to open in Excel: {show_path(path)}{partial}"
    if named := ", ".join(str(heading) for heading, _ in notes.columns if heading):
        said += f"\nyour own columns in it are carried over: {named}"
    return f"{said}\n{kept}" if kept else said


def _named(outcomes: Sequence[Outcome]) -> str:
    """“rows 4, 12 and 3 more”, or names where the practices are files."""
    rows = sorted(one.row for one in outcomes)
    named = list(map(str, rows)) if all(rows) else [one.name for one in outcomes]
    more = f" and {len(named) - _MOST} more" if len(named) > _MOST else ""
    of_rows = f"row{'s' * (len(rows) > 1)} " if all(rows) else ""
    return f"{of_rows}{', '.join(named[:_MOST])}{more}"


def _keep(path: Path) -> Path:
    """A copy beside it, named after the day when it was last saved; one that holds the same is left as it is."""
    data = path.read_bytes()
    day = dt.date.fromtimestamp(path.stat().st_mtime).isoformat()
    names = (f"{path.stem}.{day}{f'-{number}' if number > 1 else ''}{path.suffix}" for number in itertools.count(1))
    copies = (path.with_name(name) for name in names)
    copy = next(one for one in copies if not one.exists() or one.read_bytes() == data)
    if not copy.exists():
        put_bytes(copy, data)
    return copy


def _keyed(calls: Sequence[tuple[Outcome, list[Reason]]], *, is_partial: bool) -> list[tuple[str, tuple[object, ...]]]:
    """Each row with the folder that its notes are kept by; where two rows of a refused list have one, none can tell whose they are."""
    times = Counter(one.folder for one, _ in calls)
    return [
        (
            one.folder if one.folder and times[one.folder] == 1 else f"{one.folder}:{one.row}",
            _row(one, reasons, is_partial=is_partial),
        )
        for one, reasons in calls
    ]


def _row(one: Outcome, reasons: list[Reason], *, is_partial: bool) -> tuple[object, ...]:
    why = "; ".join(reason.said for reason in reasons)
    why = f"{_UNREACHED}{why}" if is_partial and one.status == "not done" else why
    return one.name, one.row or None, one.phone, one.contact, why


def _workbook(rows: list[tuple[str, tuple[object, ...]]], notes: OwnNotes) -> bytes:
    """One sheet: headings that stay in sight and on each printed page, reasons in as many lines as they need.

    Behind our columns those of `notes`; each row comes with its practice's folder.
    """
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    sheet: Any = book.active
    sheet.title = "call list"
    written: Any = book.create_sheet(WRITTEN)
    written.sheet_state = "veryHidden"
    ours = list(_WIDTHS)
    head = (*ours, *(heading for heading, _ in notes.columns))
    for number, (folder, row) in enumerate([("", head), *rows], 1):
        for column, value in enumerate(row, 1):
            both = [sheet.cell(number, column), *([written.cell(number - 1, column + 1)] if number > 1 else [])]
            for cell in both:
                cell.value = value
                if isinstance(value, str):
                    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
                    cell.data_type, cell.number_format = "s", "@"  # text, also where it begins with = or +
        if number == 1:
            for cell in sheet[1]:
                cell.font = Font(bold=True)
        else:
            written.cell(number - 1, 1, folder)
            for column, mine in enumerate(notes.cells.get(folder, ()), len(ours) + 1):
                copy_cell(mine, sheet.cell(number, column), with_value=True)
            for name, mine in notes.marked.get(folder, {}).items():
                copy_cell(mine, sheet.cell(number, ours.index(name) + 1), with_value=False)
        for cell in sheet[number]:
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    for column, width in enumerate([*_WIDTHS.values(), *(width for _, width in notes.columns)], 1):
        sheet.column_dimensions[column_letters(column)].width = width
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
