"""Of an order that a person made and one of the files, and of every number in what a build tells: what stands in the file."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path

import pytest
from pptx import Presentation

from tests.conftest import SHORT_DECK, Done
from tests.edits.test_merge import add_after, edit, retitle, titles
from whp_deck.build import build_deck
from whp_deck.edits.compare import Change, describe

build = functools.partial(build_deck, packet=False)
WriteDeck = Callable[..., Path]
RunCommand = Callable[..., Done]
BY_FILES = "the order in your files is another since the last build, so it stands where they put it"


def move(name: str, behind: str) -> Callable[[object], object]:
    def change(deck: object) -> None:
        entries = deck.slides._sldIdLst  # type: ignore[attr-defined]
        names = [one.name for one in deck.slides]  # type: ignore[attr-defined]
        entry, other = entries[names.index(name)], entries[names.index(behind)]
        entries.remove(entry)
        other.addnext(entry)

    return change


def names(file: Path) -> list[str]:
    return [one.name for one in Presentation(str(file)).slides if "/" not in one.name]


def about_order(lines: tuple[str, ...]) -> list[str]:
    """What is told of the order, each with the slide's id."""
    return [
        f"{line.partition(': ')[0]}: {line.rpartition('(')[2].rstrip(')')}"
        for line in lines
        if "order in your files" in line or line.startswith("kept where you moved it")
    ]


def test_changes_names_the_file_wherever_there_are_several() -> None:
    changes = [
        Change(Path("deck-2.pptx"), 4, "id", "Why now", "hidden"),
        Change(Path("deck-2.pptx"), 0, "", "", "colors"),
    ]
    assert describe(changes) == ["slide 4 “Why now”: hidden", "the theme's colors changed"]
    assert describe(changes, files=3) == ["deck-2, slide 4 “Why now”: hidden", "deck-2: the theme's colors changed"]


@pytest.mark.slow
def test_an_order_that_leaves_the_files_again_is_told(write_deck: WriteDeck) -> None:
    file = build(write_deck(SHORT_DECK)).files[0]
    ours = names(file)
    edit(file, move("which-patients", "what-is-whp"))
    theirs = names(file)
    deck = write_deck(f"{SHORT_DECK}  order: [what-is-whp, which-patients, when-we-use-it, how-we-start]\n")
    assert about_order(build(deck).merged) == []  # as the person has it
    assert names(file) == theirs != ours
    swapped = (
        [f"{BY_FILES}: which-patients"],
        [f"{BY_FILES}: when-we-use-it"],
    )  # of two that change places either has moved
    assert about_order(build(write_deck(SHORT_DECK)).merged) in swapped
    assert names(file) == ours
    deck = write_deck(f"{SHORT_DECK}  order: [what-is-whp, which-patients, when-we-use-it, how-we-start]\n")
    assert about_order(build(deck).merged) in swapped
    assert names(file) == theirs


@pytest.mark.slow
@pytest.mark.parametrize(
    ("moved", "behind", "order"),
    [
        ("which-patients", "what-is-whp", "how-we-start, how-we-know, which-patients"),  # the same slide
        ("how-we-start", "what-is-whp", "when-we-use-it, what-is-whp"),  # no order has both
    ],
)
def test_two_orders_that_cannot_be_one_are_in_dispute_and_the_persons_stays_whole(
    write_deck: WriteDeck, run: RunCommand, moved: str, behind: str, order: str
) -> None:
    file = build(write_deck(SHORT_DECK)).files[0]
    edit(file, move(moved, behind))
    theirs = names(file)
    deck = write_deck(f"{SHORT_DECK}  order: [{order}]\n")
    for _ in range(2):  # told until somebody settles it
        built = build(deck)
        (problem,) = (one for one in built.problems if one.code == "edit-conflict")
        assert problem.message == "deck: slides were moved in PowerPoint, and your files have another order, too"
        assert problem.source is not None
        assert deck.read_text(encoding="utf-8").splitlines()[problem.source.line - 1].startswith("  order:")
        assert names(file) == theirs
    before = deck.read_text(encoding="utf-8")
    assert "in dispute, so not written: deck, the order of the slides" in run("pull", deck, "--yes").stderr
    assert deck.read_text(encoding="utf-8") == before
    built = build(write_deck(SHORT_DECK))  # the files give way
    assert {one.code for one in built.problems} <= {"part-split"}  # one of the two moves divides a part of the agenda
    assert names(file) == theirs


@pytest.mark.slow
def test_of_two_orders_that_can_be_one_both_are_kept(write_deck: WriteDeck) -> None:
    file = build(write_deck(SHORT_DECK)).files[0]
    ours = names(file)
    edit(file, move("what-is-whp", "when-we-use-it"))
    built = build(write_deck(f"{SHORT_DECK}  order: [how-we-know, how-we-start]\n"))
    assert [one.code for one in built.problems] == []
    swapped = {"what-is-whp": "when-we-use-it", "how-we-start": "how-we-know"}
    swapped |= {new: old for old, new in swapped.items()}
    assert names(file) == [swapped.get(id, id) for id in ours]


@pytest.mark.slow
def test_what_a_build_tells_has_the_numbers_of_the_file_that_it_writes(write_deck: WriteDeck, run: RunCommand) -> None:
    deck = write_deck(SHORT_DECK)
    file = build(deck).files[0]
    edit(file, retitle("what-is-whp", "Typed by hand"))
    edit(file, retitle("which-patients", "Typed, too"))
    edit(file, add_after(len(titles(file)), "Mine"))
    edit(file, lambda deck: list(deck.slides)[-1]._element.set("show", "0"))  # type: ignore[attr-defined]
    deck = write_deck(f"{SHORT_DECK}  change:\n    what-is-whp: {{title: From the file}}\n")
    built = build(deck)
    written = [title.strip("()") for title in titles(file)]
    assert "To compare: From the file" in written
    for title in ("Typed, too", "Mine"):
        assert any(f"deck, slide {written.index(title) + 1} “{title}”" in line for line in built.merged), built.merged
    assert f"deck, slide {written.index('Typed by hand') + 1} “Typed by hand”" in built.problems[0].message
    assert " slides and 2 hidden, 1 of them to compare  " in run("build", deck, "--no-packet").stdout
    deck = write_deck(f"{SHORT_DECK}  change:\n    what-is-whp: {{title: Typed by hand}}\n")
    done = run("build", deck, "--no-packet")
    assert " slides and 1 hidden  " in done.stdout
    # the slide says what the files say, and did so before: nothing of it was updated
    about = [line for line in done.stderr.splitlines() if "(what-is-whp)" in line]
    assert [line.partition(":")[0] for line in about] == [
        "in your files now, too",
        "agreed, so that the slide to compare went",
    ]
