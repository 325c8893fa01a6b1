"""A shorter format: files of a session that there is no longer go to `earlier/`; what somebody has edited stays and is told."""

from __future__ import annotations

import functools
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import SHORT_DECK, Done
from tests.edits.test_merge import edit, retitle
from whp_deck.build import build_deck, prepare_deck
from whp_deck.build.leftovers import LEFTOVER, find_leftovers
from whp_deck.build.outputs.base import pdf_file

WriteDeck = Callable[..., Path]
RunCommand = Callable[..., Done]
build = functools.partial(build_deck, packet=False)
TWO = SHORT_DECK.replace("minutes: 60, sessions: 1", "minutes: 60, sessions: 2")


@pytest.mark.slow
def test_what_nobody_has_edited_is_moved_away(write_deck: WriteDeck, run: RunCommand) -> None:
    deck = write_deck(deck=TWO)
    first, second = build(deck).files
    shutil.copyfile(first, other := first.with_name("deck-9.pptx"))  # nothing says that 9 was never a session
    stranger = first.with_name("deck-8.pptx")
    stranger.write_bytes(b"not ours")
    before = second.read_bytes()
    write_deck(deck=SHORT_DECK)
    done = run("build", str(deck), "--no-packet", "--dry-run")
    assert "of sessions that there are no longer, and moved: " in done.stdout
    assert "build/deck-2.pptx" in done.stdout
    assert second.exists()
    done = run("build", str(deck), "--no-packet")
    assert "of sessions that there are no longer, and moved: " in done.stderr
    (kept,) = (first.parent / "earlier").glob("deck-2.*.pptx")
    assert kept.read_bytes() == before
    assert not other.exists()
    assert {path.name for path in first.parent.glob("*.pptx")} == {"deck.pptx", stranger.name}
    assert "no longer" not in run("build", str(deck), "--no-packet").stderr


@pytest.mark.slow
def test_what_somebody_has_edited_stays_and_is_told_until_it_is_gone(write_deck: WriteDeck, run: RunCommand) -> None:
    deck = write_deck(deck=TWO)
    first, second = build(deck).files
    edit(first, retitle("what-is-whp", "As we say it"))
    write_deck(deck=SHORT_DECK)
    for _ in range(2):
        built = build(deck)
        (told,) = [one for one in built.problems if one.code == LEFTOVER]
        assert f"{first.name} is of a session that there is no longer, and somebody has edited it" in told.message
        assert (first.exists(), second.exists()) == (True, False)
    assert f"[{LEFTOVER}]" in run("check", str(deck)).stdout
    told_of = run("changes", str(deck))
    assert "As we say it" in told_of.stdout
    assert f"[{LEFTOVER}]" in told_of.stderr
    assert "was saved after these files" not in told_of.stderr  # no build ends it
    first.unlink()  # as the hint says: what was edited in it is in the other one
    built = build(deck)
    assert not [one for one in built.problems if one.code == LEFTOVER]
    assert "As we say it" in run("changes", str(deck)).stdout
    write_deck(deck=TWO)
    first, _ = build(deck).files
    edit(first, retitle("what-is-whp", "In other words"))
    write_deck(deck=SHORT_DECK)
    assert sorted(path.name.partition(".")[0] for path in build(deck, overwrite=True).moved) == ["deck-1", "deck-2"]


@pytest.mark.slow
def test_what_lies_beside_it_goes_with_it_and_the_files_of_another_deck_stay(write_deck: WriteDeck) -> None:
    deck = write_deck(deck=TWO.replace("[deck]", "[deck, invite]"))
    folder = build(deck).files[0].parent
    for name in ("deck-1-packet.pdf", "deck-2-packet.pdf", "deck-2-handout.pdf"):
        content = pdf_file(folder / name, b"%PDF-1.7 startxref 9").content
        assert isinstance(content, bytes)
        (folder / name).write_bytes(content)
    printed = folder / "deck-2-handout.pdf"
    printed.write_bytes(printed.read_bytes() + b"a note of hers")
    (folder / "deck-2-packet.docx").write_bytes(b"saved by Word")
    mail = folder / "deck-1-invite.txt"
    mail.write_text(f"{mail.read_text(encoding='utf-8')}Bring cake.", encoding="utf-8")
    plan = prepare_deck(write_deck(deck=SHORT_DECK)).plan
    gone, told = find_leftovers(plan, folder)
    assert [path.name for path in gone] == [
        "deck-1-invite.eml",
        "deck-1-packet.pdf",
        "deck-1.pptx",
        "deck-2-invite.eml",
        "deck-2-invite.txt",
        "deck-2-packet.pdf",
        "deck-2.pptx",
    ]
    assert [one.message.partition(" ")[0] for one in told] == [mail.name, printed.name, "deck-2-packet.docx"]
    (folder / "earlier").mkdir()
    for number in (1, 2):  # told also when their decks have gone
        (folder / f"deck-{number}.pptx").rename(folder / "earlier" / f"deck-{number}.2027-01-11.pptx")
    assert find_leftovers(plan, folder)[1] == told
    other = deck.rename(deck.with_name("deck-1.yaml"))  # another deck, whose files are called so
    other.write_text(SHORT_DECK, encoding="utf-8")
    (ours,) = build(other).files
    assert ours.name == "deck-1.pptx"
    gone, told = find_leftovers(plan, folder)
    assert not [path for path in gone if path.name.startswith("deck-1")]
    assert mail.name not in [one.message.partition(" ")[0] for one in told]
