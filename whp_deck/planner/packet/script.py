"""The script: what the notes say, slide by slide, with the number in PowerPoint and the time on the clock.

In: the session's slides and the tips of their entries. Out: a `ScriptSlide` for each, hidden ones marked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from whp_deck.plan import BY_HAND, FacilitatorText, NotePart, Notes, PacketBlock, ScriptSlide, SlidePlan
from whp_deck.planner.entries import entry_of
from whp_deck.planner.packet.base import PacketView, Part


def script(view: PacketView) -> Sequence[Part]:
    """Every slide of the session in order."""
    blocks: list[PacketBlock] = [*view.body()]
    at = 0.0
    for number, slide in enumerate(view.session.slides, 1):
        if slide.purpose == "compare":
            continue
        clock = view.clock.line(view.common, at)
        notes, tip = _notes(view, slide, number), _tip(view, slide)
        title = slide.title.strip() or view.word("no_title")
        blocks.append(ScriptSlide(number, slide.id, title, slide.minutes, clock, slide.hidden, notes, tip))
        at += 0 if slide.hidden else slide.minutes
    return [Part(blocks)]


def _notes(view: PacketView, slide: SlidePlan, number: int) -> Notes:
    """The notes without what the script says beside them: the minutes, and that a page continues another."""
    minutes = view.common.words.get("note_minutes", minutes=view.common.minutes_words(slide.minutes))
    parts = tuple(
        part
        for part in slide.notes.parts
        if part.label or "".join(paragraph.text for paragraph in part.paragraphs) != minutes
    )
    if slide.kind == BY_HAND and not any(part.paragraphs for part in parts):
        # an empty place beside the picture looks as if the script had lost something
        parts = (NotePart("", tuple(p for text in view.text("no_notes", number=number) for p in text.paragraphs)),)
    return replace(slide.notes, parts=parts, continues="")


def _tip(view: PacketView, slide: SlidePlan) -> FacilitatorText | None:
    """The tip of the slide's entry; the pages of a divided slide and of a role play say it once, on the first."""
    entry = entry_of(view.deck, slide.id) or entry_of(view.deck, slide.id.removesuffix("/scene"))
    tip = entry.packet.tip if entry else None
    return view.facilitator_text(tip, entry.packet.place_of("tip")) if entry and tip else None
