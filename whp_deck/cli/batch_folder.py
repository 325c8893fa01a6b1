"""A folder that `batch` fills for one practice of a list: commands that know the deck alone leave it to `batch`.

In: where a command is told to write, or to read from. Out: nothing, or EditedOutputError. Must not write.

The deck of a list says whose it is for a build without the list alone: that practice would stand in another one's folder.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from whp_deck.errors import EditedOutputError, command, typed_path
from whp_deck.files import is_of_batch

_WHAT = {
    "build": "a build would put the practice there that the deck’s file names",
    "packet": "packets would be made for the practice that the deck’s file names",
    "pull": "`pull` would write this practice’s edits into the deck of all practices",
}
_INSTEAD = {
    "build": "give the `batch` command again: it builds what has changed, and keeps what was edited; for a deck of your own choose another --output",
    "packet": "give the `batch` command again, without --no-packet: it makes the packets of each practice",
    "pull": (
        "what was edited here stays in these files, and `batch` keeps it; {changes} shows it word for word, and what is to be "
        "in every practice’s deck you type into the deck’s file"
    ),
}


def leave_to_batch(doing: Literal["build", "packet", "pull"], deck: Path, output: Path | None) -> None:
    """Raise EditedOutputError where `output` is the folder of a practice of a list."""
    if output is not None and is_of_batch(output):
        reason = f"`batch` fills this folder, for a practice of its list, and {_WHAT[doing]}"
        hint = _INSTEAD[doing].format(changes=command("changes", deck, output_option(output)))
        raise EditedOutputError(output, reason, (), hint)


def output_option(output: Path | None) -> str:
    """`--output monday`, as it is typed behind a command; "" where the files are in their usual place."""
    return f"--output {typed_path(output)}" if output is not None else ""
