"""The stamp of a built deck, snapshots of its slides, and what a person changed since, in sentences."""

from __future__ import annotations

import io
import json
import random
import shutil
import subprocess
import time
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest
from pptx.opc.constants import RELATIONSHIP_TYPE as RT

from tests.office.conftest import add_slides, bullets, empty_deck, plain, png, rich_deck
from whp_deck.edits.compare import describe, find_changes
from whp_deck.edits.fields import differences
from whp_deck.edits.files import file_of, know_slides
from whp_deck.edits.match import match_slides
from whp_deck.office.gate import check_file, check_package
from whp_deck.office.package import Package, open_package, package_bytes, presentation
from whp_deck.office.parts import element_of
from whp_deck.office.relationships import relationships_of
from whp_deck.office.sections import drop_sections
from whp_deck.office.slide_list import delete_slides, hide, move_slides, slide_parts
from whp_deck.office.slides import SlideMaker
from whp_deck.office.snapshot import ShapeSnapshot, SlideSnapshot, slide_id_of, snapshot_slides
from whp_deck.office.staging import write_whole
from whp_deck.office.stamp import Manifest, make_manifest, read_stamp, write_stamp
from whp_deck.office.xml import p

TOPICS = ["Welcome everybody", "What is it?", "Why now", "Our plan for Monday", "Thank you"]


def built() -> Package:
    """Five stamped slides as a build leaves them."""
    package, maker = empty_deck()
    for number, topic in enumerate(TOPICS):
        slide = maker.add("Content", name=f"topic-{number}", footer="Hilltop")
        slide.fill("Title", plain(topic))
        slide.fill("Body", bullets(*(f"{topic}: thought {one} about it" for one in range(3))))
        slide.fill_notes(plain(f"Say something about {topic.lower()}"))
        slide.drop_unused()
    write_stamp(package, make_manifest(package, deck="huddle", session=2, tool="0.1", config_hash="abc"))
    return reopen(package)


def reopen(package: Package) -> Package:
    return Package.open(io.BytesIO(package_bytes(package)))


def stamp_of(package: Package) -> Manifest:
    manifest = read_stamp(package)
    assert manifest is not None
    return manifest


def changes(edit: Callable[[Package], object], *, tags: bool = True) -> list[str]:
    """What is reported after a person's edit; without tags and names, as LibreOffice leaves a file."""
    package = built()
    edit(package)
    if not tags:
        for part in slide_parts(package).values():
            common = element_of(part).find(p("cSld"))
            assert common is not None
            common.attrib.pop("name", "")
            for listed in common.findall(p("custDataLst")):
                common.remove(listed)
            rels = relationships_of(part)
            rels.pop_many([key for key, one in rels.items() if one.reltype == RT.TAGS])
    package = reopen(package)
    return changed_slides(package)


def changed_slides(package: Package) -> list[str]:
    """What is reported of an open package."""
    return describe(find_changes(know_slides([file_of(Path("deck.pptx"), package, stamp_of(package))])))


def text_of(package: Package, number: int, placeholder: int, text: str) -> None:
    list(presentation(package).slides)[number].placeholders[placeholder].text = text


def delete(package: Package, number: int) -> None:
    delete_slides(package, [list(slide_parts(package))[number]])


def copy_slide(package: Package, number: int) -> None:
    """As PowerPoint's Duplicate: text, tag and name come along."""
    source = list(slide_parts(package).values())[number]
    slide = SlideMaker(package).add("Content", name="copy")
    old, new = slide.element[0], deepcopy(element_of(source)[0])
    for listed in new.findall(p("custDataLst")):
        new.remove(listed)
    for extension in new.findall(p("extLst")):
        new.remove(extension)
    slide.element.replace(old, new)


def add_slide(package: Package) -> None:
    slide = SlideMaker(package).add("Content", name="")
    slide.fill("Title", plain("Entirely new matter"))
    slide.fill("Body", bullets("Words that were never seen before"))


def move_body(package: Package) -> None:
    body = next(iter(presentation(package).slides)).shapes[1]
    body.left, body.top, body.width, body.height = 914400, 914400, 914400, 914400


