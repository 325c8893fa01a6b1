"""What the tests of the package layer share: a deck with one of everything, and files as people have them."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.opc.constants import RELATIONSHIP_TYPE as RT

from whp_deck.office.package import Package, open_package, package_bytes, presentation
from whp_deck.office.properties import set_properties
from whp_deck.office.relationships import relationships_of
from whp_deck.office.sections import write_sections
from whp_deck.office.slides import MadeSlide, SlideMaker, remove_all_slides
from whp_deck.office.stamp import make_manifest, write_stamp
from whp_deck.office.xml import MC_NS, Element, descend, fragment, p
from whp_deck.plan import Paragraph, Run
from whp_deck.resources import shipped

MEDIA_REL = "http://schemas.microsoft.com/office/2007/relationships/media"


def png(width: int = 4, height: int = 2, shade: int = 128) -> bytes:
    """A small gray picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + bytes([shade]) * width for _ in range(height))
    head = struct.pack(">LLBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def plain(text: str) -> list[Paragraph]:
    """One paragraph of one run."""
    return [Paragraph((Run(text),))]


def bullets(*texts: str) -> list[Paragraph]:
    """A bulleted paragraph for each text."""
    return [Paragraph((Run(text),), marker="bullet") for text in texts]


def tree_of(slide: MadeSlide) -> Element:
    """`p:spTree` of the slide."""
    tree = descend(slide.element, p("cSld"), p("spTree"))
    assert tree is not None
    return tree


def empty_deck() -> tuple[Package, SlideMaker]:
    """Our own template without slides, and a maker for it."""
    package = open_package(shipped("templates/base.pptx"))
    remove_all_slides(package)
    return package, SlideMaker(package)


def add_slides(maker: SlideMaker, count: int, *, notes: bool = True) -> list[MadeSlide]:
    """So many slides with a title, five points and notes."""
    made = []
    for number in range(1, count + 1):
        slide = maker.add("Content", name=f"slide-{number}", footer="Hilltop Clinic")
        slide.fill("Title", plain(f"Title {number}"))
        slide.fill("Body", bullets(*(f"Point {point} of slide {number}" for point in range(1, 6))))
        if notes:
            slide.fill_notes(plain(f"Say this on slide {number}."))
        slide.drop_unused()
        made.append(slide)
    return made


def frame(identity: int, rows: int = 2, columns: int = 2) -> Element:
    """A table as a graphic frame."""
    cell = '<a:tc><a:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="en-US"/></a:p></a:txBody><a:tcPr/></a:tc>'
    row = f'<a:tr h="370840">{cell * columns}</a:tr>'
    grid = '<a:gridCol w="2000000"/>' * columns
    return fragment(
        f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="{identity}" name="T"/><p:cNvGraphicFramePr/><p:nvPr/>'
        '</p:nvGraphicFramePr><p:xfrm><a:off x="0" y="0"/><a:ext cx="4000000" cy="741680"/></p:xfrm><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl><a:tblPr firstRow="1"/>'
        f"<a:tblGrid>{grid}</a:tblGrid>{row * rows}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )


def add_movie(package: Package, slide: MadeSlide, file: Path) -> int:
    """An embedded movie with poster and timing in the way PowerPoint writes them; its shape id."""
    movie = package.get_or_add_media_file(file, "video/mp4")
    rels = relationships_of(slide.part)
    media, video = rels.get_or_add(MEDIA_REL, movie), rels.get_or_add(RT.VIDEO, movie)
    poster = rels.get_or_add(RT.IMAGE, package.get_or_add_image_part(io.BytesIO(png(16, 9))))
    number = slide.next_shape_id()
    tree_of(slide).append(
        fragment(
            f'<p:pic><p:nvPicPr><p:cNvPr id="{number}" name="Movie" descr="A movie"><a:hlinkClick r:id="" '
            'action="ppaction://media"/></p:cNvPr><p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr>'
            f'<a:videoFile r:link="{video}"/><p:extLst><p:ext uri="{{DAA4B4D4-6D71-4841-9C94-3DE7FCFB9230}}">'
            f'<p14:media xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main" r:embed="{media}"/>'
            f'</p:ext></p:extLst></p:nvPr></p:nvPicPr><p:blipFill><a:blip r:embed="{poster}"/><a:stretch><a:fillRect/>'
            '</a:stretch></p:blipFill><p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="100" cy="100"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
        )
    )
    slide.element.append(
        fragment(
            '<p:timing><p:tnLst><p:par><p:cTn id="1" dur="indefinite" restart="never" nodeType="tmRoot"><p:childTnLst>'
            '<p:video><p:cMediaNode vol="80000"><p:cTn id="2" fill="hold" display="0"><p:stCondLst><p:cond '
            f'delay="indefinite"/></p:stCondLst></p:cTn><p:tgtEl><p:spTgt spid="{number}"/></p:tgtEl></p:cMediaNode>'
            "</p:video></p:childTnLst></p:cTn></p:par></p:tnLst></p:timing>"
        )
    )
    return number


def jump(source: MadeSlide, target: MadeSlide) -> str:
    """Make the first words of the source's body a link to the target slide; the relationship's id."""
    r_id = relationships_of(source.part).get_or_add(RT.SLIDE, target.part)
    run = next(source.placeholder("Body").iter("{*}rPr"))
    run.append(fragment(f'<a:hlinkClick r:id="{r_id}" action="ppaction://hlinksldjump"/>'))
    return r_id


def put_zoom(slide: MadeSlide, kind: str, objects: str, pictures: str = "") -> None:
    """A zoom as PowerPoint keeps it; `pictures` are what older programs show."""
    namespace = f"http://schemas.microsoft.com/office/powerpoint/2016/{kind}zoom"
    inside = {"slide": "sldZm", "section": "sectionZm", "summary": "summaryZm"}[kind]
    number = slide.next_shape_id()
    fallback = f"<mc:Fallback>{pictures}</mc:Fallback>" if pictures else ""
    tree_of(slide).append(
        fragment(
            f'<mc:AlternateContent xmlns:mc="{MC_NS}"><mc:Choice xmlns:z="{namespace}" Requires="z"><p:graphicFrame>'
            f'<p:nvGraphicFramePr><p:cNvPr id="{number}" name="Zoom"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr>'
            f'<p:xfrm><a:off x="0" y="0"/><a:ext cx="9" cy="9"/></p:xfrm><a:graphic><a:graphicData uri="{namespace}"><z:{inside}>{objects}</z:{inside}>'
            f"</a:graphicData></a:graphic></p:graphicFrame></mc:Choice>{fallback}</mc:AlternateContent>"
        )
    )


def rich_deck(folder: Path) -> tuple[Package, list[MadeSlide]]:
    """Six slides with one of everything: table, picture, chart, movie, jump, sections, custom show, stamp."""
    package, maker = empty_deck()
    slides = add_slides(maker, 6)
    number = slides[0].next_shape_id()
    tree_of(slides[0]).append(frame(number))
    pictured = maker.add("Content with picture", name="pictured", footer="Hilltop Clinic")
    pictured.fill("Title", plain("A picture"))
    pictured.picture("Picture", png(), alt="A gray field", link="https://example.org/more")
    pictured.drop_unused()
    slides.append(pictured)
    data = CategoryChartData()
    data.categories = ["a", "b"]
    data.add_series("s", (1, 2))
    chart_slide = list(presentation(package).slides)[2]
    chart_slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, 0, 0, 914400, 914400, data)
    (folder / "movie.mp4").write_bytes(b"\0\0\0\x18ftypmp42" + bytes(300_000))
    add_movie(package, slides[3], folder / "movie.mp4")
    jump(slides[4], slides[5])
    ids = [slide.slide_id for slide in slides]
    write_sections(package, [("First", ids[:3]), ("Second", ids[3:])])
    rel = relationships_of(package.deck).get_or_add(RT.SLIDE, slides[1].part)
    show = f'<p:custShow name="Short" id="0"><p:sldLst><p:sld r:id="{rel}"/></p:sldLst></p:custShow>'
    shows = fragment(f"<p:custShowLst>{show}</p:custShowLst>")
    notes_size = next(package.deck._element.iter(p("notesSz")))
    notes_size.addnext(shows)
    set_properties(package, title="Test", author="Hilltop Clinic", deck_id="test-1")
    write_stamp(package, make_manifest(package, deck="test", session=1, tool="0", config_hash="x"))
    return package, slides


def change_zip(data: bytes, changes: Mapping[str, bytes | None], extra: list[tuple[str, bytes]] | None = None) -> bytes:
    """The zip with members replaced, left out (None) or added (`extra`, even when the name is there already)."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            content = changes.get(info.filename, source.read(info))
            if content is not None:
                target.writestr(info.filename, content)
        for name, content in extra or []:
            target.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()


@pytest.fixture
def deck_file(tmp_path: Path) -> Callable[..., Path]:
    """Write a deck of so many slides (plain python-pptx would read it) and give its path."""

    def write(count: int = 3, name: str = "deck.pptx") -> Path:
        package, maker = empty_deck()
        add_slides(maker, count)
        path = tmp_path / name
        path.write_bytes(package_bytes(package))
        return path

    return write
