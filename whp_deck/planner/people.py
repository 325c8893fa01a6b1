"""Can the people be right: is one of those who lead named twice?

In: a `Deck`. Out: warnings. Must not judge names.
"""

from __future__ import annotations

from collections.abc import Iterator

from whp_deck.config.deck import Deck
from whp_deck.content.practice import is_listed
from whp_deck.errors import Problem


def check_people(deck: Deck) -> Iterator[Problem]:
    """A warning for each facilitator who stands in the list already: the packet would say that she steps in for
    herself.
    """
    people = deck.practice.facilitators
    for number, person in enumerate(people):
        if is_listed(person.name, (other.name for other in people[:number])):
            message = f"practice.facilitators: {person.name} stands in the list twice"
            hint = "take one of the two out, or name who steps in"
            yield Problem("person-twice", message, hint, person.place_of("name"), "warning")
