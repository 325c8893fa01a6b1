"""Slides of another presentation are known by the slide that they copy, whatever entry of the deck's file takes them.

In: built files, and the plan that the deck gives today. Out: the files with the ids of today; a plan with the ids that a
deck gave before. Must not change a package.

An author who makes an entry of its own for one of several imported slides, or leaves one alone in a list, gives it another
id. What a person changed on it in PowerPoint goes along.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from whp_deck.edits.files import BuiltFile
from whp_deck.office.snapshot import CONFLICT, SlideSnapshot
from whp_deck.plan import CopiedSlide, DeckPlan


def follow_originals(files: Sequence[BuiltFile], plan: DeckPlan) -> list[BuiltFile]:
    """The files, in which a copied slide has the id that it has in `plan`."""
    built = {id: original for file in files for id, original in file.manifest.originals.items()}
    known = {id for file in files for id in file.manifest.slides}
    ids = _new_ids(built, known, originals_of(plan))
    return [_renamed(file, ids) for file in files] if ids else list(files)


def name_as_before(plan: DeckPlan, before: DeckPlan) -> DeckPlan:
    """The plan, in which a copied slide has the id that it has in `before`."""
    given = originals_of(plan)
    known = {slide.id for session in plan.sessions for slide in session.slides}
    ids = _new_ids(given, known, originals_of(before))
    if not ids:
        return plan
    sessions = (
        replace(session, slides=tuple(replace(slide, id=ids.get(slide.id, slide.id)) for slide in session.slides))
        for session in plan.sessions
    )
    return replace(plan, sessions=tuple(sessions))


def originals_of(plan: DeckPlan) -> dict[str, str]:
    """Of each copied slide the slide that it copies."""
    slides = (slide for session in plan.sessions for slide in session.slides)
    return {slide.id: slide.original for slide in slides if isinstance(slide, CopiedSlide)}


def _new_ids(given: Mapping[str, str], known: Iterable[str], wanted: Mapping[str, str]) -> dict[str, str]:
    """The ids that change: where each side has that slide once, and no other slide has the new id then."""
    homes, targets = _by_original(given), _by_original(wanted)
    ids = {
        homes[original][0]: targets[original][0]
        for original in homes
        if len(homes[original]) == 1 and len(targets.get(original, ())) == 1 and homes[original] != targets[original]
    }
    taken = set(known)
    while clash := [id for id, new in ids.items() if new in taken and new not in ids]:
        for id in clash:
            del ids[id]
    return ids


def _by_original(ids: Mapping[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for id, original in ids.items():
        found.setdefault(original, []).append(id)
    return found


def _renamed(file: BuiltFile, ids: Mapping[str, str]) -> BuiltFile:
    manifest = replace(
        file.manifest,
        slides=_keyed(file.manifest.slides, ids),
        bases=_keyed(file.manifest.bases, ids),
        sections={ids.get(id, id): name for id, name in file.manifest.sections.items()},
        adopted=tuple(ids.get(id, id) for id in file.manifest.adopted),
        originals={ids.get(id, id): original for id, original in file.manifest.originals.items()},
    )
    shown = dict(ids) | {CONFLICT + id: CONFLICT + new for id, new in ids.items()}
    snapshots = tuple(replace(one, id=shown.get(one.id, one.id)) for one in file.snapshots)
    return replace(file, manifest=manifest, snapshots=snapshots)


def _keyed(slides: Mapping[str, SlideSnapshot], ids: Mapping[str, str]) -> dict[str, SlideSnapshot]:
    return {ids.get(id, id): replace(one, id=ids.get(id, id)) for id, one in slides.items()}
