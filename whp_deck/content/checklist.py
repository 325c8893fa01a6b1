"""A checklist: what giver, patient and receiver do in one kind of handoff. Slides, cards and forms all print it."""

from __future__ import annotations

from pydantic import Field

from whp_deck.content.authored import Authored, Identifier, Markdown, Words


class ChecklistItem(Authored):
    """One line to tick."""

    id: Identifier
    text: Markdown = Field(max_length=200)


class Checklist(Authored):
    """One direction of handoff, as rooming staff to clinician."""

    id: Identifier
    title: Words = Field(max_length=120)
    handoff_direction: str = Field("", description="From whom to whom, in words.")
    giver_says: list[ChecklistItem] = Field(min_length=1)
    patient: list[ChecklistItem] = Field(default_factory=list)
    receiver: list[ChecklistItem] = Field(default_factory=list)
