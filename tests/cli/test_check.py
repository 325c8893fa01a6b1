"""`check` and `why` as a user runs them. A whole deck is checked once here, with all that this page asks about."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation

from tests.conftest import PRACTICE, ROOT, SHORT_DECK, Done
from tests.edits.test_merge import add_after, delete, edit
from whp_deck.build import build_deck
from whp_deck.build.check import Checked, check_deck_file
from whp_deck.cli.check import draw_pictures
from whp_deck.cli.reports.check_html import render_page
from whp_deck.cli.reports.check_json import findings_data
from whp_deck.cli.reports.check_text import render_findings
from whp_deck.config.deck import load_deck
from whp_deck.config.practices import _SAMPLE
from whp_deck.planner.plan import make_plan
from whp_deck.render.why import find_slides, tell_absent, tell_apart

Run = Callable[..., Done]
WriteDeck = Callable[..., Path]
DECK = "deck: Test deck\npractice: practice.yaml\nformat: huddle-10\noutputs: [deck]\n"  # the smallest there is
ADDED = """\
slides:
  add:
    - {id: ours, kind: content, session: 1, title: Ours, body: "Ask [insert name] at Lakeview Clinic; look at the words in red", notes: Say it}
"""
IGNORES = """\
check:
  ignore:
    - {rule: color-alone, slide: ours, reason: we say it too}
    - {rule: slide-wordy, slide: welcome, reason: not there}
    - {rule: contrast, reason: misspelt}
    - {rule: leak, reason: never}
"""


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    folder = tmp_path_factory.mktemp("checked") / "ours"  # practices in folders beside it would be others'
    folder.mkdir()
    (folder / "practice.yaml").write_text(PRACTICE, encoding="utf-8")
    (folder / "lakeview.yaml").write_text("practice: {name: Lakeview Clinic}\n", encoding="utf-8")
    (folder / "deck.yaml").write_text(DECK + ADDED + IGNORES, encoding="utf-8")
    return check_deck_file(folder / "deck.yaml", today=dt.date(2026, 11, 20))


def by_rule(data: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The findings of `--json` by rule."""
    return {one["rule"]: one for one in data["findings"]}


def found(done: Done) -> dict[str, dict[str, Any]]:
    return by_rule(json.loads(done.stdout))


def test_a_finding_names_file_and_line_slide_and_shape(checked: Checked) -> None:
    blank = by_rule(findings_data(checked))["blank-left"]
    assert blank["message"] == "“[insert name]” was never filled in"
    assert (blank["slide_id"], blank["title"], blank["shape"]) == ("ours", "Ours", "Statement")
    assert blank["source"].endswith("deck.yaml:7")
    assert (blank["file"], blank["severity"]) == ("deck.pptx", "error")
    assert len(blank["spots"]) == 1


def test_the_text_is_grouped_by_slide_and_says_what_no_machine_judges(checked: Checked) -> None:
    told = render_findings(checked)
    number = next(one.slide for one in checked.findings if one.rule == "blank-left")
    head = told.partition(f"deck.pptx, slide {number} “Ours”\n")[2]
    assert "  error: Statement: “[insert name]” was never filled in [blank-left] (" in head.partition("\n\n")[0]
    assert "\n5 errors, 1 warning\n16 open decisions: `whp-deck outline " in told
    assert "` lists them\n\nonly a person can judge\n" in told


def test_what_is_ignored_has_its_reason_and_what_ignores_nothing_is_told(checked: Checked) -> None:
    data = findings_data(checked)
    rules = by_rule(data)
    assert "color-alone" not in rules
    assert [(one["rule"], one["reason"]) for one in data["ignored"]] == [("color-alone", "we say it too")]
    assert rules["ignore-unused"]["severity"] == "warning"
    assert "did you mean `contrast-low`?" in rules["rule-unknown"]["remedy"]
    assert rules["ignore-refused"]["severity"] == "error"


def test_another_practices_name_is_found(checked: Checked) -> None:
    assert (
        by_rule(findings_data(checked))["other-practice"]["message"] == "“Lakeview Clinic” belongs to Lakeview Clinic"
    )


def test_the_sample_practice_is_known_by_its_own_words() -> None:
    text = (ROOT / "config/practice.yaml").read_text(encoding="utf-8")
    assert [word for word in _SAMPLE if word not in text] == []


def test_a_page_shows_the_slide_with_its_spots(checked: Checked) -> None:
    pictures, note = draw_pictures(checked)
    text = render_page(checked, pictures, note)
    assert "“[insert name]” was never filled in" in text
    assert '<img src="data:image/png;base64,' in text
    assert '<span class="spot error" style="left:' in text
    assert "we say it too" in text
    assert "<script" not in text


