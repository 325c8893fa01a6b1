"""Elements that name a relationship, and taking them out without leaving something half behind.

In: the root of a part and relationship ids. Out: the elements, or what was cut. Must not change relationships.

Not every element that names a relationship can go alone: what only a newer program shows stands in a
`mc:AlternateContent` with a picture for older ones beside it (ISO/IEC 29500-3, 10), and an extension goes whole.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from copy import deepcopy
from typing import cast

from lxml import etree
from pptx.opc.package import Part, XmlPart

from whp_deck.office.alternates import ALTERNATES, FALLBACK
from whp_deck.office.parts import element_of
from whp_deck.office.xml import NSMAP, R_NS, Element, a, drop, p, parse_or_none, serialize

LINKS = frozenset({a("hlinkClick"), a("hlinkMouseOver"), a("hlinkHover")})
_REFERRING = etree.XPath("descendant-or-self::*[@r:*]", namespaces=NSMAP)
_LOCAL = re.compile(r"file:|\\\\|//|[A-Za-z]:[\\/]|/", re.IGNORECASE)
_PREFIX = f"{{{R_NS}}}"


def referring(root: Element) -> list[Element]:
    """The elements with any relationship attribute."""
    return cast("list[Element]", _REFERRING(root))


def ids_named(element: Element) -> list[str]:
    """The relationship ids that the element itself names."""
    return [str(value) for key, value in element.items() if str(key).startswith(_PREFIX) and value]


def all_named(root: Element) -> set[str]:
    """The relationship ids that the element, or anything in it, names."""
    return {r_id for one in referring(root) for r_id in ids_named(one)}


def naming(root: Element, ids: Collection[str]) -> list[Element]:
    """The elements that name one of these relationships."""
    return [element for element in referring(root) if any(r_id in ids for r_id in ids_named(element))]


def is_local(target: str) -> bool:
    """Whether the target of a relationship is a file on somebody's computer or network."""
    return _LOCAL.match(target) is not None


def cut(elements: Iterable[Element]) -> set[str]:
    """Take these elements out, with whatever cannot be without them; gives the relationship ids that went with them."""
    gone: set[str] = set()
    for element in elements:
        if element.getparent() is None:
            continue
        whole = _whole(element)
        gone.update(r_id for one in referring(whole) for r_id in ids_named(one))
        fallback = whole.find(FALLBACK) if whole.tag == ALTERNATES else None
        for child in () if fallback is None else list(fallback):
            if element not in child.iter():
                whole.addprevious(deepcopy(child))
        drop(whole)
    return gone


def _whole(element: Element) -> Element:
    if element.tag in LINKS:
        return element
    for ancestor in element.iterancestors():
        if ancestor.tag == ALTERNATES or ancestor.tag in (p("ext"), a("ext")):
            return ancestor
    return element


def root_of(part: Part) -> Element | None:
    """The root of a part that is XML, a copy where python-pptx keeps bytes; None for anything else."""
    if isinstance(part, XmlPart):
        return element_of(part)
    return parse_or_none(part.blob) if part.content_type.endswith("xml") else None


def put_back(part: Part, root: Element) -> None:
    """Store a root that `root_of` gave and that was changed."""
    if not isinstance(part, XmlPart):
        part.blob = serialize(root)
