"""What is open, with the line of the very entry where the answer is written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import PRACTICE
from whp_deck.config.deck import load_deck
from whp_deck.plan import SlidePlan, Text
from whp_deck.planner.open_decisions import open_decisions
from whp_deck.planner.plan import make_plan

WriteDeck = Callable[..., Path]


def open_lines(path: Path) -> dict[str, int]:
    deck, problems = load_deck(path)
    assert deck is not None, "\n".join(map(str, problems))
    return {one.field: one.source.line if one.source else 0 for one in open_decisions(deck)}


def test_a_measure_needs_no_id(write_deck: WriteDeck) -> None:
    found = open_lines(write_deck(practice=PRACTICE + "  measures:\n    - what: Handoffs done warm\n      owner: ma\n"))
    assert {name for name in found if "measures" in name} == {
        f"decisions.measures[1].{name}" for name in ("baseline", "target", "count")
    }


def test_a_list_or_a_group_that_is_left_open_is_told_at_its_own_line(write_deck: WriteDeck) -> None:
    head = PRACTICE.count("\n")
    more = "  barriers: decide later\n  measures:\n  start:\n    # how: with all\n  review: tbd\n"
    found = open_lines(write_deck(practice=PRACTICE + more))
    assert {name.removeprefix("decisions."): line - head for name, line in found.items() if line > head} == {
        "barriers": 1, "measures": 2, "start.date": 3, "start.how": 3, "start.pilot": 3, "review.when": 5,
    }  # fmt: skip


def test_who_calls_the_review_is_open_where_somebody_wrote_so(write_deck: WriteDeck) -> None:
    review = "  review:\n    when: first Monday of each month\n    who: {}\n"
    found = open_lines(write_deck(practice=PRACTICE + review.format("decide later")))
    assert found["decisions.review.who"] == PRACTICE.count("\n") + 3
    for who in ("Dana Whitfield", "ma"):
        assert "decisions.review.who" not in open_lines(write_deck(practice=PRACTICE + review.format(who)))
    unsaid = review.replace("    who: {}\n", "")
    assert "decisions.review.who" not in open_lines(write_deck(practice=PRACTICE + unsaid))


@pytest.mark.parametrize("field", ["decisions.start.pilot", "practice.contact.role"])
def test_what_slides_and_papers_leave_empty_is_open(write_deck: WriteDeck, field: str) -> None:
    assert field in open_lines(write_deck())
    answered = PRACTICE.replace("Hilltop Clinic\n", "Hilltop Clinic\n  contact: {role: nurse}\n")
    assert field not in open_lines(write_deck(practice=answered + "  start: {pilot: One of us}\n"))


def test_a_start_without_its_day_asks_for_it_and_says_what_is_known(write_deck: Callable[..., Path]) -> None:
    deck, problems = load_deck(write_deck(practice=PRACTICE + "  start: {how: With the first patient, pilot: Tom}\n"))
    assert deck is not None, problems
    slide = next(one for session in make_plan(deck)[0].sessions for one in session.slides if one.kind == "start")
    assert isinstance(slide, SlidePlan)
    assert slide.layout == "decision-open"
    question = slide.slots["question"]
    assert isinstance(question, Text)
    assert question.text.splitlines() == ["From which day?", "With the first patient", "Tom"]
    assert [one and one.key for one in question.fixed] == ["decision_labels.start"]
