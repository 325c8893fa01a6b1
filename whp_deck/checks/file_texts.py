"""Every text that a finished file holds, shown or not: Office packages part by part, PDF page by page.

In: an open presentation, or the bytes of a .docx, .xlsx, .pptx or PDF. Out: (place, text reduced to its letters).
Must not judge what it finds, nor trust what made the file.

Of XML: all text, runs joined as they stand, and attribute values; of a workbook or document inside a package the same
again. Reduced means letters and digits in lower case without anything between, so that neither runs, lines, table
cells nor hyphens of a page can hide a sentence; parts of a text that do not follow each other stay apart.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, cast

from lxml import etree

if TYPE_CHECKING:
    from whp_deck.office.package import Package

MIN_LETTERS = 12
_LONG_ATTRIBUTES = etree.XPath(f"//@*[string-length() >= {MIN_LETTERS}]")
_COMMENTS = etree.XPath("//comment()")
_APART = "¶"
_NOT_LETTERS = re.compile(r"[\W_]+")
_TEXT_ENDINGS = (".vtt", ".txt", ".csv", ".rtf", ".htm", ".html")
_DEEPEST, _LARGEST = 3, 200 << 20  # a package in a package in a package; bytes unpacked


def part_texts(package: Package) -> Iterator[tuple[str, str]]:
    """(part name, reduced text) of every part of an open presentation."""
    for part in package.iter_parts():
        element = getattr(part, "_element", None)
        name = str(part.partname)
        if element is not None:
            yield name, _xml_text(element)
        elif not part.content_type.startswith(("image/png", "image/jpeg", "video/", "audio/")):
            yield from _blob_texts(name, part.blob, 0)


def zip_texts(data: bytes) -> Iterator[tuple[str, str]]:
    """(member, reduced text) of every part of a .docx, .xlsx or .pptx."""
    yield from _zip_texts("", data, 0)


def pdf_texts(data: bytes) -> Iterator[tuple[str, str]]:
    """(place, reduced text) of a PDF: pages, alternative texts, bookmarks, properties."""
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(data)
    try:
        whole = []
        for number, page in enumerate(document, 1):
            whole.append(page.get_textpage().get_text_bounded())
            yield f"page {number}", reduce(whole[-1])
            yield f"alternative texts of page {number}", reduce(_APART.join(_pdf_alternatives(page)))
        yield "the pages one after the other", reduce("".join(whole))
        yield "bookmarks", reduce(_APART.join(one.get_title() for one in document.get_toc()))
        yield "properties", reduce(_APART.join(document.get_metadata_dict().values()))
        attachments = (document.get_attachment(at) for at in range(document.count_attachments()))
        yield "attachments", reduce(_APART.join(one.get_name() for one in attachments))
    finally:
        document.close()


def reduce(text: str) -> str:
    """Letters and digits in lower case, nothing between them: what survives any formatting."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return _APART.join(_NOT_LETTERS.sub("", piece) for piece in text.casefold().split(_APART))


def _zip_texts(owner: str, data: bytes, depth: int) -> Iterator[tuple[str, str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(info.file_size for info in archive.infolist()) > _LARGEST:
                return
            for info in archive.infolist():
                yield from _blob_texts(f"{owner}{info.filename}", archive.read(info), depth)
            if archive.comment:
                yield f"{owner}comment of the zip", reduce(archive.comment.decode("utf-8", "replace"))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError):
        yield owner.rstrip(" >"), _binary_text(data)


def _blob_texts(name: str, blob: bytes, depth: int) -> Iterator[tuple[str, str]]:
    start = blob[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    if blob[:4] == b"PK\x03\x04" and depth < _DEEPEST:
        yield from _zip_texts(f"{name} > ", blob, depth + 1)
    elif start.startswith(b"<") or blob[:2] in (b"\xff\xfe", b"\xfe\xff"):
        root = _parse(blob)
        yield name, _binary_text(blob) if root is None else _xml_text(root)
    elif name.lower().endswith(_TEXT_ENDINGS):
        yield name, reduce(blob.decode("utf-8", "replace"))
    elif not name.lower().endswith((".png", ".jpg", ".jpeg", ".odttf", ".ttf", ".gif", ".mp4", ".mp3", ".m4a", ".wav")):
        yield name, _binary_text(blob)


def _parse(blob: bytes) -> etree._Element | None:
    try:
        return etree.fromstring(blob, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    except etree.XMLSyntaxError:
        return None


def _xml_text(root: etree._Element) -> str:
    text = etree.tostring(root, method="text", encoding="unicode")
    attributes = cast("list[str]", _LONG_ATTRIBUTES(root))
    comments = [str(one.text) for one in cast("list[Any]", _COMMENTS(root))]
    return reduce(_APART.join((text, *attributes, *comments)))


def _binary_text(blob: bytes) -> str:
    """What an old or broken part may hold: text of one byte a letter, and of two."""
    pieces: Iterable[str] = (blob.decode("utf-8", "ignore"), blob.decode("utf-16-le", "ignore"))
    return reduce(_APART.join((*pieces, blob[1:].decode("utf-16-le", "ignore"))))


def _pdf_alternatives(page: Any) -> Iterator[str]:
    """`/Alt` of the page's structure tree; pypdfium2 has no words of its own for it."""
    import ctypes

    import pypdfium2

    raw: Any = pypdfium2.raw

    tree = raw.FPDF_StructTree_GetForPage(page)
    if not tree:
        return
    try:
        waiting = [raw.FPDF_StructTree_GetChildAtIndex(tree, n) for n in range(raw.FPDF_StructTree_CountChildren(tree))]
        while waiting:
            element = waiting.pop()
            if not element:
                continue
            for read in (
                raw.FPDF_StructElement_GetAltText,
                raw.FPDF_StructElement_GetActualText,
                raw.FPDF_StructElement_GetTitle,
            ):
                length = read(element, None, 0)
                if length > 2:
                    buffer = ctypes.create_string_buffer(length)
                    read(element, buffer, length)
                    yield buffer.raw[: length - 2].decode("utf-16-le", "replace")
            count = raw.FPDF_StructElement_CountChildren(element)
            waiting += [raw.FPDF_StructElement_GetChildAtIndex(element, n) for n in range(max(0, count))]
    finally:
        raw.FPDF_StructTree_Close(tree)
