"""The deck file: what an author chooses and edits for one deck.

In: the tree of decks/*.yaml. Out: `DeckFile`. Must not read other files or know slide kinds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import (
    BeforeValidator,
    Field,
    ModelWrapValidatorHandler,
    PlainValidator,
    PrivateAttr,
    field_validator,
    model_validator,
)

from whp_deck.config.lengths import length_of
from whp_deck.config.own_scenarios import file_expected
from whp_deck.config.unfit import say_keys
from whp_deck.content.authored import (
    Authored,
    Count,
    Identifier,
    MaybePhrase,
    MaybeWords,
    Minutes,
    OpenDate,
    OpenTime,
    OrText,
    Phrase,
    Unfit,
    Words,
)
from whp_deck.resources import USUAL_TOOLKIT


class FormatChoice(Authored):
    """A format of the toolkit by name, or a free one: so many minutes, in so many sessions."""

    name: str = Field("", description="A format of the toolkit.", examples=["huddle-15"])
    minutes: Minutes | None = Field(
        None, gt=0, description="Minutes of one session, when you use no format of the toolkit.", examples=[20]
    )
    sessions: Count | None = Field(None, description="How many sessions; empty = as many as it takes.", examples=[3])
    _in_words: bool = PrivateAttr(default=False)

    @model_validator(mode="wrap")
    @classmethod
    def _by_name(cls, data: Any, handler: ModelWrapValidatorHandler[FormatChoice]) -> FormatChoice:
        if isinstance(data, str):
            length = length_of(data)
            choice = handler({"minutes": length.minutes, "sessions": length.meetings} if length else {"name": data})
            choice._in_words = length is not None
            return choice
        choice = handler(data)
        if not choice.name and choice.minutes is None:
            raise Unfit("no format is named", "name one of the toolkit's, as `huddle-15`, or write `{minutes: 25}`")
        return choice

    @property
    def in_words(self) -> bool:
        """Whether somebody wrote it as `2 x 20 minutes`: a format made for such meetings is meant then."""
        return self._in_words


_LENGTH = "how long a meeting is the deck’s `format:` says, for all of them alike: `format: 25 minutes`, or `format: 2 x 25 minutes`"


class MeetingEntry(Authored):
    """One date of one session; a session held twice has two of them."""

    elsewhere: ClassVar[Mapping[str, str]] = dict.fromkeys(("minutes", "length", "duration", "end"), _LENGTH)
    session: Count = Field(
        1,
        description="Number of the session that is held; as many days as sessions, without it, are theirs in order.",
        examples=[2],
    )
    date: OpenDate = Field(None, description="The day, as year-month-day.", examples=["2026-11-30"])
    start: OpenTime = Field(None, description="When it begins.", examples=["07:45"])
    place: MaybePhrase = Field("", description="Where you meet.", examples=["Break room"], max_length=80)
    join: MaybeWords = Field("", description="Address of an online meeting.", examples=["https://example.org/join"])
    people: Annotated[int, Field(ge=1, le=500)] | None = Field(
        None, description="How many people come; the packet counts copies from it.", examples=[12]
    )

    @field_validator("join")
    @classmethod
    def _address(cls, value: str) -> str:
        if value and not value.startswith("https://"):
            raise Unfit("this is no address to join", "copy it whole; it starts with https://")
        return value


def _as_read(example: str) -> Callable[[Any], Any]:
    """The mapping as it was read, `example` being one: what checks it later needs the place of each key."""

    def read(value: Any) -> Any:
        if value is not None and not isinstance(value, dict):
            hint = say_keys((), value) if isinstance(value, list) and value else f"write them as `{example}`"
            raise Unfit("keys and values are expected", hint)
        return value or {}

    return read


class SlideEdits(Authored):
    """Edits of the toolkit's slides, applied in this order: remove, include, move, change, add, order, hide."""

    remove: list[str] = Field(
        default_factory=list, description="Ids of slides that you leave out.", examples=[["evidence"]]
    )
    include: list[str] = Field(
        default_factory=list,
        description="Ids of slides that the format leaves out and that you show, each behind the slide before it.",
        examples=[["barriers"]],
    )
    move: Annotated[
        dict[str, Any], PlainValidator(_as_read("{which-patients: 2}"), json_schema_input_type=dict[str, Count])
    ] = Field(
        default_factory=dict,
        description="Slides that you show in another session, each with its number; there it stands in the toolkit's order.",
        examples=[{"which-patients": 2}],
    )
    change: dict[str, Any] = Field(
        default_factory=dict,
        description="Your own words for a slide, by its id; the rest of it stays.",
        examples=[{"what-is-whp": {"title": "Two of us talk, and you hear it"}}],
    )
    add: list[Any] = Field(
        default_factory=list,
        description="Slides of your own, and where they stand.",
        examples=[
            [
                {
                    "id": "our-promise",
                    "kind": "quote",
                    "after": "what-is-whp",
                    "title": "It fits our promise",
                    "quote": "“Nothing about you without you.”",
                    "attribution": "By our front door",
                }
            ]
        ],
    )
    order: list[str] = Field(
        default_factory=list,
        description="Ids of slides in the order you want: they share the places that they had, and every other slide keeps its place.",
        examples=[["one-picture", "what-is-whp"]],
    )
    hide: list[str] = Field(
        default_factory=list,
        description="Ids of slides that stay in the file but are not shown.",
        examples=[["sources"]],
    )


