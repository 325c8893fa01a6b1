"""Templates as other people have them, made by script: dark, corporate, without names, in German, on a picture …

In: a path. Out: a .pptx that knows nothing of us. Made from python-pptx's own default template, which is 4:3 and has the
eleven layouts of Office; each function changes what its kind of template is known for.
"""

from __future__ import annotations

import copy
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Pt

WIDE = (12192000, 6858000)
GERMAN = (
    "Titelfolie", "Titel und Inhalt", "Abschnittsüberschrift", "Zwei Inhalte", "Vergleich", "Nur Titel", "Leer",
    "Inhalt mit Überschrift", "Bild mit Überschrift", "Titel und vertikaler Text", "Vertikaler Titel und Text",
)  # fmt: skip


def office_4_3(path: Path) -> None:
    """PowerPoint's old default: 4:3, Office names, Calibri."""
    Presentation().save(str(path))


def german_wide(path: Path) -> None:
    """16:9, German names of layouts and placeholders, a pale ground, a bar at the left, titles at the left."""
    deck = _wide()
    master = deck.slide_master
    _ground(master, "FBF7F0")
    _theme(deck, dk2="3B2E5A", accent1="7A4E9C", accent2="C0562F", accent3="2F7F6F")
    _bar(master, 0, 0, 180000, WIDE[1], "accent1")
    _title_style(master, size=32, bold=True, align="l", color="tx2")
    for name, layout in zip(GERMAN, list(deck.slide_layouts), strict=True):
        _rename(layout, name)
        for shape in layout.placeholders:
            english, _, number = shape.name.rpartition(" ")
            german = {"Title": "Titel", "Subtitle": "Untertitel", "Content Placeholder": "Inhaltsplatzhalter"}
            shape.name = f"{german.get(english, 'Textplatzhalter')} {number}"
    deck.save(str(path))


def dark_wide(path: Path) -> None:
    """16:9, dark: text and ground are exchanged in the master's color map, as Office's dark themes do."""
    deck = _wide()
    master = deck.slide_master
    mapping = master._element.find(qn("p:clrMap"))
    for key, value in {"bg1": "dk1", "tx1": "lt1", "bg2": "dk2", "tx2": "lt2"}.items():
        mapping.set(key, value)
    _theme(
        deck,
        dk1="14202B",
        lt1="F4F6F8",
        dk2="20384C",
        lt2="CFE3EE",
        accent1="F2A541",
        accent2="5BC0BE",
        accent3="E4572E",
        hlink="8FD3FF",
    )
    _title_style(master, size=36, bold=False, align="l", color="tx2")
    deck.save(str(path))


def corporate(path: Path) -> None:
    """Three layouts, none of a kind that PowerPoint knows, names of a designer, fixed colors, 20-point text, a logo."""
    deck = _wide()
    master = deck.slide_master
    _theme(deck, dk2="1F3A5F", lt2="E7ECF2", accent1="D9A441", accent2="D9A441", accent3="A9B7C6", accent4="1F3A5F")
    keep = {"Title Slide": "ACME Cover", "Title and Content": "ACME Text 01", "Title Only": "ACME Free 02"}
    for layout in list(deck.slide_layouts):
        if layout.name not in keep:
            deck.slide_layouts.remove(layout)
            continue
        _rename(layout, keep[layout.name])
        layout._element.attrib.pop("type", None)
        for number, shape in enumerate(layout.placeholders, 1):
            shape.name = f"Shape {number}"
    _bar(master, 0, 0, WIDE[0], 260000, "tx2")
    _bar(master, WIDE[0] - 1500000, WIDE[1] - 560000, 1200000, 300000, "accent1")
    _title_style(master, size=24, bold=True, align="l", color="1F3A5F")
    _body_style(master, (20, 18, 16, 14, 14), color="404040")
    for shape in master.placeholders:
        kind = shape._element.find(f"*/{qn('p:nvPr')}/{qn('p:ph')}").get("type", "body")
        if kind == "title":
            shape.left, shape.top, shape.width, shape.height = Emu(600000), Emu(420000), Emu(10992000), Emu(800000)
        elif kind == "body":
            shape.left, shape.top, shape.width, shape.height = Emu(600000), Emu(1400000), Emu(10992000), Emu(4700000)
    deck.save(str(path))


