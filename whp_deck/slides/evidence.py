"""Slides that carry facts from elsewhere: a big number with its source, a quote, the list of sources."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from whp_deck.content.authored import Markdown, Words
from whp_deck.content.toolkit import Reference
from whp_deck.errors import Problem
from whp_deck.plan import Paragraph, Purpose, Run, SlidePlan, Text
from whp_deck.slides.base import SlideEntry
from whp_deck.slides.content import plain_layout
from whp_deck.slides.view import View


class NumberSlide(SlideEntry):
    """One number, what it means, where it was found, who says so. No number without source, year and setting."""

    kind: Literal["number"] = "number"
    # room for `{{ … }}`; how large it is set follows from what it says
    number: Annotated[Words, Field(max_length=60)] = Field(description="The number, set large.", examples=["73%"])
    meaning: Markdown = Field(
        description="What the number means.", examples=["kept the follow-up visit after a warm handoff"]
    )
    setting: Markdown = Field(
        description="Where and how it was found; label hospital figures as such.",
        examples=["Primary care for children, one city"],
    )
    source: str = Field(description="Id of a source of the toolkit.", examples=["german-2020"])

    def plan(self, view: View) -> list[SlidePlan]:
        place = self.place_of("source")
        reference = view.reference(self.source, place)
        if reference and not (reference.year and reference.setting):
            hint = "give it `year:` and `setting:` in the toolkit's `sources:`"
            message = f"the source `{self.source}` has no year or no setting"
            view.problems.append(Problem("evidence-incomplete", message, hint, place))
        slots = {
            "number": view.line(self.number, self.place_of("number")),
            "meaning": view.text(self.meaning, self.place_of("meaning")),
            "setting": view.text(self.setting, self.place_of("setting")),
            "source": view.words_text(citation(reference), place) if reference else None,
        }
        return [self.slide(view, "number", slots)]


class QuoteSlide(SlideEntry):
    """A voice, and whose it is."""

    kind: Literal["quote"] = "quote"
    quote: Markdown = Field(description="The words themselves.", examples=["“Nothing about you without you.”"])
    attribution: Markdown = Field(
        description="Whose words; say so when it is a made-up example.", examples=["By our front door, since spring"]
    )

    def plan(self, view: View) -> list[SlidePlan]:
        slots = {
            "quote": view.text(self.quote, self.place_of("quote")),
            "attribution": view.line(self.attribution, self.place_of("attribution")),
        }
        return [self.slide(view, "quote", slots)]


class SourcesSlide(SlideEntry):
    """The sources that the deck's slides name, in all its sessions, and where the idea comes from."""

    kind: Literal["sources"] = "sources"
    purpose: ClassVar[Purpose] = "aside"
    default_minutes: ClassVar[float] = 0

    def plan(self, view: View) -> list[SlidePlan]:
        place = self.place_of()
        wanted = dict.fromkeys([*view.session.sources, *self.sources])
        references = [reference for id in wanted if (reference := view.reference(id, place))]
        lines = [Paragraph((Run(citation(reference)),), 0, "bullet") for reference in references]
        lines += [
            Paragraph(p.runs) for p in view.text(view.facts.attribution, view.facts.place_of("attribution")).paragraphs
        ]
        body = Text(tuple(lines), place)
        return [self.slide(view, plain_layout(body), {"body": body})]


def citation(reference: Reference) -> str:
    """A source in one line: who, when, what, in what setting."""
    head = " ".join(part for part in (reference.author, f"({reference.year})" if reference.year else "") if part)
    return ". ".join(part for part in (head, reference.title, reference.setting) if part) + "."
