"""Takes what one shape looks like over into another: where it stands, how it is turned, what of its picture shows.

In: two elements. Out: the second, changed. Must not know slides or relationships.
"""

from __future__ import annotations

from copy import deepcopy

from whp_deck.office.formatting import TURNS
from whp_deck.office.xml import Element, a, descend, p


def take_attribute(source: Element, into: Element, name: str) -> bool:
    value = source.get(name)
    if value is None:
        into.attrib.pop(name, "")
    else:
        into.set(name, value)
    return True


def take_place(source: Element, into: Element) -> bool:
    """`a:xfrm` of shapes and groups, `p:xfrm` of tables; none = the layout's."""
    for holder in ("spPr", "grpSpPr"):
        before, after = source.find(p(holder)), into.find(p(holder))
        if after is None:
            continue
        old, new = after.find(a("xfrm")), None if before is None else before.find(a("xfrm"))
        if old is not None:
            after.remove(old)
        if new is not None:
            after.insert(0, deepcopy(new))
        return True
    old, new = into.find(p("xfrm")), source.find(p("xfrm"))
    if old is None or new is None:
        return False
    into.replace(old, deepcopy(new))
    return True


def take_turn(source: Element, into: Element) -> None:
    """Who turns a shape says where it stands, too: where `into` leaves that to its layout, it comes along."""
    before, after = (descend(shape, p("spPr"), a("xfrm")) for shape in (source, into))
    if before is None:
        return
    if after is not None:
        for name in TURNS:
            take_attribute(before, after, name)
    elif any(name in before.attrib for name in TURNS):
        take_place(source, into)


def take_crop(before: Element | None, after: Element | None) -> None:
    """`a:srcRect` stands behind the picture (ECMA-376 part 1, 20.1.8.14)."""
    if before is None or after is None:
        return
    for one in after.findall(a("srcRect")):
        after.remove(one)
    crop, blip = before.find(a("srcRect")), after.find(a("blip"))
    if crop is not None:
        after.insert(0 if blip is None else after.index(blip) + 1, deepcopy(crop))


def place_of_fit(properties: Element) -> int:
    """`a:prstTxWarp` comes before the autofit, everything else after it (ECMA-376 part 1, 21.1.2.1.1)."""
    warp = properties.find(a("prstTxWarp"))
    return 0 if warp is None else properties.index(warp) + 1
