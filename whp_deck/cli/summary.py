"""The summary at the end of a build: sessions, slides, minutes, files; a table for people, plain lines for programs.

In: what was built. Out: lines on stdout; what is no data on stderr. Colors only on a terminal, and not with NO_COLOR.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from whp_deck.build import Built
    from whp_deck.plan import Session


_WORD = " (your changes to this Word file are not in the new one: copy what you need)"


def print_summary(built: Built, deck: Path, *, dry_run: bool) -> None:
    """Print it."""
    from whp_deck.errors import show_path

    for backup in built.backups:
        typer.echo(f"kept the file as it was: {show_path(backup)}{_WORD if backup.suffix == '.docx' else ''}", err=True)
    for line in built.merged:
        typer.echo(line, err=not dry_run)
    if sys.stdout.isatty():
        from rich.console import Console

        print_table(built, Console(highlight=False))
    else:
        _print_lines(built)
    if built.plan.open_decisions:
        count = len(built.plan.open_decisions)
        typer.echo(
            f"{count} open decision{'s' if count > 1 else ''}: `whp-deck outline {_typed(deck)}` lists them",
            err=True,
        )
    printed = [file.with_name(f"{file.stem}-packet.pdf") for file in built.files if file.suffix == ".pptx"]
    if any(path.exists() and path not in built.files for path in printed):
        typer.echo(
            f"the packets there are of an earlier build: `whp-deck packet {_typed(deck)}` makes them anew", err=True
        )
    if built.note:
        typer.echo(built.note, err=True)
    if dry_run:
        typer.echo("dry run: nothing was written", err=True)
    typer.echo(f"next: `whp-deck check {_typed(deck)}` tells whether it is fit to show", err=True)


def _print_lines(built: Built) -> None:
    from whp_deck.errors import show_path

    files = {file.name: file for file in built.files}
    for session in built.plan.sessions:
        file = files.pop(f"{built.plan.stem_of(session)}.pptx", None)
        name = show_path(file) if file else session.name
        typer.echo(f"{name}  {_shown(session)} slides  {session.minutes:g} of {session.slot:g} min")
    for other in files.values():
        typer.echo(show_path(other))


def print_table(built: Built, console: Console) -> None:
    """The same as a table, with warnings counted."""
    from whp_deck.errors import show_path

    console.print(_table(built))
    warnings = sum(problem.severity == "warning" for problem in built.problems)
    folders = dict.fromkeys(show_path(file.parent) for file in built.files)
    written = f"{len(built.files)} files in {', '.join(folders)}" if built.files else "no files"
    told = f"{warnings} warning{'' if warnings == 1 else 's'}" if warnings else "no warnings"
    console.print(f"{written}, {told}", style="bold", markup=False)


def _table(built: Built) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table("Session", "Slides", "Minutes", "Files", box=box.SIMPLE_HEAD, pad_edge=False)
    table.columns[1].justify = table.columns[2].justify = "right"
    table.columns[3].overflow = "fold"
    left = [file.name for file in built.files]
    stems = sorted((built.plan.stem_of(session) for session in built.plan.sessions), key=len, reverse=True)
    for session in built.plan.sessions:
        stem = built.plan.stem_of(session)
        own = [name for name in left if next((s for s in stems if name.startswith((f"{s}.", f"{s}-"))), "") == stem]
        over = session.minutes > session.slot
        table.add_row(
            Text(f"{session.number}  {session.topic or session.name}"),
            str(_shown(session)),
            Text(f"{session.minutes:g} of {session.slot:g}", style="bold red" if over else ""),
            Text("\n".join(own)),
        )
    return table


def _shown(session: Session) -> int:
    return sum(not slide.hidden for slide in session.slides)


def _typed(path: Path) -> str:
    """The path as it is typed on a command line."""
    return f'"{path.as_posix()}"' if " " in path.as_posix() else path.as_posix()
