"""The certificate of attendance: that somebody took part, when, for how long. It claims no credit of any kind."""

from __future__ import annotations

from collections.abc import Sequence

from whp_deck.plan import PacketBlock, WritingLines
from whp_deck.planner.packet.base import PacketView, Part


def certificate(view: PacketView) -> Sequence[Part]:
    """Name to fill in, the session, date, signature; one that is given once, at the end, is for all sessions.

    Its minutes are those of the slides' plan: the rest of a meeting is for late starts, and nobody was trained in it.
    Whole ones: half a minute is left out, as no certificate may say more than was planned.
    """
    once = view.wording.sessions == "last"
    taken = view.plan.sessions if once else (view.session,)
    minutes = int(sum(session.minutes for session in taken))
    number = "" if once or view.session.of == 1 else view.session.number
    blocks: list[PacketBlock] = [*view.body(), WritingLines(1, view.word("name"))]
    blocks += view.text("took_part", minutes=minutes, number=number)
    dates = [view.common.date(meeting.date) for meeting in view.session.meetings if meeting.date]
    if len(dates) == 1:
        blocks += view.text("date_known", date=dates[0])
    else:
        blocks.append(WritingLines(1, view.word("date")))
    blocks += [WritingLines(1, view.word("signature")), *view.text("no_credit")]
    return [Part(blocks, framed=True)]
