"""The PDF of packet and handout, read back with pypdf and pypdfium2: what a reader and a screen reader find in it."""

from __future__ import annotations

import dataclasses
import io
import re
from collections.abc import Iterator
from typing import Any

import pypdf
import pypdfium2
import pytest

from tests.conftest import ROOT
from whp_deck.errors import Problem, Source
from whp_deck.markup import read_markdown
from whp_deck.plan import (
    Checks,
    FacilitatorText,
    Form,
    Heading,
    NotePart,
    Notes,
    PacketBlock,
    PacketSection,
    Picture,
    PocketCard,
    PrintedDocument,
    RoleCard,
    ScriptSlide,
    Table,
    Text,
    Theme,
    WritingLines,
)
from whp_deck.render.packet_fit import PAGE_LINES, estimate_pages
from whp_deck.render.packet_pdf import begin_pdf, document_values
from whp_deck.render.packet_sheets import PrintWords, Sheets
from whp_deck.render.packet_values import plain, title_kept_together, wrap_picture
from whp_deck.render.pictures import draw_poster

HERE = Source("practice.yaml", 12)
NAME_200 = ("The Family Medicine and Community Health Center of the Three Rivers and the Long Valley, " * 3)[:200]
WORD = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen"


def text(markdown: str) -> Text:
    return Text(read_markdown(markdown), HERE)


def secret(markdown: str) -> FacilitatorText:
    return FacilitatorText(read_markdown(markdown), HERE)


def script_slide(number: int, title: str, said: str = "Say *this*.") -> ScriptSlide:
    notes = Notes((NotePart("SAY", read_markdown(said)), NotePart("DO", read_markdown("- one\n- two\n  - nested"))))
    return ScriptSlide(number, f"slide-{number}", title, 1.5, "7:45", False, notes, secret("A quiet tip."))


TABLE = Table(
    tuple(tuple(map(text, row)) for row in (("Time", "What"), ("7:45", "Welcome"), ("7:46", "Video"))), "Plan"
)
CHECKLIST = (
    ("Giver", (text("Why the patient is here"), text("Each medicine by name"))),
    ("Receiver", (text("Say it back"),)),
)
EVERY_BLOCK: tuple[PacketBlock, ...] = (
    text("Words with **weight** and [a link](https://example.org/a)."),
    secret("A remark for the facilitator."),
    TABLE,
    Picture("A code that opens the video", drawing="qr", address="https://example.org/video"),
    Picture("The poster of the video", drawing="poster"),
    Heading("Deep down", 3),
    Checks((text("Speakers are on"), secret("The hidden box"))),
    WritingLines(3, "Notes"),
    Form(("Name", "Role"), (("Ada",),), 3),
    script_slide(1, "What it is"),
    RoleCard("A scene", "Giver", "Medical assistant", secret("You roomed her.")),
    RoleCard("A scene", "Patient", "The facilitator", secret("You are tired.")),
    PocketCard("After rooming", CHECKLIST),
)


def document(*sections: PacketSection, **changes: Any) -> PrintedDocument:
    made = PrintedDocument(
        kind="packet",
        file_stem="monday-huddle-1-packet",
        title="Facilitator packet",
        practice="Hilltop Clinic",
        session="Monday huddle 1 of 3",
        language="en",
        sections=sections,
    )
    return dataclasses.replace(made, **changes)


def one_section(*blocks: PacketBlock, **changes: Any) -> PrintedDocument:
    return document(PacketSection("one", "The section", blocks, **changes))


def made_pdf(printed: PrintedDocument, **options: Any) -> tuple[bytes, list[Problem]]:
    return begin_pdf(printed, **options)()


def render(printed: PrintedDocument, **options: Any) -> pypdf.PdfReader:
    data, problems = made_pdf(printed, **options)
    assert problems == []
    return pypdf.PdfReader(io.BytesIO(data))


def page_texts(printed: PrintedDocument, **options: Any) -> list[str]:
    data, _ = made_pdf(printed, **options)
    with pypdfium2.PdfDocument(data) as pdf:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in pdf]


