"""Sentences where a name or a title is asked for: found, and no honest answer taken for one."""

from __future__ import annotations

import pytest

from whp_deck.content.whole_answers import is_long_title, is_sentence, name_within, singular_of, title_within


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("The name is Harbor View Family Practice", "Harbor View Family Practice"),
        ("the practice's name is Oak Street Clinic.", "Oak Street Clinic"),
        ("It’s Harbor View", "Harbor View"),
        ("We are called Harbor View", "Harbor View"),
        ("we just say Harbor", "Harbor"),
        ("people call us Harbor", "Harbor"),
        ("we go by “Harbor”", "Harbor"),
        ("just ask Jolene", "Jolene"),
        ("you can ask Jolene Prather please", "Jolene Prather"),
        ("please ask the front desk", "the front desk"),
        ("my name is Jolene Prather, RN", "Jolene Prather, RN"),
        ("that would be Kim", "Kim"),
    ],
)
def test_a_name_is_found_within_a_sentence(typed: str, name: str) -> None:
    assert name_within(typed) == name


@pytest.mark.parametrize(
    "name",
    [
        "Harbor View Family Practice", "We Care Pediatrics", "Our Lady of Mercy Clinic", "The Family Practice",
        "Just Kids Pediatrics", "Ask Family Medicine", "You First Health", "It Takes a Village", "We Are Family Clinic",
        "Called to Care Clinic", "This Is Us Clinic", "I Am Health", "Simply Well", "See Clearly Eye Center", "practice manager",
        "our practice manager", "call center", "The Office of Dr. Desai", "Maria del Carmen García de la Torre, RN",
    ],
)  # fmt: skip
def test_a_name_is_left_as_it_is(name: str) -> None:
    assert name_within(name) == ""
    assert not is_sentence(name)


@pytest.mark.parametrize(
    "typed",
    [
        "we have no front desk, the nurse does it", "no front desk, the nurse does it", "whoever is free", "it depends",
        "I do", "I book it", "Depends on the day", "they take turns", "the nurse who has the phone", "nurse, if we have one",
    ],
)  # fmt: skip
def test_a_sentence_is_no_title(typed: str) -> None:
    assert is_sentence(typed)


@pytest.mark.parametrize(
    "title",
    [
        "front desk", "Front desk staff", "nurse practitioner", "Medical Assistant I", "RN II", "IT specialist", "checkout",
        "patient services", "Patient Relations", "Appointments", "Appointments and referrals", "headquarters", "Admissions",
        "medical records", "Orders", "CNS", "CMS", "nurse, care manager", "Medical Assistant (CMA)", "check-out counter",
        "customer service desk", "staff", "discharge desk", "LPN", "vitals", "front desk/reception", "care navigator",
        "call center", "Triage", "doctor’s assistant", "business office", "health informatics", "Kids", "class",
    ],
)  # fmt: skip
def test_a_title_is_left_as_it_is(title: str) -> None:
    assert title_within(title) == ""
    assert not is_sentence(title)
    assert not is_long_title(title)


@pytest.mark.parametrize(
    ("typed", "one"),
    [
        ("nurses", "nurse"), ("our nurses", "nurse"), ("the nurse", "nurse"), ("that is the nurse", "nurse"), ("MAs", "MA"),
        ("RNs", "RN"), ("medical assistants", "medical assistant"), ("Doctors", "Doctor"), ("receptionists", "receptionist"),
        ("providers", "provider"), ("physicians", "physician"), ("midwives", "midwife"), ("care coordinators", "care coordinator"),
        ("secretaries", "secretary"), ("social workers", "social worker"), ("dietitians", "dietitian"), ("nurse aides", "nurse aide"),
    ],
)  # fmt: skip
def test_the_title_of_one_is_found(typed: str, one: str) -> None:
    assert title_within(typed) == one
    assert singular_of(typed.removeprefix("our ").removeprefix("the ").removeprefix("that is the ")) in (one, "")
