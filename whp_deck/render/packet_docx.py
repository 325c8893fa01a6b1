"""Packet or handout as a Word document that a practice can restyle: real headings, named styles, boxes to tick.

In: a `PrintedDocument`, pictures of slides, a Word template. Out: the bytes of a .docx, the same for the same input.
Must not decide what is printed (the PDF has the same sections in the same order), nor carry a look that a style of
`templates/packet.docx` can carry.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, assert_never

from whp_deck.errors import RenderError
from whp_deck.office.table_fit import column_widths
from whp_deck.plan import (
    Checks,
    FacilitatorText,
    Form,
    Heading,
    PacketBlock,
    PacketSection,
    Paragraph,
    Picture,
    PocketCard,
    PrintedDocument,
    RoleCard,
    Run,
    ScriptSlide,
    Table,
    Text,
    Theme,
    WritingLines,
)
from whp_deck.render.docx_cards import pocket_card_table, role_card_tables
from whp_deck.render.docx_pages import Page, PageStyle, page_of, section_xml
from whp_deck.render.docx_template import WordTemplate
from whp_deck.render.docx_text import FONT, TextWriter, text_height, wide_enough
from whp_deck.render.docx_xml import (
    LINE_9_MM,
    Column,
    check_box_xml,
    paragraph_xml,
    picture_xml,
    row_xml,
    run_xml,
    share_widths,
    table_xml,
)
from whp_deck.render.packet_sheets import PrintWords
from whp_deck.render.pictures import draw_poster, draw_qr, load_picture

PRIMARY = "0B4F5C"  # the base template's, behind the video's poster
_MM, _TWIP = 36000, 635  # EMU
_THUMBNAIL = 50 * _MM
_BODY_SIZE = 10.5  # points: the style `Body Text`
_TABLE_SIZE = 10.0  # points: the styles `Table Text` and `Form`
_CENTER = '<w:vAlign w:val="center"/>'
_NO_MARGINS = '|<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="120" w:type="dxa"/></w:tblCellMar>'


def render_docx(
    document: PrintedDocument,
    *,
    template: Path | None = None,
    pictures: Mapping[int, bytes] | None = None,
    theme: Theme | None = None,
    words: PrintWords | None = None,
) -> bytes:
    """The document as .docx. `template`: a practice's own; `pictures`: PNG of slides by number.

    Raises TemplateError for a template that cannot be used, InvalidDeckError for a picture that cannot, and
    RenderError when a handout holds anything that only the facilitator may know.
    """
    if document.kind == "handout":
        _refuse_facilitator_only(document)
    theme = theme or Theme()
    word = WordTemplate(template, theme, document.language)
    writer = _Writer(document, word, pictures or {}, theme, words or PrintWords())
    body = writer.write()
    subject = " · ".join(part for part in (document.practice, document.session) if part)
    return word.finish(
        body, title=document.title, author=document.practice, subject=subject, language=document.language
    )


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Pages of one kind: the style decides margins and columns, `starts` how the first of them begins."""

    style: PageStyle
    facilitator: bool
    starts: Literal["nextPage", "continuous"] = "nextPage"


