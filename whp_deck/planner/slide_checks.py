"""Can people find each slide by its title, and print its notes?

In: the planned slides of a session. Out: problems.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from whp_deck.errors import Problem, Severity, Source
from whp_deck.plan import NOTES_WORDS, CopiedSlide, Session, SlidePlan, Text
from whp_deck.planner.agenda import agenda_of


def check_notes(slides: Sequence[SlidePlan]) -> Iterator[Problem]:
    """A warning for each slide whose notes no printed page holds."""
    for slide in slides:
        words = len(slide.notes.text.split())
        if words > NOTES_WORDS:
            message = f"slide `{slide.id}`: its notes have {words} words, a printed page holds about {NOTES_WORDS}"
            hint = "shorten them, or make two slides of one"
            source = slide.notes.source or slide.source
            yield Problem("notes-too-long", message, hint, source, "warning")


def check_titles(slides: Sequence[SlidePlan]) -> Iterator[Problem]:
    """Each slide without a title, and each with that of another one: of the two that which the practice put in, if it
    is one.
    """
    groups: dict[str, list[SlidePlan]] = {}
    for slide in slides:
        groups.setdefault(slide.title.strip().casefold(), []).append(slide)
    untitled = groups.pop("", [])
    kept = {min(alike, key=_is_own).id for alike in groups.values()}
    for slide in slides:
        if slide in untitled:
            hint = "give it a `title:`"
            if isinstance(slide, CopiedSlide):
                hint = "people who listen to a deck find slides by their titles: add one in PowerPoint"
            yield Problem("title-missing", f"slide `{slide.id}` has no title", hint, slide.source, _severity_of(slide))
        elif slide.id not in kept:
            block = slide.slots.get("title")
            place = block.source if isinstance(block, Text) else None
            message = f"slide `{slide.id}` has the title of another slide: “{slide.title}”"
            hint = "people who listen to a deck find slides by their titles: make it differ"
            yield Problem("title-duplicate", message, hint, place or slide.source, _severity_of(slide))


def check_parts(session: Session, moved: Source | None) -> Iterator[Problem]:
    """A warning for each part that stands twice on the agenda since the deck moved slides; `moved` is where it says so."""
    rows = Counter(name for name, _ in agenda_of(session))
    for name in (name for name, times in rows.items() if times > 1 and moved):
        ids = ", ".join(f"`{slide.id}`" for slide in session.slides if slide.part == name)
        message = (
            f"session {session.number}: the part “{name}” stands twice on the agenda, with other slides between ({ids})"
        )
        hint = (
            "move what belongs together side by side again, in PowerPoint or with `order:`; or give the moved slide a `part:` "
            "of its own"
        )
        yield Problem("part-split", message, hint, moved, "warning")


def _is_own(slide: SlidePlan) -> bool:
    return slide.source is not None and not slide.source.is_shipped


def _severity_of(slide: SlidePlan) -> Severity:
    """A fault of a slide that an author wrote is an error, of one that somebody made elsewhere a warning."""
    return "warning" if isinstance(slide, CopiedSlide) else "error"
