"""Which of people's files a build reads. In: a block of work. Out: the paths that were opened in it for reading.

Python itself tells (PEP 578), so that no list has to be kept true by hand: a file that a later feature reads is known on
the day that feature is there. Files of Python and of whp-deck are left out; they are known by the version. Must not be
used by two threads at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from whp_deck.resources import shipped

_listeners: list[set[str]] = []  # an audit hook cannot be taken out again: it asks who listens


@contextmanager
def recorded_reads() -> Iterator[set[str]]:
    """The set of absolute paths, growing while the block runs."""
    _listen()
    found: set[str] = set()
    _listeners.append(found)
    try:
        yield found
    finally:
        _listeners.remove(found)
        found -= {path for path in found if path.startswith(_not_theirs()) or not Path(path).is_file()}


@cache
def _listen() -> None:
    sys.addaudithook(_note)


def _note(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open" and _listeners and isinstance(arguments[0], str | bytes | os.PathLike):
        mode = arguments[1]
        if mode is None or "r" in mode:
            path = os.path.abspath(os.fsdecode(arguments[0]))  # noqa: PTH100  a Path would be made for each open
            for found in _listeners:
                found.add(path)


@cache
def _not_theirs() -> tuple[str, ...]:
    package = Path(__file__).resolve().parents[1]
    ours = [shipped(name) for name in ("templates", "config/toolkits", "config/layouts.yaml", "config/words")]
    places = {str(one) for one in (package, *(one.resolve() for one in ours), sys.prefix, sys.base_prefix)}
    return (*places, "/proc/", "/dev/", "/sys/", "/etc/", "/usr/")
