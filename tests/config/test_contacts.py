"""Whom people can ask is typed in many ways, and reads right behind “Ask” wherever it is printed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import DECK, PRACTICE
from whp_deck.config.deck import load_deck
from whp_deck.config.practice_list import list_practices
from whp_deck.content.contacts import our
from whp_deck.planner.documents import make_documents
from whp_deck.planner.plan import make_plan


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("practice manager", "our practice manager"),
        ("our practice manager, Kim", "our practice manager, Kim"),
        ("Our front desk", "our front desk"),
        ("the nurse on duty", "our nurse on duty"),
        ("My manager", "our manager"),
        ("Practice manager", "our practice manager"),
        ("Practice Manager", "our Practice Manager"),
        ("RN lead", "our RN lead"),
        ("MA Kim", "our MA Kim"),
        ("Nurse Kim", "our Nurse Kim"),
        ("Billing office", "our billing office"),
        ("Kim", "Kim"),
        ("Kim, practice manager", "Kim, practice manager"),
        ("Kim (front desk)", "Kim (front desk)"),
        ("Dana Okafor", "Dana Okafor"),
        ("Dana Okafor or Miguel", "Dana Okafor or Miguel"),
        ("Kim from the front desk", "Kim from the front desk"),
        ("Dr. Lee", "Dr. Lee"),
        ("Kim’s team", "Kim’s team"),
        ("whoever is at the front desk", "whoever is at the front desk"),
        ("any nurse", "any nurse"),
        ("me", "me"),
        ("", ""),
    ],
)
def test_a_contact_reads_right_behind_ask(typed: str, said: str) -> None:
    assert our(typed) == said


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("anne", "Anne"),
        ("our anne", "Anne"),
        ("anne holm", "Anne Holm"),
        ("mcCall", "our mcCall"),  # no small letters: somebody has thought of it
        ("bo", "Bo"),
        ("nurse", "our nurse"),
        ("holmes", "our holmes"),
        ("Anne", "Anne"),
    ],
)
def test_a_name_in_small_letters_is_that_of_a_facilitator(typed: str, said: str) -> None:
    assert our(typed, ["Nurse Kim", "Anne Holm", "bo wu"]) == said


def test_a_small_word_that_may_be_a_person_is_asked_about_in_a_list(tmp_path: Path) -> None:
    head = "practice.name,practice.contact.role,practice.facilitators.1.name,staff.ma.title"
    contacts = [
        "anne,,",
        "anne,Anne Holm,",
        "our anne,,",
        "nurse,,",
        "Anne,,",
        "navigators,,",
        "wellness,,wellness aide",
    ]
    contacts += ["rn,,", "whoever is there,,", "front-desk,,", "champion,,", "NA,,"]
    rows = "".join(f"Clinic {chr(65 + at)},{cells}\n" for at, cells in enumerate(contacts))
    (tmp_path / "practices.csv").write_text(f"{head}\n{rows}", encoding="utf-8")
    (one,) = [one for one in list_practices(tmp_path / "practices.csv")[1] if one.code == "contact-small"]
    assert one.message.endswith("is “anne” a person? Slides would say “Ask our anne”, as in B4")
    assert one.source is not None
    assert one.source.cell == "B2"


@pytest.mark.parametrize(
    ("typed", "said"), [("our practice manager, Kim", "sk our practice manager, Kim"), ("Kim Lee", "sk Kim Lee")]
)
@pytest.mark.parametrize("toolkit", ["warm-handoff-plus", "teach-back"])
def test_slides_notes_and_handout_say_the_contact_alike(
    write_deck: Callable[..., Path], toolkit: str, typed: str, said: str
) -> None:
    practice = PRACTICE.replace("decisions:", f"  contact: {{role: '{typed}'}}\ndecisions:")
    practice += "  moments: [{who: nurse, when: at noon}]\n"
    format = "once-20" if toolkit == "warm-handoff-plus" else "{minutes: 90}"
    own = "slides:\n  add:\n    - {id: ours, kind: content, title: Ours, body: 'Ask our {{ practice.contact.role }}'}\n"
    deck, problems = load_deck(write_deck(DECK.replace("huddle-15", format) + f"toolkit: {toolkit}\n" + own, practice))
    assert deck is not None, problems
    plan, _ = make_plan(deck)
    slides = plan.sessions[-1].slides
    closing = next(slide for slide in slides if slide.kind == "closing")
    assert said in repr(closing.slots)
    assert said in closing.notes.text
    assert said in repr(make_documents(deck, plan)[0][-1].handout)
    assert "our our" not in repr(slides)


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("anne from billing", "write a name with a capital letter, as Anne; "),
        ("ask Bob at the desk", "write only whom: Bob at the desk"),
        ("Ask our front desk", "write only whom: our front desk"),
        ("billing in the back office", ""),
        ("one of us at the front desk", ""),
        ("askew Inc.", ""),
        ("call the front desk", "write only whom: the front desk"),
        ("Call center", ""),
        ("phone nurse", ""),
        ("pratice manager", "did you mean `practice manager`? "),
        ("Pratice manager", "did you mean `Practice manager`? "),
        ("nurse practitoner", "did you mean `nurse practitioner`? "),
        ("amdin", "did you mean `admin`? "),
        ("clinical change manager, mental health", ""),
        ("Anne Mangers", ""),
        ("resident, dietician and trainees", ""),
    ],
)
def test_a_contact_that_reads_wrong_is_told_with_what_was_meant(tmp_path: Path, typed: str, hint: str) -> None:
    (tmp_path / "l.csv").write_text(f'practice.name,practice.contact.role\nA Clinic,"{typed}"\n', encoding="utf-8")
    told = list_practices(tmp_path / "l.csv")[1]
    assert [one.hint[: len(hint)] for one in told] == [hint] * bool(hint)
