"""What the files say already of what a person changed: `pull` has written it, or somebody typed it, and nothing was built since.

In: the slide as the files give it today, and a change of it. Out: whether they say the same. Must not write.

Who types into the files what `pull` told spells a day as files do, and changes one line of a text after the other: the same is
what the next build takes for the same, line by line.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from whp_deck.edits.agree import are_alike
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
            return all(
                _says(folded(cell.now), [cells.get((cell.row, cell.column), "")], {folded(cell.was)})
                for cell in one.cells
            )
        case "text":
            said = _lines_of(slide)
            was, typed = ({line for one in text.splitlines() if (line := folded(one))} for text in (one.was, one.now))
            come, gone = typed - was, was - typed
            if not come:  # lines that went alone: all others have to be there
                return bool(gone) and typed <= set(said) and gone.isdisjoint(said)
            return gone.isdisjoint(said) and all(_says(line, said, was) for line in come)
    return False


def are_said(one: Difference, slides: Iterable[SlidePlan]) -> bool:
    """Whether the slides that an entry gives have every line that a person typed, wherever among them it stands."""
    planned = list(slides)
    if one.name == "title":
        return folded(one.now) in (folded(slide.title) for slide in planned)
    said = [line for slide in planned for line in _lines_of(slide)]
    was, typed = ({line for one in text.splitlines() if (line := folded(one))} for text in (one.was, one.now))
    return all(_says(line, said, was) for line in typed - was)


def is_said_anew(slide: SlidePlan, one: Difference, was: SlideSnapshot) -> bool:
    """Whether the files give a text or a cell otherwise than when the slide was built, so that what was typed over is theirs no more."""
    cells = {(cell.row, cell.column): folded(cell.was) for cell in one.cells}
    said = {(piece.row, piece.column): piece.words for piece in pieces(slide)}
    if cells:
        return any(said.get(at, words) != words for at, words in cells.items())
    built = {folded(text) for shape in was.shapes for _, text in shape.paragraphs}
    typed = set(map(folded, one.now.splitlines()))
    gone = {folded(line) for line in one.was.splitlines()} - typed
    return gone.isdisjoint(_lines_of(slide)) and not built.issuperset(_lines_of(slide))


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


def _says(words: str, said: Iterable[str], was: Collection[str]) -> bool:
    """Whether one of the lines `said` has the words, or has them spelled otherwise and was not there when the slide was built:
    a day of which a person changed the spelling alone is one that no file has to say."""
    return any(line == words or (line not in was and are_alike(line, words)) for line in said)


def _lines_of(slide: SlidePlan) -> list[str]:
    return [piece.words for piece in pieces(slide) if piece.slot != "title" and piece.words]
