"""The share deck: what the room saw, in a file that passes the gate, and nothing that only the facilitator had."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.util import Inches

from tests.conftest import SHORT_DECK, Done
from tests.office.conftest import add_slides, empty_deck, jump, plain, rich_deck, tree_of
from whp_deck.build import Built
from whp_deck.office.gate import check_file, check_package
from whp_deck.office.package import Package, open_package, package_bytes, presentation
from whp_deck.office.relationships import relationships_of
from whp_deck.office.sections import read_sections, write_sections
from whp_deck.office.slide_list import hide, slide_parts
from whp_deck.office.stamp import read_stamp
from whp_deck.render.share import make_share

Run = Callable[..., Done]


def saved(package: Package, folder: Path) -> Path:
    path = folder / "share.pptx"
    path.write_bytes(package_bytes(package))
    return path


def all_bytes(package: Package) -> bytes:
    return b"".join(part.blob for part in package.iter_parts())


def test_notes_tags_manifest_and_custom_properties_are_gone(tmp_path: Path) -> None:
    package, slides = rich_deck(tmp_path)
    slides[0].fill_notes(plain("Only for the facilitator"))
    make_share(package)
    assert check_package(package) == []
    path = saved(package, tmp_path)
    assert check_file(path) == []
    again = open_package(path)
    kinds = {one.reltype.rpartition("/")[2] for part in again.iter_parts() for one in part.rels.values()}
    assert not kinds & {"notesSlide", "notesMaster", "tags", "customXml", "comments", "custom-properties"}
    assert {one.reltype.rpartition("/")[2] for one in again.relationships.values()} == {
        "officeDocument", "core-properties", "extended-properties",
    }  # fmt: skip
    assert read_stamp(again) is None
    for secret in (b"Only for the facilitator", b"Say this on slide", b"WHPDECK", b"whp:manifest", b'name="slide-1"'):
        assert secret not in all_bytes(again), secret


def test_hidden_slides_go_with_links_and_sections(tmp_path: Path) -> None:
    package, maker = empty_deck()
    slides = add_slides(maker, 6)
    ids = [slide.slide_id for slide in slides]
    write_sections(package, [("First", ids[:2]), ("Hidden", ids[2:4]), ("Last", ids[4:])])
    jump(slides[0], slides[3])
    for number in (2, 3):
        hide(package, ids[number])
    make_share(package)
    again = open_package(saved(package, tmp_path))
    assert check_package(again) == []
    assert [name for name, _ in read_sections(again)] == ["First", "Last"]
    assert [len(found) for _, found in read_sections(again)] == [2, 2]
    titles = [slide.shapes.title.text_frame.text for slide in Presentation(str(tmp_path / "share.pptx")).slides]
    assert titles == ["Title 1", "Title 2", "Title 5", "Title 6"]
    assert b"Title 3" not in all_bytes(again)
    assert b"hlinksldjump" not in all_bytes(again)


def test_what_lies_beside_the_slide_or_is_switched_off_goes(tmp_path: Path) -> None:
    package, slides = rich_deck(tmp_path)
    shapes = next(iter(presentation(package).slides)).shapes
    for left, words in ((Inches(-5), "parked left"), (Inches(14), "parked right"), (Inches(12), "half outside")):
        shapes.add_textbox(left, 0, Inches(3), Inches(1)).text_frame.text = words
    off = shapes.add_textbox(0, 0, Inches(1), Inches(1))
    off.text_frame.text = "switched off"
    off._element.xpath(".//p:cNvPr")[0].set("hidden", "1")
    movie = next(one for one in tree_of(slides[3]) if one.tag.endswith("}pic"))
    next(movie.iter("{*}off")).set("x", "-9000000")
    make_share(package)
    found = all_bytes(package)
    for words in (b"parked left", b"parked right", b"switched off"):
        assert words not in found
    assert b"half outside" in found
    assert check_package(package) == []
    assert not [part for part in package.iter_parts() if part.content_type.startswith("video/")]


def test_comments_old_and_new_go(tmp_path: Path) -> None:
    package, slides = rich_deck(tmp_path)
    kinds = {
        RT.COMMENTS: "application/vnd.openxmlformats-officedocument.presentationml.comments+xml",
        "http://schemas.microsoft.com/office/2018/10/relationships/comments": "application/vnd.ms-powerpoint.comments+xml",
    }
    for number, (kind, content_type) in enumerate(kinds.items()):
        part = Part(PackURI(f"/ppt/comments/comment{number}.xml"), content_type, package, b"<c>A remark of Jane</c>")
        r_id = relationships_of(slides[0].part).add(kind, part)
    extensions = etree.SubElement(
        slides[0].element, "{http://schemas.openxmlformats.org/presentationml/2006/main}extLst"
    )
    extension = etree.SubElement(
        extensions, extensions.tag.replace("extLst", "ext"), {"uri": "{6950BFC3-D8DA-4A85-94F7-54DA5524770B}"}
    )
    etree.SubElement(extension, "{http://schemas.microsoft.com/office/powerpoint/2018/8/main}commentRel", {"id": r_id})
    make_share(package)
    assert b"Jane" not in all_bytes(package)
    assert b"6950BFC3" not in all_bytes(package)


def test_title_and_language_stay_and_other_properties_go(tmp_path: Path) -> None:
    package, _ = rich_deck(tmp_path)
    properties = presentation(package).core_properties
    properties.comments, properties.category, properties.keywords = "remark", "secret kind", "key"
    make_share(package)
    again = Presentation(io.BytesIO(package_bytes(package))).core_properties
    assert (again.title, again.author) == ("Test", "Hilltop Clinic")
    assert (again.comments, again.category, again.keywords) == ("", "", "")


def test_a_deck_to_share_is_found_by_what_it_is_about(run: Run, write_deck: Callable[..., Path]) -> None:
    path = write_deck(SHORT_DECK.replace("[deck]", "[share]"))
    assert run("build", path).returncode == 0
    (share,) = sorted(path.parent.glob("build/*-share.pptx"))
    assert Presentation(str(share)).core_properties.keywords == "warm-handoff-plus, Hilltop Clinic, staff training"


@pytest.mark.slow
def test_check_finds_a_deck_to_share_named_well(run: Run, write_deck: Callable[..., Path]) -> None:
    path = write_deck(SHORT_DECK.replace("[deck]", "[share]"))
    assert run("build", path).returncode == 0
    (share,) = sorted(path.parent.glob("build/*-share.pptx"))
    done = run("check", share)
    assert "properties" not in done.stdout + done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("deck", ["decks/monday-huddle.yaml", "tests/decks/minimal/minimal.yaml"])
def test_decks_that_were_built(deck: str, built_deck: Callable[[str], Built], tmp_path: Path) -> None:
    audit = pytest.importorskip("openxml_audit")
    for file in built_deck(deck).files:
        if file.suffix != ".pptx" or file.stem.endswith("-share"):
            continue
        before = open_package(file)
        shown = [name for name, _ in read_sections(before)]
        package = open_package(file)
        make_share(package)
        first = package_bytes(package)
        path = saved(package, tmp_path)
        assert check_file(path) == []
        assert list(audit.validate_pptx(str(path)).errors) == []
        assert len(slide_parts(package)) == sum(
            1 for p in slide_parts(before).values() if p._element.get("show") != "0"
        )
        assert [name for name, _ in read_sections(package)] == shown
        once_more = open_package(file)
        make_share(once_more)
        assert package_bytes(once_more) == first
        assert not any(slide.has_notes_slide for slide in Presentation(str(path)).slides)


def test_links_to_a_disk_or_a_network_drive_go_and_their_words_stay(tmp_path: Path) -> None:
    package, maker = empty_deck()
    add_slides(maker, 1)
    box = next(iter(presentation(package).slides)).shapes.add_textbox(0, 0, Inches(5), Inches(2)).text_frame
    disk, share, web = "file:///C:/Users/pat/form.docx", r"\\server\forms\plan.xlsx", "https://example.org/form"
    for address in (disk, share, web):
        run = box.add_paragraph().add_run()
        run.text, run.hyperlink.address = f"See {address[-4:]}", address
    assert make_share(package) == [disk, share]
    again = open_package(saved(package, tmp_path))
    assert check_package(again) == []
    (slide,) = Presentation(str(tmp_path / "share.pptx")).slides
    runs = [run for paragraph in slide.shapes[-1].text_frame.paragraphs for run in paragraph.runs]
    assert [(run.text, run.hyperlink.address) for run in runs] == [
        ("See docx", None), ("See xlsx", None), ("See form", web),
    ]  # fmt: skip
    assert b"Users/pat" not in all_bytes(again)
