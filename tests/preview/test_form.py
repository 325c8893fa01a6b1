"""The form writes what was answered, and nothing else, into the author's files."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import DECK
from whp_deck.config.deck import load_deck
from whp_deck.config.new_files import practice_text
from whp_deck.config.questions import load_questions
from whp_deck.preview.decisions import form_data, save_answers

WriteDeck = Callable[..., Path]
PRACTICE = """\
# Ours.
practice:
  name: Hilltop Clinic   # as on the door
staff:
  ma: {title: nurse aide}
decisions:
  handoffs:
    # the first one
    - id: rooming
      giver: ma          # who walks along
      receiver: clinician
      when: after rooming
    - {id: late, giver: clinician, receiver: ma, when: after the exam}
  patients: decide later  # soon
"""


def lines(before: str, after: str) -> list[str]:
    """The lines that differ, as `-old` and `+new`."""
    found = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return [line for line in found if not line.startswith(("---", "+++", "@@"))]


def save(deck: Path, **answers: Any) -> list[str]:
    """Save answers by key (`__` for a dot); gives the lines of the practice's file that changed."""
    file = deck.parent / "practice.yaml"
    before = file.read_text(encoding="utf-8")
    saved = save_answers(deck, form_data(deck)["revision"], {key.replace("__", "."): v for key, v in answers.items()})
    assert (saved.wrong, saved.problems, saved.changed) == ({}, (), False)
    assert saved.revision == form_data(deck)["revision"]
    return lines(before, file.read_text(encoding="utf-8"))


def entries(deck: Path, key: str = "decisions.handoffs") -> list[dict[str, Any]]:
    answer: list[dict[str, Any]] = form_data(deck)["answers"][key]
    return answer


def test_one_answer_is_one_line(write_deck: WriteDeck) -> None:
    deck = write_deck(DECK, PRACTICE)
    assert save(deck, decisions__patients="All who take three medicines") == [
        "-  patients: decide later  # soon",
        "+  patients: All who take three medicines # soon",
    ]
    assert save(deck, practice__name="Hilltop: Clinic")[0] == "-  name: Hilltop Clinic   # as on the door"


def test_an_emptied_decision_is_open_again(write_deck: WriteDeck) -> None:
    deck = write_deck(DECK, PRACTICE)
    save(deck, decisions__patients="All")
    assert "+  patients: decide later  # soon" in save(deck, decisions__patients="")


def test_a_new_answer_stands_where_it_belongs(write_deck: WriteDeck) -> None:
    deck = write_deck(DECK, PRACTICE)
    assert save(deck, decisions__start__date="12/7/2026") == ["+  start:", "+    date: 2026-12-07"]
    loaded, _ = load_deck(deck)
    assert loaded is not None
    assert str(loaded.decisions.start.date) == "2026-12-07"


def test_a_field_of_an_entry_changes_alone(write_deck: WriteDeck) -> None:
    deck = write_deck(DECK, PRACTICE)
    handoffs = entries(deck)
    handoffs[0]["where"] = "in the room"
    handoffs[0]["giver"] = "nurse"
    changed = save(deck, decisions__handoffs=handoffs)
    assert changed == [
        "-      giver: ma          # who walks along",
        "+      giver: nurse       # who walks along",
        "+      where: in the room",
    ]


def test_entries_come_and_go(write_deck: WriteDeck) -> None:
    deck = write_deck(DECK, PRACTICE)
    first, last = entries(deck)
    assert last["giver"] == "clinician"
    new = {"at": None, "giver": "midwife", "receiver": "clinician", "when": "after the exam", "first": "yes"}
    save(deck, decisions__handoffs=[first, new])
    loaded, problems = load_deck(deck)
    assert problems == []
    assert loaded is not None
    assert [(one.id, one.giver, one.first) for one in loaded.decisions.handoffs] == [
        ("rooming", "ma", False),
        ("after-the-exam", "midwife", True),
    ]
    assert "# the first one" in (deck.parent / "practice.yaml").read_text(encoding="utf-8")


