"""The session on one page: when, where, who leads, and what comes at what time.

In: the session's slides, runs of one part taken together. Out: a run sheet with clock times.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from whp_deck.plan import Heading, PacketBlock, Session, SlidePlan, Table, Text, WritingLines
from whp_deck.planner.packet.base import PacketView, Part, labelled
from whp_deck.slides.view import minutes_figure

_ALONE = ("role-play", "video")  # these get a row for each slide, since the facilitator changes what they do
_ROWS_OF_A_PAGE = 21  # with what stands above and below them, in the smallest type of `render.packet_fit`


@dataclass(frozen=True, slots=True)
class Row:
    """Slides `first` to `last` as PowerPoint counts them, `start` minutes into the session."""

    first: int
    last: int
    start: float
    minutes: float
    what: str


def session_plan(view: PacketView) -> Sequence[Part]:
    """When, where, who; the run sheet; what to do before and after."""
    blocks: list[PacketBlock] = [*view.body(), *_facts(view), Heading(view.word("run_sheet")), _run_sheet(view)]
    blocks += view.text("spare", spare=minutes_figure(max(0, view.session.slot - view.session.minutes)))
    for when in ("before", "after"):
        blocks += view.checks(when)
    return [Part(blocks, one_page=fits_one_page(view.session))]


def fits_one_page(session: Session) -> bool:
    """Whether what comes when is so little that one page can hold it, in small type if need be."""
    return len(run_rows(session.slides)) + len(session.meetings) <= _ROWS_OF_A_PAGE


def _facts(view: PacketView) -> Iterator[Text | WritingLines]:
    meetings = view.session.meetings
    for number, meeting in enumerate(meetings, 1):
        said = view.common.meeting(meeting)
        label = view.word("when_several" if len(meetings) > 1 else "when", number=number)
        if said or len(meetings) > 1:
            yield labelled(label, view.common.words_text(said) if said else view.common.open_text())
    dated = all(meeting.date for meeting in meetings)
    timed = all(meeting.start for meeting in meetings)
    if not any(map(view.common.meeting, meetings)):  # the place, too
        yield WritingLines(1, f"{view.word('when', number=1)} {view.undecided}")
    elif not (dated and timed):
        yield WritingLines(1, view.word("time_open" if dated else "day_open" if timed else "when_open"))
    for key in ("join", "lead", "second", "minutes"):
        yield from view.text(key)


def _run_sheet(view: PacketView) -> Table:
    columns = view.clock.columns(view.common, view.session.meetings)
    names = [*columns, view.word("slides"), view.word("what"), view.word("minutes_column")]
    rows = [tuple(view.common.words_text(name) for name in names)]
    for row in run_rows(view.session.slides):
        slides = f"{row.first}" if row.first == row.last else f"{row.first}–{row.last}"
        cells = [*view.clock.at(view.common, row.start), slides, row.what, minutes_figure(row.minutes)]
        rows.append(tuple(view.common.words_text(cell) for cell in cells))
    end = [*view.clock.at(view.common, view.session.minutes), "", view.word("end"), ""]
    rows.append(tuple(view.common.words_text(cell) for cell in end))
    alt = view.common.words.get("table_alt", columns=", ".join(names), rows=len(rows) - 1)
    shares = (*(2.0 for _ in columns), 1.3, 7.0, 1.3)
    return Table(tuple(rows), alt, shares=shares)


def run_rows(slides: Sequence[SlidePlan]) -> list[Row]:
    """One row for each run of shown slides of one part; role plays and videos slide by slide."""
    rows: list[Row] = []
    part = None
    at = 0.0
    for number, slide in enumerate(slides, 1):
        if slide.hidden or (slide.minutes == 0 and "#" not in slide.id):
            continue
        alone = slide.purpose in _ALONE
        goes_on = bool(rows) and ("#" in slide.id or (part == slide.part and not alone))
        if goes_on:
            last = rows[-1]
            rows[-1] = Row(last.first, number, last.start, last.minutes + slide.minutes, last.what)
        else:
            rows.append(Row(number, number, at, slide.minutes, slide.title if alone else slide.part or slide.title))
        part = None if alone else slide.part
        at += slide.minutes
    return rows
