"""`whp-deck schema`: JSON Schemas of the files that authors write, for editors."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

EXAMPLE = "Example: whp-deck schema practice > config/schemas/practice.json"


class File(StrEnum):
    """The files that have a schema."""

    practice = "practice"
    deck = "deck"
    scenario = "scenario"
    toolkit = "toolkit"


def schema(file: Annotated[File, typer.Argument(help="Which kind of file.")] = File.deck) -> None:
    """Print the JSON Schema of a kind of file."""
    from whp_deck.config.schema import render_schema

    typer.echo(render_schema(file.value), nl=False)
