"""A toolkit's own facts: sources, video, formats, and the fixed words of a language.

In: toolkit.yaml, formats.yaml and words/*.yaml. Out: `ToolkitFacts`, `Format`, `WordList`. Must not know slides.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from whp_deck.content.authored import Authored, Identifier, MaybePhrase, Minutes, Words


class Reference(Authored):
    """A source of a fact: who, when, in what setting. Evidence without year and setting is refused by the kinds."""

    id: Identifier = Field(description="Name of the source, for slides to point at.", examples=["ahrq-guide-2018"])
    title: Words = Field(description="What the work is called.", examples=["Warm Handoff Plus training toolkit"])
    author: str = Field("", description="Who says so.", examples=["AHRQ"])
    year: str = Field(
        "", description="Year of the work, or first and last year.", examples=["2018"], pattern=r"^(\d{4}(-\d{2,4})?)?$"
    )
    setting: str = Field("", description="Where it was found.", examples=["urban pediatric primary care"])
    address: str = Field("", description="Where to read it.", examples=["https://www.ahrq.gov/"])
    note: str = Field(
        "", description="What to know about it, for whoever keeps the list.", examples=["A count, not a test."]
    )


class VideoFacts(Authored):
    """The toolkit's default video."""

    title: str = Field("", description="What the video is called.", examples=["Warm Handoff Plus video"])
    address: str = Field("", description="Where the video is.", examples=["https://example.org/video"])
    minutes: Minutes = Field(5, description="Minutes to plan for it.", examples=[5])
    running_time: str = Field("", description="How long it runs, in words.", examples=["Under 5 minutes"])


class Needs(Authored):
    """What a toolkit cannot do without."""

    decisions: list[Literal["handoffs", "moments"]] = Field(
        default_factory=list,
        description="Lists of decisions that must have at least one entry.",
        examples=[["handoffs"]],
    )
    roles: list[Identifier] = Field(
        default_factory=list,
        description="Roles that every scenario has, each once.",
        examples=[["giver", "patient", "receiver"]],
    )


class NewDeck(Authored):
    """What `whp-deck init` puts into a deck unless somebody says otherwise."""

    name: Words = Field(description="Name of the deck.", examples=["Warm handoff training"])
    format: Words = Field(description="Its format.", examples=["huddle-15"])
    slide: Words = Field(description="Id of a slide that the file's comments point at.", examples=["what-is-whp"])


class ToolkitFacts(Authored):
    """What a toolkit says of itself."""

    name: Words = Field(description="Name of the toolkit, as decks write it.", examples=["warm-handoff-plus"])
    title: str = Field("", description="Title of the toolkit, for people.", examples=["Warm Handoff Plus"])
    description: str = Field(
        "", description="What the toolkit is for.", examples=["Train a primary care team to hand off in person."]
    )
    attribution: str = Field(
        "",
        description="Where the idea comes from; claims no endorsement.",
        examples=["The idea comes from AHRQ. These slides are our own words."],
    )
    disclaimer: str = Field(
        "", description="What the toolkit does not claim.", examples=["It gives no advice on treatment."]
    )
    language: str = Field("en", description="Language of the toolkit.", examples=["en"])
    new_deck: NewDeck = Field(
        description="What a new deck begins with.",
        examples=[{"name": "Warm handoff training", "format": "huddle-15", "slide": "what-is-whp"}],
    )
    role_plays: list[str] = Field(
        default_factory=list,
        description="The order of the scenarios by the names of their files; those left out follow.",
        examples=[["rooming-refill", "scheduling-aspirin"]],
    )
    occasions: Literal["handoffs", "moments"] = Field(
        "moments",
        description="Which list of the practice's decisions says when it is done.",
        examples=["handoffs"],
    )
    needs: Needs = Field(
        Needs(), description="What the toolkit cannot do without.", examples=[{"decisions": ["handoffs"]}]
    )
    sources: list[Reference] = Field(
        default_factory=list,
        description="The works that slides may point at.",
        examples=[[{"id": "ahrq-guide-2018", "author": "AHRQ", "year": "2018", "title": "Warm Handoff Plus toolkit"}]],
    )
    video: VideoFacts = Field(
        VideoFacts(),
        description="The video that decks show unless they name another.",
        examples=[{"address": "https://example.org/video", "running_time": "Under 5 minutes"}],
    )


class Format(Authored):
    """A kind of meeting: its minutes, and which slides each session shows (None = fill in deck order)."""

    title: str = Field("", description="What you call such a meeting.", examples=["Three short huddles"])
    minutes: Minutes = Field(description="Minutes of one session.", examples=[15], gt=0)
    usable: Minutes | None = Field(None, description="Minutes that are planned; the rest is slack.", examples=[14])
    sessions: list[list[str]] | None = Field(
        None,
        description="Ids of the slides of each session; empty = fill in deck order.",
        examples=[[["title", "agenda", "what-is-whp", "closing"], ["title", "recap", "role-play-1", "closing"]]],
    )
    names: list[MaybePhrase] = Field(
        default_factory=list,
        description="What each session is about, in order.",
        examples=[["What it is and our plan", "First role play"]],
    )

    @property
    def meetings(self) -> int:
        """How many meetings it is made for; 0 = as many as it takes."""
        return len(self.sessions or ())

    def is_for(self, minutes: float | None, meetings: int | None) -> bool:
        """Whether it is made for just so many meetings of so many minutes."""
        return (self.minutes, self.meetings) == (minutes, meetings)
