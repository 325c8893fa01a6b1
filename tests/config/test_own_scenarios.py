"""A role play of the deck's own that is named in another place, or another way, than it is read: what helps is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import DECK
from whp_deck.config.deck import load_deck
from whp_deck.config.toolkits import scenario_files
from whp_deck.resources import shipped

WriteDeck = Callable[..., Path]
SCENE = scenario_files(shipped("config/toolkits/warm-handoff-plus"), ())[0]


@pytest.mark.parametrize(
    ("plays", "message", "hint"),
    [
        ("use: [asthma-kid]", "no scenario", "`scenarios/asthma.yaml` is there: name it as one of your own under `role_plays: add:`, `add: [scenarios/asthma.yaml]`"),
        ("use: [asthma]", "no scenario", "`add: [scenarios/asthma.yaml]`, and here its id, `asthma-kid`"),
        ("use: [scenarios/asthma.yaml]", "no scenario", "`add: [scenarios/asthma.yaml]`, and here its id, `asthma-kid`"),
        ("use: [asthma.yaml]", "no scenario", "`add: [scenarios/asthma.yaml]`, and here its id, `asthma-kid`"),
        ("change: {asthma-kid: {title: Ours}}", "no scenario", "`add: [scenarios/asthma.yaml]`"),
        ("{add: [scenarios/asthma.yaml], use: [scenarios/asthma.yaml]}", "no scenario", "a role play is named by its `id`: `asthma-kid`"),
        ("use: [rooming-refil]", "no scenario", "did you mean `rooming-refill`?"),
        ("use: [nowhere]", "no scenario", "one of your own is a file, named under `role_plays: add:`"),
        ("add: [{id: ours, title: Ours}]", "a role play stands in a file of its own", "write here `add: [scenarios/ours.yaml]`"),
        ("add: {id: ours, title: Ours}", "a role play stands in a file of its own", "write here `add: [scenarios/ours.yaml]`"),
        ("add: [asthma-kid]", "there is no such file", "did you mean `scenarios/asthma.yaml`?"),
        ("add: [asthma.yaml]", "there is no such file", "did you mean `scenarios/asthma.yaml`?"),
        ("add: [scenarios/astma.yaml]", "there is no such file", "did you mean `asthma.yaml`, which lies there?"),
        ("add: [rooming-refill]", "there is no such file", "`rooming-refill` comes with the toolkit: name it under `use:`"),
    ],
)  # fmt: skip
def test_where_it_is_named_is_told(write_deck: WriteDeck, plays: str, message: str, hint: str) -> None:
    deck = write_deck(f"{DECK}role_plays: {plays if plays[0] == '{' else f'{{{plays}}}'}\n")
    ours = deck.parent / "scenarios" / "asthma.yaml"
    ours.parent.mkdir()
    ours.write_text(SCENE.read_text("utf-8").replace(f"id: {SCENE.stem}", "id: asthma-kid", 1), encoding="utf-8")
    _, problems = load_deck(deck)
    (problem,) = problems
    assert message in problem.message
    assert hint in problem.hint
    assert problem.source is not None
    assert problem.source.line == 4
