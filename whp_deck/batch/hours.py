"""A meeting at quite another hour than the others of its row, or than those of the other practices: 19:45 beside 8:00 and 8:00.

In: the rows of a list. Out: warnings with their cells. Must not judge what several rows do: a network may well teach in the evening.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate

from whp_deck.batch.slips import are_slips, most_slips
from whp_deck.config.columns import field_in_words, of_meetings
from whp_deck.config.practice_list import Listed
from whp_deck.config.spreadsheet import Row
from whp_deck.errors import Problem, Source, enumerated

_STARTS = re.compile(of_meetings("start"))
_APART = 6 * 60  # minutes from every other meeting: from a huddle to a lunch it is less, from morning to evening more
_DAY = 24 * 60
_USUAL = 4  # times as many rows as those with an odd hour: less say nothing of the others
_HINT = "is it meant? ask the practice, or leave it if you know; a quarter to eight is 7:45 in the morning, 19:45 in the evening"

_Time = tuple[str, str, int]
"""Field, text, and minutes after midnight."""


def hours_apart(listed: Sequence[Listed], told: Collection[Source | None] = ()) -> Iterator[Problem]:
    """A warning for each such meeting, but for cells that have been `told` of."""
    rows = [one.row for one in listed if one.row]
    found = [problem for row in rows for problem in _of_row(row)]
    found = found if are_slips((one.source for one in found), rows) else []
    odd = {one.source.line for one in found if one.source}
    yield from (one for one in (*found, *_of_list(rows, odd, told)) if one.source not in told)


def _of_list(rows: Sequence[Row], odd: Collection[int], told: Collection[Source | None]) -> Iterator[Problem]:
    """One for each row with meetings far from those of all other rows, but for a few that are like it; `odd` are told. When the
    others begin is not said by cells that are doubted themselves, which were `told`.
    """
    timed = [(row, times) for row in rows if row.number not in odd and (times := _times(row))]
    near = _rows_near([times for _, times in timed])
    far = [
        (row, alone) for row, times in timed if (alone := [one for one in times if near[one[2]] <= most_slips(rows)])
    ]
    numbers = {row.number for row, _ in far}
    if not far or len(far) * _USUAL > len(timed):
        return
    sure = {
        one for row, times in timed if row.number not in numbers for one in times if row.place_of(one[0]) not in told
    }
    usual = sorted(sure, key=lambda one: one[2])
    if not usual:
        return
    first, last = usual[0][1], usual[-1][1]
    span = f"at {_plain(first)}" if first == last else f"from {_plain(first)} to {_plain(last)}"
    for row, ((field, text, _), *others) in far:
        also = f" (so is {enumerated([row.place_of(name).cell for name, _, _ in others])})" if others else ""
        also = also.replace("so is", "so are") if len(others) > 1 else also
        yield _told(row, field, f"{_plain(text)}{also}, while the other practices' meetings begin {span}")


def _rows_near(rows: Sequence[Sequence[_Time]]) -> Sequence[int]:
    """For each minute of a day how many rows have a meeting at about that hour; in one go, as lists have thousands of rows."""
    changes = [0] * (_DAY + 1)
    for times in rows:
        covered = 0
        for minutes in sorted(minutes for _, _, minutes in times):
            begin, end = max(covered, minutes - _APART + 1), min(_DAY, minutes + _APART)
            changes[begin] += 1
            changes[end] -= 1
            covered = end
    return list(accumulate(changes))


def _of_row(row: Row) -> Iterator[Problem]:
    """The one that is far from all others, which are near each other; of two meetings the later one."""
    times = _times(row)
    far = [one for one in times if all(abs(one[2] - other[2]) >= _APART for other in times if other is not one)]
    if len(times) < 2 or len(far) not in (1, len(times)) or len(far) > 2:
        return
    field, text, _ = max(far, key=lambda one: one[2])
    others = sorted({other for name, other, _ in times if name != field})
    rest = f"the row's other {'meetings begin' if len(times) > 2 else 'meeting begins'}"
    yield _told(row, field, f"{_plain(text)}, while {rest} at {enumerated(list(map(_plain, others)))}")


def _told(row: Row, field: str, message: str) -> Problem:
    ask = f"{field_in_words(field)}: {message}: ask whether it is meant"
    return Problem("meeting-hours", f"{field}: {message}", _HINT, row.place_of(field), "warning", ask)


def _times(row: Row) -> list[_Time]:
    return [(field, text, minutes) for field, text in row.cells if (minutes := _minutes(field, text)) is not None]


def _minutes(field: str, text: str) -> int | None:
    if not _STARTS.fullmatch(field):
        return None
    try:
        time = dt.time.fromisoformat(text)
    except ValueError:
        return None
    return time.hour * 60 + time.minute


def _plain(text: str) -> str:
    return text.removeprefix("0")
