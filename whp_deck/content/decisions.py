"""The decisions a practice makes about its handoffs; what is left out is an open decision.

In: the `decisions:` part of practice.yaml. Out: `Decisions`. Must not know slides or words of a toolkit.
Source of the list: the Design Guide's steps as summarized in the field notes; keys are a contract.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from whp_deck.content.authored import Authored, Date, Decision, Identifier, OpenDate, Words, YesNo


class Handoff(Authored):
    """One handoff that the practice will do warm: from whom, to whom, when, where."""

    id: Identifier | None = Field(None, description="Short name for other files.", examples=["rooming"])
    giver: Words = Field(description="Who hands off: a key of `staff:` or a title.", examples=["ma"])
    receiver: Words = Field(description="Who takes over: a key of `staff:` or a title.", examples=["clinician"])
    what: Literal["patient", "information", "instructions"] | None = Field(None, examples=["patient"])
    when: Words = Field(description="The moment in the visit.", examples=["after rooming"])
    where: Decision = Field(None, examples=["in the exam room"])
    today: Decision = Field(None, description="How it is done now.", examples=["a note in the record"])
    checklist: Identifier | None = Field(None, examples=["rooming-to-clinician"])
    first: YesNo = Field(False, description="yes = among those that start first.")
    start: OpenDate = Field(None, description="Its own start date, when it differs.", examples=["2027-01-04"])


class Barrier(Authored):
    """What will be hard, and the practice's answer."""

    barrier: Words = Field(examples=["The clinician is still busy next door"])
    answer: Decision = Field(None, examples=["Flag out: two minutes, then knock"])


class Start(Authored):
    """When and how it begins."""

    date: OpenDate = Field(None, examples=["2026-12-07"])
    how: Decision = Field(None, examples=["first and last patient of each day"])
    pilot: Decision = Field(None, examples=["One clinician and one medical assistant"])


class Measure(Authored):
    """How the practice will know that it works."""

    id: Identifier
    what: Words = Field(examples=["Share of handoffs done warm"])
    baseline: Decision = Field(None, examples=["4 of 20"])
    target: Decision = Field(None, examples=["16 of 20"])
    count: Decision = Field(None, description="How it is counted.", examples=["tally sheet"])
    owner: Decision = Field(None, description="A key of `staff:` or a name.", examples=["ma"])


class Review(Authored):
    """When the practice looks at how it goes."""

    when: Decision = Field(None, examples=["first Monday of each month"])
    who: Decision = Field(None, examples=["champion"])
    date: Date | None = Field(None, description="The first review, if fixed.", examples=["2027-01-04"])


class Decisions(Authored):
    """All decisions. At least one handoff; everything else may stay open."""

    handoffs: list[Handoff] = Field(min_length=1, max_length=60)
    patients: Decision = Field(None, description="Who gets a warm handoff.")
    exceptions: Decision = Field(None, description="When not, and what then.")
    interpreters: Decision = Field(None, description="How patients with another language take part.")
    family: Decision = Field(None, description="Who is in the room; how sensitive topics are handled.")
    barriers: list[Barrier] = Field(default_factory=list)
    start: Start = Start()
    measures: list[Measure] = Field(default_factory=list)
    review: Review = Review()
    trained: Decision = Field(None, description="Who takes part in the training.")
