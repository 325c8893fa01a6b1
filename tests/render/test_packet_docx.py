"""The packet in Word: everything of the plan is in it, in order, and Word, LibreOffice and a practice can use it."""

from __future__ import annotations

import functools
import io
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Inches, Mm

from tests.conftest import DECK, PRACTICE, ROOT, needed
from tests.office.conftest import png
from whp_deck.errors import RenderError, Source, TemplateError
from whp_deck.plan import (
    Checks,
    FacilitatorText,
    Form,
    Heading,
    NotePart,
    Notes,
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
from whp_deck.render.docx_open import is_as_built
from whp_deck.render.packet_docx import render_docx

W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
ONLY = "FACILITATOR ONLY – do not project or hand out"


def paragraph(text: str, level: int = 0, marker: Any = None, **look: Any) -> Paragraph:
    return Paragraph((Run(text, **look),), level, marker)


def text(*words: str, marker: Any = None) -> Text:
    return Text(tuple(paragraph(one, marker=marker) for one in words))


def slide(number: int, **changes: Any) -> ScriptSlide:
    notes = Notes(
        (
            NotePart("", (paragraph("One minute"),)),
            NotePart("SAY", (paragraph(f"Say this on slide {number}."),)),
            NotePart("DO", (paragraph("First", marker="number"), paragraph("Second", marker="number"))),
        )
    )
    tip = FacilitatorText((paragraph("Keep an eye on the clock."),))
    made = ScriptSlide(number, f"slide-{number}", f"Title {number}", 1.5, "7:45 AM", False, notes, tip)
    return replace(made, **changes)


def role_card(role: str, words: str = "You are in a hurry.") -> RoleCard:
    return RoleCard(
        "A refill", role, "Medical assistant", FacilitatorText((paragraph(words), paragraph("Wait", 0, "bullet")))
    )


SECTIONS = (
    PacketSection(
        "plan",
        "The session on one page",
        (
            text("Keep this page."),
            Heading("What comes when"),
            Table(
                ((text("Time"), text("What")), (text("7:45"), text("Welcome")), (text("7:50"), text("Video"))), "Agenda"
            ),
            Checks((text("Speakers work"), Text((paragraph("Adapter, "), paragraph("and a spare one"))))),
            Text((paragraph("one", 0, "number"), paragraph("inner", 1, "bullet"), paragraph("two", 0, "number"))),
            Text((paragraph("an address", link="https://example.org/a b"), paragraph("again one", 0, "number"))),
        ),
    ),
    PacketSection("script", "Script", (text("Say it your way."), slide(1), slide(2, hidden=True, tip=None))),
    PacketSection(
        "cards", "Role cards", (text("Cut."), role_card("Giver"), role_card("Patient"), role_card("Receiver"))
    ),
    PacketSection(
        "sheet",
        "Facilitator’s sheet",
        (
            FacilitatorText((paragraph("The new one is losartan."),)),
            Checks((FacilitatorText((paragraph("It came out"),)),)),
        ),
        facilitator_only=True,
    ),
    PacketSection(
        "form",
        "Observer form",
        (Form(("What", "Seen"), (("Says it by name", ""),), 3, (3, 1)), WritingLines(3, "What else?")),
    ),
    PacketSection("more", "More", (Picture("A code", drawing="qr", address="https://example.org"),), new_page=False),
)
PACKET = PrintedDocument(
    "packet", "deck-1-packet", "Facilitator packet", "Hilltop Clinic", "Huddle 1 of 3", "en-US", SECTIONS
)
HANDOUT = PrintedDocument(
    "handout",
    "deck-1-handout",
    "Handout",
    "Hilltop Clinic",
    "Huddle 1 of 3",
    "en-US",
    (
        PacketSection("plan", "Our plan", (text("Two of us talk in front of the patient."),)),
        PacketSection(
            "pocket",
            "Pocket cards",
            tuple(
                PocketCard(f"After rooming {n}", (("Giver", (text("Why she is here"),)), ("Patient", (text("Adds"),))))
                for n in range(3)
            ),
        ),
    ),
)


@pytest.fixture(scope="module")
def packet() -> bytes:
    return render_docx(PACKET, pictures={1: png(320, 180)})


def opened(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


def body_words(document: Any) -> list[str]:
    return ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in document.element.body.iter(qn("w:p"))]


def test_sections_stand_in_order_as_real_headings(packet: bytes) -> None:
    headings = [p.text for p in opened(packet).paragraphs if p.style.name == "Heading 1"]
    assert headings == [section.title for section in SECTIONS]
    levels = [int(p.style.name[-1]) for p in opened(packet).paragraphs if p.style.name.startswith("Heading")]
    assert all(after - before <= 1 for before, after in zip([0, *levels], levels, strict=False))


def test_every_word_of_the_plan_is_there(packet: bytes) -> None:
    found = "\n".join(body_words(opened(packet)))
    for words in ("Keep this page.", "7:50", "and a spare one", "Say this on slide 2.", "Keep an eye on the clock.",
                  "You are in a hurry.", "The new one is losartan.", "Says it by name", "What else?", "hidden slide"):  # fmt: skip
        assert words in found, words


def test_no_style_is_missing_or_latent(packet: bytes) -> None:
    document = opened(packet)
    known = {style.style_id for style in document.styles}
    used = {
        str(one.get(qn("w:val")))
        for one in document.element.body.iter(qn("w:pStyle"), qn("w:tblStyle"), qn("w:rStyle"))
    }
    assert used <= known
    assert {"Say", "NoteLabel", "RoleCard", "Form", "Caption", "Tip", "CheckItem"} <= used


def test_tables_keep_their_widths(packet: bytes) -> None:
    for table in opened(packet).element.body.iter(qn("w:tbl")):
        assert table.tblPr.find(qn("w:tblLayout")).get(qn("w:type")) == "fixed"
        grid = [int(one.get(qn("w:w"))) for one in table.tblGrid.iterchildren(qn("w:gridCol"))]
        assert int(table.tblPr.find(qn("w:tblW")).get(qn("w:w"))) == sum(grid)
        for row in table.tr_lst:
            assert [int(cell.tcPr.find(qn("w:tcW")).get(qn("w:w"))) for cell in row.tc_lst] == grid


def test_header_rows_repeat_and_rows_stay_whole(packet: bytes) -> None:
    tables = [t for t in opened(packet).element.body.iter(qn("w:tbl")) if t.tblPr.find(qn("w:tblStyle")) is not None]
    assert len(tables) == 2
    for table in tables:
        first, *others = table.tr_lst
        assert first.trPr.find(qn("w:tblHeader")) is not None
        assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in (first, *others))
        assert all(row.trPr.find(qn("w:tblHeader")) is None for row in others)


