"""The decisions a practice makes about what it trains; what is left out is an open decision.

In: the `decisions:` part of practice.yaml. Out: `Decisions`. Must not know slides or words of a toolkit.
Source of the list: the Design Guide's steps as summarized in the field notes; keys are a contract.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, Literal, get_args

from pydantic import Field

from whp_deck.content.authored import (
    LEFT_OPEN,
    NONE_IS_OPEN,
    SAID,
    Authored,
    DecidedInnerPhrase,
    DecidedPhrase,
    DecidedProse,
    Identifier,
    InnerPhrase,
    MaybeIdentifier,
    OpenDate,
    OpenList,
    OpenMap,
    OrText,
    Phrase,
    YesOrLater,
    needed,
)

Rule = Literal["patients", "exceptions", "interpreters", "family"]
"""A decision of one answer that holds whenever it is done, in the order in which plan and questions have them."""
RULES: tuple[Rule, ...] = get_args(Rule)

_WHO = needed("write who, or take the whole entry out until you know")
_MOMENT = needed(
    "write the moment, or take the whole entry out until you know", takes_none=True
)  # in a list it is asked whether it is done at all, and all else is built


class Occasion(Authored):
    """When the practice does what it trains: a moment in the visit, its place, its checklist, its start."""

    id: Identifier | None = Field(None, description="Short name for other files.", examples=["rooming"])
    when: Annotated[InnerPhrase, _MOMENT] = Field(description="The moment in the visit.", examples=["after rooming"])
    where: Annotated[DecidedInnerPhrase, NONE_IS_OPEN] = Field(
        None, description="Where it takes place.", examples=["in the exam room"]
    )
    today: DecidedInnerPhrase = Field(None, description="How it is done now.", examples=["a note in the record"])
    checklist: MaybeIdentifier = Field(
        None, description="Id of the checklist that is used.", examples=["rooming-to-clinician"]
    )
    first: YesOrLater = Field(
        False, description="yes = among those that start first; no or later = not yet.", examples=["yes"]
    )
    start: OpenDate = Field(None, description="Its own start date, when it differs.", examples=["2027-01-04"])

    @property
    def begins_with_all(self) -> bool:
        """Whether it begins on the practice's first day, as it has no day of its own."""
        return bool(self.first) and self.start is None

    def begins(self, first_day: dt.date | None) -> dt.date | None:
        """The day on which it begins, its own or the practice's; None while that is open."""
        return first_day if self.begins_with_all else self.start


class Handoff(Occasion):
    """One handoff that the practice will do warm: from whom, to whom, when, where."""

    giver: Annotated[Phrase, _WHO] = Field(
        description="Who hands off: a key of `staff:` or a title.", examples=["medical assistant"]
    )
    receiver: Annotated[Phrase, _WHO] = Field(
        description="Who takes over: a key of `staff:` or a title.", examples=["clinician"]
    )
    what: Annotated[Literal["patient", "information", "instructions"] | None, LEFT_OPEN] = Field(
        None, description="What is handed over.", examples=["patient"]
    )


class Moment(Occasion):
    """One moment in which a member of the team does it with the patient; for toolkits without handoffs."""

    who: Annotated[Phrase, _WHO] = Field(description="Who does it: a key of `staff:` or a title.", examples=["nurse"])
    what: Annotated[DecidedPhrase, NONE_IS_OPEN] = Field(
        None, description="What it is about.", examples=["how to take the new medicine"]
    )


class Barrier(Authored):
    """What will be hard, and the practice's answer."""

    barrier: Annotated[Phrase, SAID] = Field(
        description="What will get in the way, as people would say it.",
        examples=["The clinician is still busy next door"],
    )
    answer: Annotated[DecidedProse, NONE_IS_OPEN] = Field(
        None, description="What you do about it.", examples=["Flag out: two minutes, then knock"]
    )


class Start(Authored):
    """When and how it begins."""

    date: OpenDate = Field(None, description="The first day.", examples=["2026-12-07"])
    how: Annotated[DecidedPhrase, NONE_IS_OPEN] = Field(
        None, description="With which visits you begin.", examples=["first and last patient of each day"]
    )
    pilot: Annotated[DecidedPhrase, NONE_IS_OPEN] = Field(
        None, description="Who goes first.", examples=["One clinician and one medical assistant"]
    )


