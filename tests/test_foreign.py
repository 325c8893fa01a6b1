"""Whole decks in other people's templates: no word is lost, no placeholder is left waiting, the file is sound."""

from __future__ import annotations

import copy
import datetime as dt
import io
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pptx
import pytest
from PIL import Image
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn

from tests.as_template import seen_on, use_as_template, words_of_slide
from tests.conftest import ROOT
from tests.foreign import TEMPLATES, office_4_3, put_logo
from whp_deck.build import build_deck, prepare_deck
from whp_deck.build.check import check_deck_file, check_pptx
from whp_deck.build.deck import Built
from whp_deck.errors import has_errors
from whp_deck.office.bindings import load_bindings
from whp_deck.office.fit_text import footer_scale
from whp_deck.office.fonts import text_width
from whp_deck.office.wrap import measure
from whp_deck.plan import Paragraph, Run
from whp_deck.resources import shipped

BINDINGS = load_bindings(shipped("config/layouts.yaml"))


def check(built: Built) -> None:
    assert not has_errors(built.problems), [str(problem) for problem in built.problems]
    for file, session in zip(built.files, built.plan.sessions, strict=True):
        deck = pptx.Presentation(str(file))
        slides = list(deck.slides)
        assert len(slides) == len(session.slides)
        for slide, planned in zip(slides, session.slides, strict=True):
            shown = seen_on(slide)
            for text in words_of_slide(planned):
                assert text in shown, (file.name, planned.id, text)
            assert slide.shapes.title is not None, planned.id
            assert slide.shapes.title.text_frame.text.strip()
            for shape in slide.placeholders:
                if shape.has_text_frame:
                    assert shape.text_frame.text.strip(), (planned.id, shape.name)
            order = [shape.name for shape in slide.shapes]
            assert order.index(slide.shapes.title.name) == 0, planned.id


@pytest.fixture
def write_monday(tmp_path: Path) -> Callable[[str], Path]:
    def write(name: str) -> Path:
        TEMPLATES[name](tmp_path / "theirs.pptx")
        text = (ROOT / "decks/monday-huddle.yaml").read_text(encoding="utf-8")
        text = text.replace("template: base", "template: theirs.pptx")
        text = text.replace("../config/practice.yaml", str(ROOT / "config/practice.yaml"))
        (tmp_path / "deck.yaml").write_text(text, encoding="utf-8")
        return tmp_path / "deck.yaml"

    return write


@pytest.fixture
def monday(write_monday: Callable[[str], Path]) -> Callable[[str], Built]:
    return lambda name: build_deck(write_monday(name), packet=False)


@pytest.mark.slow
def test_monday_in_a_corporate_template(monday: Callable[[str], Built]) -> None:
    check(monday("corporate"))


@pytest.mark.parametrize(
    "words", ["Riverside · Monday huddle 1 of 3", "Riverside Family Medicine · Monday huddle 1 of 3"]
)
def test_a_footer_stands_on_one_line_where_a_smaller_size_allows_it(
    words: str, write_monday: Callable[[str], Path], tmp_path: Path
) -> None:
    path = write_monday("office-4-3")
    theirs = pptx.Presentation(str(tmp_path / "theirs.pptx"))
    for sheet in (theirs.slide_master, *theirs.slide_layouts):  # a box that has room for two lines, as many have
        for shape in sheet.placeholders:
            if shape.placeholder_format.type == PP_PLACEHOLDER.FOOTER:
                shape.left, shape.top, shape.width, shape.height = shape.left, shape.top, shape.width, shape.height * 2
    theirs.save(str(tmp_path / "theirs.pptx"))
    template = prepare_deck(path).template
    seats = [layout.footer for layout in template.layouts.values() if layout.footer]
    assert seats
    for seat in seats:
        lines = measure((Paragraph((Run(words),)),), seat, footer_scale(words, seat)).lines
        assert lines == 1, seat
        assert footer_scale("Hilltop", seat) == 100
        foreign = tuple(replace(level, font="Clinic Grotesk") for level in seat.levels)
        assert footer_scale(words, replace(seat, levels=foreign)) <= footer_scale(words, seat)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(set(TEMPLATES) - {"corporate"}))
def test_monday_in_every_kind_of_template(monday: Callable[[str], Built], name: str) -> None:
    check(monday(name))


@pytest.mark.slow
def test_letters_are_readable_where_a_template_draws_a_band(monday: Callable[[str], Built]) -> None:
    built = monday("banded")
    found = [
        hit
        for file in built.files
        for hit in check_pptx(file, today=dt.date(2026, 11, 30)).findings
        if hit.rule == "contrast-low"
    ]
    # the subtitle's and the footer's color is the template's, a link's the theme's
    own = [hit for hit in found if hit.shape not in ("Address", "Subtitle 2", "Footer Placeholder 4")]
    assert own == [], [(hit.shape, hit.message) for hit in own]


