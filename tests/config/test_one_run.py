"""Mistakes are told all in one run: what is wrong in one place hides nothing in another."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import DECK, PRACTICE
from whp_deck.build.prepare import prepare_deck
from whp_deck.errors import InvalidDeckError

MANY = """\
deck: Test
practice: practice.yaml
format: huddle-15
meetings:
  - {session: 1, date: tomorrow}
  - {session: 9, date: 2026-11-30}
slides:
  remove: evidence
  change:
    what-is-wph: {title: A}
    what-is-whp: {title: "{{ practice.nam }} and more"}
    why: {minutes: long}
  add:
    - {id: ours, kind: contend, title: Ours, after: what-is-whp}
    - {id: two, kind: content, after: ours, title: Two, body: "{{ practice.name"}
outputs: [deck, pack]
"""
IN_THE_DECK = {
    ("value-invalid", 5), ("session-unknown", 6), ("value-shape", 8), ("slide-unknown", 10), ("value-invalid", 12),
    ("kind-unknown", 14), ("value-unknown", 16),
}  # fmt: skip


def _told(path: Path, file: str) -> set[tuple[str, int]]:
    with pytest.raises(InvalidDeckError) as error:
        prepare_deck(path)
    return {(p.code, p.source.line) for p in error.value.problems if p.source and p.source.file.endswith(file)}


def test_a_wrong_value_hides_no_other_mistake(write_deck: Callable[..., Path]) -> None:
    path = write_deck(MANY)
    assert _told(path, "deck.yaml") == IN_THE_DECK | {("expression-unknown", 11), ("expression-invalid", 15)}


def test_a_mistake_in_the_practice_hides_none_in_the_deck(write_deck: Callable[..., Path]) -> None:
    path = write_deck(MANY, PRACTICE + "  start: {date: soon}\n  measures: share\n  patients: {who: all}\n")
    assert _told(path, "deck.yaml") == IN_THE_DECK | {("expression-invalid", 15)}
    assert _told(path, "practice.yaml") == {("value-invalid", 6), ("value-shape", 7), ("value-shape", 8)}


def test_a_practice_that_cannot_be_read_hides_no_mistake_in_the_deck(write_deck: Callable[..., Path]) -> None:
    path = write_deck(MANY, 'practice:\n  name: "Hilltop\n')
    assert _told(path, "deck.yaml") == IN_THE_DECK
    assert [code for code, _ in _told(path, "practice.yaml")] == ["yaml-syntax"]


def test_a_deck_without_format_has_its_edits_checked(write_deck: Callable[..., Path]) -> None:
    path = write_deck("deck: Test\npractice: practice.yaml\nslides: {remove: [what-is-wph]}\n")
    assert _told(path, "deck.yaml") == {("key-missing", 1), ("slide-unknown", 3)}


def test_a_faulty_entry_is_no_missing_one(write_deck: Callable[..., Path]) -> None:
    practice = "practice: {name: Hilltop}\ndecisions:\n  handoffs:\n    - {giver: ma, receiver: clinician}\n"
    path = write_deck(practice=practice)
    assert _told(path, "practice.yaml") == {("key-missing", 4)}
    assert _told(path, "deck.yaml") == set()


def test_a_title_too_long_is_told_beside_a_wrong_date(write_deck: Callable[..., Path]) -> None:
    long = "A title that goes on " * 9
    edits = f"meetings:\n  - {{date: tomorrow}}\nslides: {{change: {{what-is-whp: {{title: {long}}}}}}}\n"
    assert _told(write_deck(DECK + edits), "deck.yaml") == {("value-invalid", 5), ("title-too-long", 6)}
