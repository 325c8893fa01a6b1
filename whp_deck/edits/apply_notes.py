"""Takes the notes of one slide over into another, whole or line by line.

In: two slide parts of one package. Out: the second, changed. Must not decide what is taken.
"""

from __future__ import annotations

from copy import deepcopy

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.parts.slide import NotesSlidePart, SlidePart

from whp_deck.office.notes import notes_body_of
from whp_deck.office.parts import element_of
from whp_deck.office.references import all_named
from whp_deck.office.relationships import relationships_of
from whp_deck.office.xml import R_NS, Element, a


def find_note(part: SlidePart, words: str) -> Element | None:
    """The paragraph of the slide's notes that says these words."""
    body = _notes_of(part)
    found = () if body is None or not words else body.findall(a("p"))
    return next(
        (one for one in found if " ".join("".join(t.text or "" for t in one.iter(a("t"))).split()) == words), None
    )


def put_note(part: SlidePart, paragraph: Element | None, instead: str) -> bool:
    """Put a paragraph into the slide's notes: in the place of the one that says `instead`, or first. None takes that one out.

    Whether there are notes to put it into.
    """
    body = _notes_of(part)
    if body is None:
        return False
    old = find_note(part, instead)
    first = body.find(a("p"))
    if paragraph is not None and old is not None:
        body.replace(old, deepcopy(paragraph))
    elif paragraph is not None:
        body.insert(len(body) if first is None else body.index(first), deepcopy(paragraph))
    elif old is not None and len(body.findall(a("p"))) > 1:
        body.remove(old)
    elif old is not None:
        body.replace(old, body.makeelement(a("p")))
    return True


def take_notes(source: SlidePart, into: SlidePart) -> bool:
    """The notes' paragraphs; a slide that has lost its page of notes gets the other's."""
    theirs, own = (relationships_of(part).first_of(RT.NOTES_SLIDE) for part in (source, into))
    if not isinstance(theirs, NotesSlidePart):
        return False
    if not isinstance(own, NotesSlidePart):
        rows = relationships_of(source)
        rows.pop_many([r_id for r_id, one in rows.items() if one.reltype == RT.NOTES_SLIDE])
        relationships_of(into).add(RT.NOTES_SLIDE, theirs)
        lead_back(theirs, into)
        return True
    old, new = notes_body_of(element_of(own)), notes_body_of(element_of(theirs))
    if old is None or new is None:
        return False
    rows, others = relationships_of(own), relationships_of(theirs)
    named = all_named(element_of(own))
    for paragraph in old.findall(a("p")):
        old.remove(paragraph)
    for paragraph in new.findall(a("p")):
        copy = deepcopy(paragraph)
        for one in copy.iter():
            for key, value in list(one.attrib.items()):
                relationship = others.find(str(value)) if str(key).startswith(f"{{{R_NS}}}") else None
                if relationship is not None:
                    one.set(key, rows.add(relationship.reltype, relationship._target))
        old.append(copy)
    if old.find(a("p")) is None:
        etree.SubElement(old, a("p"))
    rows.pop_many(named - all_named(element_of(own)))
    return True


def _notes_of(part: SlidePart) -> Element | None:
    page = relationships_of(part).first_of(RT.NOTES_SLIDE)
    return None if page is None else notes_body_of(element_of(page))


def lead_back(notes: NotesSlidePart, slide: SlidePart) -> None:
    rows = relationships_of(notes)
    for r_id, one in list(rows.items()):
        if one.reltype == RT.SLIDE:
            rows.pop(r_id)
            rows.put(r_id, RT.SLIDE, slide)
            return
    rows.add(RT.SLIDE, slide)
