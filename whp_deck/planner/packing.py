"""Divides what stands in a row among meetings: none over its minutes, as few as that takes, all of them about as long.

In: how many groups there are and what a meeting of some of them takes. Out: the groups of each meeting, in their order.
Must not know slides.
"""

from __future__ import annotations

import math
from collections.abc import Callable

TORN = 12.0  # square minutes: what a meeting that ends in the middle of a topic may gain in evenness before it does so

Minutes = Callable[[int, int, int], float]


def fewest(groups: int, minutes: Minutes, usable: float) -> int:
    """How many meetings the groups take, in their order, when each is filled as far as it goes."""
    meetings, first = 0, 0
    while first < groups:
        end = first + 1
        while end < groups and minutes(meetings, first, end + 1) <= usable + 1e-9:
            end += 1
        meetings, first = meetings + 1, end
    return meetings


def pack(groups: int, minutes: Minutes, torn: Callable[[int], bool], usable: float, meetings: int) -> list[range]:
    """The groups of each of so many meetings (fewer when there are fewer groups).

    `minutes(meeting, first, end)` are those of the meeting of that number, from 0, with the groups from `first` to
    before `end`, its frame included; they never fall as the groups become more. `torn(at)` says whether a meeting that
    begins with the group `at` tears a topic. First come as few minutes over `usable` as can be, then lengths that
    differ little.
    """
    meetings = min(meetings, groups)
    # best[end]: the cost of the meetings until here when they hold the groups before `end`, and where the last one begins
    best: dict[int, tuple[float, float]] = {0: (0.0, 0.0)}
    begins: list[dict[int, int]] = []
    squeezed = fewest(groups, minutes, usable) > meetings
    for meeting in range(meetings):
        found: dict[int, tuple[float, float]] = {}
        came: dict[int, int] = {}
        for first, (over, uneven) in best.items():
            tear = TORN if first and torn(first) else 0.0
            last = groups - (meetings - meeting - 1)
            for end in range(first + 1, last + 1):
                taken = minutes(meeting, first, end)
                if taken > usable + 1e-9 and end > first + 1 and not squeezed:
                    break
                cost = (over + max(0.0, taken - usable), uneven + taken * taken + tear)
                if cost < found.get(end, (math.inf, 0.0)):
                    found[end], came[end] = cost, first
        best = found
        begins.append(came)
    parts: list[range] = []
    end = groups
    for came in reversed(begins):
        parts.insert(0, range(came[end], end))
        end = came[end]
    return parts
