"""Copying slides from one presentation into another: in the new deck's look, and in their own."""

from __future__ import annotations

import io
import itertools
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pptx
import pytest
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part
from pptx.parts.slide import SlideLayoutPart, SlidePart

from tests.office.conftest import add_slides, change_zip, empty_deck, fragment, jump, put_zoom, rich_deck
from tests.office.test_package import growth
from whp_deck.errors import TemplateError
from whp_deck.office.gate import as_imported, check_file, check_package
from whp_deck.office.package import Package, open_package, package_bytes, presentation
from whp_deck.office.parts import element_of
from whp_deck.office.relationships import adopt, relationships_of
from whp_deck.office.slide_copy import Importer, Look
from whp_deck.office.slide_list import slide_parts
from whp_deck.office.snapshot import snapshot_slides
from whp_deck.office.staging import write_whole
from whp_deck.office.text import title_of
from whp_deck.office.twin_ids import part_twin_ids
from whp_deck.office.xml import MC_NS, Element, a, p

LOOKS: tuple[Look, ...] = ("adopt", "keep")


@pytest.fixture
def rich(tmp_path: Path) -> Path:
    """A saved deck with table, picture, chart, movie, links, sections and notes."""
    package, _ = rich_deck(tmp_path)
    path = tmp_path / "rich.pptx"
    write_whole(package, path)
    return path


def start() -> Package:
    """A new deck with one slide of its own."""
    package, maker = empty_deck()
    add_slides(maker, 1)
    return package


def saved(package: Package, source: Package, path: Path) -> Package:
    """The package, written and read again; it may have no fault that its source had not."""
    write_whole(package, path, known=as_imported(source, check_file(source.path)))
    return open_package(path)


def of_type(slide: SlidePart, *kinds: str) -> list[Part]:
    rows = relationships_of(slide).values()
    return [one.target_part for one in rows if not one.is_external and one.reltype.rpartition("/")[2] in kinds]


@pytest.mark.parametrize("look", LOOKS)
def test_texts_notes_pictures_charts_and_movies_come_along(rich: Path, tmp_path: Path, look: Look) -> None:
    source, into = open_package(rich), start()
    copies = Importer(source, into).copy(list(slide_parts(source)), look=look)
    assert [one.lost for one in copies] == [()] * 7
    made = saved(into, source, tmp_path / "new.pptx")
    theirs, ours = snapshot_slides(source), snapshot_slides(made)[1:]
    assert [(one.text, one.notes) for one in ours] == [(one.text, one.notes) for one in theirs]
    assert [[(s.kind, s.image, s.media, s.alt, s.cells) for s in one.shapes] for one in ours] == [
        [(s.kind, s.image, s.media, s.alt, s.cells) for s in one.shapes] for one in theirs
    ]
    charts = [shape.chart for slide in presentation(made).slides for shape in slide.shapes if shape.has_chart]
    assert [list(chart.plots[0].series[0].values) for chart in charts] == [[1.0, 2.0]]
    assert charts[0].part.chart_workbook.xlsx_part is not None
    with zipfile.ZipFile(tmp_path / "new.pptx") as archive:
        assert sum(name.endswith(".mp4") for name in archive.namelist()) == 1
        assert b"timing" in archive.read("ppt/slides/slide5.xml")


def test_a_link_inside_the_selection_leads_to_the_copy_and_one_out_of_it_is_said(rich: Path, tmp_path: Path) -> None:
    source, into = open_package(rich), start()
    ids = list(slide_parts(source))
    importer = Importer(source, into)
    both = importer.copy(ids[4:6])
    assert of_type(both[0].part, "slide") == [both[1].part]
    (alone,) = importer.copy(ids[4:5])
    assert of_type(alone.part, "slide") == []
    assert not any(True for _ in element_of(alone.part).iter(a("hlinkClick")))
    assert alone.lost == ("1 link to slides that are not copied stayed behind",)
    saved(into, source, tmp_path / "new.pptx")


def test_adopted_slides_take_the_layout_of_the_same_name(rich: Path, tmp_path: Path) -> None:
    source, into = open_package(rich), start()
    copies = Importer(source, into).copy(list(slide_parts(source)))
    assert {one.adopted.exact for one in copies if one.adopted} == {True}
    assert [one.adopted.name for one in copies if one.adopted][-1] == "Content with picture"
    assert len(presentation(into).slide_masters) == 1


