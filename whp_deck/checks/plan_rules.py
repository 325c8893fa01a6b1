"""Rules on what an author wrote, before any file: time, dates, people.

In: a `PlanView`. Out: hits with the line of their cause. Must not open a file.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from whp_deck.checks.rule import Hit, Rule, rule
from whp_deck.config.deck import Deck
from whp_deck.content.names import surnames
from whp_deck.plan import WORDS_A_MINUTE, CopiedSlide, DeckPlan, SlidePlan
from whp_deck.slides.view import minutes_words

_HASTE = 1.25  # a quarter more is read fast, not skipped
_SAY = "note_say"


@dataclass(frozen=True, slots=True)
class PlanView:
    """A deck of ours as it is planned; `today` decides what is past."""

    deck: Deck
    plan: DeckPlan
    today: dt.date


@rule(
    severity="warning",
    remedy="shorten what is said, or give the slide more `minutes:`",
    origin="ours: about 130 words a minute are spoken",
)
def say_too_long(view: PlanView) -> Iterator[Hit]:
    """A script that cannot be spoken in its minutes makes the session run over."""
    label = view.deck.words.get(_SAY)
    for session in view.plan.sessions:
        for number, slide in enumerate(session.slides, 1):
            words = spoken_words(slide, label)
            fits = slide.minutes * WORDS_A_MINUTE * _HASTE
            if not slide.hidden and slide.minutes and words > fits:
                message = f"its SAY has {words} words, about {words / WORDS_A_MINUTE:.1f} minutes of speech; the slide has {slide.minutes:g}"
                yield Hit(message, number, source=slide.notes.source or slide.source, session=session.number)


def spoken_words(slide: SlidePlan, label: str) -> int:
    """The words of a slide's SAY."""
    parts = [part for part in slide.notes.parts if part.label == label]
    return sum(len(paragraph.text.split()) for part in parts for paragraph in part.paragraphs)


@rule(
    severity="warning",
    remedy="write `notes: {say: …}` for the slide",
    origin="ours",
)
def notes_missing(view: PlanView) -> Iterator[Hit]:
    """A slide without notes leaves whoever leads with an empty script beside its picture."""
    words = view.deck.words
    for session in view.plan.sessions:
        for number, slide in enumerate(session.slides, 1):
            time = words.get("note_minutes", minutes=minutes_words(words, slide.minutes))  # which we say ourselves
            said = any(one.text != time for part in slide.notes.parts for one in part.paragraphs)
            if slide.minutes and not slide.hidden and "#" not in slide.id and not said:
                message = f"{_called(slide)} takes {slide.minutes:g} min and has no notes"
                yield Hit(message, number, source=slide.source, session=session.number, remedy=_where_notes_go(slide))


def _called(slide: SlidePlan) -> str:
    """The slide's title; one of an old deck without any is known by its number there."""
    if slide.title or not isinstance(slide, CopiedSlide):
        return f"“{slide.title or slide.id}”"
    return f"slide {slide.number} of {slide.file.rpartition('/')[2]}"


def _where_notes_go(slide: SlidePlan) -> str:
    """An entry that takes several slides has no `notes:`; "" where the usual remedy holds."""
    if not isinstance(slide, CopiedSlide) or slide.look == "stay" or "/" not in slide.id:
        return ""
    return (
        f"write notes under slide {slide.number} of {slide.file.rpartition('/')[2]} in PowerPoint; or give that slide an entry "
        "of its own, with `notes: {say: …}`"
    )


@rule(
    severity="warning",
    remedy="set the new dates under `meetings:`",
    origin="ours",
)
def meeting_past(view: PlanView) -> Iterator[Hit]:
    """A meeting that is over is on the title slide, in the packet and in the invitation."""
    for meeting in view.deck.file.meetings:
        if meeting.date is not None and meeting.date < view.today:
            yield Hit(
                f"session {meeting.session} is set for {meeting.date}, which is past", source=meeting.place_of("date")
            )


@rule(
    severity="warning",
    remedy="set the new `decisions.start.date`",
    origin="ours",
)
def start_past(view: PlanView) -> Iterator[Hit]:
    """A start that lies in the past says that the deck is last year's."""
    start = view.deck.decisions.start
    if start is not None and start.date is not None and start.date < view.today:
        yield Hit(f"decisions.start.date is {start.date}, which is past", source=start.place_of("date"))


@rule(
    severity="warning",
    remedy="give the patient of the scenario a name that nobody on the team has",
    origin="ours",
)
def scenario_staff_name(view: PlanView) -> Iterator[Hit]:
    """A role play in which a patient has a colleague's name makes people laugh, or wonder whose story it is."""
    names = dict(surnames(person.name for person in view.deck.practice.facilitators))
    for scenario in view.deck.scenarios:
        words = set(f"{scenario.title} {scenario.situation}".replace("’", " ").replace("'", " ").split())
        for last, name in names.items():
            if last in {word.strip(".,;:!?“”") for word in words}:
                yield Hit(f"scenario `{scenario.id}` uses the name of {name}", source=scenario.place_of("title"))


RULES: tuple[Rule[PlanView], ...] = (
    say_too_long,
    notes_missing,
    meeting_past,
    start_past,
    scenario_staff_name,
)
