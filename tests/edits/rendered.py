"""Decks built in memory, for tests that edit every slide of them: nothing is written, and nothing is built twice."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from whp_deck.build import Prepared, prepare_deck
from whp_deck.build.deck import render_packages
from whp_deck.edits.files import Known, file_of, know_slides
from whp_deck.edits.pull import pull
from whp_deck.edits.pulling import Pulled
from whp_deck.errors import InvalidDeckError, Problem
from whp_deck.office.package import Package, package_bytes
from whp_deck.office.slide_list import delete_slides, slide_parts
from whp_deck.office.snapshot import SlideSnapshot, slide_id_of, snapshot_slides
from whp_deck.office.stamp import read_stamp


@dataclass(frozen=True)
class Rendered:
    """A deck and its files as they were built."""

    prepared: Prepared
    files: tuple[bytes, ...]

    @property
    def ids(self) -> list[str]:
        """Of all slides, in order."""
        return [slide.id for session in self.prepared.plan.sessions for slide in session.slides]

    def edited(self, change: Callable[[Package], object], *, only: str = "") -> Known:
        """Its slides after a person changed every file so and saved it, or the file with the slide of that id alone."""
        files = []
        for number, (data, session) in enumerate(zip(self.files, self.prepared.plan.sessions, strict=True), 1):
            if only and only not in [slide.id for slide in session.slides]:
                continue
            package = Package.open(io.BytesIO(data))
            change(package)
            package = Package.open(io.BytesIO(package_bytes(package)))
            manifest = read_stamp(package)
            assert manifest is not None
            files.append(file_of(Path(f"deck-{number}.pptx"), package, manifest))
        return know_slides(files)

    def pull(self, known: Known) -> Pulled:
        return pull(self.prepared.deck, self.prepared.plan, known)

    def slides_after(self, pulled: Pulled) -> dict[tuple[int, str], SlideSnapshot]:
        """The slides of a new build once the file is written, by session and id."""
        prepared = prepare_deck(self.prepared.deck.path, text=pulled.file.text)
        return {
            (number, slide.id): slide
            for number, package in enumerate(render_packages(prepared))
            for slide in snapshot_slides(package)
        }

    def after(self, pulled: Pulled) -> tuple[list[str], list[Problem]]:
        """The ids that the file gives once it is written, and what is wrong with it then and was not before."""
        before = {(one.code, one.message) for one in self.prepared.problems}
        try:
            prepared = prepare_deck(self.prepared.deck.path, text=pulled.file.text)
        except InvalidDeckError as error:
            return [], list(error.problems)
        ids = [slide.id for session in prepared.plan.sessions for slide in session.slides]
        return ids, [one for one in prepared.problems if (one.code, one.message) not in before]


def render_deck(path: Path) -> Rendered:
    prepared = prepare_deck(path)
    return Rendered(prepared, tuple(package_bytes(one, movies=False) for one in render_packages(prepared)))


def delete(*ids: str) -> Callable[[Package], object]:
    """Delete the slides of these ids, where they are."""

    def change(package: Package) -> None:
        delete_slides(package, [at for at, part in slide_parts(package).items() if slide_id_of(part) in ids])

    return change
