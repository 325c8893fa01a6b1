"""The plan of a merged deck: what packet and outline say of its slides, as they are now in the files.

In: the plan that the configuration gives, and `Merged`. Out: the plan with the slides of the merged files: their order,
titles, notes, hidden slides. Must not change packages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.parts.slide import SlidePart

from whp_deck.edits.merge import Merged
from whp_deck.edits.merged_file import MergedSlide
from whp_deck.edits.times import minutes_of
from whp_deck.markup import folded
from whp_deck.office.notes import notes_body_of
from whp_deck.office.package import Package
from whp_deck.office.parts import element_of
from whp_deck.office.relationships import relationships_of
from whp_deck.office.rich_text import read_paragraphs
from whp_deck.office.slide_list import slide_parts
from whp_deck.office.snapshot import CONFLICT, SlideSnapshot, snapshot_slides
from whp_deck.plan import BY_HAND, DeckPlan, NotePart, Notes, Paragraph, Run, SlidePlan, Text


def merge_plan(plan: DeckPlan, merged: Merged) -> DeckPlan:
    """`plan` with the slides of the merged files."""
    sessions = tuple(
        replace(session, slides=tuple(_slides(plan, package, slides)))
        for session, package, slides in zip(plan.sessions, merged.packages, merged.slides, strict=True)
    )
    return replace(plan, sessions=sessions)


def _slides(plan: DeckPlan, package: Package, merged: Sequence[MergedSlide]) -> list[SlidePlan]:
    parts = slide_parts(package)
    labels = {part.label for one in plan.sessions for slide in one.slides for part in slide.notes.parts if part.label}
    slides: list[SlidePlan] = []
    for number, (one, snapshot) in enumerate(zip(merged, snapshot_slides(package), strict=True), 1):
        part = parts[one.slide_id]
        if one.fresh is None:
            slides.append(_by_hand(part, snapshot, number, slides[-1].part if slides else "", labels))
            continue
        slide = plan.sessions[one.fresh[0]].slides[one.fresh[1]]
        slides.append(_with_length(_as_found(slide, part, snapshot, labels), one.typed) if one.theirs else slide)
        if one.minutes is not None:
            slides[-1] = replace(slides[-1], minutes=one.minutes)
        if slides[-1].hidden != snapshot.hidden:
            slides[-1] = replace(slides[-1], hidden=snapshot.hidden)
    return slides


def _as_found(slide: SlidePlan, part: SlidePart, snapshot: SlideSnapshot, labels: set[str]) -> SlidePlan:
    """Title and notes as they are in the file, where they differ from what was planned."""
    if snapshot.title and snapshot.title != folded(slide.title):
        slide = replace(slide, slots={**slide.slots, "title": _text(snapshot.title)})
    planned = [line for one in slide.notes.parts for line in (one.label, *(p.text for p in one.paragraphs)) if line]
    if snapshot.notes != tuple(folded(line) for line in planned):
        slide = replace(slide, notes=replace(slide.notes, parts=read_notes(part, labels)))
    return slide


def _with_length(slide: SlidePlan, typed: Sequence[tuple[str, str]]) -> SlidePlan:
    """How long a video runs, as a person typed it over: the handout says it, too."""
    block = slide.slots.get("running-time")
    for was, now in typed if slide.purpose == "video" and isinstance(block, Text) else ():
        if now.strip() and isinstance(block, Text) and folded(was) == folded(block.text):
            return replace(
                slide, slots={**slide.slots, "running-time": replace(block, paragraphs=_text(now).paragraphs)}
            )
    return slide


def _by_hand(part: SlidePart, snapshot: SlideSnapshot, number: int, section: str, labels: set[str]) -> SlidePlan:
    notes = Notes(read_notes(part, labels))
    title = snapshot.title or snapshot.text.split("\n")[0]
    minutes = 0.0 if snapshot.hidden else minutes_of(snapshot.notes)
    return SlidePlan(
        id=f"{BY_HAND}-{number}",
        kind=BY_HAND,
        layout="",
        slots={"title": _text(title)},
        notes=notes,
        minutes=minutes,
        part=section,
        hidden=snapshot.hidden,
        purpose="compare" if snapshot.id.startswith(CONFLICT) else "content",
    )


def read_notes(part: SlidePart, labels: set[str]) -> tuple[NotePart, ...]:
    """The notes as they are in the file; a line that is one of the labels ("SAY") begins a part."""
    page = relationships_of(part).first_of(RT.NOTES_SLIDE)
    body = None if page is None else notes_body_of(element_of(page))
    if page is None or body is None:
        return ()
    parts: list[tuple[str, list[Paragraph]]] = [("", [])]
    for paragraph in read_paragraphs(page, body):
        if paragraph.text.strip() in labels:
            parts.append((paragraph.text.strip(), []))
        else:
            parts[-1][1].append(paragraph)
    return tuple(NotePart(label, tuple(paragraphs)) for label, paragraphs in parts if label or paragraphs)


def _text(words: str) -> Text:
    return Text((Paragraph((Run(words),)),) if words else ())
