"""Deleting, moving and hiding slides with everything that refers to them; sections; properties."""

from __future__ import annotations

import io
import subprocess
import sys
import warnings
import zipfile
from pathlib import Path

import pptx
import pytest
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI

from tests.office.conftest import add_slides, empty_deck, fragment, jump, plain, rich_deck
from whp_deck.office.gate import check_file, check_package
from whp_deck.office.package import Package, package_bytes, presentation
from whp_deck.office.parts import element_of
from whp_deck.office.properties import set_properties
from whp_deck.office.relationships import relationships_of
from whp_deck.office.sections import read_sections, write_sections
from whp_deck.office.slide_list import delete_slides, hide, move_slides, slide_parts
from whp_deck.office.slides import MadeSlide, SlideMaker, remove_all_slides
from whp_deck.office.staging import write_whole
from whp_deck.office.text import title_of
from whp_deck.office.xml import p, parse


def titles(package: Package) -> list[str]:
    return [title_of(element_of(part)) for part in slide_parts(package).values()]


def deck_id_in(pptx: bytes) -> str:
    """The custom property `whp-deck`."""
    with zipfile.ZipFile(io.BytesIO(pptx)) as archive:
        custom = parse(archive.read("docProps/custom.xml"))
    return "".join(str(text) for entry in custom if entry.get("name") == "whp-deck" for text in entry.itertext())


def names(package: Package) -> list[str]:
    return [part.partname.rpartition("/")[2] for part in slide_parts(package).values()]


def five() -> tuple[Package, list[MadeSlide]]:
    package, maker = empty_deck()
    return package, add_slides(maker, 5)


def test_deleting_then_adding_leaves_no_part_twice_and_no_deleted_text(tmp_path: Path) -> None:
    package, slides = five()
    assert delete_slides(package, [slides[1].slide_id, slides[3].slide_id]) == []
    new = SlideMaker(package).add("Content", name="new")
    new.fill("Title", plain("New"))
    new.drop_unused()
    assert titles(package) == ["Title 1", "Title 3", "Title 5", "New"]
    assert names(package) == ["slide1.xml", "slide2.xml", "slide3.xml", "slide4.xml"]
    path = tmp_path / "deck.pptx"
    write_whole(package, path)
    assert check_file(path) == []
    with zipfile.ZipFile(path) as archive:
        assert not any(b"of slide 2" in archive.read(name) for name in archive.namelist())
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert [slide.shapes.title.text for slide in pptx.Presentation(str(path)).slides][-1] == "New"


def test_links_to_deleted_slides_go_and_are_reported() -> None:
    package, slides = five()
    jump(slides[0], slides[2])
    r_id = relationships_of(slides[3].notes_part).get_or_add(RT.SLIDE, slides[2].part)
    run = next(element_of(slides[3].notes_part).iter("{*}rPr"))
    run.append(fragment(f'<a:hlinkClick r:id="{r_id}" action="ppaction://hlinksldjump"/>'))
    assert delete_slides(package, [slides[2].slide_id]) == [
        "slide 1 “Title 1”: the link to slide 3 “Title 3” was removed",
        "the notes of slide 4 “Title 4”: the link to slide 3 “Title 3” was removed",
    ]
    assert check_package(package) == []


def test_links_among_deleted_slides_are_nobodys_loss() -> None:
    package, slides = five()
    jump(slides[1], slides[2])
    jump(slides[2], slides[1])
    assert delete_slides(package, [slides[1].slide_id, slides[2].slide_id]) == []
    assert check_package(package) == []


