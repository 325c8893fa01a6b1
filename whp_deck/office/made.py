"""One slide that was just made: its placeholders by name, ready to be filled with text, pictures and frames.

In: a layout's prototype. Out: the finished slide and notes parts. Must not know which layout suits which content, nor
save anything.

As long as a slide is nothing but text in placeholders it is written as strings (`office.written`). Whatever needs
its elements makes them; from then on everything is written into those.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal
from urllib.parse import quote
from xml.sax.saxutils import quoteattr

from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part
from pptx.parts.image import Image

from whp_deck.office.notes import NOTES_BODY
from whp_deck.office.package import Package
from whp_deck.office.parts import element_of
from whp_deck.office.placeholders import SERVICE, TITLES, Box, Placeholder, placeholder_of, properties_of, shape_xml
from whp_deck.office.relationships import relationships_of
from whp_deck.office.text import NOTES_HANGING, Level, overlaid, paragraphs_xml, put_paragraphs
from whp_deck.office.text_box import TextBox, put_styles, text_box_xml, transform_xml, write_sizes
from whp_deck.office.written import WrittenNotes, WrittenSlide
from whp_deck.office.xml import DECORATIVE_NS, DECORATIVE_URI, Element, a, clean, descend, fragment, p
from whp_deck.plan import Paragraph

Fit = Literal["contain", "stretch", "cover"]
_URI_SAFE = "!#$%&'()*+,/:;=?@[]~"  # RFC 3986; PowerPoint repairs a file whose targets hold anything else


@dataclass(slots=True)
class MadeSlide:
    """A slide under construction."""

    package: Package
    slide_id: int
    part: WrittenSlide
    notes_part: WrittenNotes
    language: str
    placeholders: dict[str, Placeholder]
    notes_levels: Sequence[Level]
    _next_id: int
    _filled: set[str] = field(default_factory=set)

    @property
    def element(self) -> Element:
        """`p:sld`."""
        return element_of(self.part)

    @property
    def _shapes(self) -> dict[str, Element]:
        return self.part.shapes

    def placeholder(self, name: str) -> Element:
        """The shape cloned from the layout's placeholder of that name. Raises KeyError naming those that exist."""
        self._refuse_unknown(name)
        return self._shapes[name]

    def box(self, name: str) -> Box:
        """Where the placeholder lies, in EMU, as inherited from layout or master."""
        self._refuse_unknown(name)
        return self.placeholders[name].box or Box(0, 0, 0, 0)

    def _refuse_unknown(self, name: str) -> None:
        if name not in self.part.names:
            raise KeyError(f"no placeholder “{name}”; there are: {', '.join(self.placeholders)}")

    def fill(self, name: str, paragraphs: Sequence[Paragraph], *, scale: int = 100) -> None:
        """Write the paragraphs; `scale` under 100 (percent) is stored as PowerPoint stores its own shrinking."""
        self._refuse_unknown(name)
        known = self.placeholders[name]
        xml = paragraphs_xml(paragraphs, levels=known.levels, language=self.language, link=self.link)
        if not self.part.write(name, xml, scale=scale, is_title=known.kind in TITLES):
            raise ValueError(f"placeholder “{name}” ({known.kind}) holds no text")
        if any(paragraph.text.strip() for paragraph in paragraphs):
            self._filled.add(name)

    def fill_notes(self, paragraphs: Sequence[Paragraph]) -> None:
        """Write the notes; notes pages have no bullets of their own, so bullets and numbers are explicit."""
        xml = paragraphs_xml(
            paragraphs,
            levels=self.notes_levels,
            language=self.language,
            link=lambda address: external_link(self.notes_part, address),
            hanging=NOTES_HANGING,
        )
        self.notes_part.write(NOTES_BODY, xml)

    def replace(self, name: str, element: Element, *, as_content: bool = True) -> None:
        """Put a frame or picture in the placeholder's place in the tree; it becomes that placeholder's content.

        It keeps its own id when that is free on the slide, else takes the placeholder's. Groups stay plain shapes, and
        so does everything else without `as_content`.
        """
        old = self.placeholder(name)
        old_ph, old_properties = placeholder_of(old), properties_of(old)
        properties = properties_of(element)
        if properties is not None and old_properties is not None:
            taken = {one.get("id") for one in self.element.iter(p("cNvPr")) if one is not old_properties}
            if properties.get("id", "0") in taken | {"0", ""}:
                properties.set("id", old_properties.get("id", ""))
            if not properties.get("name"):
                properties.set("name", name)
        holder = descend(element, p("nvGraphicFramePr"), p("nvPr"))
        if holder is None:
            holder = descend(element, p("nvPicPr"), p("nvPr"))
        if holder is None:
            holder = descend(element, p("nvSpPr"), p("nvPr"))
        if as_content and holder is not None and old_ph is not None and element is not old:
            for own in holder.findall(p("ph")):
                holder.remove(own)
            holder.insert(0, old_ph)
        parent = old.getparent()
        assert parent is not None
        parent.replace(old, element)
        self._count(element)
        self._shapes[name] = element
        self._filled.add(name)

    def settle(self, name: str, box: Box, *, list_style: str = "", anchor: str = "") -> None:
        """Give a placeholder of this slide a place, text styles (the XML inside `a:lstStyle`) and an anchor of its own."""
        shape = self.placeholder(name)
        properties, body = shape.find(p("spPr")), shape.find(p("txBody"))
        if properties is not None:
            for old in properties.findall(a("xfrm")):
                properties.remove(old)
            properties.insert(0, fragment(transform_xml(box)))
        if body is not None and list_style:
            self.style(name, list_style)
        frame = None if body is None else body.find(a("bodyPr"))
        if frame is not None and anchor:
            frame.set("anchor", anchor)

    def style(self, name: str, list_style: str) -> None:
        """Text styles of this slide's own for a placeholder: the XML inside `a:lstStyle`."""
        body = self.placeholder(name).find(p("txBody"))
        if body is not None:
            put_styles(body, list_style)
            known = self.placeholders[name]
            styled = replace(known, levels=overlaid(known.levels, body.find(a("lstStyle"))))
            self.placeholders = {**self.placeholders, name: styled}

    def add_title(self, name: str, box: Box, *, list_style: str) -> None:
        """A title placeholder that the layout lacks, so that Outline view and screen readers know the slide's title."""
        number = self.next_shape_id()
        xml = shape_xml(number, name, {"type": "title"}, paragraph=f'<a:endParaRPr lang="{self.language}"/>')
        shape = fragment(xml)
        tree = descend(self.element, p("cSld"), p("spTree"))
        assert tree is not None
        tree.insert(2, shape)
        self.placeholders = {**self.placeholders, name: Placeholder(name, "title", {"type": "title"}, box, ())}
        self._shapes[name] = shape
        self.settle(name, box, list_style=list_style, anchor="b")

    def add_text(
        self, name: str, box: TextBox, paragraphs: Sequence[Paragraph], *, share: float = 1.0, closer: float = 0.0
    ) -> None:
        """A text box, with that share of its sizes and its lines closer; it is read after what was added before it."""
        shape = fragment(text_box_xml(self.next_shape_id(), name, box))
        body = shape.find(p("txBody"))
        assert body is not None
        put_paragraphs(body, paragraphs_xml(paragraphs, levels=box.levels, language=self.language, link=self.link))
        write_sizes(body, share, closer)
        self.add(shape)

    def read_next(self, name: str) -> None:
        """Have a placeholder read after all that was added so far, where it stands among text boxes."""
        shape = self.placeholder(name)
        tree = shape.getparent()
        if tree is not None:
            tree.remove(shape)
            self.add(shape)

    def add(self, element: Element) -> None:
        """Put a shape in front of everything but footer, date and number, which are read last."""
        tree = descend(self.element, p("cSld"), p("spTree"))
        assert tree is not None
        service = [shape for name, shape in self._shapes.items() if self.placeholders[name].kind in SERVICE]
        first = next((shape for shape in tree if shape in service), None)
        if first is None:
            tree.append(element)
        else:
            first.addprevious(element)
        self._count(element)

    def insert_after_title(self, element: Element) -> None:
        """Put a shape right after the title: read second, drawn behind everything else."""
        title = next((self._shapes[n] for n, one in self.placeholders.items() if one.kind in TITLES), None)
        tree = descend(self.element, p("cSld"), p("spTree"))
        assert tree is not None
        if title is not None and title.getparent() is tree:
            title.addnext(element)
        else:
            tree.insert(2, element)
        self._count(element)

    def next_shape_id(self) -> int:
        """A shape id that was not used on this slide."""
        self._next_id += 1
        return self._next_id - 1

    def _count(self, element: Element) -> None:
        ids = [int(one.get("id", "0")) for one in element.iter(p("cNvPr")) if one.get("id", "0").isdecimal()]
        self._next_id = max(self._next_id, max(ids, default=0) + 1)

    def picture(
        self,
        name: str,
        blob: bytes,
        *,
        alt: str,
        link: str = "",
        fit: Fit = "contain",
    ) -> None:
        """A picture in the placeholder's place. An empty `alt` marks it as decoration.

        `contain` shows all of it inside the box, `cover` fills the box and crops, `stretch` fills it and distorts.
        Raises ValueError for what is no picture.
        """
        element = self._picture(name, self.box(name), blob, alt, link, fit)
        locks = descend(element, p("nvPicPr"), p("cNvPicPr"), a("picLocks"))
        assert locks is not None
        locks.set("noGrp", "1")
        self.replace(name, element)

    def lay_picture(
        self,
        name: str,
        box: Box,
        blob: bytes,
        *,
        alt: str,
        link: str = "",
        fit: Fit = "contain",
    ) -> None:
        """The same at a place of its own, on a layout that has no placeholder for it: at its upper left corner."""
        if fit == "contain":
            shown, _ = placed(box, Image.from_blob(blob).size, fit)
            box = Box(box.x, box.y, shown.width, shown.height)
        element = self._picture(name, box, blob, alt, link, fit)
        properties = properties_of(element)
        assert properties is not None
        properties.set("id", str(self.next_shape_id()))
        self.add(element)

    def _picture(self, name: str, box: Box, blob: bytes, alt: str, link: str, fit: Fit) -> Element:
        part = self.package.get_or_add_image_part(io.BytesIO(blob))
        place, crop = placed(box, Image.from_blob(blob).size, fit)
        r_id = relationships_of(self.part).get_or_add(RT.IMAGE, part)
        click = f'<a:hlinkClick r:id="{self.link(link)}"/>' if link else ""
        decorative = f'<a:ext uri="{DECORATIVE_URI}"><adec:decorative xmlns:adec="{DECORATIVE_NS}" val="1"/></a:ext>'
        more = "" if alt else f"<a:extLst>{decorative}</a:extLst>"
        return fragment(
            f'<p:pic><p:nvPicPr><p:cNvPr id="0" name={quoteattr(name)} descr={quoteattr(clean(alt))}>{click}{more}'
            '</p:cNvPr><p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr/></p:nvPicPr>'
            f'<p:blipFill><a:blip r:embed="{r_id}"/>{crop}<a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr>'
            f'<a:xfrm><a:off x="{place.x}" y="{place.y}"/><a:ext cx="{place.width}" cy="{place.height}"/></a:xfrm>'
            f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
        )

    def link(self, address: str) -> str:
        """The id of the slide's relationship to a web or mail address; one for each address."""
        return external_link(self.part, address)

    def drop_unused(self) -> None:
        """Take out the placeholders that nothing filled; they would show “Click to add text” in PowerPoint."""
        for name in self.part.names:
            if name not in self._filled and self.placeholders[name].kind not in SERVICE:
                self.part.leave_out(name)


def external_link(part: Part, address: str) -> str:
    """The id of the part's relationship to a web or mail address; one for each address."""
    return relationships_of(part).get_or_add_ext_rel(RT.HYPERLINK, quote(clean(address).strip(), safe=_URI_SAFE))


def placed(box: Box, pixels: tuple[int, int], fit: Fit) -> tuple[Box, str]:
    """The picture's own box and its crop."""
    width, height = max(pixels[0], 1), max(pixels[1], 1)
    if fit == "stretch" or not (box.width and box.height):
        return box, ""
    wide = width * box.height > height * box.width  # wider than the box
    if fit == "contain":
        if wide:
            shown = box.width * height // width
            return Box(box.x, box.y + (box.height - shown) // 2, box.width, shown), ""
        shown = box.height * width // height
        return Box(box.x + (box.width - shown) // 2, box.y, shown, box.height), ""
    if wide:
        cut = round(50000 * (1 - height * box.width / (width * box.height)))
        return box, f'<a:srcRect l="{cut}" r="{cut}"/>'
    cut = round(50000 * (1 - width * box.height / (height * box.width)))
    return box, f'<a:srcRect t="{cut}" b="{cut}"/>'
