"""Cells of a list that say “not yet”: they count as empty, and of a person the whole entry does.

In: the cells of a row. Out: those that say something, and warnings about persons who are none. Must not judge what may
be an answer of its own field: a place called `none` is told elsewhere, and stays.

Somebody who is not known yet is one matter, however it is typed: `TBD`, `NA`, `none` or `vacant` in the place of a name leave
the person out, with the role in the next cell, and the practice is called because nobody leads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from whp_deck.config.placeholders import is_no_name, names_no_person
from whp_deck.content.open_words import as_before, says_nothing
from whp_deck.errors import Problem, Source, also_in

PERSON = re.compile(r"(practice\.facilitators\.\d+\.)name")
_NA = re.compile(r"n\.?\s?a\.?", re.IGNORECASE)
# where people are named by what they do, and a nursing assistant is an NA
_TITLES = re.compile(r"staff\..*|.*\.(?:giver|receiver|who|owner|role|trained)|decisions\.trained")

Cell = tuple[int, str, str]
"""Column, field and text."""


def says_not_yet(field: str, text: str) -> bool:
    """Whether a cell is as good as empty. What our own files say, `decide later`, is an answer whatever the network has decided."""
    if field.startswith("decisions.") and text.casefold() == "decide later":
        return False
    return says_nothing(text) or (_NA.fullmatch(text) is not None and not _TITLES.fullmatch(field))


def without_nobody(cells: Iterable[Cell]) -> tuple[list[Cell], list[Cell]]:
    """The cells that say something; and those in the place of a name that are no usual words for that there is none yet."""
    filled = list(cells)
    nobody = {field: text for _, field, text in filled if _is_nobody(field, text)}
    left_out = tuple(field.removesuffix("name") for field in nobody)
    kept = [cell for cell in filled if not says_not_yet(*cell[1:]) and not (left_out and cell[1].startswith(left_out))]
    return kept, [cell for cell in filled if cell[1] in nobody and is_no_name(cell[2])]


def nobody_named(found: Iterable[tuple[Source, str, str]]) -> Iterator[Problem]:
    """A warning for each such word of each column: (place, field, text) of the cells that hold it."""
    together: dict[tuple[str, str], list[tuple[Source, str]]] = {}
    for place, field, text in found:
        together.setdefault((field, text.casefold()), []).append((place, text))
    for (field, _), cells in together.items():
        (place, typed), *others = cells
        same = f", as in {also_in([one for one, _ in others])}" if others else ""
        message = f"{field}: `{typed}` is no name: decks leave this person out{same}"
        hint = "type the name as soon as it is known; TBD says the same without this warning"
        if as_before(typed):
            hint = "type the name out: nothing is known here of how it was"
        yield Problem("cell-placeholder", message, hint, place, "warning")


def _is_nobody(field: str, text: str) -> bool:
    return PERSON.fullmatch(field) is not None and (says_not_yet(field, text) or names_no_person(text))
