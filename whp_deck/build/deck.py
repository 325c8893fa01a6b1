"""One deck from files to files: load → gather → plan → fit → render → leak check → write whole.

In: the path of a deck file. Out: one .pptx for each session, or every problem and no file. Nothing is written
before all of it is rendered, checked and lies whole beside its place; each file is replaced in one step.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import shutil
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from whp_deck.build.prepare import Prepared, prepare_deck
from whp_deck.build.staging import plainly, stage_files
from whp_deck.checks.leaks import Secrets, find_leaks
from whp_deck.errors import EditedOutputError, InvalidDeckError, Problem, TemplateError, WhpDeckError, has_errors
from whp_deck.office.package import Package, open_package, stage_whole
from whp_deck.office.stamp import changed_slides, make_manifest, read_stamp, was_saved, write_stamp
from whp_deck.plan import DeckPlan, Session
from whp_deck.render.deck import render_session
from whp_deck.render.movies import linked_movies

if TYPE_CHECKING:
    from whp_deck.build.printed import Printed


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: `files` stand there now, `backups` are copies of replaced files that somebody had saved."""

    plan: DeckPlan
    problems: tuple[Problem, ...]
    files: tuple[Path, ...] = ()
    backups: tuple[Path, ...] = ()
    note: str = ""


def build_deck(
    path: Path,
    output: Path | None = None,
    *,
    overwrite: bool = False,
    draft: bool = False,
    strict: bool = False,
    dry_run: bool = False,
    packet: bool = True,
    today: dt.date | None = None,
) -> Built:
    """Build what the deck at `path` names as its `outputs` into `output` (default: `build/` beside it).

    Without `packet` only the .pptx files are made, and nothing that prints is imported.

    Raises InvalidDeckError with every problem (with `draft` only for what cannot be loaded, and for leaks; with
    `strict` for warnings too), EditedOutputError when an existing file was edited by a person or is not ours, and
    `overwrite` was not asked for.
    """
    prepared = prepare_deck(path)
    problems = prepared.problems
    if (has_errors(problems) and not draft) or (strict and (problems or prepared.plan.open_decisions)):
        raise InvalidDeckError([*problems, *_open_as_problems(prepared.plan)] if strict else problems)
    folder = output or path.parent / "build"
    targets = [folder / f"{file_stem(prepared.plan, session)}.pptx" for session in prepared.plan.sessions]
    packages = list(render_packages(prepared))
    secrets = Secrets.of_deck(prepared.deck)
    pairs = zip(packages, targets, strict=True)
    leaks = [leak for package, target in pairs for leak in find_leaks(package, secrets, target.name)]
    if leaks:
        raise InvalidDeckError([*problems, *leaks])
    if dry_run:
        for target in targets:
            _refuse_if_edited(target, overwrite=overwrite)
        return Built(prepared.plan, problems)
    day = today or dt.date.today()
    printed = _print(prepared, packages, folder, day) if packet else None
    backups: list[Path] = []
    movies = [(folder / target, Path(file)) for file, target in linked_movies(prepared.plan).items()]
    with (
        stage_whole(zip(packages, targets, strict=True), known=prepared.known) as staged,
        stage_files(movies) as copies,
        stage_files(printed.files if printed else ()) as papers,
    ):
        new = [file for file in staged if not file.unchanged]
        edited = [file.path for file in new if _refuse_if_edited(file.path, overwrite=overwrite)]
        backups += [back_up(path, day) for path in edited]
        for copy in copies:
            copy.put()
        for file in new:
            file.put()
        if printed is not None:
            from whp_deck.build.printed import put_printed, share_decks

            backups += put_printed(papers, day)
    beside = [path for path, _ in movies]
    if printed is None:
        return Built(prepared.plan, problems, (*targets, *beside), tuple(backups))
    shared = share_decks(prepared, targets) if "share" in prepared.deck.file.outputs else []
    files = (*targets, *beside, *(file for file, _ in printed.files), *shared)
    return Built(prepared.plan, (*problems, *printed.problems), files, tuple(backups), printed.note)


