"""Points stay points where a copied slide takes another layout.

In: a text in its new placeholder, the old one and the new. Out: the text's levels and bullets, changed where needed. Must not touch
words.

Some layouts, our columns among them, have a heading on the first level and the text under it; there two lists of somebody
else's deck would be two headings in bold.
"""

from __future__ import annotations

from pptx.opc.package import Part

from whp_deck.office.parts import element_of
from whp_deck.office.placeholders import Placeholder, placeholder_of, shapes_of
from whp_deck.office.text import LEVELS, give_marker
from whp_deck.office.xml import Element, a, attribute, descend, p

_OWN = tuple(a(name) for name in ("buNone", "buChar", "buAutoNum", "buBlip"))


def keep_points(shape: Element, had: Placeholder | None, layout: Part, seat: Placeholder) -> None:
    """Where the old placeholder's first level has a bullet and the seat's is a heading, everything goes one level down.

    A level that has no bullet there gets one.
    """
    body = shape.find(p("txBody"))
    if body is None or had is None or not had.levels[0].marker or seat.levels[0].marker:
        return
    down = 1 if _is_heading(layout, seat) else 0
    for paragraph in body.iterchildren(a("p")):
        properties = paragraph.find(a("pPr"))
        if properties is None:
            properties = paragraph.makeelement(a("pPr"))
            paragraph.insert(0, properties)
        old = min(LEVELS - 1, int(attribute(properties, "lvl", "0")))
        new = min(LEVELS - 1, old + down)
        if new:
            properties.set("lvl", str(new))
        marker = had.levels[old].marker
        if marker and not seat.levels[new].marker and not any(properties.find(name) is not None for name in _OWN):
            give_marker(properties, marker, new, seat.levels[new])


def _is_heading(layout: Part, seat: Placeholder) -> bool:
    """Whether the seat's first level is set in bold, and the second is not."""
    for shape in shapes_of(element_of(layout)):
        ph = placeholder_of(shape)
        if ph is not None and attribute(ph, "idx", "0") == seat.attributes.get("idx", "0"):
            letters = [descend(shape, p("txBody"), a("lstStyle"), a(f"lvl{n}pPr"), a("defRPr")) for n in (1, 2)]
            bold = [one is not None and attribute(one, "b") in ("1", "true") for one in letters]
            return bold == [True, False]
    return False
