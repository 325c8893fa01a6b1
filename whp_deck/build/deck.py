"""One deck from files to files: load → gather → plan → fit → render → leak check → write whole.

In: the path of a deck file. Out: the files of its `outputs:`, or every problem and no file. Nothing is put in its place
before every file is made, checked and staged; each is replaced in one step.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
import re
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from whp_deck.build.copies import check_feet, check_titles
from whp_deck.build.edited import Kept, keep_edits
from whp_deck.build.leftovers import find_leftovers
from whp_deck.build.outputs import Job, OutputFile, make_output
from whp_deck.build.outputs.base import PrintFormat
from whp_deck.build.prepare import Prepared, prepare_deck
from whp_deck.checks.leaks import Secrets, find_leaks, find_leaks_in_pdf, find_leaks_in_text, find_leaks_in_word
from whp_deck.config.deck_file import PAPERS, DeckFile
from whp_deck.config.layers import ForPractice
from whp_deck.errors import InvalidDeckError, Problem, WhpDeckError, has_errors
from whp_deck.files import EARLIER, plainly
from whp_deck.office.package import Package, open_package
from whp_deck.office.staging import stage_whole
from whp_deck.office.stamp import make_manifest, write_stamp
from whp_deck.plan import CopiedSlide, DeckPlan, Session
from whp_deck.render.deck import render_session


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: `files` stand there now, `backups` are copies of replaced files that somebody had edited, `moved` are
    files of sessions that there are no longer, where they were moved to (`leftovers`).

    `merged` says, slide by slide, what became of people's edits, `keeps_edits` whether any is in the decks. `logo` is the practice's logo as it stands in the
    decks, if it has one; `doubts` are what `check` warns of beside `problems`, and `merged` says in its lines.
    """

    plan: DeckPlan
    problems: tuple[Problem, ...]
    files: tuple[Path, ...] = ()
    backups: tuple[Path, ...] = ()
    moved: tuple[Path, ...] = ()
    note: str = ""
    merged: tuple[str, ...] = ()
    logo: bytes = b""
    keeps_edits: bool = False
    doubts: tuple[Problem, ...] = ()

    @property
    def old_packets(self) -> list[Path]:
        """Packets of an earlier build beside the decks, which this one has not made anew."""
        printed = [file.with_name(f"{file.stem}-packet.pdf") for file in self.files if file.suffix == ".pptx"]
        return [path for path in printed if path.exists() and path not in self.files]


_SOURCE = re.compile(r"Source\(file=('[^']*'|\"[^\"]*\"), line=\d+, column=\d+\)")
Inspect = Callable[[Path, str], list[Problem]]
"""Looks into a finished file before it is put in its place: where it is, and what it will be called."""


def build_deck(
    path: Path,
    output: Path | None = None,
    *,
    instead: ForPractice | None = None,
    inspect: Inspect | None = None,
    overwrite: bool = False,
    draft: bool = False,
    strict: bool = False,
    dry_run: bool = False,
    packet: bool = True,
    restore: Collection[str] = (),
    today: dt.date | None = None,
) -> Built:
    """Build what the deck at `path` names as its `outputs` into `output` (default: `build/` beside it).

    `instead` is another practice than the deck's own; a problem that `inspect` has with a finished file stops the build.
    Without `packet` neither packet nor handout is made, and nothing that prints is imported. What people changed in decks
    that are there already goes into the new ones (`edits`); with `overwrite` it only stays in a dated copy. `restore` are
    ids of slides that somebody deleted there and that come back.

    Raises InvalidDeckError with every problem (with `draft` only for what cannot be loaded, and for leaks; with
    `strict` for warnings too), EditedOutputError when an existing file is not ours and `overwrite` was not asked for,
    or is open in another program.
    """
    prepared = prepare_deck(path, instead)
    outputs = _wanted(prepared.deck.file, packet=packet)
    problems = prepared.problems
    if (has_errors(problems) and not draft) or (strict and (problems or prepared.plan.open_decisions)):
        raise InvalidDeckError([*problems, *open_as_problems(prepared.plan)] if strict else problems)
    folder = output or path.parent / "build"
    job, kept = _job(prepared, folder, overwrite=overwrite, restore=restore, today=today)
    gone, left = find_leftovers(job.prepared.plan, folder, overwrite=overwrite)
    job.problems += left
    if strict and job.problems:
        raise InvalidDeckError([*problems, *job.told])
    built = _write(job, _make(job, outputs), gone, dry_run=dry_run, inspect=inspect)
    return replace(built, merged=kept.lines, keeps_edits=kept.keeps_edits, doubts=kept.doubts)


