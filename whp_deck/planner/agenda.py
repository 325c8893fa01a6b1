"""The agenda of a session: its parts and how many minutes each of them takes.

In: the part and the minutes of every slide, in order, or a planned session. Out: rows. Must not know entries.
"""

from __future__ import annotations

from collections.abc import Sequence

from whp_deck.plan import Session

SHORT_PART = 2  # minutes; a shorter part between two of one name is no line of the agenda


def join_short(parts: Sequence[str], minutes: Sequence[float]) -> list[str]:
    """The part of each slide. A short part between two of one name joins them."""
    joined = list(parts)
    runs: list[list[int]] = []
    for index, part in enumerate(joined):
        if runs and joined[runs[-1][0]] == part:
            runs[-1].append(index)
        else:
            runs.append([index])
    for before, between, after in zip(runs, runs[1:], runs[2:], strict=False):
        if joined[before[0]] == joined[after[0]] and sum(minutes[index] for index in between) <= SHORT_PART:
            for index in between:
                joined[index] = joined[before[0]]
    return joined


def agenda_rows(parts: Sequence[str], minutes: Sequence[float]) -> list[tuple[str, float]]:
    """Each part in a row with its minutes; what takes none has no row."""
    rows: list[tuple[str, float]] = []
    for part, spent in zip(parts, minutes, strict=True):
        if spent > 0 and rows and rows[-1][0] == part:
            rows[-1] = (part, rows[-1][1] + spent)
        elif spent > 0:
            rows.append((part, spent))
    return rows


def agenda_of(session: Session) -> list[tuple[str, float]]:
    """The rows of a planned session, with what people added to it; a hidden slide takes no minutes."""
    minutes = [0.0 if slide.hidden else slide.minutes for slide in session.slides]
    return agenda_rows(join_short([slide.part for slide in session.slides], minutes), minutes)
