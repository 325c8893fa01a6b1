"""A built file that somebody renamed, or saved as a copy, is told of; what is in it is nobody's but theirs."""

from __future__ import annotations

import functools
import shutil
from collections.abc import Callable
from pathlib import Path

from tests.conftest import SHORT_DECK, Done
from tests.edits.test_merge import edit, retitle
from whp_deck.build import build_deck
from whp_deck.edits.strays import check_strays

build = functools.partial(build_deck, packet=False)
WriteDeck = Callable[..., Path]
RunCommand = Callable[..., Done]


def test_a_renamed_file_is_named_with_what_it_was(write_deck: WriteDeck, run: RunCommand) -> None:
    deck = write_deck(deck=SHORT_DECK)
    (built,) = build(deck).files
    edit(built, retitle("what-is-whp", "As we say it"))
    renamed = built.rename(built.with_name("Thursday FINAL.pptx"))
    for command in ("changes", "pull"):
        done = run(command, str(deck))
        assert f"`Thursday FINAL.pptx` was built as {built.name} and has another name now" in done.stderr
    again = build(deck)
    assert [one.code for one in again.problems if one.code == "built-renamed"] == ["built-renamed"]
    assert renamed.exists()
    (copy,) = [one for one in build(deck).problems if one.code == "built-renamed"]
    assert f"is a copy of {built.name}" in copy.message
    renamed.replace(built)  # as the hint says
    assert not [one for one in build(deck).problems if one.code == "built-renamed"]
    assert "As we say it" in run("changes", str(deck)).stdout


def test_a_mere_copy_and_a_strangers_file_are_nobodys_news(write_deck: WriteDeck) -> None:
    deck = write_deck(deck=SHORT_DECK)
    (built,) = build(deck).files
    shutil.copyfile(built, built.with_name("As shown in May.pptx"))
    built.with_name("no zip.pptx").write_bytes(b"PK\3\4 no zip")
    assert check_strays(built.parent, built.stem) == []