def _wanted(file: DeckFile, *, packet: bool) -> Sequence[str]:
    """The outputs that are asked for, without packet and handout unless `packet`. Raises InvalidDeckError when none is left."""
    wanted = [name for name in file.outputs if packet or name not in PAPERS]
    if not wanted:
        message = "outputs: packet and handout are all that it asks for, and `--no-packet` leaves them out"
        hint = "build without `--no-packet`, or add `deck` to `outputs:`"
        raise InvalidDeckError([Problem("outputs-none", message, hint, file.place_of("outputs"))])
    return wanted


def print_deck(
    path: Path,
    output: Path | None = None,
    *,
    formats: Collection[PrintFormat] = ("pdf", "docx"),
    today: dt.date | None = None,
) -> Built:
    """Packet and handout of the deck at `path` alone; raises as `build_deck` does, and leaves the .pptx files alone."""
    prepared = prepare_deck(path)
    if has_errors(prepared.problems):
        raise InvalidDeckError(prepared.problems)
    folder = output or path.parent / "build"
    file = prepared.deck.file.model_copy(update={"outputs": [*prepared.deck.file.outputs, *PAPERS]})
    prepared = replace(prepared, deck=replace(prepared.deck, file=file))  # what is printed names what is printed
    job, kept = _job(prepared, folder, formats=formats, today=today)
    return replace(_write(job, _make(job, PAPERS)), doubts=kept.doubts)


def _job(
    prepared: Prepared,
    folder: Path,
    *,
    formats: Collection[PrintFormat] = ("pdf", "docx"),
    overwrite: bool = False,
    restore: Collection[str] = (),
    today: dt.date | None,
) -> tuple[Job, Kept]:
    """The job of rendered sessions, in which people's edits of the files in `folder` are kept, and what became of these."""
    kept = Kept(prepared, tuple(render_packages(prepared)))
    if not overwrite:
        kept = keep_edits(kept.prepared, kept.packages, folder, render_packages, restore=restore)
    today = today or dt.date.today()
    job = Job(kept.prepared, kept.packages, folder, formats=formats, overwrite=overwrite, today=today)
    merged = kept.prepared.plan, kept.packages
    job.problems += [*kept.problems, *check_titles(*merged), *check_feet(*merged, prepared.sources)]
    return job, kept


def _make(job: Job, outputs: Iterable[str]) -> list[OutputFile]:
    """Every file of these outputs, in memory, the decks first. Raises InvalidDeckError for a leak."""
    in_order = sorted(dict.fromkeys(outputs), key=lambda name: name != "deck")
    made = (file for name in in_order for file in make_output(name, job))
    # a movie beside the decks is of two outputs, and copied once
    files = list({file.path: file for file in made}.values())
    secrets = Secrets.of_deck(job.prepared.deck)
    leaks = [leak for file in files if not file.facilitator_only for leak in leaks_in(secrets, file)]
    if leaks:
        raise InvalidDeckError([*job.prepared.problems, *job.told, *leaks])
    return files


