"""Cells of a list that say “not yet”: they count as empty, and of a person the whole entry does.

In: the cells of a row. Out: those that say something, and warnings about persons who are none, and handoffs that may be none. Must not judge what may
be an answer of its own field: a place called `none` is told elsewhere, and stays.

Somebody who is not known yet is one matter, however it is typed: `TBD`, `NA`, `none` or `vacant` in the place of a name leave
the person out, with the role in the next cell, and the practice is called because nobody leads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from whp_deck.config.columns import REQUIRED, field_in_words
from whp_deck.config.placeholders import is_elsewhere, is_no_name, names_no_person
from whp_deck.content.open_words import as_before, says_nothing
from whp_deck.errors import ManyCells, Problem, Source, also_in

PERSON = re.compile(r"(practice\.facilitators\.\d+\.)name")
_OF_OCCASION = re.compile(r"(decisions\.(?:handoffs|moments)\.[^.]+)\.(?:where|when)")
_NONE_HERE = re.compile(r"n\.?\s?/?\s?a\.?", re.IGNORECASE)
_NETWORK = "network"
_NA = re.compile(r"n\.?\s?a\.?", re.IGNORECASE)
# where people are named by what they do, and a nursing assistant is an NA
_TITLES = re.compile(r"staff\..*|.*\.(?:giver|receiver|who|owner|role|trained)|decisions\.trained")

_FEW = 3  # rows of a list in which each may say so

Cell = tuple[int, str, str]
"""Column, field and text."""


def says_not_yet(field: str, text: str) -> bool:
    """Whether a cell is as good as empty. What our own files say, `decide later`, is an answer whatever the network has decided."""
    if field.startswith("decisions.") and text.casefold() == "decide later":
        return False
    return says_nothing(text) or (_NA.fullmatch(text) is not None and not _TITLES.fullmatch(field))


def without_nobody(cells: Iterable[Cell]) -> tuple[list[Cell], list[Cell]]:
    """The cells that say something, and the practice's name, without which there is no row; and of the others those that may mean more: in the place of a name what is no usual word
    for that there is none yet, of a handoff `n/a`.
    """
    filled = list(cells)
    nobody = {field: text for _, field, text in filled if _is_nobody(field, text)}
    left_out = tuple(field.removesuffix("name") for field in nobody)
    kept = [
        cell
        for cell in filled
        if cell[1] == REQUIRED or not (says_not_yet(*cell[1:]) or (left_out and cell[1].startswith(left_out)))
    ]
    has_own = any(field == _NETWORK for _, field, _ in kept)  # whose file leaves out what is not done there
    return kept, [
        cell
        for cell in filled
        if (cell[1] in nobody and is_no_name(cell[2])) or (not has_own and _is_none_here(*cell[1:]))
    ]


def nobody_named(found: Iterable[tuple[Source, str, str]], rows: int = 0) -> Iterator[Problem]:
    """A warning for each such word of each column: (place, field, text) of the cells that hold it, in a list of so many `rows`."""
    together: dict[tuple[str, str], list[tuple[Source, str]]] = {}
    for place, field, text in found:
        together.setdefault((field, text.casefold()), []).append((place, text))
    for (field, _), cells in together.items():
        (place, typed), *others = cells
        also = tuple(one for one, _ in others)
        same = f", as in {also_in(also)}" if also else ""
        ask = ""
        if occasion := _OF_OCCASION.fullmatch(field):
            message = f"{field}: `{typed}` counts as an empty cell: what the network says there would be printed{same}"
            hint = (
                f"is it not done there? ask the practice; to leave out `{occasion[1].rpartition('.')[2]}`, which all share, "
                f"name in a column `{_NETWORK}` a network's file without it; else empty the cell"
            )
            if len(cells) <= max(_FEW, rows // 2):  # where most say so it is the coach's word for “as all do”
                ask = f"{field_in_words(field)} says `{typed}`: ask whether they do it at all"
            yield ManyCells("cell-placeholder", message, hint, place, "warning", ask, also)
            continue
        message = f"{field}: `{typed}` is no name: decks leave this person out{same}"
        hint = "type the name as soon as it is known; TBD says the same without this warning"
        if as_before(typed):
            hint = "type the name out: nothing is known here of how it was"
        if is_elsewhere(typed):
            ask = f"{field_in_words(field)} says `{typed}`: look there, or ask who it is"
            hint = f"look there, or ask the practice; {hint}"
        yield ManyCells("cell-placeholder", message, hint, place, "warning", ask, also)


def _is_none_here(field: str, text: str) -> bool:
    return _OF_OCCASION.fullmatch(field) is not None and _NONE_HERE.fullmatch(text) is not None


def _is_nobody(field: str, text: str) -> bool:
    return PERSON.fullmatch(field) is not None and (says_not_yet(field, text) or names_no_person(text))
