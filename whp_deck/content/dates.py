"""Days as people write them.

In: a text. Out: the day, or None. Must not guess: who reads a file by themselves cannot be asked which day was meant.
"""

from __future__ import annotations

import datetime as dt
import re

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def parse_date(text: str) -> dt.date | None:
    """A day as 2026-12-07, 12/7/2026 or 12/7/26 (month first), Dec 7, 2026 or 7 December 2026, else None."""
    named = re.fullmatch(r"([a-z]{3})[a-z]*\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", text.lower())
    named = named or re.fullmatch(r"(?P<day>\d{1,2})\.? (?P<month>[a-z]{3})[a-z]*\.?,? (?P<year>\d{4})", text.lower())
    match = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})", text)
    try:
        if named:
            groups = named.groupdict() or dict(zip(("month", "day", "year"), named.groups(), strict=True))
            return dt.date(int(groups["year"]), _MONTHS.index(groups["month"]) + 1, int(groups["day"]))
        if match:
            year = int(match[3])
            return dt.date(year + 2000 if year < 100 else year, int(match[1]), int(match[2]))
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def plain_date(text: str) -> dt.date | None:
    """The same where nobody is there to see what was understood: not 12/7/2026, which is in July for half the world."""
    slashes = re.fullmatch(r"(\d{1,2})/(\d{1,2})/\d{2,4}", text)
    if slashes and int(slashes[2]) <= 12 and slashes[1] != slashes[2]:
        return None
    return parse_date(text)


def day_called(text: str, today: dt.date) -> dt.date | None:
    """The coming day of that name, as Monday, next Monday or tomorrow, else None; for those who are told which it is."""
    name = text.lower().strip(" .!").removeprefix("next ").removeprefix("this ").removeprefix("on ")
    if name == "tomorrow":
        return today + dt.timedelta(days=1)
    if name not in _WEEKDAYS:
        return None
    return today + dt.timedelta(days=(_WEEKDAYS.index(name) - today.weekday() - 1) % 7 + 1)