def _write(
    job: Job,
    files: list[OutputFile],
    gone: Sequence[Path] = (),
    *,
    dry_run: bool = False,
    inspect: Inspect | None = None,
) -> Built:
    """Check and stage every file before any is put in its place, and those that are `gone` are moved to `earlier/`; with `dry_run`
    only ask whether it could be.
    """
    problems = (*job.prepared.problems, *job.told)
    if dry_run:
        for file in files:
            if file.path.exists():
                file.keep(file.path)
        return Built(job.prepared.plan, problems, moved=tuple(gone))
    with stage_whole(((file.content, file.path) for file in files), known=job.prepared.known) as staged:
        faults = [fault for at in staged for fault in inspect(at.written, at.path.name)] if inspect else []
        if faults:
            raise InvalidDeckError([*problems, *faults])
        new = [(file, at) for file, at in zip(files, staged, strict=True) if not at.unchanged]
        edited = [file.path for file, at in new if at.path.exists() and file.keep(file.path)]
        backups = tuple(back_up(path, job.today, path.parent / EARLIER) for path in edited)
        moved = tuple(_move_away(path, job.today) for path in gone)
        # a deck that plays a movie beside it must not be there before the movie is
        for _, at in sorted(new, key=lambda pair: not isinstance(pair[0].content, Path)):
            at.put()
    paths = tuple(file.path for file in files)
    return Built(job.prepared.plan, problems, paths, backups, moved, job.note, logo=job.prepared.logo)


def leaks_in(secrets: Secrets, file: OutputFile) -> list[Problem]:
    """What a finished file holds that only the facilitator may know."""
    name = file.path.name
    if isinstance(file.content, Path):  # a movie
        return []
    if not isinstance(file.content, bytes):
        return find_leaks(file.content, secrets, name)
    match file.path.suffix:
        case ".pdf":
            return find_leaks_in_pdf(file.content, secrets, name)
        case ".docx":
            return find_leaks_in_word(file.content, secrets, name)
        case _:
            return find_leaks_in_text(file.content.decode(), secrets, name)


def open_as_problems(plan: DeckPlan) -> list[Problem]:
    """Open decisions as warnings, for `--strict`."""
    hint = "decide, or build without --strict"
    return [
        Problem("decision-open", f"{decision.field}: {decision.question}", hint, decision.source, "warning")
        for decision in plan.open_decisions
    ]


def render_packages(prepared: Prepared) -> Iterator[Package]:
    """Each session as a package, stamped, not yet written."""
    unused = [prepared.opened]  # read for its layouts and not touched since: it becomes the first session
    for session in prepared.plan.sessions:
        package = unused.pop() if unused else open_package(prepared.template_path)
        render_session(prepared.plan, session, package, prepared.template, prepared.pictures, prepared.sources)
        manifest = make_manifest(
            package,
            deck=prepared.plan.file_stem,
            session=session.number,
            tool=_version(),
            config_hash=_hash(prepared.plan, session),
            footer=session.footer,
            originals={slide.id: slide.original for slide in session.slides if isinstance(slide, CopiedSlide)},
            whose=prepared.whose,
        )
        write_stamp(package, manifest)
        yield package


def _version() -> str:
    from whp_deck import __version__

    return __version__


def _hash(plan: DeckPlan, session: Session) -> str:
    """A hash of what was asked for; where it was written does not count."""
    words = _SOURCE.sub("", repr((plan.practice, plan.theme, session.slides)))
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:16]


def back_up(target: Path, today: dt.date, folder: Path | None = None) -> Path:
    """A copy of `target` beside it, or in `folder`, named with the date; never over an earlier copy."""
    copy = _dated(target, today, folder or target.parent)
    try:
        with plainly(copy):
            copy.parent.mkdir(exist_ok=True)
            shutil.copyfile(target, copy)
    except WhpDeckError:
        copy.unlink(missing_ok=True)
        raise
    return copy


def _move_away(path: Path, today: dt.date) -> Path:
    """To `earlier/`, under a name with the date. Raises EditedOutputError when another program holds it."""
    earlier = _dated(path, today, path.parent / EARLIER)
    with plainly(path):
        earlier.parent.mkdir(exist_ok=True)
        return path.rename(earlier)


def _dated(target: Path, today: dt.date, folder: Path) -> Path:
    """A name with the date that no file in the folder has."""
    numbers = itertools.chain([""], (f"-{number}" for number in itertools.count(2)))
    names = (folder / f"{target.stem}.{today.isoformat()}{number}{target.suffix}" for number in numbers)
    return next(path for path in names if not path.exists())
