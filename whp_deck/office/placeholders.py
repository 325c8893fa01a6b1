"""Placeholders as layouts, masters and notes masters define them: kind, box, inherited list styles.

In: elements of layouts and masters. Out: plain facts and the XML of an empty placeholder that inherits them.
Must not know packages or plans. EMU.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from whp_deck.office.text import Level, inherited_levels
from whp_deck.office.xml import P14_NS, Element, a, attribute, descend, p

SERVICE = frozenset({"dt", "ftr", "sldNum", "hdr"})
TITLES = frozenset({"title", "ctrTitle"})
TEXTS = frozenset({"body", "obj", "subTitle"})
_WITH_TEXT = SERVICE | TITLES | TEXTS
_CARRIED = ("type", "orient", "sz", "idx")
_NON_VISUAL = ("nvSpPr", "nvPicPr", "nvGraphicFramePr", "nvGrpSpPr", "nvCxnSpPr")
NUMBER_FIELD = (
    '<a:fld id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum"><a:rPr lang="{language}"/>'
    "<a:t>‹#›</a:t></a:fld>"
)


@dataclass(frozen=True, slots=True)
class Box:
    """A place on the slide."""

    x: int
    y: int
    width: int
    height: int

    def overlap(self, other: Box) -> tuple[int, int]:
        """How wide and how high is what both have in common; nothing is where one of the two is not above 0."""
        wide = min(self.x + self.width, other.x + other.width) - max(self.x, other.x)
        high = min(self.y + self.height, other.y + other.height) - max(self.y, other.y)
        return wide, high

    def meets(self, other: Box, least: int = 0) -> bool:
        """Whether they have more than `least` in common, each way."""
        return min(self.overlap(other)) > least

    def share_of(self, other: Box) -> float:
        """The share of the other that this one covers."""
        wide, high = self.overlap(other)
        return 0.0 if wide <= 0 or high <= 0 else wide * high / max(1, other.width * other.height)


@dataclass(frozen=True, slots=True)
class Placeholder:
    """One placeholder of a layout, with what a slide's copy of it inherits."""

    name: str
    kind: str
    attributes: Mapping[str, str]
    box: Box | None
    levels: tuple[Level, ...]

    @property
    def has_text(self) -> bool:
        return self.kind in _WITH_TEXT


def placeholder_of(shape: Element) -> Element | None:
    """The shape's `p:ph`, or None."""
    for name in _NON_VISUAL:
        properties = shape.find(p(name))
        if properties is not None:
            return descend(properties, p("nvPr"), p("ph"))
    return None


def properties_of(shape: Element) -> Element | None:
    """The shape's `p:cNvPr`: id, name, alt text."""
    for name in _NON_VISUAL:
        properties = shape.find(p(name))
        if properties is not None:
            return properties.find(p("cNvPr"))
    return None


def shape_name(shape: Element) -> str:
    """Its name, as PowerPoint's selection pane shows it; "" for none."""
    properties = properties_of(shape)
    return "" if properties is None else attribute(properties, "name")


def shapes_of(root: Element) -> Iterator[Element]:
    """The top-level shapes of a slide, layout or master, back to front."""
    tree = descend(root, p("cSld"), p("spTree"))
    return iter(()) if tree is None else (shape for shape in tree if properties_of(shape) is not None)


def box_of(shape: Element) -> Box | None:
    """The shape's own place, or None when it inherits it. Ink has it in a namespace of its own."""
    transform = descend(shape, p("spPr"), a("xfrm"))
    if transform is None:
        transform = descend(shape, p("grpSpPr"), a("xfrm"))
    if transform is None:
        transform = next(shape.iterchildren(p("xfrm"), f"{{{P14_NS}}}xfrm"), None)
    offset, extent = descend(transform, a("off")), descend(transform, a("ext"))
    if offset is None or extent is None:
        return None
    return Box(
        int(offset.get("x", "0")), int(offset.get("y", "0")), int(extent.get("cx", "0")), int(extent.get("cy", "0"))
    )


def family(kind: str) -> str:
    """The master's placeholder from which this kind inherits (ECMA-376 part 1, 19.7.10)."""
    if kind in TITLES:
        return "title"
    return kind if kind in SERVICE else "body"


def layout_placeholders(layout: Element, master: Element | None) -> list[Placeholder]:
    """The layout's placeholders: the title first (it is read first), footer and number last."""
    above = {} if master is None else _by_family(master)
    styles = None if master is None else master.find(p("txStyles"))
    found: list[Placeholder] = []
    names: set[str] = set()
    for shape in shapes_of(layout):
        ph, properties = placeholder_of(shape), properties_of(shape)
        if ph is None or properties is None:
            continue
        kind = ph.get("type", "obj")
        parent = above.get(family(kind))
        name = _unique(properties.get("name", ""), names)
        chain = [descend(shape, p("txBody"), a("lstStyle"))]
        if parent is not None:
            chain.append(descend(parent, p("txBody"), a("lstStyle")))
        if styles is not None:
            style = {"title": "titleStyle", "body": "bodyStyle"}.get(family(kind), "otherStyle")
            chain.append(styles.find(p(style)))
        box = box_of(shape) or (None if parent is None else box_of(parent))
        carried = {key: ph.get(key, "") for key in _CARRIED if ph.get(key)}
        found.append(Placeholder(name, kind, carried, box, inherited_levels(chain)))
    return sorted(found, key=lambda one: 0 if one.kind in TITLES else 2 if one.kind in SERVICE else 1)


def shape_xml(
    number: int,
    name: str,
    ph: Mapping[str, str],
    *,
    paragraph: str | None = None,
    box: str = "",
    locks: str = 'noGrp="1"',
) -> str:
    """A placeholder that inherits its place; `paragraph` is the XML inside its one `a:p`, None = no text body."""
    carried = "".join(f" {key}={quoteattr(ph[key])}" for key in _CARRIED if ph.get(key))
    text = "" if paragraph is None else f"<p:txBody><a:bodyPr/><a:lstStyle/><a:p>{paragraph}</a:p></p:txBody>"
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name={quoteattr(name)}/><p:cNvSpPr><a:spLocks {locks}/></p:cNvSpPr>'
        f"<p:nvPr><p:ph{carried}/></p:nvPr></p:nvSpPr><p:spPr>{box}</p:spPr>{text}</p:sp>"
    )


def _by_family(master: Element) -> dict[str, Element]:
    found: dict[str, Element] = {}
    for shape in shapes_of(master):
        ph = placeholder_of(shape)
        if ph is not None:
            found.setdefault(family(ph.get("type", "obj")), shape)
    return found


def _unique(name: str, names: set[str]) -> str:
    wanted, number = name, 1
    while wanted in names:
        number += 1
        wanted = f"{name} ({number})"
    names.add(wanted)
    return wanted
