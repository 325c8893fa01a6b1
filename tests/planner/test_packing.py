"""Groups in a row, divided among meetings."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from whp_deck.planner.packing import fewest, pack

NOWHERE: frozenset[int] = frozenset()


def meetings(
    groups: Sequence[float], usable: float, number: int | None = None, torn: frozenset[int] = NOWHERE
) -> list[list[float]]:
    def minutes(_: int, first: int, end: int) -> float:
        return sum(groups[first:end])

    number = number or fewest(len(groups), minutes, usable)
    return [
        list(groups[part.start : part.stop]) for part in pack(len(groups), minutes, torn.__contains__, usable, number)
    ]


@pytest.mark.parametrize(
    ("groups", "usable", "expected"),
    [
        ([5, 5, 5, 1, 12], 16, [[5, 5, 5], [1, 12]]),  # filled to the brim, the last would have 12 and the first 16
        ([4, 4, 4, 4], 12, [[4, 4], [4, 4]]),
        ([3, 20, 3], 10, [[3], [20], [3]]),  # what no meeting holds has one alone
        ([], 10, []),
    ],
)
def test_as_few_meetings_as_it_takes_and_about_as_long(
    groups: list[float], usable: float, expected: list[list[float]]
) -> None:
    assert meetings(groups, usable) == expected


def test_a_meeting_ends_with_a_topic_where_that_costs_little() -> None:
    assert meetings([3, 3, 3, 3, 3], 10, torn=frozenset({1, 2, 4})) == [[3, 3, 3], [3, 3]]
    assert meetings([3, 3, 3, 3, 3], 10, torn=frozenset({1, 3, 4})) == [[3, 3], [3, 3, 3]]


def test_so_many_meetings_as_were_asked_for() -> None:
    assert meetings([4, 4, 4, 4], 20, number=2) == [[4, 4], [4, 4]]
    assert meetings([9, 9, 9, 9], 10, number=2) == [[9, 9], [9, 9]]  # too much for them: each is as much over
    assert meetings([4], 20, number=3) == [[4]]
