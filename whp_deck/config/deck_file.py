"""The deck file: what an author chooses and edits for one deck.

In: the tree of decks/*.yaml. Out: `DeckFile`. Must not read other files or know slide kinds.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, ModelWrapValidatorHandler, field_validator, model_validator

from whp_deck.content.authored import Authored, Count, Date, Identifier, Minutes, OrText, Time, Words


class FormatChoice(Authored):
    """A format of the toolkit by name, or a free one: so many minutes, in so many sessions."""

    name: str = ""
    minutes: Minutes | None = Field(None, gt=0, examples=[20])
    sessions: Count | None = Field(None, description="Empty = as many as it takes.")

    @model_validator(mode="wrap")
    @classmethod
    def _by_name(cls, data: Any, handler: ModelWrapValidatorHandler[FormatChoice]) -> FormatChoice:
        choice = handler({"name": data} if isinstance(data, str) else data)
        if not choice.name and choice.minutes is None:
            raise ValueError("name a format of the toolkit, as `huddle-15`, or write `{minutes: 20}`")
        return choice


class MeetingEntry(Authored):
    """One date of one session; a session held twice has two of them."""

    session: Count = 1
    date: Date | None = Field(None, examples=["2026-11-30"])
    start: Time | None = Field(None, examples=["07:45"])
    place: str = Field("", examples=["Break room"], max_length=80)
    join: str = Field("", description="Address of an online meeting.", examples=["https://example.org/join"])
    people: Annotated[int, Field(ge=1, le=500)] | None = Field(
        None, description="How many people come; the packet counts copies from it.", examples=[12]
    )

    @field_validator("join")
    @classmethod
    def _address(cls, value: str) -> str:
        if value and not value.startswith("https://"):
            raise ValueError("an address to join starts with https://")
        return value


class SlideEdits(Authored):
    """Edits of the toolkit's slides, applied in this order: remove, change, add, order, hide."""

    remove: list[str] = Field(default_factory=list)
    change: dict[str, Any] = Field(default_factory=dict)
    add: list[Any] = Field(default_factory=list)
    order: list[str] = Field(default_factory=list)
    hide: list[str] = Field(default_factory=list)


class RolePlayChoice(Authored):
    """Which scenarios are played, in which order, what is changed in them, which are added."""

    use: list[str] | None = Field(None, examples=[["rooming-refill", "scheduling-aspirin"]])
    change: dict[str, Any] = Field(default_factory=dict)
    add: list[str] = Field(default_factory=list, description="Files with scenarios of your own.")


class SectionEdits(Authored):
    """Edits of the packet's and the handout's sections: remove, change the words by id, add."""

    remove: list[str] = Field(default_factory=list, examples=[["certificate"]])
    change: dict[str, Any] = Field(default_factory=dict)
    add: list[Any] = Field(default_factory=list, description="As `- {id, title, body, after}`.")


def _digits(value: Any) -> Any:
    return int(value) if isinstance(value, str) and value.strip() in ("1", "2") else value


class PacketChoice(Authored):
    """Paper, columns of the script, and sections."""

    paper: Literal["letter", "a4"] = "letter"
    columns: Annotated[Literal[1, 2], BeforeValidator(_digits)] = Field(1, description="Columns of the script.")
    sections: SectionEdits = SectionEdits()


Output = Literal["deck", "packet", "handout", "share", "invite"]


class DeckFile(Authored):
    """One file of decks/."""

    deck: Words = Field(description="Name of the deck.", examples=["Monday huddle"], max_length=80)
    practice: Words = Field(description="The practice's file.", examples=["../config/practice.yaml"])
    toolkit: Identifier = "warm-handoff-plus"
    template: Words = Field("base", description="`base`, or a path to a .pptx or .potx file.")
    format: Annotated[FormatChoice, OrText()] = Field(description="huddle-15, staff-30, …, or {minutes: 20}.")
    meetings: list[MeetingEntry] = Field(default_factory=list)
    slides: SlideEdits = SlideEdits()
    role_plays: RolePlayChoice = RolePlayChoice()
    video: dict[str, Any] = Field(default_factory=dict, description="Edits the toolkit's video slide.")
    outputs: list[Output] = Field(
        ["deck", "packet", "handout"], min_length=1, description="What `build` writes for each session."
    )
    packet: PacketChoice = PacketChoice()
