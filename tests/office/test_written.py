"""A slide of text is joined from strings; asking for its elements changes nothing about it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.office.conftest import bullets, empty_deck, plain, png
from whp_deck.office.gate import check_package
from whp_deck.office.made import MadeSlide
from whp_deck.office.parts import element_of
from whp_deck.office.slides import SlideMaker
from whp_deck.office.text import text_of
from whp_deck.office.written import is_hidden
from whp_deck.office.xml import parse, serialize
from whp_deck.plan import Paragraph, Run

HARD = "R&D <b> \"quoted\" 'single' > 5 – ½ 😀\nsecond line\ttabbed\x01"


def hard_slide(maker: SlideMaker, look: Callable[[MadeSlide], object] = id) -> MadeSlide:
    """A slide with all that a text can have; `look` is called between any two steps."""
    slide = maker.add("Content", name='a & "b"', footer="Hilltop & Co", footer_scale=90, hidden=True)
    look(slide)
    slide.fill("Title", plain(HARD), scale=80)
    look(slide)
    mixed = Paragraph(
        (Run("bold", bold=True), Run("link", link="https://example.org/?a=1&b=2"), Run(HARD)), 1, "number"
    )
    slide.fill("Body", [*bullets("one", ""), mixed, Paragraph(())], scale=95)
    look(slide)
    slide.fill_notes([mixed, *bullets("say & do")])
    look(slide)
    slide.drop_unused()
    return slide


def test_the_bytes_are_those_that_lxml_would_write() -> None:
    slide = hard_slide(empty_deck()[1])
    for part in (slide.part, slide.notes_part):
        written = part.blob
        assert serialize(parse(written)) == written
        assert serialize(element_of(part)) == written
        assert part.blob == written


@pytest.mark.parametrize(
    "look", [lambda slide: slide.element, lambda slide: element_of(slide.notes_part)], ids=["slide", "notes"]
)
def test_the_same_bytes_whenever_somebody_looked(look: Callable[[MadeSlide], object]) -> None:
    alone = hard_slide(empty_deck()[1])
    for steps in range(4):
        count = iter(range(9))
        seen = hard_slide(
            empty_deck()[1], lambda slide, at=steps, count=count: look(slide) if next(count) == at else None
        )
        assert (seen.part.blob, seen.notes_part.blob) == (alone.part.blob, alone.notes_part.blob)


def test_what_is_changed_in_the_elements_counts() -> None:
    package, maker = empty_deck()
    slide = hard_slide(maker)
    assert is_hidden(slide.part)
    slide.element.attrib.pop("show")
    assert not is_hidden(slide.part)
    slide.fill("Title", plain("another text"))
    assert text_of(slide.placeholder("Title")[-1]) == "another text"
    assert b"another text" in slide.part.blob
    assert check_package(package) == []


def test_a_picture_among_texts() -> None:
    package, maker = empty_deck()
    slide = maker.add("Content with picture", name="pictured")
    slide.fill("Title", plain("Before"))
    slide.picture("Picture", png(), alt="A gray field")
    slide.fill("Body", plain("After"))
    slide.drop_unused()
    assert [text_of(one) for one in slide.element.iter("{*}txBody")][:2] == ["Before", "After"]
    assert check_package(package) == []


def test_a_shape_that_is_not_there_and_one_that_holds_no_text() -> None:
    slide = empty_deck()[1].add("Content with picture", name="pictured")
    for _ in range(2):  # as strings, and as elements
        with pytest.raises(KeyError, match="no placeholder “Nowhere”; there are: Title"):
            slide.fill("Nowhere", plain("x"))
        with pytest.raises(ValueError, match="holds no text"):
            slide.fill("Picture", plain("x"))
        assert slide.element is not None
