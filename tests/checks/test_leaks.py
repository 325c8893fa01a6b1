"""The leak check finds a secret in every place it could hide, and stays silent about what only looks like one."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from tests.conftest import DECK, PRACTICE, ROOT
from whp_deck.build import Built, build_deck
from whp_deck.checks.leaks import (
    Secrets,
    find_leaks,
    find_leaks_in_pdf,
    find_leaks_in_text,
    find_leaks_in_word,
    public_texts,
)
from whp_deck.config.deck import Deck, load_deck
from whp_deck.office.package import open_package
from whp_deck.plan import PacketSection, Paragraph, Picture, PrintedDocument, Run, Table, Text
from whp_deck.render.packet_docx import render_docx
from whp_deck.render.packet_pdf import begin_pdf

WriteDeck = Callable[..., Path]

SENTENCE = "The heart specialist swapped one tablet for another in secret."
FRAGMENT = "losartan, 50 mg"  # of “The new one is losartan, 50 mg, since three weeks.”
TIP = "Never mention the purple umbrella to anybody."

SCENARIO = f"""\
id: own-scene
title: A refill
goal: They tell it together.
fictional: yes
situation: Mrs. Example is here for a check. She asks for a refill.
roles:
  - {{id: giver, task: You roomed her., card: You have just roomed her and the colleague walks in.}}
  - {{id: patient, played_by: facilitator, card: "{SENTENCE} The new one is losartan, 50 mg, since three weeks."}}
  - {{id: receiver, card: You come from the next room and know nothing.}}
facilitator_only:
  if_asked:
    - {{about: Her other tablet box, say: “Both of them in the morning.”}}
  watch_for: Does she mention hydrochlorothiazide?
debrief:
  went_well: [What helped?]
  could_be_better: [What did nobody say?]
  we_will_try: [One sentence]
