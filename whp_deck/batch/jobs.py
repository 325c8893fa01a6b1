"""What is asked of a worker, and what it answers. In: nothing. Out: plain values that travel between processes.

Must not do anything.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple

from whp_deck.config.spreadsheet import Row
from whp_deck.errors import Problem, Source

NO_START, NO_MEETING, NO_TIME, NOBODY_LEADS = "no start date", "no meeting", "no time for ", "nobody leads"
NO_DAY = "no day for any of the "  # so many meetings: how `NO_MEETING` is told where a list has several
Status = Literal["built", "unchanged", "failed", "not done"]
_CONFLICTS = frozenset(f"edit-{what}" for what in ("conflict", "deleted", "leftover", "orphaned"))
MISPLACED, UNUSABLE = "built-misplaced", "built-unusable"  # files in the place of built ones
BUG = "a mistake in whp-deck itself; please report it:"
OpenPoint = tuple[str, str]
"""Field and question of a decision that is open."""
Told = Problem | str
"""Why something failed: a problem in the author's files, or any other error in words."""
Fingerprint = tuple[int, int]
"""Checksum and size of a picture, as the directory of a zip has them."""


class Lack(NamedTuple):
    """What a practice has not decided, in words, and the cell of the list that should say it, or several: `I35, L35`."""

    words: str
    cell: str

    def __str__(self) -> str:
        many = self.cell.count(",") + 1
        words = f"{NO_DAY}{many} meetings" if self.words == NO_MEETING and many > 1 else self.words
        return f"{words} (cell{'s' * (many > 1)} {self.cell})"

    @property
    def is_of_hour(self) -> bool:
        """Whether it is only an hour, of a meeting that may well have its day."""
        return self.words.startswith(NO_TIME)


class Reason(NamedTuple):
    """Why somebody should call, in words, and how long it holds.

    `list` is known anew from the list in each run, `row` holds while the practice's row is the same, `deck` until it is built
    again. `is_earlier`: the run before said so, and nobody has looked since.
    """

    words: str
    holds: Literal["list", "row", "deck"]
    is_earlier: bool = False

    @property
    def said(self) -> str:
        """As it is told."""
        return f"{self.words} (as of the run before)" if self.is_earlier else self.words


@dataclass(frozen=True, slots=True)
class Options:
    """As for one build. `today` dates the copies of edited files that are kept."""

    overwrite: bool = False
    draft: bool = False
    strict: bool = False
    packet: bool = True
    today: dt.date = dt.date(1980, 1, 1)


@dataclass(frozen=True, slots=True)
class Job:
    """One practice, all its decks. `strangers` is the file with the texts of all practices.

    With `only_check` the finished files are there, and are only searched for other practices' texts. `stopped` are decks that
    cannot be built for files in their place, each with the reason.
    """

    folder: str
    practice: Path | Row
    decks: tuple[Path, ...]
    output: Path
    strangers: Path
    network: Path | None = None
    options: Options = Options()
    only_check: bool = False
    stopped: tuple[tuple[str, Problem], ...] = ()


@dataclass(frozen=True, slots=True)
class DeckOutcome:
    """What became of one deck: names of its files, minutes of its sessions, what was found, and why it failed.

    `kept` are dated copies of files that somebody had edited, `moved` files of sessions that there are no longer, where they were
    moved to, `edits` says what became of what people had typed,
    `keeps_edits` whether any of it is in the files now, `has_old_packets` whether packets of an earlier run lie beside them.
    """

    deck: str
    files: tuple[str, ...] = ()
    minutes: tuple[float, ...] = ()
    open_decisions: tuple[OpenPoint, ...] = ()
    warnings: tuple[Problem, ...] = ()
    kept: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    edits: tuple[str, ...] = ()
    failure: tuple[Told, ...] = ()
    keeps_edits: bool = False
    has_old_packets: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one practice. `inputs` are the files that were read, with a hash of each.

    `pictures` are the pictures in its Office files, `logo` its own among them; `place` is the file, or the row, that
    names the practice today, `row` its number in a spreadsheet, else 0; `earlier_files` is the folder of one
    that failed, when decks of an earlier run are in it; `in_list` are the warnings about its row that were told first,
    `undecided` says what a row lacks that most others say, `asks` what of its row the practice alone can say, `contact` who
    answers the phone; `open_in_list` are the decisions that its row leaves open. One that is "not done" was not come to
    before the run was stopped; `before` is why the run before it said to call, and its decks have nothing but the conflicts
    that the run before left in them.
    """

    folder: str
    name: str
    status: Status
    decks: tuple[DeckOutcome, ...] = ()
    seconds: float = 0.0
    failure: tuple[Told, ...] = ()
    inputs: dict[str, str] = field(default_factory=dict)
    pictures: tuple[Fingerprint, ...] = ()
    logo: Fingerprint | None = None
    place: Source | None = None
    earlier_files: str = ""
    row: int = 0
    phone: str = ""
    contact: str = ""
    in_list: tuple[Problem, ...] = ()
    undecided: tuple[Lack, ...] = ()
    before: tuple[Reason, ...] = ()
    open_in_list: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()

    @property
    def failures(self) -> list[Told]:
        """Why it failed, its own reason first."""
        return [*self.failure, *(one for deck in self.decks for one in deck.failure)]

    @property
    def files(self) -> list[str]:
        """The names of all its files."""
        return [name for deck in self.decks for name in deck.files]

    @property
    def edit_conflicts(self) -> list[Problem]:
        """Warnings about what people had edited, where somebody has to choose."""
        return [one for deck in self.decks for one in deck.warnings if one.code in _CONFLICTS]

    @property
    def decks_to_settle(self) -> tuple[DeckOutcome, ...]:
        """Its decks with nothing but those conflicts."""
        kept = ((deck, tuple(one for one in deck.warnings if one.code in _CONFLICTS)) for deck in self.decks)
        return tuple(DeckOutcome(deck.deck, warnings=found) for deck, found in kept if found)

    @property
    def content_warnings(self) -> list[Problem]:
        """What it was built in spite of, apart from those conflicts."""
        found = (one for deck in self.decks if not deck.failure for one in deck.warnings)
        return [one for one in found if one.code not in _CONFLICTS]

    @property
    def keeps_edits(self) -> bool:
        """Whether something that people had edited is in the files that were built."""
        return any(deck.keeps_edits for deck in self.decks)
