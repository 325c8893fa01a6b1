"""Reads a PowerPoint file from its zip: refuses what we cannot use, in plain words; reads large media lazily.

In: a path (or bytes). Out: content types, members and parts for `office.package`. Must not change the file.

Everything is decided from the zip's directory before a byte is unpacked, because a directory of 50 KB can
promise gigabytes. Part names are compared without case (ECMA-376 part 2, 6.2.2.3), python-pptx compares with it.
"""

from __future__ import annotations

import hashlib
import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO, cast
from urllib.parse import unquote

from lxml import etree

from whp_deck.errors import TemplateError
from whp_deck.office.xml import Element, attribute, parse

MEDIA = frozenset(
    [
        "mp4",
        "m4v",
        "mov",
        "avi",
        "wmv",
        "mpg",
        "mpeg",
        "mp3",
        "m4a",
        "wav",
        "wma",
        "png",
        "jpg",
        "jpeg",
        "gif",
        "bmp",
        "tif",
        "tiff",
        "webp",
        "wdp",
        "vid",
    ]
)
LAZY_FROM = 256 * 1024
MAX_MEMBERS = 100_000
MAX_UNPACKED = 1 << 30  # XML and small parts; media stay in the file and are counted by ratio alone
MAX_RATIO = 200  # the densest of 1,500 real parts packs 90 : 1
RATIO_MATTERS_FROM = 32 << 20
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_SAVE_AS = "in PowerPoint choose File > Save As and the type “PowerPoint Presentation (*.pptx)”"
_CONTENT_TYPES = "[content_types].xml"
_DECLARATIONS = tuple("<!DOCTYPE".encode(code) for code in ("ascii", "utf-16-le", "utf-16-be"))
_CT_NS = "{http://schemas.openxmlformats.org/package/2006/content-types}"


class StoredBytes:
    """Bytes that stay where they are, in a file or in a member of a zip, until somebody reads them."""

    def __init__(self, path: Path, member: str, size: int, crc: int = 0) -> None:
        self.path, self.member, self.size, self._crc = path, member, size, crc
        self._sha1 = ""

    @classmethod
    def of_file(cls, path: Path) -> StoredBytes:
        """All bytes of a file. Raises TemplateError when it has gone."""
        try:
            return cls(path, "", path.stat().st_size)
        except OSError as error:
            raise TemplateError(path, f"changed while it was being used ({error.strerror})", "try again") from error

    @contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        """The bytes as a stream. Raises TemplateError when the file has gone or has changed since.

        What fails where the bytes go to (a full disk) is not said of the file that they come from.
        """
        with ExitStack() as stack:
            with _said_of(self.path):
                stream = self._stream(stack)
            yield cast("IO[bytes]", _Told(stream, self.path))

    def _stream(self, stack: ExitStack) -> IO[bytes]:
        file = stack.enter_context(self.path.open("rb"))
        if not self.member:
            return file
        archive = stack.enter_context(zipfile.ZipFile(file))
        info = archive.getinfo(self.member)
        if (info.file_size, info.CRC) != (self.size, self._crc):
            raise zipfile.BadZipFile("other bytes are there now")
        if info.compress_type != zipfile.ZIP_STORED:
            return stack.enter_context(archive.open(info))
        # zipfile would add up a checksum that the writer adds up again
        file.seek(info.header_offset + 26)
        name, more = struct.unpack("<HH", file.read(4))
        file.seek(name + more, 1)
        return cast("IO[bytes]", _Bounded(file, info.file_size))

    def read(self) -> bytes:
        """All bytes."""
        with self.open() as stream:
            return stream.read()

    @property
    def sha1(self) -> str:
        if not self._sha1:
            digest = hashlib.sha1(usedforsecurity=False)
            with self.open() as stream:
                while block := stream.read(1 << 20):
                    digest.update(block)
            self._sha1 = digest.hexdigest()
        return self._sha1


@contextmanager
def _said_of(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, KeyError, zipfile.BadZipFile, zlib.error) as error:
        raise TemplateError(path, f"changed while it was being used ({error})", "try again") from error


