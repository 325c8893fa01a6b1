"""`whp-deck why`: where each part of a slide comes from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from whp_deck.cli.completion import complete_slide

EXAMPLE = "Example: whp-deck why decks/monday-huddle.yaml when-we-use-it"


def why(
    deck: Annotated[Path, typer.Argument(metavar="DECK.yaml", help="The deck file.")],
    slide: Annotated[
        str,
        typer.Argument(
            metavar="SLIDE",
            help="A slide's id or number; `2:9` = slide 9 of session 2.",
            autocompletion=complete_slide,
        ),
    ],
) -> None:
    """Print where each part of a slide comes from: layer, file, line, layout, placeholder."""
    from whp_deck.build import prepare_deck
    from whp_deck.cli.unseen import say_unseen
    from whp_deck.config.layers import layer_of
    from whp_deck.config.problems import suggest
    from whp_deck.render.why import find_slides, render_why

    prepared = prepare_deck(deck)
    found = find_slides(prepared.plan, slide)
    if not found:
        ids = [one.id for session in prepared.plan.sessions for one in session.slides]
        typer.echo(f"there is no slide `{slide}` in this deck\n\nhint: {suggest(slide, ids)}", err=True)
        raise typer.Exit(1)
    files = prepared.deck
    typer.echo(
        "\n\n".join(
            render_why(
                session,
                number,
                one,
                prepared.template,
                lambda source: layer_of(source, files.path, files.practice.place_of()),
            )
            for session, number, one in found
        )
    )
    say_unseen(deck)
