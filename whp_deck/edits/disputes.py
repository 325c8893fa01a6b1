"""What a person changed on a slide while somebody changed the same in the files: which of the two is meant, nobody knows.

In: the slide as it was built, as it is, and as the files give it today. Out: `Dispute`s, line by line as `pull` writes: a
title, a part of the notes, the minutes, a slide that is gone. Must not decide: whoever pulls does.

A text is not among them: `pull` finds the words that it replaces in the file, or leaves it.
"""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from whp_deck.edits.compare import Which
from whp_deck.edits.fields import Difference
from whp_deck.edits.places import Piece, pieces, places_of, tell_place
from whp_deck.edits.retyped import tell_both
from whp_deck.edits.texts import folded
from whp_deck.edits.times import minutes_of
from whp_deck.errors import Source, command
from whp_deck.office.snapshot import ShapeSnapshot, SlideSnapshot
from whp_deck.plan import SlidePlan

_MOST_MOVED, _SHOWN = 4, 60
_ON_THE_SLIDE = "put it onto the slide in PowerPoint, then build"


@dataclass(frozen=True, slots=True)
class Dispute:
    """`words` say of which slide, what the files say and where, and what PowerPoint says; `keep` what to do for the files' to
    stay."""

    which: Which
    words: str
    keep: str


def of_title(which: Which, label: str, slide: SlidePlan, one: Difference) -> Dispute | None:
    """The title, where the files say neither what was built nor what is there now."""
    ours = _line(slide.title)
    if ours in (_line(one.was), _line(one.now)):
        return None
    both = tell_both(ours, one.now)
    return Dispute(which, _words(label, "title", both, places_of(slide, [one])), _ON_THE_SLIDE)


def of_notes(
    which: Which, label: str, slide: SlidePlan, key: str, part: tuple[list[str], list[str], list[str]]
) -> Dispute | None:
    """A part of the notes, given as it was built, as it is, and as the files give it."""
    before, now, ours = part
    if ours in (before, now):
        return None
    what = "notes" if key == "text" else f"notes, {key}"
    both = tell_both("\n".join(ours), "\n".join(now))
    return Dispute(which, _words(label, what, both, places_of(slide, [Difference("notes")])), _ON_THE_SLIDE)


def of_minutes(
    which: Which, label: str, slide: SlidePlan, lines: tuple[str, str], place: Source | None
) -> Dispute | None:
    """The minutes, by the lines that say them in the notes as built and now; `place` is where the files say them."""
    was, now = (minutes_of([line]) for line in lines)
    if slide.minutes in (was, now):
        return None
    words = _words(label, "minutes", (f"{slide.minutes:g}", f"{now:g}"), [place] if place else [])
    return Dispute(which, words, "build: it writes them into the notes")


def of_deletion(which: Which, label: str, slide: SlidePlan, was: SlideSnapshot, deck: Path) -> Dispute | None:
    """A slide that was deleted while its title, its words or its notes became others in the files."""
    notes = [line for part in slide.notes.parts for line in (part.label, *folded(part.paragraphs)) if line]
    new = _new_words(slide, was)
    if _line(slide.title) != _line(was.title):
        since, places = f"the title “{slide.title}”", places_of(slide, [Difference("title")])
    elif new:
        since = f"other words, “{textwrap.shorten(new[0].words, _SHOWN, placeholder=' …')}”"
        places = [one for one in new[0].sources if one is not None]
    elif tuple(map(_line, notes)) != was.notes:
        since, places = "other notes", places_of(slide, [Difference("notes")])
    else:
        return None
    where = _where(places)
    words = f"{label} was deleted in PowerPoint, and has {since} in your files{where}"
    return Dispute(which, words, command("build", deck, f"--restore {slide.id}"))


def _new_words(slide: SlidePlan, was: SlideSnapshot) -> list[Piece]:
    """Words that people's files give the slide now and that were not on it when it was built."""
    there = {_line(text) for shape in was.shapes for text in _texts(shape)}
    return [
        piece
        for piece in pieces(slide)
        if piece.slot != "title"
        and piece.source is not None
        and not piece.source.is_shipped
        and _line(piece.words) not in there | {""}
    ]


def _texts(shape: ShapeSnapshot) -> Iterator[str]:
    yield from (text for _, text in shape.paragraphs)
    yield from (words for row in shape.cells for words in row)


def of_order(which: Which, stem: str, titles: Sequence[str], place: Source | None) -> Dispute:
    """The order of a session of which somebody moved slides, while the files came to order it otherwise."""
    moved = ", ".join(f"“{title}”" for title in titles[:_MOST_MOVED]) + (" and others" if titles[_MOST_MOVED:] else "")
    words = f"{stem}, the order of the slides: your files have another one than when it was built{_where([place] if place else [])}"
    return Dispute(which, f"{words}, and in PowerPoint {moved} moved", "move these back in PowerPoint, then build")


def _words(label: str, what: str, both: tuple[str, str], places: Sequence[Source]) -> str:
    return f"{label}, {what}: your files say {both[0]}{_where(places)}, PowerPoint says {both[1]}"


def _where(places: Sequence[Source]) -> str:
    return f" ({' and '.join(map(tell_place, places))})" if places else ""


def _line(words: str) -> str:
    """As a snapshot has it."""
    return unicodedata.normalize("NFC", " ".join(words.split()))