@pytest.mark.parametrize(("words", "whole"), [("Say it. " * 20, True), ("Say it. " * 400, False)])
def test_a_slide_is_read_aloud_from_one_page_unless_its_notes_fill_it(words: str, whole: bool) -> None:
    made = slide(1, notes=Notes((NotePart("SAY", (paragraph(words.strip()),)),)))
    packet = replace(PACKET, sections=(PacketSection("script", "Script", (made,)),))
    (table,) = opened(render_docx(packet, pictures={1: png(320, 180)})).element.body.iter(qn("w:tbl"))
    (row,) = table.tr_lst
    assert (row.trPr is not None and row.trPr.find(qn("w:cantSplit")) is not None) is whole


def test_form_rows_are_9_mm_high(packet: bytes) -> None:
    form = [t for t in opened(packet).element.body.iter(qn("w:tbl")) if t.tblPr.find(qn("w:tblStyle")) is not None][1]
    heights = [row.trPr.find(qn("w:trHeight")) for row in form.tr_lst[1:]]
    assert [int(height.get(qn("w:val"))) for height in heights] == [510] * 4


def test_lines_to_write_on_are_9_mm_apart_on_a_page_that_is_set_tighter_too(packet: bytes) -> None:
    def heights(word: Any) -> list[int]:
        lines = [one for one in word.paragraphs if one.style.name == "Writing Line"]
        assert all(one._p.pPr.find(qn("w:spacing")) is None for one in lines)
        given = [one.style.paragraph_format for one in lines]
        return [round((one.space_before + one.space_after + one.line_spacing) / Mm(1)) for one in given]

    assert heights(opened(packet)) == [9] * 3
    much = text(*["A text of one line that stands on a page with many others of its kind."] * 47)
    full = replace(PACKET, sections=(PacketSection("form", "Form", (much, WritingLines(2))),))
    assert heights(opened(render_docx(full))) == [9] * 2
    assert 'w:lineRule="auto"' in opened(render_docx(full)).element.xml


