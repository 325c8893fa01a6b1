"""Built files that are not what their names say: renamed by somebody, saved as a copy, or put into another's place.

In: the folder of built files, or the files. Out: problems, one for each file under another name that may hold what people
changed; an error for a file in the place of another one. Must not change anything: a file that somebody gave a name to is theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from whp_deck.edits.files import BuiltFile, files_of, find_file
from whp_deck.errors import EditedOutputError, Problem
from whp_deck.office.stamp import stamp_of_file
from whp_deck.office.whose import Whose

_ELSE = "then build; to keep it as it is, move it to another folder"
_AGAIN = "then give the same command again"


class MisplacedFileError(EditedOutputError):
    """A built file lies where another one belongs: of another session, or of another practice. Merged, it would be its end."""


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


def refuse_misplaced(files: Iterable[BuiltFile], stem: str) -> None:
    """Raise MisplacedFileError for `files` of the deck `stem` that are of another session than their names say."""
    told = []
    for file in files:
        if file.manifest.deck == stem and (other := _other_session(file, stem)):
            hint = f"if it came back under a wrong name, save it as {other}; get {file.path.name} back, or delete it, {_AGAIN}"
            told.append((file.path, f"is session {file.manifest.session} of the deck ({other})", hint))
    _refuse(told)


def check_whose(files: Iterable[BuiltFile], now: Whose) -> list[Problem]:
    """A warning for each edited file that was built for a practice of another name than `now`, and is merged all the same: a
    practice may have a new one, which nobody here can know. In a list it is known, see `refuse_of_another`.

    An unedited file has nothing to lose, and gives way to what is built.
    """
    problems = []
    for file in files:
        if _may_lose(file) and file.manifest.whose.is_another(now):
            message = f"{file.path.name} was built for {file.manifest.whose.name}, and what was edited in it is in this deck now"
            hint = (
                "if this is that practice under a new name, all is well; else take the dated copy in earlier/ back to them, delete "
                "this file, and build again"
            )
            problems.append(Problem("built-misplaced", message, hint, None, "warning"))
    return problems


def refuse_of_another(folder: Path, stem: str, is_another: Callable[[str], bool]) -> None:
    """Raise MisplacedFileError for edited files of the deck `stem` in `folder` for a practice whose name `is_another` knows."""
    told = []
    for path in files_of(folder, stem):
        stamp = stamp_of_file(path)
        if stamp is not None and stamp.whose.name and is_another(stamp.whose.name):
            file = find_file(path)
            if file is not None and _may_lose(file):
                told.append(_for_another(file))
    _refuse(told)


def _refuse(told: list[tuple[Path, str, str]]) -> None:
    if told:
        (path, reason, hint), *more = told
        raise MisplacedFileError(path, reason, [f"{path.name} {reason}" for path, reason, _ in more], hint)


def _for_another(file: BuiltFile) -> tuple[Path, str, str]:
    name = file.manifest.whose.name
    hint = (
        f"if it came from there, move it to the folder of {name}, {_AGAIN}; if it is this practice under a new name, copy what was "
        "edited, in PowerPoint, into a file that is built without it"
    )
    return file.path, f"was built for {name}, and somebody has edited it", hint


def _may_lose(file: BuiltFile) -> bool:
    """Whether there may be something in it that a person did."""
    return file.saved or file.manifest.merged


def _other_session(file: BuiltFile, stem: str) -> str:
    """The name of the file that it was built as, where another number stands in its name; one file alone has none."""
    number = file.path.stem[len(stem) :].removeprefix("-")
    return "" if int(number or 1) == file.manifest.session else f"{stem}-{file.manifest.session}.pptx"


def _is_same(file: BuiltFile, other: Path) -> bool:
    """Whether what is on the slides is the same in both."""
    there = find_file(other)
    return there is not None and there.snapshots == file.snapshots
