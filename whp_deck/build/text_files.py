"""Puts text files that we write for authors in their place: whole or not at all, never over somebody's words.

In: a path and a text. Out: the file, and the dated copy of what it replaced. Must not know what the text says.
"""

from __future__ import annotations

import datetime as dt
import os
import secrets
from pathlib import Path

from whp_deck.build.deck import back_up
from whp_deck.errors import EditedOutputError


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


def put_bytes(path: Path, data: bytes) -> None:
    """Write `path` in one step. Raises EditedOutputError when the file there is open in another program."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.stem[:40]}-{secrets.token_hex(4)}.tmp")
    try:
        with temporary.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except PermissionError as error:
        hint = "close it there and try again"
        raise EditedOutputError(path, "is open in another program, or may not be changed", (), hint) from error
    finally:
        temporary.unlink(missing_ok=True)
