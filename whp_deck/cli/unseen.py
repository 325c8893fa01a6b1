"""The line at the end of commands that show a deck as its files give it, when somebody has edited what was built.

In: the path of a deck file. Out: a line on stderr, or none.
"""

from __future__ import annotations

from pathlib import Path

import typer


def say_unseen(deck: Path) -> None:
    """Say which built files have edits that were not shown; where nothing is built nothing is even imported."""
    if not any((deck.parent / "build").glob("*.pptx")):
        return
    from whp_deck.edits.unseen import tell_unseen

    told = tell_unseen(deck)
    if told:
        typer.echo(told, err=True)
