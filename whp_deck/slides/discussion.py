"""A question to the room, with prompts."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from whp_deck.content.authored import Markdown, Words
from whp_deck.plan import Purpose, SlidePlan
from whp_deck.slides.base import SlideEntry
from whp_deck.slides.view import View


class DiscussionSlide(SlideEntry):
    """Everybody talks; the slide holds the question."""

    kind: Literal["discussion"] = "discussion"
    purpose: ClassVar[Purpose] = "talk"
    asks_about: ClassVar[Purpose | None] = "video"
    default_minutes: ClassVar[float] = 2
    question: Words = Field(description="The question to the room.", examples=["When did a patient last set us right?"])
    prompts: Markdown = Field(
        "",
        description="Smaller questions that help the talk along.",
        examples=["- What did the patient add?\n- Who stopped talking, and when?"],
    )

    def plan(self, view: View) -> list[SlidePlan]:
        slots = {
            "question": view.line(self.question, self.place_of("question")),
            "prompts": view.text(self.prompts, self.place_of("prompts")),
        }
        return [self.slide(view, "discussion", slots)]
