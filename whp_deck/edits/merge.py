"""Merges what people changed in all files of a deck with what its configuration gives today.

In: `Known`, and for every session the package that was rendered from the configuration. Out: merged packages, what
each of their slides is, and a report. The edited files are the containers, so that formatting, animations and pasted
pictures survive. Must not write files.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.parts.slide import SlidePart

from whp_deck.edits.apply import replace_slide, take_fields
from whp_deck.edits.compare import find_changes, section_changes, sections_of
from whp_deck.edits.decide import Decision, decide
from whp_deck.edits.fields import Difference
from whp_deck.edits.files import CONFLICT, OWN, BuiltFile, Known, Place
from whp_deck.edits.match import moved_slides
from whp_deck.edits.settle import mark_conflict, mend_shape_ids, settle_deck, settle_footers, settle_sections
from whp_deck.errors import Problem
from whp_deck.office.copy_layouts import layout_name
from whp_deck.office.package import Package
from whp_deck.office.relationships import relationships_of
from whp_deck.office.slide_copy import Importer, Look
from whp_deck.office.slide_list import delete_slides, hide, move_slides, slide_parts
from whp_deck.office.slides import layouts_of
from whp_deck.office.stamp import Manifest, read_stamp, tag_slide, write_stamp


@dataclass(frozen=True, slots=True)
class MergedSlide:
    """One slide of a merged file: `fresh` is (session, position) in the configuration's slides, None for a person's own.

    `theirs` says that a person changed title, words or notes, so that they are to be read from the file.
    """

    slide_id: int
    id: str
    fresh: tuple[int, int] | None
    theirs: bool = False


@dataclass(frozen=True, slots=True)
class Merged:
    """One package for each session, and its slides in order. `lines` say what was done, for people."""

    packages: tuple[Package, ...]
    slides: tuple[tuple[MergedSlide, ...], ...]
    lines: tuple[str, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class ConflictWords:
    """The words on a slide that shows what the configuration says: `title` takes {title}, `notes` stand before its notes."""

    title: str
    notes: str


def needs_merge(known: Known) -> bool:
    """Whether anything in the files would be lost if they were simply built anew."""
    return len(plain_files(known)) < len(known.files)


def plain_files(known: Known) -> frozenset[int]:
    """Files in which nothing is to be kept: as we wrote them, or only saved by LibreOffice, with no change of any kind."""
    touched = {change.file for change in find_changes(known)}
    return frozenset(
        number
        for number, file in enumerate(known.files)
        if file.path not in touched and not file.manifest.merged and (not file.saved or file.by_libreoffice)
    )


def merge_deck(known: Known, fresh: Sequence[Package], targets: Sequence[int | None], words: ConflictWords) -> Merged:
    """Merge the files of `known` with `fresh`, the stamped packages of today. `targets`: for each session its file."""
    return _Merger(known, fresh, targets, words).run()


@dataclass(slots=True)
class _Session:
    """One file in the making. `keys` are what is known of its slides by slide id; `order` is their order so far.

    `placed` are slides that come from the configuration or another file and have no place yet, `conflicts` the hidden
    slides by the slide that they follow. `file` is None where the fresh package is the container.
    """

    package: Package
    file: int | None
    order: list[int] = field(default_factory=list)
    keys: dict[int, Decision] = field(default_factory=dict)
    importers: dict[int, Importer] = field(default_factory=dict)
    placed: dict[tuple[int, int], int] = field(default_factory=dict)
    conflicts: dict[int, int] = field(default_factory=dict)


class _Merger:
    def __init__(
        self, known: Known, fresh: Sequence[Package], targets: Sequence[int | None], words: ConflictWords
    ) -> None:
        self.known, self.fresh, self.targets, self.words = known, fresh, targets, words
        self.manifests: list[Manifest] = []
        for package in fresh:
            manifest = read_stamp(package)
            assert manifest is not None
            self.manifests.append(manifest)
        self.plain = plain_files(known)
        self.decisions = decide(known, self.manifests, targets, self.plain)
        self.fresh_ids = [list(slide_parts(package)) for package in fresh]
        self.lines: list[str] = []
        self.problems: list[Problem] = []
        self.sessions = [self._open(number, file) for number, file in enumerate(targets)]

    def run(self) -> Merged:
        for decision in self.decisions:
            if decision.fresh is not None:
                self._bring(decision)
            elif decision.action == "drop":
                self._drop(decision)
            else:
                self._retire(decision)
        merged = [self._finish(number) for number in range(len(self.sessions))]
        return Merged(
            tuple(session.package for session in self.sessions), tuple(merged), tuple(self.lines), tuple(self.problems)
        )

    # slides -------------------------------------------------------------------------------------------

    def _open(self, number: int, file: int | None) -> _Session:
        """The edited file as container; the fresh package where there is none, or where nobody edited it."""
        if file is None or file in self.plain:
            return _Session(self.fresh[number], None)
        session = _Session(self.known.files[file].package, file)
        session.order = list(self.known.files[file].slides)
        return session

    def _home(self, decision: Decision) -> int:
        """The session in which the slide shall be: where a person put it, unless the configuration moved it."""
        assert decision.fresh is not None
        session = decision.fresh[0]
        if decision.found is None or decision.built is None:
            return session
        by_person = decision.found.file != decision.built.file
        by_config = self.targets[session] != decision.built.file
        if by_person and not by_config and decision.found.file in self.targets:
            return self.targets.index(decision.found.file)
        return session

    def _bring(self, decision: Decision) -> None:
        assert decision.fresh is not None
        number, at = decision.fresh
        home = self._home(decision)
        session = self.sessions[home]
        match decision.action:
            case "deleted":
                self._forget(decision)
            case "new":
                self._add_new(decision, home)
            case _:
                slide_id = self._own(decision, home)
                session.keys[slide_id] = decision
                self._merge(decision, session, slide_id)
                spare = self.fresh_ids[number][at]
                owner = self.sessions[number]
                shown = spare in owner.conflicts.values() or spare in owner.keys
                if owner.file is None and not shown and spare in slide_parts(owner.package):
                    delete_slides(owner.package, [spare])

    def _add_new(self, decision: Decision, home: int) -> None:
        assert decision.fresh is not None
        number, at = decision.fresh
        session = self.sessions[home]
        if session.file is None:
            slide_id = self.fresh_ids[number][at]
            session.keys[slide_id] = decision
            return
        slide_id = self._import(session, number, [at])[0]
        session.keys[slide_id] = decision
        session.placed[decision.fresh] = slide_id
        self.lines.append(f"added from the configuration: {self._label(decision)}")

    def _own(self, decision: Decision, home: int) -> int:
        """The slide's id in the file where it shall be; it is carried over from another file when it must be."""
        assert decision.found is not None
        assert decision.fresh is not None
        place = decision.found
        source = self.known.files[place.file]
        slide_id = list(source.slides)[place.position]
        session = self.sessions[home]
        if session.file == place.file:
            return slide_id
        key = -1 - place.file
        if key not in session.importers:
            session.importers[key] = Importer(source.package, session.package)
        importer = session.importers[key]
        part = slide_parts(source.package)[slide_id]
        new = importer.copy([slide_id], look=_look_for(importer, part))[0].slide_id
        session.placed[decision.fresh] = new
        for other in self.sessions:
            if other.file == place.file:
                other.order.remove(slide_id)
                delete_slides(other.package, [slide_id])
        return new

    def _donor(self, decision: Decision, session: _Session) -> int:
        """Ours, in the file where it is needed: a copy, or the slide itself where the fresh package is the container."""
        assert decision.fresh is not None
        number, at = decision.fresh
        if session.package is self.fresh[number]:
            return self.fresh_ids[number][at]
        return self._import(session, number, [at])[0]

    def _import(self, session: _Session, number: int, positions: Sequence[int]) -> list[int]:
        """Slides of today's package at the end of the file."""
        importer = session.importers.get(number)
        if importer is None:
            importer = session.importers[number] = Importer(self.fresh[number], session.package)
        parts = slide_parts(self.fresh[number])
        ids = []
        for at in positions:
            slide_id = self.fresh_ids[number][at]
            ids.append(importer.copy([slide_id], look=_look_for(importer, parts[slide_id]))[0].slide_id)
        return ids

    def _merge(self, decision: Decision, session: _Session, slide_id: int) -> None:
        """Do what was decided to the slide that is there."""
        if decision.action == "keep" and not decision.conflict:
            if decision.theirs:
                self.lines.append(f"kept as edited: {self._label(decision)}")
            return
        assert decision.found is not None
        donor = self._donor(decision, session)
        parts = slide_parts(session.package)
        own, ours = parts[slide_id], parts[donor]
        was = self.known.found(decision.found) if decision.built is None else self.known.built(decision.built)
        conflict: Sequence[Difference] = decision.conflict
        match decision.action:
            case "fields":
                left = take_fields(session.package, ours, own, was, decision.ours)
                if left and not decision.theirs:
                    replace_slide(own, ours)
                elif left:
                    conflict = [*conflict, *left]
            case "replace":
                replace_slide(own, ours)
            case "rebase" if session.file is None:
                conflict = decision.ours
            case "rebase":
                conflict = self._rebase(session, decision, own, ours)
            case _:
                pass
        if conflict:
            self._keep_conflict(decision, session, slide_id, donor, conflict)
            return
        delete_slides(session.package, [donor])
        both = " and kept what was edited" if decision.theirs else ""
        self.lines.append(f"updated from the configuration{both}: {self._label(decision)}")

    def _rebase(self, session: _Session, decision: Decision, own: SlidePart, ours: SlidePart) -> Sequence[Difference]:
        """Ours with the person's fields, tried on the copy of ours first: what cannot be taken over is a conflict."""
        assert decision.built is not None
        left = take_fields(session.package, own, ours, self.known.built(decision.built), decision.theirs)
        if left:
            fresh = self._import(session, *_one(decision))[0]
            parts = slide_parts(session.package)
            replace_slide(ours, parts[fresh])
            delete_slides(session.package, [fresh])
            return left
        replace_slide(own, ours)
        return ()

    def _keep_conflict(
        self, decision: Decision, session: _Session, slide_id: int, donor: int, conflict: Sequence[Difference]
    ) -> None:
        """Ours follows the person's slide, hidden and marked; an older one for the same slide goes."""
        id = CONFLICT + decision.id
        parts = slide_parts(session.package)
        for old in [one for one in session.order if self._id_in(session, one) == id]:
            session.order.remove(old)
            delete_slides(session.package, [old])
        mark_conflict(parts[donor], self.words.title, self.words.notes)
        hide(session.package, donor)
        tag_slide(session.package, parts[donor], id)
        session.conflicts[slide_id] = donor
        names = ", ".join(dict.fromkeys(_FIELD_WORDS.get(one.name, one.name) for one in conflict))
        label = self._label(decision)
        self.lines.append(f"conflict: {label}: {names} changed both in the file and in the configuration")
        message = f"{label}: {names} changed in the file and in the configuration"
        hint = "your edit was kept; the hidden slide after it shows the configuration's: take from it what you want, then delete it"
        self.problems.append(Problem("edit-conflict", message, hint, None, "warning"))

    def _id_in(self, session: _Session, slide_id: int) -> str:
        if session.file is None:
            return ""
        file = self.known.files[session.file]
        ids = dict(zip(file.slides, (one.id for one in file.snapshots), strict=True))
        return ids.get(slide_id, "")

    def _forget(self, decision: Decision) -> None:
        """A slide that a person deleted stays deleted."""
        assert decision.fresh is not None
        number, at = decision.fresh
        label = self._label(decision)
        if self.sessions[number].file is None:
            delete_slides(self.sessions[number].package, [self.fresh_ids[number][at]])
        if decision.config_changed:
            message = f"{label} was deleted in the file, and has changed in the configuration since"
            hint = "it stays deleted; `--overwrite` brings everything back"
            self.problems.append(Problem("edit-deleted", message, hint, None, "warning"))
        self.lines.append(f"stays deleted: {label}")

    def _drop(self, decision: Decision) -> None:
        assert decision.found is not None
        for session in self.sessions:
            if session.file == decision.found.file:
                slide_id = list(self.known.files[session.file].slides)[decision.found.position]
                session.order.remove(slide_id)
                delete_slides(session.package, [slide_id])
                self.lines.append(f"removed, as the configuration says: {self._label(decision)}")

    def _retire(self, decision: Decision) -> None:
        assert decision.found is not None
        for session in self.sessions:
            if session.file == decision.found.file:
                slide_id = list(self.known.files[session.file].slides)[decision.found.position]
                hide(session.package, slide_id)
                label = self._label(decision)
                message = f"{label} is no longer in the configuration, but was edited in the file"
                hint = "it stays, hidden; delete it in PowerPoint when you do not need it"
                self.problems.append(Problem("edit-orphaned", message, hint, None, "warning"))
                self.lines.append(f"kept, hidden: {label}")

    def _label(self, decision: Decision) -> str:
        title = ""
        if decision.found is not None:
            title = self.known.found(decision.found).title
            place = f"{self.known.files[decision.found.file].path.stem}, slide {decision.found.position + 1} "
        elif decision.fresh is not None:
            place = ""
            title = self.manifests[decision.fresh[0]].slides[decision.id].title
        return f"{place}“{title}” ({decision.id})" if title else f"{place}({decision.id})"

    # the whole file -----------------------------------------------------------------------------------

    def _finish(self, number: int) -> tuple[MergedSlide, ...]:
        session, manifest = self.sessions[number], self.manifests[number]
        self._settle_order(number, session)
        if session.file is not None:
            file = self.known.files[session.file]
            settle_sections(session.package, self._section_names(number, session, file))
            settle_footers(session.package, file.manifest.footer, manifest.footer)
            settle_deck(session.package, self.fresh[number], file.manifest, manifest)
            if file.by_libreoffice:
                mend_shape_ids(session.package)
        parts = slide_parts(session.package)
        ids = {parts[slide_id]: one.id for slide_id, one in session.keys.items() if slide_id in parts}
        ids |= {parts[slide_id]: id for slide_id, id in self._own_ids(session).items() if slide_id in parts}
        write_stamp(session.package, dataclasses.replace(manifest, merged=session.file is not None), ids)
        return tuple(
            MergedSlide(slide_id, one.id if one else "", one.fresh if one else None, bool(one and one.theirs))
            for slide_id in parts
            for one in [session.keys.get(slide_id)]
        )

    def _settle_order(self, number: int, session: _Session) -> None:
        """The order in the file, with what the configuration moved or added behind its predecessor there."""
        moved = set() if session.file is None else self._moved_by_config(number, session)
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
        if sequence != list(slide_parts(session.package)):
            move_slides(session.package, sequence)

    def _own_ids(self, session: _Session) -> dict[int, str]:
        """Ids for slides of a person's own: a copy gets its original's, as PowerPoint's copies have it."""
        if session.file is None:
            return {}
        file = self.known.files[session.file]
        found: dict[int, str] = {}
        for position, (slide_id, snapshot) in enumerate(zip(file.slides, file.snapshots, strict=True)):
            if slide_id in session.keys or snapshot.id.startswith((CONFLICT, OWN)):
                continue
            copied = self.known.copies.get(Place(session.file, position))
            found[slide_id] = f"{OWN}{slide_id}" if copied is None else self.known.built(copied).id
        return found

    def _moved_by_config(self, number: int, session: _Session) -> set[tuple[int, int]]:
        """Slides of this session whose place among the others changed in the configuration."""
        places = {
            one.fresh[1]: one.built.position
            for one in session.keys.values()
            if one.fresh is not None
            and one.fresh[0] == number
            and one.built is not None
            and one.built.file == session.file
        }
        return {(number, at) for at in moved_slides(places)}

    def _section_names(self, number: int, session: _Session, file: BuiltFile) -> list[tuple[int, str]]:
        """The section of every slide: as it is in the file, as the configuration says where it changed or is new."""
        assert session.file is not None
        by_position = sections_of(file)
        theirs = {slide_id: by_position[at] for at, slide_id in enumerate(file.slides) if at in by_position}
        renamed = {was: now for was, now in section_changes(self.known, session.file) if was}
        names: list[tuple[int, str]] = []
        last = ""
        for slide_id in slide_parts(session.package):
            one = session.keys.get(slide_id)
            name = theirs.get(slide_id, "")
            if one is not None and one.fresh is not None and one.fresh[0] == number:
                ours = self.manifests[number].sections.get(one.id, "")
                was = file.manifest.sections.get(one.id, "")
                if not name or ours != was:
                    name = renamed.get(ours, ours)
            last = name or last
            names.append((slide_id, last))
        first = next((name for _, name in names if name), "")  # a person's slide at the front goes with what follows it
        return [(slide_id, name or first) for slide_id, name in names]


_FIELD_WORDS: Mapping[str, str] = {
    "look": "formatting", "place": "a place or size", "alt": "alt text", "effects": "animations", "movie": "a movie", "hidden": "whether it is hidden",
    "removed": "a shape that was removed", "added": "a shape that was added",
}  # fmt: skip


def _look_for(importer: Importer, part: SlidePart) -> Look:
    """The layout of that name in the file; where LibreOffice has lost it, the slide brings its own along."""
    layout = relationships_of(part).first_of(RT.SLIDE_LAYOUT)
    names = {layout_name(one) for one in layouts_of(importer.into)}
    known = layout is not None and layout_name(layout) in names
    return "adopt" if known or not importer.same_size else "keep"


def _one(decision: Decision) -> tuple[int, list[int]]:
    assert decision.fresh is not None
    return decision.fresh[0], [decision.fresh[1]]
