"""Pictures of slides: they are there when the renderer is, and nothing fails when it is not."""

from __future__ import annotations

import builtins
import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from whp_deck.render import thumbnails
from whp_deck.render.thumbnails import NOT_INSTALLED, draw_thumbnails, find_fonts
from whp_deck.resources import shipped


@pytest.fixture(autouse=True)
def fresh_fonts() -> Any:
    find_fonts.cache_clear()
    yield
    find_fonts.cache_clear()


@pytest.fixture
def deck(tmp_path: Path) -> bytes:
    from pptx import Presentation

    presentation = Presentation(str(shipped("templates/base.pptx")))
    for name in ("Content", "Debrief"):
        layout = next(layout for layout in presentation.slide_layouts if layout.name == name)
        slide = presentation.slides.add_slide(layout)
        assert slide.shapes.title is not None
        slide.shapes.title.text = "A title"
    path = tmp_path / "deck.pptx"
    presentation.save(str(path))
    return path.read_bytes()


def test_each_slide_has_a_picture_of_that_width(deck: bytes) -> None:
    pytest.importorskip("betteroffice_pptx")
    made = draw_thumbnails(deck, width=480)
    assert made.note == ""
    assert list(made.pictures) == [1, 2]
    for picture in made.pictures.values():
        with Image.open(io.BytesIO(picture)) as opened:
            assert opened.size == (480, 270)


def test_same_deck_same_pictures(deck: bytes) -> None:
    pytest.importorskip("betteroffice_pptx")
    assert draw_thumbnails(deck, width=300).pictures == draw_thumbnails(deck, width=300).pictures


def test_a_file_will_do(deck: bytes, tmp_path: Path) -> None:
    pytest.importorskip("betteroffice_pptx")
    path = tmp_path / "again.pptx"
    path.write_bytes(deck)
    assert len(draw_thumbnails(path, width=100).pictures) == 2


def test_without_the_renderer_there_is_a_note(deck: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def refuse(name: str, *rest: Any, **more: Any) -> Any:
        if name == "betteroffice_pptx":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", refuse)
    assert draw_thumbnails(deck, width=480) == ({}, NOT_INSTALLED)


@pytest.mark.parametrize("junk", [b"", b"no deck", b"PK\x03\x04 broken"])
def test_a_broken_deck_gives_a_note(junk: bytes) -> None:
    pytest.importorskip("betteroffice_pptx")
    made = draw_thumbnails(junk, width=480)
    assert made.pictures == {}
    assert made.note.startswith("no slide pictures: ")


def test_a_missing_file_gives_a_note(tmp_path: Path) -> None:
    pytest.importorskip("betteroffice_pptx")
    assert draw_thumbnails(tmp_path / "nowhere.pptx", width=480).note.startswith("no slide pictures: ")


def test_without_system_fonts_ours_is_used(deck: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("betteroffice_pptx")
    monkeypatch.setattr(thumbnails, "font_folders", list)
    assert [(font.family, font.bold, font.italic) for font in find_fonts()] == [
        ("Calibri", False, False),
        ("Calibri", True, False),
        ("Calibri", False, True),
        ("Calibri", True, True),
    ]
    assert len(draw_thumbnails(deck, width=480).pictures) == 2


def test_a_ground_is_drawn_behind_a_picture_that_has_a_fill(deck: bytes, tmp_path: Path) -> None:
    from lxml import etree
    from pptx import Presentation
    from pptx.util import Inches

    stream = io.BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(stream, "PNG")
    presentation = Presentation(io.BytesIO(deck))
    slide = presentation.slides[0]
    picture = slide.shapes.add_picture(io.BytesIO(stream.getvalue()), 0, 0, Inches(13.333), Inches(7.5))
    a = "http://schemas.openxmlformats.org/drawingml/2006/main"
    fill = etree.SubElement(picture._element.spPr, f"{{{a}}}solidFill")
    etree.SubElement(fill, f"{{{a}}}srgbClr", val="102030")
    presentation.save(str(tmp_path / "filled.pptx"))
    drawn = draw_thumbnails(tmp_path / "filled.pptx", width=200, only=[1])
    with Image.open(io.BytesIO(drawn.pictures[1])) as seen:
        assert seen.convert("RGB").getpixel((100, 20)) == (0x10, 0x20, 0x30)
    assert set(drawn.pictures) == {1}
