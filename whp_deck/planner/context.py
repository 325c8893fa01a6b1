"""What `{{ … }}` in a text may name: the practice, its staff, its decisions, in plain values.

In: a `Deck`. Out: a mapping of texts, lists and mappings. An undecided value is shown as "To be decided" and counts
as false in a condition. Facilitator-only text is in no part of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from pydantic import BaseModel

from whp_deck.config.deck import Deck
from whp_deck.content.contacts import our


class Undecided:
    """A decision that is still open: false in a condition, "To be decided" in a text."""

    def __init__(self, words: str) -> None:
        self._words = words

    def __str__(self) -> str:
        return self._words

    def __bool__(self) -> bool:
        return False


def build_context(deck: Deck, date_words: Callable[[dt.date], str]) -> dict[str, Any]:
    """The names for the texts of `deck`."""
    undecided = Undecided(deck.words.get("to_be_decided"))

    def view(value: object) -> Any:
        if value is None:
            return undecided
        if isinstance(value, BaseModel):
            return {name: view(getattr(value, name)) for name in type(value).model_fields}
        if isinstance(value, list):
            return [view(item) for item in value]
        return date_words(value) if isinstance(value, dt.date) else value

    title = deck.staff_title
    decisions = view(deck.decisions)
    for handoff in decisions["handoffs"]:
        handoff["giver"], handoff["receiver"] = title(handoff["giver"]), title(handoff["receiver"])
    for moment in decisions["moments"]:
        moment["who"] = title(moment["who"])
    for measure in decisions["measures"]:
        if measure["owner"]:
            measure["owner"] = title(measure["owner"])
    if decisions["review"]["who"]:
        decisions["review"]["who"] = title(decisions["review"]["who"])
    occasions = decisions[deck.facts.occasions]
    practice = view(deck.practice)
    practice["contact"]["to_ask"] = our(deck.practice.contact.role, [one.name for one in deck.practice.facilitators])
    practice["short_name"] = practice["short_name"] or practice["name"]
    return {
        "practice": practice,
        "staff": {key: {"title": s.title, "plural": s.plural or f"{s.title}s"} for key, s in deck.staff.items()},
        "decisions": decisions,
        "handoffs": decisions["handoffs"],
        "moments": decisions["moments"],
        "first": [occasion for occasion in occasions if occasion["first"]] or occasions[:1],
        "video": view(deck.facts.video),
        "toolkit": {"title": deck.facts.title},
        "subject": deck.subject,
        "lead": _facilitator(deck, 0),
        "second": _facilitator(deck, 1),
    }


def _facilitator(deck: Deck, index: int) -> dict[str, str]:
    people = deck.practice.facilitators
    return {"name": people[index].name, "role": people[index].role} if index < len(people) else {"name": "", "role": ""}
