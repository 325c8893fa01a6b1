"""A role play's three slides: the situation, your turn, the debrief.

In: a scenario. Out: slides with its public parts alone. Cards and facilitator-only facts stay in the scenario: they
are of a type that no block takes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import ClassVar, Literal

from pydantic import Field

from whp_deck.content.authored import Authored, Markdown, Minutes
from whp_deck.content.notes import NotesEntry, NotesField
from whp_deck.content.scenario import PROMPTS, Role, Scenario
from whp_deck.errors import Problem, Source
from whp_deck.plan import Block, Paragraph, Purpose, SlidePlan, Text
from whp_deck.slides.base import SlideEntry, heading_and_text
from whp_deck.slides.view import View, minutes_figure

SLIDES = ("scene", "your-turn", "debrief")
PREBRIEF = "prebrief"
"""The id under which a toolkit has the ground rules of all role plays: they go where its role plays go."""
_MINUTES = dict(zip(SLIDES, ("brief", "scene", "debrief"), strict=True))  # by the names that a scenario gives them


class RolePlaySlideChange(Authored):
    """What a deck may change in one of the three slides."""

    title: Markdown = Field("", description="Title of this slide.", examples=["Now you try"])
    minutes: Minutes | None = Field(None, description="Minutes of this slide.", examples=[2])
    notes: NotesField | None = Field(
        None, description="Speaker notes of this slide.", examples=[{"do": "Start a clock that you can see."}]
    )


class RolePlaySlides(SlideEntry):
    """One scenario, played: the situation, your turn, the debrief; chosen by `role_plays:`, not added."""

    kind: Literal["role-play"] = "role-play"
    of_strategy: ClassVar[bool] = True
    purpose: ClassVar[Purpose] = "role-play"
    default_minutes: ClassVar[float] = 10
    scenario: Scenario = Field(
        description="The scenario that is played.",
        examples=[
            {
                "id": "rooming-refill",
                "title": "Mrs. Fernbrook needs a refill",
                "goal": "The medical assistant tells the medicines by name.",
                "fictional": "yes",
                "situation": "Mrs. Fernbrook is 71. She is here for a blood pressure check.",
                "roles": [
                    {"id": "giver", "staff": "ma", "card": "You have just roomed Mrs. Fernbrook."},
                    {"id": "patient", "played_by": "facilitator", "card": "You are Mrs. Fernbrook, 71."},
                    {"id": "receiver", "staff": "clinician", "card": "You come from the next room."},
                ],
                "debrief": {
                    "went_well": ["What helped her speak?"],
                    "could_be_better": ["What did nobody say?"],
                    "we_will_try": ["One sentence for the next rooming"],
                },
            }
        ],
    )
    scene: RolePlaySlideChange = Field(
        RolePlaySlideChange(),
        description="What you change in the slide with the situation.",
        examples=[{"title": "Mrs. Fernbrook is back"}],
    )
    your_turn: RolePlaySlideChange = Field(
        RolePlaySlideChange(),
        alias="your-turn",
        description="What you change in the slide that stands while you play.",
        examples=[{"minutes": 3}],
    )
    debrief: RolePlaySlideChange = Field(
        RolePlaySlideChange(),
        description="What you change in the slide for the talk afterward.",
        examples=[{"minutes": 5}],
    )
    removed: list[str] = Field(
        default_factory=list, description="Which of the three slides are left out.", examples=[["your-turn"]]
    )

    def yields(self) -> Sequence[str]:
        return tuple(f"{self.id}/{name}" for name in SLIDES if name not in self.removed)

    @property
    def heading(self) -> str:
        return self.scenario.title

    def slide_minutes(self, part: str) -> float:
        """Minutes of one of the three slides."""
        change = self._change(part)
        return float(getattr(self.scenario.minutes, _MINUTES[part])) if change.minutes is None else change.minutes

    def slide_notes(self, name: str) -> NotesEntry:
        """Speaker notes of one of the three slides."""
        usual: NotesEntry = getattr(self.scenario.notes, name.replace("-", "_"))
        return self._change(name).notes or usual

    def _minutes_place(self, name: str) -> Source | None:
        change, usual = self._change(name), self.scenario.minutes
        if change.minutes is not None:
            return change.place_of("minutes")
        return usual.place_of(_MINUTES[name]) or self.scenario.place_of()

    def planned_minutes(self) -> float:
        return sum(self.slide_minutes(name) for name in SLIDES if name not in self.removed)

    def takeaway(self, view: View) -> str:
        """What the group said at the end of the debrief, which no file knows: asked for."""
        return super().takeaway(view) or view.words.get("asked_to_try")

    def plan(self, view: View) -> list[SlidePlan]:
        made = {"scene": self._scene, "your-turn": self._your_turn, "debrief": self._debrief}
        return [made[name](view) for name in SLIDES if name not in self.removed]

    def _change(self, name: str) -> RolePlaySlideChange:
        change: RolePlaySlideChange = getattr(self, name.replace("-", "_"))
        return change

    def _make(self, view: View, name: str, layout: str, title: str, slots: Mapping[str, Block | None]) -> SlidePlan:
        change = self._change(name)
        place = change.place_of("title") if change.title else self.scenario.place_of("title")
        changes = {
            "id": f"{self.id}/{name}",
            "title": view.line(change.title or title, place),
            "minutes": self.slide_minutes(name),
            "notes": view.notes(
                self.slide_notes(name), change.place_of("notes") if change.notes else self.scenario.place_of()
            ),
            "source": self.scenario.place_of(),
            "minutes_source": self._minutes_place(name),
        }
        return self.slide(view, layout, slots, **changes)

    def label(self, view: View) -> Text:
        """Which one of how many it is."""
        number, count = view.session.role_plays.get(self.id, 1), len(view.session.role_plays) or 1
        return view.fixed("role_play_label", number=number, count=count)

    def _scene(self, view: View) -> SlidePlan:
        slots = {
            "situation": view.text(self.scenario.situation, self.scenario.place_of("situation")),
            "label": self.label(view),
        }
        own = self.scene.title
        if own and own != self.scenario.title:
            message = f"`{self.id}/scene` has a title of its own: the other slides, cards and sheets still say “{self.scenario.title}”"
            hint = f"to give the role play another name, write the title under `role_plays: change: {self.id}:` instead"
            view.problems.append(Problem("scenario-title", message, hint, self.scene.place_of("title"), "warning"))
        return self._make(view, "scene", "scene", self.scenario.title, slots)

    def _your_turn(self, view: View) -> SlidePlan:
        minutes = self.slide_minutes("your-turn")
        title = view.words.get("your_turn", title=self.scenario.title)
        slots: dict[str, Block | None] = {
            "minutes": view.words_text(minutes_figure(minutes), self._minutes_place("your-turn")),
            "minutes-word": view.words_text(view.words.get("minute" if minutes <= 1 else "minutes")),
            "watch-for": view.line(self.scenario.everybody_else, self.scenario.place_of("everybody_else")),
        }
        # the patient's card stands between giver and receiver, as the patient does; a fourth role comes last
        order = {"giver": 0, "patient": 1, "receiver": 2}
        roles = sorted(self.scenario.roles, key=lambda role: order.get(role.id, 3))
        for number, role in enumerate(roles, 1):
            slots[f"card-{number}"] = self._card(view, role)
        return self._make(view, "your-turn", _layout(roles), title, slots)

    def role_name(self, view: View, role: Role) -> str:
        """`Giver`, `Patient`, or the name that the scenario gives."""
        usual = view.words.get(role.id) if view.words.has(role.id) else role.id.replace("-", " ").capitalize()
        return role.name or usual

    def _card(self, view: View, role: Role) -> Text:
        title = view.staff_title(role.staff)
        who = view.words_text(title[:1].upper() + title[1:])
        if role.played_by == "facilitator":
            who = view.fixed("played_by_facilitator")
        head = view.words_text(self.role_name(view, role), role.place_of())
        task = view.line(role.task, role.place_of("task"))
        return heading_and_text(head, replace(task, paragraphs=who.paragraphs + task.paragraphs, fixed=who.fixed))

    def _debrief(self, view: View) -> SlidePlan:
        prompts = self.scenario.debrief
        slots: dict[str, Block | None] = {}
        for number, name in enumerate(PROMPTS, 1):
            slots[f"heading-{number}"] = view.fixed(name)
            lines: list[Paragraph] = []
            for index, prompt in enumerate(getattr(prompts, name)):
                lines += view.line(prompt, prompts.item_place(name, index)).paragraphs
            slots[f"prompts-{number}"] = Text(tuple(lines), prompts.place_of(name))
        title = view.words.get("debrief_title", title=self.scenario.title)
        return self._make(view, "debrief", "debrief", title, slots)


def _layout(roles: Sequence[Role]) -> str:
    """The layout with a card for each role; the people on it are drawn, staff with a badge and family without."""
    match len(roles):
        case 2:
            return "your-turn-2"
        case 3:
            return "your-turn" if roles[-1].id == "receiver" else "your-turn-family"
        case _:
            return "your-turn-4"
