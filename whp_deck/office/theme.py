"""How a practice's two colors get into a presentation's theme.

In: `plan.Theme`, whose colors passed `contrast.check_theme`. Out: a presentation whose theme is rewritten. Must not know
slides or touch anything but the theme of the slide masters and the warm ground.
"""

from __future__ import annotations

import colorsys
from typing import Any

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml.ns import qn

from whp_deck.office.contrast import chroma_of, normal_color, role_pair
from whp_deck.plan import Theme

LOUD_CHROMA = 0.05  # of the warm ground, in OKLCH
_TINTS = {("20000", "80000"), ("60000", "40000")}  # the warm ground; the patient on a dark ground


def recolor(presentation: Any, theme: Theme) -> None:
    """Write the practice's colors into the theme of each slide master: dk2, accent1, and accent2/3 for the people.

    `presentation` is python-pptx's `PresentationPart` (`prs.part`) or its package. Colors must have passed
    `check_theme`. The accent's tints on the layouts lose saturation when they would be loud. Notes keep their theme.
    """
    colors = {}
    primary, accent = normal_color(theme.primary), normal_color(theme.accent)
    if primary:
        colors["dk2"] = primary
    if accent:
        giver, receiver = role_pair(accent)
        colors |= {"accent1": accent, "accent2": giver, "accent3": receiver}
    if not colors:
        return
    part = getattr(presentation, "main_document_part", presentation)
    for relationship in part.rels.values():
        if relationship.reltype != RT.SLIDE_MASTER:
            continue
        master = relationship.target_part
        _write_colors(master.part_related_by(RT.THEME), colors)
        if accent:
            layouts = [rel.target_part for rel in master.rels.values() if rel.reltype == RT.SLIDE_LAYOUT]
            for drawn in (master, *layouts):
                _calm_tints(drawn._element, accent)


def scheme_color(package: Any, name: str) -> str:
    """The color that the first slide master calls `name` ("tx2"), as `RRGGBB`; "" when its theme has none of that name."""
    rels = package.main_document_part.rels.values()
    master = next(one.target_part for one in rels if one.reltype == RT.SLIDE_MASTER)  # there may be several
    mapped = master._element.find(qn("p:clrMap"))
    slot = name if mapped is None else mapped.get(name, name)
    part = master.part_related_by(RT.THEME)
    root: Any = getattr(part, "_element", None)
    root = etree.fromstring(part.blob) if root is None else root
    entry = root.find(f"{qn('a:themeElements')}/{qn('a:clrScheme')}/{qn(f'a:{slot}')}")
    for color in entry if entry is not None else ():
        value = color.get("lastClr") or color.get("val", "")
        return str(value).upper() if len(value) == 6 else ""
    return ""


def _write_colors(part: Any, colors: dict[str, str]) -> None:
    """python-pptx keeps a theme as bytes; a package of our own may keep it as an element."""
    root: Any = getattr(part, "_element", None)
    parsed: Any = root if root is not None else etree.fromstring(part.blob)
    scheme = parsed.find(f"{qn('a:themeElements')}/{qn('a:clrScheme')}")
    for slot, value in colors.items():
        entry = scheme.find(qn(f"a:{slot}"))
        for child in list(entry):
            entry.remove(child)
        etree.SubElement(entry, qn("a:srgbClr")).set("val", value)
    if root is None:
        part._blob = etree.tostring(parsed, xml_declaration=True, encoding="UTF-8", standalone=True)


def _calm_tints(element: Any, accent: str) -> None:
    """Add satMod 60 % to the accent's tints, or take it away, as this accent needs."""
    loud = chroma_of(_warm_ground(accent)) > LOUD_CHROMA
    for color in element.iter(qn("a:schemeClr")):
        if color.get("val") != "accent1":
            continue
        mod, off, sat = (color.find(qn(f"a:{name}")) for name in ("lumMod", "lumOff", "satMod"))
        if mod is None or off is None:
            continue
        if (mod.get("val"), off.get("val")) not in _TINTS:
            continue
        if loud and sat is None:
            etree.SubElement(color, qn("a:satMod")).set("val", "60000")
        elif not loud and sat is not None:
            color.remove(sat)


def _warm_ground(accent: str) -> str:
    """accent1 with lumMod 20 %, lumOff 80 %: PowerPoint's lighter tint, in HSL."""
    red, green, blue = (int(accent[n : n + 2], 16) / 255 for n in (0, 2, 4))
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    tint = colorsys.hls_to_rgb(hue, min(1.0, lightness * 0.2 + 0.8), saturation)
    return "".join(f"{round(value * 255):02X}" for value in tint)
