"""Role plays of what the practice has not decided to do: they practice the strategy, and nothing of its plan.

In: a deck and its plan. Out: a line for each that is shown. Must not judge: a practice may want to play more than it does;
nor find out what belongs to its plan, which is known since the deck chose what it plays.
"""

from __future__ import annotations

from collections.abc import Iterator

from whp_deck.config.deck import Deck
from whp_deck.plan import DeckPlan
from whp_deck.slides.role_play import RolePlaySlides


def not_of_the_plan(deck: Deck, plan: DeckPlan) -> Iterator[str]:
    """`team-interpreter` (clinician to pharmacist), for each role play without a handoff or moment of the practice's."""
    shown = {slide.id.partition("/")[0] for session in plan.sessions for slide in session.shown}
    for entry in deck.entries.values():
        if isinstance(entry, RolePlaySlides) and entry.id in shown and entry.id not in deck.in_plan:
            staff = {role.id: deck.staff_title(role.staff) for role in entry.scenario.roles if role.staff}
            who = [staff[id] for id in ("giver", "receiver") if id in staff]
            yield f"`{entry.id}` ({' to '.join(who)})" if who else f"`{entry.id}`"
