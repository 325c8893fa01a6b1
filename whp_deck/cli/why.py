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
            help="A slide's id, number or title; `2:9` = slide 9 of session 2.",
            autocompletion=complete_slide,
        ),
    ],
) -> None:
    """Print where each part of a slide comes from: layer, file, line, layout, placeholder."""
    from whp_deck.build import prepare_deck
    from whp_deck.cli.unseen import say_unseen
    from whp_deck.config.layers import layer_of
    from whp_deck.config.own_scenarios import begun_as_a_copy
    from whp_deck.errors import command
    from whp_deck.render.why import find_slides, render_why, tell_absent, tell_apart

    prepared = prepare_deck(deck)
    found = find_slides(prepared.plan, slide)
    if not found:
        said, remedy = tell_absent(prepared.plan, slide)
        remedy = remedy or f"{command('outline', deck)} lists every slide"
        typer.echo(f"{said}\n\nhint: {remedy}", err=True)
        raise typer.Exit(1)
    if several := tell_apart(found):
        typer.echo(
            f"`{slide}` is more than one slide; name it with its session, as they stand here:\n{several}", err=True
        )
        raise typer.Exit(1)
    files = prepared.deck
    added = {entry.get("id") for entry in files.file.slides.add}
    typer.echo(
        "\n\n".join(
            render_why(
                session,
                number,
                one,
                prepared.template,
                lambda source: layer_of(source, files.path, files.practice.place_of()),
                own=one.id.partition("#")[0].partition("/")[0] in added,
            )
            for session, number, one in found
        )
    )
    scene = next((one.source for *_, one in found if one.purpose == "role-play"), None)
    if scene is not None and scene.is_shipped:
        typer.echo(f"\na role play of your own: {begun_as_a_copy(scene)}")
    say_unseen(deck)
