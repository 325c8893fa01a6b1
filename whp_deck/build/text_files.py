"""Puts text files that we write for authors in their place: whole or not at all, never over somebody's words.

In: a path and a text. Out: the file, and the dated copy of what it replaced. Must not know what the text says.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from whp_deck.build.deck import back_up
from whp_deck.files import put_bytes


def put_text(path: Path, text: str, *, today: dt.date) -> list[Path]:
    """Write `text` to `path`; gives the dated copy of another text that stood there."""
    data = text.encode()
    copies = []
    if path.exists():
        if path.read_bytes() == data:
            return []
        copies.append(back_up(path, today))
    put_bytes(path, data)
    return copies
