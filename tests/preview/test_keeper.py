"""What the page shows while an author writes: only what changed is drawn, and what was whole stays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.conftest import DECK
from whp_deck.preview.inputs import input_files, state_of
from whp_deck.preview.keeper import Keeper

WriteDeck = Callable[..., Path]
SHORT = DECK.replace("huddle-15", "huddle-10")


def test_only_the_slide_that_changed_is_drawn_anew(write_deck: WriteDeck) -> None:
    deck = write_deck(SHORT)
    keeper = Keeper(deck)
    before = keeper.reload()
    assert before.current
    assert before.deck is not None
    names = [slide["picture"] for slide in before.deck["sessions"][0]["slides"]]
    assert set(names) == set(keeper.pictures)
    assert all(data.startswith(b"\x89PNG") for data in keeper.pictures.values())
    kept = dict(keeper.pictures)
    deck.write_text(SHORT + "slides: {change: {how-to: {title: Four steps of ours}}}\n", encoding="utf-8")
    after = keeper.reload().deck
    assert after is not None
    changed = [
        slide["id"]
        for slide, name in zip(after["sessions"][0]["slides"], names, strict=True)
        if slide["picture"] != name
    ]
    assert changed == ["how-to"]
    assert sum(keeper.pictures.get(name) is data for name, data in kept.items()) == len(names) - 1


def test_what_fails_is_told_and_the_last_pictures_stay(write_deck: WriteDeck) -> None:
    deck = write_deck(SHORT)
    keeper = Keeper(deck)
    whole = keeper.reload()
    deck.write_text("deck: [\n", encoding="utf-8")
    broken = keeper.reload()
    assert not broken.current
    assert broken.deck is whole.deck
    assert broken.problems[0].source is not None
    assert broken.problems[0].source.line
    assert keeper.pictures
    deck.write_text(SHORT + "template: nowhere.pptx\n", encoding="utf-8")
    (missing,) = keeper.reload().problems
    assert missing.code == "file-missing"
    assert missing.source is not None
    assert missing.source.line == SHORT.count("\n") + 1
    deck.write_text(SHORT, encoding="utf-8")
    assert keeper.reload().current
    assert keeper.seen.version == 4


def test_problems_of_the_content_are_told_beside_the_pictures(write_deck: WriteDeck) -> None:
    keeper = Keeper(write_deck(SHORT + "slides: {change: {how-to: {minutes: 30}}}\n"))
    seen = keeper.reload()
    assert seen.current
    assert [problem.code for problem in seen.problems] == ["session-over"]
    assert seen.deck is not None
    assert seen.deck["broken"]


def test_every_file_that_a_deck_is_made_from_is_watched(write_deck: WriteDeck, tmp_path: Path) -> None:
    practice = "practice: {name: A, theme: {logo: ours.svg}}\nnetwork: sub/network.yaml\ndecisions: {}\n"
    deck = write_deck(DECK + "template: look.potx\n", practice)
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub/network.yaml").write_text("theme: {logo: net.png}\n", encoding="utf-8")
    found = {file.relative_to(tmp_path).as_posix() for file in input_files(deck)}
    assert found == {"deck.yaml", "practice.yaml", "look.potx", "ours.svg", "sub/network.yaml", "sub/net.png"}


def test_a_file_that_comes_changes_or_goes_is_noticed(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    states = [state_of([file])]
    file.write_text("a", encoding="utf-8")
    states.append(state_of([file]))
    file.write_text("ab", encoding="utf-8")
    states.append(state_of([file]))
    file.unlink()
    states.append(state_of([file]))
    assert states[0] == states[3]
    assert len(set(states)) == 3