def test_boxes_can_be_ticked(packet: bytes) -> None:
    boxes = list(opened(packet).element.body.iter(f"{W14}checkbox"))
    assert len(boxes) == 3
    ids = [one.get(qn("w:val")) for one in opened(packet).element.body.iter(qn("w:id"))]
    assert len(set(ids)) == len(ids)


def test_a_numbered_list_counts_from_one_again(packet: bytes) -> None:
    document = opened(packet)
    numbers = {}
    for p in document.element.body.iter(qn("w:p")):
        found = p.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
        if found is not None:
            numbers["".join(t.text for t in p.iter(qn("w:t")))] = found.get(qn("w:val"))
    assert numbers["one"] == numbers["two"] != numbers["again one"]


def test_pictures_have_alternative_texts_and_figures_are_decorative(packet: bytes) -> None:
    pictures = list(opened(packet).element.body.iter("{*}docPr"))
    described = [one.get("descr") for one in pictures if next(one.iter("{*}decorative"), None) is None]
    assert described == ["Slide 1: Title 1", "A code"]
    assert len(pictures) == len(described) + 4  # on the title and on three role cards


def test_title_language_and_properties(packet: bytes) -> None:
    properties = opened(packet).core_properties
    assert (properties.title, properties.language, properties.author) == (
        "Facilitator packet",
        "en-US",
        "Hilltop Clinic",
    )
    assert properties.created.year == 1980
    styles = zipfile.ZipFile(io.BytesIO(packet)).read("word/styles.xml").decode()
    assert '<w:lang w:val="en-US"' in styles


def test_every_page_says_practice_session_and_page_of_pages(packet: bytes) -> None:
    for section in opened(packet).sections:
        header = section.header._element
        words = "".join(one.text or "" for one in header.iter(qn("w:t")))
        assert "Hilltop Clinic · Huddle 1 of 3" in words
        assert [str(one.get(qn("w:instr"))).strip() for one in header.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]


def test_facilitator_only_sections_have_pages_of_their_own(packet: bytes) -> None:
    document = opened(packet)
    marked, group, groups = [], [], []
    for element in document.element.body:
        group += ["".join(t.text or "" for t in element.iter(qn("w:t")))]
        if element.tag == qn("w:sectPr") or element.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
            groups.append("\n".join(group))
            group = []
    for section, words in zip(document.sections, groups, strict=True):
        header = "".join(one.text or "" for one in section.header._element.iter(qn("w:t")))
        if ONLY in header:
            marked.append(words)
            assert section.start_type is not None
            assert str(section.start_type).startswith("NEW_PAGE")
    assert len(marked) == 1
    assert "The new one is losartan." in marked[0]
    assert "Observer form" not in marked[0]


def test_two_role_cards_share_a_page(packet: bytes) -> None:
    cards = [
        t
        for t in opened(packet).element.body.iter(qn("w:tbl"))
        if "A refill" in "".join(x.text or "" for x in t.iter(qn("w:t")))
    ]
    assert [len(t.tr_lst) for t in cards] == [2, 1]
    dashed = cards[0].tr_lst[0].tc_lst[0].tcPr.find(f"{qn('w:tcBorders')}/{qn('w:bottom')}")
    assert dashed.get(qn("w:val")) == "dashed"
    heights = [int(row.trPr.find(qn("w:trHeight")).get(qn("w:val"))) for row in cards[0].tr_lst]
    page = opened(packet).sections[2]
    assert sum(heights) < (page.page_height - page.top_margin - page.bottom_margin) / 635


