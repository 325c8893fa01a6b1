"""What is odd in one row beside all the others, or in a name beside what all share, is told before anything is built."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.batch.conftest import World
from tests.batch.test_neighbors import listed
from tests.conftest import ROOT
from whp_deck.batch import Options, plan_batch
from whp_deck.batch.gathered import gathered
from whp_deck.batch.hours import hours_apart
from whp_deck.batch.long_names import names_too_long
from whp_deck.batch.name_words import name_words_in_cells
from whp_deck.batch.patients import patients_in_cells
from whp_deck.batch.refused import RefusedListError
from whp_deck.batch.run import Batch
from whp_deck.batch.sundays import sundays
from whp_deck.batch.to_ask import to_ask
from whp_deck.batch.triage import warnings_of
from whp_deck.batch.undated import undated_meetings
from whp_deck.batch.years import other_years
from whp_deck.cli.batch_summary import show_summary
from whp_deck.config.name_cells import names_in_one_case
from whp_deck.config.practice_list import list_practices
from whp_deck.errors import InvalidDeckError, Problem, show_path

WORDS = "practice.name,practice.short_name,practice.facilitators.1.name,decisions.patients,meetings.1.place,folder"
OTHERS = [
    "Maple Street Family Practice,,,adults,,",
    "Salem Health Center,,,,,",
    "Oak Hill Clinic,,,,,",
    "Oak Hill Pediatrics,,,,,",
    "Urgent Care of Dover,,,,,",
]


def planned(world: World, source: Path) -> Batch:
    return plan_batch(
        source, [world.folder / "short.yaml"], world.out, network=world.folder / "network.yaml", options=Options()
    )


def heads(problems: Sequence[Problem]) -> list[str]:
    return [str(one).partition("\n")[0].rpartition("practices.csv:")[2] for one in problems]


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (",,,in the Maple Street hallway,", "E2: warning: meetings.1.place: holds “Maple Street”"),
        ("Maple Street,,,,", "B2: warning: practice.short_name: holds “Maple Street”"),
        (",,,on maple street,", ""),  # as a word of every day
        (',,,"by the maple, Street side",', ""),
        (",Ann Maple Street,Ask Maple Street,,", ""),  # her own name
        (",,,Oak Hill hall,", ""),  # of two practices
        (",,from Salem Health staff,Salem Room,", ""),
        (",,All Urgent Care and Family Practice patients,,", ""),
    ],
)
def test_two_words_of_one_other_name_are_told(tmp_path: Path, cells: str, told: str) -> None:
    found = list(name_words_in_cells(listed(tmp_path, [f"Hilltop Clinic,{cells}", *OTHERS], WORDS)))
    assert [one.startswith(told) for one in heads(found)] == [True] * bool(told)


def test_words_in_many_cells_are_told_once_or_not_at_all(tmp_path: Path) -> None:
    rows = [f"Clinic {at},,,{'Maple Street patients' if at < 5 else ''},," for at in range(20)]
    (one,) = name_words_in_cells(listed(tmp_path, [*rows, *OTHERS], WORDS))
    assert one.message.endswith("(Maple Street Family Practice); so do D3, D4, D5 and 1 other")
    rows = [f"Clinic {at},,,Maple Street patients,," for at in range(20)]
    assert list(name_words_in_cells(listed(tmp_path, [*rows, *OTHERS], WORDS))) == []


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Nimbus Clinic tel 555-0188", "a phone number (`tel 555-0188`)"),
        ("Nimbus Clinic 555-0188", "a phone number (`555-0188`)"),
        ("Nimbus Clinic (CLOSED)", "`(CLOSED)`"),
        ("Nimbus Clinic - moved", "`- moved`"),
        ("Stratus Clinic, Dr. Anne Miller, 2nd floor", "a person (`Dr. Anne Miller`)"),
        ("Anne Miller, MD", ""),
        ("Dr. Martin Luther King Jr. Health Center", ""),
        ("Health Center of Dr. King", ""),
        ("Family Clinic - Dr. Martin Luther King Blvd", ""),
        ("Clinic 24/7, Route 555", ""),
        ("Movement Clinic (Moved Hearts)", ""),
        ("Closed Loop Medical Group", ""),
        ("Nimbus Clinic (closed?)", "`(closed?)`"),
        ("|Ann Li (Tues/Thurs only)", "a remark"),
        ("|Ann Li (interim)", "a remark"),
        ("|Ann Li [Fridays]", "a remark"),
        ("|Ann Li 555-0188", "a phone number"),
        ("|Ann (Annie) Li (RN, BSN)", ""),
        ("|Ann Li (she/her)", ""),
        ("|Ann Li (née Wu)", ""),
        ("|Ann Li (Ph.D.)", ""),
        ("|Ann Li, RN/BSN", ""),
        ("|Ann Li, MD & Ph.D.", ""),
        ("|Tom Berg - left in Oct", "a remark"),
        ("|Tom Berg, on leave", "a remark"),
        ("|Interim: Will Nagel", "a remark before the name (`Interim:`), and slides would show all of it"),
        ("|Ann Li – she/her", ""),
        ("|Ann Li, MSc, MBBCh, FACP", ""),
        ("|Jo Li, RN, Nurse Manager", ""),
        ("|Lee, Sandra", ""),
        ("|An Nguyen", ""),
    ],
)
def test_what_stands_beside_a_name_is_told(tmp_path: Path, name: str, told: str) -> None:
    practice, _, leader = name.partition("|")
    text = f'practice.name,practice.facilitators.1.name,practice.facilitators.1.role\n"{practice or "A Clinic"}","{leader}",{"nurse" * bool(leader)}\n'
    (tmp_path / "practices.csv").write_text(text, encoding="utf-8")
    found = heads(list_practices(tmp_path / "practices.csv")[1])
    said = [one.partition("holds ")[2].partition(" beside")[0].partition(" [")[0] for one in found]
    assert said == [told] * bool(told)


@pytest.mark.parametrize(
    ("leader", "asked"),
    [
        ("Jonas Novak / Mona Petrov", "which of the two it is"),
        ("Ann or Bo Li", "which of the two it is"),
        ("Ann Li & Bo Wu", ""),
        ("Rosa Diaz\nKarl Moe", ""),
        ("Rosa Diaz, RN, Karl Moe", ""),
        ("Maria, Tom, Sue", "who of them leads"),
    ],
)
def test_two_people_in_one_cell_are_told(tmp_path: Path, leader: str, asked: str) -> None:
    (tmp_path / "practices.csv").write_text(f'practice.name,practice.facilitators.1.name\nA Clinic,"{leader}"\n')
    (one,) = list_practices(tmp_path / "practices.csv")[1]
    many, shown = "several" if asked.startswith("who") else "two", leader.replace("\n", " / ")
    assert one.message == f"practice.facilitators.1.name: are `{shown}` {many} people? Slides would call them one"
    assert "a column `practice.facilitators.2.name`" in one.hint
    assert asked in one.ask
    assert bool(asked) == bool(one.ask)


@pytest.mark.parametrize("field", ["practice.name", "practice.facilitators.1.name"])
def test_an_address_in_the_place_of_a_name_is_told_as_one(world: World, field: str) -> None:
    text = "practice.name,practice.facilitators.1.name\nA Clinic,Ann Li\n".replace(
        "Ann Li", "anna.becker@clinic.example"
    )
    text = text if field != "practice.name" else "practice.name\nanna.becker@clinic.example\n"
    (one,) = planned(world, world.sheet(text)).problems
    assert one.message.startswith(f"{field}: `anna.becker@clinic.example` is an e-mail address, not a name")


@pytest.mark.parametrize(
    ("phone", "told"),
    [
        ("call Anne 207-555-4444 after 3", True),
        ("555-0134 (mornings only)", True),
        ("555-0134 ext. 12", False),
        ("ext. 12, front desk", False),
        ("555-0134 or 555-0135, option 2", False),
        ("#REF!", False),  # an error, told with all cells
    ],
)
def test_a_remark_beside_a_phone_is_told(tmp_path: Path, phone: str, told: bool) -> None:
    (tmp_path / "practices.csv").write_text(f'practice.name,practice.contact.phone\nA Clinic,"{phone}"\n')
    problems = list_practices(tmp_path / "practices.csv")[1]
    assert [one.code for one in problems if one.severity == "warning"] == ["name-and-more"] * told
    assert all("holds a remark beside the number" in one.message for one in problems if told)


def test_an_error_value_is_told_once_and_is_nobody_to_ring(world: World) -> None:
    head = "practice.name,practice.contact.phone,practice.contact.role,practice.facilitators.1.name"
    with pytest.raises(RefusedListError) as refused:
        planned(world, world.sheet(f"{head}\nA Clinic,#REF!,#N/A,#REF!\nB Clinic,555-0134,nurse,Ann Li\n"))
    assert [(one.code, one.source.cell) for one in refused.value.problems if one.source] == [
        ("cell-error", "B2"), ("cell-error", "C2"), ("cell-error", "D2"),
    ]  # fmt: skip
    assert refused.value.known
    ((called, reasons),) = refused.value.known.calls()
    assert (called.phone, called.contact) == ("", "ask for the practice manager")
    assert [one.words.rpartition(" (")[2] for one in reasons] == ["cell B2)", "cell C2)", "cell D2)"]


@pytest.mark.parametrize(
    ("field", "text", "asked"),
    [
        ("decisions.start.date", "2027", "start date: only the year 2027 is known: ask for the day"),
        ("meetings.1.start", "noonish", "meeting 1 start: `noonish` is no time that can be read: ask for it"),
        ("meetings.1.start", "0.32", ""),  # as Excel keeps a time
        ("meetings.1.date", "we never meet", "meeting 1 date says `we never meet`: ask whether they meet at all"),
    ],
)
def test_what_only_the_practice_knows_of_a_day_or_an_hour_is_asked(
    tmp_path: Path, field: str, text: str, asked: str
) -> None:
    (tmp_path / "practices.csv").write_text(f"practice.name,{field}\nA Clinic,{text}\n")
    (one,) = list_practices(tmp_path / "practices.csv")[1]
    assert (one.severity, one.ask) == ("error", asked)
    assert "format the cell as a date" not in one.hint


def test_a_cell_that_is_no_day_is_no_day_of_a_meeting(tmp_path: Path) -> None:
    head = "practice.name,meetings.1.date,meetings.2.date,meetings.2.place"
    (tmp_path / "practices.csv").write_text(
        f"{head}\nA,2026-12-07,2026-12-14,\nB,we never meet,,\nC,,,none\nD,we never meet,,Room 2\n"
    )
    found = list(undated_meetings(list_practices(tmp_path / "practices.csv")[0], []))
    assert [one.message for one in found] == ["meetings.2.date: has no day, while the row says `Room 2`"]


def test_meetings_of_one_row_without_a_day_are_told_together(tmp_path: Path) -> None:
    head = "practice.name," + ",".join(f"meetings.{at}.date,meetings.{at}.start" for at in (1, 2, 3))
    rows = [
        "A,2026-12-01,8:00,2026-12-08,8:00,2026-12-15,8:00",
        "B,,7:45,,7:45,,7:45",
        "C,2026-12-01,8:00,,8:00,2026-12-15,",
    ]
    one, other = gathered(list(undated_meetings(listed(tmp_path, rows, head), [])))
    assert one.message == (
        "meetings.1.date: has no day, while the row says `07:45`; the row's other meetings without a day are in D3 and F3"
    )
    assert other.message.startswith(
        "meetings.2.date: has no day, while the row says `08:00`, and meetings 1 and 3 have"
    )


def test_names_in_small_letters_or_capitals_are_told_once(tmp_path: Path) -> None:
    rows = "JAMAL BRISTOW,FLU CLINIC\nfrank farrow,Lake Clinic\nAnn Li,UCSF\nMA,NYU LLC\n"
    practices = listed(tmp_path, rows.splitlines(), "practice.facilitators.1.name,practice.name")
    (one,) = names_in_one_case([one.row for one in practices if one.row], ())
    assert one.message.endswith("on the slides, as in B2, A3, B5")


def test_days_on_a_sunday_are_told_unless_many_are(tmp_path: Path) -> None:
    head = "practice.name,meetings.1.date,decisions.start.date,decisions.review.when"
    rows = [f"Clinic {at},2026-12-07,2026-12-14,2026-12-13" for at in range(9)]
    odd = "Odd,2026-12-06,2026-12-13,"
    assert [one.rpartition(" [")[0] for one in heads(list(sundays(listed(tmp_path, [*rows, odd], head))))] == [
        "B11: warning: meetings.1.date: 2026-12-06 is a Sunday",
        "C11: warning: decisions.start.date: 2026-12-13 is a Sunday",
    ]
    two = list(sundays(listed(tmp_path, [*rows, odd, odd.replace("Odd", "Even")], head)))
    assert [one.ask for one in two if one.message.startswith("meetings")] == [
        "meeting 1 date: 2026-12-06 is a Sunday: ask whether it is meant"
    ] * 2
    assert heads(gathered(two))[0] == (
        "B11: warning: meetings.1.date: 2026-12-06 is a Sunday; on a Sunday are also B12 [day-sunday]"
    )
    few = sundays(listed(tmp_path, [rows[0], odd, odd.replace("Odd", "Even")], head))
    assert {one.ask for one in few} == {""}  # of three rows two have it: the network's way
    assert list(sundays(listed(tmp_path, [*rows, *(odd.replace("Odd", f"Odd {at}") for at in "abc")], head))) == []


@pytest.mark.parametrize(
    ("times", "told"),
    [
        ("19:45,8:00,8:00", "B2: warning: meetings.1.start: 19:45, while the row's other meetings begin at 8:00"),
        ("7:45,,19:45", "D2: warning: meetings.3.start: 19:45, while the row's other meeting begins at 7:45"),
        ("7:45,12:15,12:30", ""),  # a huddle and two lunches
        ("7:45,17:30,17:30", "B2: warning: meetings.1.start: 7:45, while the row's other meetings begin at 17:30"),
        ("7:45,8:00,", ""),
        ("8:00,8:00,18:00", "D2: warning: meetings.3.start: 18:00, while the row's other meetings begin at 8:00"),
    ],
)
def test_a_meeting_hours_from_the_others_of_its_row_is_told(tmp_path: Path, times: str, told: str) -> None:
    head = "practice.name,meetings.1.start,meetings.2.start,meetings.3.start"
    practices = listed(tmp_path, [f"A,{times}", "B,7:45,7:45,7:45"], head)
    found = list(hours_apart(practices))
    assert [one.rpartition(" [")[0] for one in heads(found)] == [told] * bool(told)
    assert practices[0].row
    asked = [reason.replace(": ask whether it is meant", "") for reason in to_ask(practices[0].row, found)]
    assert [reason.partition(": ")[2].partition(" (cell ")[0] for reason in asked] == [
        told.rpartition("start: ")[2]
    ] * bool(told)
    assert list(hours_apart(listed(tmp_path, [f"{one},{times}" for one in "ABC"], head))) == []


@pytest.mark.parametrize(
    ("odd", "others", "told"),
    [
        ("19:45,", "08:00,", "19:45, while the other practices' meetings begin at 8:00"),
        (
            "19:45,20:00",
            "07:45,12:15",
            "19:45 (so is C2), while the other practices' meetings begin from 7:45 to 12:15",
        ),
        ("17:30,", "07:45,12:15", ""),  # from a lunch it is not far
        ("12:15,", "07:45,", ""),
    ],
)
def test_a_meeting_hours_from_those_of_the_other_practices_is_told(
    tmp_path: Path, odd: str, others: str, told: str
) -> None:
    head = "practice.name,meetings.1.start,meetings.2.start"
    rows = [f"A,{odd}", *(f"B {at},{others}" for at in range(4))]
    found = list(hours_apart(listed(tmp_path, rows, head)))
    assert [one.message.removeprefix("meetings.1.start: ") for one in found] == [told] * bool(told)
    assert [one.source and one.source.cell for one in found] == ["B2"] * bool(told)
    assert all(one.ask.endswith("ask whether it is meant") for one in found)
    several = [f"C {at},{odd}" for at in range(3)]  # a network's evening, and a list too short to say what is usual
    assert list(hours_apart(listed(tmp_path, [*rows, *several], head))) == []
    assert list(hours_apart(listed(tmp_path, rows[:3], head))) == []


def test_a_sunday_that_is_doubted_already_hides_no_other_one(world: World) -> None:
    rows = "A,2026-11-30,2026-01-11\nB,2027-01-25,2027-01-31\nC,2026-11-30,2026-12-07\n"
    batch = planned(world, world.sheet(f"practice.name,meetings.1.date,decisions.start.date\n{rows}"))
    assert [(one.code, one.source and one.source.cell) for one in batch.problems] == [
        ("start-before-training", "C2"), ("day-sunday", "C3"),
    ]  # fmt: skip
    assert batch.problems[1].message.endswith("2027-01-31 is a Sunday")


def test_brand_colors_that_cannot_be_read_are_told_before_anything_is_built(world: World) -> None:
    rows = "A,#FFFFFF,navy\nB,#0B4F5C,light yellow\nC,,AA441C\n"
    batch = planned(world, world.sheet(f"practice.name,practice.theme.primary,practice.theme.accent\n{rows}"))
    assert [(one.source and one.source.cell, one.message.partition(" has a")[0]) for one in batch.refused] == [
        ("B2", "practice.theme.primary: white text on `FFFFFF`"),
        ("C3", "practice.theme.accent: white text on `FFFFE0`"),
    ]
    assert all("the nearest darker shade" in one.hint for one in batch.refused)
    assert len(batch.hopeless) == 2
    shared = world.folder / "network.yaml"
    shared.write_text(shared.read_text().replace("practice:\n", "practice:\n  theme: {accent: pink}\n"))
    with pytest.raises(InvalidDeckError, match=r"network\.yaml:2: practice\.theme\.accent: white text on `FFC0CB`"):
        planned(world, world.sheet("practice.name\nA\n"))


def test_a_year_of_birth_beside_a_name_is_told(tmp_path: Path) -> None:
    rows = [
        "A Clinic,,Ann Li,John Smith (born 1951) comes with his wife,,",
        'B Clinic,,"John Smith, born 1951",,,',
        "C Clinic,,Bo Wu,All Patients born 1951; Older Adults born 1945 to 1965; Baby Boomers (born 1946-1964),,",
    ]
    found = list(patients_in_cells(listed(tmp_path, rows, WORDS), []))
    assert [one.partition(":")[0] for one in heads(found)] == ["D2", "C3"]


def test_a_short_name_that_is_long_is_told(tmp_path: Path) -> None:
    rows = ["Wind Clinic,Wind Clinic of the Greater Metropolitan Area and its Suburbs North,,,,"]
    deck = tmp_path / "d.yaml"
    deck.write_text("deck: D\n")
    ((_, one),) = names_too_long(listed(tmp_path, rows, WORDS), [deck])
    assert "practice.short_name: 66 characters are long for a short name" in one.message


def test_what_could_lead_to_a_patient_is_told_with_its_cell(tmp_path: Path) -> None:
    rows = [
        'Hilltop Clinic,,,"Like Mrs. Alvarez, DOB 3/4/1951",,',
        "Lake Group,,,Patients call (555) 555-0177,,",  # the network's
        "Mill Clinic,,,Adults aged 65 and older,,",
    ]
    assert heads(list(patients_in_cells(listed(tmp_path, rows, WORDS), ["(555) 555-0177"]))) == [
        "D2: warning: decisions.patients: “DOB 3/4/1951” looks like a date of birth [cell-patient]"
    ]


DATES = "practice.name,decisions.start.date,meetings.1.date"


def dated(folder: Path, *rows: str, of: int = 9) -> list[str]:
    plain = [f"Clinic {at},{2026 + at % 2}-{12 - 11 * (at % 2):02}-07,2026-11-{10 + at}" for at in range(of)]
    return heads(list(other_years(listed(folder, [*plain, *rows], DATES))))


def test_a_row_of_another_year_is_told(tmp_path: Path) -> None:
    assert dated(tmp_path, "Late,2025-12-07,2025-11-10") == [
        "B11: warning: decisions.start.date: 2025-11-10 to 2025-12-07 in this row; the dates of all other practices are "
        "from 2026-11-10 to 2027-01-07 [year-unlikely]"
    ]
    assert dated(tmp_path, "Late,2025-12-07,2025-11-10", of=8) == []  # too few to know
    assert dated(tmp_path, "Review,2027-09-07,2026-11-10", "Vista,decide later,") == []
    assert dated(tmp_path, *(f"Early {at},2025-12-07," for at in range(4))) == []  # two years in one list


def test_a_date_that_is_doubted_itself_is_not_among_those_of_the_others(tmp_path: Path) -> None:
    odd = ["Lake,2020-06-18,2026-11-10", "Slip,2026-01-11,2026-11-10"]
    told = [one for one in dated(tmp_path, *odd) if "2020-06-18" in one]
    assert [one.partition("; ")[2] for one in told] == [
        "the dates of nearly all other practices are from 2026-11-10 to 2027-01-07 [year-unlikely]"
    ]


def test_one_date_that_was_a_number_is_told(tmp_path: Path) -> None:
    (told,) = dated(tmp_path, "Lake,2020-06-18,2026-11-10")
    assert told.startswith("B11: warning: decisions.start.date: 2020-06-18; the dates of all other practices are from")


def test_one_day_a_year_from_the_others_of_its_row_is_told(tmp_path: Path) -> None:
    head = "practice.name,decisions.start.date,meetings.1.date,meetings.2.date"
    far = " is about a year from the other dates of the row: "
    rows = ["A,2026-12-28,2025-12-07,2026-12-14", "B,2025-12-28,2026-12-07,2026-12-14", "C,,2025-12-14,2026-12-14"]
    assert heads(list(other_years(listed(tmp_path, rows, head)))) == [
        f"C2: warning: meetings.1.date: 2025-12-07{far}2026-12-28 (B2), 2026-12-14 (D2) [year-unlikely]",
        f"B3: warning: decisions.start.date: 2025-12-28{far}2026-12-07 (C3), 2026-12-14 (D3) [year-unlikely]",
        f"C4: warning: meetings.1.date: 2025-12-14{far}2026-12-14 (D4) [year-unlikely]",
    ]
    plain = [f"Clinic {at},2026-12-28,2026-12-07,2026-12-14" for at in range(10)]
    two = "D,2026-12-28,2025-12-07,2025-12-14"  # fewer days are right: the other rows tell
    assert [one[:4] for one in heads(list(other_years(listed(tmp_path, [*plain, two], head))))] == ["C12:", "D12:"]
    monthly = "E,2027-09-07,2026-11-10,2027-08-10"
    assert list(other_years(listed(tmp_path, [*plain, monthly], head))) == []


def test_of_two_days_the_one_that_the_other_rows_do_not_have_is_the_odd_one(tmp_path: Path) -> None:
    head = "practice.name,decisions.start.date,meetings.1.date"
    rows = ["A,2027-01-11,2027-01-04", "B,2206-01-11,2027-01-04", "C,2027-01-18,2027-01-11"]
    told = " is about 179 years from the other dates of the row: 2027-01-04 (C3) [year-unlikely]"
    assert heads(list(other_years(listed(tmp_path, rows, head)))) == [
        f"B3: warning: decisions.start.date: 2206-01-11{told}"
    ]


MEETINGS = "practice.name,meetings.1.date,meetings.1.start,meetings.2.date"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("A,,7:45,", "B3: warning: meetings.1.date: has no day, while the row says `07:45` [meetings-undated]"),
        ("A,,,2026-12-14", "B3: warning: meetings.1.date: has no day, while meeting 2 has a day [meetings-undated]"),
        ("A,2026-12-07,,", "D3: warning: meetings.2.date: has no day, while meeting 1 has a day [meetings-undated]"),
        ("A,,7:45,2026-12-14", "B3: warning: meetings.1.date: has no day, while the row says `07:45`, and meeting 2 has a day [meetings-undated]"),
        ("A,,,", ""),
    ],
)  # fmt: skip
def test_a_meeting_without_its_day_is_told_with_the_empty_cell(tmp_path: Path, row: str, told: str) -> None:
    practices = listed(tmp_path, ["Full,2026-12-07,7:45,2026-12-14", row], MEETINGS)
    assert heads(list(undated_meetings(practices, []))) == [told] * bool(told)


def test_a_list_without_a_column_for_that_day_says_nothing_of_it(tmp_path: Path) -> None:
    rows = ["A,7:45,2026-12-14", "B,12:15,2026-12-14"]
    practices = listed(tmp_path, rows, "practice.name,meetings.1.start,meetings.2.date")
    assert list(undated_meetings(practices, [])) == []
    deck = tmp_path / "d.yaml"
    deck.write_text("deck: D\nmeetings: [{date: 2026-12-01}]\n")
    practices = listed(tmp_path, ["A,2026-12-07,7:45", "B,,12:15"], "practice.name,meetings.1.date,meetings.1.start")
    assert len(list(undated_meetings(practices, []))) == 1
    assert list(undated_meetings(practices, [deck])) == []


def test_many_meetings_without_a_day_are_one_line_with_all_cells(tmp_path: Path) -> None:
    rows = ["Full,2026-12-07,7:45,", *(f"Clinic {at},,7:45," for at in range(8))]
    found = list(undated_meetings(listed(tmp_path, rows, MEETINGS), []))
    assert len(found) == 8  # of each it is known, for who calls
    (told,) = heads(gathered(found))
    assert told.endswith("; 8 cells of this column are so, also B4, B5, B6, B7, B8, B9, B10 [meetings-undated]")


IMPOSSIBLE = (
    "practice.name,decisions.start.date,meetings.1.date,meetings.1.start\n"
    "Early Clinic,2025-12-28,2026-12-07,7:45\nNight Clinic,2026-12-28,2026-12-07,1:15\n"
)


def test_days_that_cannot_be_right_are_told_before_anything_is_built(world: World) -> None:
    told = planned(world, world.sheet(IMPOSSIBLE)).told_first
    assert [(one.code, str(one.source).rpartition(":")[2]) for one in told] == [
        ("start-before-training", "B2"), ("meeting-at-night", "D3"),
    ]  # fmt: skip


@pytest.mark.slow
def test_and_are_not_told_again_when_it_is_built(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    outcomes, _ = world.run(world.sheet(IMPOSSIBLE), packet=False)
    show_summary(outcomes, world.out)
    said = capsys.readouterr().err
    assert "[start-before-training]" not in said
    assert "Early Clinic, no phone in the list: start date: the start on 2025-12-28 is before the first meeting" in said
    assert [warnings_of(one) for one in outcomes] == [1, 1]


LONG = "Northern Hills and Lakes Family and Community Medicine Practice of Saint Elizabeth at the Old Harbor"


def test_a_long_name_is_told_with_the_column_that_mends_it(world: World) -> None:
    sheet = world.sheet(f"practice.name,practice.short_name\n{LONG},\nOld {LONG},Harbor\nHilltop Clinic,\n")
    batch = planned(world, sheet)
    told = "A2: practice.name: 100 characters are too long for the title slide, where about 66 fit [name-too-long]"
    assert (heads(batch.refused), batch.problems) == ([told], [])
    assert "add a column `practice.short_name`, if there is none, " in batch.refused[0].hint
    assert [one.row for one in batch.hopeless] == [2]
    own = world.folder / "short.yaml"
    with own.open("a") as deck:  # who changes the title slide may have helped already
        deck.write("layouts: {}\n")
    batch = planned(world, sheet)
    assert (heads(batch.problems), batch.refused) == ([told.replace("A2: ", "A2: warning: ")], [])
    assert [one.row for one in batch.hopeless] == [2]
    (world.folder / "ours.pptx").write_bytes(b"")
    own.write_text(f"template: ours.pptx\n{own.read_text()}", encoding="utf-8")
    assert list(names_too_long([], [own])) == planned(world, sheet).told_first == []


def test_a_cell_with_anothers_name_is_told_before_anything_is_built_in_the_order_of_rows(world: World) -> None:
    sheet = world.sheet(
        "practice.name,practice.short_name,decisions.patients\nMill Clinic,Main,\nOak Clinic,,as at Hilltop Clinic\n"
        "Hilltop Clinic,Main,\nLake Clinic,Vacant,\n"
    )
    batch = planned(world, sheet)
    assert [head.partition(":")[0] for head in heads(batch.told_first)] == ["C3", "B4", "B5"]
    assert ([one.name for one in batch.hopeless], len(batch.problems)) == (["Oak Clinic"], 2)


def test_a_list_that_stops_says_all_that_is_known_of_its_rows(world: World) -> None:
    sheet = world.sheet("practice.name,decisions.patients\nLake Clinic,as at Oak Clinic\nOak Clinic,\nOAK CLINIC,\n")
    with pytest.raises(InvalidDeckError) as caught:
        planned(world, sheet)
    assert [one.code for one in caught.value.problems] == ["stranger-found", "folder-twice"]


def test_a_word_of_all_decks_in_the_place_of_a_name_fails_nobody(world: World) -> None:
    sheet = world.sheet(
        "practice.name,practice.facilitators.1.name\nMill Clinic,Front desk\nOak Clinic,\nMarigold,\nElm Clinic,Marigold\n"
    )
    batch = planned(world, sheet)
    assert [(one.code, str(one.source).rpartition(":")[2]) for one in batch.told_first] == [("name-common", "B2")]
    looked_for = (world.out / ".batch" / "strangers.json").read_text(encoding="utf-8")
    assert [name in looked_for for name in ("Mill Clinic", "Front desk", '["Marigold"')] == [True, False, False]


def test_a_row_knows_the_list_in_which_it_stands(world: World) -> None:
    """What was found in it is told again when the list has another name."""
    old = world.sheet("practice.name\nMill Clinic\n")
    ((before,), _), ((after,), _) = list_practices(old), list_practices(old.rename(old.with_name("spring.csv")))
    assert before.content == after.content
    assert before.cells != after.cells


def test_a_practices_name_in_what_all_share_stops_the_list(world: World) -> None:
    sheet = world.sheet("practice.name\nMill Clinic\nOak Clinic\n")
    deck = world.folder / "short.yaml"
    shutil.copyfile(ROOT / "tests/movies/short.mp4", world.folder / "oak-clinic.mp4")
    deck.write_text(
        "# as at Oak Clinic\nvideo: {mode: file, file: oak-clinic.mp4}\n"
        + deck.read_text().replace("deck: Short", "deck: Oak Clinic, short").replace(" video, video-question,", "")
    )
    with pytest.raises(InvalidDeckError) as caught:
        planned(world, sheet)
    (one,) = caught.value.problems
    assert (one.code, one.source and one.source.line) == ("stranger-found", 3)
    assert "“Oak Clinic”, the name of Oak Clinic (" in one.message
    deck.write_text(deck.read_text().replace("Oak Clinic, short", "The clinic"), encoding="utf-8")
    assert planned(world, sheet).told_first == []


def test_a_file_that_is_not_there_costs_its_practice_before_anything_is_built(world: World) -> None:
    sheet = world.sheet("practice.name,practice.theme.logo\nMill Clinic,our logo.png\nOak Clinic,\n")
    batch = planned(world, sheet)
    assert heads(batch.told_first) == ["B2: practice.theme.logo: there is no file `our logo.png` [file-missing]"]
    assert [one.folder for one in batch.hopeless] == ["mill-clinic"]
    (mill, oak), built = world.run(sheet, packet=False)
    assert ([mill.status, oak.status], built) == (["failed", "built"], ["oak-clinic"])
    (world.folder / "our logo.png").write_bytes(b"")
    assert planned(world, sheet).told_first == []


@pytest.mark.parametrize(
    ("giver", "told"),
    [
        ("medical asistant", ["medical assistant"]),
        ("Medical Assistant", []),
        ("nurze", ["nurse"]),
        ("practice nurse", []),
        ("front desk lead", []),
    ],
)
def test_a_person_who_is_nearly_known_is_told_with_the_cell(world: World, giver: str, told: list[str]) -> None:
    field = "decisions.handoffs.rooming"
    sheet = world.sheet(f"practice.name,{field}.giver,{field}.receiver,{field}.when\nA Clinic,{giver},clinician,now\n")
    found = planned(world, sheet).told_first
    assert [(one.code, one.severity, str(one.source).rpartition(":")[2]) for one in found] == [
        ("staff-unknown", "warning", "B2") for _ in told
    ]
    assert [one.hint for one in found] == [f"did you mean `{title}`?" for title in told]


def test_cells_that_say_the_very_same_are_told_once_also_where_they_stop_their_practices(world: World) -> None:
    head = "practice.name,practice.theme.primary,decisions.handoffs.rooming.giver"
    rows = "".join(f"Clinic {letter},#FFFF99,nurze\n" for letter in "ABC") + "Clinic D,,nurse\n"
    batch = planned(world, world.sheet(f"{head}\n{rows}"))
    color, giver = batch.told_first
    assert "the least, as in B3, B4" in color.message
    assert "printed as it is, as in C3, C4" in giver.message
    assert [one.folder for one in batch.hopeless] == ["clinic-a", "clinic-b", "clinic-c"]
    with pytest.raises(RefusedListError) as caught:
        planned(world, world.sheet(f"{head},decisions.start.date\n{rows.replace(',nurse', ',nurse,soon')}"))
    assert [one.code for one in caught.value.problems] == ["color-contrast", "staff-unknown", "cell-date"]
    assert caught.value.of_one == 1


def test_hours_that_are_doubted_themselves_do_not_say_when_the_others_meet(tmp_path: Path) -> None:
    rows = [f"Clinic {at},8:00" for at in range(12)] + ["Night,2:30", "Evening,19:45"]
    practices = listed(tmp_path, rows, "practice.name,meetings.1.start")
    night = practices[12].row
    assert night is not None
    (told,) = hours_apart(practices, {night.place_of("meetings.1.start")})
    assert told.message.endswith("19:45, while the other practices' meetings begin at 8:00")


def test_dates_of_another_country_are_told_once_for_a_column(tmp_path: Path) -> None:
    rows = [f"Clinic {at},{at:02}/02/2027,{at}.02.2027,lunch" for at in range(1, 20)]
    (tmp_path / "practices.csv").write_text(
        "\n".join(["practice.name,meetings.1.date,decisions.start.date,meetings.1.start", *rows])
    )
    found, problems = list_practices(tmp_path / "practices.csv")
    assert [one.row.get("decisions.start.date") for one in found if one.row][6] == "2027-02-07"
    dates, times = gathered(problems)
    assert heads([dates]) == [
        "B2: meetings.1.date: `01/02/2027` is not clear as a date; 18 cells of this column are so, also B4, B5, B6 and 14 others "
        "[cell-date]"
    ]
    assert "the day stands first in `13/02/2027`: if it does in the whole column, choose column B" in dates.hint
    assert "`lunch` is not clear as a time; 19 cells of this column are so, also D3, D4" in times.message
    assert gathered(problems[:4]) == problems[:4]


def test_cells_that_are_wrong_alike_are_all_named_each_with_its_own_meaning(tmp_path: Path) -> None:
    days = [f"4640{at}" for at in range(1, 10)] + [f"Jan {at}, 27" for at in range(1, 8)] + ["soon"]
    rows = [f'Clinic {at},"{day}"' for at, day in enumerate(days)]
    (tmp_path / "practices.csv").write_text("\n".join(["practice.name,meetings.1.date", *rows]))
    numbers, words, soon = gathered(list_practices(tmp_path / "practices.csv")[1])
    assert numbers.hint.startswith("is it 2027-01-14? format the cell as a date")
    assert numbers.message.endswith("9 cells of this column are so, also B3 (2027-01-15?), B4 (2027-01-16?), B5 (2027-01-17?), "
        "B6 (2027-01-18?), B7 (2027-01-19?), B8 (2027-01-20?), B9 (2027-01-21?), B10 (2027-01-22?)")  # fmt: skip
    assert "7 cells of this column are so, also B12 (2027-01-02?), B13 (2027-01-03?)" in words.message
    assert "cells of this column" not in soon.message


def test_a_mistake_of_the_deck_stops_before_the_practices_and_is_told_once(world: World) -> None:
    deck = world.folder / "short.yaml"
    deck.write_text(deck.read_text().replace("slides:\n", "foo: 1\nslides:\n  hide: [what-is-wph]\n"), encoding="utf-8")
    sheet = world.sheet("practice.name\nMill Clinic\nOak Clinic\n")
    with pytest.raises(InvalidDeckError) as caught:
        planned(world, sheet)
    assert [one.code for one in caught.value.problems] == ["key-unknown", "slide-unknown"]
    assert not world.out.exists()


def test_a_mistake_of_a_networks_file_is_told_once_before_anything_is_built(world: World) -> None:
    """Where some rows name the file, these alone are stopped; a warning is told with the list; a row may say it right itself."""
    network = world.folder / "network.yaml"
    whole = network.read_text(encoding="utf-8")
    wrong = whole.replace("first: yes", "first: yes, checklist: rooming-to-clinican")
    sheet = world.sheet("practice.name\n" + "".join(f"Clinic {letter}\n" for letter in "ABCD"))
    network.write_text(wrong, encoding="utf-8")
    with pytest.raises(InvalidDeckError) as caught:
        planned(world, sheet)
    (one,) = caught.value.problems
    assert (one.code, str(one.source)) == ("checklist-unknown", f"{show_path(network)}:5")
    assert "did you mean `rooming-to-clinician`?" in one.hint
    network.write_text(whole, encoding="utf-8")
    (world.folder / "other.yaml").write_text(wrong, encoding="utf-8")
    rows = "Clinic A,other.yaml\nClinic B,\nClinic C,other.yaml\n"
    batch = planned(world, world.sheet(f"practice.name,network\n{rows}"))
    assert [one.code for one in batch.told_first] == ["checklist-unknown"]
    assert [one.folder for one in batch.hopeless] == ["clinic-a", "clinic-c"]
    column = "decisions.handoffs.rooming.checklist"
    rows = "Clinic A,rooming-to-clinican\nClinic B,\nClinic C,rooming-to-clinican\n"
    with pytest.raises(InvalidDeckError) as caught:
        planned(world, world.sheet(f"practice.name,{column}\n{rows}"))
    assert [(one.code, one.source.cell if one.source else "") for one in caught.value.problems] == [
        ("checklist-unknown", "B2")
    ]
    assert ", as in B4" in caught.value.problems[0].message
    network.write_text(wrong, encoding="utf-8")
    rows = "Clinic A,rooming-to-clinician\nClinic B,clinician-to-next-step\n"
    assert planned(world, world.sheet(f"practice.name,{column}\n{rows}")).told_first == []
    network.write_text(whole.replace("giver: medical assistant", "giver: mma"), encoding="utf-8")
    (told,) = planned(world, sheet).told_first
    assert (told.code, told.severity, str(told.source)) == ("staff-unknown", "warning", f"{show_path(network)}:5")


def test_a_practices_file_may_name_a_networks_file_with_a_mistake(world: World) -> None:
    text = (world.folder / "network.yaml").read_text(encoding="utf-8")
    (world.folder / "other.yaml").write_text(text.replace("first: yes", "checklist: nowhere"), encoding="utf-8")
    world.practice("a", "practice: {name: Mill Clinic}\nnetwork: ../other.yaml\n")
    world.practice("b", "practice: {name: Oak Clinic}\n")
    batch = planned(world, world.practices)
    assert [(one.folder, one.status) for one in batch.foresee()] == [("a", "failed"), ("b", "not done")]
    assert [one.code for one in batch.told_first] == ["checklist-unknown"]


def test_a_deck_that_starts_from_a_presentation_is_judged_for_a_list(world: World) -> None:
    (world.folder / "short.yaml").write_text(
        "deck: Ours\nformat: {minutes: 30, sessions: 1}\nstart_from: nowhere.pptx\n", encoding="utf-8"
    )
    with pytest.raises(InvalidDeckError) as caught:
        planned(world, world.sheet("practice.name\nMill Clinic\nOak Clinic\n"))
    assert "nowhere.pptx" in str(caught.value)


def test_a_list_that_is_open_in_excel_is_told(tmp_path: Path) -> None:
    (tmp_path / "l.csv").write_text("practice.name\nMill Clinic\n")
    assert list_practices(tmp_path / "l.csv")[1] == []
    (tmp_path / "~$l.csv").write_bytes(b"\x05Anne")
    (one,) = list_practices(tmp_path / "l.csv")[1]
    assert one.message == "the list is open in Excel: what is not saved there is not in this run"


def test_a_phone_without_a_number_is_told(tmp_path: Path) -> None:
    rows = ("A Clinic,see website", "B Clinic,555-0100", "C Clinic,tbd")
    (tmp_path / "practices.csv").write_text("\n".join(["practice.name,practice.contact.phone", *rows]))
    _, problems = list_practices(tmp_path / "practices.csv")
    assert heads(problems) == [
        "B2: warning: practice.contact.phone: `see website` holds no number, and would be printed as it is [cell-placeholder]"
    ]
