"""What a person did that no slide of both tells: slides of their own, deleted ones, an order; and what of it the files have now.

In: `Known`, what was decided of every slide, and what came of it. Out: places and files, for the merge to tell. Must not
change anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from whp_deck.edits.compare import moved_places
from whp_deck.edits.decision import Decision
from whp_deck.edits.files import Known, Place
from whp_deck.edits.match import moved_slides
from whp_deck.edits.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Remains:
    """`targets`: for each session its file in `known`, None where there is none; `plain`: files that nobody edited."""

    known: Known
    decisions: Sequence[Decision]
    targets: Sequence[int | None]
    plain: frozenset[int]
    outcome: Outcome

    @property
    def own(self) -> list[Place]:
        """Slides of a person's own, which no decision is about unless the configuration has them now."""
        known = {decision.found for decision in self.decisions}
        places = sorted((*self.known.added, *self.known.copies))
        return [place for place in places if place not in known and self._is_merged(place)]

    @property
    def deleted_by_both(self) -> list[Place]:
        """Slides that a person deleted and that the configuration has no more: the places where they were built."""
        given = {one.built for one in self.decisions}
        return [place for place in self.known.deleted if place not in given and self._is_merged(place)]

    @property
    def ordered_by_both(self) -> list[int]:
        """Files of which a person changed the order, also with slides of another one, and which the configuration orders like
        that now."""
        given = self._given
        moved = {
            place.file
            for place in moved_places(self.known)
            if place.file in (self.known.pairs[place].file, given.get(place))
        }
        return [file for file in self.targets if file in moved and file not in self._reordered()]

    @property
    def moved(self) -> list[Place]:
        """Slides that stand where a person moved them, which the configuration gives elsewhere."""
        fresh = self._given
        reordered, by_files = self._reordered(), self.moved_by_files
        found = []
        for place in sorted(moved_places(self.known)):
            was = self.known.pairs[place].file
            stays = place.file in reordered if place.file == was else fresh.get(place) == was
            if place in fresh and stays and self._is_merged(place) and place not in by_files:
                found.append(place)
        return found

    @property
    def moved_by_files(self) -> list[Place]:
        """Slides that no person moved, and that stand elsewhere because the order in the files is another."""
        return sorted(self._moved_since().difference(moved_places(self.known)))

    def any(self) -> bool:
        """Whether the merged files hold anything of a person's that the configuration does not give."""
        of_slides = any(one.theirs or one.counted is not None or one.action == "deleted" for one in self.decisions)
        pairs, given = self.known.pairs, self._given
        across = any(
            place.file != was.file and given.get(place) != place.file
            for place, was in pairs.items()
            if place.file in self.targets
        )
        return of_slides or across or bool(self.own or self._reordered())

    @property
    def _given(self) -> dict[Place, int | None]:
        """The file to which the configuration gives each slide that is there."""
        return {one.found: self.targets[one.fresh[0]] for one in self.decisions if one.found and one.fresh}

    def _is_merged(self, place: Place) -> bool:
        return place.file in self.targets and place.file not in self.plain

    def _moved_since(self) -> set[Place]:
        """Slides that stand elsewhere now than a person left them: the fewest whose moving explains the order."""
        now: dict[int, dict[int, int]] = {}
        for place, (session, number) in self.outcome.numbers.items():
            if place in self.known.pairs and self._is_merged(place) and self.targets[session] == place.file:
                now.setdefault(place.file, {})[number] = place.position
        return {Place(file, numbers[at]) for file, numbers in now.items() for at in moved_slides(numbers)}

    def _reordered(self) -> set[int]:
        """Files whose slides stand in another order than the configuration gives them."""
        found = set()
        for session, file in enumerate(self.targets):
            order = {
                number: one.fresh[1]
                for one in self.decisions
                if one.found is not None and one.fresh is not None and (one.found.file, one.fresh[0]) == (file, session)
                for there, number in [self.outcome.numbers.get(one.found, (-1, 0))]
                if there == session
            }
            if file is not None and file not in self.plain and moved_slides(order):
                found.add(file)
        return found
