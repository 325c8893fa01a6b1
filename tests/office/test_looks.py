"""How a text really looks, whoever says so: run, layout, master, theme, table style; and what is behind it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.shapes import MSO_SHAPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Inches, Pt

from whp_deck.office.colors import Color, Palette
from whp_deck.office.looks import Looks, RunLook, looks_of
from whp_deck.office.package import open_package
from whp_deck.office.sheets import SheetReader
from whp_deck.office.table_looks import TableLooks

Look = Callable[[Any], list[RunLook]]


@pytest.fixture
def look(tmp_path: Path) -> Look:
    """The looks of the runs on the first slide of a python-pptx presentation."""

    def read(presentation: Any) -> list[RunLook]:
        presentation.save(tmp_path / "deck.pptx")
        return list(looks_of(open_package(tmp_path / "deck.pptx"))[0].runs)

    return read


def one_slide(layout: int = 6) -> tuple[Any, Any]:
    presentation = Presentation()
    return presentation, presentation.slides.add_slide(presentation.slide_layouts[layout])


def box(slide: Any, text: str = "Some words", x: float = 1, y: float = 1, w: float = 4, h: float = 1) -> Any:
    shape = slide.shapes.add_textbox(Inches(x), Inches(y), Inches(w), Inches(h))
    shape.text_frame.text = text
    return shape


def block(slide: Any, color: str, x: float, y: float, w: float, h: float, form: Any = MSO_SHAPE.RECTANGLE) -> Any:
    shape = slide.shapes.add_shape(form, Inches(x), Inches(y), Inches(w), Inches(h))
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor.from_string(color)
    return shape


def test_a_placeholder_looks_as_its_master_says(look: Look) -> None:
    presentation, slide = one_slide(1)
    slide.shapes.title.text = "Title"
    slide.placeholders[1].text = "One\nTwo"
    slide.placeholders[1].text_frame.paragraphs[1].level = 1
    title, first, second = look(presentation)
    assert (title.size, first.size, second.size) == (44, 32, 28)
    assert (title.font, title.color, title.ground.colors) == ("Calibri", "000000", ("FFFFFF",))
    assert first.contrast == 21


def test_the_layout_outranks_the_master_and_the_run_both(look: Look) -> None:
    presentation, slide = one_slide(1)
    style = slide.slide_layout.placeholders[1]._element.find(qn("p:txBody")).find(qn("a:lstStyle"))
    style.append(parse_xml(f'<a:lvl1pPr {nsdecls("a")}><a:defRPr sz="2000" b="1"/></a:lvl1pPr>'))
    frame = slide.placeholders[1].text_frame
    frame.text = "One"
    frame.add_paragraph().text = "Two"
    frame.paragraphs[1].runs[0].font.size = Pt(11)
    first, second = look(presentation)
    assert (first.size, first.bold, second.size, second.bold) == (20, True, 11, True)


def test_text_that_powerpoint_has_shrunk_is_as_small_as_it_is_seen(look: Look) -> None:
    presentation, slide = one_slide(1)
    slide.placeholders[1].text = "One"
    body = slide.placeholders[1].text_frame._txBody.find(qn("a:bodyPr"))
    body.append(parse_xml(f'<a:normAutofit {nsdecls("a")} fontScale="62500"/>'))
    (run,) = look(presentation)
    assert run.size == 20


def test_a_theme_color_is_followed_with_all_that_is_done_to_it(look: Look) -> None:
    presentation, slide = one_slide()
    font = box(slide).text_frame.paragraphs[0].runs[0].font
    font.color.theme_color = MSO_THEME_COLOR.ACCENT_1
    font.color.brightness = 0.4
    (run,) = look(presentation)
    assert run.color == "95B3D7"  # as PowerPoint shows 4F81BD, “lighter 40 %”


def test_a_slide_may_turn_the_color_map_round(look: Look) -> None:
    presentation, slide = one_slide()
    box(slide)
    names = ["accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink", "folHlink"]
    turned = {"bg1": "dk1", "tx1": "lt1", "bg2": "dk2", "tx2": "lt2", **{name: name for name in names}}
    override = slide._element.find(qn("p:clrMapOvr"))
    override[:] = [override.makeelement(qn("a:overrideClrMapping"), turned)]
    (run,) = look(presentation)
    assert (run.color, run.ground.colors) == ("FFFFFF", ("000000",))


def test_the_background_may_be_the_slides_the_layouts_or_the_masters(look: Look) -> None:
    presentation, slide = one_slide()
    box(slide)
    assert look(presentation)[0].ground.colors == ("FFFFFF",)
    for owner, color in (
        (slide.slide_layout.slide_master, "111111"),
        (slide.slide_layout, "222222"),
        (slide, "333333"),
    ):
        owner.background.fill.solid()
        owner.background.fill.fore_color.rgb = RGBColor.from_string(color)
        assert look(presentation)[0].ground.colors == (color,)


def test_a_shape_below_a_text_is_its_ground_when_it_covers_it(look: Look) -> None:
    presentation, slide = one_slide()
    block(slide, "0B4F5C", 0, 0, 10, 3)
    box(slide)
    assert look(presentation)[0].ground.colors == ("0B4F5C",)


def test_a_shape_above_a_text_or_beside_it_is_not_its_ground(look: Look) -> None:
    presentation, slide = one_slide()
    block(slide, "0B4F5C", 6, 4, 2, 2)
    box(slide)
    block(slide, "B4481E", 0, 0, 10, 3)
    assert look(presentation)[0].ground.colors == ("FFFFFF",)


def test_where_a_shape_covers_half_of_a_text_both_colors_count(look: Look) -> None:
    presentation, slide = one_slide()
    block(slide, "000000", 0, 0, 1.6, 3)
    box(slide)
    (run,) = look(presentation)
    assert set(run.ground.colors) == {"000000", "FFFFFF"}
    assert (run.contrast, run.best_contrast) == (1, 21)


def test_a_picture_behind_a_text_is_not_judged(look: Look) -> None:
    presentation, slide = one_slide()
    picture = Path(__file__).parents[2] / "templates/poster.png"
    slide.shapes.add_picture(str(picture), 0, 0, Inches(10), Inches(7))
    box(slide)
    (run,) = look(presentation)
    assert (run.ground.known, run.contrast) == (False, None)


def test_text_in_a_filled_shape_has_the_color_of_its_style_and_the_shape_behind_it(look: Look) -> None:
    presentation, slide = one_slide()
    block(slide, "B4481E", 1, 1, 2, 2, MSO_SHAPE.OVAL).text_frame.text = "In it"
    (run,) = look(presentation)
    assert (run.color, run.ground.colors) == ("FFFFFF", ("B4481E",))  # p:style says lt1


def test_shapes_in_a_group_are_where_the_group_puts_them(look: Look) -> None:
    presentation, slide = one_slide()
    group = slide.shapes.add_group_shape()
    ground = group.shapes.add_shape(MSO_SHAPE.RECTANGLE, 0, 0, Emu(1000), Emu(1000))
    ground.fill.solid()
    ground.fill.fore_color.rgb = RGBColor(0, 0x80, 0)
    transform = group._element.grpSpPr.find(qn("a:xfrm"))
    transform.find(qn("a:ext")).set("cx", str(Inches(8)))
    transform.find(qn("a:ext")).set("cy", str(Inches(6)))
    box(slide)
    assert look(presentation)[0].ground.colors == ("008000",)


def test_a_table_looks_as_its_style_says(look: Look) -> None:
    presentation, slide = one_slide()
    table = slide.shapes.add_table(2, 1, 0, 0, Inches(4), Inches(1)).table
    for number, text in enumerate(("Head", "Row")):
        table.cell(number, 0).text = text
    head, row = look(presentation)
    assert (head.color, head.bold, head.ground.colors) == ("FFFFFF", True, ("4F81BD",))
    assert (row.color, row.bold, row.ground.colors) == ("000000", False, ("D0D8E8",))
    table.cell(1, 0).fill.solid()
    table.cell(1, 0).fill.fore_color.rgb = RGBColor(0, 0, 0)
    assert look(presentation)[1].ground.colors == ("000000",)


def test_a_link_has_the_themes_color_for_links(look: Look) -> None:
    presentation, slide = one_slide()
    box(slide).text_frame.paragraphs[0].runs[0].hyperlink.address = "https://www.ahrq.gov/"
    assert look(presentation)[0].color == "0000FF"


def test_layouts_have_looks_too() -> None:
    package = open_package(Path(__file__).parents[2] / "templates/base.pptx")
    layout = next(part for part in package.iter_parts() if part.partname == "/ppt/slideLayouts/slideLayout1.xml")
    runs = Looks(SheetReader(package).read(layout), TableLooks(package)).runs
    assert runs
    assert all(run.color and run.size >= 14 for run in runs)


@pytest.mark.parametrize(
    ("xml", "seen"),
    [
        ('<a:srgbClr val="4472C4"><a:lumMod val="75000"/></a:srgbClr>', "2F5597"),
        ('<a:srgbClr val="4472C4"><a:lumMod val="20000"/><a:lumOff val="80000"/></a:srgbClr>', "DAE3F3"),
        ('<a:srgbClr val="4F81BD"><a:tint val="20000"/></a:srgbClr>', "E9EDF4"),
        ('<a:sysClr val="windowText" lastClr="000000"/>', "000000"),
        ('<a:prstClr val="navy"/>', "000080"),
        ('<a:scrgbClr r="100000" g="0" b="0"/>', "FF0000"),
        ('<a:schemeClr val="bg1"><a:shade val="50000"/></a:schemeClr>', "BCBCBC"),
    ],
)
def test_a_color_is_what_powerpoint_shows(xml: str, seen: str) -> None:
    element: Any = etree.fromstring(xml.replace("<a:", "<a:", 1).replace(" ", f" {nsdecls('a')} ", 1))
    color = Palette.of(None, None).color(element)
    assert color is not None
    near = zip(bytes.fromhex(color.rgb), bytes.fromhex(seen), strict=True)
    assert all(abs(ours - theirs) <= 1 for ours, theirs in near), color.rgb


def test_a_color_that_shines_through_is_mixed_with_its_ground() -> None:
    assert Color("000000", 0.5).over("FFFFFF") == "808080"
