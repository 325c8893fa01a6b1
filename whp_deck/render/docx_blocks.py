"""Blocks of a packet as WordprocessingML: texts, tables, forms, boxes to tick, lines to write on, slides of the script.

In: blocks of the plan, the page they stand on. Out: `w:p` and `w:tbl` as strings. Must not know sections or pages
breaks, nor carry a look that a style of the template can carry. Cards to cut out are `docx_cards`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

from whp_deck.office.contrast import role_pair
from whp_deck.office.table_fit import column_widths
from whp_deck.plan import (
    Form,
    Paragraph,
    Picture,
    Run,
    ScriptSlide,
    Table,
    Text,
    Theme,
    WritingLines,
)
from whp_deck.render.docx_pages import Page
from whp_deck.render.docx_template import WordTemplate
from whp_deck.render.docx_text import FONT, TextWriter, wide_enough
from whp_deck.render.docx_xml import (
    LINE_9_MM,
    WRITE_HERE,
    Column,
    check_box_xml,
    drawing_beside_xml,
    drawing_in_line_xml,
    paragraph_xml,
    picture_xml,
    row_xml,
    run_xml,
    share_widths,
    table_xml,
)
from whp_deck.render.packet_sheets import PrintWords
from whp_deck.render.pictures import draw_card, draw_qr, load_picture
from whp_deck.render.trio import draw_trio
from whp_deck.slides.view import minutes_figure

PRIMARY, ACCENT = "0B4F5C", "AA441C"  # the base template's
PEOPLE: tuple[Literal["giver", "patient", "receiver"], ...] = ("giver", "patient", "receiver")
_MM, _TWIP = 36000, 635  # EMU
_THUMBNAIL_MM = 50
CODE_MM = 28.0  # a code to scan
_SHORT_NOTES = 1600  # characters: about two thirds of a page beside a picture
_TABLE_SIZE = 10.0  # points: the styles `Table Text` and `Form`
_CENTER = '<w:vAlign w:val="center"/>'
_NO_MARGINS = '|<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="120" w:type="dxa"/></w:tblCellMar>'


class BlockWriter:
    """Writes blocks into one document; it remembers the level of the latest heading and gives ids."""

    def __init__(self, word: WordTemplate, pictures: Mapping[int, bytes], theme: Theme, words: PrintWords) -> None:
        self.word, self.pictures, self.theme, self.words = word, pictures, theme, words
        self.text = TextWriter(word)
        self._level = 0  # none may be skipped
        self._ids = 100

    def heading(self, text: str, level: int, properties: str = "") -> list[str]:
        """A heading, never more than one level below the latest; without words only its `properties` stay."""
        if not text.strip():
            return [paragraph_xml(self.word.style("Section End"), "", properties)] if properties else []
        self._level = min(level, self._level + 1, 3)
        return [paragraph_xml(self.word.style(f"heading {self._level}"), run_xml(text), properties)]

    def tip(self, paragraphs: Sequence[Paragraph]) -> list[str]:
        """Facilitator-only words among others: under their label, with a rule at their side."""
        label = self.styled("Tip", self.words.facilitator, "<w:keepNext/>", "<w:b/><w:bCs/>")
        return [label, *self.text.paragraphs(paragraphs, "Tip")]

    def check(self, paragraphs: Sequence[Paragraph]) -> list[str]:
        """A line with a box to tick; further paragraphs stand under its words."""
        made = []
        for number, paragraph in enumerate(paragraphs):
            box = check_box_xml(self._identity(), paragraph.text) + "<w:r><w:tab/></w:r>" if number == 0 else ""
            indent = "" if number == 0 else '<w:ind w:left="400" w:firstLine="0"/>'
            made.append(paragraph_xml(self.word.style("Check Item"), box + self.text.runs(paragraph.runs), indent))
        return made

    def lines(self, block: WritingLines, page: Page) -> list[str]:
        """Empty lines under their label."""
        label = [self.styled("Line Label", block.label)] if block.label else []
        tab = f'<w:tabs><w:tab w:val="right" {WRITE_HERE} w:pos="{page.width}"/></w:tabs>'
        line = paragraph_xml(self.word.style("Writing Line"), "<w:r><w:tab/></w:r>", tab)
        return [*label, *[line] * block.count]

    def table(self, table: Table, page: Page) -> list[str]:
        """A table of the plan, and the gap that Word needs behind it."""
        columns = max((len(row) for row in table.rows), default=0)
        if not columns:
            return []
        points = column_widths(replace(table, look="table"), page.width / 20, _TABLE_SIZE, FONT)
        widths = share_widths(wide_enough(points, table.rows, _TABLE_SIZE * self.word.letter_width), page.width)
        header = table.header and table.look != "bar"
        rows = []
        for number, row in enumerate(table.rows):
            strong = table.look == "agenda" and number == table.emphasis
            cells = []
            for at, width in enumerate(widths):
                cell = row[at].paragraphs if at < len(row) else ()
                right = table.look == "agenda" and at == columns - 1 > 0
                properties = '<w:jc w:val="right"/>' if right else ""
                if strong or (table.look == "bar" and at == table.emphasis):
                    cell = tuple(_bold(paragraph) for paragraph in cell)
                cells.append(Column("".join(self.text.cell(cell, "Table Text", properties)), width))
            rows.append(row_xml(cells, header=header and number == 0))
        style = "Packet Form" if table.look == "bar" else "Packet Table"
        made = table_xml(widths, rows, style=self.word.style(style), header=header, alt=table.alt)
        return [made, paragraph_xml(self.word.style("Table Gap"), "")]

    def form(self, form: Form, page: Page) -> list[str]:
        """A table to fill in by hand: rows of 9 mm, the header on every page."""
        rows = [form.header, *form.rows, *[()] * form.blank_rows]
        columns = max((len(row) for row in rows), default=0)
        if not columns:
            return []
        texts = tuple(
            tuple(Text((Paragraph((Run(row[at] if at < len(row) else ""),)),)) for at in range(columns)) for row in rows
        )
        shares = form.shares if len(form.shares) == columns else ()
        points = column_widths(Table(texts, "", shares=shares), page.width / 20, _TABLE_SIZE, FONT)
        widths = share_widths(wide_enough(points, texts, _TABLE_SIZE * self.word.letter_width), page.width)
        made = []
        for number, row in enumerate(texts):
            cells = [
                Column("".join(self.text.cell(cell.paragraphs, "Form", "")), width, _CENTER)
                for cell, width in zip(row, widths, strict=True)
            ]
            made.append(row_xml(cells, header=number == 0, height=0 if number == 0 else LINE_9_MM))
        alt = ", ".join(word for word in form.header if word)
        table = table_xml(widths, made, style=self.word.style("Packet Form"), header=True, alt=alt)
        return [table, paragraph_xml(self.word.style("Table Gap"), "")]

    def code(self, block: Picture, words: Sequence[str], page: Page) -> str:
        """A code to scan with its address, and the paragraphs before it, at its left: as in the PDF.

        One row that no page divides: LibreOffice puts a picture on the next page even where what is before it should follow.
        """
        address = self._address(block)
        drawn = self._drawn(draw_qr(block.address), block.alt, CODE_MM)
        code = _let_go(paragraph_xml(self.word.style("Slide Picture"), drawn, '<w:jc w:val="right"/>'))
        right = round(CODE_MM * _MM / _TWIP) + 240
        widths = [page.width - right, right]
        cells = [Column("".join([*words, *address]), widths[0]), Column(code, right)]
        return table_xml(widths, [row_xml(cells)], properties=_NO_MARGINS)

    def picture(self, block: Picture) -> list[str]:
        """A picture with its address to read below. Raises InvalidDeckError for a file that is no picture."""
        if block.drawing == "poster":
            data, width = draw_card(self.theme.primary.lstrip("#") or PRIMARY), 90.0
        else:
            beside = Path(block.source.file).parent if block.source else Path()
            data, width = load_picture(beside / block.file, block.source), 0.0
        return [
            paragraph_xml(self.word.style("Slide Picture"), self._drawn(data, block.alt, width)),
            *self._address(block),
        ]

    def _address(self, block: Picture) -> list[str]:
        address = block.address or block.link
        line = self.text.runs((Run(address, link=address),)) if address else ""
        return [paragraph_xml(self.word.style("caption"), line)] if address else []

    def figures(self, role: str = "", *, height_mm: float, in_line: bool = False) -> str:
        """The three people as a run, beside the text that follows; of a role's card its own is the filled one."""
        who = next((name for name in PEOPLE if getattr(self.words, name).casefold() in role.casefold()), None)
        if role and who is None:
            return ""
        accent = self.theme.accent.lstrip("#").upper() or ACCENT
        giver, receiver = role_pair(accent)
        r_id, across, down = self.word.picture(draw_trio(giver, accent, receiver, who or ""))
        size = {"width": round(height_mm * _MM * across / down), "height": round(height_mm * _MM)}
        draw = drawing_in_line_xml if in_line else drawing_beside_xml
        return draw(r_id, self._identity(), **size)

    def _drawn(self, data: bytes, alt: str, width_mm: float, *, frame: bool = False) -> str:
        """The picture, so wide; without a width at most 110 mm wide and 90 mm high."""
        r_id, across, down = self.word.picture(data)
        width = width_mm or min(110.0, 90.0 * across / max(1, down))
        size = {"width": round(width * _MM), "height": round(width * _MM * down / max(1, across))}
        return picture_xml(r_id, self._identity(), alt=alt, frame=frame, **size)

    def slide(self, slide: ScriptSlide, page: Page) -> list[str]:
        """A slide of the script: heading, its picture with the notes beside it, below it where columns are narrow."""
        title = slide.title or slide.id
        name = self.words.slide.format(number=slide.number, title=title)
        heading = self.heading(name, 2)
        minutes = self.words.minutes.format(minutes=minutes_figure(slide.minutes)) if slide.minutes else ""
        meta = [self.words.hidden] if slide.hidden else [slide.clock, minutes]
        notes = [self.styled("Slide Time", " · ".join(word for word in meta if word))] if any(meta) else []
        if slide.notes.continues:
            notes += self.text.paragraphs((Paragraph((Run(slide.notes.continues, italic=True),)),))
        for part in slide.notes.parts:
            if part.label:
                notes.append(self.styled("Note Label", part.label))
            # a template may have a style for each part: SAY is set in `Say`, DO in `Do` where there is one
            own = part.label.strip().capitalize()
            notes += self.text.paragraphs(part.paragraphs, own if own and self.word.has_style(own) else "Body Text")
        if slide.tip and slide.tip.text:
            notes += self.tip(slide.tip.paragraphs)
        picture = self.pictures.get(slide.number)
        if picture is None:
            return [*heading, *notes]
        drawn = paragraph_xml(self.word.style("Slide Picture"), self._drawn(picture, name, _THUMBNAIL_MM, frame=True))
        if page.columns > 1:
            return [*heading, drawn, *notes]
        # LibreOffice keeps a whole table with what follows when its first paragraph is kept with the next
        drawn, notes = (_let_go(drawn), [_let_go(notes[0]), *notes[1:]] if notes else notes)
        left = _THUMBNAIL_MM * _MM // _TWIP + 240
        widths = [left, page.width - left]
        cells = [Column(drawn, left), Column("".join(notes) or self.styled("Body Text", ""), widths[1])]
        # whoever reads it aloud turns no page within a slide; where notes fill a page, the heading would stand alone
        whole = len(slide.notes.text) <= _SHORT_NOTES
        return [*heading, table_xml(widths, [row_xml(cells, whole=whole)], properties=_NO_MARGINS)]

    def styled(self, style: str, text: str, properties: str = "", look: str = "") -> str:
        """One line in a named style."""
        return paragraph_xml(self.word.style(style), run_xml(text, look), properties)

    def _identity(self) -> int:
        self._ids += 1
        return self._ids


def _bold(paragraph: Paragraph) -> Paragraph:
    return replace(paragraph, runs=tuple(replace(run, bold=True) for run in paragraph.runs))


def _let_go(paragraph: str) -> str:
    """The paragraph, not kept with the next one whatever its style says."""
    return paragraph.replace("/>", '/><w:keepNext w:val="0"/>', 1)
