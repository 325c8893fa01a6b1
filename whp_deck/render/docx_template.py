"""A Word template, ours or a practice's own, opened so that a packet can be written into it.

In: the path of a .docx or .dotx, or none for `templates/packet.docx`. Out: `WordTemplate`: style ids by name, lists,
headers, pictures, and at the end the bytes of the file, the same for the same input. Must not know packet sections.

What a practice's template lacks (a style, a list, the header's words) is taken from ours; its text is not used. What
could tell about people or their machines (properties, comments, the path of an attached template) is dropped.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.parts.hdrftr import HeaderPart
from lxml import etree

from whp_deck.errors import TemplateError
from whp_deck.office.xml import clean
from whp_deck.plan import Theme
from whp_deck.render.docx_colors import recolor, settle_colors
from whp_deck.render.docx_lists import WordLists
from whp_deck.render.docx_open import drop_foreign, last_section, open_word, package_bytes, set_properties
from whp_deck.render.docx_xml import NAMESPACES, W_NS
from whp_deck.resources import shipped

Element = etree._Element

_URI_SAFE = "!#$%&'()*+,/:;=?@[]~"  # RFC 3986; Word repairs a file whose targets hold anything else


_OTHER_LETTERS = 1.25  # how wide another font's letters may be, for one of ours: Georgia's bold ones are, about


class WordTemplate:
    """An open template. One for one document: it collects headers, lists and pictures."""

    def __init__(self, path: Path | None, theme: Theme, language: str) -> None:
        """Raises TemplateError, in plain words, for a file that cannot be used."""
        self.letter_width = _OTHER_LETTERS if path else 1.0
        self.path = path or shipped("templates/packet.docx")
        self.ink = theme.primary.lstrip("#") or "0B4F5C"  # for readers that do not know theme colors
        self._part = open_word(self.path)
        self._package = self._part.package
        body = self._part.element.find(qn("w:body"))
        self._page = last_section(body)
        self._styles = cast(Element, self._part._styles_part.element)
        self._links: dict[str, str] = {}
        self._headers: dict[tuple[object, ...], str] = {}
        self._own_header = self._default_header()
        self.lists = WordLists(self._part)
        self.ids = {name: identity for name, (identity, _) in self._listed().items()}
        if path is not None:
            self._add_missing(open_word(shipped("templates/packet.docx")))
        theme_part = self._target(RT.THEME)
        if theme_part is not None:
            settle_colors(self._styles, recolor(theme_part, theme))
        self._set_language(language)
        drop_foreign(self._part, self._page)

    # styles ----------------------------------------------------------------------------------------

    def style(self, name: str) -> str:
        """The id of a paragraph, character or table style; whether its name is in capitals does not matter."""
        return self.ids[name.casefold()]

    def has_style(self, name: str) -> bool:
        """Whether there is a style of that name."""
        return name.casefold() in self.ids

    # parts -----------------------------------------------------------------------------------------

    def link(self, address: str) -> str:
        """The relationship of an address."""
        if address not in self._links:
            self._links[address] = self._part.relate_to(
                quote(clean(address).strip(), safe=_URI_SAFE), RT.HYPERLINK, is_external=True
            )
        return self._links[address]

    def picture(self, data: bytes) -> tuple[str, int, int]:
        """The relationship of a picture, its width and height in pixels."""
        r_id, image = self._part.get_or_add_image(io.BytesIO(data))
        return r_id, image.px_width, image.px_height

    @property
    def margins(self) -> dict[str, int]:
        """The template's page margins in twips: top, right, bottom, left, header, footer, gutter."""
        usual = {"top": 1380, "right": 2000, "bottom": 1080, "left": 1080, "header": 600, "footer": 560, "gutter": 0}
        found = self._page.find(qn("w:pgMar"))
        given = {} if found is None else {etree.QName(key).localname: value for key, value in found.attrib.items()}
        return {side: _twips(given.get(side), value) for side, value in usual.items()}

    def references(self, words: Mapping[str, str], *, right: int, above: str = "", key: tuple[object, ...]) -> str:
        """Header and footer of a section: the template's header with its controls filled in, `above` on top.

        `words` are the header's content controls by tag, XML; `right` is the width of the text in twips.
        Sections with the same `key` share a header.
        """
        if key not in self._headers:
            self._headers[key] = self._make_header(words, right, above)
        footers = [
            f'<w:footerReference w:type="default" r:id="{one.get(qn("r:id"))}"/>'
            for one in self._page.iterchildren(qn("w:footerReference"))
            if one.get(qn("w:type")) == "default"
        ]
        return f'<w:headerReference w:type="default" r:id="{self._headers[key]}"/>{"".join(footers)}'

    def finish(self, body: str, *, title: str, author: str, subject: str, language: str) -> bytes:
        """The file with this body, its properties written anew; sections that share nothing are gone."""
        self._part._element = parse_xml(f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>")
        set_properties(self._package, title=title, author=author, subject=subject, language=language)
        return package_bytes(self._package)

    # the inside ------------------------------------------------------------------------------------

    def _listed(self) -> dict[str, tuple[str, Element]]:
        found = {}
        for style in self._styles.iterchildren(qn("w:style")):
            name = style.find(qn("w:name"))
            if name is not None:
                found[str(name.get(qn("w:val"))).casefold()] = (str(style.get(qn("w:styleId"))), style)
        return found

    def _add_missing(self, ours: Any) -> None:
        """Our styles that this template lacks, under ids that are free here, with their lists."""
        have = self._listed()
        wanted = {
            str(style.find(qn("w:name")).get(qn("w:val"))): style
            for style in ours._styles_part.element.iterchildren(qn("w:style"))
        }
        taken = {identity for identity, _ in have.values()}
        renamed: dict[str, str] = {}
        missing = []
        for name, style in wanted.items():
            own = have.get(name.casefold())
            if own is not None:
                self._refuse_other_kind(name, own[1], style)
                renamed[style.get(qn("w:styleId"))] = own[0]
                continue
            identity = unique = str(style.get(qn("w:styleId")))
            while unique in taken:
                unique += "x"
            taken.add(unique)
            renamed[identity] = unique
            missing.append((name, deepcopy(style)))
        for name, style in missing:
            style.set(qn("w:styleId"), renamed[style.get(qn("w:styleId"))])
            style.attrib.pop(qn("w:default"), None)
            for tag in ("w:basedOn", "w:next", "w:link"):
                for reference in style.iterchildren(qn(tag)):
                    reference.set(qn("w:val"), renamed.get(reference.get(qn("w:val")), "Normal"))
            for number in style.iter(qn("w:numPr")):
                number.find(qn("w:numId")).set(qn("w:val"), str(self.lists.imported(name)))
            self._styles.append(style)
            self.ids[name.casefold()] = str(style.get(qn("w:styleId")))

    def _refuse_other_kind(self, name: str, own: Element, wanted: Element) -> None:
        kind, needed = own.get(qn("w:type")), wanted.get(qn("w:type"))
        if kind != needed:
            reason = f"its style “{name}” is a {kind} style; a {needed} style is needed"
            raise TemplateError(self.path, reason, "give that style another name in Word")

    def _set_language(self, language: str) -> None:
        tag = f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}"
        properties = self._styles.find(tag)
        if properties is None:
            defaults = parse_xml(
                f'<w:docDefaults xmlns:w="{W_NS}"><w:rPrDefault><w:rPr/></w:rPrDefault></w:docDefaults>'
            )
            old = self._styles.find(qn("w:docDefaults"))
            if old is not None:
                self._styles.replace(old, defaults)
            else:
                self._styles.insert(0, defaults)
            properties = self._styles.find(tag)
        assert properties is not None
        for lang in list(self._styles.iter(qn("w:lang"))):
            lang.getparent().remove(lang)  # type: ignore[union-attr]
        etree.SubElement(properties, qn("w:lang"), {qn("w:val"): language, qn("w:eastAsia"): "en-US"})
        settings = self._target(RT.SETTINGS)
        if settings is not None:
            for lang in settings.element.iter(qn("w:themeFontLang")):
                lang.set(qn("w:val"), language)

    def _target(self, kind: str) -> Any:
        return next((one.target_part for one in self._part.rels.values() if one.reltype == kind), None)

    def _default_header(self) -> tuple[Element, Any] | None:
        for one in self._page.iterchildren(qn("w:headerReference")):
            if one.get(qn("w:type")) == "default":
                part = self._part.related_parts[str(one.get(qn("r:id")))]
                return part.element, part
        return None

    def _tab_stops(self, style: str) -> list[str]:
        """Where a paragraph style, or one that it is based on, has tab stops, in twips, the last first."""
        known = {str(one.get(qn("w:styleId"))): one for one in self._styles.iter(qn("w:style"))}
        found: dict[str, None] = {}
        seen: set[str] = set()
        while style in known and style not in seen:
            seen.add(style)
            found |= dict.fromkeys(str(one.get(qn("w:pos"))) for one in known[style].iter(qn("w:tab")))
            based_on = known[style].find(qn("w:basedOn"))
            style = "" if based_on is None else str(based_on.get(qn("w:val")))
        return sorted(found, key=lambda place: _twips(place, 0), reverse=True)

    def _make_header(self, words: Mapping[str, str], right: int, above: str) -> str:
        root = parse_xml(f"<w:hdr {NAMESPACES}/>")
        own, source = self._own_header or ((), None)
        for child in own:
            root.append(deepcopy(child))
        if not any(_tag(one) in words for one in root.iter(qn("w:sdt"))):
            line = deepcopy(_header_line(open_word(shipped("templates/packet.docx"))))
            style = self.style("header")
            next(line.iter(qn("w:pStyle"))).set(qn("w:val"), style)
            stops = next(line.iter(qn("w:tabs")))
            # Word's own header style has one in the middle: our page number would stop there
            for place in self._tab_stops(style):
                stops.insert(0, parse_xml(f'<w:tab {NAMESPACES} w:val="clear" w:pos="{place}"/>'))
            root.append(line)
        for paragraph in root.iter(qn("w:p")):
            if any(_tag(one) in words for one in paragraph.iter(qn("w:sdt"))):
                for tab in paragraph.iter(qn("w:tab")):
                    if tab.get(qn("w:val")) == "right":
                        tab.set(qn("w:pos"), str(right))
        for one in root.iter(qn("w:sdt")):
            if _tag(one) in words:
                _fill(one, words[_tag(one)])
        if above:
            for number, child in enumerate(parse_xml(f"<w:hdr {NAMESPACES}>{above}</w:hdr>")):
                root.insert(number, child)
        part = HeaderPart(self._package.next_partname("/word/header%d.xml"), CT.WML_HEADER, root, self._package)
        for r_id, one in () if source is None else source.rels.items():
            part.rels.add_relationship(
                one.reltype, one.target_ref if one.is_external else one.target_part, r_id, one.is_external
            )
        return str(self._part.relate_to(part, RT.HEADER))


def _header_line(ours: Any) -> Element:
    """The one paragraph of our own header."""
    part = next(one.target_part for one in ours.rels.values() if one.reltype == RT.HEADER)
    return cast(Element, part.element[0])


def _tag(control: Element) -> str:
    tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
    return "" if tag is None else str(tag.get(qn("w:val")))


def _fill(control: Element, xml: str) -> None:
    """Put runs into a content control, in the look of the run that was there."""
    content = control.find(qn("w:sdtContent"))
    if content is None:
        return
    # a control around a whole paragraph keeps the paragraph
    holder = content.find(qn("w:p")) if content.find(qn("w:p")) is not None else content
    assert holder is not None
    look = next(holder.iter(qn("w:rPr")), None)
    for child in list(holder):
        if child.tag != qn("w:pPr"):
            holder.remove(child)
    for child in parse_xml(f"<w:p {NAMESPACES}>{xml}</w:p>"):
        for run in child.iter(qn("w:r")):
            if look is not None and run.find(qn("w:rPr")) is None:
                run.insert(0, deepcopy(look))
        holder.append(child)


def _twips(value: object, usual: int) -> int:
    text = str(value)
    return int(text) if text.lstrip("-").isdecimal() else usual
