"""What differs between two snapshots of one slide, field by field.

In: two `SlideSnapshot`s. Out: pairs of shapes, and `Difference`s. Must not open files or know sessions.

A field is the smallest thing that a merge takes from one side: the text of a shape with its formatting, its picture, its
place; the notes; whether the slide is hidden; its layout, background, animation and comments. Boxes count from one point of
difference on: a save by LibreOffice alone moves them by less.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from whp_deck.office.snapshot import ShapeSnapshot, SlideSnapshot

Name = Literal[
    "title",
    "text",
    "table",
    "look",
    "picture",
    "movie",
    "alt",
    "place",
    "added",
    "removed",
    "notes",
    "hidden",
    "layout",
    "effects",
    "comments",
    "background",
]
_TOLERANCE = 1.0  # points
_ALT_DROPPED = ("grpSp", "graphicFrame")  # LibreOffice 7.4 drops the alt text of groups and tables


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table that differs: where it stands, both counted from 0, and what it says before and after."""

    row: int
    column: int
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that differs: `shape` is the place of the shape before (for "added": after), -1 for the whole slide.

    `cells` are those of a table that differ, where both tables have one form.
    """

    name: Name
    shape: int = -1
    was: str = ""
    now: str = ""
    cells: tuple[Cell, ...] = ()

    @property
    def field(self) -> tuple[str, int]:
        """What conflicts with what: words and their formatting are one field, a picture and its alt text another."""
        same = {"title": "text", "table": "text", "look": "text", "alt": "picture"}
        return same.get(self.name, self.name), self.shape


def differences(
    was: SlideSnapshot, now: SlideSnapshot, *, exact: bool = True, both_ours: bool = False
) -> list[Difference]:
    """All fields that differ. Without `exact` what LibreOffice rewrites is not compared: formatting, layout, levels.

    How a movie plays is compared when we made both: its start and its captions are rewritten by every other program.
    """
    found = list(_differences(was, now, exact=exact))
    if both_ours:
        for before, after in pair_shapes(was.shapes, now.shapes).items():
            plays = was.shapes[before].plays, now.shapes[after].plays
            if plays[0] != plays[1] and Difference("movie", before) not in found:
                found.append(Difference("movie", before))
    return found


def pair_shapes(was: Sequence[ShapeSnapshot], now: Sequence[ShapeSnapshot]) -> dict[int, int]:
    """Which shape is which: the same in all first, then titles, pictures, and step by step what has less in common."""
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    keys = (
        lambda one: (one.kind, one.family, one.text, one.image, one.media, one.alt, one.box),
        lambda one: (one.kind, one.family, one.text, one.image, one.media, one.alt),
        lambda one: ("title",) if one.family == "title" else None,
        lambda one: (one.kind, one.image, one.media) if one.image or one.media else None,
        lambda one: (one.kind, one.family, _form(one), one.alt),
        lambda one: (one.kind, one.family, _form(one)),
        lambda one: (one.kind, _form(one), one.text),
        lambda one: (one.family,) if one.family else None,
        lambda one: (one.kind, _form(one)),
    )
    for key in keys:
        waiting: dict[object, list[int]] = {}
        for number, one in enumerate(now):
            if number not in taken and (value := key(one)) is not None:
                waiting.setdefault(value, []).append(number)
        for number, one in enumerate(was):
            same = waiting.get(key(one)) if number not in pairs else None
            if same:
                pairs[number] = same.pop(0)
                taken.add(pairs[number])
    return dict(sorted(pairs.items()))


def _form(one: ShapeSnapshot) -> tuple[bool, ...]:
    return bool(one.cells), bool(one.image), bool(one.media), bool(one.paragraphs)


def _differences(was: SlideSnapshot, now: SlideSnapshot, *, exact: bool) -> Iterator[Difference]:
    pairs = pair_shapes(was.shapes, now.shapes)
    for before, after in pairs.items():
        yield from _of_shape(before, was.shapes[before], now.shapes[after], exact=exact)
    yield from (
        Difference("removed", number, was=_what(one)) for number, one in enumerate(was.shapes) if number not in pairs
    )
    found = set(pairs.values())
    yield from (
        Difference("added", number, now=_what(one)) for number, one in enumerate(now.shapes) if number not in found
    )
    if was.notes != now.notes:
        yield Difference("notes", -1, "\n".join(was.notes), "\n".join(now.notes))
    if was.hidden != now.hidden:
        yield Difference("hidden", -1, _shown(was), _shown(now))
    if exact and was.layout != now.layout:
        yield Difference("layout", -1, was.layout, now.layout)
    if was.effects != now.effects:
        yield Difference("effects", -1, ", ".join(was.effects), ", ".join(now.effects))
    if exact and was.background != now.background:
        yield Difference("background")
    if was.comments != now.comments:
        yield Difference("comments", -1, str(was.comments), str(now.comments))


def _of_shape(number: int, was: ShapeSnapshot, now: ShapeSnapshot, *, exact: bool) -> Iterator[Difference]:
    if was.family == "title":
        if _one_line(was) != _one_line(now):
            yield Difference("title", number, _one_line(was), _one_line(now))
    elif _paragraphs(was, exact=exact) != _paragraphs(now, exact=exact):
        yield Difference("text", number, _lines(was), _lines(now))
    if was.cells != now.cells:
        yield _of_table(number, was.cells, now.cells)
    if exact and was.look != now.look:
        yield Difference("look", number)
    if was.media != now.media:
        yield Difference("movie", number)
    elif was.image != now.image:
        yield Difference("picture", number, was.alt, now.alt)
    if was.alt != now.alt and (exact or now.alt or was.kind not in _ALT_DROPPED):
        yield Difference("alt", number, was.alt, now.alt)
    if _has_moved(was, now):
        yield Difference("place", number, _box(was), _box(now))


def _paragraphs(one: ShapeSnapshot, *, exact: bool) -> list[tuple[int, str]]:
    """LibreOffice drops the levels of paragraphs whose layout it does not know."""
    return [(level if exact else 0, text) for level, text in one.paragraphs]


def _has_moved(was: ShapeSnapshot, now: ShapeSnapshot) -> bool:
    if was.box is None or now.box is None:
        return False
    sides = zip(was.box, now.box, strict=True)
    return any(one >= 0 and other >= 0 and abs(one - other) > _TOLERANCE for one, other in sides)


def _one_line(one: ShapeSnapshot) -> str:
    return one.text.replace("\n", " ")


def _lines(one: ShapeSnapshot) -> str:
    return "\n".join("  " * level + text for level, text in one.paragraphs)


def _of_table(number: int, was: Sequence[Sequence[str]], now: Sequence[Sequence[str]]) -> Difference:
    """The cells that differ, where the tables have one form; else all of both."""
    if [len(row) for row in was] != [len(row) for row in now]:
        return Difference("table", number, _rows(was), _rows(now))
    cells = tuple(
        Cell(row, column, one, other)
        for row, (before, after) in enumerate(zip(was, now, strict=True))
        for column, (one, other) in enumerate(zip(before, after, strict=True))
        if one != other
    )
    return Difference("table", number, "\n".join(one.was for one in cells), "\n".join(one.now for one in cells), cells)


def _rows(cells: Sequence[Sequence[str]]) -> str:
    return "\n".join(" | ".join(row) for row in cells)


def _box(one: ShapeSnapshot) -> str:
    x, y, width, height = one.box or (0, 0, 0, 0)
    size = f", {width / 72:.1f}" + (f" × {height / 72:.1f} in" if height >= 0 else " in wide")
    return f"{x / 72:.1f}, {y / 72:.1f} in{size}"


def _shown(slide: SlideSnapshot) -> str:
    return "hidden" if slide.hidden else "shown"


_KINDS: Mapping[str, str] = {
    "sp": "a text", "pic": "a picture", "graphicFrame": "a chart or another object", "grpSp": "a group", "cxnSp": "a line",
    "contentPart": "ink",
}  # fmt: skip


def _what(one: ShapeSnapshot) -> str:
    words = one.text or one.alt
    kind = (
        "a movie"
        if one.media
        else "a table"
        if one.cells
        else "a shape"
        if one.kind == "sp" and not one.text
        else _KINDS.get(one.kind, "a shape")
    )
    return f"{kind}: {words}" if words else kind
