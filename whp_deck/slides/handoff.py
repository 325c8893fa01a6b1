"""The handoff as a diagram: giver, patient, receiver, what each says and does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import Field

from whp_deck.content.authored import Authored, Identifier, Markdown
from whp_deck.content.decisions import Handoff
from whp_deck.errors import Problem
from whp_deck.plan import Block, Figures, SlidePlan, Text
from whp_deck.slides.base import SlideEntry, heading_and_text
from whp_deck.slides.view import View

PEOPLE = ("giver", "patient", "receiver")


class Part(Authored):
    """One person in the diagram."""

    says: Markdown = Field(
        "",
        description="What this person says: at most 45 characters, in quotes.",
        examples=["“They swell when I skip a pill.”"],
        max_length=120,
    )
    does: Markdown = Field(
        "", description="What this person does.", examples=["listens, adds, puts it right"], max_length=160
    )


class HandoffSlide(SlideEntry):
    """Three people, one conversation."""

    kind: Literal["handoff"] = "handoff"
    of_strategy: ClassVar[bool] = True
    handoff: Identifier | None = Field(
        None, description="A handoff of the practice, for the titles of its staff.", examples=["rooming"]
    )
    giver: Part = Field(
        Part(),
        description="What the giver says and does.",
        examples=[{"says": "“She is here for her ankles.”", "does": "tells it in plain words"}],
    )
    patient: Part = Field(
        Part(),
        description="What the patient says and does.",
        examples=[{"says": "“They swell when I skip a pill.”", "does": "listens, adds, puts it right"}],
    )
    receiver: Part = Field(
        Part(),
        description="What the receiver says and does.",
        examples=[{"says": "“So we talk about the pill first.”", "does": "says it back, asks for more"}],
    )

    def plan(self, view: View) -> list[SlidePlan]:
        handoff = view.handoff(self.handoff) if self.handoff else None
        if self.handoff and handoff is None:
            listed = ", ".join(f"`{item.id}`" for item in view.decisions.handoffs if item.id)
            message = f"the practice has no handoff `{self.handoff}`"
            view.problems.append(Problem("handoff-unknown", message, f"there is: {listed}", self.place_of("handoff")))
        parts = {
            name: _texts(view, part)
            for name, part in zip(PEOPLE, (self.giver, self.patient, self.receiver), strict=True)
        }
        return [self.slide(view, "handoff", handoff_slots(view, handoff, parts))]


def _texts(view: View, part: Part) -> tuple[Text, Text]:
    return view.line(part.says, part.place_of("says")), view.line(part.does, part.place_of("does"))


def handoff_slots(
    view: View, handoff: Handoff | None, parts: Mapping[str, tuple[Text, Text]]
) -> dict[str, Block | None]:
    """The slots of the diagram; names come from the practice's handoff, or from the words for the three roles.

    `parts` is what each of `PEOPLE` says and does.
    """
    names = {name: view.fixed(name) for name in PEOPLE}
    if handoff:
        for name, key in (("giver", handoff.giver), ("receiver", handoff.receiver)):
            title = view.staff_title(key)
            names[name] = view.words_text(title[:1].upper() + title[1:])
    slots: dict[str, Block | None] = {}
    spoken = []
    for name, (says, does) in parts.items():
        slots[f"{name}-says"] = says
        slots[name] = heading_and_text(names[name], does)
        spoken.append(bool(says.text.strip()))
    alt = view.words.get("handoff_alt", giver=names["giver"].text, receiver=names["receiver"].text)
    return slots | {"figures": Figures(alt, (spoken[0], spoken[1], spoken[2]))}