class _Writer:
    """The body under construction: `w:p` and `w:tbl` as strings, in order."""

    def __init__(
        self,
        document: PrintedDocument,
        word: WordTemplate,
        pictures: Mapping[int, bytes],
        theme: Theme,
        words: PrintWords,
    ) -> None:
        self.document, self.word, self.pictures, self.theme, self.words = document, word, pictures, theme, words
        self.text = TextWriter(word)
        self.body: list[str] = []
        self.sheet: _Sheet | None = None
        self._level = 0  # of the latest heading: none may be skipped
        self._ids = 0
        self._head = 0.0  # points: about how high is what stands above the cards of a section

    def write(self) -> str:
        """All sections, each page kind a section of Word's own."""
        for section in self.document.sections:
            self._section(section)
        if self.sheet is None:
            self._turn(_Sheet("notes", False))
        assert self.sheet is not None
        if self.body[-1].startswith("<w:tbl>"):
            self._add(paragraph_xml(self.word.style("Section End"), ""))
        return "".join(self.body) + self._section_xml(self.sheet)

    # pages -----------------------------------------------------------------------------------------

    @property
    def page(self) -> Page:
        """The page that is being filled, in twips."""
        sheet = self.sheet or _Sheet("notes", False)
        return page_of(self.document, sheet.style, self.word.margins)

    def _section(self, section: PacketSection) -> None:
        style = self._style(section)
        sheet = _Sheet("wide" if style == "columns" else style, section.facilitator_only)
        first = self.sheet is None
        turned = self._turn(sheet) if self._needs_turn(sheet, section) else first
        breaks = section.new_page and not turned
        self._heading(section.title, 1, "<w:pageBreakBefore/>" if breaks else "")
        self._head = self._head_height(section, first=first)
        if section.facilitator_only and section.title.strip():
            self._add(self._styled("Note Label", self.words.facilitator))
        flow: list[PacketBlock] = []
        for block in section.blocks:
            if style == "columns" and isinstance(block, ScriptSlide) and self.sheet and self.sheet.style != "columns":
                self._turn(_Sheet("columns", section.facilitator_only, "continuous"))
            if flow and (type(block) is not type(flow[-1])):
                self._cards(flow)
                flow = []
            if isinstance(block, RoleCard | PocketCard):
                flow.append(block)
            else:
                self._block(block, section)
        self._cards(flow)

    def _needs_turn(self, sheet: _Sheet, section: PacketSection) -> bool:
        """A new kind of page, unless the section may go on below the one before and is not kept apart."""
        if self.sheet is None:
            return True
        if self.sheet.facilitator != sheet.facilitator:
            return True
        return replace(self.sheet, starts="nextPage") != sheet and (
            section.new_page or sheet.style in ("cards", "pocket")
        )

    def _turn(self, sheet: _Sheet) -> bool:
        """Begin pages of this kind; the title stands on the very first one."""
        if self.sheet is not None:
            end = self._section_xml(self.sheet)
            if self.body[-1].startswith("<w:p>"):
                self.body[-1] = self.body[-1].replace("</w:pPr>", f"{end}</w:pPr>", 1)
            else:
                self._add(paragraph_xml(self.word.style("Section End"), "", end))
        first, self.sheet = self.sheet is None, sheet
        if first:
            self._add(self._styled("Title", self.document.title or self.document.file_stem))
            below = " · ".join(part for part in (self.document.practice, self.document.session) if part)
            self._add(self._styled("Subtitle", below))
        return True

    def _style(self, section: PacketSection) -> PageStyle:
        """With a margin for pen notes, wide (forms), cards, or with the script in two columns; as in the PDF."""
        kinds = {type(block) for block in section.blocks}
        if PocketCard in kinds:
            return "pocket"
        if RoleCard in kinds:
            return "cards"
        if ScriptSlide in kinds:
            return "columns" if self.document.columns == 2 else "notes"
        filled_in = Form in kinds or (WritingLines in kinds and FacilitatorText not in kinds)
        return "wide" if filled_in and not section.facilitator_only else "notes"

    def _head_height(self, section: PacketSection, *, first: bool) -> float:
        width = self.page.width / 20
        total = 70.0 if first else 0.0
        if section.title:
            total += text_height((Paragraph((Run(section.title),)),), width, 18.5, gap=6)
        for block in section.blocks:
            if not isinstance(block, Text):
                break
            total += text_height(block.paragraphs, width, _BODY_SIZE, gap=5)
        return total

    def _section_xml(self, sheet: _Sheet) -> str:
        page = page_of(self.document, sheet.style, self.word.margins)
        return section_xml(self.document, self.word, self.words, page, sheet.starts, facilitator=sheet.facilitator)

    # blocks ----------------------------------------------------------------------------------------

    def _block(self, block: PacketBlock, section: PacketSection) -> None:
        match block:
            case Text():
                self.body += self.text.paragraphs(block.paragraphs)
            case FacilitatorText():
                self.body += (
                    self.text.paragraphs(block.paragraphs) if section.facilitator_only else self._tip(block.paragraphs)
                )
            case Heading():
                self._heading(block.text, block.level)
            case Table():
                self._table(block)
            case Picture():
                self._picture(block)
            case Checks():
                for item in block.items:
                    self._check(item.paragraphs)
            case WritingLines():
                self._lines(block)
            case Form():
                self._form(block)
            case ScriptSlide():
                self._slide(block)
            case RoleCard() | PocketCard():
                self._cards([block])
            case _:
                assert_never(block)

    def _heading(self, text: str, level: int, properties: str = "") -> None:
        if not text.strip():
            if properties:
                self._add(paragraph_xml(self.word.style("Section End"), "", properties))
            return
        self._level = min(level, self._level + 1, 3)
        self._add(paragraph_xml(self.word.style(f"heading {self._level}"), run_xml(text), properties))

    def _tip(self, paragraphs: Sequence[Paragraph]) -> list[str]:
        """Facilitator-only words among others: under their label, with a rule at their side."""
        label = self._styled("Tip", self.words.facilitator, "<w:keepNext/>", "<w:b/><w:bCs/>")
        return [label, *self.text.paragraphs(paragraphs, "Tip")]

    def _check(self, paragraphs: Sequence[Paragraph]) -> None:
        for number, paragraph in enumerate(paragraphs):
            box = check_box_xml(self._identity(), paragraph.text) + "<w:r><w:tab/></w:r>" if number == 0 else ""
            indent = "" if number == 0 else '<w:ind w:left="400" w:firstLine="0"/>'
            self._add(paragraph_xml(self.word.style("Check Item"), box + self.text.runs(paragraph.runs), indent))

    def _lines(self, block: WritingLines) -> None:
        if block.label:
            self._add(self._styled("Line Label", block.label))
        tab = f'<w:tabs><w:tab w:val="right" w:leader="underscore" w:pos="{self.page.width}"/></w:tabs>'
        for _ in range(block.count):
            self._add(paragraph_xml(self.word.style("Writing Line"), "<w:r><w:tab/></w:r>", tab))

    def _table(self, table: Table) -> None:
        columns = max((len(row) for row in table.rows), default=0)
        if not columns:
            return
        points = column_widths(replace(table, look="table"), self.page.width / 20, _TABLE_SIZE, FONT)
        widths = share_widths(wide_enough(points, table.rows), self.page.width)
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
        self._add(table_xml(widths, rows, style=self.word.style(style), header=header, alt=table.alt))
        self._add(paragraph_xml(self.word.style("Table Gap"), ""))

    def _form(self, form: Form) -> None:
        rows = [form.header, *form.rows, *[()] * form.blank_rows]
        columns = max((len(row) for row in rows), default=0)
        if not columns:
            return
        texts = tuple(
            tuple(Text((Paragraph((Run(row[at] if at < len(row) else ""),)),)) for at in range(columns)) for row in rows
        )
        shares = form.shares if len(form.shares) == columns else ()
        points = column_widths(Table(texts, "", shares=shares), self.page.width / 20, _TABLE_SIZE, FONT)
        widths = share_widths(wide_enough(points, texts), self.page.width)
        made = []
        for number, row in enumerate(texts):
            cells = [
                Column("".join(self.text.cell(cell.paragraphs, "Form", "")), width, _CENTER)
                for cell, width in zip(row, widths, strict=True)
            ]
            made.append(row_xml(cells, header=number == 0, height=0 if number == 0 else LINE_9_MM))
        alt = ", ".join(word for word in form.header if word)
        self._add(table_xml(widths, made, style=self.word.style("Packet Form"), header=True, alt=alt))
        self._add(paragraph_xml(self.word.style("Table Gap"), ""))

    def _picture(self, block: Picture) -> None:
        if block.drawing == "qr":
            data, width = draw_qr(block.address), 38.0
        elif block.drawing == "poster":
            data, width = _on_ground(draw_poster(), self.theme.primary.lstrip("#") or PRIMARY), 90.0
        else:
            beside = Path(block.source.file).parent if block.source else Path()
            data, width = load_picture(beside / block.file, block.source), 0.0
        self._add(paragraph_xml(self.word.style("Slide Picture"), self._drawn(data, block.alt, width)))
        address = block.address or block.link
        if address:
            line = self.text.runs((Run(address, link=address),))
            self._add(paragraph_xml(self.word.style("caption"), line))

    def _drawn(self, data: bytes, alt: str, width_mm: float, *, frame: bool = False) -> str:
        """The picture, so wide; without a width at most 110 mm wide and 90 mm high."""
        r_id, across, down = self.word.picture(data)
        width = width_mm or min(110.0, 90.0 * across / max(1, down))
        size = {"width": round(width * _MM), "height": round(width * _MM * down / max(1, across))}
        return picture_xml(r_id, self._identity(), alt=alt, frame=frame, **size)

    def _slide(self, slide: ScriptSlide) -> None:
        title = slide.title or slide.id
        name = self.words.slide.format(number=slide.number, title=title)
        self._heading(name, 2)
        minutes = self.words.minutes.format(minutes=f"{slide.minutes:g}") if slide.minutes else ""
        meta = [self.words.hidden] if slide.hidden else [slide.clock, minutes]
        notes = [self._styled("Slide Time", " · ".join(word for word in meta if word))] if any(meta) else []
        if slide.notes.continues:
            notes += self.text.paragraphs((Paragraph((Run(slide.notes.continues, italic=True),)),))
        for part in slide.notes.parts:
            if part.label:
                notes.append(self._styled("Note Label", part.label))
            # a template may have a style for each part: SAY is set in `Say`, DO in `Do` where there is one
            own = part.label.strip().capitalize()
            notes += self.text.paragraphs(part.paragraphs, own if own and self.word.has_style(own) else "Body Text")
        if slide.tip and slide.tip.text:
            notes += self._tip(slide.tip.paragraphs)
        picture = self.pictures.get(slide.number)
        if picture is None:
            self.body += notes
            return
        drawn = paragraph_xml(
            self.word.style("Slide Picture"), self._drawn(picture, name, _THUMBNAIL / _MM, frame=True)
        )
        assert self.sheet is not None
        if self.sheet.style == "columns":
            self.body += [drawn, *notes]
            return
        # LibreOffice keeps a whole table with what follows when its first paragraph is kept with the next
        drawn, notes = (_let_go(drawn), [_let_go(notes[0]), *notes[1:]] if notes else notes)
        left = _THUMBNAIL // _TWIP + 240
        widths = [left, self.page.width - left]
        cells = [Column(drawn, left), Column("".join(notes) or self._styled("Body Text", ""), widths[1])]
        self._add(table_xml(widths, [row_xml(cells, whole=False)], properties=_NO_MARGINS))

    def _cards(self, cards: Sequence[PacketBlock]) -> None:
        roles = [card for card in cards if isinstance(card, RoleCard)]
        pockets = [card for card in cards if isinstance(card, PocketCard)]
        if roles:
            self.body += role_card_tables(roles, self.text, self.page, self._head)
        if pockets:
            self._add(pocket_card_table(pockets, self.text, self.page))

    # small things ----------------------------------------------------------------------------------

    def _add(self, xml: str) -> None:
        self.body.append(xml)

    def _styled(self, style: str, text: str, properties: str = "", look: str = "") -> str:
        return paragraph_xml(self.word.style(style), run_xml(text, look), properties)

    def _identity(self) -> int:
        self._ids += 1
        return self._ids + 100


