"""One merged file as a whole, when its slides are settled: their order, its sections, its footer and its stamp.

In: `Known`, what today's configuration says of the session, and the file in the making. Out: the file, finished, and what
each of its slides is. Must not decide what becomes of a slide: `decide` and `merge` do.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple

from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.parts.slide import SlidePart

from whp_deck.edits.compare import section_changes
from whp_deck.edits.decision import Decision
from whp_deck.edits.files import LEFT, OWN, BuiltFile, Known, Place
from whp_deck.edits.match import moved_slides
from whp_deck.edits.settle import mend_shape_ids, settle_deck, settle_footers, settle_sections
from whp_deck.edits.times import minutes_of
from whp_deck.office.copy_layouts import layout_name
from whp_deck.office.package import Package
from whp_deck.office.relationships import relationships_of
from whp_deck.office.slide_copy import Importer, Look
from whp_deck.office.slide_list import move_slides, slide_parts
from whp_deck.office.snapshot import CONFLICT
from whp_deck.office.stamp import Manifest, write_stamp


@dataclass(frozen=True, slots=True)
class MergedSlide:
    """One slide of a merged file: `fresh` is (session, position) in the configuration's slides, None for a person's own.

    `theirs` says that a person changed title, words or notes, so that they are to be read from the file; `minutes` are those
    that a person typed into its notes, None where the configuration's count. `typed` are texts that a person changed: what was
    there, and what is there now.
    """

    slide_id: int
    id: str
    fresh: tuple[int, int] | None
    theirs: bool = False
    minutes: float | None = None
    typed: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class MergedFile:
    """One file in the making. `keys` are what is known of its slides by slide id; `order` is their order so far.

    `placed` are slides that come from the configuration or another file and have no place yet, `conflicts` the hidden
    slides by the slide that they follow. `file` is None where the fresh package is the container.
    """

    number: int  # the session
    package: Package
    file: int | None
    order: list[int] = field(default_factory=list)
    keys: dict[int, Decision] = field(default_factory=dict)
    placed: dict[tuple[int, int], int] = field(default_factory=dict)
    conflicts: dict[int, int] = field(default_factory=dict)
    disputed_order: tuple[str, ...] = ()
    left: set[int] = field(default_factory=set)  # given up by the configuration, and edited
    _importers: dict[int, Importer] = field(default_factory=dict)

    def copy_from(self, source: Package, slide_id: int) -> int:
        """A copy of a slide of another package at the end of this file: its id here."""
        importer = self._importers.get(id(source))
        if importer is None:
            importer = self._importers[id(source)] = Importer(source, self.package)
        look = _look_for(importer, slide_parts(source)[slide_id])
        return importer.copy([slide_id], look=look, service=True)[0].slide_id


def _look_for(importer: Importer, part: SlidePart) -> Look:
    """The layout of that name in the file; where LibreOffice has lost it, each slide brings its own along, once for all."""
    layout = relationships_of(part).first_of(RT.SLIDE_LAYOUT)
    names = {layout_name(one) for one in importer.layouts}
    known = layout is not None and layout_name(layout) in names
    return "adopt" if known or not importer.same_size else "keep"


def finish(session: MergedFile, known: Known, fresh: Package, manifest: Manifest) -> tuple[MergedSlide, ...]:
    """Put the slides in order and settle what belongs to the whole file. `fresh`, `manifest`: today's package of the session."""
    _settle_order(session, known)
    if session.file is not None:
        file = known.files[session.file]
        settle_sections(session.package, _section_names(session, known, file, manifest))
        settle_deck(session.package, fresh, file.manifest, manifest)
        if file.by_libreoffice:
            mend_shape_ids(session.package)
    for footer in {one.manifest.footer for one in known.files} - {manifest.footer, ""}:
        settle_footers(session.package, footer, manifest.footer)  # also on slides that came from another session's file
    parts = slide_parts(session.package)
    ids = {parts[slide_id]: one.id for slide_id, one in session.keys.items() if slide_id in parts}
    ids |= {parts[slide_id]: id for slide_id, id in _own_ids(session, known).items() if slide_id in parts}
    stamp = dataclasses.replace(manifest, merged=session.file is not None, order=session.disputed_order)
    write_stamp(session.package, stamp, ids)
    return tuple(
        _merged_slide(slide_id, one) if one else MergedSlide(slide_id, "", None)
        for slide_id in parts
        for one in [session.keys.get(slide_id)]
    )


def _merged_slide(slide_id: int, one: Decision) -> MergedSlide:
    minutes = minutes_of([one.counted[0]]) if one.counted is not None else None
    typed = tuple((text.was, text.now) for text in one.theirs if text.name == "text")
    return MergedSlide(slide_id, one.id, one.fresh, bool(one.theirs) or minutes is not None, minutes, typed)


def _settle_order(session: MergedFile, known: Known) -> None:
    """The order in the file; what the configuration moved or added stands behind its predecessor there.

    Of each two slides it is known who has changed them round, the person or the configuration. Where no order does justice to
    both, the person's stays as it is, and what both came from is remembered until one of them gives way.
    """
    places = _places(session, known)
    sequence = _sequence(session, _moved_by_config(session, places))
    if not _is_of_both(places, sequence):
        sequence = _sequence(session, set())
        session.disputed_order = tuple(sorted((one.id for one in places), key=lambda id: _base(session, known)[id]))
    if sequence != list(slide_parts(session.package)):
        move_slides(session.package, sequence)


