"""A start that cannot be right beside the meetings is told, whatever day it is today."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import DECK, PRACTICE, ROOT
from whp_deck.config.deck import load_deck
from whp_deck.errors import Problem
from whp_deck.planner.plan import make_plan

WriteDeck = Callable[..., Path]
HANDOFF = "when: after rooming"


def told(path: Path) -> list[Problem]:
    deck, problems = load_deck(path)
    assert deck is not None, "\n".join(map(str, problems))
    return [one for one in make_plan(deck)[1] if one.code.startswith("start-")]


def meetings(*days: str) -> str:
    return f"meetings: [{', '.join(f'{{session: {number}, date: {day}}}' for number, day in enumerate(days, 1))}]\n"


@pytest.mark.parametrize(
    ("start", "days", "code"),
    [
        ("2025-12-07", ("2026-11-30", "2026-12-07", "2026-12-14"), "start-before-training"),
        ("2026-11-29", ("2026-11-30",), "start-before-training"),
        ("2026-11-30", ("2026-11-30",), ""),
        ("2026-12-07", ("2026-11-30", "2026-12-07", "2026-12-14"), ""),  # begun after the first huddle
        ("2026-12-07", ("2025-11-30", "2025-12-07", "2025-12-14"), "start-far-from-training"),
        ("2027-06-15", ("2026-11-30", "2026-12-07", "2026-12-14"), ""),  # 183 days after the last one
        ("2027-06-16", ("2026-11-30", "2026-12-07", "2026-12-14"), "start-far-from-training"),
        ("2025-12-07", (), ""),
    ],
)
def test_the_start_beside_the_meetings(write_deck: WriteDeck, start: str, days: tuple[str, ...], code: str) -> None:
    path = write_deck(DECK + (meetings(*days) if days else ""), f"{PRACTICE}  start: {{date: {start}}}\n")
    found = told(path)
    assert [one.code for one in found] == ([code] if code else [])
    for one in found:
        assert (one.severity, one.source and Path(one.source.file).name, one.source and one.source.line) == (
            "warning",
            "practice.yaml",
            6,
        )
        assert start in one.message


def test_both_dates_are_named_with_their_places(write_deck: WriteDeck) -> None:
    path = write_deck(DECK + meetings("2026-11-30"), f"{PRACTICE}  start: {{date: 2025-12-07}}\n")
    (found,) = told(path)
    assert found.message.startswith("decisions.start.date: the start on 2025-12-07 is before the first meeting on 2026")
    assert found.message.endswith("deck.yaml:4)")


def test_a_handoff_that_starts_before_the_training_is_told_and_a_late_one_is_not(write_deck: WriteDeck) -> None:
    for day, codes in (("2026-10-01", ["start-before-training"]), ("2028-01-10", [])):
        practice = PRACTICE.replace(HANDOFF, f"{HANDOFF}, id: rooming, start: {day}")
        found = told(write_deck(DECK + meetings("2026-11-30"), practice))
        assert [one.code for one in found] == codes
        assert all(one.message.startswith("decisions.handoffs[rooming].start: ") for one in found)


def test_the_first_day_of_a_session_that_is_held_twice_counts(write_deck: WriteDeck) -> None:
    twice = "meetings: [{date: 2026-12-09}, {date: 2026-11-30}, {session: 2, date: 2026-11-01}]\n"
    assert told(write_deck(DECK + twice, f"{PRACTICE}  start: {{date: 2026-12-01}}\n")) == []


@pytest.mark.parametrize("name", ["monday-huddle", "staff-meeting", "lunch-and-learn"])
def test_our_own_decks_are_clean(name: str) -> None:
    assert told(ROOT / "decks" / f"{name}.yaml") == []
