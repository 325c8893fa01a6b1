"""Slides that show what the practice decided: its handoffs or moments, who and when, barriers, start, measures.

In: the practice's `decisions:`. Out: a table, a large decision, or a slide that says visibly what is still open.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

from pydantic import Field

from whp_deck.content.authored import Authored, Markdown
from whp_deck.content.decisions import Handoff, Occasion, Rule
from whp_deck.errors import Source
from whp_deck.plan import Block, Paragraph, Run, SlidePlan, Table, Text
from whp_deck.slides.base import SlideEntry, begun, bullets, capital
from whp_deck.slides.handoff import handoff_slots
from whp_deck.slides.view import View

Column = Literal["when", "who", "what", "where", "today", "start"]
DecisionField = Literal[Rule, "trained", "review", "start"]


class _DecisionsSlide(SlideEntry):
    """What these kinds have in common."""

    of_strategy: ClassVar[bool] = True
    default_minutes: ClassVar[float] = 1.5


class DecisionSlide(_DecisionsSlide):
    """One decision large, or several as questions and answers."""

    kind: Literal["decision"] = "decision"
    decisions: ClassVar[str] = "rules"
    show: list[DecisionField] = Field(
        description="Which decisions the slide shows; one of them stands large.",
        examples=[["patients", "exceptions"]],
        min_length=1,
    )
    labels: dict[str, Markdown] = Field(
        default_factory=dict,
        description="The question for a field, in your words.",
        examples=[{"patients": "Which patients get one?"}],
    )
    detail: Markdown = Field(
        "", description="Text under a decision that stands large.", examples=["- Not sure? Ask the patient"]
    )

    def plan(self, view: View) -> list[SlidePlan]:
        if len(self.show) > 1:
            rows = [(self._label(view, name), decision_text(view, name)) for name in self.show]
            return [
                self.slide(view, "table", {"table": _table(view, ("question", "our_decision"), rows, self.place_of())})
            ]
        name = self.show[0]
        if decision_value(view, name) is None:
            return [_open_slide(self, view, self._label(view, name), name)]
        slots = {"decision": decision_text(view, name), "detail": view.text(self.detail, self.place_of("detail"))}
        return [self.slide(view, "decision", slots)]

    def _label(self, view: View, name: str) -> Text:
        if name in self.labels:
            return view.line(self.labels[name], self.place_of("labels"))
        return view.fixed(f"decision_labels.{name}")


class HandoffsSlide(_DecisionsSlide):
    """The practice's handoffs as a table; a single one as a diagram."""

    kind: Literal["handoffs"] = "handoffs"
    decisions: ClassVar[str] = "handoffs"
    columns: list[Column] = Field(
        ["when", "who", "where", "start"],
        description="What the table says of each handoff, from left to right.",
        examples=[["when", "what", "today", "where"]],
        min_length=2,
        max_length=5,
    )

    def plan(self, view: View) -> list[SlidePlan]:
        handoffs = view.decisions.handoffs
        if not handoffs:
            return [_open_slide(self, view, view.fixed("decision_labels.handoffs"), "handoffs")]
        if len(handoffs) == 1 and "today" not in self.columns:
            return [self.slide(view, "handoff", _one_handoff(view, handoffs[0]))]
        return [self.slide(view, "table", {"table": _occasions(view, "handoff", self.columns, handoffs)})]


class MomentsSlide(_DecisionsSlide):
    """The moments in which the practice does it, as a table; a single one large."""

    kind: Literal["moments"] = "moments"
    decisions: ClassVar[str] = "moments"
    columns: list[Column] = Field(
        ["when", "who", "what", "start"],
        description="What the table says of each moment, from left to right.",
        examples=[["when", "today", "where"]],
        min_length=2,
        max_length=5,
    )

    def plan(self, view: View) -> list[SlidePlan]:
        moments = view.decisions.moments
        if not moments:
            return [_open_slide(self, view, view.fixed("decision_labels.moments"), "moments")]
        if len(moments) == 1 and "today" not in self.columns:
            cells = [_cell(view, moments[0], column) for column in self.columns if column not in ("when", "start")]
            return [
                self.slide(view, "decision", {"decision": _cell(view, moments[0], "when"), "detail": bullets(cells)})
            ]
        return [self.slide(view, "table", {"table": _occasions(view, "moment", self.columns, moments)})]


class BarriersSlide(_DecisionsSlide):
    """What will be hard, and our answers."""

    kind: Literal["barriers"] = "barriers"
    decisions: ClassVar[str] = "barriers"

    def plan(self, view: View) -> list[SlidePlan]:
        barriers = view.decisions.barriers
        if not barriers:
            return [_open_slide(self, view, view.fixed("decision_labels.barriers"), "barriers")]
        rows = [(begun(view.line(b.barrier, b.place_of("barrier"))), _decided(view, b, "answer")) for b in barriers]
        return [self.slide(view, "table", {"table": _table(view, ("barrier", "our_answer"), rows, self.place_of())})]


