"""The files of a merge in the making, one for each session, and how slides come into them.

In: the files as found, and the packages that the configuration gives today. Out: the same files, with slides brought in,
carried from one to another, taken out. Must not decide what becomes of a slide.
"""

from __future__ import annotations

from collections.abc import Sequence

from whp_deck.edits.decision import Decision
from whp_deck.edits.files import Known
from whp_deck.edits.merged_file import MergedFile
from whp_deck.office.package import Package
from whp_deck.office.slide_list import delete_slides, slide_parts


class Making:
    """`fresh` are today's packages, `targets` for each of them its file in `known`, `plain` files that nobody edited.

    `sessions` are the files. The edited ones are the containers, so that formatting, animations and pasted pictures survive; the
    fresh package is where there is none, or where nobody edited it.
    """

    def __init__(
        self, known: Known, fresh: Sequence[Package], targets: Sequence[int | None], plain: frozenset[int]
    ) -> None:
        self.known, self.fresh, self.targets, self.plain = known, fresh, targets, plain
        self.fresh_ids = [list(slide_parts(package)) for package in fresh]
        self.sessions = [self._open(number, file) for number, file in enumerate(targets)]

    def _open(self, number: int, file: int | None) -> MergedFile:
        if file is None or file in self.plain:
            return MergedFile(number, self.fresh[number], None)
        session = MergedFile(number, self.known.files[file].package, file)
        session.order = list(self.known.files[file].slides)
        return session

    def home(self, decision: Decision) -> int:
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

    def comes_from_elsewhere(self, decision: Decision, home: int) -> bool:
        """Whether the slide stands in the file of another session so far."""
        return decision.found is not None and decision.found.file != self.targets[home]

    def add_new(self, decision: Decision, home: int) -> None:
        """Ours comes in, where it is not there already."""
        assert decision.fresh is not None
        number, at = decision.fresh
        session = self.sessions[home]
        if session.file is None:
            session.keys[self.fresh_ids[number][at]] = decision
        else:
            session.placed[decision.fresh] = self.bring(session, number, at)
            session.keys[session.placed[decision.fresh]] = decision

    def own(self, decision: Decision, home: int) -> int:
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

    def donor(self, decision: Decision, session: MergedFile) -> int:
        """Ours, in the file where it is needed: a copy, or the slide itself where the fresh package is the container."""
        assert decision.fresh is not None
        number, at = decision.fresh
        if session.package is self.fresh[number]:
            return self.fresh_ids[number][at]
        return self.bring(session, number, at)

    def bring(self, session: MergedFile, number: int, at: int) -> int:
        """A slide of today's package at the end of the file."""
        return session.copy_from(self.fresh[number], self.fresh_ids[number][at])

    def take_spare(self, decision: Decision) -> None:
        """Ours goes out of a fresh container once the person's slide is there in its place."""
        assert decision.fresh is not None
        number, at = decision.fresh
        owner, spare = self.sessions[number], self.fresh_ids[number][at]
        shown = spare in owner.conflicts.values() or spare in owner.keys
        if owner.file is None and not shown and spare in slide_parts(owner.package):
            delete_slides(owner.package, [spare])

    def forget(self, decision: Decision) -> None:
        """A slide that a person deleted stays deleted."""
        assert decision.fresh is not None
        number, at = decision.fresh
        if self.sessions[number].file is None:
            delete_slides(self.sessions[number].package, [self.fresh_ids[number][at]])

    def where(self, decision: Decision) -> tuple[MergedFile, int] | None:
        """The file in which the slide stands, and its id there; None where that file is no container."""
        assert decision.found is not None
        for session in self.sessions:
            if session.file == decision.found.file:
                return session, list(self.known.files[session.file].slides)[decision.found.position]
        return None
