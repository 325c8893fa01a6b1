"""How large text is in somebody else's template: what it says, what we say where it says nothing or too little.

In: slots as a template's placeholders make them, the slide's size. Out: the same with sizes that can be read. Must not
choose layouts or places. EMU; text in points, which are smaller on a slide lower than 7.5 inches.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from whp_deck.office.fonts import breadth
from whp_deck.office.placeholders import TEXTS, TITLES, Box
from whp_deck.office.template_slots import LevelStyle, Slot

SMALLEST, SMALLEST_TITLE = 18.0, 24.0  # points on a slide 7.5 inches high
UNSAID = LevelStyle().size  # what PowerPoint takes where no sheet says a size
_COVER_UNSAID, _TITLE_UNSAID, _TEXT_UNSAID = 44.0, 36.0, 28.0  # points, as in our own template
_LEVEL_STEP = 4.0  # points by which each level's text is smaller than that of the level above it
_READABLE = 20.0  # points: what text is set in whose template would have it smaller than `SMALLEST`
LEAST = 0.35  # of the slide's width and height: less is no area for content
LEVELS = 5  # that PowerPoint offers


def unit_of(slide: Box) -> float:
    """How large a point is on this slide, measured by one of 10 by 7.5 inches: a Google deck is 5.6 inches high."""
    return max(0.2, min(slide.height / 6858000, slide.width / 9144000))


def is_low(box: Box, slide: Box) -> bool:
    """Whether a place is no area for content: a template may have its title in the middle of every slide."""
    return box.height < LEAST * slide.height


def floor_of(slot: Slot, slide: Box, least: float = SMALLEST) -> float:
    """The smallest size that is read from the back row: `least` in a font of usual breadth."""
    return least * unit_of(slide) / breadth(slot.levels[0].font)


def sized(slot: Slot, slide: Box, *, is_cover: bool = False) -> Slot:
    """A placeholder of a template that says nowhere how large its text is: the slide says it, so that every program shows
    the same, as large as in our own template."""
    is_title = slot.kind in TITLES
    if not (is_title or slot.kind in TEXTS) or slot.levels[0].size != UNSAID:
        return slot
    unit = unit_of(slide) / breadth(slot.levels[0].font)
    first = (_COVER_UNSAID if is_title and is_cover else _TITLE_UNSAID if is_title else _TEXT_UNSAID) * unit
    floor = (SMALLEST_TITLE if is_title else SMALLEST) * unit
    return _in_sizes(slot, [max(floor, first - _LEVEL_STEP * unit * number) for number in range(len(slot.levels))])


def readable(slot: Slot, slide: Box) -> Slot:
    """A placeholder for text that its template has too small for the back row: larger, as long as there is room for it."""
    least = floor_of(slot, slide)
    if slot.kind not in TEXTS or slot.levels[0].size >= least - 0.05:
        return slot
    first = _READABLE / SMALLEST * least
    own = slot.levels[0].size
    grown = _in_sizes(slot, [max(least, level.size * first / own) for level in slot.levels])
    return replace(grown, floor=own)


def size_of_template(slot: Slot, slide: Box) -> float:
    """How large the template itself has a placeholder's text, which `readable` may have made larger."""
    is_raised = slot.seat != "box" and 0 < slot.floor < floor_of(slot, slide) - 0.05
    return slot.floor if is_raised else slot.levels[0].size


def _in_sizes(slot: Slot, sizes: Sequence[float]) -> Slot:
    """The slot with its levels in these sizes, which the slide says."""
    points = [rounded(size) for size in sizes]
    levels = tuple(replace(level, size=size) for level, size in zip(slot.levels, points, strict=True))
    style = "".join(
        f'<a:lvl{n}pPr><a:defRPr sz="{hundredths(size)}"/></a:lvl{n}pPr>'
        for n, size in enumerate(points[: 1 if slot.kind in TITLES else LEVELS], 1)
    )
    return replace(slot, levels=levels, list_style=style)


def rounded(points: float) -> float:
    """Points as people choose them."""
    return float(round(points)) if points >= 10 else round(points, 1)


def hundredths(points: float) -> int:
    """Points as DrawingML counts them."""
    return round(points * 100)