def bookmarks(reader: pypdf.PdfReader) -> list[tuple[int, str]]:
    def walk(items: list[Any], level: int) -> Iterator[tuple[int, str]]:
        for item in items:
            if isinstance(item, list):
                yield from walk(item, level + 1)
            else:
                yield level, item.title

    return list(walk(reader.outline, 1))


def tags(reader: pypdf.PdfReader) -> list[str]:
    """Names of all structure elements, in reading order."""
    found: list[str] = []

    def walk(element: Any) -> None:
        element = element.get_object() if hasattr(element, "get_object") else element
        if isinstance(element, list):
            for kid in element:
                walk(kid)
        elif isinstance(element, dict):
            if "/S" in element:
                found.append(str(element["/S"])[1:])
            if "/K" in element:
                walk(element["/K"])

    walk(reader.trailer["/Root"]["/StructTreeRoot"])
    return found


def test_it_is_accessible_by_its_own_account() -> None:
    reader = render(one_section(*EVERY_BLOCK))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert str(root["/Lang"]).startswith("en")
    assert reader.metadata
    assert (reader.metadata.title, reader.metadata.author) == ("Facilitator packet", "Hilltop Clinic")
    assert b"pdfuaid:part" in root["/Metadata"].get_data()


def test_tags_tell_headings_lists_tables_and_pictures() -> None:
    found = tags(render(one_section(*EVERY_BLOCK)))
    assert {"H1", "H2", "L", "LI", "LBody", "Table", "TR", "TH", "TD", "Figure", "Link"} <= set(found)
    assert found.count("Figure") == 2  # people, borders and cut lines are decoration


def test_a_table_without_headers_is_tagged_as_text() -> None:
    found = render(one_section(dataclasses.replace(TABLE, header=False)))
    assert "Table" not in tags(found)
    assert "Welcome" in found.pages[0].extract_text()


def test_the_bar_of_minutes_is_no_table() -> None:
    bar = Table((tuple(map(text, "123")),), "Minutes", header=False, look="bar", shares=(1, 5, 2), emphasis=1)
    assert "Table" not in tags(render(one_section(bar)))


def test_pictures_are_described() -> None:
    reader = render(one_section(script_slide(4, "What it is")), pictures={4: draw_poster()})
    alts: list[str] = []

    def walk(element: Any) -> None:
        element = element.get_object() if hasattr(element, "get_object") else element
        if isinstance(element, list):
            for kid in element:
                walk(kid)
        elif isinstance(element, dict):
            if "/Alt" in element:
                alts.append(str(element["/Alt"]))
            if "/K" in element:
                walk(element["/K"])

    walk(reader.trailer["/Root"]["/StructTreeRoot"])
    assert alts == ["Slide 4: What it is"]


def test_bookmarks_are_the_headings() -> None:
    sections = [PacketSection(f"s{n}", f"Section {n}", (text("Words"), Heading("Part", 2))) for n in range(3)]
    found = bookmarks(render(document(*sections, PacketSection("script", "Script", (script_slide(7, "Why"),)))))
    assert found == [
        *[entry for n in range(3) for entry in ((1, f"Section {n}"), (2, "Part"))],
        (1, "Script"),
        (2, "7 Why"),
    ]


def test_no_heading_level_is_skipped() -> None:
    assert bookmarks(render(one_section(Heading("Three", 3), Heading("Again three", 3)))) == [
        (1, "The section"),
        (2, "Three"),
        (3, "Again three"),
    ]


def test_every_text_is_there() -> None:
    words = " ".join(page_texts(one_section(*EVERY_BLOCK)))
    for expected in (
        "Hilltop Clinic", "The section", "Words with weight and a link", "A remark for the facilitator", "Welcome",
        "https://example.org/video", "Deep down", "Speakers are on", "The hidden box", "Notes", "Ada", "What it is",
        "7:45 · 1½ min", "SAY", "Say this", "nested", "A quiet tip", "You roomed her", "You are tired", "After rooming",
        "Each medicine by name", "Facilitator only",
    ):  # fmt: skip
        assert expected in words