def _sequence(session: MergedFile, moved: Collection[tuple[int, int]]) -> list[int]:
    waiting = dict(session.placed)
    for slide_id, one in session.keys.items():
        if one.fresh is not None and (one.fresh in moved or (session.file is None and one.fresh not in waiting)):
            waiting[one.fresh] = slide_id
    loose = set(waiting.values())
    sequence = [slide_id for slide_id in session.order if slide_id not in loose]
    own = {one.fresh: slide_id for slide_id, one in session.keys.items() if one.fresh is not None}
    for key in sorted(waiting):
        before = [own[other] for other in sorted(own) if other < key and own[other] in sequence]
        at = 0
        if before:
            at = sequence.index(before[-1]) + 1
            while at < len(sequence) and sequence[at] not in session.keys:
                at += 1  # a person's own slides stay behind the slide that they follow
        sequence.insert(at, waiting[key])
    for slide_id, conflict in session.conflicts.items():
        sequence.insert(sequence.index(slide_id) + 1, conflict)
    return sequence


class _Stands(NamedTuple):
    """A slide that stays in its session: its place there as both knew it, as the person has it, as the configuration gives it."""

    slide_id: int
    id: str
    base: int
    theirs: int
    fresh: tuple[int, int]


def _base(session: MergedFile, known: Known) -> dict[str, int]:
    """The place of each slide in the order that the person and the configuration have in common."""
    assert session.file is not None
    file = known.files[session.file]
    ids = file.manifest.order or tuple(one.id for one in file.built)
    return {id: at for at, id in enumerate(ids)}


def _places(session: MergedFile, known: Known) -> list[_Stands]:
    if session.file is None:
        return []
    base = _base(session, known)
    return [
        _Stands(slide_id, one.id, base[one.id], session.order.index(slide_id), one.fresh)
        for slide_id, one in session.keys.items()
        if one.fresh is not None
        and one.fresh[0] == session.number
        and one.built is not None
        and one.built.file == session.file
        and one.id in base
        and slide_id in session.order
    ]


def _moved_by_config(session: MergedFile, places: Sequence[_Stands]) -> set[tuple[int, int]]:
    """Slides of this session whose place among the others changed in the configuration."""
    return {(session.number, at) for at in moved_slides({one.fresh[1]: one.base for one in places})}


def _is_of_both(places: Sequence[_Stands], sequence: Sequence[int]) -> bool:
    """Whether each two slides stand as whoever has changed them round has them, and all others as they stood."""
    if not moved_slides({one.theirs: one.base for one in places}):
        return True  # by the configuration alone
    stands = {slide_id: at for at, slide_id in enumerate(sequence)}
    for one, other in combinations(places, 2):
        was, theirs, ours = one.base < other.base, one.theirs < other.theirs, one.fresh < other.fresh
        if (stands[one.slide_id] < stands[other.slide_id]) != (ours if theirs == was else theirs):
            return False
    return True


def _own_ids(session: MergedFile, known: Known) -> dict[int, str]:
    """Ids for slides of a person's own: a copy gets its original's, as PowerPoint's copies have it."""
    if session.file is None:
        return {}
    file = known.files[session.file]
    found: dict[int, str] = {}
    for position, (slide_id, snapshot) in enumerate(zip(file.slides, file.snapshots, strict=True)):
        if slide_id in session.keys or snapshot.id.startswith(OWN):
            continue
        if snapshot.id.startswith(CONFLICT):  # beside a slide that may have another id now
            found[slide_id] = snapshot.id
            continue
        copied = known.copies.get(Place(session.file, position))
        found[slide_id] = f"{OWN}{slide_id}" if copied is None else known.built(copied).id
        if slide_id in session.left:
            found[slide_id] = f"{LEFT}{slide_id}"
    return found


def _section_names(session: MergedFile, known: Known, file: BuiltFile, manifest: Manifest) -> list[tuple[int, str]]:
    """The section of every slide: as it is in the file, as the configuration says where it changed or is new."""
    assert session.file is not None
    by_position = file.sections
    theirs = {slide_id: by_position[at] for at, slide_id in enumerate(file.slides) if at in by_position}
    renamed = {was: now for was, now in section_changes(known, session.file) if was}
    names: list[tuple[int, str]] = []
    last = ""
    for slide_id in slide_parts(session.package):
        one = session.keys.get(slide_id)
        name = theirs.get(slide_id, "")
        if one is not None and one.fresh is not None and one.fresh[0] == session.number:
            ours = manifest.sections.get(one.id, "")
            was = file.manifest.sections.get(one.id, "")
            if not name or ours != was:
                name = renamed.get(ours, ours)
        last = name or last
        names.append((slide_id, last))
    first = next((name for _, name in names if name), "")  # a person's slide at the front goes with what follows it
    return [(slide_id, name or first) for slide_id, name in names]
