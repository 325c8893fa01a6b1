"""Pages of a Word packet: size and margins for each kind of page, its header, and the mark of facilitator-only pages.

In: a document, a kind of page, the template's margins. Out: `Page` in twips, and the `w:sectPr` that says so.
Must not know what stands on a page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from whp_deck.plan import PrintedDocument
from whp_deck.render.docx_template import WordTemplate
from whp_deck.render.docx_xml import band_xml, field_xml, paragraph_xml, run_xml
from whp_deck.render.packet_sheets import PrintWords, header_names

PageStyle = Literal["notes", "wide", "columns", "cards", "pocket", "framed"]

_PAPERS = {"letter": (12240, 15840), "a4": (11906, 16838)}  # twips
_GUTTER = 510  # twips between two columns: the same 9 mm as in the PDF
_BAND = 11 * 36000  # EMU: the same 11 mm as in the PDF
_EMU = 635  # a twip
_FRAMED_MARGINS = {"top": 2900, "left": 3300, "right": 3300, "header": 940}  # the middle of a turned page, in a frame
_POCKET_MARGINS = {"top": 1000, "bottom": 500, "left": 720, "right": 720}  # two cards of 4 x 6 inches side by side


@dataclass(frozen=True, slots=True)
class Page:
    """One kind of page, in twips. `width` is the width of its text, or of one column."""

    paper: tuple[int, int]
    margins: Mapping[str, int]
    columns: int = 1

    @property
    def text_width(self) -> int:
        return self.paper[0] - self.margins["left"] - self.margins["right"]

    @property
    def width(self) -> int:
        return (self.text_width - _GUTTER * (self.columns - 1)) // self.columns

    @property
    def height(self) -> int:
        return self.paper[1] - self.margins["top"] - self.margins["bottom"]


def page_of(document: PrintedDocument, style: PageStyle, margins: Mapping[str, int]) -> Page:
    """The page for one kind of content. Only `notes` in a packet keeps the template's wide margin for a pen."""
    width, height = _PAPERS[document.paper]
    kept = dict(margins)
    if style == "pocket":
        return Page((height, width), kept | _POCKET_MARGINS)
    if style == "framed":
        return Page((height, width), kept | _FRAMED_MARGINS)
    if style != "notes" or document.kind == "handout":
        even = min(kept["left"], kept["right"])
        kept |= {"left": even, "right": even}
    return Page((width, height), kept, 2 if style == "columns" else 1)


def section_xml(
    document: PrintedDocument,
    word: WordTemplate,
    words: PrintWords,
    page: Page,
    starts: Literal["nextPage", "continuous"],
    *,
    facilitator: bool,
    framed: bool = False,
) -> str:
    """The `w:sectPr` of pages of this kind, with their header; a framed one has a border."""
    practice, session = header_names(document)
    controls = {
        "practice": run_xml(practice),
        "session": run_xml(session),
        "pages": _page_of_pages(words.page),
    }
    above = _mark(word, words, page) if facilitator else ""
    key = (facilitator, page.text_width, page.paper[1])
    references = word.references(controls, right=page.text_width, above=above, key=key)
    turned = ' w:orient="landscape"' if page.paper[0] > page.paper[1] else ""
    margins = " ".join(f'w:{side}="{value}"' for side, value in page.margins.items())
    columns = f'<w:cols w:num="{page.columns}" w:space="{_GUTTER}"/>' if page.columns > 1 else ""
    return (
        f'<w:sectPr>{references}<w:type w:val="{starts}"/><w:pgSz w:w="{page.paper[0]}" w:h="{page.paper[1]}"{turned}/>'
        f"<w:pgMar {margins}/>{_frame(word) if framed else ''}{columns}</w:sectPr>"
    )


def _frame(word: WordTemplate) -> str:
    """A double line round the page, in the deck's dark color."""
    look = f'w:val="thickThinSmallGap" w:sz="18" w:space="22" w:color="{word.ink}" w:themeColor="text2"'
    sides = "".join(f"<w:{side} {look}/>" for side in ("top", "left", "bottom", "right"))
    return f'<w:pgBorders w:offsetFrom="page">{sides}</w:pgBorders>'


def _page_of_pages(words: str) -> str:
    """`Page {page} of {pages}` with Word's own fields."""
    fields = {"{page}": "PAGE", "{pages}": "NUMPAGES"}
    pieces = re.split(r"(\{pages?\})", words)
    return "".join(field_xml(fields[piece]) if piece in fields else run_xml(piece) for piece in pieces if piece)


def _mark(word: WordTemplate, words: PrintWords, page: Page) -> str:
    """The words on top of the page, and a band at its outer edge by which it is found in a stack."""
    style = word.style("Facilitator Only")
    band = band_xml(words.facilitator, style, width=_BAND, height=page.paper[1] * _EMU)
    return paragraph_xml(style, band + run_xml(words.facilitator_only))