def test_pages_are_numbered_with_practice_and_session() -> None:
    sections = [PacketSection(f"s{n}", f"Section {n}", (text("Words"),)) for n in range(3)]
    pages = page_texts(document(*sections))
    assert len(pages) == 3
    for number, page in enumerate(pages, 1):
        assert "Hilltop Clinic · Monday huddle 1 of 3" in page
        assert f"Page {number} of 3" in page


def test_fixed_words_are_given() -> None:
    words = PrintWords(page="Seite {page} von {pages}", facilitator_only="NUR FÜR DIE LEITUNG", facilitator="Leitung")
    page = page_texts(one_section(text("x"), facilitator_only=True), words=words)[0]
    assert "Seite 1 von 1" in page
    assert "NUR FÜR DIE LEITUNG" in page


def test_facilitator_only_pages_are_marked_and_stand_alone() -> None:
    long = [secret("Only the facilitator may know this. " * 60) for _ in range(6)]
    public = PacketSection("a", "Public", (text("For everybody"),))
    pages = page_texts(
        document(
            public, PacketSection("b", "Secret", tuple(long), True), dataclasses.replace(public, id="c", new_page=False)
        )
    )
    marked = ["FACILITATOR ONLY – do not project or hand out" in page for page in pages]
    assert marked == [False, *[True] * (len(pages) - 2), False]
    assert len(pages) > 3
    assert all("everybody" not in page for page, mark in zip(pages, marked, strict=True) if mark)


def test_the_warning_is_text_that_is_read_aloud() -> None:
    reader = render(one_section(secret("x"), facilitator_only=True))
    data = reader.pages[0].get_contents()
    assert data is not None
    assert tags(reader).index("P") < tags(reader).index("H1")


def test_same_input_same_bytes() -> None:
    printed = one_section(*EVERY_BLOCK)
    first = made_pdf(printed)[0]
    made_pdf(document(title="Another in between"))
    assert made_pdf(printed)[0] == first


def test_the_time_of_the_build_is_not_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    metadata = render(one_section(text("x"))).metadata
    assert metadata
    assert metadata["/CreationDate"] == "D:20231114221320Z"


def test_only_our_font_is_used() -> None:
    reader = render(one_section(*EVERY_BLOCK))
    fonts = {str(f.get_object()["/BaseFont"]) for page in reader.pages for f in page["/Resources"]["/Font"].values()}  # type: ignore[union-attr, index]
    assert fonts
    assert all("AtkinsonHyperlegible" in font for font in fonts)


@pytest.mark.parametrize(("paper", "size"), [("letter", (612, 792)), ("a4", (595, 842))])
@pytest.mark.parametrize("columns", [1, 2])
def test_paper_and_columns(paper: str, size: tuple[int, int], columns: int) -> None:
    reader = render(document(PacketSection("s", "Script", EVERY_BLOCK), paper=paper, columns=columns))
    upright = [tuple(round(float(edge)) for edge in page.mediabox[2:]) for page in reader.pages]
    assert set(upright) == {size, size[::-1]}  # pocket cards lie across


def test_role_cards_are_two_a_page() -> None:
    card = RoleCard("A scene", "Giver", "Somebody", secret("You know this."))
    printed = one_section(text("Cut them apart."), *[dataclasses.replace(card, role=f"Role {n}") for n in range(5)])
    pages = page_texts(printed)
    assert [page.count("You know this.") for page in pages] == [2, 2, 1]
    assert "Cut them apart." in pages[0]


def test_a_card_too_long_for_half_a_page_gets_a_page() -> None:
    card = RoleCard("A scene", "Giver", "Somebody", secret("Many words to read. " * 150 + "The end."))
    short = dataclasses.replace(card, text=secret("Short."))
    pages = page_texts(one_section(short, card, short))
    assert len(pages) == 3
    assert "The end." in pages[1]


