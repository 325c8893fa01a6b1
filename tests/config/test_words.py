"""Fixed words that a deck says otherwise: on its slides and papers, and what is told of keys that say no word."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import DECK, PRACTICE
from whp_deck.config.deck import load_deck
from whp_deck.plan import Form, Table, Text
from whp_deck.planner.documents import make_documents
from whp_deck.planner.plan import make_plan

WriteDeck = Callable[..., Path]
PLAYS = "role_plays: {use: [rooming-refill]}\n"


def test_headings_of_a_debrief_and_columns_of_a_table_are_the_decks_where_it_says_them(write_deck: WriteDeck) -> None:
    words = "words:\n  went_well: What we liked\n  table_columns: {our_answer: What we do}\n"
    practice = f"{PRACTICE}  barriers: [{{barrier: No time, answer: One a day}}]\nwords: {{went_well: Ours, could_be_better: Less}}\n"
    deck, problems = load_deck(write_deck(f"{DECK}{PLAYS}slides: {{include: [barriers]}}\n{words}", practice))
    assert deck is not None, problems
    plan, _ = make_plan(deck)
    slides = {one.id: one for session in plan.sessions for one in session.slides}
    debrief, table = slides["rooming-refill/debrief"], slides["barriers"].slots["table"]
    shown = [
        block.text for slot, block in debrief.slots.items() if slot.startswith("heading") and isinstance(block, Text)
    ]
    assert shown == ["What we liked", "Less", "We will try"]
    assert isinstance(table, Table)
    assert [cell.text for cell in table.rows[0]] == ["What may be hard", "What we do"]
    documents, _ = make_documents(deck, plan)
    headers = [
        block.header
        for one in documents
        for part in one.packet.sections
        for block in part.blocks
        if isinstance(block, Form)
    ]
    assert ("What we liked", "Less") in headers


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        ("{role_play_label: 'Scene {n}'}", "value-shape", "words: role_play_label: there is no value `{n}` to fill in"),
        (
            "{role_play_label: 'Scene {'}",
            "value-shape",
            "words: role_play_label: a brace that opens no field is written twice, `{{`",
        ),
        ("{months: [Jan]}", "value-shape", "words: months: a list of 12 words is expected"),
        ("{went_well: [Good]}", "value-shape", "words: went_well: words are expected"),
        ("{table_columns: Ours}", "value-shape", "words: table_columns: keys and words are expected"),
        ("Ours", "value-invalid", "words: keys and values are expected"),
    ],
)
def test_what_cannot_be_used_is_told_in_a_deck_as_in_a_practice(
    write_deck: WriteDeck, words: str, code: str, told: str
) -> None:
    deck, problems = load_deck(write_deck(f"{DECK}words: {words}\n"))
    assert deck is None
    (found,) = problems
    assert (found.code, found.message) == (code, told)
    assert found.source is not None
    assert (Path(found.source.file).name, found.source.line) == ("deck.yaml", len(DECK.splitlines()) + 1)
    if words == "Ours":  # of the deck's file alone it is read before the others
        return
    deck, problems = load_deck(write_deck(DECK, f"{PRACTICE}words: {words}\n"))
    assert [(one.code, one.message) for one in problems] == [(code, told)]
    assert deck is None


def test_a_key_that_nobody_would_ever_see_is_told_and_one_of_a_role_is_not(write_deck: WriteDeck) -> None:
    words = "words:\n  went_wel: Good\n  table_columns: {answer: Ours}\n  interpreter: The interpreter\n  languages: {xx: Ours}\n"
    deck, problems = load_deck(write_deck(f"{DECK}{words}"))
    assert deck is not None
    assert [(one.code, one.severity, one.message) for one in problems] == [
        ("word-unknown", "warning", "words: there are no fixed words `went_wel`"),
        ("word-unknown", "warning", "words: table_columns: there are no fixed words `answer`"),
    ]
    assert problems[0].hint.startswith("did you mean `went_well`?")
    roles = "[{id: caregiver, card: You are here.}]"
    plays = f"role_plays: {{use: [rooming-refill], change: {{rooming-refill: {{roles: {roles}}}}}}}\nwords: {{caregiver: Carer}}\n"
    assert load_deck(write_deck(f"{DECK}{plays}"))[1] == []
