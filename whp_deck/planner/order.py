"""The deck's own order: the listed slides share among themselves the places that they had, every other one keeps its place.

In: a `Deck` and its sessions of ids. Out: the same ids in the order that the deck says. Must not plan slides.

What belongs to a slide goes along with it: one that was added beside it, a video's question, the checklist of a role play.
Frames never move; the ground rules stay before the first role play of their session, whichever that is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from whp_deck.config.deck import Deck
from whp_deck.config.edits import FRAMES
from whp_deck.planner.entries import asks_about, entry_of, lists_of_plays
from whp_deck.slides.role_play import PREBRIEF


@dataclass(slots=True)
class _Unit:
    """A slide with what goes along before and after it."""

    head: str
    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Line:
    """A session. `play` is its first role play, `opening` the section slide before it, `rules` the ground rules."""

    units: list[_Unit] = field(default_factory=list)
    play: _Unit | None = None
    opening: list[str] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)


def can_be_ordered(deck: Deck, id: str) -> bool:
    """Whether `order:` can give the slide another place: not a frame, nor one slide of a role play."""
    owner, _, part = id.partition("/")
    return id not in FRAMES and not (part and (part in FRAMES or owner in deck.role_plays))


def reorder(deck: Deck, sessions: list[list[str]], order: Sequence[str]) -> list[list[str]]:
    """The sessions with the slides of `order` in that sequence."""
    listed = [id for id in order if can_be_ordered(deck, id)]
    if len(listed) < 2:
        return sessions
    lines = [_line(deck, session, set(listed)) for session in sessions]
    _share(lines, listed)
    for line in lines:
        _settle_opening(deck, line, lines)
    return [[id for unit in line.units for id in (*unit.before, unit.head, *unit.after)] for line in lines]


def _line(deck: Deck, session: list[str], listed: Collection[str]) -> _Line:
    """The session in units: what belongs to a listed slide or to a role play, and stands beside it, is with it."""
    heads = {id for id in session if id in listed or id in deck.role_plays}
    roots = _roots(deck, session, heads)
    line = _Line()
    waiting: list[str] = []  # slides before the head that they belong to
    rules: list[str] = []
    for at, id in enumerate(session):
        root, last = roots.get(id), line.units[-1] if line.units else None
        if id in heads:
            unit = _Unit(id, [*waiting])
            if id in deck.role_plays and line.play is None:
                line.play, line.rules = unit, rules
                if line.units and _leads_on(deck, line.units[-1].head) and line.units[-1].head not in listed:
                    line.opening = [line.units.pop().head]
            else:
                unit.before += rules
            line.units.append(unit)
            waiting, rules = [], []
        elif root and not waiting and last is not None and last.head == root:
            last.after.append(id)
        elif root and _leads_to(session, at, root, roots):
            waiting.append(id)
        elif id == PREBRIEF and session[at + 1 : at + 2] and session[at + 1] in deck.role_plays:
            rules = [id]
        else:
            line.units.append(_Unit(id))
    return line


def _roots(deck: Deck, session: list[str], heads: Collection[str]) -> dict[str, str]:
    """Of each slide that is no head the head to which it belongs, if it belongs to one."""
    parents = lists_of_plays(deck, [id for id in session if id in deck.entries])
    own = {item.id for item in deck.added}  # one that was added behind a video stands between it and its question
    parents |= {
        id: before for before, id in pairwise(one for one in session if one not in own) if asks_about(deck, before, id)
    }
    for item in deck.added:
        target = item.after or item.before
        owner = target.partition("/")[0]
        parents[item.id] = owner if owner in deck.role_plays else target
    roots: dict[str, str] = {}
    for id in session:
        seen = {id}
        root = parents.get(id, "")
        while root and root not in heads and root not in seen:
            seen.add(root)
            root = parents.get(root, "")
        if id not in heads and root in heads:
            roots[id] = root
    return roots


def _leads_to(session: list[str], at: int, root: str, roots: dict[str, str]) -> bool:
    """Whether nothing stands between the slide and its head but what belongs there, too, and the ground rules."""
    until = session.index(root)
    return at < until and all(id == PREBRIEF or roots.get(id) == root for id in session[at + 1 : until])


def _share(lines: list[_Line], order: Sequence[str]) -> None:
    """Give the places of the listed slides to them in their sequence; one that stands in several sessions stays in each."""
    rank = {id: at for at, id in enumerate(order)}
    units = [unit for line in lines for unit in line.units if unit.head in rank]
    times = Counter(unit.head for unit in units)
    queue = sorted((unit for unit in units if times[unit.head] == 1), key=lambda unit: rank[unit.head])
    for line in lines:
        places = [at for at, unit in enumerate(line.units) if unit.head in rank]
        here = [line.units[at] for at in places if times[line.units[at].head] > 1]
        more = len(places) - len(here)
        here, queue = [*here, *queue[:more]], queue[more:]
        for at, unit in zip(places, sorted(here, key=lambda unit: rank[unit.head]), strict=True):
            line.units[at] = unit


def _settle_opening(deck: Deck, line: _Line, lines: list[_Line]) -> None:
    """Section slide and ground rules stand before the first role play that there is now, or go where theirs went."""
    if line.play is None:
        return
    first = next((unit for unit in line.units if unit.head in deck.role_plays), None)
    if first is None:
        first = line.play
        there = next(one for one in lines if first in one.units)
        ruled = there.rules or any(unit.head == PREBRIEF for unit in there.units)
        if ruled or any(unit.head in deck.role_plays for unit in there.units[: there.units.index(first)]):
            line.rules = []
    first.before[:] = [*line.opening, *first.before, *line.rules]


def _leads_on(deck: Deck, id: str) -> bool:
    entry = entry_of(deck, id)
    return entry is not None and entry.leads_on
