"""Blanks that nobody filled in: `{{ practice.name }}` where nothing puts a name in its place, `[practice name]`,
`<<NAME>>`.

In: a text of an answer, or of a finished file. Out: the blanks in it. In the texts of slides `{{ … }}` is filled in;
an answer of the practice is what it is filled in with, and printed as it was typed.
"""

from __future__ import annotations

import re

BLANK = re.compile(
    r"\{\{.*?\}\}|\{%.*?%\}|\{\{|<<[A-Z_ ]{3,}>>|\[(insert|practice name|tbd|xx+)[^\]]{0,40}\]",
    re.IGNORECASE,
)


def blank_in(text: str) -> str:
    """The first blank of a text; "" where there is none."""
    found = BLANK.search(text)
    return found[0] if found else ""
