"""Sections of the slide list: always rebuilt whole, so that they cover every slide once and in order.

In: an open package and names with slide ids. Out: `p14:sectionLst` in the presentation's extension list.
Must not change the order of slides. Source: MS-PPTX 2.2.2.2 (sectionLst), 2.2.6 (extension uri).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lxml import etree

from whp_deck.office.package import Package
from whp_deck.office.parts import element_of
from whp_deck.office.xml import P14_NS, SECTIONS_URI, attribute, clean, drop, extension_list, guid, p

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


def forget_slides(package: Package, slide_ids: Iterable[int]) -> None:
    """Take slides out of their sections; empty sections stay, as PowerPoint keeps them."""
    gone = {str(slide_id) for slide_id in slide_ids}
    for element in list(element_of(package.deck).iter(_SLIDE)):
        if element.get("id") in gone:
            drop(element)


def read_sections(package: Package) -> list[tuple[str, list[int]]]:
    """The sections with their slide ids, in order."""
    return [
        (attribute(section, "name"), [int(attribute(one, "id", "0")) for one in section.iter(_SLIDE)])
        for section in element_of(package.deck).iter(_SECTION)
    ]
