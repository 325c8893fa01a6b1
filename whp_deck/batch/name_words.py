"""Words of another practice's name in a cell: `Maple Street`, where “Maple Street Family Practice” is another row.

In: the rows of a list. Out: warnings. Must not repeat what `neighbors` tells: whole names, phones and people.

Two words that stand side by side in one practice's name alone are looked for. They prove less than a whole name, so that
they are told to be looked at and stop nothing. Measured on 12 made lists of 300 practices with 900 cells each that name
towns, streets, rooms and doctors: 127 of 246 pairs that were copied from another name were found (the others stand in
several names, or are as general as “Salem Medical”), and 8 warnings a list were in vain, for streets and places that happen
to be called so; in a coach's own list of 300 it was none. Single words are not looked for: before patients, team and
the like 2 of 114 were found, 1 or 2 a list told in vain, because nearly each stands in several names or is a town's.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise

from whp_deck.checks.strangers import phrase
from whp_deck.config.columns import REQUIRED, is_text
from whp_deck.config.practice_list import Listed
from whp_deck.config.spreadsheet import Row
from whp_deck.content.practice import SHORT_NAME
from whp_deck.errors import Problem, Source, also_in

_MANY = 10  # rows: words that so many cells hold are no slip, but what a place or a program is called
# no words, or names that are looked at as a whole
_NOT_SEARCHED = re.compile(
    r"folder|network|practice\.(?:name|language|theme\..*|contact\.(?:phone|email)|facilitators\.\d+\.name)"
)
_WORD = re.compile(r"[^\W_]+|[^\w\s'’-]")  # signs too: what a comma parts is no pair
# what practices are called after their own name, and what joins its words: “Salem Medical” may be another house
_SAYS_NOTHING = frozenset([
    "adult", "associates", "behavioral", "care", "center", "children", "childrens", "clinic", "community", "doctors",
    "family", "geriatric", "group", "health", "healthcare", "internal", "medical", "medicine", "pediatric", "pediatrics",
    "physicians", "practice", "primary", "senior", "urgent", "women", "womens",
    "and", "at", "dr", "for", "in", "of", "on", "s", "st", "the",
])  # fmt: skip

_Pair = tuple[str, str]


def name_words_in_cells(listed: Sequence[Listed], told: Collection[Source] = ()) -> Iterator[Problem]:
    """A warning for each pair, however many cells hold it; `told` are the cells in which a whole name was found."""
    rows = [one.row for one in listed if one.row]
    owners = _owners(rows)
    found: dict[_Pair, list[tuple[Row, str, str]]] = {}
    for row in rows:
        for pair, field, typed in _signs(row, owners):
            if row.place_of(field) not in told:
                found.setdefault(pair, []).append((row, field, typed))
    for pair, cells in found.items():
        if len({row.number for row, _, _ in cells}) > min(_MANY, max(1, len(rows) // 2)):
            continue
        (row, field, typed), *others = cells
        owner, also = owners[pair], also_in([one.place_of(name) for one, name, _ in others])
        message = f"{field}: holds “{typed}”, as only row {owner.number} has it in its name ({owner.get(REQUIRED)})"
        message += f"; so do {also}" if len(others) > 1 else f"; so does {also}" if others else ""
        hint = "was it copied from there? please look; leave it if it is meant"
        yield Problem("stranger-likely", message, hint, row.place_of(field), "warning")


def _owners(rows: Sequence[Row]) -> Mapping[_Pair, Row]:
    """Pairs that stand in one practice's name alone, and say which one it is."""
    owners: dict[_Pair, list[Row]] = {}
    for row in rows:
        for pair in set(pairwise(phrase(row.get(REQUIRED)))):
            owners.setdefault(pair, []).append(row)
    return {pair: of[0] for pair, of in owners.items() if len(of) == 1 and not _SAYS_NOTHING & {*pair}}


def _signs(row: Row, owners: Mapping[_Pair, Row]) -> Iterator[tuple[_Pair, str, str]]:
    """(pair, field, as it is typed) of each that is another row's; of one name one sign in a cell is enough."""
    people = [text for field, text in row.cells if field.endswith(".name")]
    own = {pair for text in (*people, row.get(SHORT_NAME)) for pair in pairwise(phrase(text))}
    own_name = {*pairwise(phrase(row.get(REQUIRED)))}
    for field, text in row.cells:
        if _NOT_SEARCHED.fullmatch(field) or not is_text(field):
            continue
        seen: list[Row] = []
        for first, second in pairwise(_WORD.findall(text)):
            pair = first.casefold(), second.casefold()
            owner = owners.get(pair)
            if owner is None or owner in (row, *seen) or pair in (own_name if field == SHORT_NAME else own):
                continue
            if first[0].isupper() and second[0].isupper():
                seen.append(owner)
                yield pair, field, f"{first} {second}"
