"""Whole decks in other people's templates: no word is lost, no placeholder is left waiting, the file is sound."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pptx
import pytest

from tests.conftest import ROOT
from tests.foreign import TEMPLATES
from whp_deck.build import build_deck
from whp_deck.build.deck import Built
from whp_deck.errors import has_errors
from whp_deck.plan import Block, Figures, Picture, Steps, Table, Text


def words_of(block: Block) -> list[str]:
    match block:
        case Text():
            return [p.text.replace("\v", "\n") for p in block.paragraphs if p.text.strip()]
        case Table():
            return [p.text for row in block.rows for cell in row for p in cell.paragraphs]
        case Steps():
            return [p.text for step in block.steps for text in step for p in text.paragraphs]
        case Picture() | Figures():
            return []
    raise AssertionError(block)


def seen_on(slide: pptx.slide.Slide) -> str:
    texts = []
    for shape in slide.shapes:
        if shape.has_text_frame:
            texts += [p.text for p in shape.text_frame.paragraphs]
        if shape.has_table:
            texts += [p.text for row in shape.table.rows for cell in row.cells for p in cell.text_frame.paragraphs]
    return "\n".join(texts)


def check(built: Built) -> None:
    assert not has_errors(built.problems), [str(problem) for problem in built.problems]
    for file, session in zip(built.files, built.plan.sessions, strict=True):
        deck = pptx.Presentation(str(file))
        slides = list(deck.slides)
        assert len(slides) == len(session.slides)
        for slide, planned in zip(slides, session.slides, strict=True):
            shown = seen_on(slide)
            bar = planned.slots.get("bar")
            for name, block in planned.slots.items():
                for text in [] if block is bar else words_of(block):
                    assert text.replace("\n", "\v") in shown, (file.name, planned.id, name, text)
            assert slide.shapes.title is not None, planned.id
            assert slide.shapes.title.text_frame.text.strip()
            for shape in slide.placeholders:
                if shape.has_text_frame:
                    assert shape.text_frame.text.strip(), (planned.id, shape.name)
            order = [shape.name for shape in slide.shapes]
            assert order.index(slide.shapes.title.name) == 0, planned.id


@pytest.fixture
def monday(tmp_path: Path) -> Callable[[str], Built]:
    def build(name: str) -> Built:
        TEMPLATES[name](tmp_path / "theirs.pptx")
        text = (ROOT / "decks/monday-huddle.yaml").read_text(encoding="utf-8")
        text = text.replace("template: base", "template: theirs.pptx")
        text = text.replace("../config/practice.yaml", str(ROOT / "config/practice.yaml"))
        (tmp_path / "deck.yaml").write_text(text, encoding="utf-8")
        return build_deck(tmp_path / "deck.yaml", packet=False)

    return build


def test_monday_in_a_corporate_template(monday: Callable[[str], Built]) -> None:
    check(monday("corporate"))


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(set(TEMPLATES) - {"corporate"}))
def test_monday_in_every_kind_of_template(monday: Callable[[str], Built], name: str) -> None:
    check(monday(name))
