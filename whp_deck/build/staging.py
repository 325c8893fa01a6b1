"""Files that go with the decks (printed documents, mails, linked movies): each whole beside its place, then put there.

In: paths, with bytes or with a file to copy. Out: files. Packages have `office.staging`, which checks them, too. Must not know
what a file holds.
"""

from __future__ import annotations

import filecmp
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from whp_deck.errors import EditedOutputError, RenderError, TemplateError


@dataclass(frozen=True, slots=True)
class StagedFile:
    """A file that lies, whole, in a temporary file beside its place."""

    path: Path
    temporary: Path

    def put(self) -> None:
        """Put it in its place in one step. Raises EditedOutputError when another program holds what is there."""
        with plainly(self.path):
            self.temporary.replace(self.path)


@contextmanager
def stage_files(files: Iterable[tuple[Path, bytes | Path]]) -> Iterator[list[StagedFile]]:
    """Write every file that is not there already into a temporary file beside its place; the caller puts them there.

    A path for content is a file to copy. What was not put is removed at the end, and so is a folder that stays empty.
    Raises RenderError when the disk is full, EditedOutputError where a folder cannot be written, TemplateError when a file
    to copy has gone.
    """
    staged: list[StagedFile] = []
    folders: list[Path] = []
    try:
        for path, content in files:
            if _is_there(path, content):
                continue
            with plainly(path):
                if not path.parent.is_dir():
                    path.parent.mkdir(parents=True)
                    folders.append(path.parent)
                name = f".{path.stem[:40]}-{secrets.token_hex(4)}.tmp"
                staged.append(StagedFile(path, path.with_name(name)))
                _write(staged[-1].temporary, content)
        yield staged
    finally:
        for file in staged:
            file.temporary.unlink(missing_ok=True)
        for folder in folders:
            with suppress(OSError):  # it holds what was put
                folder.rmdir()


@contextmanager
def plainly(path: Path) -> Iterator[None]:
    """What the system says when `path` cannot be written, in plain words."""
    try:
        yield
    except PermissionError as error:
        hint = "close it there and try again"
        raise EditedOutputError(path, "is open in another program, or may not be changed", (), hint) from error
    except OSError as error:
        raise RenderError("", path.name, f"cannot be written: {error.strerror or error}") from error


def _is_there(path: Path, content: bytes | Path) -> bool:
    if not path.is_file():
        return False
    if isinstance(content, bytes):
        return path.read_bytes() == content
    with _still_there(content):
        return path.samefile(content) or filecmp.cmp(path, content)  # same size and time, else the same bytes


def _write(temporary: Path, content: bytes | Path) -> None:
    with temporary.open("xb") as stream:
        if isinstance(content, bytes):
            stream.write(content)
        else:
            with _still_there(content), content.open("rb") as source:
                shutil.copyfileobj(source, stream, 1 << 20)
        stream.flush()
        os.fsync(stream.fileno())
    if isinstance(content, Path):
        with _still_there(content):
            shutil.copystat(content, temporary)  # so that the next build sees that it is the same


@contextmanager
def _still_there(path: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise TemplateError(
            path, "is not there any more", "was it moved while the deck was built? Try again"
        ) from error
