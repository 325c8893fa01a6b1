"""One run at a time in a folder; a run that was killed leaves nothing that would stop the next one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.batch.conftest import Here, World
from whp_deck.batch import Options, plan_batch
from whp_deck.batch.alone import alone_in
from whp_deck.errors import EditedOutputError

_HOLD = "import sys, pathlib; from whp_deck.batch.alone import alone_in\nwith alone_in(*map(pathlib.Path, sys.argv[1:])): print(1, flush=True); input()"


@pytest.mark.slow
def test_two_runs_are_not_in_one_folder_and_one_that_was_killed_frees_it(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _HOLD, str(tmp_path), str(tmp_path / ".batch")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline()
        with pytest.raises(EditedOutputError, match="another run of `whp-deck batch` is writing into this folder"):
            alone_in(tmp_path, tmp_path / ".batch").__enter__()
        other.kill()
    with alone_in(tmp_path, tmp_path / ".batch"):
        assert (tmp_path / ".batch" / "running.lock").exists()


def test_a_run_holds_its_folder_until_it_is_done(world: World) -> None:
    sheet = world.sheet("practice.name\nMill Clinic\nOak Clinic\n")

    def planned() -> object:
        return plan_batch(
            sheet,
            [world.folder / "short.yaml"],
            world.out,
            network=world.folder / "network.yaml",
            options=Options(packet=False),
        )

    batch = plan_batch(
        sheet,
        [world.folder / "short.yaml"],
        world.out,
        network=world.folder / "network.yaml",
        options=Options(packet=False),
    )
    run = batch.run(lambda _: Here())
    next(run)
    with pytest.raises(EditedOutputError, match="is writing into this folder"):
        planned()
    run.close()
    assert planned()


def test_a_folder_that_may_not_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)  # whoever runs tests as root may write everywhere
    with pytest.raises(EditedOutputError) as caught:
        alone_in(tmp_path / "out", tmp_path / "out" / ".batch").__enter__()
    assert "out: this folder does not allow writing\n\nhint: choose another folder with --output, or ask" in str(
        caught.value
    )
