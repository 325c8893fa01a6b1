"""What the frames of a session say of it, with what people changed in PowerPoint: agendas, what to look back on,
which role play it is.

In: a plan, and the same as it is in PowerPoint. Out: the frames that have to say something else. Must not fit or
render.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from whp_deck.config.deck import Deck
from whp_deck.errors import Problem
from whp_deck.plan import DeckPlan, Session, SlidePlan
from whp_deck.planner.agenda import agenda_of
from whp_deck.planner.entries import entry_of
from whp_deck.planner.names import takeaways_of
from whp_deck.planner.packet.world import make_worlds, numbered
from whp_deck.slides.frames import AgendaSlide, RecapSlide
from whp_deck.slides.role_play import RolePlaySlides


def frames_anew(deck: Deck, plan: DeckPlan, merged: DeckPlan) -> Iterator[SlidePlan]:
    """Agendas, recaps and numbers of role plays of `plan`, not yet fitted, that are others with the slides and minutes
    of `merged`.

    An agenda stays one however few its rows are: what people change for one meeting takes no slide away.
    """
    problems: list[Problem] = []
    worlds = list(make_worlds(deck, merged, problems))
    for number, (before, after) in enumerate(zip(plan.sessions, merged.sessions, strict=True)):
        view = worlds[number].common
        rows = agenda_of(after)
        last = takeaways_of(merged.sessions[number - 1]) if number else ()
        known = takeaways_of(plan.sessions[number - 1]) if number else ()
        plays = {id: at for at, id in enumerate(numbered(deck, merged), 1)}
        renumbered = list(plays) != numbered(deck, plan)
        view.session = dataclasses.replace(view.session, agenda=tuple(rows), last_time=last, role_plays=plays)
        for slide in before.slides:
            entry = entry_of(deck, slide.id) or entry_of(deck, slide.id.partition("/")[0])
            if isinstance(entry, AgendaSlide) and rows and rows != agenda_of(before):
                yield _with(before, slide, entry.of_rows(view))
            elif isinstance(entry, RolePlaySlides) and renumbered and "label" in slide.slots and entry.id in plays:
                yield dataclasses.replace(slide, slots={**slide.slots, "label": entry.label(view)})
            elif isinstance(entry, RecapSlide) and last and last != known:
                problems.clear()
                made = [_with(before, slide, one) for one in entry.plan(view)]
                # one of somebody's own with a word that is known only while the deck is planned stays as it is
                yield from (one for one in made if not problems)


def _with(session: Session, slide: SlidePlan, anew: SlidePlan) -> SlidePlan:
    """The slide, which may have been divided, with new contents; its notes and the rest stay."""
    pages = [one for one in session.slides if one.id.partition("#")[0] == slide.id]
    return dataclasses.replace(slide, slots=anew.slots, layout=anew.layout, minutes=sum(one.minutes for one in pages))
