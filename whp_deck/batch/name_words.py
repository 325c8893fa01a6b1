"""A word of another practice's name in a cell: `Maple`, where “Maple Street Family Practice” is another row.

In: the rows of a list. Out: warnings. Must not repeat what `neighbors` tells: whole names, phones and people.

One word proves less than a whole name, so that it is told to be looked at and stops nothing. By itself it proves too
little: in made lists of 300 practices, whose cells name towns, doctors and rooms as people do, some 50 words a list were
told that meant nothing. So it must stand beside its neighbor in the name (“Maple Street”), before a word that only a
practice has (“Maple patients”), or be the short name. In 12 such lists no word was then told in vain, and 106 of 360
copied words were found (of 174 that stand in one name alone); sentences that we did not think of may do worse.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise

from whp_deck.checks.strangers import phrase
from whp_deck.config.columns import is_text
from whp_deck.config.practice_list import Listed
from whp_deck.config.spreadsheet import REQUIRED, Row
from whp_deck.content.practice import SHORT_NAME
from whp_deck.errors import Problem, Source, column_letters, counted

_SHORTEST = 5  # letters
_MANY = 10  # rows: a word that so many cells hold is no slip, but what a place or a program is called
_NAMED = 3
# no words, or names that are looked at as a whole
_NOT_SEARCHED = re.compile(
    r"folder|network|practice\.(?:name|language|theme\..*|contact\.(?:phone|email)|facilitators\.\d+\.name)"
)
_WORD = re.compile(r"[^\W_]+")
# with these behind it a word is what a practice is called: “Maple patients”, “Maple front desk”, but “the Salem hospital”
_OF_A_PRACTICE = frozenset([
    "patients", "adults", "children", "families", "team", "staff", "clinic", "clinicians", "practice", "office",
    "site", "nurse", "nurses", "manager", "providers", "physicians", "lead", "front", "break", "waiting",
    "conference", "checkout",
])  # fmt: skip
_TITLES = frozenset(["dr", "doctor", "mr", "mrs", "ms", "miss"])
_SAYS_NOTHING = _TITLES | frozenset(["and", "of", "the", "at", "for", "in", "s", "st"])
# stand before those as a word of every day, and may stand in one name alone: kinds of care and of people, days, payers
_COMMON = frozenset([
    "adult", "adults", "behavioral", "children", "childrens", "clinic", "community", "doctors", "family", "female",
    "geriatric", "health", "internal", "medicaid", "medical", "medicare", "medicine", "pediatric", "pediatrics",
    "physicians", "practice", "pregnant", "primary", "senior", "seniors", "urgent", "women", "womens", "young",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "spanish", "english", "french",
])  # fmt: skip


def name_words_in_cells(listed: Sequence[Listed], told: Collection[Source] = ()) -> Iterator[Problem]:
    """A warning for each word, however many cells hold it; `told` are the cells in which a whole name was found."""
    rows = [one.row for one in listed if one.row]
    owners = _distinctive(rows)
    found: dict[str, list[tuple[Row, str, str]]] = {}
    for row in rows:
        for word, field, typed in _signs(row, owners):
            if row.place_of(field) not in told:
                found.setdefault(word, []).append((row, field, typed))
    for word, cells in found.items():
        if len({row.number for row, _, _ in cells}) > min(_MANY, max(1, len(rows) // 2)):
            continue
        (row, field, typed), *others = cells
        places = [one.place_of(name) for one, name, _ in others]
        also = ", ".join(f"{column_letters(one.column)}{one.line}" for one in places[:_NAMED])
        more = f" and {counted(len(places) - _NAMED, 'other')}" if len(places) > _NAMED else ""
        owner = owners[word]
        message = (
            f"{field}: holds “{typed}”, a word that only row {owner.number} has in its name ({owner.get(REQUIRED)})"
        )
        message += f"; so do {also}{more}" if len(places) > 1 else f"; so does {also}" if places else ""
        hint = "was it copied from there? please look; leave it if it is meant"
        yield Problem("stranger-likely", message, hint, row.place_of(field), "warning")


def _distinctive(rows: Sequence[Row]) -> Mapping[str, Row]:
    """Words that stand in one practice's name alone, are no word of every day, and are nowhere written small."""
    owners: dict[str, list[Row]] = {}
    small: set[str] = set()
    for row in rows:
        for word in set(phrase(row.get(REQUIRED))):
            owners.setdefault(word, []).append(row)
        small.update(word for _, text in row.cells for word in _WORD.findall(text) if word.islower())
    return {
        word: of[0]
        for word, of in owners.items()
        if len(of) == 1 and len(word) >= _SHORTEST and word.isalpha() and word not in _COMMON | small
    }


def _signs(row: Row, owners: Mapping[str, Row]) -> Iterator[tuple[str, str, str]]:
    """(word, field, as it is typed) of each that is another row's in a place where a practice is meant by it."""
    people = [text for field, text in row.cells if field.endswith(".name")]
    own_name = frozenset(phrase(row.get(REQUIRED)))
    own = own_name | frozenset(word for text in (row.get(SHORT_NAME), *people) for word in phrase(text))
    for field, text in row.cells:
        if _NOT_SEARCHED.fullmatch(field) or not is_text(field):
            continue
        mine = own_name if field == SHORT_NAME else own
        words = _WORD.findall(text)
        told: list[Row] = []  # “Maple Street” is one sign, not two
        for at, typed in enumerate(words):
            word = typed.casefold()
            owner = owners.get(word)
            if owner is None or owner in (row, *told) or word in mine or not typed[0].isupper():
                continue
            name, before, after = phrase(owner.get(REQUIRED)), _at(words, at - 1), _at(words, at + 1)
            pairs = {pair for pair in pairwise(name) if not _SAYS_NOTHING & {*pair}}
            is_part = (before, word) in pairs or (word, after) in pairs
            if is_part or field == SHORT_NAME or (after in _OF_A_PRACTICE and before not in _TITLES):
                told.append(owner)
                yield word, field, typed


def _at(words: Sequence[str], at: int) -> str:
    return words[at].casefold() if 0 <= at < len(words) else ""
