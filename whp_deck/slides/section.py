"""A section slide: a dark ground, a short title, how long it takes."""

from __future__ import annotations

from typing import ClassVar, Literal

from whp_deck.content.authored import Markdown
from whp_deck.plan import SlidePlan
from whp_deck.slides.base import SlideEntry, View


class SectionSlide(SlideEntry):
    """Opens a part of the session."""

    kind: Literal["section"] = "section"
    default_minutes: ClassVar[float] = 0.5
    subtitle: Markdown = ""

    def plan(self, view: View) -> list[SlidePlan]:
        return [self.slide(view, "section", {"minutes": view.line(self.subtitle, self.place_of("subtitle"))})]
