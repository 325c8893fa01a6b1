"""Slides made from prototypes: placeholders, text, bullets, notes, pictures, and what stays out."""

from __future__ import annotations

from pathlib import Path

import pptx
import pytest
from lxml import etree

from tests.office.conftest import add_slides, bullets, empty_deck, frame, plain, png, rich_deck, tree_of
from whp_deck.errors import TemplateError
from whp_deck.office.gate import check_package
from whp_deck.office.layouts import placeholders_of
from whp_deck.office.notes import ensure_notes_master
from whp_deck.office.package import Package, open_package, package_bytes, presentation
from whp_deck.office.parts import element_of
from whp_deck.office.placeholders import placeholder_of
from whp_deck.office.relationships import relationships_of
from whp_deck.office.slides import MadeSlide, SlideMaker, remove_all_slides
from whp_deck.office.text import Level, paragraphs_xml
from whp_deck.office.xml import Element, a, p
from whp_deck.plan import Paragraph, Run

LAYOUT_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/slideLayout"
PPTX_DEFAULT = Path(pptx.__file__).parent / "templates/default.pptx"


def kinds(slide: MadeSlide) -> list[str]:
    found = [placeholder_of(shape) for shape in tree_of(slide)]
    return [ph.get("type", "obj") for ph in found if ph is not None]


def xml(element: Element) -> str:
    return etree.tostring(element).decode()


def shown(paragraphs: list[Paragraph], level: Level | None = None) -> str:
    levels = [level or Level()] * 9
    return paragraphs_xml(paragraphs, levels=levels, language="en-US", link=lambda address: f"<{address}>")


def test_a_slide_has_the_layouts_placeholders_title_first_and_inherits_their_places() -> None:
    _, maker = empty_deck()
    slide = maker.add("Video", name="video", footer="Hilltop")
    assert next(iter(slide.placeholders)) == "Title"
    assert {"Title", "Poster", "QR code", "Running time", "Watch for", "Address"} <= set(slide.placeholders)
    assert kinds(slide)[0] == "title"
    assert kinds(slide)[-2:] == ["ftr", "sldNum"]
    assert not list(slide.element.iter(a("xfrm")))
    assert slide.box("Poster").width > 0


def test_footer_and_number_only_where_layout_and_caller_want_them() -> None:
    _, maker = empty_deck()
    assert "ftr" not in kinds(maker.add("Content", name="a"))
    assert "sldNum" in kinds(maker.add("Content", name="b"))
    assert "sldNum" not in kinds(maker.add("Content", name="c", number=False))
    assert not {"ftr", "sldNum"} & set(kinds(maker.add("Title", name="d", footer="Hilltop")))
    slide = maker.add("Content", name="e", footer="Hilltop & Co · session 1")
    assert "Hilltop &amp; Co · session 1" in etree.tostring(slide.element, encoding="unicode")
    assert slide.element.find(f".//{a('fld')}") is not None


def test_an_unknown_layout_is_told_with_those_that_exist() -> None:
    _, maker = empty_deck()
    with pytest.raises(TemplateError, match=r"no layout “Contents”(.|\n)*Content, "):
        maker.add("Contents", name="x")


def test_an_unknown_placeholder_is_told_with_those_that_exist() -> None:
    _, maker = empty_deck()
    with pytest.raises(KeyError, match="Title, Body"):
        maker.add("Content", name="x").fill("Bodyy", plain("x"))


def test_of_two_layouts_with_one_name_the_first_counts(tmp_path: Path) -> None:
    package = open_package(PPTX_DEFAULT)
    for layout in presentation(package).slide_layouts:
        layout._element.cSld.set("name", "Same")
    maker = SlideMaker(package)
    assert kinds(maker.add("Same", name="one"))[0] == "ctrTitle"


def test_names_and_creation_ids_are_unique_and_the_same_in_each_build() -> None:
    def build() -> bytes:
        package, maker = empty_deck()
        for _ in range(3):
            maker.add("Content", name="same").fill("Title", plain("x"))
        names = [slide.name for slide in presentation(package).slides]
        assert names == ["same", "same (2)", "same (3)"]
        assert [one for one in check_package(package) if "ids" in one.rule or "names" in one.rule] == []
        return package_bytes(package)

    assert build() == build()


