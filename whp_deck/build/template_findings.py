"""What cannot be read well in a template: pale and small text, footers among it, and logos where text stands.

In: a package in which a sample of each layout of ours was made, and its template. Out: warnings, each once for each place in
the template. Must not change the package: contrast and sizes are what the samples show, not what prompts promise.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from whp_deck.errors import Problem
from whp_deck.office.bound_layout import Layout
from whp_deck.office.looks import Looks, RunLook, looks_of
from whp_deck.office.obstacles import Obstacle, in_the_way, obstacle_words, obstacles_on
from whp_deck.office.package import Package
from whp_deck.office.placeholders import SERVICE, TITLES, Box
from whp_deck.office.sizes import SMALLEST, size_of_template, unit_of
from whp_deck.office.template import Slot, Template
from whp_deck.office.title_side import text_room
from whp_deck.office.xml import attribute

_SMALL_SLOTS = frozenset({"address", "source", "logo"})  # for whoever holds the file, not for the back row
_FEET = {"ftr": "footer", "dt": "date", "sldNum": "slide number"}
_ROOMS = {
    "": "the place of text: full ones run over it",
    "title": "the title’s place: long titles run over it",
    "aside": "the title’s place: our slides keep clear of it, and one that somebody adds may not",
}
_NAMED = 2  # layouts that are named before the others are counted


@dataclass(frozen=True, slots=True)
class _Sample:
    """One sample slide: the layout that it stands on, and our slots by the names of their shapes."""

    looks: Looks
    layout: Layout
    slots: Mapping[str, tuple[str, Slot]]


def sample_findings(package: Package, template: Template) -> Iterator[Problem]:
    """Warnings for whoever keeps the template."""
    samples = list(_samples(package, template))
    slide = Box(0, 0, template.width, template.height)
    least = SMALLEST * unit_of(slide)
    told: set[tuple[str, ...]] = set()
    for sample in samples:
        for run in sample.looks.runs:
            if run.placed.name not in sample.slots or run.level:
                continue
            slot_name, slot = sample.slots[run.placed.name]
            where = f"{template.path.name}: “{sample.layout.layout_name}”, “{run.placed.name}”"
            key = (sample.layout.part or sample.layout.layout_name, slot.placeholder)
            if _is_pale(run) and ("pale", *key) not in told:
                told.add(("pale", *key))
                yield _pale(f"{where}: text has", run)
            size = min(run.size, size_of_template(slot, slide))
            small = size < least - 0.05 and slot.kind not in TITLES and slot_name not in _SMALL_SLOTS
            if small and ("small", *key) not in told:
                told.add(("small", *key))
                message = f"{where}: text is set in {size:g} points; {least:.3g} can be read from the back row"
                yield Problem("template-text-small", message, "set it larger on the layout", None, "warning")
    yield from _pale_feet(samples, template)
    if not template.is_ours:
        yield from _pictures(samples, template)


def _samples(package: Package, template: Template) -> Iterator[_Sample]:
    names = {layout.name: layout for layout in template.layouts.values()}
    for looks in looks_of(package):
        layout = names.get(looks.sheet.root[0].get("name", ""))
        if layout is not None:
            slots = {slot.placeholder: (name, slot) for name, slot in layout.slots.items()}
            yield _Sample(looks, layout, slots)


def _is_pale(run: RunLook) -> bool:
    contrast = run.best_contrast  # a shape that covers a part of the text is no proof
    return contrast is not None and contrast < run.needed_contrast


def _pale(what: str, run: RunLook) -> Problem:
    message = f"{what} a contrast of {math.floor((run.best_contrast or 0.0) * 10) / 10:g} : 1; {run.needed_contrast:g} : 1 is the least"
    return Problem("template-contrast", message, "give it a darker or lighter color on the layout", None, "warning")


def _pale_feet(samples: list[_Sample], template: Template) -> Iterator[Problem]:
    """Footers, dates and numbers: they look alike on most layouts, and are told together."""
    worst: dict[str, dict[str, RunLook]] = {}
    for sample in samples:
        for run in sample.looks.runs:
            kind = "" if run.placed.ph is None else attribute(run.placed.ph, "type")
            if kind in SERVICE and kind in _FEET and _is_pale(run):
                worst.setdefault(kind, {}).setdefault(sample.layout.layout_name, run)
    alike: dict[tuple[str, ...], list[str]] = {}
    for kind, by_layout in worst.items():
        alike.setdefault(tuple(by_layout), []).append(kind)
    for layouts, kinds in alike.items():
        runs = [run for kind in kinds for run in worst[kind].values()]
        palest = min(runs, key=lambda one: one.best_contrast or 0.0)
        what = " and ".join(_FEET[kind] for kind in kinds)
        verb = "have" if len(kinds) > 1 else "has"
        yield _pale(f"{template.path.name}: {_listed(layouts)}: {what} {verb}", palest)


def _pictures(samples: list[_Sample], template: Template) -> Iterator[Problem]:
    """Logos and drawings of the template in the room of titles and of text, once for all layouts on which they lie so."""
    slide = Box(0, 0, template.width, template.height)
    found: dict[tuple[str, str, str], dict[str, None]] = {}
    for sample in samples:
        obstacles = obstacles_on(sample.looks.sheet)
        for name, slot in sample.layout.slots.items() if obstacles else ():
            if slot.kind in ("pic", "tbl"):
                continue
            for one in in_the_way(obstacles, [text_room(slot)], slide):
                room = "" if name != "title" else "aside" if any(slot.aside) else "title"
                key = (obstacle_words(one), _corner(one, slide), room)
                found.setdefault(key, {})[sample.layout.layout_name] = None
    for (what, corner, room), layouts in found.items():
        message = f"{template.path.name}: {_listed(tuple(layouts))}: {what}, {corner}, lies in {_ROOMS[room]}"
        hint = "make the place narrower in View > Slide Master; `check` tells the slides on which letters run over it"
        yield Problem("template-text-on-picture", message, hint, None, "warning")


def _corner(one: Obstacle, slide: Box) -> str:
    x, y = (
        (one.box.x + one.box.width / 2) / max(1, slide.width),
        (one.box.y + one.box.height / 2) / max(1, slide.height),
    )
    down = "top" if y < 0.4 else "bottom" if y > 0.6 else "middle"
    across = "left" if x < 0.4 else "right" if x > 0.6 else ""
    return f"{down} {across}".strip()


def _listed(layouts: tuple[str, ...]) -> str:
    named = ", ".join(f"“{one}”" for one in layouts[:_NAMED])
    more = len(layouts) - _NAMED
    return named + (f" and {more} more layout{'s' if more > 1 else ''}" if more > 0 else "")
