"""Can the day of the start be right, beside the meetings that train for it?

In: a `Deck`. Out: warnings. Must not ask what day it is: the same deck gives the same result next year, and only dates
that somebody wrote are compared with each other.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from whp_deck.config.deck import Deck
from whp_deck.config.deck_file import MeetingEntry
from whp_deck.content.decisions import Occasion
from whp_deck.errors import Problem, Source

FARTHEST = 183  # days from the last meeting to the start: half a year later nobody remembers what was trained


def check_dates(deck: Deck) -> Iterator[Problem]:
    """Warnings for a start before the first meeting, or long after the last one; nothing without dates of both."""
    held = [(meeting.date, meeting) for meeting in deck.file.meetings if meeting.date is not None]
    if not held:
        return
    # a session that is held twice has begun on its first day; without a date of session 1 the first of any counts
    _, first = min([one for one in held if one[1].session == 1] or held, key=_day)
    _, last = max(held, key=_day)
    start = deck.decisions.start
    if start.date is not None:
        place = start.place_of("date")
        yield from _before("decisions.start.date", start.date, place, first)
        yield from _far("decisions.start.date", start.date, place, last)
    occasions = deck.facts.occasions
    listed: Sequence[Occasion] = getattr(deck.decisions, occasions)
    for number, occasion in enumerate(listed, 1):
        if occasion.start is not None:  # it may be as late as the practice likes: one handoff after the other
            name = f"decisions.{occasions}[{occasion.id or number}].start"
            yield from _before(name, occasion.start, occasion.place_of("start"), first)


def _day(held: tuple[dt.date, MeetingEntry]) -> dt.date:
    return held[0]


def _before(name: str, start: dt.date, place: Source | None, first: MeetingEntry) -> Iterator[Problem]:
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


def _far(name: str, start: dt.date, place: Source | None, last: MeetingEntry) -> Iterator[Problem]:
    if last.date is not None and (start - last.date).days > FARTHEST:
        months = round((start - last.date).days / 30.4)
        message = f"{_column(name, place)}: the start on {start} is {months} months after the last meeting on {last.date}{_at(last)}"
        yield Problem("start-far-from-training", message, "is the year of one of them mistyped?", place, "warning")


def _at(meeting: MeetingEntry) -> str:
    """Where the other date stands: either of the two may be the wrong one."""
    place = meeting.place_of("date")
    return f" ({place})" if place is not None else ""


def _column(name: str, place: Source | None) -> str:
    """The field as its column is called, where the date stands in a list."""
    return name.replace("[", ".").replace("]", "") if place is not None and place.column else name
