"""If the video fails: a demonstration of two minutes to read aloud, on the practice's own first handoff or moment.

In: the first of them with its staff titles, moment and place, and its checklist. Out: lines for the readers, and the
checklist for everybody else to listen with. Only where a session shows a video.
"""

from __future__ import annotations

from collections.abc import Sequence

from whp_deck.plan import Checks, Heading, PacketBlock, Text
from whp_deck.planner.contents import reading_of
from whp_deck.planner.packet.base import PacketView, Part
from whp_deck.planner.packet.pocket_cards import card_lines
from whp_deck.planner.packet.world import videos_of
from whp_deck.slides.base import bullets


def video_fails(view: PacketView) -> Sequence[Part]:
    """How to set it up, the lines, what to listen for, what to ask."""
    if not videos_of(view.session):
        return []
    occasion = view.common.first_occasions()[0]
    names = view.occasion_names(occasion)
    blocks: list[PacketBlock] = [*view.body(**names), *view.text("setting", **names)]
    if occasion.where is None:
        blocks += view.to_be_decided(view.common.occasion_words("questions.where", when=occasion.when))
    blocks += [Heading(view.word("lines")), *view.lines(reading_of(view.wording, occasion), **names)]
    says: list[Text] = [line for _, lines in card_lines(view, occasion) for line in lines]
    if says:
        blocks += [Heading(view.word("listen")), Checks(tuple(says))]
    questions = view.lines("questions", **names)
    if questions:
        blocks += [Heading(view.word("questions")), bullets(questions)]
    return [Part(blocks, one_page=True)]
