"""How a place is told: a path where people can change the file, words where it is the tool's own."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import pytest

from tests.conftest import ROOT
from whp_deck.errors import EditedOutputError, Problem, Source, TemplateError, command, show_path
from whp_deck.files import missing_hint, put_bytes
from whp_deck.resources import shipped


@pytest.mark.parametrize(
    ("name", "line", "told"),
    [
        ("config/toolkits/warm-handoff-plus/slides.yaml", 12, "the toolkit’s slides (warm-handoff-plus, slides.yaml line 12)"),
        ("config/toolkits/teach-back/scenarios/inhaler.yaml", 3, "the toolkit’s role plays (teach-back, scenarios/inhaler.yaml line 3)"),
        ("config/toolkits/teach-back/toolkit.yaml", 0, "the toolkit’s files (teach-back, toolkit.yaml)"),
        ("config/words/en.yaml", 5, "the tool’s own words (en.yaml line 5)"),
    ],
)  # fmt: skip
def test_a_file_of_the_tool_is_told_in_words_from_wherever_people_are(
    name: str, line: int, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = shipped(name)
    assert str(Source(path.as_posix(), line)) == told
    monkeypatch.chdir(tmp_path)
    assert str(Source(Path(os.path.relpath(path)).as_posix(), line)) == told
    assert str(Problem("x", "no", source=Source(path.as_posix(), line))).startswith(f"{told}: no")
    assert Source(path.as_posix(), line).path_and_line.endswith(name + (f":{line}" if line else ""))


def test_the_files_of_a_practice_stay_paths_in_the_checkout_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert str(Source("config/practice.yaml", 7)) == "config/practice.yaml:7"
    assert str(Source(shipped("config/toolkits").parent.joinpath("practice.yaml").as_posix(), 7)).endswith(
        "practice.yaml:7"
    )
    monkeypatch.chdir(tmp_path)
    assert str(Source("config/toolkits/ours/slides.yaml", 7)) == "config/toolkits/ours/slides.yaml:7"


@pytest.mark.parametrize(
    ("path", "is_full"),
    [
        ("decks/C:/Users/ann/handoff.mp4", True),  # as Linux and macOS join it to the deck's folder
        ("C:/Users/ann/handoff.mp4", True),
        ("/Users/ann/handoff.mp4", True),
        ("decks/handoff.mp4", False),
        ("decks/a:b/handoff.mp4", False),
    ],
)
def test_a_full_path_that_is_not_there_is_told_as_one(path: str, is_full: bool) -> None:
    assert ("that is a full path" in missing_hint(Path(path), Source("decks/monday-huddle.yaml", 9))) == is_full


@pytest.mark.parametrize(
    ("there", "named", "meant"),
    [
        ("Brand Höllow.pptx", "Brand Höllow.potx", "Brand Höllow.pptx"),
        ("brand hollow.potx", "Brand Holow.potx", "brand hollow.potx"),
        ("handoff.vtt", "handoff.mp4", ""),
        ("other.potx", "Brand Höllow.potx", ""),
    ],
)
def test_a_file_that_is_not_there_is_told_with_the_one_that_is_meant(
    tmp_path: Path, there: str, named: str, meant: str
) -> None:
    (tmp_path / there).touch()
    hint = missing_hint(tmp_path / named, Source(str(tmp_path / "deck.yaml"), 9))
    assert f"did you mean `{meant}`, which lies there? " in hint if meant else "did you mean" not in hint


def test_a_path_is_shown_without_ways_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert show_path(Path("decks/../config/practice.yaml")) == "config/practice.yaml"
    far = tmp_path.parent / "elsewhere" / "decks" / ".." / "config" / "practice.yaml"
    assert show_path(far) == (tmp_path.parent / "elsewhere/config/practice.yaml").as_posix()
    assert str(TemplateError(Path("decks/../ours.potx"), "is not there")).startswith("ours.potx: is not there")


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("decks/huddle.yaml", "whp-deck check decks/huddle.yaml --links"),
        ("ours/Klinik Vorlage 2024.potx", 'whp-deck check "ours/Klinik Vorlage 2024.potx" --links'),
        ("ours/R&D (new).yaml", 'whp-deck check "ours/R&D (new).yaml" --links'),
        ("praxis-für-alle.yaml", "whp-deck check praxis-für-alle.yaml --links"),
    ],
)
def test_a_command_can_be_copied(path: str, typed: str) -> None:
    assert command("check", Path(path), "--links") == f"`{typed}`"
    assert shlex.split(typed)[2] == path


def test_no_command_is_printed_with_a_path_that_is_not_quoted() -> None:
    """Every path goes through `command`: one with a space in it would be two words."""
    typed = re.compile(r"whp-deck [a-z]+(?: [a-z]+)? \{(?!command|bare_command)(?!__version__)")
    found = [
        f"{file.name}: {line.strip()}"
        for file in (ROOT / "whp_deck").rglob("*.py")
        for line in file.read_text(encoding="utf-8").splitlines()
        if typed.search(line) and "file_name" not in line
    ]
    assert found == []


def test_a_file_that_stands_where_a_folder_should_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("hi", encoding="utf-8")
    with pytest.raises(EditedOutputError, match="out: is a file, where a folder has to be"):
        put_bytes(tmp_path / "out" / "deeper" / "deck.json", b"{}")
    assert (tmp_path / "out").read_text(encoding="utf-8") == "hi"
