"""Every rule catches a deck that breaks it, and lets a near miss pass."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pptx.dml.color import RGBColor
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Inches

from tests.checks.decks import BLANK, CONTENT, DECORATIVE, WORDS, Maker, findings, picture_bytes
from tests.foreign import put_logo
from whp_deck.checks.catalog import DECK_RULES
from whp_deck.checks.deck_view import Known
from whp_deck.office.media import MEDIA_REL
from whp_deck.plan import CopiedSlide, Notes

LONG = "What we will do today in the room, and what we will do on the day after it"
Change = Callable[[Maker], object]
TWO_ROWS = [["When", "Who"], ["After rooming", "Clinician"]]
NAMED_ROWS = [["", "Now", "Goal"], ["Warm", "4", "16"], ["Asked", "6", "18"]]
PEOPLE = Known(people=("Dana Okafor", "ext. 12"))


def _untitled(m: Maker) -> None:
    m.slide.shapes.title.text = " "


def _loose_in_group(m: Maker, alt: str) -> None:
    group = m.slide.shapes.add_group_shape([m.box("Giver"), m.box("Receiver", 4)])
    group._element.nvGrpSpPr.cNvPr.set("descr", alt)


def _order(m: Maker, first: float, second: float) -> None:
    m.box("First", y=first)
    m.box("Second", y=second)


def _title_last(m: Maker) -> None:
    m.box()
    tree = m.slide.shapes._spTree
    tree.append(m.slide.shapes.title._element)


def _table(m: Maker, rows: list[list[str]], **flags: bool) -> Any:
    frame = m.table(rows)
    for name, value in flags.items():
        setattr(frame.table, name, value)
    return frame


def _language(m: Maker, text: str, language: str | None, *, inherited: bool = True) -> None:
    if not inherited:
        for root in (m.deck.part._element, m.deck.slide_masters[0]._element):
            for one in root.iter(qn("a:defRPr")):
                one.attrib.pop("lang", None)
    runs = m.slide.shapes.title.text_frame.paragraphs[0].runs
    runs[0].text = text
    properties = runs[0]._r.get_or_add_rPr()
    if language:
        properties.set("lang", language)


def _slides_in(m: Maker, *names: str) -> None:
    for number in range(len(names) - 1):
        m.add(f"Slide {number}")
    m.sections(*names)


def _on_master(m: Maker, text: str, *, on_slide: bool = False) -> None:
    layout = m.slide.slide_layout
    box = m.box(text)
    layout.shapes._spTree.append(box._element)
    if on_slide:
        m.box(text)


def _decorative(m: Maker, alt: str, *, marked: bool, linked: bool = False) -> None:
    shape = m.picture(alt)
    properties = shape._element.nvPicPr.cNvPr
    if linked:
        shape.click_action.hyperlink.address = "https://www.ahrq.gov/"
    if marked:
        properties.append(parse_xml(DECORATIVE))


def _background(m: Maker, *, picture: bool) -> None:
    if not picture:
        m.slide.background.fill.solid()
        m.slide.background.fill.fore_color.rgb = RGBColor(0xF3, 0xEC, 0xE2)
        return
    r_id = m.slide.part.get_or_add_image_part(__import__("io").BytesIO(picture_bytes()))[1]
    m.slide._element.cSld.insert(
        0,
        parse_xml(
            f'<p:bg {nsdecls("p", "a", "r")}><p:bgPr><a:blipFill><a:blip r:embed="{r_id}"/><a:stretch/></a:blipFill>'
            "<a:effectLst/></p:bgPr></p:bg>"
        ),
    )


def _low(m: Maker, size: float) -> None:
    """A text on a slide of Google's, 10 by 5.6 inches, on which 13.5 points are as large as 18 elsewhere."""
    m.deck.slide_width, m.deck.slide_height = Inches(10), Inches(5.625)
    m.box(size=size)


def _drawing(m: Maker, *, grouped: bool) -> None:
    parts = [m.block(y=1 + number / 2, h=0.4) for number in range(5)] + [m.line(1 + number / 2) for number in range(4)]
    if grouped:
        m.slide.shapes.add_group_shape(parts)


