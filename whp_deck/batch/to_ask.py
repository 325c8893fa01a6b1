"""What only the practice can say of its row: what became of it, whose phone it is, what an error value should have been.

In: a row, and the problems told of it. Out: reasons to call, each with what to ask and its cell. Must not name what whoever
keeps the list can mend alone: a year that is missing, a phone number beside a leader's name.
"""

from __future__ import annotations

from collections.abc import Iterable

from whp_deck.config.columns import field_in_words
from whp_deck.config.placeholders import elsewhere, is_not_done
from whp_deck.config.spreadsheet import Row
from whp_deck.errors import Problem


def to_ask(row: Row, told: Iterable[Problem]) -> tuple[str, ...]:
    """The reasons to call, in the order of the cells; of a row that was copied whole, that it was, and not each cell."""
    asked = [one for one in told if one.ask and one.source and one.code != "meetings-undated"]
    copied = {one.source for one in asked if one.code == "folder-twice"}
    found = {
        one.source.cell: one.ask
        for one in asked
        if one.source and (not copied or one.source in copied or one.code != "cell-twice")
    }
    for field, text in elsewhere(row):
        what = (
            f"whether they {'meet' if field.startswith('meetings.') else 'do it'} at all"
            if is_not_done(field, text)
            else "what it is"
        )
        found[row.place_of(field).cell] = f"{field_in_words(field)} says `{text}`: ask {what}"
    return tuple(f"{reason} (cell {cell})" for cell, reason in found.items())
