"""A role play of one's own that was begun as a copy: one patient, of one age, he or she throughout."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import DECK, PRACTICE
from whp_deck.config.deck import Deck, load_deck
from whp_deck.config.toolkits import toolkit_names
from whp_deck.planner.one_patient import check_patient, check_patients
from whp_deck.resources import shipped
from whp_deck.slides.role_play import RolePlaySlides

WriteDeck = Callable[..., Path]
MOMENT = "practice:\n  name: Hilltop Clinic\ndecisions:\n  moments:\n    - {who: nurse, when: after a visit}\n"
SHIPPED = (shipped("config/toolkits") / "warm-handoff-plus/scenarios/rooming-refill.yaml").read_text(encoding="utf-8")


def copied(write_deck: WriteDeck, *changes: tuple[str, str]) -> Deck:
    text = SHIPPED.replace("id: rooming-refill", "id: our-asthma")
    for was, now in changes:
        assert was in text
        text = text.replace(was, now)
    plays = "role_plays: {use: [our-asthma], add: [ours.yaml]}\n"
    deck, problems = load_deck(write_deck(DECK + plays, ours=text))
    assert deck is not None, problems
    return deck


def line_of(deck: Deck, words: str) -> int:
    entry = deck.entries["our-asthma"]
    assert isinstance(entry, RolePlaySlides)
    place = entry.scenario.place_of()
    assert place is not None
    lines = Path(place.file).read_text(encoding="utf-8").split("\n")
    return next(number for number, line in enumerate(lines, 1) if words in line)


def test_a_copy_with_another_name_keeps_no_age_and_no_she(write_deck: WriteDeck) -> None:
    deck = copied(
        write_deck,
        ("Mrs. Fernbrook needs a refill", "Mr. Birchfield has asthma"),
        ("Mrs. Fernbrook is 71. She is here for a blood pressure check.", "Mr. Birchfield is 44. He is here for his asthma."),
        ("Mrs. Fernbrook", "Mr. Birchfield"),
    )  # fmt: skip
    (told,) = check_patients(deck)
    situation = f"`situation` (line {line_of(deck, 'situation:')})"
    assert f"Birchfield is 44 in {situation} and 71 in `roles: patient: card` (line " in told.message
    assert f"Mr. Birchfield is “she” in {situation}" not in told.message  # `goal` says it above
    assert "Mr. Birchfield is “she” in `goal`" in told.message
    assert situation in told.message.partition("“she” in")[2]
    assert "`notes: scene: say`" in told.message
    assert "`roles: giver: card`" in told.message
    assert (told.code, told.severity) == ("scenario-contradicts", "warning")


def test_a_name_without_a_title_has_one_age(write_deck: WriteDeck) -> None:
    deck = copied(
        write_deck,
        ("Mrs. Fernbrook needs a refill", "Tyrell has asthma"),
        ("Mrs. Fernbrook is 71. She", "Tyrell is 19. He"),
        ("Mrs. Fernbrook", "Tyrell"),
    )
    (told,) = check_patients(deck)
    assert "Tyrell is 19 in `situation`" in told.message
    assert "71 in `roles: patient: card`" in told.message


def test_who_is_told_by_the_card_alone_has_that_age(write_deck: WriteDeck) -> None:
    deck = copied(
        write_deck, ("Mrs. Fernbrook is 71.", "Mrs. Fernbrook is 72."), ("You are Mrs. Fernbrook, 71,", "You are 71,")
    )
    (told,) = check_patients(deck)
    assert "Fernbrook is 72 in `situation`" in told.message


@pytest.mark.parametrize(
    "situation",
    [
        "Mrs. Fernbrook is 71. Her husband is 75, and he is here, too.",
        "Mrs. Fernbrook is 71. The doctor saw her. He wants to see her again.",
        "Mrs. Fernbrook is 71. Tyrell brought her. He waits outside.",
        "Mrs. Fernbrook is 20 minutes late, and her son is 40. He drove.",
        "Mr. Fernbrook is here with Mrs. Fernbrook. He asks for a refill.",
    ],
)
def test_of_somebody_else_nothing_is_told(write_deck: WriteDeck, situation: str) -> None:
    first = "Mrs. Fernbrook is 71. She is here for a blood pressure check."
    assert not list(check_patients(copied(write_deck, (first, situation))))


@pytest.mark.parametrize("toolkit", toolkit_names())
def test_the_scenes_that_are_shipped_are_of_one_patient_each(write_deck: WriteDeck, toolkit: str) -> None:
    practice = PRACTICE if toolkit == "warm-handoff-plus" else MOMENT
    deck, problems = load_deck(write_deck(f"{DECK}toolkit: {toolkit}\n", practice))
    assert deck is not None, problems
    plays = [entry for entry in deck.entries.values() if isinstance(entry, RolePlaySlides)]
    assert plays
    assert not [told for entry in plays for told in check_patient(entry)]
