"""Problems as reasons to call, in one line: without codes and fields, what explains most first.

In: problems as they were told. Out: words. Must not decide whether somebody has to be called.

A year that is mistyped makes a meeting come before another one, and a start too late: then the year is the reason, and
the order of the meetings is nothing that anybody has to be asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from whp_deck.errors import counted

_LONGEST = 160  # letters of a text in a reason
_ALSO = 2  # reasons of other decisions that are told behind the first
_CELL = re.compile(r"([A-Z]{1,3}\d+): ")
_FIELD = re.compile(r"(decisions|practice|meetings)(?:\.([\w.-]+))?: ")
_DECISION = re.compile(r"(meetings|(?:decisions|practice)\.[a-z_]+(?:\.[\w-]+)?)[\w.-]*: ")
_CODE = re.compile(r" \[([a-z-]+)\]$")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ON_SLIDE = re.compile(
    r"(?P<where>slide \d+[^:]*?)(?: \([\w./#-]+\))?: a decision is another .*?: (?P<both>the slide says .*), your files say (?P<ours>“[^”]*”|nothing)"
)
_ONE_PLACE = re.compile(r" \(([A-Z]{1,3}\d+)\)")
_OF_DAYS = frozenset(
    ["start-before-training", "start-far-from-training", "meetings-overlap", "meetings-order", "meeting-at-night"]
)
_YEAR = re.compile(r"warning: [\w.-]+: \d{4}-\d\d-\d\d.* \[year-unlikely\]$")  # of this row, not of “3 more rows”


def is_of_days(text: str) -> bool:
    """Whether a problem is about the days of one row, as the list alone shows them."""
    return _code(text) in _OF_DAYS


def is_of_year(text: str) -> bool:
    """Whether it says of one row that a year is odd."""
    return _YEAR.search(_head(text)) is not None


def in_words(texts: Sequence[str], file: str, what: str = "warning") -> str:
    """The first of each decision, an odd year before all others and without what follows from it; the rest is counted."""
    years = [text for text in texts if is_of_year(text)]
    odd = [day[0] for text in years if (day := _DAY.search(_head(text)))]
    others = [text for text in texts if text not in years]
    ordered = years + [one for one in others if not (is_of_days(one) and any(day in _head(one) for day in odd))]
    first: dict[str, str] = {}
    for text in ordered:
        first.setdefault(_decision(text, file), text)
    shown = list(first.values())[: 1 + _ALSO]
    line = "; also ".join(in_one_line([text], file) for text in shown)
    rest = len(ordered) - len(shown)
    return f"{line} (and {counted(rest, f'more {what}')})" if rest else line


def in_one_line(texts: Sequence[str], file: str = "") -> str:
    """The first in plain words, its cell of `file` behind it, without code and field; and how many more there are."""
    line = _plain(texts[0], file)
    cell = _CELL.match(line) if file else None
    line = line[cell.end() :] if cell else line
    if field := _FIELD.match(line):
        words = (field[2] or "").replace(".", " ").replace("_", " ")
        words = f"meeting {words}" if words and field[1] == "meetings" else words
        line = f"{words}: {line[field.end() :]}" if words else line[field.end() :]
    if both := _ON_SLIDE.search(line):
        whose = "the list says" if cell else "your files say"
        line = f"{both['where']}: {both['both']}, {whose} {both['ours']}"
    else:
        line = line if len(line) <= _LONGEST else f"{line[:_LONGEST].rpartition(' ')[0]} …"
    others = _ONE_PLACE.findall(line)
    if cell and len(others) == 1:  # the two cells that do not agree
        line = f"{_ONE_PLACE.sub('', line)} (cells {cell[1]} and {others[0]})"
    else:
        line += f" (cell {cell[1]})" if cell else ""
    return line if len(texts) == 1 else f"{line} (and {len(texts) - 1} more)"


def _decision(text: str, file: str) -> str:
    """What one would talk about: a meeting's day and hour are one matter, the start is another."""
    line = _plain(text, file)
    cell = _CELL.match(line)
    field = _DECISION.match(line[cell.end() :] if cell else line)
    return field[1] if field else _code(text)


def _plain(text: str, file: str) -> str:
    line = _CODE.sub("", _head(text)).replace("warning: ", "", 1)
    return line.replace(f"{file}:", "") if file else line


def _head(text: str) -> str:
    return text.partition("\n")[0]


def _code(text: str) -> str:
    found = _CODE.search(_head(text))
    return found[1] if found else ""