def _bold(paragraph: Paragraph) -> Paragraph:
    return replace(paragraph, runs=tuple(replace(run, bold=True) for run in paragraph.runs))


def _let_go(paragraph: str) -> str:
    """The paragraph, not kept with the next one whatever its style says."""
    return paragraph.replace("/>", '/><w:keepNext w:val="0"/>', 1)


def _on_ground(picture: bytes, ground: str) -> bytes:
    """A picture with holes on a plain color: Word's pages are white, and the poster's people are too."""
    from PIL import Image

    with Image.open(io.BytesIO(picture)) as opened:
        figures = opened.convert("RGBA")
    canvas = Image.new("RGBA", figures.size, f"#{ground}")
    canvas.alpha_composite(figures)
    out = io.BytesIO()
    canvas.convert("RGB").save(out, "PNG", optimize=True)
    return out.getvalue()


def _refuse_facilitator_only(document: PrintedDocument) -> None:
    def blocks(section: PacketSection) -> Iterable[PacketBlock | Text]:
        for block in section.blocks:
            yield block
            if isinstance(block, Checks):
                yield from block.items

    for section in document.sections:
        if section.facilitator_only or any(
            isinstance(block, FacilitatorText | RoleCard | ScriptSlide) for block in blocks(section)
        ):
            raise RenderError("", document.file_stem, f"section `{section.id}` of a handout is for facilitators only")
