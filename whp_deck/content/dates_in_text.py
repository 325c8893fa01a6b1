"""Dates and times within a text, however they are spelled.

In: two texts. Out: whether they say the same but for that. Must not guess: where a spelling leaves open which day is meant,
the two are not the same.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable

from whp_deck.content.dates import WAYS, Written, parse_time, written_date

_AROUND = r"(?<![\w/-]){}(?![\w/-])"
_DATES = [re.compile(_AROUND.format(f"(?:{way})"), re.IGNORECASE) for way in WAYS]
_TIME = re.compile(_AROUND.format(r"\d{1,2}:\d\d(?:\s?[ap]m)?"), re.IGNORECASE)
_NAMES = tuple(name.lower() for name in (*calendar.day_name, *calendar.month_name[1:]))
_MARK = "■"
_LEAP = 2000  # a year that has every day there is
_NO_NAMES = frozenset({"st", "nd", "rd", "th", "of"})

DateOrTime = Written | dt.time
"""A date, which may lack its year, or a time."""


def say_the_same(one: str, other: str, are_alike: Callable[[str, str], bool]) -> bool:
    """Whether two texts are alike around their dates and times, and these are the same."""
    (first, days), (second, others) = split_dates(one), split_dates(other)
    return bool(days) and len(days) == len(others) and are_alike(first, second) and all(map(are_one, days, others))


def split_dates(text: str) -> tuple[str, list[DateOrTime]]:
    """A text with a mark for each of its dates and times, and these."""
    text = " ".join(text.split())
    words: list[str] = []
    found: list[DateOrTime] = []
    since = at = 0
    while hits := [hit for pattern in (*_DATES, _TIME) if (hit := pattern.search(text, at))]:
        hit = min(hits, key=lambda one: (one.start(), -one.end()))
        if (read := _read(hit[0])) is not None:
            words.append(text[since : hit.start()])
            found.append(read)
            since = hit.end()
        at = hit.end()
    return _MARK.join([*words, text[since:]]), found


def _read(text: str) -> DateOrTime | None:
    """A day that there is, or a time. 1/4 without a year is a fraction, and “Market 12” no day in March."""
    if _TIME.fullmatch(text):
        return parse_time(text)
    written = written_date(text)
    names = set(re.findall("[a-z]{2,}", text.lower())) - _NO_NAMES
    if written is None or not all(any(known.startswith(name) for known in _NAMES) for name in names):
        return None
    try:
        day = written.in_year(written.year or _LEAP)
    except ValueError:
        return None
    if written.year:
        return written if written.agrees(day) else None
    return None if "/" in text else written


def are_one(one: DateOrTime, other: DateOrTime) -> bool:
    """Whether two dates or times are the same; a day without its year is one with a year only by its day of the week."""
    if isinstance(one, dt.time) or isinstance(other, dt.time):
        return one == other
    if (one.month, one.day) != (other.month, other.day):
        return False
    if one.year and other.year:
        return one.year == other.year
    if one.year or other.year:
        whole, part = (one, other) if one.year else (other, one)
        return part.weekday >= 0 and part.agrees(whole.in_year(whole.year))
    return one.weekday == other.weekday or -1 in (one.weekday, other.weekday)
