"""Checks packages and puts their files in place: several at once, each whole, or none of them.

In: open packages and paths. Out: files. `office.package` gives these names on; import them from there. Must not
change what it writes, nor know slides.
"""

from __future__ import annotations

import filecmp
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from whp_deck.errors import EditedOutputError, RenderError
from whp_deck.office.reading import StoredBytes
from whp_deck.office.writer import serialize_parts, write_members

if TYPE_CHECKING:
    from whp_deck.office.gate import Finding, Sound
    from whp_deck.office.package import Package


@dataclass(frozen=True, slots=True)
class Staged:
    """A package that passed the gate and lies, whole, in a temporary file beside its place."""

    package: Package
    path: Path
    temporary: Path

    @property
    def unchanged(self) -> bool:
        """Whether the same bytes are at the place already."""
        return self.path.is_file() and filecmp.cmp(self.path, self.temporary, shallow=False)

    def put(self) -> None:
        """Put the file in its place in one step. Raises EditedOutputError when what is there cannot be replaced."""
        try:
            if self.path.exists():
                shutil.copymode(self.path, self.temporary)
            self.temporary.replace(self.path)
        except PermissionError as error:
            raise EditedOutputError(self.path, *_WHY_LOCKED[self.path.exists()]) from error
        except OSError as error:
            raise RenderError("", self.path.name, f"cannot be written: {error.strerror or error}") from error
        _point_media_at(self.package, self.path)


@contextmanager
def stage_whole(
    files: Iterable[tuple[Package, Path]], *, known: frozenset[Finding] = frozenset()
) -> Iterator[list[Staged]]:
    """Check and write every package into a temporary file beside its place; the caller puts them there.

    So that of several files none is replaced before all are sound. What was not put is removed at the end. `known`
    are findings that the template already had (`gate.check_package` of it). Raises RenderError when the gate finds
    anything else, EditedOutputError when a file is open in PowerPoint or its folder cannot be written.
    """
    staged: list[Staged] = []
    sound: Sound = {}  # the layouts of one template come with every session of a deck; they are judged once
    try:
        for package, path in files:
            staged.append(Staged(package, path.resolve(), _temporary_beside(path.resolve())))
            _write_checked(staged[-1], known, sound)
        yield staged
    finally:
        for file in staged:
            file.temporary.unlink(missing_ok=True)


def write_whole(package: Package, path: Path, *, known: frozenset[Finding] = frozenset()) -> None:
    """Put the package at `path`, whole and checked, or leave `path` as it was; raises as `stage_whole` does."""
    with stage_whole([(package, path)], known=known) as (file,):
        file.put()


def _temporary_beside(path: Path) -> Path:
    return path.with_name(f".{path.stem[:40]}-{secrets.token_hex(4)}.tmp")


def _write_checked(file: Staged, known: frozenset[Finding], sound: Sound) -> None:
    from whp_deck.office.gate import check_package, new_findings  # the gate looks at packages; its one caller here

    refuse_if_open(file.path)
    contents = serialize_parts(file.package)
    blobs = {part: content for part, content in contents.items() if isinstance(content, bytes)}
    new = new_findings(file.package, check_package(file.package, blobs, sound), known)
    if new:
        listed = "; ".join(f"{finding.part}: {finding.message} [{finding.rule}]" for finding in new[:5])
        more = f" and {len(new) - 5} more" if len(new) > 5 else ""
        raise RenderError("", file.path.name, f"the finished file is not sound: {listed}{more}")
    try:
        file.path.parent.mkdir(parents=True, exist_ok=True)
        with file.temporary.open("xb") as stream:
            write_members(file.package, stream, contents)
            stream.flush()
            os.fsync(stream.fileno())
    except PermissionError as error:
        raise EditedOutputError(file.path, *_WHY_LOCKED[file.path.exists()]) from error
    except OSError as error:
        raise RenderError("", file.path.name, f"cannot be written: {error.strerror or error}") from error


def refuse_if_open(path: Path) -> None:
    """Raises EditedOutputError when PowerPoint or LibreOffice has left its owner file beside the path.

    PowerPoint's owner file is "~$" + the name; for names of eight letters or more the first two are replaced [P].
    """
    owners = {"PowerPoint": (f"~${path.name}", f"~${path.name[2:]}"), "LibreOffice": (f".~lock.{path.name}#",)}
    for program, names in owners.items():
        for name in names:
            if len(name) > len(path.suffix) + 2 and path.with_name(name).exists():
                hint = f"close it there and try again; if it is not open, delete the file {name} beside it"
                raise EditedOutputError(path, f"is open in {program}", hint=hint)


def _point_media_at(package: Package, path: Path) -> None:
    """After replacing the very file that media were to be read from, read them from their place in the new one."""
    for part in package.iter_parts():
        stored = getattr(part, "stored", None)
        if isinstance(stored, StoredBytes) and stored.member and stored.path.resolve() == path:
            stored.member = part.partname[1:]


_WHY_LOCKED = {
    True: ("is open in PowerPoint, or may not be changed", (), "close it in PowerPoint and try again"),
    False: ("cannot be written: this folder does not allow it", (), "choose another folder with --output"),
}
