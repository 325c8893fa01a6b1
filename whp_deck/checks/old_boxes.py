"""Words in text boxes that came with slides of another deck: told once for all these slides.

In: slides and their shapes. Out: which came so, and hits. Must not look for faults.

Whoever made the old deck copied such a box from slide to slide. Its owner can delete it there, or leave it: no layout of ours
has a place for it, so that it is no error.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from whp_deck.checks.deck_view import SlideView, tag_of
from whp_deck.checks.rule import Hit
from whp_deck.errors import enumerated
from whp_deck.office.sheets import Placed
from whp_deck.plan import CopiedSlide

Boxes = Sequence[tuple[SlideView, Placed]]


def came_along(slide: SlideView, placed: Placed) -> bool:
    """Whether the shape is a text outside placeholders that an imported slide has from its own deck."""
    known = slide.deck.known
    plan = known.slides[slide.number - 1] if slide.number <= len(known.slides) else None
    if not isinstance(plan, CopiedSlide) or placed.ph is not None or tag_of(placed) != "sp":
        return False
    return placed.name not in known.own.get(slide.number, ())


def tell_once(boxes: Boxes, message: str, remedy: str = "") -> Iterator[Hit]:
    """One warning for all of them, with the numbers of their slides; on the slide itself where there is one."""
    slides = list(dict.fromkeys(slide for slide, _ in boxes))
    if len(slides) == 1:
        yield slides[0].hit(message, *(placed for _, placed in boxes), severity="warning", remedy=remedy)
    elif slides:
        named = slides_named([one.number for one in slides])
        yield Hit(f"{named}: {message}", severity="warning", source=slides[0].hit("").source, remedy=remedy)


def slides_named(numbers: Sequence[int]) -> str:
    """“slide 4”, “slides 2 to 6 and 9”."""
    runs = [
        [number for _, number in group]
        for _, group in groupby(enumerate(sorted(numbers)), key=lambda one: one[1] - one[0])
    ]
    words = [f"{one[0]} to {one[-1]}" if len(one) > 2 else enumerated(list(map(str, one))) for one in runs]
    return f"slide{'s' if len(numbers) > 1 else ''} {enumerated(words)}"
