"""Zooms, the pictures of a slide or a section that lead there: found by id, and mended when slides go.

In: a slide part, and what was deleted. Out: the part, changed, and a sentence for each zoom that was lost. Must not
delete slides, or touch other links.

A zoom names its slide by the slide's id, its section by the section's GUID (MS-PPTX 2.2.13 to 2.2.15); only the picture
for older programs beside it, if there is one, has a relationship. What looks for relationships alone passes it over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.parts.slide import SlidePart

from whp_deck.office.alternates import FALLBACK, wrapping
from whp_deck.office.parts import element_of
from whp_deck.office.references import all_named
from whp_deck.office.relationships import relationships_of, target_of
from whp_deck.office.xml import R_ID, Element, a, attribute, drop, p

_NAMESPACE = "{{http://schemas.microsoft.com/office/powerpoint/2016/{}}}{}"
SLIDE_ZOOM = _NAMESPACE.format("slidezoom", "sldZmObj")
SECTION_ZOOM = _NAMESPACE.format("sectionzoom", "sectionZmObj")
SUMMARY_ZOOM = _NAMESPACE.format("summaryzoom", "summaryZmObj")
_SHAPES = (p("graphicFrame"), p("sp"), p("pic"), p("grpSp"))


def zooms_of(root: Element) -> Iterator[Element]:
    """The objects that name a slide (`sldId`) or a section (`sectionId`); a summary zoom has one for each section."""
    return root.iter(SLIDE_ZOOM, SECTION_ZOOM, SUMMARY_ZOOM)


def mend_zooms(
    part: SlidePart, gone: Mapping[str, str], sections: Mapping[str, tuple[str, SlidePart | None]]
) -> list[str]:
    """Take out the zooms to deleted slides and emptied sections; the picture of a section zoom leads to its new first
    slide.

    `gone`: the deleted slides by id, as people know them. `sections`: (name, first slide) of every section by its GUID.
    """
    lost: list[str] = []
    for zoom in list(zooms_of(element_of(part))):
        if zoom.tag == SLIDE_ZOOM:
            name = gone.get(attribute(zoom, "sldId"))
            if name is not None:
                lost.append(f"the zoom to {name} was removed")
                _take_out(part, zoom)
            continue
        section, first = sections.get(attribute(zoom, "sectionId"), ("", None))
        if section and first is None:
            lost.append(f"the zoom to the section “{section}” was removed")
            _take_out(part, zoom)
        elif first is not None:
            _lead_to(part, zoom, first)
    return lost


def follow_copies(part: SlidePart, copies: Mapping[str, int]) -> int:
    """On a copied slide, let zooms lead to the copies of their slides (old id → new id); gives how many had to go.

    A section is not copied, so zooms to sections go.
    """
    taken = 0
    for zoom in list(zooms_of(element_of(part))):
        copy = copies.get(attribute(zoom, "sldId")) if zoom.tag == SLIDE_ZOOM else None
        if copy is not None:
            zoom.set("sldId", str(copy))
        elif zoom.getparent() is not None:
            _take_out(part, zoom)
            taken += 1
    return taken


def _take_out(part: SlidePart, zoom: Element) -> None:
    """The whole zoom with its picture; of a summary zoom that shows other sections too, its share."""
    whole = _whole(zoom)
    others = [one for one in zooms_of(whole) if one is not zoom]
    taken = [whole]
    if others:
        link = _link_of(zoom)
        picture = None if link is None else next(link.iterancestors(*_SHAPES), None)
        taken = [zoom] if picture is None else [zoom, picture]
    named = set().union(*map(all_named, taken))
    for one in taken:
        drop(one)
    relationships_of(part).pop_many(named - all_named(element_of(part)))


def _lead_to(part: SlidePart, zoom: Element, first: SlidePart) -> None:
    """Old programs follow the picture's link: it leads to the section's first slide."""
    link = _link_of(zoom)
    if link is not None and target_of(part, attribute(link, R_ID)) is not first:
        old = attribute(link, R_ID)
        link.set(R_ID, relationships_of(part).get_or_add(RT.SLIDE, first))
        if old not in all_named(element_of(part)):
            relationships_of(part).pop_many([old])


def _whole(zoom: Element) -> Element:
    """The alternatives that hold the zoom, or its shape where there are none."""
    around = wrapping(zoom)
    if around is None:
        around = next(zoom.iterancestors(*_SHAPES), None)
    return zoom if around is None else around


def _link_of(zoom: Element) -> Element | None:
    """The link of the zoom's own picture among the alternatives: pictures come in the order of the zooms."""
    whole = _whole(zoom)
    fallback = whole.find(FALLBACK)
    links = [] if fallback is None else list(fallback.iter(a("hlinkClick")))
    zooms = list(zooms_of(whole))
    return links[zooms.index(zoom)] if len(links) == len(zooms) else None
