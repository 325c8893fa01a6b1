"""Practices in a spreadsheet: columns are fields, rows are practices, and whatever is wrong is named with its row."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from whp_deck.config.columns import is_column
from whp_deck.config.meetings import with_meetings
from whp_deck.config.practice_list import folder_of, list_practices
from whp_deck.config.spreadsheet import Row, read_spreadsheet
from whp_deck.content.authored import Map, Seq
from whp_deck.errors import Problem, Source


def rows_of(folder: Path, text: str, *, encoding: str = "utf-8") -> tuple[list[Row], list[Problem]]:
    path = folder / "practices.csv"
    path.write_bytes(text.encode(encoding))
    return read_spreadsheet(path)


def said(problems: list[Problem]) -> list[str]:
    """Row or cell, code and words of each problem, without the folder that the test has chosen."""
    return [f"{str(one.source).rpartition(':')[2] or '-'}: {one.message} [{one.code}]" for one in problems]


TWO = """\
practice.name,practice.contact.phone,decisions.start.date
Hilltop Clinic,ext. 12,2026-12-07
"Lake & Sons, Inc.",,
"""


def test_a_row_is_what_a_practice_file_would_be(tmp_path: Path) -> None:
    rows, problems = rows_of(tmp_path, TWO)
    assert problems == []
    assert [row.number for row in rows] == [2, 3]
    assert rows[0].tree() == {
        "practice": {"name": "Hilltop Clinic", "contact": {"phone": "ext. 12"}},
        "decisions": {"start": {"date": "2026-12-07"}},
    }
    assert rows[1].tree() == {"practice": {"name": "Lake & Sons, Inc."}}  # an empty cell says nothing
    assert rows[0].tree()["practice"].place_of("name").line == 2


@pytest.mark.parametrize(
    ("encoding", "between"), [("utf-8-sig", ","), ("utf-8-sig", ";"), ("utf-8", "\t"), ("utf-16", "\t")]
)
def test_however_excel_saved_it(tmp_path: Path, encoding: str, between: str) -> None:
    lines = [["practice.name", "decisions.trained"], ["Käthe’s Clinic", '"All; of, us\nand the nurse"']]
    text = "\r\n".join(between.join(cells) for cells in lines) + "\r\n\r\n"
    rows, problems = rows_of(tmp_path, text, encoding=encoding)
    assert problems == []
    assert rows[0].cells == (
        ("practice.name", "Käthe’s Clinic"),
        ("decisions.trained", "All; of, us\nand the nurse"),
    )


def test_lists_by_id_and_by_number(tmp_path: Path) -> None:
    header = "practice.name,decisions.handoffs.rooming.when,practice.facilitators.1.name,practice.facilitators.2.name"
    rows, problems = rows_of(tmp_path, f"{header}\nHilltop,after rooming,,Dana Whitfield\n")
    assert problems == []
    assert rows[0].tree()["decisions"] == {"handoffs": [{"id": "rooming", "when": "after rooming"}]}
    assert rows[0].tree()["practice"]["facilitators"] == [{"name": "Dana Whitfield"}]


def test_every_mistake_is_named_with_its_row(tmp_path: Path) -> None:
    text = "practice.name,phone,decisons.start.date,practice.name,\n,x,,,\nHilltop,,,,a note\n"
    rows, problems = rows_of(tmp_path, text)
    assert said(problems) == [
        "B1: there is no field `phone` [column-unknown]",
        "C1: there is no field `decisons.start.date` [column-unknown]",
        "D1: column A is called `practice.name` too [column-twice]",
        "E1: the column has no name [column-unnamed]",
        "A2: `practice.name` is empty [key-missing]",
    ]
    assert [problem.hint for problem in problems[:2]] == [
        "did you mean `practice.contact.phone`? or begin its name with # to keep it for yourself",
        "did you mean `decisions.start.date`? or begin its name with # to keep it for yourself",
    ]
    assert problems[3].hint == "name its field here, or, if it is yours alone, begin its name with #"
    assert [row.number for row in rows] == [3]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"practice.short_name\nHilltop\n", "there is no column `practice.name` [column-missing]"),
        (b"practice.name\n", "holds no practices [spreadsheet-unreadable]"),
        (b"", "holds no practices [spreadsheet-unreadable]"),
        (b"practice.name\nK\xe4the\n", "is not UTF-8 (line 2) [spreadsheet-unreadable]"),
        (b"practice.name\n\0\n", "is no text file [spreadsheet-unreadable]"),
        (b'practice.name\n"Hill', "a quotation mark opens in row 2 and is never closed [spreadsheet-unreadable]"),
    ],
)
def test_what_is_no_list_of_practices(tmp_path: Path, data: bytes, expected: str) -> None:
    (tmp_path / "practices.csv").write_bytes(data)
    rows, problems = read_spreadsheet(tmp_path / "practices.csv")
    assert rows == []
    assert [text.endswith(expected) for text in said(problems)] == [True]


def test_a_long_cell_is_read_and_one_that_no_spreadsheet_holds_is_a_problem(tmp_path: Path) -> None:
    rows, problems = rows_of(tmp_path, f"practice.name,decisions.trained\nA,{'x' * 8000}\nB,{'y' * 200_000}\n")
    assert len(rows[0].get("decisions.trained")) == 8000
    assert said(problems) == ["B3: decisions.trained: the text has 200000 letters; 32767 are the most [cell-too-long]"]


def test_an_excel_workbook_formulas_and_all(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(
        ["practice.name", "practice.contact.phone", "decisions.start.date", "decisions.handoffs.rooming.first"]
    )
    sheet.append(["Hilltop", 5550134, dt.datetime(2026, 12, 7), True])
    sheet.append(['=HYPERLINK("https://example.org","Lake")', 12.0, None, None])
    sheet.append([None, None, None, None])
    book.save(tmp_path / "practices.xlsx")
    rows, problems = read_spreadsheet(tmp_path / "practices.xlsx")
    assert [text for _, text in rows[0].cells] == ["Hilltop", "5550134", "2026-12-07", "yes"]
    assert [text for _, text in rows[1].cells] == ['=HYPERLINK("https://example.org","Lake")', "12"]  # as text
    assert said(problems) == [
        'A3: practice.name: a formula is not worked out: slides and pages would say `=HYPERLINK("https://example.org","Lake")` [cell-formula]'
    ]
    assert problems[0].severity == "error"  # nobody wants it on a slide


def test_a_workbook_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "practices.xlsx").write_bytes(b"PK\x03\x04 not really")
    assert [one.code for one in read_spreadsheet(tmp_path / "practices.xlsx")[1]] == ["spreadsheet-unreadable"]


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("decisions.start.date", True),
        ("staff.ma.title", True),
        ("decisions.measures.share.target", True),
        ("practice", False),
        ("practice.facilitators", False),
        ("practice.facilitators.0.name", False),
        ("practice.facilitators.dana.name", False),
        ("decisions.handoffs.1.when", False),
        ("slides.change", False),
    ],
)
def test_columns_are_fields_of_a_practice_file(name: str, known: bool) -> None:
    assert is_column(name) is known


def test_two_practices_never_share_a_folder(tmp_path: Path) -> None:
    rows = "practice.name,folder\nHilltop Clinic,\nHILLTOP – Clinic!,\nLake,hilltop-clinic\n!!!,\nOther,other\n"
    (tmp_path / "practices.csv").write_text(rows, encoding="utf-8")
    practices, problems = list_practices(tmp_path / "practices.csv")
    assert [one.folder for one in practices] == ["hilltop-clinic"] * 3 + ["", "other"]
    assert [(one.code, one.source.line if one.source else 0) for one in problems] == [
        ("folder-twice", 3),
        ("folder-twice", 4),
        ("folder-unnamed", 5),
    ]


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("Käthe’s Clinic", "kathes-clinic"),
        ("..", ""),
        ("Con", "con-practice"),
        ("診療所", "診療所"),
        ("a/b\\c", "a-b-c"),
    ],
)
def test_a_folder_that_every_system_takes(name: str, folder: str) -> None:
    assert folder_of(name) == folder


def test_a_folder_of_practice_files(tmp_path: Path) -> None:
    practices = tmp_path / "practices"
    (practices / "lake").mkdir(parents=True)
    (practices / "lake" / "practice.yaml").write_text("network: ../network.yaml\npractice: {name: Lake}\n")
    (practices / "Hilltop Clinic.yaml").write_text("practice: {name: Hilltop}\nnetwork: network.yaml\n")
    (practices / "network.yaml").write_text("decisions: {trained: All of us}\n")
    (practices / "_old.yaml").write_text("practice: {name: Old}\n")
    found, problems = list_practices(practices)
    assert problems == []
    assert [(one.folder, one.path.name) for one in found] == [
        ("hilltop-clinic", "Hilltop Clinic.yaml"),
        ("lake", "practice.yaml"),
    ]
    (practices / "hilltop-clinic.yml").write_text("practice: {name: Hilltop two}\n")
    assert [one.code for one in list_practices(practices)[1]] == ["folder-twice"]


def test_a_list_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x")
    (tmp_path / "empty").mkdir()
    for name, code in (("none", "file-missing"), ("notes.txt", "practices-unknown"), ("empty", "practices-none")):
        assert [one.code for one in list_practices(tmp_path / name)[1]] == [code]


ERRORS = ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!")


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_an_error_value_stops_the_list_and_a_formula_is_told(tmp_path: Path, ending: str) -> None:
    from openpyxl import Workbook
    from openpyxl.worksheet.formula import ArrayFormula

    cells = [["practice.name", "decisions.trained"], *([f"P{at}", one] for at, one in enumerate(ERRORS)), ["Q", "=A1"]]
    path = tmp_path / f"practices.{ending}"
    if ending == "csv":
        path.write_text("".join(f"{name},{text}\n" for name, text in cells), encoding="utf-8")
    else:
        book = Workbook()
        sheet = book.active
        assert sheet is not None
        for row in cells:
            sheet.append(row)
        sheet["B10"] = ArrayFormula("B10", "=SUM(A1:A2)")
        sheet["A10"] = "R"
        book.save(path)
    _, problems = read_spreadsheet(path)
    expected = [
        f"B{row}: decisions.trained: the cell holds the error {one} [cell-error]" for row, one in enumerate(ERRORS, 2)
    ]
    expected += [
        f"B{row}: decisions.trained: a formula is not worked out: slides and pages would say `{text}` [cell-formula]"
        for row, text in ((9, "=A1"), (10, "=SUM(A1:A2)"))[: 1 if ending == "csv" else 2]
    ]
    assert said(problems) == expected
    assert {(problem.code, problem.severity) for problem in problems} == {
        ("cell-error", "error"),
        ("cell-formula", "error"),
    }
    assert problems[-1].hint.startswith("copy the cell, then Paste Special > Values over it")


@pytest.mark.parametrize(
    "nothing",
    [
        *(
            "tbd",
            "TBD",
            "t.b.d.",
            "T.B.D.",
            "n/a",
            "N/A",
            "?",
            "??",
            " Tbd ",
            "-",
            "--",
            "–",
            "…",
            "...",
            "pending",
            "TBA",
            "TBC",
        ),
        *("to be decided", "To be determined", "not decided yet", "undecided", "n.a."),
    ],
)
def test_what_says_that_nothing_is_said_counts_as_an_empty_cell(tmp_path: Path, nothing: str) -> None:
    rows, problems = rows_of(tmp_path, f"practice.name,decisions.trained\nA,{nothing}\nB,All of us? TBD\n{nothing},x\n")
    assert [row.cells for row in rows] == [
        (("practice.name", "A"),),
        (("practice.name", "B"), ("decisions.trained", "All of us? TBD")),
        (("practice.name", nothing.strip()), ("decisions.trained", "x")),  # known as a row, that it can be told alone
    ]
    assert said(problems) == [f"A4: practice.name: `{nothing.strip()}` is no name [key-missing]"]


def test_columns_for_oneself_and_columns_by_letter(tmp_path: Path) -> None:
    between = "," * 24
    text = f"practice.name,# who called,x.y{between}notes\nA,=1+1,#N/A{between}call her\n"
    rows, problems = rows_of(tmp_path, text)
    assert [row.cells for row in rows] == [(("practice.name", "A"),)]
    assert said(problems) == [
        "C1: there is no field `x.y` [column-unknown]",
        "AA1: there is no field `notes` [column-unknown]",
    ]
    for problem in problems:
        assert problem.hint.endswith("or begin its name with # to keep it for yourself")


def test_an_open_quotation_mark_is_named_with_its_row(tmp_path: Path) -> None:
    _, problems = rows_of(tmp_path, 'practice.name,decisions.trained\nA,x\nB,"All of\nC,y\nD,z\n')
    assert [(one.code, one.source.line if one.source else 0) for one in problems] == [("spreadsheet-unreadable", 3)]
    assert problems[0].message.endswith("cannot be read: a quotation mark opens in row 3 and is never closed")


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ("Dec 7, 2026", "2026-12-07"),
        ("7 December 2026", "2026-12-07"),
        ("2026-12-07", "2026-12-07"),
        ("12/14/2026", "2026-12-14"),
        ("decide later", "decide later"),
    ],
)
def test_a_date_that_is_plain_is_taken(tmp_path: Path, typed: str, taken: str) -> None:
    rows, problems = rows_of(tmp_path, f'practice.name,decisions.start.date,decisions.trained\nA,"{typed}","{typed}"\n')
    assert problems == []
    assert rows[0].get("decisions.start.date") == taken
    assert rows[0].get("decisions.trained") == typed  # a text stays as it was typed


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("12/7/2026", "2026-12-07 or 2026-07-12?"),
        ("12/7/26", "2026-12-07 or 2026-07-12?"),
        ("13/7/2026", "2026-07-13?"),
        ("46363", "format the cell as a date"),
    ],
)
def test_a_date_that_could_be_two_is_asked_about(tmp_path: Path, typed: str, hint: str) -> None:
    rows, problems = rows_of(tmp_path, f"practice.name,decisions.start.date\nA,{typed}\n")
    assert len(rows) == 1
    assert said(problems) == [f"B2: decisions.start.date: `{typed}` is not clear as a date [cell-date]"]
    assert hint in problems[0].hint


def test_a_date_cell_with_a_time_is_a_date(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["practice.name", "decisions.start.date"])
    sheet.append(["A", dt.datetime(2026, 12, 7, 9, 30)])
    sheet.append(["B", 46363])
    book.save(tmp_path / "practices.xlsx")
    rows, problems = read_spreadsheet(tmp_path / "practices.xlsx")
    assert rows[0].get("decisions.start.date") == "2026-12-07"
    assert [one.code for one in problems] == ["cell-date"]


MEETINGS = ["meetings.1.date", "meetings.1.start", "meetings.2.place"]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_meetings_of_a_row_stand_beside_the_practice(tmp_path: Path, ending: str) -> None:
    from openpyxl import Workbook

    path = tmp_path / f"practices.{ending}"
    if ending == "csv":
        path.write_text(f"practice.name,{','.join(MEETINGS)}\nA,2026-12-07,7:45 AM,Library\nB,,,\n", encoding="utf-8")
    else:
        book = Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.append(["practice.name", *MEETINGS])
        sheet.append(["A", dt.datetime(2026, 12, 7), dt.time(7, 45), "Library"])
        sheet.append(["B"])
        book.save(path)
    rows, problems = read_spreadsheet(path)
    assert problems == []
    assert rows[0].tree() == {"practice": {"name": "A"}}
    assert rows[0].meetings() == {1: {"date": "2026-12-07", "start": "07:45"}, 2: {"place": "Library"}}
    assert [str(place).rpartition(":")[2] for place in rows[0].meeting_places()] == ["B2", "C2", "D2"]
    assert rows[1].meetings() == {}


@pytest.mark.parametrize(
    ("typed", "taken", "code"),
    [
        ("07:45:00", "07:45", ""),
        ("2026-12-07 07:45", "07:45", ""),
        ("2:05 p.m.", "14:05", ""),
        ("0.33", "0.33", "cell-time"),
        ("0.322916667", "0.322916667", "cell-time"),
        ("after lunch", "after lunch", "cell-time"),
    ],
)
def test_a_time_of_day_in_the_shapes_that_excel_gives_it(tmp_path: Path, typed: str, taken: str, code: str) -> None:
    rows, problems = rows_of(tmp_path, f"practice.name,meetings.1.start\nA,{typed}\n")
    assert rows[0].get("meetings.1.start") == taken
    assert [one.code for one in problems] == ([code] if code else [])


@pytest.mark.parametrize(
    ("column", "meant"),
    [
        ("meeting_1_date", "meetings.1.date"),
        ("Meeting 2 date", "meetings.2.date"),
        ("meetings.date", "meetings.1.date"),
        ("Meeting 2", "meetings.2.date"),
        ("facilitator 2 name", "practice.facilitators.2.name"),
        ("Short name", "practice.short_name"),
        ("ShortName", "practice.short_name"),
        ("decisions.handofs.rooming.where", "decisions.handoffs.rooming.where"),
        ("decision.start.date", "decisions.start.date"),
    ],
)
def test_a_column_of_a_list_is_found_by_what_coaches_call_it(tmp_path: Path, column: str, meant: str) -> None:
    _, problems = rows_of(tmp_path, f"practice.name,{column}\nA,x\n")
    assert f"did you mean `{meant}`?" in problems[0].hint


def test_a_rows_meetings_are_laid_over_the_decks_by_number() -> None:
    place, cell = Source("deck.yaml", 5), Source("list.csv", 2, 3)
    deck = Map(place, [("deck", "Huddle", place)])
    own = Seq(place, [(Map(place, [("session", "1", place), ("start", "07:45", place)]), place)])
    deck.put("meetings", own, place)
    dates = {number: Map(cell, [("date", f"2026-12-0{number}", cell)]) for number in (1, 3)}
    both = with_meetings(deck, dates)
    assert both["meetings"] == [
        {"session": "1", "start": "07:45", "date": "2026-12-01"},
        {"date": "2026-12-03", "session": "3"},
    ]
    assert (both["meetings"][0].place_of("date"), both["meetings"][0].place_of("start")) == (cell, place)
    assert own == [{"session": "1", "start": "07:45"}]
    assert with_meetings(deck, {}) is deck


def test_a_folder_that_is_called_otherwise_than_its_cell_is_told(tmp_path: Path) -> None:
    rows = "practice.name,folder\nA,Küche/Süd\nB,North_Hill 2\nC,lake\nKäthe’s,\n"
    (tmp_path / "practices.csv").write_text(rows, encoding="utf-8")
    _, problems = list_practices(tmp_path / "practices.csv")
    assert [text.partition(", which")[0] for text in said(problems)] == ["B2: folder: the files go to `kuche-sud`"]
    assert [one.severity for one in problems] == ["warning"]


def test_what_spreadsheets_do_to_names(tmp_path: Path) -> None:
    rows, problems = rows_of(
        tmp_path, 'practice.name,decisions.patients\n"Sage  Street\nClinic",\u200b\n4711,"one\ntwo"\n🏥,\n'
    )
    assert [row.cells for row in rows] == [
        (("practice.name", "Sage Street Clinic"),),
        (("practice.name", "4711"), ("decisions.patients", "one\ntwo")),
        (("practice.name", "🏥"),),
    ]
    assert said(problems) == ["A3: practice.name: `4711` has no letters [cell-number]"]
    assert problems[0].severity == "warning"
    _, problems = list_practices(tmp_path / "practices.csv")
    assert "folder" in problems[-1].hint
    assert "one of them" not in problems[-1].hint


def test_merged_cells_are_explained_where_a_name_is_missing(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["practice.name", "decisions.trained"], ["A", "x"], [None, "y"]):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    book.save(tmp_path / "practices.xlsx")
    _, problems = read_spreadsheet(tmp_path / "practices.xlsx")
    assert said(problems) == [
        "A3: `practice.name` is empty [key-missing]",
        "A2: practice.name: the cells A2:A3 are merged: only A2 holds the text, the others are empty [cells-merged]",
    ]
    assert "of merged cells only the first holds the text" in problems[0].hint


def test_a_column_of_ones_own_words_is_found_by_one_of_them(tmp_path: Path) -> None:
    _, problems = rows_of(tmp_path, "practice.name,Phone Number\nA,x\n")
    assert "did you mean `practice.contact.phone`?" in problems[0].hint
