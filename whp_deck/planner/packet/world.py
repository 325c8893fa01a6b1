"""What all sections of one session share: its names for expressions, its clock, its role plays, its head count.

In: a `Deck` and its fitted `DeckPlan`. Out: a `SessionWorld` for each session. Pure, like the planner.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from whp_deck.config.deck import Deck
from whp_deck.content.phrases import as_phrase
from whp_deck.errors import Problem
from whp_deck.markup import Expressions
from whp_deck.plan import DeckPlan, Meeting, Picture, Session, SlidePlan, Text
from whp_deck.planner.context import build_context
from whp_deck.planner.dates import names_of_start
from whp_deck.planner.names import takeaways_of
from whp_deck.planner.packet.base import Played, SessionWorld
from whp_deck.planner.packet.clock import make_clock
from whp_deck.planner.packet.session_plan import fits_one_page
from whp_deck.planner.papers import names_of_papers
from whp_deck.slides.role_play import RolePlaySlides
from whp_deck.slides.view import SessionView, View, time_and_place


def make_worlds(deck: Deck, plan: DeckPlan, problems: list[Problem]) -> Iterator[SessionWorld]:
    """A world for each session of `plan`; problems found while texts are filled go to `problems`."""
    dates = _view(deck, SessionView(1, 1, "", 0), Expressions({}), problems)
    context = build_context(deck, dates.date)
    for index, session in enumerate(plan.sessions):
        later = plan.sessions[index + 1].meetings if index + 1 < len(plan.sessions) else ()
        seen = SessionView(
            number=session.number,
            of=session.of,
            name=session.name,
            minutes=session.slot,
            meetings=session.meetings,
            next_meetings=later,
            topic=session.topic,
            place=deck.file.place_of("meetings"),
        )
        people = _people(deck, session)
        played = tuple(_played(deck, plan, session))
        printed = names_of_papers(
            deck,
            session.number,
            session.of,
            [play.scenario for play in played],
            shows_video=bool(videos_of(session)),
            address=bool(first_address(plan)),
        )
        names: dict[str, Any] = {
            "session": {
                "number": session.number,
                "of": session.of,
                "name": session.name,
                "topic": session.topic,
                "minutes": int(session.slot) if session.slot == int(session.slot) else session.slot,
            },
            "last_time": list(takeaways_of(plan.sessions[index - 1])) if index else [],
            "next_session": dates.meeting(later[0]) if later else "",
            "meetings": [_meeting(dates, meeting) for meeting in session.meetings],
            "people": people or "",
            "observers": max(people - _players(played) * len(session.meetings), 1) if people else "",
            "role_plays": [as_phrase(play.scenario.title) for play in played],
            "shows_video": bool(videos_of(session)),
            "one_page": fits_one_page(session),
            "video_address": video_address(session),
        }
        view = _view(
            deck, seen, Expressions(context | names | printed | names_of_start(deck, session.meetings, later)), problems
        )
        yield SessionWorld(deck, plan, session, view, make_clock(session.meetings), played, people)


def videos_of(session: Session) -> list[SlidePlan]:
    """The video slides that this session shows."""
    return [slide for slide in session.slides if slide.purpose == "video" and not slide.hidden]


def video_address(session: Session) -> str:
    """The address of the first video of this session that has one; nothing when none has."""
    return next((address for address, _ in _linked(session)), "")


def first_address(plan: DeckPlan) -> str:
    """The first session's video, in every session: who missed the first one needs it most."""
    return next((address for session in plan.sessions for address, _ in _linked(session)), "")


def first_length(plan: DeckPlan) -> str:
    """How long the video of `first_address` runs, in the words of its slide; nothing when the slide does not say it."""
    return next((length for session in plan.sessions for _, length in _linked(session)), "")


def _linked(session: Session) -> Iterator[tuple[str, str]]:
    """Address and running time of each video of this session that has an address."""
    for slide in session.slides:
        code, length = slide.slots.get("qr"), slide.slots.get("running-time")
        if slide.purpose == "video" and isinstance(code, Picture) and code.address:
            yield code.address, length.text if isinstance(length, Text) else ""


def is_online(meeting: Meeting) -> bool:
    """Whether people join from their own computers."""
    return bool(meeting.join) or "online" in meeting.place.casefold().split()


def _view(deck: Deck, session: SessionView, expressions: Expressions, problems: list[Problem]) -> View:
    return View(
        practice=deck.practice, staff=deck.staff, decisions=deck.decisions, checklists=deck.checklists,
        facts=deck.facts, words=deck.words, session=session, expressions=expressions, problems=problems,
    )  # fmt: skip


def _meeting(view: View, meeting: Meeting) -> dict[str, object]:
    return {
        "when": view.meeting(meeting),
        "date": view.date(meeting.date, "date_with_weekday"),
        "time_and_place": time_and_place(meeting),
        "place": meeting.place,
        "join": meeting.join,
        "online": is_online(meeting),
    }


def _people(deck: Deck, session: Session) -> int | None:
    """How many people come to all meetings of the session; None when the deck does not say it for each."""
    counts = [meeting.people for meeting in deck.file.meetings if meeting.session == session.number]
    known = [count for count in counts if count is not None]
    return sum(known) if known and len(known) == len(counts) else None


def numbered(deck: Deck, plan: DeckPlan) -> list[str]:
    """The role plays of the deck that the plan has, in the order of their numbers."""
    planned = {slide.id.partition("/")[0] for one in plan.sessions for slide in one.slides}
    return [id for id in deck.role_plays if id in planned]


def _played(deck: Deck, plan: DeckPlan, session: Session) -> Iterator[Played]:
    """Role plays of which at least one slide is shown, in the order of their slides."""
    known = numbered(deck, plan)
    here = dict.fromkeys(slide.id.partition("/")[0] for slide in session.slides if not slide.hidden)
    for id in here:
        entry = deck.entries.get(id)
        if id in known and isinstance(entry, RolePlaySlides):
            yield Played(id, entry, known.index(id) + 1, len(known))


def _players(played: Sequence[Played]) -> int:
    """How many play in the scene with the fewest players; the facilitator, who plays the patient, is not counted."""
    counts = [sum(role.played_by != "facilitator" for role in play.scenario.roles) for play in played]
    return min(counts, default=0)
