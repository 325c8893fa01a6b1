"""Files in practices' folders beside those that a batch has built: kept as they were, moved away, or of an earlier run.

In: outcomes. Out: lines on stderr.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from whp_deck.cli.batch_words import NAMED, in_words, listed, short

if TYPE_CHECKING:
    from whp_deck.batch import Outcome


def show_kept(outcomes: Sequence[Outcome], output: Path, report: str) -> None:
    """The dated copies that this run has made of files which people had edited or saved."""
    from whp_deck.errors import counted, show_path

    kept = [
        output / one.folder / name
        for one in outcomes
        if one.status == "built"
        for deck in one.decks
        for name in deck.kept
    ]
    if kept:
        named = ", ".join(map(show_path, kept[:NAMED]))
        more = f" and {len(kept) - NAMED} more, in {report}" if len(kept) > NAMED else ""
        what = counted(
            len(kept), "file was kept as it was, as a dated copy", "files were kept as they were, as dated copies"
        )
        typer.echo(f"\n{what}: {named}{more}; delete such copies when nobody needs them", err=True)


def show_moved(outcomes: Sequence[Outcome], report: str) -> None:
    """What a shorter format has left in the folders, and this run has moved away: told once."""
    from whp_deck.errors import counted

    moved = {
        one.folder: [name for deck in one.decks for name in deck.moved] for one in outcomes if one.status == "built"
    }
    ours = [one for one in outcomes if moved.get(one.folder)]
    if ours:
        many = sum(map(len, moved.values()))
        was = counted(many, "file that nobody has edited was", "files that nobody has edited were")
        first = f"{ours[0].folder}/{moved[ours[0].folder][0]}"
        more = f" and {many - 1} more, in {report}" if many > 1 else ""
        typer.echo(
            f"\nof sessions that there are no longer: {was} moved out of the way ({in_words(ours)}): {first}{more}",
            err=True,
        )


def show_old_packets(outcomes: Sequence[Outcome]) -> None:
    """Packets say what their decks said when they were made."""
    from whp_deck.errors import counted

    old = [short(one.name) for one in outcomes if any(deck.has_old_packets for deck in one.decks)]
    if old:
        typer.echo(
            f"\nbeside the decks of {counted(len(old), 'practice')} lie packets of an earlier run: {listed(old)}; the same command "
            "without --no-packet makes them anew",
            err=True,
        )
