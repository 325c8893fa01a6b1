"""Slides that a person moved → `slides: order:` and `slides: move:` of the deck's file, where it comes out as in PowerPoint.

In: what was found, the plan of today, and a way to plan the file with an `Order` in it. Out: the `Order`. Must not write
files.

Every session is tried by itself, those between which slides went together. An order that the plan does not make true stays
an edit of the presentation, and says why.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from whp_deck.config.deck import Deck
from whp_deck.config.edits import FRAMES
from whp_deck.edits.compare import Which, moved_places
from whp_deck.edits.disputes import Dispute, of_order
from whp_deck.edits.files import Known, Place
from whp_deck.edits.pulling import Pulled, Pulling
from whp_deck.edits.removal import anchor_of, copies_of, import_of, own_entry, put_slides, taken_slides
from whp_deck.plan import DeckPlan

_FRAME = "title, agenda, recap and closing keep their places in your file, and this would move “{title}”"
_TORN = "“{title}” is one entry of your file, `{id}`: move all of its slides together"
_APART = (
    "`{id}` takes several slides of a presentation, which stand together: take the one that stands apart out of it and add an "
    "entry with its number, then build and pull; what was edited goes along"
)
_TWICE = "“{title}” stands in several sessions, and your file has one order for all of them"
_ELSEWHERE = "“{title}” stands in one session alone: a title, agenda, recap or closing cannot go to another one"
_ERROR = "with it in the deck’s file {error}"
_UNSAYABLE = "`order:` cannot say it: what goes along with a slide would stand elsewhere"


@dataclass(frozen=True, slots=True)
class Order:
    """`listed` is all of `slides: order:`, `moves` the session of slides that came from another one, `beside` the slide behind
    which one of the deck's own stands now, `within` the order of the slides that an entry takes from another presentation,
    by their numbers there. `done` are the changes that this is, `reasons` why others stay, `disputes`
    what both sides ordered anew."""

    listed: tuple[str, ...] = ()
    moves: Mapping[str, int] = field(default_factory=dict)
    beside: Mapping[str, str] = field(default_factory=dict)
    within: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    done: frozenset[Which] = frozenset()
    agreed: frozenset[Which] = frozenset()
    reasons: Mapping[Which, str] = field(default_factory=dict)
    disputes: tuple[Dispute, ...] = ()

    def write(self, at: Pulling) -> None:
        """Put it into the file that is pulled, and tell what stays out."""
        file = at.done.file
        for id, session in self.moves.items():
            file.set(("slides", "move", id), session)
            at.done.lines.append(f"`{id}`: in session {session}")
        for id, before in self.beside.items():
            own = own_entry(file, id)
            assert own is not None
            for key in ("before", "session"):
                file.delete(("slides", "add", own, key))
            file.set(("slides", "add", own, "after"), before)
            at.done.lines.append(f"`{id}`: after `{before}`")
        for id, numbers in self.within.items():
            entry, left = import_of(at.deck, id), set(numbers)
            assert entry is not None
            taken = taken_slides(file, entry)  # some may be gone since
            wanted = iter([number for number in numbers if number in taken])
            put_slides(file, entry, [next(wanted) if number in left else number for number in taken])
            at.done.lines.append(f"`{id}`: the order of its slides")
        if self.listed and list(self.listed) != file.get("slides", "order"):
            file.arrange(("slides", "order"), self.listed)
            at.done.lines.append("the order of the slides")
        at.pulled.update(dict.fromkeys(self.done))
        at.told |= self.agreed
        at.done.disputed += self.disputes
        at.told |= {dispute.which for dispute in self.disputes}
        for which, reason in self.reasons.items():
            at.leave(which, reason)


Try = Callable[[Order], tuple[Pulled, DeckPlan | None, str]]
"""The file with that order, what comes of it (None where it cannot be loaded), and the first error that it would have."""


def find_order(deck: Deck, plan: DeckPlan, known: Known, attempt: Try, chosen: Collection[Dispute] = ()) -> Order:
    """The order in which people put the slides, as far as the deck's file can say it. `plan` is what it gives today."""
    order = Order()
    for moved in _groups(known):
        order = _Orderer(deck, plan, known, attempt, moved).extend(order, chosen)
    return order


