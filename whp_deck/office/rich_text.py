"""Words of a finished slide or page of notes as paragraphs and runs, as authors' Markdown would have given them.

In: a part and a text body in it. Out: `plan.Paragraph`s. Must not change anything. The way back of `office.text`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pptx.opc.package import Part

from whp_deck.office.relationships import relationships_of
from whp_deck.office.text import Level
from whp_deck.office.xml import R_ID, Element, a, attribute
from whp_deck.plan import ListMarker, Paragraph, Run


def read_paragraphs(part: Part, body: Element, levels: Sequence[Level] = ()) -> tuple[Paragraph, ...]:
    """The paragraphs that hold text. `levels` are what the body inherits: whether its paragraphs have bullets."""
    found = []
    for element in body.iterchildren(a("p")):
        runs = _joined(list(_runs(part, element)))
        if not "".join(run.text for run in runs).strip():
            continue
        properties = element.find(a("pPr"))
        number = 0 if properties is None else int(properties.get("lvl", "0"))
        inherited = (levels[number].marker or None) if number < len(levels) else None
        found.append(Paragraph(runs, number, _marker(properties, inherited)))
    return tuple(found)


def _marker(properties: Element | None, inherited: ListMarker | None) -> ListMarker | None:
    for child in () if properties is None else properties:
        if child.tag == a("buNone"):
            return None
        if child.tag == a("buAutoNum"):
            return "number"
        if child.tag in (a("buChar"), a("buBlip")):
            return "bullet"
    return inherited


def _runs(part: Part, paragraph: Element) -> Iterator[Run]:
    for child in paragraph:
        if child.tag == a("br"):
            yield Run(" ")
        elif child.tag in (a("r"), a("fld")):
            properties = child.find(a("rPr"))
            link = None if properties is None else properties.find(a("hlinkClick"))
            address = "" if link is None else _address(part, attribute(link, R_ID))
            on = [properties is not None and properties.get(name) in ("1", "true") for name in ("b", "i")]
            yield Run(child.findtext(a("t")) or "", on[0], on[1], address)


def _address(part: Part, r_id: str) -> str:
    relationship = relationships_of(part).find(r_id) if r_id else None
    return relationship.target_ref if relationship is not None and relationship.is_external else ""


def _joined(runs: Sequence[Run]) -> tuple[Run, ...]:
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        if last is not None and (last.bold, last.italic, last.link) == (run.bold, run.italic, run.link):
            joined[-1] = Run(last.text + run.text, run.bold, run.italic, run.link)
        elif run.text:
            joined.append(run)
    return tuple(joined)
