"""Zooms name slides and sections by id: they go with them, or lead to what is left, and the gate knows them."""

from __future__ import annotations

import io

import pytest
from pptx.opc.constants import RELATIONSHIP_TYPE as RT

from tests.office.conftest import add_slides, empty_deck, png, put_zoom
from whp_deck.office.gate import check_package
from whp_deck.office.package import Package
from whp_deck.office.relationships import relationships_of, target_of
from whp_deck.office.sections import identified_sections, write_sections
from whp_deck.office.slide_list import delete_slides
from whp_deck.office.slides import MadeSlide
from whp_deck.office.xml import MC_NS, R_ID, a, attribute
from whp_deck.office.zooms import zooms_of

_ALTERNATIVES = f"{{{MC_NS}}}AlternateContent"


def picture(slide: MadeSlide, image: str, leads_to: MadeSlide) -> str:
    link = relationships_of(slide.part).get_or_add(RT.SLIDE, leads_to.part)
    return (
        f'<p:pic><p:nvPicPr><p:cNvPr id="{slide.next_shape_id()}" name="Zoom"><a:hlinkClick r:id="{link}" '
        'action="ppaction://hlinksldjump"/></p:cNvPr><p:cNvPicPr/><p:nvPr/></p:nvPicPr><p:blipFill>'
        f'<a:blip r:embed="{image}"/><a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="9" cy="9"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
    )


def preview(slide: MadeSlide, shade: int = 90) -> str:
    """The relationship of a picture of the slide that a zoom leads to."""
    part = slide.package.get_or_add_image_part(io.BytesIO(png(16, 9, shade)))
    return relationships_of(slide.part).get_or_add(RT.IMAGE, part)


def blip(image: str) -> str:
    return f'<z:zmPr id="{{0}}"><a:blip r:embed="{image}"/></z:zmPr>'


def sectioned() -> tuple[Package, list[MadeSlide], dict[str, str]]:
    """Six slides in three sections; the sections' GUIDs by name."""
    package, maker = empty_deck()
    slides = add_slides(maker, 6)
    ids = [slide.slide_id for slide in slides]
    write_sections(package, [("Open", ids[:2]), ("Middle", ids[2:4]), ("End", ids[4:])])
    return package, slides, {name: guid for guid, name, _ in identified_sections(package)}


def test_a_zoom_that_only_names_a_slide_id_goes_with_its_slide_and_its_picture() -> None:
    package, slides, _ = sectioned()
    put_zoom(slides[0], "slide", f'<z:sldZmObj sldId="{slides[3].slide_id}">{blip(preview(slides[0]))}</z:sldZmObj>')
    put_zoom(slides[0], "slide", f'<z:sldZmObj sldId="{slides[5].slide_id}"/>')
    assert check_package(package) == []
    assert delete_slides(package, [slides[3].slide_id]) == [
        "slide 1 “Title 1”: the zoom to slide 4 “Title 4” was removed"
    ]
    assert [attribute(one, "sldId") for one in zooms_of(slides[0].element)] == [str(slides[5].slide_id)]
    assert not any(part.partname.startswith("/ppt/media/") for part in package.iter_parts())  # it showed the slide
    assert check_package(package) == []


def test_a_zoom_goes_with_both_of_its_alternatives_and_is_reported_once() -> None:
    package, slides, _ = sectioned()
    image = preview(slides[0])
    zoom = f'<z:sldZmObj sldId="{slides[4].slide_id}">{blip(image)}</z:sldZmObj>'
    put_zoom(slides[0], "slide", zoom, picture(slides[0], image, slides[4]))
    assert check_package(package) == []
    assert delete_slides(package, [slides[4].slide_id]) == [
        "slide 1 “Title 1”: the zoom to slide 5 “Title 5” was removed"
    ]
    assert list(slides[0].element.iter(_ALTERNATIVES)) == []
    assert check_package(package) == []


def test_the_picture_of_a_section_zoom_leads_to_the_first_slide_that_is_left() -> None:
    package, slides, guids = sectioned()
    image = preview(slides[0])
    zoom = f'<z:sectionZmObj sectionId="{guids["Middle"]}">{blip(image)}</z:sectionZmObj>'
    put_zoom(slides[0], "section", zoom, picture(slides[0], image, slides[2]))
    assert check_package(package) == []
    assert delete_slides(package, [slides[2].slide_id]) == []
    (link,) = slides[0].element.iter(a("hlinkClick"))
    assert target_of(slides[0].part, attribute(link, R_ID)) is slides[3].part
    assert check_package(package) == []
    assert delete_slides(package, [slides[3].slide_id]) == [
        "slide 1 “Title 1”: the zoom to the section “Middle” was removed",
        "the section “Middle” has no slide left",
    ]
    assert list(slides[0].element.iter(_ALTERNATIVES)) == []
    assert check_package(package) == []


def test_a_summary_zoom_loses_only_the_share_of_an_emptied_section() -> None:
    package, slides, guids = sectioned()
    first, second = preview(slides[0]), preview(slides[0], 91)
    shares = "".join(
        f'<z:summaryZmObj sectionId="{guids[name]}">{blip(image)}</z:summaryZmObj>'
        for name, image in (("Middle", first), ("End", second))
    )
    pictures = picture(slides[0], first, slides[2]) + picture(slides[0], second, slides[4])
    group = f'<p:grpSp><p:nvGrpSpPr><p:cNvPr id="90" name="S"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>{pictures}</p:grpSp>'
    put_zoom(slides[0], "summary", f"{shares}<z:gridLayout/>", group)
    assert check_package(package) == []
    assert delete_slides(package, [slides[2].slide_id, slides[3].slide_id]) == [
        "slide 1 “Title 1”: the zoom to the section “Middle” was removed",
        "the section “Middle” has no slide left",
    ]
    assert [attribute(one, "sectionId") for one in zooms_of(slides[0].element)] == [guids["End"]]
    (link,) = slides[0].element.iter(a("hlinkClick"))
    assert target_of(slides[0].part, attribute(link, R_ID)) is slides[4].part
    assert check_package(package) == []


@pytest.mark.parametrize(
    ("kind", "zoom"),
    [
        ("slide", '<z:sldZmObj sldId="4711"/>'),
        ("section", '<z:sectionZmObj sectionId="{00000000-0000-4000-8000-0000000000AA}"/>'),
        ("summary", '<z:summaryZmObj sectionId="{00000000-0000-4000-8000-0000000000AA}"/>'),
    ],
)
def test_the_gate_knows_a_zoom_that_leads_nowhere(kind: str, zoom: str) -> None:
    package, slides, _ = sectioned()
    put_zoom(slides[1], kind, zoom)
    assert [(one.rule, one.part) for one in check_package(package)] == [("zooms-sound", str(slides[1].part.partname))]
