"""`whp-deck import`: what an existing presentation holds, and entries with which a deck can use its slides."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Literal

import typer

EXAMPLE = "Example: whp-deck import old.pptx > entries.yaml"


def import_file(
    file: Annotated[Path, typer.Argument(metavar="FILE.pptx", help="The presentation.")],
    look: Annotated[
        Literal["adopt", "keep"],
        typer.Option(help="adopt = in the look of your deck; keep = with the design that they have."),
    ] = "adopt",
    as_json: Annotated[bool, typer.Option("--json", help="What it holds as JSON, for programs.")] = False,
) -> None:
    """List an existing presentation's slides, and print entries to paste under `slides: add:` of a deck."""
    from whp_deck.office.deck_facts import read_deck_facts
    from whp_deck.render.listing import facts_data, list_slides, slide_entries

    facts = read_deck_facts(file)
    if as_json:
        typer.echo(json.dumps(facts_data(facts), indent=2, ensure_ascii=False))
        return
    typer.echo(list_slides(facts, file.name), err=True)
    typer.echo("\nPaste what you want under `slides: add:`; the file's path counts from the deck.\n", err=True)
    typer.echo(slide_entries(facts, file.as_posix(), look=look))