def test_custom_shows_sections_and_the_show_settings_follow(tmp_path: Path) -> None:
    package, slides = rich_deck(tmp_path)
    props = relationships_of(package.deck).first_of(RT.PRES_PROPS)
    assert props is not None
    show = '<p:showPr><p:present/><p:custShow id="0"/></p:showPr>'
    props.blob = (
        b"<p:presentationPr xmlns:p='http://schemas.openxmlformats.org/presentationml/2006/main'>"
        + show.encode()
        + b"</p:presentationPr>"
    )
    (movie, jump_from) = slides[3].slide_id, slides[4].slide_id
    assert delete_slides(package, [movie]) == []
    assert delete_slides(package, [slides[1].slide_id, jump_from, *(slide.slide_id for slide in slides[5:])]) == [
        "the custom show “Short” lost slide 2 “Title 2”",
        "the custom show “Short” was removed: none of its slides is left",
        "the section “Second” has no slide left",
    ]
    assert list(element_of(package.deck).iter(p("custShow"))) == []
    assert b"sldAll" in props.blob
    assert b"custShow" not in props.blob
    assert read_sections(package) == [("First", [slides[0].slide_id, slides[2].slide_id]), ("Second", [])]
    assert check_package(package) == []


def test_a_custom_show_that_keeps_a_slide_stays(tmp_path: Path) -> None:
    package, slides = rich_deck(tmp_path)
    listed = next(element_of(package.deck).iter(p("custShow"))).find(p("sldLst"))
    assert listed is not None
    listed.append(fragment(f'<p:sld r:id="{relationships_of(package.deck).get_or_add(RT.SLIDE, slides[0].part)}"/>'))
    assert delete_slides(package, [slides[1].slide_id]) == ["the custom show “Short” lost slide 2 “Title 2”"]
    assert len(list(element_of(package.deck).iter(p("custShow")))) == 1
    assert check_package(package) == []


def test_the_list_of_outline_view_forgets_deleted_slides() -> None:
    package, slides = five()
    view = relationships_of(package.deck).first_of(RT.VIEW_PROPS)
    if view is None:
        view = Part(
            PackURI("/ppt/viewProps.xml"),
            "application/vnd.openxmlformats-officedocument.presentationml.viewProps+xml",
            package,
            b"",
        )
        relationships_of(package.deck).add(RT.VIEW_PROPS, view)
    r_id = relationships_of(view).add(RT.SLIDE, slides[4].part)
    view.blob = (
        "<p:viewPr xmlns:p='http://schemas.openxmlformats.org/presentationml/2006/main' "
        "xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'><p:outlineViewPr><p:cViewPr/>"
        f"<p:sldLst><p:sld r:id='{r_id}' collapse='1'/></p:sldLst></p:outlineViewPr></p:viewPr>"
    ).encode()
    assert delete_slides(package, [slides[4].slide_id]) == ["Outline view: the place of slide 5 “Title 5” was removed"]
    assert b"r:id" not in view.blob
    assert check_package(package) == []
    assert len(slide_parts(package)) == 4


def test_unknown_ids_are_a_mistake_of_the_caller() -> None:
    package, slides = five()
    with pytest.raises(KeyError):
        delete_slides(package, [4711])
    with pytest.raises(KeyError):
        move_slides(package, [4711])
    with pytest.raises(KeyError):
        hide(package, 4711)
    assert len(slide_parts(package)) == len(slides)


def test_moving_names_the_parts_in_order_and_keeps_followers() -> None:
    package, slides = five()
    ids = [slide.slide_id for slide in slides]
    move_slides(package, [ids[4], ids[1], ids[0]])
    assert titles(package) == ["Title 5", "Title 2", "Title 3", "Title 4", "Title 1"]
    assert names(package) == [f"slide{number}.xml" for number in range(1, 6)]
    assert check_package(package) == []


def test_hiding_and_showing_again() -> None:
    package, slides = five()
    hide(package, slides[0].slide_id)
    assert slides[0].element.get("show") == "0"
    hide(package, slides[0].slide_id, hidden=False)
    assert slides[0].element.get("show") is None


def test_a_slide_outside_the_list_keeps_its_name_when_others_are_renumbered() -> None:
    package, slides = five()
    jump(slides[4], slides[0])
    listed = package.slide_list
    listed.remove(listed[0])  # as a careless tool does: the link keeps the part alive
    relationships_of(package.deck).pop_many(
        [key for key, one in relationships_of(package.deck).items() if one._target is slides[0].part]
    )
    move_slides(package, [slides[4].slide_id])
    assert slides[0].part.partname == "/ppt/slides/slide1.xml"
    assert sorted(names(package)) == [f"slide{number}.xml" for number in range(2, 6)]
    assert "part-names-unique" not in {finding.rule for finding in check_package(package)}


