"""Slides that somebody adds in PowerPoint: what `pull` writes of them gives the very slide again, or stays out with a reason."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.util import Inches

from tests.conftest import DECK
from tests.edits.rendered import render_deck
from whp_deck.build import prepare_deck
from whp_deck.edits.bases import LOOKS
from whp_deck.edits.fields import differences
from whp_deck.edits.files import Place
from whp_deck.edits.pull import pull
from whp_deck.office.package import Package, presentation

WriteDeck = Callable[..., Path]
Lines = list[tuple[int, str]]
_OWN = "Ours:"
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
        ("Comparison", [[(0, "Now")], FLAT, [(0, "Then")], FLAT], [], "comparison"),
        *(pytest.param(*one, marks=pytest.mark.slow) for one in [
        ("Two columns", [HEADED, HEADED], [], "columns"),
        ("Two columns", [FLAT, FLAT], [], "press Tab in them"),
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


def add_all(lines: Lines) -> Callable[[Package], None]:
    """At the end a slide of each layout, with these lines in all of its texts, and its name as title."""

    def change(package: Package) -> None:
        deck = presentation(package)
        for layout in list(deck.slide_layouts):
            new = deck.slides.add_slide(layout)
            for one in new.placeholders:
                kind = one.placeholder_format.type
                if one.placeholder_format.idx == 0:
                    one.text_frame.text = f"{_OWN} {layout.name}"
                elif one.has_text_frame and kind in (
                    PP_PLACEHOLDER.BODY,
                    PP_PLACEHOLDER.OBJECT,
                    PP_PLACEHOLDER.SUBTITLE,
                ):
                    for number, (level, text) in enumerate(lines):
                        paragraph = one.text_frame.add_paragraph() if number else one.text_frame.paragraphs[0]
                        paragraph.text, paragraph.level = f"{text} {one.placeholder_format.idx}", level

    return change


def copy_all(package: Package) -> None:
    """At the end a copy of each slide that has a title, under a title of its own: as Duplicate, but for what tells whose it is."""
    deck = presentation(package)
    for one in list(deck.slides):
        if one.shapes.title is None or one.shapes._spTree.xpath(".//@r:embed | .//@r:id | .//@r:link"):
            continue
        new = deck.slides.add_slide(one.slide_layout)
        for shape in list(new.shapes):
            shape._element.getparent().remove(shape._element)
        for element in one.shapes._spTree[2:]:
            new.shapes._spTree.append(deepcopy(element))
        new.shapes.title.text_frame.text = f"{_OWN} {one.name}"


@pytest.mark.slow
@pytest.mark.parametrize(
    "change",
    [
        *(add_all(lines) for lines in ([(0, "One sentence alone")], POINTS, HEADED, UNHEADED, FLAT)),
        copy_all,
    ],
)
def test_a_slide_of_any_layout_is_the_same_again_or_stays_with_a_reason(
    write_deck: WriteDeck, change: Callable[[Package], None]
) -> None:
    free = DECK.replace("huddle-15", "{minutes: 240, sessions: 1}")
    made = render_deck(write_deck(f"{free}role_plays: {{use: [rooming-refill]}}\n"))
    known = made.edited(change)
    pulled = made.pull(known)
    added = {known.found(place).title: known.found(place) for place in (*known.added, *known.copies)}
    written = {one.title: one for one in made.slides_after(pulled).values() if one.title.startswith(_OWN)}
    left = [line for line in pulled.left if _OWN in line]
    assert len(written) + len(left) == len(added) > 10
    assert written
    assert all(line.endswith(")") for line in left)
    for title, again in written.items():
        assert {one.name for one in differences(again, added[title])} <= {*LOOKS, "notes"}, title
    pulled.file.save()
    prepared = prepare_deck(made.prepared.deck.path)
    second = pull(prepared.deck, prepared.plan, known)
    assert not second.file.changed
    assert [line for line in second.left if _OWN in line] == left
