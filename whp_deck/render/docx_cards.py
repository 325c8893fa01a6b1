"""Cards to cut out in a Word packet: role cards two a page, pocket cards of 4 x 6 inches two a page.

In: cards of the plan, the page they stand on. Out: a table with dashed cut lines. A card is never cut short: one
that is too long for its place is set smaller, then its row grows. Must not know sections or headers.
"""

from __future__ import annotations

from collections.abc import Sequence

from whp_deck.office.fonts import line_height
from whp_deck.plan import PocketCard, RoleCard
from whp_deck.render.docx_blocks import BlockWriter
from whp_deck.render.docx_pages import Page
from whp_deck.render.docx_text import FONT, text_height
from whp_deck.render.docx_xml import Column, numbering_xml, paragraph_xml, row_xml, run_xml, table_xml
from whp_deck.render.packet_fit import saves_a_sheet

_FIGURES_MM, _SMALL_FIGURES_MM = 13.0, 9.0
_SPARE = 300  # twips: what Word needs after a table, and a little for an estimate that is too low
_ROLE_SIZES = (("Role Card", 12.0, 4.0), ("Role Card Small", 10.5, 3.0))  # style, points, gap after a paragraph
_POCKET_SIZES = (("Pocket Card", 12.0, 4.0), ("Pocket Card Small", 9.5, 1.5))
_POCKET_WIDTH, _POCKET_HEIGHT, _POCKET_INSET = 5760, 8640, 283  # twips: 4 inches, 6 inches, 5 mm
_BELOW = '<w:tcMar><w:top w:w="240" w:type="dxa"/></w:tcMar>'
_CUT = 'w:val="dashed" w:sz="8" w:space="0" w:color="595959"'


def role_card_tables(cards: Sequence[RoleCard], blocks: BlockWriter, page: Page, head: float) -> list[str]:
    """Tables of two half pages with a dashed line between, a page break after each; `head` (points) stands above the
    first. All cards are of one size, so that none looks less important; one that is too long has a page of its own."""
    text = blocks.text
    first, later = ((page.height - _SPARE - round(above * 20)) // 2 for above in (head, 0))
    fitting = [_role_style(card, page, first if number < 2 else later) for number, card in enumerate(cards)]
    style = _ROLE_SIZES[max((at for at, _ in fitting), default=0)][0]
    made: list[str] = []
    rows: list[str] = []
    for number, (card, (_, fits)) in enumerate(zip(cards, fitting, strict=True)):
        if len(rows) == 2 or (rows and not (fits and fitting[number - 1][1])):
            made.append(_role_table(rows, page))
            made.append(paragraph_xml(text.word.style("Section End"), "", "<w:pageBreakBefore/>"))
            rows = []
        content = [
            paragraph_xml(
                text.word.style("Role Card Scene"),
                blocks.figures(card.role, height_mm=_FIGURES_MM) + run_xml(card.scene),
            ),
            paragraph_xml(text.word.style("Role Card Name"), run_xml(card.role)),
            paragraph_xml(text.word.style("Role Card Holder"), run_xml(card.holder)),
            *text.paragraphs(card.text.paragraphs, style),
        ]
        column = Column(
            "".join(content), page.width, _BELOW if rows else f"<w:tcBorders><w:bottom {_CUT}/></w:tcBorders>"
        )
        rows.append(row_xml([column], height=later if made else first))
    return [*made, _role_table(rows, page)] if rows else made


def _role_table(rows: Sequence[str], page: Page) -> str:
    inside = '|<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
    return table_xml([page.width], rows, properties=inside)


def pocket_card_table(cards: Sequence[PocketCard], blocks: BlockWriter, page: Page) -> str:
    """Two cards in a row, or three narrower ones that save a sheet, each with a dashed line around it."""
    across, width = 2, _POCKET_WIDTH
    narrow = min(_POCKET_WIDTH, page.width // 3)
    if saves_a_sheet(len(cards)) and all(_pocket_style(card, narrow)[1] for card in cards):
        across, width = 3, narrow
    styles = [_pocket_style(card, width)[0] for card in cards]
    style = next((small for small, *_ in reversed(_POCKET_SIZES) if small in styles), "")  # cards of one set look alike
    sides = "".join(f"<w:{side} {_CUT}/>" for side in ("top", "left", "bottom", "right"))
    margin = "".join(f'<w:{side} w:w="{_POCKET_INSET}" w:type="dxa"/>' for side in ("top", "left", "bottom", "right"))
    rows = []
    for start in range(0, len(cards), across):
        pair = [
            Column(_pocket_content(card, blocks, style), width, f"<w:tcBorders>{sides}</w:tcBorders>")
            for card in cards[start : start + across]
        ]
        while len(pair) < across:
            pair.append(Column(paragraph_xml(blocks.word.style("Section End"), ""), width))
        rows.append(row_xml(pair, height=_POCKET_HEIGHT))
    properties = f'<w:jc w:val="center"/>|<w:tblCellMar>{margin}</w:tblCellMar>'
    return table_xml([width] * across, rows, properties=properties)


def _role_style(card: RoleCard, page: Page, height: int) -> tuple[int, bool]:
    """The largest size at which the card fits its half page, as a place in `_ROLE_SIZES`; False when none does."""
    above = 2.6 * line_height(FONT, 12) + line_height(FONT, 18)
    for at, (_, size, gap) in enumerate(_ROLE_SIZES):
        if above + text_height(card.text.paragraphs, page.width / 20, size, gap=gap) + 24 <= height / 20:
            return at, True
    return len(_ROLE_SIZES) - 1, False


def _pocket_style(card: PocketCard, width: int) -> tuple[str, bool]:
    """The style of the largest letters in which a card so wide (twips) holds its lines; False when none does."""
    room = (width - 2 * _POCKET_INSET) / 20
    names = len(card.groups) * (line_height(FONT, 9.5) + 6)
    title = 1.2 * line_height(FONT, 14) * (1 + len(card.title) * _POCKET_WIDTH // (34 * width))
    lines = [paragraph for _, texts in card.groups for line in texts for paragraph in line.paragraphs]
    for style, size, gap in _POCKET_SIZES:
        tall = text_height(lines, room - 17, size, gap=gap)
        if names + title + tall + 2 * _POCKET_INSET / 20 <= _POCKET_HEIGHT / 20:
            return style, True
    return _POCKET_SIZES[-1][0], False


def _pocket_content(card: PocketCard, blocks: BlockWriter, style: str) -> str:
    text = blocks.text
    # said here too: LibreOffice numbers only the first of two styles that share a list
    boxes = numbering_xml(text.word.lists.of("Pocket Card"), 0)
    figures = blocks.figures(height_mm=_SMALL_FIGURES_MM)
    made = [paragraph_xml(text.word.style("Pocket Card Title"), figures + run_xml(card.title))]
    for who, lines_of in card.groups:
        if who:
            made.append(paragraph_xml(text.word.style("Pocket Card Who"), run_xml(who)))
        for line in lines_of:
            for paragraph in line.paragraphs:
                made.append(paragraph_xml(text.word.style(style), text.runs(paragraph.runs), boxes))
    return "".join(made)
