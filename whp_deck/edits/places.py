"""Where in people's files the words of a slide stand that conflict with an edit. In: a planned slide. Out: `Source`s.

Must not open files.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from whp_deck.errors import Source
from whp_deck.plan import Block, Figures, SlidePlan, Steps, Table

_MOST = 2


def places_of(slide: SlidePlan, names: Collection[str]) -> list[Source]:
    """The first places of these fields (`fields.Name`): people's own files before the tool's, which nobody changes."""
    found: list[Source | None] = []
    if "title" in names and "title" in slide.slots:
        found += _sources(slide.slots["title"])
    if "notes" in names:
        found.append(slide.notes.source)
    if set(names) - {"title", "notes"}:
        found += [place for slot, block in slide.slots.items() if slot != "title" for place in _sources(block)]
    places = list(dict.fromkeys(one for one in (*found, slide.source) if one is not None))
    own = [one for one in places if not one.is_shipped]
    return own[:_MOST] or places[:1]


def _sources(block: Block) -> Iterator[Source | None]:
    match block:
        case Table():
            yield block.source
            yield from (cell.source for row in block.rows for cell in row)
        case Steps():
            for heading, text in block.steps:
                yield heading.source or text.source
            yield block.source
        case Figures():
            return
        case _:
            yield block.source