"""
OWN = (
    DECK
    + "role_plays: {use: [own-scene], add: [own.yaml]}\n"
    + f"slides: {{change: {{what-is-whp: {{packet: {{tip: {TIP}}}}}}}}}\n"
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Deck, Path]:
    folder = tmp_path_factory.mktemp("own")
    for name, words in (("deck", OWN), ("practice", PRACTICE), ("own", SCENARIO)):
        (folder / f"{name}.yaml").write_text(words, encoding="utf-8")
    found, problems = load_deck(folder / "deck.yaml")
    assert found is not None, [str(problem) for problem in problems]
    return found, next(file for file in build_deck(found.path, packet=False).files if file.suffix == ".pptx")


@pytest.fixture(scope="module")
def deck(built: tuple[Deck, Path]) -> Deck:
    return built[0]


@pytest.fixture(scope="module")
def secrets(deck: Deck) -> Secrets:
    return Secrets.of_deck(deck)


@pytest.fixture
def file(built: tuple[Deck, Path], tmp_path: Path) -> Path:
    return Path(shutil.copy(built[1], tmp_path / "deck-1.pptx"))


def hide_in_notes(presentation: object, secret: str) -> None:
    presentation.slides[1].notes_slide.notes_text_frame.text += f" {secret}"  # type: ignore[attr-defined]


def hide_in_alt_text(presentation: object, secret: str) -> None:
    shape = presentation.slides[1].shapes[0]  # type: ignore[attr-defined]
    shape._element.xpath(".//p:cNvPr")[0].set("descr", secret)


def hide_on_hidden_slide(presentation: object, secret: str) -> None:
    slide = presentation.slides[2]  # type: ignore[attr-defined]
    slide._element.set("show", "0")
    slide.shapes.title.text_frame.text = secret


def hide_beside_the_slide(presentation: object, secret: str) -> None:
    box = presentation.slides[1].shapes.add_textbox(Inches(-9), 0, Inches(3), Inches(1))  # type: ignore[attr-defined]
    box.text_frame.text = secret


def hide_in_table_cell(presentation: object, secret: str) -> None:
    frame = presentation.slides[1].shapes.add_table(2, 2, 0, 0, Inches(3), Inches(1))  # type: ignore[attr-defined]
    frame.table.cell(1, 1).text = secret


def hide_in_core_property(presentation: object, secret: str) -> None:
    presentation.core_properties.comments = secret  # type: ignore[attr-defined]


def hide_in_split_runs(presentation: object, secret: str) -> None:
    paragraph = presentation.slides[1].shapes.title.text_frame.paragraphs[0]  # type: ignore[attr-defined]
    for number, letter in enumerate(secret):
        run = paragraph.add_run()
        run.text, run.font.bold = letter, number % 2 == 0


def hide_over_line_breaks(presentation: object, secret: str) -> None:
    slide = presentation.slides[1]  # type: ignore[attr-defined]
    slide.shapes.title.text_frame.text = secret.replace(" ", "\v")


def hide_in_two_paragraphs(presentation: object, secret: str) -> None:
    slide = presentation.slides[1]  # type: ignore[attr-defined]
    slide.shapes.title.text_frame.text = secret.replace(" ", "\n", 3)


def hide_in_chart_workbook(presentation: object, secret: str) -> None:
    data = CategoryChartData()
    data.categories = ["a", "b"]
    data.add_series("s", (1, 2))
    chart = presentation.slides[1].shapes.add_chart(XL_CHART_TYPE.PIE, 0, 0, Inches(3), Inches(3), data).chart  # type: ignore[attr-defined]
    part = chart.part.chart_workbook.xlsx_part
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(part.blob)) as source, zipfile.ZipFile(changed, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/sharedStrings.xml":
                content = content.replace(b"<t>a</t>", f"<t>{secret}</t>".encode())
            target.writestr(name, content)
    assert secret.encode() in zipfile.ZipFile(changed).read("xl/sharedStrings.xml")
    part._blob = changed.getvalue()


PLACES = [
    hide_in_notes,
    hide_in_alt_text,
    hide_on_hidden_slide,
    hide_beside_the_slide,
    hide_in_table_cell,
    hide_in_core_property,
    hide_in_split_runs,
    hide_over_line_breaks,
    hide_in_two_paragraphs,
    hide_in_chart_workbook,
]


@pytest.mark.slow
def test_a_deck_that_was_built_is_silent(file: Path, secrets: Secrets, deck: Deck) -> None:
    assert find_leaks(open_package(file), secrets, file.name) == []
    assert find_leaks(open_package(file), deck.scenarios, file.name) == []


@pytest.mark.parametrize(
    ("secret", "hide"),
    [
        *((SENTENCE, hide) for hide in PLACES),
        *((secret, hide) for secret in (FRAGMENT, TIP) for hide in PLACES[:1]),
        *(pytest.param(secret, hide, marks=pytest.mark.slow) for secret in (FRAGMENT, TIP) for hide in PLACES[1:]),
    ],
    ids=lambda value: value[:12] if isinstance(value, str) else value.__name__[5:],
)
def test_every_place_in_a_deck(file: Path, secrets: Secrets, hide: Callable[[object, str], None], secret: str) -> None:
    presentation = Presentation(str(file))
    hide(presentation, secret)
    presentation.save(str(file))
    leaks = find_leaks(open_package(file), secrets, file.name)
    assert leaks
    assert {leak.code for leak in leaks} == {"leak"}
    owner, field = ("what-is-whp", "packet.tip") if secret == TIP else ("own-scene", "roles.patient.card")
    assert any(f"`{owner}`, {field}" in leak.message and file.name in leak.message for leak in leaks)
    assert all(leak.source is not None for leak in leaks)


def test_sentences_are_found_without_the_deck(file: Path, deck: Deck) -> None:
    presentation = Presentation(str(file))
    hide_in_notes(presentation, SENTENCE)
    presentation.save(str(file))
    assert find_leaks(open_package(file), deck.scenarios, file.name)


# --- Word


def word_with(change: Callable[[object], None]) -> bytes:
    document = docx.Document()
    document.add_paragraph("Nothing to see here.")
    change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def in_split_runs(document: object) -> None:
    paragraph = document.add_paragraph()  # type: ignore[attr-defined]
    for at in range(0, len(SENTENCE), 3):
        paragraph.add_run(SENTENCE[at : at + 3]).bold = at % 2 == 0


def in_header(document: object) -> None:
    document.sections[0].header.paragraphs[0].text = SENTENCE  # type: ignore[attr-defined]


def in_comment(document: object) -> None:
    paragraph = document.paragraphs[0]  # type: ignore[attr-defined]
    document.add_comment(paragraph.runs, text=SENTENCE, author="A")  # type: ignore[attr-defined]


def in_deleted_text(document: object) -> None:
    paragraph = document.add_paragraph("x")  # type: ignore[attr-defined]
    run = paragraph.runs[0]._r
    run[0].tag = qn("w:delText")
    run[0].text = SENTENCE


def in_hidden_text(document: object) -> None:
    document.add_paragraph().add_run(SENTENCE).font.hidden = True  # type: ignore[attr-defined]


def in_cell(document: object) -> None:
    document.add_table(1, 1).cell(0, 0).text = SENTENCE  # type: ignore[attr-defined]


def in_title(document: object) -> None:
    document.core_properties.title = SENTENCE  # type: ignore[attr-defined]


def in_xml_comment(document: object) -> None:
    document.element.body.append(etree.Comment(SENTENCE))  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "change", [in_split_runs, in_header, in_comment, in_deleted_text, in_hidden_text, in_cell, in_title, in_xml_comment]
)
def test_every_place_in_a_word_document(secrets: Secrets, change: Callable[[object], None]) -> None:
    assert find_leaks_in_word(word_with(change), secrets, "x.docx")


def handout(*blocks: Text | Table | Picture, title: str = "Handout") -> PrintedDocument:
    return PrintedDocument(
        "handout", "h", title, "Hilltop Clinic", "One", "en-US", (PacketSection("plan", "Our plan", blocks),)
    )


def text(words: str) -> Text:
    return Text((Paragraph((Run(words[:9]), Run(words[9:], bold=True))),))


@pytest.mark.parametrize("secret", [SENTENCE, FRAGMENT, TIP], ids=["sentence", "fragment", "tip"])
def test_handouts(secrets: Secrets, secret: str) -> None:
    clean, leaky = handout(text("Two of us talk.")), handout(text(f"Well. {secret}"))
    assert find_leaks_in_word(render_docx(clean), secrets, "h.docx") == []
    assert find_leaks_in_word(render_docx(leaky), secrets, "h.docx")
    assert find_leaks_in_pdf(begin_pdf(clean)()[0], secrets, "h.pdf") == []
    leaks = find_leaks_in_pdf(begin_pdf(leaky)()[0], secrets, "h.pdf")
    assert any("page 1" in leak.message for leak in leaks)


def test_places_in_a_pdf_that_nobody_reads(secrets: Secrets) -> None:
    narrow = Table(((text("a"), text(SENTENCE), *[text("word " * 9) for _ in range(6)]),), "A table", header=False)
    alternative = Picture(SENTENCE, drawing="qr", address="https://example.org")
    over_pages = text("Filler that takes room on the page. " * 240 + SENTENCE + " and more" * 90)
    for document in (handout(narrow), handout(alternative), handout(over_pages), handout(title=SENTENCE)):
        assert find_leaks_in_pdf(begin_pdf(document)()[0], secrets, "h.pdf"), document.title


def test_invitations(secrets: Secrets) -> None:
    folded = f"DESCRIPTION:Come. {SENTENCE[:30]}\r\n {SENTENCE[30:]}\r\n"
    assert find_leaks_in_text(folded, secrets, "i.ics")
    assert find_leaks_in_text("Come. We talk about tablets.", secrets, "i.md") == []


# --- near misses


@pytest.mark.parametrize(
    "words",
    [
        "The heart of it is a tablet.",  # some of its words
        "Mrs. Example is here for a check.",  # public, though the card says so too
        "She asks for a refill. You roomed her.",
        "A tablet of 50 mg",  # a dose alone
        "Losartan",  # fewer than twelve letters
        "in the morning",  # ordinary words of a secret sentence
        "You come from the next town.",
        "The umbrella is purple.",
    ],
)
def test_near_misses_are_silent(secrets: Secrets, words: str) -> None:
    assert find_leaks_in_text(words, secrets, "x") == []


def test_short_secrets_and_long_words(secrets: Secrets) -> None:
    assert find_leaks_in_text("We ask: does she mention hydrochlorothiazide?", secrets, "x")
    assert find_leaks_in_text("(losartan 50mg)", secrets, "x")
    assert find_leaks_in_text("BOTH OF THEM – in the morning!", secrets, "x")


def test_what_the_deck_says_itself_makes_nothing_public(write_deck: WriteDeck) -> None:
    own = OWN.replace("what-is-whp: {", f"what-is-whp: {{title: '{FRAGMENT}', ")
    found, problems = load_deck(write_deck(own, own=SCENARIO))
    assert found is not None, [str(problem) for problem in problems]
    assert FRAGMENT not in " ".join(public_texts(found))
    assert find_leaks_in_text(FRAGMENT, Secrets.of_deck(found), "x")


@pytest.mark.slow  # each deck that a fast test builds was searched as it was built
@pytest.mark.parametrize(
    "name",
    [
        "monday-huddle",
        "staff-meeting",
        "lunch-and-learn",
    ],
)
def test_the_shipped_decks_are_silent(name: str, built_deck: Callable[[str], Built]) -> None:
    path = f"decks/{name}.yaml"
    found, _ = load_deck(ROOT / path)
    assert found is not None
    secrets = Secrets.of_deck(found)
    assert len(secrets.pieces) > 100
    for file in built_deck(path).files:
        if file.suffix == ".pptx":
            assert find_leaks(open_package(file), secrets, file.name) == []
        elif "handout" in file.stem:
            search = find_leaks_in_pdf if file.suffix == ".pdf" else find_leaks_in_word
            assert search(file.read_bytes(), secrets, file.name) == []
