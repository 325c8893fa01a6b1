"""Does each session fit its meeting, and has it one? Says by how much it does not, and what to drop, hide or move.

In: a `DeckPlan`. Out: problems: over the meeting = error, over the usable minutes = warning.
"""

from __future__ import annotations

from whp_deck.errors import Problem, Source
from whp_deck.plan import BY_HAND, DeckPlan, Session

THIN = 0.25  # of a meeting's minutes; with less beside its frame it is hardly worth coming for


def check_minutes(plan: DeckPlan, place: Source | None) -> list[Problem]:
    """Problems of sessions that are too long."""
    problems = []
    for session in plan.sessions:
        minutes = session.minutes
        name = f"session {session.number}" if session.of > 1 else "the session"
        if minutes > session.slot + 1e-9:
            over = _figure(minutes - session.slot)
            message = f"{name} takes {_figure(minutes)} minutes, {over} more than the {_figure(session.slot)} there are"
            problems.append(Problem("session-over", message, _what_to_drop(session, minutes - session.slot), place))
        elif minutes > session.usable + 1e-9:
            message = f"{name} takes {_figure(minutes)} of {_figure(session.slot)} minutes and leaves little slack"
            hint = _what_to_drop(session, minutes - session.usable)
            problems.append(Problem("session-tight", message, hint, place, "warning"))
    return problems


def check_thin(plan: DeckPlan, place: Source | None) -> list[Problem]:
    """A warning for each of several meetings that people would come to for nearly nothing."""
    problems = []
    for session in plan.sessions if len(plan.sessions) > 1 else ():
        said = sum(slide.minutes for slide in session.slides if slide.purpose != "frame" and not slide.hidden)
        if said < session.slot * THIN:
            message = (
                f"session {session.number} has {_figure(said)} minutes beside its opening and closing, in a meeting of "
                f"{_figure(session.slot)}"
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
        f"the slides take {len(plan.sessions)} meetings of {_figure(plan.sessions[0].slot)} minutes, and {named} {listed} "
        f"{have} no date"
    )
    hint = (
        "add them to `meetings:`; or show less: leave out slides with `slides: remove:` or role plays with `role_plays: "
        "use:`, or take a format with fewer meetings, as `huddle-15` or `staff-30`"
    )
    return [Problem("meetings-undated", message, hint, place, "warning")]


def _what_to_drop(session: Session, over: float) -> str:
    """The slides whose minutes are enough, fewest first; whole role plays count as one, and are named only where nothing else is."""
    groups: dict[str, float] = {}
    talk: set[str] = set()
    for number, slide in enumerate(session.slides, 1):
        if not slide.hidden and slide.purpose != "frame" and slide.minutes > 0:
            owner = f"`{slide.id.split('/')[0].split('#')[0]}`"
            if slide.kind == BY_HAND:  # it has no id that somebody could write down
                owner = f"slide {number} “{slide.title}” that you added"
            groups[owner] = groups.get(owner, 0) + slide.minutes
            talk |= set() if slide.purpose == "role-play" or slide.id == "prebrief" else {owner}
    enough = sorted((minutes, name) for name, minutes in groups.items() if minutes >= over - 1e-9)
    if enough := [one for one in enough if one[1] in talk] or enough:
        listed = ", ".join(f"{name} ({_figure(minutes)} min)" for minutes, name in _few(enough))
        return f"remove or hide one of {listed}{_elsewhere(session)}"
    chosen, gained = [], 0.0
    for minutes, name in sorted(((minutes, name) for name, minutes in groups.items()), reverse=True):
        chosen.append(f"{name} ({_figure(minutes)} min)")
        gained += minutes
        if gained >= over - 1e-9:
            return f"remove or hide all of {', '.join(chosen)}{_elsewhere(session)}"
    return "choose a longer format or more sessions"


def _few(enough: list[tuple[float, str]]) -> list[tuple[float, str]]:
    """Three of them, and those that a person added in any case: it may be these that make the session too long."""
    return [one for at, one in enumerate(enough) if at < 3 or not one[1].startswith("`")]


def _elsewhere(session: Session) -> str:
    """How a slide comes into another session, where there is one."""
    if session.of < 2:
        return ""
    other = session.number % session.of + 1
    pasted = any(slide.kind == BY_HAND for slide in session.slides)
    return (
        f"; or move one to another session: a slide of your own with `session: {other}` in place of its `after:`, any two slides by "
        "`slides: order:`, which lets them change places"
        + ("; one that you added in PowerPoint by cut and paste there" if pasted else "")
    )


def _figure(minutes: float) -> str:
    return f"{minutes:g}" if minutes == round(minutes, 1) else f"{minutes:.1f}"