def test_the_short_name_stands_at_the_head_where_the_whole_one_has_no_room() -> None:
    long = "St. Hildegard and Sons Community Family Medicine Center of Hilltop"
    (with_short,) = page_texts(document(practice=long, short_practice="St. Hildegard"))
    assert "St. Hildegard · Monday huddle 1 of 3" in with_short
    assert "…" not in with_short
    (whole,) = page_texts(document(short_practice="Hilltop"))
    assert "Hilltop Clinic · Monday huddle 1 of 3" in whole


def test_pocket_cards_share_a_page_and_a_long_one_goes_on() -> None:
    many = (("Giver", tuple(text(f"Line {n} of a checklist that is too long for one card") for n in range(40))),)
    pages = page_texts(one_section(PocketCard("Short", CHECKLIST), PocketCard("Long", many)))
    words = " ".join(pages)
    assert all(f"Line {n} of" in words for n in range(40))
    assert "Long 2/" in words


@pytest.mark.parametrize(("cards", "lines", "pages"), [(2, 9, 1), (3, 9, 1), (4, 9, 2), (5, 9, 2)])
def test_three_pocket_cards_share_a_page_where_that_saves_one(cards: int, lines: int, pages: int) -> None:
    groups = (("Giver", tuple(text(f"Line {n} of a card") for n in range(lines))),)
    pocket = PacketSection("pocket", "Cards", tuple(PocketCard(f"Card {n}", groups) for n in range(cards)))
    made = page_texts(document(PacketSection("a", "First", (text("x"),)), pocket))
    assert len(made) == 1 + pages
    assert " ".join(made).count("Line 8 of a card") == cards
    assert all("Cards Card" in page for page in made[1:])  # a loose sheet says what it is


def test_an_empty_section_leaves_no_page_of_its_own() -> None:
    pages = page_texts(document(PacketSection("a", "Full", (text("x"),)), PacketSection("b", "Empty", ())))
    assert len(pages) == 1
    assert "Empty" in pages[0]


def test_a_document_without_sections_is_a_title_page() -> None:
    assert "Facilitator packet" in page_texts(document())[0]


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize("kind", ["packet", "handout"])
def test_nothing_leaves_the_page(kind: str, columns: int) -> None:
    rows = (("When", WORD, "Who"), *[(f"step {n}", NAME_200 if n == 5 else WORD, "nurse") for n in range(40)])
    table = Table(tuple(tuple(map(text, row)) for row in rows), "Forty rows")
    blocks = (
        text(f"{NAME_200} {WORD * 4} https://example.org/{'a' * 150}"), table,
        Form((WORD, "B", *["Wednesday"] * 8), ((NAME_200, WORD),), 40), Checks((text(WORD * 3),)),
        script_slide(1, NAME_200), script_slide(2, WORD * 3, f"{WORD * 3} " + "Long notes. " * 400),
        RoleCard(NAME_200, NAME_200, NAME_200, secret("W" * 300)), PocketCard(NAME_200, ((WORD * 2, (text(WORD * 3),)),)),
    )  # fmt: skip
    printed = document(
        PacketSection("s", NAME_200, blocks),
        kind=kind,
        columns=columns,
        practice=NAME_200,
        session=NAME_200,
        title=WORD * 4,
    )
    data, problems = made_pdf(printed)
    assert problems == []
    with pypdfium2.PdfDocument(data) as pdf:
        for number, page in enumerate(pdf):
            width, height = page.get_size()
            for kept in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT]):
                left, bottom, right, top = kept.get_bounds()
                assert 30 < left <= right < width - 20, (number, kept.get_bounds())
                assert 20 < bottom <= top < height - 20, (number, kept.get_bounds())


