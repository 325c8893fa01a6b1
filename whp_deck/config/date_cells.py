"""Days as cells have them beyond what every file may say: a weekday beside them, in Spanish or German, with a time behind them.

In: the text of a cell. Out: the day, or why it is none, and the time. Must not guess: of two days that a text may mean
none is taken, unless the weekday beside it fits one of them alone.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from whp_deck.content.dates import parse_date, parse_time, plain_date
from whp_deck.markup import MONTHS
from whp_deck.plan import plain_letters

_WEEKDAYS = (
    "monday mon lunes montag", "tuesday tues tue martes dienstag", "wednesday weds wed miercoles mittwoch",
    "thursday thurs thur thu jueves donnerstag", "friday fri viernes freitag", "saturday sat sabado samstag sonnabend",
    "sunday sun domingo sonntag",
)  # fmt: skip
_MONTHS = (
    "january jan enero ene januar", "february feb febrero februar", "march mar marzo marz maerz mrz", "april apr abril abr",
    "may mayo mai", "june jun junio juni", "july jul julio juli", "august aug agosto ago",
    "september sept sep septiembre setiembre", "october oct octubre oktober okt", "november nov noviembre",
    "december dec diciembre dic dezember dez",
)  # fmt: skip
_WEEKDAY = {name: at for at, names in enumerate(_WEEKDAYS) for name in names.split()}
_MONTH = {name: MONTHS[at] for at, names in enumerate(_MONTHS) for name in names.split()}
_NAMES = "|".join(sorted(_WEEKDAY, key=len, reverse=True))
_BEFORE = re.compile(rf"(?:(?:on|el|am) )?({_NAMES})(?:\.,?|,)?\s+(?:(?:the|den) )?", re.IGNORECASE)
_BEHIND = re.compile(rf"(?:,?\s+|,|\s*[(\[]\s*)({_NAMES})\.?\s*[)\]]?", re.IGNORECASE)
_JOINING = frozenset(["de", "del", "of", "the"])
_SHORT_YEAR = re.compile(
    r"(?:(?<=[a-z] )|(?<=[a-z]\. )|(?<= )['’])(\d\d)$", re.IGNORECASE
)  # `Jan 11, 27` may be two days
_WORDS = re.compile(r"[^\W\d_]+\.?|['’]?\d+(?:st|nd|rd|th)?\.?|,", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s./-]*")
_RANGE = re.compile(r"\d\s*[/-]\s*\d")
_YEAR_FIRST = re.compile(r"(\d{4}),? ([a-z]+)\.? (\d{1,2})", re.IGNORECASE)
_NUMBERS = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4}|\d{2})")
_CLOCK = r"\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?:\s?[ap]\.?m\.?)?|\d{1,2}\s?[ap]\.?m\.?"
_TIME = re.compile(
    rf"(?:(?<=\d)T|,?\s+(?:(?:at|um|a las)\s+)?|,?\s*@\s*)({_CLOCK})(Z|\s?UTC|[+-]\d\d:?\d\d)?", re.IGNORECASE
)
_SECONDS = re.compile(r"(?<=:\d\d):\d\d(?:\.\d+)?")


class Timed(NamedTuple):
    """A cell's text without the time behind the day. `time` is None where it has none, or midnight, as programs write for none;
    `is_local` is not so where the time is one of Greenwich, or of another zone that is named.
    """

    day: str
    time: dt.time | None = None
    is_local: bool = True


def without_time(text: str) -> Timed:
    """`2027-01-11 19:45` in its parts."""
    found = next((one for one in _TIME.finditer(text) if one.end() == len(text)), None)
    time = parse_time(_SECONDS.sub("", found[1])) if found else None
    if found is None or time is None:
        return Timed(text)
    return Timed(text[: found.start()], time if time != dt.time() else None, not found[2])


def day_in(text: str) -> tuple[dt.date | None, str]:
    """The day that a text without a time means beyond doubt, or None and what is wrong with it, in words, where that is known."""
    if not re.search(r"[^\W\d_]", text):
        return None, ""  # in figures alone: read, or doubted, as in every file
    rest, weekday = _without_weekday(plain_letters(text.strip()))
    days = _days(rest)
    fitting = [day for day in days if weekday in (-1, day.weekday())]
    if len(fitting) == 1:
        return fitting[0], ""
    reason = f"{days[0]:%B} {days[0].day}, {days[0].year} is a {days[0]:%A}" if len(days) == 1 else ""
    return None, reason


def likely_day(text: str) -> dt.date | None:
    """The one day that a text may mean that is not taken, as `Jan 11, 27`, which may be two, or `Jan 18, 2027?`."""
    rest, weekday = _without_weekday(plain_letters(re.sub(r"\s*\(?\?+\)?$", "", text)))
    day = parse_date(_in_english(re.sub(r"(?<=[\d,]) (?=\d\d$)", " '", rest)))
    return day if day and weekday in (-1, day.weekday()) else None


def without_weekday(text: str) -> str:
    """`1/11/2027` of `Mon 1/11/2027`; a text without the name of a day as it is."""
    rest, weekday = _without_weekday(text)
    return text if weekday < 0 else rest


def _without_weekday(text: str) -> tuple[str, int]:
    if before := _BEFORE.match(text):
        return text[before.end() :], _WEEKDAY[before[1].lower()]
    behind = next((one for one in _BEHIND.finditer(text) if one.end() == len(text)), None)
    return (text[: behind.start()], _WEEKDAY[behind[1].lower()]) if behind else (text, -1)


def _days(text: str) -> list[dt.date]:
    """The days that a text may mean: of 1/11/2027 two."""
    if numbers := _NUMBERS.fullmatch(text):
        one, other = int(numbers[1]), int(numbers[3])
        year = int(numbers[4]) + (2000 if len(numbers[4]) == 2 else 0)
        found = {_day(year, month, day) for month, day in ((one, other), (other, one))}
        return sorted(day for day in found if day)
    day = plain_date(text) or parse_date(_in_english(text))
    return [day] if day else []


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _in_english(text: str) -> str:
    """With the month's English name and a whole year; nothing where no month is named."""
    words = _WORDS.findall(text)
    named = [_MONTH.get(word.lower().rstrip("."), "") for word in words]
    if not _BETWEEN.fullmatch(_WORDS.sub("", text)) or _RANGE.search(text):  # a question mark, two days
        return ""
    if sum(map(bool, named)) != 1:
        return ""
    kept = [name or word for name, word in zip(named, words, strict=True) if name or word.lower() not in _JOINING]
    plain = " ".join(kept).replace(" ,", ",")
    if first := _YEAR_FIRST.fullmatch(plain):
        return f"{first[2]} {first[3]}, {first[1]}"
    return _SHORT_YEAR.sub(r"20\1", plain) if len(re.findall(r"\d+", plain)) == 2 else plain
