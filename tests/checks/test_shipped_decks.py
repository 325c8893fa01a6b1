"""Every shipped deck is fit to show, in the base template's colors and in others; and so is a long one."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT
from whp_deck.build import build_deck
from whp_deck.build.check import check_deck_file, check_pptx

TODAY = dt.date(2026, 11, 20)
DECKS = sorted(path.name for path in (ROOT / "decks").glob("*.yaml"))
THEMES = [("#0B4F5C", "#B4481E"), ("#6B1F33", "#9E5701"), ("#1B2F57", "#AA441C")]
LONG = """\
deck: Long deck
practice: practice.yaml
format: {minutes: 240, sessions: 1}
outputs: [deck]
slides:
  add:
"""

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("theme", THEMES, ids=[primary for primary, _ in THEMES])
@pytest.mark.parametrize("deck", DECKS)
def test_a_shipped_deck_has_no_errors_and_no_warnings(deck: str, theme: tuple[str, str], tmp_path: Path) -> None:
    shutil.copytree(ROOT / "decks", tmp_path / "decks", ignore=shutil.ignore_patterns("build"))
    shutil.copytree(ROOT / "config", tmp_path / "config", ignore=shutil.ignore_patterns("toolkits", "words"))
    practice = tmp_path / "config/practice.yaml"
    text = practice.read_text(encoding="utf-8")
    for old, new in zip(THEMES[0], theme, strict=True):
        assert old in text
        text = text.replace(old, new)
    practice.write_text(text, encoding="utf-8")
    checked = check_deck_file(tmp_path / "decks" / deck, today=TODAY)
    assert [f"{one.place}: {one.message} [{one.rule}]" for one in checked.findings] == []
    assert checked.files


def test_the_smallest_deck_has_no_errors() -> None:
    checked = check_deck_file(ROOT / "tests/decks/minimal/minimal.yaml", today=TODAY)
    assert [one.message for one in checked.findings if one.severity == "error"] == []


def test_a_deck_of_sixty_slides_has_no_errors(tmp_path: Path) -> None:
    shutil.copyfile(ROOT / "config/practice.yaml", tmp_path / "practice.yaml")
    shutil.copyfile(ROOT / "config/riverside.svg", tmp_path / "riverside.svg")
    body = '"- A first point as long as points are\\n- A second one with **bold** words\\n- A third"'
    added = "".join(
        f'    - {{id: more-{n}, kind: content, session: 1, title: "Point {n} of our plan", minutes: 0.5, body: {body}, '
        f'notes: {{say: "We talk about point {n} and what it means for us."}}}}\n'
        for n in range(30)
    )
    (tmp_path / "long.yaml").write_text(LONG + added, encoding="utf-8")
    (file, *_) = build_deck(tmp_path / "long.yaml", tmp_path / "out").files
    checked = check_pptx(file, today=TODAY)
    assert len(checked.files[0].titles) >= 60
    assert [one.message for one in checked.findings if one.severity == "error"] == []
