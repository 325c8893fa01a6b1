"""`check` and `why` as a user runs them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, Done
from whp_deck.config.practices import _SAMPLE

Run = Callable[..., Done]
WriteDeck = Callable[..., Path]
DECK = "deck: Test deck\npractice: practice.yaml\nformat: huddle-10\noutputs: [deck]\n"  # the smallest there is
ADDED = """\
slides:
  add:
    - {id: ours, kind: content, session: 1, title: Ours, body: "Ask [insert name], and look at the words in red"}
"""


def found(done: Done) -> dict[str, dict[str, Any]]:
    """The findings of `--json` by rule."""
    return {one["rule"]: one for one in json.loads(done.stdout)["findings"]}


def test_a_finding_names_file_and_line_slide_and_shape(write_deck: WriteDeck, run: Run) -> None:
    deck = write_deck(DECK + ADDED)
    done = run("check", deck, "--json")
    assert done.returncode == 1
    blank = found(done)["blank-left"]
    assert blank["message"] == "“[insert name]” was never filled in"
    assert (blank["slide_id"], blank["title"], blank["shape"]) == ("ours", "Ours", "Statement")
    assert blank["source"].endswith("deck.yaml:7")
    assert blank["file"] == "deck.pptx"
    assert found(done)["color-alone"]["severity"] == "warning"
    told = run("check", deck).stdout
    assert f"deck.pptx, slide {blank['slide']} “Ours”" in told
    assert "error: Statement: “[insert name]” was never filled in [blank-left] (" in told
    assert "not checked by machine" in told


def test_what_is_ignored_has_its_reason_and_what_ignores_nothing_is_told(write_deck: WriteDeck, run: Run) -> None:
    ignores = """\
check:
  ignore:
    - {rule: blank-left, slide: ours, reason: we fill it in at the meeting}
    - {rule: color-alone, slide: welcome, reason: not there}
    - {rule: contrast, reason: misspelt}
    - {rule: leak, reason: never}
"""
    done = run("check", write_deck(DECK + ADDED + ignores), "--json")
    rules = found(done)
    assert "blank-left" not in rules
    assert [(one["rule"], one["reason"]) for one in json.loads(done.stdout)["ignored"]] == [
        ("blank-left", "we fill it in at the meeting")
    ]
    assert rules["ignore-unused"]["severity"] == "warning"
    assert "did you mean `contrast-low`?" in rules["rule-unknown"]["remedy"]
    assert rules["ignore-refused"]["severity"] == "error"


def test_an_ignore_needs_a_reason(write_deck: WriteDeck, run: Run) -> None:
    done = run("check", write_deck(DECK + "check: {ignore: [{rule: slide-wordy}]}\n"), "--json")
    assert done.returncode == 1
    assert "`reason` is missing" in found(done)["key-missing"]["message"]


def test_problems_of_loading_and_planning_are_findings_too(write_deck: WriteDeck, run: Run) -> None:
    done = run("check", write_deck(DECK + "slides: {remove: [evidens]}\n"), "--json")
    assert done.returncode == 1
    assert found(done)["slide-unknown"]["source"].endswith("deck.yaml:5")


def test_strict_fails_on_a_warning(write_deck: WriteDeck, run: Run) -> None:
    added = "slides: {add: [{id: ours, kind: content, session: 1, title: Look, body: The words in red}]}\n"
    deck = write_deck(DECK + added)
    deck = deck.rename(deck.with_name("our-huddle.yaml"))
    assert run("check", deck).returncode == 0
    assert run("check", deck, "--strict").returncode == 1


def test_a_page_shows_the_slide_with_its_spots(write_deck: WriteDeck, run: Run, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    run("check", write_deck(DECK + ADDED), "--html", page)
    text = page.read_text(encoding="utf-8")
    assert "“[insert name]” was never filled in" in text
    assert text.count('<img src="data:image/png;base64,') >= 1
    assert '<span class="spot error" style="left:' in text
    assert "<script" not in text


def test_any_presentation_is_checked_and_one_that_cannot_be_opened_is_told(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "Our Deck.pptx"
    shutil.copyfile(ROOT / "templates/base.pptx", file)
    assert found(run("check", file, "--json"))["file-name"]["remedy"].startswith("rename it")
    file.write_bytes(b"no zip")
    done = run("check", file)
    assert done.returncode == 1
    assert "is not a PowerPoint presentation" in done.stderr


def test_another_practices_name_is_found(write_deck: WriteDeck, run: Run, tmp_path: Path) -> None:
    (tmp_path / "lakeview.yaml").write_text("practice: {name: Lakeview Clinic}\n", encoding="utf-8")
    typed = "slides: {add: [{id: ours, kind: content, session: 1, title: Ours, body: We at Lakeview Clinic}]}\n"
    done = run("check", write_deck(DECK + typed), "--json")
    assert found(done)["other-practice"]["message"] == "“Lakeview Clinic” belongs to Lakeview Clinic"


def test_the_sample_practice_is_known_by_its_own_words() -> None:
    text = (ROOT / "config/practice.yaml").read_text(encoding="utf-8")
    assert [word for word in _SAMPLE if word not in text] == []


def test_why_tells_layer_file_line_layout_and_placeholder(write_deck: WriteDeck, run: Run) -> None:
    deck = write_deck(DECK + ADDED + "  change: {what-is-whp: {title: In our words}}\n")
    told = run("why", deck, "what-is-whp").stdout
    assert "what-is-whp “In our words”" in told
    assert "layout “Content" in told
    assert "title (placeholder “Title”): In our words\n    deck: " in told
    assert "deck.yaml:8" in told
    assert "toolkit: config/toolkits/warm-handoff-plus/slides.yaml:" in told
    number = next(line for line in told.splitlines() if "slide " in line).partition("slide ")[2].partition(":")[0]
    assert run("why", deck, f"1:{number}").stdout == told


@pytest.mark.parametrize("slide", ["what-is-wph", "99"])
def test_why_says_what_there_is(write_deck: WriteDeck, run: Run, slide: str) -> None:
    done = run("why", write_deck(), slide)
    assert done.returncode == 1
    assert f"there is no slide `{slide}`" in done.stderr


def test_build_says_how_to_run_the_rest(write_deck: WriteDeck, run: Run, tmp_path: Path) -> None:
    done = run("build", write_deck(DECK), "--output", tmp_path / "out")
    assert done.stderr.splitlines()[-1].startswith("is it fit to show? `whp-deck check ")