def test_kept_slides_bring_their_master_with_the_layouts_they_use_and_bring_it_once(rich: Path, tmp_path: Path) -> None:
    source, into = open_package(rich), start()
    ids = list(slide_parts(source))
    importer = Importer(source, into)
    importer.copy(ids[:2], look="keep")
    importer.copy(ids[6:], look="keep")
    made = saved(into, source, tmp_path / "new.pptx")
    masters = list(presentation(made).slide_masters)
    assert [layout.name for layout in masters[1].slide_layouts] == ["Content", "Content with picture"]
    assert len(masters) == 2


def test_each_medium_is_stored_once_however_many_slides_and_calls_bring_it(rich: Path, tmp_path: Path) -> None:
    source, into = open_package(rich), start()
    ids = list(slide_parts(source))
    importer = Importer(source, into)
    for _ in range(3):
        importer.copy(ids)
    Importer(open_package(rich), into).copy(ids)
    made = saved(into, source, tmp_path / "new.pptx")
    media = [part for part in made.iter_parts() if part.partname.startswith("/ppt/media/")]
    theirs = [part for part in source.iter_parts() if part.partname.startswith("/ppt/media/")]
    assert len({part.sha1 for part in media}) == len(media)  # type: ignore[attr-defined]
    assert {part.sha1 for part in theirs} <= {part.sha1 for part in media}  # type: ignore[attr-defined]


def test_two_copies_of_one_chart_have_workbooks_of_their_own(rich: Path, tmp_path: Path) -> None:
    source, into = open_package(rich), start()
    third = list(slide_parts(source))[2]
    importer = Importer(source, into)
    copies = [importer.copy([third])[0] for _ in range(2)]
    charts = [of_type(one.part, "chart")[0] for one in copies]
    assert charts[0] is not charts[1]
    assert relationships_of(charts[0]).first_of(RT.PACKAGE) is not relationships_of(charts[1]).first_of(RT.PACKAGE)
    saved(into, source, tmp_path / "new.pptx")


def source_with(path: Path, *kinds: str, size: Sequence[int] = (12192000, 6858000)) -> tuple[Package, SlidePart]:
    """A saved deck of one slide, whose placeholders are of these kinds and whose layout is called Odd."""
    package, maker = empty_deck()
    (slide,) = add_slides(maker, 1)
    layout = relationships_of(slide.part).first_of(RT.SLIDE_LAYOUT)
    assert isinstance(layout, SlideLayoutPart)
    element_of(layout)[0].set("name", "Odd")
    element_of(layout).attrib.pop("type")
    for shape in list(slide.element.iter(p("sp"))):
        if shape.find(".//" + p("ph")).get("type") in ("ftr", "sldNum"):  # type: ignore[union-attr]
            shape.getparent().remove(shape)  # type: ignore[union-attr]
    deck = element_of(package.deck).find(p("sldSz"))
    assert deck is not None
    deck.set("cx", str(size[0]))
    deck.set("cy", str(size[1]))
    write_whole(package, path)
    again = open_package(path)
    return again, next(iter(slide_parts(again).values()))


def test_a_placeholder_without_a_seat_stays_where_it_stood_and_looks_as_it_did(tmp_path: Path) -> None:
    source, slide = source_with(tmp_path / "odd.pptx")
    body = next(one for one in element_of(slide).iter(p("ph")) if one.get("idx") == "1")
    into = start()
    (copy,) = Importer(source, into).copy(list(slide_parts(source)), layouts={"odd": "title ONLY"})
    assert copy.adopted is not None
    assert (copy.adopted.name, copy.adopted.exact) == ("Title only", True)
    shapes = list(element_of(copy.part).iter(p("sp")))
    frozen = next(one for one in shapes if one.find(".//" + p("ph")) is None)
    layout = relationships_of(slide).first_of(RT.SLIDE_LAYOUT)
    there = next(one for one in presentation(source).slide_layouts if one.name == "Odd").placeholders[1]
    off = frozen.find(f"{p('spPr')}/{a('xfrm')}/{a('off')}")
    assert off is not None
    assert (int(off.get("x", "")), int(off.get("y", ""))) == (there.left, there.top)
    size = frozen.find(f".//{a('lstStyle')}/{a('lvl1pPr')}/{a('defRPr')}")
    assert size is not None
    assert int(size.get("sz", "0")) >= 1800
    assert body is not None
    assert layout is not None
    saved(into, source, tmp_path / "new.pptx")


