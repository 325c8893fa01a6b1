"""A word that only fills a cell is told where it would be printed as a name or an answer, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from whp_deck.batch.to_ask import to_ask
from whp_deck.config.columns import field_in_words
from whp_deck.config.practice_list import list_practices
from whp_deck.content.open_words import says_nothing
from whp_deck.errors import Problem


def told(folder: Path, text: str) -> list[Problem]:
    (folder / "practices.csv").write_text(text, encoding="utf-8")
    return list_practices(folder / "practices.csv")[1]


@pytest.mark.parametrize(
    "text", ["none", "unknown", "no", "24/7", "4 of 20", "x", "Open Door Clinic", "pending review"]
)
def test_what_may_be_an_answer_does_not_count_as_empty(text: str) -> None:
    assert not says_nothing(text)


@pytest.mark.parametrize(
    ("field", "word", "is_told"),
    [
        ("practice.facilitators.1.name", "Vance Open", False),
        ("practice.contact.phone", "unknown", True),
        ("practice.contact.role", "NA", True),  # a nursing assistant, or nobody
        ("meetings.1.place", "NA", False),  # as n/a: an empty cell
        ("decisions.patients", "N/A", False),
        ("practice.short_name", "vacant", True),
        ("meetings.1.place", "none", True),
        ("decisions.review.who", "vacant", True),
        ("decisions.patients", "x", True),
        ("decisions.exceptions", "none", False),  # never is an answer to “when not?”
        ("decisions.patients", "unknown", True),
        ("decisions.measures.share.baseline", "unknown", False),  # and this one is honest
        ("decisions.handoffs.rooming.first", "x", False),  # no text: told as what it must be
        ("decisions.handoffs.rooming.today", "not known", False),
        ("decisions.handoffs.rooming.where", "See Anne's email of 11/2", True),
        ("decisions.handoffs.rooming.where", "see the nurse", False),
        ("decisions.handoffs.rooming.where", "by e-mail", False),
        ("meetings.1.place", "Zoom link to follow", True),
        ("meetings.1.place", "Zoom link", False),
        ("decisions.exceptions", "Name and address to follow up on", False),
    ],
)
def test_where_a_word_cannot_be_meant(tmp_path: Path, field: str, word: str, is_told: bool) -> None:
    problems = told(tmp_path, f"practice.name,{field}\nHilltop Clinic,{word}\n")
    found = [one.severity for one in problems if one.code == "cell-placeholder"]
    assert found == ["warning"] * is_told
    if is_told:
        assert str(problems[0]).partition("practices.csv:")[2].startswith(f"B2: warning: {field}: `{word}` would be")


def test_a_word_that_stands_in_many_cells_is_told_once(tmp_path: Path) -> None:
    rows = "".join(f"Clinic {letter},See email,Vacant\n" for letter in "ABCDEFG")
    person, place = told(tmp_path, f"practice.name,practice.facilitators.1.name,meetings.1.place\n{rows}")
    assert "`See email` is no name: decks leave this person out, as in B3, B4, B5 and 3 others" in person.message
    assert "`Vacant` would be printed as it is, as in C3, C4, C5 and 3 others" in place.message


@pytest.mark.parametrize(
    ("name", "is_told"),
    [
        *(
            (word, False)
            for word in ("TBD", "NA", "n/a", "N.A.", "none", "-", "?", "vacant", "(open)", "not yet", "N.N.")
        ),
        *(
            (word, True)
            for word in ("TBD - call back", "tba (Cindy knows)", "to be named - ask Jo", "see email", "test")
        ),
    ],
)
def test_a_person_who_is_not_known_yet_is_left_out_whatever_the_word(tmp_path: Path, name: str, is_told: bool) -> None:
    head = "practice.name,practice.facilitators.1.name,practice.facilitators.1.role,practice.facilitators.2.name"
    (tmp_path / "practices.csv").write_text(f"{head}\nA Clinic,{name},nurse,Ann Li\n", encoding="utf-8")
    (one,), problems = list_practices(tmp_path / "practices.csv")
    assert [(two.code, two.severity, two.source and two.source.cell) for two in problems] == [
        ("cell-placeholder", "warning", "B2")
    ] * is_told
    assert one.row is not None
    assert one.row.cells == (("practice.name", "A Clinic"), ("practice.facilitators.2.name", "Ann Li"))


@pytest.mark.parametrize(("name", "codes"), [("1200", ["cell-number"]), ("24/7", ["cell-number"]), ("診療所", [])])
def test_a_name_without_letters_is_told(tmp_path: Path, name: str, codes: list[str]) -> None:
    assert [one.code for one in told(tmp_path, f"practice.name\n{name}\n")] == codes


@pytest.mark.parametrize(
    ("field", "text", "severity"),
    [
        ("practice.short_name", "TBD - call back", "error"),
        ("practice.name", "tba (Cindy knows)", "error"),
        ("practice.facilitators.1.name", "<name>", "error"),
        ("meetings.1.place", "to be confirmed, ask Cindy", "warning"),
        ("meetings.1.place", "TBD", ""),  # as an empty cell
        ("practice.short_name", "to be named - ask Jo", "error"),
        ("meetings.1.place", "[Room 2]", ""),
        ("decisions.patients", "pending - ask", "warning"),
        ("decisions.patients", "Pending review by the nurse", ""),
        ("decisions.patients", "Nadia", ""),
        ("decisions.patients", "tbdata users", ""),
    ],
)
def test_open_words_with_more_behind_them(tmp_path: Path, field: str, text: str, severity: str) -> None:
    name = "" if field == "practice.name" else "Hilltop Clinic,"
    problems = told(tmp_path, f'{"practice.name," * bool(name)}{field}\n{name}"{text}"\n')
    assert [(one.code, one.severity) for one in problems] == [("cell-placeholder", severity)] * bool(severity)


def test_of_a_person_who_is_not_sure_all_cells_are_to_be_emptied(tmp_path: Path) -> None:
    head = "practice.name,practice.facilitators.1.name,practice.facilitators.1.role"
    (one,) = told(tmp_path, f"{head}\nA Clinic,Ann Li?,nurse\n")
    assert one.hint.endswith("if it is not known yet, empty B2 and C2: the deck then leaves it out, or asks")


@pytest.mark.parametrize("ditto", ["same as above", "Ditto", '""""', "as above", "(see above)", "Same"])
def test_a_ditto_proposes_what_stands_above(tmp_path: Path, ditto: str) -> None:
    rows = f"A Clinic,Ann Li,Room 1\nB Clinic,{ditto},{ditto}\nC Clinic,Bo Wu,{ditto}\n"
    problems = told(tmp_path, f"practice.name,practice.facilitators.1.name,meetings.1.place\n{rows}")
    begin, end = "type it out: {} above says `{}`", ""
    if ditto == '""""':  # a mark alone may be a slip
        begin, end = "does it mean what {} above says, `{}`?", " type that, or what is right, or empty the cell"
    assert [(one.severity, one.hint) for one in problems] == [
        ("error", begin.format("B2", "Ann Li") + end),
        ("warning", begin.format("C2", "Room 1") + end),
        ("warning", begin.format("C2", "Room 1") + end),
    ]


