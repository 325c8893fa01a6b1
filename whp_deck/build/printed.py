"""What is printed for each session: packet and handout, as PDF and as Word document.

In: a prepared deck and its rendered sessions. Out: files, each put in its place in one step, after everything that
leaves the facilitator's hands was searched for what only the facilitator may know. Imported only when a deck asks
for it: the .pptx alone must not wait for a typesetter.
"""

from __future__ import annotations

import datetime as dt
import os
import secrets
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from whp_deck.build.deck import Prepared, back_up
from whp_deck.checks.leaks import find_leaks_in_pdf, find_leaks_in_word
from whp_deck.errors import EditedOutputError, InvalidDeckError, Problem, has_errors
from whp_deck.office.package import Package, package_bytes
from whp_deck.planner.documents import make_documents
from whp_deck.render.docx_open import is_as_built
from whp_deck.render.packet_docx import render_docx
from whp_deck.render.packet_pdf import render_pdf
from whp_deck.render.packet_sheets import PrintWords
from whp_deck.render.thumbnails import draw_thumbnails

THUMBNAIL_PIXELS = 480  # half of a slide's 960: enough for 5 cm on paper


@dataclass(frozen=True, slots=True)
class Printed:
    """Files of one kind of output, in memory: `backups` of what they replaced are made when they are written."""

    files: tuple[tuple[Path, bytes], ...]
    problems: tuple[Problem, ...]
    note: str = ""


def print_documents(
    prepared: Prepared,
    packages: Sequence[Package],
    folder: Path,
    *,
    kinds: Collection[str] = ("packet", "handout"),
    formats: Collection[str] = ("pdf", "docx"),
) -> Printed:
    """Packet and handout of every session, made and checked, not yet written.

    Raises InvalidDeckError for problems of the sections, and for a leak into a handout.
    """
    documents, problems = make_documents(prepared.deck, prepared.plan)
    if has_errors(problems):
        raise InvalidDeckError(problems)
    words = PrintWords(**{field.name: _words(prepared, field.name) for field in fields(PrintWords)})
    files: list[tuple[Path, bytes]] = []
    note = ""
    for of_session, package in zip(documents, packages, strict=True):
        thumbnails = draw_thumbnails(package_bytes(package), width=THUMBNAIL_PIXELS) if "packet" in kinds else None
        pictures = thumbnails.pictures if thumbnails else {}
        note = note or (thumbnails.note if thumbnails else "")
        for document in (of_session.packet, of_session.handout):
            if document.kind not in kinds:
                continue
            if "pdf" in formats:
                data, found = render_pdf(document, pictures=pictures, theme=prepared.plan.theme, words=words)
                problems += found
                files.append((folder / f"{document.file_stem}.pdf", data))
            if "docx" in formats:
                data = render_docx(document, pictures=pictures, theme=prepared.plan.theme, words=words)
                files.append((folder / f"{document.file_stem}.docx", data))
    leaks = [leak for path, data in files if "-handout" in path.stem for leak in _leaks(prepared, path, data)]
    if leaks:
        raise InvalidDeckError([*problems, *leaks])
    return Printed(tuple(files), tuple(problems), note)


def write_printed(printed: Printed, today: dt.date) -> list[Path]:
    """Write the files; gives the copies of Word documents that somebody had edited.

    Raises EditedOutputError when a file is open in another program.
    """
    copies: list[Path] = []
    for path, data in printed.files:
        path.parent.mkdir(parents=True, exist_ok=True)
        there = path.read_bytes() if path.is_file() else None
        if there == data:
            continue
        if there is not None and path.suffix == ".docx" and not is_as_built(there):
            copies.append(back_up(path, today))
        _put(path, data)
    return copies


def _words(prepared: Prepared, name: str) -> str:
    key = name if name in ("giver", "patient", "receiver") else f"packet.print.{name}"
    return prepared.deck.words.get(key)


def _leaks(prepared: Prepared, path: Path, data: bytes) -> Iterator[Problem]:
    search = find_leaks_in_pdf if path.suffix == ".pdf" else find_leaks_in_word
    yield from search(data, prepared.deck.scenarios, path.name)


def _put(path: Path, data: bytes) -> None:
    temporary = path.with_name(f".{path.stem[:40]}-{secrets.token_hex(4)}.tmp")
    try:
        with temporary.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except PermissionError as error:
        hint = "close it there and try again"
        raise EditedOutputError(path, "is open in another program, or may not be changed", (), hint) from error
    finally:
        temporary.unlink(missing_ok=True)