def test_a_long_role_card_has_a_page_of_its_own() -> None:
    long = role_card("Patient", "You have much to tell, and nobody asks. " * 60)
    section = PacketSection("cards", "Role cards", (role_card("Giver"), long, role_card("Receiver")))
    document = opened(render_docx(replace(PACKET, sections=(section,))))
    assert [len(table.rows) for table in document.tables] == [1, 1, 1]
    assert "nobody asks" in "\n".join(body_words(document))


def test_half_a_minute_and_a_long_name_are_written_as_in_the_pdf() -> None:
    made = slide(1)
    long = "St. Hildegard and Sons Community Family Medicine Center of Hilltop"
    sections = (PacketSection("script", "Script", (made,)),)
    packet = replace(PACKET, practice=long, short_practice="St. Hildegard", sections=sections)
    document = docx.Document(io.BytesIO(render_docx(packet)))
    words = " ".join(one.text or "" for one in document.element.body.iter(qn("w:t")))
    assert "1½ min" in words
    header = "".join(one.text or "" for one in document.sections[0].header._element.iter(qn("w:t")))
    assert header.startswith("St. Hildegard · Huddle 1 of 3")


def test_what_a_heading_keeps_is_kept_with_it() -> None:
    blocks = (Heading("A", keeps=True), text("one"), text("two"), Heading("B"), text("three"), text("four"))
    handout = replace(HANDOUT, sections=(PacketSection("sheets", "Ours", blocks),))
    made = docx.Document(io.BytesIO(render_docx(handout)))
    kept = {p.text: p.paragraph_format.keep_with_next for p in made.paragraphs}
    assert (kept["one"], kept["two"], kept["three"], kept["four"]) == (True, None, None, None)


@pytest.mark.parametrize(("pieces", "whole"), [(2, True), (9, False)])
def test_what_joins_a_section_is_kept_whole_only_where_a_page_holds_it(pieces: int, whole: bool) -> None:
    """Word gives up a chain that is longer than a page, and tore the second role play."""
    piece = (Heading("A role play", keeps=True), *(text(f"Line {n}") for n in range(6)), text("The last line"))
    joined = PacketSection("sheets", "Ours", piece * pieces, new_page=False)
    handout = replace(HANDOUT, sections=(PacketSection("a", "First", (text("x"),)), joined))
    made = docx.Document(io.BytesIO(render_docx(handout))).paragraphs
    last = [p.paragraph_format.keep_with_next for p in made if p.text == "The last line"]
    assert last[:-1] == ([True] if whole else [None]) * (pieces - 1)
    assert all(p.paragraph_format.keep_with_next for p in made if p.text.startswith("Line"))
    title = next(p for p in made if p.text == "Ours")
    assert bool(title.paragraph_format.page_break_before) is not whole


def test_pocket_cards_are_4_by_6_inches_two_on_a_turned_page() -> None:
    plan, pocket = HANDOUT.sections
    four = replace(pocket, blocks=(*pocket.blocks, pocket.blocks[0]))
    document = opened(render_docx(replace(HANDOUT, sections=(plan, four))))
    table = document.tables[0]
    assert [column.width for column in table.columns] == [Inches(4), Inches(4)]
    assert [row.height for row in table.rows] == [Inches(6), Inches(6)]
    assert document.sections[1].page_width > document.sections[1].page_height


