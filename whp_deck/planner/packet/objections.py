"""What people may object, with answers: the practice's own barriers first, then those of the toolkit.

In: the decisions' barriers and the section's items. Out: objection as a heading, answer beneath; an answer that is
still open has a line to write on.
"""

from __future__ import annotations

from collections.abc import Sequence

from whp_deck.plan import Heading, PacketBlock
from whp_deck.planner.packet.base import PacketView, Part
from whp_deck.slides.base import capital


def objections(view: PacketView) -> Sequence[Part]:
    """Barriers with the practice's answers, then the toolkit's objections."""
    barriers = view.common.decisions.barriers
    blocks: list[PacketBlock] = [*view.body(), Heading(view.word("ours"))]
    if not barriers:
        blocks += view.to_be_decided(view.common.words.get("decision_labels.barriers"))
    for barrier in barriers:
        said = view.common.line(barrier.barrier, barrier.place_of("barrier")).text
        blocks.append(Heading(capital(said), 3))
        if barrier.answer is None:
            blocks += view.to_be_decided(view.common.words.get("barrier_question", barrier=barrier.barrier))
        else:
            blocks.append(view.common.line(barrier.answer, barrier.place_of("answer")))
    if view.wording.items:
        blocks.append(Heading(view.word("others")))
    for item in view.wording.items:
        blocks += [Heading(view.item_heading(item).text, 3), view.item_text(item)]
    return [Part(blocks)]
