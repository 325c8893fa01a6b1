"""Sign-in sheets: one for each date on which the session is held.

In: the meetings and their head counts. Out: a sheet with a row for each person, and a few more.
"""

from __future__ import annotations

from collections.abc import Sequence

from whp_deck.plan import Form, Meeting, PacketBlock, WritingLines
from whp_deck.planner.packet.base import PacketView, Part, labelled
from whp_deck.planner.packet.world import is_online

_USUAL_ROWS, _SPARE_ROWS = 18, 3
_SHARES = (4.0, 3.0, 4.0)


def sign_in(view: PacketView) -> Sequence[Part]:
    """One part for each meeting; a single one for a session without dates."""
    entries = [entry for entry in view.deck.file.meetings if entry.session == view.session.number]
    meetings = view.session.meetings or (Meeting(),)
    parts = []
    for number, meeting in enumerate(meetings, 1):
        people = entries[number - 1].people if number <= len(entries) else None
        suffix = str(number) if len(meetings) > 1 else ""
        parts.append(Part(_sheet(view, meeting, people), suffix=suffix))
    return parts


def _sheet(view: PacketView, meeting: Meeting, people: int | None) -> list[PacketBlock]:
    when = view.common.meeting(meeting)
    blocks: list[PacketBlock] = [*view.body()]
    if when:
        blocks.append(labelled(view.word("when"), view.common.words_text(when)))
    else:
        blocks.append(WritingLines(1, view.word("when")))
    if is_online(meeting):
        blocks += view.text("online")
    header = (view.word("name"), view.word("role"), view.word("signature"))
    rows = people + _SPARE_ROWS if people else _USUAL_ROWS
    return [*blocks, Form(header, blank_rows=rows, shares=_SHARES)]
