"""The facilitator-only sheet of a role play: who the patient is, what to say when asked, when to speak up.

In: the facilitator-only facts and the patient's card of a scenario. Out: a section that is marked and stands on a
page of its own, so that it can be taken out of the stack.
"""

from __future__ import annotations

from collections.abc import Sequence

from whp_deck.plan import Checks, FacilitatorText, Heading, PacketBlock, Paragraph, Run
from whp_deck.planner.packet.base import PacketView, Part, Played
from whp_deck.planner.packet.scenario_sheet import holder


def facilitator_sheet(view: PacketView, played: Played) -> Sequence[Part]:
    """Patient's card, answers, cues, and the behaviors to look for."""
    scenario, facts = played.scenario, played.scenario.facilitator_only
    someone, card = "", list[PacketBlock]()
    for number, role in enumerate(scenario.roles):
        if role.id == "patient":
            card = [Heading(view.word("patient")), view.facilitator_text(role.card, role.place_of("card"))]
            if role.played_by != "facilitator":
                someone = holder(view, played, number) or view.word("volunteer")
    blocks: list[PacketBlock] = [*(view.body(someone=someone) if card else ()), *card]
    if facts.watch_for is not None:
        place = facts.place_of("watch_for")
        blocks += [Heading(view.word("watch_for")), view.facilitator_text(facts.watch_for, place)]
    if facts.if_asked:
        blocks += [Heading(view.word("if_asked")), _answers(view, played)]
    if facts.volunteer_when:
        cues = [
            view.facilitator_text(cue, facts.item_place("volunteer_when", index))
            for index, cue in enumerate(facts.volunteer_when)
        ]
        blocks += [Heading(view.word("volunteer_when")), _bulleted(cues)]
    if scenario.expected:
        seen = tuple(view.common.words_text(item.behavior, item.place_of()) for item in scenario.expected)
        blocks += [Heading(view.word("expected")), Checks(seen)]
    return [Part(blocks, facilitator_only=True)]


def _answers(view: PacketView, played: Played) -> FacilitatorText:
    """Question in bold, answer behind it: the sheet has to stay on one page."""
    paragraphs: list[Paragraph] = []
    for item in played.scenario.facilitator_only.if_asked:
        about = view.facilitator_text(item.about, item.place_of("about"))
        say = view.facilitator_text(item.say, item.place_of("say"))
        asked = [Run(run.text, True, run.italic, run.link) for p in about.paragraphs for run in (*p.runs, Run(" "))]
        first, rest = say.paragraphs[:1], say.paragraphs[1:]
        paragraphs.append(Paragraph((*asked, *(run for p in first for run in p.runs)), 0, "bullet"))
        paragraphs += [Paragraph(p.runs, min(p.level + 1, 4), p.marker) for p in rest]
    return FacilitatorText(tuple(paragraphs), played.scenario.facilitator_only.place_of("if_asked"))


def _bulleted(texts: Sequence[FacilitatorText]) -> FacilitatorText:
    paragraphs = tuple(Paragraph(p.runs, p.level, p.marker or "bullet") for text in texts for p in text.paragraphs)
    return FacilitatorText(paragraphs, texts[0].source)
