"""Lists of a Word file: which one a style has, a new one that counts from 1, ours where a template has none.

In: python-docx's document part. Out: list numbers (`w:numId`). Must not know text or pages.
"""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree

from whp_deck.render.docx_open import open_word
from whp_deck.render.docx_xml import W_NS
from whp_deck.resources import shipped

Element = etree._Element

_OURS = {"list bullet": 0, "list number": 1, "pocket card": 2}  # places in our own template's lists
_LEVELS = 3


class WordLists:
    """The lists of one document."""

    def __init__(self, part: Any) -> None:
        self._part = part

    def of(self, style: str) -> int:
        """The list that belongs to a style, by its name; ours when the style has none."""
        return self._number_of(style) or self.imported(style)

    def new(self, style: str) -> int:
        """A list like the style's own that counts from 1."""
        like = str(self.of(style))
        abstract = next(_value(one, "abstractNumId") for one in self._numbers() if one.get(qn("w:numId")) == like)
        restarts = "".join(
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride>' for level in range(_LEVELS)
        )
        return self._add(abstract, restarts)

    def imported(self, style: str) -> int:
        """Our own list of that style, copied into this document once; its number here."""
        at = _OURS[re.sub(r" (\d|small)$", "", style.casefold())]
        mark = f"7F3A{at:04X}"  # our copy's w:nsid: by it we know it again
        root = self._root()
        for one in root.iterchildren(qn("w:abstractNum")):
            if _value(one, "nsid") == mark:
                identity = str(one.get(qn("w:abstractNumId")))
                return next(
                    int(n.get(qn("w:numId"))) for n in self._numbers() if _value(n, "abstractNumId") == identity
                )
        ours = next(
            one.target_part
            for one in open_word(shipped("templates/packet.docx")).rels.values()
            if one.reltype == RT.NUMBERING
        )
        abstract = deepcopy(ours.element.findall(qn("w:abstractNum"))[at])
        for linked in list(abstract.iter(qn("w:pStyle"))):
            linked.getparent().remove(linked)
        known = root.findall(qn("w:abstractNum"))
        identity = str(1 + max((int(one.get(qn("w:abstractNumId"))) for one in known), default=-1))
        abstract.set(qn("w:abstractNumId"), identity)
        abstract.insert(0, parse_xml(f'<w:nsid xmlns:w="{W_NS}" w:val="{mark}"/>'))
        if known:
            known[-1].addnext(abstract)
        else:
            root.insert(len(root.findall(qn("w:numPicBullet"))), abstract)
        return self._add(identity, "")

    def _add(self, abstract: str, inner: str) -> int:
        """A new `w:num` behind the others: `w:numIdMacAtCleanup` comes last (ECMA-376 part 1, 17.9.17)."""
        numbers = self._numbers()
        number = 1 + max((int(one.get(qn("w:numId"))) for one in numbers), default=0)
        xml = f'<w:num xmlns:w="{W_NS}" w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{inner}</w:num>'
        last = numbers[-1] if numbers else self._root().findall(qn("w:abstractNum"))[-1]
        last.addnext(parse_xml(xml))
        return number

    def _number_of(self, style: str) -> int:
        for one in self._part._styles_part.element.iterchildren(qn("w:style")):
            if _value(one, "name").casefold() == style.casefold():
                found = one.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
                number = "" if found is None else str(found.get(qn("w:val")))
                return int(number) if number in {n.get(qn("w:numId")) for n in self._numbers()} else 0
        return 0

    def _numbers(self) -> list[Any]:
        return list(self._root().iterchildren(qn("w:num")))

    def _root(self) -> Any:
        for one in self._part.rels.values():
            if one.reltype == RT.NUMBERING:
                return one.target_part.element
        root = parse_xml(f'<w:numbering xmlns:w="{W_NS}"/>')
        part = XmlPart(PackURI("/word/numbering.xml"), CT.WML_NUMBERING, root, self._part.package)
        self._part.relate_to(part, RT.NUMBERING)
        return root


def _value(element: Any, name: str) -> str:
    found = element.find(qn(f"w:{name}"))
    return "" if found is None else str(found.get(qn("w:val")))
