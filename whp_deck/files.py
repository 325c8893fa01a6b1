"""Files put in their place in one step: written whole beside it, then moved there, or nothing happens; and files that are not there.

In: paths and bytes. Out: files, what the system says against it in plain words, and which file may be meant. Must not know what
a file holds.
"""

from __future__ import annotations

import difflib
import json
import os
import re
import secrets
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from whp_deck.errors import EditedOutputError, RenderError, Source, show_path

EARLIER = "earlier"  # a folder beside built files for their copies: among them somebody would open the wrong one
_ALIKE = (
    (".pptx", ".potx", ".ppsx"),
    (".png", ".jpg", ".jpeg", ".svg"),
    (".mp4", ".m4v", ".mov"),
    (".yaml", ".yml"),
    (".vtt", ".srt"),
)
BATCH_RECORDS = ".batch"  # beside the folders of practices, what `batch` knows of each
BATCH_REPORT = "batch.json"  # and what became of each
_PROGRAMS = {".pptx": "PowerPoint", ".docx": "Word", ".xlsx": "Excel"}


def is_of_batch(folder: Path) -> bool:
    """Whether `batch` fills the folder, with the decks of one practice of its list, or has filled it: a copy of all folders may
    be without the records, and have the report alone.
    """
    whole = folder.resolve()
    if (whole.parent / BATCH_RECORDS / f"{whole.name}.json").is_file():
        return True
    return whole.name in _names_by_folder(whole.parent)


def folder_of_practice(folder: Path, name: str) -> Path | None:
    """Where `batch` has the decks of the practice of that name, beside this `folder` of another one; None where it has none, or
    fills no folders here.
    """
    whole = folder.resolve()
    found = (there for there, one in _names_by_folder(whole.parent).items() if one == name and there != whole.name)
    return next((whole.parent / there for there in found), None)


def _names_by_folder(output: Path) -> dict[str, str]:
    """The practices of the report in the folder, by the names of their own folders; nothing where there is none, or another
    program's.
    """
    try:
        report = json.loads((output / BATCH_REPORT).read_bytes())
        told = [*report["practices"], *report.get("not_done_practices", ())]
        return {str(one["folder"]): str(one["practice"]) for one in told}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}


def put_bytes(path: Path, data: bytes) -> None:
    """Write `path` in one step, its folder too.

    Raises EditedOutputError where that is not allowed, or another program holds the file, RenderError when the disk is
    full.
    """
    temporary = temporary_beside(path)
    try:
        with plainly(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            with temporary.open("xb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            temporary.replace(path)
    finally:
        with suppress(NotADirectoryError):  # a file stands where its folder should be
            temporary.unlink(missing_ok=True)


def temporary_beside(path: Path) -> Path:
    """A name in the same folder that nobody uses."""
    return path.with_name(f".{path.stem[:40]}-{secrets.token_hex(4)}.tmp")


def remove_leftovers(folder: Path) -> None:
    """Take away what a process that was ended amid writing has left there: names of `temporary_beside`."""
    for path in folder.glob(".*-????????.tmp"):
        path.unlink(missing_ok=True)


def program_of(path: Path) -> str:
    """The program that people open such a file with."""
    return _PROGRAMS.get(path.suffix, "another program")


@contextmanager
def plainly(path: Path) -> Iterator[None]:
    """What the system says when `path` cannot be written, in plain words."""
    try:
        yield
    except PermissionError as error:
        if path.exists():
            program = program_of(path)
            reason, hint = f"is open in {program}, or may not be changed", f"close it in {program} and try again"
        else:
            reason, hint = "cannot be written: this folder does not allow it", "choose another folder with --output"
        raise EditedOutputError(path, reason, (), hint) from error
    except OSError as error:
        file = next((one for one in path.parents if one.is_file()), None)
        if file is not None:
            hint = "move it away, or choose another folder with --output"
            raise EditedOutputError(file, "is a file, where a folder has to be", (), hint) from error
        raise RenderError("", path.name, f"cannot be written: {error.strerror or error}") from error


def missing_hint(path: Path, source: Source | None) -> str:
    """What helps when there is no file at `path`, which the file of `source` names.

    A path that begins at a drive is told as what it is: `C:\\Users\\…` was right on somebody's computer.
    """
    drive = re.search(r"(?:^|/)[A-Za-z]:/", path.as_posix())
    is_full = path.is_absolute() and source is not None and not Path(source.file).is_absolute()
    if is_full or (drive and not path.is_absolute()):
        return (
            "that is a full path, and there is no such file on this computer: copy the file beside the one that names it, "
            "and write its name alone"
        )
    meant = _meant_file(path)
    instead = f"did you mean `{meant}`, which lies there? " if meant else ""
    return f"{instead}looked for {show_path(path)}: paths count from the file that names it; check the spelling and the folder"


def _meant_file(path: Path) -> str:
    """The file of its kind in that folder with the same name or nearly, as one with another ending; "" where none is."""
    kind = next((one for one in _ALIKE if path.suffix.lower() in one), (path.suffix.lower(),))
    try:
        names = {_plain(one.name): one.name for one in path.parent.iterdir() if one.suffix.lower() in kind}
    except OSError:
        return ""
    ends = {Path(name).stem: name for name in names}
    near = difflib.get_close_matches(_plain(path.stem), ends, n=1, cutoff=0.8)
    return names[ends[near[0]]] if near else ""


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
