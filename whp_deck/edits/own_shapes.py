"""Which shapes of a merged deck a person added to slides of ours: no line of anybody's files has put them there.

In: a stamped package. Out: names of shapes, by the slide's number. Must not change anything.
"""

from __future__ import annotations

from whp_deck.edits.fields import differences
from whp_deck.office.package import Package
from whp_deck.office.placeholders import properties_of
from whp_deck.office.slide_list import slide_parts
from whp_deck.office.snapshot import slide_id_of, snapshot_shapes, snapshot_slides
from whp_deck.office.stamp import Manifest
from whp_deck.office.xml import attribute


def own_shapes(package: Package, manifest: Manifest) -> dict[int, frozenset[str]]:
    """For each slide with such shapes their names, as PowerPoint shows them."""
    found: dict[int, frozenset[str]] = {}
    parts = slide_parts(package).values()
    for number, (part, now) in enumerate(zip(parts, snapshot_slides(package), strict=True), 1):
        id = slide_id_of(part)
        was = manifest.bases.get(id) or manifest.slides.get(id)
        if was is None:
            continue
        added = [one.shape for one in differences(was, now, exact=False) if one.name == "added"]
        shapes = snapshot_shapes(package, part) if added else []
        properties = [properties_of(shapes[at][1]) for at in added]
        names = frozenset(attribute(one, "name") for one in properties if one is not None)
        if names:
            found[number] = names
    return found
