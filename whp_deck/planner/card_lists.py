"""Which checklists people hold in their hand: that of each handoff or moment, and those that slides show.

In: a `Deck`, and its plan. Out: ids of checklists. Slides show the list that a role play uses; a card follows the
same role play, so that what is told of the slide is true of the card. Must not know what a card looks like.
"""

from __future__ import annotations

import re

from whp_deck.config.deck import Deck
from whp_deck.content.decisions import Handoff, Occasion
from whp_deck.content.scenario import Scenario
from whp_deck.plan import DeckPlan
from whp_deck.slides.checklist import ChecklistSlide


def list_of(deck: Deck, occasion: Occasion) -> str:
    """The list that it names, else that of the role play that plays it; nothing when there is neither.

    One that it names need not exist.
    """
    if occasion.checklist:
        return occasion.checklist
    for plays in (_is_named, _is_spoken_of, _is_between):
        for scenario in deck.scenarios:
            if plays(deck, scenario, occasion) and (used := _list_used(deck, scenario)):
                return used
    return ""


def lists_shown(deck: Deck, plan: DeckPlan) -> list[str]:
    """The lists on slides that are shown in any session, in their order."""
    shown = (slide.id.partition("#")[0] for session in plan.sessions for slide in session.shown)
    entries = (deck.entries.get(id) for id in shown)
    found = dict.fromkeys(entry.checklist for entry in entries if isinstance(entry, ChecklistSlide))
    return [id for id in found if id in deck.checklists]


def _is_named(deck: Deck, scenario: Scenario, occasion: Occasion) -> bool:
    return bool(occasion.id) and occasion.id in (scenario.handoff, scenario.moment)


def _is_spoken_of(deck: Deck, scenario: Scenario, occasion: Occasion) -> bool:
    """Its moment has the word, as “after rooming” has `rooming`."""
    return bool({scenario.handoff, scenario.moment} & set(re.findall(r"\w+", occasion.when.lower())))


def _is_between(deck: Deck, scenario: Scenario, occasion: Occasion) -> bool:
    """The same two meet. A moment has one person, who may do many things: that tells nothing."""
    if not isinstance(occasion, Handoff):
        return False
    staff = {role.id: deck.staff_title(role.staff).casefold() for role in scenario.roles if role.staff}
    pair = [deck.staff_title(who).casefold() for who in (occasion.giver, occasion.receiver)]
    return pair == [staff.get(part) for part in ("giver", "receiver")]


def _list_used(deck: Deck, scenario: Scenario) -> str:
    """The first list that its expected behaviors point at."""
    used = (expected.checklist.partition(".")[0] for expected in scenario.expected)
    return next((id for id in used if id in deck.checklists), "")
