"""A role play: situation for everybody, roles with their cards, facilitator-only facts, debrief prompts.

In: one file of `scenarios/`. Out: `Scenario`. Cards and facilitator-only facts are of a type that no slide takes.
"""

from __future__ import annotations

from pydantic import Field, field_validator

from whp_deck.content.authored import Authored, Identifier, Markdown, Minutes, Words, YesNo
from whp_deck.content.facilitator_only import FacilitatorOnly
from whp_deck.content.notes import NotesEntry, NotesField


class Role(Authored):
    """One part in the scene. `card` is printed for whoever plays it; `task` may stand on the slide."""

    id: Identifier = Field(description="giver, patient, receiver, or another, as family or interpreter.")
    staff: str = Field("", description="A key of `staff:` for a member of the team.", examples=["ma"])
    played_by: str = Field("", description="`facilitator`, or empty for a volunteer.", examples=["facilitator"])
    name: str = Field("", description="What the role is called, when not by its staff title.")
    task: str = Field("", description="One public line for the slide.", max_length=90)
    card: FacilitatorOnly = Field(description="What the holder of the card reads. Never on a slide.")


class IfAsked(Authored):
    """What the patient says when asked about something."""

    about: FacilitatorOnly
    say: FacilitatorOnly


class FacilitatorFacts(Authored):
    """What only the facilitator knows."""

    if_asked: list[IfAsked] = Field(default_factory=list)
    volunteer_when: list[FacilitatorOnly] = Field(default_factory=list)
    watch_for: FacilitatorOnly | None = None


class Expected(Authored):
    """A behavior that the scene should bring out; the observer form is made from it."""

    behavior: Words
    checklist: str = Field("", description="checklist-id.item-id", examples=["rooming-to-clinician.medicines"])


class DebriefPrompts(Authored):
    """Questions for the whole group after the scene."""

    went_well: list[Markdown] = Field(min_length=1)
    could_be_better: list[Markdown] = Field(min_length=1)
    we_will_try: list[Markdown] = Field(min_length=1)


class RolePlayMinutes(Authored):
    """Minutes of the three slides."""

    brief: Minutes = 1
    scene: Minutes = 3
    debrief: Minutes = 6


class RolePlayNotes(Authored):
    """Speaker notes of the three slides."""

    scene: NotesField = NotesEntry()
    your_turn: NotesField = NotesEntry()
    debrief: NotesField = NotesEntry()


class Scenario(Authored):
    """One role play."""

    id: Identifier
    title: Words = Field(max_length=120)
    goal: Words = Field(description="What the team practices.")
    handoff: str = Field("", description="Which handoff of the practice it exercises.", examples=["rooming"])
    fictional: YesNo = Field(description="Must be yes: no real patient may be recognized.")
    situation: Markdown = Field(description="For everyone: projected, handed out or read aloud.", min_length=1)
    roles: list[Role] = Field(min_length=3, max_length=4)
    everybody_else: str = Field("", description="What everybody else looks for; on the slide.")
    facilitator_only: FacilitatorFacts = FacilitatorFacts()
    expected: list[Expected] = Field(default_factory=list)
    debrief: DebriefPrompts
    minutes: RolePlayMinutes = RolePlayMinutes()
    notes: RolePlayNotes = RolePlayNotes()

    @field_validator("fictional")
    @classmethod
    def _must_be_fictional(cls, value: bool) -> bool:
        if not value:
            raise ValueError("a scenario must be fictional: write `fictional: yes`, and make sure that it is")
        return value

    @field_validator("roles")
    @classmethod
    def _roles_once(cls, value: list[Role]) -> list[Role]:
        ids = [role.id for role in value]
        for needed in ("giver", "patient", "receiver"):
            if ids.count(needed) != 1:
                raise ValueError(f"a handoff needs exactly one role with `id: {needed}`")
        if len(set(ids)) != len(ids):
            raise ValueError("two roles have the same id")
        return value

    def never_on_slides(self) -> list[tuple[str, FacilitatorOnly]]:
        """Every text that must not reach a slide, each with the name of its field."""
        facts = self.facilitator_only
        found = [(f"roles.{role.id}.card", role.card) for role in self.roles]
        for number, item in enumerate(facts.if_asked):
            found.append((f"facilitator_only.if_asked.{number}.about", item.about))
            found.append((f"facilitator_only.if_asked.{number}.say", item.say))
        found += [(f"facilitator_only.volunteer_when.{n}", text) for n, text in enumerate(facts.volunteer_when)]
        if facts.watch_for is not None:
            found.append(("facilitator_only.watch_for", facts.watch_for))
        return found
