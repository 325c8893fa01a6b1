"""Comments that people left on a slide, of the older and of the newer kind.

In: a slide part. Out: how many there are, and the extension by which a slide names the newer ones. Must not read who
wrote what.

Older ones are `p:cm` in a part of the slide's, newer ones (since 2021) `p188:cm`, and the slide's own `p:extLst` names
their part (MS-PPTX 2.6). Replies count with what they answer.
"""

from __future__ import annotations

from collections.abc import Iterator

from pptx.opc.package import Part, _Relationship

from whp_deck.office.relationships import relationships_of
from whp_deck.office.xml import Element, descend, p, parse_or_none

COMMENTS_URI = "{6950BFC3-D8DA-4A85-94F7-54DA5524770B}"


def comments_of(part: Part) -> Iterator[_Relationship]:
    """The slide's relationships to comments."""
    return (
        one
        for one in relationships_of(part).values()
        if one.reltype.rpartition("/")[2] == "comments" and not one.is_external
    )


def count_comments(part: Part) -> int:
    """How many comments the slide has; of a part that cannot be read, one."""
    count = 0
    for one in comments_of(part):
        root = parse_or_none(one.target_part.blob)
        count += 1 if root is None else sum(1 for child in root if str(child.tag).endswith("}cm"))
    return count


def naming_of(root: Element) -> Element | None:
    """The extension by which the slide names its newer comments."""
    listed = descend(root, p("extLst"))
    return None if listed is None else next((one for one in listed if one.get("uri") == COMMENTS_URI), None)
