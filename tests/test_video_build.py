"""Movies in the finished file: PowerPoint's two relationships, poster, timing, captions; and nothing written for a bad file."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pptx
import pytest
from lxml import etree
from PIL import Image
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE, PP_MEDIA_TYPE
from pptx.shapes.picture import Movie

from tests.conftest import DECK, PRACTICE, ROOT, Done
from whp_deck.build import build_deck
from whp_deck.build.prepare import prepare_deck
from whp_deck.errors import InvalidDeckError, RenderError, TemplateError
from whp_deck.office.gate import check_file
from whp_deck.office.package import open_package, package_bytes
from whp_deck.office.staging import write_whole
from whp_deck.render.deck import render_session
from whp_deck.render.pictures import draw_card

SHORT = ROOT / "tests/movies/short.mp4"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
FORMAT = """\
formats:
  short: {minutes: 15, usable: 14, sessions: [[title, what-is-whp, video, closing]]}
"""
EVERY_WAY = """\
video:
  mode: file
  file: short.mp4
  minutes: 1
  captions:
    - {file: short.vtt, language: en}
    - {file: corto.srt, language: es, label: En español}
slides:
  add:
    - {id: again, kind: video, title: The same again, after: video, mode: file, file: copy.mp4, start: automatic}
    - {id: touch, kind: video, title: Where I click, after: again, mode: file, file: short.mp4, start: when-clicked, poster: own.png}
    - {id: beside, kind: video, title: Beside the deck, after: touch, mode: linked-file, file: our clip.mp4}
    - {id: web, kind: video, title: From the web, after: beside, mode: online, address: "https://youtu.be/dQw4w9WgXcQ", minutes: 1}
    - {id: browser, kind: video, title: In the browser, after: web, mode: link, minutes: 1}
"""
VTT = "WEBVTT\n\n00:00.000 --> 00:01.500\nHello, Mr. Sample.\n"
SRT = "1\n00:00:00,000 --> 00:00:01,500\nHola, señor Sample.\n"


def write_project(folder: Path, edits: str = EVERY_WAY) -> Path:
    """A deck with all files that `EVERY_WAY` names beside it."""
    (folder / "practice.yaml").write_text(PRACTICE + FORMAT, encoding="utf-8")
    for name in ("short.mp4", "copy.mp4", "our clip.mp4"):
        shutil.copy(SHORT, folder / name)
    (folder / "short.vtt").write_text(VTT, encoding="utf-8")
    (folder / "corto.srt").write_text(SRT, encoding="utf-8")
    Image.new("RGB", (400, 400), "#B4481E").save(folder / "own.png")
    path = folder / "deck.yaml"
    path.write_text(DECK.replace("huddle-15", "short") + edits, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The deck with a movie of every sort."""
    done = build_deck(write_project(tmp_path_factory.mktemp("video")), packet=False)
    assert done.problems == ()
    return done.files[0]


def movie_of(file: Path, id: str) -> Movie:
    """The movie on a slide, as plain python-pptx sees it."""
    slide = next(one for one in Presentation(str(file)).slides if one.name == id)
    (shape,) = [shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.MEDIA]
    assert isinstance(shape, Movie)
    assert shape.media_type == PP_MEDIA_TYPE.MOVIE
    return shape


def timing_of(movie: Movie) -> etree._Element:
    slide = movie._element.getroottree().getroot()
    (timing,) = slide.findall(f"{P}timing")
    assert [etree.QName(child).localname for child in slide if child.tag != f"{P}extLst"][-1] == "timing"
    return timing


def attribute(movie: Movie, path: str, name: str) -> str:
    (value,) = movie._element.xpath(f"{path}/@{name}")
    return str(value)


def test_the_gate_finds_nothing(built: Path) -> None:
    assert check_file(built) == []


def test_python_pptx_finds_every_movie_with_poster_and_alternative_text(built: Path) -> None:
    for id in ("video", "again", "touch", "beside", "web"):
        movie = movie_of(built, id)
        assert movie.poster_frame is not None
        assert attribute(movie, ".//p:cNvPr", "descr").startswith("Video “")
        assert attribute(movie, ".//p:cNvPr/a:hlinkClick", "action") == "ppaction://media"
    assert movie_of(built, "touch").poster_frame.size == (400, 400)


