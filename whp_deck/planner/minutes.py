"""Does each session fit its meeting, and has it one? Says by how much it does not.

In: a `DeckPlan`. Out: problems: over the meeting = error, over the usable minutes = warning.
"""

from __future__ import annotations

from collections.abc import Mapping

from whp_deck.config.deck import Deck
from whp_deck.content.toolkit import Format
from whp_deck.errors import Problem, Source, enumerated, is_cell
from whp_deck.plan import DeckPlan
from whp_deck.planner.shorten import figure, what_to_shorten
from whp_deck.planner.what_fits import meetings_of, say_what_fits

_NO_SLACK = 0.25  # minutes
THIN = 0.25  # of a meeting's minutes; with less beside its frame it is hardly worth coming for


def check_minutes(plan: DeckPlan, deck: Deck) -> list[Problem]:
    """Problems of sessions that are too long; before them what fits, where the deck says how many meetings there are."""
    place = deck.file.place_of("format")
    problems = say_what_fits(deck) if any(one.minutes > one.slot + 1e-9 for one in plan.sessions) else []
    for session in plan.sessions:
        minutes = session.minutes
        name = f"session {session.number}" if session.of > 1 else "the session"
        if minutes > session.slot + 1e-9:
            over = figure(minutes - session.slot)
            message = f"{name} takes {figure(minutes)} minutes, {over} more than the {figure(session.slot)} there are"
            hint = what_to_shorten(session, minutes - session.slot, place, plan.sessions)
            problems.append(Problem("session-over", message, hint, place))
        elif minutes > session.usable + 1e-9:
            slack = "no" if minutes > session.slot - _NO_SLACK else "little"
            message = f"{name} takes {figure(minutes)} of {figure(session.slot)} minutes and leaves {slack} slack"
            hint = what_to_shorten(session, minutes - session.usable, place, plan.sessions)
            problems.append(Problem("session-tight", message, hint, place, "warning"))
    return problems


def check_thin(plan: DeckPlan, place: Source | None) -> list[Problem]:
    """A warning for each of several meetings that people would come to for nearly nothing."""
    problems = []
    for session in plan.sessions if len(plan.sessions) > 1 else ():
        said = sum(slide.minutes for slide in session.slides if slide.purpose != "frame" and not slide.hidden)
        if said < session.slot * THIN:
            message = (
                f"session {session.number} has {figure(said)} {'minute' if figure(said) == '1' else 'minutes'} beside its opening and closing, in a meeting of "
                f"{figure(session.slot)}"
            )
            hint = (
                "give it more, as a role play or a slide with `slides: include:`; or do without this meeting: leave out a few "
                "slides with `slides: remove:`, or take a longer or another format"
            )
            problems.append(Problem("session-thin", message, hint, place, "warning"))
    return problems


def check_undated(plan: DeckPlan, deck: Deck) -> list[Problem]:
    """A warning for sessions without a date while others have one.

    Of a format that says only how long a meeting is, it tells how many meetings that makes, which is known to nobody
    before it is built, and which formats have fewer. A list of practices mostly has the day of the first meeting alone,
    for all of them: there it is told only of such a format, at the deck's own line, as nothing that a practice has to
    be called for.
    """
    open_ones = [one for one in plan.sessions if not any(meeting.date for meeting in one.meetings)]
    if not open_ones or len(open_ones) == len(plan.sessions):
        return []
    place = deck.file.place_of("meetings")
    slot, count = plan.sessions[0].slot, len(plan.sessions)
    in_list = is_cell(place)
    is_filled = deck.format.sessions is None and deck.file.format.sessions is None
    if in_list and not is_filled:
        return []
    numbers = [str(session.number) for session in open_ones]
    which, have = ("session", "has") if len(numbers) == 1 else ("sessions", "have")
    message = (
        f"{'the slides take' if is_filled else 'there are'} {count} meetings of {figure(slot)} minutes, and {which} "
        f"{enumerated(numbers)} {have} no date"
    )
    hint = "add them to `meetings:`, each with its `session:` and its `date:`"
    if any(meeting.unsaid("session") for meeting in deck.file.meetings):
        hint += " (an entry without a `session:` is one of session 1)"
    if in_list:
        hint = f"fill in the list {enumerated([f'`meetings.{number}.date`' for number in numbers])}"
    if is_filled:
        fewer = fewer_meetings(deck.made_formats, slot, count)
        others = f", or take a format with fewer meetings, as {fewer}" if fewer else ""
        hint += f"; or show less: leave out slides with `slides: remove:` or role plays with `role_plays: use:`{others}"
    told_at = deck.file.place_of("format") if in_list else place
    return [Problem("meetings-undated", message, hint, told_at, "warning")]


def fewer_meetings(made: Mapping[str, Format], minutes: float, count: int) -> str:
    """The formats with fewer meetings: the one made for so many minutes, else the two nearest to that."""
    known = [(abs(one.minutes - minutes), one.minutes > minutes, one.meetings, name) for name, one in made.items()]
    near = sorted(one for one in known if one[2] < count)[:2]
    named = [name for off, *_, name in near if off == near[0][0] == 0] or [name for *_, name in near]
    return " or ".join(f"`{name}` ({meetings_of(made[name])})" for name in named)