def _groups(known: Known) -> Iterator[list[Place]]:
    """Slides that were moved, by files, and those of files between which slides went together."""
    moved = moved_places(known)
    rest: list[tuple[set[int], list[Place]]] = []
    for place in sorted(moved):
        files, places = {place.file, known.pairs[place].file}, [place]
        for other in [one for one in rest if one[0] & files]:
            rest.remove(other)
            files, places = files | other[0], [*other[1], *places]
        rest.append((files, places))
    yield from (sorted(places) for _, places in rest)


class _Orderer:
    """Of one group of sessions."""

    def __init__(self, deck: Deck, plan: DeckPlan, known: Known, attempt: Try, moved: Sequence[Place]) -> None:
        self.deck, self.plan, self.known, self.attempt, self.moved = deck, plan, known, attempt, moved
        self.files = sorted({file for place in moved for file in (place.file, known.pairs[place].file)})
        self.sessions = {file: known.files[file].manifest.session for file in self.files}
        came = moved_places(known)
        self.which: dict[Place, Which] = {
            place: (known.files[place.file].path.name, place.position + 1, "moved", came[place]) for place in moved
        }

    def extend(self, order: Order, chosen: Collection[Dispute]) -> Order:
        """`order` with what these sessions need, or with the reason why it stays out."""
        pulled, plan, _ = self.attempt(order)
        if plan is None:
            return order
        all_of_them = frozenset(self.which.values())
        if self._is_true(pulled, plan):
            return replace(order, agreed=order.agreed | all_of_them)
        if (dispute := self._dispute()) is not None and dispute not in chosen:
            return replace(order, disputes=(*order.disputes, dispute), agreed=order.agreed | all_of_them)
        reason = self._fixed()
        if not reason:
            moved = self._move(self._within(order, pulled, plan))
            begun, begun_plan, error = self.attempt(moved) if moved != order else (pulled, plan, "")
            reason = _ERROR.format(error=error) if error else ""
            if begun_plan is not None and not error:
                if moved != order and self._is_true(begun, begun_plan) and self._spares_others(plan, begun_plan):
                    return replace(moved, done=order.done | all_of_them)
                reason = self._torn(begun, begun_plan)
                refused = ""
                for listed in self._lists(begun, begun_plan) if not reason else ():
                    tried = replace(moved, listed=listed)
                    ordered, ordered_plan, error = self.attempt(tried)
                    if error:
                        refused = refused or _ERROR.format(error=error)
                    elif (
                        ordered_plan is not None
                        and self._is_true(ordered, ordered_plan)
                        and self._spares_others(begun_plan, ordered_plan)
                    ):
                        return replace(tried, done=order.done | all_of_them)
                reason = reason or self._twice() or refused or _UNSAYABLE
        return replace(order, reasons={**order.reasons, **dict.fromkeys(all_of_them, reason)})

    # what there is ------------------------------------------------------------------------------------

    def _found(self, file: int, pulled: Pulled | None = None) -> list[str]:
        """The ids of a file's slides as they stand in PowerPoint, those that were added as far as they are in the deck's file."""
        added = pulled.added if pulled is not None else {}
        ids = []
        for position in range(len(self.known.files[file].snapshots)):
            place = Place(file, position)
            if place in self.known.pairs:
                ids.append(self.known.built(self.known.pairs[place]).id)
            elif place in added:
                ids.append(added[place])
        return ids

    def _both(self, file: int, pulled: Pulled, plan: DeckPlan) -> tuple[list[str], list[str]]:
        """The slides of a session that are in the plan and in PowerPoint, in the order of each."""
        given, found = _session(plan, self.sessions[file]), self._found(file, pulled)
        return [id for id in given if id in found], [id for id in found if id in given]

    def _is_true(self, pulled: Pulled, plan: DeckPlan) -> bool:
        """Whether each of these sessions comes out as it is in PowerPoint."""
        for place in self.moved:
            if self._id(place) not in _session(plan, self.sessions[place.file]):
                return False
        return all(given == found for given, found in (self._both(file, pulled, plan) for file in self.files))

    def _spares_others(self, before: DeckPlan, after: DeckPlan) -> bool:
        """Whether all other sessions show what they showed."""
        numbers = {one.number for plan in (before, after) for one in plan.sessions} - set(self.sessions.values())
        return all(_session(before, number) == _session(after, number) for number in numbers)

    def _id(self, place: Place) -> str:
        return self.known.built(self.known.pairs[place]).id

    def _title(self, id: str) -> str:
        titles = {slide.id: slide.title for session in self.plan.sessions for slide in session.slides}
        return next((titles[one] for one in titles if _is_of(one, id)), id)

    def _across(self) -> list[Place]:
        return [place for place in self.moved if self.known.pairs[place].file != place.file]

    # what stays out -----------------------------------------------------------------------------------

    def _dispute(self) -> Dispute | None:
        """Where the files order the same sessions otherwise than when they were built."""
        for file in self.files:
            # what a build has told to be in dispute still is, though the files have not changed since
            built = self.known.files[file].manifest.order or [one.id for one in self.known.files[file].built]
            given = _session(self.plan, self.sessions[file])
            if [id for id in built if id in given] != [id for id in given if id in built]:
                place = next(
                    (place for _, place in self.deck.order), next((one.source for one in self.deck.moved), None)
                )
                titles = [self.known.found(place).title for place in self.moved]
                stem = self.known.files[file].path.stem
                return of_order((self.known.files[file].path.name, 0, "order", ""), stem, titles, place)
        return None

    def _fixed(self) -> str:
        """Slides that went to another session and cannot."""
        for place in self._across():
            id, title = self._id(place), self.known.found(place).title
            if id.partition("/")[2] in FRAMES and id.startswith("session-"):
                return _ELSEWHERE.format(title=title)
            if sum(_session(self.plan, one.number).count(id) for one in self.plan.sessions) > 1:
                return _TWICE.format(title=title)
            owner = self._entry(id)
            there = {self._entry(one) for one in self._found(place.file)}
            parted = [
                file for file in self.files if file != place.file and owner in map(self._entry, self._found(file))
            ]
            if parted and owner in there:
                return (_TORN if import_of(self.deck, owner) is None else _APART).format(title=title, id=owner)
        return ""

    def _torn(self, pulled: Pulled, plan: DeckPlan) -> str:
        """Slides that can stand nowhere else: frames, and those of which several make one entry."""
        for file in self.files:
            given, found = (_together([self._entry(id) for id in ids]) for ids in self._both(file, pulled, plan))
            for id, times in Counter(found).items():
                if times > given.count(id):
                    return (_TORN if import_of(self.deck, id) is None else _APART).format(title=self._title(id), id=id)
            for at, id in enumerate(given):
                if id.partition("/")[2] in FRAMES and found[at : at + 1] != [id]:
                    return _FRAME.format(title=self._title(id))
        return ""

    def _twice(self) -> str:
        times = Counter(slide.id for session in self.plan.sessions for slide in session.slides)
        for place in self.moved:
            if times[self._id(place)] > 1:
                return _TWICE.format(title=self.known.found(place).title)
        return ""

    # what goes in -------------------------------------------------------------------------------------

    def _entry(self, id: str) -> str:
        """What `order:` names for a slide."""
        whole = id.partition("#")[0]
        owner = whole.partition("/")[0]
        return owner if owner in self.deck.role_plays else anchor_of(self.deck, whole) or whole

    def _move(self, order: Order) -> Order:
        """With the sessions of what came from another file."""
        moves, beside = dict(order.moves), dict(order.beside)
        own = {one.id for one in self.deck.added}
        for place in self._across():
            id = self._entry(self._id(place))
            if id not in own:
                moves[id] = self.sessions[place.file]
            elif before := self._before(place):
                beside[id] = before
                beside |= self._left_behind(id, place.file)
        return replace(order, moves=moves, beside=beside)

    def _left_behind(self, id: str, there: int) -> dict[str, str]:
        """Slides that the file puts beside this one, and that have not gone along: the slides behind which they stand now."""
        beside = {one.id for one in self.deck.added if id in (one.after, one.before)}
        stay = [place for place in sorted(self.known.pairs) if place.file != there and self._id(place) in beside]
        return {self._id(place): before for place in stay if (before := self._before(place))}

    def _within(self, order: Order, pulled: Pulled, plan: DeckPlan) -> Order:
        """With the order in which slides of one entry stand now that takes several of a presentation."""
        within = dict(order.within)
        for file in self.files:
            given, found = self._both(file, pulled, plan)
            for entry in dict.fromkeys(self._entry(id) for id in found):
                wanted = [id for id in found if self._entry(id) == entry]
                if wanted != [id for id in given if id in wanted]:
                    numbers = {slide.id: slide.number for slide in copies_of(plan, entry)}
                    if all(id in numbers for id in wanted):
                        within[entry] = tuple(numbers[id] for id in wanted)
        return replace(order, within=within)

    def _before(self, place: Place) -> str:
        """The entry of the slide that stands before this one now."""
        places = (Place(place.file, at) for at in range(place.position - 1, -1, -1))
        return next((self._entry(self._id(one)) for one in places if one in self.known.pairs), "")

    def _lists(self, pulled: Pulled, plan: DeckPlan) -> Iterator[tuple[str, ...]]:
        """Lists for `order:` that could do it, the shortest first: every slide that stands elsewhere, and more of its neighbors."""
        own = {one.id for one in self.deck.added} | set(pulled.added.values())
        changed: list[str] = []
        between: list[str] = []
        wanted: list[list[str]] = []
        for session in plan.sessions:
            file = next((file for file, number in self.sessions.items() if number == session.number), None)
            if file is None:
                wanted.append(_together([self._entry(slide.id) for slide in session.slides]))
                continue
            given, found = (_together([self._entry(id) for id in both]) for both in self._both(file, pulled, plan))
            wanted.append(found)
            places = [at for at, pair in enumerate(zip(given, found, strict=False)) if pair[0] != pair[1]]
            changed += [found[at] for at in places]
            between += [found[at] for at in range(places[0], places[-1] + 1)] if places else []
        before = pulled.file.get("slides", "order") or []
        tries = dict.fromkeys(
            _merged(before, [id for id in ids if id.partition("/")[2] not in FRAMES], wanted)
            for ids in ([id for id in changed if id not in own], changed, between)
        )
        yield from (one for one in tries if len(one) > 1)


def _merged(listed: Sequence[str], more: Sequence[str], wanted: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """All of both so that each session has its own in the sequence that is wanted there.

    What is in no session stays behind the one before it. Nothing where two sessions want the opposite.
    """
    lines = [[id for id in session if id in listed or id in more] for session in wanted]
    shown = {id for line in lines for id in line}
    lines += [list(pair) for pair in pairwise(listed) if pair[1] not in shown]
    left = list(dict.fromkeys((*(id for line in lines for id in line), *listed, *more)))
    behind = {id: {one for line in lines if id in line for one in line[: line.index(id)]} for id in left}
    placed: list[str] = []
    while left:
        free = next((id for id in left if not behind[id].intersection(left)), None)
        if free is None:
            return ()
        left.remove(free)
        placed.append(free)
    return tuple(placed)


def _session(plan: DeckPlan, number: int) -> list[str]:
    return [slide.id for session in plan.sessions if session.number == number for slide in session.slides]


def _together(ids: Sequence[str]) -> list[str]:
    """Each run of one id once."""
    return [id for at, id in enumerate(ids) if not at or ids[at - 1] != id]


def _is_of(id: str, entry: str) -> bool:
    return id == entry or id.startswith((f"{entry}/", f"{entry}#"))