def test_characters_that_no_font_shows_are_named() -> None:
    printed = one_section(text("Welcome \U0001f600 to 家庭"))
    data, problems = made_pdf(printed)
    assert [(p.code, p.severity, p.source) for p in problems] == [("characters-not-shown", "warning", HERE)]
    assert "U+1F600" in problems[0].message
    assert "U+5BB6" in problems[0].message
    card = PocketCard("Rooming", (("You say", (text("Hello \U0001f600"),)),))
    _, problems = made_pdf(one_section(card))
    assert [(p.code, p.source) for p in problems] == [("characters-not-shown", HERE)]
    reader = pypdf.PdfReader(io.BytesIO(data))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert b"pdfuaid:part" not in reader.trailer["/Root"]["/Metadata"].get_data()


def test_names_of_other_alphabets_are_shown() -> None:
    assert "Łódź Ελλάδα Привет" in " ".join(page_texts(one_section(text("Nguyễn Łódź Ελλάδα Привет →"))))


def test_characters_that_are_no_text_are_dropped() -> None:
    words = " ".join(page_texts(one_section(text("one\x07 two\ufeff three"))))
    assert "one two three" in words


def test_text_is_never_read_as_markup() -> None:
    tricky = '#panic("x") $1+1$ *a* _b_ @ref <label> \\ #(1) {{ x }} ``` = heading // comment'
    printed = document(
        PacketSection("s", tricky, (WritingLines(1, tricky), Form((tricky,), ((tricky,),)))), title=tricky
    )
    words = " ".join(page_texts(printed))
    assert words.count("#panic") == 5  # title, section, label, header, cell


def test_links_other_than_the_web_are_plain_text() -> None:
    reader = render(one_section(text("[x](javascript:alert(1)) [y](https://example.org)")))
    links = [str(a.get_object()["/A"]["/URI"]) for page in reader.pages for a in page.get("/Annots", [])]
    assert links == ["https://example.org"]


def test_a_picture_file_that_is_missing_is_a_problem() -> None:
    _, problems = made_pdf(one_section(Picture("Our clinic", file="nowhere.png", source=HERE)))
    assert [type(p) for p in problems] == [Problem]
    assert problems[0].source == HERE


def test_colors_of_the_practice() -> None:
    data = made_pdf(one_section(text("x"), facilitator_only=True), theme=Theme(primary="#123456", accent="#9E3300"))[0]
    with pypdfium2.PdfDocument(data) as pdf:
        page = pdf[0].render(scale=1).to_pil().convert("RGB")
    assert page.getpixel((page.width - 3, page.height // 2)) == (0x9E, 0x33, 0x00)


def test_a_section_a_little_over_a_page_is_set_smaller() -> None:
    checks = Checks(tuple(text(f"Box number {n}") for n in range(39)))
    before = PacketSection("before", "Before", (text("x"),))
    printed = document(before, PacketSection("long", "A little too long", (checks,)))
    assert Sheets(printed, {}, PrintWords()).make()[0]["parts"][1]["fit"] is not None
    assert len(page_texts(printed)) == 2
    longer = Checks(checks.items * 2)
    assert len(page_texts(document(before, PacketSection("long", "On two pages", (longer,))))) == 3


@pytest.mark.parametrize(("rows", "pages"), [(12, 1), (20, 1), (22, 1), (60, 3)])
def test_what_is_called_a_page_is_one(rows: int, pages: int) -> None:
    """A workshop's plan had three to seven lines on a second page."""
    cells = ((text("Minute"), text("What")), *((text(f"+{n}"), text("What did we see?")) for n in range(rows)))
    boxes = Checks(tuple(text(f"Box number {n}") for n in range(4)))
    blocks = (
        *map(text, ("Keep it.\n\nDana", "Second\n\n90")),
        WritingLines(1, "When"),
        Heading("What comes when"),
        Table(cells, "Plan"),
    )
    blocks = (*blocks, Heading("Before"), boxes, Heading("After"), boxes)
    title = "Facilitator packet: Fortbildungsveranstaltung of the whole team"
    printed = document(PacketSection("plan", "On one page", blocks, one_page=True), title=title)
    assert len(page_texts(printed)) == pages


def test_what_a_heading_keeps_is_not_divided() -> None:
    """The last line of a role play opened a page of the handout."""

    def group(name: str, lines: int) -> list[PacketBlock]:
        rest = [text(f"{name} line {n}") for n in range(lines - 1)]
        return [Heading(name, keeps=True), Heading("Inside", 3), *rest, text(f"End of {name}")]

    for lines in range(12, 26):
        groups = (group(f"Group {n}", lines) for n in "ABC")
        made = page_texts(document(PacketSection("a", "Ours", tuple(block for one in groups for block in one))))
        for name in ("Group A", "Group B", "Group C"):
            assert [page for page in made if f"{name} Inside" in page] == [
                page for page in made if f"End of {name}" in page
            ]
    after = (*group("Long", 90), Heading("Next"), text("x"))  # higher than a page: it goes on
    assert "End of Long" in page_texts(document(PacketSection("a", "Ours", after)))[-1]


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("Partnerschaftsgesellschaft", "Part-ner-schafts-ge-sell-schaft"),
        ("Fortbildungsveranstaltungen", "Fort-bil-dungs-ve-rans-tal-tungen"),
        ("x" * 30, f"{'x' * 12}-{'x' * 12}-xxxxxx"),
    ],
)
def test_a_long_word_breaks_between_syllables(word: str, parts: str) -> None:
    """A sign-in sheet had "Partnerschaftsgesellscha-" and "ft" below."""
    assert plain(word).replace("\u00ad", "-") == parts