def test_a_hidden_slide_is_hidden() -> None:
    _, maker = empty_deck()
    assert maker.add("Content", name="x", hidden=True).element.get("show") == "0"
    assert maker.add("Content", name="y").element.get("show") is None


def test_nothing_is_written_where_the_layout_already_looks_as_wanted() -> None:
    assert "pPr" not in shown(bullets("x"), Level("bullet", 342900, -342900))
    assert "pPr" not in shown(plain("x"))
    assert shown([Paragraph((Run("x"),), level=2)]).startswith('<a:p><a:pPr lvl="2"/>')


def test_a_plain_paragraph_on_a_bulleted_level_loses_bullet_and_indent() -> None:
    assert '<a:pPr marL="0" indent="0"><a:buNone/></a:pPr>' in shown(plain("x"), Level("bullet", 342900, -342900))


def test_bullets_and_numbers_are_explicit_where_the_layout_has_none() -> None:
    assert 'marL="342900" indent="-342900"' in shown(bullets("x"))
    assert '<a:buChar char="•"/>' in shown(bullets("x"))
    numbered = [Paragraph((Run("x"),), marker="number")]
    assert '<a:buAutoNum type="arabicPeriod"/>' in shown(numbered)
    inside = shown(numbered, Level("bullet", 342900, -342900))
    assert "buAutoNum" in inside
    assert "marL" not in inside  # the layout's own indent serves
    deeper = [Paragraph((Run("x"),), level=1, marker="bullet")]
    assert 'marL="685800" lvl="1" indent="-342900"' in shown(deeper)


def test_bullets_are_resolved_through_layout_and_master() -> None:
    _, maker = empty_deck()
    content, columns = maker.add("Content", name="a"), maker.add("Two columns", name="b")
    assert content.placeholders["Body"].levels[0].marker == "bullet"
    assert content.placeholders["Title"].levels[0].marker == ""
    assert columns.placeholders["Left"].levels[0].marker == ""


def test_runs_carry_language_look_and_links() -> None:
    text = shown([Paragraph((Run("a ", bold=True), Run("b", italic=True), Run("c", link="x")))])
    assert '<a:rPr lang="en-US" b="1"/><a:t>a </a:t>' in text
    assert '<a:rPr lang="en-US" i="1"/>' in text
    assert '<a:hlinkClick r:id="<x>"/>' in text
    assert shown([Paragraph(())]) == '<a:p><a:endParaRPr lang="en-US"/></a:p>'
    assert shown([]) == shown([Paragraph(())])


def test_line_breaks_and_odd_letters() -> None:
    text = shown([Paragraph((Run("one\ntwo\vthree <&> \x01\ud800end"),))])
    assert text.count("<a:br>") == 2
    assert "three &lt;&amp;&gt; end" in text


def test_every_run_and_empty_paragraph_names_its_language() -> None:
    package = open_package(PPTX_DEFAULT)
    remove_all_slides(package)
    maker = SlideMaker(package, "de-DE")
    slide = maker.add("Title and Content", name="x", footer="F")
    slide.fill(next(iter(slide.placeholders)), plain("x"))
    slide.fill_notes(plain("y"))
    for root in (slide.element, element_of(slide.notes_part)):
        named = [one.get("lang") for one in root.iter(a("rPr"), a("endParaRPr"))]
        assert named
        assert set(named) == {"de-DE"}


def test_nothing_that_is_written_lacks_a_language(tmp_path: Path) -> None:
    """Slides and notes with one of everything: each run, field and break, and each paragraph without one."""
    package, slides = rich_deck(tmp_path)
    for slide in slides:
        for root in (slide.element, element_of(slide.notes_part)):
            for paragraph in root.iter(a("p")):
                pieces = list(paragraph.iterchildren(a("r"), a("fld"), a("br")))
                looks = [piece.find(a("rPr")) for piece in pieces] or [paragraph.find(a("endParaRPr"))]
                assert all(look is not None and look.get("lang") for look in looks), xml(paragraph)
    assert check_package(package) == []


def test_a_layout_is_read_once_for_each_package() -> None:
    package, maker = empty_deck()
    slide = maker.add("Content", name="x")
    layout = relationships_of(slide.part).first_of(LAYOUT_REL)
    assert layout is not None
    read = placeholders_of(package, layout)
    assert placeholders_of(package, layout) is read
    assert list(slide.placeholders) == [one.name for one in read if one.name in slide.placeholders]
    other, _ = empty_deck()
    assert other.layouts == {}


