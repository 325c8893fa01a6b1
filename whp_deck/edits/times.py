"""How long a slide takes that a person added in PowerPoint: a minute, unless its notes begin with another time ("3 minutes").

In: lines of notes. Out: minutes. Must not know files.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

MINUTES = 1.0
_MINUTES = re.compile(r"(\d+(?:[.,]\d+)?)?(½)?\s*min(?:ute)?s?\b", re.IGNORECASE)
_SIGNS = " .:;,–-"


def minutes_of(notes: Sequence[str]) -> float:
    """The minutes with which the notes begin, else one."""
    match = _time_in(notes[0]) if notes else None
    if match is None:
        return MINUTES
    return float((match[1] or "0").replace(",", ".")) + (0.5 if match[2] else 0)


def is_time_alone(line: str, ours: str = "") -> bool:
    """Whether a line of notes says a time and nothing else: `3 minutes`, `½ min.`

    `ours` may follow: the words with which the notes of built slides, and so those of a copy, go on ("for this slide").
    """
    match = _time_in(line)
    return match is not None and line.strip()[match.end() :].strip(_SIGNS) in ("", ours)


def _time_in(line: str) -> re.Match[str] | None:
    match = _MINUTES.match(line.strip())
    return match if match and (match[1] or match[2]) else None
