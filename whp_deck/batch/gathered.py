"""Cells that are wrong in the same way, told once: a list exported with another country's dates has one mistake.

In: problems. Out: the same, with many alike as one that counts them. Must not hide a kind of mistake behind another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from whp_deck.errors import Problem, Source, also_in, column_letters, counted, enumerated

_ONE_BY_ONE = 5  # cells of a column that are wrong alike
_NAMED = 20  # of many such cells
_ALL = 11  # cells beside the first that are all named, also where many would be too long a line
_BY_WORDS = frozenset(["cell-date", "cell-time"])
_UNDATED = "meetings-undated"
_BY_COLUMN = frozenset([_UNDATED, "row-only-name", "year-unlikely"])  # what each row says beside it does not matter
_SUNDAY = "day-sunday"  # two of a column are told together
_TWICE, _MOST_TWICE = "cell-twice", 20  # a network whose people work in two practices each needs no page of warnings
_OWN = re.compile(r"`[^`]*`|\d+|\b[A-Z][a-z]+ (?=\d)")  # what a message quotes of its cell
_MEANT = re.compile(r"\b(?:is it |year-month-day: )([^?]+)\?")  # what the hint of a cell says that it may mean
_SLASHED = re.compile(r"`(\d{1,2})/(\d{1,2})/\d{2,4}`")


def gathered(problems: Sequence[Problem]) -> list[Problem]:
    """Those that are alike together, each group in the place of its first."""
    groups: dict[tuple[object, ...], list[Problem]] = {}
    for one in problems:
        if one.code in _BY_WORDS | _BY_COLUMN | {_SUNDAY} and one.source is not None and one.source.column:
            groups.setdefault(_kind(one, one.source), []).append(one)
    many = [group for group in groups.values() if len(group) > (1 if group[0].code == _SUNDAY else _ONE_BY_ONE)]
    together = {id(group[0]): _together(group) for group in many}
    by_column = {id(one) for group in many for one in group}
    for group in _of_rows(one for one in problems if id(one) not in by_column):
        many.append(group)
        together[id(group[0])] = _undated(group)
    twice = [one for one in problems if one.code == _TWICE][_MOST_TWICE:]
    if len(twice) > 1:
        many.append(twice)
        together[id(twice[0])] = _more_twice(twice)
    known = {id(one) for group in many for one in group}
    for group in _word_for_word(one for one in problems if id(one) not in known and one.code not in _BY_WORDS):
        many.append(group)
        named = also_in([one.source for one in group[1:] if one.source], _NAMED)
        together[id(group[0])] = replace(group[0], message=f"{group[0].message}, as in {named}")
    gone = {id(one) for _, *others in many for one in others}
    return [together.get(id(one), one) for one in problems if id(one) not in gone]


def _word_for_word(problems: Iterable[Problem]) -> list[list[Problem]]:
    """Those of several cells of a column that say the very same, as where one wrong word was filled down."""
    same: dict[tuple[object, ...], list[Problem]] = {}
    for one in problems:
        if one.source is not None and one.source.column:
            place = one.source
            same.setdefault((place.file, place.column, one.code, one.severity, one.message, one.hint), []).append(one)
    return [group for group in same.values() if len(group) > 1]


def _of_rows(problems: Iterable[Problem]) -> list[list[Problem]]:
    """The meetings of one row that have no day, where there are several."""
    rows: dict[tuple[str, int], list[Problem]] = {}
    for one in problems:
        if one.code == _UNDATED and one.source is not None and one.source.column:
            rows.setdefault((one.source.file, one.source.line), []).append(one)
    return [group for group in rows.values() if len(group) > 1]


def _undated(group: Sequence[Problem]) -> Problem:
    first, *others = group
    cells = enumerated([one.source.cell for one in others if one.source])
    return replace(first, message=f"{first.message}; the row's other meetings without a day are in {cells}")


def _kind(one: Problem, place: Source) -> tuple[object, ...]:
    """Of dates with slashes all are one matter: what could be either day, and what has no such month."""
    alike = "slashes" if _SLASHED.search(one.message) else _OWN.sub("", one.message)
    meant = (
        "" if alike == "slashes" else _MEANT.sub("…", _OWN.sub("", one.hint))
    )  # no hint is lost in a group of others
    return place.file, place.column, one.code, *(("",) if one.code in _BY_COLUMN | {_SUNDAY} else (alike, meant))


def _together(group: list[Problem]) -> Problem:
    first, *others = group
    assert first.source is not None
    if first.code == _SUNDAY:
        named = also_in([one.source for one in others if one.source])
        return replace(first, message=f"{first.message}; on a Sunday are also {named}")
    most = _NAMED if first.code not in _BY_WORDS else _ALL if len(others) <= _ALL else 3
    cells = [f"{one.source.cell}{_meant(one) * (len(others) <= most)}" for one in others[:most] if one.source]
    more = f" and {counted(len(others) - most, 'other')}" if len(others) > most else ""
    message = f"{first.message}; {len(group)} cells of this column are so, also {', '.join(cells)}{more}"
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


def _meant(one: Problem) -> str:
    """“ (2027-01-18?)” behind a cell of which it is known what it may mean."""
    found = _MEANT.search(one.hint) if one.code in _BY_WORDS else None
    return f" ({found[1]}?)" if found else ""


def _more_twice(rest: Sequence[Problem]) -> Problem:
    cells = also_in([one.source for one in rest if one.source], _NAMED)
    message = f"{counted(len(rest), 'more row')} say the same as another one: {cells}"
    return replace(rest[0], message=message, hint="leave it if both share it")