@pytest.mark.slow
def test_a_date_is_shown_only_where_the_template_s_own_slides_show_one(tmp_path: Path) -> None:
    def kinds(path: Path) -> set[str]:
        used = use_as_template(path, tmp_path / "out.pptx", {"content": BINDINGS["content"]})
        (slide,) = pptx.Presentation(str(used.path)).slides
        return {str(shape.placeholder_format.type).split(" ")[0] for shape in slide.placeholders}

    path = tmp_path / "theirs.pptx"
    TEMPLATES["office-4-3"](path)
    assert kinds(path) == {"TITLE", "OBJECT", "FOOTER", "SLIDE_NUMBER"}
    deck = pptx.Presentation(str(path))
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    date = next(shape for shape in deck.slide_layouts[1].placeholders if "DATE" in str(shape.placeholder_format.type))
    slide.shapes._spTree.append(copy.deepcopy(date._element))
    deck.save(str(path))
    assert kinds(path) == {"TITLE", "OBJECT", "DATE", "FOOTER", "SLIDE_NUMBER"}


def test_the_code_for_the_phone_has_a_white_border_of_its_own(tmp_path: Path) -> None:
    """On a dark ground it could not be found without one."""
    TEMPLATES["dark-wide"](tmp_path / "theirs.pptx")
    used = use_as_template(tmp_path / "theirs.pptx", tmp_path / "out.pptx", {"video": BINDINGS["video"]})
    (slide,) = pptx.Presentation(str(used.path)).slides
    code = next(shape for shape in slide.shapes if shape.name == BINDINGS["video"].slots["qr"])
    picture = Image.open(io.BytesIO(code.image.blob)).convert("L")
    edge = 4 * 20
    assert picture.crop((0, 0, picture.width, edge)).getextrema() == (255, 255)
    assert picture.crop((0, 0, edge, picture.height)).getextrema() == (255, 255)
    assert picture.getpixel((edge, edge)) == 0


@pytest.mark.slow
def test_what_only_the_template_can_mend_is_told_once_for_the_deck(
    write_monday: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(TEMPLATES, "with-logo", with_pale_footer_and_logo)
    found = check_deck_file(write_monday("with-logo"), today=dt.date(2026, 11, 30)).findings
    for rule, words in {
        "text-outside-placeholders": "because theirs.pptx has no layout with places for them: ",
        "contrast-low": "the color is that of theirs.pptx, layouts “",
    }.items():
        told = [one for one in found if one.rule == rule and one.file == "deck-1.pptx"]
        (one,) = told
        assert words in one.message
        assert (one.slide, one.source) == (0, None)
        assert "keeps the template" in one.remedy
    assert any(
        one.rule == "text-on-picture" and "the picture “Logo” of theirs.pptx (Slide Master)" in one.message
        for one in found
    )
    boxes = next(one.message for one in found if one.rule == "text-outside-placeholders")
    assert not re.search(r"decision-open|your-turn|minutes-word", boxes)


def with_pale_footer_and_logo(path: Path) -> None:
    office_4_3(path)
    deck = pptx.Presentation(str(path))
    put_logo(deck.slide_master, 4_000_000, 450_000, 4_900_000, 700_000)  # a title beside it would be a column
    deck.save(str(path))


@pytest.mark.slow
def test_a_broad_font_on_narrow_slides_breaks_no_word_and_shows_the_site_alone(
    write_monday: Callable[[str], Path], tmp_path: Path
) -> None:
    path = write_monday("office-4-3")
    theirs = pptx.Presentation(str(tmp_path / "theirs.pptx"))
    for part in theirs.part.package.iter_parts():
        if "/theme/" in str(part.partname):
            part._blob = re.sub(rb'(<a:(?:major|minor)Font>\s*<a:latin typeface=")[^"]*', rb"\1Verdana", part.blob)
    theirs.save(str(tmp_path / "theirs.pptx"))
    built = build_deck(path, packet=False)
    slides = [slide for file in built.files for slide in pptx.Presentation(str(file)).slides]
    (video,) = (slide for slide in slides if slide.name == "video")
    (run,) = (
        run
        for shape in video.shapes
        if shape.has_text_frame and "ahrq.gov" in shape.text_frame.text
        for run in shape.text_frame.paragraphs[0].runs
    )
    assert run.text == "ahrq.gov/…/warm-handoffs.html"
    assert run.hyperlink.address.startswith("https://www.ahrq.gov/")
    boxes = [shape for slide in slides for shape in slide.shapes if shape.has_text_frame and not shape.is_placeholder]
    assert boxes
    for shape in boxes:
        width = (shape.width - shape.text_frame.margin_left - shape.text_frame.margin_right) / 12700
        styles = shape.text_frame._txBody.iter(qn("a:lvl1pPr"))
        size = next((int(style.find(qn("a:defRPr")).get("sz")) / 100 for style in styles), 0.0)
        words = [word for line in shape.text_frame.paragraphs[:1] for word in re.split(r"[\s/]", line.text)]
        assert max((text_width(word, "Verdana", size, True) for word in words), default=0) <= width, (
            shape.text_frame.text
        )
