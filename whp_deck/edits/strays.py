"""Built files of a deck that have another name now: renamed by somebody, or saved as a copy.

In: the folder of built files. Out: problems, one for each such file that may hold what people changed. Must not change
anything: a file that somebody gave a name to is theirs.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from whp_deck.edits.files import BuiltFile, files_of, find_file
from whp_deck.errors import Problem
from whp_deck.office.stamp import stamp_of_file

_ELSE = "then build; to keep it as it is, move it to another folder"


def check_strays(folder: Path, stem: str, targets: Collection[Path] = ()) -> list[Problem]:
    """A warning for each file of the deck `stem` in `folder` under a name that is not the deck's.

    `targets` are the paths that a build gives its files, where they are known; a mere copy that nobody saved since is not
    worth a word.
    """
    named = {path.name.casefold() for path in (*targets, *files_of(folder, stem))}
    stamped = [
        (path, stamp.session)
        for path in sorted(folder.glob("*.pptx"))
        if path.name.casefold() not in named and (stamp := stamp_of_file(path)) is not None and stamp.deck == stem
    ]
    sessions = [session for _, session in stamped]
    several = (
        len(targets) > 1 or max(sessions, default=1) > 1 or any(path.stem != stem for path in files_of(folder, stem))
    )
    problems = []
    for path, session in stamped:
        was = folder / (f"{stem}-{session}.pptx" if several else f"{stem}.pptx")
        if not was.exists():
            message = (
                f"`{path.name}` was built as {was.name} and has another name now: what is changed in it is not seen"
            )
            hint = f"to go on with it, give it the name {was.name} again, {_ELSE}"
        elif (file := find_file(path)) is not None and file.saved and not _is_same(file, was):
            message = (
                f"`{path.name}` is a copy of {was.name} and says something else: what is changed in it is not seen"
            )
            hint = f"to go on with it, delete the other and give it the name {was.name}, {_ELSE}"
        else:
            continue
        problems.append(Problem("built-renamed", message, hint, None, "warning"))
    return problems


def _is_same(file: BuiltFile, other: Path) -> bool:
    """Whether what is on the slides is the same in both."""
    there = find_file(other)
    return there is not None and there.snapshots == file.snapshots
