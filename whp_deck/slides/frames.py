"""The frames of every session: title, agenda, recap of the last session, closing.

In: the frame's entry and the session it frames. Out: one slide each; a session of few parts has no agenda.
"""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar, Literal

from pydantic import Field

from whp_deck.content.authored import Markdown
from whp_deck.plan import Paragraph, Picture, Purpose, Run, SlidePlan, Table, Text
from whp_deck.slides.base import SlideEntry, bullets
from whp_deck.slides.content import plain_layout
from whp_deck.slides.view import View, minutes_figure


class TitleSlide(SlideEntry):
    """The first slide of a session: what, whose, when."""

    kind: Literal["title"] = "title"
    purpose: ClassVar[Purpose] = "frame"
    default_minutes: ClassVar[float] = 0.5
    subtitle: Markdown = Field(
        "", description="A line under the title.", examples=["Warm Handoff Plus: what it is and how we do it"]
    )

    def plan(self, view: View) -> list[SlidePlan]:
        lines = view.meeting_lines(view.session.meetings)
        has_date = any(meeting.date for meeting in view.session.meetings)
        made_of = ((view.session.date_places,) if has_date else ()) + (view.session.room_places,)
        slots = {
            "practice": _name(view),
            "subtitle": view.line(self.subtitle, self.place_of("subtitle")),
            "meeting": Text(
                tuple(Paragraph((Run(line),)) for line in lines), view.session.place, made_of=made_of[: len(lines)]
            ),
            "logo": _logo(view),
        }
        return [self.slide(view, "title", slots)]


def _name(view: View) -> Text:
    """The practice's name, and its short one for a place that is too small."""
    practice = view.practice
    short = view.words_text(practice.short_name, practice.place_of("short_name" if practice.short_name else "name"))
    return replace(view.words_text(practice.name, practice.place_of("name")), short=short)


def _logo(view: View) -> Picture | None:
    theme = view.practice.theme
    if not theme.logo:
        return None
    alt = view.words.get("logo_alt", practice=view.practice.name)
    return Picture(alt, theme.logo, source=theme.place_of("logo"))


class AgendaSlide(SlideEntry):
    """What the session holds and how many minutes each part takes, as a bar and a table."""

    kind: Literal["agenda"] = "agenda"
    purpose: ClassVar[Purpose] = "frame"
    is_counted: ClassVar[bool] = True
    default_minutes: ClassVar[float] = 0.5

    def plan(self, view: View) -> list[SlidePlan]:
        return [self.of_rows(view)] if view.session.has_parts else []

    def of_rows(self, view: View) -> SlidePlan:
        """The slide, however few rows there are."""
        items = view.session.agenda
        longest = max(range(len(items)), key=lambda index: items[index][1])
        spare = max(0.0, view.session.minutes - sum(minutes for _, minutes in items))
        cells = [view.words_text(str(number)) for number in range(1, len(items) + 1)]
        shares = [minutes for _, minutes in items]
        if spare > 0:
            cells.append(view.words_text(view.words.get("spare")))
            shares.append(spare)
        rows = tuple(
            (view.words_text(str(number)), view.words_text(name), view.words_text(_short_minutes(view, minutes)))
            for number, (name, minutes) in enumerate(items, 1)
        )
        listed = "; ".join(f"{name}: {view.minutes_words(minutes)}" for name, minutes in items)
        bar_alt = view.words.get("minutes_bar_alt", items=listed)
        slots = {
            "bar": Table((tuple(cells),), bar_alt, False, "bar", tuple(shares), longest),
            "agenda": Table(rows, view.words.get("agenda_alt"), False, "agenda", (), longest),
        }
        return self.slide(view, "agenda", slots)


def _short_minutes(view: View, minutes: float) -> str:
    return f"{minutes_figure(minutes)}\u00a0{view.words.get('min')}"


class RecapSlide(SlideEntry):
    """What the last session was about."""

    kind: Literal["recap"] = "recap"
    purpose: ClassVar[Purpose] = "frame"
    body: Markdown = Field(
        "",
        description="Points to look back on; empty = what the last session's slides say in `remember:`.",
        examples=["- In person, with the patient\n- Since then: who has tried one?"],
    )

    def plan(self, view: View) -> list[SlidePlan]:
        body = view.text(self.body, self.place_of("body"))
        if not body.paragraphs:
            body = bullets(view.words_text(point) for point in view.session.last_time)
        return [self.slide(view, plain_layout(body), {"body": body})]


class ClosingSlide(SlideEntry):
    """What each of us will do, and when we meet again."""

    kind: Literal["closing"] = "closing"
    purpose: ClassVar[Purpose] = "frame"
    commitment: Markdown = Field(
        "",
        description="What each of us will do, in one sentence.",
        examples=["Today, with the first patient, I say it in the room."],
    )
    next: Markdown = Field(
        "",
        description="What comes next; empty = the next meeting's date.",
        examples=["Questions? Ask our practice manager"],
    )

    def plan(self, view: View) -> list[SlidePlan]:
        upcoming = view.line(self.next, self.place_of("next"))
        meeting = view.meeting(view.session.next_meetings[0]) if view.session.next_meetings else ""
        if meeting and not upcoming.text.strip():
            upcoming = view.words_text(view.words.get("next_meeting", meeting=meeting))
        if meeting and view.words_text(meeting).text in upcoming.text:
            upcoming = replace(upcoming, made_of=(view.session.next_places,) * len(upcoming.paragraphs))
        slots = {"commitment": view.text(self.commitment, self.place_of("commitment")), "next": upcoming}
        return [self.slide(view, "closing", slots)]
