"""New words in a slide that exists, in the formatting that stands there; its notes replaced or added to.

In: a slide part and paragraphs. Out: the part, changed where the words stand and nowhere else. Must not touch other
shapes, nor choose words.

The first paragraph of a level lends its bullets and spacing, its first run the letters; a level that the text did not
have before looks as the layout says.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import replace
from typing import Literal

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.parts.slide import NotesSlidePart, SlidePart

from whp_deck.office.made import external_link
from whp_deck.office.notes import notes_body_of
from whp_deck.office.parts import element_of
from whp_deck.office.placeholders import TEXTS, TITLES, placeholder_of, shapes_of
from whp_deck.office.relationships import relationships_of
from whp_deck.office.text import text_of
from whp_deck.office.xml import R_ID, Element, a, attribute, clean, drop, p
from whp_deck.plan import Paragraph, Run


def replace_words(part: SlidePart, slot: Literal["title", "body"], paragraphs: Sequence[Paragraph]) -> bool:
    """Put these paragraphs into the slide's title or main placeholder; False when it has none, and nothing is changed."""
    kinds = TITLES if slot == "title" else TEXTS
    bodies = [
        body
        for shape in shapes_of(element_of(part))
        if shape.tag == p("sp")
        and (ph := placeholder_of(shape)) is not None
        and attribute(ph, "type", "obj") in kinds
        and (body := shape.find(p("txBody"))) is not None
    ]
    if not bodies:
        return False
    filled = [body for body in bodies if text_of(body).strip()]
    rewrite((filled or bodies)[0], paragraphs, lambda address: external_link(part, address))
    return True


def rewrite(
    body: Element, paragraphs: Sequence[Paragraph], link: Callable[[str], str], *, append: bool = False
) -> None:
    """Write the paragraphs into a text body in the place of its own, or after them."""
    old = list(body.iterchildren(a("p")))
    models: dict[int, Element] = {}
    for one in old:
        properties = one.find(a("pPr"))
        models.setdefault(0 if properties is None else int(properties.get("lvl", "0")), one)
    first = next((run for one in old if (run := _look_of(one)) is not None), None)
    last = old[-1] if old else None
    lowest = min(models, default=0)  # where all stand under a heading's level, so will the new ones
    leveled = [replace(one, level=min(8, one.level + lowest)) for one in paragraphs or (Paragraph(()),)]
    made = [_paragraph(body, one, models.get(one.level), first, link) for one in leveled]
    for one in () if append else old:
        drop(one)
    if append and last is not None and not text_of(body).strip():
        drop(last)  # an empty page of notes begins with what is added
    body.extend(made)


def write_notes(
    part: SlidePart, paragraphs: Sequence[Paragraph], make: Callable[[SlidePart], NotesSlidePart], *, append: bool
) -> None:
    """Write the slide's notes; `make` adds a page of notes to a slide that has none."""
    notes = relationships_of(part).first_of(RT.NOTES_SLIDE)
    body = notes_body_of(element_of(notes)) if isinstance(notes, NotesSlidePart) else None
    if body is None:
        if isinstance(notes, NotesSlidePart):  # a page without a place for words is of no use
            rows = relationships_of(part)
            rows.pop_many([r_id for r_id, one in rows.items() if one.reltype == RT.NOTES_SLIDE])
        notes = make(part)
        body = notes_body_of(element_of(notes))
    assert body is not None
    assert isinstance(notes, NotesSlidePart)
    page = notes
    rewrite(body, paragraphs, lambda address: external_link(page, address), append=append)


def _paragraph(
    body: Element, new: Paragraph, model: Element | None, first: Element | None, link: Callable[[str], str]
) -> Element:
    made = body.makeelement(a("p"))
    properties = None if model is None else model.find(a("pPr"))
    if properties is not None:
        made.append(deepcopy(properties))
    elif new.level:
        etree.SubElement(made, a("pPr"), {"lvl": str(new.level)})
    look = None if model is None else _look_of(model)
    look = first if look is None else look
    for run in new.runs:
        _add_run(made, run, look, link)
    return made


def _add_run(made: Element, run: Run, look: Element | None, link: Callable[[str], str]) -> None:
    for number, line in enumerate(clean(run.text).replace("\v", "\n").split("\n")):
        if number:
            broken = etree.SubElement(made, a("br"))
            if look is not None:
                broken.append(_bare(look, "rPr"))
        element = etree.SubElement(made, a("r"))
        properties = _bare(look, "rPr") if look is not None else etree.SubElement(element, a("rPr"))
        element.insert(0, properties)
        if run.bold:
            properties.set("b", "1")
        if run.italic:
            properties.set("i", "1")
        if run.link:
            etree.SubElement(properties, a("hlinkClick"), {R_ID: link(run.link)})
        etree.SubElement(element, a("t")).text = line


def _look_of(paragraph: Element) -> Element | None:
    """How the letters of the paragraph's first run are set; of an empty one, how they would be."""
    run = next(paragraph.iterchildren(a("r"), a("fld")), None)
    return paragraph.find(a("endParaRPr")) if run is None else run.find(a("rPr"))


def _bare(look: Element, name: str) -> Element:
    """The look under another name, without links: they belong to the old words."""
    made = look.makeelement(a(name))
    for key, value in look.items():
        made.set(key, value)
    made.extend(deepcopy(one) for one in look if one.tag not in (a("hlinkClick"), a("hlinkMouseOver"), a("extLst")))
    return made
