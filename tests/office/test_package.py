"""Opening and writing: plain refusals, whole files, the same bytes each time, media that stay on disk."""

from __future__ import annotations

import io
import itertools
import os
import random
import re
import stat
import subprocess
import sys
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pptx
import pytest
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.packuri import PackURI

from tests.office.conftest import add_movie, add_slides, bullets, change_zip, empty_deck, plain, png, rich_deck
from whp_deck.errors import EditedOutputError, RenderError, TemplateError
from whp_deck.office import reading
from whp_deck.office.gate import check_file, check_package
from whp_deck.office.package import Package, copy_package, open_package, package_bytes, presentation
from whp_deck.office.parts import element_of
from whp_deck.office.properties import set_properties
from whp_deck.office.relationships import relationships_of
from whp_deck.office.sections import write_sections
from whp_deck.office.slide_list import delete_slides, move_slides, slide_parts
from whp_deck.office.slides import SlideMaker, layouts_of, remove_all_slides
from whp_deck.office.snapshot import snapshot_slides
from whp_deck.office.staging import stage_whole, write_whole
from whp_deck.office.xml import p
from whp_deck.resources import shipped

TEMPLATE = shipped("templates/base.pptx")
DeckFile = Callable[..., Path]


def types_changed(old: str, new: str) -> bytes:
    data = TEMPLATE.read_bytes()
    name = "[Content_Types].xml"
    return change_zip(data, {name: zipfile.ZipFile(io.BytesIO(data)).read(name).replace(old.encode(), new.encode())})


def strict() -> bytes:
    data = TEMPLATE.read_bytes()
    rels = zipfile.ZipFile(io.BytesIO(data)).read("_rels/.rels")
    old, new = b"http://schemas.openxmlformats.org/officeDocument/2006/", b"http://purl.oclc.org/ooxml/officeDocument/"
    return change_zip(data, {"_rels/.rels": rels.replace(old, new)})


MAIN = "presentationml.presentation.main+xml"
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
REFUSED: list[tuple[str, Callable[[], bytes], str]] = [
    ("empty", lambda: b"", "is empty"),
    ("text", lambda: b"hello, this is text", "is not a PowerPoint presentation"),
    ("encrypted", lambda: OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "is protected by a password"),
    ("old format", lambda: OLE + bytes(600), "old PowerPoint format"),
    ("cut short", lambda: TEMPLATE.read_bytes()[:20_000], "is damaged"),
    ("a byte flipped", lambda: flipped(), "is damaged"),
    ("any zip", lambda: change_zip(TEMPLATE.read_bytes(), {"[Content_Types].xml": None}), "not a PowerPoint"),
    ("no main part", lambda: change_zip(TEMPLATE.read_bytes(), {"ppt/presentation.xml": None}), "not a PowerPoint"),
    ("broken XML", lambda: change_zip(TEMPLATE.read_bytes(), {"ppt/presentation.xml": b"<p:presentation"}), "is damaged"),
    ("Word", lambda: types_changed(MAIN, "wordprocessingml.document.main+xml"), "is a Word document"),
    ("Excel", lambda: types_changed(MAIN, "spreadsheetml.sheet.main+xml"), "is an Excel workbook"),
    (
        "macros",
        lambda: types_changed(
            f"application/vnd.openxmlformats-officedocument.{MAIN}",
            "application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml",
        ),
        "contains macros",
    ),
    ("Strict", strict, "is a Strict Open XML presentation"),
]  # fmt: skip


def flipped() -> bytes:
    data = bytearray(TEMPLATE.read_bytes())
    info = zipfile.ZipFile(TEMPLATE).getinfo("ppt/presentation.xml")
    data[info.header_offset + 30 + len(info.filename) + 40] ^= 0xFF
    return bytes(data)


