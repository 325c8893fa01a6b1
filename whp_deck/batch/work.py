"""Builds one practice in a worker. In: a `Job`. Out: its `Outcome`; whatever goes wrong is in there.

The one place that catches everything: a practice that fails, be it by a bug of ours, must not cost the others theirs.
"""

from __future__ import annotations

import hashlib
import json
import re
import time
import traceback
import zipfile
import zlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from whp_deck.batch.jobs import BUG, DeckOutcome, Fingerprint, Job, Outcome, Told
from whp_deck.batch.own_files import as_problem
from whp_deck.batch.reads import recorded_reads
from whp_deck.batch.remedies import for_batch
from whp_deck.build import Built, build_deck
from whp_deck.checks.strangers import Strangers
from whp_deck.config.identity import identity_of
from whp_deck.config.layers import ForPractice
from whp_deck.config.spreadsheet import Row
from whp_deck.errors import EditedOutputError, InvalidDeckError, Problem, WhpDeckError
from whp_deck.files import EARLIER

_Made = tuple[tuple[DeckOutcome, ...], Fingerprint | None]
# `build --restore` knows no row of a list
_TO_BUILD = re.compile(r" \(`build --restore [^`]*` brings it back\)")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg")


def build_practice(job: Job) -> Outcome:
    """Build all decks of a practice, or only search its files when that is all that is asked."""
    start, moment = time.perf_counter(), time.time()
    try:
        if isinstance(job.practice, Row):
            instead = ForPractice(job.practice.tree(), job.network, job.practice.meetings())
        else:
            instead = ForPractice(job.practice, job.network)
        identity = identity_of(instead.practice)
        own = (*identity.texts, *identity_of(job.network).texts)
        with recorded_reads() as read:
            read.update(str(path.resolve()) for path in (job.network, job.practice) if isinstance(path, Path))
            decks, logo = _check(job, own) if job.only_check else _build(job, instead, own)
    except Exception:  # noqa: BLE001  a bug of ours costs this practice, not the others
        return Outcome(job.folder, job.folder, "failed", failure=(_bug(),))
    failed = any(deck.failure for deck in decks)
    return Outcome(
        job.folder,
        identity.name or job.folder,
        "failed" if failed else "built",
        decks,
        time.perf_counter() - start,
        inputs={} if failed else _hashes(read, job, moment),
        pictures=() if failed else tuple(sorted(set(_pictures(job.output, decks)))),
        logo=logo,
    )


def _build(job: Job, instead: ForPractice, own: tuple[str, ...]) -> tuple[tuple[DeckOutcome, ...], Fingerprint | None]:
    strangers = _strangers(job.strangers, job.strangers.stat().st_mtime_ns)
    outcomes: list[DeckOutcome] = []
    logo = None

    def inspect(path: Path, name: str) -> list[Problem]:
        return [_stranger(name, *hit) for hit in strangers.found_in(path, name, own=own)]

    options, stopped = job.options, dict(job.stopped)
    for deck in job.decks:
        if (reason := stopped.get(deck.stem)) is not None:
            outcomes.append(DeckOutcome(deck.stem, failure=(reason,)))
            continue
        try:
            built = build_deck(
                deck,
                job.output,
                instead=instead,
                inspect=inspect,
                overwrite=options.overwrite,
                draft=options.draft,
                strict=options.strict,
                packet=options.packet,
                today=options.today,
            )
        except WhpDeckError as error:
            outcomes.append(DeckOutcome(deck.stem, failure=_told(error)))
        except Exception:  # noqa: BLE001  the practice's other decks can still be built
            outcomes.append(DeckOutcome(deck.stem, failure=(_bug(),)))
        else:
            outcomes.append(_outcome(deck, built, job))
            logo = (zlib.crc32(built.logo), len(built.logo)) if built.logo else logo
    return tuple(outcomes), logo


def _outcome(deck: Path, built: Built, job: Job) -> DeckOutcome:
    output = job.output
    return DeckOutcome(
        deck.stem,
        tuple(file.relative_to(output).as_posix() for file in built.files),
        tuple(session.minutes for session in built.plan.sessions),
        tuple((one.field, one.question) for one in built.plan.open_decisions),
        tuple(for_batch(problem, job) for problem in (*built.problems, *built.doubts)),
        tuple(file.relative_to(output).as_posix() for file in built.backups),
        tuple(file.relative_to(output).as_posix() for file in built.moved),
        tuple(_TO_BUILD.sub("", line) for line in built.merged),
        keeps_edits=built.keeps_edits,
        has_old_packets=bool(built.old_packets),
    )


def _told(error: WhpDeckError) -> tuple[Told, ...]:
    if isinstance(error, InvalidDeckError):
        return tuple(error.problems)
    return (as_problem(error) if isinstance(error, EditedOutputError) else str(error),)


def _check(job: Job, own: tuple[str, ...]) -> _Made:
    """Search the files that are there."""
    strangers = _strangers(job.strangers, job.strangers.stat().st_mtime_ns)
    # what is kept there for people is none of the decks: what somebody took out stands in it for good
    files = [file for file in sorted(job.output.rglob("*")) if file.is_file() and file.parent.name != EARLIER]
    hits = (_stranger(file.name, *hit) for file in files for hit in strangers.found_in(file, file.name, own=own))
    return (DeckOutcome("", failure=tuple(hits)),), None


def _stranger(file: str, text: str, owner: str, place: str) -> Problem:
    message = f"{file}: {place} holds “{text}”, which belongs to {owner}"
    return Problem("stranger-found", message, "was a file copied from that practice? take it out there")


@lru_cache(maxsize=1)
def _strangers(path: Path, _changed: int) -> Strangers:
    texts: list[tuple[str, str]] = json.loads(path.read_text(encoding="utf-8"))
    return Strangers(texts)


def _hashes(read: set[str], job: Job, moment: float) -> dict[str, str]:
    """A hash of each file that was read; none of one that has changed since the build began: it is built again."""
    outputs, strangers = job.output.resolve(), job.strangers.resolve()
    found = {}
    for name in sorted(read):
        path = Path(name)
        if path != strangers and not path.is_relative_to(outputs):
            found[name] = "" if path.stat().st_mtime >= moment else hash_of(path)
    return found


def hash_of(path: Path) -> str:
    """A hash of a file's content."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _pictures(output: Path, decks: tuple[DeckOutcome, ...]) -> Iterator[Fingerprint]:
    for name in (name for deck in decks for name in deck.files):
        if name.endswith((".pptx", ".docx")):
            yield from pictures_in(output / name)


def pictures_in(path: Path) -> Iterator[Fingerprint]:
    """Checksum and size of each picture in an Office file."""
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            if info.filename.lower().endswith(_PICTURES):
                yield info.CRC, info.file_size


def _bug() -> str:
    return f"{BUG}\n\n{traceback.format_exc()}"
