"""What a command did not look at: edits of built files where it shows a deck as its files give it, files that were renamed.

In: the path of a deck file. Out: lines on stderr, or none.
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


def say_strays(deck: Path, output: Path | None) -> bool:
    """Say which files in the folder of built files were this deck's and have another name now; whether there are any."""
    from whp_deck.edits.strays import check_strays
    from whp_deck.plan import stem_of_file

    problems = check_strays(output or deck.parent / "build", stem_of_file(deck.stem))
    for problem in problems:
        typer.echo(f"{problem}\n", err=True)
    return bool(problems)
