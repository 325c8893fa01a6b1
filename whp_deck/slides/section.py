"""A section slide: a dark ground, a short title, how long it takes."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from whp_deck.content.authored import Markdown
from whp_deck.plan import Purpose, SlidePlan
from whp_deck.slides.base import SlideEntry
from whp_deck.slides.view import View


class SectionSlide(SlideEntry):
    """Opens a part of the session."""

    kind: Literal["section"] = "section"
    purpose: ClassVar[Purpose] = "aside"
    leads_on: ClassVar[bool] = True
    default_minutes: ClassVar[float] = 0.5
    subtitle: Markdown = Field(
        "", description="A line under the title.", examples=["Two of us play, and the rest of us watch"]
    )

    def plan(self, view: View) -> list[SlidePlan]:
        return [self.slide(view, "section", {"minutes": view.line(self.subtitle, self.place_of("subtitle"))})]