def test_both_relationships_lead_to_one_part_and_the_same_movie_is_there_once(built: Path) -> None:
    parts = set()
    for id in ("video", "again", "touch"):
        movie = movie_of(built, id)
        old = attribute(movie, ".//a:videoFile", "r:link")
        new = movie._element.xpath(".//*[local-name()='media']")[0].get(f"{R}embed")
        rels = movie.part.rels
        assert rels[old].reltype.endswith("/officeDocument/2006/relationships/video")
        assert rels[new].reltype == "http://schemas.microsoft.com/office/2007/relationships/media"
        assert rels[old].target_part is rels[new].target_part
        parts.add((rels[old].target_part.partname, rels[old].target_part.content_type))
    assert parts == {("/ppt/media/media1.mp4", "video/mp4")}
    with zipfile.ZipFile(built) as archive:
        (movie_info,) = [info for info in archive.infolist() if info.filename.endswith(".mp4")]
        assert movie_info.compress_type == zipfile.ZIP_STORED
        assert archive.read(movie_info) == SHORT.read_bytes()
        types = archive.read("[Content_Types].xml").decode()
    assert '<Default Extension="mp4" ContentType="video/mp4"/>' in types
    assert '<Default Extension="vtt" ContentType="text/vtt"/>' in types


def test_the_movie_keeps_its_shape_inside_the_layouts_place(built: Path) -> None:
    movie = movie_of(built, "video")
    layout = next(one for one in Presentation(str(built)).slide_layouts if one.name == "Video")
    place = next(one for one in layout.placeholders if one.name == "Poster")
    assert abs(movie.width / movie.height - 192 / 108) < 0.001
    assert (movie.left, movie.top) == (place.left, place.top), "under the title's first letter"
    assert movie.left + movie.width <= place.left + place.width
    assert movie.top + movie.height <= place.top + place.height
    assert not movie.is_placeholder, "PowerPoint puts no movie into a picture placeholder"
    touch = movie_of(built, "touch")
    assert (touch.crop_left, touch.crop_right) == (0, 0)
    assert touch.crop_top == pytest.approx(0.21875, abs=1e-4), "a square poster loses its top and bottom"


@pytest.mark.parametrize(
    ("id", "calls", "node"),
    [
        ("video", ["playFrom(0.0)", "togglePause"], "clickEffect"),
        ("again", ["playFrom(0.0)", "togglePause"], "afterEffect"),
        ("touch", ["togglePause"], None),
        ("beside", ["playFrom(0.0)", "togglePause"], "clickEffect"),
        ("web", ["togglePause"], None),
    ],
)
def test_the_timing_of_each_start(built: Path, id: str, calls: list[str], node: str | None) -> None:
    movie = movie_of(built, id)
    timing = timing_of(movie)
    assert [one.get("cmd") for one in timing.iter(f"{P}cmd")] == calls
    assert {one.get("spid") for one in timing.iter(f"{P}spTgt")} == {str(movie.shape_id)}
    ids = [int(one.get("id")) for one in timing.iter(f"{P}cTn")]
    assert ids == list(range(1, len(ids) + 1))
    steps = {one.get("nodeType"): one for one in timing.iter(f"{P}cTn") if one.get("nodeType")}
    assert ("mainSeq" in steps) == (node is not None)
    if node is not None:
        main = steps["mainSeq"]
        (effect,) = [one for one in main.iter(f"{P}cTn") if one.get("presetClass") == "mediacall"]
        assert effect.get("nodeType") == node
        (behavior,) = main.iter(f"{P}cBhvr")
        assert behavior[0].get("dur") == "3008"
        by_itself = [one.get("val") for one in main.iter(f"{P}tn")]
        assert by_itself == (["2"] if node == "afterEffect" else [])


def test_captions_are_tracks_of_the_movie(built: Path) -> None:
    movie = movie_of(built, "video")
    tracks = movie._element.xpath(".//*[local-name()='tracksInfo']//*[local-name()='track']")
    assert [(one.get("label"), one.get("lang")) for one in tracks] == [("English", "en"), ("En español", "es")]
    assert len({one.get("id") for one in tracks}) == 2
    parts = [movie.part.rels[one.get(f"{R}embed")] for one in tracks]
    assert {one.reltype for one in parts} == {"http://schemas.microsoft.com/office/2017/04/relationships/track"}
    assert [one.target_part.blob.decode() for one in parts] == [
        VTT,
        "WEBVTT\n\n00:00:00.000 --> 00:00:01.500\nHola, señor Sample.\n",
    ]
    assert {one.target_part.content_type for one in parts} == {"text/vtt"}