def _transition(m: Maker, attributes: str) -> None:
    m.insert(f"<p:transition {nsdecls('p')} {attributes}><p:fade/></p:transition>")


def _on_block(m: Maker, ink: str, ground: str, size: float = 20) -> None:
    m.block(ground, 0, 2, 10, 3)
    run = m.box(size=size).text_frame.paragraphs[0].runs[0]
    run.font.color.rgb = RGBColor.from_string(ink)


def _status(m: Maker, words: tuple[str, str]) -> None:
    frame = m.table([["Step", "State"], ["Tell", words[0]], ["Ask", words[1]]])
    for row, color in ((1, "C00000"), (2, "00B050")):
        frame.table.cell(row, 1).fill.solid()
        frame.table.cell(row, 1).fill.fore_color.rgb = RGBColor.from_string(color)


def _font(m: Maker, name: str) -> None:
    m.box().text_frame.paragraphs[0].runs[0].font.name = name


def _footer(m: Maker) -> None:
    box = m.box("Hilltop Clinic, Monday huddle", size=10)
    nv = box._element.nvSpPr.find(qn("p:nvPr"))
    nv.append(parse_xml(f'<p:ph {nsdecls("p")} type="ftr" idx="11"/>'))


def _on_footer(m: Maker, y: float) -> None:
    _footer(m)
    m.box("St. Agnes, spring", x=3, y=y, size=10)


def _long_table(m: Maker, rows: int) -> None:
    m.table([["When", "Who"], *[["After the exam, at the desk", "Clinician"]] * rows])


def _jump(m: Maker, *, there: bool, hidden: bool = False) -> None:
    target = m.add("Later")
    run = m.link("To the plan", "https://example.org/")
    link = run._r.rPr.find(qn("a:hlinkClick"))
    link.set("action", "ppaction://hlinksldjump")
    link.set(qn("r:id"), m.slide.part.relate_to(target.part, RT.SLIDE) if there else "rId99")


def _comment(m: Maker, xml: str) -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    m.part(
        "/ppt/comments/comment1.xml",
        "application/vnd.openxmlformats-officedocument.presentationml.comments+xml",
        xml.encode(),
        kind,
    )


def _author(m: Maker, name: str) -> None:
    m.deck.core_properties.author = name


def _embedded(m: Maker, kind: str) -> None:
    m.part(
        "/ppt/embeddings/book1.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK", kind
    )


def _external(m: Maker, kind: str, target: str) -> None:
    m.slide.part.relate_to(target, kind, is_external=True)


def _twin_ids(m: Maker, second: int) -> None:
    m.box()
    m.box(y=5)._element.nvSpPr.cNvPr.set("id", str(second))


def _color_word(m: Maker, word: str) -> None:
    run = m.slide.shapes.title.text_frame.paragraphs[0].runs[0]
    run.font.color.rgb = RGBColor(0, 0, 0)
    run._r.rPr.find(qn("a:solidFill"))[0].set("val", word)


def _properties(m: Maker, **texts: str) -> None:
    for name, text in texts.items():
        setattr(m.deck.core_properties, name, text)


def _name(m: Maker, name: str) -> None:
    m.name = name


def _known(m: Maker, text: str, known: Known) -> None:
    m.known = known
    m.content(text)


def _logo(m: Maker, title: str, width: int = 1_900_000, height: int = 600_000) -> None:
    """A picture of the master at the right of the title, from 0.15 inches below the top."""
    put_logo(m.deck.slide_masters[0], m.deck.slide_width - width, 140_000, width, height)
    m.slide.shapes.title.text = title