def test_a_title_breaks_behind_its_colon() -> None:
    def lines(title: str) -> list[str]:
        with pypdfium2.PdfDocument(made_pdf(document(PacketSection("a", "A", (text("x"),)), title=title))[0]) as pdf:
            words = pdf[0].get_textpage().get_text_range().replace("\u00a0", " ").splitlines()
        first = next(n for n, line in enumerate(words) if line.startswith("Facilitator packet"))
        return [line.strip() for line in words[first : first + 2]]

    assert lines("Facilitator packet: Monday huddle 2 of 3") == ["Facilitator packet:", "Monday huddle 2 of 3"]
    title = title_kept_together(
        "Facilitator packet: Fortbildungsveranstaltung 1 of 3"
    )  # what is behind it is a line of its own
    assert title.split(" ") == ["Facilitator\u00a0packet:", "Fortbildungsveranstaltung\u00a01\u00a0of\u00a03"]
    assert title_kept_together("A training of all") == "A training of all"


def test_estimates_agree_with_pages() -> None:
    for count in (10, 20, 30):
        items = Checks(tuple(text(f"Box number {n}") for n in range(count)))
        blocks = Sheets(one_section(items), {}, PrintWords()).make()[0]["parts"][0]["blocks"]
        first = document(
            PacketSection("x", "Before", (text("x"),)), PacketSection("s", "Boxes", (items, text("The end.")))
        )
        with pypdfium2.PdfDocument(made_pdf(first)[0]) as pdf:
            lowest = min(kept.get_bounds()[1] for kept in pdf[1].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT]))
        used = (792 - 24 / 25.4 * 72 - lowest) / ((279.4 - 40) / 25.4 * 72)
        assert used == pytest.approx(estimate_pages(blocks) + 2 / PAGE_LINES, abs=0.08)


def test_lists_that_were_written_apart_are_one() -> None:
    found = tags(render(one_section(text("- one"), text("- two"), text("- three"))))
    assert (found.count("L"), found.count("LI")) == (1, 3)


def test_long_words_break_and_others_do_not() -> None:
    assert plain("interdisciplinary care") == "interdisciplinary care"
    assert "\u00ad" in plain(WORD)
    assert plain("https://example.org/a/b/c/d/e/f/g/h").replace("\u200b", "") == "https://example.org/a/b/c/d/e/f/g/h"


def test_pictures_travel_as_text() -> None:
    assert wrap_picture(draw_poster()).startswith('<svg xmlns="http://www.w3.org/2000/svg" width="')


