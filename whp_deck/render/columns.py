"""A column of places on a slide, closed up where one of them stays empty; a movie that takes its room where all do.

In: a planned slide and its layout. Out: the layout with its slots where this slide has them. Which slots are a column, and
which movie widens, is said in config/layouts.yaml. Must not change a text's size: it was fitted to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from whp_deck.office.bindings import our_bindings
from whp_deck.office.template import Layout, Slot
from whp_deck.plan import Movie, SlidePlan


def close_up(slide: SlidePlan, layout: Layout) -> Layout:
    """The layout, in which what stands below an empty place of the column takes that place: no hole in the middle of a slide."""
    binding = our_bindings().get(slide.layout)
    column = [name for name in binding.column if name in layout.slots] if binding else []
    if not column or binding is None:
        return layout
    first = layout.slots[column[0]]
    column = [name for name in column if layout.slots[name].x < first.x + first.width]
    slots = dict(layout.slots)
    if not any(name in slide.slots for name in column):
        movie, slot = slide.slots.get(binding.widens), slots.get(binding.widens)
        if isinstance(movie, Movie) and slot is not None:
            slots[binding.widens] = _widened(movie, slot, [slots[name] for name in column])
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


def _widened(movie: Movie, slot: Slot, column: Sequence[Slot]) -> Slot:
    """The movie in the middle of its room and the column's, as large as its shape lets it be."""
    room = [slot, *column]
    left, top = min(one.x for one in room), min(one.y for one in room)
    width = max(one.x + one.width for one in room) - left
    height = max(one.y + one.height for one in room) - top
    shape = (movie.width, movie.height) if movie.width and movie.height else (slot.width, slot.height)
    larger = min(width / shape[0], height / shape[1])
    wide, high = int(shape[0] * larger), int(shape[1] * larger)
    return replace(slot, x=left + (width - wide) // 2, y=top, width=wide, height=high)
