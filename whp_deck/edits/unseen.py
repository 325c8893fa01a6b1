"""Which built files of a deck hold what people changed: for whoever shows the deck as its files alone give it.

In: the path of a deck file. Out: one sentence, or nothing. Must not change or refuse anything: a file that is not ours, or
cannot be read, holds no edit that anybody could speak of.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from whp_deck.edits.compare import find_changes
from whp_deck.edits.files import files_of, find_file, know_slides
from whp_deck.errors import command, enumerated
from whp_deck.plan import stem_of_file


def edited_files(deck: Path) -> list[str]:
    """The names of the files in `build/` beside the deck that have edits."""
    stem = stem_of_file(deck.stem)
    found = (find_file(path) for path in files_of(deck.parent / "build", stem))
    files = [file for file in found if file is not None and file.manifest.deck == stem]
    if not any(file.saved or file.manifest.merged for file in files):
        return []
    return sorted({change.file.name for change in find_changes(know_slides(files))})


def tell_unseen(deck: Path, names: Sequence[str] | None = None) -> str:
    """`monday-huddle-1.pptx has edits of yours that are not shown here; …`; `names` where the edited files are known."""
    names = edited_files(deck) if names is None else names
    if not names:
        return ""
    verb = "has" if len(names) == 1 else "have"
    return f"{enumerated(names)} {verb} edits of yours that are not shown here; {command('changes', deck)} lists them"
