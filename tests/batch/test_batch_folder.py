"""A practice's folder of a batch, met by commands that know the deck alone."""

from __future__ import annotations

import shutil
from collections.abc import Callable

import pytest
from pptx import Presentation

from tests.batch.conftest import World
from tests.conftest import PRACTICE, Done

HEAD = "practice.name,practice.contact.phone\n"


@pytest.mark.slow
@pytest.mark.parametrize("doing", ["build", "packet", "pull"])
@pytest.mark.parametrize("records", [True, False])
def test_a_practices_folder_is_left_to_batch(
    world: World, run: Callable[..., Done], doing: str, *, records: bool
) -> None:
    """The deck's own `practice:`, which may be anybody, would be built into that folder, or an edit pulled into everybody's deck."""
    world.run(world.sheet(f"{HEAD}Hilltop Clinic,555-0101\n"), packet=False)
    folder = world.out / "hilltop-clinic"
    if not records:  # a copy of what is seen
        shutil.rmtree(world.out / ".batch")
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


@pytest.mark.slow
def test_an_edit_of_one_practice_is_not_pulled_into_the_deck_of_another(world: World, run: Callable[..., Done]) -> None:
    """From a copy of its folder, in which no list is seen."""
    world.run(world.sheet(f"{HEAD}Hilltop Clinic,555-0101\n"), packet=False)
    shutil.copytree(world.out / "hilltop-clinic", world.folder / "sent")
    file = str(world.folder / "sent" / "short.pptx")
    deck = Presentation(file)
    deck.slides[1].shapes.title.text_frame.text = "Typed by Hilltop"  # type: ignore[union-attr]
    deck.save(file)
    (world.folder / "nobody.yaml").write_text(
        PRACTICE.replace("Hilltop Clinic", "Mill Street Practice"), encoding="utf-8"
    )
    done = run("pull", "short.yaml", "--output", "sent", "--yes", cwd=world.folder)
    assert done.returncode == 4
    assert "was built for Hilltop Clinic, and this deck is for Mill Street Practice" in done.stderr
    assert "Typed by Hilltop" not in (world.folder / "short.yaml").read_text(encoding="utf-8")
