"""What is asked of a worker, and what it answers. In: nothing. Out: plain values that travel between processes.

Must not do anything.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple

from whp_deck.config.spreadsheet import Row

REPORT = "batch.json"
NO_START, NO_MEETING, NO_TIME, NOBODY_LEADS = "no start date", "no meeting", "no time for ", "nobody leads"
NO_DAY = "no day for any of the "  # so many meetings: how `NO_MEETING` is told where a list has several
Status = Literal["built", "unchanged", "failed", "not done"]
_CONFLICTS = tuple(f"[edit-{what}]" for what in ("conflict", "deleted", "orphaned"))
BUG = "a mistake in whp-deck itself; please report it:"
OpenPoint = tuple[str, str]
"""Field and question of a decision that is open."""
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

    With `only_check` the finished files are there, and are only searched for other practices' texts.
    """

    folder: str
    practice: Path | Row
    decks: tuple[Path, ...]
    output: Path
    strangers: Path
    network: Path | None = None
    options: Options = Options()
    only_check: bool = False


@dataclass(frozen=True, slots=True)
class DeckOutcome:
    """What became of one deck: names of its files, minutes of its sessions, and what was found, as text.

    `kept` are dated copies of files that somebody had edited, `edits` says what became of what people had typed,
    `keeps_edits` whether any of it is in the files now.
    """

    deck: str
    files: tuple[str, ...] = ()
    minutes: tuple[float, ...] = ()
    open_decisions: tuple[OpenPoint, ...] = ()
    warnings: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    edits: tuple[str, ...] = ()
    failure: str = ""
    keeps_edits: bool = False


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
    failure: str = ""
    inputs: dict[str, str] = field(default_factory=dict)
    pictures: tuple[Fingerprint, ...] = ()
    logo: Fingerprint | None = None
    place: str = ""
    earlier_files: str = ""
    row: int = 0
    phone: str = ""
    contact: str = ""
    in_list: tuple[str, ...] = ()
    undecided: tuple[Lack, ...] = ()
    before: tuple[str, ...] = ()
    open_in_list: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()

    @property
    def failures(self) -> list[str]:
        """Why it failed, its own reason first."""
        return [text for text in (self.failure, *(deck.failure for deck in self.decks)) if text]

    @property
    def files(self) -> list[str]:
        """The names of all its files."""
        return [name for deck in self.decks for name in deck.files]

    @property
    def edit_conflicts(self) -> list[tuple[str, str]]:
        """Warnings about what people had edited, where somebody has to choose, each with its hint."""
        texts = [text.partition("\n\n") for deck in self.decks for text in deck.warnings if _is_conflict(text)]
        return [(head.removeprefix("warning: "), hint) for head, _, hint in texts]

    @property
    def decks_to_settle(self) -> tuple[DeckOutcome, ...]:
        """Its decks with nothing but those conflicts."""
        kept = ((deck, tuple(text for text in deck.warnings if _is_conflict(text))) for deck in self.decks)
        return tuple(DeckOutcome(deck.deck, warnings=texts) for deck, texts in kept if texts)

    @property
    def content_warnings(self) -> list[str]:
        """What it was built in spite of, apart from those conflicts, with hints."""
        texts = (text for deck in self.decks if not deck.failure for text in deck.warnings)
        return [text for text in texts if not _is_conflict(text)]

    @property
    def keeps_edits(self) -> bool:
        """Whether something that people had edited is in the files that were built."""
        return any(deck.keeps_edits for deck in self.decks)


def is_of_slide_alone(text: str) -> bool:
    """Whether it says that a decision is another on a slide than in the files: which of them holds the practice alone knows."""
    return text.partition("\n")[0].endswith("[edit-decision]")


def _is_conflict(text: str) -> bool:
    return text.partition("\n")[0].endswith(_CONFLICTS)
