"""Which slides stand in which session, in which order.

In: a `Deck` with its format and its edits. Out: `Arrangement`. A curated format lists ids; a free one is divided in
`free`. Must not plan slides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from whp_deck.config.deck import Deck
from whp_deck.config.edits import FRAMES
from whp_deck.errors import Problem, Source
from whp_deck.planner.entries import OPENING, entry_of, is_removed, lists_of_plays
from whp_deck.planner.free import fill_sessions
from whp_deck.planner.order import can_be_ordered, reorder
from whp_deck.slides.checklist import ChecklistSlide
from whp_deck.slides.role_play import PREBRIEF

_STAND_IN = re.compile(r"(?:role-play|checklist)-\d+")


@dataclass(slots=True)
class Arrangement:
    """Ids of entries (frames as `session-2/title`) for each session, and those that no session shows."""

    sessions: list[list[str]]
    left_out: list[str]
    problems: list[Problem] = field(default_factory=list)


def arrange(deck: Deck) -> Arrangement:
    """Sessions of ids, with added slides in their places and the deck's own order."""
    arranged = Arrangement([], [])
    if deck.format.sessions is None:
        arranged.sessions = fill_sessions(deck)
    else:
        arranged.sessions = _curated(deck, arranged.problems)
    _include(deck, arranged.sessions)
    _move(deck, arranged)
    _insert_added(deck, arranged)
    arranged.sessions = reorder(deck, arranged.sessions, [id for id, _ in deck.order])
    shown = {id for session in arranged.sessions for id in session}
    for id, place in deck.order:
        names = {id} | {f"session-{n}/{id}" for n in range(1, len(arranged.sessions) + 1)} | {id.split("/")[0]}
        if not names & shown:
            _not_shown(arranged, f"slides.order: `{id}`", place)
        elif not can_be_ordered(deck, id):
            message = f"slides.order: `{id}` keeps its place"
            hint = "list slides of the middle of a session, and a role play as a whole; take this one out of the list"
            arranged.problems.append(Problem("slide-fixed", message, hint, place, "warning"))
    arranged.left_out = [id for id in deck.entries if id not in shown]
    return arranged


def _curated(deck: Deck, problems: list[Problem]) -> list[list[str]]:
    """The lists of a format; `role-play-1` in them is the first role play, `checklist-1` the list that it uses."""
    stand_ins = _stand_ins(deck)
    place = deck.format.place_of("sessions")
    sessions: list[list[str]] = []
    for number, listed in enumerate(deck.format.sessions or [], 1):
        ids: list[str] = []
        for name in listed:
            id = f"session-{number}/{name}" if name in FRAMES else stand_ins.get(name, name)
            if is_removed(deck, id) or (id not in deck.entries and _STAND_IN.fullmatch(id)):
                continue
            if entry_of(deck, id) is None:
                hint = "`whp-deck outline` lists every id"
                problems.append(
                    Problem("slide-unknown", f"the format names a slide `{id}` that is not there", hint, place)
                )
                continue
            ids.append(id)
        sessions.append(_without_idle_prebrief(deck, ids))
    return sessions


def _stand_ins(deck: Deck) -> dict[str, str]:
    """`role-play-1`, `checklist-1` … → an id. A list stands in one place, before the first role play that uses it.

    Without role plays the first list stands for itself.
    """
    played = [id for id in deck.role_plays if id in deck.entries]
    lists = {play: id for id, play in lists_of_plays(deck, deck.entries).items()}
    found = {f"role-play-{number}": id for number, id in enumerate(played, 1)}
    found |= {f"checklist-{number}": lists[id] for number, id in enumerate(played, 1) if id in lists}
    first = next((id for id, entry in deck.entries.items() if isinstance(entry, ChecklistSlide)), "")
    return found if played else {"checklist-1": first}


def _without_idle_prebrief(deck: Deck, ids: list[str]) -> list[str]:
    """Ground rules for a role play make no sense in a session that has lost its role plays."""
    plays = any(id in deck.role_plays for id in ids)
    return ids if plays else [id for id in ids if id != PREBRIEF]


