"""Meetings and starts on a Sunday: most often a day that was mistyped.

In: the rows of a list. Out: warnings with their cells. Must not judge lists in which many rows have one: those practices work then.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress

from whp_deck.batch.slips import are_slips
from whp_deck.config.columns import of_first_days
from whp_deck.config.practice_list import Listed
from whp_deck.errors import Problem, Source, also_in

_DAYS = re.compile(of_first_days())
_SUNDAY = 6  # of dt.date.weekday


def sundays(listed: Sequence[Listed], told: Collection[Source | None] = ()) -> Iterator[Problem]:
    """A warning for each column that has such days in a few rows, but for the cells that have been `told` of: what is doubted
    already is looked at anyway, and hides none of the others.
    """
    found: dict[str, list[tuple[Source, str]]] = {}
    rows = [one.row for one in listed if one.row]
    for row in rows:
        for field, text in row.cells:
            with suppress(ValueError):
                if _DAYS.fullmatch(field) and dt.date.fromisoformat(text).weekday() == _SUNDAY:
                    found.setdefault(field, []).append((row.place_of(field), text))
    if not are_slips((place for cells in found.values() for place, _ in cells), rows):
        return
    found = {field: [one for one in cells if one[0] not in told] for field, cells in found.items()}
    for field, ((place, day), *others) in ((field, cells) for field, cells in found.items() if cells):
        same = f"; on a Sunday are also {also_in([one for one, _ in others])}" if others else ""
        message = f"{field}: {day} is a Sunday{same}"
        yield Problem("day-sunday", message, "is it the right day? leave it if it is meant", place, "warning")
