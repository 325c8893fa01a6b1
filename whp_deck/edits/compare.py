"""What people changed in a deck's files since they were built, slide by slide, in words.

In: `Known`, the slides as built and as found. Out: `Change`s, in the order of files and slides, deleted ones last. Must
not open or change files.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from whp_deck.edits.fields import Difference, differences
from whp_deck.edits.files import Known, Place, is_left
from whp_deck.edits.match import moved_slides
from whp_deck.edits.retyped import quoted, retyped, short
from whp_deck.edits.settle import bare_section
from whp_deck.errors import counted
from whp_deck.office.snapshot import SlideSnapshot
from whp_deck.office.stamp import colors_of

Which = tuple[str, int, str, str]
"""Which change: the file's name, the slide's number in it (0 = deleted), its kind, what was there."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a person changed. `slide` is its number in the file now, 0 for a slide that has gone and for what
    concerns the whole file; `id` is ours, "" for slides of a person's own."""

    file: Path
    slide: int
    id: str
    title: str
    kind: str
    was: str = ""
    now: str = ""

    @property
    def which(self) -> Which:
        return self.file.name, self.slide, self.kind, self.was

    @property
    def what(self) -> str:
        """The change in words, without the slide."""
        match self.kind:
            case "title" | "text" | "table" | "notes" | "alt":
                return retyped(self.kind, self.was, self.now)
            case "look":
                return f"formatting or a link changed{f' ({self.now})' if self.now else ''}"
            case "background":
                return "another background"
            case "picture":
                return "another picture" + (f": {short(self.now)}" if self.now else "")
            case "movie":
                return "another movie"
            case "place":
                return f"{self.now or 'something'} moved or resized" + (f" ({self.was})" if self.was else "")
            case "shape-added":
                return f"{short(self.now)} added"
            case "shape-removed":
                return f"{short(self.was)} removed"
            case "layout":
                return f"layout was {quoted(self.was)}, is {quoted(self.now)}"
            case "effects":
                return f"animation: {self.now or 'none'}" + (f" (was {self.was})" if self.was else "")
            case "comments":
                return counted(int(self.now), "comment") + (f" (it had {self.was})" if self.was != "0" else "")
            case "moved":
                return f"moved from {self.was}"
            case "copied":
                return f"added, a copy of {self.was}"
            case "section":
                return (
                    f"section {quoted(self.was)} is now {quoted(self.now)}"
                    if self.was
                    else f"section {quoted(self.now)} added"
                )
            case "left":
                return "hidden, as your files have it no more"
            case "deleted":
                return f"deleted (it was {self.was})"
            case "colors":
                return "the theme's colors changed"
            case _:
                return self.kind

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "file": self.file.name,
            "slide": self.slide,
            "id": self.id,
            "title": self.title,
            "kind": self.kind,
            "was": self.was,
            "now": self.now,
            "text": self.what,
        }


def find_changes(known: Known) -> list[Change]:
    """Every change in every file; nothing when nobody changed anything."""
    return [*_deck_changes(known), *_slide_changes(known), *_deleted(known)]


def describe(changes: Sequence[Change], *, files: int = 1) -> list[str]:
    """A line for each slide: `slide 3 “Why now”: title was …, now …; hidden`; with its file where the deck has several `files`."""
    lines: dict[tuple[Path, int, str], list[str]] = {}
    for change in changes:
        name = _name(change.slide, change.title, change.id) if change.slide or change.title or change.id else ""
        lines.setdefault((change.file, change.slide, name), []).append(change.what)
    return [
        (f"{file.stem}, " if files > 1 and name else f"{file.stem}: " if files > 1 else "")
        + (f"{name}: " if name else "")
        + "; ".join(what)
        for (file, _, name), what in lines.items()
    ]


def slide_changes(known: Known, place: Place) -> list[Difference]:
    """What differs on one slide that was built and is there."""
    file = known.files[place.file]
    now = known.found(place)
    return differences(known.built(known.pairs[place]), now, exact=file.is_exact(now))