def test_the_first_entry_of_a_list_that_was_open(write_deck: WriteDeck) -> None:
    deck = write_deck(DECK, PRACTICE + "  barriers: []\n")
    save(deck, decisions__barriers=[{"at": None, "barrier": "Busy", "answer": ""}])
    assert entries(deck, "decisions.barriers") == [{"at": 0, "barrier": "Busy", "answer": ""}]


def test_the_deck_s_own_answers_go_into_the_deck(write_deck: WriteDeck) -> None:
    deck = write_deck(DECK, PRACTICE)
    assert save(deck, deck__format="2", deck__meetings=[{"at": None, "session": "1", "start": "7:45"}]) == []
    loaded, problems = load_deck(deck)
    assert problems == []
    assert loaded is not None
    assert loaded.file.format.name == "huddle-15"
    assert loaded.file.meetings[0].start is not None


def test_choices_speak_the_practice_s_own_titles(write_deck: WriteDeck) -> None:
    data = form_data(write_deck(DECK, PRACTICE))
    handoffs = next(q for group in data["groups"] for q in group["questions"] if q["key"] == "decisions.handoffs")
    assert ("ma", "nurse aide") in [tuple(choice)[:2] for choice in handoffs["fields"][0]["choices"]]


@pytest.mark.parametrize(
    ("answers", "where"),
    [
        ({"decisions.start.date": "soon"}, "decisions.start.date"),
        ({"practice.name": ""}, "practice.name"),
        ({"decisions.handoffs": []}, "decisions.handoffs"),
        ({"decisions.handoffs": [{"at": 0, "giver": ""}]}, "decisions.handoffs.0.giver"),
        ({"decisions.handoffs": [{"at": 7, "giver": "x"}]}, "decisions.handoffs"),
        ({"decisions.handoffs": [{"at": True, "giver": "x"}]}, "decisions.handoffs"),
        ({"decisions.handoffs": "all"}, "decisions.handoffs"),
        ({"practice.theme": "x"}, "practice.theme"),
        ({"../../etc/passwd": "x"}, "../../etc/passwd"),
    ],
)
def test_a_wrong_answer_is_marked_and_nothing_is_written(
    write_deck: WriteDeck, answers: dict[str, Any], where: str
) -> None:
    deck = write_deck(DECK, PRACTICE)
    saved = save_answers(deck, form_data(deck)["revision"], {"decisions.patients": "All", **answers})
    assert list(saved.wrong) == [where]
    assert (deck.parent / "practice.yaml").read_text(encoding="utf-8") == PRACTICE


def test_a_file_that_changed_meanwhile_is_left_alone(write_deck: WriteDeck) -> None:
    deck = write_deck(DECK, PRACTICE)
    revision = form_data(deck)["revision"]
    file = deck.parent / "practice.yaml"
    file.write_text(PRACTICE.replace("soon", "by May"), encoding="utf-8")
    saved = save_answers(deck, revision, {"decisions.patients": "All"})
    assert saved.changed
    assert saved.revision == form_data(deck)["revision"]
    assert "by May" in file.read_text(encoding="utf-8")


def test_what_the_form_cannot_show_is_left_to_the_file(write_deck: WriteDeck) -> None:
    deck = write_deck(DECK.replace("huddle-15", "{minutes: 20}"), PRACTICE)
    data = form_data(deck)
    assert data["by_hand"] == ["deck.format"]
    assert save_answers(deck, data["revision"], {"deck.format": "huddle-15"}).wrong


