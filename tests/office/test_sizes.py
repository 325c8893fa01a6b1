"""Templates that say no sizes, too small ones, or have their text in the middle: what we make of them; sizes side by side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Emu

from tests.foreign import office_4_3
from whp_deck.office.bindings import our_bindings
from whp_deck.office.candidates import Candidate
from whp_deck.office.fit_text import fit_text, scales
from whp_deck.office.masters import main_masters, on_cover
from whp_deck.office.package import open_package
from whp_deck.office.placeholders import Box
from whp_deck.office.template import LevelStyle, Slot, Template, read_template
from whp_deck.office.text import Level, overlaid
from whp_deck.office.text_box import shrunk_styles
from whp_deck.office.xml import NAMESPACES, parse
from whp_deck.plan import Paragraph, Run, Text
from whp_deck.resources import shipped

SLIDE = Box(0, 0, 9144000, 6858000)


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Template]:
    """PowerPoint's old default template after `change`, as our program reads it."""

    def call(change: Callable[[Any], None]) -> Template:
        path = tmp_path / "template.pptx"
        office_4_3(path)
        deck = Presentation(str(path))
        change(deck)
        deck.save(str(path))
        return read_template(open_package(path), our_bindings(), path)

    return call


def without_sizes(deck: Any) -> None:
    """As LibreOffice saves its own templates."""
    master = deck.slide_master
    for element in (deck.part._element, *(sheet._element for sheet in (master, *master.slide_layouts))):
        for letters in element.iter(qn("a:defRPr")):
            letters.attrib.pop("sz", None)


def only_one_content(deck: Any) -> None:
    for layout in list(deck.slide_layouts):
        if layout.name not in {"Title Slide", "Title and Content", "Title Only"}:
            deck.slide_layouts.remove(layout)


def title_in_the_middle(deck: Any) -> None:
    title, body, *_ = deck.slide_master.placeholders
    title.top, title.height = Emu(2900000), Emu(1100000)
    body.top, body.height = Emu(4200000), Emu(1800000)


def slot(size: float, *, floor: float = 0.0, width: float = 200, y: int = 0, height: int = 2000000) -> Slot:
    levels = tuple(LevelStyle(size) for _ in range(9))
    return Slot("s", "S", "body", 1, 0, y, round(width * 12700), height, (0, 0, 0, 0), "t", levels, floor=floor)


def test_a_template_that_says_no_sizes_has_those_of_ours(read: Callable[..., Template]) -> None:
    layouts = read(without_sizes).layouts
    content = layouts["content"].slots
    assert [level.size for level in content["body"].levels[:3]] == [28, 24, 20]
    assert (content["title"].levels[0].size, layouts["title"].slots["title"].levels[0].size) == (36, 44)
    assert layouts["your-turn"].slots["watch-for"].levels[0].size >= 20


@pytest.mark.parametrize("one_layout", [True, False])
def test_columns_side_by_side_have_one_size(read: Callable[..., Template], one_layout: bool) -> None:
    """One is a placeholder and the other a text box, where the template has no layout for two."""

    def change(deck: Any) -> None:
        without_sizes(deck)
        if one_layout:
            only_one_content(deck)

    columns = read(change).layouts["columns"].slots
    left, right = columns["left"], columns["right"]
    assert (left.seat != right.seat) == one_layout
    assert [level.size for level in left.levels[:2]] == [level.size for level in right.levels[:2]]


def test_columns_keep_the_size_of_a_template_that_says_a_small_one(read: Callable[..., Template]) -> None:
    def change(deck: Any) -> None:
        only_one_content(deck)
        for level in deck.slide_master._element.iter(qn("p:bodyStyle")):
            for letters in level.iter(qn("a:defRPr")):
                letters.set("sz", "1400")

    layouts = read(change).layouts
    columns, body = layouts["columns"].slots, layouts["content"].slots["body"]
    assert columns["left"].levels[0].size == columns["right"].levels[0].size == 20
    assert (body.levels[0].size, body.floor) == (20, 14)  # and down to theirs where a text needs it
    assert 'sz="2000"' in body.list_style


@pytest.mark.slow
def test_where_titles_stand_in_the_middle_what_needs_room_goes_under_a_title_at_the_top(
    read: Callable[..., Template],
) -> None:
    layouts = read(title_in_the_middle).layouts
    for name, held in (("table", "table"), ("content", "body"), ("checklist", "items")):
        slots = layouts[name].slots
        assert slots[held].height > 0.5 * SLIDE.height, name
        assert slots["title"].y + slots["title"].height <= slots[held].y + 91440, name
        assert slots["title"].seat == "moved"
        assert slots[held].seat in ("moved", "box")


