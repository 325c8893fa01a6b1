"""Pocket cards: for each handoff or moment of the practice, what each person does, on 4 x 6 inches.

In: the practice's handoffs or moments, their checklists and those on slides. Out: a `PocketCard` each. One without a checklist
gets the few steps of packet.yaml, or no card where there are none.
"""

from __future__ import annotations

from collections.abc import Sequence

from whp_deck.content.checklist import Checklist, ChecklistItem
from whp_deck.content.decisions import Occasion
from whp_deck.plan import PocketCard, Text
from whp_deck.planner.card_lists import list_of, lists_shown
from whp_deck.planner.packet.base import PacketView, PublicBlock, PublicPart
from whp_deck.slides.base import capital

Groups = tuple[tuple[str, tuple[Text, ...]], ...]


def pocket_cards(view: PacketView) -> Sequence[PublicPart]:
    """One card for each handoff or moment, and for each other list that slides show: people are told to read from it.

    Before anything is decided or shown, the few steps alone.
    """
    cards: list[PublicBlock] = []
    occasions = view.common.occasions()
    for occasion in occasions:
        groups = card_lines(view, occasion) or _few_steps(view, view.common.titles(occasion), occasion)
        cards += _card(f"{capital(occasion.when)}: {view.common.who(occasion)}", groups)
    held = {list_of(view.deck, occasion) for occasion in occasions}
    for id in lists_shown(view.deck, view.plan):
        if id not in held:
            checklist = view.deck.checklists[id]
            title = view.common.words_text(checklist.title).text
            cards += _card(title, _lines_of(view, checklist, _anybody(view, "giver", "receiver")))
    if not occasions and not cards:
        cards += _card(view.title(), _few_steps(view, _anybody(view, "giver")))
    return [PublicPart([*view.body(), *cards])] if cards else []


def _card(title: str, groups: Groups) -> list[PocketCard]:
    return [PocketCard(title, groups)] if groups else []


def _anybody(view: PacketView, *roles: str) -> dict[str, str]:
    return {role: view.common.words.get(role) for role in roles}


def card_lines(view: PacketView, occasion: Occasion) -> Groups:
    """The lines of the occasion's checklist, each group under who does it; nothing without a checklist."""
    checklist = view.deck.checklists.get(list_of(view.deck, occasion))
    if checklist is None:
        return ()
    return _lines_of(view, checklist, view.common.titles(occasion))


def _lines_of(view: PacketView, checklist: Checklist, titles: dict[str, str]) -> Groups:
    items = {"giver": checklist.giver_says, "patient": checklist.patient, "receiver": checklist.receiver}
    return tuple(
        (who, lines)
        for role, who in _people(view, titles)
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
