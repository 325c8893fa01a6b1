"""How many meetings a format of one's own length makes, before any file of the practice is written.

In: a toolkit and a length. Out: their number, and whether they are long enough. Must not print.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from whp_deck.config.lengths import Length
from whp_deck.errors import counted


class Meetings(NamedTuple):
    """How many they are, and whether one of them has a slide or a role play that is too long for it."""

    number: int
    too_short: bool = False


@lru_cache(maxsize=16)
def meetings_of(toolkit: str, length: Length) -> Meetings:
    """The meetings that all slides of a toolkit take when each is of that length; a practice's answers do not change it."""
    from whp_deck.config.answers import as_map
    from whp_deck.config.deck import load_deck
    from whp_deck.config.layers import ForPractice
    from whp_deck.config.new_files import deck_text
    from whp_deck.config.questions import load_questions, suggested_answers
    from whp_deck.config.toolkits import load_toolkit
    from whp_deck.planner.plan import make_plan

    text = deck_text({"format": str(length)}, load_toolkit(toolkit), practice="practice.yaml", file_name="deck.yaml")
    practice = as_map(suggested_answers(load_questions(toolkit)))
    deck, _ = load_deck(Path("deck.yaml"), ForPractice(practice), text=text)
    if deck is None:
        return Meetings(0)
    sessions = make_plan(deck)[0].sessions
    return Meetings(len(sessions), any(session.minutes > session.slot for session in sessions))


def made_for(toolkit: str, length: Length) -> str:
    """The format that is made by hand for that length; "" where the toolkit has none.

    Where somebody says how many meetings there are, and these cannot hold all slides, it is the one that fills them best.
    """
    from whp_deck.config.toolkits import load_toolkit
    from whp_deck.planner.what_fits import best_format

    formats = load_toolkit(toolkit).formats
    if length.meetings is None:
        minutes = float(length.minutes)
        return next((name for name, one in formats.items() if one.meetings and one.minutes == minutes), "")
    if not meetings_of(toolkit, length).too_short:
        return ""
    return best_format(formats, float(length.minutes), length.meetings)


def left_over(length: Length, minutes: float, meetings: int) -> str:
    """What a format of other meetings leaves free of these: `2 minutes of each meeting stay free`; "" for none."""
    spare = float(length.minutes) - minutes
    free = [f"{spare:g} {'minute' if spare == 1 else 'minutes'} of each meeting"] if spare > 0 else []
    if length.meetings and length.meetings > meetings:
        free.append(counted(length.meetings - meetings, "meeting"))
    alone = len(free) == 1 and free[0].startswith("1 ")
    return f"{' and '.join(free)} {'stays' if alone else 'stay'} free" if free else ""


def with_fewer(toolkit: str, length: Length) -> str:
    """`once-20` (1 meeting of 20 minutes): the formats with fewer meetings than all slides take; "" where none has."""
    from whp_deck.config.toolkits import load_toolkit
    from whp_deck.planner.minutes import fewer_meetings

    formats = load_toolkit(toolkit).formats
    return fewer_meetings(formats, float(length.minutes), meetings_of(toolkit, length).number)


def meetings_words(toolkit: str, length: Length) -> str:
    """`6 meetings of up to 20 minutes`; nothing where that cannot be known."""
    count = meetings_of(toolkit, length).number
    return f"{counted(count, 'meeting')} of up to {length.minutes} minutes" if count else ""
