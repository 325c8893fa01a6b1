"""Makes slides from one prototype per layout, and takes care of the slide list.

In: an open package and the name of a layout. Out: `MadeSlide`s at the end of the deck. Must not know plans,
or which layout suits which content.

python-pptx builds each slide shape by shape with some eighty XPath calls; a prototype is built once for each layout and
cut into the strings from which slides are joined (`office.written`), which made 1,000 slides a hundred times faster.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import cast

from lxml import etree
from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.parts.slide import NotesSlidePart, SlideLayoutPart, SlideMasterPart, SlidePart

from whp_deck.errors import TemplateError
from whp_deck.office.footers import OWN_FOOTER, service_paragraphs
from whp_deck.office.layouts import placeholders_of
from whp_deck.office.made import MadeSlide
from whp_deck.office.notes import ensure_notes_master, notes_prototype, notes_styles
from whp_deck.office.package import Package
from whp_deck.office.parts import element_of
from whp_deck.office.placeholders import (
    SERVICE,
    Placeholder,
    placeholder_of,
    properties_of,
    shape_name,
    shape_xml,
    shapes_of,
)
from whp_deck.office.relationships import adopt, relationships_of, target_of
from whp_deck.office.sections import join_last_section
from whp_deck.office.slide_list import delete_slides, hide, move_slides, remove_all_slides
from whp_deck.office.text import inherited_levels, paragraphs_xml
from whp_deck.office.written import SheetForm, WrittenNotes, WrittenSheet, WrittenSlide
from whp_deck.office.xml import (
    CREATION_URI,
    NAMESPACES,
    P14_NS,
    R_ID,
    Element,
    a,
    attribute,
    clean,
    descend,
    fragment,
    number32,
    p,
    parse,
)
from whp_deck.plan import Paragraph, Run

__all__ = ["MadeSlide", "SlideMaker", "delete_slides", "hide", "move_slides", "remove_all_slides"]


@dataclass(frozen=True, slots=True)
class _Prototype:
    """From what each slide of one layout is made."""

    layout: SlideLayoutPart
    form: SheetForm
    placeholders: dict[str, Placeholder]


class SlideMaker:
    """Adds slides to a package. One maker for one build: it remembers names and prototypes."""

    def __init__(self, package: Package, language: str = "en-US") -> None:
        """Makes the notes master if the template has none. `language` is written on every run of text."""
        self.package, self.language = package, language
        self._deck = package.deck
        self._list = package.slide_list
        layouts = layouts_of(package)
        self._by_part = {str(layout.partname): layout for layout in layouts}
        self._layouts: dict[str, SlideLayoutPart] = {}
        for layout in layouts:
            self._layouts.setdefault(_sheet_name(layout), layout)
        self._prototypes: dict[str, _Prototype] = {}
        self._notes_master = ensure_notes_master(package)
        notes = notes_prototype(self._notes_master, language)
        self._notes = SheetForm.of(notes, [shape_name(shape) for shape in shapes_of(notes)])
        self._notes_levels = inherited_levels(notes_styles(self._notes_master))
        self._names = {name for name in (_sheet_name(part) for part in package.iter_parts()) if name}

    def add(
        self,
        layout_name: str,
        *,
        part: str = "",
        name: str,
        footer: str = "",
        footer_scale: int = 100,
        number: bool = True,
        date: bool = False,
        hidden: bool = False,
    ) -> MadeSlide:
        """A new last slide with its notes page. `name` becomes the slide's own name, unique in the deck.

        Footer, number and date appear only where the layout has them and neither it nor its master switches them off
        (`office.footers`). `footer_scale` (percent) is stored as PowerPoint stores its own shrinking. `part` is the
        layout's part name, where layouts share a name or have none. Raises TemplateError for an unknown layout.
        """
        prototype = self._prototype(layout_name, part)
        unique = self._unique(name)
        sheet = prototype.form.sheet(number32("slide", unique), name=unique, hidden=hidden)
        self._fill_service(sheet, prototype, footer, footer_scale, number=number, date=date)
        slide_part, notes_part = self._parts(prototype, sheet, self._notes.sheet(number32("notes", name)))
        slide_id = self.package.next_slide_id()
        r_id = relationships_of(self._deck).add(RT.SLIDE, slide_part)
        etree.SubElement(self._list, p("sldId"), {"id": str(slide_id), R_ID: r_id})
        join_last_section(self.package, slide_id)
        return MadeSlide(
            self.package,
            slide_id,
            slide_part,
            notes_part,
            self.language,
            prototype.placeholders,
            self._notes_levels,
            len(prototype.placeholders) + 2,
        )

    def add_notes(self, part: SlidePart) -> NotesSlidePart:
        """An empty page of notes for a slide that has none."""
        sheet = self._notes.sheet(number32("notes", str(part.partname)))
        name = self.package.next_partname("/ppt/notesSlides/notesSlide%d.xml")
        notes = WrittenNotes(name, CT.PML_NOTES_SLIDE, self.package, sheet)
        back = adopt(notes)
        back.put("rId1", RT.NOTES_MASTER, self._notes_master)
        back.put("rId2", RT.SLIDE, part)
        relationships_of(part).add(RT.NOTES_SLIDE, notes)
        return notes

    def add_service(self, part: SlidePart, footer: str, footer_scale: int = 100, *, number: bool = True) -> None:
        """Footer and number for a slide that came from elsewhere: those that its layout has and the slide has not.

        Never a date: nobody wrote one, and a layout's own is the day on which it was drawn.
        """
        layout = relationships_of(part).first_of(RT.SLIDE_LAYOUT)
        if layout is None or str(layout.partname) not in self._by_part:
            return
        prototype = self._prototype("", str(layout.partname))
        sheet = prototype.form.sheet(1)
        self._fill_service(sheet, prototype, footer, footer_scale, number=number, date=False)
        root = element_of(part)
        has = {ph.get("type") for shape in shapes_of(root) if (ph := placeholder_of(shape)) is not None}
        ids = [int(one.get("id", "0")) for one in root.iter(p("cNvPr")) if one.get("id", "0").isdecimal()]
        tree = descend(root, p("cSld"), p("spTree"))
        for one in prototype.placeholders.values():
            if one.kind not in SERVICE or one.kind in has or one.name not in sheet.shapes or tree is None:
                continue
            shape = fragment(sheet.shapes[one.name])
            properties = properties_of(shape)
            if properties is not None:
                ids.append(max(ids, default=1) + 1)
                properties.set("id", str(ids[-1]))
            last = tree.find(p("extLst"))
            tree.insert(len(tree) if last is None else tree.index(last), shape)

    def _unique(self, name: str) -> str:
        unique, count = clean(name), 1
        while unique in self._names:
            count += 1
            unique = f"{clean(name)} ({count})"
        self._names.add(unique)
        return unique

    def _fill_service(
        self, sheet: WrittenSheet, prototype: _Prototype, footer: str, footer_scale: int, *, number: bool, date: bool
    ) -> None:
        """Write the footer, and leave out what of footer, number and date is not wanted."""
        wanted = {"ftr": bool(footer), "sldNum": number, "dt": date}
        for one in prototype.placeholders.values():
            if not wanted.get(one.kind, True):
                del sheet.shapes[one.name]
            elif one.kind == "ftr":
                words = paragraphs_xml((Paragraph((Run(footer),)),), language=self.language, link=str)
                sheet.write(one.name, words.replace("<a:p>", f"<a:p>{OWN_FOOTER}", 1), scale=footer_scale)

    def _parts(
        self, prototype: _Prototype, sheet: WrittenSheet, notes: WrittenSheet
    ) -> tuple[WrittenSlide, WrittenNotes]:
        package = self.package
        part = WrittenSlide(package.next_partname("/ppt/slides/slide%d.xml"), CT.PML_SLIDE, package, sheet)
        name = package.next_partname("/ppt/notesSlides/notesSlide%d.xml")
        notes_part = WrittenNotes(name, CT.PML_NOTES_SLIDE, package, notes)
        own, back = adopt(part), adopt(notes_part)
        own.put("rId1", RT.SLIDE_LAYOUT, prototype.layout)
        own.put("rId2", RT.NOTES_SLIDE, notes_part)
        back.put("rId1", RT.NOTES_MASTER, self._notes_master)
        back.put("rId2", RT.SLIDE, part)
        return part, notes_part

    def _prototype(self, layout_name: str, part: str) -> _Prototype:
        found = self._prototypes.get(part or layout_name)
        if found is None:
            layout = self._by_part.get(part) if part else self._layouts.get(layout_name)
            if layout is None:
                hint = "its layouts are: " + ", ".join(self._layouts)
                raise TemplateError(self.package.path, f"has no layout “{layout_name}”", hint)
            master = relationships_of(layout).first_of(RT.SLIDE_MASTER)
            above = None if master is None else element_of(master)
            service = service_paragraphs(element_of(layout), above, self.language)
            wanted = [
                one for one in placeholders_of(self.package, layout) if one.kind not in SERVICE or one.kind in service
            ]
            slide = _slide_prototype(wanted, service, self.language)
            _take_colors(slide, element_of(layout))
            placeholders = {one.name: one for one in wanted}
            found = _Prototype(layout, SheetForm.of(slide, placeholders), placeholders)
            self._prototypes[part or layout_name] = found
        return found


def _slide_prototype(placeholders: list[Placeholder], service: Mapping[str, str], language: str) -> Element:
    shapes = []
    for number, one in enumerate(placeholders, 2):
        inner = service.get(one.kind, f'<a:endParaRPr lang="{language}"/>') if one.has_text else None
        shapes.append(shape_xml(number, one.name, one.attributes, paragraph=inner))
    return parse(
        f"<p:sld {NAMESPACES}><p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id='1' name=''/><p:cNvGrpSpPr/><p:nvPr/>"
        f"</p:nvGrpSpPr><p:grpSpPr/>{''.join(shapes)}</p:spTree><p:extLst><p:ext uri='{CREATION_URI}'>"
        f"<p14:creationId xmlns:p14='{P14_NS}' val='1'/></p:ext></p:extLst></p:cSld>"
        "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>"
    )


def _take_colors(slide: Element, layout: Element) -> None:
    """A layout that maps text and ground to other theme colors has its slides do the same, as PowerPoint does."""
    over = layout.find(f"{p('clrMapOvr')}/{a('overrideClrMapping')}")
    own = slide.find(p("clrMapOvr"))
    if over is not None and own is not None:
        own.replace(own[0], deepcopy(over))


def layouts_of(package: Package) -> list[SlideLayoutPart]:
    """All layouts, in the order of masters and lists."""
    found: list[SlideLayoutPart] = []
    deck = package.presentation_part
    for master_entry in element_of(deck).iterfind(f"{p('sldMasterIdLst')}/{p('sldMasterId')}"):
        master = target_of(deck, attribute(master_entry, R_ID))
        if not isinstance(master, SlideMasterPart):
            continue
        for entry in element_of(master).iterfind(f"{p('sldLayoutIdLst')}/{p('sldLayoutId')}"):
            layout = target_of(master, attribute(entry, R_ID))
            if isinstance(layout, SlideLayoutPart):
                found.append(layout)
    return found


def _sheet_name(part: object) -> str:
    element = getattr(part, "_element", None)
    common = None if element is None else cast(Element, element).find(p("cSld"))
    return "" if common is None else attribute(common, "name")
