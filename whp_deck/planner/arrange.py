"""Which slides stand in which session, in which order.

In: a `Deck` with its format and its edits. Out: `Arrangement`. A curated format lists ids; a free one is divided
in deck order, into groups that stay together. Must not plan slides.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate

from whp_deck.config.deck import Deck
from whp_deck.config.edits import FRAMES
from whp_deck.errors import Problem, Source
from whp_deck.planner.packing import Minutes, fewest, pack
from whp_deck.slides.base import SlideEntry
from whp_deck.slides.checklist import ChecklistSlide
from whp_deck.slides.role_play import RolePlaySlides

MAX_SESSIONS = 50
SLACK = 0.9  # of a free format's minutes is planned, the rest is slack
OPENING = ("title", "agenda")


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
        arranged.sessions = _fill(deck, _free_sequence(deck))
    else:
        arranged.sessions = _curated(deck, arranged.problems)
    _include(deck, arranged.sessions)
    _insert_added(deck, arranged)
    arranged.sessions = _reorder(arranged.sessions, [id for id, _ in deck.order])
    shown = {id for session in arranged.sessions for id in session}
    for id, place in deck.order:
        names = {id} | {f"session-{n}/{id}" for n in range(1, len(arranged.sessions) + 1)} | {id.split("/")[0]}
        if not names & shown:
            _not_shown(arranged, f"slides.order: `{id}`", place)
    arranged.left_out = [id for id in deck.entries if id not in shown]
    return arranged


def entry_of(deck: Deck, id: str) -> SlideEntry | None:
    """The entry of an id in a session; a frame's own change comes before the frame."""
    if id in deck.frames:
        return deck.frames[id].model_copy(update={"id": id})
    owner, _, frame = id.partition("/")
    if frame in FRAMES and owner.startswith("session-"):
        base = deck.frames.get(frame)
        return base.model_copy(update={"id": id}) if base else None
    return deck.entries.get(id)


def shown_minutes(deck: Deck, id: str) -> float:
    """Minutes of an entry without what is hidden."""
    entry = entry_of(deck, id)
    if entry is None or is_hidden(deck, id):
        return 0
    hidden = [slide for slide in entry.yields() if slide in deck.hidden]
    if not hidden or not hasattr(entry, "slide_minutes"):
        return entry.planned_minutes()
    return entry.planned_minutes() - sum(float(entry.slide_minutes(slide.partition("/")[2])) for slide in hidden)


def is_hidden(deck: Deck, id: str) -> bool:
    """Whether a whole entry or frame is hidden."""
    owner, _, frame = id.partition("/")
    return id in deck.hidden or (owner.startswith("session-") and frame in FRAMES and frame in deck.hidden)


def _gone(deck: Deck, id: str) -> bool:
    owner, _, frame = id.partition("/")
    return id in deck.removed or (owner.startswith("session-") and frame in deck.removed)


def _curated(deck: Deck, problems: list[Problem]) -> list[list[str]]:
    played = [id for id in deck.role_plays if id in deck.entries]
    place = deck.format.place_of("sessions")
    sessions = []
    for number, listed in enumerate(deck.format.sessions or [], 1):
        ids: list[str] = []
        for name in listed:
            id = f"session-{number}/{name}" if name in FRAMES else name
            if name.startswith("role-play-") and name[10:].isdecimal():
                index = int(name[10:]) - 1
                if index >= len(played):
                    continue
                id = played[index]
            if _gone(deck, id):
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


def _without_idle_prebrief(deck: Deck, ids: list[str]) -> list[str]:
    """Ground rules for a role play make no sense in a session that has lost its role plays."""
    plays = any(id in deck.role_plays for id in ids)
    return ids if plays else [id for id in ids if id != "prebrief"]


def _free_sequence(deck: Deck) -> list[str]:
    """The toolkit's slides in deck order, those of one part of the agenda together; an old deck's as they are."""
    plays = any(id in deck.entries for id in deck.role_plays)
    added = {item.id for item in deck.added}
    ids = [id for id in deck.entries if id not in added and (id != "prebrief" or plays)]
    return ids if deck.started else _by_parts(deck, _with_their_lists(deck, ids))