def test_every_second_slide_deleted_the_rest_reversed_one_added(tmp_path: Path) -> None:
    package, slides = rich_deck(tmp_path)
    delete_slides(package, [slide.slide_id for slide in slides[1::2]])
    move_slides(package, list(slide_parts(package))[::-1])
    write_sections(package, [("All", list(slide_parts(package)))])
    new = SlideMaker(package).add("Content", name="new")
    new.fill("Title", plain("New"))
    new.drop_unused()
    write_sections(package, [("All", list(slide_parts(package)))])
    path = tmp_path / "deck.pptx"
    write_whole(package, path)
    assert check_file(path) == []


def test_sections_cover_all_slides_in_order_with_names_and_ids_of_their_own() -> None:
    package, slides = five()
    ids = [slide.slide_id for slide in slides]
    write_sections(package, [("Start", [ids[0], ids[3]]), ("Middle & end", [ids[2]])])
    assert read_sections(package) == [
        ("Start", ids[:2]),
        ("Middle & end", [ids[2]]),
        ("Start (2)", ids[3:]),
    ]
    assert check_package(package) == []
    first = package_bytes(package)
    write_sections(package, [("Start", [ids[0], ids[3]]), ("Middle & end", [ids[2]])])
    assert package_bytes(package) == first
    write_sections(package, [])
    assert read_sections(package) == []


def test_a_slide_that_is_added_joins_the_last_section_if_there_is_one() -> None:
    package, slides = five()
    ids = [slide.slide_id for slide in slides]
    maker = SlideMaker(package)
    maker.add("Content", name="before").fill("Title", plain("x"))
    assert read_sections(package) == []
    write_sections(package, [("First", ids[:2]), ("Second", ids[2:])])
    new = maker.add("Content", name="after")
    new.fill("Title", plain("x"))
    new.drop_unused()
    assert read_sections(package)[-1] == ("Second", [*ids[2:], new.slide_id - 1, new.slide_id])
    assert [one for one in check_package(package) if one.rule.startswith("sections")] == []


def test_sections_follow_when_slides_are_moved_and_keep_their_ids() -> None:
    package, slides = five()
    ids = [slide.slide_id for slide in slides]
    write_sections(package, [("First", ids[:2]), ("Second", ids[2:])])
    keys = [one.get("id") for one in element_of(package.deck).iter("{*}section")]
    move_slides(package, ids[::-1])
    assert read_sections(package) == [("Second", ids[:1:-1]), ("First", ids[1::-1])]
    assert [one.get("id") for one in element_of(package.deck).iter("{*}section")] == keys[::-1]
    assert check_package(package) == []
    move_slides(package, [ids[2], ids[0], ids[3], ids[1], ids[4]])
    assert read_sections(package) == [
        ("Second", [ids[2]]), ("First", [ids[0]]), ("Second (2)", [ids[3]]), ("First (2)", [ids[1]]),
        ("Second (3)", [ids[4]]),
    ]  # fmt: skip
    assert check_package(package) == []


def test_empty_sections_stay_behind_those_that_they_followed() -> None:
    package, slides = five()
    ids = [slide.slide_id for slide in slides]
    write_sections(package, [(f"S{number}", [slide_id]) for number, slide_id in enumerate(ids)])
    assert delete_slides(package, [ids[0], ids[2], ids[3]]) == [
        "the section “S0” has no slide left",
        "the section “S2” has no slide left",
        "the section “S3” has no slide left",
    ]
    move_slides(package, [ids[4], ids[1]])
    assert [name for name, _ in read_sections(package)] == ["S0", "S4", "S1", "S2", "S3"]
    assert check_package(package) == []


