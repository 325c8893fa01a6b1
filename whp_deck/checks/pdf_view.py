"""A finished PDF as rules see it: structure tree, bookmarks, fonts, links, colors of its texts.

In: the bytes of a PDF of ours (the catalog is read as plain bytes, which is how typst writes it). Out: `PdfView`.
Must not judge.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

_TEXT = 1  # FPDF_PAGEOBJ_TEXT
_LINK = 2  # FPDF_ANNOT_LINK
_MARGIN = 1.5  # points around a text: its ground is there too


@dataclass(frozen=True, slots=True)
class Tag:
    """One element of the structure tree: its type, its alternative text, the types of what it lies in."""

    kind: str
    alt: str
    above: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PdfPage:
    """One page: `others` are annotations that are no links, `addresses` where links lead, `unembedded` fonts."""

    number: int
    text: str
    tags: tuple[Tag, ...]
    links: int
    others: int
    addresses: tuple[str, ...]
    unembedded: tuple[str, ...]
    inks: tuple[tuple[str, str], ...]


class PdfView:
    """A whole PDF."""

    def __init__(self, data: bytes, name: str) -> None:
        self.data, self.name = data, name

    @cached_property
    def _facts(self) -> tuple[dict[str, str], int, bool, tuple[PdfPage, ...]]:
        import pypdfium2 as pdfium

        document = pdfium.PdfDocument(self.data)
        try:
            tagged = bool(pdfium.raw.FPDFCatalog_IsTagged(document))
            pages = tuple(_page(pdfium.raw, document, page, number) for number, page in enumerate(document, 1))
            return dict(document.get_metadata_dict()), len(list(document.get_toc())), tagged, pages
        finally:
            document.close()

    @property
    def properties(self) -> dict[str, str]:
        """Title, Author …"""
        return self._facts[0]

    @property
    def bookmarks(self) -> int:
        return self._facts[1]

    @property
    def is_tagged(self) -> bool:
        return self._facts[2] and b"/StructTreeRoot" in self.data and any(page.tags for page in self.pages)

    @property
    def pages(self) -> tuple[PdfPage, ...]:
        return self._facts[3]


def _page(raw: Any, document: Any, page: Any, number: int) -> PdfPage:
    text = page.get_textpage().get_text_bounded()
    links, others, addresses = 0, 0, []
    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        if raw.FPDFAnnot_GetSubtype(annotation) == _LINK:
            links += 1
            action = raw.FPDFLink_GetAction(raw.FPDFAnnot_GetLink(annotation))
            size = raw.FPDFAction_GetURIPath(document, action, None, 0) if action else 0
            if size > 1:
                buffer = ctypes.create_string_buffer(size)
                raw.FPDFAction_GetURIPath(document, action, buffer, size)
                addresses.append(buffer.value.decode("utf-8", "replace"))
        else:
            others += 1
        raw.FPDFPage_CloseAnnot(annotation)
    unembedded, inks = _texts(raw, page)
    tags = tuple(_tags(raw, page))
    return PdfPage(number, text, tags, links, others, tuple(addresses), tuple(sorted(unembedded)), tuple(sorted(inks)))


def _tags(raw: Any, page: Any) -> Iterator[Tag]:
    tree = raw.FPDF_StructTree_GetForPage(page)
    if not tree:
        return
    try:
        count = raw.FPDF_StructTree_CountChildren(tree)
        waiting: list[tuple[Any, tuple[str, ...]]] = []
        waiting += [(raw.FPDF_StructTree_GetChildAtIndex(tree, n), ()) for n in range(count)][::-1]
        while waiting:
            element, above = waiting.pop()
            if not element:
                continue
            kind = _words(raw.FPDF_StructElement_GetType, element)
            yield Tag(kind, _words(raw.FPDF_StructElement_GetAltText, element), above)
            children = range(max(0, raw.FPDF_StructElement_CountChildren(element)))
            waiting += [(raw.FPDF_StructElement_GetChildAtIndex(element, n), (*above, kind)) for n in children][::-1]
    finally:
        raw.FPDF_StructTree_Close(tree)


def _words(read: Any, element: Any) -> str:
    length = read(element, None, 0)
    if length <= 2:
        return ""
    buffer = ctypes.create_string_buffer(length)
    read(element, buffer, length)
    return buffer.raw[: length - 2].decode("utf-16-le", "replace")


def _texts(raw: Any, page: Any) -> tuple[set[str], set[tuple[str, str]]]:
    """Fonts that are not in the file, and pairs of text color and the color most seen round it."""
    picture = page.render(scale=1).to_pil().convert("RGB")
    height = page.get_height()
    unembedded: set[str] = set()
    inks: set[tuple[str, str]] = set()
    fonts: dict[int, str] = {}
    for thing in page.get_objects(filter=[_TEXT], max_depth=5):
        font = raw.FPDFTextObj_GetFont(thing)
        key = ctypes.cast(font, ctypes.c_void_p).value or 0
        if key not in fonts:
            fonts[key] = "" if raw.FPDFFont_GetIsEmbedded(font) else _font_name(raw, font)
        unembedded |= {fonts[key]} - {""}
        red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
        if not raw.FPDFPageObj_GetFillColor(thing, red, green, blue, alpha) or not alpha.value:
            continue
        left, bottom, right, top = thing.get_bounds()
        place = (left - _MARGIN, height - top - _MARGIN, right + _MARGIN, height - bottom + _MARGIN)
        ground = _most_seen(picture, place)
        if ground:
            inks.add((f"{red.value:02X}{green.value:02X}{blue.value:02X}", ground))
    return unembedded, inks


def _most_seen(picture: Any, place: tuple[float, float, float, float]) -> str:
    left, top, right, bottom = (round(value) for value in place)
    box = (max(0, left), max(0, top), min(picture.width, right), min(picture.height, bottom))
    if box[2] <= box[0] or box[3] <= box[1]:
        return ""
    cut = picture.crop(box)
    colors = cut.getcolors(cut.width * cut.height) or []
    _, color = max(colors, default=(0, None))
    return "" if color is None else "".join(f"{part:02X}" for part in color)


def _font_name(raw: Any, font: Any) -> str:
    buffer = ctypes.create_string_buffer(128)
    raw.FPDFFont_GetBaseFontName(font, buffer, 128)
    return buffer.value.decode("utf-8", "replace") or "a font"