class _Told(io.RawIOBase):
    """A stream that says of which file it is when reading fails."""

    def __init__(self, stream: IO[bytes], path: Path) -> None:
        self._inner, self._path = stream, path

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1) -> bytes:
        with _said_of(self._path):
            return self._inner.read(-1 if size is None else size)


class _Bounded(io.RawIOBase):
    """The next bytes of a file, and no more."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file, self._left = file, size

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1) -> bytes:
        wanted = self._left if size is None or size < 0 else min(size, self._left)
        data = self._file.read(wanted)
        self._left -= len(data)
        return data


@dataclass(frozen=True, slots=True)
class ContentTypes:
    """What `[Content_Types].xml` says; keys in lower case."""

    defaults: dict[str, str]
    overrides: dict[str, str]

    def of(self, part_name: str) -> str:
        """The part's type, or "" when none is declared."""
        lower = part_name.lower()
        return self.overrides.get(lower) or self.defaults.get(lower.rpartition(".")[2], "")


class Archive:
    """The members of a package's zip by part name ("/ppt/presentation.xml"), found without regard to case."""

    def __init__(self, file: Path | bytes) -> None:
        """Raises TemplateError for anything that is not a package we can use."""
        self.path = file if isinstance(file, Path) else Path("the presentation")
        self._stored_in = file if isinstance(file, Path) else None
        if isinstance(file, Path):
            _refuse_foreign(file)
        with self.plainly():
            self._zip = zipfile.ZipFile(file if isinstance(file, Path) else io.BytesIO(file))
        self.infos = [info for info in self._zip.infolist() if not info.is_dir()]
        self._by_name: dict[str, zipfile.ZipInfo] = {}
        self._by_lower: dict[str, zipfile.ZipInfo] = {}
        for info in self.infos:
            name = part_name_of(info)
            self._by_name[name] = info
            self._by_lower.setdefault(name.lower(), info)
        self._refuse_bombs()
        if _CONTENT_TYPES not in (name[1:] for name in self._by_lower):
            raise TemplateError(self.path, "is a zip file, but not a PowerPoint presentation", _SAVE_AS)
        self.content_types = self._read_content_types()

    def find(self, part_name: str) -> str | None:
        """The part's name as the zip writes it, for a name that a relationship used; None when it is not there."""
        for name in (part_name, unquote(part_name)):
            info = self._by_name.get(name) or self._by_lower.get(name.lower())
            if info is not None:
                return part_name_of(info)
        return None

    def read(self, name: str) -> bytes:
        """The member's bytes. Raises TemplateError when they are damaged."""
        with self.plainly():
            return self._zip.read(self._by_name[name])

    def lazily(self, name: str) -> StoredBytes | None:
        """The member as `StoredBytes` when it is a large medium in a file, else None."""
        info = self._by_name[name]
        is_medium = posixpath.splitext(name)[1][1:].lower() in MEDIA
        if self._stored_in is None or not is_medium or info.file_size < LAZY_FROM:
            return None
        return StoredBytes(self._stored_in, info.filename, info.file_size, info.CRC)

    def xml(self, name: str) -> Element:
        """The member's root element. Raises TemplateError when it is no XML."""
        data = self.read(name)
        self.refuse_declarations(name, data)
        with self.plainly():
            return parse(data)

    def refuse_declarations(self, name: str, data: bytes) -> None:
        """Raises TemplateError for XML with a document type: no Office file has one (ECMA-376 part 2, 6.2.5), and it
        can make a few bytes swell to gigabytes, or name files on this computer.
        """
        if any(mark in data for mark in _DECLARATIONS):
            reason = f"is unsafe: {name.rpartition('/')[2]} declares a document type, which no Office program writes"
            raise TemplateError(self.path, reason, "ask whoever made the file for another copy")

    def names(self) -> list[str]:
        """All part names, as the zip writes them, once each."""
        return list(self._by_name)

    def close(self) -> None:
        self._zip.close()

    @contextmanager
    def plainly(self) -> Iterator[None]:
        """Turns every way in which a damaged file can fail into a TemplateError."""
        try:
            yield
        except RuntimeError as error:  # zipfile: "File … is encrypted, password required"
            raise TemplateError(self.path, "is protected by a password", "save it without one") from error
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, etree.XMLSyntaxError) as error:
            hint = "open it in PowerPoint, let it repair the file, and save it again"
            raise TemplateError(self.path, f"is damaged and cannot be read ({error})", hint) from error

    def _refuse_bombs(self) -> None:
        packed = sum(info.compress_size for info in self.infos)
        unpacked = sum(info.file_size for info in self.infos)
        kept = sum(info.file_size for info in self.infos if self.lazily(part_name_of(info)) is None)
        swollen = unpacked > RATIO_MATTERS_FROM and unpacked > MAX_RATIO * max(packed, 1)
        if len(self.infos) > MAX_MEMBERS or kept > MAX_UNPACKED or swollen:
            reason = f"would unpack to {unpacked >> 20} MB in {len(self.infos)} parts; it is refused as unsafe"
            raise TemplateError(self.path, reason, "ask whoever made the file for another copy")

    def _read_content_types(self) -> ContentTypes:
        root = self.xml(self.find("/[Content_Types].xml") or "")
        return ContentTypes(
            {attribute(e, "Extension").lower(): attribute(e, "ContentType") for e in root.iter(_CT_NS + "Default")},
            {attribute(e, "PartName").lower(): attribute(e, "ContentType") for e in root.iter(_CT_NS + "Override")},
        )


