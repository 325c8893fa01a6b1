"""The practice's plan on one page, for everybody: when it is done, by whom, where, from when, and the rules around it.

In: the practice's decisions. Out: a table and labelled lines. What is open says so, with a line to write on.
"""

from __future__ import annotations

from collections.abc import Sequence

from whp_deck.content.decisions import RULES
from whp_deck.plan import Heading, Table, Text, WritingLines
from whp_deck.planner.packet.base import PacketView, PublicBlock, PublicPart, labelled
from whp_deck.slides.base import begun, capital
from whp_deck.slides.decisions import decision_value

_SHARES = (3.0, 4.0, 3.0, 2.5)
_MAX_LINES = 6  # more empty lines than this help nobody


def our_plan(view: PacketView) -> Sequence[PublicPart]:
    """Handoffs or moments, rules, start, whom to ask."""
    decisions = view.common.decisions
    occasions = view.common.occasions()
    blocks: list[PublicBlock] = [*view.body(), Heading(view.word("occasions"))]
    if occasions:
        blocks.append(_table(view))
    else:
        question = view.common.words.get(f"decision_labels.{view.occasion}s")
        blocks.append(WritingLines(_MAX_LINES, f"{question} {view.undecided}"))
    for occasion in [occasion for occasion in occasions if occasion.where is None][:_MAX_LINES]:
        question = view.common.occasion_words("questions.where", when=occasion.when)
        blocks.append(WritingLines(1, f"{question} {view.undecided}"))
    blocks.append(Heading(view.word("rules")))
    for name in RULES:
        blocks += _decision(view, name, decision_value(view.common, name))
    blocks.append(Heading(view.word("start")))
    start = decisions.start
    blocks += _decision(view, "start", view.common.date(start.date) or None)
    blocks += _decision(view, "start_how", start.how)
    if start.pilot is not None:
        blocks += _decision(view, "pilot", start.pilot)
    blocks += _decision(view, "review", decision_value(view.common, "review"))
    if decisions.review.when is not None and decisions.review.who_is_open:
        blocks += _decision(view, "review_who", None)
    return [PublicPart([*blocks, *view.text("contact")])]


def _table(view: PacketView) -> Table:
    columns = ("when", "who", "where", "start")
    names = [view.common.occasion_words(f"columns.{column}") for column in columns]
    rows: list[tuple[Text, ...]] = [tuple(view.common.words_text(name) for name in names)]
    for occasion in view.common.occasions():
        where = occasion.where
        date = occasion.begins(view.common.decisions.start.date)
        rows.append(
            (
                view.common.words_text(capital(occasion.when), occasion.place_of("when")),
                view.common.words_text(capital(view.common.who(occasion)), occasion.place_of()),
                view.common.open_text()
                if where is None
                else view.common.line(capital(where), occasion.place_of("where")),
                view.common.words_text(view.common.date(date), occasion.place_of("start"))
                if date
                else view.common.open_text(),
            )
        )
    alt = view.common.words.get("table_alt", columns=", ".join(names), rows=len(rows) - 1)
    return Table(tuple(rows), alt, shares=_SHARES, source=view.common.decisions.place_of(f"{view.occasion}s"))


def _decision(view: PacketView, label: str, value: str | None) -> list[Text | WritingLines]:
    question = view.common.words.get(f"decision_labels.{label}")
    if value is None:
        return [WritingLines(1, f"{question} {view.undecided}")]
    return [labelled(question, begun(view.common.line(value, view.common.decisions.place_of(label))))]
