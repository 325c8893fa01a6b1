"""Deletes, moves and hides slides together with everything that refers to them.

In: an open package and slide ids. Out: the package, changed, and a sentence about everything that was lost with
the slides: links, zooms, places in custom shows, in sections and in Outline view. Must not make slides or save.

A slide is held by more than the slide list: links and zooms on other slides, custom shows, sections, the list of
slides that Outline view last showed. What is left behind keeps the deleted text in the file, or makes PowerPoint
repair it (Open XML SDK documentation, “How to: delete a slide from a presentation”).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.parts.slide import NotesSlidePart, SlidePart

from whp_deck.office.package import Package
from whp_deck.office.parts import element_of
from whp_deck.office.references import LINKS, naming, put_back, root_of
from whp_deck.office.relationships import relationships_of
from whp_deck.office.sections import drop_sections, identified_sections, mend_sections, read_sections
from whp_deck.office.text import title_of
from whp_deck.office.xml import R_ID, R_NS, Element, attribute, drop, p
from whp_deck.office.zooms import mend_zooms

_LUGGAGE = frozenset(
    {
        RT.THUMBNAIL,
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/printerSettings",
        "http://schemas.microsoft.com/office/2016/11/relationships/changesInfo",
        "http://schemas.microsoft.com/office/2015/10/relationships/revisionInfo",
    }
)


def slide_parts(package: Package) -> dict[int, SlidePart]:
    """The slides by id, in the order of the slide list."""
    found = {}
    for entry in package.slide_list:
        relationship = relationships_of(package.deck).find(attribute(entry, R_ID))
        if relationship is not None and isinstance(relationship.target_part, SlidePart):
            found[int(attribute(entry, "id", "0"))] = relationship.target_part
    return found


def remove_all_slides(package: Package) -> None:
    """Empty a template: its slides, sections, custom shows, and what belonged to them (thumbnail, printer settings)."""
    delete_slides(package, list(slide_parts(package)))
    drop_sections(package)
    drop_luggage(package)
    package.forget_names()


def drop_luggage(package: Package) -> None:
    """Take out what belonged to the slides that a presentation had: thumbnail, printer settings, lists of changes."""
    for owner in (package.relationships, relationships_of(package.deck)):
        owner.pop_many([r_id for r_id, one in owner.items() if one.reltype in _LUGGAGE])


def delete_slides(package: Package, slide_ids: Iterable[int]) -> list[str]:
    """Delete these slides. Out: a sentence for each thing elsewhere that had to go with them.

    Raises KeyError for an id that is not in the slide list.
    """
    parts = slide_parts(package)
    ids = list(dict.fromkeys(slide_ids))
    victims = {parts[slide_id] for slide_id in ids}
    if not victims:
        return []
    names: dict[Part, str] = {part: _label(number, part) for number, part in enumerate(parts.values(), 1)}
    lost = _forget_in_presentation(package, victims, names)
    before = read_sections(package)
    mend_sections(package)
    gone = {one.target_part for part in victims for one in part.rels.values() if one.reltype == RT.NOTES_SLIDE}
    deleted = {str(slide_id): names[parts[slide_id]] for slide_id in ids}
    sections = _first_slides(package)
    for part in list(package.iter_parts()):
        if part is package.deck or part in gone or part in victims:
            continue
        if isinstance(part, SlidePart):
            lost += [f"{_where(part, names)}: {what}" for what in mend_zooms(part, deleted, sections)]
        held = {r_id: one.target_part for r_id, one in part.rels.items() if _holds(one, victims)}
        if held:
            lost += [
                f"{_where(part, names)}: {what} {names[target]} was removed" for what, target in _unlink(part, held)
            ]
    emptied = {name for name, slides in before if slides} - {name for name, slides in read_sections(package) if slides}
    lost += [f"the section “{name}” has no slide left" for name, _ in before if name in emptied]
    renumber(package)
    return lost


def move_slides(package: Package, slide_ids: Sequence[int]) -> None:
    """Put the slides in this order; slides that are not named stay after their present predecessor.

    Raises KeyError for an id that is not in the slide list.
    """
    listed = package.slide_list
    entries = {int(attribute(entry, "id", "0")): entry for entry in listed}
    wanted = [entries[slide_id] for slide_id in dict.fromkeys(slide_ids)]
    named = set(slide_ids)
    followers: dict[Element | None, list[Element]] = {}
    leader: Element | None = None
    for slide_id, entry in entries.items():
        if slide_id in named:
            leader = entry
        else:
            followers.setdefault(leader, []).append(entry)
    for entry in (*followers.get(None, ()), *(one for lead in wanted for one in (lead, *followers.get(lead, ())))):
        listed.append(entry)
    mend_sections(package)
    renumber(package)


def hide(package: Package, slide_id: int, *, hidden: bool = True) -> None:
    """Leave the slide out of the show, or show it again. Raises KeyError for an unknown id."""
    element = element_of(slide_parts(package)[slide_id])
    if hidden:
        element.set("show", "0")
    else:
        element.attrib.pop("show", "")


def renumber(package: Package) -> None:
    """Name the slide parts slide1.xml, slide2.xml … in the order of the list; parts off the list keep their names."""
    listed = list(slide_parts(package).values())
    package.forget_names()
    package.release_names(part.partname for part in listed)
    for part in listed:
        part.partname = PackURI(package.next_partname("/ppt/slides/slide%d.xml"))


def _first_slides(package: Package) -> dict[str, tuple[str, SlidePart | None]]:
    """Name and first slide of every section by its GUID."""
    parts = slide_parts(package)
    return {
        guid: (name, parts.get(slides[0]) if slides else None) for guid, name, slides in identified_sections(package)
    }


def _holds(relationship: object, victims: set[SlidePart]) -> bool:
    target = getattr(relationship, "_target", None)
    return target in victims


def _forget_in_presentation(package: Package, victims: set[SlidePart], names: dict[Part, str]) -> list[str]:
    """`p:sldIdLst` and `p:custShowLst` both name slides by relationship; a custom show without slides goes too."""
    root = element_of(package.deck)
    relationships = relationships_of(package.deck)
    held = {r_id: one.target_part for r_id, one in relationships.items() if _holds(one, victims)}
    for entry in list(package.slide_list):
        if entry.get(R_ID) in held:
            drop(entry)
    lost: list[str] = []
    emptied: set[str] = set()
    shows = root.find(p("custShowLst"))
    for show in () if shows is None else list(shows):
        gone = [one for one in show.iter(p("sld")) if one.get(R_ID) in held]
        for one in gone:
            lost.append(f"the custom show “{attribute(show, 'name')}” lost {names[held[attribute(one, R_ID)]]}")
            drop(one)
        if gone and next(show.iter(p("sld")), None) is None:
            lost.append(f"the custom show “{attribute(show, 'name')}” was removed: none of its slides is left")
            emptied.add(attribute(show, "id"))
            drop(show)
    if shows is not None and len(shows) == 0:
        root.remove(shows)
    relationships.pop_many(held)
    _mend_show_settings(package, emptied)
    return lost


def _mend_show_settings(package: Package, emptied: Collection[str]) -> None:
    """`p:showPr` may name a custom show that has gone, or a range of slides that no longer exists."""
    part = relationships_of(package.deck).first_of(RT.PRES_PROPS)
    root = None if part is None else root_of(part)
    settings = None if root is None else root.find(p("showPr"))
    if part is None or root is None or settings is None:
        return
    count = len(package.slide_list)
    changed = False
    for element in list(settings):
        stale_show = element.tag == p("custShow") and attribute(element, "id") in emptied
        if stale_show or (element.tag == p("sldRg") and int(attribute(element, "end", "0")) > count):
            settings.replace(element, settings.makeelement(p("sldAll")))
            changed = True
    if changed:
        put_back(part, root)


def _unlink(part: Part, held: dict[str, Part]) -> list[tuple[str, Part]]:
    """Take out whatever in the part names these relationships, then the relationships. Out: what went, and its target."""
    taken: list[tuple[str, Part]] = []
    root = root_of(part)
    if root is not None:
        for element in naming(root, held):
            r_id = next(str(value) for key, value in element.items() if str(key).startswith(f"{{{R_NS}}}"))
            if element.tag in LINKS:
                taken.append(("the link to", held[r_id]))
            elif part.content_type == CT.PML_VIEW_PROPS:
                taken.append(("the place of", held[r_id]))
            drop(element)
        put_back(part, root)
    relationships_of(part).pop_many(held)
    return taken


def _where(part: Part, names: dict[Part, str]) -> str:
    if isinstance(part, NotesSlidePart):
        owner = relationships_of(part).first_of(RT.SLIDE)
        return f"the notes of {names[owner]}" if owner is not None and owner in names else "some notes"
    if isinstance(part, SlidePart):
        return names.get(part, "a slide outside the list")
    if part.content_type == CT.PML_VIEW_PROPS:
        return "Outline view"
    return part.partname.rpartition("/")[2].removesuffix(".xml")


def _label(number: int, part: SlidePart) -> str:
    title = title_of(element_of(part))
    return f"slide {number} “{title}”" if title else f"slide {number}"
