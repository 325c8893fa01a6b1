"""Cells of one column that are wrong in the same way, told once: a list exported with another country's dates has one mistake.

In: problems. Out: the same, with many alike of a column as one that counts them. Must not hide a kind of mistake behind another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from whp_deck.errors import Problem, Source, also_in, column_letters

_ONE_BY_ONE = 5  # cells of a column that are wrong alike
_CODES = frozenset(["cell-date", "cell-time"])
_OWN = re.compile(r"`[^`]*`|\d+|\b[A-Z][a-z]+ (?=\d)")  # what a message quotes of its cell
_SLASHED = re.compile(r"`(\d{1,2})/(\d{1,2})/\d{2,4}`")


def gathered(problems: Sequence[Problem]) -> list[Problem]:
    """Those of `_CODES` together, each group in the place of its first."""
    groups: dict[tuple[object, ...], list[Problem]] = {}
    for one in problems:
        if one.code in _CODES and one.source is not None and one.source.column:
            groups.setdefault(_kind(one, one.source), []).append(one)
    first = {id(group[0]): _together(group) for group in groups.values() if len(group) > _ONE_BY_ONE}
    gone = {id(one) for group in groups.values() if len(group) > _ONE_BY_ONE for one in group[1:]}
    return [first.get(id(one), one) for one in problems if id(one) not in gone]


def _kind(one: Problem, place: Source) -> tuple[object, ...]:
    """Of dates with slashes all are one matter: what could be either day, and what has no such month."""
    alike = "slashes" if _SLASHED.search(one.message) else _OWN.sub("", one.message)
    return place.file, place.column, one.code, alike


def _together(group: list[Problem]) -> Problem:
    first, *others = group
    assert first.source is not None
    cells = also_in([one.source for one in others if one.source])
    message = f"{first.message}; {len(group)} cells of this column are so, also {cells}"
    slashes = [match for one in group if (match := _SLASHED.search(one.message))]
    if len(slashes) < len(group):
        return replace(first, message=message)
    letters = column_letters(first.source.column)
    hint = "type them as year-month-day, as 2026-12-07"
    if dayfirst := next((match[0] for match in slashes if int(match[1]) > 12), ""):
        hint = (
            f"the day stands first in {dayfirst}: if it does in the whole column, choose column {letters} in Excel, then Find & Replace "
            "of / by . (with dots the day always stands first); else type them as year-month-day"
        )
    return replace(first, message=message, hint=hint)