class RolePlayChoice(Authored):
    """Which scenarios are played, in which order, what is changed in them, which are added."""

    use: list[str] | None = Field(
        None,
        description="Ids of the scenarios that you play, in order; empty = all of them.",
        examples=[["rooming-refill", "scheduling-aspirin"]],
    )
    change: dict[str, Any] = Field(
        default_factory=dict,
        description="Your own words in a scenario, by its id; the rest of it stays.",
        examples=[{"rooming-refill": {"title": "Mrs. Fernbrook is back"}}],
    )
    add: Annotated[list[Annotated[str, BeforeValidator(file_expected)]], BeforeValidator(file_expected)] = Field(
        default_factory=list, description="Files with scenarios of your own.", examples=[["scenarios/ours.yaml"]]
    )


class SectionEdits(Authored):
    """Edits of the packet's and the handout's sections: remove, change the words by id, add."""

    remove: list[str] = Field(
        default_factory=list, description="Ids of sections that you leave out.", examples=[["certificate"]]
    )
    change: dict[str, Any] = Field(
        default_factory=dict,
        description="Your own words for a section, by its id; the rest of it stays.",
        examples=[{"session-plan": {"title": "Our hour on one page"}}],
    )
    add: list[Any] = Field(
        default_factory=list,
        description="Sections of your own, as `- {id, title, body, after}`.",
        examples=[
            [{"id": "our-parking", "title": "Where to park", "body": "Behind the building.", "after": "materials"}]
        ],
    )


def _digits(value: Any) -> Any:
    return int(value) if isinstance(value, str) and value.strip() in ("1", "2") else value


class PacketChoice(Authored):
    """Paper, columns of the script, the look of the Word documents, and sections."""

    paper: Literal["letter", "a4"] = Field("letter", description="Paper you print on.", examples=["letter"])
    columns: Annotated[Literal[1, 2], BeforeValidator(_digits)] = Field(
        1, description="Columns of the script.", examples=[2]
    )
    template: Words | None = Field(
        None,
        description="A Word document of your own whose styles, header and margins the packet and the handout take.",
        examples=["our-letterhead.docx"],
    )
    sections: SectionEdits = Field(
        SectionEdits(),
        description="Your edits of the packet's and the handout's sections.",
        examples=[{"remove": ["certificate"]}],
    )


class Ignore(Authored):
    """A finding of `whp-deck check` that you have looked at and accept."""

    rule: Words = Field(description="The rule's id, as the finding shows it in brackets.", examples=["slide-wordy"])
    slide: str = Field("", description="Id of the slide; empty = everywhere.", examples=["sources"])
    reason: Words = Field(
        description="Why you accept it; it stands in the report.",
        examples=["A list to look things up, not to read out"],
    )


class CheckChoice(Authored):
    """What `whp-deck check` may pass over."""

    ignore: list[Ignore] = Field(
        default_factory=list,
        description="Findings that you accept, each with its reason.",
        examples=[[{"rule": "slide-wordy", "slide": "sources", "reason": "A list to look things up"}]],
    )


Output = Literal["deck", "packet", "handout", "share", "invite"]
PAPERS: tuple[Output, ...] = ("packet", "handout")  # what is printed of a session
REPRINTS: Mapping[Output, tuple[str, ...]] = {}
"""Which sections of packet or handout another output gives people, too: then notes and lists name them. Its name → their ids."""


