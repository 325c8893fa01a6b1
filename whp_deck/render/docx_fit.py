"""How much of a page of Word a section takes, estimated: Word alone knows where its pages end.

In: a section, the page it stands on. Out: numbers of pages, sizes of type in points. Must not write any XML. The
numbers mirror the styles of `templates/packet.docx`; LibreOffice says in a slow test whether they hold.
"""

from __future__ import annotations

from whp_deck.plan import (
    Checks,
    FacilitatorText,
    Heading,
    PacketSection,
    Paragraph,
    Picture,
    Run,
    Table,
    Text,
    WritingLines,
)
from whp_deck.render.docx_blocks import CODE_MM
from whp_deck.render.docx_pages import Page
from whp_deck.render.docx_text import text_height

BODY_SIZE = 10.5  # points: the style `Body Text`
FIGURES_MM = 14.0  # beside the title
_CODE_HEIGHT = CODE_MM * 72 / 25.4  # points; its address stands beside it
_ROW_HEIGHT = 20.0  # points: a line of `Table Text`
_TIGHT_HEADING = 27.0  # points: `heading 2` where lines are close
_LINE_HEIGHT = 42.0  # points: a line to write on, with its label
_SIZES = (BODY_SIZE, 10.0, 9.5, 9.0)  # points to try on a page that should be one
_FULL = 1.02  # how full that page may seem: it is some 40 points less
_HEADING_HEIGHTS = {2: 33.0, 3: 27.0}  # points: `heading 2` and `heading 3` with the room around them


def pages_of(section: PacketSection, page: Page, head: float) -> float:
    """About how many such pages a section of text, headings and boxes takes, with so much above it (points)."""
    width, total = page.width / 20, head
    for block in section.blocks:
        match block:
            case Text() | FacilitatorText():
                total += text_height(block.paragraphs, width, BODY_SIZE, gap=4)
            case Heading():
                total += _HEADING_HEIGHTS.get(block.level, 33.0)
            case Table():
                total += _ROW_HEIGHT * len(block.rows)
            case Checks():
                total += sum(text_height(item.paragraphs, width - 20, BODY_SIZE, gap=4) for item in block.items)
            case Picture():
                total += _CODE_HEIGHT  # the words beside it counted, too: rather too high than too low
            case _:
                pass
    return total * 20 / page.height


def size_of_one_page(section: PacketSection, page: Page, title: str = "", subtitle: str = "") -> float:
    """The largest type, in points, in which a section fits on one page, its lines close; or the smallest.

    `title` and `subtitle` are those of the document, where they stand above it.
    """
    width = page.width / 20
    forms = sum(isinstance(block, WritingLines) for block in section.blocks)
    heads = sum(isinstance(block, Heading) for block in section.blocks)
    rows = sum(len(block.rows) for block in section.blocks if isinstance(block, Table))
    texts = [(block.paragraphs, width) for block in section.blocks if isinstance(block, Text)]
    texts += [
        (one.paragraphs, width - 20) for block in section.blocks if isinstance(block, Checks) for one in block.items
    ]
    head, below_head = (Paragraph((Run(words),)) for words in (title, subtitle))
    above = 42 + _LINE_HEIGHT * forms + _TIGHT_HEADING * heads
    if title:
        above += text_height([head], width - 3 * FIGURES_MM * 72 / 25.4, 22, gap=1)
        above += text_height([below_head], width, 12, gap=4)
    for size in _SIZES:
        row = 1.25 * min(size, BODY_SIZE - 0.5) + (4 if size == BODY_SIZE else 1)
        below = row * rows + sum(text_height(one, room, size, gap=2.5) for one, room in texts)
        if above + below <= _FULL * page.height / 20:
            return size
    return _SIZES[-1]
