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
    from whp_deck.cli.batch_folder import leave_to_batch, output_option
    from whp_deck.cli.unseen import say_strays
    from whp_deck.errors import command, show_path

    leave_to_batch("pull", deck, output)
    build_it = command("build", deck, output_option(output))
    strays = say_strays(deck, output)
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
    for problem in made.apart:
        typer.echo(f"{problem}\n", err=True)
    if not pulled.file.changed:
        waits = f"nothing more to bring back: your files say it already; now {build_it}"
        typer.echo(waits if pulled.waits else f"nothing {'else ' if strays else ''}to bring back", err=True)
        return
    typer.echo(pulled.file.diff())
    for problem in made.problems:
        typer.echo(f"once it is written: {problem}\n", err=True)
    for line in pulled.elsewhere:
        typer.echo(line, err=True)
    for line in made.moves:
        typer.echo(f"once it is written and built: {line}", err=True)
    if not yes and not _confirm(f"Write this into {show_path(deck)}?", default=True):
        typer.echo("nothing is written", err=True)
        raise typer.Exit(1)
    pulled.file.save()
    typer.echo(f"{show_path(deck)} is written; now {build_it}", err=True)


def _ask(dispute: Dispute) -> bool:
    """Whether PowerPoint's side goes into the file; what somebody wrote there is lost then."""
    typer.echo(f"in dispute: {dispute.words}", err=True)
    return _confirm("Take PowerPoint’s into your file?", default=False)


def _confirm(question: str, *, default: bool) -> bool:
    """Yes or no, in any of people's words; who does not know leaves the file as it is. Raises Abort at the end of the input."""
    from whp_deck.content.open_words import is_neither

    def read(typed: object) -> bool:
        word = str(typed).strip(" .!").lower()
        if word in ("y", "yes", "n", "no") or is_neither(word):
            return word in ("y", "yes")
        raise typer.BadParameter("type yes or no; no leaves your file as it is")

    shown = "[Y/n]" if default else "[y/N]"
    answer: bool = typer.prompt(
        f"{question} {shown}", "yes" if default else "no", value_proc=read, show_default=False, err=True
    )
    return answer
