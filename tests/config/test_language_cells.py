"""A language in a list: its tag is offered where its name is typed, and that slides stay in English is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from whp_deck.config.cells import judge
from whp_deck.config.language_cells import LANGUAGE, tag_of
from whp_deck.config.practice_list import list_practices
from whp_deck.config.reader import read_shipped
from whp_deck.content.authored import Map
from whp_deck.resources import shipped


@pytest.mark.parametrize(
    ("typed", "tag"),
    [("Español", "es"), ("espanol", "es"), ("Spanish", "es"), ("ES", "es"), ("Tiếng Việt", "vi"), ("中文", "zh"), ("Klingon", "")],
)  # fmt: skip
def test_the_name_of_a_language_is_told_with_its_tag(typed: str, tag: str) -> None:
    _, wrong = judge(LANGUAGE, typed)
    assert wrong is not None
    assert wrong.hint.startswith(f"is it `{tag}`? two small letters" if tag else "two small letters")


def test_each_language_of_our_words_is_known_by_its_own_name() -> None:
    words, _ = read_shipped(shipped("config/words") / "en.yaml", "words")
    assert isinstance(words, Map)
    named = {tag for tag in words["languages"] if len(tag) == 2}
    assert named == {tag_of(name) for name in words["languages"].values() if len(tag_of(name)) == 2}


def test_that_slides_stay_in_english_is_told_once_for_a_language(tmp_path: Path) -> None:
    rows = ["A,es", "B,en", "C,en-US", "D,es", "E,", "F,vi"]
    (tmp_path / "practices.csv").write_text("\n".join([f"practice.name,{LANGUAGE}", *rows]), encoding="utf-8")
    found = list_practices(tmp_path / "practices.csv")[1]
    assert [(one.code, one.severity, one.source and one.source.cell) for one in found] == [
        ("language-unspoken", "warning", "B2"), ("language-unspoken", "warning", "B7"),
    ]  # fmt: skip
    assert found[0].message.startswith(f"{LANGUAGE}: slides and pages stay in English: `es` only marks their words")
    assert found[0].message.endswith(", as in B5")
