"""What is to become of decks that are there already: merged with what people changed in them, or kept as a copy.

In: a prepared deck, its rendered sessions, and the folder where the files will stand. Out: `Kept`: the packages and the
plan that take people's edits along, and what has to be said. Must not write files.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from whp_deck.build.prepare import Prepared
from whp_deck.config.deck_file import SlideEdits
from whp_deck.errors import EditedOutputError, InvalidDeckError, Problem, counted
from whp_deck.office.fit import fit_slide
from whp_deck.office.gate import Finding, check_package
from whp_deck.office.package import Package, open_package
from whp_deck.plan import DeckPlan, SlidePlan
from whp_deck.planner.follow import frames_anew
from whp_deck.planner.minutes import check_minutes
from whp_deck.planner.slide_checks import check_parts


@dataclass(frozen=True, slots=True)
class Kept:
    """Packages for every session, the plan that they follow, what was done in words, and new problems.

    `keeps_edits`: something that a person did is in the packages; `merged`: they were merged with files that were
    there. `doubts` are problems for `check` alone.
    """

    prepared: Prepared
    packages: tuple[Package, ...]
    lines: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    keeps_edits: bool = False
    merged: bool = False
    doubts: tuple[Problem, ...] = ()


Render = Callable[[Prepared], Iterable[Package]]
"""Every session of a prepared deck as a stamped package."""


@dataclass(frozen=True, slots=True)
class Guard:
    """Asked before the deck at `path` is replaced: it must still be the file that was read."""

    path: Path
    overwrite: bool
    state: tuple[int, int]

    def __call__(self, path: Path) -> bool:
        """Whether a dated copy is to be kept: somebody saved the file since it was built, or edits in it are overwritten.

        As long as nobody has saved it since, what people did to it goes on into the new one, and stands in the copy of
        the build that first merged it. A merged file in which nothing differs any more from what was built has
        something to lose when it is overwritten: what nobody can tell apart (properties) came with it so far.

        Raises EditedOutputError when it was saved meanwhile, and, unless overwriting, when it is not ours.
        """
        if _state(path) != self.state:
            raise EditedOutputError(path, "was saved while the deck was built", (), "nothing was written; build again")
        from whp_deck.edits.compare import find_changes
        from whp_deck.edits.files import know_slides, read_file

        try:
            file = read_file(path)
        except EditedOutputError:
            if not self.overwrite:
                raise
            return True
        if file.saved or not self.overwrite:
            return file.saved
        return file.manifest.merged or bool(find_changes(know_slides([file])))


def guard(path: Path, *, overwrite: bool = False) -> Guard | None:
    """What to ask before the deck at `path` is replaced; None where there is none."""
    return Guard(path, overwrite, _state(path)) if path.exists() else None


def _state(path: Path) -> tuple[int, int]:
    facts = path.stat()
    return facts.st_mtime_ns, facts.st_size


def keep_edits(
    prepared: Prepared, packages: Sequence[Package], folder: Path, render: Render, *, restore: Collection[str] = ()
) -> Kept:
    """Merge the rendered `packages` with the deck's files in `folder`, all of them together.

    What slides say of their session (the agenda's minutes, the points to look back on) is made from the slides that it
    has after that: where that is something else, the deck is rendered once more with `render`, and merged anew. So the
    stamp knows these as ours, and no edit of a person's is told of them.

    `restore` are ids of slides that come back though somebody deleted them. Raises InvalidDeckError when nobody did.
    Raises EditedOutputError when one of the files that would be replaced is not ours or cannot be read, MisplacedFileError
    when it is another session's.
    """
    kept = _merge(prepared, packages, folder, restore)
    strays = _strays(prepared, folder)
    if strays:
        kept = replace(kept, problems=(*strays, *kept.problems))
    if not kept.merged:
        return kept
    followed = follow_plan(prepared, kept.prepared.plan)
    if followed is prepared.plan:
        return kept
    pairs = zip(prepared.plan.sessions, followed.sessions, strict=True)
    ids = {slide.id for before, after in pairs for slide in after.slides if slide not in before.slides}
    del kept
    gc.collect()
    prepared = replace(prepared, plan=followed, opened=open_package(prepared.template_path))
    kept = _merge(prepared, tuple(render(prepared)), folder, restore, ids)
    return replace(kept, problems=(*strays, *kept.problems))


def _strays(prepared: Prepared, folder: Path) -> list[Problem]:
    """What is said of the deck's files that somebody has given another name."""
    plan = prepared.plan
    targets = [folder / f"{plan.stem_of(session)}.pptx" for session in plan.sessions]
    names = {path.name for path in folder.glob("*.pptx")}
    if names <= {path.name for path in targets}:
        return []
    from whp_deck.edits.strays import check_strays

    return check_strays(folder, plan.file_stem, targets, prepared.whose)


def follow_plan(prepared: Prepared, merged: DeckPlan) -> DeckPlan:
    """The plan with agendas and recaps as they are in `merged`, fitted; the very same plan where none is another."""
    anew = {slide.id: slide for slide in frames_anew(prepared.deck, prepared.plan, merged)}
    if not anew:
        return prepared.plan
    sessions = []
    for session in prepared.plan.sessions:
        slides: list[SlidePlan] = []
        for slide in session.slides:
            if slide.id in anew:
                slides += fit_slide(anew[slide.id], prepared.template)[0]
            elif slide.id.partition("#")[0] not in anew:
                slides.append(slide)
        sessions.append(replace(session, slides=tuple(slides)))
    plan = replace(prepared.plan, sessions=tuple(sessions))
    return prepared.plan if plan == prepared.plan else plan


def _merge(
    prepared: Prepared,
    packages: Sequence[Package],
    folder: Path,
    restore: Collection[str],
    followed: Collection[str] = (),
) -> Kept:
    """`followed` are ids of slides of which the contents follow what people changed on others."""
    plan = prepared.plan
    targets = [folder / f"{plan.stem_of(session)}.pptx" for session in plan.sessions]
    if not any(folder.glob("*.pptx")):
        _refuse_unknown(restore, (), prepared.deck.file.slides)
        return Kept(prepared, tuple(packages))  # nothing was built yet: what merges is not even imported
    from whp_deck.edits.files import files_of, find_file, know_slides, read_file
    from whp_deck.edits.merge import merge_deck, needs_merge
    from whp_deck.edits.merged_plan import merge_plan
    from whp_deck.edits.originals import follow_originals
    from whp_deck.edits.printed import Printed
    from whp_deck.edits.strays import check_whose, refuse_misplaced
    from whp_deck.edits.times import words_after_minutes
    from whp_deck.edits.to_compare import MergeWords

    files = [read_file(path) for path in targets if path.exists()]
    refuse_misplaced(files, plan.file_stem)
    theirs = check_whose(files, prepared.whose)
    others = (find_file(path) for path in files_of(folder, plan.file_stem) if path not in targets)
    files += [file for file in others if file is not None]  # of sessions that there are no longer
    known = know_slides(follow_originals([file for file in files if file.manifest.deck == plan.file_stem], plan))
    ids = {slide.id for session in plan.sessions for slide in session.slides}
    deleted = [id for place in known.deleted if (id := known.built(place).id) in ids]
    _refuse_unknown(restore, deleted, prepared.deck.file.slides)
    if not known.files or not needs_merge(known):
        del files, known
        gc.collect()  # packages hold themselves by cycles; their memory is wanted for what comes next
        return Kept(prepared, tuple(packages))
    numbers = {file.path: number for number, file in enumerate(known.files)}
    brought: set[Finding] = set(prepared.known)
    for file in known.files:
        brought |= set(check_package(file.package))
    own = prepared.deck.words
    title, notes = own.get("edits.conflict_title", title="{title}"), own.get("edits.conflict_notes")
    words = MergeWords(title, notes, words_after_minutes(own))
    slides = {slide.id: slide for session in plan.sessions for slide in session.slides}
    printed = Printed(prepared.deck, plan, prepared.facts)
    merged = merge_deck(
        known,
        packages,
        [numbers.get(path) for path in targets],
        words,
        slides,
        restore=restore,
        followed=followed,
        printed=printed,
    )
    new_plan = merge_plan(plan, merged)
    # how long a session is with what people added and took out is said alone: the deck's file does not know of it
    place = prepared.deck.file.place_of("format")
    said = set(check_minutes(plan, prepared.deck))
    minutes = check_minutes(new_plan, prepared.deck)
    split = [
        one
        for before, after in zip(plan.sessions, new_plan.sessions, strict=True)
        for one in check_parts(after, place)
        if one.message not in [other.message for other in check_parts(before, place)]
    ]
    return Kept(
        replace(
            prepared,
            plan=new_plan,
            known=frozenset(brought),
            problems=tuple(one for one in prepared.problems if one not in said or one in minutes),
        ),
        merged.packages,
        merged.lines,
        (*theirs, *merged.problems, *(replace(one, severity="warning") for one in minutes if one not in said), *split),
        merged.keeps_edits,
        merged=True,
        doubts=merged.doubts,
    )


def tell_counted(alone: DeckPlan, merged: DeckPlan) -> tuple[str, ...]:
    """A line for each session that has other slides or minutes with people's edits than its files alone give."""
    lines = []
    for before, after in zip(alone.sessions, merged.sessions, strict=True):
        if [one.id for one in before.shown] == [one.id for one in after.shown] and before.minutes == after.minutes:
            continue
        now, was = (f"{counted(len(one.shown), 'slide')}, {one.minutes:g}" for one in (after, before))
        lines.append(
            f"counted as it is in PowerPoint: {merged.stem_of(after)}.pptx, {now} of {after.slot:g} min (by your files alone "
            f"{was} min)"
        )
    return tuple(lines)


def _refuse_unknown(restore: Collection[str], deleted: Sequence[str], edits: SlideEdits) -> None:
    """Only a slide that somebody deleted in PowerPoint, and that the deck still has, can be brought back."""
    listed = ", ".join(f"`{id}`" for id in deleted) or "none"
    problems = []
    for id in restore:
        if id in deleted:
            continue
        gone = next((n for n, one in enumerate(edits.remove) if one in (id, id.partition("/")[0])), None)
        place = edits.item_place("remove", gone) if gone is not None else None
        if place is not None:
            message = f"--restore: `{id}` was not deleted in PowerPoint: the deck’s file removes it"
            problems.append(Problem("slide-unknown", message, f"take it out of `remove:` (line {place.line})", place))
        else:
            message = f"--restore: no slide `{id}` was deleted in PowerPoint"
            problems.append(Problem("slide-unknown", message, f"deleted were: {listed}"))
    if problems:
        raise InvalidDeckError(problems)
