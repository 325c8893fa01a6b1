"""What every output is made from, and what it gives.

In: a prepared deck and its rendered sessions. Out: files in memory. Must not write, nor know any single output.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from whp_deck.build.prepare import Prepared
from whp_deck.errors import InvalidDeckError, Problem, TemplateError, has_errors
from whp_deck.office.package import Package

if TYPE_CHECKING:
    from whp_deck.planner.documents import SessionDocuments
    from whp_deck.render.packet_sheets import PrintWords

PrintFormat = Literal["pdf", "docx"]

UNSHOWN = "characters-not-shown"
"""The code of what a PDF cannot show; its message begins with the name of the file."""


def _replace(path: Path) -> bool:
    """Nobody edits such a file: it is made anew."""
    return False


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A file that is made and not yet written.

    A path for content is a file to copy. `keep` is asked when another file is in its place: True = a dated copy of that is kept. It raises
    EditedOutputError where the file must not be replaced. A facilitator-only file is not searched for leaks.
    """

    path: Path
    content: bytes | Package | Path
    facilitator_only: bool = False
    keep: Callable[[Path], bool] = _replace


_STAMP = re.compile(rb"%whp-deck ([0-9a-f]{32})\n(?=startxref)")


def pdf_file(path: Path, pdf: bytes, *, facilitator_only: bool = False) -> OutputFile:
    """A PDF that knows itself again: one of that name that somebody wrote on, or that is not ours, is kept as a dated copy.

    Its fingerprint is a comment behind everything that a PDF addresses by its place (ISO 32000-1, 7.5.5), so no reader minds.
    """
    body, word, end = pdf.rpartition(b"startxref")
    return OutputFile(
        path, b"%s%%whp-deck %s\n%s%s" % (body, _fingerprint(pdf), word, end), facilitator_only, is_other_pdf
    )


def _in_all(same: Sequence[Problem]) -> Problem:
    """One problem for what was found in several files, at the first place that is known."""
    first = next((one for one in same if one.source), same[0])
    file, _, what = first.message.partition(": ")
    more = f" and {len(same) - 1} more" if len(same) > 1 else ""
    return replace(first, message=f"{file}{more}: {what}")


def is_other_pdf(path: Path) -> bool:
    """Whether the PDF is not one that was written here and left as it is."""
    data = path.read_bytes()
    found = _STAMP.search(data)
    return found is None or found[1] != _fingerprint(data[: found.start()] + data[found.end() :])


def _fingerprint(pdf: bytes) -> bytes:
    return hashlib.sha256(pdf).hexdigest()[:32].encode()


class Job:
    """One build: what outputs are made from. Collects the problems that they find, and what is to be said once."""

    def __init__(
        self,
        prepared: Prepared,
        packages: Sequence[Package],
        folder: Path,
        *,
        formats: Collection[PrintFormat] = ("pdf", "docx"),
        overwrite: bool = False,
        today: dt.date,
    ) -> None:
        self.prepared, self.packages, self.folder = prepared, packages, folder
        self.formats, self.overwrite, self.today = formats, overwrite, today
        self.problems: list[Problem] = []
        self.note = ""

    def say(self, line: str) -> None:
        """Have this said once, at the end of the build."""
        if line and line not in self.note.split("\n"):
            self.note = f"{self.note}\n{line}".strip()

    def path(self, stem: str, ending: str) -> Path:
        """`monday-huddle-1-packet` and `.pdf` → the file's path."""
        return self.folder / f"{stem}{ending}"

    @property
    def told(self) -> list[Problem]:
        """The problems; a sign that no font of ours can show is told once, however many PDFs it is in."""
        others = [problem for problem in self.problems if problem.code != UNSHOWN]
        same: dict[str, list[Problem]] = {}
        for problem in self.problems:
            if problem.code == UNSHOWN:
                same.setdefault(problem.message.partition(": ")[2], []).append(problem)
        return [*others, *map(_in_all, same.values())]

    @cached_property
    def documents(self) -> list[SessionDocuments]:
        """Packet and handout of every session as plans. Raises InvalidDeckError for problems of their sections."""
        from whp_deck.planner.documents import make_documents

        documents, problems = make_documents(self.prepared.deck, self.prepared.plan, facts=self.prepared.facts)
        self.problems += problems
        if has_errors(problems):
            raise InvalidDeckError(problems)
        return documents

    @cached_property
    def word_template(self) -> Path | None:
        """The practice's own Word template, None for ours. Raises InvalidDeckError for one that cannot be used."""
        choice = self.prepared.deck.file.packet
        if choice.template is None:
            return None
        from whp_deck.render.docx_open import open_word

        path = self.prepared.deck.path.parent / choice.template
        try:
            open_word(path)
        except TemplateError as error:
            message = f"packet.template: {choice.template} {error.reason}"
            place = choice.place_of("template")
            raise InvalidDeckError([Problem("packet-template", message, error.hint, place)]) from error
        return path

    @cached_property
    def print_words(self) -> PrintWords:
        """The fixed words of printed pages."""
        from dataclasses import fields

        from whp_deck.render.packet_sheets import PrintWords

        words = self.prepared.deck.words
        people = ("giver", "patient", "receiver")
        names = [field.name for field in fields(PrintWords)]
        return PrintWords(**{name: words.get(name if name in people else f"packet.print.{name}") for name in names})
