"""Is what a presentation says readable: numbers where numbers must be? Asked before a stranger's file is worked with.

In: an open package. Out: nothing, or TemplateError in plain words. Must not judge more: the gate does.

Everything in `office` reads places, levels and ids as numbers; one check here spares it a doubt at each of them.
"""

from __future__ import annotations

import re
from typing import cast

from lxml import etree
from pptx.opc.package import XmlPart

from whp_deck.errors import TemplateError
from whp_deck.office.package import Package
from whp_deck.office.parts import element_of
from whp_deck.office.xml import A_NS, P14_NS, P_NS, Element

_NUMBER = re.compile(r"[+-]?\d{1,18}")
_COUNTED = etree.XPath(
    "//@cx | //@cy | //a:off/@x | //a:off/@y | //@lvl | //@marL | //@indent | //a:bodyPr/@lIns | //a:bodyPr/@tIns"
    " | //a:bodyPr/@rIns | //a:bodyPr/@bIns | //p:sldId/@id | //p14:sldId/@id | //a:rPr/@sz | //a:defRPr/@sz"
    " | //a:spcPts/@val | //a:gridCol/@w | //a:tr/@h | //a:tc/@gridSpan | //a:normAutofit/@fontScale",
    namespaces={"a": A_NS, "p": P_NS, "p14": P14_NS},
)


def refuse_unreadable(package: Package) -> None:
    """Raises TemplateError for a presentation in which a number is no number."""
    for part in package.iter_parts():
        if isinstance(part, XmlPart) and (wrong := _wrong(element_of(part))):
            name = part.partname.rpartition("/")[2]
            hint = "open it in PowerPoint, let it repair the file, and save it again"
            raise TemplateError(package.path, f"is damaged: {name} says “{wrong[:40]}” where a number must be", hint)


def _wrong(root: Element) -> str:
    values = cast("list[str]", _COUNTED(root))
    return next((value for value in values if not _NUMBER.fullmatch(value.removesuffix("%"))), "")
