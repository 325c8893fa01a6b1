"""What a `pull` has in hand while it goes from slide to slide: the deck's file, what is in it already, and what stays out and why.

In: the deck, its plan and what was found. Out: `Pulled`. Must not decide where words go.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from whp_deck.config.deck import Deck
from whp_deck.config.write import YamlFile
from whp_deck.edits.compare import Change, Which
from whp_deck.edits.disputes import Dispute
from whp_deck.edits.fields import pair_shapes
from whp_deck.edits.files import Known, Place
from whp_deck.edits.note_parts import NoteParts
from whp_deck.edits.printed import Printed
from whp_deck.edits.texts import shape_paragraphs
from whp_deck.office.snapshot import SlideSnapshot
from whp_deck.plan import DeckPlan, Paragraph, SlidePlan
from whp_deck.planner.entries import entry_of
from whp_deck.planner.packet.world import make_worlds
from whp_deck.slides.base import SlideEntry
from whp_deck.slides.view import View


@dataclass(slots=True)
class Pulled:
    """`file` has the changes, `lines` tell them, `left` what stays an edit of the presentation, `undone` what the next
    build undoes: a line with the minutes that says no time any more. `disputed` are lines that both PowerPoint and the files
    changed: they are not written unless somebody chose so. `elsewhere` tells what changes in another session, too.

    `taken` are the changes that are in the file, those that make room first. `added` are the ids of slides that a person
    added, by the places where they stand. `waits`: some changes are in the file since an earlier time, and no build has
    taken that over.
    """

    file: YamlFile
    lines: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    undone: list[str] = field(default_factory=list)
    disputed: list[Dispute] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    added: dict[Place, str] = field(default_factory=dict)
    taken: tuple[Which, ...] = ()
    waits: bool = False


class Pulling:
    """`held` are changes that shall stay in the presentation, with the reason; `chosen` are disputes in which PowerPoint's
    shall go into the file."""

    def __init__(
        self, deck: Deck, plan: DeckPlan, known: Known, held: Mapping[Which, str], chosen: Collection[Dispute]
    ) -> None:
        self.deck, self.plan, self.known, self.held, self.chosen = deck, plan, known, held, chosen
        self.done = Pulled(YamlFile.open(deck.path))
        self.ids = [slide.id for session in plan.sessions for slide in session.slides]
        self.told: set[Which] = set()
        self.pulled: dict[Which, None] = {}
        self.notes = NoteParts(deck.words)
        self.printed = Printed(deck, plan)
        self._reasons: dict[Which, str] = {}
        self._planned: dict[tuple[int, str], tuple[SlidePlan, View]] = {}
        for world in make_worlds(deck, plan, []):
            for slide in world.session.slides:
                self._planned[world.session.number, slide.id] = self._planned[0, slide.id] = slide, world.common

    # slides -------------------------------------------------------------------------------------------

    def planned(self, id: str, built: Place | None = None) -> tuple[SlidePlan, View] | None:
        """The slide as the files give it today, in the session in which it was `built` if it stands there still."""
        session = 0 if built is None else self.known.files[built.file].manifest.session
        return self._planned.get((session, id)) or self._planned.get((0, id))

    def entry(self, id: str) -> SlideEntry | None:
        return entry_of(self.deck, id)

    def owner(self, id: str) -> SlideEntry | None:
        """The entry of which the slide is one of several."""
        return entry_of(self.deck, id.partition("/")[0])

    def twins(self, place: Place) -> list[Place]:
        """Where else the slide stands: one of two sessions, for which the file has one text."""
        id = self.known.built(self.known.pairs[place]).id
        return [
            other
            for other, was in sorted(self.known.pairs.items())
            if other != place and self.known.built(was).id == id
        ]

    def paragraphs(self, place: Place, was: SlideSnapshot, shape: int) -> Sequence[Paragraph]:
        """The paragraphs now of a shape as built."""
        file = self.known.files[place.file]
        now = self.known.found(place)
        at = pair_shapes(was.shapes, now.shapes).get(shape)
        part = list(file.slides.values())[place.position]
        return () if at is None else shape_paragraphs(file.package, part, exact=file.is_exact(now))[at]

    # changes ------------------------------------------------------------------------------------------

    def which(self, place: Place, kind: str, was: str) -> Which:
        return self.known.files[place.file].path.name, place.position + 1, kind, was

    def whose(self, place: Place, id: str, kind: str, was: str) -> tuple[Which, str]:
        """Which change of a slide, and how the slide is called."""
        which = self.which(place, kind, was)
        return which, self.label(which, self.known.found(place).title, id)

    def label(self, which: Which, title: str, id: str) -> str:
        number = f"slide {which[1]} " if which[1] else ""
        return f"{which[0].removesuffix('.pptx')}, {number}“{title}” ({id})"

    def is_open(self, dispute: Dispute | None) -> bool:
        """Whether somebody has to choose between the two first."""
        if dispute is None or dispute in self.chosen:
            return False
        self.done.disputed.append(dispute)
        self.told.add(dispute.which)
        return True

    def mark(self, which: Which, words: str) -> None:
        """This change is in the file now."""
        self.pulled[which] = None
        self.done.lines.append(words)

    def find_there(self, which: Which) -> None:
        """The files say this already."""
        self.told.add(which)
        self.done.waits = True

    def leave(self, which: Which, reason: str) -> None:
        """This change stays in the presentation, for that reason; the first one that is given holds."""
        if reason:
            self._reasons.setdefault(which, reason)

    def is_known(self, which: Which) -> bool:
        """Whether it is in the file, or told already."""
        return which in self.told or which in self.pulled

    def say(self, change: Change) -> str:
        """A change that stays, with the reason."""
        name = f"slide {change.slide} “{change.title}”" if change.slide else change.title or change.file.name
        reason = self.held.get(change.which) or self._reasons.get(change.which)
        return f"{change.file.stem}, {name}: {change.what}" + (f" ({reason})" if reason else "")
