"""A word that says nothing is nowhere an answer: no field of a practice takes it as one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

from tests.conftest import DECK, PRACTICE
from whp_deck.config.deck import load_deck
from whp_deck.config.deck_file import MeetingEntry
from whp_deck.content.checklist import Checklist
from whp_deck.content.decisions import Decisions
from whp_deck.content.facilitator_only import FacilitatorOnly
from whp_deck.content.open_words import says_none_here
from whp_deck.content.practice import Practice, StaffTitle
from whp_deck.content.scenario import RolePlayNotes, Scenario

WriteDeck = Callable[..., Path]
WORDS = ["decide later", "tbd", "?", "TBD.", "not sure yet", "…"]
NEVER_PRINTED = {"id", "checklist"}  # short names that other entries point at


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from models_in(part)


def fields_of(model: type[BaseModel], path: str) -> Iterator[tuple[str, Any]]:
    """Every field below a model that may hold a text, with its whole type."""
    for name, field in model.model_fields.items():
        inner = list(models_in(field.annotation))
        for one in inner:
            if one is not RolePlayNotes:  # the words of a script, as a title's: “?” may be meant
                yield from fields_of(one, f"{path}.{name}")
        if not inner and name not in NEVER_PRINTED:
            yield f"{path}.{name}", Annotated[field.annotation, "its type", *field.metadata]


FIELDS = dict(
    pair for model in (Practice, StaffTitle, Decisions, Scenario, Checklist, MeetingEntry) for pair in fields_of(model, model.__name__)
)  # fmt: skip


def read(annotation: Any, typed: Any) -> Any:
    value = TypeAdapter(annotation).validate_python(typed)
    return value.for_packet() if isinstance(value, FacilitatorOnly) else value


@pytest.mark.parametrize("field", FIELDS)
def test_no_field_takes_a_word_that_says_nothing_as_its_answer(field: str) -> None:
    annotation = FIELDS[field]
    many = get_origin(get_args(annotation)[0]) is list
    for word in WORDS:
        try:
            taken = read(annotation, [word] if many else word)
        except ValidationError:
            continue
        assert taken in (None, "", False), f"{field} takes `{word}` for {taken!r}"


NONE = ["none", "None.", "nobody", "No one yet", "nothing", "there is none"]
HONEST = {  # fields to which `none` is an answer
    "Decisions.exceptions", "Decisions.interpreters", "Decisions.family",
    "Decisions.handoffs.when", "Decisions.handoffs.today", "Decisions.moments.when", "Decisions.moments.today",
    "Decisions.measures.baseline",
}  # fmt: skip


@pytest.mark.parametrize("field", [name for name in FIELDS if not name.startswith(("Scenario", "Checklist"))])
def test_none_is_taken_where_it_is_an_answer_and_nowhere_printed_as_a_name(field: str) -> None:
    adapter = TypeAdapter(FIELDS[field])
    for word in NONE:
        try:
            taken = adapter.validate_python(word)
        except ValidationError:
            continue
        assert field in HONEST or taken in (None, "", False), f"{field} takes `{word}` for {taken!r}"


@pytest.mark.parametrize("name", ["No Limits Clinic", "None Such Road 3", "No. 3", "Nobody’s Business Café"])
def test_a_name_that_begins_so_is_one(name: str) -> None:
    assert read(FIELDS["Practice.short_name"], name) == name


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("giver: ma", "giver: nobody", "handoffs[1].giver: this must be decided: write who, or take the whole entry out"),
        ("receiver: clinician, when", "id: rooming, receiver: later, when", "handoffs[1].receiver: this must be decided: write who"),
        ("receiver: clinician, when", 'id: rooming, receiver: "", when', "handoffs[1].receiver: nothing is written"),
        ("receiver: clinician, when", 'id: rooming, receiver: " ", when', "handoffs[1].receiver: this must be decided: write who"),
        ("after rooming", "after rooming, first: maybe", "handoffs[1].first: write yes, no or later"),
        ("when: after rooming", "when: decide later", "handoffs[1].when: this must be decided: write the moment, or take the whole"),
        ("giver: ma", "giver: tbd", "handoffs[1].giver: this must be decided: write who, or take the whole entry out until you know"),
        ("Hilltop Clinic", '"?"', "practice.name: this must be decided: write the name as on the door"),
    ],
)  # fmt: skip
def test_what_must_be_said_is_told_with_its_line(write_deck: WriteDeck, old: str, new: str, told: str) -> None:
    _, problems = load_deck(write_deck(DECK, PRACTICE.replace(old, new)))
    (problem,) = problems
    assert told in problem.message
    line = next(n for n, line in enumerate(PRACTICE.splitlines(), 1) if old in line)
    assert problem.source is not None
    assert problem.source.line == line


def test_somebody_with_half_a_page_of_a_title_plays_under_the_usual_one(write_deck: WriteDeck) -> None:
    who = "whoever of us is free and " * 5 + "near"
    practice = PRACTICE.replace("receiver: clinician", f"id: rooming, receiver: {who}")
    deck, problems = load_deck(write_deck(DECK, practice))
    assert deck is not None, "\n".join(map(str, problems))
    assert deck.staff["clinician"].title == "clinician"


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("no checkout desk – does not do this", True),
        ("there is no front desk", True),
        ("don't have a checkout", True),
        ("does not apply", True),
        ("Skip", True),
        ("n/a - no desk", True),
        ("not applicable, patients leave through the back", True),
        ("not done here, they go home", True),
        ("no front desk, at the nurse station", False),  # says where instead
        ("no fixed place, in the hall", False),
        ("the front desk, not the window", False),
        ("where nobody does this alone", False),
        ("by phone only", False),
        ("a room", False),
    ],
)
def test_words_that_there_is_no_such_handoff(text: str, is_told: bool) -> None:
    assert says_none_here(text) is is_told
