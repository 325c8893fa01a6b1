"""A content slide: a sentence and a few points, plain, beside the three figures, or beside a picture."""

from __future__ import annotations

import dataclasses
from typing import Annotated, Literal

from pydantic import Field

from whp_deck.content.authored import Authored, Markdown, Words
from whp_deck.errors import Problem
from whp_deck.plan import Picture, SlidePlan, Text
from whp_deck.slides.base import SlideEntry
from whp_deck.slides.view import View

FEW_POINTS, FEW_LETTERS = 5, 220  # more of either fills the page
STATEMENT_LETTERS = 140  # a single point of this length is set large, without a bullet


class PictureEntry(Authored):
    """A picture of the author's, with words for those who cannot see it."""

    file: Words = Field(description="PNG or JPEG, relative to this file.", examples=["our-team.jpg"])
    alt: Annotated[Words, Field(max_length=250)] = Field(
        description="What the picture shows, in a sentence.",
        examples=["Our team in front of the practice."],
    )


class ContentSlide(SlideEntry):
    """Title and body."""

    kind: Literal["content"] = "content"
    body: Markdown = Field(
        "",
        description="A few points, or one sentence that stands large.",
        examples=["- In person\n- In front of the patient"],
    )
    figures: Literal["none", "handoff"] = Field(
        "none", description="`handoff` shows giver, patient, receiver.", examples=["handoff"]
    )
    picture: PictureEntry | None = Field(
        None,
        description="A picture of your own, beside the text.",
        examples=[{"file": "our-team.jpg", "alt": "Our team in front of the practice."}],
    )

    def plan(self, view: View) -> list[SlidePlan]:
        body = view.text(self.body, self.place_of("body"))
        if not self.picture and not body.text.strip():
            message = f"slide `{self.id}` has a title and nothing else"
            hint = "give it a `body:`, or make it `kind: section`"
            view.problems.append(Problem("body-missing", message, hint, self.place_of(), "warning"))
        if self.picture:
            picture = Picture(self.picture.alt, self.picture.file, source=self.picture.place_of("file"))
            return [self.slide(view, "content-picture", {"body": body, "picture": picture})]
        if self.figures == "none" and len(body.paragraphs) == 1 and len(body.text) <= STATEMENT_LETTERS:
            one = dataclasses.replace(body.paragraphs[0], marker=None, level=0)
            return [self.slide(view, "statement", {"statement": dataclasses.replace(body, paragraphs=(one,))})]
        layout = "content-figures" if self.figures == "handoff" else plain_layout(body)
        return [self.slide(view, layout, {"body": body})]


def plain_layout(body: Text) -> str:
    """The plain layout that suits a body: many or long points need the whole page."""
    many = len(body.paragraphs) > FEW_POINTS or len(body.text) > FEW_LETTERS
    return "content-full" if many else "content"
