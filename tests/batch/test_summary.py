"""What is printed when a batch is done: whoever needs a call stands last, with the reason in words."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pptx
import pytest
from openpyxl.styles import PatternFill

from tests.batch.conftest import NETWORK, Here, World, problem
from tests.conftest import Done
from whp_deck.batch import Options, plan_batch
from whp_deck.batch.call_list import write_calls
from whp_deck.batch.jobs import BUG, DeckOutcome, Lack, Outcome, Reason, Told
from whp_deck.batch.reasons import in_one_line, in_words
from whp_deck.batch.records import Records
from whp_deck.batch.report import make_report
from whp_deck.batch.triage import triage
from whp_deck.batch.undecided import Undecided, undecided
from whp_deck.cli.batch_summary import show_calls, show_summary
from whp_deck.cli.batch_words import all_named
from whp_deck.config.practice_list import list_practices
from whp_deck.errors import Source

Run = Callable[..., Done]


def batch(run: Run, world: World, source: Path, *more: str) -> Done:
    deck, network = world.folder / "short.yaml", world.folder / "network.yaml"
    return run("batch", source, "--deck", deck, "--network", network, "--output", world.out, "--workers", "1", *more)


def retitle(path: Path, at: int, title: str) -> None:
    deck = pptx.Presentation(str(path))
    shape = deck.slides[at].shapes.title
    assert shape is not None
    shape.text_frame.text = title
    deck.save(str(path))


@pytest.mark.slow
def test_a_conflict_stands_near_the_end_and_is_told_with_its_row(run: Run, world: World) -> None:
    source = world.sheet(
        "practice.name,decisions.patients\nBroken Clinic,all adults\nCedar Clinic,\nKept Clinic,\nPlain Clinic,\n"
    )
    assert batch(run, world, source).returncode == 0
    retitle(world.out / "cedar-clinic" / "short.pptx", 1, "Typed in Cedar")
    retitle(world.out / "kept-clinic" / "short.pptx", 2, "Typed in Kept")
    source.write_text(source.read_text().replace("all adults", "{{ practice.nam }}"), encoding="utf-8")
    network = world.folder / "network.yaml"
    network.write_text(network.read_text() + "slides: [{id: agenda, title: Said by the network}]\n", encoding="utf-8")
    done = batch(run, world, source)
    assert done.returncode == 1
    rows = [re.split(r" {2,}", row.strip())[:3] for row in done.stdout.splitlines()]
    assert rows == [
        ["row", "practice", "status"],
        ["4", "Kept Clinic", "built, edits kept"],
        ["5", "Plain Clinic", "built"],
        ["3", "Cedar Clinic", "built, edits kept"],
        ["2", "Broken Clinic", "failed"],
    ]
    line = next(line for line in done.stderr.splitlines() if line.startswith("Cedar Clinic ("))
    assert line.endswith(
        "practices.csv:3): short, slide 2 “Typed in Cedar” (session-1/agenda): title changed in PowerPoint and in your files "
        f"({network}:{len(network.read_text().splitlines())})"
    )
    assert done.stderr.count("To keep the slide as it is, delete that hidden slide") == 1
    assert done.stderr.index(line) < done.stderr.index("3 built, 0 unchanged, 1 failed")


def outcome(name: str, *warnings: str, decisions: int = 0, failure: Sequence[Told] = ()) -> Outcome:
    points = tuple((f"decisions.{name.lower()}[{at}].what", "?") for at in range(decisions))
    decks = (DeckOutcome("d", ("d.pptx",), (10,), points, tuple(map(problem, warnings))),)
    status: Any = "failed" if failure else "built"
    place = Source(f"{name.lower()}.yaml", 0)
    return Outcome(name.lower(), name, status, decks, failure=tuple(failure), place=place)


def test_the_order_of_the_rows_and_five_conflicts_at_most(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    conflict = "warning: x, slide 9 “T” (t): title changed [edit-conflict]\n\nhint: look"
    other = "warning: a picture is small [picture-small]"
    outcomes = [
        outcome("Failed", failure=["why"]),
        outcome("Conflict", conflict, conflict.replace("conflict", "deleted")),
        outcome("Warned", *[other] * 9),
        outcome("Open", decisions=20),
        outcome("Quiet"),
        *(outcome(f"More{number}", conflict.replace("conflict", "orphaned")) for number in range(6)),
    ]
    show_summary(outcomes, tmp_path)
    said = capsys.readouterr()
    names = [row.split()[0] for row in said.out.splitlines()[1:]]
    assert names[:3] == ["Quiet", "Open", "Warned"]
    assert names[-2:] == ["Conflict", "Failed"]
    told = [line for line in said.err.splitlines() if ".yaml): " in line]
    assert told[0] == "Conflict (conflict.yaml): x, slide 9 “T” (t): title changed"
    assert len({line.split()[0] for line in told}) == 5
    assert "and 2 more practices with edits to look at" in said.err


def test_a_hint_stands_below_all_the_conflicts_that_it_is_for_and_says_so(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    told = ["x: title changed [edit-conflict]\n\nhint: look", "x: gone [edit-deleted]\n\nhint: restore"]
    show_summary([outcome("A", *told), outcome("B", told[0])], tmp_path)
    assert (
        "\nA (a.yaml): x: title changed\nB (b.yaml): x: title changed\n\nhint, for both: look\n\n"
        "A (a.yaml): x: gone\n\nhint: restore\n"
    ) in capsys.readouterr().err


def test_rows_that_the_lists_own_warnings_name_are_not_clean(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    outcomes = [
        replace(outcome("Told", "warning: crowded [y]"), row=4, in_list=(problem("l.csv:B4: warning: w [x]"),)),
        *(outcome(f"Clean{number}") for number in range(50)),
    ]
    show_summary(outcomes, tmp_path, above=outcomes[0].in_list)
    said = capsys.readouterr()
    assert [row.split()[:2] for row in said.out.splitlines()[1:]] == [["4", "Told"]]
    assert "50 built practices with nothing to tell not in this table" in said.err
    assert "\nrow 4, Told (told):\nwarning: crowded [y]\n" in said.err
    assert "\nwarnings about the list itself: 1, of row 4; they stand above the table\n" in said.err


def test_a_meeting_without_its_day_is_a_reason_to_call(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    text = "l.csv:O4: warning: meetings.2.date: has no day, while the row says `7:30` [meetings-undated]"
    told, place = problem(text, "meeting 2 has no day"), Source("l.csv", 4)
    show_summary([replace(outcome("Told"), row=4, place=place, in_list=(told,))], tmp_path, above=[told])
    assert "meeting 2 has no day (cell O4)" in capsys.readouterr().err
    none = replace(outcome("None"), place=place, row=4, in_list=(told,), undecided=(Lack("no meeting", "M4"),))
    assert triage([none]).reasons(none) == [Reason("no meeting (cell M4)", "list")]


def test_a_networks_mistake_is_told_once_before_anything_is_built(run: Run, world: World) -> None:
    source = world.sheet("practice.name\n" + "".join(f"Clinic {letter}\n" for letter in "ABCDE"))
    network = world.folder / "network.yaml"
    for text, message in (
        ("decisons: {trained: All of us}\n", "there is no key `decisons` here"),
        ("decisions: [a, {\n", "network.yaml:"),
        (None, "there is no such file"),
    ):
        network.unlink() if text is None else network.write_text(text, encoding="utf-8")
        done = batch(run, world, source)
        assert done.returncode == 1
        assert done.stderr.count(message) == 1
        assert not world.out.exists()


def test_a_message_that_many_share_is_printed_once(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    shared = "deck.yaml:3: no slide `x` [slide-unknown]\n\nhint: look"
    own = "f.yaml:2: write a date [value-invalid]"
    outcomes = [outcome(f"P{number}", failure=[problem(shared)]) for number in range(9)]
    outcomes.append(outcome("Both", failure=[problem(own), problem(shared)]))
    show_summary(outcomes, tmp_path)
    said = capsys.readouterr().err
    assert f"\nP0 (p0), P1 (p1), P2 (p2) and 7 others:\n{shared}\n" in said
    assert f"\nBoth (both):\n{own}\n" in said
    assert said.count("no slide `x`") == 1


def test_a_network_inside_the_folder_is_not_listed(world: World) -> None:
    network = world.practice("network", NETWORK)
    world.practice("hilltop", "practice: {name: Hilltop Clinic}\n")
    listed, problems = list_practices(world.practices, network)
    assert ([one.folder for one in listed], problems) == (["hilltop"], [])


@pytest.mark.slow
def test_a_network_inside_the_folder_is_no_practice(run: Run, world: World) -> None:
    network = world.practice("network", NETWORK)
    world.practice("hilltop", "practice: {name: Hilltop Clinic}\n")
    done = run(
        "batch", world.practices, "--deck", world.folder / "short.yaml", "--network", network, "--output", world.out,
        "--workers", "1",
    )  # fmt: skip
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 2)


@pytest.mark.slow
def test_files_of_an_earlier_run_are_named(run: Run, world: World) -> None:
    source = world.sheet("practice.name,decisions.start.date\nHilltop Clinic,\nNorth Clinic,\n")
    assert batch(run, world, source).returncode == 0
    source.write_text(
        "practice.name,decisions.patients\nHilltop Clinic,{{ practice.nam }}\nLake Clinic,{{ practice.nam }}\n",
        encoding="utf-8",
    )
    done = batch(run, world, source)
    folder = world.out / "hilltop-clinic"
    assert f"(files of an earlier run are still in {folder}):\n" in done.stderr
    assert "Lake Clinic (lake-clinic):\n" in done.stderr
    assert "\nnot in the list any more: North Clinic (north-clinic)\n" in done.stderr


def test_earlier_files_of_the_others_are_counted(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    outcomes = [replace(outcome(f"P{at}", failure=["why"]), earlier_files=f"o/p{at}" * (at % 2)) for at in range(9)]
    show_summary(outcomes, tmp_path)
    assert " and 6 others (3 of them with files of an earlier run in their folders):\nwhy\n" in capsys.readouterr().err


def test_the_table_shows_where_the_files_are(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    show_summary([replace(outcome("Käthe/Söhne"), folder="kathe-sohne"), outcome("Lake")], tmp_path)
    assert [line.split()[0::6] for line in capsys.readouterr().out.splitlines()] == [
        ["practice", "folder"],
        ["Käthe/Söhne", "kathe-sohne"],
        ["Lake", "lake"],
    ]


def test_warnings_are_printed_with_their_hints_the_worst_last(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    shared = "warning: t.pptx uses the font “X” [font-unknown]\n\nhint: look"
    outcomes = [outcome(f"P{at}", shared, f"l.csv:B{at}: warning: w{at} [x]\n\nhint: h{at}") for at in range(7)]
    outcomes.append(outcome("Worst", shared, *(f"l.csv:C9: warning: worse {at} [x]" for at in range(3))))
    outcomes.append(outcome("Edited", "warning: x: title changed [edit-conflict]"))
    show_summary(outcomes, tmp_path)
    said = capsys.readouterr().err
    assert said.count("font-unknown") == 1
    assert "\nWorst (worst):\nl.csv:C9: warning: worse 0 [x]\n\nl.csv:C9: warning: worse 1 [x]" in said
    assert "\nP6 (p6):\nl.csv:B6: warning: w6 [x]\n\nhint: h6\n" in said
    assert said.index("w6") < said.index("worse 0")
    assert f"… and more warnings of 4 practices or groups of them, in {tmp_path}/batch.json" in said
    assert said.count("title changed") == 1


def listed(row: int, *open_fields: str, **more: Any) -> Outcome:
    """A practice in a row of a list, with a phone."""
    warnings = tuple(map(problem, more.pop("warnings", ())))
    decks = (DeckOutcome("d", ("d.pptx",), (10,), tuple((name, "?") for name in open_fields), warnings),)
    name = f"Clinic {row}"
    known: dict[str, Any] = {"status": "unchanged", "decks": decks, "place": Source("l.xlsx", row), "row": row}
    return Outcome(name.lower(), name, **known | {"phone": f"555-{row:04}"} | more)


COMMON = ("decisions.barriers", "decisions.handoffs[rooming].where")


def network_of(many: int) -> list[Outcome]:
    """All have two things open in common, but for one of them; most have one more that is their own."""
    plain = [listed(row, *COMMON[row == 3 :], f"decisions.own-{row % 7}") for row in range(2, many - 4)]
    odd = [
        listed(401, *COMMON, "decisions.start.date", "decisions.start.how", "decisions.patients", "decisions.trained"),
        listed(402, *COMMON, warnings=("l.xlsx:F402: warning: session 2 is before session 1 [x]\n\nhint: look",)),
        listed(403, *COMMON, warnings=("warning: d, slide 2 “T” (t): title changed [edit-conflict]\n\nhint: choose",)),
        listed(404, status="failed", failure=("d.pptx: is open in PowerPoint",), decks=(), phone=""),
        listed(
            405,
            status="failed",
            failure=(problem("l.xlsx:C405: in {{ … }}: nothing is called `x` there [y]"),),
            decks=(),
        ),
        replace(listed(406, *COMMON), decks=(replace(listed(406, *COMMON).decks[0], keeps_edits=True),)),
    ]
    return [*plain, *odd]


def test_the_few_who_need_a_call_stand_at_the_end_with_row_phone_and_reason(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    lacks = (Lack("no start date", "K407"), Lack("nobody leads", "G407"))
    unclear = listed(407, *COMMON, "decisions.start.date", undecided=lacks)
    show_summary([*network_of(300), unclear], tmp_path, call_list="all of them: c")
    said = capsys.readouterr()
    assert said.err.split("\nplease call, the most urgent first:\n")[1].splitlines() == [
        "  row 407, Clinic 407, 555-0407: no start date (cell K407); nobody leads (cell G407)",
        "  row 404, Clinic 404, no phone in the list: failed: d.pptx: is open in PowerPoint",
        "  row 402, Clinic 402, 555-0402: session 2 is before session 1 (cell F402)",
        "  row 401, Clinic 401, 555-0401: 4 open of its own: start.date, start.how, patients, trained",
        "all of them: c",
        f"0 built, 299 unchanged, 2 failed; {tmp_path}/batch.json has the details",
    ]
    assert "\nfailed, to mend in l.xlsx without a call: row 405; then give the same command again\n" in said.err
    assert "\nto settle in PowerPoint, as told above: row 403, Clinic 403\n" in said.err
    assert (
        "left open by all or nearly all, so that the table does not count them: handoffs.rooming.where, barriers (298 of 299)"
        in said.err
    )


@pytest.mark.parametrize(
    ("built", "shown", "left_out"),
    [
        (range(500), [401, 402, 403, 404, 405, 406], "294 built practices with nothing to tell"),
        (range(2, 5), [2, 3, 4, 404, 405], "295 unchanged practices with nothing to tell"),
        (range(2, 60), [404, 405], "240 unchanged and 58 built practices with nothing to tell"),
    ],
)
def test_a_long_table_has_what_this_run_has_done(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, built: range, shown: list[int], left_out: str
) -> None:
    show_summary(
        [
            replace(one, status="built") if one.status != "failed" and one.row in built else one
            for one in network_of(300)
        ],
        tmp_path,
    )
    said = capsys.readouterr()
    assert sorted(int(line.split()[0]) for line in said.out.splitlines()[1:]) == shown
    assert f"{left_out} not in this table: {tmp_path}/batch.json has all" in said.err


def test_a_handoff_of_ones_own_is_asked_no_more_than_those_of_all(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    own = [f"decisions.handoffs[own].{name}" for name in ("today", "what", "start")]
    common = [f"decisions.handoffs[rooming].{name}" for name in ("today", "what")]
    show_summary([listed(row, *common, *own[: 3 * (row == 9)]) for row in range(2, 40)], tmp_path)
    assert "please call" not in capsys.readouterr().err


def test_a_long_reason_ends_between_words_and_names_its_cells_without_the_file() -> None:
    told = problem(f"my list.xlsx:G4: warning: {'word ' * 40}(O4) [x]")
    assert in_one_line([told], "my list.xlsx") == f"{'word ' * 32}… (cell G4)"
    told = problem("l.xlsx:K16: warning: decisions.start.date: the start is before the meeting (Q16) [x]\n\nhint: h")
    line = "start date: the start is before the meeting (cells K16 and Q16)"
    assert in_one_line([told], "l.xlsx") == line
    assert in_words([told, told], "l.xlsx") == f"{line} (and 1 more warning)"


def test_what_a_practice_is_asked_is_a_reason_that_is_not_cut_off() -> None:
    ask = f"huddle, slide 9 “When we start”: the slide says “{'From February 15, 2027, ' * 9}”, the list says nothing"
    told = problem("l.xlsx:F9: warning: a decision is another on the slide (G3) [edit-decision]\n\nhint: h", ask)
    assert in_one_line([told], "l.xlsx") == f"{ask} (cell F9)"
    assert in_one_line([told], "other.xlsx") == ask


def test_a_reason_names_the_odd_year_first_and_not_what_follows_from_it() -> None:
    year = problem(
        "l.xlsx:P5: warning: meetings.2.date: 2072-01-18; the dates of all other practices are … [year-unlikely]"
    )
    last = "l.xlsx:R5: warning: meetings: session 3 is on 2027-02-08, before session 2 on 2072-01-18 [meetings-order]"
    order = problem(last)
    later = problem(
        "l.xlsx:J5: warning: decisions.start.date: the start on 2027-01-02 is before the meeting [start-before-training]"
    )
    first = "meeting 2 date: 2072-01-18; the dates of all other practices are … (cell P5)"
    assert in_words([order, year], "l.xlsx") == first
    also = "; also start date: the start on 2027-01-02 is before the meeting (cell J5)"
    assert in_words([order, later, year], "l.xlsx") == first + also
    own = "session 3 is on 2027-02-08, before session 2 on 2072-01-18 (cell R5)"
    assert in_words([order, order, later], "l.xlsx") == f"{own}{also} (and 1 more warning)"
    built = replace(outcome("Odd", last), row=5, place=Source("l.xlsx", 5), in_list=(year,))
    before = Reason(f"{first}; also w", "row")
    stopped = replace(built, status="not done", decks=(), in_list=(year, order), before=(before,))
    known = triage([built], [stopped])
    assert (known.reasons(built), known.reasons(stopped)) == ([Reason(first, "row")], [before])


def test_whom_to_call_is_a_workbook_that_excel_leaves_as_it_is(tmp_path: Path) -> None:
    earlier = tmp_path / "call-list.csv"
    earlier.write_text("row,practice,phone,contact,reason\n", encoding="utf-8-sig")
    unclear = listed(2, contact="=manager", phone="+1-555-0134", undecided=(Lack("no start date", "K2"),))
    said = write_calls(tmp_path, triage([unclear, listed(3), listed(4, phone="12-05", undecided=(Lack("y", "Z4"),))]))
    file = tmp_path / "call-list.xlsx"
    assert said == f"2 practices to call, all in a list to open in Excel: {file}"
    sheet = openpyxl.load_workbook(file).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows == [
        ["practice", "row", "phone", "contact", "reason"],
        ["Clinic 2", 2, "+1-555-0134", "=manager", "no start date (cell K2)"],
        ["Clinic 4", 4, "12-05", None, "y (cell Z4)"],
    ]
    assert {cell.number_format for cell in sheet["C"][1:]} == {"@"}
    assert [cell.data_type for cell in sheet[2]] == ["s", "n", "s", "s", "s"]
    assert (sheet.freeze_panes, sheet["A1"].font.b, sheet["E2"].alignment.wrap_text) == ("A2", True, True)
    assert not earlier.exists()
    earlier.write_text("my own calls\n")
    assert write_calls(tmp_path, triage([listed(2), listed(3)])) == ""
    assert (file.exists(), earlier.exists()) == (False, True)


def edit_calls(path: Path, **cells: object) -> None:
    """Types into the call list as a coach does; a fill where the value is a color."""
    book = openpyxl.load_workbook(path)
    sheet: Any = book.active
    for at, value in cells.items():
        if value == "yellow":
            sheet[at].fill = PatternFill("solid", "FFFF00")
        else:
            sheet[at] = value
    book.save(path)


def test_what_a_coach_writes_into_her_call_list_is_carried_over(tmp_path: Path) -> None:
    lacks = {"undecided": (Lack("no start date", "K2"),)}
    two, three, four = (listed(row, **lacks) for row in (2, 3, 4))
    file = tmp_path / "call-list.xlsx"
    write_calls(tmp_path, triage([two, three]))
    edit_calls(file, F1="called on", F2=dt.date(2026, 11, 20), G3="call back", A2="yellow")
    moved = replace(two, row=9, name="Clinic Two")  # the same folder
    assert write_calls(tmp_path, triage([four, three, moved])) == (
        f"3 practices to call, all in a list to open in Excel: {file}\nyour own columns in it are carried over: called on"
    )
    for _ in range(2):  # what was carried over is there to stay
        sheet: Any = openpyxl.load_workbook(file).active
        hers = {row[0]: row[5:] for row in sheet.iter_rows(min_row=2, values_only=True)}
        noted = dt.datetime(2026, 11, 20)
        assert hers == {"Clinic Two": (noted, None), "Clinic 3": (None, "call back"), "Clinic 4": (None, None)}
        assert [row[0].value for row in sheet if row[0].fill.fill_type] == ["Clinic Two"]
        write_calls(tmp_path, triage([four, three, moved]))
    assert [one.name for one in tmp_path.iterdir()] == ["call-list.xlsx"]
    twin = replace(four, folder=three.folder)  # of two rows for one folder nobody can tell whose the note was
    assert "\nwhat you wrote into the earlier list, " in write_calls(tmp_path, triage([twin, three, moved]))
    assert "\nwhat you wrote into the earlier list, " not in write_calls(tmp_path, triage([twin, three, moved]))


@pytest.mark.parametrize(
    "typed",
    [
        {"F3": "called"},  # of a practice that is gone
        {"A3": "yellow"},
        {"E2": "has called back"},
        {"A9": "a clinic of mine"},
        None,  # another program's
    ],
)
def test_what_finds_no_place_in_the_new_call_list_is_kept_in_a_dated_copy(
    tmp_path: Path, typed: dict[str, object] | None
) -> None:
    two, three = (listed(row, undecided=(Lack("no start date", "K2"),)) for row in (2, 3))
    file, copy = tmp_path / "call-list.xlsx", tmp_path / "call-list.2026-11-20.xlsx"
    write_calls(tmp_path, triage([two, three]))
    if typed is None:
        file.write_bytes(b"mine")
    else:
        edit_calls(file, **typed)
    moment = dt.datetime(2026, 11, 20, 12).timestamp()
    os.utime(file, (moment, moment))
    edited = file.read_bytes()
    said = write_calls(tmp_path, triage([two]))
    assert said.endswith(f"\nwhat you wrote into the earlier list, and has no place in a new one, is kept in {copy}")
    assert copy.read_bytes() == edited
    file.write_bytes(edited)
    os.utime(file, (moment, moment))
    assert write_calls(tmp_path, triage([replace(three, undecided=(), folder="other")])).startswith("nobody to call, ")
    assert [one.name for one in tmp_path.iterdir()] == [copy.name]  # and no second copy of the same


HEAD = "practice.name,practice.contact.phone,practice.facilitators.1.name,decisions.start.date,meetings.1.date,meetings.1.start"
FULL = [f"Clinic {at},{at},Al Fox {at},2026-12-07,2026-12-01,7:45" for at in range(6)]


def undecided_in(folder: Path, *rows: str, head: str = HEAD, shared: Sequence[Path] = ()) -> Undecided:
    path = folder / "l.csv"
    path.write_text("\n".join((head, *rows)) + "\n")
    return undecided(list_practices(path)[0], shared)


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (",,,,,", ["no day for any of the 3 meetings (cells B5, D5, F5)", "no time for any of the 3 meetings (cells C5, E5, G5)"]),
        (",8:00,,8:00,,8:00", ["no day for any of the 3 meetings (cells B5, D5, F5)"]),
        ("2026-12-01,,2026-12-08,8:00,2026-12-15,", ["no time for meetings 1 and 3 (cells C5, G5)"]),
        ("2026-12-01,8:00,,,2026-12-15,8:00", []),  # told for its day
    ],
)  # fmt: skip
def test_a_meetings_day_and_hour_are_reasons_with_all_their_cells(tmp_path: Path, days: str, told: list[str]) -> None:
    head = "practice.name," + ",".join(f"meetings.{at}.date,meetings.{at}.start" for at in (1, 2, 3))
    full = [f"Clinic {at},2026-12-01,7:45,2026-12-08,7:45,2026-12-15,7:45" for at in range(3)]
    found = undecided_in(tmp_path, *full, f"A,{days},1", head=f"{head},practice.contact.phone")
    assert [str(lack) for lack in found.rows.get(5, ())] == told
    rare = [f"Clinic {at},2026-12-01,,2026-12-08,,2026-12-15," for at in range(8)]
    assert undecided_in(tmp_path, *full, *rare, head=head).rows == {}
    (tmp_path / "d.yaml").write_text("deck: D\nmeetings: [{start: '7:45'}]\n")
    given = undecided_in(tmp_path, *full, f"A,{days}", head=head, shared=[tmp_path / "d.yaml"])
    assert not any(lack.is_of_hour for lacks in given.rows.values() for lack in lacks)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("A,1,Bo Wu,,2026-12-01,7:45", ["no start date (cell D8)"]),
        ("A,1,Bo Wu,decide later,2026-12-01,7:45", ["no start date (cell D8)"]),
        ("A,1,,2026-12-07,2026-12-01,", ["nobody leads (cell C8)", "no time for meeting 1 (cell F8)"]),
        ("A,1,to be named,2026-12-07,2026-12-01,7:45", ["nobody leads (cell C8)"]),
        ("A,1,Bo Wu,2026-12-07,,7:45", ["no meeting (cell E8)"]),  # a time alone is none
        (
            "A,1,,,,",
            [
                "no start date (cell D8)",
                "no meeting (cell E8)",
                "nobody leads (cell C8)",
                "no time for meeting 1 (cell F8)",
            ],
        ),
        ("WEST,,,,,", []),  # a heading, told as such
    ],
)
def test_each_thing_that_is_not_decided_is_a_reason_by_itself(tmp_path: Path, row: str, told: list[str]) -> None:
    found = undecided_in(tmp_path, *FULL, row)
    assert [str(lack) for lack in found.rows.get(8, ())] == told
    assert found.ways == {}


def test_what_more_than_half_leave_open_is_the_networks_way(tmp_path: Path) -> None:
    without = [row.replace(",2026-12-07,", ",,") for row in FULL]
    found = undecided_in(tmp_path, *FULL[:3], *without[3:])
    assert {number: [lack.words for lack in lacks] for number, lacks in found.rows.items()} == {
        number: ["no start date"] for number in (5, 6, 7)
    }
    found = undecided_in(tmp_path, *FULL[:2], *without[2:])
    assert (found.rows, found.ways) == ({}, {"no start date": 4})
    alone = undecided_in(tmp_path, "A,1", "B,2", head="practice.name,practice.contact.phone")
    assert (alone.rows, alone.ways) == ({}, {"no start date": 2, "no meeting": 2, "nobody leads": 2})


def test_what_the_network_or_the_deck_says_is_decided_for_all(tmp_path: Path) -> None:
    (tmp_path / "n.yaml").write_text("decisions: {start: {date: 2026-12-07}}\n")
    (tmp_path / "d.yaml").write_text("deck: D\nmeetings: [{date: 2026-12-01}]\n")
    found = undecided_in(tmp_path, *FULL, "A,1,,,,", shared=[tmp_path / "n.yaml", tmp_path / "d.yaml"])
    assert [lack.words for lack in found.rows[8]] == ["nobody leads", "no time for meeting 1"]


def test_of_more_calls_than_ten_the_others_are_told_by_what_is_open(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    start, lead = Lack("no start date", "K1"), Lack("nobody leads", "G1")
    outcomes = [listed(row, undecided=(start,)) for row in range(2, 13)]
    outcomes += [listed(20, undecided=(start, lead)), listed(30, undecided=(lead,), warnings=("warning: w [x]",))]
    show_summary(outcomes, tmp_path, ways={"no meeting": 10})
    said = capsys.readouterr().err
    assert said.split("\nplease call, the most urgent first:\n")[1].splitlines()[:-1] == [
        "  row 20, Clinic 20, 555-0020: no start date (cell K1); nobody leads (cell G1)",
        "  row 30, Clinic 30, 555-0030: nobody leads (cell G1); w",
        *(f"  row {row}, Clinic {row}, 555-{row:04}: no start date (cell K1)" for row in range(2, 10)),
        "  and 3 more: no start date (rows 10, 11, 12)",
    ]
    odd = [listed(40, warnings=("warning: w [x]",)), listed(50, undecided=(lead,), warnings=("warning: v [x]",))]
    show_calls(triage([*outcomes[:10], *odd, listed(60, undecided=(start,), warnings=("warning: u [x]",))]))
    more = capsys.readouterr().err.splitlines()[-1]
    assert more == "  and 3 more: no start date (rows 10, 11); other reasons (row 40)"
    assert "who needs a look most stands last in this table\n" in said
    assert "the list leaves open for most, so that nobody is called for it: no meeting (10 of 13)\n" in said


def test_a_run_that_came_to_nobody_knows_whom_to_call_from_the_list_and_the_report_before(world: World) -> None:
    odd = ("Open Clinic,559,,2026-12-07,2026-12-01,7:45", "Wrong Clinic,558,Bo Wu,2026-11-02,2026-12-01,7:45")
    sheet = world.sheet("\n".join((HEAD, *FULL, *odd)) + "\n")
    Records(world.out).write_reasons({
        "clinic-0": [Reason("failed: is open in PowerPoint", "deck")],
        "clinic-1": [Reason("no start date (cell D9)", "list")],  # decided since
        "clinic-2": [Reason("start date: it is before the first meeting (cell D4)", "row")],  # its row is another now
        "gone": [Reason("w", "deck")],
    })  # fmt: skip
    batch = plan_batch(
        sheet, [world.folder / "short.yaml"], world.out, network=world.folder / "network.yaml", options=Options()
    )
    assert batch.finish() == []
    assert [(name, reason.partition("this run: ")[2]) for name, *_, reason in calls_in(world)] == [
        ("Clinic 0", "failed: is open in PowerPoint (as of the run before)"),
        ("Open Clinic", "nobody leads (cell C8)"),
        (
            "Wrong Clinic",
            "start date: the start on 2026-11-02 is before the first meeting on 2026-12-01 (cells D9 and E9)",
        ),
    ]
    report = json.loads((world.out / "batch.json").read_text(encoding="utf-8"))
    assert (report["not_done"], report["not_done_practices"][6]["call"]) == (8, ["nobody leads (cell C8)"])


@pytest.mark.slow
def test_after_a_stop_the_calls_of_those_that_were_not_reached_stay(world: World) -> None:
    rows = [f"Clinic {at},55{at},Al Fox {at},2026-12-07,2026-12-01,7:45" for at in range(3)]
    rows += ["Open Clinic,559,,2026-12-07,2026-12-01,7:45", "Wrong Clinic,558,Bo Wu,2026-11-02,2026-12-01,7:45"]
    sheet = world.sheet("\n".join((HEAD, *rows)) + "\n")
    world.run(sheet, packet=False)
    first = calls_in(world)
    assert [name for name, *_ in first] == ["Open Clinic", "Wrong Clinic"]  # nobody leads there
    (world.folder / "network.yaml").write_text(NETWORK + "# changed\n")
    deck = world.folder / "short.yaml"
    for _ in range(2):  # the second stop knows what the first one kept
        batch = plan_batch(
            sheet, [deck], world.out, network=world.folder / "network.yaml", options=Options(packet=False)
        )
        run = batch.run(lambda _: Here())
        next(run)
        run.close()
        assert len(batch.finish()) == 1
        stopped = calls_in(world)
        assert [(name, reason.rpartition("this run: ")[2]) for name, *_, reason in stopped] == [
            (name, reason) for name, *_, reason in first
        ]
        assert all("not reached in this run: " in reason for *_, reason in stopped)
        report = json.loads((world.out / "batch.json").read_text(encoding="utf-8"))
        assert [one["practice"] for one in report["not_done_practices"]] == [
            "Clinic 1", "Clinic 2", "Open Clinic", "Wrong Clinic",
        ]  # fmt: skip
        assert batch.calls.endswith("; 2 of them not reached (rows 5, 6), as the list and the run before say")


def calls_in(world: World) -> list[tuple[Any, ...]]:
    sheet = openpyxl.load_workbook(world.out / "call-list.xlsx").active
    assert sheet is not None
    return list(sheet.iter_rows(min_row=2, values_only=True))


@pytest.mark.slow
def test_a_decision_that_stands_on_a_slide_alone_is_a_reason_to_call(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = world.sheet("practice.name,decisions.start.date\nCedar Clinic,2026-12-07\n")
    world.run(sheet, packet=False)
    file = world.out / "cedar-clinic" / "short.pptx"
    deck = pptx.Presentation(str(file))
    texts = [one.text_frame for slide in deck.slides for one in slide.placeholders if one.has_text_frame]
    (dated,) = [one for one in texts if one.text.startswith("From December")]
    dated.text = "From January 11, 2027"
    deck.save(str(file))
    for status in ("built", "unchanged"):
        (outcome,), _ = world.run(sheet, packet=False)
        assert outcome.status == status
        (reason,) = triage([outcome]).reasons(outcome)
        told = reason.words
        assert (reason.holds, reason.is_earlier) == ("row", False)
        assert re.fullmatch(
            r"short, slide \d+ “[^”]*”: the slide says “From January 11, 2027”, the list says “From December 7, 2026[^”]*” \(cell B2\)",
            told,
        ), told
        show_summary([outcome], world.out)
        said = capsys.readouterr().err
        assert (
            "hint: ask the practice what holds: write what holds into cell B2, the column `decisions.start.date`"
            in said
        )
    same = [replace(outcome, folder=str(at)) for at in range(5)]  # one slide of one deck, another answer each
    assert triage(same).reasons(same[0])


@pytest.mark.slow
def test_a_deck_that_comes_back_under_another_name_is_told_at_once_and_once_built(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = world.sheet("practice.name\nCedar Clinic\nOak Clinic\n")
    world.run(sheet, packet=False)
    file = world.out / "cedar-clinic" / "short.pptx"
    sent = shutil.copyfile(file, file.with_name("short Anne final.pptx"))
    retitle(sent, 1, "As Anne says it")
    for built in (["cedar-clinic"], []):
        outcomes, done = world.run(sheet, packet=False)
        assert done == built
        show_summary(outcomes, world.out)
        said = capsys.readouterr().err
        assert (
            said.count("`short Anne final.pptx` is a copy of short.pptx and says something else") == 2
        )  # and below the table
        assert "please call" not in said
        assert (
            "put it in the place of short.pptx, in which nobody has edited anything, then give the same command again; "
            in said
        )
    assert not (world.out / "call-list.xlsx").exists()
    lock = file.with_name("~$short.pptx")
    lock.write_bytes(b"PowerPoint has it open")
    assert world.run(sheet, packet=False)[1] == []
    lock.unlink()
    sent.replace(file)  # as the hint says
    (cedar, _), done = world.run(sheet, packet=False)
    assert (done, cedar.keeps_edits, cedar.content_warnings) == (["cedar-clinic"], True, [])


def test_which_edits_are_kept_is_told_of_what_this_run_has_built(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = (
        "updated with what was changed in PowerPoint: d, slide 2 “Today” (agenda)",
        "kept as edited: d, slide 3 “Ours” (what-is-whp); handout and packet say what your files say: write it there",
        "stays deleted: “Watch one” (video)",
    )
    decks = (DeckOutcome("d", edits=lines, keeps_edits=True),)
    done = [listed(row, status="built", decks=decks) for row in range(2, 9)]
    show_summary([*done, listed(20, decks=decks), listed(21, status="built")], tmp_path, deck=Path("our huddle.yaml"))
    said = capsys.readouterr().err
    told = [line for line in said.splitlines() if "kept as edited" in line]
    assert told == [
        f"row {row}, Clinic {row}: kept as edited: d, slide 3 “Ours”; stays deleted: “Watch one”; and 1 more"
        for row in range(2, 7)
    ]
    assert 'of 2 more practices; word for word: `whp-deck changes "our huddle.yaml" --output ' in said
    assert '/clinic 2"`' in said


def test_dated_copies_are_mentioned_in_the_run_that_made_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    decks = (DeckOutcome("d", kept=("d 2026-11-27.pptx",)),)
    show_summary([Outcome("a", "A", "built", decks), Outcome("b", "B", "unchanged", decks)], tmp_path)
    said = capsys.readouterr().err
    assert "1 file was kept as it was, as a dated copy: " in said
    assert "a/d 2026-11-27.pptx; delete such copies" in said


def test_a_meeting_that_is_nearly_full_is_no_reason_to_call() -> None:
    tight = problem("warning: session 1 takes 14.5 of 15 minutes and leaves little slack [session-tight]\n\nhint: h")
    one = Outcome("a", "A", "built", (DeckOutcome("d", warnings=(tight,)),))
    assert triage([one]).reasons(one) == []


def test_slides_that_somebody_moved_apart_are_no_reason_to_call() -> None:
    split = problem(
        "d.yaml:5: warning: session 1: the part “Practice” stands twice on the agenda (`a`, `b`) [part-split]"
    )
    one = Outcome("a", "A", "built", (DeckOutcome("d", warnings=(split,)),))
    assert triage([one]).reasons(one) == []


def test_what_nearly_all_have_with_days_of_their_own_is_told_once_and_is_no_call(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def seen_late(row: int) -> str:
        start, day = f"2027-01-{row + 9:02}", f"2027-01-{row + 10:02}"
        message = (
            f"decisions.start.date: the start on {start} is before “We start small” is shown, on {day} (l.xlsx:F{row})"
        )
        return f"l.xlsx:E{row}: warning: {message} [start-before-training]\n\nhint: show the slide earlier"

    late = [listed(row, warnings=(seen_late(row),)) for row in range(2, 20)]
    other = listed(20, warnings=("l.xlsx:E20: warning: decisions.start.date: on a holiday [start-holiday]",))
    outcomes = [*late, other]
    known = triage(outcomes)
    assert [one.row for one, _ in known.calls()] == [20]
    show_summary(outcomes, tmp_path)
    said = capsys.readouterr().err
    assert "18 of 19 practices have this, told here of the first of them; nobody is called for it" in said
    assert said.count("“We start small” is shown") == 1
    assert len(triage([*late[:9], *(listed(row) for row in range(21, 30))]).calls()) == 9  # half of them: theirs
    assert len(triage(late[:3]).calls()) == 3


def test_what_the_table_counts_as_open_is_named_below_it(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    where, family = "decisions.handoffs[rooming].where", "decisions.family"
    show_summary([listed(2, where), listed(3), listed(4, where, family)], tmp_path)
    said = capsys.readouterr().err
    assert "left open by some, as the table counts: handoffs.rooming.where (rows 2, 4), family (row 4)\n" in said
    assert "stands last in this table" not in said  # of three that is seen
    assert "please call" not in said


def test_what_nearly_all_others_have_decided_is_a_reason_to_call(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    others = [listed(row, *["decisions.family"] * (row < 5)) for row in range(2, 40)]
    show_summary([*others, listed(40, "decisions.start.date")], tmp_path)
    (call,) = capsys.readouterr().err.split("\nplease call:\n")[1].splitlines()[:-1]
    assert call == "  row 40, Clinic 40, 555-0040: open, though nearly all others have decided: start.date"


def test_a_short_list_is_shown_whole_and_more_calls_than_ten_are_counted(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    show_summary([listed(row, warnings=(f"warning: w{row} [x]",)) for row in range(2, 14)], tmp_path)
    said = capsys.readouterr()
    assert len(said.out.splitlines()) == 13
    assert "not in this table" not in said.err
    assert "\n  and 2 more: other reasons (rows 12, 13)\n" in said.err
    show_summary([listed(row) for row in range(2, 43)], tmp_path)
    said = capsys.readouterr()
    assert (said.out, "41 unchanged practices with nothing to tell: " in said.err) == ("", True)
    assert "please call" not in said.err


def test_what_many_are_told_is_no_reason_to_call_any_of_them(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    shared = problem("deck.yaml:3: no slide `x` [slide-unknown]\n\nhint: look")
    bug = f"{BUG}\n\nTraceback …"
    failed = [listed(row, status="failed", failure=(shared,), decks=()) for row in range(2, 7)]
    show_summary([*failed, listed(8, status="failed", failure=(bug,), decks=())], tmp_path)
    assert "please call" not in capsys.readouterr().err


def test_a_file_that_came_back_under_one_name_from_many_is_told_of_each_and_no_call(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    told = ("warning: `d (1).pptx` is a copy of d.pptx and says something else: it is not seen [built-renamed]",)
    outcomes = [listed(row, warnings=told) for row in range(2, 9)]
    show_summary(outcomes, tmp_path)
    said = capsys.readouterr().err
    assert "please call" not in said
    renamed = next(line for line in said.splitlines() if line.startswith("files to put right"))
    assert all(
        f"row {row}, {one.name} ({one.folder}): `d (1).pptx` is a copy of d.pptx" in renamed
        for row, one in enumerate(outcomes, 2)
    )
    assert not any(triage(outcomes).is_clean(one) for one in outcomes)  # it stands in the table


def test_those_that_have_left_the_list_are_ten_at_most(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    gone = {f"g{at}": f"G {at}" for at in range(12)}
    show_summary([outcome("A")], tmp_path, gone)
    said = capsys.readouterr().err
    assert (
        f"any more: {', '.join(f'G {at} (g{at})' for at in range(10))} and 2 more, in {tmp_path}/batch.json\ntheir folders are still in {tmp_path}, "
        in said
    )
    assert make_report([outcome("A")], (), [*gone])["not_listed"] == [*gone]


def test_one_other_is_one_other(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    show_summary([outcome(f"P{number}", failure=["why"]) for number in range(4)], tmp_path)
    assert "P2 (p2) and 1 other:\nwhy\n" in capsys.readouterr().err


def test_the_report_has_every_practice_with_phone_reasons_and_open_decisions() -> None:
    report: Any = make_report(network_of(50))
    practices = {one["row"]: one for one in report["practices"]}
    assert report["open_for_all"] == [
        {"field": "decisions.handoffs.rooming.where", "practices": 48},
        {"field": "decisions.barriers", "practices": 47},
    ]
    worst = practices[401]
    assert (worst["phone"], worst["open"][0]) == ("555-0401", "decisions.start.date")
    assert worst["call"] == ["4 open of its own: start.date, start.how, patients, trained"]
    assert len(worst["decks"][0]["open_decisions"]) == 6
    assert worst["decks"][0]["open_decisions"][2] == {"field": "decisions.start.date", "question": "?"}
    assert (practices[405]["call"], practices[405]["mend_list"]) == ([], True)
    assert practices[2]["call"] == []


def test_a_list_that_stops_says_how_many_problems_and_that_nothing_was_built(run: Run, world: World) -> None:
    source = world.sheet("practice.name,meetings.1.date\nA Clinic,14/12/2026\nB Clinic,=S36+14\n")
    done = batch(run, world, source)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.endswith("\n\n2 problems to mend; nothing was built\n")
    assert not world.out.exists()


def test_row_and_phone_of_a_practice_come_from_the_list(world: World) -> None:
    (one,), _ = world.run(world.sheet("practice.name,practice.contact.phone\nHilltop Clinic,555-0199\n"))
    assert (one.row, one.phone) == (2, "555-0199")
    (again,), built = world.run(world.folder / "practices.csv")
    assert (again.row, again.phone, built) == (2, "555-0199", [])
    assert [name for name, _ in again.decks[0].open_decisions] == [name for name, _ in one.decks[0].open_decisions]


def test_packets_of_an_earlier_run_beside_newer_decks_are_told(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    one = outcome("Told")
    old = replace(one, decks=(replace(one.decks[0], has_old_packets=True),))
    show_summary([old, outcome("New")], tmp_path)
    said = capsys.readouterr().err
    assert (
        "beside the decks of 1 practice lie packets of an earlier run: Told; the same command without --no-packet"
        in said
    )
    show_summary([one], tmp_path)
    assert "earlier run" not in capsys.readouterr().err


def test_two_rows_of_one_name_have_each_its_own_gaps() -> None:
    """Of a list that is refused for it, the call list says of each row what it leaves open."""
    fields = [f"decisions.{name}" for name in ("trained", "barriers", "measures")]
    full, empty = (
        replace(outcome("Mill"), folder="mill", row=row, status="not done", open_in_list=found)
        for row, found in ((3, ()), (4, tuple(fields)))
    )
    known = triage([], [full, empty, replace(outcome("Oak"), row=5, status="not done")])
    assert [(one.row, len(reasons)) for one, reasons in known.calls()] == [(4, 1)]
    assert known.own_open(full) == []


def test_what_is_known_anew_replaces_what_the_run_before_said() -> None:
    before = (
        Reason("3 open of its own: trained, barriers, measures", "row", is_earlier=True),
        Reason("failed: a handoff lacks its giver", "deck", is_earlier=True),
    )
    fields = tuple(f"decisions.{name}" for name in ("trained", "barriers", "measures", "family"))
    for found, first in ((fields, "4 open of its own: trained, barriers, measures, family"), ((), before[0].words)):
        one = replace(outcome("Mill"), status="not done", open_in_list=found, before=before)
        others = [replace(outcome(name), status="not done") for name in ("Oak", "Lake")]
        told = [reason.words for reason in triage([], [one, *others]).reasons(one)]
        assert told == [first, before[1].words]


@pytest.mark.parametrize(("file", "calls"), [("network.yaml", []), ("list.csv", ["Mill"])])
def test_a_cause_in_a_file_that_all_share_is_no_call_however_few_have_it(file: str, calls: list[str]) -> None:
    """What stands in a cell and stops its practice is mended in the list."""
    warned = problem(
        f"{file}:B6: warning: decisions: `giver: mma` is no key of `staff:` and is printed as it is [staff-unknown]"
    )
    failed = problem(f"{file}:C9: there is no checklist `nowhere` [checklist-unknown]")
    place = Source("list.csv", 2, 1)
    built = replace(outcome("Mill"), place=place, row=2, decks=(DeckOutcome("short", warnings=(warned,)),))
    not_built = replace(
        outcome("Oak"), place=place, row=3, status="failed", decks=(DeckOutcome("short", failure=(failed,)),)
    )
    assert [one.name for one, _ in triage([built, not_built]).calls()] == calls


def test_what_was_told_above_the_table_is_not_told_again_below(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    text = "network.yaml:6: warning: decisions: `giver: mma` is no key [staff-unknown]"
    built = [outcome("Mill", text), outcome("Oak", text, "warning: crowded [y]")]
    show_summary(built, tmp_path, above=[problem(text)])
    said = capsys.readouterr().err
    assert "mma" not in said
    assert "crowded" in said
    assert "warnings about the list itself: 1; they" in said


def test_many_with_the_very_same_reason_are_one_line_and_hide_nobody(capsys: pytest.CaptureFixture[str]) -> None:
    def asked(row: int, words: str) -> Outcome:
        place = Source("list.csv", row, 1)
        return replace(
            outcome(f"Clinic {row}"), place=place, row=row, status="not done", asks=(f"{words} (cell H{row})",)
        )

    many = [asked(row, "where says `hall (pls check)`: ask what it is") for row in range(2, 18)]
    show_calls(triage([], [*many, asked(18, "its phone is that of row 3: ask which is right")]))
    said = capsys.readouterr().err
    assert "row 2, Clinic 2, no phone in the list, and 15 more (rows 3, 4, " in said
    assert ", 16, 17) for the same reason: where says `hall (pls check)`: ask what it is (cell H2)\n" in said
    assert "  row 18, Clinic 18, no phone in the list: its phone is that of row 3" in said
    assert "other reasons" not in said


def test_practices_are_named_as_they_stand_in_the_list() -> None:
    found = [replace(outcome(f"Clinic {row}"), row=row) for row in (25, 24, 3)]
    assert all_named(found).startswith("row 3, Clinic 3 (")
    assert all_named(found).index("row 24") < all_named(found).index("row 25")