EDITS: list[tuple[str, Callable[[Package], object], list[str]]] = [
    ("nothing", lambda d: None, []),
    ("title", lambda d: text_of(d, 1, 0, "What is it really?"), ["slide 2 “What is it really?”: title was “What is it?”, now “What is it really?”"]),
    ("text", lambda d: text_of(d, 1, 1, "One\nTwo"), ["slide 2 “What is it?”: text was “What is it?: thought 0 about it / What is it?: thought 1 about it / W…”, now “One / Two”"]),
    ("notes", lambda d: setattr(list(presentation(d).slides)[3].notes_slide.notes_text_frame, "text", "Mine"), ["slide 4 “Our plan for Monday”: notes were “Say something about our plan for monday”, now “Mine”"]),
    ("hidden", lambda d: hide(d, list(slide_parts(d))[2]), ["slide 3 “Why now”: hidden"]),
    ("deleted", lambda d: delete(d, 2), ["the slide “Why now”: deleted (it was slide 3)"]),
    ("moved", lambda d: move_slides(d, [list(slide_parts(d))[n] for n in (4, 0, 1, 2, 3)]), ["slide 1 “Thank you”: moved from place 5"]),
    ("added", add_slide, ["slide 6 “Entirely new matter”: added"]),
    ("copied", lambda d: copy_slide(d, 1), ["slide 6 “What is it?”: added, a copy of “What is it?”"]),
    ("picture", lambda d: next(iter(presentation(d).slides)).shapes.add_picture(io.BytesIO(png()), 0, 0), ["slide 1 “Welcome everybody”: a picture: image.png added"]),
    ("box", move_body, ["slide 1 “Welcome everybody”: “Welcome everybody: thought 0 about it / Welcome everybody: thought 1…” moved or resized (from 0.8, 1.8 in, 11.8 × 4.8 in to 1.0, 1.0 in, 1.0 × 1.0 in)"]),
]  # fmt: skip


@pytest.mark.parametrize(("edit", "expected"), [case[1:] for case in EDITS], ids=[case[0] for case in EDITS])
def test_a_persons_change_is_told_in_a_sentence(edit: Callable[[Package], object], expected: list[str]) -> None:
    assert changes(edit) == expected


@pytest.mark.parametrize(("edit", "expected"), [case[1:] for case in EDITS], ids=[case[0] for case in EDITS])
@pytest.mark.slow
def test_the_same_is_told_when_the_tags_are_gone(edit: Callable[[Package], object], expected: list[str]) -> None:
    assert changes(edit, tags=False) == expected


def test_a_copy_does_not_take_the_name_of_a_deleted_slide() -> None:
    def edit(package: Package) -> None:
        copy_slide(package, 1)
        delete(package, 2)

    expected = [
        "slide 5 “What is it?”: added, a copy of “What is it?”",
        "the slide “Why now”: deleted (it was slide 3)",
    ]
    assert changes(edit) == expected
    assert changes(edit, tags=False) == expected


def test_an_edited_copy_is_told_from_its_original() -> None:
    def edit(package: Package) -> None:
        copy_slide(package, 1)
        part = list(slide_parts(package).values())[5]
        element_of(part)[0].set("name", "topic-1")
        text_of(package, 5, 1, "Other words entirely")

    assert changes(edit) == ["slide 6 “What is it?”: added, a copy of “What is it?”"]


def test_stamped_slides_carry_tag_name_and_manifest_and_pass_the_gate(tmp_path: Path) -> None:
    package = built()
    assert [slide_id_of(part) for part in slide_parts(package).values()] == [f"topic-{n}" for n in range(5)]
    manifest = stamp_of(package)
    assert (manifest.deck, manifest.session, manifest.tool, manifest.config_hash) == ("huddle", 2, "0.1", "abc")
    assert list(manifest.slides) == [f"topic-{number}" for number in range(5)]
    assert check_package(package) == []
    path = tmp_path / "deck.pptx"
    write_whole(package, path)
    assert check_file(path) == []


def test_stamping_again_replaces_the_stamp() -> None:
    package = built()
    parts = len(list(package.iter_parts()))
    write_stamp(package, make_manifest(package, deck="huddle", session=3, tool="0.2", config_hash="def"))
    assert len(list(package.iter_parts())) == parts
    assert stamp_of(package).session == 3
    assert check_package(package) == []


