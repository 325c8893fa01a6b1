"""Gate rules about the presentation: slide list, ids, masters, sections, custom shows, size.

In: a `PackageView`. Out: faults. Must not look into the shapes of slides.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.parts.slide import SlidePart

from whp_deck.office.gate_view import Fault, PackageView, Rule, target
from whp_deck.office.relationships import relationships_of
from whp_deck.office.sections import identified_sections, read_sections
from whp_deck.office.units import EMU_PER_INCH
from whp_deck.office.xml import P14_NS, R_ID, attribute, p
from whp_deck.office.zooms import SLIDE_ZOOM, zooms_of

_GUID = re.compile(r"\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}")
_SLIDE_IDS = range(256, 1 << 31)
_MASTER_IDS = range(1 << 31, 1 << 32)
_SIZES = {"screen4x3": 4 / 3, "screen16x9": 16 / 9, "screen16x10": 16 / 10}
_SIDES = range(EMU_PER_INCH, 56 * EMU_PER_INCH + 1)


def slides_listed(view: PackageView) -> Iterator[Fault]:
    """The slide list and the slide parts are the same, each once: no leftover slide stays in the file."""
    count = Counter(part for _, part in view.listed)
    for part, times in count.items():
        if part is None:
            yield view.package.deck.partname, "the slide list leads nowhere"
        elif times > 1:
            yield part.partname, "is in the slide list more than once"
    for slide in view.slides:
        if slide not in count:
            yield slide.partname, "is in the file but not in the slide list"


def slide_ids_sound(view: PackageView) -> Iterator[Fault]:
    """Slide ids are unique and between 256 and 2147483647."""
    ids = [slide_id for slide_id, _ in view.listed]
    for slide_id, times in Counter(ids).items():
        if times > 1:
            yield view.package.deck.partname, f"slide id {slide_id} occurs {times} times"
        if not slide_id.isdecimal() or int(slide_id) not in _SLIDE_IDS:
            yield view.package.deck.partname, f"slide id “{slide_id}” is out of range"


def slide_names_unique(view: PackageView) -> Iterator[Fault]:
    """No two slides have the same name of their own: Slide.Name must be unique."""
    seen: set[str] = set()
    for part, root in view.drawn.items():
        common = root.find(p("cSld")) if isinstance(part, SlidePart) else None
        name = "" if common is None else attribute(common, "name")
        if name and name in seen:
            yield part.partname, f"another slide has the name “{name}” too"
        seen.add(name)


def master_ids_sound(view: PackageView) -> Iterator[Fault]:
    """Masters and layouts share one space of ids, each used once, from 2147483648 up."""
    found: list[tuple[str, str]] = [
        (view.package.deck.partname, attribute(one, "id")) for one in view.deck.iter(p("sldMasterId"))
    ]
    for master in view.masters:
        found += [(master.partname, attribute(one, "id")) for one in view.roots[master].iter(p("sldLayoutId"))]
    seen: set[str] = set()
    for name, number in found:
        if not number:  # optional in the schema; PowerPoint then gives one
            continue
        if number in seen:
            yield name, f"the id {number} of a master or layout is used twice"
        if not number.isdecimal() or int(number) not in _MASTER_IDS:
            yield name, f"the id “{number}” of a master or layout is out of range"
        seen.add(number)


def masters_listed(view: PackageView) -> Iterator[Fault]:
    """Every master is in the presentation's list."""
    rels = relationships_of(view.package.deck)
    listed = {target(rels, attribute(one, R_ID)) for one in view.deck.iter(p("sldMasterId"))}
    for master in view.masters:
        if master not in listed:
            yield master.partname, "is not in the list of masters"


def layouts_listed(view: PackageView) -> Iterator[Fault]:
    """Every layout is in the list of exactly the master that it names."""
    owners: Counter[object] = Counter()
    for master in view.masters:
        rels = relationships_of(master)
        for entry in view.roots[master].iter(p("sldLayoutId")):
            layout = target(rels, attribute(entry, R_ID))
            owners[layout] += 1
            if layout is not None and master not in view.many(RT.SLIDE_MASTER, layout):
                yield layout.partname, "is listed by a master that it does not name"
    for layout in view.layouts:
        if owners[layout] != 1:
            yield layout.partname, f"is in the lists of {owners[layout]} masters"


