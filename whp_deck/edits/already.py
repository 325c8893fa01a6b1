"""What the files say already of what a person changed: `pull` has written it, or somebody typed it, and nothing was built since.

In: the slide as the files give it today, and a change of it. Out: whether they say the same. Must not write.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from whp_deck.edits.fields import Difference
from whp_deck.edits.files import Known, Place
from whp_deck.edits.places import pieces
from whp_deck.markup import folded
from whp_deck.office.snapshot import SlideSnapshot
from whp_deck.plan import SlidePlan


def says_already(slide: SlidePlan, one: Difference, now: SlideSnapshot) -> bool:
    """Whether the files have the title, the text, the cells, or that it is hidden, as the slide is `now`."""
    match one.name:
        case "title":
            return folded(slide.title) == folded(one.now)
        case "hidden":
            return slide.hidden == now.hidden
        case "table" if one.cells:
            cells = {(piece.row, piece.column): piece.words for piece in pieces(slide)}
            return all(cells.get((cell.row, cell.column)) == folded(cell.now) for cell in one.cells)
        case "text":
            said = set(_lines_of(slide))
            was, typed = (set(map(folded, text.splitlines())) for text in (one.was, one.now))
            return was != typed and typed <= said and not (was - typed) & said
    return False


def find_given(known: Known, slides: Iterable[SlidePlan]) -> dict[Place, str]:
    """Slides that a person added and that the files give already, word for word: their ids."""
    built = {one.id for file in known.files for one in file.built}
    waiting: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for slide in slides:
        if slide.id not in built:
            waiting.setdefault((folded(slide.title), tuple(sorted(_lines_of(slide)))), []).append(slide.id)
    return dict(_given(known, waiting))


def _given(known: Known, waiting: Mapping[tuple[str, tuple[str, ...]], list[str]]) -> Iterable[tuple[Place, str]]:
    for place in sorted((*known.added, *known.copies)):
        found = known.found(place)
        lines = (line for one in found.shapes if one.family != "title" for line in one.text.split("\n") if line)
        if ids := waiting.get((folded(found.title), tuple(sorted(lines)))):
            yield place, ids.pop(0)


def _lines_of(slide: SlidePlan) -> list[str]:
    return [piece.words for piece in pieces(slide) if piece.slot != "title" and piece.words]
