"""What a run would do is told without a file being written; and why practices that nobody has touched are built again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.batch.conftest import World
from tests.batch.test_summary import batch
from tests.conftest import Done
from whp_deck.batch import Batch, Options, plan_batch
from whp_deck.batch.triage import files_to_mend, triage

Run = Callable[..., Done]
ROWS = "Mill Clinic,our logo.png,555-0101\nOak Clinic,,555-0102\nLake Clinic,,\n"


def files_in(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def planned(world: World, sheet: Path, *, packet: bool = False) -> Batch:
    deck, network = world.folder / "short.yaml", world.folder / "network.yaml"
    return plan_batch(sheet, [deck], world.out, network=network, options=Options(packet=packet), dry_run=True)


def foreseen(world: World, sheet: Path, **options: bool) -> tuple[list[str], str]:
    known = planned(world, sheet, **options)
    return [f"{one.folder}: {one.status}" for one in known.foresee()], known.why_again()


def test_a_dry_run_tells_the_list_and_writes_nothing(run: Run, world: World) -> None:
    sheet = world.sheet(f"practice.name,practice.theme.logo,practice.contact.phone\n{ROWS}Mill Two,his.png,\n")
    done = batch(run, world, sheet, "--dry-run")
    assert (done.returncode, done.stdout, world.out.exists()) == (1, "", False)
    told = done.stderr.split("\n\n")
    assert "B2: practice.theme.logo: there is no file `our logo.png` [file-missing]" in told[0]
    assert (
        "2 of 4 practices cannot be built, as the list shows: row 2, Mill Clinic (mill-clinic), row 5, Mill Two ("
        in done.stderr
    )
    assert "to build: rows 3, 4\n" in done.stderr
    assert "\nbuilding may find others that cannot be built" in done.stderr
    assert done.stderr.endswith("dry run: 2 to build, 0 unchanged, 2 that cannot be built; nothing was written\n")


def test_of_a_list_that_is_refused_a_dry_run_writes_no_call_list(run: Run, world: World) -> None:
    done = batch(
        run, world, world.sheet("practice.name,decisions.start.date\nMill Clinic,soon\nOak Clinic,\n"), "--dry-run"
    )
    assert (done.returncode, world.out.exists()) == (1, False)
    assert "1 problem to mend" in done.stderr


@pytest.mark.slow
def test_a_dry_run_knows_what_is_unchanged_and_why_all_are_built_again(world: World) -> None:
    sheet = world.sheet(f"practice.name,practice.theme.logo,practice.contact.phone\n{ROWS}")
    first = ["mill-clinic: failed", "oak-clinic: not done", "lake-clinic: not done"]
    assert foreseen(world, sheet) == (first, "")
    assert world.run(sheet, packet=False)[1] == ["oak-clinic", "lake-clinic"]
    there = files_in(world.out)
    assert foreseen(world, sheet) == (["mill-clinic: failed", "oak-clinic: unchanged", "lake-clinic: unchanged"], "")
    network = world.folder / "network.yaml"
    network.write_text(network.read_text() + "# another now\n", encoding="utf-8")
    states, why = foreseen(world, sheet)
    assert states == first
    assert why.startswith("2 practices to build again: ")
    assert why.endswith("network.yaml has changed since the run before")
    assert foreseen(world, sheet, packet=True)[1] == (
        "2 practices to build again: what the command asks for (draft, strict, packet) has changed since the run before"
    )
    assert files_in(world.out) == there


def test_a_meeting_that_the_format_has_not_is_asked_of_nobody(run: Run, world: World) -> None:
    sheet = world.sheet(
        "practice.name,meetings.1.date,meetings.2.date\nMill Clinic,2027-01-11,2027-01-18\nOak Clinic,2027-01-11,\n"
    )
    done = batch(run, world, sheet, "--dry-run")
    assert "there is no session 2" in done.stderr
    assert "has no day" not in done.stderr


@pytest.mark.slow
def test_a_dry_run_tells_files_under_another_name(run: Run, world: World) -> None:
    sheet = world.sheet("practice.name,practice.contact.phone\nMill Clinic,555-0101\nOak Clinic,555-0102\n")
    world.run(sheet, packet=False)
    (world.out / "mill-clinic" / "short.pptx").rename(world.out / "mill-clinic" / "short (1).pptx")
    done = batch(run, world, sheet, "--dry-run")
    assert (
        "files to put right, without a call: row 2, Mill Clinic (mill-clinic): `short (1).pptx` was built as short.pptx"
        in done.stderr
    )
    assert (
        "hint: to go on with it, give it the name short.pptx again (in the place of one that was built there since, in which nobody has "
        "edited anything), then give the same command again; " in done.stderr
    )
    assert "Oak Clinic (oak-clinic)" not in done.stderr


@pytest.mark.slow
def test_a_dry_run_finds_files_that_stop_a_practice_from_their_stamps(run: Run, world: World) -> None:
    sheet = world.sheet(
        "practice.name,practice.contact.phone\nMill Clinic,555-0101\nOak Clinic,555-0102\nLake Clinic,\n"
    )
    world.run(sheet, packet=False)
    whole = (world.out / "mill-clinic" / "short.pptx").read_bytes()
    (world.out / "mill-clinic" / "short.pptx").write_bytes(whole[:-9000])
    (world.out / "oak-clinic" / "short.pptx").rename(world.out / "oak-clinic" / "short-2.pptx")
    (world.out / "oak-clinic" / "short.pptx").write_text("not ours", encoding="utf-8")
    done = batch(run, world, sheet, "--dry-run", "--no-packet")
    assert done.returncode == 1
    assert "mill-clinic/short.pptx: is damaged and cannot be read [built-unusable]" in done.stderr
    assert "oak-clinic/short.pptx: is not a PowerPoint presentation [built-unusable]" in done.stderr
    assert "zip" not in done.stderr
    assert done.stderr.endswith("dry run: 0 to build, 1 unchanged, 2 that cannot be built; nothing was written\n")
    outcomes, _ = world.run(sheet, packet=False)
    assert [one.status for one in outcomes] == ["failed", "failed", "unchanged"]
    assert triage(outcomes).calls() == []
    assert [files_to_mend(one) for one in outcomes[:2]] == [
        ["short.pptx is damaged and cannot be read"],
        ["short.pptx is not a PowerPoint presentation"],
    ]