class Measure(Authored):
    """How the practice will know that it works."""

    id: Identifier | None = Field(None, description="Short name for other files.", examples=["share"])
    what: Annotated[Phrase, SAID] = Field(description="What you count.", examples=["Share of handoffs done warm"])
    baseline: DecidedPhrase = Field(None, description="Where you are now.", examples=["4 of 20"])
    target: Annotated[DecidedPhrase, NONE_IS_OPEN] = Field(
        None, description="Where you want to be.", examples=["16 of 20"]
    )
    count: Annotated[DecidedPhrase, NONE_IS_OPEN] = Field(
        None, description="How it is counted.", examples=["tally sheet"]
    )
    owner: Annotated[DecidedPhrase, NONE_IS_OPEN] = Field(
        None, description="Who counts: a key of `staff:` or a name.", examples=["ma"]
    )


class Review(Authored):
    """When the practice looks at how it goes."""

    when: Annotated[DecidedPhrase, NONE_IS_OPEN] = Field(
        None, description="How often, or when, you look at it.", examples=["first Monday of each month"]
    )
    who: Annotated[DecidedPhrase, NONE_IS_OPEN] = Field(
        None, description="Who calls the meeting: a key of `staff:` or a name.", examples=["Dana Whitfield"]
    )
    date: OpenDate = Field(None, description="The first review, if fixed.", examples=["2027-01-04"])

    @property
    def who_is_open(self) -> bool:
        """Whether somebody wrote that it is not decided who calls the meeting. Most name nobody, and are not asked to."""
        return self.who is None and not self.unsaid("who")


class Decisions(Authored):
    """All decisions. Everything may stay open, save what the toolkit says that it needs."""

    handoffs: Annotated[list[Handoff], OpenList, OrText()] = Field(
        default_factory=list,
        description="The handoffs that you will do warm; the Warm Handoff Plus needs at least one.",
        examples=[[{"id": "rooming", "giver": "ma", "receiver": "clinician", "when": "after rooming"}]],
        max_length=60,
    )
    moments: Annotated[list[Moment], OpenList, OrText()] = Field(
        default_factory=list,
        description="When you will do it, in toolkits that are not about handoffs, as Teach-Back.",
        examples=[[{"id": "new-medicine", "who": "nurse", "when": "with a new medicine"}]],
        max_length=60,
    )
    patients: Annotated[DecidedProse, NONE_IS_OPEN] = Field(
        None, description="Which patients it is for.", examples=["Patients with three or more medicines"]
    )
    exceptions: DecidedProse = Field(
        None,
        description="When not, and what then.",
        examples=["When the patient says no or is upset: we talk alone first"],
    )
    interpreters: DecidedProse = Field(
        None,
        description="How patients who speak another language take part.",
        examples=["A trained interpreter by video, booked with the visit"],
    )
    family: DecidedProse = Field(
        None,
        description="Who is in the room; how sensitive topics are handled.",
        examples=["The patient chooses who stays"],
    )
    barriers: Annotated[list[Barrier], OpenList, OrText()] = Field(
        default_factory=list,
        description="What will be hard, and your answers.",
        examples=[[{"barrier": "We are running late", "answer": "The short form, medicines and the question"}]],
    )
    start: Annotated[Start, OpenMap] = Field(
        Start(),
        description="When and how you begin.",
        examples=[{"date": "2026-12-07", "how": "first and last patient of each day"}],
    )
    measures: Annotated[list[Measure], OpenList, OrText()] = Field(
        default_factory=list,
        description="What you count, to know that it works.",
        examples=[[{"what": "Handoffs done warm", "baseline": "4 of 20", "target": "16 of 20"}]],
    )
    review: Annotated[Review, OpenMap] = Field(
        Review(),
        description="When you look at how it goes, and who calls the meeting.",
        examples=[{"when": "first Monday of each month", "who": "Dana Whitfield"}],
    )
    trained: Annotated[DecidedProse, NONE_IS_OPEN] = Field(
        None, description="Who takes part in the training.", examples=["All twelve of us, the front desk too"]
    )

    def occasions(self, listed: Literal["handoffs", "moments"]) -> Sequence[Occasion]:
        """When it is done: the list that the toolkit goes by."""
        return self.handoffs if listed == "handoffs" else self.moments

    def first_occasions(self, listed: Literal["handoffs", "moments"]) -> Sequence[Occasion]:
        """Those that start first; the first in the list when none is marked."""
        occasions = self.occasions(listed)
        return [occasion for occasion in occasions if occasion.first] or occasions[:1]
