"""What Excel and those who share a list leave in it: each gives the right value, or one clear problem with cell and remedy."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.config.test_list_cells import read, workbook
from tests.config.test_spreadsheet import rows_of, said
from whp_deck.config.sheet_files import read_sheet
from whp_deck.config.spreadsheet import read_spreadsheet

HEAD = ["practice.name", "practice.contact.phone", "meetings.1.date", "meetings.1.start"]


@pytest.mark.parametrize(
    ("field", "cell", "taken"),
    [
        ("practice.contact.phone", "'555-0134", "555-0134"),
        ("decisions.start.date", "'2027-1-4", "2027-01-04"),
        ("meetings.1.date", "2027/1/4", "2027-01-04"),
        ("meetings.1.date", dt.datetime(2027, 1, 4, 7, 45), "2027-01-04"),
        ("meetings.1.start", dt.timedelta(hours=7, minutes=45), "07:45"),
        ("meetings.1.start", dt.datetime(1900, 1, 1, 7, 45), "07:45"),
        ("practice.contact.phone", 5555550134.0, "5555550134"),
        ("practice.short_name", "Alder_x000D_\nClinic", "Alder Clinic"),
        ("decisions.family", "One_x000D_\nTwo", "One\nTwo"),
        ("practice.short_name", "Al\u00adder\u200b Clinic\u00a0", "Alder Clinic"),
        ("practice.short_name", "Alder’s “Best” 🌳", "Alder’s “Best” 🌳"),
        ("decisions.family", "'90s families", "'90s families"),
        ("meetings.1.date", "7-Dec-26", "2026-12-07"),
        ("meetings.1.date", "Dec-07-2026", "2026-12-07"),
        ("meetings.1.date", "12/14/2026 0:00", "2026-12-14"),
        ("meetings.1.date", "12/14/2026 12:00:00 AM", "2026-12-14"),
        ("meetings.1.date", "2026-12-14T00:00:00Z", "2026-12-14"),
        ("meetings.1.start", "7:45:00 AM", "07:45"),
        ("meetings.1.start", "2:05:00 pm", "14:05"),
        ("decisions.handoffs.rooming.first", "Y", "yes"),
        ("decisions.handoffs.rooming.first", "✓", "yes"),
        ("decisions.handoffs.rooming.first", 0, "no"),
        ("practice.contact.email", "mailto:a@example.org", "a@example.org"),
    ],
)
def test_the_right_value(tmp_path: Path, field: str, cell: object, taken: str) -> None:
    (row,), problems = read(tmp_path, [["practice.name", field], ["A", cell]])
    assert (row.get(field), problems) == (taken, [])


@pytest.mark.parametrize(
    ("cell", "told", "hint"),
    [
        (
            "5.55E+09",
            "`5.55E+09` is what a number looks like in a column that is too narrow",
            "format the cell as text",
        ),
        (
            "########",
            "`########` is what a number looks like in a column that is too narrow",
            "format the cell as text",
        ),
        ("#SPILL!", "the cell holds the error #SPILL!", "type what it should say"),
        ("=Sites!#REF!", "the cell holds the error #REF!", "type what it should say"),
    ],
)
def test_a_cell_whose_value_is_lost(tmp_path: Path, cell: str, told: str, hint: str) -> None:
    _, (problem,) = rows_of(tmp_path, f"practice.name,practice.contact.phone\nA,{cell}\n")
    assert (problem.severity, problem.source and problem.source.cell) == ("error", "B2")
    assert told in problem.message
    assert problem.hint.startswith(hint)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (["Practice", "Phone", "First meeting", "Time"], "A3: `Practice` is a heading, not a practice [headings-twice]"),
        (HEAD, "A3: `practice.name` is a heading, not a practice [headings-twice]"),
        (["Total", None, None, 3], "A3: `Total` looks like a row of sums, not like a practice [row-of-totals]"),
        ([None, None, "=COUNTA(C2:C2)", None], "C3: a row of sums, not of a practice: `practice.name` is empty [row-of-totals]"),
    ],
)  # fmt: skip
def test_a_row_that_is_no_practice_is_told_once(tmp_path: Path, row: list[object], told: str) -> None:
    rows, problems = read(tmp_path, [HEAD, ["A", "555", "2027-01-04", "7:45"], row, ["B", None, None, None]])
    assert ([one.number for one in rows], said(problems)) == ([2, 4], [told])


def test_headings_with_a_capital_are_fields(tmp_path: Path) -> None:
    (row,), problems = read(tmp_path, [[" Practice.Name ", "Meetings.1.Date\n", "#Mine"], ["A", "2027-01-04", "x"]])
    assert (row.cells, problems) == ((("practice.name", "A"), ("meetings.1.date", "2027-01-04")), [])


def test_rows_that_are_struck_through_are_told(tmp_path: Path) -> None:
    from openpyxl import load_workbook
    from openpyxl.styles import Font

    path = workbook(tmp_path / "practices.xlsx", [["practice.name"], ["A"], ["B"], ["C"]])
    book = load_workbook(path)
    for cell in ("A2", "A4"):
        book.worksheets[0][cell].font = Font(strike=True)
    book.save(path)
    rows, problems = read_spreadsheet(path)
    assert len(rows) == 3
    assert said(problems) == ["2: 2 rows that are struck through are built too [rows-struck]"]


def test_a_text_that_was_divided_at_its_comma_is_told(tmp_path: Path) -> None:
    text = "practice.name,decisions.family\n“Alder, Birch Clinic”,x y\nB,x y,,\nC,x, y\nD,x, y\n"
    _, problems = rows_of(tmp_path, text)
    assert [one for one in said(problems) if "row-too-long" in one] == [
        "2: the row has more cells than the 2 columns, as in rows 4, 5 [row-too-long]"
    ]


def test_a_first_line_that_excel_does_not_show_counts_for_no_row(tmp_path: Path) -> None:
    (row,), problems = rows_of(tmp_path, "sep=;\npractice.name;decisions.family\nA;one, two, three\n")
    assert (row.number, row.get("decisions.family"), problems) == (2, "one, two, three", [])
    (tmp_path / "tabs.csv").write_text('"sep=|"\npractice.name|decisions.family\n', encoding="utf-8")
    assert read_sheet(tmp_path / "tabs.csv").rows == [["practice.name", "decisions.family"]]