def test_another_toolkit_asks_its_own_questions(write_deck: WriteDeck) -> None:
    practice = "practice: {name: Hilltop Clinic}\ndecisions:\n  moments:\n    - {who: nurse, when: on the way out}\n"
    deck = write_deck(DECK.replace("format:", "toolkit: teach-back\nformat:"), practice)
    assert "decisions.handoffs" not in {q["key"] for group in form_data(deck)["groups"] for q in group["questions"]}
    new = {"at": None, "who": "ma", "when": "With a new device", "what": "how to use it"}
    save(deck, decisions__moments=[*entries(deck, "decisions.moments"), new])
    loaded, problems = load_deck(deck)
    assert problems == []
    assert loaded is not None
    assert [(one.id, one.who) for one in loaded.decisions.moments] == [(None, "nurse"), ("with-a-new-device", "ma")]


def test_a_person_who_is_called_by_a_title_stays_as_written(write_deck: WriteDeck) -> None:
    deck = write_deck(DECK, PRACTICE.replace("receiver: clinician", "receiver: front desk"))
    assert save(deck, decisions__handoffs=entries(deck)) == []


@pytest.mark.parametrize(
    ("key", "answer", "changed"),
    [
        (
            "decisions__barriers",
            [{"at": None, "barrier": "Busy", "answer": "Wait"}],
            ["-  barriers: decide later   # or, instead of this line, entries as these:", "-  # barriers:",
             "-  #   - barrier: The clinician is busy next door", "-  #     answer: Flag out, wait two minutes, then knock",
             "+  barriers:", "+    - barrier: Busy", "+      answer: Wait"],
        ),
        ("practice__short_name", "Rivers", ["-  # short_name: Riverside", "+  short_name: Rivers"]),
        (
            "practice__facilitators",
            [{"at": None, "name": "Ann", "role": "nurse"}],
            ["-  # facilitators:", "-  #   - name: Dana Okafor", "-  #     role: nurse",
             "+  facilitators:", "+    - name: Ann", "+      role: nurse"],
        ),
        ("practice__contact__role", "nurse", ["+  contact:", "+    role: nurse"]),
    ],
)  # fmt: skip
def test_an_answer_stands_where_its_example_stood(
    write_deck: WriteDeck, key: str, answer: Any, changed: list[str]
) -> None:
    handoff = {"giver": "ma", "receiver": "clinician", "when": "after rooming"}
    new = practice_text({"practice": {"name": "Hilltop"}, "decisions": {"handoffs": [handoff]}}, load_questions())
    deck = write_deck(DECK, new)
    assert save(deck, **{key: answer}) == changed
    after = (deck.parent / "practice.yaml").read_text(encoding="utf-8").splitlines()
    (first, *_) = [line[1:] for line in changed if line.startswith("+")]
    above = after[after.index(first) - 1]
    assert above.startswith("  #"), "its explanation stands right above"


def test_an_entry_in_words_is_the_choice_of_that_title(write_deck: WriteDeck) -> None:
    """Else the form offers to add what is there already."""
    deck = write_deck(
        DECK, PRACTICE.replace("giver: ma  ", "giver: nurse aide").replace("receiver: ma", "receiver: Medical Director")
    )
    assert [(one["giver"], one["receiver"]) for one in entries(deck)] == [
        ("ma", "clinician"),
        ("clinician", "Medical Director"),
    ]
    assert save(deck, decisions__handoffs=entries(deck)) == []


@pytest.mark.parametrize("entry", ["{title: nurse aide}", "nurse aide"])
def test_a_title_is_changed_in_the_form_in_which_it_stands(write_deck: WriteDeck, entry: str) -> None:
    deck = write_deck(DECK, PRACTICE.replace("{title: nurse aide}", entry))
    assert form_data(deck)["answers"]["staff.ma.title"] == "nurse aide"
    assert save(deck, staff__ma__title="care aide") == [f"-  ma: {entry}", f"+  ma: {entry.replace('nurse', 'care')}"]


def test_a_title_that_nobody_has_yet_gets_its_lines(write_deck: WriteDeck) -> None:
    assert save(write_deck(DECK, PRACTICE), staff__clinician__title="provider") == [
        "+  clinician:",
        "+    title: provider",
    ]
