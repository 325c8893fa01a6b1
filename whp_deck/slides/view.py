"""What a slide kind may look at while it plans its slides: the practice's world, as words and texts.

In: a practice with its decisions, a session, expressions. Out: a `View`. A text goes through it, so that expressions,
Markdown and places are handled once. Must not know a kind.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from whp_deck.content.checklist import Checklist
from whp_deck.content.decisions import Decisions, Handoff, Moment, Occasion
from whp_deck.content.notes import NotesEntry
from whp_deck.content.practice import Practice, StaffTitle
from whp_deck.content.toolkit import Reference, ToolkitFacts
from whp_deck.content.word_list import WordList
from whp_deck.errors import Problem, Source
from whp_deck.markup import Expressions, keep_together, plain, read_markdown
from whp_deck.plan import FixedWords, Meeting, NotePart, Notes, Paragraph, Run, Text


@dataclass(frozen=True, slots=True)
class SessionView:
    """What a slide may say about the session it stands in. `agenda` and `recap` are computed before planning.

    `has_parts`: it has enough of them for an agenda, as if its closing had not been taken out. `sources` are those that
    the slides of all sessions name: they are listed once in a deck.

    `date_places` and `room_places` are where the days of its meetings are written, and their times and rooms; `next_places`
    all that is written of the next session's.
    """

    number: int
    of: int
    name: str
    minutes: float
    meetings: tuple[Meeting, ...] = ()
    agenda: tuple[tuple[str, float], ...] = ()
    last_time: tuple[str, ...] = ()
    next_meetings: tuple[Meeting, ...] = ()
    role_plays: Mapping[str, int] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    topic: str = ""
    place: Source | None = None
    date_places: tuple[Source, ...] = ()
    room_places: tuple[Source, ...] = ()
    next_places: tuple[Source, ...] = ()
    has_parts: bool = True


class View:
    """The practice's world as one slide entry sees it. Collects problems instead of raising."""

    def __init__(
        self,
        *,
        practice: Practice,
        staff: Mapping[str, StaffTitle],
        decisions: Decisions,
        checklists: Mapping[str, Checklist],
        facts: ToolkitFacts,
        words: WordList,
        session: SessionView,
        expressions: Expressions,
        problems: list[Problem],
    ) -> None:
        self.practice, self.staff, self.decisions = practice, staff, decisions
        self.checklists, self.facts, self.words, self.session = checklists, facts, words, session
        self.expressions, self.problems = expressions, problems

    def text(self, markdown: str, place: Source | None) -> Text:
        """A Markdown text with its expressions filled in."""
        return Text(read_markdown(self.expressions.fill(markdown, place, self.problems)), place)

    def line(self, markdown: str, place: Source | None) -> Text:
        """The same as one line: paragraphs and list markers are run together."""
        text = self.text(markdown, place)
        if len(text.paragraphs) <= 1 and not any(p.marker for p in text.paragraphs):
            return text
        runs: list[Run] = []
        for paragraph in text.paragraphs:
            runs += [*([Run(" ")] if runs else []), *paragraph.runs]
        return Text((Paragraph(tuple(runs)),), place)

    def words_text(self, words: str, place: Source | None = None) -> Text:
        """Fixed words or a plain value, shown exactly."""
        return Text(plain(keep_together(words)), place)

    def fixed(self, key: str, **values: object) -> Text:
        """The fixed words of `key`, which a practice or a deck may say otherwise."""
        shown = tuple((name, str(value)) for name, value in values.items())
        words = FixedWords(key, shown, self.words.place_of(key))
        return replace(self.words_text(self.words.get(key, **values)), fixed=(words,))

    def open_text(self, place: Source | None = None, key: str = "") -> Text:
        """The mark of an open decision, which would be written at `place` with this key."""
        mark = Run(self.words.get("open_mark") + self.words.get("to_be_decided"), italic=True)
        return Text((Paragraph((mark,)),), place, open=key)

    def decided(self, value: str | None, place: Source | None, key: str = "") -> Text:
        """A decision's own words, or "To be decided"."""
        return self.open_text(place, key) if value is None else self.line(value, place)

    def staff_title(self, key: str) -> str:
        """The practice's title for a key of `staff:`; a title written out stays as it is."""
        return self.staff[key].title if key in self.staff else key

    def handoff(self, id: str) -> Handoff | None:
        """The practice's handoff of that id."""
        return next((handoff for handoff in self.decisions.handoffs if handoff.id == id), None)

    def occasions(self) -> Sequence[Occasion]:
        """When the practice does what this toolkit is about: its handoffs, or its moments."""
        return self.decisions.occasions(self.facts.occasions)

    def occasion(self, id: str) -> Occasion | None:
        """The practice's handoff or moment of that id."""
        return next((occasion for occasion in self.occasions() if occasion.id == id), None)

    def first_occasions(self) -> Sequence[Occasion]:
        """Those that start first; the first in the list when none is marked."""
        return self.decisions.first_occasions(self.facts.occasions)

    def titles(self, occasion: Occasion) -> dict[str, str]:
        """Staff titles by role: giver and receiver of a handoff, giver alone of a moment."""
        match occasion:
            case Handoff():
                return {"giver": self.staff_title(occasion.giver), "receiver": self.staff_title(occasion.receiver)}
            case Moment():
                return {"giver": self.staff_title(occasion.who)}
            case _:
                raise TypeError(occasion)

    def who(self, occasion: Occasion) -> str:
        """`medical assistant to clinician`, or `nurse`."""
        titles = self.titles(occasion)
        return self.words.get("giver_to_receiver", **titles) if "receiver" in titles else titles["giver"]

    def occasion_words(self, part: str, **fields: object) -> str:
        """Words that a handoff and a moment have of their own: `columns.when` is `handoff_columns.when`."""
        return self.words.get(f"{self.facts.occasions.removesuffix('s')}_{part}", **fields)

    def date(self, date: dt.date | None, form: Literal["date", "date_short", "date_with_weekday"] = "date") -> str:
        """A date in words, as `WordList.date`; nothing for None."""
        return "" if date is None else keep_together(self.words.date(date, form))

    def meeting(self, meeting: Meeting) -> str:
        """A meeting in one line: `Monday, December 7, 7:45 AM, Break room`."""
        return ", ".join(
            part for part in (self.date(meeting.date, "date_with_weekday"), time_and_place(meeting)) if part
        )

    def meeting_lines(self, meetings: Sequence[Meeting]) -> list[str]:
        """When and where, in two lines; of several meetings the dates, and what they have in common."""
        if not meetings:
            return []
        dates = [meeting.date for meeting in meetings if meeting.date]
        if len(meetings) == 1:
            when = self.date(meetings[0].date, "date_with_weekday")
        elif len(dates) > 2:
            when = f"{self.date(min(dates), 'date_short')} – {self.date(max(dates), 'date_short')}"
        else:
            when = f" {self.words.get('or')} ".join(self.date(date, "date_short") for date in dates)
        common = {time_and_place(meeting) for meeting in meetings}
        return [line for line in (when, common.pop() if len(common) == 1 else "") if line]

    def minutes_words(self, minutes: float) -> str:
        """`1 minute`, `5 minutes`, `½ minute`."""
        return minutes_words(self.words, minutes)

    def reference(self, id: str, place: Source | None) -> Reference | None:
        """The source of that id; an unknown one is a problem."""
        found = next((reference for reference in self.facts.sources if reference.id == id), None)
        if found is None:
            listed = ", ".join(f"`{reference.id}`" for reference in self.facts.sources)
            self.problems.append(Problem("source-unknown", f"there is no source `{id}`", f"there is: {listed}", place))
        return found

    def notes(self, entry: NotesEntry, place: Source | None) -> Notes:
        """Speaker notes: plain text first, then SAY, DO, ASK and NEXT."""
        parts, places = [], []
        for name, label in (("text", ""), ("say", "say"), ("do", "do"), ("ask", "ask"), ("next", "next")):
            markdown = str(getattr(entry, name))
            if not markdown.strip():
                continue
            places.append(entry.place_of(name) or place)
            paragraphs = self.text(markdown, places[-1]).paragraphs
            if not paragraphs:  # what it says is for other practices
                continue
            parts.append(NotePart(self.words.get(f"note_{label}") if label else "", paragraphs))
        # a part laid over the toolkit's
        own = next((one for one in places if one is not None and not one.is_shipped), None)
        return Notes(tuple(parts), own or entry.place_of() or place)

    def notes_with(self, notes: Notes, label: str, paragraphs: Sequence[Paragraph]) -> Notes:
        """`notes` with paragraphs that a kind adds itself: first under `label`, as `note_do`, where the entry says something
        there, else in a part of its own at the end.
        """
        named = self.words.get(label)
        parts = [replace(p, paragraphs=(*paragraphs, *p.paragraphs)) if p.label == named else p for p in notes.parts]
        if not any(part.label == named for part in parts):
            parts.append(NotePart(named, tuple(paragraphs)))
        return replace(notes, parts=tuple(parts))


