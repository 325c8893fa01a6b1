"""Which slides stand in which session, for a format that says only how long a meeting is.

In: a `Deck`. Out: ids for each session, in deck order, divided between groups that stay together. Must not plan slides.
"""

from __future__ import annotations

from functools import cache
from itertools import accumulate, takewhile

from whp_deck.config.deck import Deck
from whp_deck.planner.entries import asks_about, entry_of, is_removed, lists_of_plays, opening_of, shown_minutes
from whp_deck.planner.packing import Minutes, fewest, pack
from whp_deck.slides.checklist import ChecklistSlide
from whp_deck.slides.role_play import PREBRIEF

MAX_SESSIONS = 50
SLACK = 0.9  # of a free format's minutes is planned, the rest is slack


def _free_sequence(deck: Deck) -> list[str]:
    """The toolkit's slides in deck order, those of one part of the agenda together; an old deck's as they are."""
    plays = any(id in deck.entries for id in deck.role_plays)
    added = {item.id for item in deck.added}
    idle = _idle_lists(deck) if plays else set()
    ids = [id for id in deck.entries if id not in {*added, *idle} and (id != PREBRIEF or plays)]
    return ids if deck.started else _by_parts(deck, _with_their_lists(deck, ids))


def _idle_lists(deck: Deck) -> set[str]:
    """Lists of role plays that are not played, for moments that the practice does not plan: nobody would have them in hand."""
    planned = {one.checklist for one in (*deck.decisions.handoffs, *deck.decisions.moments)}
    lists = {id: entry.checklist for id, entry in deck.entries.items() if isinstance(entry, ChecklistSlide)}
    played = lists_of_plays(deck, lists)
    return {id for id, checklist in lists.items() if id not in played and checklist not in planned}


def _with_their_lists(deck: Deck, ids: list[str]) -> list[str]:
    """A checklist stands before the role play that uses it, as in the formats curated by hand.

    In deck order the lists stand between the decisions, far from the scenes; a meeting filled with them had one line of
    its agenda three times.
    """
    ids = list(ids)
    for list_id, play in lists_of_plays(deck, ids).items():
        ids.remove(list_id)
        at = ids.index(play)
        ids.insert(at - 1 if at and ids[at - 1] == PREBRIEF else at, list_id)
    return ids


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

    “Now we try it”, a checklist and the ground rules make no sense at the end of a meeting whose role play is in the
    next.
    """
    lists = lists_of_plays(deck, ids)
    groups: list[list[str]] = []
    for id in ids:
        last = groups[-1] if groups else None
        before = deck.entries[last[-1]] if last else None
        leads = before is not None and (before.leads_on or before.id == PREBRIEF or before.id in lists)
        asks = last is not None and asks_about(deck, last[-1], id)
        if last and (leads or asks):
            last.append(id)
        else:
            groups.append([id])
    return groups


def fill_sessions(deck: Deck) -> list[list[str]]:
    """The ids of each session: as few as the minutes allow, or as many as the deck says, all about as long."""
    ids = _free_sequence(deck)
    spare = _spare(deck, ids)
    ids = ids[: len(ids) - len(spare)]
    most = deck.file.format.sessions
    usable = deck.format.minutes * SLACK
    holds = usable - _frame_minutes(deck, 2)
    groups = [part for whole in _groups(deck, ids) for part in _that_fit(deck, whole, holds)]
    minutes = _minutes_of(deck, groups, PREBRIEF in ids, usable)
    meetings = most or min(fewest(len(groups), minutes, usable), MAX_SESSIONS)
    packed = pack(len(groups), minutes, lambda at: _tears(deck, groups, at), usable, meetings)
    sessions: list[list[str]] = []
    for number in range(1, max(len(packed), most or 0) + 1):
        held = packed[number - 1] if number <= len(packed) else ()
        session = [*opening_of(deck, number), *(id for at in held for id in groups[at])]
        closing = f"session-{number}/closing"
        if entry_of(deck, closing) and not is_removed(deck, closing):
            session.append(closing)
        if PREBRIEF in ids:
            _add_ground_rules(deck, session, usable)
        sessions.append(session)
    sessions[0] += spare
    return sessions


def _spare(deck: Deck, ids: list[str]) -> list[str]:
    """The slides at the deck's end that take no minutes: they wait behind the closing of the first meeting, as in the
    formats curated by hand."""
    from_end = list(
        takewhile(lambda id: not shown_minutes(deck, id) and deck.entries[id].purpose == "aside", reversed(ids))
    )
    return from_end[::-1] if len(from_end) < len(ids) else []


def _minutes_of(deck: Deck, groups: list[list[str]], rules: bool, usable: float) -> Minutes:
    """The minutes of a meeting with some of the groups, its frame included, and ground rules where it needs its own."""
    until = list(accumulate((sum(shown_minutes(deck, id) for id in group) for group in groups), initial=0.0))
    plays = [any(id in deck.role_plays for id in group) for group in groups]
    ruled = [PREBRIEF in group for group in groups]
    frames = cache(lambda number: _frame_minutes(deck, number))
    more = shown_minutes(deck, PREBRIEF) if rules else 0.0

    def minutes(meeting: int, first: int, end: int) -> float:
        taken = until[end] - until[first] + frames(meeting + 1)
        needs = more and any(plays[first:end]) and not any(ruled[first:end])
        return taken + more if needs and taken + more <= usable + 1e-9 else taken

    return minutes


def _frame_minutes(deck: Deck, number: int) -> float:
    return sum(shown_minutes(deck, id) for id in [*opening_of(deck, number), f"session-{number}/closing"])


def _tears(deck: Deck, groups: list[list[str]], at: int) -> bool:
    """Whether a meeting that begins with this group goes on with the topic of the one before."""
    part = deck.entries[groups[at][0]].part
    return not part or part == deck.entries[groups[at - 1][-1]].part


def _that_fit(deck: Deck, group: list[str], holds: float) -> list[list[str]]:
    """A group that no meeting holds whole gives up the list before its role play, which can stand in another meeting."""
    core = next((at for at, id in enumerate(group) if id == PREBRIEF or id in deck.role_plays), 0)
    whole = sum(shown_minutes(deck, id) for id in group) <= holds + 1e-9
    return [group] if whole or not core else [group[:core], group[core:]]


def _add_ground_rules(deck: Deck, session: list[str], usable: float) -> None:
    """Ground rules once in each meeting that has a role play, as far as there is a minute for them."""
    play = next((at for at, id in enumerate(session) if id in deck.role_plays), None)
    if play is not None and PREBRIEF not in session:
        minutes = sum(shown_minutes(deck, id) for id in [*session, PREBRIEF])
        if minutes <= usable + 1e-9:
            session.insert(play, PREBRIEF)
