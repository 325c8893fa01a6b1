"""Can the days be right: of the start beside the meetings that train for it, and of the meetings beside each other?

In: a `Deck` and its planned sessions, or the meetings and the decisions of a row. Out: warnings. Must not ask what day
it is: the same deck gives the same result next year, and only dates that somebody wrote are compared with each other.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from whp_deck.config.deck import Deck
from whp_deck.config.deck_file import MeetingEntry
from whp_deck.content.dates import is_sunday
from whp_deck.content.decisions import Decisions, Occasion
from whp_deck.errors import Problem, Source, enumerated, is_cell
from whp_deck.plan import Meeting, Session, SlidePlan
from whp_deck.slides.view import clock_words

Held = list[tuple[dt.date, MeetingEntry]]
SUNDAY_HINT = "is it the right day? leave it if it is meant"
FARTHEST = 183  # days from the last meeting to the start: half a year later nobody remembers what was trained


_NIGHT = (dt.time(21), dt.time(5, 30))
"""Nobody trains then, and 1:15 is what people write for a quarter past one in the afternoon."""


def check_dates(deck: Deck, sessions: Sequence[Session]) -> Iterator[Problem]:
    """Warnings for meetings at night or at the same time, and for a start that comes too soon or long after the last of
    them.

    And for a first day on which nothing begins, and for Sundays: those of a list are judged beside its other rows.
    """
    yield from _sundays(deck)
    yield from _nothing_begins(deck.decisions, deck.facts.occasions)
    yield from judge_dates(deck.file.meetings, deck.decisions, deck.format.minutes, deck.facts.occasions, sessions)


def judge_dates(
    meetings: Sequence[MeetingEntry],
    decisions: Decisions,
    minutes: float,
    occasions: str,
    sessions: Sequence[Session] = (),
) -> Iterator[Problem]:
    """The same of meetings of so many minutes and the decisions beside them; `occasions` are what the toolkit asks for.

    Too soon is before the first meeting and, where the planned `sessions` are known, before the one in which people are
    shown when and with whom they begin: nobody hands off in front of the patient on a Monday who hears of it three
    weeks later.
    """
    yield from _at_night(meetings)
    yield from _clashes(meetings, minutes)
    held: Held = [(meeting.date, meeting) for meeting in meetings if meeting.date is not None]
    if not held:
        return
    # a session that is held twice has begun on its first day; without a date of session 1 the first of any counts
    _, first = min([one for one in held if one[1].session == 1] or held, key=_day)
    _, last = max(held, key=_day)
    start = decisions.start
    if start.date is not None:
        place = start.place_of("date")
        shown = _first_shown(sessions, ("start", occasions), held)
        yield from _before("decisions.start.date", start.date, place, first, shown)
        yield from _far("decisions.start.date", start.date, place, last)
    listed: Sequence[Occasion] = getattr(decisions, occasions)
    for number, occasion in enumerate(listed, 1):
        if occasion.start is not None:  # it may be as late as the practice likes: one handoff after the other
            name = f"decisions.{occasions}[{occasion.id or number}].start"
            shown = _first_shown(sessions, (occasions, "start"), held)
            yield from _before(name, occasion.start, occasion.place_of("start"), first, shown)


def of_sunday(day: dt.date) -> str:
    """What is said of a day on which few practices are open."""
    return f"{day} is a Sunday"


def _sundays(deck: Deck) -> Iterator[Problem]:
    """A warning for the first meeting on a Sunday, with the others', and for the start; a day is told once."""
    start, occasions = deck.decisions.start, deck.facts.occasions
    begins = [(f"decisions.{occasions}[{n}].start", one) for n, one in enumerate(getattr(deck.decisions, occasions), 1)]
    dated: list[tuple[str, dt.date | None, Source | None]] = [
        *(("meetings", one.date, one.place_of("date")) for one in deck.file.meetings),
        ("decisions.start.date", start.date, start.place_of("date")),
        *((name, one.start, one.place_of("start")) for name, one in begins),
    ]
    sundays = [(name, day, place) for name, day, place in dated if day and is_sunday(day) and not is_cell(place)]
    met = list(dict.fromkeys(day for name, day, _ in sundays if name == "meetings"))
    told: set[dt.date] = set()
    for name, day, place in sundays:
        if day in told:
            continue
        more = met[1:] if name == "meetings" else []
        also = (
            f"; {enumerated([str(one) for one in more])} {'is one, too' if len(more) == 1 else 'are, too'}"
            if more
            else ""
        )
        told |= {day, *(met if name == "meetings" else ())}
        yield Problem("day-sunday", f"{name}: {of_sunday(day)}{also}", SUNDAY_HINT, place, "warning")


def names_of_start(deck: Deck, here: Sequence[Meeting], after: Sequence[Meeting]) -> dict[str, bool]:
    """What texts may ask of the first day, in a session with the meetings `here` and the next session's `after` it.

    `starts_later`: people cannot have tried it yet, as the day is that of this session's last meeting, or a later one.
    `starts_today`: it is the day of this session, wherever that is held; `starts_next_time`: of the next one.
    """
    day = deck.decisions.start.date
    met = days_of(here)
    return {
        "starts_later": bool(day and met and day >= max(met)),
        "starts_today": met == {day},
        "starts_next_time": days_of(after) == {day},
    }


def days_of(meetings: Sequence[Meeting]) -> set[dt.date]:
    """The days on which the meetings are held, as far as they are known."""
    return {meeting.date for meeting in meetings if meeting.date}


