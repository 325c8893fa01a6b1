"""Which edits of people are in the files that a batch has built: the first of each practice. In: outcomes. Out: lines on stderr."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from whp_deck.cli.batch_words import short

if TYPE_CHECKING:
    from whp_deck.batch import Outcome

_TOLD = 5  # practices whose edits are told
_FIRST = 2  # edits of each
_PERSONS = ("kept as edited", "stays deleted")  # begins what a person did; what follows from it is told behind that
# a slide's id, and what is printed otherwise: that is a warning
_BEHIND = re.compile(r" \([\w/#-]+\)(?:;.*)?$", re.DOTALL)


def show_edits(outcomes: Sequence[Outcome], output: Path, report: str, deck: Path | None = None) -> None:
    """Of the practices that this run has built what people had changed and what is kept of it."""
    from whp_deck.errors import bare_command, counted, typed_path

    built = [one for one in outcomes if one.status == "built" and one.keeps_edits and _edits(one)]
    for one in built[:_TOLD]:
        edits = _edits(one)
        more = f"; and {len(edits) - _FIRST} more" if len(edits) > _FIRST else ""
        row = f"row {one.row}, " if one.row else ""
        typer.echo(f"{chr(10) * (one is built[0])}{row}{short(one.name)}: {'; '.join(edits[:_FIRST])}{more}", err=True)
    if built:
        others = len(built) - _TOLD
        rest = f", also of {counted(others, 'more practice')}" if others > 0 else ""
        changes = f"{bare_command('changes')} {typed_path(deck) if deck else 'DECK.yaml'}"
        folder = typed_path(output / built[0].folder)
        typer.echo(f"{report} has all{rest}; word for word: `{changes} --output {folder}`", err=True)


def _edits(outcome: Outcome) -> list[str]:
    """In a few words each, what a person did first."""
    lines = [line for deck in outcome.decks for line in deck.edits]
    return [_BEHIND.sub("", line) for line in sorted(lines, key=lambda line: not line.startswith(_PERSONS))]
