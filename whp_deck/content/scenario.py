"""A role play: situation for everybody, roles with their cards, facilitator-only facts, debrief prompts.

In: one file of `scenarios/`. Out: `Scenario`. Cards and facilitator-only facts are of a type that no slide takes.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, field_validator

from whp_deck.content.authored import (
    LEFT_OPEN,
    SAID,
    Authored,
    Identifier,
    Markdown,
    MaybeWords,
    Minutes,
    Said,
    Unfit,
    Words,
    YesNo,
    needed,
)
from whp_deck.content.facilitator_only import FacilitatorOnly
from whp_deck.content.notes import NotesEntry, NotesField

_WRITE = needed("write it, or take it out until you know", takes_none=True)
Card = Annotated[FacilitatorOnly, _WRITE]
Prompt = Annotated[Markdown, _WRITE]
PROMPTS = ("went_well", "could_be_better", "we_will_try")
"""The three lists of a debrief, as its slide shows them; each has the heading that is the fixed word of its name."""


class Role(Authored):
    """One part in the scene. `card` is printed for whoever plays it; `task` may stand on the slide."""

    id: Identifier = Field(
        description="giver, patient, receiver, or another, as family or interpreter.", examples=["giver"]
    )
    staff: MaybeWords = Field("", description="A key of `staff:` for a member of the team.", examples=["ma"])
    played_by: MaybeWords = Field("", description="`facilitator`, or empty for a volunteer.", examples=["facilitator"])
    name: MaybeWords = Field(
        "", description="What the role is called, when not by its staff title.", examples=["Interpreter"]
    )
    task: MaybeWords = Field(
        "",
        description="One public line for the slide.",
        examples=["You roomed her. Tell the clinician now."],
        max_length=90,
    )
    card: Card = Field(
        description="What the holder of the card reads. Never on a slide.",
        examples=["You have just roomed Mrs. Fernbrook. Her blood pressure is 108/64."],
    )


class IfAsked(Authored):
    """What the patient says when asked about something."""

    about: Card = Field(
        description="What somebody asks about. Never on a slide.", examples=["Any change in your medicines?"]
    )
    say: Card = Field(description="What the patient answers. Never on a slide.", examples=["“No, no. Same as ever.”"])


class FacilitatorFacts(Authored):
    """What only the facilitator knows."""

    if_asked: list[IfAsked] = Field(
        default_factory=list,
        description="The patient's answers, by what is asked. Never on a slide.",
        examples=[[{"about": "The cough", "say": "“Nearly gone, thank goodness.”"}]],
    )
    volunteer_when: list[Card] = Field(
        default_factory=list,
        description="When the patient speaks up unasked, and says what. Never on a slide.",
        examples=[["Somebody waits for three seconds. Then tell them about the new bottle."]],
    )
    watch_for: Annotated[FacilitatorOnly | None, LEFT_OPEN] = Field(
        None,
        description="What the facilitator looks for in the scene. Never on a slide.",
        examples=["The list is put right only because she hears it."],
    )


class Expected(Authored):
    """A behavior that the scene should bring out; the observer form is made from it."""

    behavior: Said = Field(description="What an observer should see or hear.", examples=["Says each medicine by name"])
    checklist: str = Field(
        "",
        description="The checklist line it belongs to, as checklist-id.item-id.",
        examples=["rooming-to-clinician.medicines"],
    )


class DebriefPrompts(Authored):
    """Questions for the whole group after the scene."""

    went_well: list[Prompt] = Field(
        description="Questions about what went well.", examples=[["What helped her speak?"]], min_length=1
    )
    could_be_better: list[Prompt] = Field(
        description="Questions about what could be better.", examples=[["What did nobody say?"]], min_length=1
    )
    we_will_try: list[Prompt] = Field(
        description="Prompts for what to try next.", examples=[["One sentence for the next rooming"]], min_length=1
    )


class RolePlayMinutes(Authored):
    """Minutes of the three slides."""

    brief: Minutes = Field(1, description="Minutes to explain the situation.", examples=[1])
    scene: Minutes = Field(3, description="Minutes to play.", examples=[2])
    debrief: Minutes = Field(6, description="Minutes to talk about it.", examples=[6])


class RolePlayNotes(Authored):
    """Speaker notes of the three slides."""

    scene: NotesField = Field(
        NotesEntry(),
        description="Notes of the slide with the situation.",
        examples=[{"say": "Our patient is Mrs. Fernbrook. She is made up."}],
    )
    your_turn: NotesField = Field(
        NotesEntry(),
        description="Notes of the slide that stands while you play.",
        examples=[{"do": "Start a clock that you can see."}],
    )
    debrief: NotesField = Field(
        NotesEntry(),
        description="Notes of the slide for the talk afterward.",
        examples=[{"ask": "Where was the moment in which she could have spoken?"}],
    )


class Scenario(Authored):
    """One role play."""

    id: Identifier = Field(description="Stable name of the scenario.", examples=["rooming-refill"])
    title: Annotated[Words, Field(max_length=120), SAID] = Field(
        description="Title of the scene, on the slide.", examples=["Mrs. Fernbrook needs a refill"]
    )
    goal: Said = Field(
        description="What the team practices.", examples=["The medical assistant tells the medicines by name."]
    )
    handoff: MaybeWords = Field("", description="Which handoff of the practice it exercises.", examples=["rooming"])
    moment: MaybeWords = Field("", description="Which moment of the practice it exercises.", examples=["new-medicine"])
    fictional: YesNo = Field(description="Must be yes: no real patient may be recognized.", examples=["yes"])
    situation: Prompt = Field(
        description="For everyone: projected, handed out or read aloud.",
        examples=["Mrs. Fernbrook is 71. She is here for a blood pressure check."],
        min_length=1,
    )
    roles: list[Role] = Field(
        description="Who plays: the roles that the toolkit names, and one more if you like.",
        examples=[
            [
                {"id": "giver", "staff": "ma", "card": "You have just roomed Mrs. Fernbrook."},
                {"id": "patient", "played_by": "facilitator", "card": "You are Mrs. Fernbrook, 71."},
                {"id": "receiver", "staff": "clinician", "card": "You come from the next room."},
            ]
        ],
        min_length=2,
        max_length=4,
    )
    everybody_else: MaybeWords = Field(
        "",
        description="What everybody else looks for; on the slide.",
        examples=["Everybody else: When does the patient speak?"],
    )
    facilitator_only: FacilitatorFacts = Field(
        FacilitatorFacts(),
        description="What only the facilitator knows. Never on a slide.",
        examples=[{"watch_for": "The list is put right only because she hears it."}],
    )
    expected: list[Expected] = Field(
        default_factory=list,
        description="What the scene should bring out; the observer form lists it.",
        examples=[[{"behavior": "Says each medicine by name", "checklist": "rooming-to-clinician.medicines"}]],
    )
    debrief: DebriefPrompts = Field(
        description="What you ask the whole group after the scene.",
        examples=[
            {
                "went_well": ["What helped her speak?"],
                "could_be_better": ["What did nobody say?"],
                "we_will_try": ["One sentence for the next rooming"],
            }
        ],
    )
    minutes: RolePlayMinutes = Field(
        RolePlayMinutes(),
        description="How long each of the three slides takes.",
        examples=[{"brief": 1, "scene": 2, "debrief": 6}],
    )
    notes: RolePlayNotes = Field(
        RolePlayNotes(),
        description="What you say and do at each of the three slides.",
        examples=[{"scene": {"say": "Our patient is Mrs. Fernbrook. She is made up."}}],
    )

    @field_validator("fictional")
    @classmethod
    def _must_be_fictional(cls, value: bool) -> bool:
        if not value:
            raise Unfit("a scenario must be fictional", "write `fictional: yes`, and make sure that it is")
        return value

    @field_validator("roles")
    @classmethod
    def _roles_once(cls, value: list[Role]) -> list[Role]:
        seen: set[str] = set()
        for at, role in enumerate(value):
            if role.id in seen:
                raise Unfit(f"there are two roles with `id: {role.id}`", "give each an id of its own", at=(at,))
            seen.add(role.id)
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