@pytest.mark.parametrize(("data", "words"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_a_file_that_cannot_be_used_is_refused_in_plain_words(
    tmp_path: Path, data: Callable[[], bytes], words: str
) -> None:
    path = tmp_path / "template.pptx"
    path.write_bytes(data())
    with pytest.raises(TemplateError, match=words) as caught:
        open_package(path)
    assert "Traceback" not in str(caught.value)


def test_a_missing_file_and_a_folder_are_refused_in_plain_words(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="is not there"):
        open_package(tmp_path / "nowhere.pptx")
    with pytest.raises(TemplateError, match="is a folder"):
        open_package(tmp_path)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.pptx"
    path.write_bytes(change_zip(TEMPLATE.read_bytes(), {"ppt/tableStyles.xml": bytes(64 << 20)}))
    with pytest.raises(TemplateError, match="unsafe"):
        open_package(path)


def test_limits_hold_for_members_and_sizes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_MEMBERS", 10)
    with pytest.raises(TemplateError, match="unsafe"):
        open_package(TEMPLATE)
    monkeypatch.setattr(reading, "MAX_MEMBERS", 10_000)
    monkeypatch.setattr(reading, "MAX_UNPACKED", 10_000)
    with pytest.raises(TemplateError, match="unsafe"):
        open_package(TEMPLATE)


def test_a_potx_becomes_a_presentation_that_python_pptx_opens(tmp_path: Path) -> None:
    path = tmp_path / "template.potx"
    path.write_bytes(types_changed(MAIN, "presentationml.template.main+xml"))
    package = open_package(path)
    SlideMaker(package).add("Content", name="one").fill("Title", plain("One"))
    write_whole(package, tmp_path / "deck.pptx")
    assert [slide.shapes.title.text for slide in pptx.Presentation(str(tmp_path / "deck.pptx")).slides][-1] == "One"


def test_writing_opening_and_writing_again_yields_the_same_bytes(tmp_path: Path) -> None:
    package, _ = rich_deck(tmp_path)
    first = package_bytes(package)
    assert package_bytes(package) == first
    path = tmp_path / "deck.pptx"
    write_whole(package, path)
    assert path.read_bytes() == first
    assert package_bytes(open_package(path)) == first


def test_the_zip_is_as_python_and_powerpoint_want_it(tmp_path: Path) -> None:
    package, _ = rich_deck(tmp_path)
    path = tmp_path / "deck.pptx"
    write_whole(package, path)
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        infos = archive.infolist()
    names = [info.filename for info in infos]
    assert names[:2] == ["[Content_Types].xml", "_rels/.rels"]
    assert names[2:] == sorted(names[2:])
    assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}
    assert {(info.create_system, info.flag_bits, info.extra) for info in infos} == {(0, 0, b"")}
    stored = {Path(info.filename).suffix for info in infos if info.compress_type == zipfile.ZIP_STORED}
    assert stored == {".png", ".mp4", ".xlsx"}


def test_letters_outside_ascii_in_part_names_survive(tmp_path: Path) -> None:
    package, maker = empty_deck()
    slide = maker.add("Content with picture", name="one")
    slide.picture("Picture", png(), alt="x")
    part = next(part for part in package.iter_parts() if part.partname.startswith("/ppt/media/"))
    part.partname = PackURI("/ppt/media/bild ä&b.png")
    path = tmp_path / "deck.pptx"
    path.write_bytes(package_bytes(package))
    assert "/ppt/media/bild ä&b.png" in {part.partname for part in open_package(path).iter_parts()}
    assert len(pptx.Presentation(str(path)).slides) == 1


def test_large_media_stay_in_the_file_until_they_are_written(tmp_path: Path, deck_file: DeckFile) -> None:
    movie = tmp_path / "clip.mp4"
    movie.write_bytes(os.urandom(600_000))
    package, maker = empty_deck()
    slides = add_slides(maker, 2)
    add_movie(package, slides[0], movie)
    add_movie(package, slides[1], movie)
    path = tmp_path / "deck.pptx"
    write_whole(package, path)
    again = open_package(path)
    media = [part for part in again.iter_parts() if part.content_type == "video/mp4"]
    assert len(media) == 1
    assert isinstance(media[0].stored, reading.StoredBytes)  # type: ignore[attr-defined]
    assert media[0].blob == movie.read_bytes()
    write_whole(again, path)  # over the very file that the movie is read from
    assert media[0].blob == movie.read_bytes()
    write_whole(again, tmp_path / "other.pptx")
    assert (tmp_path / "other.pptx").read_bytes() == path.read_bytes()


def test_a_movie_that_changed_since_is_no_silent_damage(tmp_path: Path) -> None:
    movie = tmp_path / "clip.mp4"
    movie.write_bytes(os.urandom(600_000))
    package, maker = empty_deck()
    add_movie(package, add_slides(maker, 1)[0], movie)
    movie.write_bytes(b"short")
    with pytest.raises(RenderError, match="changed"):
        write_whole(package, tmp_path / "deck.pptx")
    movie.unlink()
    with pytest.raises(TemplateError, match="changed"):
        write_whole(package, tmp_path / "deck.pptx")
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is read from Linux's /proc")
def test_a_movie_of_200_mb_costs_no_memory(tmp_path: Path) -> None:
    """VmHWM of the child itself: it starts anew with exec, while getrusage's peak may be that of the test run."""
    script = (
        "import sys; from pathlib import Path; from tests.office.conftest import *\n"
        "from whp_deck.office.package import open_package\n"
        "from whp_deck.office.staging import write_whole\n"
        "package, maker = empty_deck(); folder = Path(sys.argv[1])\n"
        "add_movie(package, add_slides(maker, 1)[0], folder / 'clip.mp4'); write_whole(package, folder / 'deck.pptx')\n"
        "write_whole(open_package(folder / 'deck.pptx'), folder / 'again.pptx')\n"
        "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    )
    with (tmp_path / "clip.mp4").open("wb") as file:
        file.truncate(200 << 20)
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, cwd=root, check=True
    )
    assert int(done.stdout) <= 120 * 1024


def test_what_is_wrong_in_one_of_several_files_is_found_though_their_layouts_are_judged_once(tmp_path: Path) -> None:
    (good, _), (bad, _) = empty_deck(), empty_deck()
    layout = next(part for part in bad.iter_parts() if part.partname.endswith("slideLayout2.xml"))
    shape = next(element_of(layout).iter(p("txBody")))
    shape.append(shape[0])  # bodyPr after the paragraphs
    with (
        pytest.raises(RenderError, match=r"slideLayout2\.xml: txBody .*\[children-ordered\]"),
        stage_whole([(good, tmp_path / "good.pptx"), (bad, tmp_path / "bad.pptx")]),
    ):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_failing_gate_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    package, slides = rich_deck(tmp_path)
    path = tmp_path / "out" / "deck.pptx"
    path.parent.mkdir()
    path.write_bytes(b"the old deck")
    relationships_of(slides[0].part).pop("rId1")
    with pytest.raises(RenderError, match="relationships-single"):
        write_whole(package, path)
    assert path.read_bytes() == b"the old deck"
    assert [file.name for file in path.parent.iterdir()] == ["deck.pptx"]


@pytest.mark.parametrize("owner", ["~$huddle.pptx", "~$-huddle.pptx", ".~lock.my-huddle.pptx#"])
def test_a_file_that_is_open_is_not_replaced(tmp_path: Path, owner: str) -> None:
    name = "my-huddle.pptx" if "-huddle" in owner else "huddle.pptx"
    path = tmp_path / name
    path.write_bytes(b"old")
    (tmp_path / owner).write_bytes(b"\x05owner")
    package, _ = empty_deck()
    with pytest.raises(EditedOutputError, match="is open in") as caught:
        write_whole(package, path)
    assert caught.value.exit_code == 4
    assert path.read_bytes() == b"old"
    (tmp_path / owner).unlink()
    write_whole(package, path)
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_a_sharing_violation_is_told_in_plain_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "deck.pptx"
    path.write_bytes(b"old")
    package, _ = empty_deck()

    def locked(self: Path, target: Path) -> Path:
        raise PermissionError(13, "The process cannot access the file because it is being used by another process")

    monkeypatch.setattr(Path, "replace", locked)
    with pytest.raises(EditedOutputError, match="close it in PowerPoint"):
        write_whole(package, path)
    assert path.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["deck.pptx"]


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package, _ = empty_deck()

    def full(number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(RenderError, match="No space left"):
        write_whole(package, tmp_path / "deck.pptx")
    assert list(tmp_path.iterdir()) == []


def test_the_file_gets_the_rights_that_new_files_get_and_keeps_those_it_had(tmp_path: Path) -> None:
    package, _ = empty_deck()
    path = tmp_path / "sub" / "deck.pptx"
    write_whole(package, path)
    (tmp_path / "plain").write_bytes(b"")
    mode = stat.S_IMODE((tmp_path / "plain").stat().st_mode)
    assert stat.S_IMODE(path.stat().st_mode) == mode
    path.chmod(0o660)
    write_whole(package, path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o660


def test_names_that_differ_by_case_alone_are_told_apart(tmp_path: Path) -> None:
    package, maker = empty_deck()
    for number in (1, 2):
        slide = maker.add("Content with picture", name=f"p{number}")
        slide.fill("Title", plain("Picture"))
        slide.picture("Picture", png(shade=number), alt="x")
    data = package_bytes(package)
    name = "ppt/media/image%d.png"
    rels = "ppt/slides/_rels/slide2.xml.rels"
    archive = zipfile.ZipFile(io.BytesIO(data))
    numbers = sorted(n for n in range(1, 9) if name % n in archive.namelist())
    first, second = numbers[-2], numbers[-1]
    clash = f"ppt/media/image{first}.PNG"
    changed = archive.read(rels).replace(f"image{second}.png".encode(), f"image{first}.PNG".encode())
    types = archive.read("[Content_Types].xml").replace(
        b"<Override", b'<Default Extension="PNG" ContentType="image/png"/><Override', 1
    )
    path = tmp_path / "clash.pptx"
    path.write_bytes(
        change_zip(
            data,
            {rels: changed, name % second: None, "[Content_Types].xml": types},
            [(clash, archive.read(name % second))],
        )
    )
    package = open_package(path)
    assert check_package(package) == []
    maker = SlideMaker(package)
    slide = maker.add("Content with picture", name="p3")
    slide.fill("Title", plain("Third"))
    slide.picture("Picture", png(shade=3), alt="x")
    slide.drop_unused()
    write_whole(package, tmp_path / "sound.pptx")
    assert check_file(tmp_path / "sound.pptx") == []
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        shades = [
            shape.image.sha1
            for slide in pptx.Presentation(str(tmp_path / "sound.pptx")).slides
            for shape in slide.placeholders
            if hasattr(shape, "image")
        ]
    assert len(set(shades)) == 3


def test_a_template_with_an_mp3_takes_a_movie(tmp_path: Path) -> None:
    """python-pptx fails here: `'Part' object has no attribute 'sha1'` (its issues 323, 910, 926)."""
    package, maker = empty_deck()
    (slide,) = add_slides(maker, 1)
    (tmp_path / "sound.mp3").write_bytes(b"ID3" + bytes(100))
    sound = package.get_or_add_media_file(tmp_path / "sound.mp3", "audio/mpeg")
    relationships_of(slide.part).add(RT.AUDIO, sound)
    path = tmp_path / "template.pptx"
    path.write_bytes(package_bytes(package))
    package = open_package(path)
    (tmp_path / "clip.mp4").write_bytes(b"movie")
    prs = presentation(package)
    prs.slides[0].shapes.add_movie(str(tmp_path / "clip.mp4"), 0, 0, 914400, 914400, mime_type="video/mp4")
    kinds = [part.content_type for part in package.iter_parts() if part.content_type.startswith(("audio", "video"))]
    assert sorted(kinds) == ["audio/mpeg", "video/mp4"]


@pytest.mark.slow
def test_a_chain_of_links_through_1000_slides_is_saved_opened_and_saved(tmp_path: Path) -> None:
    package, maker = empty_deck()
    slides = add_slides(maker, 1000, notes=False)
    for source, target in itertools.pairwise(slides):
        relationships_of(source.part).get_or_add(RT.SLIDE, target.part)
    path = tmp_path / "chain.pptx"
    path.write_bytes(package_bytes(package))
    again = open_package(path)
    assert len(slide_parts(again)) == 1000
    assert package_bytes(again) == path.read_bytes()


def test_python_pptx_works_on_our_package(tmp_path: Path) -> None:
    """Everything that python-pptx itself does on a package goes through the indexes and stays sound."""
    package, maker = empty_deck()
    add_slides(maker, 2)
    prs = presentation(package)
    added = prs.slides.add_slide(prs.slide_layouts.get_by_name("Content"))
    added.shapes.title.text = "Added by python-pptx"
    added.notes_slide.notes_text_frame.text = "Notes"
    picture = added.shapes.add_picture(io.BytesIO(png()), 0, 0)
    assert picture.image.sha1 == added.shapes.add_picture(io.BytesIO(png()), 0, 0).image.sha1
    assert len({slide.slide_id for slide in prs.slides}) == 3
    assert [finding for finding in check_package(package) if finding.rule != "notes-paired"] == []
    path = tmp_path / "deck.pptx"
    prs.save(str(path))
    assert [slide.shapes.title.text for slide in pptx.Presentation(str(path)).slides][-1] == "Added by python-pptx"


def test_a_second_save_after_renaming_names_the_right_targets() -> None:
    """python-pptx caches target names, so that a second save would lead to names that are gone."""
    package, maker = empty_deck()
    slides = add_slides(maker, 2)
    package_bytes(package)
    slides[0].part.partname = PackURI("/ppt/slides/slide9.xml")
    again = zipfile.ZipFile(io.BytesIO(package_bytes(package)))
    assert b"slides/slide9.xml" in again.read("ppt/_rels/presentation.xml.rels")
    assert b"slide1.xml" not in again.read("ppt/_rels/presentation.xml.rels")


def test_empty_relationship_targets_are_noted_not_followed(tmp_path: Path) -> None:
    package, maker = empty_deck()
    add_slides(maker, 1)
    data = package_bytes(package)
    rels = "ppt/slides/_rels/slide1.xml.rels"
    broken = zipfile.ZipFile(io.BytesIO(data)).read(rels).replace(
        b"</Relationships>", b'<Relationship Id="rId9" Type="http://x/image" Target="NULL"/></Relationships>'
    )  # fmt: skip
    path = tmp_path / "null.pptx"
    path.write_bytes(change_zip(data, {rels: broken}))
    assert open_package(path).missing == [("/ppt/slides/slide1.xml", "rId9", "NULL")]
    assert {finding.rule for finding in check_file(path)} == {"zip-targets-exist"}


def steps_of(work: Callable[[int], object], count: int) -> int:
    """How many functions are called, and generators resumed, while the work is done for so many slides."""
    steps = 0

    def note(frame: FrameType, event: str, argument: object) -> None:
        nonlocal steps
        steps += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        work(count)
    finally:
        sys.setprofile(None)
    return steps


def growth(work: Callable[[int], object], few: int) -> float:
    """Steps for the third and fourth `few` slides against the second: 2 when each slide costs as much as any other."""
    work(few)  # what is imported and compiled on the first use is nobody's slide
    once, twice, four_times = (steps_of(work, few * factor) for factor in (1, 2, 4))
    return (four_times - twice) / (twice - once)


def build_and_write(count: int) -> None:
    package, maker = empty_deck()
    ids = []
    for number in range(count):
        slide = maker.add("Content with picture", name=f"s{number}", footer="Hilltop")
        slide.fill("Title", plain(f"Title {number}"))
        slide.fill("Body", bullets("one", "two", "three", "four", "five"))
        slide.picture("Picture", png(shade=number % 200), alt="x", link=f"https://example.org/{number}")
        slide.fill_notes(plain("Say this."))
        slide.drop_unused()
        ids.append(slide.slide_id)
    write_sections(package, [("All", ids)])
    set_properties(package, title="x", deck_id="x")
    assert check_package(package) == []
    snapshot_slides(package)
    package_bytes(package)


def change_and_write(count: int) -> None:
    package, maker = empty_deck()
    ids = [slide.slide_id for slide in add_slides(maker, count)]
    delete_slides(package, ids[1::2])
    move_slides(package, ids[::2][::-1])
    package_bytes(Package.open(io.BytesIO(package_bytes(package))))


def build_with_python_pptx(count: int) -> None:
    deck = pptx.Presentation()
    for number in range(count):
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.notes_slide.notes_text_frame.text = f"Say {number}."
    deck.save(io.BytesIO())


@pytest.mark.slow
def test_building_is_linear() -> None:
    """A slide costs as many steps whether it is the fiftieth or the hundred-and-fiftieth: making, gate, snapshot, writing.

    Steps inside lxml cannot be seen here; `benchmarks/` measures the time.
    """
    assert growth(build_and_write, 40) < 2.05


@pytest.mark.parametrize("few", [20, pytest.param(60, marks=pytest.mark.slow)])
def test_deleting_moving_and_opening_are_linear(few: int) -> None:
    assert growth(change_and_write, few) < 2.05


@pytest.mark.slow
def test_counting_steps_tells_linear_from_quadratic() -> None:
    """python-pptx walks all relationships for each new notes page."""
    assert growth(build_with_python_pptx, 15) > 2.2


def test_the_presentation_is_listed_in_its_place_when_a_template_has_no_slides() -> None:
    package, _ = empty_deck()
    root = element_of(package.deck)
    listed = root.find(p("sldIdLst"))
    if listed is not None:
        root.remove(listed)
    add_slides(SlideMaker(package), 1)
    assert check_package(package) == []


@pytest.mark.slow
def test_any_damage_gives_a_package_or_a_plain_refusal(tmp_path: Path) -> None:
    """Bytes flipped, files cut short, members changed or gone: never another exception, from opening to making."""
    package, _ = rich_deck(tmp_path)
    data = package_bytes(package)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist() if name.endswith((".xml", ".rels"))}
    dice = random.Random(11)
    path = tmp_path / "damaged.pptx"
    opened = 0
    for number in range(120):
        if number % 4 == 0:
            changed = bytearray(data)
            for _ in range(4):
                changed[dice.randrange(len(changed))] = dice.randrange(256)
            path.write_bytes(bytes(changed))
        elif number % 4 == 1:
            path.write_bytes(data[: dice.randrange(len(data))])
        else:
            name = dice.choice(sorted(members))
            found = list(re.finditer(rb'="[^"]*"', members[name]))
            hit = dice.choice(found)
            value = dice.choice([b'=""', b'="x"', b'="-1"', b'="NULL"', b'="../..//"', b'="rId1"'])
            content = members[name][: hit.start()] + value + members[name][hit.end() :] if number % 4 == 2 else None
            path.write_bytes(change_zip(data, {name: content}))
        try:
            package = open_package(path)
            check_package(package)
            snapshot_slides(package)
            remove_all_slides(package)
            maker = SlideMaker(package)
            for layout in layouts_of(package)[:1]:
                maker.add(layout.slide_layout.name, name="new").drop_unused()
            package_bytes(package)
            opened += 1
        except TemplateError:
            continue
    assert 20 < opened < 115


def test_a_copy_of_a_package_has_the_movie_that_lies_on_disk(tmp_path: Path) -> None:
    package, _ = rich_deck(tmp_path)
    sizes = [
        sorted(len(part.blob) for part in one.iter_parts() if str(part.partname).startswith("/ppt/media/"))
        for one in (package, copy_package(package))
    ]
    assert sizes[0] == sizes[1]
    assert sizes[0][-1] > 300_000
