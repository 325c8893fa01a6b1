"""Sections of the slide list: always rebuilt whole, so that they cover every slide once and in order.

In: an open package and names with slide ids. Out: `p14:sectionLst` in the presentation's extension list.
Must not change the order of slides. Source: MS-PPTX 2.2.2.2 (sectionLst), 2.2.6 (extension uri).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lxml import etree

from whp_deck.office.package import Package
from whp_deck.office.parts import element_of
from whp_deck.office.xml import (
    P14_NS,
    SECTIONS_URI,
    Element,
    attribute,
    children,
    clean,
    extension_list,
    guid,
    p,
)

_LIST, _SECTION = f"{{{P14_NS}}}sectionLst", f"{{{P14_NS}}}section"
_SLIDES, _SLIDE = f"{{{P14_NS}}}sldIdLst", f"{{{P14_NS}}}sldId"
_UNNAMED = "Default Section"  # PowerPoint's own name for slides before the first section


def write_sections(package: Package, sections: Sequence[tuple[str, Sequence[int]]]) -> None:
    """Replace all sections. A slide that none names goes with its predecessor; names are made unique.

    The slide list decides the order: slides of one section that are apart in it yield two sections.
    """
    root = element_of(package.deck)
    drop_sections(package)
    if not sections:
        return
    wanted = {slide_id: name for name, ids in sections for slide_id in ids}
    runs: list[tuple[str, list[str]]] = []
    current = _UNNAMED
    for entry in package.slide_list:
        slide_id = attribute(entry, "id")
        name = wanted.get(int(slide_id), current)
        if not runs or name != current:
            runs.append((name, []))
        runs[-1][1].append(slide_id)
        current = name
    extension = etree.SubElement(extension_list(root, p("extLst")), p("ext"), {"uri": SECTIONS_URI})
    listed = etree.SubElement(extension, _LIST, nsmap={"p14": P14_NS})
    used: dict[str, int] = {}
    for number, (name, ids) in enumerate(runs):
        used[name] = used.get(name, 0) + 1
        unique = clean(name) + (f" ({used[name]})" if used[name] > 1 else "")
        section = etree.SubElement(listed, _SECTION, {"name": unique, "id": guid("section", str(number), unique)})
        slides = etree.SubElement(section, _SLIDES)
        for slide_id in ids:
            etree.SubElement(slides, _SLIDE, {"id": slide_id})


def drop_sections(package: Package) -> None:
    """Take out the section list, and the extension list when nothing else is in it."""
    root = element_of(package.deck)
    extensions = root.find(p("extLst"))
    if extensions is None:
        return
    for extension in list(extensions):
        if extension.get("uri") == SECTIONS_URI:
            extensions.remove(extension)
    if len(extensions) == 0:
        root.remove(extensions)


def mend_sections(package: Package) -> None:
    """Rebuild the sections that there are after slides were deleted or moved: each slide stays in its section.

    Where a section's slides are now apart, the later ones get a section of their own, "Name (2)". Sections keep
    their ids; empty ones stay behind the section that they followed, as PowerPoint keeps them.
    """
    listed = _section_list(package)
    sections = [] if listed is None else list(listed.iterchildren(_SECTION))
    if listed is None or not sections:
        return
    home: dict[str, Element] = {}
    for section in sections:
        for one in section.iter(_SLIDE):
            home.setdefault(attribute(one, "id"), section)
    runs: list[tuple[Element, list[str]]] = []
    current = sections[0]
    for entry in package.slide_list:
        slide_id = attribute(entry, "id")
        section = home.get(slide_id, current)
        if not runs or section is not current:
            runs.append((section, []))
        runs[-1][1].append(slide_id)
        current = section
    order: list[Element] = []
    used = {attribute(section, "name") for section in sections}
    for section, ids in runs:
        repeated = any(section is one for one in order)
        order.append(_again(section, used) if repeated else section)
        _set_slides(order[-1], ids)
    for before, section in zip([None, *sections], sections, strict=False):
        if not any(section is one for one in order):
            _set_slides(section, ())
            order.insert(0 if before is None else order.index(before) + 1, section)
    for section in order:
        listed.append(section)


def join_last_section(package: Package, slide_id: int) -> None:
    """A slide that was just added at the end belongs to the last section, if there are sections at all."""
    listed = _section_list(package)
    if listed is not None and len(listed):
        etree.SubElement(_slides_of(listed[-1]), _SLIDE, {"id": str(slide_id)})


def _section_list(package: Package) -> Element | None:
    """`p14:sectionLst`; the extensions are always last, and to look for them from the front passes every slide."""
    last = next(element_of(package.deck).iterchildren(reversed=True), None)
    if last is None or last.tag != p("extLst"):
        return None
    for extension in children(last, p("ext")):
        if extension.get("uri") == SECTIONS_URI:
            return extension.find(_LIST)
    return None


def _slides_of(section: Element) -> Element:
    found = section.find(_SLIDES)
    if found is None:
        found = section.makeelement(_SLIDES)
        section.insert(0, found)
    return found


def _set_slides(section: Element, slide_ids: Iterable[str]) -> None:
    slides = _slides_of(section)
    for old in list(slides):
        slides.remove(old)
    for slide_id in slide_ids:
        etree.SubElement(slides, _SLIDE, {"id": slide_id})


def _again(section: Element, used: set[str]) -> Element:
    """A section for those slides of another that are now apart from it."""
    name, count = attribute(section, "name"), 2
    while f"{name} ({count})" in used:
        count += 1
    unique = f"{name} ({count})"
    used.add(unique)
    return section.makeelement(_SECTION, {"name": unique, "id": guid("section", attribute(section, "id"), unique)})


def read_sections(package: Package) -> list[tuple[str, list[int]]]:
    """The sections with their slide ids, in order."""
    return [(name, slides) for _, name, slides in identified_sections(package)]


def identified_sections(package: Package) -> list[tuple[str, str, list[int]]]:
    """(GUID, name, slide ids) of each section, in order."""
    return [
        (
            attribute(section, "id"),
            attribute(section, "name"),
            [int(attribute(one, "id", "0")) for one in section.iter(_SLIDE)],
        )
        for section in element_of(package.deck).iter(_SECTION)
    ]
