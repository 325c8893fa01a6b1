"""`whp-deck pull`: texts that were edited in PowerPoint → the deck's YAML, shown as a difference first."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

EXAMPLE = "Example: whp-deck pull decks/monday-huddle.yaml"


def pull(
    deck: Annotated[Path, typer.Argument(metavar="DECK.yaml", help="The deck file.")],
    output: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where the built files are; default: build/ beside the deck.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Write without asking.")] = False,
) -> None:
    """Bring what was edited in PowerPoint back into the deck's YAML; comments and order stay."""
    from whp_deck.build import prepare_deck
    from whp_deck.edits.files import read_deck_files
    from whp_deck.edits.pull import pull as pull_texts
    from whp_deck.errors import show_path

    known = read_deck_files(deck, output)
    prepared = prepare_deck(deck)
    pulled = pull_texts(prepared.deck, prepared.plan, known)
    for line in pulled.left:
        typer.echo(f"stays in the presentation: {line}", err=True)
    if not pulled.file.changed:
        typer.echo("nothing to bring back", err=True)
        return
    typer.echo(pulled.file.diff())
    if not yes:
        typer.confirm(f"Write this into {show_path(deck)}?", default=True, abort=True, err=True)
    pulled.file.save()
    typer.echo(f"{show_path(deck)} is written; now `whp-deck build {deck.as_posix()}`", err=True)
