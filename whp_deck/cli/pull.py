"""`whp-deck pull`: texts that were edited in PowerPoint → the deck's YAML, shown as a difference first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from whp_deck.edits.disputes import Dispute

EXAMPLE = "Example: whp-deck pull decks/monday-huddle.yaml"


def pull(
    deck: Annotated[Path, typer.Argument(metavar="DECK.yaml", help="The deck file.")],
    output: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where the built files are; default: build/ beside the deck.")
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Write without asking; what is in dispute stays as it is.")
    ] = False,
) -> None:
    """Bring what was edited in PowerPoint back into the deck's YAML, the order of slides too; your comments stay."""
    from whp_deck.build.pulled import pull_deck
    from whp_deck.errors import command, show_path

    made = pull_deck(deck, output, choose=(lambda dispute: False) if yes else _ask)
    pulled = made.pulled
    for dispute in pulled.disputed:
        typer.echo(f"in dispute, so not written: {dispute.words}; to keep your files’, {dispute.keep}", err=True)
    if pulled.disputed and yes:
        typer.echo(f"{command('pull', deck)} without `--yes` asks of each whether to take PowerPoint’s", err=True)
    for line in pulled.left:
        typer.echo(f"stays in the presentation: {line}", err=True)
    for line in pulled.undone:
        typer.echo(line, err=True)
    if not pulled.file.changed:
        waits = f"nothing more to bring back: your files say it already; now {command('build', deck)}"
        typer.echo(waits if pulled.waits else "nothing to bring back", err=True)
        return
    typer.echo(pulled.file.diff())
    for problem in made.problems:
        typer.echo(f"once it is written: {problem}\n", err=True)
    for line in pulled.elsewhere:
        typer.echo(line, err=True)
    for line in made.moves:
        typer.echo(f"once it is written and built: {line}", err=True)
    if not yes:
        typer.confirm(f"Write this into {show_path(deck)}?", default=True, abort=True, err=True)
    pulled.file.save()
    typer.echo(f"{show_path(deck)} is written; now {command('build', deck)}", err=True)


def _ask(dispute: Dispute) -> bool:
    """Whether PowerPoint's side goes into the file; what somebody wrote there is lost then."""
    typer.echo(f"in dispute: {dispute.words}", err=True)
    return typer.confirm("Take PowerPoint’s into your file?", default=False, err=True)
