"""Lengths of meetings in people's words: "20 minutes", "an hour and a half".

In: what somebody wrote for a format. Out: its minutes, or how to write them. Must not know formats or files.
"""

from __future__ import annotations

import re

_HOURS = {
    "half an hour": "30", "an hour": "60", "one hour": "60", "an hour and a half": "90", "one and a half hours": "90",
    "two hours": "120",
}  # fmt: skip
_NUMBERS = {
    "ten": "10", "fifteen": "15", "twenty": "20", "twenty-five": "25", "thirty": "30", "forty": "40", "forty-five": "45",
    "fifty": "50", "sixty": "60", "ninety": "90",
}  # fmt: skip


def minutes_alone(text: str) -> str:
    """The minutes of a format that says nothing else: `20` of `20 minutes`, `60` of `an hour`; "" for anything else."""
    words = " ".join(text.lower().split()).rstrip(".")
    if words in _HOURS:
        return _HOURS[words]
    match = re.fullmatch(r"(\d{1,3}(?:\.5)?|[a-z]+(?:-five)?) ?-?min(?:ute)?s?", words)
    hours = re.fullmatch(r"(\d(?:\.\d+)?) ?-?h(?:(?:ou)?rs?)?", words)
    if hours:
        return f"{float(hours[1]) * 60:g}"
    return _NUMBERS.get(match[1], match[1] if match[1][0].isdigit() else "") if match else ""


def format_hint(typed: str, otherwise: str) -> str:
    """How to write a format of one's own length, when `typed` has a number in it; before that, `otherwise`."""
    number = re.search(r"\d+", typed)
    if re.fullmatch(r"\w+:\S+", typed):
        return f"put a space after the colon: `{typed.replace(':', ': ')}`"
    if not number:
        return otherwise
    of_own = f"`minutes: {number[0]}` on a line of its own under `format:`, two spaces further in"
    return f"for a meeting of {number[0]} minutes write {of_own}; {otherwise}"
