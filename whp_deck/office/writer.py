"""Writes a package as a zip: the same bytes for the same parts, each part serialized once, media streamed.

In: an open package and a seekable stream. Out: the members. Must not look into parts or change them, but for
new workbooks (`office.workbooks`).

Order: `[Content_Types].xml` first and `_rels/.rels` second, so that a reader knows the kind of file from its
first bytes, then by name. Times are fixed. Media are stored: deflating what cannot shrink cost 5.6 s for 200 MB.
"""

from __future__ import annotations

import posixpath
import struct
import zlib
from collections.abc import Iterable, Mapping
from typing import IO, TYPE_CHECKING

from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.package import Part
from pptx.opc.spec import default_content_types

from whp_deck.office.collector import collector_paused
from whp_deck.office.parts import content_of
from whp_deck.office.reading import MEDIA, StoredBytes
from whp_deck.office.relationships import relationships_of
from whp_deck.office.workbooks import settle_workbook
from whp_deck.office.xml import quoted

if TYPE_CHECKING:
    from whp_deck.office.package import Package

_DOS_DATE = 0x0021  # 1980-01-01, the first day that a zip can name
_COMMON = struct.Struct("<HHHHHLLLHH")
_DIRECTORY = struct.Struct("<HHHLL")
_END = struct.Struct("<4sHHHHLLH")
_MOST_BYTES, _MOST_MEMBERS = 0xFFFFFFFE, 0xFFFE
_STORED = MEDIA | {"xlsx", "docx", "pptx"}
_DEFAULTS = frozenset(default_content_types) | {
    ("mp3", "audio/mpeg"),
    ("m4a", "audio/mp4"),
    ("m4v", "video/x-m4v"),
    ("vtt", "text/vtt"),
    ("svg", "image/svg+xml"),
    ("webp", "image/webp"),
}
_TYPES_HEAD = (
    "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
)


def serialize_parts(package: Package) -> dict[Part, bytes | StoredBytes]:
    """What each part will be written as, in the order of the walk; new workbooks lose the time of day before."""
    contents: dict[Part, bytes | StoredBytes] = {}
    for part in package.iter_parts():
        settle_workbook(package, part)
        contents[part] = content_of(part)
    return contents


@collector_paused()
def write_members(
    package: Package, stream: IO[bytes], contents: Mapping[Part, bytes | StoredBytes] | None = None
) -> None:
    """Write the whole zip to the stream, which must be seekable. `contents`: as `serialize_parts` made them."""
    parts = contents or serialize_parts(package)
    named: list[tuple[str, bytes | StoredBytes]] = []
    for part, content in parts.items():
        named.append((part.partname[1:], content))
        relationships = relationships_of(part)
        if len(relationships):
            folder, _, file = part.partname[1:].rpartition("/")
            named.append((f"{folder}/_rels/{file}.rels".lstrip("/"), relationships.xml))
    named.sort(key=lambda pair: pair[0])
    archive = ZipWriter(stream)
    archive.add("[Content_Types].xml", content_types_xml(parts))
    archive.add("_rels/.rels", package.relationships.xml)
    for name, what in named:
        archive.add(name, what)
    archive.close()


def content_types_xml(parts: Iterable[Part]) -> bytes:
    """`[Content_Types].xml` for these parts: usual extensions by default, everything else by name."""
    defaults = {"rels": CT.OPC_RELATIONSHIPS, "xml": CT.XML}
    overrides: dict[str, str] = {}
    for part in parts:
        extension = posixpath.splitext(part.partname)[1][1:].lower()
        kind = part.content_type
        if (extension, kind) in _DEFAULTS and defaults.setdefault(extension, kind) == kind:
            continue
        overrides[part.partname] = kind
    rows = [f'<Default Extension="{key}" ContentType="{value}"/>' for key, value in sorted(defaults.items())]
    rows += [f"<Override PartName={quoted(k)} ContentType={quoted(v)}/>" for k, v in sorted(overrides.items())]
    return (_TYPES_HEAD + "".join(rows) + "</Types>").encode()


class ZipWriter:
    """The least zip that PowerPoint reads (APPNOTE 6.3.3, 4.3.7 and 4.3.12): no descriptors, no extra fields.

    Python's zipfile spends three times as long on the bookkeeping of a small member as on deflating it, and a deck
    of 1,000 slides has 4,000 members. Limits: 4 GB and 65,535 members, beyond which PowerPoint does not go either.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._at = 0
        self._directory: list[bytes] = []

    def add(self, name: str, content: bytes | StoredBytes) -> None:
        """Write one member: media stored, everything else deflated."""
        if isinstance(content, StoredBytes):
            self._stream_in(name, content)
            return
        stored = name.rpartition(".")[2].lower() in _STORED
        data = content
        if not stored:
            packer = zlib.compressobj(6, zlib.DEFLATED, -15, 5)  # small members: less memory to clear for each
            data = packer.compress(content) + packer.flush()
        self._member(name, 0 if stored else 8, zlib.crc32(content), len(data), len(content))
        self._stream.write(data)
        self._at += len(data)

    def close(self) -> None:
        """Write the directory; the stream stays open."""
        directory = b"".join(self._directory)
        if self._at + len(directory) > _MOST_BYTES or len(self._directory) > _MOST_MEMBERS:
            raise OSError("the presentation would be larger than 4 GB, which PowerPoint cannot open")
        self._stream.write(directory)
        count = len(self._directory)
        self._stream.write(_END.pack(b"PK\x05\x06", 0, 0, count, count, len(directory), self._at, 0))

    def _member(self, name: str, method: int, crc: int, packed: int, size: int) -> None:
        encoded = name.encode()
        flags = 0 if name.isascii() else 0x800
        if size > _MOST_BYTES or self._at > _MOST_BYTES:
            raise OSError("the presentation would be larger than 4 GB, which PowerPoint cannot open")
        common = _COMMON.pack(20, flags, method, 0, _DOS_DATE, crc, packed, size, len(encoded), 0)
        self._directory.append(
            b"PK\x01\x02\x14\x00" + common + _DIRECTORY.pack(0, 0, 0, 0, self._at) + encoded,
        )
        self._stream.write(b"PK\x03\x04" + common + encoded)
        self._at += 30 + len(encoded)

    def _stream_in(self, name: str, content: StoredBytes) -> None:
        """The checksum stands before the bytes and is known after them: read once, then go back and fill it in."""
        start, entry = self._at, len(self._directory)
        origin = self._stream.tell() - start
        self._member(name, 0, 0, content.size, content.size)
        crc = written = 0
        with content.open() as source:
            while block := source.read(1 << 20):
                crc = zlib.crc32(block, crc)
                written += len(block)
                self._stream.write(block)
        self._at += written
        if written != content.size:
            raise OSError(f"{content.path} changed while it was being copied")
        checksum = crc.to_bytes(4, "little")
        self._stream.seek(origin + start + 14)
        self._stream.write(checksum)
        self._stream.seek(0, 2)
        row = self._directory[entry]
        self._directory[entry] = row[:16] + checksum + row[20:]
