"""A slide that stands in several sessions, as the ground rules do: the files have one text for all of them.

In: a `Pulling` and what a person changed of the slide in one session. Out: what to say of the others. Must not write.
"""

from __future__ import annotations

from whp_deck.edits.compare import slide_changes
from whp_deck.edits.fields import Difference
from whp_deck.edits.files import Place
from whp_deck.edits.pulling import Pulling
from whp_deck.edits.times import split_time


def differs_elsewhere(at: Pulling, place: Place, one: Difference) -> str:
    """Why neither of two sessions is written in which the same was changed differently; nothing where that is not so."""
    for other in at.twins(place):
        theirs = _same_of(at, other, one)
        if theirs is not None and _words(at, theirs) != _words(at, one):
            where = f"{at.known.files[other.file].path.stem}, slide {other.position + 1}"
            return f"{where}, is the same slide in your files and says it differently now: make both alike, then pull again"
    return ""


def tell_elsewhere(at: Pulling, place: Place, one: Difference) -> None:
    """What is in the file now changes the slide in the other sessions, where nobody changed it."""
    for other in at.twins(place):
        if _same_of(at, other, one) is None:
            file, found = at.known.files[other.file], at.known.found(other)
            at.done.elsewhere.append(
                f"session {file.manifest.session} shows “{found.title}”, too ({file.path.stem}, slide "
                f"{other.position + 1}): its {one.name} would change there as well"
            )


def _same_of(at: Pulling, place: Place, one: Difference) -> Difference | None:
    """What a person changed there of the same title, text or notes."""
    changed = slide_changes(at.known, place)
    return next((other for other in changed if (other.name, other.was) == (one.name, one.was)), None)


def _words(at: Pulling, one: Difference) -> object:
    return split_time(one.now.splitlines(), at.notes.time)[1] if one.name == "notes" else one.now
