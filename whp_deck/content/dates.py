"""Days as people write them.

In: a text. Out: the day, or None, and why it is none. Must not guess: who reads a file by themselves cannot be asked
which day was meant.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import NamedTuple

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = rf"(?P<name>{'|'.join(_MONTHS)})[a-z]*\.?"
_WAYS = (
    rf"{_NAME} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<year>\d{{4}}))?",
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?(?: of)? {_NAME}(?:,? (?P<year>\d{{4}}))?",
    r"(?P<month>\d{1,2})/(?P<day>\d{1,2})(?:/(?P<year>\d{4}|\d{2}))?",
    r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)",
)
_LEAP = 2000  # a year that has every day there is


class _Written(NamedTuple):
    """The parts of a date, not yet judged; `year` is 0 where none is written."""

    year: int
    month: int
    day: int


def parse_date(text: str) -> dt.date | None:
    """A day as 2026-12-07, 12/7/2026 or 12/7/26 (month first), Dec 7, 2026 or 7 December 2026, else None."""
    written = _written(text)
    try:
        if written is None:
            return dt.date.fromisoformat(text)
        return dt.date(*written) if written.year else None
    except ValueError:
        return None


def plain_date(text: str) -> dt.date | None:
    """The same where nobody is there to see what was understood: not 12/7/2026, which is in July for half the world."""
    slashes = re.fullmatch(r"(\d{1,2})/(\d{1,2})/\d{2,4}", text)
    if slashes and int(slashes[2]) <= 12 and slashes[1] != slashes[2]:
        return None
    return parse_date(text)


def why_no_date(text: str) -> str:
    """What is wrong with a text that is nearly a day; nothing where it is one, or is far from it."""
    written = _written(text)
    if written is None:
        return ""
    if written.month > 12 or not written.month:
        return f"there is no month {written.month}; the month stands first, as in 12/7/2026"
    year = written.year or _LEAP
    if year > dt.MAXYEAR or not 1 <= written.day <= calendar.monthrange(year, written.month)[1]:
        return f"there is no {calendar.month_name[written.month]} {written.day}{f' in {year}' if written.year else ''}"
    return "" if written.year else "the year is missing"


def coming_date(text: str, today: dt.date) -> dt.date | None:
    """The next day of that name, of a date without its year: March 1, 3/1; None for anything else."""
    written = _written(text)
    if written is None or written.year:
        return None
    for year in range(today.year, today.year + 9):  # from one February 29 to the next there may be eight
        try:
            day = dt.date(year, written.month, written.day)
        except ValueError:
            continue
        if day >= today:
            return day
    return None


def day_called(text: str, today: dt.date) -> dt.date | None:
    """The coming day of that name, as Monday, next Monday or tomorrow, else None; for those who are told which it is."""
    name = text.lower().strip(" .!").removeprefix("next ").removeprefix("this ").removeprefix("on ")
    if name == "tomorrow":
        return today + dt.timedelta(days=1)
    if name not in _WEEKDAYS:
        return None
    return today + dt.timedelta(days=(_WEEKDAYS.index(name) - today.weekday() - 1) % 7 + 1)


def _written(text: str) -> _Written | None:
    match = next((found for way in _WAYS if (found := re.fullmatch(way, text, re.IGNORECASE))), None)
    if match is None:
        return None
    parts = match.groupdict()
    name, year = parts.get("name"), parts["year"] or "0"
    month = _MONTHS.index(name[:3].lower()) + 1 if name else int(parts["month"])
    return _Written(int(year) + (2000 if len(year) == 2 else 0), month, int(parts["day"]))
