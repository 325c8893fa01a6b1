"""Meetings and starts on a Sunday: most often a day that was mistyped.

In: the rows of a list. Out: warnings with their cells. Must not judge lists in which many rows have one: those practices work then.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress

from whp_deck.batch.slips import are_slips
from whp_deck.config.columns import field_in_words, of_first_days
from whp_deck.config.practice_list import Listed
from whp_deck.config.spreadsheet import Row
from whp_deck.content.dates import is_sunday
from whp_deck.errors import Problem, Source
from whp_deck.planner.dates import SUNDAY_HINT, of_sunday

_DAYS = re.compile(of_first_days())
_USUAL = 4  # times as many rows on other days: what several do on one Sunday is a slip then


def sundays(listed: Sequence[Listed], told: Collection[Source | None] = ()) -> Iterator[Problem]:
    """A warning for each such day, but for the cells that have been `told` of: what is doubted already is looked at anyway,
    and hides none of the others.

    The practice is asked for it, unless so many rows share the day that it is likely to be the network's way.
    """
    rows = [one.row for one in listed if one.row]
    days = [(row.place_of(field), field, day) for row in rows for field, day in _days(row)]
    found = [one for one in days if is_sunday(one[2])]
    if not are_slips((place for place, _, _ in found), rows):
        return
    times = Counter((field, day) for _, field, day in days)
    dated = Counter(field for _, field, _ in days)
    for place, field, day in (one for one in found if one[0] not in told):
        same = times[field, day]
        is_way = same > 1 and same * _USUAL > dated[field] - same
        message = of_sunday(day)
        ask = "" if is_way else f"{field_in_words(field)}: {message}: ask whether it is meant"
        yield Problem("day-sunday", f"{field}: {message}", SUNDAY_HINT, place, "warning", ask)


def _days(row: Row) -> Iterator[tuple[str, dt.date]]:
    for field, text in row.cells:
        with suppress(ValueError):
            if _DAYS.fullmatch(field):
                yield field, dt.date.fromisoformat(text)
