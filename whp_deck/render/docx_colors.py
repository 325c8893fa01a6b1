"""The practice's two colors in a Word template: into its theme, and into the values beside every theme color.

In: the theme part and `plan.Theme`; the styles. Out: both, changed. A color that is not the theme's stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

from whp_deck.plan import Theme

_SLOTS = {
    "text1": "dk1", "dark1": "dk1", "text2": "dk2", "dark2": "dk2", "background1": "lt1", "light1": "lt1",
    "background2": "lt2", "light2": "lt2", "accent1": "accent1", "accent2": "accent2", "accent3": "accent3",
    "accent4": "accent4", "accent5": "accent5", "accent6": "accent6", "hyperlink": "hlink",
    "followedHyperlink": "folHlink",
}  # fmt: skip
_CHANGED = [qn(f"w:{kind}{how}") for kind in ("theme", "themeFill") for how in ("Tint", "Shade")]


def recolor(part: Any, theme: Theme) -> dict[str, str]:
    """Put the practice's colors into the theme part. Out: all its colors by slot, `RRGGBB`."""
    root = etree.fromstring(part.blob)
    scheme = next(root.iter("{*}clrScheme"), None)
    colors = {}
    for slot in () if scheme is None else scheme:
        name = etree.QName(slot).localname
        wanted = {"dk2": theme.primary, "accent1": theme.accent}.get(name, "").strip().lstrip("#").upper()
        if re.fullmatch("[0-9A-F]{6}", wanted):
            for old in list(slot):
                slot.remove(old)
            etree.SubElement(slot, f"{{{etree.QName(slot).namespace}}}srgbClr", {"val": wanted})
        value = str(slot[0].get("lastClr") or slot[0].get("val")) if len(slot) else ""
        if re.fullmatch("[0-9A-Fa-f]{6}", value):
            colors[name] = value.upper()
    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return colors


def settle_colors(root: etree._Element, colors: Mapping[str, str]) -> None:
    """Programs that do not look into the theme read the value beside it: let both say the same."""
    for element in root.iter(etree.Element):
        if any(name in element.attrib for name in _CHANGED):
            continue  # a tint or shade of a theme color: its value is another
        slot = _SLOTS.get(str(element.get(qn("w:themeColor"))), "")
        value = qn("w:val") if element.tag == qn("w:color") else qn("w:color")
        if slot in colors and value in element.attrib:
            element.set(value, colors[slot])
        slot = _SLOTS.get(str(element.get(qn("w:themeFill"))), "")
        if slot in colors:
            element.set(qn("w:fill"), colors[slot])
