"""A column of places on a slide, closed up where one of them stays empty.

In: a planned slide and its layout. Out: the layout with its slots where this slide has them. Which slots are a column
is said in config/layouts.yaml. Must not change a size: the text was fitted to it.
"""

from __future__ import annotations

from dataclasses import replace

from whp_deck.office.bindings import our_bindings
from whp_deck.office.template import Layout
from whp_deck.plan import SlidePlan


def close_up(slide: SlidePlan, layout: Layout) -> Layout:
    """The layout, in which what stands below an empty place of the column takes that place: no hole in the middle of a slide."""
    binding = our_bindings().get(slide.layout)
    column = [name for name in binding.column if name in layout.slots] if binding else []
    if not column:
        return layout
    first = layout.slots[column[0]]
    column = [name for name in column if layout.slots[name].x < first.x + first.width]
    slots = dict(layout.slots)
    up = 0
    for name, below in zip(column, [*column[1:], ""], strict=True):
        slot = layout.slots[name]
        if name not in slide.slots:
            up += layout.slots[below].y - slot.y if below else 0
        elif up:
            own = slot.seat == "own"  # a placeholder in its layout's place gets one of its own, and keeps its anchor
            slots[name] = replace(
                slot, y=slot.y - up, seat="moved" if own else slot.seat, anchor="" if own else slot.anchor
            )
    return layout if slots == layout.slots else replace(layout, slots=slots)
