"""When and where one practice of a list meets: cells of its row, laid over the deck's own `meetings`.

In: a deck's tree, and meetings by their number in the list. Out: the deck's tree with both. Must not judge dates.
"""

from __future__ import annotations

from collections.abc import Mapping

from whp_deck.config.layers import merge
from whp_deck.content.authored import Map, Seq


def with_meetings(deck: Map, meetings: Mapping[int, Map]) -> Map:
    """The deck, whose meeting of that number says what the practice says, field by field.

    One that the deck does not have is the meeting of the session with that number, unless it names another: nobody who
    fills `meetings.2.date` for a deck of three sessions means a second date of the first one, as in a deck's file.
    """
    own = deck.get("meetings")
    if not meetings or not isinstance(own, Seq | None):
        return deck
    both = Seq(deck.place_of("meetings"))
    for entry, place in zip(own or (), own.places if own else (), strict=True):
        both.add(entry, place)
    known = len(both)
    for number, meeting in sorted(meetings.items()):
        place = next(iter(meeting.places.values()))
        if number <= known:
            both[number - 1], both.places[number - 1] = merge(both[number - 1], meeting), place
            continue
        if "session" not in meeting:
            meeting.put("session", str(number), place)
        both.add(meeting, place)
    deck = deck.without("meetings")
    deck.put("meetings", both, both.places[0])
    return deck
