"""What could go from a session that is too long: first what the practice put in itself, then what its format can spare.

In: a session, by how many minutes it is too long, and all sessions. Out: a remedy in words. Must not judge whether it
is too long.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from whp_deck.errors import Source
from whp_deck.plan import BY_HAND, Session, SlidePlan
from whp_deck.slides.role_play import PREBRIEF

MOST_OWN = 6
_WHERE = " (`slides: remove:` or `hide:`)"
MOST_OTHERS = 3


@dataclass(slots=True)
class _Choice:
    """What can go as one: a slide, or a whole role play.

    `own` says where the practice put it in; "" = it did not. `move` says how it comes into the session `{}`; "" = it
    cannot.
    """

    name: str
    own: str = ""
    move: str = ""
    is_talk: bool = False
    minutes: float = 0.0

    def __str__(self) -> str:
        return f"{self.name} ({', '.join(part for part in (f'{figure(self.minutes)} min', self.own.strip()) if part)})"


def what_to_shorten(session: Session, over: float, place: Source | None, sessions: Sequence[Session]) -> str:
    """How to win `over` minutes; `place` is in the deck's file, whose name need not be said. `sessions` are all of the
    deck.
    """
    choices = list(_choices(session, place))
    own = sorted(
        (one for one in choices if one.own),
        key=lambda one: (not _is_enough(one.minutes, over), abs(one.minutes - over)),
    )[:MOST_OWN]
    others = [one for one in choices if one not in own]
    talks = sorted((one for one in others if one.is_talk), key=lambda one: (one.minutes, one.name))
    return _what_goes(own, others, over) + _elsewhere([*own, *talks], over, session, sessions)


def _what_goes(own: Sequence[_Choice], others: Sequence[_Choice], over: float) -> str:
    won = sum(one.minutes for one in own)
    if not own:
        return _how_to_drop(others, over) or "choose a longer format or more sessions"
    mine = f"shorten, remove or hide what is yours: {', '.join(map(str, own))}"
    if _is_enough(won, over):
        return f"{mine}; or {instead}" if (instead := _how_to_drop(others, over)) else mine
    more = _how_to_drop(others, over - won) or "choose a longer format or more sessions"
    return f"{mine}; and {more}"


def figure(minutes: float) -> str:
    """`5`, `0.5`, `1.3`."""
    return f"{minutes:g}" if minutes == round(minutes, 1) else f"{minutes:.1f}"


def _choices(session: Session, place: Source | None) -> Iterator[_Choice]:
    found: dict[str, _Choice] = {}
    for number, slide in enumerate(session.slides, 1):
        own = _own(slide, place)
        is_frame = slide.purpose == "frame"
        if not slide.hidden and slide.minutes > 0 and (own or not is_frame):
            name = f"`{slide.id if is_frame else slide.id.split('/')[0].split('#')[0]}`"
            if slide.kind == BY_HAND:  # it has no id that somebody could write down
                name = f"slide {number} “{slide.title}” that you added"
            one = found.setdefault(name, _Choice(name))
            one.minutes += slide.minutes
            one.own = one.own or own
            one.move = "" if is_frame else _move(slide, place, own)
            one.is_talk |= slide.purpose != "role-play" and slide.id != PREBRIEF
    yield from found.values()


def _move(slide: SlidePlan, place: Source | None, own: str) -> str:
    if slide.kind == BY_HAND:
        return "by cut and paste there"
    if own and place is not None and slide.source is not None and slide.source.file == place.file:
        return "with `session: {}`, and without `after:`"
    return f"with `move: {{{{{slide.id.split('/')[0].split('#')[0]}: {{}}}}}}` under `slides:`"


def _own(slide: SlidePlan, place: Source | None) -> str:
    """Where the practice gave the slide its minutes, or the slide itself; a blank where no file says it."""
    if slide.kind == BY_HAND:
        return " "
    given = slide.minutes_source
    if given is None or given.is_shipped:
        return ""
    return f"line {given.line}" if place is not None and given.file == place.file else str(given)


def _how_to_drop(choices: Sequence[_Choice], over: float) -> str:
    """The slides whose minutes are enough, fewest first; role plays are named only where nothing else is. Else all that
    it takes.
    """
    enough = sorted((one for one in choices if _is_enough(one.minutes, over)), key=lambda one: (one.minutes, one.name))
    if enough := [one for one in enough if one.is_talk] or enough:
        named = ", ".join(map(str, enough[:MOST_OTHERS]))
        return f"remove or hide {'one of ' if len(enough) > 1 else ''}{named}{_WHERE}"
    chosen: list[_Choice] = []
    for one in sorted(choices, key=lambda one: (one.minutes, one.name), reverse=True):
        chosen.append(one)
        if _is_enough(sum(each.minutes for each in chosen), over):
            return f"remove or hide all of {', '.join(map(str, chosen))}{_WHERE}"
    return ""


def _is_enough(minutes: float, over: float) -> bool:
    return minutes >= over - 1e-9


def _elsewhere(choices: Sequence[_Choice], over: float, session: Session, sessions: Sequence[Session]) -> str:
    """How one of them that is enough comes into another session that has room for it; that none has; "" where none is
    enough.
    """
    after = [*sessions[session.number :], *sessions[: session.number - 1]]
    enough = [one for one in choices if one.move and _is_enough(one.minutes, over)]
    # a meeting that stays short of its end comes first; one that fills up helps only a session that is longer than its own
    is_tight = session.minutes <= session.slot + 1e-9
    for size in ("usable",) if is_tight else ("usable", "slot"):
        for one in enough:
            for other in after:
                if _is_enough(getattr(other, size) - other.minutes, one.minutes):
                    spare = f"which has {figure(other.slot - other.minutes)} min to spare"
                    return f"; or show {one.name} in session {other.number}, {spare}, {one.move.format(other.number)}"
    if not (enough and after):
        return ""
    if is_tight:
        return "; no other session has room for one of them and some slack left"
    return "; no other session has room for one of them"
