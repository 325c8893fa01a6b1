"""Role cards to cut off: one for each role, for whoever plays it, and nobody else.

A patient whom the facilitator plays has none: what it would say stands on the facilitator's sheet.
"""

from __future__ import annotations

from collections.abc import Sequence

from whp_deck.plan import PacketBlock, RoleCard
from whp_deck.planner.packet.base import PacketView, Part, Played
from whp_deck.planner.packet.scenario_sheet import holder, role_name


def role_cards(view: PacketView, played: Played) -> Sequence[Part]:
    """The cards, in the order of the scenario's roles."""
    scenario = played.scenario
    cards: list[PacketBlock] = [
        RoleCard(
            scenario.title,
            role_name(view, played, index),
            holder(view, played, index),
            view.facilitator_text(role.card, role.place_of("card")),
        )
        for index, role in enumerate(scenario.roles)
        if not (role.id == "patient" and role.played_by == "facilitator")
    ]
    return [Part([*view.body(), *cards])] if cards else []
