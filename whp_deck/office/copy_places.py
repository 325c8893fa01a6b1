"""Seats the placeholders of a copied slide in its new layout, or fixes them where they stood.

In: the copied slide's XML, its old layout and the new one. Out: the XML, changed. Must not touch texts or relationships.

A placeholder that finds no seat would have no place at all. It becomes an ordinary shape that says itself what it
inherited before: its place, its text styles level by level, how its text is anchored.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import deepcopy

from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part

from whp_deck.office.copy_layouts import group_of
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
_STYLES = {"title": "titleStyle", "body": "bodyStyle"}
_LOOKS = (
    ("xfrm",),
    ("custGeom", "prstGeom"),
    ("noFill", "solidFill", "gradFill", "pattFill", "grpFill"),
    ("ln",),
    ("effectLst", "effectDag"),
)
_LEVELS = ("defPPr", *(f"lvl{number}pPr" for number in range(1, 10)))
_MEASURES = ("sz", "marL", "indent")
DEFAULT_SIZE = 1800  # ECMA-376 part 1, 21.1.2.3.9: text without a size; every presentation of PowerPoint says so too


def seat_placeholders(source: Package, old: Part | None, into: Package, new: Part, root: Element) -> None:
    """Give each placeholder of the slide `root` a place in the layout `new`, or the look that it had under `old`."""
    _drop_service(root)
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


def _drop_service(root: Element) -> None:
    """The old deck's footer, date and slide number: the new deck has its own, and two on one spot are not readable."""
    for shape in [one for one in shapes_of(root) if (ph := placeholder_of(one)) is not None and _kind(ph) in SERVICE]:
        properties = properties_of(shape)
        if properties is not None:
            forget_shape(root, attribute(properties, "id"))
        drop(shape)


def say_defaults(root: Element, old: Element | None, new: Element | None) -> None:
    """Text boxes take their size and indents from the presentation where nobody else says them: `p:defaultTextStyle`.

    What the old presentation says differently is written on the text boxes of the slide.
    """
    differing = [level for level in _LEVELS[1:] if _measures(old, level) != _measures(new, level)]
    for shape in root.iter(p("sp")) if differing else ():
        body = shape.find(p("txBody"))
        if body is None or placeholder_of(shape) is not None:
            continue
        used = {f"lvl{int(attribute(one, 'lvl', '0')) + 1}pPr" for one in body.iter(a("pPr"))} | {"lvl1pPr"}
        style = _list_style(body)
        for level in (one for one in differing if one in used):
            marks = dict(zip(_MEASURES, _measures(old, level), strict=True))
            size = marks.pop("sz")
            given = " ".join(f'{key}="{value}"' for key, value in marks.items())
            _lay_under(style, level, fragment(f'<a:{level} {given}><a:defRPr sz="{size}"/></a:{level}>'))


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
        _write_looks(properties, [found for one in above if (found := one.find(p("spPr"))) is not None])
        if descend(properties, a("xfrm")) is None:
            properties.insert(0, _transform(_somewhere(source, old, ph)))
        if properties.find(a("prstGeom")) is None and properties.find(a("custGeom")) is None:
            properties.insert(1, fragment('<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'))
    body = shape.find(p("txBody"))
    if body is not None:
        _write_styles(body, old, ph, above)
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


def _write_looks(properties: Element, above: Iterable[Element]) -> None:
    """Place, outline, fill, line and effects that the shape did not say itself, in the order of the schema."""
    sources = [properties, *above]
    for position, names in enumerate(_LOOKS):
        if any(properties.find(a(name)) is not None for name in (*names, "blipFill")):
            continue
        found = next((one for each in sources for name in names if (one := each.find(a(name))) is not None), None)
        if found is not None:
            earlier = {a(name) for group in _LOOKS[:position] for name in group}
            place = max((index + 1 for index, one in enumerate(properties) if one.tag in earlier), default=0)
            properties.insert(place, deepcopy(found))


