"""Where words of a slide come from that `pull` cannot write into the deck's file: who changed them wants to know.

In: a planned slide and what a person changed of it. Out: a sentence with file and line, or nothing. Must not read files.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from whp_deck.edits.fields import Difference
from whp_deck.errors import Source
from whp_deck.plan import SlidePlan, Steps, Table, Text


def tell_origin(slide: SlidePlan, one: Difference, deck: Path) -> str:
    """`it comes from config/practice.yaml line 74: change it there`; `deck` is the deck file as it is typed."""
    source = _origin(slide, one)
    if source is None:
        return ""
    why = f"`whp-deck why {deck.as_posix()} {slide.id}`"
    if source.is_shipped:
        return f"it comes from {source}, and the deck’s file has no key for it alone; {why} tells more"
    place = f"{source.file} line {source.line}" if source.line and not source.column else str(source)
    return f"it comes from {place}: change it there, then build"


def _origin(slide: SlidePlan, one: Difference) -> Source | None:
    """The place of the first of the changed lines; of a line that several texts make, of the text that has it in it."""
    now = {*_lines(one.now)}
    changed = [line for line in _lines(one.was) if line not in now] or _lines(one.was)
    pieces = list(_pieces(slide))
    for line in changed:
        for words, source in pieces:
            if words == line and source is not None:
                return source
    return None


def _lines(text: str) -> list[str]:
    """Lines of a text, or cells of a table, as a difference has them."""
    return [line for row in text.splitlines() for part in row.split(" | ") if (line := " ".join(part.split()))]


def _pieces(slide: SlidePlan) -> Iterator[tuple[str, Source | None]]:
    """Every line that the plan puts onto the slide, with its place."""
    for block in slide.slots.values():
        match block:
            case Text():
                yield from _of_text(block, None)
            case Table():
                for number, row in enumerate(block.rows):
                    heads = block.header and not number  # their words are the slide's, whatever the rows are made of
                    for cell in row:
                        yield from _of_text(cell, slide.source if heads else block.source)
            case Steps():
                for step in block.steps:
                    for text in step:
                        yield from _of_text(text, block.source)
            case _:
                pass


def _of_text(text: Text, source: Source | None) -> Iterator[tuple[str, Source | None]]:
    for paragraph in text.paragraphs:
        yield " ".join(paragraph.text.split()), text.source or source
