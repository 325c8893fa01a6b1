"""Which words belong to other practices, and which are this one's own."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import DECK
from whp_deck.config.deck import load_deck
from whp_deck.config.practices import words_of_other_practices


def test_a_name_that_is_part_of_ours_is_no_strangers(tmp_path: Path) -> None:
    handoffs = "decisions: {handoffs: [{giver: ma, receiver: clinician, when: after rooming}]}\n"
    (tmp_path / "practice.yaml").write_text(f"practice: {{name: Hilltop Clinic}}\n{handoffs}", encoding="utf-8")
    for name in ("Hilltop", "Lakeview Clinic"):
        (tmp_path / f"{name}.yaml").write_text(f"practice: {{name: {name}}}\n", encoding="utf-8")
    (tmp_path / "deck.yaml").write_text(DECK, encoding="utf-8")
    deck, _ = load_deck(tmp_path / "deck.yaml")
    assert deck is not None
    words = words_of_other_practices(deck)
    assert words["Lakeview Clinic"] == "Lakeview Clinic"
    assert "Hilltop" not in words