def test_three_pocket_cards_share_a_page_where_they_fit() -> None:
    lines = tuple(Text((paragraph(f"Line {n} of a card"),)) for n in range(8))
    cards = tuple(PocketCard(f"Card {n}", (("Giver", lines),)) for n in range(3))
    handout = replace(HANDOUT, sections=(PacketSection("pocket-cards", "Pocket cards", cards),))
    (table,) = opened(render_docx(handout)).tables
    assert len(table.columns) == 3
    assert [row.height for row in table.rows] == [Inches(6)]
    long = PocketCard("Long", (("Giver", lines * 6),))
    two = replace(handout, sections=(PacketSection("pocket-cards", "Pocket cards", (*cards[:2], long)),))
    assert len(opened(render_docx(two)).tables[0].columns) == 2


@pytest.mark.parametrize(
    ("paper", "columns"),
    [
        ("letter", 1),
        ("a4", 2),
        pytest.param("letter", 2, marks=pytest.mark.slow),
        pytest.param("a4", 1, marks=pytest.mark.slow),
    ],
)
def test_paper_and_columns(paper: Any, columns: Any) -> None:
    data = render_docx(replace(PACKET, paper=paper, columns=columns), pictures={1: png(320, 180)})
    section = opened(data).sections[0]
    assert round(section.page_width.mm) == (216 if paper == "letter" else 210)
    in_columns = [one.get(qn("w:num")) for one in opened(data).element.iter(qn("w:cols"))]
    assert in_columns == ([] if columns == 1 else ["2"])
    assert_valid(data)


@functools.cache
def validator() -> Any:
    return pytest.importorskip("openxml_audit").OpenXmlValidator()


def assert_valid(data: bytes, tmp: Path | None = None) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "packet.docx"
        file.write_bytes(data)
        assert [str(error) for error in validator().validate(str(file)).errors] == []


def test_a_certificate_stands_in_a_frame_on_a_turned_page() -> None:
    thanks = PacketSection("certificate", "Thank you", (text("Ada was there."), WritingLines(1, "Name")), framed=True)
    data = render_docx(replace(PACKET, sections=(*PACKET.sections, thanks)), pictures={1: png(320, 180)})
    assert_valid(data)
    last = opened(data).sections[-1]
    assert last.page_width > last.page_height
    assert last._sectPr.find(qn("w:pgBorders")) is not None
    shown = [p for p in opened(data).paragraphs if p.text in ("Thank you", "Ada was there.")]
    assert [p.style.paragraph_format.alignment for p in shown if p.style] == [WD_ALIGN_PARAGRAPH.CENTER] * 2
    before = shown[0]._p.getprevious()
    assert before is not None
    assert len(before.findall(f".//{qn('wp:inline')}")) == 1  # the three people, as in the PDF


def test_the_open_xml_validator_finds_nothing(packet: bytes) -> None:
    assert_valid(packet)
    assert_valid(render_docx(HANDOUT))


def test_the_same_document_gives_the_same_bytes(packet: bytes) -> None:
    assert render_docx(PACKET, pictures={1: png(320, 180)}) == packet


def test_a_file_that_word_has_saved_is_known() -> None:
    data = render_docx(HANDOUT)
    assert is_as_built(data)
    saved = io.BytesIO()
    document = opened(data)
    document.paragraphs[0].text = "Typed by hand"
    document.save(saved)
    assert not is_as_built(saved.getvalue())
    assert not is_as_built(b"no zip")


def test_a_handout_refuses_what_only_the_facilitator_may_know() -> None:
    for block in (FacilitatorText((paragraph("secret"),)), role_card("Giver"), slide(1)):
        section = PacketSection("x", "X", (block,))
        with pytest.raises(RenderError):
            render_docx(replace(HANDOUT, sections=(section,)))
    with pytest.raises(RenderError):
        render_docx(
            replace(HANDOUT, sections=(PacketSection("x", "X", (Checks((FacilitatorText((paragraph("s"),)),)),)),))
        )


def test_the_practice_colors_reach_styles_and_theme() -> None:
    data = render_docx(HANDOUT, theme=Theme(primary="#5A1230", accent="123456"))
    archive = zipfile.ZipFile(io.BytesIO(data))
    styles, theme = archive.read("word/styles.xml").decode(), archive.read("word/theme/theme1.xml").decode()
    assert "0B4F5C" not in styles + theme
    assert "AA441C" not in styles + theme
    assert "5A1230" in styles
    assert "123456" in theme


