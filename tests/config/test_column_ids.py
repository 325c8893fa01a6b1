"""A slip of the finger in an entry's id is no new entry: the column that is meant is offered."""

from __future__ import annotations

from pathlib import Path

import pytest

from whp_deck.config.practice_list import list_practices
from whp_deck.errors import Problem

NETWORK = """\
decisions:
  handoffs:
    - {id: rooming, giver: ma, receiver: clinician, when: after rooming}
  measures:
    - {id: share, what: Handoffs done warm}
"""
WHOLE = "decisions.handoffs.{0}.giver,decisions.handoffs.{0}.receiver,decisions.handoffs.{0}.when"


def told(folder: Path, columns: str, *, network: str = NETWORK) -> list[Problem]:
    (folder / "network.yaml").write_text(network, encoding="utf-8")
    (folder / "practices.csv").write_text(f"practice.name,{columns}\nHilltop Clinic\n", encoding="utf-8")
    return list_practices(folder / "practices.csv", folder / "network.yaml")[1]


@pytest.mark.parametrize(
    ("column", "meant"),
    [
        ("decisions.handoffs.roomming.where", "decisions.handoffs.rooming.where"),
        ("decisions.handoffs.Rooming.where", "decisions.handoffs.rooming.where"),
        ("decisions.handoffs.room.today", "decisions.handoffs.rooming.today"),
        ("decisions.measures.shares.target", "decisions.measures.share.target"),
    ],
)
def test_an_entry_that_cannot_stand_by_itself_is_probably_another_one(tmp_path: Path, column: str, meant: str) -> None:
    (problem,) = told(tmp_path, column)
    assert (problem.code, problem.severity) == ("column-nearly", "error")
    assert str(problem.source).endswith("practices.csv:B1")
    assert problem.hint.startswith(f"did you mean `{meant}`?")


@pytest.mark.parametrize(
    "columns",
    [
        "decisions.handoffs.rooming.where",
        "decisions.handoffs.discharge.where",  # near to nothing: loading the practice says what is missing
        WHOLE.format("checkout"),
        WHOLE.format("rooming-2"),  # a number more is on purpose
        f"{WHOLE.format('checkin')},{WHOLE.format('check-in')}",  # both whole: whose slip would it be?
    ],
)
def test_an_entry_that_is_known_or_new_is_not_told(tmp_path: Path, columns: str) -> None:
    assert told(tmp_path, columns) == []


def test_a_whole_entry_that_is_nearly_the_networks_is_a_warning(tmp_path: Path) -> None:
    problems = told(tmp_path, WHOLE.format("roomming"))
    assert [(one.code, one.severity) for one in problems] == [("column-nearly", "warning")] * 3


def test_an_entry_of_the_list_itself_counts_too(tmp_path: Path) -> None:
    columns = f"{WHOLE.format('vitals')},decisions.handoffs.vitlas.where"
    (problem,) = told(tmp_path, columns, network="{}\n")
    assert (str(problem.source).rpartition(":")[2], problem.severity) == ("E1", "error")
    assert "did you mean `decisions.handoffs.vitals.where`?" in problem.hint


def test_where_practices_have_networks_of_their_own_it_is_no_error(tmp_path: Path) -> None:
    (problem,) = told(tmp_path, "decisions.handoffs.roomming.where,network")
    assert (problem.code, problem.severity) == ("column-nearly", "warning")


@pytest.mark.parametrize(
    ("column", "meant"),
    [
        ("staff.clinicain.title", "staff.clinician.title"),
        ("staff.coaches.plural", "staff.coach.plural"),
        ("staff.ma.title", ""),
        ("staff.pharmacy.title", ""),
        ("staff.receptionist.title", ""),
    ],
)
def test_a_key_of_staff_that_is_nearly_known_is_a_warning(tmp_path: Path, column: str, meant: str) -> None:
    problems = told(tmp_path, column, network="staff: {coach: {title: health coach}}\n")
    assert [(one.code, one.severity) for one in problems] == [("column-nearly", "warning")] * bool(meant)
    assert all(f"did you mean `{meant}`?" in one.hint for one in problems)
