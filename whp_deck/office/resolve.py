"""Binds each layout of ours to one of a template's: by the deck's own map, by name, by kind, else by free room.

In: bindings, candidates, the deck's choices. Out: `Layout`s that say how they were found, and problems with the choices.
Must not bind by position in a list, drop a text, or choose in silence: `resolve_words` tells each choice.

Order for one of our layouts: the deck's `layouts:` entry; a layout of that name (letter case does not matter) that has
every placeholder by name; a layout of a kind that suits (PowerPoint's own `type`, or what it holds) with a fitting
placeholder for each slot; the template's plainest layout with a title, where slots stand in its free area.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from whp_deck.errors import Problem
from whp_deck.office.arrange import (
    above_area,
    box_in,
    boxed,
    default_levels,
    free_area,
    moved,
    seated,
    title_box,
    titled,
    with_heading,
    without_insets,
)
from whp_deck.office.bindings import LayoutBinding
from whp_deck.office.bound_layout import FREE, Choice, How, Layout, offer
from whp_deck.office.candidates import Candidate, Seat
from whp_deck.office.inks import OURS, TABLE_STYLE_ID, Inks, inks_at, read_inks
from whp_deck.office.masters import COVERS, main_masters, on_cover
from whp_deck.office.package import Package
from whp_deck.office.placeholders import TEXTS, TITLES, Box
from whp_deck.office.sheets import SheetReader
from whp_deck.office.sizes import is_low, readable, sized, unit_of
from whp_deck.office.template_slots import LevelStyle, Slot

_CONTENT = frozenset({"table", "text"})  # seats of what needs room
_BELOW = 0.3  # of the slide's height: less room under a title holds no text


class Resolver:
    """Finds the layouts of one template; candidates and inks are read once."""

    def __init__(self, package: Package, candidates: Sequence[Candidate], table_style: str) -> None:
        self._sheets = SheetReader(package)
        self._all = list(candidates)
        self._main, self._roomy = main_masters(self._all)
        self._table_style = table_style
        self._inks: dict[str, Inks] = {}
        self._says_sizes: dict[int, bool] = {}

    @property
    def names(self) -> list[str]:
        """The names of all layouts."""
        return [one.name for one in self._all]

    def resolve(self, name: str, binding: LayoutBinding, choice: Choice | None) -> tuple[Layout | None, list[Problem]]:
        """The layout for our `name`; None when the template has no room for it, or `elsewhere` does not say how."""
        if choice is not None:
            return self._chosen(name, binding, choice)
        for one in self._all:
            if _same(one.name, binding.layout) and (slots := self._by_name(one, binding.slots)) is not None:
                own = {slot: replace(found, floor=0.0) for slot, found in slots.items()}
                return Layout(name, one.name, own, one.part, inks=self.inks(one)), []
        return self._guessed(name, binding), []

    def inks(self, one: Candidate) -> Inks:
        """The colors for what is drawn on that layout."""
        if self._table_style == TABLE_STYLE_ID:
            return OURS
        if one.part not in self._inks:
            body = self._body(one)
            text = self._levels(one, self._read(one, "", body.shape) if body else None)[0].color
            self._inks[one.part] = read_inks(self._sheets.read(one.layout.part), self._table_style, text=text)
        return self._inks[one.part]

    def _guessed(self, name: str, binding: LayoutBinding) -> Layout | None:
        elsewhere = binding.elsewhere
        for like in elsewhere.like:
            of_master = self._main if like in COVERS else self._roomy
            for by_kind in (True, False):
                for one in self._best(one for one in of_master if one.kind == like and one.by_kind == by_kind):
                    slots = self._by_seat(one, binding)
                    if slots is not None:
                        if like in COVERS and self._main is not self._roomy:
                            slots = on_cover(one, slots)
                        return self._layout(name, binding, one, slots, "kind" if by_kind else "holds")
        carrier = self._carrier(any(place.in_body for place in elsewhere.place.values()))
        if carrier is None or not elsewhere.place:
            return None
        slots = self._arranged(carrier, binding, {})
        boxes = any(slot.seat == "box" for slot in slots.values())
        how: How = "boxes" if boxes else "kind" if carrier.by_kind else "holds"
        return self._layout(name, binding, carrier, slots, how)

    def _chosen(self, name: str, binding: LayoutBinding, choice: Choice) -> tuple[Layout | None, list[Problem]]:
        one = next((one for one in self._all if _same(one.name, choice.layout)), None)
        if one is None:
            message = f"`layouts.{name}`: the template has no layout “{choice.layout}”"
            problem = Problem("layout-unknown", message, offer(choice.layout, self.names, "its layouts"), choice.source)
            return self._guessed(name, binding), [problem]
        named = {slot: shown for slot, shown in choice.slots.items() if not _same(shown, FREE)}
        problems = self._wrong(name, binding, one, choice, named)
        if problems:
            return self._guessed(name, binding), problems
        free = {slot for slot, shown in choice.slots.items() if _same(shown, FREE)}
        seats = {slot: self._styled(found, slot, binding) for slot, found in (self._by_name(one, named) or {}).items()}
        if not choice.slots or (set(named) <= {"title"} and _is_low(one)):
            whole = self._by_name(one, binding.slots) or self._by_seat(one, binding)
            if whole is not None:
                return self._layout(name, binding, one, whole, "map", settled=True), []
        elsewhere = binding.elsewhere
        wanted = [slot for slot in binding.slots if slot not in seats and slot not in elsewhere.joined()]
        unplaced = [slot for slot in wanted if slot not in elsewhere.place and slot not in elsewhere.leave]
        if [slot for slot in unplaced if slot != "title"]:
            listed = ", ".join(f"`{slot}`" for slot in unplaced)
            message = f"`layouts.{name}`: nothing says where {listed} goes on “{one.name}”"
            hint = offer("", [seat.name for seat in one.seats], "its placeholders")
            return self._guessed(name, binding), [Problem("layout-unknown", message, hint, choice.source)]
        slots = self._arranged(one, binding, seats)
        settled = all(slot in free or slot not in elsewhere.place for slot in wanted)
        return self._layout(name, binding, one, slots, "map", settled=settled), []

    def _wrong(
        self, name: str, binding: LayoutBinding, one: Candidate, choice: Choice, named: Mapping[str, str]
    ) -> list[Problem]:
        problems = []
        known = [*binding.slots, *(slot for slot in binding.elsewhere.place if slot not in binding.slots)]
        for slot in choice.slots:
            if slot not in known:
                message = f"`layouts.{name}.slots`: `{name}` has no slot `{slot}`"
                problems.append(Problem("layout-unknown", message, offer(slot, known, "its slots"), choice.source))
        seats = [seat.name for seat in _seats(one)]
        for shown in named.values():
            if not any(_same(shown, seat) for seat in seats):
                message = f"`layouts.{name}.slots`: “{one.name}” has no placeholder “{shown}”"
                hint = offer(shown, seats, "its placeholders") + f"; or `{FREE}`, for a place without one"
                problems.append(Problem("layout-unknown", message, hint, choice.source))
        return problems

    def _layout(
        self,
        name: str,
        binding: LayoutBinding,
        one: Candidate,
        slots: Mapping[str, Slot],
        how: How,
        *,
        settled: bool = False,
    ) -> Layout:
        elsewhere = binding.elsewhere
        fold = tuple(group for group in elsewhere.fold if any(part not in slots for part in group[1:]))
        join = tuple(group for group in elsewhere.join if any(part not in slots for part in group[1:]))
        inside = {part for group in (*fold, *join) for part in group[1:]}
        left_out = frozenset(slot for slot in binding.slots if slot not in slots and slot not in inside)
        inks = self.inks(one)
        footer = next((seat for seat in one.service if seat.kind == "ftr"), None)
        shown = None if footer is None else replace(self._own(one, "footer", footer), floor=8 * unit_of(one.slide))
        return Layout(name, one.name, slots, one.part, how, fold, join, left_out, settled, inks, shown)

    def _by_name(self, one: Candidate, wanted: Mapping[str, str]) -> dict[str, Slot] | None:
        """Each wanted slot in the placeholder of that name; None when one is missing."""
        found: dict[str, Slot] = {}
        for slot, shown in wanted.items():
            seat = next((seat for seat in _seats(one) if _same(seat.name, shown)), None)
            if seat is None:
                return None
            found[slot] = self._own(one, slot, seat)
        return found

    def _own(self, one: Candidate, slot: str, seat: Seat) -> Slot:
        read = self._read(one, slot, seat.shape, seat.name)
        own = seated(read, one.slide, is_title=seat.kind in TITLES)
        return replace(own, seat="moved") if seat.is_ambiguous else own

    def _read(self, one: Candidate, slot: str, shape: Any, name: str = "") -> Slot:
        """A placeholder of the template; with sizes of ours where its master says none."""
        if id(one.reader) not in self._says_sizes:
            self._says_sizes[id(one.reader)] = one.reader.says_sizes()
        read = one.reader.read(slot, shape, name)
        return read if self._says_sizes[id(one.reader)] else sized(read, one.slide, is_cover=one.kind == "title")

    def _styled(self, read: Slot, slot: str, binding: LayoutBinding) -> Slot:
        """A placeholder of theirs that takes a heading and text shows which is which; a table keeps to the text's edges."""
        if binding.elsewhere.seats.get(slot) == "table":
            return without_insets(read)
        place = binding.elsewhere.place.get(slot)
        return with_heading(read) if place is not None and place.look.is_column else read

    def _by_seat(self, one: Candidate, binding: LayoutBinding) -> dict[str, Slot] | None:
        """Each slot in a placeholder of the kind that it wants, paired by what they are and where they stand."""
        elsewhere = binding.elsewhere
        if one.title is None or not elsewhere.seats:
            return None
        found = {"title": self._own(one, "title", one.title)}
        taken: set[str] = set()
        for kind in ("table", "picture", "heading", "text"):
            wanted = [slot for slot, seat in elsewhere.seats.items() if seat == kind]
            seats = [seat for seat in _offered(one, kind) if seat.name not in taken]
            if not wanted:
                continue
            if len(seats) < len(wanted) or (len(wanted) > 1 and len(seats) != len(wanted)):
                return None
            for slot, seat in zip(wanted, seats, strict=False):
                if kind in _CONTENT and one.kind not in COVERS and is_low(seat.box, one.slide):
                    return None
                read = self._own(one, slot, seat)
                found[slot] = self._styled(readable(read, one.slide) if kind == "text" else read, slot, binding)
                taken.add(seat.name)
        return found

    def _arranged(self, one: Candidate, binding: LayoutBinding, seats: Mapping[str, Slot]) -> dict[str, Slot]:
        """Slots in the free area of a layout; those in `seats` have a placeholder already."""
        body = self._body(one)
        area = free_area(one, body)
        inks = self.inks(one)
        text = readable(self._read(one, "", body.shape), one.slide) if body else None
        levels = self._levels(one, text)
        sheet = self._sheets.read(one.layout.part)
        found = {"title": seats.get("title") or self._title(one, area)}
        used = {slot.placeholder for slot in seats.values()}
        own = next((seat for seat in one.texts() if seat.name not in used), None)
        for slot, place in binding.elsewhere.place.items():
            if slot in seats:
                found[slot] = seats[slot]
            elif place.in_body and own is not None:
                text = readable(self._read(one, slot, own.shape, own.name), one.slide)
                found[slot] = moved(text, area, place, one.slide)
                own = None
            else:
                shown = binding.slots.get(slot, slot.replace("-", " ").capitalize())
                here = inks_at(inks, sheet, box_in(area, place), text=levels[0].color) if not inks.is_ours else inks
                found[slot] = boxed(slot, shown, area, place, levels, here, one.slide, one.reader.body_font)
        return found | {slot: seat for slot, seat in seats.items() if slot not in found}

    def _levels(self, one: Candidate, text: Slot | None) -> tuple[LevelStyle, ...]:
        if text is not None:
            return text.levels
        master = one.reader.body()
        return self._read(one, "", master).levels if master is not None else default_levels(unit_of(one.slide))

    def _title(self, one: Candidate, area: Box) -> Slot:
        if one.title is not None:
            seated = self._own(one, "title", one.title)
            return above_area(seated, title_box(one, area)) if one.title.box.meets(area) else seated
        master = one.reader.title()
        if master is not None:
            read = self._read(one, "title", master, "Title")
            own = Box(read.x, read.y, read.width, read.height)
        else:
            levels = tuple(LevelStyle(size=32 * unit_of(one.slide), bold=True) for _ in range(9))
            read = Slot("title", "Title", "title", 0, 0, 0, 0, 0, (0, 0, 0, 0), "b", levels)
            own = Box(0, 0, 0, 0)
        clear = own.height > 0 and own.width > 0 and own.y + own.height <= area.y + one.slide.height // 50
        return titled(read, own if clear else title_box(one, area), one.slide)

    def _body(self, one: Candidate) -> Seat | None:
        """The body that marks a layout's free area: its own, or that of the content layout with the same title."""
        texts = one.texts()
        if len(texts) == 1 and not one.headings():
            return texts[0]
        content = next(
            iter(self._best(each for each in self._all if each.kind == "obj" and each.master is one.master)), None
        )
        if content is None or content.title is None or one.title is None or not _near(content.title, one.title):
            return None
        return content.texts()[0]

    def _carrier(self, in_body: bool) -> Candidate | None:
        """The plainest layout for things in free places: title and content when its body is moved, else title alone."""
        for kind in ("obj", "titleOnly") if in_body else ("titleOnly", "obj"):
            found = next(iter(self._best(one for one in self._roomy if one.kind == kind)), None)
            if found is not None:
                return found
        with_title = [one for one in self._roomy if one.title is not None and one.title.kind == "title"]
        ranked = with_title or [one for one in self._roomy if one.title is not None] or self._roomy
        return min(ranked, key=lambda one: (len(one.seats), one.kind != "blank"), default=None)

    def _best(self, found: Iterable[Candidate]) -> list[Candidate]:
        """Those with the fewest placeholders first, then those with the largest room; then in the template's order."""
        return sorted(found, key=lambda one: (len(one.seats), -round(sum(one.share(s.box) for s in one.texts()), 1)))


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def _seats(one: Candidate) -> list[Seat]:
    return [*([one.title] if one.title else []), *one.seats]


def _offered(one: Candidate, kind: str) -> list[Seat]:
    """Placeholders of that kind, from left to right or, for one text alone, the largest first."""
    if kind == "table":
        return [seat for seat in one.seats if seat.kind == "tbl"] or [s for s in one.texts() if s.kind == "obj"]
    if kind == "picture":
        return [seat for seat in one.seats if seat.kind == "pic"]
    if kind == "heading":
        return one.headings()
    if one.kind in ("title", "secHead"):
        texts = [seat for seat in one.seats if seat.kind in TEXTS]
        return sorted(texts, key=lambda seat: -seat.box.width * seat.box.height)
    return sorted(one.texts(), key=lambda seat: seat.box.x)


def _is_low(one: Candidate) -> bool:
    """Whether nothing can stand under the title, where `free` is: the layout's own placeholders then hold the text."""
    title = one.title
    return title is not None and one.slide.height - title.box.y - title.box.height < _BELOW * one.slide.height


def _near(first: Seat, second: Seat) -> bool:
    a, b = first.box, second.box
    return (
        abs(a.y + a.height - b.y - b.height) * 12 <= max(a.height, b.height, 1) * 3
        and abs(a.x - b.x) * 12 <= max(a.width, 1) * 1
    )
