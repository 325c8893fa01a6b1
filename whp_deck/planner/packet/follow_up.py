"""The follow-up plan: what happens on the first day and 30, 60 and 90 days after it, with dates.

In: start and review dates and the handoffs or moments that begin later. Out: one table in the order of the dates. What
is not decided stands there as "To be decided", with a line to write the answer on. A day that is over when
the session is held is nothing to put in a calendar.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from whp_deck.plan import Form, PacketBlock, WritingLines
from whp_deck.planner.dates import days_of
from whp_deck.planner.packet.base import PacketView, Part, labelled

_DAYS = {"start": 0, "day-30": 30, "day-60": 60, "day-90": 90}
_FRIDAY = 4  # as `weekday` counts
_SHARES = (3.0, 6.0, 3.0)


def follow_up(view: PacketView) -> Sequence[Part]:
    """Dates, what to do, who does it."""
    header = (view.word("when"), view.word("what"), view.word("who"))
    rows = tuple((words, what, who) for _, words, what, who in sorted(_rows(view), key=lambda row: row[0]))
    blocks: list[PacketBlock] = [*view.body(), Form(header, rows, blank_rows=2, shares=_SHARES)]
    review = view.common.decisions.review
    for value, label in ((review.when, "review_when"), (review.who, "review_who")):
        if value is not None:
            words = view.common.staff_title(value) if label == "review_who" else value
            blocks.append(labelled(view.word(label), view.common.line(words, review.place_of())))
        else:
            blocks.append(WritingLines(1, f"{view.word(label)} {view.undecided}"))
    if view.common.decisions.start.date is None:
        question = view.common.words.get("decision_labels.start")
        blocks.append(WritingLines(1, f"{question} {view.undecided}"))
    return [Part([*blocks, *view.text("ask_at_review")])]


def follow_up_date(view: PacketView, days: int) -> dt.date | None:
    """`days` after the first day, or the Monday behind it: practices meet on working days. The first day is theirs.

    None while that is open, or beyond the calendar.
    """
    start = view.common.decisions.start.date
    try:
        day = start + dt.timedelta(days) if start else None
        return day + dt.timedelta(7 - day.weekday()) if day and days and day.weekday() > _FRIDAY else day
    except OverflowError:
        return None


def _rows(view: PacketView) -> list[tuple[tuple[dt.date, int], str, str, str]]:
    """(sort key, date in words, what, who): dated rows by date, the rest where its days put it."""
    decisions = view.common.decisions
    who = view.common.staff_title(decisions.review.who) if decisions.review.who else ""
    held = min(days_of(view.session.meetings), default=dt.date.min)
    rows: list[tuple[tuple[dt.date, int], str, str, str]] = []

    def add(date: dt.date | None, days: int, heading: str, what: str) -> None:
        if date and date < held:
            return
        words = view.common.date(date) if date else view.undecided
        shown = f"{heading}: {words}" if heading else words
        rows.append(((date or dt.date.max, days), shown, what, who))

    for item in view.wording.items:
        if item.id == f"{view.occasion}-start":
            for occasion in view.common.occasions():
                if occasion.start and occasion.start != decisions.start.date:
                    names = view.occasion_names(occasion)
                    what = view.item_text(item, **names).text
                    add(occasion.start, 100, view.item_heading(item, **names).text, what)
            continue
        days = _DAYS.get(item.id)
        heading, what = view.item_heading(item).text, view.item_text(item).text
        if days is not None:
            add(follow_up_date(view, days), days, heading, what)
        elif item.id == "review" and decisions.review.date:
            add(decisions.review.date, 100, heading, what)
        elif item.id != "review":
            rows.append(((dt.date.max, 200), heading, what, ""))
    return rows
