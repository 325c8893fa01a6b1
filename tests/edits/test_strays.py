"""A built file that somebody renamed, or saved as a copy, is told of; what is in it is nobody's but theirs."""

from __future__ import annotations

import functools
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import SHORT_DECK, Done
from tests.edits.test_merge import edit, retitle
from whp_deck.build import build_deck
from whp_deck.edits.strays import MisplacedFileError, check_strays, refuse_of_another
from whp_deck.errors import show_path
from whp_deck.office.stamp import stamp_of_file
from whp_deck.office.whose import whose

build = functools.partial(build_deck, packet=False)
WriteDeck = Callable[..., Path]
RunCommand = Callable[..., Done]


@pytest.mark.slow
def test_a_renamed_file_is_named_with_what_it_was(write_deck: WriteDeck, run: RunCommand) -> None:
    deck = write_deck(deck=SHORT_DECK)
    (built,) = build(deck).files
    edit(built, retitle("what-is-whp", "As we say it"))
    renamed = built.rename(built.with_name("Thursday FINAL.pptx"))
    for command in ("changes", "pull"):
        done = run(command, str(deck))
        assert f"`Thursday FINAL.pptx` was built as {built.name} and has another name now" in done.stderr
    again = build(deck)
    assert [one.code for one in again.problems if one.code == "built-renamed"] == ["built-renamed"]
    assert renamed.exists()
    (copy,) = [one for one in build(deck).problems if one.code == "built-renamed"]
    assert f"is a copy of {built.name}" in copy.message
    renamed.replace(built)  # as the hint says
    assert not [one for one in build(deck).problems if one.code == "built-renamed"]
    assert "As we say it" in run("changes", str(deck)).stdout


@pytest.mark.slow
def test_a_stray_of_another_practice_is_theirs_whatever_the_own_file_says(write_deck: WriteDeck) -> None:
    """Nobody is to delete the own file for it; of one that nobody has edited nothing is said."""
    practice = (
        "practice: {{name: {}, contact: {{phone: {}}}}}\n"
        "decisions: {{handoffs: [{{id: rooming, giver: nurse, receiver: doctor, when: after rooming}}]}}\n"
    )
    deck = write_deck(deck=SHORT_DECK, practice=practice.format("Yarrow Family Medicine", "555-0101"))
    (built,) = build(deck).files
    theirs = built.rename(built.with_name("yarrow.pptx"))
    write_deck(deck=SHORT_DECK, practice=practice.format("Indigo Bay Clinic", "555-0102"))
    assert not build(deck).problems
    edit(theirs, retitle("what-is-whp", "As we say it"))
    for told in (build(deck).problems, check_strays(built.parent, built.stem)):
        (one,) = told
        assert (one.code, one.severity) == ("built-misplaced", "warning")
        assert f"`yarrow.pptx` was built for Yarrow Family Medicine, as its {built.name}: what" in one.message
        assert "take it back to them, then build; if it is this practice under a new name, copy" in one.hint
        assert "delete" not in one.hint


def test_a_mere_copy_and_a_strangers_file_are_nobodys_news(write_deck: WriteDeck) -> None:
    deck = write_deck(deck=SHORT_DECK)
    (built,) = build(deck).files
    shutil.copyfile(built, built.with_name("As shown in May.pptx"))
    built.with_name("no zip.pptx").write_bytes(b"PK\3\4 no zip")
    assert check_strays(built.parent, built.stem) == []


TWO = SHORT_DECK.replace("minutes: 60, sessions: 1", "minutes: 60, sessions: 2")


