"""A plan as readable text: sessions, slides, minutes, what is left out, what is undecided.

In: a `DeckPlan`. Out: one string. Must not measure or read anything.
"""

from __future__ import annotations

from whp_deck.plan import DeckPlan, Session
from whp_deck.slides.view import time_and_place


def render_outline(plan: DeckPlan) -> str:
    """The outline of a whole deck."""
    lines = [f"{plan.name} – {plan.practice}"]
    for session in plan.sessions:
        lines += ["", *_session_lines(session)]
    if plan.left_out:
        lines += ["", "Left out:"]
        lines += [
            f"  {item.id:<34} {item.title or ''}  ({item.reason})".replace("   (", "  (") for item in plan.left_out
        ]
        if any("format" in item.reason for item in plan.left_out):
            lines += [
                "",
                "To show one of them, in the deck’s file:",
                "  slides:",
                "    include:",
                f"      - {plan.left_out[0].id}",
            ]
    if plan.open_decisions:
        lines += ["", "To be decided:"]
        lines += [f"  {item.field}: {item.question}  [{item.source}]" for item in plan.open_decisions]
    return "\n".join(line.rstrip() for line in lines)


def _session_lines(session: Session) -> list[str]:
    slack = session.slot - session.minutes
    spare = f"{slack:g} spare" if slack >= 0 else f"{-slack:g} over"
    topic = f", {session.topic}" if session.topic else ""
    head = f"Session {session.number} of {session.of}{topic}: {session.minutes:g} of {session.slot:g} minutes, {spare}"
    lines = [head]
    for meeting in session.meetings:
        when = (meeting.date.isoformat() if meeting.date else "", time_and_place(meeting))
        lines.append(f"  {', '.join(part for part in when if part)}".replace("\u00a0", " "))
    part = ""
    for number, slide in enumerate(session.slides, 1):
        if slide.part != part:
            part = slide.part
            lines.append(f"  {part}")
        minutes = "hidden" if slide.hidden else f"{slide.minutes:g} min"
        lines.append(f"  {number:>3}  {minutes:>7}  {slide.kind:<10} {slide.id:<32} {slide.title}")
    return lines