def part_name_of(info: zipfile.ZipInfo) -> str:
    """The part name of a member; some producers write backslashes or a leading slash."""
    return "/" + info.filename.replace("\\", "/").lstrip("/")


def _refuse_foreign(path: Path) -> None:
    """Raises TemplateError for a file that is missing, cannot be read, is encrypted, or is no zip at all."""
    try:
        with path.open("rb") as stream:
            head = stream.read(8)
            rest = stream.read(4 << 20) if head.startswith(_OLE) else b""
    except FileNotFoundError:
        raise TemplateError(
            path, "is not there", "check the path and its spelling; paths count from the file that names them"
        ) from None
    except IsADirectoryError:
        raise TemplateError(path, "is a folder, not a presentation") from None
    except OSError as error:
        raise TemplateError(path, f"cannot be read ({error.strerror})", "is it open, or not yet downloaded?") from error
    if head.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in rest:
            hint = "in PowerPoint choose File > Info > Protect Presentation > Encrypt with Password, clear it, and save"
            raise TemplateError(path, "is protected by a password", hint)
        raise TemplateError(path, "is in the old PowerPoint format (.ppt)", _SAVE_AS)
    if not head:
        raise TemplateError(path, "is empty", "is it not yet downloaded?")
    if not head.startswith(b"PK"):
        raise TemplateError(path, "is not a PowerPoint presentation", _SAVE_AS)


def refuse_main_type(path: Path, content_type: str) -> None:
    """Raises TemplateError unless the main part is a presentation or a template without macros."""
    if "macroEnabled" in content_type:
        hint = "macros never run from here; save it as .pptx or .potx, which drops them"
        raise TemplateError(path, "contains macros (.pptm, .potm or .ppsm)", hint)
    if "presentationml" not in content_type:
        kind = next((word for key, word in _OTHER_KINDS.items() if key in content_type), "something else")
        raise TemplateError(path, f"is {kind}, not a PowerPoint presentation", _SAVE_AS)


def refuse_strict(path: Path, relationship_types: list[str]) -> None:
    """Raises TemplateError for Strict OOXML, whose namespaces differ (ISO/IEC 29500-1 annex A)."""
    if any(kind.startswith("http://purl.oclc.org/ooxml/") for kind in relationship_types):
        hint = f"{_SAVE_AS}, not “Strict Open XML Presentation”"
        raise TemplateError(path, "is a Strict Open XML presentation, which few programs can read", hint)


_OTHER_KINDS = {"wordprocessingml": "a Word document", "spreadsheetml": "an Excel workbook"}
