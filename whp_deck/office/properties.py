"""The document's properties: title, author and the like, our deck id, and nothing of the template's past.

In: an open package and texts. Out: `docProps/core.xml`, `app.xml`, `custom.xml`; no thumbnail. Must not look at
the clock: the times are `SOURCE_DATE_EPOCH`'s or fixed, so that a rebuild yields the same bytes.
"""

from __future__ import annotations

from typing import Any, cast

from lxml import etree
from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part, XmlPart
from pptx.opc.packuri import PackURI

from whp_deck.office.clock import fixed_stamp
from whp_deck.office.package import Package
from whp_deck.office.relationships import adopt, relationships_of
from whp_deck.office.slide_list import slide_parts
from whp_deck.office.written import is_hidden
from whp_deck.office.xml import attribute, clean, parse, parse_or_none, serialize

DECK_PROPERTY = "whp-deck"
_CORE_NS = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC_NS = "http://purl.org/dc/elements/1.1/"
_TERMS_NS = "http://purl.org/dc/terms/"
_XSI_NS = "http://www.w3.org/2001/XMLSchema-instance"
_EXTENDED_NS = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_CUSTOM_NS = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VT_NS = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_CUSTOM_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # MS-OSHARED 2.3.3.2.1: FMTID of user-defined properties


def set_properties(
    package: Package,
    *,
    title: str,
    author: str = "",
    subject: str = "",
    keywords: str = "",
    language: str = "en-US",
    deck_id: str = "",
) -> None:
    """Write all properties anew; `deck_id` is kept as the custom property `whp-deck`. Call it when all slides exist."""
    when = fixed_stamp()
    core = etree.Element(
        f"{{{_CORE_NS}}}coreProperties",
        nsmap={"cp": _CORE_NS, "dc": _DC_NS, "dcterms": _TERMS_NS, "xsi": _XSI_NS},
    )
    for name, text in (
        (f"{{{_DC_NS}}}title", title),
        (f"{{{_DC_NS}}}subject", subject),
        (f"{{{_DC_NS}}}creator", author),
        (f"{{{_CORE_NS}}}keywords", keywords),
        (f"{{{_CORE_NS}}}lastModifiedBy", author),
        (f"{{{_CORE_NS}}}revision", "1"),
        (f"{{{_TERMS_NS}}}created", when),
        (f"{{{_TERMS_NS}}}modified", when),
        (f"{{{_DC_NS}}}language", language),
    ):
        if text:
            etree.SubElement(core, name).text = clean(text)
    for element in core.iterchildren(f"{{{_TERMS_NS}}}created", f"{{{_TERMS_NS}}}modified"):
        element.set(f"{{{_XSI_NS}}}type", "dcterms:W3CDTF")
    _put(package, RT.CORE_PROPERTIES, "/docProps/core.xml", CT.OPC_CORE_PROPERTIES, serialize(core))
    _put(package, RT.EXTENDED_PROPERTIES, "/docProps/app.xml", CT.OFC_EXTENDED_PROPERTIES, _app_xml(package))
    package.relationships.pop_many([r for r, one in package.relationships.items() if one.reltype == RT.THUMBNAIL])
    if deck_id:
        _set_custom(package, DECK_PROPERTY, deck_id)


def _app_xml(package: Package) -> bytes:
    """Counts only: the names of slides and fonts that PowerPoint lists here would be the template's."""
    slides = list(slide_parts(package).values())
    notes = sum(1 for part in slides if relationships_of(part).first_of(RT.NOTES_SLIDE) is not None)
    hidden = sum(map(is_hidden, slides))
    root = etree.Element(f"{{{_EXTENDED_NS}}}Properties", nsmap={None: _EXTENDED_NS, "vt": _VT_NS})  # type: ignore[dict-item]
    for name, value in (
        ("TotalTime", 0),
        ("Application", "whp-deck"),
        ("Slides", len(slides)),
        ("Notes", notes),
        ("HiddenSlides", hidden),
    ):
        etree.SubElement(root, f"{{{_EXTENDED_NS}}}{name}").text = str(value)
    return serialize(root)


def _set_custom(package: Package, name: str, value: str) -> None:
    part = package.relationships.first_of(RT.CUSTOM_PROPERTIES)
    xml = f'<Properties xmlns="{_CUSTOM_NS}" xmlns:vt="{_VT_NS}"/>'
    found = None if part is None else parse_or_none(part.blob)
    root = parse(xml) if found is None else found
    for entry in list(root):
        if entry.get("name") == name:
            root.remove(entry)
    number = max((int(attribute(entry, "pid", "1")) for entry in root), default=1) + 1
    entry = etree.SubElement(
        root, f"{{{_CUSTOM_NS}}}property", {"fmtid": _CUSTOM_FORMAT, "pid": str(number), "name": name}
    )
    etree.SubElement(entry, f"{{{_VT_NS}}}lpwstr").text = clean(value)
    _put(package, RT.CUSTOM_PROPERTIES, "/docProps/custom.xml", CT.OFC_CUSTOM_PROPERTIES, serialize(root))


def _put(package: Package, kind: str, name: str, content_type: str, blob: bytes) -> None:
    """Make the bytes the package's only part of that kind."""
    part = package.relationships.first_of(kind)
    if part is None:
        maker = XmlPart if kind == RT.CORE_PROPERTIES else Part
        part = maker.load(PackURI(package.take_name(name)), content_type, package, blob)
        adopt(part)
        package.relationships.add(kind, part)
    elif isinstance(part, XmlPart):
        part._element = cast(Any, parse(blob))
    else:
        part.blob = blob
