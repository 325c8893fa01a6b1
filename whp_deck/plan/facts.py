"""Facts of files that an entry names, gathered by `office.facts` before planning: the planner opens no file.

In: nothing (`office.facts` makes them). Out: frozen dataclasses, by the path of the file as `path_beside` gives it.
Must not open anything. A file that could not be read has no facts; its problem was told when it was read.
"""

from __future__ import annotations

import os.path
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from whp_deck.errors import Source, enumerated


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file of which an entry wants to know the facts before it is planned. `path` as `path_beside` gives it."""

    kind: Literal["movie", "captions", "transcript", "deck"]
    path: str
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class MovieFacts:
    """A movie file: `duration` in seconds, `width` and `height` in pixels as it is shown, `size` in bytes.

    Codecs as people call them ("H.264", "AAC"); an empty `audio` is a movie without sound.
    """

    duration: float
    width: int
    height: int
    video: str = ""
    audio: str = ""
    container: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True)
class Cue:
    """A line of captions: when it shows, in seconds; its text, in WebVTT's marks; the line of the file it stands on."""

    start: float
    end: float
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class CaptionFacts:
    """A file of captions: the whole of it as WebVTT, its cues in order, and the file as problems name it."""

    webvtt: str
    cues: tuple[Cue, ...]
    file: str


@dataclass(frozen=True, slots=True)
class SlideFacts:
    """A slide of an existing presentation: `number` from 1, `id` made from its title, `notes` as paragraphs.

    `slots` are the texts that can be changed, of "title" and "body". `links` are the numbers of the slides that
    it leads to. `outside` are sentences about what leads to other
    files or is fetched from elsewhere, `left_behind` words for what a copy does not take along. `footer` and `date` are the
    words of its own footer and date, `foot` those of text boxes that do the work of a footer, `foot_lines`
    those of them that most slides have. `holds` are words for what else
    stands on it: charts, tables, animations. `plays` are movies beside that deck that it plays from
    their files, as it names them, `lacks` those that are not there.
    """

    number: int
    id: str
    title: str = ""
    notes: tuple[str, ...] = ()
    hidden: bool = False
    layout: str = ""
    section: str = ""
    slots: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    fonts: tuple[str, ...] = ()
    links: tuple[int, ...] = ()
    outside: tuple[str, ...] = ()
    left_behind: tuple[str, ...] = ()
    footer: str = ""
    date: str = ""
    foot: tuple[str, ...] = ()
    foot_lines: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    plays: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()

    @property
    def own_foot(self) -> str:
        """“the footer “St. Agnes” and the date “March 3””, as far as the slide has words of its own there."""
        named = (("footer", self.footer), ("date", self.date))
        return enumerated([f"the {what} “{words}”" for what, words in named if words])


@dataclass(frozen=True, slots=True)
class DeckFacts:
    """An existing presentation: its slides in order, their size in EMU, the fonts of its themes."""

    slides: tuple[SlideFacts, ...]
    width: int = 0
    height: int = 0
    fonts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of files before planning, by path. A transcript is its paragraphs."""

    movies: Mapping[str, MovieFacts] = field(default_factory=dict)
    captions: Mapping[str, CaptionFacts] = field(default_factory=dict)
    transcripts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    decks: Mapping[str, DeckFacts] = field(default_factory=dict)


def path_beside(name: str, source: Source | None) -> str:
    """The path of a file that an author named, counted from the author's file, with forward slashes."""
    beside = Path(source.file).parent if source else Path()
    return Path(os.path.normpath(beside / name.replace("\\", "/"))).as_posix()
