"""What goes with each session's deck: packet and handout (PDF, Word), the deck to share, the invitation.

In: a prepared deck and its rendered sessions. Out: files, each put in its place in one step, after everything that
leaves the facilitator's hands was searched for what only the facilitator may know. Imported only when a deck asks
for it: the .pptx alone must not wait for a typesetter.
"""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from whp_deck.build.deck import back_up, file_stem
from whp_deck.build.prepare import Prepared
from whp_deck.build.staging import StagedFile
from whp_deck.checks.leaks import Secrets, find_leaks, find_leaks_in_pdf, find_leaks_in_text, find_leaks_in_word
from whp_deck.errors import EditedOutputError, InvalidDeckError, Problem, has_errors
from whp_deck.office.package import Package, open_package, package_bytes, stage_whole
from whp_deck.planner.documents import make_documents
from whp_deck.render.docx_open import is_as_built
from whp_deck.render.invite import render_ics, render_invite_text
from whp_deck.render.packet_docx import render_docx
from whp_deck.render.packet_pdf import render_pdf
from whp_deck.render.packet_sheets import PrintWords
from whp_deck.render.share import make_share
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
    today: dt.date,
) -> Printed:
    """Packet and handout of every session, made and checked, not yet written.

    Raises InvalidDeckError for problems of the sections, and for a leak into a handout.
    """
    documents, problems = make_documents(prepared.deck, prepared.plan, facts=prepared.facts)
    if has_errors(problems):
        raise InvalidDeckError(problems)
    words = PrintWords(**{field.name: _words(prepared, field.name) for field in fields(PrintWords)})
    files: list[tuple[Path, bytes]] = []
    note = ""
    for of_session, package in zip(documents, packages, strict=True):
        thumbnails = (
            draw_thumbnails(package_bytes(package, movies=False), width=THUMBNAIL_PIXELS) if "packet" in kinds else None
        )
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
    if "invite" in kinds:
        files += _invitations(prepared, folder, today)
    secrets = Secrets.of_deck(prepared.deck)
    public = [(path, data) for path, data in files if "-packet" not in path.stem]
    leaks = [leak for path, data in public for leak in _leaks(secrets, path, data)]
    if leaks:
        raise InvalidDeckError([*problems, *leaks])
    return Printed(tuple(files), tuple(problems), note)


def share_decks(prepared: Prepared, decks: Sequence[Path]) -> list[Path]:
    """Beside each deck that was just written, `…-share.pptx`: without notes, hidden slides, stamps.

    Raises InvalidDeckError for a leak, EditedOutputError when a file there was saved by another program.
    """
    secrets = Secrets.of_deck(prepared.deck)
    targets = [deck.with_name(f"{deck.stem}-share.pptx") for deck in decks]
    packages = [open_package(deck) for deck in decks]
    leaks: list[Problem] = []
    for package, target in zip(packages, targets, strict=True):
        make_share(package)
        leaks += find_leaks(package, secrets, target.name)
    if leaks:
        raise InvalidDeckError(leaks)
    with stage_whole(zip(packages, targets, strict=True), known=prepared.known) as staged:
        new = [file for file in staged if not file.unchanged]
        for file in new:
            if file.path.exists() and not _written_by_us(file.path):
                hint = "move or rename it; it is made anew from the deck"
                raise EditedOutputError(file.path, "was saved by another program since it was made", (), hint)
        for file in new:
            file.put()
    return targets


def _written_by_us(path: Path) -> bool:
    """A share deck carries no stamp; but no other program writes its parts in the order of their names."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()[2:]
    except (OSError, zipfile.BadZipFile):
        return False
    return names == sorted(names)


def _invitations(prepared: Prepared, folder: Path, today: dt.date) -> Iterator[tuple[Path, bytes]]:
    stamp = dt.datetime.combine(today, dt.time(), dt.UTC)
    names = [facilitator.name for facilitator in prepared.deck.practice.facilitators]
    for session in prepared.plan.sessions:
        stem = f"{file_stem(prepared.plan, session)}-invite"
        text = render_invite_text(prepared.plan, session, signature=names)
        yield folder / f"{stem}.md", text.encode()
        if calendar := render_ics(prepared.plan, session, stamp=stamp):
            yield folder / f"{stem}.ics", calendar


def put_printed(staged: Sequence[StagedFile], today: dt.date) -> list[Path]:
    """Put the files in their places; gives the copies of Word documents that somebody had edited, and of changed e-mail texts.

    Raises EditedOutputError when a file is open in another program.
    """
    copies = [back_up(file.path, today) for file in staged if _is_edited(file.path)]
    for file in staged:
        file.put()
    return copies


def _is_edited(path: Path) -> bool:
    """Whether a person has changed the file that is there, as far as can be told of its kind."""
    if not path.is_file():
        return False
    return path.suffix == ".md" or (path.suffix == ".docx" and not is_as_built(path.read_bytes()))


def _words(prepared: Prepared, name: str) -> str:
    key = name if name in ("giver", "patient", "receiver") else f"packet.print.{name}"
    return prepared.deck.words.get(key)


def _leaks(secrets: Secrets, path: Path, data: bytes) -> list[Problem]:
    match path.suffix:
        case ".pdf":
            return find_leaks_in_pdf(data, secrets, path.name)
        case ".docx":
            return find_leaks_in_word(data, secrets, path.name)
        case _:
            return find_leaks_in_text(data.decode(), secrets, path.name)