def test_sections_of_others_that_name_too_much_or_too_little_are_mended() -> None:
    package, slides = five()
    ids = [slide.slide_id for slide in slides]
    write_sections(package, [("First", ids[:3]), ("Second", ids[3:])])
    named = list(element_of(package.deck).iter("{http://schemas.microsoft.com/office/powerpoint/2010/main}sldId"))
    named[1].set("id", "4711")  # a slide that is gone
    named[4].set("id", str(ids[0]))  # a slide in two sections
    assert check_package(package)
    move_slides(package, ids)
    assert read_sections(package) == [("First", ids[:3]), ("Second", ids[3:])]
    assert check_package(package) == []


def test_an_emptied_template_leaves_no_sections_to_new_slides(tmp_path: Path) -> None:
    package, _ = rich_deck(tmp_path)
    remove_all_slides(package)
    assert read_sections(package) == []
    add_slides(SlideMaker(package), 1)
    assert read_sections(package) == []


def test_slides_before_the_first_section_get_powerpoints_own_name_for_it() -> None:
    package, slides = five()
    write_sections(package, [("Later", [slides[2].slide_id])])
    assert [name for name, _ in read_sections(package)] == ["Default Section", "Later"]
    assert check_package(package) == []


def test_other_extensions_of_the_presentation_are_kept() -> None:
    package, slides = five()
    root = element_of(package.deck)
    for old in root.findall(p("extLst")):
        root.remove(old)
    root.append(fragment('<p:extLst><p:ext uri="{EFAFB233-063F-42B5-8137-9DF3F51BA10A}"/></p:extLst>'))
    write_sections(package, [("All", [slide.slide_id for slide in slides])])
    write_sections(package, [])
    assert [one.get("uri") for one in root.iter(p("ext"))] == ["{EFAFB233-063F-42B5-8137-9DF3F51BA10A}"]


def test_properties_are_ours_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    package, slides = five()
    hide(package, slides[0].slide_id)
    set_properties(package, title="A & B", author="Hilltop", subject="s", keywords="k", language="en-US", deck_id="d-1")
    prs = pptx.Presentation(io.BytesIO(package_bytes(package)))
    core = prs.core_properties
    assert (core.title, core.author, core.last_modified_by, core.subject, core.keywords, core.language) == (
        "A & B", "Hilltop", "Hilltop", "s", "k", "en-US",
    )  # fmt: skip
    assert (core.created.year, core.modified.year, core.comments) == (1980, 1980, "")
    assert deck_id_in(package_bytes(package)) == "d-1"
    app = next(part for part in package.iter_parts() if part.partname == "/docProps/app.xml")
    assert b"<Slides>5</Slides><Notes>5</Notes><HiddenSlides>1</HiddenSlides>" in app.blob
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    set_properties(package, title="x", deck_id="d-2")
    prs = pptx.Presentation(io.BytesIO(package_bytes(package)))
    assert prs.core_properties.created.year == 2027
    assert prs.core_properties.author == ""
    assert deck_id_in(package_bytes(package)) == "d-2"
    assert check_package(package) == []


@pytest.mark.slow
def test_the_schema_validator_finds_nothing_but_what_is_allowed(tmp_path: Path) -> None:
    """openxml-audit, a port of the Open XML SDK's rules; python-pptx's charts have three known false alarms."""
    import json

    package, _ = rich_deck(tmp_path)
    path = tmp_path / "deck.pptx"
    write_whole(package, path)
    tool = Path(sys.executable).with_name("openxml-audit")
    if not tool.exists():
        pytest.skip("openxml-audit is not installed")
    done = subprocess.run([str(tool), "-o", "json", str(path)], capture_output=True, text=True, check=False)
    (report,) = json.loads(done.stdout)
    assert [error for error in report["errors"] if not error["part_uri"].startswith("/ppt/charts/")] == []
    assert {error["description"].partition(":")[0] for error in report["errors"]} <= {
        "Invalid value for attribute 'val'"
    }


def test_emptying_a_deck_twice_is_harmless() -> None:
    package, _ = five()
    remove_all_slides(package)
    remove_all_slides(package)
    assert slide_parts(package) == {}
    assert list(presentation(package).slides) == []
    assert check_package(package) == []
