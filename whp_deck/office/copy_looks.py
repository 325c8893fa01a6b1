"""Writes on a copied shape what it inherited: fill and line, and the styles of its text level by level.

In: a shape's XML and what stood above it. Out: the XML, changed; what the shape said itself stays, and all of it is in the
order of the schema. Must not know places or seats.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import deepcopy

from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part

from whp_deck.office.parts import element_of
from whp_deck.office.placeholders import family, placeholder_of
from whp_deck.office.relationships import relationships_of
from whp_deck.office.xml import Element, a, attribute, descend, drop, fragment, p

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


def write_looks(properties: Element, above: Iterable[Element]) -> None:
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


def write_styles(body: Element, old: Part | None, ph: Element, above: Sequence[Element]) -> None:
    """The levels that the text inherited, merged into the body's own list style; and how the body is set."""
    style = _list_style(body)
    settings = body.find(a("bodyPr"))
    chain = [found for one in above if (found := descend(one, p("txBody"), a("lstStyle"))) is not None]
    master = None if old is None else relationships_of(old).first_of(RT.SLIDE_MASTER)
    texts = None if master is None else element_of(master).find(p("txStyles"))
    lowest = None if texts is None else texts.find(p(_STYLES.get(family(attribute(ph, "type", "obj")), "otherStyle")))
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
