"""People are called as the practice calls them, in its own words, too."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import DECK, PRACTICE
from whp_deck.config.deck import load_deck
from whp_deck.planner.people import check_people
from whp_deck.planner.plan import make_plan

MORE = (
    "  barriers:\n    - {barrier: The clinician is busy, answer: Ask at the front desk}\n"
    "staff: {clinician: provider, scheduler: coordinator}\n"
)


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (MORE, ["decisions.barriers[1].barrier says “clinician”, and `staff:` calls them “provider”"]),
        (MORE.replace("clinician: provider", "clinician: lead clinician"), []),
        (MORE.replace("at the front desk", "the front desk"), ["decisions.barriers[1].barrier says “clinician”, and `staff:` calls them “provider”", "decisions.barriers[1].answer says “front desk”, and `staff:` calls them “coordinator”"]),
        ("staff: {counselor: counselor}\n", ["staff.counselor: no line of your plan names `counselor` or “counselor”, so nobody is called by it"]),
        ("staff: {ma: providers}\n", ["staff.ma: “providers” are several, and slides and cards say “the providers tells …”"]),
        ("staff:\n  clinician: {title: provider, plural: providers}\n  scheduler: {title: Admissions, plural: Admissions}\n", []),
        ("    - {giver: clinician, receiver: Counselor, when: on a hard day}\nstaff: {counselor: counselor}\n", []),
    ],
)  # fmt: skip
def test_who_has_two_names_or_none_is_told(write_deck: Callable[..., Path], more: str, told: list[str]) -> None:
    deck, problems = load_deck(write_deck(DECK, PRACTICE + more))
    assert deck is not None, problems
    found = list(check_people(deck))
    assert [one.message for one in found] == told
    assert all(one.source and one.source.line for one in found)


def test_a_checklist_that_there_is_not_is_told_with_the_plan(write_deck: Callable[..., Path]) -> None:
    """Whether papers are made of it or not; one of the practice's own is known."""
    own = "checklists: [{id: nowhere, title: Ours, giver_says: [{id: why, text: Why}], patient: [], receiver: []}]\n"
    practice = PRACTICE.replace("when: after rooming", "when: after rooming, checklist: nowhere")
    for more, told in (("", [("checklist-unknown", "error", 5)]), (own, [])):
        deck, problems = load_deck(write_deck(DECK, practice + more))
        assert deck is not None, problems
        found = [one for one in make_plan(deck)[1] if one.code == "checklist-unknown"]
        assert [(one.code, one.severity, one.source and one.source.line) for one in found] == told


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("staff: {clinician: same}\n", ["staff.clinician.title: “same” says nothing by itself, and is printed as it is"]),
        ("  review: {when: see below, who: ma}\n", ["decisions.review.when: “see below” says nothing by itself, and is printed as it is"]),
        ("    - {giver: ma, receiver: clinician, when: none}\n", ["decisions.handoffs[2].when: “none” says nothing by itself, and is printed as it is"]),
        ("    - {giver: ma, receiver: clinician, when: at noon, where: in the same room, today: as before}\n", []),
    ],
)  # fmt: skip
def test_an_answer_that_says_nothing_is_told_at_its_line(
    write_deck: Callable[..., Path], more: str, told: list[str]
) -> None:
    deck, problems = load_deck(write_deck(DECK, PRACTICE + more))
    assert deck is not None, problems
    assert [one.message for one in check_people(deck) if one.code == "answer-empty"] == told


@pytest.mark.parametrize("word", ["none", "None.", "nobody", "nothing", "-"])
def test_whom_to_ask_is_open_where_nobody_is(write_deck: Callable[..., Path], word: str) -> None:
    contact = f"practice:\n  contact: {{role: '{word}', phone: '{word}'}}\n"
    deck, problems = load_deck(write_deck(DECK, PRACTICE.replace("practice:\n", contact, 1)))
    assert deck is not None, problems
    assert (deck.practice.contact.role, deck.practice.contact.phone) == ("", "")
