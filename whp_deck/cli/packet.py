"""`whp-deck packet`: the facilitator packet and the handout of a deck, without touching its .pptx files."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final, Literal

import typer

EXAMPLE = "Example: whp-deck packet decks/monday-huddle.yaml --format pdf"


class Format(StrEnum):
    """What is written."""

    pdf = "pdf"
    docx = "docx"
    both = "both"


FORMATS: Final[dict[Format, tuple[Literal["pdf", "docx"], ...]]] = {
    Format.pdf: ("pdf",),
    Format.docx: ("docx",),
    Format.both: ("pdf", "docx"),
}


def packet(
    deck: Annotated[Path, typer.Argument(metavar="DECK.yaml", help="The deck file.")],
    output: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where to; default: build/ beside the deck.")
    ] = None,
    format: Annotated[Format, typer.Option("--format", help="PDF to print, Word to edit, or both.")] = Format.both,
) -> None:
    """Print the facilitator packet and the participants' handout of each session."""
    from whp_deck.build import print_deck
    from whp_deck.cli.batch_folder import leave_to_batch
    from whp_deck.cli.kept import say_kept
    from whp_deck.cli.progress import busy
    from whp_deck.errors import show_path

    leave_to_batch("packet", deck, output)
    with busy("printing"):
        built = print_deck(deck, output, formats=FORMATS[format])
    for problem in (*built.problems, *built.doubts):  # no line above tells where a slide says something else
        typer.echo(f"{problem}\n", err=True)
    say_kept(built.backups)
    for file in built.files:
        typer.echo(show_path(file))
    if built.note:
        typer.echo(built.note, err=True)
