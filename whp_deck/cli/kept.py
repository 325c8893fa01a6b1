"""Tells which files were kept as they were: dated copies beside the new ones.

In: their paths. Out: lines on stderr, or none. Must not delete any: what stands in them is somebody's work.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import typer

_WORD = " (your changes to this Word file are not in the new one: copy what you need)"


def say_kept(copies: Sequence[Path]) -> None:
    """A line for each copy, and once what becomes of them."""
    from whp_deck.errors import show_path

    for copy in copies:
        typer.echo(f"kept the file as it was: {show_path(copy)}{_WORD if copy.suffix == '.docx' else ''}", err=True)
    if copies:
        typer.echo("delete such copies when you no longer need them", err=True)