def picture_ground(path: Path) -> None:
    """16:9 on a dark photograph with the usual color map: white text is said by the styles alone. No title-only layout."""
    deck = _wide()
    master = deck.slide_master
    _theme(deck, dk2="2B2B2B", accent1="3FA7D6", accent2="FAC05E", accent3="EE6352", hlink="9BE1FF")
    for layout in list(deck.slide_layouts):
        if layout.name not in {"Title Slide", "Title and Content", "Section Header", "Two Content"}:
            deck.slide_layouts.remove(layout)
    picture = Image.linear_gradient("L").resize((320, 180)).point(lambda value: 20 + value // 6)
    buffer = io.BytesIO()
    Image.merge("RGB", (picture, picture, picture.point(lambda value: value + 30))).save(buffer, "PNG")
    buffer.seek(0)
    _, r_id = master.part.get_or_add_image_part(buffer)
    _replace_ground(
        master,
        f'<p:bgPr><a:blipFill><a:blip r:embed="{r_id}"/><a:stretch><a:fillRect/></a:stretch></a:blipFill><a:effectLst/></p:bgPr>',
    )
    _title_style(master, size=34, bold=True, align="l", color="bg1")
    _body_style(master, (24, 22, 20, 18, 18), color="bg1")
    for layout in deck.slide_layouts:
        for color in layout._element.iter(qn("a:schemeClr")):
            color.set("val", "bg1")
            for child in list(color):
                color.remove(child)
    deck.save(str(path))


def small_serif(path: Path) -> None:
    """10 by 5.6 inches as Google writes 16:9, a serif face, headings in capitals, titles on two thirds of the width."""
    deck = Presentation()
    _resize(deck, 9144000, 5143500, scale_text=0.7)
    master = deck.slide_master
    _theme(deck, dk2="5B1A2E", accent1="9E2A47", accent2="38618C", accent3="6B8F71", major="Cambria", minor="Cambria")
    _title_style(master, size=22, bold=False, align="l", color="accent1")
    for number, layout in enumerate(list(deck.slide_layouts)):
        _rename(layout, f"CUSTOM_{number}" if number % 2 else layout.name.upper().replace(" ", "_"))
        if number % 3 == 0:
            layout._element.attrib.pop("type", None)
    deck.save(str(path))


def banded(path: Path) -> None:
    """A band in the accent, or nearly so, across the lower part of every slide, under the template's own text."""
    deck = _wide()
    _theme(deck, accent1="2F6DB0", accent2="2F6DB0", dk2="1F4F88")
    _bar(deck.slide_master, 0, 3900000, WIDE[0], WIDE[1] - 3900000, "accent1")
    deck.save(str(path))


TEMPLATES: dict[str, Callable[[Path], None]] = {
    "office-4-3": office_4_3,
    "german-wide": german_wide,
    "dark-wide": dark_wide,
    "corporate": corporate,
    "banded": banded,
    "picture-ground": picture_ground,
    "small-serif": small_serif,
}


def with_logo(path: Path) -> None:
    """16:9, a logo of the master in the title's corner, a footer of its own, two slides of instructions, dark footers."""
    deck = _wide()
    master = deck.slide_master
    for sheet in (master, *deck.slide_layouts):
        for color in list(sheet._element.iter(qn("a:tint"))):
            color.getparent().remove(color)
    put_logo(master, 9_900_000, 150_000, 1_900_000, 520_000)
    footer = next(shape for shape in master.placeholders if "Footer" in shape.name)
    footer.text_frame.text = "ACME – confidential"
    for _ in range(2):
        deck.slides.add_slide(deck.slide_layouts[1]).shapes.title.text = "How to use this template"
    deck.save(str(path))


def put_logo(master: Any, x: int, y: int, width: int, height: int) -> None:
    """A picture on a master or layout."""
    buffer = io.BytesIO()
    Image.new("RGB", (38, 10), "seagreen").save(buffer, "PNG")
    buffer.seek(0)
    _, r_id = master.part.get_or_add_image_part(buffer)
    master.shapes._spTree.append(
        parse_xml(
            f'<p:pic {nsdecls("p", "a", "r")}><p:nvPicPr><p:cNvPr id="900" name="Logo"/><p:cNvPicPr/><p:nvPr userDrawn="1"/>'
            f'</p:nvPicPr><p:blipFill><a:blip r:embed="{r_id}"/><a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr>'
            f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
            f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
        )
    )


def _wide() -> Any:
    deck = Presentation()
    _resize(deck, *WIDE, scale_text=0.88)
    return deck


def _resize(deck: Any, width: int, height: int, *, scale_text: float) -> None:
    """Everything on master and layouts stretched to another slide size."""
    across, down = width / deck.slide_width, height / deck.slide_height
    deck.slide_width, deck.slide_height = Emu(width), Emu(height)
    deck.part._element.find(qn("p:sldSz")).attrib.pop("type", None)
    for owner in (deck.slide_master, *deck.slide_layouts):
        for transform in owner._element.iter(qn("a:xfrm")):
            offset, extent = transform.find(qn("a:off")), transform.find(qn("a:ext"))
            if offset is not None and extent is not None:
                for element, names in ((offset, ("x", "y")), (extent, ("cx", "cy"))):
                    for name, factor in zip(names, (across, down), strict=True):
                        element.set(name, str(round(int(element.get(name)) * factor)))
        for run in owner._element.iter(qn("a:defRPr")):
            if run.get("sz"):
                run.set("sz", str(round(int(run.get("sz")) * scale_text / 100) * 100))


def _rename(layout: Any, name: str) -> None:
    layout._element.find(qn("p:cSld")).set("name", name)


def _theme(deck: Any, *, major: str = "", minor: str = "", **colors: str) -> None:
    part = deck.slide_master.part.part_related_by(RT.THEME)
    root = parse_xml(part.blob)
    for slot, value in colors.items():
        entry = root.find(f".//{qn('a:' + slot)}")
        for child in list(entry):
            entry.remove(child)
        entry.append(parse_xml(f'<a:srgbClr {nsdecls("a")} val="{value}"/>'))
    for tag, face in (("a:majorFont", major), ("a:minorFont", minor)):
        if face:
            root.find(f".//{qn(tag)}/{qn('a:latin')}").set("typeface", face)
    from lxml import etree

    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _ground(master: Any, color: str) -> None:
    _replace_ground(master, f'<p:bgPr><a:solidFill><a:srgbClr val="{color}"/></a:solidFill><a:effectLst/></p:bgPr>')


def _replace_ground(master: Any, inner: str) -> None:
    common = master._element.find(qn("p:cSld"))
    for old in common.findall(qn("p:bg")):
        common.remove(old)
    common.insert(0, parse_xml(f"<p:bg {nsdecls('p', 'a', 'r')}>{inner}</p:bg>"))


def _bar(master: Any, x: int, y: int, width: int, height: int, color: str) -> None:
    tree = master._element.find(f"{qn('p:cSld')}/{qn('p:spTree')}")
    number = max(int(each.get("id")) for each in tree.iter(qn("p:cNvPr"))) + 1
    tree.insert(
        2,
        parse_xml(
            f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{number}" name="Bar {number}"/><p:cNvSpPr/>'
            f'<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/>'
            f'</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:schemeClr val="{color}"/></a:solidFill>'
            "</p:spPr></p:sp>"
        ),
    )


def _title_style(master: Any, *, size: int, bold: bool, align: str, color: str) -> None:
    level = master._element.find(f"{qn('p:txStyles')}/{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    level.set("algn", align)
    run = level.find(qn("a:defRPr"))
    run.set("sz", str(Pt(size).centipoints))
    run.set("b", str(int(bold)))
    _recolor(run, color)


def _body_style(master: Any, sizes: tuple[int, ...], *, color: str) -> None:
    style = master._element.find(f"{qn('p:txStyles')}/{qn('p:bodyStyle')}")
    for level, size in zip(list(style), sizes, strict=False):
        run = level.find(qn("a:defRPr"))
        run.set("sz", str(Pt(size).centipoints))
        _recolor(run, color)


def _recolor(run: Any, color: str) -> None:
    kind = "srgbClr" if len(color) == 6 and color[0] in "0123456789ABCDEF" else "schemeClr"
    fill = run.find(qn("a:solidFill"))
    fill.getparent().replace(
        fill, copy.deepcopy(parse_xml(f'<a:solidFill {nsdecls("a")}><a:{kind} val="{color}"/></a:solidFill>'))
    )
