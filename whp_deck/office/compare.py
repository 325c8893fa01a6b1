"""Compares the slides as built with the slides as found: who is who, and what differs, in plain sentences.

In: two sequences of `SlideSnapshot`s. Out: pairs and sentences. Must not open files.

A slide is known by its id; several with one id are copies, of which the one nearest to what was built is the
original. Slides without an id (LibreOffice drops tags) are matched by their words, and only where each is the
other's nearest: else the copy of a slide takes the name of a deleted one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from whp_deck.office.snapshot import ShapeSnapshot, SlideSnapshot

_ENOUGH = 0.5  # share of words in common; POWERPOINT.md 6.3
_COPY = 0.8
_TOLERANCE = 1.0  # points


@dataclass(frozen=True, slots=True)
class Match:
    """Which slide as found is which slide as built, by position from 0; the rest is added or deleted."""

    pairs: Mapping[int, int]
    added: tuple[int, ...]
    deleted: tuple[int, ...]
    copies: Mapping[int, int]


def describe_changes(built: Sequence[SlideSnapshot], found: Sequence[SlideSnapshot]) -> list[str]:
    """A sentence for each change, in the order of the slides as found, deleted ones last."""
    match = match_slides(built, found)
    moved = _moved(match)
    sentences = []
    for number, slide in enumerate(found):
        name = f"slide {number + 1} {_title(slide)}"
        if number in match.copies:
            sentences.append(f"{name}: added, a copy of {_title(built[match.copies[number]])}")
        elif number in match.added:
            sentences.append(f"{name}: added")
        else:
            was = built[match.pairs[number]]
            differences = list(_differences(was, slide))
            if number in moved:
                differences.append(f"moved from place {match.pairs[number] + 1}")
            if differences:
                sentences.append(f"{name}: {', '.join(differences)}")
    sentences += [f"slide {number + 1} {_title(built[number])}: deleted" for number in match.deleted]
    return sentences


def match_slides(built: Sequence[SlideSnapshot], found: Sequence[SlideSnapshot]) -> Match:
    """Pair the slides: by id, then, for those without a known id, by place and words."""
    by_id = {slide.id: number for number, slide in enumerate(built) if slide.id}
    claims: dict[int, list[int]] = {}
    for number, slide in enumerate(found):
        if slide.id in by_id:
            claims.setdefault(by_id[slide.id], []).append(number)
    pairs: dict[int, int] = {}
    copies: dict[int, int] = {}
    for was, numbers in claims.items():
        nearest = max(numbers, key=lambda number: (_likeness(built[was], found[number]), -abs(number - was)))
        for number in numbers:
            (pairs if number == nearest else copies)[number] = was
    free = [number for number in range(len(built)) if number not in claims]
    loose = [number for number in range(len(found)) if number not in pairs and number not in copies]
    unnamed = [number for number in loose if found[number].id not in by_id]
    _match_by_words(built, found, free, unnamed, pairs, copies)
    taken = set(pairs.values())
    return Match(
        pairs,
        tuple(number for number in loose if number not in pairs and number not in copies),
        tuple(number for number in range(len(built)) if number not in taken),
        copies,
    )


def _match_by_words(
    built: Sequence[SlideSnapshot],
    found: Sequence[SlideSnapshot],
    free: list[int],
    loose: list[int],
    pairs: dict[int, int],
    copies: dict[int, int],
) -> None:
    """Same contents, then same title where only one has it, then nearest words; what is left over may be a copy."""
    for key in (_contents, _title_alone):
        rest = [number for number in loose if number not in pairs]
        taken = set(pairs.values())
        open_ones = [was for was in free if was not in taken]
        _match_by_key(built, found, open_ones, rest, pairs, key)
    rest = [number for number in loose if number not in pairs]
    if not rest:
        return
    used = set(pairs.values())
    words_built = [_words(slide) for slide in built]
    words_found = {number: _words(found[number]) for number in rest}
    shares = {number: [_share(words, words_found[number]) for words in words_built] for number in rest}
    candidates = sorted(
        (-shares[number][was], abs(was - number), was, number)
        for number in rest
        for was in range(len(built))
        if was not in used and shares[number][was] >= _ENOUGH
    )
    for _, _, was, number in candidates:
        if number not in pairs and was not in used and shares[number][was] == max(shares[number]):
            pairs[number] = was
            used.add(was)
    for number in rest:
        nearest = max(range(len(built)), key=lambda was: shares[number][was], default=None)
        if number not in pairs and nearest is not None and shares[number][nearest] >= _COPY:
            copies[number] = nearest


def _match_by_key(
    built: Sequence[SlideSnapshot],
    found: Sequence[SlideSnapshot],
    free: Sequence[int],
    loose: Sequence[int],
    pairs: dict[int, int],
    key: Callable[[SlideSnapshot], Hashable],
) -> None:
    """Pair slides of one key in their order. A title pairs only when it is alone on both sides."""
    ours: dict[Hashable, list[int]] = {}
    theirs: dict[Hashable, list[int]] = {}
    for numbers, slides, into in ((free, built, ours), (loose, found, theirs)):
        for number in numbers:
            into.setdefault(key(slides[number]), []).append(number)
    for value, numbers in theirs.items():
        same = ours.get(value, [])
        if key is _title_alone and (not value or len(same) != 1 or len(numbers) != 1):
            continue
        pairs.update(zip(numbers, same, strict=False))


def _title_alone(slide: SlideSnapshot) -> Hashable:
    return slide.title


def _contents(slide: SlideSnapshot) -> Hashable:
    return (slide.text, slide.notes, tuple(shape.image for shape in slide.shapes if shape.image))


def _likeness(was: SlideSnapshot, now: SlideSnapshot) -> float:
    same = sum((was.notes == now.notes, was.hidden == now.hidden, _pictures(was) == _pictures(now)))
    return _share(_words(was), _words(now)) + same / 100


def _words(slide: SlideSnapshot) -> Counter[str]:
    return Counter(slide.text.split()) + Counter(word for line in slide.notes for word in line.split())


def _share(one: Counter[str], other: Counter[str]) -> float:
    total = one.total() + other.total()
    return 1.0 if not total else 2 * (one & other).total() / total


def _moved(match: Match) -> set[int]:
    """The fewest slides whose moving explains the new order: all but a longest increasing run."""
    order = sorted(match.pairs)
    best: list[int] = []  # best[k] = index into `order` that ends a run of length k + 1
    before: dict[int, int | None] = {}
    for index, number in enumerate(order):
        place = match.pairs[number]
        low, high = 0, len(best)
        while low < high:
            middle = (low + high) // 2
            if match.pairs[order[best[middle]]] < place:
                low = middle + 1
            else:
                high = middle
        before[index] = best[low - 1] if low else None
        best[low : low + 1] = [index]
    kept, at = set(), best[-1] if best else None
    while at is not None:
        kept.add(order[at])
        at = before[at]
    return set(order) - kept


def _differences(was: SlideSnapshot, now: SlideSnapshot) -> Iterator[str]:
    if was.title != now.title:
        yield "title changed"
    if _lines(was) != _lines(now):
        yield "text changed"
    if was.notes != now.notes:
        yield "notes changed"
    if _pictures(was) != _pictures(now):
        yield "pictures changed"
    if [shape.alt for shape in was.shapes if shape.alt] != [shape.alt for shape in now.shapes if shape.alt]:
        yield "alt text changed"
    if len(was.shapes) != len(now.shapes) and _lines(was) == _lines(now) and _pictures(was) == _pictures(now):
        yield "shapes added or removed"
    if _has_moved(was.shapes, now.shapes):
        yield "things moved or resized"
    if was.hidden != now.hidden:
        yield "hidden" if now.hidden else "shown again"


def _lines(slide: SlideSnapshot) -> list[object]:
    return [(shape.paragraphs, shape.cells) for shape in slide.shapes if shape.text and shape.family != "title"]


def _pictures(slide: SlideSnapshot) -> list[str]:
    return sorted(shape.image + shape.media for shape in slide.shapes if shape.image or shape.media)


def _has_moved(was: Sequence[ShapeSnapshot], now: Sequence[ShapeSnapshot]) -> bool:
    """Whether any box differs by more than a point; only where the shapes can be paired one to one."""
    if [shape.kind for shape in was] != [shape.kind for shape in now]:
        return False
    for one, other in zip(was, now, strict=True):
        if one.box is None or other.box is None:
            continue
        for before, after in zip(one.box, other.box, strict=True):
            if before >= 0 and after >= 0 and abs(before - after) > _TOLERANCE:
                return True
    return False


def _title(slide: SlideSnapshot) -> str:
    return f"“{slide.title}”" if slide.title else f"({slide.id})" if slide.id else "(without a title)"