def test_a_linked_movie_lies_beside_the_deck(built: Path) -> None:
    rels = movie_of(built, "beside").part.rels
    targets = {one.target_ref for one in rels.values() if one.is_external and "media" in one.target_ref}
    assert targets == {"deck-media/our%20clip.mp4"}
    assert sum(one.is_external and one.target_ref in targets for one in rels.values()) == 2
    assert (built.parent / "deck-media/our clip.mp4").read_bytes() == SHORT.read_bytes()


def test_an_online_video_is_one_outside_address(built: Path) -> None:
    movie = movie_of(built, "web")
    link = movie.part.rels[attribute(movie, ".//a:videoFile", "r:link")]
    assert link.is_external
    assert link.target_ref == "https://www.youtube.com/embed/dQw4w9WgXcQ?feature=oembed"
    assert movie._element.xpath(".//p:nvPr/p:extLst") == []


def test_a_template_without_a_layout_for_videos_plays_them_too(tmp_path: Path) -> None:
    shutil.copy(Path(pptx.__file__).parent / "templates/default.pptx", tmp_path / "theirs.pptx")
    edits = f"template: theirs.pptx\n{FILE.replace('x.mp4', 'short.mp4') % ', captions: [{file: short.vtt}]'}"
    (file,) = build_deck(write_project(tmp_path, edits), packet=False).files
    movie = movie_of(file, "video")
    assert {one.get("spid") for one in timing_of(movie).iter(f"{P}spTgt")} == {str(movie.shape_id)}
    assert abs(movie.width / movie.height - 192 / 108) < 0.001


@pytest.mark.slow
def test_building_again_changes_nothing(tmp_path: Path) -> None:
    edits = """\
video: {mode: linked-file, file: our clip.mp4, minutes: 1}
slides: {add: [{id: own, kind: video, after: video, title: Ours, mode: file, file: short.mp4, captions: [{file: short.vtt}]}]}
"""
    path = write_project(tmp_path, edits)
    first = build_deck(path, packet=False).files
    before = [file.read_bytes() for file in first]
    stamp = first[1].stat().st_mtime_ns
    assert [file.read_bytes() for file in build_deck(path, packet=False).files] == before
    assert first[1].name == "our clip.mp4"
    assert first[1].stat().st_mtime_ns == stamp
    (tmp_path / "our clip.mp4").write_bytes(padded(40_000))
    build_deck(path, packet=False)
    assert first[1].stat().st_size == 40_000
    assert [one.name for one in first[1].parent.iterdir()] == ["our clip.mp4"]


def test_drawing_the_slides_needs_no_movie_in_memory(built: Path) -> None:
    package = open_package(built)
    light, whole = package_bytes(package, movies=False), package_bytes(package)
    assert whole == built.read_bytes()
    assert SHORT.read_bytes() in whole
    assert SHORT.read_bytes() not in light


@pytest.mark.parametrize("size", [(1080, 1920), (640, 480), (2560, 1080)])
def test_thedraw_card_has_the_proportions_of_the_movie(size: tuple[int, int]) -> None:
    card = Image.open(io.BytesIO(draw_card("0B4F5C", *size)))
    assert card.width / card.height == pytest.approx(size[0] / size[1], rel=0.01)
    assert card.convert("RGB").getpixel((2, 2)) == (0x0B, 0x4F, 0x5C)


def test_a_frame_of_the_movie_is_the_poster_where_av_is_installed(tmp_path: Path) -> None:
    edits = "video: {mode: file, file: short.mp4, minutes: 1, poster_second: 1.5}\n"
    done = build_deck(write_project(tmp_path, edits), packet=False)
    poster = movie_of(done.files[0], "video").poster_frame
    assert poster is not None
    try:
        import av  # noqa: F401
    except ImportError:
        assert [problem.code for problem in done.problems] == ["extra-missing"]
        assert poster.content_type == "image/png"
    else:
        assert done.problems == ()
        assert (poster.content_type, poster.size) == ("image/jpeg", (192, 108))


# --- bad files: told plainly, and nothing written


