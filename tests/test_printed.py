"""Packet and handout from files to files: complete, readable back, the same each time, and nothing leaks."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import docx
import pypdf
import pytest
from pptx import Presentation

from tests.conftest import DECK, ROOT, SHORT_DECK
from tests.test_build import scenario_with_canaries
from whp_deck.build import Built, build_deck, prepare_deck, print_deck
from whp_deck.build.outputs import Job
from whp_deck.checks.leaks import find_leaks_in_pdf, find_leaks_in_word
from whp_deck.config.deck import load_deck
from whp_deck.errors import EditedOutputError, InvalidDeckError, Problem, Source
from whp_deck.planner.documents import make_documents

WriteDeck = Callable[..., Path]


@pytest.fixture(scope="module")
def monday(built_deck: Callable[[str], Built]) -> Path:
    return built_deck("decks/monday-huddle.yaml").files[0].parent


def test_what_several_pages_cannot_show_is_one_warning_at_its_place() -> None:
    job = Job(cast(Any, None), (), Path(), today=dt.date(2026, 11, 26))
    other = Problem("packet-empty", "nothing to hand out", "")
    here = Source("practice.yaml", 2)
    for file, sign, at in (("a.pdf", "☃", None), ("b.pdf", "☃", here), ("b.pdf", "♞", None)):
        job.problems.append(Problem("characters-not-shown", f"{file}: no font shows {sign}", "", at, "warning"))
    job.problems.append(other)
    assert [(one.message, one.source) for one in job.told] == [
        (other.message, None),
        ("b.pdf and 1 more: no font shows ☃", here),
        ("b.pdf: no font shows ♞", None),
    ]


def flat(text: str) -> str:
    return "".join(text.split()).replace("\u00ad", "").replace("-", "")


def test_every_session_has_its_four_files(monday: Path) -> None:
    kinds = [
        f"monday-huddle-{n}-{kind}.{end}"
        for n in (1, 2, 3)
        for kind in ("packet", "handout")
        for end in ("pdf", "docx")
    ]
    assert sorted(file.name for file in monday.iterdir() if file.suffix in (".pdf", ".docx")) == sorted(kinds)


@pytest.mark.slow
def test_pdf_and_word_hold_every_section_in_the_same_order(monday: Path) -> None:
    prepared = prepare_deck(ROOT / "decks/monday-huddle.yaml")
    for documents in make_documents(prepared.deck, prepared.plan)[0]:
        for document in (documents.packet, documents.handout):
            reader = pypdf.PdfReader(monday / f"{document.file_stem}.pdf")
            bookmarks = [str(item.title) for item in reader.outline if not isinstance(item, list)]
            everything = flat("".join(page.extract_text() for page in reader.pages))
            word = docx.Document(str(monday / f"{document.file_stem}.docx"))
            headings = [
                p.text for p in word.paragraphs if p.style and p.style.name in ("Heading 1", "Certificate Title")
            ]
            titles = [section.title for section in document.sections]
            assert headings == titles
            assert [title for title in bookmarks if title in titles] == titles
            assert all(flat(title) in everything for title in titles)
            assert reader.metadata is not None
            assert reader.metadata.title
            assert reader.trailer["/Root"]["/Lang"].startswith("en")
            assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


@pytest.mark.slow
def test_the_same_input_gives_the_same_bytes(monday: Path, tmp_path: Path) -> None:
    print_deck(ROOT / "decks/monday-huddle.yaml", tmp_path)
    for file in tmp_path.iterdir():
        assert (monday / file.name).read_bytes() == file.read_bytes(), file.name
    assert len(list(tmp_path.iterdir())) == 12


@pytest.mark.slow
def test_the_handout_holds_nothing_of_the_facilitators_and_the_packet_all(write_deck: WriteDeck) -> None:
    own, canaries = scenario_with_canaries()
    path = write_deck(DECK + "role_plays: {use: [canaries], add: [own.yaml]}\n", own=own)
    deck, _ = load_deck(path)
    assert deck is not None
    folder = path.parent / "build"
    build_deck(path)
    packet = ""
    for file in folder.glob("*.pdf"):
        data = file.read_bytes()
        found = find_leaks_in_pdf(data, deck.scenarios, file.name)
        if "-handout" in file.stem:
            assert found == []
            assert b"ebrafish" not in data
        else:
            packet += flat("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages))
    for canary in canaries:
        assert flat(canary) in packet, canary
    for file in folder.glob("*-handout.docx"):
        assert find_leaks_in_word(file.read_bytes(), deck.scenarios, file.name) == []
    assert find_leaks_in_pdf((folder / "deck-2-packet.pdf").read_bytes(), deck.scenarios, "packet")
    assert find_leaks_in_word((folder / "deck-2-packet.docx").read_bytes(), deck.scenarios, "packet")


@pytest.mark.slow
def test_a_word_document_that_was_edited_is_kept_as_a_copy(write_deck: WriteDeck) -> None:
    deck = write_deck()
    print_deck(deck, formats=("docx",))
    file = deck.parent / "build" / "deck-1-handout.docx"
    assert print_deck(deck, formats=("docx",)).backups == ()
    document = docx.Document(str(file))
    document.paragraphs[0].add_run(" Typed in Word")
    document.save(str(file))
    edited = file.read_bytes()
    copies = print_deck(deck, formats=("docx",)).backups
    assert [copy.read_bytes() for copy in copies] == [edited]


@pytest.mark.slow
def test_sections_can_be_removed_and_reworded(write_deck: WriteDeck) -> None:
    more = (
        "packet:\n  paper: a4\n  sections:\n    remove: [certificate]\n    change: {sign-in: {title: Who was here}}\n"
    )
    deck = write_deck(DECK + more)
    print_deck(deck, formats=("pdf",))
    reader = pypdf.PdfReader(deck.parent / "build" / "deck-1-packet.pdf")
    bookmarks = [str(item.title) for item in reader.outline if not isinstance(item, list)]
    assert "Who was here" in bookmarks
    assert not [title for title in bookmarks if "ertificate" in title]
    assert round(float(reader.pages[0].mediabox.width)) == 595


@pytest.mark.slow
def test_only_the_named_outputs_are_written(write_deck: WriteDeck) -> None:
    deck = write_deck(DECK + "outputs: [handout, share, invite]\nmeetings: [{session: 1, date: 2027-03-01}]\n")
    names = {file.name for file in build_deck(deck).files}
    assert names == {file.name for file in (deck.parent / "build").iterdir()}
    assert {name for name in names if name.startswith("deck-1")} == {
        f"deck-1-{name}"
        for name in ("handout.pdf", "handout.docx", "share.pptx", "invite.txt", "invite.eml", "invite.ics")
    }


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (SHORT_DECK.replace("[deck]", "[deck, share]"), "deck-share.pptx"),
        pytest.param(DECK + "outputs: [deck, share]\n", "deck-2-share.pptx", marks=pytest.mark.slow),
    ],
    ids=["short", "three sessions"],
)
def test_a_share_deck_that_cannot_be_replaced_stops_before_anything_is_written(
    write_deck: WriteDeck, text: str, name: str
) -> None:
    deck = write_deck(text)
    foreign = deck.parent / "build" / name
    foreign.parent.mkdir()
    Presentation().save(str(foreign))
    with pytest.raises(EditedOutputError, match="saved by another program"):
        build_deck(deck)
    assert list(foreign.parent.iterdir()) == [foreign]


@pytest.mark.slow
@pytest.mark.parametrize("ending", [pytest.param("txt", marks=pytest.mark.slow), "eml"])
@pytest.mark.parametrize(
    "part", ["Dear team", *(pytest.param(one, marks=pytest.mark.slow) for one in ("15 minutes", "What to expect"))]
)
def test_an_e_mail_that_somebody_changed_is_kept_and_another_is_not(
    write_deck: WriteDeck, ending: str, part: str
) -> None:
    deck = write_deck(DECK + "outputs: [invite]\nmeetings: [{session: 1, date: 2027-03-01}]\n")
    build_deck(deck)
    mail = deck.parent / "build" / f"deck-1-invite.{ending}"
    deck.write_text(deck.read_text().replace("Test deck", "New name"), encoding="utf-8")
    assert build_deck(deck).backups == ()
    mail.write_text(mail.read_text(encoding="utf-8").replace(part, "Hi there"), encoding="utf-8")
    edited = mail.read_bytes()
    deck.write_text(deck.read_text().replace("New name", "Newer name"), encoding="utf-8")
    assert [copy.read_bytes() for copy in build_deck(deck).backups] == [edited]
    assert "Newer name" in mail.read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_word_documents_take_the_look_of_a_practices_own(write_deck: WriteDeck) -> None:
    deck = write_deck(DECK + "packet: {template: ours.docx}\n")
    own = docx.Document()
    own.styles["Heading 1"].font.name = "Comic Sans MS"
    own.save(str(deck.parent / "ours.docx"))
    files = print_deck(deck, formats=("docx",)).files
    assert {docx.Document(str(file)).styles["Heading 1"].font.name for file in files} == {"Comic Sans MS"}


@pytest.mark.parametrize("content", [None, pytest.param(b"", marks=pytest.mark.slow), b"no Word document"])
def test_a_word_template_that_is_none_is_a_problem_with_its_line(write_deck: WriteDeck, content: bytes | None) -> None:
    deck = write_deck(DECK + "packet:\n  template: ours.docx\n")
    if content is not None:
        (deck.parent / "ours.docx").write_bytes(content)
    with pytest.raises(InvalidDeckError) as caught:
        build_deck(deck)
    (problem,) = (one for one in caught.value.problems if one.code == "packet-template")
    assert problem.source is not None
    assert problem.source.line == 5
    assert not (deck.parent / "build").exists()


@pytest.mark.slow
def test_a_pdf_of_somebody_else_is_kept(write_deck: Callable[..., Path]) -> None:
    deck = write_deck()
    first = print_deck(deck, formats=("pdf",))
    assert print_deck(deck, formats=("pdf",)).backups == ()
    path = first.files[0]
    theirs = b"%PDF-1.7 scanned, with notes in pen"
    path.write_bytes(theirs)
    assert [copy.read_bytes() for copy in print_deck(deck, formats=("pdf",)).backups] == [theirs]


@pytest.mark.slow
def test_a_packet_asked_for_by_itself_names_what_is_printed_with_it(write_deck: Callable[..., Path]) -> None:
    """The deck's `outputs:` name neither packet nor handout, and both are printed all the same."""
    built = print_deck(write_deck(SHORT_DECK), formats=["docx"])
    (packet,) = [file for file in built.files if file.name == "deck-packet.docx"]
    words = "\n".join(paragraph.text for paragraph in docx.Document(str(packet)).paragraphs)
    for paper in ("Handout: one for each person", "Commitment slips, cut", "Sign-in sheet: one copy"):
        assert paper in words, paper
