"""What was edited in PowerPoint, ready to go into the deck's file; and what would come of the file, before it is
written.

In: the path of a deck file. Out: `PulledDeck`. Must not write files.

A file that `pull` writes can be built: a change with which it could not (a slide for which there is no time, a title
that no slide can hold) stays an edit of the presentation, where `build` keeps it and only warns. The others go in all
the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from whp_deck.build.prepare import Prepared, prepare_deck
from whp_deck.edits.already import are_said, says_already
from whp_deck.edits.compare import Which, slide_changes
from whp_deck.edits.disputes import Dispute
from whp_deck.edits.files import Known, know_slides, read_deck_files
from whp_deck.edits.originals import follow_originals, name_as_before
from whp_deck.edits.pull import pull
from whp_deck.edits.pull_order import Order, find_order
from whp_deck.edits.pulling import Pulled
from whp_deck.edits.retold import Edited, typed_contradictions
from whp_deck.edits.strays import refuse_misplaced, refuse_to_pull
from whp_deck.errors import InvalidDeckError, Problem, counted
from whp_deck.plan import DeckPlan
from whp_deck.planner.plan import inform

_OF_OTHER_FILES = frozenset(
    {
        *("layout-boxes", "layout-guessed", "template-sizes", "template-narrow", "template-text-on-picture"),
        *("import-footer", "import-layout", "import-left-behind", "import-outside"),
    }
)
"""Warnings of what a template or an old deck is like: other words and another order change nothing there."""
_TYPED = frozenset({"title", "text"})
_WHY = "what is one line there cannot be two; make one line of it on the slide, then pull again"
_NAMED = 6  # of the slides that move to one meeting


@dataclass(frozen=True, slots=True)
class PulledDeck:
    """`pulled` is the file, not yet written; `problems` are warnings that it has and the file as it is has not.

    `apart` are warnings of files that say something else than what stays in the presentation. `moves` say what becomes of the
    meetings: a free format is divided anew when its slides or their minutes change.
    """

    pulled: Pulled
    problems: tuple[Problem, ...] = ()
    moves: tuple[str, ...] = ()
    apart: tuple[Problem, ...] = ()


def _choose_none(dispute: Dispute) -> bool:
    """What is in dispute stays as it is in the file."""
    return False


def pull_deck(
    path: Path, output: Path | None = None, *, choose: Callable[[Dispute], bool] = _choose_none
) -> PulledDeck:
    """Bring what people changed in the files in `output` (default: `build/` beside the deck) into the deck at `path`.

    `choose` is asked of each line that both PowerPoint and the files changed: True takes PowerPoint's.

    Raises InvalidDeckError when the deck cannot be loaded as it is, or was not built; EditedOutputError for a file that
    is not ours, or lies in the place of another.
    """
    known, prepared = read_deck_files(path, output), prepare_deck(path)
    refuse_misplaced(known.files, prepared.plan.file_stem)
    refuse_to_pull(known.files, prepared.whose)
    return pull_known(known, prepared, choose=choose)


def pull_known(known: Known, prepared: Prepared, *, choose: Callable[[Dispute], bool] = _choose_none) -> PulledDeck:
    """The same of files that were read already, and of what the deck gives today."""
    known = know_slides(follow_originals(known.files, prepared.plan))
    return _Checker(prepared.deck.path, known, prepared).run(choose)


class _Checker:
    def __init__(self, path: Path, known: Known, prepared: Prepared) -> None:
        self.path, self.known, self.prepared = path, known, prepared
        self.deck = inform(prepared.deck, prepared.facts)
        self.before = {(one.code, one.message) for one in prepared.problems}
        self.held: dict[Which, str] = {}
        self.chosen: list[Dispute] = []
        self.order = Order()

    def run(self, choose: Callable[[Dispute], bool]) -> PulledDeck:
        self.chosen = [one for one in self._pull(self.held).disputed if choose(one)]
        self._hold_what_cannot_be()
        self.order = self._find_order()
        found = [one for one in self.order.disputes if choose(one)]
        if found:
            self.chosen += found
            self.order = self._find_order()
        if self.held and (self.order.moves or self.order.beside):  # slides that went to another session make room
            self._hold_what_cannot_be()
        pulled = self._pull(self.held)
        plan, problems = self._plan(pulled)
        if plan is not None and (otherwise := dict(self._said_otherwise(pulled, plan))):
            self.held |= otherwise
            pulled = self._pull(self.held)
            plan, problems = self._plan(pulled)
        moves = tuple(self._moves(plan, pulled)) if plan is not None else ()
        return PulledDeck(pulled, tuple(problems), moves, tuple(self._of_what_stays(pulled)))

    def _said_otherwise(self, pulled: Pulled, plan: DeckPlan) -> Iterator[tuple[Which, str]]:
        """Texts that are in the file, and that it would give otherwise than they were typed: a field that is one line
        joins two. The next build would call that a dispute, of one person with herself.
        """
        for place, built in sorted(self.known.pairs.items()):
            file, id = self.known.files[place.file].path, self.known.built(built).id
            slides = [one for session in plan.sessions for one in session.slides if one.id.partition("#")[0] == id]
            for one in slide_changes(self.known, place):
                which = (file.name, place.position + 1, one.name, one.was)
                if one.name in _TYPED and which in pulled.taken and slides and not are_said(one, slides):
                    yield which, f"in the deck’s file it would come out otherwise: {_WHY}"

    def _of_what_stays(self, pulled: Pulled) -> Iterator[Problem]:
        """What the files say otherwise than a role play's slide on which a change stays."""
        plans = {slide.id: slide for session in self.prepared.plan.sessions for slide in session.slides}
        edited = []
        for place, built in sorted(self.known.pairs.items()):
            file, slide = self.known.files[place.file].path, self.known.found(place)
            changed = [
                one
                for one in slide_changes(self.known, place)
                if (file.name, place.position + 1, one.name, one.was) not in pulled.taken
            ]
            label = f"{file.stem}, slide {place.position + 1} “{slide.title}”"
            id = self.known.built(built).id
            changed = [one for one in changed if id in plans and not says_already(plans[id], one, slide)]
            edited.append(Edited(id, label, changed))
        return typed_contradictions(self.deck, plans, edited)

    def _hold_what_cannot_be(self) -> None:
        """Hold the changes with which the file, with the order as it is known so far, could not be built."""
        self.held = {}
        everything = self._pull(self.held)
        if _errors(self._plan(everything)[1]):
            self._hold(everything.taken, everything.taken)

    def _pull(self, held: dict[Which, str]) -> Pulled:
        return pull(self.deck, self.prepared.plan, self.known, held, self.chosen, self.order)

    def _find_order(self) -> Order:
        return find_order(self.deck, self.prepared.plan, self.known, self._try, self.chosen)

    def _try(self, order: Order) -> tuple[Pulled, DeckPlan | None, str]:
        """What would come of that order."""
        self.order = order
        pulled = self._pull(self.held)
        plan, problems = self._plan(pulled)
        plan = plan if pulled.file.changed else self.prepared.plan
        return pulled, plan, next((f"{one.message} [{one.code}]" for one in _errors(problems)), "")

    def _hold(self, some: Sequence[Which], waiting: Sequence[Which]) -> Sequence[Which]:
        """Find out by halves which of `some` the file cannot have; `waiting` are those not looked at yet, these among
        them.

        Gives those that wait still.
        """
        rest = [one for one in waiting if one not in some]
        pulled = self._pull(self.held | dict.fromkeys(rest, ""))
        errors = _errors(self._plan(pulled)[1])
        if not errors:
            return rest
        if len(some) == 1:
            self.held[some[0]] = _reason(errors[0])
            return rest
        half = len(some) // 2
        for part in (some[:half], some[half:]):
            waiting = self._hold(part, waiting)
        return waiting

    def _plan(self, pulled: Pulled) -> tuple[DeckPlan | None, list[Problem]]:
        """What comes of the file as it would be, and what is wrong with it that is not wrong as it is."""
        if not pulled.file.changed:
            return None, []
        plan = None
        try:
            prepared = prepare_deck(self.path, text=pulled.file.text)
            plan, found = name_as_before(prepared.plan, self.prepared.plan), prepared.problems
        except InvalidDeckError as error:
            found = tuple(error.problems)
        known = (one for one in found if one.severity == "error" or one.code not in _OF_OTHER_FILES)
        return plan, [one for one in known if (one.code, one.message) not in self.before]

    def _moves(self, plan: DeckPlan, pulled: Pulled) -> Iterator[str]:
        """How many meetings there will be, if that changes, and which slides come into another one."""
        before, after = self.prepared.plan, plan
        if len(before.sessions) != len(after.sessions):
            yield f"{counted(len(after.sessions), 'meeting')} instead of {len(before.sessions)}"
        ids = [[slide.id for session in plan.sessions for slide in session.slides] for plan in (before, after)]
        stands = {slide.id: before.stem_of(session) for session in before.sessions for slide in session.slides}
        files = self.known.files
        stands |= {id: files[place.file].path.stem for place, id in pulled.added.items()}
        placed = {(slide.id, after.stem_of(session)) for session in after.sessions for slide in session.slides}
        for place, was in self.known.pairs.items():  # where somebody moved it, it comes as they want it
            id, stem = self.known.built(was).id, files[place.file].path.stem
            if place.file != was.file and (id, stem) in placed:
                stands[id] = stem
        for session in after.sessions:
            into = after.stem_of(session)
            moved = [
                f"“{slide.title}” (now in {stands[slide.id]})"
                for slide in session.slides
                if stands.get(slide.id, into) != into and all(listed.count(slide.id) < 2 for listed in ids)
            ]
            if moved:
                more = f" and {counted(len(moved) - _NAMED, 'other')}" if len(moved) > _NAMED else ""
                comes = "comes" if len(moved) == 1 else "come"
                yield f"into meeting {session.number} ({into}) {comes} {', '.join(moved[:_NAMED])}{more}"


def _errors(problems: Sequence[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.severity == "error"]


def _reason(problem: Problem) -> str:
    """Why a change stays where it is, and what helps.

    What to shorten is not said: that would name lines of a file which is not written.
    """
    if problem.code == "session-over":
        return f"with it in your files {problem.message} [{problem.code}]: make room there, then pull again"
    reason = f"in the deck’s file it would be an error: {problem.message} [{problem.code}]"
    return f"{reason}; {problem.hint}" if problem.hint else reason