def test_letters_that_xml_cannot_hold_and_signs_of_word() -> None:
    words = text("a\x00b\ud800c", "soft\u00adhyphen", "line\nbreak", "non\u2011breaking", "<&>\"'", "😀", "")
    data = render_docx(replace(HANDOUT, sections=(PacketSection("x", "X & <y>", (words,)),)))
    found = body_words(opened(data))
    assert "abc" in found
    assert "<&>\"'" in found
    assert list(opened(data).element.iter(qn("w:softHyphen"), qn("w:noBreakHyphen"), qn("w:br")))
    assert_valid(data)


def test_a_document_without_sections_and_with_empty_ones() -> None:
    for sections in ((), (PacketSection("x", "", ()),), (PacketSection("x", "", (Table((), ""), Form(()), text())),)):
        data = render_docx(replace(PACKET, sections=sections))
        assert opened(data).paragraphs[0].text == "Facilitator packet"
        assert_valid(data)


@pytest.mark.slow
def test_long_names_and_many_of_everything() -> None:
    name = "Center for Family Medicine and " * 7
    many = tuple(
        PocketCard(f"{name} {n}", ((name, tuple(text(f"Line {i} " + "word " * 9) for i in range(12))),))
        for n in range(40)
    )
    cards = tuple(role_card(f"{name} {n}") for n in range(12))
    sections = (
        PacketSection("c", name, cards),
        PacketSection("f", name, (Form((name, "Wednesday", "N" * 60), (), 40),)),
    )
    assert_valid(render_docx(replace(PACKET, practice=name, session=name, sections=sections)))
    assert_valid(render_docx(replace(HANDOUT, practice=name, sections=(PacketSection("p", name, many),))))


# --- a practice's own template


def own_template(folder: Path) -> Path:
    """As Word saves one: letterhead, comments of its author, a restyled heading, most of our styles missing."""
    document = docx.Document()
    document.styles["Heading 1"].font.name = "Georgia"
    document.sections[0].header.paragraphs[0].text = "Our letterhead"
    document.sections[0].left_margin = Inches(1.5)
    document.add_paragraph("Text of the template with a secret of its author")
    document.core_properties.author = "Jane Q. Author"
    path = folder / "own.docx"
    document.save(str(path))
    return path


def test_a_template_of_the_practice_gets_what_it_lacks(tmp_path: Path) -> None:
    data = render_docx(PACKET, template=own_template(tmp_path), pictures={1: png(320, 180)})
    document = opened(data)
    assert document.styles["Heading 1"].font.name == "Georgia"
    assert document.styles["Role Card"] is not None
    header = "".join(one.text or "" for one in document.sections[0].header._element.iter(qn("w:t")))
    assert header.startswith("Our letterhead")
    assert "Hilltop Clinic · Huddle 1 of 3" in header
    assert document.sections[0].left_margin == Inches(1.5)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert all(
            b"Jane" not in archive.read(name) and b"its author" not in archive.read(name) for name in archive.namelist()
        )
    used = {str(one.get(qn("w:val"))) for one in document.element.body.iter(qn("w:pStyle"))}
    assert used <= {style.style_id for style in document.styles}
    numbering = document.part.numbering_part.element
    known = {one.get(qn("w:numId")) for one in numbering.iterchildren(qn("w:num"))}
    assert {one.get(qn("w:val")) for one in document.element.iter(qn("w:numId"))} <= known
    assert render_docx(PACKET, template=own_template(tmp_path), pictures={1: png(320, 180)}) == data


def test_our_own_template_restyled_in_word_is_used(tmp_path: Path) -> None:
    document = docx.Document(str(ROOT / "templates/packet.docx"))
    document.styles["Say"].font.name = "Georgia"
    path = tmp_path / "ours.docx"
    document.save(str(path))
    assert opened(render_docx(PACKET, template=path)).styles["Say"].font.name == "Georgia"


