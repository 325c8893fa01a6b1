"""The notes master, and the notes page from which every slide's notes are cloned.

In: an open package. Out: its notes master, registered, and a prototype `p:notes`. Must not know plans.

python-pptx relates a new notes master but never lists it in `p:notesMasterIdLst` (its PR 1128): Keynote then
loses all notes. It also clones the page number without a field, so that PowerPoint shows an empty box.
"""

from __future__ import annotations

from typing import Any, cast

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.parts.slide import NotesMasterPart

from whp_deck.office.package import Package
from whp_deck.office.parts import element_of
from whp_deck.office.placeholders import NUMBER_FIELD, placeholder_of, shape_xml
from whp_deck.office.relationships import relationships_of
from whp_deck.office.xml import CREATION_URI, NAMESPACES, P14_NS, R_ID, Element, a, descend, p, parse

NOTES_BODY = "Notes"
"""The name of the notes' own placeholder."""
_BODY = {"type": "body", "idx": "1"}
_BODY_BOX = '<a:xfrm><a:off x="685800" y="4400550"/><a:ext cx="5486400" cy="3600450"/></a:xfrm>'
_WIDEST_IMAGE = 5486400  # EMU: 6 inches on a page of 7.5


def ensure_notes_master(package: Package) -> NotesMasterPart:
    """The package's notes master, listed in the presentation; made, with a theme of its own, where there is none."""
    deck = package.deck
    relationships = relationships_of(deck)
    found = relationships.first_of(RT.NOTES_MASTER)
    if found is None:
        found = next((part for part in package.iter_parts() if isinstance(part, NotesMasterPart)), None)
    if found is None:
        found = _make_notes_master(package)
    r_id = relationships.get_or_add(RT.NOTES_MASTER, found)
    root = element_of(deck)
    listed = root.find(p("notesMasterIdLst"))
    if listed is None:
        listed = root.makeelement(p("notesMasterIdLst"))
        masters = root.find(p("sldMasterIdLst"))
        root.insert(0 if masters is None else root.index(masters) + 1, listed)
    if len(listed) == 0:
        etree.SubElement(listed, p("notesMasterId"), {R_ID: r_id})
    return cast(NotesMasterPart, found)


def notes_prototype(master: NotesMasterPart, language: str) -> Element:
    """A `p:notes` with slide image, body and page number, as far as the master has them; the body always."""
    shapes: list[str] = []
    seen: set[str] = set()
    for sp in element_of(master).iter(p("sp")):
        ph = placeholder_of(sp)
        kind = "" if ph is None else ph.get("type", "obj")
        if ph is None or kind not in ("sldImg", "body", "sldNum") or kind in seen:
            continue
        seen.add(kind)
        shapes.append(_notes_shape(len(shapes) + 2, kind, {str(k): str(v) for k, v in ph.attrib.items()}, language))
    if "body" not in seen:
        shapes.append(_notes_shape(len(shapes) + 2, "body", _BODY, language, _BODY_BOX))
    return parse(
        f"<p:notes {NAMESPACES}><p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id='1' name=''/><p:cNvGrpSpPr/><p:nvPr/>"
        f"</p:nvGrpSpPr><p:grpSpPr/>{''.join(shapes)}</p:spTree><p:extLst><p:ext uri='{CREATION_URI}'>"
        f"<p14:creationId xmlns:p14='{P14_NS}' val='1'/></p:ext></p:extLst></p:cSld>"
        "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>"
    )


def notes_body_of(notes: Element) -> Element | None:
    """The text body of the notes' body placeholder."""
    for sp in notes.iter(p("sp")):
        ph = placeholder_of(sp)
        if ph is not None and ph.get("type") == "body":
            return sp.find(p("txBody"))
    return None


def notes_styles(master: NotesMasterPart) -> list[Element | None]:
    """The list styles above the notes' body, the nearest first."""
    root = element_of(master)
    body = notes_body_of(root)
    return [descend(body, a("lstStyle")), root.find(p("notesStyle"))]


def _notes_shape(number: int, kind: str, ph: dict[str, str], language: str, box: str = "") -> str:
    if kind == "sldImg":
        return shape_xml(number, "Slide image", ph, locks='noGrp="1" noRot="1" noChangeAspect="1"')
    inner = NUMBER_FIELD.format(language=language) if kind == "sldNum" else f'<a:endParaRPr lang="{language}"/>'
    return shape_xml(number, NOTES_BODY if kind == "body" else "Slide number", ph, paragraph=inner, box=box)


def _make_notes_master(package: Package) -> NotesMasterPart:
    made = cast(NotesMasterPart, cast(Any, NotesMasterPart).create_default(package))
    package.take_name(made.partname)
    root = element_of(made)
    size = element_of(package.deck).find(p("sldSz"))
    for sp in root.iter(p("sp")):
        ph, box = placeholder_of(sp), descend(sp, p("spPr"), a("xfrm"))
        if ph is None or ph.get("type") != "sldImg" or box is None or size is None:
            continue
        offset, extent = box.find(a("off")), box.find(a("ext"))
        if offset is not None and extent is not None:
            height = int(extent.get("cy", "0"))
            width = height * int(size.get("cx", "1")) // int(size.get("cy", "1"))
            if width > _WIDEST_IMAGE:
                width, height = _WIDEST_IMAGE, _WIDEST_IMAGE * height // width
            center = int(offset.get("x", "0")) + int(extent.get("cx", "0")) // 2
            offset.set("x", str(max(center - width // 2, 0)))
            extent.set("cx", str(width))
            extent.set("cy", str(height))
    return made
