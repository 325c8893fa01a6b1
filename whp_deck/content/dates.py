"""Days and times as people write them.

In: a text. Out: the day or the time, or None, and why it is none. Must not guess: who reads a file by themselves cannot be asked
which day was meant.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import NamedTuple

from whp_deck.markup import MONTHS

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = tuple(name[:3].lower() for name in MONTHS)
_NAME = rf"(?P<name>{'|'.join(_MONTHS)})[a-z]*\.?"
_WEEKDAY = rf"(?:(?P<weekday>{'|'.join(name[:3] for name in _WEEKDAYS)})[a-z]*\.?,? )?"
WAYS = (
    rf"{_WEEKDAY}{_NAME} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<year>\d{{4}}))?",
    rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?(?: of)? {_NAME}(?:,? (?P<year>\d{{4}}))?",
    rf"(?P<day>\d{{1,2}})-{_NAME}-(?P<year>\d{{4}}|\d{{2}})",  # as Excel shows a day, unless it is told otherwise
    rf"{_NAME}-(?P<day>\d{{1,2}})-(?P<year>\d{{4}}|\d{{2}})",
    r"(?P<month>\d{1,2})/(?P<day>\d{1,2})(?:/(?P<year>\d{4}|\d{2}))?",
    r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})",  # with dots the day stands first, wherever dates have dots
    r"(?P<year>\d{4})(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})",
)
_LEAP = 2000  # a year that has every day there is


class Written(NamedTuple):
    """The parts of a date, not yet judged; `year` is 0 where none is written, `weekday` -1."""

    year: int
    month: int
    day: int
    weekday: int = -1

    def in_year(self, year: int) -> dt.date:
        """Raises ValueError when that year has no such day."""
        return dt.date(year, self.month, self.day)

    def agrees(self, day: dt.date) -> bool:
        """Whether the day of the week is that one, or is not said."""
        return self.weekday in (-1, day.weekday())


def parse_date(text: str) -> dt.date | None:
    """A day as 2026-12-07, 12/7/2026 or 12/7/26 (month first), 7.12.2026 (day first), Mon, Dec 7, 2026 or 7 December 2026, else None."""
    written = written_date(text)
    try:
        if written is None:
            return dt.date.fromisoformat(text)
        day = written.in_year(written.year) if written.year else None
        return day if day and written.agrees(day) else None
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
    written = written_date(text)
    if written is None:
        return ""
    if written.month > 12 or not written.month:
        order = "" if re.match(r"\s*\d{4}", text) else "; the month stands first, then the day"
        if re.match(r"\s*\d+\.", text):
            order = "; with dots the day stands first, then the month, in all dates"
        return f"there is no month {written.month}{order}"
    year = written.year or _LEAP
    if not 1 <= written.day <= calendar.monthrange(year, written.month)[1]:
        return f"there is no {calendar.month_name[written.month]} {written.day}{f' in {year}' if written.year else ''}"
    if not written.year:
        return "the year is missing"
    day = written.in_year(year)
    return "" if written.agrees(day) else f"{day:%B} {day.day}, {year} is a {day:%A}"


def coming_date(text: str, today: dt.date) -> dt.date | None:
    """The next day of that name, of a date without its year: March 1, 3/1; None for anything else."""
    written = written_date(text)
    if written is None or written.year:
        return None
    for year in range(today.year, today.year + 9):  # from one February 29 to the next there may be eight
        try:
            day = written.in_year(year)
        except ValueError:
            continue
        if day >= today and written.agrees(day):
            return day
    return None


def day_called(text: str, today: dt.date) -> dt.date | None:
    """The coming day of that name, as Monday, next Monday or tomorrow, else None; for those who are told which it is."""
    name = text.lower().strip(" .!").removeprefix("next ").removeprefix("this ").removeprefix("on ")
    if name == "tomorrow":
        return today + dt.timedelta(days=1)
    weekday = next(
        (at for at, day in enumerate(_WEEKDAYS) if len(name) > 2 and day.startswith(name)), None
    )  # tues, Thur.
    return None if weekday is None else today + dt.timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def is_sunday(day: dt.date) -> bool:
    """A day on which few practices are open, so that it is most often mistyped."""
    return day.weekday() == _WEEKDAYS.index("sunday")


def parse_time(text: str) -> dt.time | None:
    """A time as 7:45, 7.45, 0745, 14:05, 2:05 pm, 7 am or noon, else None. A bare 7 could be either half of the day."""
    plain = text.strip().lower()
    if plain in ("noon", "12 noon"):
        return dt.time(12)
    match = re.fullmatch(r"(\d{1,2})(?:[:.](\d{2}))?\s*(?:([ap])\.?(?:m\.?)?)?", plain)
    match = match if match and (match[2] or match[3]) else re.fullmatch(r"([01]\d|2[0-3])([0-5]\d)()", plain)
    if not match:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    if match[3] and not 1 <= hour <= 12:
        return None
    if match[3]:
        hour = hour % 12 + (12 if match[3] == "p" else 0)
    return dt.time(hour, minute) if hour < 24 and minute < 60 else None


def likely_time(text: str) -> dt.time | None:
    """The one time that a text most likely means which is none as it stands: `745`, `8 Uhr`, `7:45 - 8:00`, `quarter to 8`."""
    plain = text.strip().lower()
    if match := re.fullmatch(r"([1-9])([0-5]\d)(?:\s*([ap])\.?m?\.?)?", plain):
        return parse_time(f"{match[1]}:{match[2]}{match[3] or ''}")
    if match := re.fullmatch(r"(\d{1,2})(?:\s*h(?:rs?|ours?)?\s*(\d\d)?|\s*(?:uhr|o['’`]?\s?clock))?", plain):
        return parse_time(f"{match[1]}:{match[2] or '00'}")
    if match := re.fullmatch(
        r"(?:a )?(quarter|half) (to|of|till|before|past|after) (\d{1,2})(?:\s*([ap])\.?m?\.?)?", plain
    ):
        whole = parse_time(f"{match[3]}:00{match[4] or ''}")
        minutes = 30 if match[1] == "half" else 15
        if whole is None:
            return None
        later = dt.datetime.combine(dt.date(2000, 1, 1), whole)
        return (later + dt.timedelta(minutes=minutes * (1 if match[2] in ("past", "after") else -1))).time()
    first, *others = re.split(r"\s*(?:[-–—]|\bto\b|\buntil\b|\btill\b|\bbis\b)\s*", plain, maxsplit=1)
    if others and (end := parse_time(others[0]) or parse_time(f"{others[0]}:00")):
        half = re.search(r"([ap])\.?m?\.?$", others[0])
        begin = parse_time(f"{first} {half[1]}m") if half and not re.search(r"[apm]", first) else None
        begin = begin if begin is not None and begin < end else parse_time(first)
        return begin or parse_time(f"{first}:00")
    found = re.findall(r"(?<![\d:.])\d{1,2}[:.]\d\d(?![\d:.])(?:\s*[ap]\.?m\b)?", plain)
    return parse_time(found[0]) if len(found) == 1 else None


def written_date(text: str) -> Written | None:
    """The parts of a date in one of the `WAYS`, whether there is such a day or not; None for anything else."""
    match = next((found for way in WAYS if (found := re.fullmatch(way, text, re.IGNORECASE))), None)
    if match is None:
        return None
    parts = match.groupdict()
    name, year = parts.get("name"), parts["year"] or "0"
    month = _MONTHS.index(name[:3].lower()) + 1 if name else int(parts["month"])
    weekday = next((n for n, one in enumerate(_WEEKDAYS) if one[:3] == (parts.get("weekday") or "").lower()), -1)
    return Written(int(year) + (2000 if len(year) == 2 else 0), month, int(parts["day"]), weekday)
