"""Two columns side by side, plain or as a contrast."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from whp_deck.content.authored import Authored, Markdown
from whp_deck.plan import SlidePlan
from whp_deck.slides.base import SlideEntry, heading_and_text
from whp_deck.slides.view import View


class Column(Authored):
    """A heading and its text."""

    heading: Markdown = Field("", description="Heading of the column.", examples=["For the patient"])
    text: Markdown = Field(
        description="Text of the column, most often a list.",
        examples=["- Tells the story once\n- Knows the next step"],
    )


class ColumnsSlide(SlideEntry):
    """Two columns that belong together."""

    kind: Literal["columns"] = "columns"
    left: Column = Field(
        description="The left column.", examples=[{"heading": "For the patient", "text": "- Tells the story once"}]
    )
    right: Column = Field(
        description="The right column.", examples=[{"heading": "For us", "text": "- Fewer gaps in the record"}]
    )

    def plan(self, view: View) -> list[SlidePlan]:
        slots = {}
        for name, column in (("left", self.left), ("right", self.right)):
            heading = view.line(column.heading, column.place_of("heading"))
            slots[name] = heading_and_text(heading, view.text(column.text, column.place_of("text")))
        return [self.slide(view, "columns", slots)]


class ComparisonSlide(SlideEntry):
    """Two columns as a contrast: how it is, how it will be."""

    kind: Literal["comparison"] = "comparison"
    left: Column = Field(
        description="The left column: how it is or was.",
        examples=[{"heading": "A warm handoff", "text": "- We introduce a colleague"}],
    )
    right: Column = Field(
        description="The right column: how it will be.",
        examples=[{"heading": "A Warm Handoff Plus", "text": "- The patient listens and corrects"}],
    )

    def plan(self, view: View) -> list[SlidePlan]:
        slots = {}
        for name, column in (("left", self.left), ("right", self.right)):
            slots[f"{name}-heading"] = view.line(column.heading, column.place_of("heading"))
            slots[name] = view.text(column.text, column.place_of("text"))
        return [self.slide(view, "comparison", slots)]
