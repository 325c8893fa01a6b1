"""`start_from:` an existing presentation: its slides as the entries that a deck edits, in the toolkit's place.

In: the facts of the presentation, and where the deck names it. Out: entries by id. Must not open the presentation:
whoever loads the deck hands over a function that does.
"""

from __future__ import annotations

from collections.abc import Callable

from whp_deck.content.authored import Map, Seq
from whp_deck.errors import Problem, Source
from whp_deck.plan import DeckFacts, Wanted

ReadDeck = Callable[[Wanted], tuple[DeckFacts | None, list[Problem]]]


def start_entries(facts: DeckFacts, name: str, place: Source) -> dict[str, Map]:
    """An entry of kind `import` for each slide, whose part is its section; `name` is the file as the deck names it."""
    entries: dict[str, Map] = {}
    for slide in facts.slides:
        entry = Map(place, [("id", slide.id, place), ("kind", "import", place), ("file", name, place)])
        entry.put("slides", Seq(place, [(str(slide.number), place)]), place)
        if slide.section:
            entry.put("part", slide.section, place)
        entries[slide.id] = entry
    return entries
