"""What the sections of packet and handout are made of: without it there is nothing to print.

In: a deck, the wording of a section, the scenarios that are played. Out: whether it is there, as far as that is known
before any slide is planned: so that notes and lists name only what is printed. Must not know sessions.
"""

from __future__ import annotations

from collections.abc import Sequence

from whp_deck.config.deck import Deck
from whp_deck.content.decisions import Handoff, Occasion
from whp_deck.content.packet import SectionWording
from whp_deck.content.scenario import Scenario
from whp_deck.planner.card_lists import list_of


def has_contents(deck: Deck, wording: SectionWording, scenarios: Sequence[Scenario]) -> bool:
    """Whether the section of this wording would hold more than its heading and the text under it.

    What is to be decided, with a line to write on, is something; a form without a statement, a card without a line is not.
    """
    match wording.id:
        case "prebrief" | "scenario-sheet" | "role-cards" | "debrief-sheet" | "scenario-sheets":
            return bool(scenarios)
        case "facilitator-sheet":
            return any(map(_has_secrets, scenarios))
        case "observer-form":
            return any(one.expected or _checklist_named(deck, one) for one in scenarios)
        case "if-the-video-fails":
            return any(wording.lists.get(reading_of(wording, occasion)) for occasion in _first(deck))
        case "evaluation":
            return bool(wording.items or wording.lists.get("questions"))
        case "confidence":
            return bool(wording.items)
        case "pocket-cards":
            occasions = deck.decisions.occasions(deck.facts.occasions)
            return any(list_of(deck, one) for one in occasions) or any(map(wording.lists.get, _on_cards(occasions)))
        case _:
            return True


def reading_of(wording: SectionWording, occasion: Occasion) -> str:
    """The list that is read when the video fails: of handoffs there may be one for each thing handed over."""
    of_its_own = f"lines_{occasion.what or 'patient'}" if isinstance(occasion, Handoff) else ""
    return of_its_own if of_its_own in wording.lists else "lines"


def _has_secrets(scenario: Scenario) -> bool:
    facts = scenario.facilitator_only
    return bool(
        facts.watch_for or facts.if_asked or facts.volunteer_when or any(one.id == "patient" for one in scenario.roles)
    )


def _checklist_named(deck: Deck, scenario: Scenario) -> bool:
    """Whether the handoff or moment that is played names a checklist; one that does not exist is told with the plan."""
    played = scenario.handoff or scenario.moment
    occasions = deck.decisions.occasions(deck.facts.occasions)
    return any(one.checklist for one in occasions if played and one.id == played)


def _first(deck: Deck) -> Sequence[Occasion]:
    return deck.decisions.first_occasions(deck.facts.occasions)[:1]


def _on_cards(occasions: Sequence[Occasion]) -> tuple[str, ...]:
    """The roles that a card of a few steps may have a list for."""
    return (
        ("giver", "patient", "receiver") if any(isinstance(one, Handoff) for one in occasions) else ("giver", "patient")
    )
