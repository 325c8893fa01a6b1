"""Why a change stays in the presentation, in plain words, and what helps.

In: the deck, a slide, what was typed there. Out: half a sentence, for brackets. Must not open a deck's presentations.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

from whp_deck.config.deck import Deck
from whp_deck.edits.places import tell_place
from whp_deck.errors import Source, command
from whp_deck.office.snapshot import EQUATION_MARK, SlideSnapshot
from whp_deck.plan import CopiedSlide, SlidePlan
from whp_deck.slides.existing import ExistingSlides

_EXPRESSION = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
KEPT = "every build keeps it, nothing to do"
NOTHING_BEFORE = "no slide of the deck stands before it: move it behind one of them, then pull again"


def why_not_typed(words: str) -> str:
    """Nothing where a file can say the words."""
    if EQUATION_MARK in words:
        return "an equation cannot be written into a file"
    if "{{" in words or "{%" in words:
        return "in a file `{{` and `{%` would ask for a value: type other signs on the slide"
    return ""


def why_no_words(deck: Deck, id: str, slide: SlidePlan | None, *, sayable: bool = True) -> str:
    """Of a slide that has no entry of its own in any file; nothing where it has one.

    `sayable`: an entry of its own could say what was changed.
    """
    owner = deck.entries.get(id.partition("/")[0])
    if "#" in id:
        whole = id.partition("#")[0]
        place = f" ({tell_place(slide.source)})" if slide is not None and slide.source is not None else ""
        return f"it is a part of `{whole}`, which was too full for one slide: change it there{place}, then build"
    if isinstance(owner, ExistingSlides) and isinstance(slide, CopiedSlide) and id not in deck.entries:
        if not sayable:
            return KEPT
        return (
            f"{KEPT}; to have it in your file as well, take {slide.number} out of `{owner.id}` there "
            f"and add an entry with `slides: {slide.number}`, then build and pull"
        )
    return ""


def why_of_several(deck: Deck, id: str, slide: SlidePlan) -> str:
    """Of a text that no one field of the slide gave; those of an old deck's slide are in no file, and nobody need look there."""
    if isinstance(slide, CopiedSlide):
        return KEPT
    return f"no one line of your files gave it: {command('why', deck.path, id)} tells where the slide comes from"


def why_no_part(label: str) -> str:
    """Of a part of the notes that a kind of slide adds whole, as a video's transcript."""
    return f"whp-deck writes “{label}” in these notes by itself"


def why_made(line: str) -> str:
    """Of a line in the notes that a kind of slide adds, and that somebody typed over."""
    return (
        f"whp-deck writes “{line}” in these notes by itself, and no file says it otherwise: leave it as it was, put "
        "yours on a line of its own below it, then pull again"
    )


def why_said_anew(deck: Deck) -> str:
    """Of words for which the files give others than when the slide was built."""
    return f"your files say something else there since the last build: {command('build', deck.path)} shows both side by side"


def why_not_added(snapshot: SlideSnapshot) -> str:
    """What of a slide that a person added is more than a title and texts; nothing where that is all."""
    others = [one for one in snapshot.shapes if one.family != "title"]
    if not snapshot.title:
        return "a slide in your file needs a title: give it one, then pull again"
    if snapshot.hidden:
        return "it is hidden: show it, then pull again"
    if not others:
        return "a slide in your file needs a text below its title"
    if any(one.image or one.media for one in others):
        return "it holds a picture or a movie, and `pull` writes titles and texts alone: it stays on the slide"
    if any(one.cells for one in others):
        return "it holds a table, and `pull` writes titles and texts alone: it stays on the slide"
    if any(one.kind != "sp" or not one.text for one in others):
        return "it holds more than a title and texts, which `pull` cannot write: it stays on the slide"
    return why_not_typed("\n".join((snapshot.title, snapshot.text, *snapshot.notes)))


def why_not_removed(id: str, times: int) -> str:
    """Of a slide that was deleted; nothing where the file can take it out."""
    if times > 1:
        return f"{times} sessions show it, and `remove:` would take it out of each: it stays deleted here alone"
    if "#" in id:
        return f"it is a part of `{id.partition('#')[0]}`, which was too full for one slide: shorten that in your files"
    return ""


def why_shown_or_hidden(id: str, times: int, *, now: bool, listed: Collection[str]) -> str:
    """Of a slide that was hidden or shown `now`; nothing where `hide:` can say so. `listed` is what it says."""
    if times > 1:
        return f"{times} sessions show it, and `hide:` would hide it in each"
    if "#" in id:
        return (
            f"it is a part of `{id.partition('#')[0]}`, which was too full for one slide, and `hide:` hides all of that"
        )
    owner, _, part = id.partition("/")
    whole = next((one for one in (owner, part) if one and one != id and one in listed), "")
    if not now and whole:
        return f"`hide:` lists `{whole}`: take it out there, then build"
    if not now and id not in listed:
        return "your files hide it, though not in `hide:`"
    return ""


def why_in_braces(place: Source | None) -> str:
    """Of a text that the file gives with a value put in: which, and in which line; nothing where it holds none there."""
    for number, line in _lines_from(place):
        if place is not None and (found := _EXPRESSION.search(line)):
            return f"it holds `{found[0]}`, line {number} of {place.file}: change it there, then build"
    return ""


def _lines_from(place: Source | None) -> list[tuple[int, str]]:
    """The line of a text and those below it that stand further in, with their numbers."""
    if place is None or place.is_shipped or place.column or not place.line:
        return []
    try:
        lines = Path(place.file).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeError):
        return []
    first = lines[place.line - 1] if place.line <= len(lines) else ""
    depth = len(first) - len(first.lstrip(" "))
    found = [(place.line, first)]
    for number, text in enumerate(lines[place.line :], place.line + 1):
        if text.strip() and len(text) - len(text.lstrip(" ")) <= depth:
            break
        found.append((number, text))
    return found


def line_at(source: Source) -> str:
    """The line as it stands in the author's file; nothing where there is none."""
    lines = _lines_from(source)
    return lines[0][1] if lines else ""
