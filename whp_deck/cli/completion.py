"""What the shell offers for slide ids while somebody types a command.

In: what was typed so far. Out: ids. Must not complain: a deck that cannot be read offers nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import typer


def complete_slide(context: typer.Context, incomplete: str) -> Iterator[tuple[str, str]]:
    """Ids of the deck's slides that begin as typed, each with its kind."""
    named = context.params.get("deck")
    path = Path(str(named)) if named else None
    if path is None or not path.is_file():
        return
    from whp_deck.config.deck import load_deck

    deck, _ = load_deck(path)
    for id, entry in sorted((deck.entries if deck else {}).items()):
        if id.startswith(incomplete):
            yield id, entry.kind
