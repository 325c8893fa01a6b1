"""Who names a folder or the practice's file where a deck's is wanted is told which decks there are.

In: the path that was named, and what it holds. Out: a problem, or nothing; deck files that are near. Must not report what is
wrong inside a deck.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from whp_deck.config.reader import read_yaml
from whp_deck.content.authored import Map
from whp_deck.errors import Problem, Source, enumerated, show_path, typed_path

_MOST_READ, _MOST_NAMED = 200, 6


def folder_problem(path: Path) -> Problem | None:
    """That the path is a folder, with the deck files in it."""
    if not path.is_dir():
        return None
    decks = [file for file, _ in _decks([path, *_folders(path)])]
    hint = _name(decks) or "there is no deck file in it; `whp-deck init` makes a first one"
    return Problem("deck-folder", "this is a folder; a deck’s file is wanted here", hint, Source(show_path(path), 0))


def practice_problem(path: Path, tree: Map) -> Problem | None:
    """That the file is the practice's, with the decks that use it."""
    if "format" in tree or not (isinstance(tree.get("practice"), Map) or "decisions" in tree):
        return None
    around = [path.parent, *_folders(path.parent), *_folders(path.parent.parent)]
    users = [file for file, practice in _decks(around) if practice.resolve() == path.resolve()]
    hint = _name(users) or "name the deck’s file, as `decks/monday-huddle.yaml`; `whp-deck init` makes one"
    message = "this is the practice’s file; a deck’s file is wanted here"
    return Problem("deck-practice", message, hint, Source(show_path(path), 0))


def find_decks(folder: Path) -> list[Path]:
    """The deck files in the folder, in those inside it, and in the `decks` of these."""
    inside = _folders(folder)
    return [file for file, _ in _decks([folder, *inside, *(one / "decks" for one in inside)])]


def _folders(path: Path) -> list[Path]:
    try:
        return sorted(one for one in path.iterdir() if one.is_dir() and not one.name.startswith("."))
    except OSError:
        return []


def _decks(folders: Iterable[Path]) -> list[tuple[Path, Path]]:
    """The deck files of the folders, each with the practice's file that it names."""
    files = dict.fromkeys(file for folder in folders for file in sorted(folder.glob("*.y*ml")))
    found = []
    for file in list(files)[:_MOST_READ]:
        tree, _ = read_yaml(file)
        if isinstance(tree, Map) and isinstance(practice := tree.get("practice"), str) and "format" in tree:
            found.append((file, file.parent / practice))
    return found


def _name(decks: list[Path]) -> str:
    if not decks:
        return ""
    named = [f"`{typed_path(one)}`" for one in decks[:_MOST_NAMED]]
    more = [f"{len(decks) - _MOST_NAMED} more"] if len(decks) > _MOST_NAMED else []
    return f"name {'one of ' if len(decks) > 1 else ''}{enumerated([*named, *more])}"
