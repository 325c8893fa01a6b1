"""The address of the video, to type and to scan, on the handout. Only with a video that has one."""

from __future__ import annotations

from collections.abc import Sequence

from whp_deck.plan import Picture
from whp_deck.planner.packet.base import PacketView, PublicPart
from whp_deck.planner.packet.world import first_address, first_length
from whp_deck.planner.papers import code_is_worth_a_page


def video_link(view: PacketView) -> Sequence[PublicPart]:
    """The address and its code, with the length that the slide tells: the minutes of the slide are the meeting's, not
    the film's.
    """
    address = first_address(view.plan)
    session = view.session
    if not address or not code_is_worth_a_page(view.deck, session.number, session.of, view.scenarios):
        return []
    code = Picture(view.common.words.get("qr_alt"), drawing="qr", address=address)
    return [PublicPart([*view.body(length=first_length(view.plan)), code], joins=True)]