def _with_their_lists(deck: Deck, ids: list[str]) -> list[str]:
    """A checklist stands before the role play that uses it, as in the formats curated by hand.

    In deck order the lists stand between the decisions, far from the scenes; a meeting filled with them had one line of
    its agenda three times.
    """
    ids = list(ids)
    for list_id, play in _lists_of_plays(deck, ids).items():
        ids.remove(list_id)
        at = ids.index(play)
        ids.insert(at - 1 if at and ids[at - 1] == "prebrief" else at, list_id)
    return ids


def _lists_of_plays(deck: Deck, ids: Iterable[str]) -> dict[str, str]:
    """Each checklist slide of `ids` that a role play uses, and the first role play that does."""
    slides = [(id, entry.checklist) for id in ids if isinstance(entry := deck.entries[id], ChecklistSlide)]
    found: dict[str, str] = {}
    for play in deck.role_plays:
        scene = deck.entries.get(play)
        if isinstance(scene, RolePlaySlides):
            used = {expected.checklist.partition(".")[0] for expected in scene.scenario.expected}
            found |= {id: play for id, checklist in slides if checklist in used and id not in found}
    return found


def _by_parts(deck: Deck, ids: list[str]) -> list[str]:
    """The ids of one part together, where its first one stands; one without a part stays behind its predecessor."""
    parts: dict[str, list[str]] = {}
    part = ""
    for id in ids:
        entry = deck.entries[id]
        part = entry.part or (deck.words.get("role_play_part") if entry.purpose == "role-play" else part)
        parts.setdefault(part, []).append(id)
    return [id for together in parts.values() for id in together]


def _groups(deck: Deck, ids: list[str]) -> list[list[str]]:
    """Groups that stay together: what leads to a role play and the role play, video + its question.

    “Now we try it”, a checklist and the ground rules make no sense at the end of a meeting whose role play is in the next.
    """
    lists = _lists_of_plays(deck, ids)
    groups: list[list[str]] = []
    for id in ids:
        last = groups[-1] if groups else None
        before = deck.entries[last[-1]] if last else None
        leads = before is not None and (before.kind == "section" or before.id == "prebrief" or before.id in lists)
        asks = before is not None and (before.purpose, deck.entries[id].purpose) == ("video", "talk")
        if last and (leads or asks):
            last.append(id)
        else:
            groups.append([id])
    return groups


def _fill(deck: Deck, ids: list[str]) -> list[list[str]]:
    most = deck.file.format.sessions
    usable = deck.format.minutes * SLACK
    holds = usable - _frame_minutes(deck, 2)
    groups = [part for whole in _groups(deck, ids) for part in _that_fit(deck, whole, holds)]
    minutes = _minutes_of(deck, groups, "prebrief" in ids, usable)
    meetings = most or min(fewest(len(groups), minutes, usable), MAX_SESSIONS)
    packed = pack(len(groups), minutes, lambda at: _tears(deck, groups, at), usable, meetings)
    sessions: list[list[str]] = []
    for number in range(1, max(len(packed), most or 0) + 1):
        held = packed[number - 1] if number <= len(packed) else ()
        session = [*_opening(deck, number), *(id for at in held for id in groups[at])]
        closing = f"session-{number}/closing"
        if entry_of(deck, closing) and not _gone(deck, closing):
            session.append(closing)
        if "prebrief" in ids:
            _add_ground_rules(deck, session, usable)
        sessions.append(session)
    return sessions