def test_a_ditto_below_an_empty_cell_is_told_so(tmp_path: Path) -> None:
    rows = "A Clinic,Room 1\nB Clinic,\nC Clinic,ditto\n"
    (problem,) = told(tmp_path, f"practice.name,meetings.1.place\n{rows}")
    assert problem.hint == "type it out, or empty the cell: B3 above is empty, or says nothing"


@pytest.mark.parametrize(("name", "is_told"), [("Ann Li?", True), ("Ann or Bo ?", True), ("Ann Li", False)])
def test_a_leader_who_is_not_sure_is_told(tmp_path: Path, name: str, is_told: bool) -> None:
    head = "practice.name,practice.facilitators.1.name,decisions.patients"
    problems = told(tmp_path, f"{head}\nA Clinic,{name},Who is new?\n")
    assert [(one.code, one.severity) for one in problems] == [("cell-placeholder", "warning")] * is_told
    assert all(
        one.hint.startswith("is it sure? ask the practice; then take the question mark out; ") for one in problems
    )


def test_a_name_in_brackets_is_none_and_a_row_with_only_a_name_may_be_a_heading(tmp_path: Path) -> None:
    head = "practice.name,practice.contact.phone,practice.contact.role\n"
    text = f"{head}[Practice name],1,nurse\nWEST REGION,,\nHilltop Clinic,2,nurse\n"
    brackets, heading = sorted(told(tmp_path, text), key=lambda one: str(one.source))
    assert (brackets.severity, brackets.message) == (
        "error",
        "practice.name: `[Practice name]` is a placeholder, not a name",
    )
    assert (heading.severity, heading.message) == ("warning", "`WEST REGION` is only a name")
    assert told(tmp_path, f"{head}A Clinic,,\nB Clinic,1,nurse\n") == []  # as many say no more


