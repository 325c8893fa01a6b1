"""Which files a deck is made from, and whether one of them changed.

In: the path of a deck file. Out: the files it names, and those that they name; a signature of their state. Must not
know what keys mean: every text that names a file beside it counts, so that a new kind of slide needs nothing here.

The state is asked for anew every tenth of a second. Events of the system would be quicker, but they do not come from
network drives and synchronized folders, where practices keep such files; asking twenty files costs 0.1 ms.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from whp_deck.config.named_files import texts_in
from whp_deck.config.reader import read_yaml
from whp_deck.resources import shipped

_MOST_FILES = 400
_LONGEST_NAME = 300
_YAML = (".yaml", ".yml")
_ENDINGS = (
    *_YAML,
    ".pptx",
    ".potx",
    ".png",
    ".jpg",
    ".jpeg",
    ".svg",
    ".gif",
    ".mp4",
    ".m4v",
    ".mov",
    ".vtt",
    ".srt",
    ".md",
    ".txt",
)

Signature = tuple[tuple[str, int, int], ...]


def input_files(deck: Path) -> frozenset[Path]:
    """The deck's file, every file that it names, and every file that those name. A name without a file counts too."""
    found: dict[Path, None] = {deck: None}
    for file in found_on_the_way(found):
        if file.suffix.lower() not in _YAML:
            continue
        tree, _ = read_yaml(file)
        for text in texts_in(tree):
            if text.lower().endswith(_ENDINGS) and len(text) < _LONGEST_NAME and len(found) < _MOST_FILES:
                found.setdefault(file.parent / text.replace("\\", "/"))
    return frozenset(found)


def found_on_the_way(found: dict[Path, None]) -> Iterator[Path]:
    """The keys of a dictionary that grows meanwhile."""
    done: set[Path] = set()
    while waiting := [file for file in found if file not in done]:
        for file in waiting:
            done.add(file)
            yield file


def toolkit_files() -> frozenset[Path]:
    """The toolkit's own files: whoever writes a toolkit wants to see it too."""
    folders = (shipped("config/toolkits"), shipped("config/words"))
    return frozenset(file for folder in folders for file in folder.rglob("*.yaml"))


def state_of(files: Iterable[Path]) -> Signature:
    """The state of the files: name, time of change and size; -1 for one that is not there."""
    found = []
    for file in sorted(files):
        try:
            stat = file.stat()
            found.append((str(file), stat.st_mtime_ns, stat.st_size))
        except (OSError, ValueError):
            found.append((str(file), -1, -1))
    return tuple(found)
