"""`whp-deck build`: a deck file → its .pptx files, with a summary."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from whp_deck.cli.completion import complete_slide

EXAMPLE = "Example: whp-deck build decks/monday-huddle.yaml --output monday --open"


def build(
    deck: Annotated[Path, typer.Argument(metavar="DECK.yaml", help="The deck file.")],
    output: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where to; default: build/ beside the deck.")
    ] = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Discard edits made in PowerPoint; keeps a dated copy.")
    ] = False,
    restore: Annotated[
        list[str] | None,
        typer.Option(
            metavar="SLIDE", help="Bring back a slide that was deleted in PowerPoint.", autocompletion=complete_slide
        ),
    ] = None,
    draft: Annotated[bool, typer.Option("--draft", help="Build in spite of problems in the content.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Fail on warnings and open decisions too.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Do everything but write.")] = False,
    open_result: Annotated[bool, typer.Option("--open", help="Open the first file when done.")] = False,
    no_packet: Annotated[bool, typer.Option("--no-packet", help="Leave packet and handout out.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print problems only.")] = False,
) -> None:
    """Build a deck: one PowerPoint file for each session."""
    from whp_deck.cli.batch_folder import leave_to_batch
    from whp_deck.cli.progress import busy

    leave_to_batch("build", deck, output)
    with busy("building", quiet=quiet):
        from whp_deck.build import build_deck

        built = build_deck(
            deck,
            output,
            overwrite=overwrite,
            draft=draft,
            strict=strict,
            dry_run=dry_run,
            packet=not no_packet,
            restore=restore or (),
        )
    from whp_deck.cli.summary import print_problems, print_summary

    if quiet:
        print_problems(built)
    else:
        print_summary(built, deck, dry_run=dry_run)
    if open_result and built.files:
        typer.launch(str(built.files[0]))
