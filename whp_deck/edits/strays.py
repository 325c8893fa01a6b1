"""Built files that are not what their names say: renamed by somebody, saved as a copy, or put into another's place.

In: the folder of built files, or the files. Out: problems, one for each file under another name that may hold what people
changed; an error for a file in the place of another one. Must not change anything: a file that somebody gave a name to is theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path

from whp_deck.edits.files import BuiltFile, files_of, find_file, read_file
from whp_deck.errors import EditedOutputError, Problem, show_path
from whp_deck.files import EARLIER, folder_of_practice
from whp_deck.office.stamp import Manifest, stamp_of_file
from whp_deck.office.whose import Whose

_ELSE = "then build; to keep it as it is, move it to another folder"
_AGAIN = "then give the same command again"
_AWAY = "move the other one to another folder"
# a run that tells of it builds the missing file itself
_SINCE = "in the place of one that was built there since, in which nobody has edited anything"
_Told = tuple[Path, str, str]
"""A file, what is wrong with it, and what helps."""


class MisplacedFileError(EditedOutputError):
    """A built file lies where another one belongs: of another session, or of another practice. Merged, it would be its end."""


def check_strays(folder: Path, stem: str, targets: Collection[Path] = (), now: Whose | None = None) -> list[Problem]:
    """A warning for each file of the deck `stem` in `folder` under a name that is not the deck's.

    `targets` are the paths that a build gives its files, where they are known, and `now` is the practice that it builds for; where
    that is not known, the folder's own files say it. A mere copy that nobody saved since is not worth a word.
    """
    ours = files_of(folder, stem)
    named = {path.name.casefold() for path in (*targets, *ours)}
    stamped = [
        (path, stamp)
        for path in sorted(folder.glob("*.pptx"))
        if path.name.casefold() not in named and (stamp := stamp_of_file(path)) is not None and stamp.deck == stem
    ]
    sessions = [stamp.session for _, stamp in stamped]
    several = len(targets) > 1 or max(sessions, default=1) > 1 or any(path.stem != stem for path in ours)
    now = now or next((stamp.whose for path in ours if stamped and (stamp := stamp_of_file(path)) is not None), Whose())
    problems = []
    for path, stamp in stamped:
        was = folder / (f"{stem}-{stamp.session}.pptx" if several else f"{stem}.pptx")
        home = folder_of_practice(folder, stamp.whose.name) if stamp.whose.name != now.name else None
        if home is not None or stamp.whose.is_another(now):
            problems += _of_another_practice(path, was, home)
        else:
            problems += _renamed(path, was)
    return problems


def _renamed(path: Path, was: Path) -> list[Problem]:
    """Of the very practice."""
    if not was.exists():
        message = f"`{path.name}` was built as {was.name} and has another name now: what is changed in it is not seen"
        do = f"give it the name {was.name} again ({_SINCE})"
    elif (file := find_file(path)) is not None and file.saved and not _is_same(file, was):
        message = f"`{path.name}` is a copy of {was.name} and says something else: what is changed in it is not seen"
        there = find_file(was)
        if there is not None and not _may_lose(there):
            do = f"put it in the place of {was.name}, in which nobody has edited anything"
        else:
            do = f"look at {was.name} first, which is edited, too: take the right one of the two for that name, and {_AWAY}"
    else:
        return []
    return [Problem("built-renamed", message, f"to go on with it, {do}, {_ELSE}", None, "warning")]


def _of_another_practice(path: Path, was: Path, home: Path | None) -> list[Problem]:
    """Nothing of one that nobody has edited, or that is at home as it is here: there is nothing to lose."""
    file = find_file(path)
    if file is None or not _may_lose(file) or (home and _is_same(file, home / was.name)):
        return []
    name = file.manifest.whose.name
    message = (
        f"`{path.name}` was built for {name}, as its {was.name}: what is changed in it is not in this practice’s deck"
    )
    what = _take_home(file, home / was.name) if home else "take it back to them"
    hint = f"if it came from there, {what}, then build; if it is this practice under a new name, copy what was edited, in PowerPoint, into {was.name}"
    return [Problem("built-misplaced", message, hint, None, "warning")]


def refuse_misplaced(files: Iterable[BuiltFile], stem: str) -> None:
    """Raise MisplacedFileError for `files` of the deck `stem` that are of another session than their names say."""
    _refuse([told for file in files if (told := _of_another_session(file.path, file.manifest, stem))])


def refuse_unusable(stamps: Mapping[Path, Manifest | None], stem: str) -> None:
    """Raise for files of the deck `stem` as a build does that meets them, from their `stamps` alone: what is damaged deeper in a
    file only the build finds.

    Raises EditedOutputError for one that cannot be read, or is not ours, MisplacedFileError for another session's.
    """
    known = [(path, stamp or read_file(path).manifest) for path, stamp in stamps.items()]
    _refuse([told for path, stamp in known if (told := _of_another_session(path, stamp, stem))])


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


def refuse_to_pull(files: Iterable[BuiltFile], now: Whose) -> None:
    """Raise MisplacedFileError for edited files that were built for a practice of another name than `now`: what it decided for
    itself would stand in this one's deck, and in every other's that shares it.
    """
    told = []
    for file in files:
        if _may_lose(file) and file.manifest.whose.is_another(now):
            theirs = file.manifest.whose.name
            reason = f"was built for {theirs}, and this deck is for {now.name}: nothing of it is brought into the deck’s file"
            hint = f"if {now.name} is the new name of that practice, build first, then pull; else type into the deck’s file what you want of it"
            told.append((file.path, reason, hint))
    _refuse(told)


def refuse_of_another(stamps: Mapping[Path, Manifest | None], home_of: Callable[[str], Path | None]) -> None:
    """Raise MisplacedFileError for edited files, known by their `stamps`, that were built for another practice.

    `home_of` says in which folder the files of the practice of a name are; None for the very practice, and for a name that
    it does not know.
    """
    told = []
    for path, stamp in stamps.items():
        if stamp is not None and stamp.whose.name and (home := home_of(stamp.whose.name)) is not None:
            file = find_file(path)
            if file is not None and _may_lose(file):
                told.append(_for_another(file, home))
    _refuse(told)


def _refuse(told: list[_Told]) -> None:
    if told:
        (path, reason, hint), *more = told
        raise MisplacedFileError(path, reason, [f"{path.name} {reason}" for path, reason, _ in more], hint)


def _of_another_session(path: Path, stamp: Manifest, stem: str) -> _Told | None:
    """One file alone has no number."""
    number = path.stem[len(stem) :].removeprefix("-")
    if stamp.deck != stem or int(number or 1) == stamp.session:
        return None
    other = path.with_name(f"{stem}-{stamp.session}.pptx")
    back = f"get {path.name} back{_kept(path, stem, int(number or 1))}, or delete it"
    if other.exists():
        what = f"{other.name} is there, too: look in PowerPoint which of the two is the right one, and {_AWAY}"
    else:
        what = f"if it came back under a wrong name, save it as {other.name}"
    return path, f"is session {stamp.session} of the deck ({other.name})", f"{what}; then {back}, {_AGAIN}"


def _for_another(file: BuiltFile, home: Path) -> _Told:
    name, session = file.manifest.whose.name, file.manifest.session
    stem = file.manifest.deck
    own = home / (f"{stem}.pptx" if file.path.stem == stem else f"{stem}-{session}.pptx")
    what = _take_home(file, own)
    kept = _kept(file.path, stem, int(file.path.stem[len(stem) :].removeprefix("-") or 1))
    hint = (
        f"if it came from there, {what}{f'; then get the own {file.path.name} back{kept}' if kept else ''}; {_AGAIN}; if it is "
        "this practice under a new name, copy what was edited, in PowerPoint, into a file that is built without it"
    )
    return file.path, f"was built for {name}, as its {own.name}, and somebody has edited it", hint


def _take_home(file: BuiltFile, own: Path) -> str:
    """How the file comes to where it belongs, as `own`."""
    there = find_file(own) if own.exists() else None
    if not own.exists():
        return f"move it to {show_path(own.parent)} and call it {own.name} there ({_SINCE})"
    if there is not None and not _may_lose(there):
        return f"put it in the place of {show_path(own)}, in which nobody has edited anything"
    return f"look at {show_path(own)} first, which is edited, too: take the right one of the two for {own.name} there, and {_AWAY}"


def _kept(path: Path, stem: str, session: int) -> str:
    """Where the last copy of the file lies that a build has kept of what people edited; "" where there is none."""
    copies = [
        copy
        for copy in (path.parent / EARLIER).glob(f"{path.stem}.*.pptx")
        if (stamp := stamp_of_file(copy)) is not None and (stamp.deck, stamp.session) == (stem, session)
    ]
    last = max(copies, default=None, key=lambda copy: copy.stat().st_mtime)
    return (
        f" (as somebody edited it, it is kept in {show_path(last)}: copy it, and call it {path.name})" if last else ""
    )


def _may_lose(file: BuiltFile) -> bool:
    """Whether there may be something in it that a person did."""
    return file.saved or file.manifest.merged


def _is_same(file: BuiltFile, other: Path) -> bool:
    """Whether what is on the slides is the same in both."""
    there = find_file(other)
    return there is not None and there.snapshots == file.snapshots
