"""What a coach types for want of an answer is told and is nobody's name; what may be a name or a room passes untouched."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from whp_deck.batch.neighbors import strangers_in_cells
from whp_deck.batch.to_ask import to_ask
from whp_deck.config.practice_list import Listed, list_practices
from whp_deck.content.pointers import points_to_row, row_meant
from whp_deck.errors import ManyCells, Problem, Source

NAME, SHORT, LEADER, ROLE = (
    "practice.name",
    "practice.short_name",
    "practice.facilitators.1.name",
    "practice.facilitators.1.role",
)
PLACE, WHERE, TODAY = "meetings.1.place", "decisions.handoffs.rooming.where", "decisions.handoffs.rooming.today"
FAMILY = "decisions.family"
HEAD = (NAME, LEADER, ROLE, PLACE, WHERE, TODAY, FAMILY)


def read(
    folder: Path, rows: Iterable[Mapping[str, str]], head: Iterable[str] = HEAD
) -> tuple[list[Listed], list[Problem]]:
    """A list whose row 2 is filled, and below it these rows, with a name of their own where they have none."""
    fields = list(head)
    filled = {
        NAME: "Hilltop Clinic",
        LEADER: "Dana Whitfield",
        ROLE: "nurse",
        PLACE: "Break room",
        WHERE: "in the exam room",
    }
    with (folder / "practices.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, fields, extrasaction="ignore")
        writer.writeheader()
        writer.writerows([filled | {TODAY: "a note", FAMILY: "The patient chooses"}])
        writer.writerows({NAME: f"Clinic {at}"} | dict(row) for at, row in enumerate(rows, 3))
    return list_practices(folder / "practices.csv")


REMARKS = [
    (LEADER, ("Pat knows", "Anne would know", "only Pat knows", "Pat has it", "Pat will tell us", "ask Pat")),
    (LEADER, ("same as row 2", "2nd row", "see row 2", "Mei Tanaka (NEW)", "**NEW** Mei Tanaka", "Mei Tanaka (old)")),
    (ROLE, ("RN or LPN", "RN/LPN", "nurse or MA", "nurse / MA", "NP/PA", "RN/MA", "RN OR LPN", "physician or PA", "nurse (old)", "nurse (new)", "(old)")),
    (WHERE, ("same as row 2", "same as in row 2", "2nd row", "second row", "see 2nd row", "row 2", "(2nd row)", "see next row")),
    (WHERE, ("ibid.", "s. above", "(old)", "at the front desk (old)", "in the exam room (OLD)", "Mei will know")),
    (WHERE, ("in the hallway (was: at the desk)", "at the front desk, see above", "in the exam room (new: hallway)")),
    (PLACE, ("Kitchen (old)", "Break room **NEW**", "*NEW* Kitchen", "Kitchen (NEW)", "room to be announced", "Star Room *")),
    (PLACE, ("the room is not yet decided", "place still to be found", "Kitchen!!", "Pat has to let us know", "NEW: Kitchen")),
    (PLACE, ("Pat has it", "Pat will tell us", "only Pat knows", "Kitchen - left msg", "same as row 2", "next row", "TBA room")),
    (FAMILY, ("The patient chooses (to be checked w/ Pat)", "same as row 2", "The patient chooses; see above")),
    (NAME, ("NEW! Redwood Terrace Medical", "*new* Redwood Medical", "Redwood Medical (draft)", "tba (Cindy knows)")),
]  # fmt: skip


def test_a_remark_is_told_in_its_own_cell(tmp_path: Path) -> None:
    typed = [(field, text) for field, texts in REMARKS for text in texts]
    _, problems = read(
        tmp_path, [{LEADER: "Ann Li", ROLE: "nurse", PLACE: "Hall"} | {field: text} for field, text in typed]
    )
    assert {one.code for one in problems} == {"cell-placeholder", "name-and-more"}
    told = sorted((place.line, place.column) for one in problems for place in (one.source, *_others(one)) if place)
    expected = [(at, HEAD.index(field) + 1) for at, (field, _) in enumerate(typed, 3)]
    assert [typed[line - 3] for line, _ in told] == typed
    assert told == expected


def _others(problem: Problem) -> tuple[Source, ...]:
    return problem.others if isinstance(problem, ManyCells) else ()


NO_REMARKS = [
    (NAME, ("New Hope Clinic", "Oldfield Clinic (Old Town)", "Someday Health", "Row House Clinic", "Whoville Clinic")),
    (NAME, ("Test Valley Health", "Old Mill Clinic", "Active Health - East", "Body*Mind Clinic", "NEW LEAF! HEALTH")),
    (LEADER, ("Pat Knowles", "Will Tell", "Hope Knows", "May Same", "Faith Asking", "Art Vacante", "Noah Noknow")),
    (ROLE, ("RN", "Nurse and MA", "RN/Case manager", "nurse/front desk lead", "RN/BSN", "case manager (RN)", "doctor")),
    (ROLE, ("nurse educator, new practices", "coordinator")),
    (PLACE, ("Checkers Room", "The Pending Room", "Old Library", "Room 2", "Row House 2", "Patterson Room", "New Room (2nd floor)")),
    (PLACE, ("the TBA Clinic’s kitchen", "TBA Health Center, room 2", "Kitchen (behind the front desk)", "Room B (new wing)")),
    (PLACE, ("Main entrance >> left", "→ Room 3", "Room chosen by the manager", "room not open on Mondays", "The New Room")),
    (ROLE, ("LPN/LVN", "nurse/RN", "MA/CMA", "MD/PhD", "OR nurse", "OR NURSE", "nurse for minor surgery")),
    (PLACE, ("Confirmation Hall", "Kitchen (was the lab)", "Hall A, row 2", "where there is room")),
    (WHERE, ("in the 2nd row of rooms", "in the old wing", "at the old front desk", "in the **exam room**", "on line 2")),
    (WHERE, ("where the nurse knows the family", "at the desk (new patients)", "downstairs, below the stairs", "at the desk (before: a call)")),
    (FAMILY, ("All who will know", "Whoever knows the patient", "A form (to be signed by the patient)", "(new patients)")),
]  # fmt: skip


def test_what_may_be_meant_passes_untouched(tmp_path: Path) -> None:
    typed = [(field, text) for field, texts in NO_REMARKS for text in texts]
    listed, problems = read(
        tmp_path, [{LEADER: "Ann Li", ROLE: "nurse", PLACE: "Hall"} | {field: text} for field, text in typed]
    )
    assert [str(one) for one in problems] == []
    assert [one.row.get(field) for one, (field, _) in zip(listed[1:], typed, strict=True) if one.row] == [
        text for _, text in typed
    ]


@pytest.mark.parametrize(
    ("text", "row", "step"),
    [
        ("see row 7", 7, 0), ("row 2", 2, 0), ("Same as in row 12.", 12, 0), ("(2nd row)", 2, 0), ("see third row", 3, 0),
        ("same as above (row 2)", 2, 0), ("see line 4", 4, 0), ("ditto", 0, -1), ("see above", 0, -1), ("like the row above", 0, -1),
        ("previous row", 0, -1), ("(see below)", 0, 1), ("next row", 0, 1), ("as in the next row", 0, 1),
    ],
)  # fmt: skip
def test_the_row_that_is_meant(text: str, row: int, step: int) -> None:
    meant = row_meant(text)
    assert meant
    assert (meant.row, 0 if meant.row else meant.step) == (row, step)


@pytest.mark.parametrize(
    "text", ["below", "above", "line 2", "Row House", "in row 2 of the hall", "2nd floor", "same as last year"]
)
def test_no_row_is_meant(text: str) -> None:
    assert row_meant(text) is None
    assert not points_to_row(text)


@pytest.mark.parametrize(
    ("texts", "hints", "calls"),
    [
        (["see row 2"], ["type it out: E2 above says `in the exam room`"], 0),
        (["2nd row"], ["does it mean what E2 above says, `in the exam room`? type that, or what is right, or empty the cell"], 0),
        (["(see below)", "in the hall"], ["type it out: E4 below says `in the hall`"], 0),
        (["see row 4", "see row 2"], ["type it out: E2 above says `in the exam room`"] * 2, 0),
        (["see row 4", ""], ["type it out, or empty the cell: E4 below is empty, or says nothing"], 0),
        (["see row 40"], ["type out what is meant, or ask the practice: nothing of it stands in that row"], 1),
        (["see row 3"], ["type out what is meant, or ask the practice: nothing of it stands in that row"], 1),
        (["row 4", "row 3"], ["type out what is meant, or ask the practice: nothing of it stands in that row"] * 2, 2),
        (["in the hall, see above"], ["`see above` is for whoever reads the list: write here what is meant there, and leave only what all should read"], 0),
        (["in the hall (old)"], ["`(old)` is for whoever reads the list: look there, or ask the practice, and leave only what all should read"], 1),
        (["in the hall **NEW**"], ["`**NEW**` is for whoever reads the list: what is yours alone goes into a column whose name begins with #; leave only what all should read"], 0),
    ],
)  # fmt: skip
def test_the_cell_that_is_meant_is_quoted_and_nobody_is_called(
    tmp_path: Path, texts: list[str], hints: list[str], calls: int
) -> None:
    listed, problems = read(tmp_path, [{WHERE: text} for text in texts])
    assert [one.hint for one in problems] == hints
    rows = [one.row for one in listed if one.row]
    asked = [to_ask(row, [one for one in problems if one.source and one.source.line == row.number]) for row in rows]
    assert sum(map(len, asked)) == calls


@pytest.mark.parametrize(
    "text", ["Pat knows", "to be hired", "same as row 2", "2nd row", "whoever is free", "somebody new"]
)
def test_what_is_no_persons_name_fails_no_other_row(tmp_path: Path, text: str) -> None:
    listed, _ = read(tmp_path, [{WHERE: text, PLACE: text}, {LEADER: text}])
    assert strangers_in_cells(listed, ()) == {}


def test_a_persons_name_still_does(tmp_path: Path) -> None:
    listed, _ = read(
        tmp_path, [{WHERE: "with Mei Tanaka"}, {LEADER: "Mei Tanaka, RN (she/her)"}, {LEADER: "Mei Tanaka"}]
    )
    assert list(strangers_in_cells(listed, ())) == ["clinic-3"]


def test_somebody_who_is_to_be_hired_is_nobody_yet(tmp_path: Path) -> None:
    listed, problems = read(
        tmp_path,
        [{LEADER: "to be hired", ROLE: "nurse"}, {LEADER: "new hire"}, {LEADER: "Ann Li", ROLE: "to be hired"}],
    )
    assert problems == []
    assert [one.row.cells[1:] for one in listed[1:] if one.row] == [(), (), ((LEADER, "Ann Li"),)]


def test_of_two_titles_the_one_that_is_meant_is_asked(tmp_path: Path) -> None:
    listed, (one,) = read(tmp_path, [{LEADER: "Ann Li", ROLE: "RN or LPN"}])
    assert one.hint.startswith("which of the two is it? ask the practice, and leave that one")
    assert listed[1].row
    assert to_ask(listed[1].row, [one]) == ("leader’s role says `RN or LPN`: ask what it is (cell C3)",)


def test_of_two_leaders_of_whom_one_is_meant_it_is_asked_who(tmp_path: Path) -> None:
    _, (one,) = read(tmp_path, [{LEADER: "Leo or Pat"}])
    assert one.hint.startswith("ask the practice who of them leads, and leave that name; if both do")


@pytest.mark.parametrize(
    ("name", "severity"),
    [("TBA Clinic", "warning"), ("TBA Health Partners", "warning"), ("TBA Wellness", "warning"), ("TBA - call back", "error")],
)  # fmt: skip
def test_a_practice_may_be_called_tba(tmp_path: Path, name: str, severity: str) -> None:
    _, (one,) = read(tmp_path, [{NAME: name}])
    assert one.severity == severity
    assert ("leave it if it is called so" in one.hint) is (severity == "warning")


def test_a_row_without_a_name_may_go_on_with_the_one_above(tmp_path: Path) -> None:
    _, (one,) = read(tmp_path, [{}, {NAME: "", PLACE: "Kitchen"}])
    assert one.code == "key-missing"
    assert "if it goes on with row 3, a practice is one row: what this one adds goes into row 3" in one.hint
    _, (first,) = read(tmp_path, [{NAME: "-", PLACE: "Kitchen"}], [NAME, PLACE])
    assert "goes on" not in first.hint


def test_a_remark_in_stars_is_quoted_whole(tmp_path: Path) -> None:
    _, (one,) = read(tmp_path, [{SHORT: "*new*"}], [*HEAD, SHORT])
    assert "holds a remark (`*new*`) beside" in one.message
