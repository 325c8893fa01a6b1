"""A list that is refused before anything is built: whom to call is known all the same, from what of it can be read.

In: its problems and its practices. Out: the error that stops the batch, with a sentence about `call-list.xlsx`. Must not
touch `batch.json`: it says what was built.

Whoever mends a list of hundreds calls some of them meanwhile. By the file of an earlier run she would call for what is
decided by now, and by none for what only the practice can say.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from pathlib import Path

from whp_deck.batch.call_list import CALLS, write_calls
from whp_deck.batch.known import KnownPractice, by_row, not_come_to, told_of_rows
from whp_deck.batch.records import Records
from whp_deck.batch.triage import Triage, triage
from whp_deck.config.spreadsheet import Row
from whp_deck.errors import InvalidDeckError, Problem, counted, enumerated, show_path

_ALSO = re.compile(
    r"\bas in (?:rows? )?((?:[A-Z]{0,3}\d+(?:, )?)+)( and \d+ other)?"
)  # cells of an error that is told once for all
_NAMED = 20  # rows


class RefusedListError(InvalidDeckError):
    """The list, or what its practices share, has errors, so that nothing is built.

    `calls` says which call list there is, `known` what the list says of its practices, as far as it can be read, `way_on` what can
    be built before it is mended, `of_one` how many of the errors stop one practice alone.
    """

    def __init__(
        self,
        problems: Sequence[Problem],
        calls: str = "",
        known: Triage | None = None,
        way_on: str = "",
        of_one: int = 0,
    ) -> None:
        super().__init__(problems)
        self.problems, self.calls, self.known, self.way_on = list(problems), calls, known, way_on
        self.of_one = of_one


def of_the_list_alone(problems: Sequence[Problem], practices: Path) -> bool:
    """Whether all that stops it stands in cells: without the network's file or the deck it is not known what rows lack."""
    errors = [one for one in problems if one.severity == "error"]
    return all(one.source is not None and one.source.file == show_path(practices) for one in errors)


def refuse(
    problems: Sequence[Problem],
    stopping: Sequence[Problem],
    cells: Sequence[Problem],
    known: Sequence[KnownPractice],
    records: Records,
    output: Path | None,
) -> RefusedListError:
    """The error, and the call list written for the practices that are `known`; for none of them that of an earlier run is named.

    `stopping` are those that stop one practice alone; `cells` are the problems one by one, where `problems` tells those of a column
    together. Without `output` nothing is written.
    """
    told_first = by_row([*problems, *stopping])
    if known:
        told = told_of_rows(known, cells)
        outcomes = not_come_to(known, records, told)
        looked_at = triage([], outcomes)
        way_on = _way_on([*cells, *(problem for one in known for problem in one.refused)], known)
        written = write_calls(output, looked_at, is_refused=True) if output else ""
        of_one = sum(one.severity == "error" for one in dict.fromkeys(stopping))
        return RefusedListError(told_first, written, looked_at, way_on, of_one)
    return RefusedListError(told_first, _earlier(output / CALLS) if output else "")


def _way_on(problems: Sequence[Problem], known: Sequence[KnownPractice]) -> str:
    """What to do for the practices whose rows are right; nothing where there are none, or where that cannot be said for sure."""
    rows = {one.job.practice.number for one in known if isinstance(one.job.practice, Row)}
    errors = [one for one in problems if one.severity == "error"]
    wrong = {one.source.line for one in errors if one.source}
    for also in (match for one in errors for match in _ALSO.finditer(one.message)):
        if also[2]:
            return ""  # not all of the cells are named
        wrong |= {int(number) for number in re.findall(r"\d+", also[1])}
    right = rows - wrong
    if not right or any(one.source is None or one.code.startswith(("column-", "meetings-shared")) for one in errors):
        return ""
    named = (
        enumerated([str(number) for number in sorted(wrong)]) if len(wrong) <= _NAMED else "all that are named above"
    )
    without = f"row{'s' * (len(wrong) > 1)} {named}"
    can = counted(len(right), "row can be built as it is", "rows can be built as they are")
    return f"{can}: give the same command with a copy of this list without {without}"


def _earlier(path: Path) -> str:
    """“… is of an earlier run (2026-11-20)”, so that nobody takes it for today's; nothing where there is none."""
    if not path.is_file():
        return ""
    day = dt.date.fromtimestamp(path.stat().st_mtime)
    return f"{show_path(path)} is of an earlier run ({day.isoformat()}), not of this list"
