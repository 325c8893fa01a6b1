"""The minutes that notes tell. Of a slide that a person added: a minute, unless its notes begin with another time ("3 minutes").

In: lines of notes. Out: minutes; and of the notes of a built slide the line with its minutes, apart from the rest. That
line is the tool's own: minutes that a person types into it are kept and counted, its words are not, and it never is in the
way of an edit of the notes' words. Must not know files.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from whp_deck.content.word_list import WordList

MINUTES = 1.0
_ABOUT = r"(?:(?:about|around|roughly|circa|ca\.?|c\.|approx(?:imately|\.)?|[~≈≃])\s*)?"
_MINUTES = re.compile(rf"{_ABOUT}(\d+(?:[.,]\d+)?)?(½)?\s*min(?:ute)?s?\b", re.IGNORECASE)
_NUMBERS = {
    "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30,
}  # fmt: skip
_AND_A_HALF = r"(?:[\s-]+and[\s-]+a[\s-]+half|\s+1/2)"
_IN_WORDS = re.compile(
    rf"{_ABOUT}(?:(?:a\s+)?half(?:\s+a)?|1/2|(?P<number>\d+|{'|'.join(_NUMBERS)})(?P<half>{_AND_A_HALF})?)[\s-]+min(?:ute)?s?\b"
    rf"(?P<more>{_AND_A_HALF})?(?=[\s.:;,–-]*(?:for\s+this\s+slide)?[\s.]*$|\s*[.:;](?:\s|$))",
    re.IGNORECASE,
)
_SIGNS = " .:;,–-"


def minutes_of(notes: Sequence[str]) -> float:
    """The minutes with which the notes begin, else one."""
    time = _time_in(notes[0]) if notes else None
    return MINUTES if time is None else time[0]


def minutes_in(text: str) -> float | None:
    """The minutes that a text of figures is, as `3` or `2½ minutes`; None for anything else."""
    for line in (text.strip(), f"{text.strip()} min"):
        time = _time_in(line)
        if time is not None and not line[time[1] :].strip(_SIGNS):
            return time[0]
    return None


def is_time_alone(line: str, ours: str = "") -> bool:
    """Whether a line of notes says a time and nothing else: `3 minutes`, `½ min.`, `about 3 min`, `Two and a half minutes`.

    `ours` may follow: the words with which the notes of built slides, and so those of a copy, go on ("for this slide").
    """
    time = _time_in(line)
    return time is not None and line.strip()[time[1] :].strip(_SIGNS) in ("", ours)


def words_after_minutes(words: WordList) -> str:
    """What follows the minutes in the first line of a built slide's notes: `for this slide`."""
    return words.get("note_minutes", minutes="\0").partition("\0")[2].strip()


def split_time(notes: Sequence[str], ours: str) -> tuple[str, tuple[str, ...]]:
    """The line with the minutes ("" where there is none), and the other lines.

    It ends with our words, wherever somebody's own lines have put it; or it is the first line, and says a time alone.
    """
    for at, line in enumerate(notes if ours else ()):
        if is_time_alone(line, ours) and (at == 0 or line.rstrip(_SIGNS).endswith(ours)):
            return line, (*notes[:at], *notes[at + 1 :])
    return "", tuple(notes)


def _time_in(line: str) -> tuple[float, int] | None:
    """The minutes with which the line begins, and where they end.

    In words they are a time only where they are a sentence, or all of the line: "Five minutes before we begin" is none.
    """
    line = line.strip()
    match = _MINUTES.match(line)
    if match and (match[1] or match[2]):
        return float((match[1] or "0").replace(",", ".")) + (0.5 if match[2] else 0), match.end()
    match = _IN_WORDS.match(line)
    if match is None:
        return None
    number = match["number"]
    if number is None:
        return 0.5, match.end()
    whole = float(number) if number.isdecimal() else float(_NUMBERS[number.lower()])
    return whole + (0.5 if match["half"] or match["more"] else 0), match.end()
