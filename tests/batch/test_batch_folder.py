"""A practice's folder of a batch, met by commands that know the deck alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.batch.conftest import World
from tests.conftest import Done

HEAD = "practice.name,practice.contact.phone\n"


@pytest.mark.parametrize("doing", ["build", "packet", "pull"])
def test_a_practices_folder_is_left_to_batch(world: World, run: Callable[..., Done], doing: str) -> None:
    """The deck's own `practice:`, which may be anybody, would be built into that folder, or an edit pulled into everybody's deck."""
    world.run(world.sheet(f"{HEAD}Hilltop Clinic,555-0101\n"), packet=False)
    folder = world.out / "hilltop-clinic"
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    done = run(doing, "short.yaml", "--output", "out/hilltop-clinic", cwd=world.folder)
    assert done.returncode == 4
    assert "`batch` fills this folder" in done.stderr
    assert "hint: " in done.stderr
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


def test_changes_of_a_practices_folder_are_told(world: World, run: Callable[..., Done]) -> None:
    world.run(world.sheet(f"{HEAD}Hilltop Clinic,555-0101\n"), packet=False)
    done = run("changes", "short.yaml", "--output", "out/hilltop-clinic", cwd=world.folder)
    assert (done.returncode, done.stderr) == (0, "nothing was changed since the last build\n")
