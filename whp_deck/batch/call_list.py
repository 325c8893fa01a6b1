"""`call-list.csv`: whom to call and why, for a spreadsheet.

In: what is known of all practices. Out: the file in the output folder, and a sentence about it. Must not print.
"""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from whp_deck.batch.triage import Triage
from whp_deck.errors import EditedOutputError, show_path
from whp_deck.files import put_bytes

CALLS = "call-list.csv"
_HEAD = ("row", "practice", "phone", "contact", "reason")
_COMPUTED = re.compile(r"[=@\t]|[+-](?![\d\s().-]*$)")  # a spreadsheet takes such a text for a formula


def write_calls(output: Path, known: Triage) -> str:
    """Write it, or take away that of an earlier run when there is nobody to call; says where it is."""
    calls, path = known.calls(), output / CALLS
    text = io.StringIO()
    rows = [(one.row or "", one.name, one.phone, one.contact, "; ".join(reasons)) for one, reasons in calls]
    csv.writer(text).writerows([_HEAD, *([_as_text(str(cell)) for cell in row] for row in rows)])
    try:
        if not calls:
            path.unlink(missing_ok=True)
            return ""
        put_bytes(path, text.getvalue().encode("utf-8-sig"))  # Excel knows UTF-8 only by its first bytes
    except (EditedOutputError, OSError):
        return f"{show_path(path)} is of an earlier run: close it in the other program, and give the same command again"
    return f"all of them, to open in Excel: {show_path(path)}"


def _as_text(cell: str) -> str:
    return f"'{cell}" if _COMPUTED.match(cell) else cell