def test_a_template_with_room_stays_as_it_is(read: Callable[..., Template]) -> None:
    layouts = read(lambda deck: None).layouts
    assert {layouts[name].slots["title"].seat for name in ("table", "content", "title")} == {"own"}
    assert layouts["content"].slots["body"].list_style == ""


def test_words_in_a_bubble_keep_off_its_edges(read: Callable[..., Template]) -> None:
    """The bubble is drawn as large as the place of its words."""
    handoff = read(lambda deck: None).layouts["handoff"].slots
    says = [handoff[f"{role}-says"] for role in ("giver", "patient", "receiver")]
    assert all(min(one.insets) > 40000 for one in says)
    assert handoff["giver"].insets == (0, 0, 0, 0)


class Reader:
    """The placeholders of a master."""

    def __init__(self, title: Slot, body: Slot) -> None:
        self._title, self._body = title, body

    def title(self) -> Slot:
        return self._title

    def body(self) -> Slot:
        return self._body

    def read(self, name: str, shape: Slot) -> Slot:
        return shape


def candidate(kind: str, reader: Reader, master: object) -> Candidate:
    return Candidate(kind, kind, kind, True, None, master, cast(Any, reader), None, (), SLIDE)


def test_a_master_for_the_first_slide_carries_no_content_and_says_where_its_text_stands() -> None:
    cover = Reader(slot(18, y=2600000, height=1400000), slot(18, y=4200000, height=900000))
    plain = Reader(slot(18, y=300000, height=1000000), slot(18, y=1500000, height=4500000))
    masters = (SimpleNamespace(), SimpleNamespace())
    every = [
        candidate(kind, reader, master)
        for reader, master in zip((cover, plain), masters, strict=True)
        for kind in ("title", "obj", "titleOnly")
    ]
    first, roomy = main_masters(every)
    assert (first, roomy) == (every[:3], every[3:])
    assert main_masters(every[3:]) == (every[3:], every[3:])
    assert main_masters([]) == ([], [])
    written = {"title": slot(44, y=300000, height=1000000), "subtitle": slot(28, y=1500000, height=4500000)}
    moved = on_cover(first[0], written)
    assert [(one.y, one.seat) for one in moved.values()] == [(2600000, "moved"), (4200000, "moved")]
    assert moved["subtitle"].height == 1800000  # down to where the layout's own ended


def test_a_slide_s_own_styles_count_for_bullets() -> None:
    """Else a point in a placeholder is indented deeper than one in the text box beside it."""
    style = parse(f'<a:lstStyle {NAMESPACES}><a:lvl2pPr marL="0" indent="0"><a:buNone/></a:lvl2pPr></a:lstStyle>')
    layout = (Level("bullet", None, -100), Level("bullet", None, -100))
    assert overlaid(layout, style) == (layout[0], Level("", 0, 0))
    assert overlaid(layout, None) == layout


def test_the_floor_itself_is_the_last_size_that_is_tried() -> None:
    text = Text((Paragraph((Run("Since I got the new tablet"),)),), None)
    assert scales(text, slot(21, floor=19.8)) == (100, 95)
    assert scales(text, slot(20, floor=19.8)) == (100,)
    assert scales(text, slot(28, floor=18))[-1] == 65
    assert scales(text, slot(40, floor=18))[-1] == 62  # further down PowerPoint does not go


def test_a_long_place_has_room_on_our_title_slide() -> None:
    path = shipped("templates/base.pptx")
    seat = read_template(open_package(path), {"title": our_bindings()["title"]}, path).layout("title").slots["meeting"]
    lines = ("Wednesday, December 2", "12:00 PM, Gemeinschaftsbesprechungsraum")
    fitted = fit_text(Text(tuple(Paragraph((Run(line),)) for line in lines), None), seat)
    assert (fitted.fits, fitted.text.scale, fitted.measured.lines) == (True, 100, 3)


def test_sizes_of_texts_side_by_side_are_written_out() -> None:
    levels = (LevelStyle(28, line_spacing=0.95), replace(LevelStyle(24), line_points=26.0))
    assert shrunk_styles(levels, 0.85, 0.2) == (
        '<a:lvl1pPr><a:lnSpc><a:spcPct val="75000"/></a:lnSpc><a:defRPr sz="2380"/></a:lvl1pPr>'
        '<a:lvl2pPr><a:defRPr sz="2040"/></a:lvl2pPr>'
    )
