"""`whp-deck preview`: a page in the browser that shows the deck while you write, on this computer alone."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

EXAMPLE = "Example: whp-deck preview decks/monday-huddle.yaml"


def preview(
    deck: Annotated[Path, typer.Argument(metavar="DECK.yaml", help="The deck file.")],
    port: Annotated[int, typer.Option(help="Which port; 0 takes a free one.", min=0, max=65535)] = 0,
    no_open: Annotated[bool, typer.Option("--no-open", help="Do not open the browser.")] = False,
) -> None:
    """See the deck in your browser, change decisions, rehearse; it follows every save."""
    from whp_deck.config.wrong_files import folder_problem
    from whp_deck.errors import InvalidDeckError, Problem, Source, show_path

    if folder := folder_problem(deck):
        raise InvalidDeckError([folder])
    if not deck.is_file():
        hint = "check the path and its spelling; `whp-deck init` makes a first deck"
        raise InvalidDeckError([Problem("file-missing", "there is no such file", hint, Source(show_path(deck), 0))])
    from whp_deck.preview import Preview, serve

    page = Preview(deck, port=port)

    def ready() -> None:
        typer.echo(page.address)
        typer.echo("This page is for this computer alone. Ctrl-C ends it.", err=True)
        if not no_open:
            typer.launch(page.address)

    serve(page, ready)
    typer.echo("The preview has ended.", err=True)
