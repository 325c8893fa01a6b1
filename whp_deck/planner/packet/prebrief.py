"""The prebrief: ground rules before the first role play, to read aloud. Only where a session has a role play."""

from __future__ import annotations

from collections.abc import Sequence

from whp_deck.plan import PacketBlock
from whp_deck.planner.packet.base import PacketView, Part


def prebrief(view: PacketView) -> Sequence[Part]:
    """What to say, what to promise, and how to find players and observers."""
    blocks: list[PacketBlock] = [*view.body()]
    for key in ("rules", "parts", "few_people"):
        blocks += view.checks(key)
    return [Part([*blocks, *view.text("close")], joins=True)]
