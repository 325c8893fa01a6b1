"""A meeting at quite another hour than the others of its row: 19:45 beside 8:00 and 8:00.

In: the rows of a list. Out: warnings with their cells. Must not judge what several rows do: a network may well teach in the evening.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from whp_deck.batch.slips import are_slips
from whp_deck.config.columns import field_in_words, of_meetings
from whp_deck.config.practice_list import Listed
from whp_deck.config.spreadsheet import Row
from whp_deck.errors import Problem, enumerated

_STARTS = re.compile(of_meetings("start"))
_APART = 6 * 60  # minutes from every other meeting: from a huddle to a lunch it is less, from morning to evening more
_HINT = "is it meant? ask the practice, or leave it if you know; a quarter to eight is 7:45 in the morning, 19:45 in the evening"


def hours_apart(listed: Sequence[Listed]) -> Iterator[Problem]:
    """A warning for each such meeting."""
    rows = [one.row for one in listed if one.row]
    found = [problem for row in rows for problem in _of_row(row)]
    if are_slips((one.source for one in found), rows):
        yield from found


def _of_row(row: Row) -> Iterator[Problem]:
    """The one that is far from all others, which are near each other; of two meetings the later one."""
    times = [(field, text, minutes) for field, text in row.cells if (minutes := _minutes(field, text)) is not None]
    far = [one for one in times if all(abs(one[2] - other[2]) >= _APART for other in times if other is not one)]
    if len(times) < 2 or len(far) not in (1, len(times)) or len(far) > 2:
        return
    field, text, _ = max(far, key=lambda one: one[2])
    others = sorted({other for name, other, _ in times if name != field})
    rest = f"the row's other {'meetings begin' if len(times) > 2 else 'meeting begins'}"
    message = f"{_plain(text)}, while {rest} at {enumerated(list(map(_plain, others)))}"
    ask = f"{field_in_words(field)}: {message}: ask whether it is meant"
    yield Problem("meeting-hours", f"{field}: {message}", _HINT, row.place_of(field), "warning", ask)


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
