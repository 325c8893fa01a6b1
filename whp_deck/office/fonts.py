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
# Other fonts that practices have in their templates: how much wider than Calibri they run over English and German sentences,
# regular and bold, and the height of a line. Measured on the font itself or, where that is not free, on the free one that
# stands in for it (behind the name); three in a hundred are added, as single words differ.
_KIN = {
    "arial narrow": (0.90, 0.90, 1.15),  # Nimbus Sans Narrow
    "bookman old style": (1.20, 1.20, 1.20),  # URW Bookman
    "book antiqua": (1.09, 1.10, 1.25),  # P052
    "century gothic": (1.19, 1.16, 1.20),  # URW Gothic
    "century schoolbook": (1.14, 1.14, 1.20),  # C059
    "dejavu sans": (1.24, 1.37, 1.17),
    "eb garamond": (0.93, 1.00, 1.31),
    "fira sans": (1.11, 1.09, 1.20),
    "garamond": (0.93, 1.00, 1.31),  # EB Garamond
    "gelasio": (1.08, 1.23, 1.27),
    "georgia": (1.08, 1.23, 1.27),  # Gelasio
    "gotham": (1.23, 1.26, 1.22),  # Montserrat
    "inter": (1.16, 1.17, 1.21),
    "lato": (1.06, 1.06, 1.20),
    "libre franklin": (1.13, 1.14, 1.21),
    "montserrat": (1.23, 1.26, 1.22),
    "noto sans": (1.15, 1.19, 1.37),
    "nunito sans": (1.10, 1.12, 1.37),
    "open sans": (1.14, 1.19, 1.37),
    "palatino linotype": (1.09, 1.10, 1.35),  # P052
    "poppins": (1.21, 1.22, 1.50),
    "raleway": (1.13, 1.15, 1.18),
    "roboto": (1.08, 1.07, 1.18),
    "segoe ui": (1.14, 1.19, 1.37),  # Open Sans, which is a little wider
    "source sans": (1.02, 1.05, 1.43),
    "tahoma": (1.12, 1.23, 1.21),  # DejaVu Sans Condensed
    "trebuchet ms": (1.11, 1.09, 1.20),  # Fira Sans
    "verdana": (1.24, 1.37, 1.22),  # DejaVu Sans
}
_MARGIN = 1.03
_MODEL = "Carlito"
_ARIAL = 1.09
_UNKNOWN = (1.15, 1.20, 1.22)  # most of those above are no wider
_STAND_IN = 1.2


def is_known(font: str) -> bool:
    """Whether the font's widths are known; others are taken 18 % wider than Calibri's."""
    key = font.strip().casefold()
    return key in _TWINS or _kin(key) is not _UNKNOWN


@lru_cache(maxsize=64)
def _kin(key: str) -> tuple[float, float, float]:
    """What is known of a font that has no table of its own; `gotham book` and `open sans light` are of their family."""
    return next((facts for name, facts in _KIN.items() if f"{key} ".startswith(f"{name} ")), _UNKNOWN)


@lru_cache(maxsize=64)
def breadth(font: str) -> float:
    """How much broader than Arial, the broadest of the usual fonts, text runs; 1 for those that do not.

    Such faces have tall small letters, too, so that a size smaller by it is read from as far.
    """
    key = font.strip().casefold()
    return 1.0 if key in _TWINS else max(1.0, _kin(key)[0] / _ARIAL)


def stand_in_factor(font: str) -> float:
    """How much wider, at most, than `text_width` says a computer may draw text that lacks the font: 1 where the widths are known."""
    return 1.0 if is_known(font) else _STAND_IN


def twin_of(font: str) -> str:
    """A free font of the same widths, as LibreOffice takes it; empty when none is known."""
    return _TWINS.get(font.strip().casefold(), "")


def text_width(text: str, font: str, size_pt: float, bold: bool = False, italic: bool = False) -> float:
    """The width in points of text on one line, without kerning."""
    return _em_width(text, font, bold, italic) * size_pt


def line_height(font: str, size_pt: float) -> float:
    """The height in points of a line at single spacing: the font's ascent, descent and line gap."""
    key = font.strip().casefold()
    height = float(_data()[f"{_TWINS[key]}/line"]) if key in _TWINS else _kin(key)[2]
    return height * size_pt


@lru_cache(maxsize=65536)
def _em_width(text: str, font: str, bold: bool, italic: bool) -> float:
    key = font.strip().casefold()
    widths, average = _widths(_TWINS.get(key, _MODEL), bold, italic)
    factor = 1.0 if key in _TWINS else _kin(key)[bold] * _MARGIN
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
