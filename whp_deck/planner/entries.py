"""An id in the arrangement of a deck → its entry, its minutes, whether it is shown.

In: a `Deck` and the id of an entry, or of a session's frame as `session-2/title`. Must not arrange anything.
"""

from __future__ import annotations

from collections.abc import Iterable

from whp_deck.config.deck import Deck
from whp_deck.config.edits import FRAMES
from whp_deck.slides.base import SlideEntry
from whp_deck.slides.checklist import ChecklistSlide
from whp_deck.slides.role_play import RolePlaySlides

OPENING = ("title", "agenda")


def entry_of(deck: Deck, id: str) -> SlideEntry | None:
    """The entry of an id in a session; a frame's own change comes before the frame."""
    if id in deck.frames:
        return deck.frames[id].model_copy(update={"id": id})
    owner, _, frame = id.partition("/")
    if frame in FRAMES and owner.startswith("session-"):
        base = deck.frames.get(frame)
        return base.model_copy(update={"id": id}) if base else None
    return deck.entries.get(id)


def shown_minutes(deck: Deck, id: str) -> float:
    """Minutes of an entry without what is hidden."""
    entry = entry_of(deck, id)
    if entry is None or is_hidden(deck, id):
        return 0
    hidden = [slide for slide in entry.yields() if slide in deck.hidden]
    return entry.planned_minutes() - sum(entry.slide_minutes(slide.partition("/")[2]) for slide in hidden)


def is_hidden(deck: Deck, id: str) -> bool:
    """Whether a whole entry or frame is hidden."""
    owner, _, frame = id.partition("/")
    return id in deck.hidden or (owner.startswith("session-") and frame in FRAMES and frame in deck.hidden)


def is_removed(deck: Deck, id: str) -> bool:
    """Whether an entry or frame was removed."""
    owner, _, frame = id.partition("/")
    return id in deck.removed or (owner.startswith("session-") and frame in deck.removed)


def opening_of(deck: Deck, number: int) -> list[str]:
    """The ids of the frames with which a session begins."""
    frames = [*OPENING, *(["recap"] if number > 1 else [])]
    ids = [f"session-{number}/{frame}" for frame in frames]
    return [id for id in ids if entry_of(deck, id) and not is_removed(deck, id)]


def asks_about(deck: Deck, before: str, id: str) -> bool:
    """Whether the slide is the question about the one before it, as a video, without which it makes no sense."""
    first, second = deck.entries.get(before), deck.entries.get(id)
    return first is not None and second is not None and first.purpose == second.asks_about


def lists_of_plays(deck: Deck, ids: Iterable[str]) -> dict[str, str]:
    """Each checklist slide of `ids` that a role play uses, and the first role play that does."""
    slides = [(id, entry.checklist) for id in ids if isinstance(entry := deck.entries[id], ChecklistSlide)]
    found: dict[str, str] = {}
    for play in deck.role_plays:
        scene = deck.entries.get(play)
        if isinstance(scene, RolePlaySlides):
            used = {expected.checklist.partition(".")[0] for expected in scene.scenario.expected}
            found |= {id: play for id, checklist in slides if checklist in used and id not in found}
    return found
