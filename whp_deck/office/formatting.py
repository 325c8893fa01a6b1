"""What was formatted by hand on a shape or a slide, as short digests: the same formatting has the same digest.

In: a slide part and its shapes. Out: digests, "" where nothing was formatted. Must not judge how anything looks in the
end.

Left out is what PowerPoint writes by itself: how far a text is shrunk, spelling marks, languages; and bullets with
their margins, which we write as the layout needs them, so that another layout would be another look.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from pptx.opc.package import Part

from whp_deck.office.placeholders import properties_of
from whp_deck.office.relationships import relationships_of
from whp_deck.office.xml import R_EMBED, R_ID, R_NS, Element, a, attribute, descend, p

_LETTERS = ("b", "i", "u", "strike", "baseline", "sz", "cap")
_LETTER_ELEMENTS = (a("solidFill"), a("gradFill"), a("highlight"), a("latin"))
_FILLS = (a("noFill"), a("solidFill"), a("gradFill"), a("blipFill"), a("pattFill"), a("ln"))
TURNS = ("rot", "flipH", "flipV")


def look_of(part: Part, shape: Element) -> str:
    """Of letters, links and paragraphs; of fill, line, turning and cropping; whether the shape is switched off."""
    found = [
        *_apart(_letters(part, run) for run in shape.iter(a("rPr"))),
        *_apart(f"set {one.get('algn')}" if "algn" in one.attrib else "" for one in shape.iter(a("pPr"))),
    ]
    own = shape.find(p("spPr"))
    if own is not None:
        found += [_bare(child) for child in own.iterchildren(*_FILLS)]
        found += _attributes(own.find(a("xfrm")), TURNS)
    crop = descend(shape, p("blipFill"), a("srcRect"))
    found += [] if crop is None or not crop.attrib else [_bare(crop)]
    found += _attributes(properties_of(shape), ("hidden",))
    return _digest("|".join(found))


def background_of(part: Part, root: Element) -> str:
    """Of the background that a slide has for itself, with the picture in it."""
    own = descend(root, p("cSld"), p("bg"))
    if own is None:
        return ""
    pictures = [
        str(getattr(found.target_part, "sha1", ""))
        for one in own.iter(a("blip"))
        if (found := relationships_of(part).find(one.get(R_EMBED, ""))) is not None and not found.is_external
    ]
    return _digest(" ".join([_bare(own), *pictures]))


def _letters(part: Part, run: Element) -> str:
    one = " ".join(f"{key}={run.get(key)}" for key in _LETTERS if run.get(key) is not None)
    if len(run):
        one += " ".join(_bare(child) for child in run.iterchildren(*_LETTER_ELEMENTS))
        link = run.find(a("hlinkClick"))
        if link is not None:
            leads = relationships_of(part).find(attribute(link, R_ID))
            place = leads.target_ref if leads is not None and leads.is_external else attribute(link, "action")
            one += f" leads to {place}"
    return one


def _attributes(element: Element | None, names: tuple[str, ...]) -> list[str]:
    return [] if element is None else [f"{name}={element.get(name)}" for name in names if element.get(name, "0") != "0"]


def _apart(looks: Iterator[str]) -> Iterator[str]:
    """Without those of nothing, and neighbors of one look as one."""
    last = ""
    for one in looks:
        if one and one != last:
            yield one
            last = one


def _bare(element: Element) -> str:
    """Names and attributes of an element and what is in it, without namespaces, relationships and extensions."""
    inner = [one for one in element.iter() if isinstance(one.tag, str)]
    return ";".join(f"{one.tag.rpartition('}')[2]}{_own(one)}" for one in inner)


def _own(element: Element) -> list[tuple[str, str]]:
    return sorted(
        (str(key), str(value)) for key, value in element.attrib.items() if not str(key).startswith(f"{{{R_NS}}}")
    )


def _digest(words: str) -> str:
    return hashlib.sha1(words.encode(), usedforsecurity=False).hexdigest()[:8] if words else ""
