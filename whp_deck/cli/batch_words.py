"""How practices and rows are named in what `batch` prints. In: outcomes, numbers of rows. Out: words. Must not print."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from whp_deck.batch import Outcome

NAMED = 3  # practices that are named when many have the same mistake
NUMBERS = 40  # numbers of rows, where nothing is said but the number
_LONGEST = 40  # letters of a practice's name


def all_named(outcomes: Sequence[Outcome]) -> str:
    """“row 3, Oak Clinic (oak-clinic)” for a few, as they stand in the list; the others are counted."""
    from whp_deck.errors import counted

    outcomes = sorted(outcomes, key=lambda one: one.row)
    named = [_named(one) for one in outcomes]
    more = f" and {counted(len(outcomes) - NAMED, 'other')}" if len(outcomes) > NAMED else ""
    if earlier := sum(bool(one.earlier_files) for one in outcomes[NAMED:]):
        more += f" ({earlier} of them with files of an earlier run in their folders)"
    return f"{', '.join(named[:NAMED])}{more}"


def _named(outcome: Outcome) -> str:
    earlier = f" (files of an earlier run are still in {outcome.earlier_files})" if outcome.earlier_files else ""
    row = f"row {outcome.row}, " if outcome.row else ""
    return f"{row}{short(outcome.name)} ({outcome.folder}){earlier}"


def short(name: str) -> str:
    """A name as far as a line has room for it."""
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"


def listed(names: Sequence[str]) -> str:
    """The first names; the others are counted."""
    return f"{', '.join(names[:NAMED])}{f' and {len(names) - NAMED} more' if len(names) > NAMED else ''}"


def in_rows(rows: Sequence[int], most: int) -> str:
    """“row 5”, “rows 5, 7, and 3 more”."""
    more = f", and {len(rows) - most} more" if len(rows) > most else ""
    return f"row{'s' * (len(rows) > 1)} {', '.join(map(str, rows[:most]))}{more}"


def whom(one: Outcome) -> str:
    """Whom to call: row, name and phone."""
    where = f"row {one.row}" if one.row else str(one.place)
    return f"{where}, {short(one.name)}, {one.phone or 'no phone in the list'}"


def in_words(outcomes: Sequence[Outcome]) -> str:
    """Their rows, or, of files in a folder, the first names."""
    rows = sorted(one.row for one in outcomes)
    return in_rows(rows, NUMBERS) if all(rows) else listed([short(one.name) for one in outcomes])
