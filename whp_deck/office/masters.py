"""Which master of a template is for what: some have one for their first slide and one for all others.

In: candidates. Out: those of the masters in use; a cover's slots where its master has its text. Must not bind slots.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from whp_deck.office.arrange import box_of
from whp_deck.office.candidates import Candidate
from whp_deck.office.sizes import is_low
from whp_deck.office.template_slots import Slot

COVERS = frozenset({"title", "secHead"})  # kinds of layouts whose text is a line or two


def main_masters(candidates: Sequence[Candidate]) -> tuple[list[Candidate], list[Candidate]]:
    """The candidates of the master that offers most of what a deck needs, the first of equals; and of the first of those
    equals whose body has room: a template may have one master for its first slide and one for all others."""
    kinds: dict[int, set[str]] = {}
    for one in candidates:
        kinds.setdefault(id(one.master), set()).add(one.kind)
    useful = {"title", "obj", "titleOnly", "twoObj", "secHead"}
    most = max((len(held & useful) for held in kinds.values()), default=0)
    equals = [[one for one in candidates if id(one.master) == key] for key in kinds if len(kinds[key] & useful) == most]
    if not equals:
        return [], []
    return equals[0], next((ones for ones in equals if not _has_low_body(ones[0])), equals[0])


def _has_low_body(one: Candidate) -> bool:
    body = one.reader.body()
    return body is not None and is_low(box_of(body, one), one.slide)


def on_cover(one: Candidate, slots: dict[str, Slot]) -> dict[str, Slot]:
    """Where a master is for covers alone it says where their text stands, whatever a program wrote into its layouts."""
    shapes = {"title": one.reader.title(), "text": one.reader.body()}
    if None in shapes.values():
        return slots
    title, body = (box_of(shape, one) for shape in shapes.values())
    found = dict(slots)
    for name, slot in slots.items():
        own, bottom = title if name == "title" else body, slot.y + slot.height
        if (slot.x, slot.y, slot.width) != (own.x, own.y, own.width) and own.y + own.height <= one.slide.height:
            # what stands under the title there may be more than one line of a sample
            height = own.height if name == "title" else max(own.height, bottom - own.y)
            found[name] = replace(slot, x=own.x, y=own.y, width=own.width, height=height, seat="moved")
    return found
