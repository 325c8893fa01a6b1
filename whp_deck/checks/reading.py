"""The rule on the order in which a slide is read out.

In: a `DeckView`. Out: hits. Must not judge looks or words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from whp_deck.checks.deck_view import (
    DeckView,
    SlideView,
    alt_of,
    is_decorative,
    is_described,
    is_service,
    kind_of,
    tag_of,
    text_of,
)
from whp_deck.checks.old_boxes import came_along, tell_once
from whp_deck.checks.quotes import listed, short
from whp_deck.checks.rule import Hit, rule
from whp_deck.office.placeholders import TITLES, Box
from whp_deck.office.sheets import Placed
from whp_deck.office.units import EMU_PER_POINT
from whp_deck.office.xml import a, attribute

_OF_OLD_ORDER = (
    "leave it where it says nothing new; else bring it to its place in the old deck, in Home > Arrange > Selection Pane, and "
    "build again"
)


@rule(
    severity="error",
    remedy="open Home > Arrange > Selection Pane and bring the shapes into the order in which they are to be read",
    origin="HHS checklist; WCAG 1.3.2; Microsoft's checker",
)
def reading_order(deck: DeckView) -> Iterator[Hit]:
    """A screen reader reads shapes in the order of the slide's tree, not as they lie."""
    old: list[tuple[SlideView, Placed]] = []
    for slide in deck.slides:
        read = [one for one in slide.shapes if _is_read(one)]
        shapes, message = _out_of_order([one for one in read if not came_along(slide, one)])
        if shapes:
            yield slide.hit(message, *shapes)
        else:
            old += [(slide, one) for one in _out_of_order(read)[0] if came_along(slide, one)][:1]
    words = listed(text_of(one) for _, one in old)
    yield from tell_once(old, f"words of an old deck are read before what stands above them: {words}", _OF_OLD_ORDER)


def _out_of_order(read: Sequence[Placed]) -> tuple[Sequence[Placed], str]:
    """The first shapes that are read too early, and in words before what; none where all is in order."""
    titles = [one for one in read if kind_of(one) in TITLES]
    if titles and read[0] is not titles[0]:
        before = read[: read.index(titles[0])]
        return before, f"{listed(_called(one) for one in before)} is read before the title"
    body = [one for one in read if kind_of(one) not in TITLES and one.box is not None]
    for first, second in combinations(body, 2):
        if _is_above(second.box, first.box):
            message = f"“{_called(first)}” is read before “{_called(second)}”, which stands above it"
            return (first, second), message
    return (), ""


def _is_read(placed: Placed) -> bool:
    if is_service(placed) or is_decorative(placed.shape) or is_described(placed) or placed.groups:
        return False
    return has_words(placed) or bool(alt_of(placed.shape)) or tag_of(placed) == "graphicFrame"


def _called(placed: Placed) -> str:
    return short(text_of(placed) or alt_of(placed.shape) or placed.name, 30) or "a shape without a name"


def _is_above(upper: Box | None, lower: Box | None) -> bool:
    """Whether one ends where the other has not begun, in the same column."""
    if upper is None or lower is None or upper.y + upper.height > lower.y + 2 * EMU_PER_POINT:
        return False
    common, _ = upper.overlap(lower)
    return common > 0.6 * min(upper.width, lower.width) and lower.height > 0 and upper.height > 0


def has_words(placed: Placed) -> bool:
    """Whether a shape says more than a slide number or a bare figure."""
    fields = {attribute(one, "type") for one in placed.shape.iter(a("fld"))}
    text = text_of(placed).strip()
    return bool(re.search(r"[^\W\d_]", text)) and not (fields and fields <= {"slidenum", "datetime"} and len(text) < 12)
