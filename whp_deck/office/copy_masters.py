"""Brings a master with its theme into another package, and of its layouts only those that copied slides use.

In: a `PartCopier` and a layout of its source. Out: the layout's copy, listed by the copy of its master. Must not copy
slides, nor choose layouts.

Masters and layouts share one space of ids from 2^31 up, unique in the presentation (ECMA-376 part 1, 19.7.9).
"""

from __future__ import annotations

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part
from pptx.parts.slide import SlideLayoutPart, SlideMasterPart

from whp_deck.office.package import Package
from whp_deck.office.part_copy import PartCopier
from whp_deck.office.parts import element_of
from whp_deck.office.relationships import relationships_of
from whp_deck.office.xml import R_ID, attribute, p

_FIRST_ID = 1 << 31


class MasterCopier:
    """Copies layouts on demand; each layout and each master comes once."""

    def __init__(self, copier: PartCopier) -> None:
        self._copier = copier
        self._next_id = 0

    def layout(self, old: SlideLayoutPart) -> Part:
        """The copy of a layout, made with its master when it is not there yet."""
        copier = self._copier
        if old in copier.kept:
            return copier.kept[old]
        master = relationships_of(old).first_of(RT.SLIDE_MASTER)
        there = None if master is None else self._master(master)
        new = copier.copy(old)
        copier.kept[old] = new
        copier.finish()
        if there is not None:
            r_id = relationships_of(there).add(RT.SLIDE_LAYOUT, new)
            listed = element_of(there).find(p("sldLayoutIdLst"))
            assert listed is not None
            etree.SubElement(listed, p("sldLayoutId"), {"id": self._take_id(), R_ID: r_id})
        return new

    def _master(self, old: Part) -> Part:
        copier = self._copier
        if old in copier.kept:
            return copier.kept[old]
        new = copier.copy(old)
        copier.kept[old] = new
        copier.finish()
        root = element_of(new)
        listed = root.find(p("sldLayoutIdLst"))
        if listed is None:
            listed = root.makeelement(p("sldLayoutIdLst"))
            before = root.find(p("clrMap"))
            root.insert(len(root) if before is None else root.index(before) + 1, listed)
        for entry in list(listed):
            listed.remove(entry)
        deck = copier.into.deck
        masters = element_of(deck).find(p("sldMasterIdLst"))
        if masters is None:
            masters = element_of(deck).makeelement(p("sldMasterIdLst"))
            element_of(deck).insert(0, masters)
        row = {"id": self._take_id(), R_ID: relationships_of(deck).add(RT.SLIDE_MASTER, new)}
        etree.SubElement(masters, p("sldMasterId"), row)
        return new

    def _take_id(self) -> str:
        self._next_id = max(self._next_id, _highest_id(self._copier.into)) + 1
        return str(self._next_id)


def _highest_id(package: Package) -> int:
    """The highest id of a master or layout, or the number before the first."""
    highest = _FIRST_ID - 1
    deck = package.deck
    roots = [element_of(deck)]
    for one in relationships_of(deck).values():
        if one.reltype == RT.SLIDE_MASTER and not one.is_external and isinstance(one.target_part, SlideMasterPart):
            roots.append(element_of(one.target_part))
    for root in roots:
        for listed in root.iterchildren(p("sldMasterIdLst"), p("sldLayoutIdLst")):
            ids = [attribute(entry, "id", "0") for entry in listed]
            highest = max([highest, *(int(number) for number in ids if number.isdecimal())])
    return highest
