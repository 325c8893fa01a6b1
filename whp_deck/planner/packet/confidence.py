"""The confidence form: the same few statements before, after one month and after three months.

In: the section's items and the start date. Out: one form with the three dates to tick. No name: each person makes up
a mark, so that their three forms can be laid side by side.
"""

from __future__ import annotations

from collections.abc import Sequence

from whp_deck.plan import Checks, PacketBlock, Text, WritingLines
from whp_deck.planner.packet.base import PacketView, Part
from whp_deck.planner.packet.follow_up import follow_up_date
from whp_deck.planner.packet.scale import scale_form


def confidence(view: PacketView) -> Sequence[Part]:
    """When it is filled in, whose it is, the statements."""
    times: list[Text] = []
    for key, days in (("before", 0), ("month_1", 30), ("month_3", 90)):
        date = follow_up_date(view, days)
        times += view.text(key, date=view.common.date(date) if date else "", undecided=view.undecided)
    blocks: list[PacketBlock] = [*view.body(), Checks(tuple(times)), WritingLines(1, view.word("mark"))]
    return [Part([*blocks, *scale_form(view), *view.text("close")])]
