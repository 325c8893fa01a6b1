"""Merges what people changed in all files of a deck with what its configuration gives today.

In: `Known`, and for every session the package that was rendered from the configuration. Out: merged packages, what
each of their slides is, and a report. The edited files are the containers, so that formatting, animations and pasted
pictures survive. Must not write files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.parts.slide import SlidePart

from whp_deck.edits.apply import replace_slide, take_fields
from whp_deck.edits.compare import find_changes
from whp_deck.edits.decide import Decision, decide
from whp_deck.edits.fields import Difference, differences
from whp_deck.edits.files import BuiltFile, Known, Place
from whp_deck.edits.merged_file import MergedFile, MergedSlide, finish
from whp_deck.edits.places import places_of
from whp_deck.edits.settle import mark_conflict
from whp_deck.errors import Problem
from whp_deck.office.copy_layouts import layout_name
from whp_deck.office.package import Package
from whp_deck.office.relationships import relationships_of
from whp_deck.office.slide_copy import Importer, Look
from whp_deck.office.slide_list import delete_slides, hide, slide_parts
from whp_deck.office.slides import layouts_of
from whp_deck.office.snapshot import CONFLICT, SlideSnapshot
from whp_deck.office.stamp import Manifest, read_stamp, tag_slide
from whp_deck.plan import SlidePlan


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


def merge_deck(
    known: Known,
    fresh: Sequence[Package],
    targets: Sequence[int | None],
    words: ConflictWords,
    plans: Mapping[str, SlidePlan] | None = None,
) -> Merged:
    """Merge the files of `known` with `fresh`, the stamped packages of today. `targets`: for each session its file.

    `plans` are the slides of `fresh` by their ids; they know where in people's files their words stand.
    """
    return _Merger(known, fresh, targets, words, plans or {}).run()


class _Merger:
    def __init__(
        self,
        known: Known,
        fresh: Sequence[Package],
        targets: Sequence[int | None],
        words: ConflictWords,
        plans: Mapping[str, SlidePlan],
    ) -> None:
        self.known, self.fresh, self.targets, self.words, self.plans = known, fresh, targets, words, plans
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
        for decision in self.decisions:
            if decision.fresh is not None and decision.found is not None:
                self._drop_settled(decision, self.known.files[decision.found.file], self.known.found(decision.found))
        merged = [
            finish(session, self.known, fresh, manifest)
            for session, fresh, manifest in zip(self.sessions, self.fresh, self.manifests, strict=True)
        ]
        self._tell_own()
        return Merged(
            tuple(session.package for session in self.sessions), tuple(merged), tuple(self.lines), tuple(self.problems)
        )

    def _open(self, number: int, file: int | None) -> MergedFile:
        """The edited file as container; the fresh package where there is none, or where nobody edited it."""
        if file is None or file in self.plain:
            return MergedFile(number, self.fresh[number], None)
        session = MergedFile(number, self.known.files[file].package, file)
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

    def _donor(self, decision: Decision, session: MergedFile) -> int:
        """Ours, in the file where it is needed: a copy, or the slide itself where the fresh package is the container."""
        assert decision.fresh is not None
        number, at = decision.fresh
        if session.package is self.fresh[number]:
            return self.fresh_ids[number][at]
        return self._import(session, number, [at])[0]

    def _import(self, session: MergedFile, number: int, positions: Sequence[int]) -> list[int]:
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

    def _merge(self, decision: Decision, session: MergedFile, slide_id: int) -> None:
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

    def _rebase(self, session: MergedFile, decision: Decision, own: SlidePart, ours: SlidePart) -> Sequence[Difference]:
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
        self, decision: Decision, session: MergedFile, slide_id: int, donor: int, conflict: Sequence[Difference]
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
        changed = f"{label}: {names} changed in PowerPoint and in your files{self._written_at(decision, conflict)}"
        self.lines.append(f"conflict: {changed}")
        self.problems.append(Problem("edit-conflict", changed, _TO_SETTLE, None, "warning"))

    def _written_at(self, decision: Decision, conflict: Sequence[Difference]) -> str:
        """Where the other version is written."""
        slide = self.plans.get(decision.id)
        places = places_of(slide, {one.name for one in conflict}) if slide is not None else []
        return f" ({', '.join(map(str, places))})" if places else ""

    def _drop_settled(self, decision: Decision, file: BuiltFile, now: SlideSnapshot) -> None:
        """The slide to compare goes once the configuration says what the person's slide says: there is nothing to compare."""
        assert decision.fresh is not None
        ours = self.manifests[decision.fresh[0]].slides[decision.id]
        is_open = any(differences(ours, now, exact=file.is_exact(now)))
        for session in self.sessions:
            shown = [one for one in session.order if self._id_in(session, one) == CONFLICT + decision.id]
            if shown and is_open:  # from an earlier build, and told until it is settled
                message = f"{self._label(decision)}: a slide to compare still follows it"
                self.problems.append(Problem("edit-conflict", message, _TO_SETTLE, None, "warning"))
                continue
            for slide_id in shown:
                session.order.remove(slide_id)
                delete_slides(session.package, [slide_id])
                self.lines.append(f"agreed, so that the slide to compare went: {self._label(decision)}")

    def _id_in(self, session: MergedFile, slide_id: int) -> str:
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
            message = f"{label} was deleted in PowerPoint, and has changed in your files since"
            hint = "it stays deleted; `--overwrite` brings everything back"
            self.problems.append(Problem("edit-deleted", message, hint, None, "warning"))
        self.lines.append(f"stays deleted: {label}")

    def _tell_own(self) -> None:
        """Slides of a person's own, which no decision is about unless the configuration has them now."""
        known = {decision.found for decision in self.decisions}
        for place in sorted((*self.known.added, *self.known.copies)):
            if place not in known and place.file in self.targets and place.file not in self.plain:
                title = self.known.found(place).title
                self.lines.append(
                    f"kept, added by you: {self._where(place)}" + (f"“{title}”" if title else "without a title")
                )

    def _where(self, place: Place) -> str:
        return f"{self.known.files[place.file].path.stem}, slide {place.position + 1} "

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
                message = f"{label} is no longer in your files, but was edited in PowerPoint"
                hint = "it stays, hidden; delete it in PowerPoint when you do not need it"
                self.problems.append(Problem("edit-orphaned", message, hint, None, "warning"))
                self.lines.append(f"kept, hidden: {label}")

    def _label(self, decision: Decision) -> str:
        title = ""
        if decision.found is not None:
            title = self.known.found(decision.found).title
            place = self._where(decision.found)
        elif decision.fresh is not None:
            place = ""
            title = self.manifests[decision.fresh[0]].slides[decision.id].title
        return f"{place}“{title}” ({decision.id})" if title else f"{place}({decision.id})"


_TO_SETTLE = (
    "the PowerPoint edit was kept; the other version is on the hidden slide after it: "
    "take over what you need, then delete that hidden slide"
)
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