ROWS: list[tuple[str, Change, Change]] = [
    ("slide-title-missing", _untitled, lambda m: m.add("x")),
    ("slide-title-missing", lambda m: m.add("", BLANK), lambda m: m.add("A title", CONTENT)),
    ("slide-title-repeated", lambda m: m.add("What we WILL do"), lambda m: m.add("What we will do (2)")),
    ("text-outside-placeholders", lambda m: m.box(), lambda m: _loose_in_group(m, "A giver and a receiver")),
    ("text-outside-placeholders", lambda m: _loose_in_group(m, ""), lambda m: m.box("42")),
    ("text-on-picture", lambda m: _logo(m, LONG), lambda m: _logo(m, "Short")),
    ("text-on-picture", lambda m: _logo(m, LONG), lambda m: _logo(m, LONG, m.deck.slide_width, m.deck.slide_height)),
    ("reading-order", lambda m: _order(m, 4, 2), lambda m: _order(m, 2, 4)),
    ("reading-order", _title_last, lambda m: m.box()),
    ("table-header", lambda m: _table(m, TWO_ROWS, first_row=False), lambda m: _table(m, TWO_ROWS)),
    (
        "table-header",
        lambda m: _table(m, TWO_ROWS, first_row=False),
        lambda m: _table(m, TWO_ROWS[:1], first_row=False),
    ),
    (
        "table-merged-cells",
        lambda m: (t := m.table(TWO_ROWS).table).cell(0, 0).merge(t.cell(0, 1)),
        lambda m: m.table(TWO_ROWS),
    ),
    ("table-first-column", lambda m: _table(m, NAMED_ROWS), lambda m: _table(m, NAMED_ROWS, first_col=True)),
    (
        "table-first-column",
        lambda m: _table(m, NAMED_ROWS),
        lambda m: _table(m, [["What", *NAMED_ROWS[0][1:]], *NAMED_ROWS[1:]]),
    ),
    (
        "language-missing",
        lambda m: _language(m, "Plan", None, inherited=False),
        lambda m: _language(m, "Plan", "en-US"),
    ),
    (
        "language-missing",
        lambda m: _language(m, "Привет всем", "en-US"),
        lambda m: _language(m, "Привет всем", "ru-RU"),
    ),
    ("properties-incomplete", lambda m: _properties(m, title=""), lambda m: None),
    ("properties-incomplete", lambda m: _properties(m, title="PowerPoint Presentation"), lambda m: None),
    ("file-name", lambda m: _name(m, "Warm handoff (final).pptx"), lambda m: _name(m, "warm_handoff-2.pptx")),
    ("file-name", lambda m: _name(m, f"{'warm-' * 13}.pptx"), lambda m: _name(m, f"{'warm-' * 11}deck.pptx")),
    ("file-name", lambda m: _name(m, "Presentation1.pptx"), lambda m: _name(m, "presentation-of-our-plan.pptx")),
    (
        "section-names",
        lambda m: _slides_in(m, "Default Section", "Plan"),
        lambda m: _slides_in(m, "What it is", "Plan"),
    ),
    ("section-names", lambda m: _slides_in(m, *["Untitled Section"] * 2, "Plan"), lambda m: _slides_in(m, "Plan")),
    (
        "text-on-master-only",
        lambda m: _on_master(m, "CONFIDENTIAL"),
        lambda m: _on_master(m, "CONFIDENTIAL", on_slide=True),
    ),
    ("alt-text-missing", lambda m: m.picture(""), lambda m: _decorative(m, "", marked=True)),
    ("alt-text-empty", lambda m: m.picture("IMG_0231.jpg"), lambda m: m.picture("Image of three people who talk")),
    ("alt-text-empty", lambda m: m.picture("Picture 3"), lambda m: m.picture("The picture in our hall")),
    ("alt-text-long", lambda m: m.picture("word " * 40), lambda m: m.picture("word " * 29)),
    (
        "decorative-mark",
        lambda m: _decorative(m, "decorative", marked=False),
        lambda m: _decorative(m, "", marked=True),
    ),
    (
        "decorative-mark",
        lambda m: _decorative(m, "", marked=True, linked=True),
        lambda m: _decorative(m, "To AHRQ's page", marked=False, linked=True),
    ),
    ("captions-missing", lambda m: m.movie(captions=False), lambda m: m.movie(captions=True)),
    ("captions-missing", lambda m: m.movie(captions=False), lambda m: m.movie(captions=False, online=True)),
    ("background-picture", lambda m: _background(m, picture=True), lambda m: _background(m, picture=False)),
    ("picture-alone", lambda m: m.picture("People", w=9), lambda m: (m.picture("People", w=9), m.notes("They talk."))),
    ("drawing-not-grouped", lambda m: _drawing(m, grouped=False), lambda m: _drawing(m, grouped=True)),
    ("advances-by-itself", lambda m: _transition(m, 'advTm="3000"'), lambda m: _transition(m, 'advClick="1"')),
    ("text-moves", lambda m: m.animate(m.box()), lambda m: m.animate(m.picture())),
    (
        "picture-blinks",
        lambda m: m.picture(data=picture_bytes("GIF", frames=3)),
        lambda m: m.picture(data=picture_bytes("GIF")),
    ),
    ("contrast-low", lambda m: _on_block(m, "777777", "FFFFFF", 12), lambda m: _on_block(m, "767676", "FFFFFF", 12)),
    ("contrast-low", lambda m: _on_block(m, "959595", "FFFFFF"), lambda m: _on_block(m, "949494", "FFFFFF")),
    ("contrast-low", lambda m: _on_block(m, "0B4F5C", "000000"), lambda m: _on_block(m, "FFFFFF", "0B4F5C")),
    ("color-alone", lambda m: _status(m, ("", "")), lambda m: _status(m, ("late", "done"))),
    (
        "color-alone",
        lambda m: m.content("Look at the words in red first"),
        lambda m: m.content("The Red Cross, a red car"),
    ),
    ("text-too-small", lambda m: m.box(size=17.9), lambda m: m.box(size=18)),
    ("text-too-small", lambda m: m.box(size=12), _footer),
    ("text-too-small", lambda m: m.box("A note of ours", size=12), lambda m: m.box("Source: AHRQ 2018", size=12)),
    ("text-too-small", lambda m: m.box("42 visits", size=12), lambda m: m.box("42", size=12)),
    ("text-too-small", lambda m: _low(m, 13.4), lambda m: _low(m, 13.5)),
    ("text-too-small", lambda m: m.box("See it there", size=12), lambda m: m.box("ahrq.gov/…/video.html", size=12)),
    ("font-unusual", lambda m: _font(m, "Comic Sans MS"), lambda m: _font(m, "Verdana")),
    ("text-overflows", lambda m: m.box(WORDS * 3, h=1, w=3), lambda m: m.box(WORDS, h=1, w=6)),
    ("table-past-edge", lambda m: _long_table(m, 16), lambda m: _long_table(m, 10)),
    ("text-on-footer", lambda m: _on_footer(m, 3.4), lambda m: _on_footer(m, 3.8)),
    ("shape-off-slide", lambda m: m.box(x=11), lambda m: m.box(x=8)),
    ("slide-wordy", lambda m: m.content("word " * 95), lambda m: m.content("word " * 80)),
    ("notes-overflow", lambda m: m.notes("word " * 321), lambda m: m.notes("word " * 320)),
    ("bullet-typed", lambda m: m.content("- one\n- two"), lambda m: m.content("one – two\n- three")),
    ("bullet-typed", lambda m: m.content("1. one\n2. two"), lambda m: m.content("1.5 minutes\n2 minutes")),
    ("columns-typed", lambda m: m.content("Ask\t2 min\nTell\t3 min"), lambda m: m.content("Ask  2 min\nTell 3 min")),
    (
        "link-text-empty",
        lambda m: m.link("Click here", "https://a.org"),
        lambda m: m.link("Click count of a visit", "https://a.org"),
    ),
    (
        "link-text-repeated",
        lambda m: [m.link("The Guide", f"https://a.org/{n}", m.box("", y=n)) for n in (2, 4)],
        lambda m: [m.link("The Guide", "https://a.org/", m.box("", y=n)) for n in (2, 4)],
    ),
    ("jump-broken", lambda m: _jump(m, there=False), lambda m: _jump(m, there=True)),
    (
        "blank-left",
        lambda m: m.content("From {{ decisions.start.date }}"),
        lambda m: m.content("A set {a, b} [see note]"),
    ),
    ("blank-left", lambda m: m.content("Ask [insert name]"), lambda m: m.content("Ask [Name] and listen")),
    ("compare-left", lambda m: m.tag("conflict/why"), lambda m: m.tag("why")),
    ("filler-left", lambda m: m.notes("Lorem ipsum dolor"), lambda m: m.notes("The ipsum of it")),
    ("prompt-left", lambda m: m.content("Click to add text"), lambda m: m.content("Click to add text to the chart")),
    ("identifier", lambda m: m.content("SSN 219-09-9999"), lambda m: m.content("Room 219-09")),
    ("identifier", lambda m: m.notes("DOB 3/14/1951"), lambda m: m.notes("Born in a small town, seen 3 of 14 times")),
    ("identifier", lambda m: m.content("MRN: 4471923"), lambda m: m.content("The MRN is on the label")),
    (
        "identifier",
        lambda m: m.content("She is 93 years old"),
        lambda m: m.content("She is 71 years old, and 93 % agree"),
    ),
    (
        "identifier",
        lambda m: m.content("Mrs. Fern, call (555) 310-2468"),
        lambda m: m.content("Our desk: (555) 310-2468"),
    ),
    ("identifier", lambda m: m.content("Patient aged 94, alone"), lambda m: m.content("People aged 90 and over")),
    ("identifier", lambda m: m.content("Account number 447192"), lambda m: m.content("Policy No. 2024-15")),
    (
        "prompt-left",
        lambda m: m.content("One\nSecond level\nThird level"),
        lambda m: m.content("Second level\nof care"),
    ),
    ("blank-left", lambda m: m.content("[TBD] leads"), lambda m: m.content("To be decided [1]")),
    (
        "staff-as-patient",
        lambda m: _known(m, "Our patient Mrs. Okafor comes in", PEOPLE),
        lambda m: _known(m, "Dana Okafor leads; Mrs. Fern comes in", PEOPLE),
    ),
    (
        "other-practice",
        lambda m: _known(m, "As at Lakeview Clinic", Known(strangers={"Lakeview Clinic": "Lakeview Clinic"})),
        lambda m: _known(m, "With a view of the lake", Known(strangers={"Lakeview Clinic": "Lakeview Clinic"})),
    ),
    ("date-past", lambda m: m.content("We start on June 1, 2026"), lambda m: m.content("We start on June 1, 2027")),
    ("date-past", lambda m: m.content("Starting May 4, 2025"), lambda m: m.content("AHRQ published it on May 4, 2018")),
    (
        "evidence-bare",
        lambda m: m.content("It cut errors by 47%"),
        lambda m: m.content("Errors fell by 47% (J Hosp Med 2022)"),
    ),
    (
        "comments-left",
        lambda m: _comment(m, '<p:cmLst xmlns:p="x"><p:cm authorId="0"/></p:cmLst>'),
        lambda m: _comment(m, '<p:cmLst xmlns:p="x"/>'),
    ),
    (
        "revisions-left",
        lambda m: m.part("/ppt/changesInfos/changesInfo1.xml", "application/xml", b"<x/>", "urn:x", m.deck),
        lambda m: m.part("/ppt/other/info1.xml", "application/xml", b"<x/>", "urn:x", m.deck),
    ),
    ("author-is-person", lambda m: _author(m, "Jane Q. Miller"), lambda m: _author(m, "Miller Family Medicine")),
    (
        "picture-metadata",
        lambda m: m.picture(data=picture_bytes("JPEG", gps=True)),
        lambda m: m.picture(data=picture_bytes("JPEG")),
    ),
    ("picture-metadata", lambda m: m.picture(data=picture_bytes("JPEG", camera=True)), lambda m: m.picture()),
    (
        "file-outside",
        lambda m: _external(m, RT.IMAGE, "https://example.org/a.png"),
        lambda m: _external(m, RT.HYPERLINK, "https://example.org/a.png"),
    ),
    (
        "file-outside",
        lambda m: _external(m, RT.HYPERLINK, "file:///C:/Users/jane/plan.docx"),
        lambda m: _external(m, RT.HYPERLINK, "mailto:desk@example.org"),
    ),
    (
        "file-outside",
        lambda m: _external(m, MEDIA_REL, "file:///C:/Users/jane/watch.mp4"),
        lambda m: _external(m, MEDIA_REL, "huddle-media/watch.mp4"),
    ),
    ("object-embedded", lambda m: _embedded(m, RT.PACKAGE), lambda m: _embedded(m, "urn:x")),
    ("package-faulty", lambda m: _twin_ids(m, 2), lambda m: _twin_ids(m, 77)),
    ("schema-violated", lambda m: _color_word(m, "teal"), lambda m: _color_word(m, "008080")),
]


