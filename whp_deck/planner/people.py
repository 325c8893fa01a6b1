"""Can the people be right: is one of those who lead named twice, and is everybody called as the practice calls them?

In: a `Deck`. Out: warnings. Must not judge names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from whp_deck.config.deck import Deck
from whp_deck.content.practice import is_listed
from whp_deck.content.whole_answers import singular_of
from whp_deck.errors import Problem
from whp_deck.planner.stories import texts_in
from whp_deck.slides.role_play import RolePlaySlides

_TITLES = ("giver", "receiver", "who", "owner")  # what they say is found among the titles, by whichever name


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
    yield from _old_titles(deck)
    yield from _unused_titles(deck)
    yield from _titles_of_several(deck)


def _unused_titles(deck: Deck) -> Iterator[Problem]:
    """A warning for each key of `staff:` that the tool does not know, and nobody is called by."""
    listed = [entry for name in ("handoffs", "moments", "measures") for entry in getattr(deck.decisions, name) or ()]
    plays = [entry.scenario for entry in deck.entries.values() if isinstance(entry, RolePlaySlides)]
    called = {str(getattr(entry, name, "")).casefold() for entry in listed for name in _TITLES}
    called |= {role.staff.casefold() for scenario in plays for role in scenario.roles}
    for key, entry in deck.staff.items():
        place = entry.place_of()
        is_alias = any(other != key and one.title == entry.title for other, one in deck.staff.items())  # a usual title
        if place is None or place.is_shipped or is_alias or deck.words.has(f"staff.{key}"):
            continue
        if not {key.casefold(), entry.title.casefold()} & called:
            message = f"staff.{key}: no line of your plan names `{key}` or “{entry.title}”, so nobody is called by it"
            hint = "name them in a line of the plan, or take this one out"
            yield Problem("staff-unused", message, hint, place, "warning")


def _titles_of_several(deck: Deck) -> Iterator[Problem]:
    """A warning for each of the practice's titles that is a plural: a card would say “You are the nurses”."""
    told = set()
    known_first = sorted(deck.staff.items(), key=lambda named: not deck.words.has(f"staff.{named[0]}"))
    for key, entry in known_first if deck.practice.language.startswith("en") else ():
        place, one = entry.place_of(), singular_of(entry.title)
        if place is not None and not place.is_shipped and one and place not in told:
            told.add(place)  # the same again stands under the usual title
            message = f"staff.{key}: “{entry.title}” are several, and slides and cards say “the {entry.title} tells …”"
            hint = f"write what one of them is called, as “{one}”; what several are called stands in `plural:`"
            yield Problem("staff-plural", message, hint, place, "warning")


def _old_titles(deck: Deck) -> Iterator[Problem]:
    """A warning for each of the practice's own words that calls somebody by the usual title, whom `staff:` calls otherwise."""
    renamed = {}
    for key, entry in deck.staff.items():
        usual = deck.words.get(f"staff.{key}") if deck.words.has(f"staff.{key}") else ""
        place = entry.place_of()
        if usual and place and not place.is_shipped and usual.casefold() not in entry.title.casefold():
            renamed[usual] = entry.title
    for said in texts_in(deck.decisions, ("decisions",)) if renamed else ():
        if said.path[-1] in _TITLES or said.source is None or said.source.is_shipped:
            continue
        for usual, title in renamed.items():
            if re.search(
                rf"(?<!at the )\b{re.escape(usual)}\b", said.text, re.IGNORECASE
            ):  # at a front desk one stands
                where = "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in said.path)
                message = f"{where[1:]} says “{usual}”, and `staff:` calls them “{title}”"
                yield Problem(
                    "staff-old-title",
                    message,
                    f"write “{title}” there, if you mean the same person",
                    said.source,
                    "warning",
                )