def huge_picture() -> bytes:
    """The head of a PNG of 20,000 x 20,000 pixels, and far too little behind it."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", 20_000, 20_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\x00" * 999)) + chunk(b"IEND", b"")
    )


def padded(size: int) -> bytes:
    """The short movie, made larger by a box that players skip."""
    movie = SHORT.read_bytes()
    return movie + struct.pack(">I", size - len(movie)) + b"free" + bytes(size - len(movie) - 8)


FILE = "video: {mode: file, file: x.mp4, minutes: 1%s}\n"
CAPTIONED = FILE % ", captions: [{file: x.vtt, language: %s}]"


@pytest.mark.parametrize(
    ("edits", "files", "code", "told"),
    [
        (FILE % "", {}, "movie-missing", "the movie `x.mp4` is not there"),
        (FILE % "", {"x.mp4": b""}, "movie-unreadable", "the movie `x.mp4` is empty"),
        (FILE % "", {"x.mp4": b"Scene 1. A nurse enters.\n" * 40}, "movie-unreadable", "is no movie that can be read"),
        (FILE % "", {"x.mp4": SHORT.read_bytes()[:5000]}, "movie-unreadable", "is cut off"),
        (CAPTIONED % "en", {"x.mp4": None, "x.vtt": b""}, "captions-empty", "the captions `x.vtt` are empty"),
        (CAPTIONED % "en", {"x.mp4": None}, "file-missing", "the file `x.vtt` for the captions is not there"),
        (
            CAPTIONED % "es",
            {"x.mp4": None, "x.vtt": VTT.replace("Mr.", "señor").encode("latin-1")},
            "captions-encoding",
            "not written in UTF-8",
        ),
        (
            CAPTIONED % "en",
            {"x.mp4": None, "x.vtt": b"WEBVTT\n\n00:00.000 -> 00:01.000\nHello\n"},
            "captions-malformed",
            "not joined by the arrow `-->`",
        ),
        (CAPTIONED % "spanish", {"x.mp4": None}, "value-invalid", "`spanish` is no language"),
        ("video: {mode: link, address: 'http://example.org/v'}\n", {}, "value-invalid", "no address of a video"),
        (FILE % ", poster: x.png", {"x.mp4": None, "x.png": huge_picture()}, "picture-too-large", "60 million pixels"),
        (FILE % ", poster: x.png", {"x.mp4": None}, "picture-missing", "the picture `x.png` is not there"),
        (
            FILE % ", transcript: x.txt",
            {"x.mp4": None, "x.txt": b"\xff\xfe"},
            "transcript-unreadable",
            "no text in UTF-8",
        ),
        (FILE % ", transcript: x.txt", {"x.mp4": None, "x.txt": b" \n"}, "transcript-unreadable", "is empty"),
        (FILE % ", transcript: x.txt", {"x.mp4": None}, "file-missing", "for the transcript is not there"),
    ],
)
def test_a_bad_file_is_told_and_nothing_is_written(
    tmp_path: Path, edits: str, files: dict[str, bytes | None], code: str, told: str
) -> None:
    path = write_project(tmp_path, edits)
    for name, content in files.items():
        (tmp_path / name).write_bytes(SHORT.read_bytes() if content is None else content)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(InvalidDeckError) as caught:
        build_deck(path, packet=False)
    (problem,) = caught.value.problems
    assert problem.code == code
    assert told in problem.message
    assert problem.hint
    assert problem.source is not None
    assert Path(problem.source.file).parent == tmp_path
    assert problem.source.line > 0
    assert sorted(tmp_path.rglob("*")) == before


def test_a_draft_of_a_deck_without_its_movie_shows_thedraw_card(tmp_path: Path) -> None:
    done = build_deck(write_project(tmp_path, FILE % ""), packet=False, draft=True)
    assert [problem.code for problem in done.problems] == ["movie-missing"]
    slide = next(one for one in Presentation(str(done.files[0])).slides if one.name == "video")
    assert MSO_SHAPE_TYPE.MEDIA not in [shape.shape_type for shape in slide.shapes]


def test_a_movie_that_goes_or_changes_between_check_and_write(tmp_path: Path) -> None:
    path = write_project(tmp_path, FILE.replace("x.mp4", "short.mp4") % "")
    movie, target = tmp_path / "short.mp4", tmp_path / "out.pptx"
    prepared = prepare_deck(path)
    render_session(prepared.plan, prepared.plan.sessions[0], prepared.opened, prepared.template, prepared.pictures)
    before = sorted(tmp_path.iterdir())
    movie.write_bytes(padded(30_000))
    with pytest.raises(RenderError, match=r"short\.mp4 changed while it was being copied"):
        write_whole(prepared.opened, target)
    assert sorted(tmp_path.iterdir()) == before
    movie.unlink()
    with pytest.raises(TemplateError, match=r"short\.mp4: changed while it was being used"):
        write_whole(prepared.opened, target)
    prepared = prepare_deck(write_project(tmp_path, FILE.replace("x.mp4", "short.mp4") % ""))
    movie.unlink()
    with pytest.raises(TemplateError, match=r"short\.mp4: changed while it was being used"):
        render_session(prepared.plan, prepared.plan.sessions[0], prepared.opened, prepared.template, prepared.pictures)
    assert not target.exists()


LIMITED = """\
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))
from whp_deck.cli import main
sys.argv = ["whp-deck", "build", "deck.yaml", *sys.argv[1:]]
main()
"""


def test_a_full_disk_leaves_nothing_behind_in_short(tmp_path: Path, run: Callable[..., Done]) -> None:
    resource = pytest.importorskip("resource", reason="Windows has no limit on the size of files")
    path = write_project(tmp_path, FILE % "")
    (tmp_path / "x.mp4").write_bytes(padded(2_000_000))
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, limits[1]))
    try:
        done = run("build", path, "--no-packet")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert done.returncode == 1
    assert "cannot be written: File too large" in done.stderr
    build = tmp_path / "build"
    assert not build.exists() or list(build.iterdir()) == []


@pytest.mark.slow
@pytest.mark.parametrize(("mode", "options"), [("file", ["--no-packet"]), ("file", []), ("linked-file", [])])
def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, mode: str, options: list[str]) -> None:
    pytest.importorskip("resource", reason="Windows has no limit on the size of files")
    path = write_project(tmp_path, FILE.replace("mode: file", f"mode: {mode}") % "")
    (tmp_path / "x.mp4").write_bytes(padded(2_000_000))
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, *options],
        capture_output=True,
        text=True,
        cwd=path.parent,
        timeout=120,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "NO_COLOR": "1"},
    )
    assert done.returncode == 1
    assert "cannot be written: File too large" in done.stderr
    assert "Traceback" not in done.stderr
    build = tmp_path / "build"
    assert not build.exists() or list(build.iterdir()) == []


# --- what takes longer


@pytest.mark.slow
def test_the_open_xml_validator_finds_nothing(built: Path) -> None:
    audit = pytest.importorskip("openxml_audit")
    assert audit.validate_pptx(str(built)).errors == []


PEAK = """\
import sys
from whp_deck.cli import main
sys.argv = ["whp-deck", "build", "deck.yaml", "--no-packet"]
try:
    main()
