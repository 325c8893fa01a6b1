"""What is printed when a batch is done: whoever needs a call stands last, with the reason in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pptx
import pytest

from tests.batch.conftest import NETWORK, World
from tests.conftest import Done
from whp_deck.batch.jobs import DeckOutcome, Outcome
from whp_deck.cli.batch import show_summary

Run = Callable[..., Done]


def batch(run: Run, world: World, source: Path, *more: str) -> Done:
    deck, network = world.folder / "short.yaml", world.folder / "network.yaml"
    return run("batch", source, "--deck", deck, "--network", network, "--output", world.out, "--workers", "1", *more)


def retitle(path: Path, at: int, title: str) -> None:
    deck = pptx.Presentation(str(path))
    shape = deck.slides[at].shapes.title
    assert shape is not None
    shape.text_frame.text = title
    deck.save(str(path))


@pytest.mark.slow
def test_a_conflict_stands_near_the_end_and_is_told_with_its_row(run: Run, world: World) -> None:
    source = world.sheet(
        "practice.name,decisions.start.date\nBroken Clinic,2026-12-07\nCedar Clinic,\nKept Clinic,\nPlain Clinic,\n"
    )
    assert batch(run, world, source).returncode == 0
    retitle(world.out / "cedar-clinic" / "short.pptx", 1, "Typed in Cedar")
    retitle(world.out / "kept-clinic" / "short.pptx", 2, "Typed in Kept")
    source.write_text(source.read_text().replace("2026-12-07", "soon"), encoding="utf-8")
    network = world.folder / "network.yaml"
    network.write_text(network.read_text() + "slides: [{id: agenda, title: Said by the network}]\n", encoding="utf-8")
    done = batch(run, world, source)
    assert done.returncode == 1
    rows = [row.split("  ") for row in done.stdout.splitlines()[1:]]
    status = {row[0]: next(cell for cell in row[1:] if cell).strip() for row in rows}
    assert status == {
        "Plain Clinic": "built",
        "Kept Clinic": "built, edits kept",
        "Cedar Clinic": "built, edits kept",
        "Broken Clinic": "failed",
    }
    assert [row[0] for row in rows][-2:] == ["Cedar Clinic", "Broken Clinic"]
    line = next(line for line in done.stderr.splitlines() if line.startswith("Cedar Clinic ("))
    assert line.endswith(
        "practices.csv:3): short, slide 2 “Typed in Cedar” (session-1/agenda): title changed in the file and in the configuration"
    )
    assert done.stderr.index(line) < done.stderr.index("3 built, 0 unchanged, 1 failed")


def outcome(name: str, *warnings: str, decisions: int = 0, failure: str = "") -> Outcome:
    decks = (DeckOutcome("d", ("d.pptx",), (10,), decisions, warnings),)
    return Outcome(
        name.lower(), name, "failed" if failure else "built", decks, failure=failure, place=f"{name.lower()}.yaml"
    )


def test_the_order_of_the_rows_and_five_conflicts_at_most(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    conflict = "warning: x, slide 9 “T” (t): title changed [edit-conflict]\n\nhint: look"
    other = "warning: a picture is small [picture-small]"
    outcomes = [
        outcome("Failed", failure="why"),
        outcome("Conflict", conflict, conflict.replace("conflict", "deleted")),
        outcome("Warned", *[other] * 9),
        outcome("Open", decisions=20),
        outcome("Quiet"),
        *(outcome(f"More{number}", conflict.replace("conflict", "orphaned")) for number in range(6)),
    ]
    show_summary(outcomes, tmp_path)
    said = capsys.readouterr()
    names = [row.split()[0] for row in said.out.splitlines()[1:]]
    assert names[:3] == ["Quiet", "Open", "Warned"]
    assert names[-2:] == ["Conflict", "Failed"]
    told = [line for line in said.err.splitlines() if ".yaml): " in line]
    assert told[0] == "Conflict (conflict.yaml): x, slide 9 “T” (t): title changed"
    assert len({line.split()[0] for line in told}) == 5
    assert "and 2 more practices with edits to look at" in said.err


def test_a_networks_mistake_is_told_once_before_anything_is_built(run: Run, world: World) -> None:
    source = world.sheet("practice.name\n" + "".join(f"Clinic {letter}\n" for letter in "ABCDE"))
    network = world.folder / "network.yaml"
    for text, message in (
        ("decisons: {trained: All of us}\n", "there is no key `decisons` here"),
        ("decisions: [a, {\n", "network.yaml:"),
        (None, "there is no such file"),
    ):
        network.unlink() if text is None else network.write_text(text, encoding="utf-8")
        done = batch(run, world, source)
        assert done.returncode == 1
        assert done.stderr.count(message) == 1
        assert not world.out.exists()


def test_a_message_that_many_share_is_printed_once(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    shared = "deck.yaml:3: no slide `x` [slide-unknown]\n\nhint: look"
    own = "f.yaml:2: write a date [value-invalid]"
    outcomes = [outcome(f"P{number}", failure=shared) for number in range(9)]
    outcomes.append(outcome("Both", failure=f"{own}\n\n{shared}"))
    show_summary(outcomes, tmp_path)
    said = capsys.readouterr().err
    assert f"\nP0 (p0), P1 (p1), P2 (p2) and 7 others:\n{shared}\n" in said
    assert f"\nBoth (both):\n{own}\n" in said
    assert said.count("no slide `x`") == 1


def test_a_network_inside_the_folder_is_no_practice(run: Run, world: World) -> None:
    network = world.practice("network", NETWORK)
    world.practice("hilltop", "practice: {name: Hilltop Clinic}\n")
    done = run(
        "batch", world.practices, "--deck", world.folder / "short.yaml", "--network", network, "--output", world.out,
        "--workers", "1",
    )  # fmt: skip
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 2)


@pytest.mark.slow
def test_files_of_an_earlier_run_are_named(run: Run, world: World) -> None:
    source = world.sheet("practice.name,decisions.start.date\nHilltop Clinic,\nNorth Clinic,\n")
    assert batch(run, world, source).returncode == 0
    source.write_text("practice.name,decisions.start.date\nHilltop Clinic,soon\nLake Clinic,soon\n", encoding="utf-8")
    done = batch(run, world, source)
    folder = world.out / "hilltop-clinic"
    assert f"(files of an earlier run are still in {folder}):\n" in done.stderr
    assert "Lake Clinic (lake-clinic):\n" in done.stderr
    assert "\nnot in the list any more: north-clinic\n" in done.stderr


def test_earlier_files_of_the_others_are_counted(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    outcomes = [replace(outcome(f"P{at}", failure="why"), earlier_files=f"o/p{at}" * (at % 2)) for at in range(9)]
    show_summary(outcomes, tmp_path)
    assert " and 6 others (3 of them with files of an earlier run in their folders):\nwhy\n" in capsys.readouterr().err


def test_the_table_shows_where_the_files_are(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    show_summary([replace(outcome("Käthe/Söhne"), folder="kathe-sohne"), outcome("Lake")], tmp_path)
    assert [line.split()[0::6] for line in capsys.readouterr().out.splitlines()] == [
        ["practice", "folder"],
        ["Käthe/Söhne", "kathe-sohne"],
        ["Lake", "lake"],
    ]


def test_warnings_are_printed_with_their_hints_the_worst_last(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    shared = "warning: t.pptx uses the font “X” [font-unknown]\n\nhint: look"
    outcomes = [outcome(f"P{at}", shared, f"l.csv:B{at}: warning: w{at} [x]\n\nhint: h{at}") for at in range(7)]
    outcomes.append(outcome("Worst", shared, *(f"l.csv:C9: warning: worse {at} [x]" for at in range(3))))
    outcomes.append(outcome("Edited", "warning: x: title changed [edit-conflict]"))
    show_summary(outcomes, tmp_path)
    said = capsys.readouterr().err
    assert said.count("font-unknown") == 1
    assert "\nWorst (worst):\nl.csv:C9: warning: worse 0 [x]\n\nl.csv:C9: warning: worse 1 [x]" in said
    assert "\nP6 (p6):\nl.csv:B6: warning: w6 [x]\n\nhint: h6\n" in said
    assert said.index("w6") < said.index("worse 0")
    assert f"… and more warnings of 4 practices or groups of them, in {tmp_path}/batch.json" in said
    assert said.count("title changed") == 1


def test_warnings_about_the_list_itself_are_remembered_below_the_table(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    show_summary([outcome("A")], tmp_path, above=2)
    assert "\nwarnings about the list itself, above the table: 2\n1 built" in capsys.readouterr().err
