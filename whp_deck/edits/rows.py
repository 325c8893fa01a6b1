"""Which row of a table is which, where the configuration put rows in or took some out.

In: the cells of both tables. Out: rows by their numbers. Must not judge words.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

Cells = Sequence[Sequence[str]]


def follow_rows(was: Cells, now: Cells) -> dict[int, int]:
    """The row of `now` that each row of `was` has become; none for one that is gone, or where columns came or went.

    In a table of the same form every row stays in its place, whatever it says.
    """
    if len({len(row) for row in (*was, *now)}) > 1:
        return {}
    if len(was) == len(now):
        return {row: row for row in range(len(was))}
    found: dict[int, int] = {}
    matcher = SequenceMatcher(None, [tuple(row) for row in was], [tuple(row) for row in now], autojunk=False)
    for _, start, end, first, last in matcher.get_opcodes():
        if end - start == last - first:
            found |= {start + at: first + at for at in range(end - start)}
    return found
