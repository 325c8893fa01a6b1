"""What a list says of the meetings' days and hours, column by column; and the meetings of a row whose hour nearly all others have.

In: the rows of a list. Out: columns, and the empty cells of a row. Must not judge a list in which most leave the hour open.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from whp_deck.batch.jobs import NO_TIME, Lack
from whp_deck.config.columns import of_meetings
from whp_deck.config.spreadsheet import Row
from whp_deck.content.open_words import OPEN
from whp_deck.errors import column_letters, enumerated

_PART = re.compile(of_meetings("date", "start"))
Columns = Mapping[int, int]
"""By the number of a meeting the column that says it."""


def columns_of(rows: Iterable[Row], part: str) -> Columns:
    """Where the list says each meeting's `date`, or `start`."""
    found: dict[int, int] = {}
    beside: dict[int, int] = {}  # the time in the cell of the day
    for row in rows:
        days = {column for (field, _), column in zip(row.cells, row.columns, strict=True) if field.endswith(".date")}
        for (field, _), column in zip(row.cells, row.columns, strict=True):
            if (match := _PART.fullmatch(field)) and match[2] == part:
                (beside if part == "start" and column in days else found)[int(match[1])] = column
    return dict(sorted((beside | found).items()))


def numbers_in(row: Row, part: str) -> set[int]:
    """The meetings of which the row says that."""
    said = ((_PART.fullmatch(field), text) for field, text in row.cells)
    return {int(one[1]) for one, text in said if one and one[2] == part and text.casefold() != OPEN}


def untimed(rows: Sequence[Row]) -> dict[int, Lack]:
    """By the number of a row its meetings without an hour, where most of those that date this meeting say it.

    Of a row without any day that is asked for all of them; a meeting whose day alone is missing is told for that.
    """
    starts = columns_of(rows, "start")
    dated = {row.number: numbers_in(row, "date") for row in rows}
    timed = {row.number: numbers_in(row, "start") for row in rows}
    days = Counter(one for numbers in dated.values() for one in numbers)
    hours = Counter(one for number, numbers in timed.items() for one in numbers & dated[number])
    usual = [one for one in starts if hours[one] * 2 > days[one]]
    found = {}
    for row in rows:
        meant: Collection[int] = dated[row.number] or usual
        if lacking := [one for one in usual if one in meant and one not in timed[row.number]]:
            found[row.number] = _lack(row, lacking, usual, starts)
    return found


def _lack(row: Row, lacking: Sequence[int], usual: Sequence[int], starts: Columns) -> Lack:
    named = f"meeting{'s' * (len(lacking) > 1)} {enumerated(list(map(str, lacking)))}"
    if len(lacking) == len(usual) > 1:
        named = f"any of the {len(usual)} meetings"
    return Lack(f"{NO_TIME}{named}", ", ".join(f"{column_letters(starts[one])}{row.number}" for one in lacking))
