"""A start that cannot be right beside the meetings is told, whatever day it is today."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import DECK, PRACTICE, ROOT
from whp_deck.config.deck import load_deck
from whp_deck.config.layers import ForPractice
from whp_deck.config.practice_list import list_practices
from whp_deck.errors import Problem
from whp_deck.planner.plan import make_plan

WriteDeck = Callable[..., Path]
HANDOFF = "when: after rooming"


def told(path: Path) -> list[Problem]:
    deck, problems = load_deck(path)
    assert deck is not None, "\n".join(map(str, problems))
    return [one for one in make_plan(deck)[1] if one.code.startswith(("start-", "meetings-o", "meeting-at"))]


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


@pytest.mark.parametrize(
    ("says", "nothing"),
    [("", True), (", first: yes", False), (", start: 2026-12-07", False), (", start: 2027-01-11", True), (", first: yes, start: 2027-01-11", True)],
)  # fmt: skip
def test_a_first_day_on_which_nothing_begins_is_told(write_deck: WriteDeck, says: str, nothing: bool) -> None:
    practice = PRACTICE.replace(HANDOFF, HANDOFF + says) + "  start: {date: 2026-12-07}\n"
    deck, _ = load_deck(write_deck(DECK, practice))
    assert deck is not None
    found = [one for one in make_plan(deck)[1] if one.code == "nothing-begins"]
    assert [one.source and one.source.line for one in found] == [5] * nothing


def test_the_first_day_of_a_session_that_is_held_twice_counts(write_deck: WriteDeck) -> None:
    twice = "meetings: [{date: 2026-12-09}, {date: 2026-11-30}, {session: 2, date: 2026-11-01}]\n"
    assert told(write_deck(DECK + twice, f"{PRACTICE}  start: {{date: 2026-12-01}}\n")) == []
    (early,) = told(write_deck(DECK + twice, f"{PRACTICE}  start: {{date: 2026-11-15}}\n"))
    assert (
        "before the first meeting on 2026-11-30" in early.message
    )  # session 2 comes too soon, which is told elsewhere


LATE = "deck: Late\npractice: practice.yaml\nformat: late\n"
LATE_FORMAT = "formats: {late: {minutes: 60, sessions: [[what-is-whp], [when-we-use-it], [how-we-start]]}}\n"
WEEKS = ("2026-11-30", "2026-12-07", "2026-12-14")


@pytest.mark.parametrize(
    ("edits", "day", "shown"),
    [
        ("", "2026-12-13", "“We start small” is shown in session 3, on 2026-12-14"),
        ("", "2026-12-14", ""),  # on the same day is soon enough
        ("slides: {hide: [how-we-start]}\n", "2026-11-30", "is shown in session 2, on 2026-12-07"),  # the handoffs
        ("slides: {remove: [how-we-start, when-we-use-it]}\n", "2026-11-30", ""),
    ],
)
def test_a_start_before_the_team_has_seen_the_plan_is_told(
    write_deck: WriteDeck, edits: str, day: str, shown: str
) -> None:
    practice = f"{PRACTICE}  start: {{date: {day}}}\n{LATE_FORMAT}"
    found = told(write_deck(LATE + meetings(*WEEKS) + edits, practice))
    assert [one.code for one in found] == ["start-before-training"] * bool(shown)
    for one in found:
        assert one.message.startswith(f"decisions.start.date: the start on {day} is before the team sees the plan: ")
        assert shown in one.message
        assert one.message.endswith("deck.yaml:4)")
        assert one.source is not None
        assert one.source.line == 6
        assert one.hint.startswith("begin on that day or later, or show the slide earlier")


DAY = "date: 2026-11-30"


@pytest.mark.parametrize(
    ("entries", "says"),
    [
        ([DAY, f"session: 2, {DAY}"], "session 2 is on 2026-11-30, the same day as session 1"),
        ([f"{DAY}, start: '7:45'", f"session: 2, {DAY}"], "the same day as session 1"),
        ([f"{DAY}, start: '12:00'", f"session: 2, {DAY}, start: '7:45'"], "session 2 begins on 2026-11-30 at 7:45 AM, before session 1 at 12:00 PM"),
        ([f"{DAY}, start: '7:45'", f"session: 2, {DAY}, start: '12:00'"], ""),
        ([DAY, f"{DAY}, start: '7:45'", f"session: 2, {DAY}, start: '12:00'"], ""),  # the one with a time says more
        ([f"{DAY}, start: '7:45'", f"{DAY}, start: '12:00'"], ""),  # two groups, one session
        ([DAY, "session: 2, date: 2026-11-29"], "session 2 is on 2026-11-29, before session 1 on 2026-11-30"),
        ([DAY, f"session: 3, {DAY}"], ""),  # session 2 without a date is told
    ],
)  # fmt: skip
def test_sessions_out_of_their_order_are_told(write_deck: WriteDeck, entries: list[str], says: str) -> None:
    listed = "".join(f"  - {{{entry}}}\n" for entry in entries)
    _, problems = load_deck(write_deck(f"{DECK}meetings:\n{listed}"))
    found = [one for one in problems if one.code == "meetings-order"]
    assert len(found) == bool(says)
    for one in found:
        assert says in one.message.replace("\u00a0", " ")
        assert (one.severity, one.source and one.source.line) == ("warning", DECK.count("\n") + 1 + len(entries))


@pytest.mark.parametrize(
    ("one", "other", "says"),
    [  # of a huddle of 15 minutes
        (f"{DAY}, start: '7:45'", f"session: 2, {DAY}, start: '7:45'", "7:45 AM, before session 1, 7:45 AM, is over"),
        (f"{DAY}, start: '7:45', place: A", f"session: 2, {DAY}, start: '7:59', place: B", "before session 1, 7:45 AM"),
        (f"{DAY}, start: '7:45'", f"session: 2, {DAY}, start: '8:00'", ""),
        (DAY, f"session: 2, {DAY}", ""),  # nobody knows when
        (f"{DAY}, start: '7:45', place: A", f"{DAY}, start: '7:45', place: a", "1 stands twice on 2026-11-30, 7:45 AM"),
        (DAY, DAY, "session 1 stands twice on 2026-11-30"),
        (f"{DAY}, start: '7:45'", f"{DAY}, start: '7:50'", "session 1 begins on 2026-11-30, 7:50 AM, before session 1"),
        (f"{DAY}, start: '7:45', place: A", f"{DAY}, start: '7:45', place: B", ""),  # two groups
    ],
)
def test_meetings_at_the_same_time_are_told(write_deck: WriteDeck, one: str, other: str, says: str) -> None:
    found = told(write_deck(f"{DECK}meetings:\n  - {{{one}}}\n  - {{{other}}}\n"))
    assert [problem.code for problem in found] == (["meetings-overlap"] if says else [])
    for problem in found:
        assert says in problem.message.replace("\u00a0", " ")
        assert problem.message.endswith("deck.yaml:5)")
        assert (problem.severity, problem.source and problem.source.line) == ("warning", 6)


@pytest.mark.parametrize("name", ["monday-huddle", "staff-meeting", "lunch-and-learn"])
def test_our_own_decks_are_clean(name: str) -> None:
    assert told(ROOT / "decks" / f"{name}.yaml") == []


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("1:15", ("1:15 is at night (1:15\u00a0AM)", "type 13:15, or 1:15 PM; ")),
        ("22:30", ("22:30 is at night (10:30\u00a0PM)", "type 10:30, or 10:30 AM; ")),
        ("5:29", ("5:29 is", "type 17:29, or 5:29 PM; ")),
        ("5:30", None),
        ("20:59", None),
    ],
)
def test_a_meeting_at_night_is_told_with_what_may_be_meant(
    write_deck: WriteDeck, start: str, expected: tuple[str, str] | None
) -> None:
    found = told(write_deck(f"{DECK}meetings: [{{start: '{start}'}}]\n"))
    assert len(found) == (expected is not None)
    for one in found:
        assert expected is not None
        assert one.message.startswith(f"meetings: {expected[0]}")
        assert one.hint.startswith(expected[1])
        assert (one.severity, one.source and one.source.line) == ("warning", 4)


@pytest.mark.parametrize(
    ("days", "start", "told_of"),
    [
        (("2026-12-06",), "2026-12-07", ["meetings: 2026-12-06 is a Sunday"]),
        (("2026-12-06", "2026-12-13", "2026-12-20"), "2026-12-13", ["meetings: 2026-12-06 is a Sunday; 2026-12-13 and 2026-12-20 are, too"]),
        (("2026-11-30", "2026-12-06"), "2027-01-10", ["meetings: 2026-12-06 is a Sunday", "decisions.start.date: 2027-01-10 is a Sunday"]),
        (("2026-12-05", "2026-12-12", "2026-12-18"), "2026-12-19", []),
    ],
)  # fmt: skip
def test_a_sunday_is_told_once(write_deck: WriteDeck, days: tuple[str, ...], start: str, told_of: list[str]) -> None:
    deck, problems = load_deck(write_deck(DECK + meetings(*days), f"{PRACTICE}  start: {{date: {start}}}\n"))
    assert deck is not None, problems
    found = [one for one in make_plan(deck)[1] if one.code == "day-sunday"]
    assert [one.message for one in found] == told_of
    assert all(one.severity == "warning" and one.source and one.source.line for one in found)


def test_a_sunday_in_a_list_is_judged_beside_its_other_rows(write_deck: WriteDeck, tmp_path: Path) -> None:
    """By the list's own code: where many rows have one, those practices work then, and it is told of none of them."""
    (tmp_path / "list.csv").write_text(
        "practice.name,decisions.handoffs.rooming.giver,decisions.handoffs.rooming.receiver,decisions.handoffs.rooming.when,meetings.1.date\n"
        "Hilltop,ma,clinician,after rooming,2026-12-06\n",
        encoding="utf-8",
    )
    (listed,), problems = list_practices(tmp_path / "list.csv")
    assert not problems
    assert listed.row is not None
    instead = ForPractice(listed.row.tree(), meetings=listed.row.meetings())
    deck, _ = load_deck(write_deck(), instead)
    assert deck is not None
    assert deck.file.meetings[0].date is not None
    assert [one for one in make_plan(deck)[1] if one.code == "day-sunday"] == []