def time_and_place(meeting: Meeting) -> str:
    """`7:45 AM, Break room`."""
    return ", ".join(part for part in (clock_words(meeting.start) if meeting.start else "", meeting.place) if part)


def clock_words(time: dt.time) -> str:
    """`7:45 AM`."""
    return f"{(time.hour + 11) % 12 + 1}:{time.minute:02}\u00a0{'AM' if time.hour < 12 else 'PM'}"


def minutes_figure(minutes: float) -> str:
    """`5`, `1½`, `½`; other fractions with one decimal."""
    whole, half = int(minutes), minutes - int(minutes)
    if half == 0:
        return str(whole)
    return f"{whole or ''}½" if half == 0.5 else f"{minutes:.1f}"


def length_words(seconds: float, view: View) -> str:
    """`4 min 32 s`, `5 min`, `45 s`."""
    minutes, rest = divmod(max(round(seconds), 1), 60)
    form = "seconds" if not minutes else "minutes" if not rest else "both"
    return view.words.get(f"video.length.{form}", minutes=minutes, seconds=rest)


def minutes_words(words: WordList, minutes: float) -> str:
    """`1 minute`, `5 minutes`, `½ minute`."""
    return keep_together(f"{minutes_figure(minutes)} {words.get('minute' if minutes <= 1 else 'minutes')}")
