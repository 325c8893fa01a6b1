"""Blocks: what stands in a slot of a slide. In: nothing (kinds make them). Out: frozen dataclasses for every renderer.

Standard library only; must not know how anything is drawn, nor slides.
"""

from __future__ import annotations

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
class FixedWords:
    """Which of the fixed words (`words:` of a file) a line is, and the values in it by their fields, as they are shown."""

    key: str
    values: tuple[tuple[str, str], ...] = ()
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """Paragraphs for one slot. `scale` is the stored font scale in percent that fit chose (100 = full size).

    `short` is what stands there instead when it does not fit: of a name, which nobody can shorten, what people call it; of an
    address, its site.
    `open` is the key with which a decision that nobody has written down yet would be added at `source`. `made_of` are, for
    each paragraph, the places of what it is made of, where that is not one for all: a date, a time and a room. `fixed` says, for each
    paragraph as far as it goes, which fixed words it is.
    """

    paragraphs: tuple[Paragraph, ...]
    source: Source | None = None
    scale: int = 100
    short: Text | None = None
    open: str = ""
    made_of: tuple[tuple[Source, ...], ...] = ()
    fixed: tuple[FixedWords | None, ...] = ()

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


@dataclass(frozen=True, slots=True)
class Captions:
    """One track of captions: a language tag (BCP 47), what the player's menu calls it, and the whole WebVTT file."""

    language: str
    label: str
    webvtt: str


MovieSource = Literal["embedded", "linked", "online"]
MovieStart = Literal["click", "automatic", "when-clicked"]


@dataclass(frozen=True, slots=True)
class Movie:
    """A movie that plays on the slide: inside the deck, from a file beside it, or from a player's address.

    `poster` is what shows before it plays, the card that we draw unless it says otherwise; `frame` (seconds) takes the
    movie's own picture at that time instead. `file` is a path, `duration` seconds, `width` and `height` pixels; 0 = not known.
    `start`: with the next click, by itself, or when somebody clicks on the picture.
    """

    alt: str
    poster: Picture
    where: MovieSource
    file: str = ""
    address: str = ""
    container: str = ""
    start: MovieStart = "click"
    frame: float | None = None
    duration: float = 0
    width: int = 0
    height: int = 0
    captions: tuple[Captions, ...] = ()
    source: Source | None = None


Block = Text | Table | Picture | Movie | Figures | Steps


@dataclass(frozen=True, slots=True)
class FacilitatorText:
    """Facilitator-only paragraphs. Not a `Block`: packet sections alone accept it, no slide does."""

    paragraphs: tuple[Paragraph, ...]
    source: Source | None = None

    @property
    def text(self) -> str:
        return "\n".join(paragraph.text for paragraph in self.paragraphs)
