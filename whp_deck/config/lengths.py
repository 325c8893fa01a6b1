"""Lengths of meetings in people's words: "20 minutes", "an hour and a half", "2 x 25 minutes".

In: what somebody wrote for a format. Out: its minutes and meetings, or how to write them. Must not know formats or files.
"""

from __future__ import annotations

import difflib
import re
from typing import NamedTuple

from whp_deck.errors import counted

_HOURS = {
    "half an hour": "30", "an hour": "60", "one hour": "60", "an hour and a half": "90", "one and a half hours": "90",
    "two hours": "120", "one-hour": "60", "two-hour": "120", "half-hour": "30",
}  # fmt: skip
_NUMBERS = {
    "ten": "10", "fifteen": "15", "twenty": "20", "twenty-five": "25", "thirty": "30", "forty": "40", "forty-five": "45",
    "fifty": "50", "sixty": "60", "ninety": "90",
}  # fmt: skip


_COUNTS = {
    "once": 1, "one": 1, "twice": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
}  # fmt: skip
_LENGTH = re.compile(
    rf"\b(?:{'|'.join(sorted(_HOURS, key=len, reverse=True))}|(?:\d{{1,3}}(?:\.5)?|{'|'.join(_NUMBERS)})[ -]?min(?:ute)?s?"
    r"|\d(?:\.\d+)?[ -]?h(?:(?:ou)?rs?)?)\b"
)
_OFTEN = re.compile(
    rf"\b(?:(once|twice)|(\d{{1,2}}|{'|'.join(_COUNTS)}) ?(?:[a-z]+ )?(?:x|×|times|meetings?|sessions?|huddles?|trainings?|lunches|weeks?"
    r"|(?:(?:mon|tues|wednes|thurs|fri|satur|sun)?days?)))(?!\w)"
)
_EACH = re.compile(  # how often, which says nothing of how many
    r"(?:,? ?(?:(?:on )?(?:every|each|per|a) (?:other |second |third )?(?:(?:two|three|2|3) )?(?:weeks?|months?|days?|morning"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day)s?|(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)days?|weekly|biweekly|monthly"
    r"|daily))+"
)
_NEARLY = re.compile(  # as people say how long a meeting is
    r"^(?:(?:it[’'`]?s|we have|usually|mostly|maybe) )*(?:(?:about|around|roughly|approximately|approx\.?|circa|ca\.?|some|up to|~) ?)?|"
    r" (?:or so|long|at most|max(?:imum)?\.?)$"
)
_UNITS = ("minute", "minutes", "meeting", "meetings", "session", "sessions", "huddles", "hour", "hours", "times")


class Length(NamedTuple):
    """Meetings of a length of one's own: the minutes of each, and how many there are, None for as many as it takes."""

    minutes: str
    meetings: int | None = None

    def __str__(self) -> str:
        one = f"{self.minutes} minutes"
        return f"{counted(self.meetings, 'meeting')} of {one}" if self.meetings else one


def length_of(text: str) -> Length | None:
    """What a format of one's own says: `20 minutes`, `2 x 20 minutes`, `two 20-minute meetings`; None for anything else."""
    words = _NEARLY.sub("", " ".join(text.lower().split()).rstrip("."))
    if alone := _minutes(words) or _minutes(_EACH.sub("", words).strip()):  # 20 minutes every other Tuesday
        return Length(alone)
    if bare := re.fullmatch(r"(\d{1,2}) ?[x×] ?(\d{2,3})", words):  # 2 x 20
        return Length(bare[2], int(bare[1])) if int(bare[1]) else None
    lengths = _LENGTH.findall(words)
    often = _OFTEN.findall(" ".join(_LENGTH.sub(" ", words).split()))
    if len(lengths) != 1 or len(often) != 1:
        return None
    count = next(filter(None, often[0]))
    meetings = _COUNTS.get(count) or int(count)
    return Length(_minutes(lengths[0]), meetings) if meetings else None


def _minutes(words: str) -> str:
    if words in _HOURS:
        return _HOURS[words]
    match = re.fullmatch(r"(\d{1,3}(?:\.5)?|[a-z]+(?:-five)?) ?-?min(?:ute)?s?", words)
    hours = re.fullmatch(r"(\d(?:\.\d+)?) ?-?h(?:(?:ou)?rs?)?", words)
    if hours:
        return f"{float(hours[1]) * 60:g}"
    return _NUMBERS.get(match[1], match[1] if match[1][0].isdigit() else "") if match else ""


def format_hint(typed: str, otherwise: str) -> str:
    """How to write a format of one's own length, when `typed` has a number in it; before that, `otherwise`."""
    numbers = re.findall(r"\d+", typed)
    if re.fullmatch(r"\w+:\S+", typed):
        return f"put a space after the colon: `{typed.replace(':', ': ')}`"
    if made := re.fullmatch(r"(once|twice)-(\d+)", typed.strip().lower()):  # as the toolkit's are called
        meant = f"did you mean `{'2 x ' if made[1] == 'twice' else ''}{made[2]} minutes`"
        asked = "did you mean "
        return f"{meant} or {otherwise.removeprefix(asked)}" if otherwise.startswith(asked) else f"{meant}? {otherwise}"
    if length_of(spelled := _spelled(typed)):
        return f"did you mean `{spelled}`?"
    if not numbers:
        return otherwise
    if len(numbers) > 1:  # which of them the minutes are nobody knows
        return f"meetings of a length of your own are written as `25 minutes` or `2 x 25 minutes`; {otherwise}"
    of_own = f"`minutes: {numbers[0]}` on a line of its own under `format:`, two spaces further in"
    return f"for a meeting of {numbers[0]} minutes write {of_own}; {otherwise}"


def _spelled(typed: str) -> str:
    """The same with its words for lengths and meetings as they are spelled."""
    return re.sub(
        r"[^\W\d_]{4,}",
        lambda word: (difflib.get_close_matches(word[0].lower(), _UNITS, n=1, cutoff=0.75) or word)[0],
        typed,
    )
