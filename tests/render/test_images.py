"""Pictures and PDFs of a finished deck, by whoever is there to draw."""

from __future__ import annotations

import io
import itertools
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from PIL import Image

from tests.conftest import Done
from whp_deck.build import Built, build_deck
from whp_deck.errors import MissingToolError, RenderError
from whp_deck.office.package import open_package
from whp_deck.render import images
from whp_deck.render.fonts_here import fonts_used, missing_of
from whp_deck.render.images import Page, draw_slides, office_pdf, read_pages
from whp_deck.render.picture_pages import compose, make_files, sheet_title

Run = Callable[..., Done]
BuiltDeck = Callable[[str], Built]


@pytest.fixture(scope="module")
def deck(built_deck: BuiltDeck) -> Path:
    return built_deck("decks/monday-huddle.yaml").files[2]


def test_pages_tell_title_notes_and_what_is_hidden(write_deck: Callable[..., Path], tmp_path: Path) -> None:
    deck = "deck: Test deck\npractice: practice.yaml\nformat: huddle-10\nslides: {hide: [how-to]}\n"
    built = build_deck(write_deck(deck), tmp_path, packet=False)
    pages = read_pages(open_package(built.files[0]))
    slides = built.plan.sessions[0].slides
    titles = [" ".join(slide.title.split()) for slide in slides]
    assert [page.title for page in pages] == titles
    assert [page.hidden for page in pages] == [slide.hidden for slide in slides]
    assert sum(page.hidden for page in pages) == 1
    spoken = slides[1].notes.parts[1].paragraphs[0].text
    assert spoken in pages[1].notes


@pytest.mark.slow
def test_the_sheet_and_the_notes_hold_every_slide(deck: Path) -> None:
    pages = read_pages(open_package(deck))
    drawn = draw_slides(deck.read_bytes(), pages, width=240, by="built-in")
    assert set(drawn.pictures) == {page.number for page in pages if not page.hidden}
    notes = pypdf.PdfReader(io.BytesIO(compose("notes", pages, drawn.pictures, title="Ours")))
    assert len(notes.pages) == len(drawn.pictures)
    assert pages[0].title in notes.pages[0].extract_text()
    assert notes.metadata is not None
    assert notes.metadata.title == "Ours"
    assert "/StructTreeRoot" in notes.trailer["/Root"]  # type: ignore[operator]
    with Image.open(io.BytesIO(compose("sheet", pages, drawn.pictures, title="Ours"))) as sheet:
        assert sheet.width > 1000


def test_the_sheets_title_says_which_slides_are_hidden() -> None:
    pages = [Page(number, "T", hidden=number in (2, 4)) for number in range(1, 6)]
    assert sheet_title("Ours", pages, dict.fromkeys((1, 3, 5), b"")) == "Ours (slides 2 and 4 are hidden)"
    assert sheet_title("Ours", pages, dict.fromkeys((1, 2, 3, 5), b"")) == "Ours (slide 4 is hidden)"
    assert sheet_title("Ours", pages, dict.fromkeys(range(1, 6), b"")) == "Ours"


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 2])
def test_what_the_built_in_renderer_makes_is_the_same_each_time(deck: Path, count: int) -> None:
    pages = read_pages(open_package(deck))[:count]
    one, two = (
        make_files("slides", deck.read_bytes(), pages, title="Ours", width=200, by="built-in") for _ in range(2)
    )
    assert one == two
    assert [ending for ending, _ in one.files] == ["-slides.pdf"]


def test_a_command_line_says_who_draws_and_leaves_the_decks_alone(run: Run, deck: Path, tmp_path: Path) -> None:
    before = deck.read_bytes()
    done = run("render", deck, "--by", "built-in", "--format", "png", "--width", "200", "--output", tmp_path)
    assert done.returncode == 0, done.stderr
    assert "drawn by built-in" in done.stderr
    assert len(list(tmp_path.glob("*-slide-*.png"))) == len(done.stdout.splitlines())
    assert deck.read_bytes() == before


def test_notes_as_png_is_wrong_usage(run: Run, deck: Path) -> None:
    assert run("render", deck, "--what", "notes", "--format", "png").returncode == 2