def test_a_stored_scale_is_written_as_powerpoint_writes_it() -> None:
    _, maker = empty_deck()
    slide = maker.add("Content", name="x")
    slide.fill("Title", plain("x"), scale=90)
    slide.fill("Body", bullets("x"), scale=85)
    title, body = slide.placeholder("Title"), slide.placeholder("Body")
    assert '<a:normAutofit fontScale="90000"/>' in xml(title)
    assert '<a:normAutofit fontScale="85000" lnSpcReduction="20000"/>' in xml(body)
    slide.fill("Body", bullets("y"), scale=92)
    assert xml(body).count("normAutofit") == 1
    assert 'fontScale="92000" lnSpcReduction="10000"' in xml(body)


def test_unused_placeholders_go_footer_and_number_stay() -> None:
    _, maker = empty_deck()
    slide = maker.add("Video", name="x", footer="F")
    slide.fill("Title", plain("x"))
    slide.fill("Watch for", plain("   "))
    slide.drop_unused()
    assert kinds(slide) == ["title", "ftr", "sldNum"]


def test_a_frame_takes_the_place_of_a_placeholder_and_its_order() -> None:
    package, maker = empty_deck()
    slide = maker.add("Agenda", name="x", footer="F")
    before = [shape.tag.rpartition("}")[2] for shape in tree_of(slide)]
    slide.replace("Agenda", frame(0))
    after = [shape.tag.rpartition("}")[2] for shape in tree_of(slide)]
    assert [(one, two) for one, two in zip(before, after, strict=True) if one != two] == [("sp", "graphicFrame")]
    ph = placeholder_of(slide.placeholder("Agenda"))
    assert ph is not None
    assert ph.get("type") == "tbl"
    slide.fill("Title", plain("x"))
    slide.drop_unused()
    assert check_package(package) == []


def test_a_shape_after_the_title_is_read_second_and_its_ids_are_kept_free() -> None:
    package, maker = empty_deck()
    slide = maker.add("Content", name="x")
    slide.fill("Title", plain("x"))
    first = slide.next_shape_id()
    slide.insert_after_title(frame(first + 5))
    assert [shape.tag.rpartition("}")[2] for shape in tree_of(slide)][2:4] == ["sp", "graphicFrame"]
    assert slide.next_shape_id() == first + 6
    assert check_package(package) == []


