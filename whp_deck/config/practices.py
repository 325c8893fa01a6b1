"""The names and contacts of other practices, which may not stand in this practice's deck.

In: a `Deck`. Out: words, and whose they are: of the practices whose files lie beside this practice's file, and of the
sample practice that comes with whp-deck. Must not report mistakes in those files: they are not this deck's.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from whp_deck.config.deck import Deck
from whp_deck.config.identity import identity_of

_SAMPLE = {
    "Riverside Family Medicine": "the sample practice",
    "Dana Okafor": "the sample practice",
    "Miguel Santos": "the sample practice",
}
_MOST_FILES = 2000
_SHORTEST = 7  # letters: less is found in the middle of anything


def words_of_other_practices(deck: Deck) -> dict[str, str]:
    """Word → whose it is; nothing that this practice uses itself."""
    place = deck.practice.place_of()
    own = "\n".join(_own_words(deck)).casefold()  # “Hilltop” is no stranger in the deck of the Hilltop Clinic
    found = dict(_SAMPLE)
    if place is not None:
        for file in _files_beside(Path(place.file)):
            found |= _words_in(file)
    return {word: owner for word, owner in found.items() if word.casefold() not in own and len(word) >= _SHORTEST}


def _own_words(deck: Deck) -> Iterator[str]:
    practice = deck.practice
    yield from (practice.name, practice.short_name, practice.contact.phone, practice.contact.email)
    yield from (person.name for person in practice.facilitators)


def _files_beside(own: Path) -> list[Path]:
    """The YAML files in the practice's folder, and those called like its own in the folders beside it."""
    folder = own.parent
    beside = [*folder.glob("*.yaml"), *folder.parent.glob(f"*/{own.name}")]
    return [file for file in sorted(beside)[:_MOST_FILES] if file.resolve() != own.resolve()]


def _words_in(file: Path) -> dict[str, str]:
    found = identity_of(file)
    return dict.fromkeys(found.texts, found.name) if found.name else {}
