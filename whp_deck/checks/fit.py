"""Rules on room: texts and tables that run over, shapes beside the slide, slides and notes that are too full.

In: a `DeckView`. Out: hits. Must not measure: `office.overflow` does.
"""

from __future__ import annotations

from collections.abc import Iterator

from whp_deck.checks.deck_view import DeckView, SlideView, is_service, tables_of, tag_of, text_of
from whp_deck.checks.old_boxes import came_along, tell_once
from whp_deck.checks.quotes import listed, short
from whp_deck.checks.rule import Hit, Rule, rule
from whp_deck.office.overflow import line_boxes, table_bottom, text_overflow
from whp_deck.office.placeholders import Box
from whp_deck.office.sheets import Placed
from whp_deck.office.units import EMU_PER_POINT
from whp_deck.plan import NOTES_WORDS

_MOST_WORDS = 80
_ABOUT = 1.1  # "about": a tenth more is no finding
_OF_OLD_BOX = "move or delete it in the old deck and build again; or do so in PowerPoint in the deck that was built, which every build keeps"
_TOUCH = 2 * EMU_PER_POINT  # by so much letters may lie on others: measures are rough
_OFF = 0.02  # of the slide's width or height: so far a shape may stand out


@rule(
    severity="warning",
    remedy="shorten the text, or make two slides of one",
    origin="ours; HHS checklist",
)
def text_overflows(deck: DeckView) -> Iterator[Hit]:
    """Text that does not fit its place runs over what is below it, or off the slide."""
    for slide in deck.slides:
        for one in slide.shapes:
            if tag_of(one) != "sp" or is_service(one) or (measured := text_overflow(slide.looks, one)) is None:
                continue
            if measured.height > measured.available + _over(measured.height, measured.lines):
                message = f"“{short(text_of(one), 30)}” needs {measured.height:.0f} points of height and has {measured.available:.0f}"
                yield slide.hit(message, one)


def _over(height: float, lines: int) -> float:
    """Less than half a line more does not touch anything."""
    return height / max(1, lines) / 2


@rule(
    severity="error",
    remedy="shorten the longest cells, or put some rows on a second slide",
    origin="ours",
)
def table_past_edge(deck: DeckView) -> Iterator[Hit]:
    """Rows below the slide's edge are not shown, and nobody knows that they are there."""
    for slide in deck.slides:
        height = slide.looks.sheet.size.height / EMU_PER_POINT
        for placed, table in tables_of(slide):
            bottom = table_bottom(slide.looks, placed, table)
            if bottom is not None and bottom > height + 1:
                yield slide.hit(f"the table ends {bottom - height:.0f} points below the slide's edge", placed)


@rule(
    severity="warning",
    remedy="move or delete one of the two",
    origin="ours",
)
def text_on_footer(deck: DeckView) -> Iterator[Hit]:
    """Where words lie on the footer or the slide number, neither can be read."""
    found: dict[tuple[str, bool], list[tuple[SlideView, Placed]]] = {}
    for slide in deck.slides:
        loose = [one for one in slide.shapes if tag_of(one) == "sp" and one.ph is None and one.box is not None]
        feet = [box for one in slide.shapes if loose and is_service(one) for box in line_boxes(slide.looks, one)]
        for one in loose if feet else ():
            lines = line_boxes(slide.looks, one)
            if any(line.meets(foot, _TOUCH) for line in lines for foot in feet):
                key = short(text_of(one)), came_along(slide, one)
                found.setdefault(key, []).append((slide, one))
    for (words, is_old), places in found.items():
        yield from tell_once(
            places, f"the text box “{words}” lies on the footer or the slide number", _OF_OLD_BOX if is_old else ""
        )


@rule(
    severity="warning",
    remedy="move it onto the slide, or delete it",
    origin="ours",
)
def shape_off_slide(deck: DeckView) -> Iterator[Hit]:
    """What lies beside the slide is not shown but is in the file, and a screen reader reads it."""
    for slide in deck.slides:
        size = slide.looks.sheet.size
        beside = [
            one for one in slide.shapes
            if one.box is not None and _is_beside(one.box, size) and (text_of(one).strip() or tag_of(one) == "pic")
        ]  # fmt: skip
        if beside:
            yield slide.hit(f"{listed(text_of(one) or one.name for one in beside)} lies beside the slide", *beside)


def _is_beside(box: Box, size: Box) -> bool:
    return (
        box.x + box.width <= size.width * _OFF
        or box.y + box.height <= size.height * _OFF
        or box.x >= size.width * (1 - _OFF)
        or box.y >= size.height * (1 - _OFF)
    )


@rule(
    severity="warning",
    remedy="keep the point on the slide and move the rest into the notes",
    origin="HHS checklist (about 80 words); ours",
)
def slide_wordy(deck: DeckView) -> Iterator[Hit]:
    """Who reads a long slide does not listen."""
    for slide in deck.slides:
        if slide.words > _MOST_WORDS * _ABOUT:
            yield slide.hit(f"the slide has {slide.words} words; about {_MOST_WORDS} are enough")


@rule(
    severity="warning",
    remedy="shorten them, or put the long text into the packet",
    origin="ours: PowerPoint prints one page of notes for each slide",
)
def notes_overflow(deck: DeckView) -> Iterator[Hit]:
    """Notes that are longer than their page are cut off when they are printed."""
    for slide in deck.slides:
        words = len(slide.notes.split())
        if words > NOTES_WORDS:
            yield slide.hit(f"the notes have {words} words; a printed page holds about {NOTES_WORDS}")


RULES: tuple[Rule[DeckView], ...] = (
    text_overflows,
    table_past_edge,
    text_on_footer,
    shape_off_slide,
    slide_wordy,
    notes_overflow,
)