def _include(deck: Deck, sessions: list[list[str]]) -> None:
    """Slides that the format leaves out and the deck wants, each behind the nearest slide before it in the toolkit."""
    line = list(deck.entries)
    for id in sorted((id for id in deck.included if id in deck.entries), key=line.index):
        if any(id in session for session in sessions):
            continue
        before = [(session, one) for session in sessions for one in session if one in deck.entries]
        found = max(
            (pair for pair in before if line.index(pair[1]) < line.index(id)),
            key=lambda p: line.index(p[1]),
            default=None,
        )
        if found:
            found[0].insert(found[0].index(found[1]) + 1, id)
        elif sessions:
            frames = [at for at, one in enumerate(sessions[0], 1) if one.rpartition("/")[2] in (*OPENING, "recap")]
            sessions[0].insert(max(frames, default=0), id)


def _move(deck: Deck, arranged: Arrangement) -> None:
    """Slides that the deck shows in another session, each behind the nearest slide there that comes before it in the toolkit."""
    lists = lists_of_plays(
        deck, deck.entries
    )  # they stand before their role play, which is not their place in the toolkit
    for moved in deck.moved:
        line = [id for id in deck.entries if id not in lists or id == moved.id]
        here = next((session for session in arranged.sessions if moved.id in session), None)
        if here is None:
            _not_shown(arranged, f"slides.move: `{moved.id}`", moved.source)
        elif moved.session > len(arranged.sessions):
            _session_unknown(arranged, f"slides.move: `{moved.id}`", moved.session, moved.source)
        else:
            here.remove(moved.id)
            idle = moved.id in deck.role_plays and _without_idle_prebrief(deck, here) != here
            there = arranged.sessions[moved.session - 1]
            before = (at for at, id in enumerate(there) if id in line and line.index(id) < line.index(moved.id))
            frames = (at for at, id in enumerate(there) if id.rpartition("/")[2] in (*OPENING, "recap"))
            at = max((*before, *frames), default=-1) + 1
            there.insert(at, moved.id)
            if idle:  # the ground rules go with the role play that they are for
                here.remove(PREBRIEF)
                if PREBRIEF not in there:
                    there.insert(at, PREBRIEF)


def _insert_added(deck: Deck, arranged: Arrangement) -> None:
    follow: dict[str, str] = {}  # the last slide that was added after one, so that several keep their order
    for item in deck.added:
        target = item.after or item.before
        if not target:
            number = item.session or len(arranged.sessions)
            if 1 <= number <= len(arranged.sessions):
                _before_closing(arranged.sessions[number - 1], item.id)
            else:
                _session_unknown(arranged, f"slides.add: `{item.id}`", item.session or 1, item.source)
            continue
        found = _find(deck, arranged.sessions, target, item.session)
        if found is None:
            _not_shown(arranged, f"slides.add: `{item.id}` stands next to `{target}`, which", item.source)
            continue
        session, index = found
        if item.after:
            last = follow.get(target, "")
            index = session.index(last) if last in session else index
            session.insert(index + 1, item.id)
            follow[target] = item.id
        else:
            session.insert(index, item.id)


def _find(deck: Deck, sessions: list[list[str]], target: str, number: int | None) -> tuple[list[str], int] | None:
    """The session and index of `target`: an entry, a slide of a role play (stands for the whole), or a frame."""
    owner = target.split("/")[0] if target.split("/")[0] in deck.role_plays else target
    for count, session in enumerate(sessions, 1):
        if number is not None and count != number:
            continue
        for name in (owner, f"session-{count}/{owner}"):
            if name in session:
                return session, session.index(name)
    return None


def _before_closing(session: list[str], id: str) -> None:
    closings = [index for index, name in enumerate(session) if name.endswith("/closing")]
    session.insert(closings[-1] if closings else len(session), id)


def _not_shown(arranged: Arrangement, what: str, place: Source | None) -> None:
    hint = "name a slide that `whp-deck outline` lists in a session, or bring it in with `slides: {include: [its-id]}`"
    arranged.problems.append(Problem("slide-not-shown", f"{what} is in no session of this format", hint, place))


def _session_unknown(arranged: Arrangement, what: str, number: int, place: Source | None) -> None:
    message = f"{what}: there is no session {number}"
    hint = f"there are {len(arranged.sessions)} sessions"
    arranged.problems.append(Problem("session-unknown", message, hint, place))
