"""What a cell says to whoever reads the list is told, where slides would show it; what is meant for the room is not."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest

from whp_deck.batch.to_ask import to_ask
from whp_deck.config.practice_list import list_practices
from whp_deck.config.remarks import remark_in
from whp_deck.errors import Problem

PLACE, PATIENTS, FAMILY = "meetings.1.place", "decisions.patients", "decisions.family"
WHERE, WHEN = "decisions.handoffs.rooming.where", "decisions.handoffs.rooming.when"
ROLE, LEADER, NAME = "practice.facilitators.1.role", "practice.facilitators.1.name", "practice.name"


def told(folder: Path, field: str, texts: Sequence[str]) -> list[Problem]:
    """Of a list whose rows say these texts."""
    with (folder / "practices.csv").open("w", newline="", encoding="utf-8") as file:
        rows = [[text] if field == NAME else [f"Clinic {chr(65 + at)}", text] for at, text in enumerate(texts)]
        csv.writer(file).writerows([[NAME] if field == NAME else [NAME, field], *rows])
    return list_practices(folder / "practices.csv")[1]


@pytest.mark.parametrize(
    ("field", "text", "remark"),
    [
        (ROLE, "RN?", "RN?"),
        (ROLE, "nurse (I think)", "(I think)"),
        (ROLE, "nurse, maybe", "maybe"),
        (PLACE, "Kitchen?", "Kitchen?"),
        (PLACE, "Kitchen (ask Pat)", "(ask Pat)"),
        (PLACE, "Kitchen, call front desk", "call front desk"),
        (PLACE, "Room 3, I think", "I think"),
        (PLACE, "Room 3 (TBC)", "(TBC)"),
        (PLACE, "Room 3 - to be confirmed", "to be confirmed"),
        (WHERE, "Room 3 or hallway, ask Pat", "ask Pat"),
        (WHERE, "in the hallway??", "??"),
        (WHERE, "in the exam room [Pat to confirm]", "[Pat to confirm]"),
        (WHERE, "in the exam room - Dr. Li will confirm", "Dr. Li will confirm"),
        (WHERE, "in the hallway (not sure)", "(not sure)"),
        (WHEN, "after rooming?", "after rooming?"),
        (PATIENTS, "Pts w/ >3 meds; see attached protocol", "see attached protocol"),
        (PATIENTS, "as discussed on the phone", "as discussed on the phone"),
        (PATIENTS, "All, as discussed on the phone", "as discussed on the phone"),
        (PATIENTS, "per our call", "per our call"),
        (PATIENTS, "Adults (see email)", "(see email)"),
        (PATIENTS, "see other tab", "see other tab"),
        (PATIENTS, "They will email it", "They will email it"),
        (WHERE, "exam room, pls check", "pls check"),
        (WHERE, "where there is room (check w/ Pat)", "(check w/ Pat)"),
        (PLACE, "room TBA", "room TBA"),
        (PLACE, "Pat knows", "Pat knows"),
        ("practice.contact.role", "Kim?", "Kim?"),
        ("practice.contact.phone", "555-0134?", "555-0134?"),
    ],
)
def test_a_remark_is_told_and_asked(tmp_path: Path, field: str, text: str, remark: str) -> None:
    assert remark_in(field, text) == remark
    (one,) = told(tmp_path, field, [text])
    assert (one.code, one.severity, one.source and one.source.cell) == ("cell-placeholder", "warning", "B2")
    assert f"`{text}` would be printed as it is" in one.message
    if remark != text and not text.endswith("?"):
        assert one.hint.startswith(f"`{remark}` is for whoever reads the list")
    row = list_practices(tmp_path / "practices.csv")[0][0].row
    assert row
    assert [f"says `{text}`: ask what it is" in asked for asked in to_ask(row, [])] == [True]


@pytest.mark.parametrize(
    ("field", "text"),
    [
        (ROLE, "front desk lead (she/her)"),
        (PLACE, "Kitchen (by the back door)"),
        (PLACE, "Room 3 or hallway"),
        (PLACE, "Large exam room - east wing"),
        (PLACE, "Conference room (seats 12)"),
        (WHERE, "in the hallway, ask for the nurse"),
        (WHERE, "in the exam room, confirm the name with the patient"),
        (WHERE, "in the room - ask the patient to come along"),
        (WHERE, "at the desk; the MA will check the chart"),
        (WHEN, "when the patient is not sure what comes next"),
        (WHEN, "when the MA says “Ready?”"),
        (WHEN, "after labs, to be confirmed by the MA"),
        (PATIENTS, "Who is new?"),
        (PATIENTS, "All; others will follow in March"),
        (PATIENTS, "Patients with diabetes, not confirmed by the lab"),
        (PATIENTS, "As agreed with the patient"),
        (PATIENTS, "Everyone over 65, see the nurse first"),
        (PATIENTS, "per protocol"),
        (PATIENTS, "Patients who will email us"),
        (FAMILY, "We will send a text the day before"),
        (WHERE, "please knock first"),
        (FAMILY, "The patient chooses; ask Spanish speakers first"),
        (FAMILY, "Children: Mom to decide"),
        (FAMILY, "Ask who comes along; Reception to confirm"),
        ("decisions.exceptions", "Is the patient unwell? Then not"),
        ("decisions.start.how", "All at once; Dr. Li to go first"),
    ],
)
def test_what_is_meant_for_the_room_is_not_told(tmp_path: Path, field: str, text: str) -> None:
    assert told(tmp_path, field, [text]) == []


@pytest.mark.parametrize(
    ("name", "beside"),
    [
        ("Cy Roe <cy@copper.example>", "an address beside the name (`<cy@copper.example>`)"),
        ("Ann Fox ext 12", "a phone number beside the name (`ext 12`)"),
        ("Al Fay & team", "a remark beside the name (`& team`)"),
        ("Al Fay with the nurses", "a remark beside the name (`with the nurses`)"),
        ("Ann Li, RN & team", "a remark beside the name (`& team`)"),
        ("Al Fay et al.", "a remark beside the name (`et al.`)"),
        ("**Ann Li**", "a remark beside the name (`**Ann Li**`)"),
    ],
)
def test_what_stands_beside_a_leaders_name(tmp_path: Path, name: str, beside: str) -> None:
    (one,) = told(tmp_path, LEADER, [name])
    assert (one.code, one.message) == ("name-and-more", f"{LEADER}: holds {beside}, and slides would show all of it")


def test_what_belongs_to_a_leaders_name(tmp_path: Path) -> None:
    names = [
        "Ann Li, nurse and trainer", "Ann Li, nurse & front desk lead", "Ann Li she/her", "Ann Li, RN", "Mary-Ann O’Neil",
        "Ann de la Cruz", "Xavier Ext", "Andy Withers", "Front desk and nurses", "Nurse manager & team", "Ann Li-Wu, Ph.D.",
    ]  # fmt: skip
    assert told(tmp_path, LEADER, names) == []


@pytest.mark.parametrize(
    ("name", "beside"),
    [
        ("**NEW** Plum Clinic", "a remark (`**NEW**`)"),
        ("Plum Clinic*", "a remark (`*`)"),
        ("NEW: Plum Clinic", "a remark (`NEW:`)"),
        ("Plum Clinic [call back]", "a remark (`[call back]`)"),
        ("Plum Clinic - pilot", "a remark (`- pilot`)"),
        ("Plum Clinic (continued)", "a remark (`(continued)`)"),  # of which row is not known
        ("Plum Clinic info@plum.example", "an address (`info@plum.example`)"),
    ],
)
def test_what_stands_beside_a_practices_name(tmp_path: Path, name: str, beside: str) -> None:
    (one,) = told(tmp_path, NAME, [name])
    assert one.message == f"{NAME}: holds {beside} beside the name, and slides would show all of it"
    assert one.hint.startswith("leave only the name, as on the door")


@pytest.mark.parametrize(
    "name",
    [
        "Copper Clinic (cont.)", "Copper Clinic - continued", "Copper Clinic ctd", "Copper Clinic (2)", "COPPER CLINIC, 2nd row",
        "Copper Clinic copy", "Copy of Copper Clinic", "Copper Clinic (2 of 2)",
        "Copper Clinic 2nd row", "Copper Clinic (see above)", "Copper Clinic (old)",
    ],
)  # fmt: skip
def test_a_row_that_goes_on_with_another_one_is_told(tmp_path: Path, name: str) -> None:
    (one,) = told(tmp_path, NAME, ["Alder Clinic", "Copper Clinic", name])
    assert (one.code, one.severity, one.source and one.source.cell) == ("row-continued", "warning", "A4")
    assert one.message.startswith(f"practice.name: is `{name}` row 3, Copper Clinic, once more?")


def test_names_of_their_own(tmp_path: Path) -> None:
    names = [
        "Copper Clinic", "Copper Clinic North", "Copper Clinic 2", "Copper Clinic II", "Copper Clinic (West)", "Copper Clinic, Suite 2",
        "Copper Continuing Care", "Continued Care Clinic", "Copy Clinic", "New Plum Clinic", "Pilot Mountain Clinic", "Kids First!",
        "Plum Clinic (New Patients)", "#1 Family Care", "Body*Mind Clinic", "Active Health - East", "New - Life Clinic",
    ]  # fmt: skip
    assert told(tmp_path, NAME, names) == []


def test_an_error_of_excel_that_ends_in_a_question_mark_is_told_once(tmp_path: Path) -> None:
    for field in (LEADER, ROLE, PLACE):
        assert [one.code for one in told(tmp_path, field, ["#NAME?"])] == ["cell-error"]
