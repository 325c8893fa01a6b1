"""Puts finished files in their places: several at once, each whole, or none of them.

In: open packages, bytes, or files to copy, each with its path. Out: files. Packages are checked by the
gate before. Must not change what it writes, nor know slides.
"""

from __future__ import annotations

import filecmp
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from pptx.opc.package import Part

from whp_deck.errors import EditedOutputError, RenderError, TemplateError
from whp_deck.files import plainly, program_of, temporary_beside
from whp_deck.office.gate import Finding, Sound, check_package, new_findings
from whp_deck.office.reading import StoredBytes
from whp_deck.office.writer import serialize_parts, write_members

if TYPE_CHECKING:
    from whp_deck.office.package import Package


@dataclass(frozen=True, slots=True)
class Staged:
    """A file that is ready: a package that passed the gate, bytes, or a file to copy.

    It lies, whole, in a temporary file beside its place; where the same is at the place already, there may be none.
    """

    content: Package | bytes | Path
    path: Path
    temporary: Path

    @property
    def written(self) -> Path:
        """Where the finished file can be read before it is put."""
        return self.temporary if self.temporary.exists() else self.path

    @property
    def unchanged(self) -> bool:
        """Whether the same bytes are at the place already."""
        if not self.temporary.exists():
            return True
        return self.path.is_file() and filecmp.cmp(self.path, self.temporary, shallow=False)

    def put(self) -> None:
        """Put the file in its place in one step. Raises EditedOutputError when what is there cannot be replaced."""
        if not self.temporary.exists():
            return
        with plainly(self.path):
            if self.path.exists():
                shutil.copymode(self.path, self.temporary)
            self.temporary.replace(self.path)
        if not isinstance(self.content, bytes | Path):
            _point_media_at(self.content, self.path)


@contextmanager
def stage_whole(
    files: Iterable[tuple[Package | bytes | Path, Path]], *, known: frozenset[Finding] = frozenset()
) -> Iterator[list[Staged]]:
    """Write every file into a temporary one beside its place, packages once the gate has passed them; the caller puts
    them.

    So that of several files none is replaced before all are sound. What was not put is removed at the end, and so is a
    folder that stays empty. `known` are findings that the template already had (`gate.check_package` of it). Raises
    RenderError when the gate finds anything else or the disk is full, EditedOutputError when a file is open in another
    program or its folder cannot be written, TemplateError when a file to copy has gone.
    """
    staged: list[Staged] = []
    folders: list[Path] = []
    sound: Sound = {}  # slides of one layout are alike in every session of a deck; they are judged once
    try:
        for content, path in files:
            staged.append(Staged(content, path.resolve(), temporary_beside(path.resolve())))
            _stage(staged[-1], folders, known, sound)
        yield staged
    finally:
        for file in staged:
            with suppress(NotADirectoryError):  # a file stands where its folder should be
                file.temporary.unlink(missing_ok=True)
        for folder in folders:
            with suppress(OSError):  # it holds what was put
                folder.rmdir()


def write_whole(package: Package, path: Path, *, known: frozenset[Finding] = frozenset()) -> None:
    """Put the package at `path`, whole and checked, or leave `path` as it was; raises as `stage_whole` does."""
    with stage_whole([(package, path)], known=known) as (file,):
        file.put()


def refuse_if_open(path: Path) -> None:
    """Raises EditedOutputError when PowerPoint, Word or LibreOffice has left its owner file beside the path.

    PowerPoint's owner file is "~$" + the name; for names of eight letters or more the first two are replaced [P].
    """
    owners = {program_of(path): (f"~${path.name}", f"~${path.name[2:]}"), "LibreOffice": (f".~lock.{path.name}#",)}
    for program, names in owners.items():
        for name in names:
            if len(name) > len(path.suffix) + 2 and path.with_name(name).exists():
                hint = f"close it there and try again; if it is not open, delete the file {name} beside it"
                raise EditedOutputError(path, f"is open in {program}", hint=hint)


def _stage(file: Staged, folders: list[Path], known: frozenset[Finding], sound: Sound) -> None:
    content = file.content
    if isinstance(content, bytes | Path) and _is_there(file.path, content):
        return
    refuse_if_open(file.path)
    parts = {} if isinstance(content, bytes | Path) else _checked(content, file.path, known, sound)
    with plainly(file.path):
        if not file.path.parent.is_dir():
            file.path.parent.mkdir(parents=True)
            folders.append(file.path.parent)
        with file.temporary.open("xb") as stream:
            match content:
                case bytes():
                    stream.write(content)
                case Path():
                    _copy(content, stream)
                case _:
                    write_members(content, stream, parts)
            stream.flush()
            os.fsync(stream.fileno())
        if isinstance(content, Path):
            with _still_there(content):
                shutil.copystat(content, file.temporary)  # so that the next build sees that it is the same


def _checked(package: Package, path: Path, known: frozenset[Finding], sound: Sound) -> dict[Part, bytes | StoredBytes]:
    """The parts as they will be written, once the gate has found nothing new in them."""
    contents = serialize_parts(package)
    blobs = {part: content for part, content in contents.items() if isinstance(content, bytes)}
    new = new_findings(package, check_package(package, blobs, sound), known)
    if new:
        listed = "; ".join(f"{finding.part}: {finding.message} [{finding.rule}]" for finding in new[:5])
        more = f" and {len(new) - 5} more" if len(new) > 5 else ""
        raise RenderError("", path.name, f"the finished file is not sound: {listed}{more}")
    return contents


def _is_there(path: Path, content: bytes | Path) -> bool:
    if not path.is_file():
        return False
    if isinstance(content, bytes):
        return path.read_bytes() == content
    with _still_there(content):
        return path.samefile(content) or filecmp.cmp(path, content)  # same size and time, else the same bytes


def _copy(source: Path, stream: IO[bytes]) -> None:
    with _still_there(source), source.open("rb") as copied:
        shutil.copyfileobj(copied, stream, 1 << 20)


@contextmanager
def _still_there(path: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        hint = "was it moved while the deck was built? Try again"
        raise TemplateError(path, "is not there any more", hint) from error


def _point_media_at(package: Package, path: Path) -> None:
    """After replacing the very file that media were to be read from, read them from their place in the new one."""
    for part in package.iter_parts():
        stored = getattr(part, "stored", None)
        if isinstance(stored, StoredBytes) and stored.member and stored.path.resolve() == path:
            stored.member = part.partname[1:]
