"""Seats the placeholders of a copied slide in its new layout, or fixes them where they stood.

In: the copied slide's XML, its old layout and the new one. Out: the XML, changed. Must not touch texts or relationships.

A placeholder that finds no seat would have no place at all. It becomes an ordinary shape that says itself what it
inherited before: its place, its text styles level by level, how its text is anchored.
"""

from __future__ import annotations

from collections.abc import Sequence

from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part

from whp_deck.office.copy_layouts import group_of
from whp_deck.office.copy_looks import write_looks, write_styles
from whp_deck.office.copy_points import keep_points
from whp_deck.office.layouts import placeholders_of
from whp_deck.office.package import Package
from whp_deck.office.parts import element_of
from whp_deck.office.placeholders import SERVICE, Box, Placeholder, family, placeholder_of, properties_of, shapes_of
from whp_deck.office.relationships import relationships_of
from whp_deck.office.timing import forget_shape
from whp_deck.office.xml import Element, a, attribute, descend, drop, fragment, p

_NOT_TEXT = frozenset({p("pic"), p("graphicFrame")})
_TAKES_OBJECTS = frozenset({"obj", "pic", "tbl", "chart", "dgm", "media", "clipArt"})
_CARRIED = ("type", "orient", "sz", "idx")


def seat_placeholders(source: Package, old: Part | None, into: Package, new: Part, root: Element) -> None:
    """Give each placeholder of the slide `root` a place in the layout `new`, or the look that it had under `old`."""
    offered = list(placeholders_of(into, new))
    moving = [(shape, ph) for shape in shapes_of(root) if (ph := placeholder_of(shape)) is not None]
    waiting: list[tuple[Element, Element]] = []
    for shape, ph in moving:
        seat = _seat(shape, [one for one in offered if one.attributes.get("idx", "0") == ph.get("idx", "0")])
        if seat is not None and _kind(ph) == seat.kind:
            offered.remove(seat)
            keep_points(shape, None if old is None else _offer(source, old, ph), new, seat)
        else:
            waiting.append((shape, ph))
    for shape, ph in waiting:
        seat = _seat(shape, offered)
        if seat is None:
            _settle(source, old, shape, ph)
            continue
        offered.remove(seat)
        keep_points(shape, None if old is None else _offer(source, old, ph), new, seat)
        for name in _CARRIED:
            if name in ph.attrib:
                del ph.attrib[name]
        for name in _CARRIED:
            if seat.attributes.get(name):
                ph.set(name, seat.attributes[name])


def _offer(package: Package, layout: Part, ph: Element) -> Placeholder | None:
    """The layout's placeholder from which the slide's inherits."""
    idx = attribute(ph, "idx", "0")
    return next((one for one in placeholders_of(package, layout) if one.attributes.get("idx", "0") == idx), None)


def drop_service(root: Element) -> None:
    """The old deck's footer, date and slide number: the new deck has its own, and two on one spot are not readable."""
    for shape in [one for one in shapes_of(root) if (ph := placeholder_of(one)) is not None and _kind(ph) in SERVICE]:
        properties = properties_of(shape)
        if properties is not None:
            forget_shape(root, attribute(properties, "id"))
        drop(shape)


def _kind(ph: Element) -> str:
    return attribute(ph, "type", "obj")


def _seat(shape: Element, offered: Sequence[Placeholder]) -> Placeholder | None:
    """The first free placeholder that suits: of the very kind, else of one that can stand in for it."""
    ph = placeholder_of(shape)
    kind = "obj" if ph is None else _kind(ph)
    if shape.tag in _NOT_TEXT:
        offered = [one for one in offered if one.kind in _TAKES_OBJECTS]
    same = [one for one in offered if one.kind == kind]
    alike = [one for one in offered if group_of(one.kind) == group_of(kind)]
    return next(iter(same or alike), None)


def _settle(source: Package, old: Part | None, shape: Element, ph: Element) -> None:
    """Make an ordinary shape of a placeholder: what it inherited is written on it."""
    above = _inherited(old, ph)
    if shape.tag == p("sp") and not _has_text(shape) and not _is_animated(shape):
        drop(shape)  # an empty placeholder shows nothing; an empty text box would be rubbish on the slide
        return
    properties = shape.find(p("spPr"))
    if properties is not None and shape.tag != p("graphicFrame"):
        write_looks(properties, [found for one in above if (found := one.find(p("spPr"))) is not None])
        if descend(properties, a("xfrm")) is None:
            properties.insert(0, _transform(_somewhere(source, old, ph)))
        if properties.find(a("prstGeom")) is None and properties.find(a("custGeom")) is None:
            properties.insert(1, fragment('<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'))
    body = shape.find(p("txBody"))
    if body is not None:
        write_styles(body, old, ph, above)
    if _kind(ph) not in SERVICE:  # a footer stays one: its words change with the others’
        drop(ph)


def _inherited(old: Part | None, ph: Element) -> list[Element]:
    """The layout's and the master's shapes above the placeholder, the nearest first."""
    if old is None:
        return []
    found: list[Element] = []
    for shape in shapes_of(element_of(old)):
        mark = placeholder_of(shape)
        if mark is not None and attribute(mark, "idx", "0") == attribute(ph, "idx", "0"):
            found.append(shape)
            break
    else:
        same = [one for one in shapes_of(element_of(old)) if _is_family(one, ph)]
        found += same[:1] if family(_kind(ph)) != "body" else []
    master = relationships_of(old).first_of(RT.SLIDE_MASTER)
    if master is not None:
        found += [one for one in shapes_of(element_of(master)) if _is_family(one, ph)][:1]
    return found


def _is_family(shape: Element, ph: Element) -> bool:
    mark = placeholder_of(shape)
    return mark is not None and family(_kind(mark)) == family(_kind(ph))


def _somewhere(source: Package, old: Part | None, ph: Element) -> Box:
    """A place for an orphan, for which no layout says one: where the layout has its text, else the middle."""
    boxes = [] if old is None else [one for one in placeholders_of(source, old) if one.box is not None]
    same = [one.box for one in boxes if family(one.kind) == family(_kind(ph))]
    size = element_of(source.deck).find(p("sldSz"))
    width, height = (12192000, 6858000) if size is None else (int(size.get("cx", "0")), int(size.get("cy", "0")))
    return same[0] if same and same[0] else Box(width // 10, height // 5, width * 8 // 10, height * 6 // 10)


def _transform(box: Box) -> Element:
    return fragment(f'<a:xfrm><a:off x="{box.x}" y="{box.y}"/><a:ext cx="{box.width}" cy="{box.height}"/></a:xfrm>')


def _has_text(shape: Element) -> bool:
    return any((one.text or "").strip() for one in shape.iter(a("t"))) or shape.find(p("style")) is not None


def _is_animated(shape: Element) -> bool:
    properties = properties_of(shape)
    number = "" if properties is None else attribute(properties, "id")
    root = shape.getroottree().getroot()
    return any(attribute(one, "spid") == number for one in root.iter(p("spTgt"), p("bldP")))
