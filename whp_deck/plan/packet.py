"""Packet and handout before any file: sections and the blocks that only paper knows.

In: nothing (the planner makes them). Out: frozen dataclasses. Must not know paper sizes in points, PDF or Word.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from whp_deck.errors import Source
from whp_deck.plan.blocks import FacilitatorText, Picture, Table, Text
from whp_deck.plan.slides import Notes


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a packet section; level 2 or 3 (the section's own title is level 1).

    One that `keeps` what is under it, up to the next of its level, stands on one page with it.
    """

    text: str
    level: int = 2
    keeps: bool = False


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
    """One section of a packet or handout. A facilitator-only section starts a page of its own and is marked on it.

    Its `id` is its name, with the role play before it, as `rooming-refill/role-cards`, or, where a session has several of it,
    their number behind it: the sign-in sheets of two meetings are `sign-in/1` and `sign-in/2`.

    A framed one has a page for itself, turned, centered and with a frame: a certificate. What is called a page, as `one_page` says,
    should be one.
    """

    id: str
    title: str
    blocks: tuple[PacketBlock, ...]
    facilitator_only: bool = False
    new_page: bool = True
    framed: bool = False
    one_page: bool = False
    source: Source | None = None

    @property
    def is_filled_in(self) -> bool:
        """Whether people write into it: a form, or lines that answer no text of the facilitator's."""
        kinds = {type(block) for block in self.blocks}
        return Form in kinds or (WritingLines in kinds and FacilitatorText not in kinds)


@dataclass(frozen=True, slots=True)
class PrintedDocument:
    """A packet, a handout or another sheet, before any file. `file_stem` as in `monday-huddle-1-packet`."""

    kind: str
    file_stem: str
    title: str
    practice: str
    session: str
    language: str
    sections: tuple[PacketSection, ...]
    paper: Literal["letter", "a4"] = "letter"
    columns: Literal[1, 2] = 1
    short_practice: str = ""  # stands in a page's header when the whole name has no room there
    practice_source: Source | None = None  # where the practice's name is written
