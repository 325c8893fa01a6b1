"""How wide text is: advance widths of the common office fonts, the same on every machine.

In: text, a font's name, a size in points. Out: a width or a line height in points.
Must not open a font file or ask the machine which fonts it has: the widths lie in `font_widths.json`
(made by `templates/make_font_widths.py`). Kerning is left out: text comes out a little too wide, never too narrow.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

_EM = 2048
_TWINS = {
    "calibri": "Carlito",
    "carlito": "Carlito",
    "cambria": "Caladea",
    "caladea": "Caladea",
    "arial": "Liberation Sans",
    "helvetica": "Liberation Sans",
    "liberation sans": "Liberation Sans",
    "times new roman": "Liberation Serif",
    "times": "Liberation Serif",
    "liberation serif": "Liberation Serif",
}
_UNKNOWN_FONT = "Carlito"
_UNKNOWN_FACTOR = 1.08  # a margin for safety, not a measurement: a wider face than that needs its own widths here


def is_known(font: str) -> bool:
    """Whether the font's own widths are known; other fonts are estimated from Calibri's, 8 % wider."""
    return font.strip().casefold() in _TWINS


def twin_of(font: str) -> str:
    """A free font of the same widths, as LibreOffice takes it; empty when none is known."""
    return _TWINS.get(font.strip().casefold(), "")


def text_width(text: str, font: str, size_pt: float, bold: bool = False, italic: bool = False) -> float:
    """The width in points of text on one line, without kerning."""
    return _em_width(text, font, bold, italic) * size_pt


def line_height(font: str, size_pt: float) -> float:
    """The height in points of a line at single spacing: the font's ascent, descent and line gap."""
    twin = _TWINS.get(font.strip().casefold(), _UNKNOWN_FONT)
    return float(_data()[f"{twin}/line"]) * size_pt


@lru_cache(maxsize=65536)
def _em_width(text: str, font: str, bold: bool, italic: bool) -> float:
    key = font.strip().casefold()
    widths, average = _widths(_TWINS.get(key, _UNKNOWN_FONT), bold, italic)
    factor = 1.0 if key in _TWINS else _UNKNOWN_FACTOR
    total = 0.0
    for letter in text:
        width = widths.get(letter)
        total += _guess(letter, average) if width is None else width
    return total * factor / _EM


def _guess(letter: str, average: float) -> float:
    """The width of a letter that the table lacks: nothing for marks and controls, one em for East Asian letters."""
    if unicodedata.category(letter) in {"Mn", "Me", "Cf", "Cc"}:
        return 0.0
    if unicodedata.east_asian_width(letter) in {"W", "F"}:
        return float(_EM)
    decomposed = unicodedata.normalize("NFKC", letter)
    return average * max(1, len(decomposed))


@lru_cache(maxsize=1)
def _data() -> Mapping[str, Any]:
    raw = Path(__file__).with_name("font_widths.json").read_text(encoding="utf-8")
    return MappingProxyType(json.loads(raw))


@lru_cache(maxsize=16)
def _widths(twin: str, bold: bool, italic: bool) -> tuple[Mapping[str, float], float]:
    """Letter → width in 1/2048 em, and the width for unknown letters (a wide average: capitals and `m`)."""
    style = "-".join(name for name, on in (("bold", bold), ("italic", italic)) if on) or "regular"
    data = _data()
    letters = [chr(code) for first, last in data["ranges"] for code in range(first, last + 1)]
    packed = str(data[f"{twin}/{style}"]).split(",")
    widths = {letter: float(width) for letter, width in zip(letters, packed, strict=True) if width}
    widths["\u00ad"] = 0.0  # a soft hyphen is not drawn unless a line breaks there, and PowerPoint does not break
    average = sum(widths[letter] for letter in "ABCDEFGHmnou") / 12
    return MappingProxyType(widths), average
