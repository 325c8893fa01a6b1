"""Where a person and the configuration came to say the same of one slide: judged by words, not by how they look.

In: snapshots of a slide as built, as found and as the configuration gives it now, with what differs. Out: the shapes of
which nothing is in dispute. Must not decide what is done.

How an open decision looks is ours, and so is the capital with which a cell or a line begins, and how a date is spelled; quotes
and dashes are those that the program puts in which somebody types.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from whp_deck.content.dates_in_text import say_the_same
from whp_deck.content.notes import split_label
from whp_deck.content.phrases import as_phrase
from whp_deck.edits.fields import Difference, pair_shapes
from whp_deck.edits.rows import follow_rows
from whp_deck.office.snapshot import ShapeSnapshot, SlideSnapshot

WORDS = frozenset({"title", "text", "table"})
_AS_TYPED = str.maketrans("‘’“”–—", "''\"\"--")
_Line = tuple[int, int, str]
"""A line of a text by its number and level, or a cell by row and column; and its words."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Shapes, by their places on the slide as built, in whose words nothing is in dispute.

    `ours`: the configuration says all that the person typed, so that its version can take the place. `both`: tables of
    which no cell is said otherwise by both. `theirs`: both say the same words, and the person changed how these look.
    `held`: the slide says all that is new in the configuration, and more of the person's.
    """

    ours: frozenset[int] = frozenset()
    both: frozenset[int] = frozenset()
    theirs: frozenset[int] = frozenset()
    held: frozenset[int] = frozenset()


def find_agreement(
    was: SlideSnapshot,
    now: SlideSnapshot,
    ours: SlideSnapshot,
    theirs: Sequence[Difference],
    config: Sequence[Difference],
    *,
    exact: bool,
) -> Agreement:
    """`theirs` and `config` are what the person and the configuration changed since `was`; `exact` as for `differences`."""
    changed = {one.field for one in config}
    formatted = {one.shape for one in theirs if one.name == "look"}
    to_now, to_ours = pair_shapes(was.shapes, now.shapes), pair_shapes(was.shapes, ours.shapes)
    found: tuple[set[int], ...] = set(), set(), set(), set()
    for one in theirs:
        if one.name not in WORDS or one.field not in changed or one.shape not in to_now or one.shape not in to_ours:
            continue
        before = _lines(was.shapes[one.shape], exact=exact)
        typed = _lines(now.shapes[to_now[one.shape]], exact=exact)
        given = _lines(ours.shapes[to_ours[one.shape]], exact=exact)
        if _places(typed) != _places(given):
            rows = follow_rows(was.shapes[one.shape].cells, ours.shapes[to_ours[one.shape]].cells)
            there = _where_it_was(before, typed, given, rows)
            if there and one.shape not in formatted and not _in_dispute(before, typed, there):
                found[0 if _has_all(before, typed, there) else 1].add(one.shape)
            continue
        same = all(map(_alike, typed, given))
        in_place = _places(before) == _places(given)
        if one.shape in formatted:
            found[2].update({one.shape} if same else ())
        elif same or (in_place and _has_all(before, typed, given)):
            found[0].add(one.shape)
        elif in_place and one.name == "table" and not _in_dispute(before, typed, given):
            found[1].add(one.shape)
        elif in_place and given != before and _has_all(before, given, typed):
            found[3].add(one.shape)
    return Agreement(*map(frozenset, found))


def agree_in_notes(was: SlideSnapshot, now: SlideSnapshot, ours: SlideSnapshot) -> bool:
    """Whether the configuration's notes are those of the person, or have every line that the person changed.

    The other way round, with `now` and `ours` changed over: whether the person's have all that is new in the configuration's.

    A second SAY behind ASK is one part with the first where the configuration has it: the same lines agree in any order. So they do
    where a person typed the label before a line, and not above it.
    """
    if _without_labels(now, was) == _without_labels(ours, was):
        return True
    before, typed, given = ([(at, 0, line) for at, line in enumerate(one.notes)] for one in (was, now, ours))
    return len(before) == len(typed) == len(given) and _has_all(before, typed, given)


def _without_labels(slide: SlideSnapshot, was: SlideSnapshot) -> set[str]:
    """The lines of its notes; of one that was not built and begins with a label, as `SAY Please be quiet`, what stands behind that."""
    labels = {line for line in was.notes if line.isupper()}
    return {line if line in was.notes else split_label(line, labels)[1] for line in slide.notes}


def _lines(shape: ShapeSnapshot, *, exact: bool) -> list[_Line]:
    if shape.cells:
        return [(row, at, words) for row, cells in enumerate(shape.cells) for at, words in enumerate(cells)]
    if shape.family == "title":
        return [(0, 0, shape.text.replace("\n", " "))]
    return [(number, level if exact else 0, words) for number, (level, words) in enumerate(shape.paragraphs)]


def _places(lines: Sequence[_Line]) -> list[tuple[int, int]]:
    return [line[:2] for line in lines]


def _where_it_was(
    before: Sequence[_Line], typed: Sequence[_Line], given: Sequence[_Line], rows: Mapping[int, int]
) -> list[_Line]:
    """The cells of a table with other `rows`, each in the place that it had; none where what a person typed has no place there."""
    words = {line[:2]: line[2] for line in given}
    there = [(row, at, words.get((rows.get(row, -1), at), "")) for row, at, _ in before]
    lost = any(now != was and was[0] not in rows for was, now in zip(before, typed, strict=False))
    return there if rows and not lost and _places(before) == _places(typed) else []


def _has_all(before: Sequence[_Line], typed: Sequence[_Line], given: Sequence[_Line]) -> bool:
    """Whether every line that the person changed is in what the configuration gives: as it was typed, or changed alike."""
    return all(
        now in (was, ours) or (ours != was and _alike(now, ours))
        for was, now, ours in zip(before, typed, given, strict=True)
    )


def _in_dispute(before: Sequence[_Line], typed: Sequence[_Line], given: Sequence[_Line]) -> bool:
    """Whether both changed a line, and not alike."""
    return any(
        was not in (now, ours) and not _alike(now, ours) for was, now, ours in zip(before, typed, given, strict=True)
    )


def are_alike(one: str, other: str) -> bool:
    """The same words: the first letter may be a capital in one of them, a stop behind a phrase is not printed, and a date or a
    time may be spelled otherwise."""
    return _are_alike(one, other) or say_the_same(one, other, _are_alike)


def _are_alike(one: str, other: str) -> bool:
    first, second = (as_phrase(words.translate(_AS_TYPED)) for words in (one, other))
    return first[1:] == second[1:] and first[:1].casefold() == second[:1].casefold()


def _alike(one: _Line, other: _Line) -> bool:
    return are_alike(one[2], other[2])
