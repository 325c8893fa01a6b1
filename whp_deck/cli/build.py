"""`whp-deck build`: a deck file → its .pptx files, with a summary."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from whp_deck.build import Built

EXAMPLE = "Example: whp-deck build decks/monday-huddle.yaml --output monday --open"


def build(
    deck: Annotated[Path, typer.Argument(metavar="DECK.yaml", help="The deck file.")],
    output: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where to; default: build/ beside the deck.")
    ] = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Discard edits made in PowerPoint; keeps a dated copy.")
    ] = False,
    draft: Annotated[bool, typer.Option("--draft", help="Build in spite of problems in the content.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Fail on warnings and open decisions too.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Do everything but write.")] = False,
    open_result: Annotated[bool, typer.Option("--open", help="Open the first file when done.")] = False,
    no_packet: Annotated[bool, typer.Option("--no-packet", help="The .pptx files alone.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print problems only.")] = False,
) -> None:
    """Build a deck: one PowerPoint file for each session."""
    from whp_deck.build import build_deck

    built = build_deck(
        deck, output, overwrite=overwrite, draft=draft, strict=strict, dry_run=dry_run, packet=not no_packet
    )
    for problem in built.problems:
        typer.echo(f"{problem}\n", err=True)
    if not quiet:
        _summary(built, deck, dry_run=dry_run)
    if open_result and built.files:
        typer.launch(str(built.files[0]))


def _summary(built: Built, deck: Path, *, dry_run: bool) -> None:
    from whp_deck.errors import show_path

    plan = built.plan
    for backup in built.backups:
        typer.echo(f"kept the file as it was: {show_path(backup)}", err=True)
    for line in built.merged:
        typer.echo(line, err=not dry_run)
    files = {file.name: file for file in built.files}
    for session in plan.sessions:
        shown = sum(not slide.hidden for slide in session.slides)
        file = files.pop(f"{plan.stem_of(session)}.pptx", None)
        name = show_path(file) if file else session.name
        typer.echo(f"{name}  {shown} slides  {session.minutes:g} of {session.slot:g} min", file=sys.stdout)
    if plan.open_decisions:
        count = len(plan.open_decisions)
        typer.echo(
            f"{count} open decision{'s' if count > 1 else ''}: `whp-deck outline {deck.as_posix()}` lists them",
            err=True,
        )
    for other in files.values():
        typer.echo(show_path(other), file=sys.stdout)
    if built.note:
        typer.echo(built.note, err=True)
    if dry_run:
        typer.echo("dry run: nothing was written", err=True)
    typer.echo(f"is it fit to show? `whp-deck check {deck.as_posix()}` checks the rest", err=True)