@pytest.mark.slow
def test_a_sign_that_no_font_shows_is_told_at_its_line_and_is_no_mistake_of_ours(write_deck: WriteDeck) -> None:
    deck = SHORT_DECK.replace("outputs: [deck]", "outputs: [deck, handout]")
    path = write_deck(deck, PRACTICE.replace("Hilltop Clinic", "Hilltop Clinic 🙂"))
    found = [one for one in check_deck_file(path, today=dt.date(2026, 11, 26)).findings if "pdf" in one.message]
    assert {one.rule for one in found} == {"characters-not-shown"}
    assert not any("toolkit" in str(one.source) for one in found)


def test_an_ignore_needs_a_reason(write_deck: WriteDeck, run: Run) -> None:
    done = run("check", write_deck(DECK + "check: {ignore: [{rule: slide-wordy}]}\n"), "--json")
    assert done.returncode == 1
    assert "`reason` is missing" in found(done)["key-missing"]["message"]


def test_problems_of_loading_and_planning_are_findings_too(write_deck: WriteDeck, run: Run) -> None:
    done = run("check", write_deck(DECK + "slides: {remove: [evidens]}\n"), "--json")
    assert done.returncode == 1
    assert found(done)["slide-unknown"]["source"].endswith("deck.yaml:5")


@pytest.mark.slow
def test_strict_fails_on_a_warning(write_deck: WriteDeck, run: Run, tmp_path: Path) -> None:
    added = "slides: {add: [{id: ours, kind: content, session: 1, title: Look, body: The words in red}]}\n"
    deck = write_deck(DECK + added)
    deck = deck.rename(deck.with_name("our-huddle.yaml"))
    assert run("check", deck, "--html", tmp_path / "report.html").returncode == 0
    strict = run("check", deck, "--strict", "--json")
    assert strict.returncode == 1
    assert "decision-open" in found(strict)
    assert "The words in red" not in (tmp_path / "report.html").read_text(encoding="utf-8").partition("<main>")[0]


