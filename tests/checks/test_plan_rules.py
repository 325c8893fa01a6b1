"""Rules on what an author wrote: each with the line of its cause, and a near miss."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pptx
import pytest

from tests.conftest import PRACTICE
from tests.old_deck import make_old_deck
from whp_deck.build import prepare_deck
from whp_deck.checks.catalog import PLAN_RULES
from whp_deck.checks.plan_rules import PlanView
from whp_deck.checks.rule import Hit
from whp_deck.config.deck import load_deck
from whp_deck.planner.plan import make_plan

WriteDeck = Callable[..., Path]
TODAY = dt.date(2026, 11, 20)
DECK = "deck: Test deck\npractice: practice.yaml\nformat: huddle-10\n"
PLAYED = "deck: Test deck\npractice: practice.yaml\nformat: {minutes: 40}\nrole_plays: {use: [rooming-refill]}\n"


def say(words: int, minutes: float = 1) -> str:
    return (
        "slides:\n  add:\n    - id: ours\n      kind: content\n      session: 1\n      title: Ours\n      body: Nothing about us\n"
        f"      minutes: {minutes}\n      notes:\n        say: {'word ' * words}\n"
    )


SILENT = say(1).partition("      notes:")[0]


def meeting(date: str) -> str:
    return f"meetings:\n  - {{date: {date}, start: '07:45'}}\n"


def start(date: str) -> str:
    return f"{PRACTICE}  start:\n    date: {date}\n"


def leads(name: str) -> str:
    return PRACTICE.replace("decisions:", f"  facilitators: [{{name: {name}}}]\ndecisions:")


ROWS = [
    ("say-too-long", DECK + say(164), PRACTICE, DECK + say(160), PRACTICE, "deck.yaml:13"),
    ("say-too-long", DECK + say(164), PRACTICE, DECK + say(164, 1.5), PRACTICE, "deck.yaml:13"),
    ("notes-missing", DECK + SILENT, PRACTICE, DECK + say(1), PRACTICE, "deck.yaml:6"),
    ("notes-missing", DECK + SILENT, PRACTICE, DECK + SILENT + "      notes: Hold it up\n", PRACTICE, "deck.yaml:6"),
    (
        "notes-missing",
        DECK + SILENT,
        PRACTICE,
        DECK + SILENT.replace("minutes: 1", "minutes: 0"),
        PRACTICE,
        "deck.yaml:6",
    ),
    ("meeting-past", DECK + meeting("2026-11-19"), PRACTICE, DECK + meeting("2026-11-20"), PRACTICE, "deck.yaml:5"),
    ("start-past", DECK, start("2026-11-19"), DECK, start("2026-11-20"), "practice.yaml:7"),
    ("scenario-staff-name", PLAYED, leads("Ann Fernbrook"), PLAYED, leads("Ann Fern"), "rooming-refill.yaml:"),
    ("scenario-staff-name", PLAYED, leads("Ann Fernbrook RN"), PLAYED, leads("Fernbrook Ann"), "rooming-refill.yaml:"),
    ("scenario-staff-name", PLAYED, leads("Fernbrook"), PLAYED, leads("'not sure yet, maybe Tess'"), "refill.yaml:"),
    ("scenario-staff-name", PLAYED, leads("Ann Fernbrook"), PLAYED, leads("one of the blood"), "refill.yaml:"),
]


def hits(rule_id: str, path: Path) -> list[Hit]:
    deck, problems = load_deck(path)
    assert deck is not None, problems
    rule = next(one for one in PLAN_RULES if one.id == rule_id)
    return list(rule.find(PlanView(deck, make_plan(deck)[0], TODAY)))


@pytest.mark.parametrize(
    ("rule", "deck", "practice", "near_deck", "near_practice", "place"),
    ROWS,
    ids=[f"{n}-{row[0]}" for n, row in enumerate(ROWS)],
)
def test_a_rule_catches_what_breaks_it_and_passes_a_near_miss(
    write_deck: WriteDeck, rule: str, deck: str, practice: str, near_deck: str, near_practice: str, place: str
) -> None:
    found = hits(rule, write_deck(deck, practice))
    assert len(found) == 1
    assert place in found[0].source.path_and_line
    assert hits(rule, write_deck(near_deck, near_practice)) == []


def test_every_rule_on_plans_has_a_row() -> None:
    assert {rule.id for rule in PLAN_RULES} == {row[0] for row in ROWS}


def test_a_slide_of_an_old_deck_without_notes_is_known_by_its_number_there(write_deck: WriteDeck) -> None:
    path = write_deck(
        DECK + "slides:\n  add:\n    - {id: old, kind: import, file: old.pptx, slides: 3-5, session: 1}\n"
    )
    make_old_deck(path.parent / "old.pptx")
    old = pptx.Presentation(str(path.parent / "old.pptx"))
    old.slides[3].shapes.title.text = ""
    old.save(str(path.parent / "old.pptx"))
    prepared = prepare_deck(path)
    (rule,) = [one for one in PLAN_RULES if one.id == "notes-missing"]
    hits = list(rule.find(PlanView(prepared.deck, prepared.plan, TODAY)))
    assert [hit.message for hit in hits][:2] == [
        "“Calls last year” takes 1 min and has no notes",
        "slide 4 of old.pptx takes 1 min and has no notes",
    ]
    assert hits[1].remedy.startswith("write notes under slide 4 of old.pptx in PowerPoint")
