"""Fixed words that a practice, a network or a deck says otherwise: laid over each other, and held against those that exist.

In: the layers, and the deck's `words:`. Out: the layers with these on top, and a problem for each key that says no word. Must not
use a word.
"""

from __future__ import annotations

from collections.abc import Iterator

from whp_deck.config.deck_file import DeckFile
from whp_deck.config.intake import Intake
from whp_deck.config.layers import merge
from whp_deck.config.problems import suggest
from whp_deck.content.authored import Map
from whp_deck.errors import Problem


def with_words(intake: Intake, layers: Map, file: DeckFile | None) -> Map:
    """The layers with the deck's own `words:` laid over theirs; what none of these can be is left out, and told."""
    known, own = layers.get("words"), file.words if file is not None else None
    if not isinstance(known, Map) or not isinstance(own, Map):
        return layers
    problems = list(_unknown(known, own, "words"))
    intake.problems += problems
    if problems:
        return layers
    over = Map(own.source, [("words", own, own.source)])
    return merge(layers, over)  # type: ignore[no-any-return]  # of two mappings a mapping


def _unknown(known: Map, own: Map, path: str) -> Iterator[Problem]:
    for key, value in own.items():
        place = own.place_of(key)
        if key not in known:
            hint = suggest(key, list(known), "they stand in config/words/en.yaml")
            yield Problem("key-unknown", f"{path}: there are no fixed words `{key}`", hint, place)
        elif isinstance(known[key], Map) and isinstance(value, Map):
            yield from _unknown(known[key], value, f"{path}: {key}")
        elif isinstance(value, str) != isinstance(known[key], str):
            words = "words are expected" if isinstance(known[key], str) else "keys and words are expected"
            yield Problem("value-shape", f"{path}: {key}: {words}", "as in config/words/en.yaml", place)
