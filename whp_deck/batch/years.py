"""Dates of another year than the list, or than the other dates of their row: a row copied, or a year mistyped.

In: the rows of a list. Out: warnings with their cells. Must not read a clock: the list alone says which year is meant, so
that the same list says the same next year.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from whp_deck.config.columns import is_date, of_first_days
from whp_deck.config.practice_list import Listed
from whp_deck.config.spreadsheet import Row
from whp_deck.errors import Problem

_FEWEST = 10  # rows with dates: less says nothing of the others
_ENOUGH = 3  # rows that tell which of two days of one row is the odd one
_ROW_OFF = dt.timedelta(days=300)  # all dates of a row: a year early or late, but for some weeks
_CELL_OFF = dt.timedelta(days=730)  # one date among others that are right: a review may well be next year
_APART = dt.timedelta(days=310)  # between the days of one row: a year, but for the weeks from the training to the start
_YEAR = 365.25
_TOGETHER = re.compile(of_first_days())  # a review may well be a year later
_ON_PURPOSE = 4  # a quarter of the rows is no slip: practices of two years in one list


@dataclass(frozen=True, slots=True)
class _Dates:
    """The days that a row names, each with its field."""

    row: Row
    days: tuple[tuple[str, dt.date], ...]

    @property
    def middle(self) -> dt.date:
        return _middle(day for _, day in self.days)

    def off(self, middle: dt.date, least: dt.timedelta) -> list[tuple[str, dt.date]]:
        return [(field, day) for field, day in self.days if abs(day - middle) >= least]


def other_years(listed: Sequence[Listed]) -> Iterator[Problem]:
    """A warning for each row, or cell, whose year is probably wrong; nothing when few rows have dates."""
    rows = [dated for one in listed if one.row and (dated := _dates(one.row)).days]
    told = set()
    for problem in _of_others(rows):
        told.add(problem.source)
        yield problem
    middle = _middle(one.middle for one in rows) if len(rows) >= _ENOUGH else None
    for one in rows:
        for problem in _apart(one, middle):
            if problem.source not in told:
                yield problem


def _apart(row: _Dates, middle: dt.date | None) -> Iterator[Problem]:
    """The days of a row that are a year from its others; which of them is wrong the other rows tell, else the fewer are."""
    together = [(field, day) for field, day in row.days if _TOGETHER.fullmatch(field)]
    days = [day for _, day in together]
    if not days or max(days) - min(days) < _APART:
        return
    off = [cell for cell in together if middle and abs(cell[1] - middle) >= _ROW_OFF]
    if not off or len(off) == len(together):
        own = _middle(iter(days))
        off = [cell for cell in together if abs(cell[1] - own) >= _ROW_OFF]
    for field, day in off:
        rest = [other for other in together if other not in off]
        named = ", ".join(f"{other} ({row.row.place_of(name).cell})" for name, other in rest)
        hint = "is the year of one of them wrong? leave it if it is meant"
        years = max(1, round(min(abs(day - other).days for _, other in rest) / _YEAR)) if rest else 1
        apart = "a year" if years == 1 else f"{years} years"
        message = f"{field}: {day} is about {apart} from the other dates of the row: {named}"
        yield Problem("year-unlikely", message, hint, row.row.place_of(field), "warning")


def _of_others(rows: Sequence[_Dates]) -> Iterator[Problem]:
    if len(rows) < _FEWEST:
        return
    middle = _middle(one.middle for one in rows)
    off = [one for one in rows if len(one.off(middle, _ROW_OFF)) == len(one.days)]
    if len(off) * _ON_PURPOSE > len(rows):
        off = []
    others = [one for one in rows if one not in off]
    rest = [day for one in others for _, day in one.days if abs(day - middle) < _CELL_OFF]
    near = [
        day for day in rest if abs(day - middle) < _ROW_OFF
    ] or rest  # a year that is doubted elsewhere is none of theirs
    usual = f"the dates of {'nearly ' * (len(near) < len(rest))}all other practices are from {min(near)} to {max(near)}"
    hint = "is the year wrong? was the row copied from an earlier list? leave it if it is meant"
    for one in off:
        days = [day for _, day in one.days]
        own = f"{min(days)} to {max(days)}" if len(set(days)) > 1 else f"{days[0]}"
        message = f"{one.days[0][0]}: {own} in this row; {usual}"
        yield Problem("year-unlikely", message, hint, one.row.place_of(one.days[0][0]), "warning")
    for one, (field, day) in chain.from_iterable(
        ((one, cell) for cell in one.off(middle, _CELL_OFF)) for one in others
    ):
        message = f"{field}: {day}; {usual}"
        told = "is the year wrong? was a number typed into a cell for dates? leave it if it is meant"
        yield Problem("year-unlikely", message, told, one.row.place_of(field), "warning")


def _dates(row: Row) -> _Dates:
    return _Dates(row, tuple((field, day) for field, text in row.cells if is_date(field) and (day := _day(text))))


def _day(text: str) -> dt.date | None:
    """None for an answer that is no day: “decide later”, or what a deck works out."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _middle(days: Iterator[dt.date]) -> dt.date:
    ordered = sorted(days)
    return ordered[len(ordered) // 2]