def size_sound(view: PackageView) -> Iterator[Fault]:
    """The slide's size is possible, and its type, if any, is that of its proportions."""
    size = view.deck.find(p("sldSz"))
    if size is None:
        yield view.package.deck.partname, "has no slide size"
        return
    width, height = int(attribute(size, "cx", "0")), int(attribute(size, "cy", "0"))
    if width not in _SIDES or height not in _SIDES:
        yield view.package.deck.partname, f"the slide size {width} × {height} is out of range"
        return
    ratio = _SIZES.get(attribute(size, "type"))
    if ratio and abs(ratio - width / height) > 0.01:
        yield view.package.deck.partname, f"the slide size says {attribute(size, 'type')} but is {width} × {height}"


def sections_known(view: PackageView) -> Iterator[Fault]:
    """Sections name only slides that exist."""
    ids = {slide_id for slide_id, _ in view.listed}
    for name, slides in read_sections(view.package):
        for slide_id in slides:
            if str(slide_id) not in ids:
                yield view.package.deck.partname, f"section “{name}” names slide id {slide_id}, which does not exist"


def sections_cover(view: PackageView) -> Iterator[Fault]:
    """Where there are sections, each slide is in exactly one."""
    sections = read_sections(view.package)
    if not sections:
        return
    count = Counter(str(slide_id) for _, slides in sections for slide_id in slides)
    for slide_id, _ in view.listed:
        if count[slide_id] != 1:
            yield view.package.deck.partname, f"slide id {slide_id} is in {count[slide_id]} sections"


def sections_ordered(view: PackageView) -> Iterator[Fault]:
    """Sections follow the slide list."""
    place = {slide_id: number for number, (slide_id, _) in enumerate(view.listed)}
    order = [place[str(one)] for _, slides in read_sections(view.package) for one in slides if str(one) in place]
    if order != sorted(order):
        yield view.package.deck.partname, "the sections are not in the order of the slides"


def sections_named(view: PackageView) -> Iterator[Fault]:
    """Sections have ids of their own, GUIDs in capitals."""
    seen: set[str] = set()
    for section in view.deck.iter(f"{{{P14_NS}}}section"):
        number = attribute(section, "id")
        if number in seen or not _GUID.fullmatch(number):
            yield view.package.deck.partname, f"section “{attribute(section, 'name')}” has the id “{number}”"
        seen.add(number)


def shows_sound(view: PackageView) -> Iterator[Fault]:
    """Custom shows have ids of their own and name listed slides, at least one."""
    rels = relationships_of(view.package.deck)
    seen: set[str] = set()
    for show in view.deck.iter(p("custShow")):
        name = attribute(show, "name")
        if attribute(show, "id") in seen:
            yield view.package.deck.partname, f"two custom shows have the id {attribute(show, 'id')}"
        seen.add(attribute(show, "id"))
        slides = list(show.iter(p("sld")))
        if not slides:
            yield view.package.deck.partname, f"the custom show “{name}” is empty"
        for slide in slides:
            if target(rels, attribute(slide, R_ID)) not in view.listed_parts:
                yield view.package.deck.partname, f"the custom show “{name}” names a slide that is not in the list"


def links_inside_sound(view: PackageView) -> Iterator[Fault]:
    """A link from one slide to another leads to a slide in the list."""
    for part, references in view.references.items():
        rels = relationships_of(part)
        for one in references:
            if not one.element.tag.endswith(("}hlinkClick", "}hlinkMouseOver", "}hlinkHover")):
                continue
            found = target(rels, one.r_id)
            if isinstance(found, SlidePart) and found not in view.listed_parts:
                yield part.partname, f"links to {found.partname}, which is not in the slide list"
            jumps = attribute(one.element, "action").startswith("ppaction://hlinksldjump")
            if jumps and not isinstance(found, SlidePart):
                yield part.partname, f"a jump to a slide leads nowhere ({one.r_id})"


def zooms_sound(view: PackageView) -> Iterator[Fault]:
    """A zoom leads to a slide in the list, or to a section that exists and has a slide."""
    slides = {slide_id for slide_id, _ in view.listed}
    sections = {guid for guid, _, ids in identified_sections(view.package) if ids}
    for part, root in view.holding(b"ZmObj"):
        for zoom in zooms_of(root):
            if zoom.tag == SLIDE_ZOOM:
                if attribute(zoom, "sldId") not in slides:
                    yield part.partname, f"a zoom names slide id {attribute(zoom, 'sldId')}, which does not exist"
            elif attribute(zoom, "sectionId") not in sections:
                yield part.partname, f"a zoom names the section {attribute(zoom, 'sectionId')}, which has no slide"


RULES: tuple[Rule, ...] = (
    slides_listed,
    slide_ids_sound,
    slide_names_unique,
    master_ids_sound,
    masters_listed,
    layouts_listed,
    size_sound,
    sections_known,
    sections_cover,
    sections_ordered,
    sections_named,
    shows_sound,
    links_inside_sound,
    zooms_sound,
)