finally:
    print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="Linux tells a process's peak of memory")
@pytest.mark.parametrize("mode", ["file", "linked-file"])
def test_a_movie_of_200_mb_is_never_in_memory(tmp_path: Path, mode: str) -> None:
    path = write_project(tmp_path, FILE.replace("mode: file", f"mode: {mode}") % "")
    movie = SHORT.read_bytes()
    with (tmp_path / "x.mp4").open("wb") as file:
        file.write(movie + struct.pack(">I", 200_000_000 - len(movie)) + b"free")
        file.truncate(200_000_000)
    done = subprocess.run(
        [sys.executable, "-c", PEAK], capture_output=True, text=True, cwd=path.parent, check=True, timeout=300
    )
    assert int(done.stdout.split()[-1]) <= 150 * 1024
    sizes = sorted(one.stat().st_size for one in (tmp_path / "build").rglob("*") if one.is_file())
    assert 200_000_000 <= sizes[-1] <= 201_000_000


@pytest.mark.slow
@pytest.mark.libreoffice
def test_a_pdf_of_the_slides_carries_no_movie(built: Path, run: Callable[..., Done], tmp_path: Path) -> None:
    """LibreOffice puts every movie that it can open into the PDF, whole."""
    assert run("render", built, "--by", "libreoffice", "--output", tmp_path).returncode == 0
    (pdf,) = tmp_path.glob("*.pdf")
    assert SHORT.read_bytes()[1000:1200] not in pdf.read_bytes()


