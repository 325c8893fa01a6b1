"""Which fonts of a deck this computer does not have, so that LibreOffice draws others in their place.

In: an open package. Out: names of fonts. Must not draw. Asks fontconfig, and knows nothing where that is not installed.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Collection, Iterator
from functools import lru_cache

from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part

from whp_deck.office.fonts import twin_of
from whp_deck.office.package import Package
from whp_deck.office.relationships import relationships_of
from whp_deck.office.slide_list import slide_parts

_LATIN = re.compile(rb'<a:latin\b[^>]*?\btypeface="([^"+][^"]*)"')
_DRESSED_BY = (RT.SLIDE_LAYOUT, RT.SLIDE_MASTER, RT.THEME)


def missing_fonts(package: Package) -> list[str]:
    """The fonts of its slides, and of the layouts and masters under them, that are not here, nor one of the same widths."""
    here = fonts_here()
    return missing_of(fonts_used(package), here) if here else []


def missing_of(used: Collection[str], here: Collection[str]) -> list[str]:
    """Those of `used` that are not among `here` (in lower case) under their own name or that of a font of the same widths."""
    return sorted(font for font in used if font.casefold() not in here and twin_of(font).casefold() not in here)


def fonts_used(package: Package) -> set[str]:
    """Every Latin font that the slides or what dresses them name; where fonts of the theme are meant, the theme names them."""
    seen: dict[Part, None] = {}
    for slide in slide_parts(package).values():
        seen |= dict.fromkeys(_dressed(slide))
    return {name.decode("utf-8", "replace").strip() for part in seen for name in _LATIN.findall(part.blob)}


def _dressed(part: Part) -> Iterator[Part]:
    yield part
    for one in relationships_of(part).values():
        under = {RT.SLIDE_LAYOUT: "/slides/", RT.SLIDE_MASTER: "/slideLayouts/", RT.THEME: "/slideMasters/"}
        if one.reltype in _DRESSED_BY and not one.is_external and under[one.reltype] in part.partname:
            yield from _dressed(one.target_part)


@lru_cache(maxsize=1)
def fonts_here() -> frozenset[str]:
    """The families that fontconfig knows, in lower case; none where it is not installed."""
    try:
        done = subprocess.run(["fc-list", ":", "family"], capture_output=True, timeout=30, check=True)
    except (OSError, subprocess.SubprocessError):
        return frozenset()
    lines = done.stdout.decode("utf-8", "replace").splitlines()
    return frozenset(name.strip().casefold() for line in lines for name in line.split(","))
