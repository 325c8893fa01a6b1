"""What will exist, before any file: sessions, slides, their blocks and their notes.

In: nothing (the planner makes these values). Out: frozen dataclasses that every renderer reads.
Standard library only; must not know YAML, PowerPoint or how anything is drawn. Minutes are floats.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from whp_deck.errors import Source

ListMarker = Literal["bullet", "number"]


@dataclass(frozen=True, slots=True)
class Run:
    """Letters that share one look; `link` is an address."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Runs on one line or more; `level` counts from 0, `marker` says bulleted, numbered or (None) plain."""

    runs: tuple[Run, ...]
    level: int = 0
    marker: ListMarker | None = None

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Text:
    """Paragraphs for one slot. `scale` is the stored font scale in percent that fit chose (100 = full size)."""

    paragraphs: tuple[Paragraph, ...]
    source: Source | None = None
    scale: int = 100

    @property
    def text(self) -> str:
        return "\n".join(paragraph.text for paragraph in self.paragraphs)


TableLook = Literal["table", "agenda", "bar"]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, each a `Text`. The first row is the header when `header` is true.

    `look`: an ordinary table; the agenda (first column = numbered chips, last = minutes, right-aligned);
    or the one-row bar of minutes, whose column widths follow `shares`. `emphasis` is a row (agenda) or
    column (bar) counted from 0 that carries the accent colour. `size` is the text size in points that fit
    chose, 0 = the renderer's default; `alt` says in a sentence what the table shows.
    """

    rows: tuple[tuple[Text, ...], ...]
    alt: str
    header: bool = True
    look: TableLook = "table"
    shares: tuple[float, ...] = ()
    emphasis: int | None = None
    source: Source | None = None
    size: float = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture from a file, or one that we draw: the video's poster or the QR code of an address."""

    alt: str
    file: str = ""
    drawing: Literal["", "poster", "qr"] = ""
    address: str = ""
    link: str = ""
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """The handoff as a drawn group: giver, patient, receiver, arrows between them.

    `says` tells for giver, patient, receiver whether a speech bubble is drawn behind that slot's text.
    """

    alt: str
    says: tuple[bool, bool, bool] = (False, False, False)


@dataclass(frozen=True, slots=True)
class Steps:
    """Three to five steps, each a heading (may be empty) and a text."""

    steps: tuple[tuple[Text, Text], ...]
    source: Source | None = None


Block = Text | Table | Picture | Figures | Steps


@dataclass(frozen=True, slots=True)
class FacilitatorText:
    """Facilitator-only paragraphs. Not a `Block`: packet sections alone accept it, no slide does."""

    paragraphs: tuple[Paragraph, ...]
    source: Source | None = None

    @property
    def text(self) -> str:
        return "\n".join(paragraph.text for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a packet section; level 2 or 3 (the section's own title is level 1)."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Checks:
    """Lines with a box to tick."""

    items: tuple[Text | FacilitatorText, ...]


@dataclass(frozen=True, slots=True)
class WritingLines:
    """Empty lines to write on, 9 mm high, under a label."""

    count: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A table to fill in by hand: header, rows with some cells filled in, and `blank_rows` empty ones after them."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    blank_rows: int = 0
    shares: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class ScriptSlide:
    """One slide of the script: its number as PowerPoint counts, when it starts, what the notes say."""

    number: int
    id: str
    title: str
    minutes: float
    clock: str
    hidden: bool
    notes: Notes
    tip: FacilitatorText | None = None


@dataclass(frozen=True, slots=True)
class RoleCard:
    """A card for whoever plays a role: half a page, to be cut off."""

    scene: str
    role: str
    holder: str
    text: FacilitatorText


@dataclass(frozen=True, slots=True)
class PocketCard:
    """A checklist of 4 x 6 inches: groups of lines, each group under who does it."""

    title: str
    groups: tuple[tuple[str, tuple[Text, ...]], ...]


PacketBlock = (
    Text
    | FacilitatorText
    | Table
    | Picture
    | Heading
    | Checks
    | WritingLines
    | Form
    | ScriptSlide
    | RoleCard
    | PocketCard
)


@dataclass(frozen=True, slots=True)
class PacketSection:
    """One section of a packet or handout. A facilitator-only section starts a page of its own and is marked on it."""

    id: str
    title: str
    blocks: tuple[PacketBlock, ...]
    facilitator_only: bool = False
    new_page: bool = True
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class PrintedDocument:
    """A packet or a handout of one session, before any file. `file_stem` as in `monday-huddle-1-packet`."""

    kind: Literal["packet", "handout"]
    file_stem: str
    title: str
    practice: str
    session: str
    language: str
    sections: tuple[PacketSection, ...]
    paper: Literal["letter", "a4"] = "letter"
    columns: Literal[1, 2] = 1


@dataclass(frozen=True, slots=True)
class NotePart:
    """One part of the speaker notes under its label ("SAY", "ASK" …); an empty label is plain notes."""

    label: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Notes:
    """Speaker notes in a fixed order of parts. `continues` opens the notes of a page that continues this slide."""

    parts: tuple[NotePart, ...] = ()
    source: Source | None = None
    continues: str = ""

    @property
    def text(self) -> str:
        lines = []
        for part in self.parts:
            lines += [part.label] if part.label else []
            lines += [paragraph.text for paragraph in part.paragraphs]
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class SlidePlan:
    """One slide that will exist. `layout` and the keys of `slots` are names of `config/layouts.yaml`."""

    id: str
    kind: str
    layout: str
    slots: Mapping[str, Block]
    notes: Notes
    minutes: float
    part: str = ""
    hidden: bool = False
    source: Source | None = None

    @property
    def title(self) -> str:
        block = self.slots.get("title")
        return block.text.replace("\n", " ") if isinstance(block, Text) else ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """One date on which a session is held; `start` is None when no time is known."""

    date: dt.date | None = None
    start: dt.time | None = None
    place: str = ""
    join: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """One meeting's part of a deck: one .pptx. `slot` and `usable` are the minutes that there are."""

    number: int
    of: int
    name: str
    footer: str
    slides: tuple[SlidePlan, ...]
    slot: float
    usable: float
    meetings: tuple[Meeting, ...] = ()
    topic: str = ""

    @property
    def minutes(self) -> float:
        """Minutes of the slides that are shown."""
        return sum(slide.minutes for slide in self.slides if not slide.hidden)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A slide that no session shows, and why."""

    id: str
    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class OpenDecision:
    """A point that the practice has not decided, in words, with the place where it would be written."""

    field: str
    question: str
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Theme:
    """The practice's own look: `RRGGBB` colors and a logo file; empty = the template's."""

    primary: str = ""
    accent: str = ""
    logo: str = ""


@dataclass(frozen=True, slots=True)
class DeckPlan:
    """Everything that one deck file yields."""

    name: str
    file_stem: str
    practice: str
    language: str
    subject: str
    keywords: str
    theme: Theme
    sessions: tuple[Session, ...]
    left_out: tuple[LeftOut, ...] = ()
    open_decisions: tuple[OpenDecision, ...] = ()
