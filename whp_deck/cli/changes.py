"""`whp-deck changes`: what people changed in a deck's files since they were built, as sentences or JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
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
    older = [file.path for file in known.files if deck.stat().st_mtime > file.path.stat().st_mtime] if found else []
    left = _say_leftovers(deck, older)
    if set(older) - left:
        again = "run of `batch`" if output and is_of_batch(output) else "build"
        how = "" if again != "build" else f": {command('build', deck, output_option(output))}"
        typer.echo(
            f"\n{deck.name} was saved after these files. What it says by now, as after `pull`, stays in this list until the next "
            f"{again} takes it over{how}",
            err=True,
        )
    if not found:
        typer.echo(f"nothing {'else ' if strays else ''}was changed since the last build", err=True)


def _say_leftovers(deck: Path, older: Sequence[Path]) -> set[Path]:
    """Say which of the files are of sessions that there are no longer, which no build takes over; as `build` says it."""
    from whp_deck.build import prepare_deck
    from whp_deck.build.leftovers import find_leftovers
    from whp_deck.errors import InvalidDeckError

    if not older:
        return set()
    try:
        plan = prepare_deck(deck).plan
    except InvalidDeckError:  # what is to be built is not known before that is mended
        return set()
    left = find_leftovers(plan, older[0].parent)[1]
    for problem in left:
        typer.echo(f"\n{problem}", err=True)
    return {path for path in older if any(problem.message.startswith(f"{path.name} ") for problem in left)}
