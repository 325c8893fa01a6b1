"""Small decks for the tests of rules, as PowerPoint might hold them: one slide, changed in one thing.

In: a function that changes a `Maker`. Out: what one rule finds. Nothing is written: the rule sees the open package.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from PIL import Image
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_AUTO_SIZE
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Inches, Pt

from whp_deck.checks.catalog import DECK_RULES, apply_rule
from whp_deck.checks.deck_view import DeckView, Known
from whp_deck.checks.rule import Finding
from whp_deck.office.package import Package, open_package, package_bytes, presentation
from whp_deck.office.relationships import adopt, relationships_of

TODAY = dt.date(2026, 11, 20)
TITLE_ONLY, CONTENT, BLANK = 5, 1, 6
WORDS = "Two of us talk and the patient takes part in it"
DECORATIVE = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:ext '
    'uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)


@lru_cache(maxsize=1)
def _empty() -> bytes:
    stream = io.BytesIO()
    deck = Presentation()
    for layout in deck.slide_layouts:
        for placeholder in list(layout.placeholders):
            if placeholder.placeholder_format.type in (13, 15, 16):  # number, footer, date: python-pptx copies none
                placeholder._element.getparent().remove(placeholder._element)
    deck.save(stream)
    return stream.getvalue()


@lru_cache(maxsize=8)
def picture_bytes(kind: str = "PNG", *, gps: bool = False, camera: bool = False, frames: int = 1) -> bytes:
    """A small picture: with a place or a camera in its EXIF data, or as an animation."""
    image = Image.new("RGB", (60, 40), "teal")
    stream = io.BytesIO()
    exif = Image.Exif()
    if camera:
        exif[0x0110] = "Camera 3"
    if gps:
        exif.get_ifd(0x8825)[1] = "N"
        exif[0x8825] = {1: "N", 2: (40.0, 26.0, 46.0)}
    more = [Image.new("RGB", (60, 40), color) for color in ("red", "blue")[: frames - 1]]
    extra: dict[str, Any] = {"save_all": True, "append_images": more} if frames > 1 else {}
    if gps or camera:
        extra["exif"] = exif
    image.save(stream, kind, **extra)
    return stream.getvalue()


class Maker:
    """One slide with a title, and ways to spoil it."""

    def __init__(self, path: Path) -> None:
        self.package: Package = open_package(path)
        self.deck = presentation(self.package)
        properties = self.deck.core_properties
        properties.title, properties.author, properties.subject = "Warm handoff", "Hilltop Clinic", "Training"
        properties.keywords, properties.language, properties.last_modified_by = "handoff", "en-US", "Hilltop Clinic"
        self.slide = self.add("What we will do")
        self.known: Known | None = None
        self.name = "warm-handoff.pptx"
        self.path: Path | None = None

    def add(self, title: str = "", layout: int = TITLE_ONLY) -> Any:
        slide = self.deck.slides.add_slide(self.deck.slide_layouts[layout])
        if slide.shapes.title is not None:
            slide.shapes.title.text = title
        return slide

    def content(self, text: str, title: str = "Points") -> Any:
        """A slide with a body placeholder; gives the body."""
        slide = self.add(title, CONTENT)
        slide.placeholders[1].text = text
        return slide.placeholders[1]

    def box(self, text: str = WORDS, x: float = 1, y: float = 3, w: float = 6, h: float = 1, size: float = 20) -> Any:
        shape = self.slide.shapes.add_textbox(Inches(x), Inches(y), Inches(w), Inches(h))
        shape.text_frame.word_wrap, shape.text_frame.auto_size = True, MSO_AUTO_SIZE.NONE
        shape.text_frame.text = text
        for paragraph in shape.text_frame.paragraphs:
            for run in paragraph.runs:
                run.font.size = Pt(size)
        return shape

    def block(self, color: str = "0B4F5C", x: float = 1, y: float = 3, w: float = 3, h: float = 1) -> Any:
        shape = self.slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Inches(x), Inches(y), Inches(w), Inches(h))
        shape.fill.solid()
        shape.fill.fore_color.rgb = RGBColor.from_string(color)
        return shape

    def line(self, y: float = 2) -> Any:
        return self.slide.shapes.add_connector(1, Inches(1), Inches(y), Inches(4), Inches(y))

    def picture(self, alt: str = "Three people talk", data: bytes = b"", w: float = 2) -> Any:
        shape = self.slide.shapes.add_picture(
            io.BytesIO(data or picture_bytes()), Inches(1), Inches(3), Inches(w), Inches(w * 0.6)
        )
        shape._element.nvPicPr.cNvPr.set("descr", alt)
        return shape

    def table(self, rows: list[list[str]]) -> Any:
        frame = self.slide.shapes.add_table(len(rows), len(rows[0]), Inches(1), Inches(2), Inches(7), Inches(2))
        for y, row in enumerate(rows):
            for x, text in enumerate(row):
                frame.table.cell(y, x).text = text
        return frame

    def link(self, text: str, address: str, shape: Any = None) -> Any:
        run = (shape or self.box("")).text_frame.paragraphs[-1].add_run()
        run.text = text
        run.hyperlink.address = address
        return run

    def tag(self, id: str) -> None:
        """Our id on the last slide, as a file keeps it that PowerPoint has not saved yet."""
        self.slide._element.cSld.set("name", id)

    def notes(self, text: str) -> None:
        self.slide.notes_slide.notes_text_frame.text = text

    def insert(self, xml: str, after: str = "clrMapOvr") -> None:
        """XML into the slide, after the child of that name."""
        self.slide._element.find(qn(f"p:{after}")).addnext(parse_xml(xml))

    def part(self, name: str, content_type: str, data: bytes, kind: str, owner: Any = None) -> str:
        """A further part, related to the slide; its relationship id."""
        part = Part(PackURI(name), content_type, self.package, data)
        adopt(part)
        return relationships_of((owner or self.slide).part).add(kind, part)

    def movie(self, *, captions: bool, online: bool = False) -> None:
        """The slide's picture becomes a movie's poster."""
        r_id = self.slide.part.relate_to("https://example.org/movie", RT.VIDEO, is_external=True)
        shape = self.picture("A movie: three people talk")
        inner = ""
        if not online:
            track = "" if not captions else _TRACK
            inner = f'<p:extLst><p:ext uri="{{DAA4B4D4-6D71-4841-9C94-3DE7FCFB9230}}"><p14:media xmlns:p14="{_P14}" r:embed="{r_id}">{track}</p14:media></p:ext></p:extLst>'
        nv = shape._element.nvPicPr.find(qn("p:nvPr"))
        for child in parse_xml(f'<p:nvPr {nsdecls("p", "a", "r")}><a:videoFile r:link="{r_id}"/>{inner}</p:nvPr>'):
            nv.append(child)

    def animate(self, shape: Any) -> None:
        self.insert(
            f'<p:timing {nsdecls("p")}><p:tnLst><p:par><p:cTn id="1" nodeType="tmRoot"><p:childTnLst><p:animEffect '
            f'transition="in" filter="fade"><p:cBhvr><p:cTn id="2" dur="500"/><p:tgtEl><p:spTgt spid="{shape.shape_id}"/>'
            "</p:tgtEl></p:cBhvr></p:animEffect></p:childTnLst></p:cTn></p:par></p:tnLst></p:timing>"
        )

    def sections(self, *names: str) -> None:
        from whp_deck.office.sections import write_sections

        write_sections(
            self.package, [(name, [slide.slide_id]) for name, slide in zip(names, self.deck.slides, strict=False)]
        )

    def view(self) -> DeckView:
        return DeckView(self.package, self.name, today=TODAY, known=self.known, path=self.path)

    def save(self, path: Path) -> None:
        path.write_bytes(package_bytes(self.package))
        self.path = path


_P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
_TRACK = (
    '<p14:extLst><p:ext uri="{3AFAAA56-56D3-431D-BCD4-E75A35582382}"><p173:tracksInfo '
    'xmlns:p173="http://schemas.microsoft.com/office/powerpoint/2017/3/main" displayLoc="media"><p173:trackLst><p173:track '
    'id="{8F0C4C7B-6C0B-4E6B-9C0B-4E6B9C0B4E6B}" label="English" lang="en-US" r:embed="rId9"/></p173:trackLst>'
    "</p173:tracksInfo></p:ext></p14:extLst>"
)


def findings(rule_id: str, change: Callable[[Maker], object], folder: Path) -> list[Finding]:
    """What that rule finds in a deck of one slide after the change."""
    file = folder / "empty.pptx"
    if not file.exists():
        file.write_bytes(_empty())
    maker = Maker(file)
    change(maker)
    rule = next(one for one in DECK_RULES if one.id == rule_id)
    return list(apply_rule(rule, maker.view()))
