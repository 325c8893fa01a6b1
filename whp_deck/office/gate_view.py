"""The open package as the gate sees it: parts, their XML and references, each looked up once for all rules.

In: a package. Out: `PackageView`. Must not judge, and must not change the package.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part, XmlPart
from pptx.parts.slide import NotesSlidePart, SlideLayoutPart, SlideMasterPart, SlidePart

from whp_deck.office.package import Package
from whp_deck.office.parts import element_of
from whp_deck.office.relationships import Relationships, relationships_of
from whp_deck.office.xml import NSMAP, R_ID, R_NS, Element, a, attribute, p, parse

Fault = tuple[str, str]
"""A part's name and what is wrong with it."""
Rule = Callable[["PackageView"], Iterator[Fault]]
_REFERRING = etree.XPath("//*[@r:*]", namespaces=NSMAP)
_SHAPE_IDS = etree.XPath("//p:cNvPr/@id", namespaces=NSMAP, smart_strings=False)
_SHAPE_IDS_ONCE = etree.XPath(
    "//*[(self::p:cNvPr or self::p14:cNvPr) and not(ancestor::mc:Fallback)]/@id", namespaces=NSMAP, smart_strings=False
)
_PREFIX = f"{{{R_NS}}}"
_NOT_XML_WE_READ = ("/customXml/", "/docProps/")


@dataclass(frozen=True, slots=True)
class Reference:
    """An attribute of the relationships namespace: where it stands and which id it names."""

    element: Element
    name: str
    r_id: str


class PackageView:
    """All that rules ask for, found once."""

    def __init__(
        self,
        package: Package,
        blobs: Mapping[Part, bytes] | None = None,
        sound: dict[frozenset[object], set[str]] | None = None,
    ) -> None:
        """`blobs` are parts that were serialized already, `sound` the pieces that another package had too."""
        self.package = package
        self.sound = {} if sound is None else sound
        self._blobs = dict(blobs or {})
        self.parts: list[Part] = list(package.iter_parts())
        self.broken: list[Fault] = []
        self.roots: dict[Part, Element] = {}
        for part in self.parts:
            if isinstance(part, XmlPart):
                self.roots[part] = element_of(part)
            elif part.content_type.endswith(("+xml", "/xml")) and not hasattr(part, "stored"):
                self._parse(part)

    def _parse(self, part: Part) -> None:
        try:
            self.roots[part] = parse(part.blob)
        except etree.XMLSyntaxError as error:
            self.broken.append((part.partname, f"is not well-formed XML: {error}"))

    def blob(self, part: Part) -> bytes:
        """The part's bytes."""
        if part not in self._blobs:
            self._blobs[part] = part.blob
        return self._blobs[part]

    def holding(self, *words: bytes) -> Iterator[tuple[Part, Element]]:
        """The drawn parts whose bytes hold one of these words: most slides have no table, no field, no animation."""
        for part, root in self.drawn.items():
            blob = self.blob(part)
            if any(word in blob for word in words):
                yield part, root

    @cached_property
    def deck(self) -> Element:
        """`p:presentation`."""
        return element_of(self.package.deck)

    @cached_property
    def slides(self) -> list[SlidePart]:
        """All slide parts that can be reached, listed or not."""
        return [part for part in self.parts if isinstance(part, SlidePart)]

    @cached_property
    def listed(self) -> list[tuple[str, Part | None]]:
        """(id, part) of the slide list; None where the entry leads nowhere."""
        rels = relationships_of(self.package.deck)
        return [
            (attribute(entry, "id"), target(rels, attribute(entry, R_ID)))
            for entry in self.deck.iterfind(f"{p('sldIdLst')}/{p('sldId')}")
        ]

    @cached_property
    def listed_parts(self) -> set[Part]:
        """The parts in the slide list."""
        return {part for _, part in self.listed if part is not None}

    @cached_property
    def masters(self) -> list[SlideMasterPart]:
        return [part for part in self.parts if isinstance(part, SlideMasterPart)]

    @cached_property
    def layouts(self) -> list[SlideLayoutPart]:
        return [part for part in self.parts if isinstance(part, SlideLayoutPart)]

    @cached_property
    def notes(self) -> list[NotesSlidePart]:
        return [part for part in self.parts if isinstance(part, NotesSlidePart)]

    @cached_property
    def references(self) -> dict[Part, list[Reference]]:
        """The relationship ids that each XML part names."""
        return {part: _references(root) for part, root in self.roots.items() if _may_refer(part)}

    @cached_property
    def shape_ids(self) -> dict[Part, list[str]]:
        """The shape ids of slides, layouts, masters and notes; alternatives for older programs repeat theirs."""
        return {
            part: cast("list[str]", (_SHAPE_IDS_ONCE if b"Fallback" in self.blob(part) else _SHAPE_IDS)(root))
            for part, root in self.roots.items()
            if isinstance(part, XmlPart) and root.find(p("cSld")) is not None
        }

    @cached_property
    def drawn(self) -> dict[Part, Element]:
        """The parts with shapes, and the presentation: everything that python-pptx keeps as elements."""
        return {part: root for part, root in self.roots.items() if isinstance(part, XmlPart)}

    def many(self, kind: str, part: Part) -> list[Part]:
        """The targets of the part's relationships of that type."""
        return [
            one.target_part for one in relationships_of(part).values() if one.reltype == kind and not one.is_external
        ]

    def themes(self, part: Part) -> list[Part]:
        return self.many(RT.THEME, part)


def target(rels: Relationships, r_id: str) -> Part | None:
    """The part under that id, or None."""
    found = rels.find(r_id)
    return None if found is None or found.is_external else found.target_part


def local(element: Element) -> str:
    """The element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def in_charts(part: Part) -> bool:
    return part.partname.startswith("/ppt/charts/")


def _references(root: Element) -> list[Reference]:
    return [
        Reference(element, str(key)[len(_PREFIX) :], str(value))
        for element in cast("list[Element]", _REFERRING(root))
        for key, value in element.items()
        if str(key).startswith(_PREFIX)
    ]


def _may_refer(part: Part) -> bool:
    return not part.partname.startswith(_NOT_XML_WE_READ)


__all__ = ["Fault", "PackageView", "Reference", "Rule", "a", "in_charts", "local", "p", "target"]