def test_a_picture_is_placed_inside_the_placeholders_box() -> None:
    package, maker = empty_deck()
    places = {}
    for fit in ("contain", "cover", "stretch"):
        slide = maker.add("Content with picture", name=fit)
        slide.fill("Title", plain("x"))
        slide.picture("Picture", png(40, 10), alt="A bar", link="https://example.org", fit=fit)
        slide.drop_unused()
        shape = slide.placeholder("Picture")
        extent = next(shape.iter(a("ext")))
        places[fit] = (
            int(extent.get("cx", "")),
            int(extent.get("cy", "")),
            shape.find(f".//{a('srcRect')}") is not None,
        )
        box = slide.box("Picture")
        assert shape.find(f".//{p('ph')}") is not None
        assert 'descr="A bar"' in xml(shape)
        assert "hlinkClick" in xml(shape)
    assert places["contain"] == (box.width, box.width // 4, False)
    assert places["cover"] == (box.width, box.height, True)
    assert places["stretch"] == (box.width, box.height, False)
    assert (
        len([part for part in package.iter_parts() if part.content_type == "image/png"]) == _pictures_of_template() + 1
    )
    assert check_package(package) == []


def _pictures_of_template() -> int:
    package, _ = empty_deck()
    return len([part for part in package.iter_parts() if part.content_type == "image/png"])


def test_a_picture_without_words_is_decoration() -> None:
    package, maker = empty_deck()
    slide = maker.add("Content with picture", name="x")
    slide.picture("Picture", png(), alt="")
    assert "decorative" in xml(slide.placeholder("Picture"))
    assert check_package(package) == []


def test_links_are_made_once_and_written_as_addresses() -> None:
    _, maker = empty_deck()
    slide = maker.add("Content", name="x")
    assert slide.link("https://example.org/a b") == slide.link(" https://example.org/a%20b")
    rels = relationships_of(slide.part)
    assert [one.target_ref for one in rels.values() if one.is_external] == ["https://example.org/a%20b"]


def test_notes_have_image_body_number_and_links_of_their_own() -> None:
    package, maker = empty_deck()
    slide = maker.add("Content", name="x")
    slide.fill("Title", plain("x"))
    slide.fill_notes(
        [Paragraph((Run("SAY", bold=True),)), Paragraph((Run("here", link="https://example.org"),), marker="bullet")]
    )
    slide.drop_unused()
    notes = element_of(slide.notes_part)
    assert [ph.get("type") for ph in notes.iter(p("ph"))] == ["sldImg", "body", "sldNum"]
    assert notes.find(f".//{a('fld')}") is not None
    assert 'marL="171450" indent="-171450"' in xml(notes)
    assert [one.target_ref for one in relationships_of(slide.notes_part).values() if one.is_external] == [
        "https://example.org"
    ]
    assert check_package(package) == []
    (seen,) = presentation(package).slides
    assert seen.notes_slide.notes_text_frame.text == "SAY\nhere"


def test_a_template_without_a_notes_master_gets_one_with_a_theme_of_its_own(tmp_path: Path) -> None:
    package = open_package(PPTX_DEFAULT)
    assert not any("notesMaster" in part.partname for part in package.iter_parts())
    master = ensure_notes_master(package)
    assert ensure_notes_master(package) is master
    maker = SlideMaker(package)
    slide = maker.add("Title Only", name="x")
    slide.fill(next(iter(slide.placeholders)), plain("x"))
    assert check_package(package) == []
    order = [child.tag.rpartition("}")[2] for child in element_of(package.deck)]
    assert order.index("notesMasterIdLst") == order.index("sldMasterIdLst") + 1


def test_an_unlisted_notes_master_is_listed() -> None:
    package, _ = empty_deck()
    root = element_of(package.deck)
    for listed in root.findall(p("notesMasterIdLst")):
        root.remove(listed)
    assert check_package(package)
    ensure_notes_master(package)
    assert check_package(package) == []


def test_the_notes_image_of_a_new_notes_master_has_the_slides_proportions() -> None:
    package = open_package(PPTX_DEFAULT)
    size = element_of(package.deck).find(p("sldSz"))
    assert size is not None
    size.set("cx", "12192000")
    size.set("cy", "6858000")
    size.attrib.pop("type", "")
    root = element_of(ensure_notes_master(package))
    shape = next(
        one for one in root.iter(p("sp")) if (ph := placeholder_of(one)) is not None and ph.get("type") == "sldImg"
    )
    extent = next(shape.iter(a("ext")))
    assert int(extent.get("cx", "")) / int(extent.get("cy", "")) == pytest.approx(16 / 9, rel=0.001)


def test_a_template_with_slides_of_its_own_is_emptied_without_a_trace() -> None:
    package = open_package(PPTX_DEFAULT)
    prs = presentation(package)
    for number in range(3):
        slide = prs.slides.add_slide(prs.slide_layouts[1])
        slide.shapes.title.text = f"Old secret {number}"
        slide.notes_slide.notes_text_frame.text = "Old secret notes"
    package = _again(package)
    remove_all_slides(package)
    add = SlideMaker(package).add("Title Only", name="new")
    add.fill(next(iter(add.placeholders)), plain("New"))
    data = package_bytes(package)
    assert b"Old secret" not in b"".join(_members(data).values())
    names = set(_members(data))
    assert {name for name in names if name.startswith("ppt/slides/slide")} == {"ppt/slides/slide1.xml"}
    assert "docProps/thumbnail.jpeg" not in names
    assert not any("printerSettings" in name for name in names)
    assert check_package(package) == []
    assert len([part for part in package.iter_parts() if part.content_type.endswith("notesSlide+xml")]) == 1


def _again(package: Package) -> Package:
    import io

    return Package.open(io.BytesIO(package_bytes(package)))


def _members(data: bytes) -> dict[str, bytes]:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_slide_ids_are_never_used_twice() -> None:
    package, maker = empty_deck()
    first = add_slides(maker, 2)
    remove_all_slides(package)
    second = add_slides(SlideMaker(package), 2)
    assert not {slide.slide_id for slide in first} & {slide.slide_id for slide in second}
