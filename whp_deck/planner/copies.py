"""What comes with slides of existing presentations, and what does not: links, comments, things fetched from elsewhere.

In: the slides of one session and the facts of files. Out: warnings. Must not open a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from whp_deck.errors import Problem
from whp_deck.plan import CopiedSlide, Facts, SlideFacts, SlidePlan


def check_copies(slides: Iterable[SlidePlan], facts: Facts) -> list[Problem]:
    """Warnings about the copied slides among `slides`."""
    copied = [slide for slide in slides if isinstance(slide, CopiedSlide)]
    here = {(slide.file, slide.look, slide.number) for slide in copied}
    problems: list[Problem] = []
    for slide in copied:
        deck = facts.decks.get(slide.file)
        if deck is not None:
            known = deck.slides[slide.number - 1]
            gone = [number for number in known.links if (slide.file, slide.look, number) not in here]
            problems += _said(slide, known, gone)
    return problems


def _said(slide: CopiedSlide, known: SlideFacts, gone: list[int]) -> Iterator[Problem]:
    where = f"slide `{slide.id}` (slide {slide.number} of {slide.file.rpartition('/')[2]})"
    for sentence in known.outside:
        hint = "whoever shows the deck asks that address, or sees that path: embed it, or take the link out"
        yield Problem("import-outside", f"{where}: {sentence}", hint, slide.source, "warning")
    if known.left_behind and slide.look != "stay":
        what = ", ".join(known.left_behind)
        hint = "nothing to do, unless you wanted to keep it: then copy it by hand in PowerPoint"
        yield Problem("import-left-behind", f"{where}: {what} not taken along", hint, slide.source, "warning")
    if gone:
        listed = ", ".join(str(number) for number in gone)
        message = f"{where}: its links to slide {listed} lead nowhere here, and are taken out"
        hint = "take the slide that it links to into the same session, or tell people where to look"
        yield Problem("import-link-lost", message, hint, slide.source, "warning")
