"""What became of the slides that were there: where each stands in the merged files, and what is on it.

In: `Known`, and the merged files, finished. Out: numbers and snapshots, by the place where a slide was found. Must not
change anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from whp_deck.edits.fields import differences
from whp_deck.edits.files import Known, Place
from whp_deck.edits.merged_file import MergedFile
from whp_deck.office.slide_list import slide_parts
from whp_deck.office.snapshot import SlideSnapshot, snapshot_slides


class Outcome:
    """`numbers` are, by the place where a slide was found, its session (from 0) and its number in that file, from 1."""

    def __init__(self, known: Known, sessions: Sequence[MergedFile]) -> None:
        self.known, self.sessions = known, sessions
        self.numbers: dict[Place, tuple[int, int]] = {}
        for session in sessions:
            numbers = {slide_id: number for number, slide_id in enumerate(slide_parts(session.package), 1)}
            if session.file is not None:
                for at, slide_id in enumerate(known.files[session.file].slides):
                    if slide_id in session.order and slide_id in numbers:
                        self.numbers[Place(session.file, at)] = session.number, numbers[slide_id]
            for slide_id, decision in session.keys.items():
                if decision.found is not None and slide_id in numbers:
                    self.numbers[decision.found] = session.number, numbers[slide_id]

    @cached_property
    def _snapshots(self) -> list[tuple[SlideSnapshot, ...]]:
        return [snapshot_slides(session.package) for session in self.sessions]

    def is_another(self, place: Place) -> bool:
        """Whether anything on the slide, or in its notes, is another than a person left it."""
        if place not in self.numbers:
            return False
        session, number = self.numbers[place]
        return bool(differences(self.known.found(place), self._snapshots[session][number - 1], both_ours=True))
