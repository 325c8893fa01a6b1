"""What concerns a merged file as a whole: sections, footers, colors, properties; and how a conflict is marked.

In: the merged package and what was built and is given today. Out: the package, changed only where something differs.
Must not decide about slides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part
from pptx.parts.slide import SlideLayoutPart, SlideMasterPart, SlidePart

from whp_deck.office.notes import notes_body_of
from whp_deck.office.package import Package
from whp_deck.office.parts import element_of
from whp_deck.office.placeholders import TITLES, placeholder_of, shapes_of
from whp_deck.office.relationships import relationships_of
from whp_deck.office.sections import read_sections, write_sections
from whp_deck.office.slide_list import slide_parts
from whp_deck.office.stamp import Manifest, color_scheme, colors_of, theme_part
from whp_deck.office.text import text_of
from whp_deck.office.xml import Element, a, clean, descend, p, parse, serialize


def mark_conflict(part: SlidePart, title: str, notes: str) -> None:
    """Say on a slide, in its title and before its notes, that it is the configuration's side of a conflict."""
    for shape in shapes_of(element_of(part)):
        ph = placeholder_of(shape)
        if ph is not None and ph.get("type") in TITLES:
            body = shape.find(p("txBody"))
            if body is not None:
                _retitle(body, title.format(title=text_of(body).replace("\n", " ")))
    page = relationships_of(part).first_of(RT.NOTES_SLIDE)
    body = None if page is None else notes_body_of(element_of(page))
    if body is not None:
        first = body.find(a("p"))
        paragraph = body.makeelement(a("p"))
        run = etree.SubElement(paragraph, a("r"))
        etree.SubElement(run, a("rPr"), {"lang": _language(body), "b": "1"})
        etree.SubElement(run, a("t")).text = clean(notes)
        body.insert(len(body) if first is None else body.index(first), paragraph)


def _retitle(body: Element, words: str) -> None:
    """One run with these words, in the look of the first."""
    paragraphs = body.findall(a("p"))
    runs = [run for one in paragraphs for run in one.findall(a("r"))]
    if not runs:
        return
    text = runs[0].find(a("t"))
    if text is None:
        return
    text.text = clean(words)
    keep = runs[0].getparent()
    for paragraph in paragraphs:
        if paragraph is not keep:
            body.remove(paragraph)
    if keep is not None:
        for child in list(keep):
            if child is not runs[0] and child.tag in (a("r"), a("br"), a("fld")):
                keep.remove(child)


def _language(body: Element) -> str:
    return next((str(one.get("lang")) for one in body.iter(a("rPr"), a("endParaRPr")) if one.get("lang")), "en-US")


def settle_sections(package: Package, names: Sequence[tuple[int, str]]) -> None:
    """Sections of these names, as (slide id, name) in order; written only when they differ from those that there are."""
    wanted: list[tuple[str, list[int]]] = []
    for slide_id, name in names:
        if not wanted or not _continues(name, [one for one, _ in wanted]):
            wanted.append((name, []))
        wanted[-1][1].append(slide_id)
    wanted = [one for one in wanted if one[0]]
    if wanted and [one for one in read_sections(package) if one[1]] != wanted:
        write_sections(package, wanted)


def _continues(name: str, before: Sequence[str]) -> bool:
    """Whether a slide of that section belongs to the last one: also where that is a later part, which has a number."""
    return before[-1] == name or (name in before and bare_section(before[-1]) == name)


def bare_section(name: str) -> str:
    """A section's name without the number that tells it from another part of the same section."""
    return re.sub(r" \(\d+\)$", "", name)


def settle_footers(package: Package, was: str, now: str) -> None:
    """New words at the foot of every slide that still has the old ones."""
    if not was or not now or was == now:
        return
    for part in slide_parts(package).values():
        for shape in shapes_of(element_of(part)):
            ph, body = placeholder_of(shape), shape.find(p("txBody"))
            if ph is not None and ph.get("type") == "ftr" and body is not None and text_of(body).strip() == was:
                _retitle(body, now)


def settle_deck(package: Package, fresh: Package, was: Manifest, now: Manifest) -> None:
    """Properties as the configuration gives them; its colors where it changed them and no person did."""
    ours, own = (one.relationships.first_of(RT.CORE_PROPERTIES) for one in (fresh, package))
    if ours is not None and own is not None:
        _put_bytes(own, ours.blob)
    if now.colors != was.colors and colors_of(package) == was.colors:
        theme, scheme = theme_part(package), color_scheme(fresh)
        root = None if theme is None else parse(theme.blob)
        old = descend(root, a("themeElements"), a("clrScheme"))
        parent = None if old is None else old.getparent()
        if theme is not None and root is not None and old is not None and parent is not None and scheme is not None:
            parent.replace(old, deepcopy(scheme))
            _put_bytes(theme, serialize(root))


def mend_shape_ids(package: Package) -> None:
    """LibreOffice numbers the shapes of a master from 0 on and some of them twice; PowerPoint wants each id once, from 1."""
    for part in package.iter_parts():
        if not isinstance(part, SlideMasterPart | SlideLayoutPart):
            continue
        root = element_of(part)
        shapes = list(root.iter(p("cNvPr")))
        seen: set[str] = set()
        highest = max((int(one.get("id", "0")) for one in shapes), default=0)
        for one in shapes:
            if one.get("id", "0") == "0" or one.get("id") in seen:
                highest += 1
                one.set("id", str(highest))
            seen.add(str(one.get("id")))


def _put_bytes(part: Part, data: bytes) -> None:
    if hasattr(part, "_element"):
        part._element = parse(data)
    elif part.blob != data:
        part.blob = data
