"""Which files an author's file names, and those name in turn: what must be there to build from it elsewhere.

In: a YAML file or a spreadsheet's row. Out: paths of files that exist. Must not report what is missing: loading does.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from whp_deck.config.reader import read_yaml
from whp_deck.content.authored import Map

_LONGEST = 240  # letters of a path; what is longer is a text
_YAML = (".yaml", ".yml")


def named_files(source: Path | Map) -> set[Path]:
    """The file itself, and every file that its texts name, seen from it; YAML among them is followed."""
    found: set[Path] = set()
    waiting: list[Path | Map] = [source]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Path):
            if one.resolve() in found:
                continue
            found.add(one.resolve())
            if one.suffix.lower() not in _YAML:
                continue
        tree = read_yaml(one)[0] if isinstance(one, Path) else one
        beside = (one if isinstance(one, Path) else Path(one.source.file)).parent
        waiting += [path for text in texts_in(tree) if (path := _file(beside, text)) is not None]
    return found


def texts_in(tree: Any) -> Iterator[str]:
    """Every text of a tree, however deep."""
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, dict):
        for value in tree.values():
            yield from texts_in(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from texts_in(value)


def _file(beside: Path, text: str) -> Path | None:
    if not text or len(text) > _LONGEST or "\n" in text or "\0" in text or "://" in text:
        return None
    path = beside / text
    try:
        return path if path.is_file() else None
    except OSError:
        return None