def print_deck(
    path: Path, output: Path | None = None, *, formats: Collection[str] = ("pdf", "docx"), today: dt.date | None = None
) -> Built:
    """Packet and handout of the deck at `path` alone; raises as `build_deck` does, and leaves the .pptx files alone."""
    from whp_deck.build.printed import print_documents, put_printed

    prepared = prepare_deck(path)
    if has_errors(prepared.problems):
        raise InvalidDeckError(prepared.problems)
    day = today or dt.date.today()
    folder = output or path.parent / "build"
    printed = print_documents(prepared, list(render_packages(prepared)), folder, formats=formats, today=day)
    with stage_files(printed.files) as staged:
        backups = put_printed(staged, day)
    files = tuple(file for file, _ in printed.files)
    return Built(prepared.plan, (*prepared.problems, *printed.problems), files, tuple(backups), printed.note)


def _print(prepared: Prepared, packages: list[Package], folder: Path, today: dt.date) -> Printed | None:
    kinds = [kind for kind in prepared.deck.file.outputs if kind != "deck"]
    if not kinds:
        return None
    from whp_deck.build.printed import print_documents

    return print_documents(prepared, packages, folder, kinds=kinds, today=today)


def file_stem(plan: DeckPlan, session: Session) -> str:
    """`monday-huddle-1`; no number when there is one session."""
    return plan.file_stem if session.of == 1 else f"{plan.file_stem}-{session.number}"


def _open_as_problems(plan: DeckPlan) -> list[Problem]:
    hint = "decide, or build without --strict"
    return [
        Problem("decision-open", f"{decision.field}: {decision.question}", hint, decision.source, "warning")
        for decision in plan.open_decisions
    ]


def _refuse_if_edited(target: Path, *, overwrite: bool) -> bool:
    """Whether the file at `target` must be kept as a copy: somebody edited it, or saved it, since it was built.

    Raises EditedOutputError for an edited or foreign file unless `overwrite`. A file that was only saved (no word,
    picture or place changed) is replaced, but a changed color or animation is in the copy.
    """
    if not target.exists():
        return False
    hint = "`--overwrite` replaces it and keeps a dated copy beside it; or give another folder with --output"
    try:
        package = open_package(target)
        manifest = read_stamp(package)
    except TemplateError as error:
        if overwrite:
            return True
        raise EditedOutputError(target, f"is not a deck of ours: {error.reason}", (), hint) from error
    if manifest is None:
        if overwrite:
            return True
        raise EditedOutputError(target, "was not made by whp-deck", (), hint)
    changes = changed_slides(manifest, package)
    if changes and not overwrite:
        raise EditedOutputError(target, "was edited since it was built", changes, hint)
    return bool(changes) or was_saved(manifest, package)


def render_packages(prepared: Prepared) -> Iterator[Package]:
    """Each session as a package, stamped, not yet written."""
    unused = [prepared.opened]  # read for its layouts and not touched since: it becomes the first session
    for session in prepared.plan.sessions:
        package = unused.pop() if unused else open_package(prepared.template_path)
        render_session(prepared.plan, session, package, prepared.template, prepared.pictures)
        manifest = make_manifest(
            package,
            deck=prepared.plan.file_stem,
            session=session.number,
            tool=_version(),
            config_hash=_hash(prepared.plan, session),
        )
        write_stamp(package, manifest)
        yield package


def _version() -> str:
    from whp_deck import __version__

    return __version__


def _hash(plan: DeckPlan, session: Session) -> str:
    """A hash of what was asked for."""
    words = repr((plan.practice, plan.theme, session.slides))
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:16]


def back_up(target: Path, today: dt.date) -> Path:
    """A copy of `target` beside it, named with the date; never over an earlier copy."""
    count = 1
    while True:
        suffix = f"-{count}" if count > 1 else ""
        copy = target.with_name(f"{target.stem}.{today.isoformat()}{suffix}{target.suffix}")
        if not copy.exists():
            break
        count += 1
    try:
        with plainly(copy):
            shutil.copyfile(target, copy)
    except WhpDeckError:
        copy.unlink(missing_ok=True)
        raise
    return copy