class LayoutEntry(Authored):
    """Which layout of your template carries one of ours, and which of its placeholders takes what."""

    layout: Words = Field(
        description="Name of the layout, as View > Slide Master shows it.", examples=["Titel und Inhalt"]
    )
    slots: dict[str, Words] = Field(
        default_factory=dict,
        description="Our name for a text, table or picture, and the placeholder as the Selection Pane shows it; `free` = "
        "no placeholder, a text box under the title.",
        examples=[{"title": "Titel 1", "body": "Inhaltsplatzhalter 2"}],
    )

    @model_validator(mode="wrap")
    @classmethod
    def _by_name(cls, data: Any, handler: ModelWrapValidatorHandler[LayoutEntry]) -> LayoutEntry:
        return handler({"layout": data} if isinstance(data, str) else data)


class DeckFile(Authored):
    """One file of decks/."""

    elsewhere: ClassVar[Mapping[str, str]] = dict.fromkeys(
        ("name", "title"), "the deck’s name stands first: `deck: Monday huddle`"
    )
    deck: Annotated[Phrase, Field(max_length=80)] = Field(description="Name of the deck.", examples=["Monday huddle"])
    practice: Words = Field(description="The practice's file.", examples=["../config/practice.yaml"])
    toolkit: Identifier = Field(
        USUAL_TOOLKIT, description="The toolkit that the slides come from.", examples=["warm-handoff-plus"]
    )
    template: Words = Field(
        "base", description="`base`, or a path to a .pptx or .potx file.", examples=["our-template.potx"]
    )
    layouts: Annotated[dict[str, Annotated[LayoutEntry, OrText()]], OrText()] = Field(
        default_factory=dict,
        description="Which layouts of your template carry which slides, where their names do not say it; or the file that "
        "`whp-deck template inspect FILE --save` wrote.",
        examples=[{"content": "Titel und Inhalt", "section": {"layout": "Kapitel", "slots": {"minutes": "free"}}}],
    )
    start_from: str = Field(
        "",
        description="A presentation of your own whose slides the deck keeps, instead of the toolkit's.",
        examples=["our-old-deck.pptx"],
    )
    format: Annotated[FormatChoice, OrText()] = Field(
        description="A format of the toolkit, as huddle-15 or staff-30, or {minutes: 25}, or {minutes: 25, sessions: 2}.",
        examples=["huddle-15", {"minutes": 20}],
    )
    meetings: list[MeetingEntry] = Field(
        default_factory=list,
        description="When and where each session is held; one session may have several dates.",
        examples=[[{"session": 1, "date": "2026-11-30", "start": "07:45", "place": "Break room"}]],
    )
    slides: SlideEdits = Field(
        SlideEdits(), description="Your edits of the toolkit's slides.", examples=[{"remove": ["evidence"]}]
    )
    role_plays: RolePlayChoice = Field(
        RolePlayChoice(), description="Which scenarios you play.", examples=[{"use": ["rooming-refill"]}]
    )
    video: Annotated[
        dict[str, Any],
        PlainValidator(_as_read("{mode: file, file: watch-one.mp4}"), json_schema_input_type=dict[str, Any]),
    ] = Field(
        default_factory=dict,
        description="Edits the toolkit's video slide.",
        examples=[{"mode": "file", "file": "watch-one.mp4", "captions": [{"file": "watch-one.vtt", "language": "en"}]}],
    )
    words: Annotated[
        dict[str, Any], PlainValidator(_as_read("{went_well: What we liked}"), json_schema_input_type=dict[str, Any])
    ] = Field(
        default_factory=dict,
        description="Fixed words of slides, notes and papers that this deck says otherwise, as a practice's file does for all its decks.",
        examples=[{"went_well": "What we liked", "table_columns": {"our_answer": "What we do"}}],
    )
    outputs: list[Output] = Field(
        ["deck", "packet", "handout"],
        min_length=1,
        description="What `build` writes for each session.",
        examples=[["deck", "packet"]],
    )
    packet: PacketChoice = Field(
        PacketChoice(), description="Paper, columns and sections of the packet.", examples=[{"paper": "a4"}]
    )
    check: CheckChoice = Field(
        CheckChoice(),
        description="Findings of `whp-deck check` that you accept, with your reasons.",
        examples=[{"ignore": [{"rule": "slide-wordy", "slide": "sources", "reason": "A list to look things up"}]}],
    )
