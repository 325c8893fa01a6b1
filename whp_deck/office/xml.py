"""The names of PowerPoint's XML and the few typed steps that every module here takes on it.

In: elements and bytes. Out: names, elements, bytes. Must not know packages, slides or plans.
"""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Iterator
from typing import cast
from xml.sax.saxutils import quoteattr

from lxml import etree
from pptx.oxml import parse_xml

Element = etree._Element

A_NS = "http://schemas.openxmlformats.org/drawingml/2006/main"
P_NS = "http://schemas.openxmlformats.org/presentationml/2006/main"
R_NS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC_NS = "http://schemas.openxmlformats.org/markup-compatibility/2006"
A14_NS = "http://schemas.microsoft.com/office/drawing/2010/main"
MATH_NS = "http://schemas.openxmlformats.org/officeDocument/2006/math"
P14_NS = "http://schemas.microsoft.com/office/powerpoint/2010/main"
DECORATIVE_NS = "http://schemas.microsoft.com/office/drawing/2017/decorative"
NAMESPACES = f'xmlns:a="{A_NS}" xmlns:p="{P_NS}" xmlns:r="{R_NS}"'
NSMAP = {"a": A_NS, "p": P_NS, "r": R_NS, "mc": MC_NS, "p14": P14_NS}

SECTIONS_URI = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"  # MS-PPTX 2.2.2.2: sections live in this extension
CREATION_URI = "{BB962C8B-B14F-4D97-AF65-F5344CB8AC3E}"  # p14:creationId of a slide
DECORATIVE_URI = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"

R_ID, R_EMBED, R_LINK = f"{{{R_NS}}}id", f"{{{R_NS}}}embed", f"{{{R_NS}}}link"

# XML 1.0, production 2: what may stand in a document. A lone surrogate cannot be encoded either.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PLAIN = re.compile(r"[\w./:; +-]*", re.ASCII).fullmatch
_OURS = uuid.UUID("6b1f0c52-8d0e-5b7a-9a53-3d1c7c2f4e10")


def a(name: str) -> str:
    """The DrawingML name in lxml's notation."""
    return f"{{{A_NS}}}{name}"


def p(name: str) -> str:
    """The PresentationML name in lxml's notation."""
    return f"{{{P_NS}}}{name}"


def quoted(value: str) -> str:
    """The attribute's value as lxml writes it; a third of `quoteattr`'s time for those that need no escaping: there are
    thousands.
    """
    return f'"{value}"' if _PLAIN(value) else quoteattr(value, {'"': "&quot;"})


def parse(xml: str | bytes) -> Element:
    """The root of a document, with python-pptx's element classes."""
    return cast(Element, parse_xml(xml))


def parse_or_none(xml: str | bytes) -> Element | None:
    """The root of a document that may be damaged, or None; the gate reports what this passes over."""
    try:
        return parse(xml)
    except (etree.XMLSyntaxError, ValueError):
        return None


def fragment(xml: str) -> Element:
    """An element written with the prefixes a, p and r; the root carries no declarations yet."""
    head, tail = re.match(r"<[\w:]+", xml), xml
    assert head is not None
    return parse(f"{head.group()} {NAMESPACES}{tail[head.end() :]}")


def serialize(root: Element) -> bytes:
    """The part's bytes with their declaration."""
    return etree.tostring(root, encoding="UTF-8", standalone=True)


def clean(text: str) -> str:
    """The text without what XML cannot hold. Authors are told on loading; this is the last net."""
    return _ILLEGAL.sub("", text)


def guid(*names: str) -> str:
    """A GUID in PowerPoint's notation, the same for the same names."""
    return "{" + str(uuid.uuid5(_OURS, "\x1f".join(names))).upper() + "}"


def number32(*names: str) -> int:
    """A number from 1 to 2^32 - 1, the same for the same names."""
    digest = hashlib.sha1("\x1f".join(names).encode("utf-8", "replace"), usedforsecurity=False).digest()
    return int.from_bytes(digest[:4], "big") or 1


def drop(element: Element) -> None:
    """Take the element out of its tree; lxml would lose its tail, ours never matter."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def attribute(element: Element, name: str, default: str = "") -> str:
    """The attribute's text, or the default."""
    value = element.get(name)
    return default if value is None else value


def children(element: Element | None, name: str) -> Iterator[Element]:
    """The direct children of that name; none of nothing."""
    return iter(()) if element is None else element.iterchildren(name)


def descend(element: Element | None, *names: str) -> Element | None:
    """The first child of the first name, its first child of the second, and so on."""
    for name in names:
        if element is None:
            return None
        element = element.find(name)
    return element


def extension_list(owner: Element, name: str) -> Element:
    """The owner's last child of that name (`p:extLst`, `a:extLst`), made when it is not there."""
    found = owner.find(name)
    return etree.SubElement(owner, name) if found is None else found
