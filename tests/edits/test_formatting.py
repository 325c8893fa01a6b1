"""What people do to the looks of a slide: it is seen, told, and kept when the files change the same slide elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.enum.text import PP_ALIGN

from tests.edits.test_ink_and_comments import ours, tell
from tests.edits.test_merge import build, edit, slide
from tests.office.conftest import png
from whp_deck.office.gate import check_file
from whp_deck.office.xml import A_NS, P_NS, descend, p

WriteDeck = Callable[..., Path]
_SAYS = "We talk"


def _text(deck: object) -> Any:
    return next(one for one in slide(deck, "ours").shapes if one.has_text_frame and _SAYS in one.text_frame.text)  # type: ignore[attr-defined]


def link(deck: object) -> None:
    _text(deck).text_frame.paragraphs[0].runs[0].hyperlink.address = "https://example.org/sheet"


def center(deck: object) -> None:
    _text(deck).text_frame.paragraphs[0].alignment = PP_ALIGN.CENTER


def turn(deck: object) -> None:
    shape = _text(deck)
    shape.left, shape.top, shape.width, shape.height = shape.left, shape.top, shape.width, shape.height
    shape.rotation = 5


def switch_off(deck: object) -> None:
    _text(deck)._element.nvSpPr.cNvPr.set("hidden", "1")


def paint(deck: object) -> None:
    common = slide(deck, "ours")._element.cSld  # type: ignore[attr-defined]
    common.insert(
        0,
        etree.fromstring(
            f'<p:bg xmlns:p="{P_NS}" xmlns:a="{A_NS}"><p:bgPr><a:solidFill><a:srgbClr val="FFEECC"/></a:solidFill>'
            "<a:effectLst/></p:bgPr></p:bg>"
        ),
    )


DONE: dict[Callable[[object], None], Callable[[Any], bool]] = {
    link: lambda one: any(run.hyperlink.address for run in _text_of(one).text_frame.paragraphs[0].runs),
    center: lambda one: _text_of(one).text_frame.paragraphs[0].alignment == PP_ALIGN.CENTER,
    turn: lambda one: _text_of(one).rotation == 5,
    switch_off: lambda one: _text_of(one)._element.nvSpPr.cNvPr.get("hidden") == "1",
    paint: lambda one: descend(one._element, p("cSld"), p("bg")) is not None,
}


def _now(file: Path) -> Any:
    return slide(Presentation(str(file)), "ours")


def _text_of(one: Any) -> Any:
    return next(shape for shape in one.shapes if shape.has_text_frame and _SAYS in shape.text_frame.text)


@pytest.mark.parametrize(
    "made", [link, *(pytest.param(one, marks=pytest.mark.slow) for one in DONE if one is not link)]
)
def test_it_is_told_and_kept(write_deck: WriteDeck, made: Callable[[object], None]) -> None:
    deck = write_deck(ours("kind: content", f"body: {_SAYS}"))
    file = build(deck).files[0]
    edit(file, made)
    (line,) = tell(deck)
    assert ("another background" if made is paint else "formatting or a link changed") in line
    built = build(write_deck(ours("kind: content", f"body: {_SAYS}", title="From the file")))
    assert built.problems == ()
    now = _now(file)
    assert now.shapes.title.text_frame.text == "From the file"
    assert DONE[made](now)
    assert check_file(file) == []


@pytest.mark.slow
@pytest.mark.parametrize("made", list(DONE))
def test_it_comes_along_when_the_files_make_the_slide_anew(
    write_deck: WriteDeck, made: Callable[[object], None]
) -> None:
    """With a picture it has another layout, so that it is made anew, and takes over what the person did."""
    deck = write_deck(ours("kind: content", f"body: {_SAYS}"))
    (deck.parent / "us.png").write_bytes(png())
    file = build(deck).files[0]
    edit(file, made)
    built = build(write_deck(ours("kind: content", f"body: {_SAYS}", "picture: {file: us.png, alt: All of us}")))
    assert built.problems == ()
    assert any(
        shape.shape_type == MSO_SHAPE_TYPE.PLACEHOLDER and hasattr(shape, "image") for shape in _now(file).shapes
    )
    assert DONE[made](_now(file))
    assert check_file(file) == []


@pytest.mark.slow
def test_words_that_lead_somewhere_and_new_words_in_the_files_are_in_dispute(write_deck: WriteDeck) -> None:
    file = build(write_deck(ours("kind: content", f"body: {_SAYS}"))).files[0]
    edit(file, link)
    built = build(write_deck(ours("kind: content", "body: Other words")))
    assert [one.code for one in built.problems] == ["edit-conflict"]
    assert DONE[link](_now(file))