def _minutes_of(deck: Deck, groups: list[list[str]], rules: bool, usable: float) -> Minutes:
    """The minutes of a meeting with some of the groups, its frame included, and ground rules where it needs its own."""
    until = list(accumulate((sum(shown_minutes(deck, id) for id in group) for group in groups), initial=0.0))
    plays = [any(id in deck.role_plays for id in group) for group in groups]
    ruled = ["prebrief" in group for group in groups]
    frames = cache(lambda number: _frame_minutes(deck, number))
    more = shown_minutes(deck, "prebrief") if rules else 0.0

    def minutes(meeting: int, first: int, end: int) -> float:
        taken = until[end] - until[first] + frames(meeting + 1)
        needs = more and any(plays[first:end]) and not any(ruled[first:end])
        return taken + more if needs and taken + more <= usable + 1e-9 else taken

    return minutes


def _frame_minutes(deck: Deck, number: int) -> float:
    return sum(shown_minutes(deck, id) for id in [*_opening(deck, number), f"session-{number}/closing"])


def _tears(deck: Deck, groups: list[list[str]], at: int) -> bool:
    """Whether a meeting that begins with this group goes on with the topic of the one before."""
    part = deck.entries[groups[at][0]].part
    return not part or part == deck.entries[groups[at - 1][-1]].part


def _that_fit(deck: Deck, group: list[str], holds: float) -> list[list[str]]:
    """A group that no meeting holds whole gives up the list before its role play, which can stand in another meeting."""
    core = next((at for at, id in enumerate(group) if id == "prebrief" or id in deck.role_plays), 0)
    whole = sum(shown_minutes(deck, id) for id in group) <= holds + 1e-9
    return [group] if whole or not core else [group[:core], group[core:]]


def _add_ground_rules(deck: Deck, session: list[str], usable: float) -> None:
    """Ground rules once in each meeting that has a role play, as far as there is a minute for them."""
    play = next((at for at, id in enumerate(session) if id in deck.role_plays), None)
    if play is not None and "prebrief" not in session:
        minutes = sum(shown_minutes(deck, id) for id in [*session, "prebrief"])
        if minutes <= usable + 1e-9:
            session.insert(play, "prebrief")


def _opening(deck: Deck, number: int) -> list[str]:
    frames = [*OPENING, *(["recap"] if number > 1 else [])]
    ids = [f"session-{number}/{frame}" for frame in frames]
    return [id for id in ids if entry_of(deck, id) and not _gone(deck, id)]


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


def _insert_added(deck: Deck, arranged: Arrangement) -> None:
    follow: dict[str, str] = {}  # the last slide that was added after one, so that several keep their order
    for item in deck.added:
        target = item.after or item.before
        if not target:
            number = item.session or len(arranged.sessions)
            if 1 <= number <= len(arranged.sessions):
                _before_closing(arranged.sessions[number - 1], item.id)
            else:
                _session_unknown(arranged, item.id, item.session or 1, item.source)
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


def _reorder(sessions: list[list[str]], order: list[str]) -> list[list[str]]:
    """The listed slides in the listed sequence; a slide that is not listed stays behind its predecessor.

    The listed slides share among themselves the positions that they had; frames never move.
    """
    if len(order) < 2:
        return sessions
    blocks: dict[str, list[str]] = {}
    skeleton: list[list[str | None]] = []
    for session in sessions:
        line: list[str | None] = []
        current: list[str] | None = None
        for id in session:
            if id in order:
                current = blocks[id] = [id]
                line.append(None)
            elif current is not None and not id.startswith("session-"):
                current.append(id)
            else:
                current = None
                line.append(id)
        skeleton.append(line)
    queue = [blocks[id] for id in order if id in blocks]
    return [[id for place in line for id in ([place] if place is not None else queue.pop(0))] for line in skeleton]


def _not_shown(arranged: Arrangement, what: str, place: Source | None) -> None:
    hint = "name a slide that `whp-deck outline` lists in a session, or bring it in with `slides: {include: [its-id]}`"
    arranged.problems.append(Problem("slide-not-shown", f"{what} is in no session of this format", hint, place))


def _session_unknown(arranged: Arrangement, id: str, number: int, place: Source | None) -> None:
    message = f"slides.add: `{id}`: there is no session {number}"
    hint = f"there are {len(arranged.sessions)} sessions"
    arranged.problems.append(Problem("session-unknown", message, hint, place))
