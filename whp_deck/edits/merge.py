"""Merges what people changed in all files of a deck with what its configuration gives today.

In: `Known`, and for every session the package that was rendered from the configuration. Out: merged packages, what
each of their slides is, and a report. The edited files are the containers, so that formatting, animations and pasted
pictures survive. Must not write files.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass

from pptx.parts.slide import SlidePart

from whp_deck.edits.apply import replace_slide, take_fields
from whp_deck.edits.apply_notes import find_note, put_note
from whp_deck.edits.compare import find_changes
from whp_deck.edits.decide import Decision, decide
from whp_deck.edits.fields import Difference
from whp_deck.edits.files import Known
from whp_deck.edits.merged_file import MergedFile, MergedSlide, finish
from whp_deck.edits.origins import Origins
from whp_deck.edits.remains import Remains
from whp_deck.edits.settle import mark_conflict
from whp_deck.edits.told import Told
from whp_deck.errors import Problem
from whp_deck.office.package import Package
from whp_deck.office.slide_list import delete_slides, hide, slide_parts
from whp_deck.office.snapshot import CONFLICT
from whp_deck.office.stamp import Manifest, read_stamp, tag_slide
from whp_deck.office.xml import Element
from whp_deck.plan import SlidePlan


@dataclass(frozen=True, slots=True)
class Merged:
    """One package for each session, and its slides in order. `lines` say what was done, for people.

    `keeps_edits`: something that a person did is in the packages. `doubts` are problems for who checks the deck: of these a
    build says a line.
    """

    packages: tuple[Package, ...]
    slides: tuple[tuple[MergedSlide, ...], ...]
    lines: tuple[str, ...]
    problems: tuple[Problem, ...]
    keeps_edits: bool = False
    doubts: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class MergeWords:
    """`title` (takes {title}) and `notes` stand on a slide that shows what the configuration says, before its own.

    `time` is what follows the minutes in the first line of a built slide's notes.
    """

    title: str
    notes: str
    time: str = ""


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
    words: MergeWords,
    plans: Mapping[str, SlidePlan] | None = None,
    *,
    restore: Collection[str] = (),
    followed: Collection[str] = (),
) -> Merged:
    """Merge the files of `known` with `fresh`, the stamped packages of today. `targets`: for each session its file.

    `plans` are the slides of `fresh` by their ids; they know where in people's files their words stand. `restore` are ids
    of slides that come back though somebody deleted them, `followed` of those whose contents follow what people changed.
    """
    return _Merger(known, fresh, targets, words, plans or {}, restore, followed).run()


class _Merger:
    def __init__(
        self,
        known: Known,
        fresh: Sequence[Package],
        targets: Sequence[int | None],
        words: MergeWords,
        plans: Mapping[str, SlidePlan],
        restore: Collection[str],
        followed: Collection[str],
    ) -> None:
        self.known, self.fresh, self.targets, self.words = known, fresh, targets, words
        self.manifests: list[Manifest] = []
        for package in fresh:
            manifest = read_stamp(package)
            assert manifest is not None
            self.manifests.append(manifest)
        self.plain = plain_files(known)
        self.decisions = decide(known, self.manifests, targets, self.plain, time=words.time, restore=restore)
        self.remains = Remains(known, self.decisions, targets, self.plain)
        self.fresh_ids = [list(slide_parts(package)) for package in fresh]
        self.origins = Origins(self.manifests)
        self.told = Told(known, self.manifests, plans, followed)
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
                self._drop_settled(decision)
        merged = [
            finish(session, self.known, fresh, manifest)
            for session, fresh, manifest in zip(self.sessions, self.fresh, self.origins.stamped(), strict=True)
        ]
        self._tell_remains()
        return Merged(
            tuple(session.package for session in self.sessions),
            tuple(merged),
            tuple(self.told.lines),
            tuple(self.told.problems),
            self.remains.any(),
            tuple(self.told.doubts),
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
                if self._comes_from_elsewhere(decision, home):
                    self.told.moved(decision, home)
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
            session.keys[self.fresh_ids[number][at]] = decision
        else:
            session.placed[decision.fresh] = self._import(session, number, at)
            session.keys[session.placed[decision.fresh]] = decision
        if self._comes_from_elsewhere(decision, home):
            self.told.moved(decision, home)
        elif session.file is not None:
            self.told.added(decision)

    def _comes_from_elsewhere(self, decision: Decision, home: int) -> bool:
        """Whether the slide stands in the file of another session so far."""
        return decision.found is not None and decision.found.file != self.targets[home]

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
        new = session.copy_from(source.package, slide_id)
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
        return self._import(session, number, at)

    def _import(self, session: MergedFile, number: int, at: int) -> int:
        """A slide of today's package at the end of the file."""
        return session.copy_from(self.fresh[number], self.fresh_ids[number][at])

    def _merge(self, decision: Decision, session: MergedFile, slide_id: int) -> None:
        """Do what was decided to the slide that is there."""
        if decision.action == "keep" and not decision.conflict and decision.time is None:
            if decision.adopted:
                self.origins.keep_look(decision)
            elif decision.built in self.known.bases:
                self.origins.keep(decision)
            if decision.minutes_agreed:
                self.told.minutes_agreed(decision)
            elif decision.is_agreed:
                self.told.updated(decision)
            if decision.theirs:
                self.told.kept(decision)
            if decision.counted is not None:
                self.told.counted(decision)
            return
        assert decision.found is not None
        donor = self._donor(decision, session)
        parts = slide_parts(session.package)
        own, ours = parts[slide_id], parts[donor]
        time = find_note(ours, decision.time[1]) if decision.time is not None else None
        counted = deepcopy(find_note(own, decision.counted[0])) if decision.counted is not None else None
        was = decision.was or self.known.found(decision.found)
        conflict: Sequence[Difference] = decision.conflict
        failed: Sequence[Difference] = ()
        adopted = decision.adopted
        match decision.action:
            case "fields":
                left = take_fields(session.package, ours, own, was, decision.ours)
                if left and not decision.theirs:
                    replace_slide(own, ours)
                    adopted = False
                elif left:
                    conflict, failed = [*conflict, *left], left
            case "replace":
                replace_slide(own, ours)
            case "rebase" if session.file is None:
                conflict = failed = decision.ours
            case "rebase":
                conflict = self._rebase(session, decision, own, ours)
                failed = decision.ours if conflict else ()
            case _:
                pass
        if adopted:
            self.origins.keep_look(decision, failed)
        elif conflict or (decision.built in self.known.bases and decision.theirs):
            self.origins.keep(decision, failed)
        updated = decision.action != "keep"
        if decision.time is not None:
            updated |= self._put_time(decision, own, time) and not decision.minutes_agreed
        if decision.minutes_agreed and not decision.is_agreed:
            self.told.minutes_agreed(decision)
        if decision.minutes_disputed:
            self.told.minutes_disputed(decision)
        if decision.counted is not None:
            if find_note(own, decision.counted[0]) is None:  # ours has taken the place of the notes
                put_note(own, counted, decision.counted[1])
            self.told.counted(decision)
        if conflict:
            self._show_ours(decision, session, slide_id, donor)
            self.told.conflict(decision, conflict)
            return
        if updated and decision.is_apart and self._to_compare(session, decision):
            self._show_ours(
                decision, session, slide_id, donor
            )  # what else the files say of the slide is new there, too
            self.told.still_apart(decision)
        else:
            delete_slides(session.package, [donor])
        if updated:
            self.told.updated(decision)
        elif decision.theirs:
            self.told.kept(decision)

    def _put_time(self, decision: Decision, own: SlidePart, line: Element | None) -> bool:
        """The line with the minutes as it shall be. Whether it is new: not one that only had to be put back."""
        assert decision.time is not None
        stands, shall = decision.time
        if find_note(own, shall) is not None:  # it came with ours
            return False
        return put_note(own, line, stands) and not self.told.time_put_back(decision)

    def _rebase(self, session: MergedFile, decision: Decision, own: SlidePart, ours: SlidePart) -> Sequence[Difference]:
        """Ours with the person's fields, tried on the copy of ours first: what cannot be taken over is a conflict."""
        assert decision.fresh is not None
        assert decision.was is not None
        left = take_fields(session.package, own, ours, decision.was, decision.theirs)
        if left:
            fresh = self._import(session, *decision.fresh)
            parts = slide_parts(session.package)
            replace_slide(ours, parts[fresh])
            delete_slides(session.package, [fresh])
            return left
        replace_slide(own, ours)
        return ()

    def _to_compare(self, session: MergedFile, decision: Decision) -> list[int]:
        """The slide that was put there to compare, if it is there still."""
        return [one for one in session.order if self._id_in(session, one) == CONFLICT + decision.id]

    def _show_ours(self, decision: Decision, session: MergedFile, slide_id: int, donor: int) -> None:
        """Ours follows the person's slide, hidden and marked; an older one for the same slide goes."""
        id = CONFLICT + decision.id
        parts = slide_parts(session.package)
        for old in self._to_compare(session, decision):
            session.order.remove(old)
            delete_slides(session.package, [old])
        mark_conflict(parts[donor], self.words.title, self.words.notes)
        hide(session.package, donor)
        tag_slide(session.package, parts[donor], id)
        session.conflicts[slide_id] = donor

    def _drop_settled(self, decision: Decision) -> None:
        """The slide to compare goes once nothing that both changed is in dispute, whatever else the person did to the slide."""
        for session in self.sessions:
            shown = self._to_compare(session, decision)
            if shown and decision.is_apart:
                self.told.still_apart(decision)
                continue
            for slide_id in shown:
                session.order.remove(slide_id)
                delete_slides(session.package, [slide_id])
                self.told.agreed(decision)

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
        if self.sessions[number].file is None:
            delete_slides(self.sessions[number].package, [self.fresh_ids[number][at]])
        self.told.stays_deleted(decision)

    def _tell_remains(self) -> None:
        """What concerns no slide that is in both."""
        for place in self.remains.deleted_by_both:
            self.told.deletion_agreed(place)
        for file in self.remains.ordered_by_both:
            self.told.order_agreed(file)
        for place in self.remains.moved:
            self.told.stays_moved(place)
        for place in self.remains.own:
            self.told.own(place)

    def _drop(self, decision: Decision) -> None:
        assert decision.found is not None
        for session in self.sessions:
            if session.file == decision.found.file:
                slide_id = list(self.known.files[session.file].slides)[decision.found.position]
                session.order.remove(slide_id)
                delete_slides(session.package, [slide_id])
                self.told.dropped(decision)

    def _retire(self, decision: Decision) -> None:
        assert decision.found is not None
        for session in self.sessions:
            if session.file == decision.found.file:
                slide_id = list(self.known.files[session.file].slides)[decision.found.position]
                hide(session.package, slide_id)
                self.told.retired(decision)