@pytest.mark.slow
def test_a_session_in_the_place_of_another_is_refused_by_every_command(write_deck: WriteDeck, run: RunCommand) -> None:
    deck = write_deck(deck=TWO)
    first, second = build(deck).files
    there = first.read_bytes()
    edit(second, lambda deck: setattr(deck.slides[1].shapes.title.text_frame, "text", "As we say it"))
    shutil.copyfile(second, first)
    mixed = first.read_bytes()
    for command in ("build", "changes", "pull", "packet"):
        done = run(command, str(deck))
        assert done.returncode == 4, (command, done.stderr)
        assert f"{first.name}: is session 2 of the deck ({second.name})" in done.stderr
    assert "[built-misplaced]" in run("check", str(deck)).stdout
    assert first.read_bytes() == mixed
    first.write_bytes(there)  # as the hint says
    assert build(deck).keeps_edits
    edit(first, lambda deck: setattr(deck.slides[1].shapes.title.text_frame, "text", "As I say it"))
    build(deck)
    (kept,) = (first.parent / "earlier").glob(f"{first.stem}.*.pptx")
    shutil.copyfile(second, first)  # once more: her own words lie in the copy alone
    done = run("build", str(deck))
    assert f"hint: {second.name} is there, too: look in PowerPoint which of the two is the right one" in done.stderr
    assert f"it is kept in {show_path(kept)}: copy it, and call it {first.name})" in done.stderr
    shutil.copyfile(kept, first)
    build(deck)
    assert "As I say it" in run("changes", str(deck)).stdout


@pytest.mark.slow
def test_a_file_for_a_practice_of_another_name_is_told_and_in_a_list_refused(write_deck: WriteDeck) -> None:
    practice = (
        "practice: {{name: {}, contact: {{phone: {}}}}}\n"
        "decisions: {{handoffs: [{{id: rooming, giver: nurse, receiver: doctor, when: after rooming}}]}}\n"
    )
    deck = write_deck(deck=SHORT_DECK, practice=practice.format("Yarrow Family Medicine", "555-0101"))
    (built,) = build(deck).files
    stamp = stamp_of_file(built)
    assert stamp is not None
    assert "5550101" not in stamp.to_json()
    home, unedited = built.parent / "yarrow", built.read_bytes()
    refuse_of_another({built: stamp}, lambda name: home)  # unedited, it has nothing to lose
    edit(built, retitle("what-is-whp", "As we say it"))
    yarrows = built.read_bytes()
    for there, told in (
        (
            b"",
            f"move it to {show_path(home)} and call it {built.name} there (in the place of one that was built there since",
        ),
        (
            unedited,
            f"put it in the place of {show_path(home / built.name)}, in which nobody has edited anything; then give",
        ),
        (yarrows, f"look at {show_path(home / built.name)} first, which is edited, too: "),
    ):
        home.mkdir(exist_ok=True)
        if there:
            (home / built.name).write_bytes(there)
        with pytest.raises(
            MisplacedFileError, match=f"was built for Yarrow Family Medicine, as its {built.name}, and"
        ) as of:
            refuse_of_another({built: stamp}, lambda name: home if name.startswith("Yarrow") else None)
        assert told in of.value.hint
    refuse_of_another({built: stamp}, lambda name: home if name.startswith("Indigo") else None)
    for name, phone, told in (
        ("Indigo Bay Clinic", "555-0102", 1),
        ("Indigo Bay Clinic", "555-0101", 0),  # the same phone: a new name
        ("Yarrow Family Clinic", "555-0101", 0),
    ):
        built.write_bytes(yarrows)
        write_deck(deck=SHORT_DECK, practice=practice.format(name, phone))
        done = build(deck)
        assert done.keeps_edits
        assert [one.code for one in done.problems].count("built-misplaced") == told
    assert not [one for one in build(deck).problems if one.code == "built-misplaced"]


@pytest.mark.parametrize(
    ("then", "now", "another"),
    [
        ("Yarrow Family Medicine", "Indigo Family Medicine", True),
        ("Indigo Bay Clinc", "Indigo Bay Clinic", False),
        ("Indigo Bay Clinic", "Indigo Bay Health Clinic", False),
        ("", "Indigo Bay Clinic", False),
    ],
)
def test_names_that_are_one(then: str, now: str, *, another: bool) -> None:
    assert whose(then, ["555-0101"]).is_another(whose(now, ["555-0102"])) == another
    assert not whose(then, ["(555) 0101"]).is_another(whose(now, ["555-0101", "Ann Lee"]))
