"""The list of table styles that a presentation may use.

In: an open package. Out: the ids that it has; a list where it had none. Must not change a style.
"""

from __future__ import annotations

from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part

from whp_deck.office.inks import POWERPOINTS_TABLE_STYLE
from whp_deck.office.package import Package
from whp_deck.office.relationships import relationships_of
from whp_deck.office.xml import A_NS


def ensure_table_styles(package: Package) -> None:
    """Give the package an empty list when it has none: PowerPoint writes one, and LibreOffice looks up PowerPoint's own
    styles only when there is one."""
    own = relationships_of(package.deck)
    if own.first_of(RT.TABLE_STYLES) is None:
        xml = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<a:tblStyleLst xmlns:a="{A_NS}" def="{POWERPOINTS_TABLE_STYLE}"/>'
        name = package.take_name("/ppt/tableStyles.xml")
        own.add(RT.TABLE_STYLES, Part(name, CT.PML_TABLE_STYLES, package, xml.encode()))
