"""Commitment slips: one sentence that each person finishes and keeps. Four a page, to be cut."""

from __future__ import annotations

from collections.abc import Sequence

from whp_deck.plan import Form, PacketBlock
from whp_deck.planner.packet.base import PacketView, Part

SLIPS = 4
_ROWS = 2  # of 9 mm, to write on


def commitment_slips(view: PacketView) -> Sequence[Part]:
    """Four equal slips."""
    blocks: list[PacketBlock] = [*view.body()]
    slip = Form((view.word("sentence"),), ((view.word("when"),),), blank_rows=_ROWS)
    for _ in range(SLIPS):
        blocks += [slip, *view.text("keep")]
    return [Part(blocks)]