class StartSlide(_DecisionsSlide):
    """From when, how, and with whom first."""

    kind: Literal["start"] = "start"
    decisions: ClassVar[str] = "start"

    def plan(self, view: View) -> list[SlidePlan]:
        start = view.decisions.start
        if start.date is None and start.how is None:
            return [_open_slide(self, view, view.fixed("decision_labels.start"), "start")]
        date = view.words_text(view.words.get("from_date", date=view.date(start.date)), start.place_of("date"))
        asked = Run(f"{view.words.get('decision_labels.start_how')} ")
        still_open = Paragraph((asked, Run(view.words.get("to_be_decided"), italic=True)))
        place = start.place_of("how")
        details = [Text((still_open,), place) if start.how is None else begun(view.line(start.how, place))]
        if start.pilot is not None:
            details.append(begun(view.line(start.pilot, start.place_of("pilot"))))
        if start.date is None:  # what is known stands below what is asked
            asks, known = view.fixed("decision_labels.start"), bullets(details)
            question = Text((*asks.paragraphs, *known.paragraphs), known.source, fixed=(*asks.fixed, *known.fixed))
            return [_open_slide(self, view, question, "start")]
        return [self.slide(view, "decision", {"decision": date, "detail": bullets(details)})]


class MeasuresSlide(_DecisionsSlide):
    """How we know that it works: what we count, where we are, where we want to be."""

    kind: Literal["measures"] = "measures"
    decisions: ClassVar[str] = "measures"

    def plan(self, view: View) -> list[SlidePlan]:
        measures = view.decisions.measures
        if not measures:
            return [_open_slide(self, view, view.fixed("decision_labels.measures"), "measures")]
        rows = []
        for m in measures:
            cells = (_decided(view, m, name) for name in ("baseline", "target", "count"))
            rows.append((begun(view.line(m.what, m.place_of("what"))), *cells))
        headers = (
            "measure_columns.what",
            "measure_columns.baseline",
            "measure_columns.target",
            "measure_columns.count",
        )
        return [self.slide(view, "table", {"table": _table(view, headers, rows, self.place_of())})]


def decision_value(view: View, name: str) -> str | None:
    """The words of a decision that has one field, or is told in one sentence; None while it is open."""
    if name == "review":
        review = view.decisions.review
        parts = [review.when or "", view.staff_title(review.who) if review.who else ""]
        return ", ".join(part for part in parts if part) or None
    if name == "start":
        start = view.decisions.start
        return view.date(start.date) or start.how
    value = getattr(view.decisions, name)
    return None if value is None else str(value)


def decision_text(view: View, name: str) -> Text:
    """The same as text, or the mark of an open decision."""
    return begun(view.decided(decision_value(view, name), *_where(view, name)))


_FIRST_FIELDS = {"review": "when", "start": "date"}


def _where(view: View, name: str) -> tuple[Source | None, str]:
    """Where a decision is written; of one that is not, where it would be, and with which key."""
    field = _FIRST_FIELDS.get(name, "")
    if view.decisions.unsaid(name):
        return view.decisions.place_of(), f"{name}.{field}" if field else name
    model: Authored = getattr(view.decisions, name) if field else view.decisions
    return model.place_of(field or name) or view.decisions.place_of(name), model.unsaid(field or name)


def _decided(view: View, model: Authored, field: str) -> Text:
    """A field of a handoff, a barrier or a measure, or that it is open, in a cell."""
    return begun(view.decided(getattr(model, field), model.place_of(field), model.unsaid(field)))


def _table(view: View, headers: Sequence[str], rows: Sequence[tuple[Text, ...]], source: Source | None) -> Table:
    names = [view.fixed(header if "." in header else f"table_columns.{header}") for header in headers]
    alt = view.words.get("table_alt", columns=", ".join(name.text for name in names), rows=len(rows))
    return Table((tuple(names), *rows), alt, source=source)


def _occasions(view: View, sort: str, columns: Sequence[Column], occasions: Sequence[Occasion]) -> Table:
    rows = [tuple(_cell(view, occasion, column) for column in columns) for occasion in occasions]
    headers = [f"{sort}_columns.{column}" for column in columns]
    return _table(view, headers, rows, view.decisions.place_of(f"{sort}s"))


def _cell(view: View, occasion: Occasion, column: str) -> Text:
    place = occasion.place_of(column)
    if column == "who":
        return view.words_text(capital(view.who(occasion)), place)
    if column == "start":
        date = occasion.begins(view.decisions.start.date)
        place, key = _where(view, "start") if occasion.begins_with_all else (place, occasion.unsaid("start"))
        return view.words_text(view.date(date), place) if date else view.open_text(place, key)
    if column == "what" and isinstance(occasion, Handoff) and occasion.what:
        return view.words_text(view.words.get(f"handoff_what.{occasion.what}"), place)
    return _decided(view, occasion, column)


def _one_handoff(view: View, handoff: Handoff) -> dict[str, Block | None]:
    where = f", {handoff.where}" if handoff.where else ""
    # one text of two fields: where it is too long, the longer one is to be mended
    place = handoff.place_of("where" if len(where) > len(handoff.when) else "when")
    does = {
        "giver": view.line(capital(handoff.when) + where, place),
        "patient": view.fixed("patient_does"),
        "receiver": view.fixed("receiver_does"),
    }
    return handoff_slots(view, handoff, {name: (Text(()), text) for name, text in does.items()})


def _open_slide(entry: SlideEntry, view: View, question: Text, name: str) -> SlidePlan:
    slots = {"open": view.open_text(*_where(view, name)), "question": question}
    return entry.slide(view, "decision-open", slots)
