"""What color an element of DrawingML means: theme colors through the color map, with all that is done to them.

In: `a:srgbClr`, `a:schemeClr` and their like, a theme, a color map. Out: `Color`: `RRGGBB` and how opaque it is.
Must not know shapes. Sources: ECMA-376 part 1, 20.1.2.3 (colors and their transforms), 19.3.1.6 (`p:clrMap`).
"""

from __future__ import annotations

import colorsys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from whp_deck.office.xml import Element, a, attribute

_WHOLE = 100_000
_SLOTS = ("dk1", "lt1", "dk2", "lt2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink", "folHlink")  # fmt: skip
_USUAL = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
_OFFICE = dict(
    zip(
        _SLOTS,
        [
            "000000",
            "FFFFFF",
            "44546A",
            "E7E6E6",
            "4472C4",
            "ED7D31",
            "A5A5A5",
            "FFC000",
            "5B9BD5",
            "70AD47",
            "0563C1",
            "954F72",
        ],
        strict=True,
    )
)
_SYSTEM = {"windowText": "000000", "window": "FFFFFF", "btnFace": "F0F0F0", "highlight": "0078D7"}
# ECMA-376 part 1, 20.1.10.47: those preset colors that decks really use
_PRESET = {
    "black": "000000", "white": "FFFFFF", "red": "FF0000", "green": "008000", "blue": "0000FF", "yellow": "FFFF00",
    "gray": "808080", "grey": "808080", "dkGray": "A9A9A9", "ltGray": "D3D3D3", "orange": "FFA500", "purple": "800080",
    "navy": "000080", "maroon": "800000", "teal": "008080", "silver": "C0C0C0", "lime": "00FF00", "cyan": "00FFFF",
    "magenta": "FF00FF", "dkBlue": "00008B", "dkRed": "8B0000", "dkGreen": "006400",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Color:
    """`RRGGBB`, and from 0 (not there) to 1 how opaque."""

    rgb: str
    alpha: float = 1.0

    def over(self, ground: str) -> str:
        """What is seen when this lies on an opaque ground."""
        if self.alpha >= 1:
            return self.rgb
        mixed = (t * self.alpha + g * (1 - self.alpha) for t, g in zip(_parts(self.rgb), _parts(ground), strict=True))
        return _hex(mixed)

    def tinted(self, share: float) -> Color:
        """That share of the color, the rest white, in linear light, as PowerPoint's `a:tint`."""
        return Color(_hex(_lit(_parts(self.rgb), share, 1 - share)), self.alpha)


@dataclass(frozen=True, slots=True)
class Palette:
    """The colors of one slide, layout or master: the theme's slots, and which slot a name such as `bg1` means."""

    slots: Mapping[str, str]
    names: Mapping[str, str]

    @classmethod
    def of(cls, theme: Element | None, color_map: Element | None) -> Palette:
        """From a theme's root and a `p:clrMap` or `a:overrideClrMapping`; Office's own colors where there is none."""
        slots = dict(_OFFICE)
        scheme = None if theme is None else theme.find(f"{a('themeElements')}/{a('clrScheme')}")
        for entry in () if scheme is None else scheme:
            name = str(entry.tag).rpartition("}")[2]
            if len(entry) and (color := _plain(entry[0])):
                slots[name] = color
        names = dict(_USUAL)
        if color_map is not None:
            names |= {str(key): str(value) for key, value in color_map.items()}
        return cls(slots, names)

    def color_in(self, owner: Element | None, placeholder: Color | None = None) -> Color | None:
        """The color that is the first child of `a:solidFill` or the like; `placeholder` is what `phClr` means."""
        return None if owner is None or not len(owner) else self.color(owner[0], placeholder)

    def color(self, element: Element, placeholder: Color | None = None) -> Color | None:
        """The color of an `a:srgbClr`, `a:schemeClr` …, or None when it cannot be known."""
        if element.tag == a("schemeClr"):
            name = attribute(element, "val")
            if name == "phClr":
                return None if placeholder is None else _changed(placeholder, element)
            found = self.slots.get(self.names.get(name, name))
        else:
            found = _plain(element)
        return None if not found else _changed(Color(found), element)


def _plain(element: Element) -> str:
    """The element's color before anything is done to it; nothing for a theme color or one we do not know."""
    tag = str(element.tag).rpartition("}")[2]
    value = attribute(element, "val")
    if tag == "srgbClr":
        return value.upper() if len(value) == 6 else ""
    if tag == "sysClr":
        return (attribute(element, "lastClr") or _SYSTEM.get(value, "")).upper()
    if tag == "prstClr":
        return _PRESET.get(value, "")
    if tag == "scrgbClr":
        return _hex(_curved(_share(attribute(element, name, "0"))) for name in ("r", "g", "b"))
    if tag == "hslClr":
        hue = int(attribute(element, "hue", "0")) / 21_600_000
        lum, sat = (_share(attribute(element, name, "0")) for name in ("lum", "sat"))
        return _hex(colorsys.hls_to_rgb(hue, lum, sat))
    return ""


def _changed(color: Color, element: Element) -> Color:
    """After the transforms that are the element's children, in their order."""
    rgb, alpha = _parts(color.rgb), color.alpha
    for child in element:
        tag = str(child.tag).rpartition("}")[2]
        value = _share(attribute(child, "val", "100000"))
        match tag:
            case "alpha":
                alpha = value
            case "alphaMod":
                alpha *= value
            case "alphaOff":
                alpha += value
            case "lumMod" | "lumOff" | "lum" | "satMod" | "satOff" | "sat" | "hueMod" | "hueOff" | "hue":
                rgb = _in_hls(rgb, tag, value, attribute(child, "val", "0"))
            case "tint":
                rgb = _lit(rgb, value, 1 - value)
            case "shade":
                rgb = _lit(rgb, value, 0)
            case "gray":
                gray = 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]
                rgb = (gray, gray, gray)
            case "inv":
                rgb = (1 - rgb[0], 1 - rgb[1], 1 - rgb[2])
            case "comp":
                rgb = _in_hls(rgb, "hueOff", 0, "10800000")
            case _:  # gamma and single channels: no program offers them
                pass
    return Color(_hex(rgb), min(1.0, max(0.0, alpha)))