@pytest.mark.slow
def test_any_presentation_is_checked_and_one_that_cannot_be_opened_is_told(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "Our Deck.pptx"
    shutil.copyfile(ROOT / "templates/base.pptx", file)
    done = run("check", file, "--json")
    assert (done.returncode, found(done)["file-name"]["severity"]) == (1, "error")
    file.write_bytes(b"no zip")
    done = run("check", file)
    assert done.returncode == 1
    assert "is not a PowerPoint presentation" in done.stderr


@pytest.mark.slow
def test_what_somebody_typed_into_the_built_deck_is_checked_too(write_deck: WriteDeck) -> None:
    deck = write_deck(DECK + ADDED)
    (file, *_) = build_deck(deck).files
    presentation = Presentation(str(file))
    slide = presentation.slides[2]
    assert slide.shapes.title is not None
    slide.shapes.title.text_frame.text = "[insert practice] and what it does"
    presentation.save(str(file))
    checked = check_deck_file(deck, today=dt.date(2026, 11, 20))
    judged = [one for one in checked.findings if one.slide]  # the one deck that a build would make, each slide once
    assert {Path(one.file).parent.name for one in judged} == {"build"}
    assert [(one.rule, one.slide, one.slide_id) for one in judged if "practice" in one.message] == [
        ("blank-left", 3, "what-is-whp")
    ]
    assert len({(one.rule, one.slide, one.message) for one in judged}) == len(judged)
    assert checked.counted == ()


@pytest.mark.slow
def test_the_deck_is_judged_as_build_makes_it_after_a_slide_was_deleted(write_deck: WriteDeck, run: Run) -> None:
    deck = write_deck(SHORT_DECK.replace("minutes: 60", "minutes: 8"))
    (file, *_) = build_deck(deck, packet=False).files
    assert "session-tight" in found(run("check", deck, "--json"))
    edit(file, delete("how-we-know"))
    built = build_deck(deck, packet=False, dry_run=True)
    checked = check_deck_file(deck, today=dt.date(2026, 11, 20))
    assert [one.code for one in built.problems] == []
    assert "session-tight" not in {one.rule for one in checked.findings}
    assert "how-we-know" not in {one.slide_id for one in checked.findings}
    (session,) = built.plan.sessions
    assert (len(session.shown), session.minutes) == (7, 7)
    assert checked.counted == (
        "counted as it is in PowerPoint: deck.pptx, 7 slides, 7 of 8 min (by your files alone 8 slides, 8 min)",
    )
    assert checked.counted[0] in run("check", deck).stdout
    edit(file, add_after(3, "Another slide of ours", "2 minutes"))
    over = build_deck(deck, packet=False, dry_run=True).problems
    (finding,) = (
        one for one in check_deck_file(deck, today=dt.date(2026, 11, 20)).findings if one.rule == "session-over"
    )
    assert [(one.code, one.message, one.severity) for one in over] == [("session-over", finding.message, "warning")]


@pytest.mark.slow
def test_what_stops_a_build_is_told_though_the_edits_would_mend_it(write_deck: WriteDeck) -> None:
    deck = write_deck(SHORT_DECK.replace("minutes: 60", "minutes: 8"))
    (file, *_) = build_deck(deck, packet=False).files
    edit(file, delete("how-we-know"))
    deck = write_deck(SHORT_DECK.replace("minutes: 60", "minutes: 8") + "  change: {what-is-whp: {minutes: 1.5}}\n")
    checked = check_deck_file(deck, today=dt.date(2026, 11, 20))
    assert [one.severity for one in checked.findings if one.rule == "session-over"] == ["error"]


def test_why_tells_layer_file_line_layout_and_placeholder(write_deck: WriteDeck, run: Run) -> None:
    deck = write_deck(DECK + ADDED + "  change: {what-is-whp: {title: In our words}}\n")
    told = run("why", deck, "what-is-whp").stdout
    assert "what-is-whp “In our words”" in told
    assert "layout “Content" in told
    assert "title (placeholder “Title”): In our words\n    deck: " in told
    assert "deck.yaml:8" in told
    assert "the toolkit’s slides (warm-handoff-plus, slides.yaml line " in told
    number = next(line for line in told.splitlines() if "slide " in line).partition("slide ")[2].partition(":")[0]
    assert "    slides:\n      change:\n        what-is-whp:\n          title: …" in told
    assert run("why", deck, f"1:{number}").stdout == told
    own = run("why", deck, "ours").stdout
    assert f"  its words are your own: change them in its entry ({deck.as_posix()}:7)" in own
    assert "change:" not in own


def test_why_of_a_scene_of_the_toolkit_ends_with_how_one_of_your_own_is_begun(write_deck: WriteDeck, run: Run) -> None:
    told = run("why", write_deck(DECK.replace("huddle-10", "huddle-15")), "rooming-refill").stdout
    last = told.splitlines()[-1]
    assert told.count("a role play of your own") == 1
    assert Path(re.findall("copy `(.*?)`", last)[0]).name == "rooming-refill.yaml"


@pytest.mark.slow
def test_why_says_what_there_is(write_deck: WriteDeck, run: Run) -> None:
    deck = write_deck(DECK)
    done = run("why", deck, "what-is-wph")
    assert done.returncode == 1
    assert done.stderr == "there is no slide `what-is-wph` in this deck\n\nhint: did you mean `what-is-whp`?\n"
    done = run("why", write_deck(DECK.replace("huddle-10", "huddle-15")), "2")
    assert (done.returncode, done.stdout) == (1, "")
    assert "`2` is more than one slide" in done.stderr
    assert "\n  2:2  " in done.stderr


def test_slides_are_found_by_title_and_what_is_not_found_has_a_remedy() -> None:
    deck, _ = load_deck(ROOT / "decks" / "monday-huddle.yaml")
    assert deck is not None
    plan, _ = make_plan(deck)
    for wanted, at in (("we start  SMALL", [(1, 9)]), ("“We start small”", [(1, 9)]), ("2:8", [(2, 8)]), ("2:99", [])):
        assert [(session.number, number) for session, number, _ in find_slides(plan, wanted)] == at, wanted
    assert tell_apart(find_slides(plan, "what we will do today")).splitlines() == [
        f"  {n}:2  session-{n}/agenda “What we will do today”" for n in (1, 2, 3)
    ]
    assert tell_apart(find_slides(plan, "rooming-refill")) == ""  # three slides of one entry
    assert tell_absent(plan, "vidoe")[1] == "did you mean `video`?"
    assert tell_absent(plan, "We start smal")[1] == "did you mean `We start small`?"
    assert "{include: [video-question]}" in tell_absent(plan, "video-question")[1]
    assert tell_absent(plan, "xyz")[1] == ""


def test_build_says_how_to_run_the_rest(write_deck: WriteDeck, run: Run) -> None:
    done = run("build", write_deck(DECK), "--dry-run")
    assert done.stderr.splitlines()[-1].startswith("next: `whp-deck check ")