def test_a_dotx_can_be_used(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(ROOT / "templates/packet.docx") as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b"document.main+xml", b"template.main+xml"))
    path = tmp_path / "own.dotx"
    path.write_bytes(out.getvalue())
    assert_valid(render_docx(PACKET, template=path))


def test_a_template_that_cannot_be_used_is_a_plain_problem(tmp_path: Path) -> None:
    broken, foreign, kind = tmp_path / "broken.docx", tmp_path / "deck.docx", tmp_path / "kind.docx"
    broken.write_bytes(b"PK\x03\x04 and no more")
    shutil.copy(ROOT / "templates/base.pptx", foreign)
    document = docx.Document()
    document.styles.add_style("Role Card", docx.enum.style.WD_STYLE_TYPE.CHARACTER)
    document.save(str(kind))
    old = tmp_path / "old.docx"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    for path in (broken, foreign, kind, old, tmp_path / "missing.docx"):
        with pytest.raises(TemplateError) as caught:
            render_docx(PACKET, template=path)
        assert path.name in str(caught.value)


def test_a_picture_of_the_practice(tmp_path: Path) -> None:
    (tmp_path / "map.png").write_bytes(png(40, 20))
    picture = Picture("How to find us", file="map.png", source=Source(str(tmp_path / "deck.yaml"), 3))
    data = render_docx(
        replace(HANDOUT, sections=(PacketSection("x", "X", (picture, replace(picture, drawing="poster"))),))
    )
    assert len(opened(data).inline_shapes) == 2


# --- the template itself


def test_the_shipped_template_is_what_its_script_makes(tmp_path: Path) -> None:
    target = tmp_path / "packet.docx"
    subprocess.run([sys.executable, str(ROOT / "templates/make_packet_docx.py"), str(target)], check=True)
    assert target.read_bytes() == (ROOT / "templates/packet.docx").read_bytes()
    assert_valid(target.read_bytes())


@pytest.mark.slow
@pytest.mark.libreoffice
def test_libreoffice_shows_it_with_the_expected_pages(packet: bytes, tmp_path: Path) -> None:
    pdfium = pytest.importorskip("pypdfium2")
    file = tmp_path / "packet.docx"
    file.write_bytes(packet)
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", str(tmp_path), str(file)], check=False, capture_output=True, timeout=180)
    if not file.with_suffix(".pdf").is_file():
        needed("LibreOffice Writer")
    pages = [page.get_textpage().get_text_bounded() for page in pdfium.PdfDocument(str(file.with_suffix(".pdf")))]
    begins = [next(line for line in page.splitlines()[1:] if line.strip()) for page in pages]
    assert len(pages) == 6, begins
    assert [ONLY in page for page in pages] == [False, False, False, False, True, False]
    assert "Giver" in pages[2]
    assert "Patient" in pages[2]
    assert "Receiver" in pages[3]
    assert all(f"Page {number} of 6" in " ".join(page.split()) for number, page in enumerate(pages, 1))
    form = pdfium.PdfDocument(str(file.with_suffix(".pdf")))[5].get_textpage()
    marks = (form.get_charbox(at)[1] for at in range(form.count_chars()) if form.get_text_range(at, 1) == "_")
    lines = sorted({round(bottom, 1) for bottom in marks}, reverse=True)
    assert [round((one - other) / 72 * 25.4) for one, other in pairwise(lines)] == [9, 9]


CODE = PacketSection(
    "again",
    "Watch it again",
    (text("Scan the code, or type the address."), Picture("A code", drawing="qr", address="https://example.org")),
    new_page=False,
)


def test_a_code_stands_beside_its_words_in_a_row_that_no_page_divides() -> None:
    data = render_docx(replace(HANDOUT, sections=(HANDOUT.sections[0], CODE, CODE)))
    *_, first, second = opened(data).tables
    for table in (first, second):  # two, though they are alike: Word would make one of tables that touch
        (row,) = table.rows
        assert row._tr.trPr.find(qn("w:cantSplit")) is not None
        assert [p.text for p in row.cells[0].paragraphs] == [
            "Scan the code, or type the address.",
            "https://example.org",
        ]
        assert row.cells[1]._tc.xpath(".//pic:pic")
    heading = next(p for p in opened(data).paragraphs if p.text == "Watch it again")
    assert heading.paragraph_format.keep_with_next


