"""Gives shapes that share an id, or have none, an id of their own.

In: a slide, layout, master or page of notes as decks of years have them. Out: the same with unique ids. Must not touch
whatever refers to an id: animations and connectors mean the first shape that has it, and it keeps it.

PowerPoint repairs such a file in silence; a strict reader refuses it. What is written twice (`office.alternates`) has one
id on purpose, and the picture for older programs follows its shape.
"""

from __future__ import annotations

from collections.abc import Iterator

from pptx.opc.package import Part, XmlPart

from whp_deck.office.alternates import ALTERNATES, FALLBACK
from whp_deck.office.parts import element_of
from whp_deck.office.xml import P14_NS, Element, attribute, p

_HIGHEST = (1 << 32) - 1
_PROPERTIES = (p("cNvPr"), f"{{{P14_NS}}}cNvPr")  # ink has its own (MS-PPTX 2.2.1)


def part_twin_ids(part: Part) -> int:
    """Part the twins on whatever has shapes; gives how many shapes got a new id."""
    if not isinstance(part, XmlPart) or element_of(part).find(p("cSld")) is None:
        return 0
    root = element_of(part)
    every = list(root.iter(*_PROPERTIES))
    free = _free_ids({int(id) for one in every if _is_id(id := attribute(one, "id"))})
    taken: set[str] = set()
    changed = 0
    for one in every:
        if any(above.tag == FALLBACK for above in one.iterancestors()):
            continue
        id = attribute(one, "id")
        if not _is_id(id) or id in taken:
            new = str(next(free))
            _follow(one, id, new)
            one.set("id", new)
            changed += 1
        taken.add(attribute(one, "id"))
    return changed


def _is_id(id: str) -> bool:
    return id.isascii() and id.isdecimal() and 0 < int(id) <= _HIGHEST


def _free_ids(used: set[int]) -> Iterator[int]:
    """Numbers above those in use; where the last is taken, the gaps."""
    start = max(used, default=0) + 1
    yield from range(start, _HIGHEST + 1)
    yield from (number for number in range(1, start) if number not in used)


def _follow(renamed: Element, old: str, new: str) -> None:
    """The picture that stands for the shape in older programs keeps the id of the shape."""
    around = next(renamed.iterancestors(ALTERNATES), None)
    for fallback in () if around is None else around.iterchildren(FALLBACK):
        for one in fallback.iter(*_PROPERTIES):
            if attribute(one, "id") == old:
                one.set("id", new)