def effect(number: int, spid: str) -> str:
    """A click that lets a shape appear."""
    return (
        f'<p:par><p:cTn id="{number}" fill="hold"><p:childTnLst><p:par><p:cTn id="{number + 1}" presetID="1" '
        f'presetClass="entr"><p:childTnLst><p:set><p:cBhvr><p:cTn id="{number + 2}" dur="1"/><p:tgtEl><p:spTgt spid="{spid}"/>'
        "</p:tgtEl><p:attrNameLst><p:attrName>style.visibility</p:attrName></p:attrNameLst></p:cBhvr><p:to>"
        '<p:strVal val="visible"/></p:to></p:set></p:childTnLst></p:cTn></p:par></p:childTnLst></p:cTn></p:par>'
    )


def timing(*spids: str) -> Element:
    effects = "".join(effect(3 + 3 * number, spid) for number, spid in enumerate(spids))
    return fragment(
        '<p:timing><p:tnLst><p:par><p:cTn id="1" dur="indefinite" restart="never" nodeType="tmRoot"><p:childTnLst><p:seq>'
        f'<p:cTn id="2" dur="indefinite" nodeType="mainSeq"><p:childTnLst>{effects}</p:childTnLst></p:cTn><p:prevCondLst>'
        '<p:cond evt="onPrev"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond></p:prevCondLst></p:seq></p:childTnLst></p:cTn></p:par>'
        f'</p:tnLst><p:bldLst>{"".join(f"""<p:bldP spid="{one}" grpId="0"/>""" for one in spids)}</p:bldLst></p:timing>'
    )


@pytest.mark.slow
@pytest.mark.parametrize("with_title", [True, False])
def test_adopted_slides_leave_footer_and_number_behind_with_their_animations(
    tmp_path: Path, *, with_title: bool
) -> None:
    package, maker = empty_deck()
    (slide,) = add_slides(maker, 1)
    spid = {kind: str(slide.placeholder(kind)[0][0].get("id")) for kind in ("Title", "Footer")}
    slide.element.append(timing(*(spid[kind] for kind in ("Title", "Footer") if with_title or kind == "Footer")))
    (copy,) = Importer(package, start()).copy([slide.slide_id])
    root = element_of(copy.part)
    kinds = [one.get("type") for one in root.iter(p("ph"))]
    assert kinds == ["title", None]
    assert [one.get("spid") for one in root.iter(p("spTgt"), p("bldP"))] == [spid["Title"]] * (2 * with_title)
    assert (root.find(p("timing")) is not None) == with_title
    (kept,) = Importer(package, into := start()).copy([slide.slide_id], look="keep")
    assert {"ftr", "sldNum"} < {one.get("type") for one in element_of(kept.part).iter(p("ph"))}
    saved_to = tmp_path / "new.pptx"
    Importer(package, into).copy([slide.slide_id])
    write_whole(into, saved_to)
    assert check_file(saved_to) == []


def test_points_stay_points_where_the_new_layout_begins_with_a_heading(tmp_path: Path) -> None:
    old = pptx.Presentation()
    slide = old.slides.add_slide(old.slide_layouts[3])
    left = slide.placeholders[1].text_frame
    left.text = "Old: fax"
    inner = left.add_paragraph()
    inner.text, inner.level = "Shout", 1
    old.save(str(tmp_path / "old.pptx"))
    source = open_package(tmp_path / "old.pptx")
    into = start()
    (copy,) = Importer(source, into).copy(list(slide_parts(source)), layouts={"Two Content": "Two columns"})
    looks = [one.find(a("pPr")) for one in element_of(copy.part).iter(a("p")) if one.find(a("r")) is not None]
    assert [(one.get("lvl"), one.find(a("buChar")) is not None) for one in looks] == [("1", True), ("2", False)]
    (plain,) = Importer(source, start()).copy(list(slide_parts(source)), layouts={"Two Content": "Content"})
    texts = [one for one in element_of(plain.part).iter(a("p")) if one.find(a("r")) is not None]
    assert texts[0].find(a("pPr")) is None or "lvl" not in texts[0].find(a("pPr")).attrib
    saved(into, source, tmp_path / "new.pptx")


