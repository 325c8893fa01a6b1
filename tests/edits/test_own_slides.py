"""Slides that somebody adds in PowerPoint: what `pull` writes of them gives the very slide again, or stays out with a reason."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pptx.util import Inches

from tests.conftest import DECK
from tests.edits.rendered import render_deck
from whp_deck.edits.bases import LOOKS
from whp_deck.edits.fields import differences
from whp_deck.edits.files import Place
from whp_deck.office.package import Package, presentation

WriteDeck = Callable[..., Path]
Lines = list[tuple[int, str]]
POINTS: Lines = [(0, "One"), (1, "More of it"), (0, "Two")]
HEADED: Lines = [(0, "For us"), (1, "Fewer gaps"), (1, "One call less")]
UNHEADED: Lines = [(1, "Fewer gaps"), (1, "in the record")]
FLAT: Lines = [(0, "Fewer gaps"), (0, "One call less")]


def add_slide(layout: str, texts: list[Lines], boxes: list[Lines]) -> Callable[[Package], None]:
    """A last slide with these texts in the layout's placeholders, from the left, and in text boxes below each other."""

    def change(package: Package) -> None:
        deck = presentation(package)
        new = deck.slides.add_slide(next(one for one in deck.slide_layouts if one.name == layout))
        new.shapes.title.text_frame.text = "A slide of ours"
        frames: list[Any] = [one.text_frame for one in new.placeholders if one.placeholder_format.idx][: len(texts)]
        for number, _ in enumerate(boxes):
            frames.append(new.shapes.add_textbox(Inches(1), Inches(4 + number), Inches(5), Inches(0.5)).text_frame)
        for frame, lines in zip(frames, [*texts, *boxes], strict=True):
            for number, (level, text) in enumerate(lines):
                paragraph = frame.add_paragraph() if number else frame.paragraphs[0]
                paragraph.text, paragraph.level = text, level

    return change


@pytest.mark.parametrize(
    ("layout", "texts", "boxes", "kind"),
    [
        ("Content", [POINTS], [], "content"),
        ("Two columns", [HEADED, HEADED], [], "columns"),
        ("Comparison", [[(0, "Now")], FLAT, [(0, "Then")], FLAT], [], "comparison"),
        ("Two columns", [FLAT, FLAT], [], "press Tab in them"),
        *(pytest.param(*one, marks=pytest.mark.slow) for one in [
        ("Content", [[(0, "One sentence alone")]], [], "content"),
        ("Content", [], [[(0, "In a box")]], "content"),
        ("Two columns", [UNHEADED, HEADED], [], "columns"),
        ("Two columns", [FLAT], [], "content"),
        ("Two columns", [HEADED], [], "stands further in and has no bullet"),
        ("Content", [POINTS], [FLAT], "it holds 2 texts"),
        ("Two columns", [HEADED, HEADED], [FLAT], "it holds 3 texts"),
        ("Comparison", [FLAT, FLAT, FLAT, FLAT], [], "it holds 4 texts"),
        ]),
    ],
)  # fmt: skip
def test_it_is_the_same_slide_again_or_stays_with_a_reason(
    write_deck: WriteDeck, layout: str, texts: list[Lines], boxes: list[Lines], kind: str
) -> None:
    made = render_deck(write_deck(f"{DECK}slides:\n  remove: [sources]\n"))
    known = made.edited(add_slide(layout, texts, boxes), only="session-1/title")
    pulled = made.pull(known)
    if " " in kind:
        assert "a-slide-of-ours" not in pulled.file.text
        assert any(kind in line for line in pulled.left)
        return
    assert f"kind: {kind}\n" in pulled.file.text
    found = known.found(Place(0, len(known.files[0].snapshots) - 1))
    again = next(slide for (_, id), slide in made.slides_after(pulled).items() if id == "a-slide-of-ours")
    assert {one.name for one in differences(again, found)} <= {*LOOKS, "notes"}
