"""Materials with their copies, the room, and the technical check; an online meeting has a check of its own.

In: the head count when the deck gives it, where the meetings take place, whether a video is shown. Out: lists to tick.
"""

from __future__ import annotations

from collections.abc import Sequence

from whp_deck.plan import Heading, PacketBlock
from whp_deck.planner.packet.base import PacketView, Part
from whp_deck.planner.packet.world import is_online


def materials(view: PacketView) -> Sequence[Part]:
    """What to print and bring, how to set up, what to test."""
    meetings = view.session.meetings
    online = any(is_online(meeting) for meeting in meetings)
    in_a_room = not meetings or not all(is_online(meeting) for meeting in meetings)
    blocks: list[PacketBlock] = [*view.body()]
    for key, wanted in (
        ("copies", True),
        ("bring", in_a_room),
        ("room", in_a_room),
        ("technical", in_a_room),
        ("technical_online", online),
    ):
        if wanted:
            blocks += [Heading(view.word(key)), *view.checks(key)]
    return [Part(blocks)]
