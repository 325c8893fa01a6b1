"""Which slide as found is which slide as built: first by its tag, then by its words.

In: two sequences of `SlideSnapshot`s. Out: pairs, copies, and what is left over. Must not open files or judge changes.

A slide is known by its id; several with one id are copies, of which the one nearest to what was built is the
original. Slides without an id (LibreOffice drops tags) are matched by their words, and only where each is the
other's nearest: else the copy of a slide takes the name of a deleted one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass

from whp_deck.office.snapshot import SlideSnapshot

_ENOUGH = 0.5  # share of words in common: so much that slides saved by LibreOffice, which drops the tags, were matched
_COPY = 0.8
_SOME = 0.2


@dataclass(frozen=True, slots=True)
class Match:
    """Which slide as found is which slide as built, by position from 0; the rest is added or deleted."""

    pairs: Mapping[int, int]
    added: tuple[int, ...]
    deleted: tuple[int, ...]
    copies: Mapping[int, int]


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
    _match_by_place(built, found, unnamed, pairs, copies)
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


def _match_by_place(
    built: Sequence[SlideSnapshot],
    found: Sequence[SlideSnapshot],
    loose: Sequence[int],
    pairs: dict[int, int],
    copies: Mapping[int, int],
) -> None:
    """A slide that stands alone where one alone was, between the same two neighbors, and still has some of its words."""
    used = set(pairs.values())
    for number in loose:
        if number in pairs or number in copies:
            continue
        before = pairs.get(number - 1, -1) if number else -1
        after = pairs.get(number + 1, -1) if number + 1 < len(found) else len(built)
        was = before + 1
        alone = (before >= 0 or not number) and after == was + 1 and was not in used
        if not alone:
            continue
        own = _words(found[number])
        shares = [_share(_words(slide), own) for slide in built]
        if shares[was] >= _SOME and shares[was] == max(shares):  # else it is a copy of another
            pairs[number] = was
            used.add(was)


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


def moved_slides(pairs: Mapping[int, int]) -> set[int]:
    """The fewest slides whose moving explains the new order: all but a longest increasing run."""
    order = sorted(pairs)
    best: list[int] = []  # best[k] = index into `order` that ends a run of length k + 1
    before: dict[int, int | None] = {}
    for index, number in enumerate(order):
        place = pairs[number]
        low, high = 0, len(best)
        while low < high:
            middle = (low + high) // 2
            if pairs[order[best[middle]]] < place:
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


def _pictures(slide: SlideSnapshot) -> list[str]:
    return sorted(shape.image + shape.media for shape in slide.shapes if shape.image or shape.media)
