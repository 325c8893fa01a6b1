"""Packet or handout as a Word document that a practice can restyle: real headings, named styles, boxes to tick.

In: a `PrintedDocument`, pictures of slides, a Word template. Out: the bytes of a .docx, the same for the same input.
Must not decide what is printed (the PDF has the same sections in the same order), nor carry a look that a style of
`templates/packet.docx` can carry.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path
from typing import Literal, assert_never

from whp_deck.errors import RenderError
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
from whp_deck.render.docx_blocks import BlockWriter
from whp_deck.render.docx_cards import pocket_card_table, role_card_tables
from whp_deck.render.docx_fit import BODY_SIZE, FIGURES_MM, pages_of, size_of_one_page
from whp_deck.render.docx_pages import Page, PageStyle, page_of, section_xml
from whp_deck.render.docx_template import WordTemplate
from whp_deck.render.docx_text import text_height
from whp_deck.render.docx_xml import centered_xml, kept_xml, paragraph_xml, run_xml, smaller_xml, tighter_xml
from whp_deck.render.packet_sheets import PrintWords
from whp_deck.render.packet_values import title_kept_together

_TITLE_HEIGHT = 70.0  # points: title and subtitle on the first page
_SECTION_HEAD = 30.0  # points: the heading of a section
_FRAMED_FIGURES_MM = 17.0  # as in the PDF
_NEARLY_ONE = 1.3  # pages: a few lines alone on a second page help nobody


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
    theme, words = theme or Theme(), words or PrintWords()
    word = WordTemplate(template, theme, document.language)
    body = _Writer(document, word, words, BlockWriter(word, pictures or {}, theme, words)).write()
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

    def __init__(self, document: PrintedDocument, word: WordTemplate, words: PrintWords, blocks: BlockWriter) -> None:
        self.document, self.word, self.words, self.blocks = document, word, words, blocks
        self.body: list[str] = []
        self.sheet: _Sheet | None = None
        self._tight = False
        self._head = 0.0  # points: about how high is what stands above the cards of a section

    def write(self) -> str:
        """All sections, each page kind a section of Word's own."""
        sections = self.document.sections
        for number, section in enumerate(sections):
            below = list(takewhile(lambda one: not one.new_page, sections[number + 1 :]))
            self._section(section, below)
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

    def _section(self, section: PacketSection, below: Sequence[PacketSection] = ()) -> None:
        """One section; `below` are those that go on under it, and are set as tightly where that saves a page."""
        style = self._style(section)
        sheet = _Sheet("wide" if style == "columns" else style, section.facilitator_only)
        first = self.sheet is None
        turned = self._turn(sheet) if self._needs_turn(sheet, section) else first
        whole = not section.new_page and pages_of(section, self.page, _SECTION_HEAD) <= 1
        breaks = (
            not whole and not turned
        )  # as in the PDF: what goes on below another section, and is too long, begins a page
        starts = "<w:pageBreakBefore/>" if breaks else ""
        if section.framed:
            figures = self.blocks.figures(height_mm=_FRAMED_FIGURES_MM, in_line=True)
            self._add(paragraph_xml(self.word.style("Certificate Text"), figures, starts))
            self._add(self.blocks.styled("Certificate Title", section.title))
        else:
            self.body += self.blocks.heading(section.title, 1, starts)
        self._head = self._head_height(section, first=first)
        begin = len(self.body)
        flow: list[PacketBlock] = []
        kept: tuple[int, int] | None = None  # where the heading stands that keeps what is under it, and its level
        for block in section.blocks:
            if style == "columns" and isinstance(block, ScriptSlide) and self.sheet and self.sheet.style != "columns":
                self._turn(_Sheet("columns", section.facilitator_only, "continuous"))
            if flow and (type(block) is not type(flow[-1])):
                self._cards(flow)
                flow = []
            if isinstance(block, RoleCard | PocketCard):
                flow.append(block)
            elif isinstance(block, Picture) and block.drawing == "qr":
                self._code(block, begin)
            else:
                if isinstance(block, Heading) and kept and block.level <= kept[1]:
                    self._keep(kept[0])
                    kept = None
                if isinstance(block, Heading) and block.keeps:
                    kept = (len(self.body), block.level)
                self.body += self._block(block, section)
        if kept:
            self._keep(kept[0])
        self._cards(flow)
        if whole:  # what goes on below another section stays in one piece
            self._keep(begin - 1 if section.title else begin)
        pages = pages_of(section, self.page, self._head)
        if section.framed:
            self.body[begin:] = [centered_xml(one) for one in self.body[begin:]]
        together = pages + sum(pages_of(one, self.page, _SECTION_HEAD) for one in below)
        if section.new_page:
            self._tight = self.document.kind == "handout" and 1 < together < _NEARLY_ONE
        if self._tight or (
            pages > 1
            and (section.facilitator_only or section.one_page or first or (section.new_page and pages < _NEARLY_ONE))
        ):
            self.body[begin:] = [tighter_xml(one) for one in self.body[begin:]]
        above = (self.document.title, self._subtitle()) if first else ()
        one_page = section.one_page and size_of_one_page(section, self.page, *above)
        if one_page and one_page < BODY_SIZE:
            self.body[begin:] = [smaller_xml(one, one_page) for one in self.body[begin:]]

    def _keep(self, start: int) -> None:
        """What was written since stays in one piece."""
        self.body[start:-1] = [kept_xml(one) for one in self.body[start:-1]]

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
            title = run_xml(title_kept_together(self.document.title) or self.document.file_stem)
            self._add(paragraph_xml(self.word.style("Title"), self.blocks.figures(height_mm=FIGURES_MM) + title))
            self._add(self.blocks.styled("Subtitle", self._subtitle()))
        return True

    def _subtitle(self) -> str:
        return " · ".join(part for part in (self.document.practice, self.document.session) if part)

    def _style(self, section: PacketSection) -> PageStyle:
        """With a margin for pen notes, wide (forms), cards, or with the script in two columns; as in the PDF."""
        if section.framed:
            return "framed"
        kinds = {type(block) for block in section.blocks}
        if PocketCard in kinds:
            return "pocket"
        if RoleCard in kinds:
            return "cards"
        if ScriptSlide in kinds:
            return "columns" if self.document.columns == 2 else "notes"
        if section.facilitator_only:
            return "wide"  # one sheet, held in the hand while playing: it should not run onto a second
        if section.is_filled_in:
            return "wide"
        notes = page_of(self.document, "notes", self.word.margins)
        alone = section.new_page and self.sheet is not None
        return "wide" if alone and 1 < pages_of(section, notes, _SECTION_HEAD) < _NEARLY_ONE else "notes"

    def _head_height(self, section: PacketSection, *, first: bool) -> float:
        width = self.page.width / 20
        total = _TITLE_HEIGHT if first else 0.0
        if section.title:
            total += text_height((Paragraph((Run(section.title),)),), width, 18.5, gap=6)
        for block in section.blocks:
            if not isinstance(block, Text):
                break
            total += text_height(block.paragraphs, width, BODY_SIZE, gap=5)
        return total

    def _section_xml(self, sheet: _Sheet) -> str:
        page = page_of(self.document, sheet.style, self.word.margins)
        return section_xml(
            self.document,
            self.word,
            self.words,
            page,
            sheet.starts,
            facilitator=sheet.facilitator,
            framed=sheet.style == "framed",
        )

    def _block(self, block: PacketBlock, section: PacketSection) -> list[str]:
        match block:
            case Text():
                style = "Certificate Text" if section.framed else "Body Text"
                return self.blocks.text.paragraphs(block.paragraphs, style)
            case FacilitatorText():
                if section.facilitator_only:
                    return self.blocks.text.paragraphs(block.paragraphs)
                return self.blocks.tip(block.paragraphs)
            case Heading():
                return self.blocks.heading(block.text, block.level)
            case Table():
                return self.blocks.table(block, self.page)
            case Picture():
                return self.blocks.picture(block)
            case Checks():
                return [line for item in block.items for line in self.blocks.check(item.paragraphs)]
            case WritingLines():
                return self.blocks.lines(block, self.page)
            case Form():
                return self.blocks.form(block, self.page)
            case ScriptSlide():
                return self.blocks.slide(block, self.page)
            case RoleCard() | PocketCard():
                return []  # several go on one page: `_cards`
            case _:
                assert_never(block)

    def _code(self, code: Picture, begin: int) -> None:
        """A code to scan, beside the words that its section begins with."""
        words = self.body[begin:]
        if all(one.startswith("<w:p>") for one in words):
            del self.body[begin:]
        else:
            words = []
        if self.body and self.body[-1].startswith("<w:tbl>"):  # Word makes one of two tables that touch
            self._add(paragraph_xml(self.word.style("Table Gap"), ""))
        self._add(self.blocks.code(code, words, self.page))

    def _cards(self, cards: Sequence[PacketBlock]) -> None:
        roles = [card for card in cards if isinstance(card, RoleCard)]
        pockets = [card for card in cards if isinstance(card, PocketCard)]
        if roles:
            self.body += role_card_tables(roles, self.blocks, self.page, self._head)
        if pockets:
            self._add(pocket_card_table(pockets, self.blocks, self.page))

    def _add(self, xml: str) -> None:
        self.body.append(xml)


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
