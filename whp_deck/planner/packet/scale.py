"""A form with statements and a scale from 1 to 5, as the evaluation and the confidence form have it."""

from __future__ import annotations

from whp_deck.plan import Form, Text
from whp_deck.planner.packet.base import PacketView

_SCALE = ("1", "2", "3", "4", "5")


def scale_form(view: PacketView) -> list[Text | Form]:
    """What the numbers mean, and a row for each of the section's items."""
    rows = tuple((view.item_text(item).text, *("" for _ in _SCALE)) for item in view.wording.items)
    header = (view.word("statement"), *_SCALE)
    return [*view.text("scale"), Form(header, rows, shares=(7.0, *(1.0 for _ in _SCALE)))] if rows else []
