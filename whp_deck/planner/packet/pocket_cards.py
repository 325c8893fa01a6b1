"""Pocket cards: for each handoff that the practice does, what giver, patient and receiver do, on 4 x 6 inches.

In: the practice's handoffs and the checklists they name. Out: a `PocketCard` each. A handoff without a checklist gets
the four steps of packet.yaml; one that names an unknown checklist is a problem.
"""

from __future__ import annotations

from collections.abc import Sequence

from whp_deck.content.checklist import ChecklistItem
from whp_deck.content.decisions import Handoff
from whp_deck.errors import Problem
from whp_deck.plan import PocketCard, Text
from whp_deck.planner.packet.base import PacketView, PublicBlock, PublicPart, capital

Groups = tuple[tuple[str, tuple[Text, ...]], ...]


def pocket_cards(view: PacketView) -> Sequence[PublicPart]:
    """One card for each handoff."""
    blocks: list[PublicBlock] = [*view.body()]
    for handoff in view.view.decisions.handoffs:
        groups = card_lines(view, handoff) or _four_steps(view, handoff)
        title = f"{capital(handoff.when)}: {view.view.words.get('giver_to_receiver', **_titles(view, handoff))}"
        blocks.append(PocketCard(title, groups))
    return [PublicPart(blocks)]


def card_lines(view: PacketView, handoff: Handoff) -> Groups:
    """The lines of the handoff's checklist, each group under who does it; nothing without a checklist."""
    checklist = view.checklist(handoff)
    if checklist is None:
        if handoff.checklist:
            listed = ", ".join(f"`{id}`" for id in view.deck.checklists)
            message = f"there is no checklist `{handoff.checklist}`"
            place = handoff.place_of("checklist")
            view.view.problems.append(Problem("checklist-unknown", message, f"there is: {listed}", place))
        return ()
    titles = _titles(view, handoff)
    groups = (
        (capital(titles["giver"]), checklist.giver_says),
        (view.view.words.get("patient"), checklist.patient),
        (capital(titles["receiver"]), checklist.receiver),
    )
    return tuple((who, _lines(view, items)) for who, items in groups if items)


def _four_steps(view: PacketView, handoff: Handoff) -> Groups:
    titles = _titles(view, handoff)
    names = view.handoff_names(handoff)
    groups = (
        (capital(titles["giver"]), "giver"),
        (view.view.words.get("patient"), "patient"),
        (capital(titles["receiver"]), "receiver"),
    )
    return tuple((who, tuple(lines)) for who, key in groups if (lines := view.lines(key, **names)))


def _titles(view: PacketView, handoff: Handoff) -> dict[str, str]:
    return {"giver": view.view.staff_title(handoff.giver), "receiver": view.view.staff_title(handoff.receiver)}


def _lines(view: PacketView, items: Sequence[ChecklistItem]) -> tuple[Text, ...]:
    return tuple(view.view.line(item.text, item.place_of("text")) for item in items)
