"""Days as people type them into cells: what can mean one day alone is taken, a time beside it too, all else has its hint."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.config.test_list_cells import read
from tests.config.test_spreadsheet import rows_of
from whp_deck.config.cells import judge

DAY, START = "meetings.1.date", "meetings.1.start"


@pytest.mark.parametrize(
    "typed",
    [
        "enero 18, 2027", "18 de enero de 2027", "lunes 18 de enero de 2027", "18. Januar 2027", "Montag, den 18. Januar 2027",
        "18. Jan. 27", "18 Jan 27", "18 January '27", "Jan 18 '27", "18-Jan-27", "18/Jan/2027", "2027-Jan-18", "Jan 18,2027",
        "2027-01-18 (Mon)", "Monday 2027-01-18", "2027-01-18, Mon.", "Mon 1/18/2027", "1/18/2027 (Monday)",
        "Monday the 18th of January 2027",
    ],
)  # fmt: skip
def test_what_can_be_one_day_alone_is_taken(typed: str) -> None:
    assert judge(DAY, typed) == ("2027-01-18", None)


def test_a_weekday_chooses_between_two_days() -> None:
    assert judge(DAY, "Tue 1/12/2027") == ("2027-01-12", None)  # December 1, 2027 is a Wednesday
    assert judge(DAY, "Wed 1/12/2027") == ("2027-12-01", None)


@pytest.mark.parametrize(
    ("typed", "message", "hint"),
    [
        ("2027-01-19 (Mon)", "is no date: January 19, 2027 is a Tuesday", "as 2026-12-07"),
        ("Mon 1/11/2027", "is not clear as a date", "2027-01-11 or 2027-11-01?"),  # both are Mondays
        ("Jan 11, 27", "is not clear as a date", "is it 2027-01-11?"),  # the 11th and the 27th?
        ("Jan 18, 2027?", "is not clear as a date", "is it 2027-01-18?"),
        ("Jan 11-27", "is not clear as a date", "as 2026-12-07"),
        ("18 Jan 2027 or 25 Jan 2027", "is not clear as a date", "as 2026-12-07"),
        ("first week of Jan 2027", "is not clear as a date", "as 2026-12-07"),
        ("2027-01-11 7:45-8:00", "is not clear as a date", f"when it begins goes into the column `{START}`"),
        ("18.1.27", "is not clear as a date", "2027-01-18?"),
    ],
)
def test_what_may_be_two_days_is_told_with_what_fits(typed: str, message: str, hint: str) -> None:
    taken, wrong = judge(DAY, typed)
    assert wrong is not None
    assert (taken, message in wrong.message, hint in wrong.hint) == (typed, True, True)


@pytest.mark.parametrize(
    ("cell", "time"),
    [
        ("2027-01-11 19:45", "19:45"),
        ("1/18/2027 7:45 PM", "19:45"),
        ("Jan 11, 2027 at 7:45 am", "07:45"),
        ("2027-01-11 (Mon) 07:45", "07:45"),
        (dt.datetime(2027, 1, 11, 19, 45), "19:45"),
        (dt.datetime(2027, 1, 11), ""),
        ("2027-01-11 00:00", ""),
        ("1/18/2027 12:00:00 AM", ""),
        ("2027-01-11", ""),
    ],
)
def test_a_time_beside_a_day_is_when_the_meeting_begins(tmp_path: Path, cell: object, time: str) -> None:
    for start in (None, "TBD"):
        (row,), problems = read(tmp_path, [["practice.name", DAY, START], ["A", cell, start]])
        assert problems == []
        assert row.get(START) == time
        assert row.meetings()[1].get("start", "") == time
        assert not time or row.place_of(START).cell == "B2"


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ("2027-01-11 19:45,7:45", "19:45 stands beside the day, and 7:45 in the column `meetings.1.start`, which is taken"),
        ("2027-01-11 7:45,7:45 AM", ""),
        ("2027-01-11T12:45:00Z,", "the time 12:45 beside the day is not taken"),
        ("2027-01-11T00:00:00Z,7:45", ""),
    ],
)  # fmt: skip
def test_a_time_beside_a_day_that_is_not_taken_is_told(tmp_path: Path, cells: str, told: str) -> None:
    (row,), problems = rows_of(tmp_path, f"practice.name,{DAY},{START}\nA,{cells}\n")
    assert [(one.severity, one.source and one.source.cell) for one in problems] == [("warning", "B2")] * bool(told)
    assert all(told in one.message for one in problems)
    assert row.get(START) == ("" if told.startswith("the") else "07:45")
