"""Pocket cards: for each handoff or moment of the practice, what each person does, on 4 x 6 inches.

In: the practice's handoffs or moments and the checklists they name. Out: a `PocketCard` each. One without a checklist
gets the few steps of packet.yaml, or no card where there are none; one that names an unknown checklist is a problem.
"""

from __future__ import annotations

from collections.abc import Sequence

from whp_deck.content.checklist import ChecklistItem
from whp_deck.content.decisions import Occasion
from whp_deck.plan import PocketCard, Text
from whp_deck.planner.packet.base import PacketView, PublicBlock, PublicPart
from whp_deck.slides.base import capital

Groups = tuple[tuple[str, tuple[Text, ...]], ...]


def pocket_cards(view: PacketView) -> Sequence[PublicPart]:
    """One card for each handoff or moment; before any is decided, the few steps alone."""
    cards: list[PublicBlock] = []
    for occasion in view.common.occasions():
        groups = card_lines(view, occasion) or _few_steps(view, view.common.titles(occasion), occasion)
        cards += _card(f"{capital(occasion.when)}: {view.common.who(occasion)}", groups)
    if not view.common.occasions():
        cards += _card(view.title(), _few_steps(view, {"giver": view.common.words.get("giver")}))
    return [PublicPart([*view.body(), *cards])] if cards else []


def _card(title: str, groups: Groups) -> list[PocketCard]:
    return [PocketCard(title, groups)] if groups else []


def card_lines(view: PacketView, occasion: Occasion) -> Groups:
    """The lines of the occasion's checklist, each group under who does it; nothing without a checklist."""
    checklist = view.checklist(occasion)
    if checklist is None:
        return ()
    items = {"giver": checklist.giver_says, "patient": checklist.patient, "receiver": checklist.receiver}
    return tuple(
        (who, lines)
        for role, who in _people(view, view.common.titles(occasion))
        if (lines := tuple(line for item in items[role] if (line := _line(view, item)).paragraphs))
    )


def _line(view: PacketView, item: ChecklistItem) -> Text:
    return view.common.line(item.text, item.place_of("text"))


def _few_steps(view: PacketView, titles: dict[str, str], occasion: Occasion | None = None) -> Groups:
    names = view.occasion_names(occasion) if occasion else {}
    people = [(role, who) for role, who in _people(view, titles) if role in view.wording.lists]
    return tuple((who, tuple(lines)) for role, who in people if (lines := view.lines(role, **names)))


def _people(view: PacketView, titles: dict[str, str]) -> list[tuple[str, str]]:
    """(role, who) of those on the card: the patient stands between giver and receiver."""
    named = titles | {"patient": view.common.words.get("patient")}
    return [(role, capital(named[role])) for role in ("giver", "patient", "receiver") if role in named]