def moved_places(known: Known) -> dict[Place, str]:
    """Slides that stand elsewhere, and from where: the fewest whose moving explains the order, and those of other files."""
    moved: dict[Place, str] = {}
    for number in range(len(known.files)):
        own = {
            place.position: was.position
            for place, was in known.pairs.items()
            if place.file == number and was.file == number
        }
        moved |= {Place(number, at): f"place {own[at] + 1}" for at in moved_slides(own)}
    for place, was in known.pairs.items():
        if place.file != was.file:
            moved[place] = known.files[was.file].path.stem
    return moved


def _slide_changes(known: Known) -> Iterator[Change]:
    moved = moved_places(known)
    for number, file in enumerate(known.files):
        for at, snapshot in enumerate(file.snapshots):
            place = Place(number, at)

            def change(kind: str, was: str = "", now: str = "", *, place: Place = place, own: bool = True) -> Change:
                slide = known.found(place)
                id = known.built(known.pairs[place]).id if own else ""
                return Change(known.files[place.file].path, place.position + 1, id, slide.title, kind, was, now)

            if place in known.conflicts:
                continue
            if place in known.copies:
                yield change("copied", _title(known.built(known.copies[place])), own=False)
                continue
            if place not in known.pairs:
                yield change("left" if is_left(snapshot) else "added", own=False)
                continue
            if place in moved:
                yield change("moved", moved[place])
            for one in slide_changes(known, place):
                yield change(*_words_of(one, known.built(known.pairs[place]), snapshot))


def _words_of(one: Difference, was: SlideSnapshot, now: SlideSnapshot) -> tuple[str, str, str]:
    """Kind, was and now of a difference, for people."""
    match one.name:
        case "added" | "removed":
            return f"shape-{one.name}", one.was, one.now
        case "hidden":
            return ("hidden" if now.hidden else "shown again"), "", ""
        case "look":
            return "look", "", _label(was, one.shape)
        case "place":
            return "place", f"from {one.was} to {one.now}", _label(was, one.shape)
        case _:
            return one.name, one.was, one.now


def _label(slide: SlideSnapshot, number: int) -> str:
    shape = slide.shapes[number]
    if shape.family == "title":
        return "the title"
    kind = (
        "the table" if shape.cells else "the picture" if shape.image else "the group" if shape.kind == "grpSp" else ""
    )
    words = shape.text or shape.alt
    return kind or (quoted(words) if words else "a shape")


def _deck_changes(known: Known) -> Iterator[Change]:
    for number, file in enumerate(known.files):
        if file.manifest.colors and colors_of(file.package) != file.manifest.colors:
            yield Change(file.path, 0, "", "", "colors")
        for was, now in section_changes(known, number):
            yield Change(file.path, 0, "", "", "section", was, now)


def section_changes(known: Known, number: int) -> list[tuple[str, str]]:
    """Sections of a file that were renamed (was, now) or added ("", now). LibreOffice drops all: then none."""
    file = known.files[number]
    names = {at: name for at, name in file.sections.items() if not is_left(file.snapshots[at])}
    if not names or not file.manifest.sections:
        return []
    there = set(names.values())
    before = set(file.manifest.sections.values())
    renamed: dict[str, str] = {}
    for place, was in sorted(known.pairs.items()):
        old = file.manifest.sections.get(known.built(was).id, "")
        new = names.get(place.position, "")
        if (
            place.file == number == was.file
            and new
            and old
            and bare_section(old) != bare_section(new)
            and old not in there
            and new not in before
        ):
            renamed.setdefault(old, new)
    added = [
        name
        for name in dict.fromkeys(names.values())
        if bare_section(name) not in before and name not in renamed.values()
    ]
    return [*renamed.items(), *(("", name) for name in added)]


def _deleted(known: Known) -> Iterator[Change]:
    for place in known.deleted:
        was = known.built(place)
        yield Change(known.files[place.file].path, 0, was.id, was.title, "deleted", f"slide {place.position + 1}")


def _name(number: int, title: str, id: str) -> str:
    words = f"“{title}”" if title else f"({id})" if id else "(without a title)"
    return f"slide {number} {words}" if number else f"the slide {words}"


def _title(slide: SlideSnapshot) -> str:
    return f"“{slide.title}”" if slide.title else f"({slide.id})"
