"""The evaluation form: how the session was, without a name on it.

In: the section's items. Out: statements with a scale, and open questions with lines.
"""

from __future__ import annotations

from collections.abc import Sequence

from whp_deck.plan import PacketBlock, WritingLines
from whp_deck.planner.packet.base import PacketView, Part
from whp_deck.planner.packet.scale import scale_form


def evaluation(view: PacketView) -> Sequence[Part]:
    """Statements to rate, then questions to answer in a line or two."""
    blocks: list[PacketBlock] = [*view.body(), *scale_form(view)]
    blocks += [WritingLines(2, question.text) for question in view.lines("questions")]
    return [Part([*blocks, *view.text("close")])]
