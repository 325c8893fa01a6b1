"""Does each session fit its meeting, and has it one? Says by how much it does not.

In: a `DeckPlan`. Out: problems: over the meeting = error, over the usable minutes = warning.
"""

from __future__ import annotations

from whp_deck.errors import Problem, Source
from whp_deck.plan import DeckPlan
from whp_deck.planner.shorten import figure, what_to_shorten

THIN = 0.25  # of a meeting's minutes; with less beside its frame it is hardly worth coming for


def check_minutes(plan: DeckPlan, place: Source | None) -> list[Problem]:
    """Problems of sessions that are too long."""
    problems = []
    for session in plan.sessions:
        minutes = session.minutes
        name = f"session {session.number}" if session.of > 1 else "the session"
        if minutes > session.slot + 1e-9:
            over = figure(minutes - session.slot)
            message = f"{name} takes {figure(minutes)} minutes, {over} more than the {figure(session.slot)} there are"
            problems.append(
                Problem("session-over", message, what_to_shorten(session, minutes - session.slot, place), place)
            )
        elif minutes > session.usable + 1e-9:
            message = f"{name} takes {figure(minutes)} of {figure(session.slot)} minutes and leaves little slack"
            hint = what_to_shorten(session, minutes - session.usable, place)
            problems.append(Problem("session-tight", message, hint, place, "warning"))
    return problems


def check_thin(plan: DeckPlan, place: Source | None) -> list[Problem]:
    """A warning for each of several meetings that people would come to for nearly nothing."""
    problems = []
    for session in plan.sessions if len(plan.sessions) > 1 else ():
        said = sum(slide.minutes for slide in session.slides if slide.purpose != "frame" and not slide.hidden)
        if said < session.slot * THIN:
            message = (
                f"session {session.number} has {figure(said)} minutes beside its opening and closing, in a meeting of "
                f"{figure(session.slot)}"
            )
            hint = (
                "give it more, as a role play or a slide with `slides: include:`; or do without this meeting: leave out a few "
                "slides with `slides: remove:`, or take a longer or another format"
            )
            problems.append(Problem("session-thin", message, hint, place, "warning"))
    return problems


def check_undated(plan: DeckPlan, place: Source | None) -> list[Problem]:
    """A warning for sessions without a date while others have one; `place` is where the dates stand.

    For formats that say only how long a meeting is: how many meetings that makes is known to nobody before it is built.
    """
    dated = [session for session in plan.sessions if any(meeting.date for meeting in session.meetings)]
    open_ones = [str(session.number) for session in plan.sessions if session not in dated]
    if not dated or not open_ones:
        return []
    listed = " and ".join([", ".join(open_ones[:-1]), open_ones[-1]] if len(open_ones) > 1 else open_ones)
    named, have = ("session", "has") if len(open_ones) == 1 else ("sessions", "have")
    message = (
        f"the slides take {len(plan.sessions)} meetings of {figure(plan.sessions[0].slot)} minutes, and {named} {listed} "
        f"{have} no date"
    )
    hint = (
        "add them to `meetings:`; or show less: leave out slides with `slides: remove:` or role plays with `role_plays: "
        "use:`, or take a format with fewer meetings, as `huddle-15` or `staff-30`"
    )
    return [Problem("meetings-undated", message, hint, place, "warning")]
