"""`make_plan`: a deck → `DeckPlan` with every session, slide, note and minute, and the problems found on the way.

In: a valid `Deck`, and the facts of the files that it names. Out: `(DeckPlan, [Problem])`. Pure: the same deck and
facts give the same plan; opens no file.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from whp_deck.config.deck import Deck
from whp_deck.config.settings import unknown_checklists
from whp_deck.content.phrases import as_phrase
from whp_deck.errors import Problem, Source, sort_problems
from whp_deck.markup import Expressions, read_markdown
from whp_deck.plan import (
    CopiedSlide,
    DeckPlan,
    Facts,
    LeftOut,
    Meeting,
    Session,
    SlidePlan,
    Theme,
    Wanted,
    path_beside,
    stem_of_file,
)
from whp_deck.planner.agenda import agenda_rows, join_short
from whp_deck.planner.arrange import Arrangement, arrange
from whp_deck.planner.context import build_context
from whp_deck.planner.copies import check_copies
from whp_deck.planner.dates import check_dates, names_of_start
from whp_deck.planner.entries import entry_of, is_hidden, shown_minutes
from whp_deck.planner.minutes import check_minutes, check_thin, check_undated
from whp_deck.planner.names import name_at_the_foot, session_name, takeaways_of
from whp_deck.planner.one_patient import check_patients
from whp_deck.planner.open_decisions import check_occasions, shown_decisions
from whp_deck.planner.papers import names_of_papers
from whp_deck.planner.people import check_people
from whp_deck.planner.phrases import check_phrases
from whp_deck.planner.slide_checks import check_notes, check_parts, check_titles
from whp_deck.planner.stories import check_stories
from whp_deck.slides.role_play import RolePlaySlides
from whp_deck.slides.video import VideoSlide
from whp_deck.slides.view import SessionView, View

NO_FACTS = Facts()
_FEWEST_PARTS = 3  # of an agenda that says anything


def make_plan(deck: Deck, *, facts: Facts = NO_FACTS) -> tuple[DeckPlan, list[Problem]]:
    """The plan of `deck`, before fitting; never raises on what an author wrote.

    `facts`: what `office.facts` found out about the files that `wanted_files` lists. An entry whose file has no facts
    is planned with ordinary values.
    """
    planner = _Planner(inform(deck, facts), facts)
    plan = planner.plan()
    return plan, sort_problems(planner.problems)


def wanted_files(deck: Deck) -> list[Wanted]:
    """The files of which the entries of `deck` want to know the facts."""
    return [wanted for entry in deck.entries.values() for wanted in entry.wants()]


def inform(deck: Deck, facts: Facts) -> Deck:
    """The deck, whose entries know the facts of their files."""
    return dataclasses.replace(deck, entries={id: entry.informed(facts) for id, entry in deck.entries.items()})


class _Planner:
    def __init__(self, deck: Deck, facts: Facts) -> None:
        self.deck, self.facts = deck, facts
        self.problems: list[Problem] = []
        self.expressions = Expressions({})
        self.foot_name = ""

    def plan(self) -> DeckPlan:
        """Everything that will exist: entries are put into sessions, which are planned in turn: each looks back on those before.

        What is wrong goes to `problems`; the plan is whole all the same, so that later stages find their own.
        """
        deck = self.deck
        arrangement = arrange(deck)
        self.problems += [*arrangement.problems, *self._unknown_hidden()]
        dates = self._view(SessionView(1, 1, "", 0), Expressions({}))
        context = build_context(deck, dates.date)
        self.expressions = Expressions(context)
        sessions: list[Session] = []
        of = len(arrangement.sessions)
        names = [session_name(deck, number, of) for number in range(1, of + 1)]
        self.foot_name, told = name_at_the_foot(deck.practice, max(names, key=len, default=""))
        self.problems += told
        shown = {id: entry for ids in arrangement.sessions for id in ids if (entry := entry_of(deck, id))}
        address = any(isinstance(entry, VideoSlide) and entry.seen_at(deck.facts) for entry in shown.values())
        for number in range(1, of + 1):
            view = self._session_view(arrangement, number, sessions)
            facts = {
                "session": {
                    "number": number,
                    "of": view.of,
                    "name": view.name,
                    "topic": view.topic,
                    "minutes": deck.format.minutes,
                }
            }
            ids = arrangement.sessions[number - 1]
            here = [(id, shown[id]) for id in ids if id in shown]
            scenarios = [entry.scenario for _, entry in here if isinstance(entry, RolePlaySlides)]
            shows_video = any(entry.purpose == "video" and id not in deck.hidden for id, entry in here)
            more = {
                "last_time": list(view.last_time),
                "next_session": self._next_words(view),
                "role_plays": [as_phrase(scenario.title) for scenario in scenarios],
                "role_plays_before": any(
                    isinstance(shown.get(id), RolePlaySlides)
                    for held in arrangement.sessions[: number - 1]
                    for id in held
                ),
            }
            more |= names_of_start(deck, view.meetings, view.next_meetings)
            more |= names_of_papers(deck, number, of, scenarios, shows_video=shows_video, address=address)
            sessions.append(self._session(ids, view, Expressions(context | facts | more)))
        practice = deck.practice
        theme = practice.theme
        plan = DeckPlan(
            name=deck.file.deck,
            file_stem=stem_of_file(deck.path.stem),
            practice=practice.name,
            language={"en": "en-US"}.get(practice.language, practice.language),
            subject=deck.subject,
            keywords=", ".join(
                dict.fromkeys(
                    (
                        deck.facts.name if deck.has_strategy else deck.subject,
                        practice.short_name or practice.name,
                        "staff training",
                    )
                )
            ),
            theme=Theme(theme.primary, theme.accent, theme.logo),
            sessions=tuple(sessions),
            left_out=tuple(self._left_out(arrangement)),
            open_decisions=tuple(shown_decisions(deck, sessions)),
            start_from=path_beside(deck.file.start_from, deck.file.place_of("start_from")) if deck.started else "",
        )
        self.problems += check_minutes(plan, deck)
        self.problems += check_occasions(deck)
        self.problems += unknown_checklists(deck.decisions, deck.checklists, deck.facts.occasions)
        self.problems += check_dates(deck, sessions)
        self.problems += check_phrases(deck)
        self.problems += check_people(deck)
        self.problems += check_stories(deck)
        self.problems += check_patients(deck)
        if deck.format.sessions is None:  # in one made by hand somebody chose what each meeting holds
            self.problems += check_thin(plan, deck.file.place_of("format"))
        self.problems += check_undated(plan, deck)
        moved = next((place for _, place in deck.order), next((one.source for one in deck.moved), None))
        for session in sessions:
            self.problems += check_parts(session, moved)
        return plan

    def _unknown_hidden(self) -> Iterator[Problem]:
        """`hide` may name one slide of an import, which is known only now that its file was read."""
        edits = self.deck.file.slides
        for index, id in enumerate(edits.hide):
            entry = self.deck.entries.get(id.partition("/")[0])
            if entry is not None and entry.slides_in_file and "/" in id and id not in entry.yields():
                listed = ", ".join(f"`{one}`" for one in entry.yields()) or "none: its file could not be read"
                message = f"slides.hide: `{entry.id}` has no slide `{id}`"
                yield Problem("slide-unknown", message, f"there is: {listed}", edits.item_place("hide", index))

    def _view(self, session: SessionView, expressions: Expressions) -> View:
        deck = self.deck
        return View(
            practice=deck.practice, staff=deck.staff, decisions=deck.decisions, checklists=deck.checklists,
            facts=deck.facts, words=deck.words, session=session, expressions=expressions, problems=self.problems,
        )  # fmt: skip

    def _session_view(self, arrangement: Arrangement, number: int, before: list[Session]) -> SessionView:
        deck, ids = self.deck, arrangement.sessions[number - 1]
        of = len(arrangement.sessions)
        plays = [id for id in deck.role_plays if any(id in session for session in arrangement.sessions)]
        closing = [id for id in (f"session-{number}/closing",) if id not in ids and entry_of(deck, id)]
        entries = (entry_of(deck, id) for session in arrangement.sessions for id in session)
        cited = [id for entry in entries if entry for id in self._cited(entry)]
        return SessionView(
            number=number,
            of=of,
            name=session_name(deck, number, of),
            minutes=deck.format.minutes,
            meetings=self._meetings(number),
            agenda=tuple(self._agenda(ids)),
            has_parts=len(self._agenda([*ids, *closing])) >= _FEWEST_PARTS,
            last_time=takeaways_of(before[-1]) if before else (),
            next_meetings=self._meetings(number + 1),
            role_plays={id: index for index, id in enumerate(plays, 1)},
            sources=tuple(dict.fromkeys(cited)),
            topic=deck.format.names[number - 1] if number <= len(deck.format.names) else "",
            place=next(
                (one.place_of("place") for one in deck.file.meetings if one.session == number),
                deck.file.place_of("meetings"),
            ),
            date_places=tuple(self._places(number, "date")),
            room_places=tuple(self._places(number, "start", "place")),
            next_places=tuple(self._places(number + 1, "date", "start", "place")),
        )

    def _places(self, number: int, *fields: str) -> Iterator[Source]:
        """Where somebody has written these of the session's meetings."""
        for meeting in (one for one in self.deck.file.meetings if one.session == number):
            for field in fields:
                if not meeting.unsaid(field) and (place := meeting.place_of(field)) is not None:
                    yield place

    def _cited(self, entry: object) -> list[str]:
        named = [str(id) for id in getattr(entry, "sources", ())]
        own = getattr(entry, "source", None)
        return [*named, own] if isinstance(own, str) and own else named

    def _meetings(self, number: int) -> tuple[Meeting, ...]:
        found = [m for m in self.deck.file.meetings if m.session == number]
        return tuple(Meeting(m.date, m.start, m.place, m.join) for m in found)

    def _next_words(self, view: SessionView) -> str:
        if view.number == view.of:
            return ""
        meeting = view.next_meetings[0] if view.next_meetings else None
        return self._view(view, self.expressions).meeting(meeting) if meeting else ""

    def _parts(self, ids: list[str]) -> list[str]:
        """The part of each id: its own, else its predecessor's."""
        parts: list[str] = []
        for id in ids:
            before = parts[-1] if parts else self.deck.words.get("opening")
            if not parts and self.deck.started:  # a presentation without sections is one part, and no welcome
                before = self.deck.file.deck
            parts.append(self._own_part(id) or before)
        return join_short(parts, [shown_minutes(self.deck, id) for id in ids])

    def _own_part(self, id: str) -> str:
        entry = entry_of(self.deck, id)
        if entry is None:
            return ""
        if entry.part:
            filled = self.expressions.fill(entry.part, entry.place_of("part"), self.problems)
            return " ".join(paragraph.text for paragraph in read_markdown(filled))
        return self.deck.words.get("role_play_part") if entry.purpose == "role-play" else ""

    def _agenda(self, ids: list[str]) -> list[tuple[str, float]]:
        return agenda_rows(self._parts(ids), [shown_minutes(self.deck, id) for id in ids])

    def _session(self, ids: list[str], view: SessionView, expressions: Expressions) -> Session:
        deck = self.deck
        slides: list[SlidePlan] = []
        for id, part in zip(ids, self._parts(ids), strict=True):
            entry = entry_of(deck, id)
            if entry is None:
                continue
            for slide in entry.plan(self._view(view, expressions)):
                hidden = slide.hidden or is_hidden(deck, id) or slide.id in deck.hidden
                given = self._minutes_given(id, slide)
                slide = dataclasses.replace(slide, part=part, hidden=hidden, minutes_source=given)
                if isinstance(slide, CopiedSlide) and id in deck.started:
                    slide = dataclasses.replace(slide, look="stay")
                slides.append(slide)
        self.problems += check_titles(slides)
        self.problems += check_notes(slides)
        self.problems += check_copies(slides, self.facts)
        minutes = deck.format.minutes
        usable = deck.format.usable if deck.format.usable is not None else minutes * 0.9
        footer = f"{self.foot_name} · {view.name}"
        return Session(
            view.number, view.of, view.name, footer, tuple(slides), minutes, usable, view.meetings, view.topic
        )

    def _minutes_given(self, id: str, slide: SlidePlan) -> Source | None:
        """Where somebody brought the slide in or gave its minutes: the line with all slides of a presentation says
        neither.
        """
        edits, given = self.deck.file.slides, slide.minutes_source
        if id in self.deck.started and given == self.deck.file.place_of("start_from"):
            return None
        if id in self.deck.included and (given is None or given.is_shipped):
            return edits.item_place("include", edits.include.index(id))
        return given

    def _left_out(self, arrangement: Arrangement) -> list[LeftOut]:
        deck = self.deck
        name = deck.file.format.name
        found = []
        for id in arrangement.left_out:
            entry = deck.entries[id]
            found.append(LeftOut(id, entry.heading, f"not in format `{name}`" if name else "did not fit"))
        found += [LeftOut(id, title, "removed by this deck") for id, title in sorted(deck.removed.items())]
        return found
