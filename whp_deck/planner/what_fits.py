"""Meetings of a length of one's own that cannot hold all slides: what else can.

In: a `Deck`. Out: a problem that says it. Must not change the deck, nor plan slides.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace

from whp_deck.config.deck import Deck
from whp_deck.config.deck_file import FormatChoice
from whp_deck.content.toolkit import Format
from whp_deck.errors import Problem, counted
from whp_deck.planner.arrange import arrange
from whp_deck.planner.entries import shown_minutes
from whp_deck.planner.free import MAX_SESSIONS, SLACK
from whp_deck.planner.shorten import figure

_STEP = 5  # minutes, as people say how long a meeting is
_LONGEST = 240


def say_what_fits(deck: Deck) -> list[Problem]:
    """The problem of a deck that says of which length its meetings are, and perhaps how many, which are too few or too short.

    None where it says it otherwise, or where the files' slides do fit, and people added some in PowerPoint. A slide that
    goes changes every one of its sessions, as they are divided anew: what has to go from each says little, so what fits is
    said first.
    """
    own = deck.file.format
    if own.minutes is None or deck.format.sessions is not None:
        return []
    if max(_lengths(deck), default=0) <= own.minutes + 1e-9:
        return []
    meetings = f"{counted(own.sessions, 'meeting') if own.sessions else 'meetings'} of {figure(own.minutes)} minutes"
    message = f"{meetings} {'does' if own.sessions == 1 else 'do'} not hold all slides"
    hint = "choose yourself what goes (`slides: remove:`, `role_plays: use:`), and build again to see how the rest is divided"
    if choices := list(_choices(deck)):
        message += f"; what fits is {', '.join(choices[:-1])}{' or ' if choices[1:] else ''}{choices[-1]}"
        hint = f"write {'one of these' if choices[1:] else 'that'}; or keep yours, {hint}"
    return [Problem("format-short", message, hint, deck.file.place_of("format"))]


def _choices(deck: Deck) -> Iterator[str]:
    own = deck.file.format
    minutes, count = own.minutes or 0, own.sessions or len(_lengths(deck))
    if made := format_for(deck.made_formats, minutes, count):
        yield f"`format: {made}` ({meetings_of(deck.made_formats[made])}, with slides chosen for it)"
    needed = _needed(deck, minutes)
    if own.sessions and needed > count:
        yield f"`format: {figure(minutes)} minutes` (all slides, in {counted(needed, 'meeting')})"
    longer = range(math.ceil(minutes / _STEP) * _STEP, _LONGEST + 1, _STEP)
    enough = next((length for length in longer if length > minutes and 0 < _needed(deck, length) <= count), 0)
    if enough and not own.sessions:
        yield f"`format: {enough} minutes` (all slides, in {counted(_needed(deck, enough), 'meeting')})"
    elif enough:
        length = f"{count} x {enough} minutes" if count > 1 else f"{enough} minutes"
        yield f"`format: {length}` (all slides)"


def _needed(deck: Deck, minutes: float) -> int:
    """How many meetings of so many minutes the deck's slides take; 0 where one of them is too long for any."""
    choice = FormatChoice.model_validate({"minutes": str(minutes)})
    other = replace(
        deck,
        file=deck.file.model_copy(update={"format": choice}),
        format=Format(minutes=minutes, sessions=None),
    )
    lengths = _lengths(other)
    too_long = max(lengths, default=0) > minutes * SLACK + 1e-9
    return 0 if too_long or len(lengths) >= MAX_SESSIONS else len(lengths)


def _lengths(deck: Deck) -> list[float]:
    """The minutes of each session, as the files have it."""
    return [sum(shown_minutes(deck, id) for id in ids) for ids in arrange(deck).sessions]


def format_for(made: Mapping[str, Format], minutes: float, count: int) -> str:
    """The format of just so many minutes, with whatever number of meetings; else the one that fills the meetings best."""
    of_length = [name for name, one in made.items() if one.meetings and one.minutes == minutes]
    near = min(of_length, key=lambda name: abs(made[name].meetings - count), default="")
    return near or best_format(made, minutes, count)


def best_format(made: Mapping[str, Format], minutes: float, count: int) -> str:
    """The format that fills so many meetings of so many minutes best without being longer; "" where none fits in."""
    fit = {name: one for name, one in made.items() if one.minutes <= minutes and one.meetings <= count}
    return max(fit, key=lambda name: (fit[name].minutes * fit[name].meetings, name), default="")


def meetings_of(one: Format) -> str:
    """`3 meetings of 15 minutes`."""
    return f"{counted(one.meetings, 'meeting')} of {figure(one.minutes)} minutes"
