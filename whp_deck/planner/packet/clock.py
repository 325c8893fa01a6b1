"""When each part of a session begins: clock times from the meeting's start, or minutes where no start is known.

In: the meetings of a session. Out: the columns of a run sheet, and what stands in them at a given minute.
A session that is held twice at different times has a column for each; more than two fall back to minutes.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass

from whp_deck.plan import Meeting
from whp_deck.slides.view import View, clock_words, minutes_figure

MAX_COLUMNS = 2


@dataclass(frozen=True, slots=True)
class Clock:
    """`starts` are the different starts of a session, None where a meeting has none; one column each."""

    starts: tuple[dt.time | None, ...]

    def columns(self, view: View, meetings: Sequence[Meeting]) -> list[str]:
        """The heading of each column: the dates when there are several, else `Time` or `Minute`."""
        if len(self.starts) == 1:
            return [view.words.get("packet.time" if self.starts[0] else "packet.minute")]
        return [self._dates(view, meetings, start) for start in self.starts]

    def at(self, view: View, minutes: float) -> list[str]:
        """What each column says `minutes` after the start."""
        return [add_minutes(start, minutes) if start else _since_start(view, minutes) for start in self.starts]

    def line(self, view: View, minutes: float) -> str:
        """The same in one line."""
        return " / ".join(self.at(view, minutes))

    def _dates(self, view: View, meetings: Sequence[Meeting], start: dt.time | None) -> str:
        dates = [view.date(meeting.date, "date_short") for meeting in meetings if meeting.start == start]
        return ", ".join(date for date in dates if date) or view.words.get("packet.time" if start else "packet.minute")


def make_clock(meetings: Sequence[Meeting]) -> Clock:
    """The clock of a session with these meetings."""
    starts = tuple(dict.fromkeys(meeting.start for meeting in meetings))
    return Clock(starts if 1 <= len(starts) <= MAX_COLUMNS else (None,))


def add_minutes(start: dt.time, minutes: float) -> str:
    """`7:47 AM`: full minutes, since nobody reads halves off a wall clock; goes on after midnight."""
    total = (start.hour * 60 + start.minute + math.floor(minutes + 1e-9)) % (24 * 60)
    return clock_words(dt.time(total // 60, total % 60))


def _since_start(view: View, minutes: float) -> str:
    return view.words.get("packet.since_start", minutes=minutes_figure(minutes) or "0")
