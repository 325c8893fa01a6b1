"""A checklist: what giver, patient and receiver do in one kind of handoff. Slides, cards and forms all print it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from whp_deck.content.authored import SAID, Authored, Identifier, Markdown, Words, needed


class ChecklistItem(Authored):
    """One line to tick."""

    id: Identifier = Field(description="Short name of the line, for scenarios to point at.", examples=["medicines"])
    text: Annotated[Markdown, needed("write it, or take the line out")] = Field(
        description="The line to tick.", examples=["Medicines by name: taken, refills, problems"], max_length=200
    )


class Checklist(Authored):
    """One direction of handoff, as rooming staff to clinician."""

    id: Identifier = Field(
        description="Name of the checklist, for handoffs, slides and scenarios.", examples=["rooming-to-clinician"]
    )
    title: Annotated[Words, Field(max_length=120), SAID] = Field(
        description="Heading of the checklist.", examples=["What to say before the exam"]
    )
    giver_says: list[ChecklistItem] = Field(
        description="What the giver says, line by line.",
        examples=[[{"id": "reason", "text": "Why the patient is here today"}]],
        min_length=1,
    )
    patient: list[ChecklistItem] = Field(
        default_factory=list,
        description="What the patient does.",
        examples=[[{"id": "hears", "text": "Can see and hear both of you"}]],
    )
    receiver: list[ChecklistItem] = Field(
        default_factory=list,
        description="What the receiver does.",
        examples=[[{"id": "repeats", "text": "Says it back, with what the patient changed"}]],
    )
