"""When and where a deck's sessions are held: what a row of a list says of it, and whether the dates can be right.

In: a deck's tree and meetings by their number; or meetings as they were read. Out: a tree with both; `[Problem]`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from itertools import pairwise

from whp_deck.config.deck_file import DeckFile, MeetingEntry
from whp_deck.config.layers import merge
from whp_deck.content.authored import Map, Seq
from whp_deck.errors import Problem, counted, is_cell
from whp_deck.slides.view import clock_words


def with_meetings(deck: Map, meetings: Mapping[int, Map]) -> Map:
    """The deck, whose meeting of that number says what the practice says, field by field.

    One that the deck does not have is the meeting of the session with that number, unless it names another: nobody who
    fills `meetings.2.date` for a deck of three sessions means a second date of the first one, as in a deck's file.
    """
    own = deck.get("meetings")
    if not meetings or not isinstance(own, Seq | None):
        return deck
    both = Seq(deck.place_of("meetings"))
    for entry, place in zip(own or (), own.places if own else (), strict=True):
        both.add(entry, place)
    known = len(both)
    for number, meeting in sorted(meetings.items()):
        place = next(iter(meeting.places.values()))
        if number <= known:
            both[number - 1], both.places[number - 1] = merge(both[number - 1], meeting), place
            continue
        if "session" not in meeting:
            meeting.put("session", str(number), place)
        both.add(meeting, place)
    deck = deck.without("meetings")
    deck.put("meetings", both, both.places[0])
    return deck


def in_order(file: DeckFile, sessions: int | None) -> DeckFile:
    """The deck's file with a session for each meeting: as many as there are sessions, of which none names its own and each is
    on a later day than the one before, are those of the sessions in their order.

    Else an entry that names none is of the first session: two days in a row may well be one session, held twice.
    """
    meetings = file.meetings
    days = [one.date for one in meetings if one.date is not None]
    if len(meetings) != sessions or sessions < 2 or any(not one.unsaid("session") for one in meetings):
        return file
    if len(days) < sessions or any(later <= day for day, later in pairwise(days)):
        return file
    numbered = [one.model_copy(update={"session": number}) for number, one in enumerate(meetings, 1)]
    return file.model_copy(update={"meetings": numbered})


def check_meetings(meetings: Sequence[MeetingEntry], sessions: int | None) -> list[Problem]:
    """Meetings of sessions that there are not, and a warning for those that come before the session they build on."""
    problems: list[Problem] = []
    for meeting in meetings:
        if sessions is not None and meeting.session > sessions:
            message = f"meetings: there is no session {meeting.session}"
            hint = f"this format has {counted(sessions, 'session')}"
            place = meeting.place_of("session")
            if is_cell(place):
                hint += ": delete this meeting’s columns, or begin their headings with `#`; or leave these cells empty"
            problems.append(Problem("session-unknown", message, hint, place))
    return problems + _out_of_order(meetings)


def _out_of_order(meetings: Sequence[MeetingEntry]) -> list[Problem]:
    """Sessions whose first meeting is before that of the session they build on, or on its day and not told to be later.

    Two that begin at the same minute overlap, which is told with the other meetings that do.
    """
    problems: list[Problem] = []
    firsts: dict[int, tuple[dt.date, dt.time | None, MeetingEntry]] = {}
    # on one day, one with a time says more than one without
    for meeting in sorted(meetings, key=lambda one: (one.start is None, one.start or dt.time.min)):
        known = firsts.get(meeting.session)
        if meeting.date is not None and (known is None or meeting.date < known[0]):
            firsts[meeting.session] = meeting.date, meeting.start, meeting
    for session, (day, start, meeting) in sorted(firsts.items()):
        if session - 1 not in firsts:
            continue
        before, begun, _ = firsts[session - 1]
        message, field = "", "date"
        if day < before:
            message = f"session {session} is on {day}, before session {session - 1} on {before}"
            hint = "is a month or a year mistyped? later sessions build on the earlier ones"
        elif day == before and (start is None or begun is None):
            message = f"session {session} is on {day}, the same day as session {session - 1}"
            hint = "is one of the dates mistyped? if you do hold both that day, write when each begins, under `start`"
        elif day == before and start is not None and begun is not None and start < begun:
            message = f"session {session} begins on {day} at {clock_words(start)}, before session {session - 1} at {clock_words(begun)}"
            hint = "is one of the times mistyped? later sessions build on the earlier ones"
            field = "start"
        if message:
            problems.append(Problem("meetings-order", f"meetings: {message}", hint, meeting.place_of(field), "warning"))
    return problems
