"""Slides, sessions and the whole deck before any file. Minutes are floats.

In: nothing (the planner makes them). Out: frozen dataclasses. Must not know YAML or PowerPoint.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from whp_deck.errors import Source
from whp_deck.plan.blocks import Block, Paragraph, Text


@dataclass(frozen=True, slots=True)
class NotePart:
    """One part of the speaker notes under its label ("SAY", "ASK" …); an empty label is plain notes."""

    label: str
    paragraphs: tuple[Paragraph, ...]


WORDS_A_MINUTE = 130  # of somebody who speaks to a room
NOTES_WORDS = 320  # on one notes page at 12 pt; PowerPoint does not flow notes to a second page


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


BY_HAND = "by-hand"
"""The kind of a slide that a person added in PowerPoint: no file has an entry for it."""

Purpose = Literal["frame", "content", "talk", "video", "role-play", "aside", "compare"]


@dataclass(frozen=True, slots=True)
class SlidePlan:
    """One slide that will exist. `layout` and the keys of `slots` are names of `config/layouts.yaml`.

    `kind` is for people to read. What others must know of it is its `purpose`: it opens or ends the meeting (frame),
    says something (content), makes the room talk, plays a video, is part of a role play, only leads on (aside), or
    shows in a merged deck what the configuration says (compare). `remember` is what people should take away from it, in
    one plain line. `minutes_source` is where its minutes are given, else where the slide is. `decisions` names what it
    shows of the practice's decisions, which packet and handout have from the files; `is_counted`: it says what is counted
    of its session, which no file has to change for.
    """

    id: str
    kind: str
    layout: str
    slots: Mapping[str, Block]
    notes: Notes
    minutes: float
    part: str = ""
    hidden: bool = False
    source: Source | None = None
    purpose: Purpose = "content"
    remember: str = ""
    minutes_source: Source | None = None
    decisions: str = ""
    is_counted: bool = False

    @property
    def title(self) -> str:
        block = self.slots.get("title")
        return block.text.replace("\n", " ") if isinstance(block, Text) else ""


Look = Literal["adopt", "keep", "stay"]


@dataclass(frozen=True, slots=True)
class CopiedSlide(SlidePlan):
    """A slide of an existing presentation, by its number from 1; its `slots` hold the title alone, its layout has no name.

    `look`: it adopts a layout of the new deck (`layouts` says which for which), keeps its own master, or stays where it is
    because the deck starts from that presentation. `texts` replace what stands in its "title" and "body". The first
    `kept_notes` parts of the notes are in the presentation already; with 0 the notes are written anew. `plays` are the movies
    that it plays from files: where they are, by the words with which the slide names them. `file_id` is what the slide is
    called in its presentation, whatever entry takes it.
    """

    file: str = ""
    file_id: str = ""
    number: int = 0
    look: Look = "adopt"
    layouts: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, Text] = field(default_factory=dict)
    kept_notes: int = 0
    plays: Mapping[str, str] = field(default_factory=dict)

    @property
    def original(self) -> str:
        """The slide from which it is copied, by the names of file and slide."""
        return f"{self.file.rpartition('/')[2]}#{self.file_id}"


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
    def shown(self) -> tuple[SlidePlan, ...]:
        """The slides that are not hidden."""
        return tuple(slide for slide in self.slides if not slide.hidden)

    @property
    def minutes(self) -> float:
        """Minutes of the slides that are shown."""
        return sum(slide.minutes for slide in self.shown)


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
    """Everything that one deck file yields. `start_from`: the presentation whose slides stay, and which all others
    join.
    """

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
    start_from: str = ""

    def stem_of(self, session: Session) -> str:
        """How the files of a session begin: `monday-huddle-1`; no number when there is one session."""
        return self.file_stem if session.of == 1 else f"{self.file_stem}-{session.number}"


def plain_letters(text: str) -> str:
    """Lower case, without accents: `Übergabe` → `ubergabe`. For names that every system takes."""
    parts = unicodedata.normalize("NFKD", text.casefold().replace("ø", "o").replace("æ", "ae").replace("ł", "l"))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def stem_of_file(stem: str) -> str:
    """How the files of a deck are called, whose own file is called `stem`: `Monday huddle` → `monday-huddle`."""
    kept = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in plain_letters(stem))
    return "-".join(part for part in kept.split("-") if part)[:60] or "deck"