def _write_styles(body: Element, old: Part | None, ph: Element, above: Sequence[Element]) -> None:
    """The levels that the text inherited, merged into the body's own list style; and how the body is set."""
    style = _list_style(body)
    settings = body.find(a("bodyPr"))
    chain = [found for one in above if (found := descend(one, p("txBody"), a("lstStyle"))) is not None]
    master = None if old is None else relationships_of(old).first_of(RT.SLIDE_MASTER)
    texts = None if master is None else element_of(master).find(p("txStyles"))
    lowest = None if texts is None else texts.find(p(_STYLES.get(family(_kind(ph)), "otherStyle")))
    chain += [] if lowest is None else [lowest]
    for name in _LEVELS:
        for under in chain:
            given = under.find(a(name))
            if given is not None:
                _lay_under(style, name, _plain(given))
    for one in above:
        given = descend(one, p("txBody"), a("bodyPr"))
        if settings is None or given is None:
            continue
        for key, value in given.items():
            if key not in settings.attrib:
                settings.set(key, value)


def _list_style(body: Element) -> Element:
    """The body's own list style, made in its place where it has none."""
    style, settings = body.find(a("lstStyle")), body.find(a("bodyPr"))
    if style is None:
        style = body.makeelement(a("lstStyle"))
        body.insert(0 if settings is None else body.index(settings) + 1, style)
    return style


def _lay_under(style: Element, name: str, given: Element) -> None:
    """What the style does not say of a level, it takes from `given`."""
    own = style.find(a(name))
    if own is not None:
        _merge(own, given)
        return
    earlier = {a(one) for one in _LEVELS[: _LEVELS.index(name)]}
    place = max((index + 1 for index, one in enumerate(style) if one.tag in earlier), default=0)
    style.insert(place, given)


def _measures(defaults: Element | None, level: str) -> tuple[str, ...]:
    """Size, margin and indent of a level of a presentation's default style; what it does not say is the schema's."""
    said = None if defaults is None else defaults.find(a(level))
    letters = descend(said, a("defRPr"))
    size = str(DEFAULT_SIZE) if letters is None else attribute(letters, "sz", str(DEFAULT_SIZE))
    return (size, *("0" if said is None else attribute(said, key, "0") for key in _MEASURES[1:]))


def _plain(level: Element) -> Element:
    """A copy without picture bullets and links, whose files belong to the master."""
    copied = deepcopy(level)
    for one in list(copied.iter(a("buBlip"), a("hlinkClick"), a("hlinkMouseOver"), a("extLst"), a("blipFill"))):
        drop(one)
    return copied


_ORDER = (
    "lnSpc", "spcBef", "spcAft", "buClrTx", "buClr", "buSzTx", "buSzPct", "buSzPts", "buFontTx", "buFont", "buNone",
    "buAutoNum", "buChar", "buBlip", "tabLst", "defRPr", "extLst",
)  # fmt: skip
_RUN_ORDER = (
    "ln", "noFill", "solidFill", "gradFill", "blipFill", "pattFill", "grpFill", "effectLst", "effectDag", "highlight",
    "uLnTx", "uLn", "uFillTx", "uFill", "latin", "ea", "cs", "sym", "hlinkClick", "hlinkMouseOver", "rtl", "extLst",
)  # fmt: skip
_EITHER = (
    {"buClrTx", "buClr"}, {"buSzTx", "buSzPct", "buSzPts"}, {"buFontTx", "buFont"},
    {"buNone", "buAutoNum", "buChar", "buBlip"}, {"noFill", "solidFill", "gradFill", "blipFill", "pattFill", "grpFill"},
    {"effectLst", "effectDag"}, {"uLnTx", "uLn"}, {"uFillTx", "uFill"},
)  # fmt: skip


def _merge(own: Element, given: Element) -> None:
    """What `own` does not say, it takes from `given`: attributes, and children in the order of the schema."""
    for key, value in given.items():
        if key not in own.attrib:
            own.set(key, value)
    order = _RUN_ORDER if own.tag == a("defRPr") else _ORDER
    for child in _plain(given):
        name = str(child.tag).rpartition("}")[2]
        rivals = next((group for group in _EITHER if name in group), {name})
        there = next((one for rival in rivals if (one := own.find(a(rival))) is not None), None)
        if there is not None:
            if name == "defRPr":
                _merge(there, child)
            continue
        if name not in order:
            continue
        earlier = {a(one) for one in order[: order.index(name)]}
        place = max((index + 1 for index, one in enumerate(own) if one.tag in earlier), default=0)
        own.insert(place, child)


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
