"""What is a slip in a few rows of a list, and the network's way in many.

In: rows. Out: whether they are few. Must not know what they do.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from whp_deck.errors import Source

_ON_PURPOSE = 10  # a tenth of the rows
_FEW = 2  # rows of a short list


def are_slips(places: Iterable[Source | None], rows: Collection[object]) -> bool:
    """Whether so few of the rows have one of these cells that nobody meant it."""
    return len({place.line for place in places if place}) <= most_slips(rows)


def most_slips(rows: Collection[object]) -> int:
    """In how many of these rows at most something is a slip."""
    return max(_FEW, len(rows) // _ON_PURPOSE)