def test_without_libreoffice_it_is_named_as_missing(run: Run, deck: Path, tmp_path: Path) -> None:
    done = run("render", deck, "--by", "libreoffice", "--output", tmp_path, PATH="", PROGRAMFILES="")
    assert done.returncode == 3
    assert "--by built-in" in done.stderr


def test_an_office_that_writes_nothing_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    liar = tmp_path / "soffice"
    liar.write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
    liar.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin")
    with pytest.raises(RenderError, match="made no PDF"):
        office_pdf(b"")


def test_no_renderer_at_all_is_a_missing_tool(deck: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "betteroffice_pptx", None)
    with pytest.raises(MissingToolError, match="not installed"):
        draw_slides(deck.read_bytes(), read_pages(open_package(deck)), width=200, by="built-in")


def test_doctor_tells_what_is_there(run: Run) -> None:
    parts = {part["name"]: part for part in json.loads(run("doctor", "--json").stdout)}
    assert parts["pictures"]["found"].startswith("betteroffice-pptx")
    assert all(part["gives"] for part in parts.values())
    without = run("doctor", PATH="", PROGRAMFILES="")
    assert without.returncode == 0
    assert "no   LibreOffice" in without.stdout
    assert "to get it" in without.stdout


@pytest.mark.slow
@pytest.mark.libreoffice
@pytest.mark.parametrize("what", ["slides", "notes", "sheet"])
def test_libreoffice_draws_what_is_asked_for(run: Run, deck: Path, tmp_path: Path, what: str) -> None:
    done = run("render", deck, "--what", what, "--output", tmp_path)
    assert done.returncode == 0, done.stderr
    assert "drawn by LibreOffice" in done.stderr
    (file,) = tmp_path.iterdir()
    if what != "sheet":
        visible = [page for page in read_pages(open_package(deck)) if not page.hidden]
        found = subprocess.run(["pdfinfo", str(file)], check=True, capture_output=True, text=True).stdout
        assert f"Pages:           {len(visible)}" in found
    assert images.find_libreoffice()


@pytest.mark.slow
def test_no_line_of_a_picture_is_lost_on_a_sheet() -> None:
    """Pictures stand between the pixels of the sheet: drawn as they fall, some lost a row, and letters their tops."""
    picture = Image.new("L", (640, 360), "white")
    tops = range(20, 340, 17)
    for top in tops:
        picture.paste(0, (40, top, 600, top + 2))
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    pages = [Page(number, "Lines") for number in range(1, 9)]
    sheet = compose("sheet", pages, {page.number: stream.getvalue() for page in pages}, title="Lines")
    with Image.open(io.BytesIO(sheet)) as opened:
        assert opened.width == 1920
        drawn = opened.convert("L").crop((270, 0, 271, opened.height)).tobytes()
    lines: list[int] = []
    for before, now in itertools.pairwise(255 - gray for gray in drawn):
        if now > 40:
            lines = [*lines, now] if before <= 40 else [*lines[:-1], lines[-1] + now]
    assert len(lines) == 2 * len(tops)
    assert min(lines) > 0.85 * max(lines)


def test_a_hidden_slide_is_pale_and_marked_on_a_sheet() -> None:
    stream = io.BytesIO()
    Image.new("RGB", (320, 180), "black").save(stream, "PNG")
    pages = [Page(number, "Slide", hidden=number == 2) for number in (1, 2)]
    sheet = compose("sheet", pages, dict.fromkeys((1, 2), stream.getvalue()), title="Two")
    with Image.open(io.BytesIO(sheet)) as opened:
        middle = opened.convert("L").crop((0, 130, opened.width, 131))
        across = middle.tobytes()
    shown, hidden = across[200], across[700]
    assert (shown < 20, 100 < hidden < 230) == (True, True)


def test_fonts_that_are_not_here_are_named_and_those_with_a_twin_are_not(deck: Path) -> None:
    assert fonts_used(open_package(deck)) == {"Calibri"}
    assert missing_of({"Calibri", "Gotham Book", "Open Sans"}, {"carlito", "open sans"}) == ["Gotham Book"]
    assert missing_of({"Calibri", "Arial"}, {"arial"}) == ["Calibri"]