@pytest.mark.slow
def test_check_misses_a_linked_movie_that_is_not_beside_the_deck(built: Path, tmp_path: Path) -> None:
    from whp_deck.build.check import check_pptx

    def told(file: Path) -> list[str]:
        findings = check_pptx(file, today=dt.date(2026, 11, 30)).findings
        outside = [finding for finding in findings if finding.rule == "file-outside"]
        assert all("copy `deck-media`" in finding.remedy for finding in outside), "no workbook, and no link to break"
        return [finding.message for finding in outside]

    assert told(built) == []
    alone = shutil.copy(built, tmp_path / "alone.pptx")
    assert told(alone) == ["the movie is not where the slide looks for it, beside the deck: deck-media/our clip.mp4"]


@pytest.mark.slow
def test_a_deck_to_share_brings_its_linked_movie_along(tmp_path: Path) -> None:
    edits = "outputs: [share]\nvideo: {mode: linked-file, file: short.mp4, minutes: 1}\n"
    path = write_project(tmp_path, edits)
    done = build_deck(path)
    assert sorted(file.relative_to(tmp_path / "build").as_posix() for file in done.files) == [
        "deck-media/short.mp4",
        "deck-share.pptx",
    ]
    assert (tmp_path / "build/deck-media/short.mp4").read_bytes() == SHORT.read_bytes()
    assert "send the folder deck-media" in done.note
    both = path.with_name("both.yaml")
    both.write_text(path.read_text(encoding="utf-8").replace("[share]", "[deck, share]"), encoding="utf-8")
    assert len([file for file in build_deck(both, dry_run=False).files if file.suffix == ".mp4"]) == 1


@pytest.mark.slow
@pytest.mark.libreoffice
def test_libreoffice_shows_every_poster(built: Path, tmp_path: Path) -> None:
    """Each movie's slide is drawn with the poster in its place: the card's dark ground, or the picture's own color."""
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(built)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(tmp_path / f"{built.stem}.pdf")
    names = [slide.name for slide in Presentation(str(built)).slides]
    assert len(document) == len(names)
    for number, name in enumerate(names):
        if name in ("video", "again", "touch", "beside", "web"):
            movie = movie_of(built, name)
            page = document[number].render(scale=1).to_pil().convert("RGB")
            x, y = ((side + 200_000) / 12700 for side in (movie.left, movie.top))
            wanted = (0xB4, 0x48, 0x1E) if name == "touch" else (0x0B, 0x4F, 0x5C)
            found = page.getpixel((round(x), round(y)))
            assert max(abs(a - b) for a, b in zip(found, wanted, strict=True)) < 12, (name, found)
    document.close()


def test_words_beside_a_film_take_the_room_of_a_code_that_is_not_there(tmp_path: Path) -> None:
    """Without a code they begin at its top; with one and no running time they follow it at once."""
    edits = """\
video: {mode: file, file: short.mp4, minutes: 1}
slides:
  add:
    - {id: web, kind: video, title: From the web, after: video, mode: link, address: "https://example.org/v", watch_for: Who asks?, minutes: 1}
    - {id: all, kind: video, title: With all of it, after: web, mode: file, file: copy.mp4, address: "https://example.org/w", watch_for: Who asks?}
"""
    (file,) = build_deck(write_project(tmp_path, edits), packet=False).files
    tops = {slide.name: {shape.name: shape.top for shape in slide.shapes} for slide in Presentation(str(file)).slides}
    code, runs, watch = (tops["all"][name] for name in ("QR code", "Running time", "Watch for"))
    assert code < runs < watch
    assert "QR code" not in tops["video"], "the toolkit's address is not that of a film of one's own"
    assert (tops["video"]["Running time"], tops["video"]["Watch for"]) == (code, code + watch - runs)
    assert tops["web"]["Watch for"] == runs


def test_a_movie_with_nothing_beside_it_stands_in_the_middle(built: Path) -> None:
    alone, beside = movie_of(built, "again"), movie_of(built, "video")
    width = Presentation(str(built)).slide_width
    assert width
    assert abs(alone.left - (width - alone.left - alone.width)) < 20_000
    assert beside.left + beside.width < width * 0.65  # what to watch for stands there


def test_a_file_alone_plays_from_inside_the_deck(tmp_path: Path) -> None:
    done = build_deck(write_project(tmp_path, "video: {file: short.mp4, minutes: 1}\n"), packet=False)
    movie = movie_of(done.files[0], "video")
    assert movie.part.rels[attribute(movie, ".//a:videoFile", "r:link")].target_part.blob == SHORT.read_bytes()
