"""Can the people be right: is one of those who lead named twice, is everybody called as the practice calls them, and
do answers say something?

In: a `Deck`. Out: warnings. Must not judge names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from whp_deck.config.deck import Deck
from whp_deck.content.open_words import points_elsewhere, says_none, says_same
from whp_deck.content.practice import is_listed
from whp_deck.content.whole_answers import singular_of
from whp_deck.errors import Problem, is_cell
from whp_deck.planner.stories import texts_in
from whp_deck.slides.role_play import RolePlaySlides

_HONEST = ("today", "baseline", "target")  # as before may well be where one is
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
    yield from _says_nothing(deck)
    yield from _old_titles(deck)
    yield from _unused_titles(deck)
    yield from _titles_of_several(deck)


def _says_nothing(deck: Deck) -> Iterator[Problem]:
    """A warning for each answer and title of the practice's files that says nothing, as `same`: of a list its cells are told."""
    titles = ((f"staff.{key}", entry) for key, entry in deck.staff.items())
    parts = (("practice", deck.practice), ("decisions", deck.decisions), *titles)
    told = set()
    for said in (one for name, part in parts for one in texts_in(part, (name,))):
        place = said.source
        is_answer = said.path[-1] not in _HONEST and not said.text.lower().startswith(
            ("in ", "at ")
        )  # in the same room
        is_empty = is_answer and (says_same(said.text) or points_elsewhere(said.text))
        is_empty = is_empty or (said.path[-1] == "when" and says_none(said.text))
        if not is_empty or place is None or place.is_shipped or is_cell(place) or place in told:
            continue
        told.add(place)  # the same again stands under the usual title
        where = "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in said.path)[1:]
        message = f"{where}: “{said.text}” says nothing by itself, and is printed as it is"
        yield Problem("answer-empty", message, "write what is meant, or take the line out", place, "warning")


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
