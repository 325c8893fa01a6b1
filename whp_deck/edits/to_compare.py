"""Slides to compare: of what both changed, ours follows the person's slide, hidden and marked, until nothing is in dispute.

In: files in the making, and what was decided. Out: the same files, with such slides put in or taken out. Must not decide
what is in dispute.
"""

from __future__ import annotations

from dataclasses import dataclass

from whp_deck.edits.decision import Decision
from whp_deck.edits.making import Making
from whp_deck.edits.merged_file import MergedFile
from whp_deck.edits.settle import mark_conflict
from whp_deck.office.slide_list import delete_slides, hide, slide_parts
from whp_deck.office.snapshot import CONFLICT
from whp_deck.office.stamp import tag_slide


@dataclass(frozen=True, slots=True)
class MergeWords:
    """`title` (takes {title}) and `notes` stand on a slide that shows what the configuration says, before its own.

    `time` is what follows the minutes in the first line of a built slide's notes.
    """

    title: str
    notes: str
    time: str = ""


def find_compared(making: Making, session: MergedFile, decision: Decision) -> list[int]:
    """The slide that was put there to compare, if it is there still."""
    if session.file is None:
        return []
    file = making.known.files[session.file]
    ids = dict(zip(file.slides, (one.id for one in file.snapshots), strict=True))
    return [one for one in session.order if ids.get(one) == CONFLICT + decision.id]


def show_ours(
    making: Making, decision: Decision, session: MergedFile, slide_id: int, donor: int, words: MergeWords
) -> None:
    """Ours follows the person's slide, hidden and marked; an older one for the same slide goes."""
    parts = slide_parts(session.package)
    take_out(session, find_compared(making, session, decision))
    mark_conflict(parts[donor], words.title, words.notes)
    hide(session.package, donor)
    tag_slide(session.package, parts[donor], CONFLICT + decision.id)
    session.conflicts[slide_id] = donor


def take_out(session: MergedFile, slides: list[int]) -> None:
    """These slides are in the file no more."""
    for slide_id in slides:
        session.order.remove(slide_id)
        delete_slides(session.package, [slide_id])
