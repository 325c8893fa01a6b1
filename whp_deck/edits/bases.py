"""What a slide grew out of, field by field, where a build could not bring all of it up to what the configuration gives.

In: snapshots of one slide, and what of it was taken over. Out: the snapshot against which a person's changes are told, and
the next merge is made. Must not decide what is taken.

While a slide is in conflict, what nobody typed must not pass for a person's edit: neither a layout that was not taken over,
nor the words that a person changed, as they were before. These stay as they were built until the slide to compare is gone:
then the person has chosen, and only where both have changed something does what the configuration gave count as known.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from whp_deck.edits.fields import Difference, differences, pair_shapes
from whp_deck.office.snapshot import SlideSnapshot

LOOKS = frozenset({"layout", "look", "place", "background"})
"""The fields that say how a slide looks, and no word or picture of it."""
_OF_THE_SLIDE = frozenset({"notes", "hidden", "layout", "effects", "comments", "background"})
_OF_A_SHAPE: Mapping[str, tuple[str, ...]] = {
    "title": ("paragraphs",), "text": ("paragraphs",), "table": ("cells",), "look": ("look",), "alt": ("alt",),
    "picture": ("image",), "movie": ("media", "image", "plays"), "place": ("box",),
}  # fmt: skip


def advance(base: SlideSnapshot, ours: SlideSnapshot, fields: Iterable[Difference]) -> SlideSnapshot:
    """`base`, in which these fields are as in `ours`. Their shapes are those of `base`, which stay in number and order."""
    shapes, whole = list(base.shapes), dict[str, Any]()
    to_ours = pair_shapes(base.shapes, ours.shapes)
    for one in fields:
        if one.name in _OF_THE_SLIDE:
            whole[one.name] = getattr(ours, one.name)
        elif one.name in _OF_A_SHAPE and one.shape in to_ours:
            there = ours.shapes[to_ours[one.shape]]
            taken: dict[str, Any] = {name: getattr(there, name) for name in _OF_A_SHAPE[one.name]}
            shapes[one.shape] = replace(shapes[one.shape], **taken)
    return replace(base, shapes=tuple(shapes), **whole)


def dress(slide: SlideSnapshot, base: SlideSnapshot) -> SlideSnapshot:
    """The slide as the configuration gives it, with the look of `base`: a slide that a person made looks as they made it."""
    return advance(slide, base, [one for one in differences(slide, base) if one.name in LOOKS])


def settle(
    base: SlideSnapshot,
    given: SlideSnapshot,
    now: SlideSnapshot,
    *,
    exact: bool,
    but: Collection[tuple[str, int]] = (),
) -> SlideSnapshot:
    """`base` once the person has chosen: what both have changed since is known as the configuration gave it then.

    `but` are fields of which that is not so.
    """
    theirs = {(one.name, one.shape) for one in differences(base, now, exact=exact)}
    both = [
        one
        for one in differences(base, given, both_ours=True)
        if (one.name, one.shape) in theirs and one.field not in but
    ]
    return advance(base, given, both)