def _in_hls(rgb: tuple[float, float, float], tag: str, value: float, raw: str) -> tuple[float, float, float]:
    hue, light, sat = colorsys.rgb_to_hls(*rgb)
    if tag.startswith("lum"):
        light = {"lumMod": light * value, "lumOff": light + value}.get(tag, value)
    elif tag.startswith("sat"):
        sat = {"satMod": sat * value, "satOff": sat + value}.get(tag, value)
    else:
        turn = int(float(raw)) / 21_600_000
        hue = {"hueMod": hue * value, "hueOff": hue + turn}.get(tag, turn) % 1
    return colorsys.hls_to_rgb(hue, min(1.0, max(0.0, light)), min(1.0, max(0.0, sat)))


def _lit(rgb: tuple[float, float, float], share: float, more: float) -> tuple[float, float, float]:
    """Each channel changed in linear light, where PowerPoint tints and shades."""
    red, green, blue = (_curved(_linear(part) * share + more) for part in rgb)
    return red, green, blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _curved(part: float) -> float:
    part = min(1.0, max(0.0, part))
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


def _share(value: str) -> float:
    """A share from `90000` or `90%`."""
    return float(value[:-1]) / 100 if value.endswith("%") else float(value or 0) / _WHOLE


def _parts(rgb: str) -> tuple[float, float, float]:
    return int(rgb[0:2], 16) / 255, int(rgb[2:4], 16) / 255, int(rgb[4:6], 16) / 255


def _hex(parts: Iterable[float]) -> str:
    return "".join(f"{round(min(1.0, max(0.0, part)) * 255):02X}" for part in parts)
