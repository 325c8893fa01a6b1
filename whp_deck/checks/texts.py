"""Searching the texts of a deck: every text with its shape, and hits that name them.

In: a `DeckView` and a pattern. Out: slides with what was found, hits. Must not know any rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from whp_deck.checks.deck_view import DeckView, SlideView, text_of
from whp_deck.checks.quotes import listed
from whp_deck.checks.rule import Hit
from whp_deck.errors import Severity
from whp_deck.office.sheets import Placed


def texts_of(slide: SlideView) -> Iterator[tuple[str, Placed | None]]:
    """Every text of a slide with its shape, and its notes."""
    for placed in slide.shapes:
        if text := text_of(placed):
            yield text, placed
    if slide.notes:
        yield slide.notes, None


def search(deck: DeckView, pattern: re.Pattern[str]) -> Iterator[tuple[SlideView, Placed | None, str]]:
    """Slide, shape (None: the notes) and words of the first match in each text."""
    for slide in deck.slides:
        for text, placed in texts_of(slide):
            if found := pattern.search(text):
                yield slide, placed, found[0]


def by_slide(deck: DeckView, pattern: re.Pattern[str]) -> Iterator[tuple[SlideView, list[tuple[Placed | None, str]]]]:
    """The slides with such a text, each with its shapes and what was found in them."""
    for slide, found in groupby(search(deck, pattern), key=lambda one: one[0]):
        yield slide, [(placed, text) for _, placed, text in found]


def at_all(
    slide: SlideView, found: Sequence[tuple[Placed | None, str]], one: str, more: str, severity: Severity | None = None
) -> Hit:
    """One hit for all that was found on a slide: the texts, then what is wrong with one or with more of them."""
    texts = list(dict.fromkeys(text for _, text in found))
    notes = ", in the notes" if all(placed is None for placed, _ in found) else ""
    shapes = [placed for placed, _ in found if placed is not None]
    return slide.hit(f"{listed(texts)} {one if len(texts) == 1 else more}{notes}", *shapes, severity=severity)


def at(slide: SlideView, placed: Placed | None, message: str, severity: Severity | None = None) -> Hit:
    """A hit on a shape, or on the slide's notes."""
    if placed is None:
        return slide.hit(f"{message}, in the notes", severity=severity)
    return slide.hit(message, placed, severity=severity)