SLOW = {"schema-violated"}  # the validator takes a second to start
PARAMETERS = [
    pytest.param(*row, id=f"{number}-{row[0]}", marks=[pytest.mark.slow] if row[0] in SLOW else [])
    for number, row in enumerate(ROWS)
]


@pytest.mark.parametrize(("rule", "breaks", "misses"), PARAMETERS)
def test_a_rule_catches_what_breaks_it_and_passes_a_near_miss(
    rule: str, breaks: Change, misses: Change, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.getbasetemp()
    found = findings(rule, breaks, folder)
    assert found, f"{rule} finds nothing"
    assert all(one.message and one.remedy and one.origin for one in found)
    assert [one.message for one in findings(rule, misses, folder)] == []


@pytest.mark.parametrize("rule", ["text-outside-placeholders", "text-too-small", "reading-order"])
def test_text_boxes_of_an_old_deck_are_one_warning_for_all_their_slides(rule: str, tmp_path: Path) -> None:
    old = CopiedSlide("old", "import", "", {}, Notes(), 1, file="old.pptx")

    def boxes(m: Maker) -> None:
        m.known = Known(slides=(old, old, old, None), own={3: frozenset({"TextBox 2"})})
        for number in range(4):
            m.slide = m.slide if number == 0 else m.add(f"Slide {number + 1}")
            m.box("St. Agnes, spring", y=5, size=10).name = f"TextBox {min(number, 2)}"
            m.table(TWO_ROWS)

    once, *others = findings(rule, boxes, tmp_path)[::-1]
    assert (once.slide, once.severity, once.message.partition(":")[0]) == (0, "warning", "slides 1 and 2")
    assert "old deck" in once.remedy
    assert {one.slide for one in others} == {3, 4}  # what a person added there, or made, is told as ever


def test_a_text_box_of_an_old_deck_on_the_footer_can_go_in_either_deck(tmp_path: Path) -> None:
    def change(m: Maker) -> None:
        m.known = Known(slides=(CopiedSlide("old", "import", "", {}, Notes(), 1, file="old.pptx"),))
        _on_footer(m, 3.4)

    (found,) = findings("text-on-footer", change, tmp_path)
    assert (found.slide, found.message) == (
        1,
        "the text box “St. Agnes, spring” lies on the footer or the slide number",
    )
    assert "in the old deck and build again; or do so in PowerPoint" in found.remedy


@pytest.mark.slow
def test_an_element_that_stands_in_the_wrong_place_is_not_called_missing(tmp_path: Path) -> None:
    """As PptxGenJS writes `p:notesMasterIdLst`: the validator stops there, and then misses all that follows."""

    def misplace(m: Maker) -> None:
        _ = m.slide.notes_slide
        root = m.deck.part._element
        masters = root.find(qn("p:notesMasterIdLst"))
        if masters is None:
            masters = parse_xml(f"<p:notesMasterIdLst {nsdecls('p')}/>")
        root.find(qn("p:sldIdLst")).addnext(masters)

    messages = [one.message for one in findings("schema-violated", misplace, tmp_path)]
    assert any("notesMasterIdLst" in message for message in messages)
    assert not [message for message in messages if "is missing" in message]


def test_every_rule_on_decks_has_a_row() -> None:
    assert {rule.id for rule in DECK_RULES} == {rule for rule, _, _ in ROWS}


def test_ids_and_reasons_are_fit_to_print() -> None:
    for rule in DECK_RULES:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.id)
        assert rule.reason.endswith(".")
        assert len(rule.reason) < 160
    assert len({rule.id for rule in DECK_RULES}) == len(DECK_RULES)
