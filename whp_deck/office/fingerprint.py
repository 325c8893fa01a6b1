"""What the look of each slide hangs on, as a short text: when it is the same, so is the picture.

In: a package. Out: one fingerprint for each slide, over its own part and everything that it reaches (layout, master,
theme, pictures, charts). Must not read movies and sounds: they are not drawn, and may be large.
"""

from __future__ import annotations

import hashlib

from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part

from whp_deck.office.package import Package
from whp_deck.office.relationships import relationships_of
from whp_deck.office.slide_list import slide_parts

_NOT_DRAWN = frozenset({RT.NOTES_SLIDE, RT.SLIDE, RT.MEDIA, RT.VIDEO, RT.AUDIO, RT.COMMENTS, RT.PRINTER_SETTINGS})


def fingerprint_slides(package: Package) -> list[str]:
    """One fingerprint for each slide, in order. The number is part of it: many layouts show it."""
    own: dict[Part, bytes] = {}
    found = []
    for number, part in enumerate(slide_parts(package).values(), 1):
        digest = hashlib.sha256(str(number).encode())
        for reached in _reached(part):
            if reached not in own:
                own[reached] = hashlib.sha256(reached.blob).digest()
            digest.update(own[reached])
        found.append(digest.hexdigest()[:24])
    return found


def _reached(slide: Part) -> list[Part]:
    """The slide's part and all that it is drawn with; a master's other layouts are none of it."""
    found = [slide]
    for part in found:
        for relationship in relationships_of(part).values():
            if relationship.is_external or relationship.reltype in _NOT_DRAWN:
                continue
            if relationship.reltype == RT.SLIDE_LAYOUT and part is not slide:
                continue
            if relationship.target_part not in found:
                found.append(relationship.target_part)
    return found
