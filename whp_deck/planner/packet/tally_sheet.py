"""The tally sheet: a week of strokes for what the practice measures.

In: the decisions' measures. Out: a form with a column for each working day, and where the practice is and wants to be.
Handoffs are counted, never people.
"""

from __future__ import annotations

from collections.abc import Sequence

from whp_deck.plan import Form, PacketBlock, Paragraph, Run, Text, WritingLines
from whp_deck.planner.packet.base import PacketView, Part
from whp_deck.slides.base import capital

_BLANK_ROWS = 4


def tally_sheet(view: PacketView) -> Sequence[Part]:
    """One week: measures as rows, days as columns, then goals and what came up."""
    measures = view.common.decisions.measures
    days = view.common.words.all("weekdays")[:5]
    header = (view.word("what"), *days, view.word("sum"))
    rows = tuple(
        (capital(view.common.line(m.what, m.place_of("what")).text), *("" for _ in range(6))) for m in measures
    )
    blocks: list[PacketBlock] = [*view.body(), WritingLines(1, view.word("week"))]
    if not measures:
        blocks += view.to_be_decided(view.common.words.get("decision_labels.measures"))
    blocks.append(Form(header, rows, blank_rows=0 if rows else _BLANK_ROWS, shares=(4.0, *(1.5 for _ in range(6)))))
    blocks += [_goal(view, index) for index in range(len(measures))]
    return [Part([*blocks, WritingLines(3, view.word("stories"))])]


def _goal(view: PacketView, index: int) -> Text:
    """`Handoffs done warm. Now: 4 of 20. Goal: 16 of 20. …`, open ones said so."""
    measure = view.common.decisions.measures[index]
    runs = [*view.common.line(measure.what, measure.place_of("what")).paragraphs[0].runs]
    runs = [Run(run.text, True, run.italic, run.link) for run in runs]
    for name in ("baseline", "target", "count", "owner"):
        value = getattr(measure, name)
        words = view.common.staff_title(value) if name == "owner" and value else value
        label = view.common.words.get(f"measure_columns.{name}")
        runs.append(Run(f" · {label}: "))
        runs += [r for p in view.common.decided(words, measure.place_of(name)).paragraphs for r in p.runs]
    return Text((Paragraph(tuple(runs), 0, "bullet"),), measure.place_of())
