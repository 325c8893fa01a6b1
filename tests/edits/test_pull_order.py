"""Slides that were moved in PowerPoint: `pull` writes their order where the plan makes it true, else it says why not."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.conftest import DECK, SHORT_DECK, Done
from tests.edits.rendered import Rendered, render_deck
from tests.edits.test_merge import add_after, edit
from whp_deck.build import build_deck, prepare_deck
from whp_deck.build.pulled import PulledDeck, pull_known
from whp_deck.edits.files import Known
from whp_deck.office.package import Package, open_package
from whp_deck.office.slide_copy import Importer
from whp_deck.office.slide_list import delete_slides, move_slides, slide_parts
from whp_deck.office.snapshot import slide_id_of
from whp_deck.office.staging import write_whole

build = functools.partial(build_deck, packet=False)
WriteDeck = Callable[..., Path]
RunCommand = Callable[..., Done]


def move(before: str, *ids: str) -> Callable[[Package], object]:
    """Put the slides in front of another one, where the file has them."""

    def change(package: Package) -> None:
        names = {slide_id_of(part): number for number, part in slide_parts(package).items()}
        if before not in names:
            return
        moved = [names[id] for id in ids]
        rest = [one for one in slide_parts(package) if one not in moved]
        at = rest.index(names[before])
        move_slides(package, [*rest[:at], *moved, *rest[at:]])

    return change


def carry(folder: Path, ids: Sequence[str], source: str, target: str, at: int) -> None:
    """Cut slides out of one file and paste them into another, as PowerPoint does."""
    cut, into = open_package(folder / source), open_package(folder / target)
    numbers = [number for number, part in slide_parts(cut).items() if slide_id_of(part) in ids]
    pasted = [one.slide_id for one in Importer(cut, into).copy(numbers)]
    rest = [number for number in slide_parts(into) if number not in pasted]
    move_slides(into, [*rest[:at], *pasted, *rest[at:]])
    delete_slides(cut, numbers)
    write_whole(cut, folder / source)
    write_whole(into, folder / target)


def pulled_from(made: Rendered, known: Known, **choice: Callable[[object], bool]) -> PulledDeck:
    return pull_known(known, prepare_deck(made.prepared.deck.path), **choice)


@pytest.mark.slow
def test_what_was_moved_goes_into_the_list_and_its_comments_stay(write_deck: WriteDeck) -> None:
    deck = write_deck(SHORT_DECK + "  order:\n    - how-we-know   # numbers first\n    - how-we-start\n")
    made = render_deck(deck)
    known = made.edited(move("what-is-whp", "when-we-use-it"))
    done = pulled_from(made, known)
    at = made.ids.index("what-is-whp")
    moved = made.ids[at : made.ids.index("when-we-use-it") + 1]
    listed = "".join(f"    - {id}\n" for id in [moved[-1], *moved[:-1]])
    assert done.pulled.file.text == deck.read_text(encoding="utf-8").replace("  order:\n", f"  order:\n{listed}")
    assert (done.pulled.left, done.problems, done.moves) == ([], (), ())
    assert made.after(done.pulled)[0] == [*made.ids[:at], moved[-1], *moved[:-1], *made.ids[at + len(moved) :]]


@pytest.mark.slow
def test_an_order_that_the_files_changed_too_is_in_dispute(write_deck: WriteDeck) -> None:
    made = render_deck(write_deck(SHORT_DECK))
    known = made.edited(move("what-is-whp", "when-we-use-it"))
    text = SHORT_DECK + "  order: [how-we-know, how-we-start]\n"
    write_deck(text)
    left = pulled_from(made, known)
    assert left.pulled.file.text == text
    assert [one.words.partition(":")[0] for one in left.pulled.disputed] == ["deck-1, the order of the slides"]
    assert left.pulled.left == []
    taken = pulled_from(made, known, choose=lambda dispute: True)
    there = [id for file in known.files for one in file.snapshots for id in [one.id]]
    assert (made.after(taken.pulled)[0], taken.pulled.disputed) == (there, [])
    same = [id for id in there if id not in ("how-we-know", "how-we-start")]
    write_deck(SHORT_DECK + f"  order: [{', '.join(id for id in same if '/' not in id)}]\n")
    assert (pulled_from(made, known).pulled.left, pulled_from(made, known).pulled.disputed) == ([], [])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("before", "ids", "reason"),
    [
        ("video", ["session-1/agenda"], "keep their places in your file, and this would move “"),
        ("checklist-rooming", ["rooming-refill/debrief"], "is one entry of your file, `rooming-refill`: move all"),
        ("what-is-whp", ["sources"], "keep their places in your file, and this would move “"),
    ],
)
def test_an_order_that_no_file_can_say_stays_and_says_why(
    write_deck: WriteDeck, before: str, ids: list[str], reason: str
) -> None:
    made = render_deck(write_deck(DECK))
    done = pulled_from(made, made.edited(move(before, *ids)))
    assert not done.pulled.file.changed
    (line,) = done.pulled.left
    assert "moved from place" in line
    assert reason in line


@pytest.mark.slow
def test_one_order_is_not_written_for_two_sessions_that_want_different_ones(write_deck: WriteDeck) -> None:
    made = render_deck(write_deck(DECK))

    def last(package: Package) -> None:
        move("how-we-know", "prebrief")(package)

    def first(package: Package) -> None:
        move("checklist-rooming", "prebrief")(package)

    one = pulled_from(made, made.edited(last)).pulled
    assert (one.left, one.file.get("slides", "order")) == ([], ["scheduling-aspirin", "prebrief"])
    both = pulled_from(made, made.edited(lambda package: (first(package), last(package)))).pulled
    assert both.file.get("slides", "order") == ["prebrief", "checklist-rooming"]
    (line,) = both.left
    assert line.startswith("deck-3, slide ")
    assert "stands in several sessions, and your file has one order for all of them" in line


@pytest.mark.slow
def test_what_was_moved_is_an_edit_no_more_after_pull_and_build(write_deck: WriteDeck, run: RunCommand) -> None:
    """Within two sessions, from one to another, and a slide of one's own."""
    own = "    - {id: ours, kind: content, after: what-is-whp, title: Ours, body: Some words, minutes: 0}\n"
    own += "    - {id: behind, kind: content, after: ours, title: Behind ours, body: It stays, minutes: 0}\n"
    deck = write_deck(f"{DECK}outputs: [deck]\nslides:\n  add:\n{own}")
    files = build(deck).files
    carry(files[0].parent, ["how-we-know"], files[2].name, files[0].name, 4)
    carry(files[0].parent, ["ours"], files[0].name, files[2].name, 3)
    edit(files[0], lambda one: one.slides._sldIdLst.insert(2, one.slides._sldIdLst[7]))  # type: ignore[attr-defined]
    edit(files[1], lambda one: one.slides._sldIdLst.insert(3, one.slides._sldIdLst[4]))  # type: ignore[attr-defined]
    there = [[slide_id_of(part) for part in slide_parts(open_package(file)).values()] for file in files]
    done = run("pull", deck, "--yes")
    assert "stays in the presentation" not in done.stderr
    assert "  move:\n    how-we-know: 1\n" in deck.read_text(encoding="utf-8")
    built = build(deck)
    agreed = [line for line in built.merged if line.startswith("in your files now, too: ")]
    assert [line.partition(": ")[2] for line in agreed] == [f"deck-{n}, the order of the slides" for n in (1, 2, 3)]
    assert [[slide_id_of(part) for part in slide_parts(open_package(file)).values()] for file in files] == there
    assert run("changes", deck).stdout == ""
    assert not built.keeps_edits


@pytest.mark.slow
def test_what_goes_to_another_session_makes_room_for_what_came(write_deck: WriteDeck, run: RunCommand) -> None:
    own = '    - {id: ours, kind: content, after: what-is-whp, title: Ours, body: "- One\\n- Two", minutes: 2}\n'
    deck = write_deck(f"{DECK}outputs: [deck]\nslides:\n  add:\n{own}")
    files = build(deck).files

    def add(presentation: object) -> None:
        add_after(5, "Another of ours", "1½ minutes")(presentation)
        presentation.slides[5].placeholders[1].text_frame.text = "Words of mine"  # type: ignore[attr-defined]

    edit(files[0], add)
    refused = run("pull", deck, "--yes")
    assert "make room there, then pull again" in refused.stderr
    carry(files[0].parent, ["ours"], files[0].name, files[2].name, 3)
    edit(files[2], lambda one: one.slides._sldIdLst.remove(one.slides._sldIdLst[-2]))  # type: ignore[attr-defined]
    done = run("pull", deck, "--yes")
    assert "stays in the presentation" not in done.stderr
    assert "    - id: another-of-ours\n" in deck.read_text(encoding="utf-8")
