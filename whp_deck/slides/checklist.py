"""A checklist slide: what the giver says, from the checklist's data."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from whp_deck.content.authored import Identifier
from whp_deck.errors import Problem, Source
from whp_deck.plan import Paragraph, SlidePlan, Text
from whp_deck.slides.base import SlideEntry
from whp_deck.slides.view import View


class ChecklistSlide(SlideEntry):
    """The giver's lines of one checklist."""

    kind: Literal["checklist"] = "checklist"
    of_strategy: ClassVar[bool] = True
    checklist: Identifier = Field(description="Id of a checklist.", examples=["rooming-to-clinician"])

    def takeaway(self, view: View) -> str:
        """The last line: a list ends with what makes it this strategy, the question to the patient."""
        checklist = view.checklists.get(self.checklist)
        last = checklist.giver_says[-1] if checklist and checklist.giver_says else None
        return super().takeaway(view) or (view.line(last.text, last.place_of("text")).text if last else "")

    def plan(self, view: View) -> list[SlidePlan]:
        place = self.place_of("checklist")
        checklist = view.checklists.get(self.checklist)
        if checklist is None:
            listed = ", ".join(f"`{id}`" for id in view.checklists)
            message = f"there is no checklist `{self.checklist}`"
            view.problems.append(Problem("checklist-unknown", message, f"there is: {listed}", place))
            return []
        items: list[Paragraph] = []
        made_of: list[tuple[Source, ...]] = []
        for item in checklist.giver_says:
            written = item.place_of("text")
            # the layout draws the box, so the paragraph carries no marker of its own
            lines = [Paragraph(p.runs, 0, "bullet") for p in view.line(item.text, written).paragraphs]
            items += lines
            made_of += [(written,) if written else ()] * len(lines)
        return [self.slide(view, "checklist", {"items": Text(tuple(items), place, made_of=tuple(made_of))})]
