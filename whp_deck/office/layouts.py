"""What a package's layouts offer, read once for each layout however many ask.

In: an open package and one of its layout parts. Out: its placeholders. Must not change either; whoever
changes a layout's placeholders does so before they are read. (Colors, which `office.theme` changes, are not read.)

Resolving the nine levels of every placeholder took an eighth of a deck's build, and each snapshot and each maker did
it again.
"""

from __future__ import annotations

from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part

from whp_deck.office.package import Package
from whp_deck.office.parts import element_of
from whp_deck.office.placeholders import Placeholder, layout_placeholders
from whp_deck.office.relationships import relationships_of


def placeholders_of(package: Package, layout: Part) -> tuple[Placeholder, ...]:
    """The layout's placeholders: the title first, footer and number last."""
    found = package.layouts.get(layout)
    if found is None:
        master = relationships_of(layout).first_of(RT.SLIDE_MASTER)
        above = None if master is None else element_of(master)
        found = package.layouts[layout] = tuple(layout_placeholders(element_of(layout), above))
    return found
