"""What the recap of a session says: what to remember of the last one, not the list of its slides."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import DECK, PRACTICE
from whp_deck.config.deck import load_deck
from whp_deck.plan import DeckPlan, Text
from whp_deck.planner.plan import make_plan

SHORT = """\
formats:
  short:
    minutes: 15
    usable: 14
    sessions:
      - [title, {slides}, closing]
      - [title, recap, closing]
"""


@pytest.fixture
def recap(write_deck: Callable[..., Path]) -> Callable[..., list[str]]:
    """The lines of the recap after a session with these slides, without its last one, which asks."""

    def lines(slides: str, *, edits: str = "", practice: str = PRACTICE) -> list[str]:
        plan = plan_of(write_deck(DECK.replace("huddle-15", "short") + edits, practice + SHORT.format(slides=slides)))
        body = next(slide for slide in plan.sessions[1].slides if slide.kind == "recap").slots["body"]
        assert isinstance(body, Text)
        return [paragraph.text for paragraph in body.paragraphs][:-1]

    return lines


def plan_of(path: Path) -> DeckPlan:
    deck, problems = load_deck(path)
    assert deck is not None, "\n".join(map(str, problems))
    return make_plan(deck)[0]


def test_what_the_author_wants_remembered_is_said_in_the_order_of_the_slides(recap: Callable[..., list[str]]) -> None:
    edits = """\
slides:
  change:
    why: {remember: "A note is *read* once"}
    what-is-whp: {remember: "{{ practice.name }} talks in the room"}
"""
    assert recap("what-is-whp, why", edits=edits) == ["Hilltop Clinic talks in the room", "A note is read once"]


def test_data_say_it_where_the_author_does_not(recap: Callable[..., list[str]]) -> None:
    assert recap("how-to, checklist-rooming, role-play-1") == [
        "Meet · Tell · Ask · Repeat",
        "The question: “What would you add?”",
        "From the role play: what did we want to try?",
    ]


def test_the_plan_of_the_practice_is_remembered_and_what_is_open_is_not(recap: Callable[..., list[str]]) -> None:
    decided = PRACTICE + "  start: {date: 2026-12-07}\n"
    assert recap("when-we-use-it, how-we-start", practice=decided) == [
        "Here we begin after rooming",
        "Our first day: December\u00a07, 2026",
    ]
    assert recap("when-we-use-it, how-we-start") == ["Here we begin after rooming"]


def test_a_hidden_slide_is_not_remembered_and_four_lines_are_enough(recap: Callable[..., list[str]]) -> None:
    slides = "what-is-whp, what-plus, how-to, when-we-use-it, checklist-rooming"
    assert len(recap(slides)) == 4
    assert "Meet · Tell · Ask · Repeat" not in recap(slides, edits="slides: {hide: [how-to]}\n")


def test_titles_stand_in_when_no_slide_has_anything_to_remember(recap: Callable[..., list[str]]) -> None:
    assert recap("why, voice") == [
        "When we only pass messages, the patient cannot check them",
        "What it can feel like for a patient",
    ]