@pytest.mark.parametrize("look", LOOKS)
def test_shapes_with_one_id_are_parted_and_the_first_keeps_what_refers_to_it(tmp_path: Path, look: Look) -> None:
    package, maker = empty_deck()
    (slide,) = add_slides(maker, 1)
    body = str(slide.placeholder("Body")[0][0].get("id"))
    group = fragment(
        '<p:grpSp><p:nvGrpSpPr><p:cNvPr id="50" name="Group"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/><p:sp><p:nvSpPr>'
        f'<p:cNvPr id="{body}" name="Twin"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr/></p:sp><p:cxnSp><p:nvCxnSpPr><p:cNvPr '
        f'id="0" name="Arrow"/><p:cNvCxnSpPr><a:stCxn id="{body}" idx="0"/></p:cNvCxnSpPr><p:nvPr/></p:nvCxnSpPr><p:spPr/>'
        "</p:cxnSp></p:grpSp>"
    )
    slide.element[0][0].append(group)
    slide.element.append(timing(body))
    into = start()
    (copy,) = Importer(package, into).copy([slide.slide_id], look=look)
    root = element_of(copy.part)
    names = {one.get("name"): one.get("id") for one in root.iter(p("cNvPr"))}
    assert (names["Body"], names["Group"], names["Twin"], names["Arrow"]) == (body, "50", "51", "52")
    assert [one.get("id") for one in root.iter(a("stCxn"))] == [body]
    assert [one.get("spid") for one in root.iter(p("spTgt"))] == [body]
    write_whole(into, tmp_path / "new.pptx")


def test_an_alternative_for_older_programs_follows_the_shape_that_it_stands_for() -> None:
    _, maker = empty_deck()
    (slide,) = add_slides(maker, 1)
    one = '<p:sp><p:nvSpPr><p:cNvPr id="{}" name="{}"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr/></p:sp>'
    twice = (
        f'<mc:AlternateContent xmlns:mc="{MC_NS}"><mc:Choice Requires="a14">{one.format(9, "New")}</mc:Choice>'
        f"<mc:Fallback>{one.format(9, 'Old')}</mc:Fallback></mc:AlternateContent>"
    )
    slide.element[0][0].append(fragment(one.format(9, "First")))
    slide.element[0][0].append(fragment(twice))
    assert part_twin_ids(slide.part) == 1
    names = {one.get("name"): one.get("id") for one in slide.element.iter(p("cNvPr"))}
    assert (names["First"], names["New"], names["Old"]) == ("9", "10", "10")
    assert part_twin_ids(slide.part) == 0


@pytest.mark.slow
def test_slides_of_another_size_are_scaled_and_centered_and_cannot_keep_their_look(tmp_path: Path) -> None:
    source, slide = source_with(tmp_path / "small.pptx", size=(9144000, 6858000))
    picture = fragment(
        '<p:sp><p:nvSpPr><p:cNvPr id="77" name="Box"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="9144000" cy="6858000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:sp>'
    )
    element_of(slide)[0][0].append(picture)
    into = start()
    importer = Importer(source, into)
    with pytest.raises(TemplateError, match="another size"):
        importer.copy(list(slide_parts(source)), look="keep")
    (copy,) = importer.copy(list(slide_parts(source)))
    box = list(presentation(into).slides)[-1].shapes[-1]
    assert (box.left, box.top, box.width, box.height) == (1524000, 0, 9144000, 6858000)
    saved(into, source, tmp_path / "new.pptx")
    assert title_of(element_of(copy.part)) == "Title 1"


@pytest.mark.parametrize("look", LOOKS)
def test_a_text_box_without_a_size_keeps_that_of_its_presentation(tmp_path: Path, look: Look) -> None:
    source, slide = source_with(tmp_path / "small-print.pptx")
    for level in element_of(source.deck).iterfind(f"{p('defaultTextStyle')}/{a('lvl1pPr')}/{a('defRPr')}"):
        level.set("sz", "1100")
    box = fragment(
        '<p:sp><p:nvSpPr><p:cNvPr id="77" name="Box"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/>'
        "<a:p><a:r><a:t>Small print</a:t></a:r></a:p></p:txBody></p:sp>"
    )
    element_of(slide)[0][0].append(box)
    (copy,) = Importer(source, start()).copy(list(slide_parts(source)), look=look)
    copied = list(element_of(copy.part).iter(p("sp")))[-1]
    assert [one.get("sz") for one in copied.iter(a("defRPr"))] == ["1100"]
    title = next(one for one in element_of(copy.part).iter(p("sp")))
    assert not list(title.iter(a("defRPr")))


