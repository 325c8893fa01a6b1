"""A meeting of a row whose day is empty, though the row says its time or its room, or dates other meetings.

In: the rows of a list, and the deck that they meet for. Out: warnings with the empty cells. Must not judge a list without
a column for that day: there the practices choose it later, and none of them is odd.

The title slide would say “7:45 AM, Room 2” without a day.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from whp_deck.batch.untimed import columns_of
from whp_deck.config.columns import of_meetings
from whp_deck.config.placeholders import names_nobody
from whp_deck.config.practice_list import Listed
from whp_deck.config.reader import read_yaml
from whp_deck.content.authored import Map
from whp_deck.errors import Problem, Source, enumerated

_OF_MEETING = re.compile(of_meetings("date", "start", "place", "join"))


def undated_meetings(listed: Sequence[Listed], decks: Sequence[Path]) -> Iterator[Problem]:
    """A warning for each such cell."""
    rows = [one.row for one in listed if one.row]
    columns = columns_of(rows, "date")
    decided = _dated_in(decks[0]) if len(decks) == 1 else set()
    for row in rows:
        said: dict[int, dict[str, str]] = {}
        for field, text in row.cells:
            if match := _OF_MEETING.fullmatch(field):
                said.setdefault(int(match[1]), {})[match[2]] = text
        typed = {
            number for number, parts in said.items() if "date" in parts
        }  # what of it is no day is told with all cells
        dated = [number for number in sorted(typed) if _is_day(said[number]["date"])]
        for number in sorted(columns.keys() - decided - typed):
            parts = {key: text for key, text in said.get(number, {}).items() if not names_nobody(text)}
            if not parts and not dated:
                continue  # no meeting at all: a reason to call, told as such
            also = f"meeting{'s' * (len(dated) > 1)} {enumerated(list(map(str, dated)))}" if dated else ""
            others = f"{also} {'have' if len(dated) > 1 else 'has'} a day" if also else ""
            beside = enumerated([f"`{text}`" for text in parts.values()])
            while_said = ", and ".join(part for part in (f"the row says {beside}" if beside else "", others) if part)
            message = f"meetings.{number}.date: has no day, while {while_said}"
            hint = "type the day of this meeting; as long as it is not known, its title slide names no day"
            if parts:
                hint = "type the day of this meeting, or empty its other cells: the title slide would name no day"
            place = Source(row.file, row.number, columns[number])
            yield Problem("meetings-undated", message, hint, place, "warning", f"meeting {number} has no day")


def _is_day(text: str) -> bool:
    """Whether a cell dates its meeting, or lets the deck work it out."""
    with suppress(ValueError):
        return bool(dt.date.fromisoformat(text))
    return "{{" in text


def _dated_in(deck: Path) -> set[int]:
    """The numbers of the deck's own meetings that have a day."""
    tree = read_yaml(deck)[0] if deck.is_file() else None
    meetings = tree.get("meetings") if isinstance(tree, Map) else None
    entries = meetings if isinstance(meetings, list) else []
    return {number for number, one in enumerate(entries, 1) if isinstance(one, Map) and one.get("date")}
