"""The layouts of a template as candidates: what kind each is, which placeholders it has, where there is room on it.

In: the masters of an opened package. Out: `Candidate`s with `Seat`s. Must not choose among them or change them.
EMU. A layout's kind is what PowerPoint wrote into it when that agrees with what it holds, else what it holds: one
layout in five says nothing, and what other programs write there is often wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pptx.oxml.ns import qn

from whp_deck.office.placeholders import SERVICE, TEXTS, TITLES, Box, placeholder_of
from whp_deck.office.template_slots import SlotReader

_ALIASES = {"tx": "obj", "title": "title", "secHead": "secHead", "twoObj": "twoObj", "twoTxTwoObj": "twoTxTwoObj"}
_ALIASES |= {"obj": "obj", "titleOnly": "titleOnly", "blank": "blank", "picTx": "picTx", "tbl": "tbl"}
_ROOMY = 0.12  # of the slide: the least area in which a list can stand
_LOW = 0.22  # of the slide's height: a text box lower than this is a heading or a caption


@dataclass(frozen=True, slots=True)
class Seat:
    """One placeholder of a layout. `name` is unique on it, as `office.placeholders` counts.

    `is_ambiguous`: another one has its index (LibreOffice writes none), so a slide's copy would not find its place.
    """

    name: str
    kind: str
    box: Box
    shape: Any
    is_ambiguous: bool = False


@dataclass(slots=True)
class Candidate:
    """One layout of the template."""

    name: str
    part: str
    kind: str
    by_kind: bool
    layout: Any
    master: Any
    reader: SlotReader
    title: Seat | None
    seats: tuple[Seat, ...]
    slide: Box
    service: tuple[Seat, ...] = field(default=())

    def texts(self) -> list[Seat]:
        """Placeholders for text in which a list can stand, from left to right and from top to bottom."""
        return [seat for seat in self.seats if seat.kind in TEXTS and self.share(seat.box) >= _ROOMY]

    def headings(self) -> list[Seat]:
        """Low placeholders for text, from left to right."""
        low = [seat for seat in self.seats if seat.kind in TEXTS and seat.box.height < _LOW * self.slide.height]
        return sorted(low, key=lambda seat: seat.box.x)

    def share(self, box: Box) -> float:
        """The box's part of the slide's area."""
        return box.width * box.height / max(1, self.slide.width * self.slide.height)


def read_candidates(presentation: Any) -> list[Candidate]:
    """Every layout of every master, in the template's order."""
    slide = Box(0, 0, int(presentation.slide_width or 0), int(presentation.slide_height or 0))
    defaults = presentation._element.find(qn("p:defaultTextStyle"))
    found = []
    for master in presentation.slide_masters:
        reader = SlotReader(master, defaults)
        found += [_candidate(layout, master, reader, slide) for layout in master.slide_layouts]
    return found


def _candidate(layout: Any, master: Any, reader: SlotReader, slide: Box) -> Candidate:
    seats = list(_seats(layout, reader))
    title = next((seat for seat in seats if seat.kind in TITLES), None)
    others = tuple(seat for seat in seats if seat.kind not in TITLES and seat.kind not in SERVICE)
    service = tuple(seat for seat in seats if seat.kind in SERVICE)
    placed = tuple(seat for seat in others if seat.box.width > 0 and seat.box.height > 0)
    made = Candidate(
        layout.name, str(layout.part.partname), "", False, layout, master, reader, title, placed, slide, service
    )
    held = _held(made)
    written = layout._element.get("type", "")
    said = _ALIASES.get(written, "")
    made.by_kind = bool(said) and _agrees(said, held, made)
    made.kind = said if made.by_kind else "" if "vert" in written.lower() else held  # that text runs downwards
    return made


def _seats(layout: Any, reader: SlotReader) -> Iterator[Seat]:
    names: set[str] = set()
    shapes = list(layout.placeholders)
    indexes = Counter(str(shape.placeholder_format.idx) for shape in shapes if not _is_title(shape))
    for shape in shapes:
        name, number = shape.name, 1
        while name in names:
            number += 1
            name = f"{shape.name} ({number})"
        names.add(name)
        slot = reader.read("", shape)
        box = Box(slot.x, slot.y, slot.width, slot.height)
        yield Seat(name, slot.kind, box, shape, not _is_title(shape) and indexes[str(slot.idx)] > 1)


def _is_title(shape: Any) -> bool:
    ph = placeholder_of(shape._element)
    return ph is not None and ph.get("type") in TITLES


def _held(one: Candidate) -> str:
    """The kind of layout that its placeholders make."""
    texts, headings = one.texts(), one.headings()
    pictures = [seat for seat in one.seats if seat.kind == "pic"]
    if one.title is None:
        return "blank" if not one.seats else ""
    if one.title.kind == "ctrTitle" or (texts and all(seat.kind == "subTitle" for seat in one.seats)):
        return "title"
    if not one.seats:
        return "titleOnly"
    if any(seat.kind == "tbl" for seat in one.seats):
        return "tbl"
    if len(texts) == 1:
        return "picTx" if pictures else "obj"
    if len(texts) == 2 and _beside(texts):
        return "twoTxTwoObj" if len(headings) == 2 else "twoObj"
    return ""


def _agrees(said: str, held: str, one: Candidate) -> bool:
    if said == held:
        return True
    if one.title is None:
        return said == "blank" and not one.seats
    if said == "secHead":
        return len(one.texts()) + len(one.headings()) <= 2
    return said == "title" and any(seat.kind in TEXTS for seat in one.seats)


def _beside(texts: Iterable[Seat]) -> bool:
    first, second = sorted(texts, key=lambda seat: seat.box.x)
    alike = (
        min(one, other) >= 0.75 * max(one, other)
        for one, other in ((first.box.width, second.box.width), (first.box.height, second.box.height))
    )
    if not all(alike):
        return False
    overlap = min(first.box.y + first.box.height, second.box.y + second.box.height) - max(first.box.y, second.box.y)
    return second.box.x >= first.box.x + 0.8 * first.box.width and overlap > 0.5 * min(
        first.box.height, second.box.height
    )
