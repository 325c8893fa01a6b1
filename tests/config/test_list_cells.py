"""What is wrong with a list of practices is known before anything is built: every cell, and what spreadsheets do to lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.config.test_spreadsheet import rows_of, said
from whp_deck.config.cells import is_total
from whp_deck.config.columns import is_column
from whp_deck.config.headings import meant_by
from whp_deck.config.reader import read_shipped
from whp_deck.config.spreadsheet import Row, read_spreadsheet
from whp_deck.content.authored import Map
from whp_deck.errors import Problem
from whp_deck.resources import shipped


def workbook(
    path: Path,
    rows: Sequence[Sequence[Any]],
    *,
    merged: Sequence[str] = (),
    hidden: Sequence[int] = (),
    columns: str = "",
) -> Path:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    for cells in merged:
        sheet.merge_cells(cells)
    for row in hidden:
        sheet.row_dimensions[row].hidden = True
    for letter in columns:
        sheet.column_dimensions[letter].hidden = True
    book.save(path)
    return path


def read(path: Path, rows: Sequence[Sequence[Any]], **more: Any) -> tuple[list[Row], list[Problem]]:
    return read_spreadsheet(workbook(path / "practices.xlsx", rows, **more))


@pytest.mark.parametrize(
    ("column", "cell", "told", "hint"),
    [
        ("meetings.1.date", "7/12/2026", "`7/12/2026` is not clear as a date [cell-date]", "2026-07-12 or 2026-12-07?"),
        ("meetings.1.date", "12.14.2026", "`12.14.2026` is not clear as a date", "year-month-day: 2026-12-14?"),
        ("meetings.1.date", "Monday after Thanksgiving", "is not clear as a date [cell-date]", "as 2026-12-07"),
        ("meetings.1.date", "2027-02-30", "is no date: there is no February 30 in 2027 [cell-date]", "year-month-day, as"),
        ("meetings.1.date", "2/30/2027", "is no date: there is no February 30 in 2027 [cell-date]", "year-month-day, as"),
        ("meetings.1.date", "12/14", "`12/14` is no date: the year is missing [cell-date]", "year-month-day, as"),
        ("meetings.1.date", "46370", "`46370` is not clear as a date [cell-date]", "is it 2026-12-14?"),
        ("meetings.1.date", "46370.25", "`46370.25` is not clear as a date [cell-date]", "is it 2026-12-14?"),
        ("decisions.start.date", "=S36+14", "a formula stands where a date belongs [cell-formula]", "Paste Special > Values"),
        ("meetings.1.start", "lunch", "`lunch` is not clear as a time [cell-time]", "7:45 or 2:05 pm"),
        ("meetings.1.start", "745", "`745` is not clear as a time [cell-time]", "is it 7:45?"),
        ("meetings.1.start", "8 Uhr", "is not clear as a time [cell-time]", "is it 8:00?"),
        ("meetings.1.start", "7:45 - 8:00", "is not clear as a time [cell-time]", "is it 7:45?"),
        ("meetings.1.start", "1:00-1:30 pm", "is not clear as a time [cell-time]", "is it 13:00?"),
        ("meetings.1.start", "quarter to 8", "is not clear as a time [cell-time]", "is it 7:45?"),
        ("meetings.1.start", "half past 12", "is not clear as a time [cell-time]", "is it 12:30?"),
        ("meetings.1.start", "7:45 sharp", "is not clear as a time [cell-time]", "is it 7:45?"),
        ("meetings.1.start", "7:45 or 8:15", "is not clear as a time [cell-time]", "type it as 7:45 or 2:05 pm"),
        ("meetings.1.start", "0.322916667", "is not clear as a time [cell-time]", "is it 7:45?"),
        ("meetings.1.start", "=A1", "a formula stands where a time belongs [cell-formula]", "Paste Special > Values"),
        ("meetings.1.people", "a dozen", "`a dozen` is not a whole number [value-invalid]", "write digits"),
        ("decisions.handoffs.rooming.first", "maybe", "write yes, no or later [value-invalid]", "now it says `maybe`"),
        ("decisions.handoffs.rooming.what", "all", "`all` is none of ", "choose one of them"),
        ("practice.theme.accent", "tealish", "`tealish` is no color [color-malformed]", "six hexadecimal digits, as 0B4F5C"),
        ("practice.language", "english", "`english` is not written as it must be [value-invalid]", "two small letters"),
        ("meetings.1.place", "y" * 81, "the text has 81 characters; 80 are the most [value-invalid]", "shorten it"),
    ],
)  # fmt: skip
def test_every_cell_is_judged_by_the_type_of_its_field(
    tmp_path: Path, column: str, cell: str, told: str, hint: str
) -> None:
    _, problems = rows_of(tmp_path, f"practice.name,{column}\nA,{cell}\n")
    assert [one.severity for one in problems] == ["error"]
    assert said(problems)[0].startswith(f"B2: {column}: ")
    assert told in said(problems)[0]
    assert hint in problems[0].hint


@pytest.mark.parametrize("typed", ["7.12.2026", "07.12.2026", "7. 12. 2026", "07.12.2026 00:00"])
def test_with_dots_the_day_stands_first(tmp_path: Path, typed: str) -> None:
    (row,), problems = rows_of(tmp_path, f"practice.name,meetings.1.date\nA,{typed}\n")
    assert (row.get("meetings.1.date"), problems) == ("2026-12-07", [])


def test_all_cells_are_told_in_one_run(tmp_path: Path) -> None:
    text = "practice.name,meetings.1.date,meetings.1.start\nA,7/12/2026,lunch\nB,=C1,after\nC,2026-12-07,7:45\n"
    _, problems = rows_of(tmp_path, text)
    assert [text.partition(": ")[0] for text in said(problems)] == ["B2", "C2", "B3", "C3"]


def test_what_a_deck_works_out_is_left_to_it(tmp_path: Path) -> None:
    assert rows_of(tmp_path, "practice.name,meetings.1.place\nA,{{ practice.name }}\n")[1] == []


def test_a_missing_name_in_a_workbook_says_nothing_of_commas(tmp_path: Path) -> None:
    _, problems = read(tmp_path, [["practice.name", "decisions.trained", "# mine"], [None, "x", "more"]])
    assert [one.code for one in problems] == ["key-missing"]
    assert "comma" not in problems[0].hint
    _, problems = rows_of(tmp_path, "practice.name,decisions.trained,# mine\n,x,more\n")
    assert "comma" in problems[0].hint


def test_only_what_is_close_is_suggested_for_a_column(tmp_path: Path) -> None:
    _, problems = rows_of(tmp_path, "practice.name,practice.fax,practice.phne,decisions.traned\nA,,,\n")
    hints = [one.hint for one in problems]
    assert "did you mean" not in hints[0]
    assert "there is: `practice.name`, `practice.short_name`" in hints[0]
    assert "did you mean `practice.contact.phone`?" in hints[1]
    assert "did you mean `decisions.trained`?" in hints[2]


@pytest.mark.parametrize(
    "headings", ["practice.name,decisions.trained,x", "name,decisions.trained,x", "\ufeffpractice.name,,"]
)
def test_a_title_above_the_headings_is_told_once(tmp_path: Path, headings: str) -> None:
    rows, problems = rows_of(tmp_path, f"Our network 2026,,x\n,,\n{headings}\nA,x,\n")
    assert rows == []
    message = "1: row 1 has no fields' names; the headings seem to be in row 3 [headings-misplaced]"
    assert said(problems) == [message]
    assert problems[0].hint.startswith("delete the rows above it")


EXPORT = [
    "Practice",
    "Town",
    "Lead person",
    "Lead role",
    "Phone",
    "Meeting day 2",
    "Time",
    "Room",
    "Go-live",
    "Favorite tea",
]


def test_headings_of_an_export_are_told_together_with_what_is_probably_meant(tmp_path: Path) -> None:
    rows, problems = rows_of(tmp_path, f"{','.join([*EXPORT, 'practice.language'])}\nA,B,C,D,E,F,G,H,I,J,en\n")
    assert rows == []
    assert [one.code for one in problems] == ["column-unknown", "column-missing"]
    assert problems[0].message == (
        "10 headings name no field: A1 `Practice` (`practice.name`?); B1 `Town` (yours: `#Town`); "
        "C1 `Lead person` (`practice.facilitators.1.name`?); D1 `Lead role` (`practice.facilitators.1.role`?); "
        "E1 `Phone` (`practice.contact.phone`?); F1 `Meeting day 2` (`meetings.2.date`?); G1 `Time` (`meetings.1.start`?); "
        "H1 `Room` (`meetings.1.place`?); I1 `Go-live` (`decisions.start.date`?); J1 `Favorite tea`"
    )
    assert "decks/network/practices.csv" in problems[0].hint


def test_own_headings_below_a_title_are_found_on_a_sheet_beside_others(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Export"
    for row in (["Our practices"], ["as of November"], [], EXPORT, ["A", "B", "C", "D", "555-0101"]):
        sheet.append(row)
    sheet.merge_cells("A1:J1")
    book.create_sheet("Old 2024").append(["x"])
    book.save(tmp_path / "practices.xlsx")
    rows, problems = read_spreadsheet(tmp_path / "practices.xlsx")
    assert rows == []
    where = "the headings seem to be in row 4 of the sheet “Export”, the only one that is read"
    assert said(problems)[0] == f"1: row 1 is a title; {where} [headings-misplaced]"
    assert said(problems)[1].startswith("A4: 10 headings name no field: A4 `Practice`")
    assert len(problems) == 2


@pytest.mark.parametrize("heading", ["format", "Meeting length", "minutes"])
def test_another_length_is_another_deck(tmp_path: Path, heading: str) -> None:
    (one,) = rows_of(tmp_path, f"practice.name,{heading}\nA,2 x 20 minutes\n")[1]
    assert "for another length copy the deck's file" in one.hint


def test_each_usual_heading_is_of_a_field_that_there_is() -> None:
    tree, problems = read_shipped(shipped("config/headings.yaml"), "headings")
    assert isinstance(tree, Map)
    assert problems == []
    assert [field for field in tree if not (field == "#" or is_column(field.replace(".N.", ".1.")))] == []
    names = [name for usual in tree.values() for name in usual]
    assert sorted(names) == sorted({*names})
    assert [name for name in names if not re.fullmatch(r"[a-z]+(?: [a-z]+)*", name)] == []


@pytest.mark.parametrize("filled", [True, False])
def test_a_sheet_that_is_no_list_is_named_with_the_others(tmp_path: Path, filled: bool) -> None:
    from openpyxl import Workbook

    book = Workbook()
    first = book.active
    assert first is not None
    first.title = "Read me"
    for line in ["How to use this list", "Fill one row each"] if filled else []:
        first.append([line])
    book.create_sheet("Practices").append(["practice.name"])
    book.save(tmp_path / "practices.xlsx")
    rows, problems = read_spreadsheet(tmp_path / "practices.xlsx")
    assert (rows, len(problems)) == ([], 1)
    assert str(problems[0]).count("the sheet “Read me”") == 1
    assert "is the list in “Practices”?" in problems[0].hint


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Total: 300 practices", True),
        ("Sum", True),
        ("average", True),
        ("Count", True),
        ("Grand total", True),
        ("Total practices", True),
        ("=COUNTA(A2:A301)", True),
        ('="Total: "&COUNTA(A2:A301)', True),
        ("Total Health Clinic", False),
        ("Summit Clinic", False),
        ("Countryside Medical", False),
        ('=HYPERLINK("https://example.org","Lake")', False),
    ],
)
def test_a_row_of_sums_is_no_practice(tmp_path: Path, name: str, expected: bool) -> None:
    assert is_total(name) is expected


def test_a_row_of_sums_stops_the_list_unless_it_says_where_its_files_go(tmp_path: Path) -> None:
    rows, problems = rows_of(tmp_path, "practice.name,folder\nA,\nTotal: 1 practice,\nSum,sum-clinic\n")
    assert [row.number for row in rows] == [2, 4]
    assert said(problems) == ["A3: `Total: 1 practice` looks like a row of sums, not like a practice [row-of-totals]"]
    assert problems[0].severity == "error"


def test_merged_cells_are_told_where_they_cost_somebody_an_answer(tmp_path: Path) -> None:
    rows = [["practice.name", "decisions.trained", "# mine"], *([f"P{at}", "x", "y"] for at in range(2, 8))]
    merged = ["A1:A1", "B3:B4", "C2:C4", "B6:C6"]
    _, problems = read(tmp_path, rows, merged=merged)
    words = "are merged: only {} holds the text, the others are empty [cells-merged]"
    assert said(problems) == [
        f"B3: decisions.trained: the cells B3:B4 {words.format('B3')}",
        f"B6: decisions.trained: the cells B6:C6 {words.format('B6')}",
    ]
    assert {one.severity for one in problems} == {"error"}


def test_hidden_columns_are_named_but_for_ones_own(tmp_path: Path) -> None:
    rows = [
        ["practice.name", "practice.contact.phone", "#notes", "practice.contact.role"],
        ["A Clinic", "555", "x", "nurse"],
    ]
    _, problems = read(tmp_path, rows, columns="BCD")
    assert said(problems) == [
        "B1: 2 hidden columns count like all others: `practice.contact.phone`, `practice.contact.role` [columns-hidden]"
    ]


def test_hidden_rows_are_counted_once(tmp_path: Path) -> None:
    names = [["practice.name"], ["A"], ["B"], [None], ["C"]]
    rows, problems = read(tmp_path, names, hidden=[3, 4, 5])
    assert [row.number for row in rows] == [2, 3, 5]
    assert said(problems) == ["3: 2 hidden rows of the list are built too [rows-hidden]"]
    assert problems[0].severity == "warning"


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("2nd lead role", "practice.facilitators.2.role"),
        ("2nd lead", "practice.facilitators.2.name"),
        ("1st meeting", "meetings.1.date"),
        ("Second meeting", "meetings.2.date"),
        ("Meeting two", "meetings.2.date"),
        ("3rd time", "meetings.3.start"),
        ("Where rooming", "decisions.handoffs.rooming.where"),
        ("When is the checkout handoff", "decisions.handoffs.checkout.when"),
        ("Clinic manager", "practice.contact.role"),
        ("second color", "practice.theme.accent"),  # no second of several
        ("First day", "decisions.start.date"),
        ("where from", ""),
    ],
)
def test_numbers_as_words_and_places_of_a_handoff_are_known_in_headings(heading: str, field: str) -> None:
    assert meant_by(heading) == field


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        ("Practice|Lead facilitator|Role|Contact", "practice.name|practice.facilitators.1.name|practice.facilitators.1.role|practice.contact.role"),
        ("practice.name|practice.facilitators.1.name|Title", "||practice.facilitators.1.role"),
        ("Clinic|Session leader|Email|Job title", "|practice.facilitators.1.name||practice.facilitators.1.role"),
        ("Lead 1|Role|Lead 2|Role", "|practice.facilitators.1.role||practice.facilitators.2.role"),
        ("Clinic|Backup facilitator|Position", "|practice.facilitators.2.name|practice.facilitators.2.role"),
        ("Clinic|Lead’s role", "|practice.facilitators.1.role"),
        ("Clinic|Lead|Contact|Role", "|practice.facilitators.1.name||practice.contact.role"),  # whose else?
        ("Clinic|Role", "|practice.contact.role"),
    ],
)  # fmt: skip
def test_a_role_is_of_the_person_before_it(headings: str, fields: str) -> None:
    head = headings.split("|")
    for at, field in enumerate(fields.split("|")):
        assert field in ("", meant_by(head[at], head[:at]))


def test_a_list_with_own_headings_is_told_whose_role_it_is(tmp_path: Path) -> None:
    found = rows_of(tmp_path, "practice.name,Lead facilitator,Role\nA,Ann Li,RN\n")[1]
    assert ["practice.facilitators.1.name`?" in found[0].hint, "practice.facilitators.1.role`?" in found[1].hint] == [
        True,
        True,
    ]
