"""`whp-deck changes`: what people changed in a deck's files since they were built, as sentences or JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

EXAMPLE = "Example: whp-deck changes decks/monday-huddle.yaml"


def changes(
    deck: Annotated[Path, typer.Argument(metavar="DECK.yaml", help="The deck file.")],
    output: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where the built files are; default: build/ beside the deck.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, for programs.")] = False,
) -> None:
    """Tell what was changed in PowerPoint or LibreOffice since the last build, slide by slide."""
    from whp_deck.cli.batch_folder import output_option
    from whp_deck.cli.unseen import say_strays
    from whp_deck.edits.compare import describe, find_changes
    from whp_deck.edits.files import read_deck_files
    from whp_deck.edits.strays import refuse_misplaced
    from whp_deck.errors import command
    from whp_deck.files import is_of_batch
    from whp_deck.plan import stem_of_file

    strays = say_strays(deck, output)
    known = read_deck_files(deck, output)
    refuse_misplaced(known.files, stem_of_file(deck.stem))
    found = find_changes(known)
    if as_json:
        typer.echo(json.dumps([change.to_json() for change in found], indent=2, ensure_ascii=False))
        return
    for line in describe(found, files=len(known.files)):
        typer.echo(line)
    if found and any(deck.stat().st_mtime > file.path.stat().st_mtime for file in known.files):
        again = "run of `batch`" if output and is_of_batch(output) else "build"
        how = "" if again != "build" else f": {command('build', deck, output_option(output))}"
        typer.echo(
            f"\n{deck.name} was saved after these files. What it says by now, as after `pull`, stays in this list until the next "
            f"{again} takes it over{how}",
            err=True,
        )
    if not found:
        typer.echo(f"nothing {'else ' if strays else ''}was changed since the last build", err=True)
