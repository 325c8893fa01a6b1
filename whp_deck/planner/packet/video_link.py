"""The video's address for the handout, to type and to scan: renderers print it under its code. Only with a video."""

from __future__ import annotations

from collections.abc import Sequence

from whp_deck.plan import Picture
from whp_deck.planner.packet.base import PacketView, PublicPart
from whp_deck.planner.packet.world import first_address
from whp_deck.planner.papers import code_is_worth_a_page


def video_link(view: PacketView) -> Sequence[PublicPart]:
    """The address and its code."""
    address = first_address(view.plan)
    session = view.session
    if not address or not code_is_worth_a_page(view.deck, session.number, session.of, plays=bool(view.played)):
        return []
    shown = (slide for session in view.plan.sessions for slide in session.slides if slide.purpose == "video")
    minutes = view.view.minutes_words(max(slide.minutes for slide in shown))
    code = Picture(view.view.words.get("qr_alt"), drawing="qr", address=address)
    return [PublicPart([*view.body(minutes=minutes), code], joins=True)]
