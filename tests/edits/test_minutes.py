"""The line with the minutes in the notes of a built slide is the tool's own; and what minutes do to the meetings."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path

import pytest
from pptx import Presentation

from tests.conftest import DECK, Done
from tests.edits.rendered import render_deck
from tests.edits.test_merge import change, delete, edit, retitle, slide
from tests.edits.test_told import add
from whp_deck.build import build_deck
from whp_deck.edits.times import minutes_of, split_time
from whp_deck.office.package import Package, presentation

build = functools.partial(build_deck, packet=False)
WriteDeck = Callable[..., Path]
RunCommand = Callable[..., Done]
OURS = "for this slide"


@pytest.mark.parametrize(
    ("notes", "time", "rest"),
    [
        (["1 minute for this slide", "SAY"], "1 minute for this slide", ("SAY",)),
        (["Mine", "½ minute for this slide", "SAY"], "½ minute for this slide", ("Mine", "SAY")),
        (["3 min.", "SAY"], "3 min.", ("SAY",)),
        (["about 3 minutes for this slide", "SAY"], "about 3 minutes for this slide", ("SAY",)),
        (["Ca. 3 min", "SAY"], "Ca. 3 min", ("SAY",)),
        (["~3 minutes", "SAY"], "~3 minutes", ("SAY",)),
        (["About minutes", "SAY"], "", ("About minutes", "SAY")),
        (["SAY", "3 minutes"], "", ("SAY", "3 minutes")),
        (["Say it slowly", "SAY"], "", ("Say it slowly", "SAY")),
        (["Two and a half minutes", "SAY"], "Two and a half minutes", ("SAY",)),
        (["About half a minute for this slide.", "SAY"], "About half a minute for this slide.", ("SAY",)),
        (["Five minutes before we begin", "SAY"], "", ("Five minutes before we begin", "SAY")),
        ([], "", ()),
    ],
)
def test_the_line_with_the_minutes_is_found(notes: list[str], time: str, rest: tuple[str, ...]) -> None:
    assert split_time(notes, OURS) == (time, rest)


@pytest.mark.parametrize(
    ("line", "minutes"),
    [
        ("two and a half minutes", 2.5), ("One-and-a-half minutes for this slide", 1.5), ("a minute and a half", 1.5),
        ("Half a minute", 0.5), ("1/2 minute", 0.5), ("2 1/2 min.", 2.5), ("A minute", 1), ("about three minutes", 3),
        ("twelve minutes", 12), ("2½ minutes", 2.5), ("Two minutes after the bell", 1),
        ("Two minutes. Ask who can cover.", 2), ("Two minutes, then we stop", 1), ("Half a minute: read it aloud", 0.5),
    ],
)  # fmt: skip
def test_minutes_are_read_in_words_too(line: str, minutes: float) -> None:
    assert minutes_of([line]) == minutes


def type_over(name: str, words: str) -> Callable[[object], object]:
    """Type over the first line of the notes."""

    def change(deck: object) -> None:
        slide(deck, name).notes_slide.notes_text_frame.paragraphs[0].runs[0].text = words  # type: ignore[attr-defined]

    return change


@pytest.mark.slow
def test_pull_brings_other_minutes_and_tells_once_what_is_counted(write_deck: WriteDeck) -> None:
    made = render_deck(write_deck())
    scene = "rooming-refill/scene"
    typed = {"what-is-whp": "Say it slowly", "one-picture": "Half a minute", "which-patients": "", scene: "2 min"}

    def change(package: Package) -> None:
        for one in presentation(package).slides:
            if one.name in typed:
                one.notes_slide.notes_text_frame.paragraphs[0].runs[0].text = typed[one.name]

    pulled = made.pull(made.edited(change))
    assert (
        made.prepared.deck.path.read_text(encoding="utf-8")
        + (
            "slides:\n  change:\n    what-is-whp:\n      notes:\n        text: Say it slowly\n    one-picture:\n      minutes: 0.5\n"
            f"    {scene}:\n      minutes: 2\n"
        )
        == pulled.file.text
    )
    assert {line.partition(": ")[2] for line in pulled.undone} == {
        f"whp-deck counts the minutes, and the next build writes “{line}” again (for other minutes say `minutes:` in the deck’s "
        "file)"
        for line in ("1 minute for this slide", "1½ minutes for this slide")
    }
    assert pulled.left == []


def test_a_time_in_the_notes_of_a_slide_without_minutes_is_a_persons_own(write_deck: WriteDeck) -> None:
    made = render_deck(write_deck(change("what-is-whp: {minutes: 0}")))

    def say_a_time(package: Package) -> None:
        notes = slide(presentation(package), "what-is-whp").notes_slide.notes_text_frame  # type: ignore[attr-defined]
        notes.text = f"3 minutes\n{notes.text}"

    pulled = made.pull(made.edited(say_a_time, only="what-is-whp"))
    assert "what-is-whp: {minutes: 0, notes: {text: 3 minutes}}" in pulled.file.text
    assert (pulled.left, pulled.undone) == ([], [])


@pytest.mark.slow
def test_minutes_go_three_ways_and_a_line_without_a_time_is_put_back(write_deck: WriteDeck, run: RunCommand) -> None:
    deck = write_deck()
    file = build(deck).files[0]
    edit(file, type_over("what-is-whp", "Say it slowly"))
    edit(file, type_over("one-picture", "½ min"))
    edit(file, type_over("which-patients", "3 minutes for this slide"))
    edit(file, retitle("which-patients", "Typed by hand"))
    built = build(deck)  # without a pull: words and minutes stay
    assert built.problems == ()
    assert [line.partition(": deck-1")[0] for line in built.merged if "counts the minutes" in line] == [
        "whp-deck counts the minutes, so “1 minute for this slide” is in the notes again",
    ]
    assert [
        line.rpartition(", ")[2] for line in built.merged if line.startswith("counted as edited: deck-1, slide")
    ] == [
        "0.5 minute in place of 1; `whp-deck pull` writes it into your files",
        "3 minutes in place of 1.5; `whp-deck pull` writes it into your files",
    ]
    assert notes_of(file, "what-is-whp")[:3] == ["1 minute for this slide", "Say it slowly", "SAY"]
    assert notes_of(file, "one-picture")[:2] == ["½ min", "SAY"]
    planned = {one.id: one for one in built.plan.sessions[0].slides}
    assert (planned["one-picture"].minutes, planned["which-patients"].minutes) == (0.5, 3)
    assert planned["one-picture"].notes.text.startswith("½ min\n")
    merged = file.read_bytes()
    build(deck)
    assert file.read_bytes() == merged
    write_deck(change("one-picture: {notes: {say: New words from the file}}"))
    build(deck)  # new notes come in, and the minutes stay
    assert notes_of(file, "one-picture")[:3] == ["½ min", "SAY", "New words from the file"]
    assert run("pull", deck, "--yes").returncode == 0
    built = build(deck)
    assert built.problems == ()
    assert not any("count" in line for line in built.merged)
    assert notes_of(file, "one-picture")[:2] == ["½ minute for this slide", "SAY"]


@pytest.mark.slow
def test_minutes_of_a_role_play_are_pulled_and_shown(write_deck: WriteDeck, run: RunCommand) -> None:
    deck, turn = write_deck(), "rooming-refill/your-turn"
    file = next(file for file in build(deck).files if turn in [one.name for one in Presentation(str(file)).slides])
    edit(file, type_over(turn, "Two and a half minutes"))
    counted = next(line for line in build(deck).merged if line.startswith("counted as edited: "))
    assert counted.endswith(", 2.5 minutes in place of 2; `whp-deck pull` writes it into your files")
    assert run("pull", deck, "--yes").returncode == 0
    assert f"{turn}:\n      minutes: 2.5\n" in deck.read_text(encoding="utf-8")
    built = build(deck)
    assert built.problems == ()
    assert any(line.startswith("in your files now, too: ") and line.endswith(", minutes") for line in built.merged)
    assert notes_of(file, turn)[0] == "2½ minutes for this slide"
    shown = slide(Presentation(str(file)), turn).placeholders  # type: ignore[attr-defined]
    assert "2½" in [one.text_frame.text for one in shown if one.has_text_frame]
    assert run("changes", deck).stdout == ""


@pytest.mark.slow
def test_minutes_that_both_changed_are_those_of_the_files_and_told(write_deck: WriteDeck) -> None:
    file = build(write_deck()).files[0]
    edit(file, type_over("one-picture", "½ minute for this slide"))
    deck = write_deck(change("one-picture: {minutes: 2, notes: {say: New words from the file}}"))
    built = build(deck)
    assert [(one.code, one.severity) for one in built.problems if one.code == "edit-minutes"] == [
        ("edit-minutes", "warning")
    ]
    told = next(one for one in built.problems if one.code == "edit-minutes")
    assert "(one-picture): minutes changed to 0.5 in PowerPoint and to 2 in your files (" in told.message
    assert (
        told.hint
        == "2 counts and is in the notes now; if it shall be 0.5, say `minutes: 0.5` in your files, then build"
    )
    assert notes_of(file, "one-picture")[:3] == ["2 minutes for this slide", "SAY", "New words from the file"]
    assert not any(one.code == "edit-minutes" for one in build(deck).problems)


@pytest.mark.slow
def test_other_minutes_of_the_files_come_in_beside_typed_notes(write_deck: WriteDeck) -> None:
    file = build(write_deck()).files[0]

    def say_more(deck: object) -> None:
        slide(deck, "what-is-whp").notes_slide.notes_text_frame.paragraphs[2].runs[0].text = "Mine"  # type: ignore[attr-defined]

    edit(file, say_more)
    built = build(write_deck(change("what-is-whp: {minutes: 0.5}")))
    assert built.problems == ()
    assert [line.partition(": ")[0] for line in built.merged if "(what-is-whp)" in line] == [
        "updated from the configuration and kept what was edited"
    ]
    assert notes_of(file, "what-is-whp")[:3] == ["½ minute for this slide", "SAY", "Mine"]
    assert build(write_deck(change("what-is-whp: {minutes: 0}"))).problems == ()
    assert notes_of(file, "what-is-whp")[:2] == ["SAY", "Mine"]
    assert build(write_deck()).problems == ()
    assert notes_of(file, "what-is-whp")[:3] == ["1 minute for this slide", "SAY", "Mine"]


@pytest.mark.slow
def test_slides_that_come_into_another_meeting_are_told_by_pull_and_by_build(
    write_deck: WriteDeck, run: RunCommand
) -> None:
    deck = write_deck(DECK.replace("huddle-15", "{minutes: 20}"))
    files = build(deck).files
    for name in ("why", "evidence", "what-we-know"):
        edit(files[0], delete(name))
    edit(files[1], retitle("video", "Typed by hand"))
    edit(files[1], add("½ minute"))  # as the fifth, behind it
    done = run("pull", deck, "--yes")
    told = [line for line in done.stderr.splitlines() if line.startswith("once it is written and built: ")]
    assert told[0].startswith(
        "once it is written and built: into meeting 1 (deck-1) come “Typed by hand” (now in deck-2), “A slide of mine” (now in deck-2)"
    ), done.stderr
    built = build(deck)
    assert "moved from deck-2 to deck-1: “Typed by hand” (video)" in built.merged
    assert "moved from deck-2 to deck-1: “A slide of mine” (a-slide-of-mine)" in built.merged
    assert not any("added from the configuration" in line for line in built.merged)
    titles = [one.shapes.title.text_frame.text for file in files for one in Presentation(str(file)).slides]  # type: ignore[union-attr]
    assert titles.count("A slide of mine") == 1
    assert run("changes", deck).stdout == ""
    fewer = build(
        write_deck()
    )  # of sessions that there are no longer: those that nobody edited are moved, the others told
    left = [one.message.partition(" ")[0] for one in fewer.problems if one.code == "edit-leftover"]
    assert sorted([*left, *(f"{file.name.partition('.')[0]}.pptx" for file in fewer.moved)]) == [
        file.name for file in files[3:]
    ]
    assert [file.name for file in files[3:] if file.exists()] == left


def notes_of(file: Path, name: str) -> list[str]:
    text = slide(Presentation(str(file)), name).notes_slide.notes_text_frame.text  # type: ignore[attr-defined]
    return [" ".join(line.split()) for line in text.split("\n")]
