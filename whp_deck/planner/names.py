"""What a session is called, what its slides say at their foot, and what people should take away from it.

In: a deck, a practice, a planned session. Out: names and lines, and a problem where a name has no room.
"""

from __future__ import annotations

from whp_deck.config.deck import Deck
from whp_deck.content.practice import Practice, ask_for_short_name
from whp_deck.errors import Problem
from whp_deck.plan import Session

FOOTER_LETTERS = 100  # about 110 were measured to fit at 14 pt
MOST_TAKEAWAYS = 4  # with the question that follows them: five short points, at full size


def session_name(deck: Deck, number: int, of: int) -> str:
    """`Monday huddle 1 of 3`; just the deck's name when there is one session."""
    if of == 1:
        return deck.file.deck
    return deck.words.get("session_name", deck=deck.file.deck, number=number, of=of)


def name_at_the_foot(practice: Practice, longest: str) -> tuple[str, list[Problem]]:
    """The practice's name for one line with a session's: the short one of a practice that has one.

    The whole name stands on the title slide, where it fits, and on every printed page; the foot of a slide is read in
    passing, and in other people's templates it has little room. `longest` is the longest name of a session: all have
    the same name at their feet, and it is told once.
    """
    room = max(FOOTER_LETTERS - len(longest) - 3, 12)
    field = "short_name" if practice.short_name else "name"
    name: str = getattr(practice, field)
    if len(name) <= room:
        return name, []
    message = (
        f"practice.{field}: with “{longest}” it is too long for the line at the foot of the slides, and is cut there"
    )
    place = practice.place_of(field)
    hint = f"{ask_for_short_name(place)}, at most {room} characters: it stands there instead"
    return f"{name[: room - 1].rstrip()}…", [Problem("footer-too-long", message, hint, place, "warning")]


def takeaways_of(session: Session) -> tuple[str, ...]:
    """What to remember of a session, in up to four lines; when none of its slides says it, the titles of those with
    content.

    A list of titles reads like an agenda, so it is the last resort.
    """
    shown = [slide for slide in session.slides if not slide.hidden]
    remembered = dict.fromkeys(slide.remember for slide in shown if slide.remember)
    return tuple(remembered or _points_of(session))[:MOST_TAKEAWAYS]


def _points_of(session: Session) -> list[str]:
    """The titles of the slides that carry content."""
    said = ("content", "video", "role-play")
    titles = [slide.title for slide in session.slides if slide.purpose in said and not slide.hidden]
    plays = [slide.title for slide in session.slides if slide.id.endswith("/scene")]
    return [title for title in titles if not any(title.endswith(play) and title != play for play in plays)]
