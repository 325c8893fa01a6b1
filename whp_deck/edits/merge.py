"""Merges what people changed in all files of a deck with what its configuration gives today.

In: `Known`, and for every session the package that was rendered from the configuration. Out: merged packages, what
each of their slides is, and a report. Slides come in and go in `making`, those to compare in `to_compare`. Must not write
files.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass

from pptx.parts.slide import SlidePart

from whp_deck.edits.apply import replace_slide, take_fields
from whp_deck.edits.apply_notes import find_note, put_note
from whp_deck.edits.compare import find_changes
from whp_deck.edits.decide import decide
from whp_deck.edits.decision import Decision
from whp_deck.edits.fields import Difference
from whp_deck.edits.files import Known
from whp_deck.edits.making import Making
from whp_deck.edits.merged_file import MergedFile, MergedSlide, finish
from whp_deck.edits.origins import Origins
from whp_deck.edits.outcome import Outcome
from whp_deck.edits.printed import Printed
from whp_deck.edits.remains import Remains
from whp_deck.edits.retold import Edited, typed_contradictions
from whp_deck.edits.to_compare import MergeWords, find_compared, show_ours, take_out
from whp_deck.edits.told import Told, is_put_back
from whp_deck.errors import Problem
from whp_deck.office.package import Package
from whp_deck.office.slide_list import delete_slides, hide, slide_parts
from whp_deck.office.stamp import Manifest, read_stamp
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
    printed: Printed | None = None,
) -> Merged:
    """Merge the files of `known` with `fresh`, the stamped packages of today. `targets`: for each session its file.

    `plans` are the slides of `fresh` by their ids; they know where in people's files their words stand. `restore` are ids
    of slides that come back though somebody deleted them, `followed` of those whose contents follow what people changed.
    `printed` knows which words packet and handout have from the files.
    """
    return _Merger(known, fresh, targets, words, restore).run(plans or {}, followed, printed)


class _Merger:
    """What is told (`said`) waits for the end: only then is it known where each slide stands, and what became of it."""

    def __init__(
        self,
        known: Known,
        fresh: Sequence[Package],
        targets: Sequence[int | None],
        words: MergeWords,
        restore: Collection[str],
    ) -> None:
        self.known, self.targets, self.words = known, targets, words
        self.manifests: list[Manifest] = []
        for package in fresh:
            manifest = read_stamp(package)
            assert manifest is not None
            self.manifests.append(manifest)
        self.plain = plain_files(known)
        self.decisions = decide(known, self.manifests, targets, self.plain, time=words.time, restore=restore)
        self.making = Making(known, fresh, targets, self.plain)
        self.origins = Origins(self.manifests)
        self.said: list[Callable[[Told], None]] = []

    def run(self, plans: Mapping[str, SlidePlan], followed: Collection[str], printed: Printed | None) -> Merged:
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
        sessions = self.making.sessions
        merged = [
            finish(session, self.known, fresh, manifest)
            for session, fresh, manifest in zip(sessions, self.making.fresh, self.origins.stamped(), strict=True)
        ]
        outcome = Outcome(self.known, sessions)
        remains = Remains(self.known, self.decisions, self.targets, self.plain, outcome)
        told = Told(self.known, self.manifests, plans, outcome, followed, printed)
        for say in self.said:
            say(told)
        _tell_remains(remains, told)
        if printed is not None:
            edited = [Edited(one.id, told.label(one), one.theirs) for one in self.decisions if one.theirs]
            told.problems += typed_contradictions(printed.deck, plans, edited)
        for session in sessions:
            if session.disputed_order:
                told.order_disputed(session.number)
        return Merged(
            tuple(session.package for session in sessions),
            tuple(merged),
            tuple(told.lines),
            tuple(told.problems),
            remains.any(),
            tuple(told.doubts),
        )

    def _bring(self, decision: Decision) -> None:
        home = self.making.home(decision)
        session = self.making.sessions[home]
        if decision.action == "deleted":
            assert decision.built is not None
            self.making.forget(decision)
            self.origins.keep_deleted(decision, self.known.origin(decision.built))
            self.said.append(lambda told: told.stays_deleted(decision))
            return
        if self.making.comes_from_elsewhere(decision, home):
            self.said.append(lambda told: told.moved(decision, home))
        elif decision.action == "new" and session.file is not None:
            self.said.append(lambda told: told.added(decision))
        if decision.action == "new":
            self.making.add_new(decision, home)
            return
        slide_id = self.making.own(decision, home)
        session.keys[slide_id] = decision
        self._merge(decision, session, slide_id)
        self.making.take_spare(decision)

    def _merge(self, decision: Decision, session: MergedFile, slide_id: int) -> None:
        """Do what was decided to the slide that is there."""
        if decision.action == "keep" and not decision.conflict and decision.time is None:
            self._keep(decision)
            return
        assert decision.found is not None
        donor = self.making.donor(decision, session)
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
            self.said.append(lambda told: told.minutes_agreed(decision))
        if decision.minutes_disputed:
            self.said.append(lambda told: told.minutes_disputed(decision))
        if decision.counted is not None:
            if find_note(own, decision.counted[0]) is None:  # ours has taken the place of the notes
                put_note(own, counted, decision.counted[1])
            self.said.append(lambda told: told.counted(decision))
        if conflict:
            show_ours(self.making, decision, session, slide_id, donor, self.words)
            self.said.append(lambda told: told.conflict(decision, conflict))
            return
        delete_slides(session.package, [donor])
        if updated and decision.is_apart and find_compared(self.making, session, decision):
            # what else the files say of the slide is new there, too; the donor's parts may be the person's slide's by now
            assert decision.fresh is not None
            donor = self.making.bring(session, *decision.fresh)
            show_ours(self.making, decision, session, slide_id, donor, self.words)
            self.said.append(lambda told: told.still_apart(decision))
        if updated:
            self.said.append(lambda told: told.updated(decision))
        elif decision.theirs:
            self.said.append(lambda told: told.kept(decision))

    def _keep(self, decision: Decision) -> None:
        """Nothing is done to the slide."""
        if decision.adopted:
            self.origins.keep_look(decision)
        elif decision.built in self.known.bases:
            self.origins.keep(decision)
        if decision.minutes_agreed:
            self.said.append(lambda told: told.minutes_agreed(decision))
        elif decision.is_agreed:
            self.said.append(lambda told: told.updated(decision))
        if decision.theirs:
            self.said.append(lambda told: told.kept(decision))
        if decision.counted is not None:
            self.said.append(lambda told: told.counted(decision))

    def _put_time(self, decision: Decision, own: SlidePart, line: Element | None) -> bool:
        """The line with the minutes as it shall be. Whether it is new: not one that only had to be put back."""
        assert decision.time is not None
        stands, shall = decision.time
        if find_note(own, shall) is not None or not put_note(own, line, stands):  # it came with ours
            return False
        if decision.minutes_disputed:  # told with both numbers
            return False
        if not is_put_back(decision, self.known):
            return True
        self.said.append(lambda told: told.time_put_back(decision))
        return False

    def _rebase(self, session: MergedFile, decision: Decision, own: SlidePart, ours: SlidePart) -> Sequence[Difference]:
        """Ours with the person's fields, tried on the copy of ours first: what cannot be taken over is a conflict."""
        assert decision.fresh is not None
        assert decision.was is not None
        left = take_fields(session.package, own, ours, decision.was, decision.theirs)
        if left:
            fresh = self.making.bring(session, *decision.fresh)
            parts = slide_parts(session.package)
            replace_slide(ours, parts[fresh])
            delete_slides(session.package, [fresh])
            return left
        replace_slide(own, ours)
        return ()

    def _drop_settled(self, decision: Decision) -> None:
        """The slide to compare goes once nothing that both changed is in dispute, whatever else the person did to the slide."""
        for session in self.making.sessions:
            shown = find_compared(self.making, session, decision)
            if shown and decision.is_apart:
                self.said.append(lambda told: told.still_apart(decision))
            elif shown:
                take_out(session, shown)
                self.said.append(lambda told: told.agreed(decision))

    def _drop(self, decision: Decision) -> None:
        if (at := self.making.where(decision)) is not None:
            session, slide_id = at
            session.order.remove(slide_id)
            delete_slides(session.package, [slide_id])
            self.said.append(lambda told: told.dropped(decision))

    def _retire(self, decision: Decision) -> None:
        if (at := self.making.where(decision)) is not None:
            session, slide_id = at
            hide(session.package, slide_id)
            session.left.add(slide_id)
            self.said.append(lambda told: told.retired(decision))


def _tell_remains(remains: Remains, told: Told) -> None:
    """What concerns no slide that is in both."""
    for place in remains.deleted_by_both:
        told.deletion_agreed(place)
    for file in remains.ordered_by_both:
        told.order_agreed(file)
    for place in remains.moved_by_files:
        told.moved_by_files(place)
    for place in remains.moved:
        told.stays_moved(place)
    for place in remains.own:
        told.own(place)
