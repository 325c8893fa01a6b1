"""Problems as reasons to call, in one line: without codes and fields, what explains most first.

In: problems, or errors in words. Out: words. Must not decide whether somebody has to be called.

A year that is mistyped makes a meeting come before another one, and a start too late: then the year is the reason, and
the order of the meetings is nothing that anybody has to be asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from whp_deck.batch.jobs import Told
from whp_deck.config.columns import field_in_words
from whp_deck.errors import Problem, counted, is_cell

_LONGEST = 160  # letters of a text in a reason
_ALSO = 2  # reasons of other decisions that are told behind the first
_FIELD = re.compile(r"((?:decisions|practice|meetings)(?:\.[\w.-]+)?): ")  # with which a message begins
_DECISION = re.compile(r"meetings|(?:decisions|practice)\.[a-z_]+(?:\.[\w-]+)?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ONE_PLACE = re.compile(r" \(([A-Z]{1,3}\d+)\)")
_OWN = re.compile(
    r" \([^()]*:[A-Z]{1,3}\d+\)|,? \d{1,2}:\d\d(?: [ap]\.?m\.?)?|\d{4}-\d\d-\d\d"
)  # cells, hours and days of one row
_OF_DAYS = frozenset(
    ["start-before-training", "start-far-from-training", "meetings-overlap", "meetings-order", "meeting-at-night"]
)


def is_of_days(problem: Problem) -> bool:
    """Whether it is about the days of one row, as the list alone shows them."""
    return problem.code in _OF_DAYS


def is_of_year(problem: Problem) -> bool:
    """Whether it says that a year is odd."""
    return problem.code == "year-unlikely"


def cause_of(problem: Problem) -> tuple[object, ...]:
    """The same for two practices whose warnings differ in nothing but their own days, hours and cells."""
    place = problem.source
    at = place.column if is_cell(place) and place else place
    return problem.code, at, _OWN.sub("", problem.message), problem.severity


def in_words(problems: Sequence[Problem], file: str) -> str:
    """The first of each decision, an odd year before all others and without what follows from it; the rest is counted."""
    years = [one for one in problems if is_of_year(one)]
    odd = [day[0] for one in years if (day := _DAY.search(one.message))]
    others = [one for one in problems if one not in years]
    ordered = years + [one for one in others if not (is_of_days(one) and any(day in one.message for day in odd))]
    first: dict[str, Problem] = {}
    for one in ordered:
        first.setdefault(_decision(one), one)
    shown = list(first.values())[: 1 + _ALSO]
    line = "; also ".join(in_one_line([one], file) for one in shown)
    rest = len(ordered) - len(shown)
    return f"{line} (and {counted(rest, 'more warning')})" if rest else line


def in_one_line(told: Sequence[Told], file: str = "") -> str:
    """The first in plain words, its cell of `file` behind it, without code and field; and how many more there are."""
    line = _with_cell(told[0], file) if isinstance(told[0], Problem) else _short(told[0].partition("\n")[0])
    return line if len(told) == 1 else f"{line} (and {len(told) - 1} more)"


def _with_cell(problem: Problem, file: str) -> str:
    place = problem.source
    line = problem.ask or _short(_plain(problem.message.replace(f"({file}:", "(")))  # of its own list cells alone
    if place is None or not is_in(problem, file):
        return line if place is None or problem.ask else f"{place}: {line}"
    others = _ONE_PLACE.findall(line)
    if len(others) == 1:  # the two cells that do not agree
        return f"{_ONE_PLACE.sub('', line)} (cells {place.cell} and {others[0]})"
    return f"{line} (cell {place.cell})"


def is_in(told: Told, file: str) -> bool:
    """Whether a problem is one of this list's cells."""
    return isinstance(told, Problem) and told.source is not None and bool(file) and told.source.file == file


def _plain(message: str) -> str:
    """“start date: …” for `decisions.start.date: …`."""
    field = _FIELD.match(message)
    if field is None:
        return message
    rest = message[field.end() :]
    return f"{field_in_words(field[1])}: {rest}" if "." in field[1] else rest


def _short(line: str) -> str:
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rpartition(' ')[0]} …"


def _decision(problem: Problem) -> str:
    """What one would talk about: a meeting's day and hour are one matter, the start is another."""
    field = _FIELD.match(problem.message)
    matter = _DECISION.match(field[1]) if field else None
    return matter[0] if matter else problem.code
