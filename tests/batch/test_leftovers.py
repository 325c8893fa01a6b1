"""A shorter format for all: what it leaves in the folders is moved away and told once; what was edited is told in every run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, cast

import pytest

from tests.batch.conftest import World
from tests.batch.test_summary import retitle
from whp_deck.batch.cluster import Cluster, Parcel
from whp_deck.batch.jobs import Job, Outcome
from whp_deck.cli.batch_summary import show_summary


@pytest.mark.slow
def test_what_a_shorter_format_leaves(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    deck = world.folder / "short.yaml"
    short = deck.read_text(encoding="utf-8")
    deck.write_text(short.replace("sessions: 1", "sessions: 2"), encoding="utf-8")
    sheet = world.sheet("practice.name\nCedar Clinic\nOak Clinic\n")
    world.run(sheet, packet=False)
    edited = world.out / "cedar-clinic" / "short-2.pptx"
    retitle(edited, 1, "As Anne says it")
    deck.write_text(short, encoding="utf-8")
    for status in ("built", "unchanged"):
        outcomes, _ = world.run(sheet, packet=False)
        assert {one.status for one in outcomes} == {status}
        show_summary(outcomes, world.out)
        said = capsys.readouterr().err
        assert f"(practices.csv:2): cedar-clinic/{edited.name} is of a session that there is no longer" in said.replace(
            f"{world.folder}/", ""
        )
        assert "to settle in PowerPoint, as told above: row 2, Cedar Clinic" in said
        assert "please call" not in said
        moved = "3 files that nobody has edited were moved out of the way (rows 2, 3): cedar-clinic/earlier/short-1."
        assert (moved in said) == (status == "built")
        (cedar, oak) = json.loads((world.out / "batch.json").read_text(encoding="utf-8"))["practices"]
        assert "edit-leftover" in cedar["decks"][0]["warnings"][0]
        assert len(oak["decks"][0]["moved"]) == 2
    assert [path.name for path in (world.out / "oak-clinic").glob("*.pptx")] == ["short.pptx"]
    edited.unlink()  # as the hint says
    assert not [one for outcome in world.run(sheet, packet=False)[0] for one in outcome.edit_conflicts]


def test_what_a_worker_has_moved_away_is_moved_here_unless_somebody_saved_it_meanwhile(tmp_path: Path) -> None:
    job = Job("oak", tmp_path / "oak.yaml", (), tmp_path / "oak", tmp_path / "strangers.json")
    job.output.mkdir()
    for name in ("short-2.pptx", "short-3.pptx"):
        (job.output / name).write_bytes(name.encode())
    moved = {f"earlier/{name}.2027-01-11.pptx": name.encode() for name in ("short-2.pptx", "short-3.pptx")}
    (job.output / "short-3.pptx").write_bytes(b"saved meanwhile")
    parcel = Parcel(Outcome("oak", "Oak", "built"), moved, ("short-2.pptx", "short-3.pptx"))
    Cluster.receive(cast(Any, None), job, parcel)
    names = sorted(path.relative_to(job.output).as_posix() for path in job.output.rglob("*.pptx"))
    assert names == [*sorted(moved), "short-3.pptx"]
