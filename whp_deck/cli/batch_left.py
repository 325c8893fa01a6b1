"""Folders in the output of a batch that nothing renews any more. In: their names, and whose they are. Out: lines on stderr."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

import typer

from whp_deck.cli.batch_words import short

_NAMED = 10


def show_left(
    left: Mapping[str, str], told_before: Collection[str], moved: Mapping[str, str], output: Path, report: str
) -> None:
    """Those of practices that have `left` the list, with their names: in full once, in the runs after that in a line."""
    from whp_deck.errors import counted, enumerated, show_path

    new = [f"{short(name)} ({folder})" for folder, name in left.items() if folder not in told_before]
    if new:
        known = len(left) - len(new)
        more = f" and {len(new) - _NAMED} more, in {report}" if len(new) > _NAMED else ""
        more += f"; and {known} told before" if known else ""
        typer.echo(f"\nnot in the list any more: {', '.join(new[:_NAMED])}{more}", err=True)
        typer.echo(
            f"their folders are still in {show_path(output)}, and nothing renews them: delete a folder that nobody needs; if the "
            "practice has a new name, write its old folder into a column `folder`, and its edits stay",
            err=True,
        )
    elif left:
        typer.echo(
            f"\nnot in the list any more: {counted(len(left), 'practice')}, as told before, in {report}", err=True
        )
    if moved:
        named = [f"{folder} (now {to})" for folder, to in list(moved.items())[:_NAMED]]
        more = f", and {len(moved) - _NAMED} more" if len(moved) > _NAMED else ""
        typer.echo(
            f"\nin {show_path(output)}, of practices whose files go elsewhere now: {enumerated(named)}{more}; delete these folders "
            "when nobody has edited what is in them",
            err=True,
        )