def test_as_last_year_is_told_as_what_it_is_and_not_as_a_ditto_mark(tmp_path: Path) -> None:
    rows = "A Clinic,Ann Li,Room 2\nB Clinic,same as last year,same as last year\n"
    person, place = told(tmp_path, f"practice.name,practice.facilitators.1.name,meetings.1.place\n{rows}")
    assert (person.severity, place.severity) == ("warning", "warning")
    assert person.message.endswith("`same as last year` is no name: decks leave this person out")
    assert person.hint == "type the name out: nothing is known here of how it was"
    assert "`same as last year` says nothing by itself" in place.message
    assert place.hint.startswith("type out what it was, or ask the practice; if it is not known yet, empty the cell")


@pytest.mark.parametrize(
    ("field", "text", "is_told"),
    [
        ("decisions.handoffs.rooming.where", "nobody does this", True),
        ("decisions.handoffs.rooming.where", "We don't do it here.", True),
        ("meetings.1.place", "we never meet", True),
        ("meetings.1.place", "Cancelled", True),
        ("meetings.1.place", "canceled until March", True),
        ("meetings.1.place", "on hold", True),
        ("meetings.1.place", "room on hold 2", False),
        ("decisions.handoffs.rooming.today", "not done", False),  # an honest answer to how it is done now
        ("decisions.handoffs.rooming.where", "where nobody does this alone", False),
    ],
)
def test_what_is_not_done_at_all_is_told_and_asked(tmp_path: Path, field: str, text: str, is_told: bool) -> None:
    (tmp_path / "practices.csv").write_text(f'practice.name,{field}\nA Clinic,"{text}"\n')
    (found,), problems = list_practices(tmp_path / "practices.csv")
    assert [one.code for one in problems] == ["cell-placeholder"] * is_told
    assert all("says that it is not done" in one.message for one in problems)
    assert ("name in a column `network`" in str(problems)) is (is_told and "handoffs" in field)
    assert found.row
    what = "meet" if field.startswith("meetings") else "do it"
    asked = f"{field_in_words(field)} says `{text}`: ask whether they {what} at all (cell B2)"
    assert to_ask(found.row, problems) == (asked,) * is_told


@pytest.mark.parametrize(
    ("field", "text", "is_told"),
    [
        ("meetings.1.place", "see calendar invite", True),
        ("meetings.1.place", "ask front desk", True),
        ("meetings.1.place", "Sue's office", False),
        ("decisions.family", "Ask the patient who is family", False),
        ("decisions.family", "Call them in", False),
    ],
)
def test_a_room_that_somebody_else_knows_is_told_and_asked(
    tmp_path: Path, field: str, text: str, is_told: bool
) -> None:
    (tmp_path / "practices.csv").write_text(f'practice.name,{field}\nA Clinic,"{text}"\n')
    (found,), problems = list_practices(tmp_path / "practices.csv")
    assert [one.code for one in problems] == ["cell-placeholder"] * is_told
    assert all(one.hint.startswith("look there, or ask the practice; ") for one in problems)
    assert found.row
    asked = f"{field_in_words(field)} says `{text}`: ask what it is (cell B2)"
    assert to_ask(found.row, problems) == (asked,) * is_told