@pytest.mark.slow
@pytest.mark.libreoffice
def test_libreoffice_parts_no_code_from_its_words(write_deck: Callable[..., Path], tmp_path: Path) -> None:
    """Here it let go of the chain of paragraphs that should stay together: the words on page 2, the code on page 3."""
    pdfium = pytest.importorskip("pypdfium2")
    from whp_deck.build import print_deck

    practice = PRACTICE + "  start: {date: 2026-12-07}\n"
    print_deck(write_deck(DECK.replace("huddle-15", "lunch-60"), practice), tmp_path, formats=["docx"])
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", tmp_path, tmp_path / "deck-handout.docx"], check=False, capture_output=True, timeout=180
    )
    made = tmp_path / "deck-handout.pdf"
    if not made.is_file():
        needed("LibreOffice Writer")
    pages = list(pdfium.PdfDocument(str(made)))
    texts = [page.get_textpage().get_text_bounded() for page in pages]
    (at,) = (n for n, text in enumerate(texts) if "Watch the video again" in text)
    assert "Scan the code" in texts[at]
    assert "https://" in texts[at]
    assert list(pages[at].get_objects(filter=[3]))


def test_no_line_of_the_title_begins_with_how_many_there_are() -> None:
    data = render_docx(replace(HANDOUT, title="Handout: Monday huddle 1 of 3"))
    assert opened(data).paragraphs[0].text == "Handout: Monday\u00a0huddle\u00a01\u00a0of\u00a03"


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["tests/decks/minimal/minimal.yaml", "decks/monday-huddle.yaml", "decks/lunch-and-learn.yaml"]
)
def test_the_documents_of_real_decks(name: str) -> None:
    from whp_deck.build import prepare_deck
    from whp_deck.planner.documents import make_documents

    prepared = prepare_deck(ROOT / name)
    for one in make_documents(prepared.deck, prepared.plan)[0]:
        for document in (one.packet, one.handout):
            data = render_docx(document, theme=prepared.plan.theme)
            headings = [p.text for p in opened(data).paragraphs if p.style.name in ("Heading 1", "Certificate Title")]
            assert headings == [section.title for section in document.sections if section.title]
            assert_valid(data)


def test_in_a_letterhead_with_words_own_header_the_page_number_stands_at_the_right(tmp_path: Path) -> None:
    """Word's header style stops a tab in the middle of the line; every stop but ours is cleared."""
    document = opened(render_docx(PACKET, template=own_template(tmp_path)))
    line = document.sections[0].header.paragraphs[-1]
    inherited = {stop.position for stop in document.styles["header"].paragraph_format.tab_stops}
    assert len(inherited) == 2
    stops = [(str(one.get(qn("w:val"))), int(one.get(qn("w:pos")))) for one in line._p.pPr.iter(qn("w:tab"))]
    assert {pos for kind, pos in stops if kind == "clear"} == {round(at.twips) for at in inherited}
    assert [kind for kind, _ in stops].count("right") == 1


def test_a_column_has_room_for_its_word_in_a_wider_font(tmp_path: Path) -> None:
    form = PacketSection(
        "o", "Watch", (Form(("What to look for", "Seen", "Not yet", "Heard"), (), 1, (6.0, 1.0, 1.0, 4.0)),)
    )

    def seen(template: Path | None) -> int:
        document = opened(render_docx(replace(PACKET, sections=(form,)), template=template))
        return int(document.tables[0].columns[1].width.twips)

    assert seen(own_template(tmp_path)) / 20 > 10 * 1.25 * 2.2 + 10, (
        "“Seen” in Georgia is 27 points wide, and has margins"
    )