def test_comments_macro_buttons_and_zooms_elsewhere_stay_behind_and_are_said(tmp_path: Path) -> None:
    package, maker = empty_deck()
    first, second, third = add_slides(maker, 3)
    jump(first, second)
    put_zoom(first, "slide", f'<z:sldZmObj sldId="{second.slide_id}"/>')
    put_zoom(first, "slide", f'<z:sldZmObj sldId="{third.slide_id}"/>')
    run = next(second.placeholder("Body").iter("{*}rPr"))
    run.append(fragment('<a:hlinkClick r:id="" action="ppaction://macro?name=Evil"/>'))
    comments = Part(package.take_name("/ppt/comments/comment1.xml"), "application/xml", package, b"<p/>")
    adopt(comments)
    relationships_of(second.part).add(RT.COMMENTS, comments)
    into = start()
    one, two = Importer(package, into).copy([first.slide_id, second.slide_id])
    assert one.lost == ("a zoom stayed behind: its slide or section is not copied",)
    assert two.lost == ("comments stayed behind", "a button that runs a program stayed behind")
    zooms = [zoom.get("sldId") for zoom in element_of(one.part).iter("{*}sldZmObj")]
    assert zooms == [str(two.slide_id)]
    assert of_type(two.part, "comments") == []
    write_whole(into, tmp_path / "new.pptx")


@pytest.mark.slow
def test_a_thousand_slides_that_each_link_to_the_next_are_copied_without_recursion(tmp_path: Path) -> None:
    package, maker = empty_deck()
    slides = add_slides(maker, 1000, notes=False)
    for before, after in itertools.pairwise(slides):
        relationships_of(before.part).add(RT.SLIDE, after.part)
    into = start()
    copies = Importer(package, into).copy([one.slide_id for one in slides])
    assert of_type(copies[0].part, "slide") == [copies[1].part]
    assert len(package_bytes(into)) > 100_000


def test_a_circle_of_parts_and_names_that_climb_out_are_copied_safely(tmp_path: Path) -> None:
    package, maker = empty_deck()
    (slide,) = add_slides(maker, 1)
    one = Part(package.take_name("/ppt/custom/one.bin"), "application/x-thing", package, b"1")
    two = Part(package.take_name("/ppt/custom/two.bin"), "application/x-thing", package, b"2")
    adopt(one).put("rId1", "urn:next", two)
    adopt(two).put("rId1", "urn:next", one)
    relationships_of(slide.part).add("urn:first", one)
    write_whole(package, tmp_path / "circle.pptx")
    data = change_zip(
        (tmp_path / "circle.pptx").read_bytes(), {"ppt/custom/two.bin": None}, [("ppt/custom/%2e%2e/two.bin", b"2")]
    )
    source_file = tmp_path / "climbs.pptx"
    source_file.write_bytes(
        change_zip(
            data, {"ppt/custom/_rels/one.bin.rels": _rels("%2e%2e/two.bin"), "[Content_Types].xml": _typed(data)}
        )
    )
    source, into = open_package(source_file), start()
    Importer(source, into).copy(list(slide_parts(source)))
    assert [one for one in check_package(into) if one.rule == "part-names-valid"] == []
    names = [str(part.partname) for part in into.iter_parts()]
    assert not any(".." in name or "%" in name for name in names)


def _rels(target: str) -> bytes:
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="urn:next" Target="{target}"/></Relationships>'
    ).encode()


def _typed(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("[Content_Types].xml")


def copy_and_write(count: int) -> None:
    package, maker = empty_deck()
    add_slides(maker, count)
    into, _ = empty_deck()
    importer = Importer(package, into)
    importer.copy(list(slide_parts(package)), look="keep")
    for slide_id in slide_parts(package):
        importer.copy([slide_id])
    package_bytes(into)


@pytest.mark.slow
def test_copying_is_linear() -> None:
    """A slide costs as many steps whether it is the fiftieth or the two-hundredth, copied at once or one by one."""
    assert growth(copy_and_write, 50) < 2.05