def test_a_certificate_has_a_turned_page_for_itself() -> None:
    first = PacketSection("tally", "Tally sheet", (text("One stroke each time."),))
    last = PacketSection("certificate", "Thank you", (text("Ana was there."), WritingLines(1, "Name")), framed=True)
    before, page = render(document(first, last)).pages
    assert page.mediabox.width > page.mediabox.height
    assert "Thank you" in page.extract_text()
    assert "Thank you" not in before.extract_text()


def test_the_code_of_the_video_stays_on_the_page_of_a_plan_that_is_all_open() -> None:
    open_lines = [WritingLines(1, f"Question {n}? To be decided") for n in range(8)]
    plan = PacketSection(
        "our-plan",
        "Our plan",
        (
            text("Two of us talk. " * 8),
            Heading("Ours"),
            Table(TABLE.rows[:2], "Ours"),
            Heading("Who"),
            *open_lines,
            Heading("Start"),
        ),
    )
    code = Picture("A code that opens the video", drawing="qr", address=f"https://example.org/{'long/' * 22}")
    video = PacketSection(
        "video-link", "Watch the video again", (text("Scan the code, or type the address."), code), new_page=False
    )
    (page,) = page_texts(document(plan, video, kind="handout", title="Handout"))
    assert page.index("Watch the video") < page.index("Scan the") < page.index("example.")


def seen_by_a_template(printed: PrintedDocument) -> dict[str, set[str]]:
    """The keys of everything in `/document.json`, by what templates/README.md calls it."""
    found: dict[str, set[str]] = {}

    def see(what: str, value: dict[str, Any]) -> None:
        found.setdefault(what, set()).update(value)

    def nodes(listed: list[Any]) -> None:
        for node in listed:
            see("node: list" if "list" in node else "node: paragraph", node)
            for run in node.get("p", ()):
                see("run", run)
            for item in node.get("list", ()):
                nodes(item)

    def block(value: dict[str, Any]) -> None:
        see(value["type"], value)
        nodes([*value.get("nodes", ()), *value.get("tip", ())])
        for item in value.get("items", ()):
            nodes(item)
        for row in (*value.get("rows", ()), value.get("header", ())):
            for cell in row:
                see(f"cell of a {value['type']}", cell)
                nodes(cell.get("n", []))
        for part in value.get("parts", ()):
            see("part of notes", part)
            nodes(part["nodes"])

    whole = document_values(Sheets(printed, {}, PrintWords()), Theme())
    see("document", whole)
    for sheet in whole["sheets"]:
        see("sheet of cards" if sheet["cards"] else "sheet", sheet)
        for part in sheet["parts"]:
            see("part", part)
            see("fit", part["fit"] or {})
        for one in (*sheet["head"], *(each for part in sheet["parts"] for each in part["blocks"])):
            block(one)
        for card in sheet["cards"]:
            see("pocket card" if "groups" in card else "role card", card)
            nodes(card.get("nodes", []))
            for group in card.get("groups", ()):
                see("group", group)
                for line in group["lines"]:
                    nodes(line)
    return found


def test_what_a_template_sees_stands_in_the_readme_of_templates() -> None:
    """Somebody who writes a page has to know `break`: two sheets ran into each other for want of it."""
    page = (ROOT / "templates/README.md").read_text(encoding="utf-8").partition("## Printed pages")[2]
    rows = re.findall(r"^\| ([a-z: ]+) \| (`.+?`) \|", page, re.MULTILINE)
    told = {what: set(re.findall("`(.+?)`", keys)) for what, keys in rows}
    too_long = tuple(text(f"Line {number} of a page that is a little too long.") for number in range(56))
    whole = document(
        PacketSection("all", "All of them", (*EVERY_BLOCK, text("1. **a** and *b*"))),
        PacketSection("only", "For one", (text("Quiet."),), facilitator_only=True),
        PacketSection("long", "Nearly two pages", too_long),
    )
    assert seen_by_a_template(whole) == told