def _nothing_begins(decisions: Decisions, occasions: str) -> Iterator[Problem]:
    """The first day is printed as the practice's start; all that it decided to do would then come later, or on no day
    yet.

    It is told where the first of these stands, and without the day: what a network's file says is told of all its
    practices alike.
    """
    day = decisions.start.date
    listed: Sequence[Occasion] = getattr(decisions, occasions)
    begins = [one.begins(day) for one in listed]
    if day is not None and listed and not any(begun is not None and begun <= day for begun in begins):
        message = f"decisions.{occasions}: none of these begins on the first day, which `start:` names"
        hint = "write `first: yes` to what begins then; or is the first day another one?"
        yield Problem("nothing-begins", message, hint, listed[0].place_of("when"), "warning")


def _day(held: tuple[dt.date, MeetingEntry]) -> dt.date:
    return held[0]


def _at_night(meetings: Sequence[MeetingEntry]) -> Iterator[Problem]:
    evening, morning = _NIGHT
    for meeting in meetings:
        if meeting.start is None or morning <= meeting.start < evening:
            continue
        typed = f"{meeting.start.hour}:{meeting.start.minute:02}"
        meant = meeting.start.replace(hour=(meeting.start.hour + 12) % 24)
        by_day = clock_words(meant).replace("\u00a0", " ")
        hint = f"type {meant.hour}:{meant.minute:02}, or {by_day}; leave it if you do meet then"
        message = f"meetings: {typed} is at night ({clock_words(meeting.start)})"
        yield Problem("meeting-at-night", message, hint, meeting.place_of("start"), "warning")


def _clashes(meetings: Sequence[MeetingEntry], minutes: float) -> Iterator[Problem]:
    """Each meeting that stands twice, or that begins while another one is held; told once, with the first of those.

    One session may be held at one time in two rooms. Two sessions are for the same people, wherever they are held.
    """
    slot = dt.timedelta(minutes=minutes)
    known: list[MeetingEntry] = []
    for meeting in sorted((one for one in meetings if one.date is not None), key=_moment):
        for other in known:
            same = meeting.session == other.session
            if meeting.date is None or (same and _apart(meeting, other)):
                continue
            if same and (meeting.date, meeting.start) == (other.date, other.start):
                message = f"session {meeting.session} stands twice on {meeting.date}{_clock(meeting)}{_at(other)}"
                hint = "take one of them out; or is the date, the time or the place of one mistyped?"
            elif meeting.start and other.start and _moment(meeting) - _moment(other) < slot:
                message = (
                    f"session {meeting.session} begins on {meeting.date}{_clock(meeting)}, before session "
                    f"{other.session}{_clock(other)}, is over{_at(other)}"
                )
                hint = "give one of them another day or time; what two teams do in two rooms may stay"
            else:
                continue
            yield Problem("meetings-overlap", f"meetings: {message}", hint, meeting.place_of("date"), "warning")
            break
        known.append(meeting)


def _moment(meeting: MeetingEntry) -> dt.datetime:
    return dt.datetime.combine(meeting.date or dt.date.max, meeting.start or dt.time())


def _apart(meeting: MeetingEntry, other: MeetingEntry) -> bool:
    """Whether both say where they are, and it is not the same."""
    places = [one.place.strip().casefold() or one.join for one in (meeting, other)]
    return all(places) and places[0] != places[1]


def _clock(meeting: MeetingEntry) -> str:
    return f", {clock_words(meeting.start)}" if meeting.start else ""


class _Shown(NamedTuple):
    """A slide that says how it begins, and the first meeting in which it is shown."""

    slide: SlidePlan
    meeting: MeetingEntry
    day: dt.date


def _first_shown(sessions: Sequence[Session], decisions: Sequence[str], held: Held) -> _Shown | None:
    """The first slide with the first of the decisions that is shown at all; None where its session has no day."""
    for name in decisions:
        for session in sessions:
            for slide in session.slides:
                if slide.decisions == name and not slide.hidden:
                    days = [one for one in held if one[1].session == session.number]
                    day, meeting = min(days, key=_day, default=(None, None))
                    return _Shown(slide, meeting, day) if day and meeting else None
    return None


def _before(
    name: str, start: dt.date, place: Source | None, first: MeetingEntry, shown: _Shown | None
) -> Iterator[Problem]:
    if first.date is not None and start < first.date:
        message = (
            f"{_column(name, place)}: the start on {start} is before the first meeting on {first.date}{_at(first)}"
        )
        yield Problem(
            "start-before-training",
            message,
            "begin after that meeting, or meet earlier; or is a month or a year mistyped?",
            place,
            "warning",
        )
    elif shown and start < shown.day:
        message = (
            f"{_column(name, place)}: the start on {start} is before the team sees the plan: “{shown.slide.title}” is shown "
            f"in session {shown.meeting.session}, on {shown.day}{_at(shown.meeting)}"
        )
        hint = (
            f"begin on that day or later, or show the slide earlier, with `slides: {{move: {{{shown.slide.id}: 1}}}}`"
        )
        yield Problem("start-before-training", message, hint, place, "warning")


def _far(name: str, start: dt.date, place: Source | None, last: MeetingEntry) -> Iterator[Problem]:
    if last.date is not None and (start - last.date).days > FARTHEST:
        months = round((start - last.date).days / 30.4)
        later = f"{months} months" if months < 24 else f"{round(months / 12)} years"
        message = (
            f"{_column(name, place)}: the start on {start} is {later} after the last meeting on {last.date}{_at(last)}"
        )
        yield Problem("start-far-from-training", message, "is the year of one of them mistyped?", place, "warning")


def _at(meeting: MeetingEntry) -> str:
    """Where the other date stands: either of the two may be the wrong one."""
    place = meeting.place_of("date")
    return f" ({place})" if place is not None else ""


def _column(name: str, place: Source | None) -> str:
    """The field as its column is called, where the date stands in a list."""
    return name.replace("[", ".").replace("]", "") if place is not None and place.column else name
