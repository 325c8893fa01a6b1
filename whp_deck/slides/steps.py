"""Three to five steps in a row."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from whp_deck.content.authored import Authored, Markdown, Words
from whp_deck.plan import SlidePlan, Steps
from whp_deck.slides.base import SlideEntry
from whp_deck.slides.view import View


class Step(Authored):
    """A heading and what to do."""

    heading: Annotated[Words, Field(max_length=60)] = Field(description="The step in a word or two.", examples=["Ask"])
    text: Markdown = Field("", description="What to do in this step.", examples=["“What would you add?”"])


class StepsSlide(SlideEntry):
    """How it is done, in order."""

    kind: Literal["steps"] = "steps"
    steps: list[Step] = Field(
        description="Three to five steps, in order.",
        examples=[[{"heading": "Meet"}, {"heading": "Tell"}, {"heading": "Ask", "text": "“What would you add?”"}]],
        min_length=3,
        max_length=5,
    )

    def takeaway(self, view: View) -> str:
        """The steps in a row."""
        named = (view.line(step.heading, step.place_of("heading")).text for step in self.steps)
        return super().takeaway(view) or " · ".join(named)

    def plan(self, view: View) -> list[SlidePlan]:
        steps = tuple(
            (view.line(step.heading, step.place_of("heading")), view.text(step.text, step.place_of("text")))
            for step in self.steps
        )
        return [self.slide(view, f"steps-{len(steps)}", {"steps": Steps(steps, self.place_of("steps"))})]
