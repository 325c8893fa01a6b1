"""A day that can be read counts, whatever is wrong in the cells beside it; a time that stands beside a day is a time."""

from __future__ import annotations

from collections.abc import Sequence

from tests.batch.conftest import World
from whp_deck.batch.refused import RefusedListError
from whp_deck.batch.untimed import untimed
from whp_deck.config.practice_list import list_practices
from whp_deck.errors import Problem

HEAD = "practice.name,decisions.start.date,decisions.handoffs.rooming.first,meetings.1.date,meetings.1.start,meetings.2.date"


def told(world: World, rows: Sequence[str]) -> list[str]:
    """Code and cell of all that is told of a list, whether it is refused or not."""
    deck = world.folder / "short.yaml"
    deck.write_text(deck.read_text(encoding="utf-8").replace("sessions: 1", "sessions: 2"), encoding="utf-8")
    names = [f"{name} Clinic" for name in ("Ash", "Bay", "Cedar", "Dell", "Elm", "Fir", "Gale")]
    sheet = world.sheet("\n".join([HEAD, *(f"{name},{row}" for name, row in zip(names, rows, strict=False))]))
    problems: Sequence[Problem]
    try:
        problems = world.plan(sheet).told_first
    except RefusedListError as refused:
        problems = refused.problems
    return [f"{one.source.cell}: {one.code}" for one in problems if one.source]


def test_one_cell_that_cannot_be_read_hides_no_other_and_makes_nothing_up(world: World) -> None:
    rows = [
        "2027-01-18,,2027-01-11,7:45-8:00,2027-01-25",  # trained on the 11th, whatever the time says
        "2027-01-04,,2027-01-11,7:45-8:00,2027-01-25",
        "2027-01-04,maybe,2027-01-11,7:45,2027-01-25",
        "2027-01-18,,the Monday after,7:45,2027-01-25",  # which day the first meeting is on is not known
        "2027-01-04,,2027-01-11,1:15,the Monday after",
        "2027-01-18,,2027-01-11,7:45,2027-01-25",
    ]
    assert told(world, rows) == [
        "E2: cell-time", "B3: start-before-training", "E3: cell-time", "B4: start-before-training", "C4: value-invalid",
        "D5: cell-date", "E6: meeting-at-night", "F6: cell-date",
    ]  # fmt: skip


def test_a_time_beside_a_day_is_judged_as_every_time_and_asked_for_where_it_lacks(world: World) -> None:
    rows = [
        ",,2027-01-11,,2027-01-18 8:00",
        *(",,2027-01-11,7:45,2027-01-18 8:00" for _ in range(5)),
        ",,2027-01-11 19:45,,2027-01-18 8:00",
    ]
    assert told(world, rows) == ["D8: meeting-hours"]
    found = untimed([one.row for one in list_practices(world.folder / "practices.csv")[0] if one.row])
    assert {number: str(lack) for number, lack in found.items()} == {2: "no time for meeting 1 (cell E2)"}