def test_a_foreign_or_damaged_stamp_is_no_stamp() -> None:
    package, maker = empty_deck()
    add_slides(maker, 1)
    assert read_stamp(package) is None
    package = built()
    item = next(part for part in package.iter_parts() if part.partname.startswith("/customXml/item1"))
    item.blob = item.blob.replace(b'"session"', b'"sess"')
    assert read_stamp(package) is None


def test_a_snapshot_survives_json_and_holds_all_that_is_compared(tmp_path: Path) -> None:
    package, _ = rich_deck(tmp_path)
    snapshots = snapshot_slides(package)
    data = json.dumps([one.to_json() for one in snapshots])
    assert tuple(SlideSnapshot.from_json(one) for one in json.loads(data)) == snapshots
    kinds = {shape.kind for one in snapshots for shape in one.shapes}
    assert {"sp", "pic", "graphicFrame"} <= kinds
    shapes = [shape for one in snapshots for shape in one.shapes]
    assert any(shape.image and shape.alt == "A gray field" for shape in shapes)
    assert any(shape.media for shape in shapes)
    assert any(shape.cells for shape in shapes)
    assert all(shape.box for shape in shapes)
    assert snapshots[0].notes == ("Say this on slide 1.",)
    assert "Hilltop Clinic" not in data  # the footer is not compared


def test_what_programs_change_by_themselves_is_not_a_change() -> None:
    shape = ShapeSnapshot("sp", "body", ((0, "x"),), box=(10.0, 10.0, 100.0, -1.0))
    moved = ShapeSnapshot("sp", "body", ((0, "x"),), box=(10.9, 10.0, 100.0, 300.0))
    assert differences(SlideSnapshot("a", shapes=(shape,)), SlideSnapshot("a", shapes=(moved,))) == []


def test_random_moves_deletions_and_additions_are_all_found() -> None:
    dice = random.Random(7)
    words = [f"word{number}" for number in range(400)]
    base = [
        SlideSnapshot(f"s{n}", shapes=(ShapeSnapshot("sp", "title", ((0, " ".join(dice.sample(words, 12))),)),))
        for n in range(40)
    ]
    for _ in range(50):
        found = [one for one in base if dice.random() > 0.1]
        gone = {one.id for one in base} - {one.id for one in found}
        dice.shuffle(found)
        bare = [SlideSnapshot("", shapes=one.shapes) for one in found]
        for seen in (found, bare):
            match = match_slides(base, seen)
            assert {base[was].id for was in match.deleted} == gone
            assert [base[match.pairs[n]].id for n in range(len(found))] == [one.id for one in found]


def test_a_thousand_slides_are_compared_in_linear_time() -> None:
    """With ids and without; only slides that were edited *and* lost their id are compared with all others."""
    slides = [
        SlideSnapshot(f"s{n}", shapes=(ShapeSnapshot("sp", "title", ((0, f"title {n}"), (0, f"text {n} and more"))),))
        for n in range(1000)
    ]
    start = time.process_time()
    assert match_slides(slides, slides).pairs == {n: n for n in range(1000)}
    bare = [SlideSnapshot("", shapes=one.shapes) for one in slides]
    assert match_slides(slides, bare).pairs == {n: n for n in range(1000)}
    assert time.process_time() - start < 2


def test_a_template_with_sections_of_its_own_does_not_matter() -> None:
    package = built()
    drop_sections(package)
    assert changed_slides(package) == []


@pytest.mark.slow
@pytest.mark.libreoffice
def test_a_deck_saved_by_libreoffice_is_known_again_and_unchanged(tmp_path: Path) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    package, _ = rich_deck(tmp_path)
    path = tmp_path / "deck.pptx"
    write_whole(package, path)
    profile = (tmp_path / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pptx", "--outdir"]
    subprocess.run([*command, str(tmp_path / "out"), str(path)], check=True, capture_output=True, timeout=120)
    saved = open_package(tmp_path / "out" / "deck.pptx")
    assert changed_slides(saved) == []
