"""Titles beside a logo: where the template draws one in an end of the title's band, the slide's title keeps clear of it.

In: the layouts of a template as they are bound, and its package. Out: the same with narrower titles; which pictures still
lie in a title's place. Must not change the template: only slides of ours give their titles another place.

A logo that takes so much that a title would become a column is left to whoever keeps the template.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from whp_deck.office.bound_layout import Layout
from whp_deck.office.obstacles import Obstacle, in_the_way, obstacle_words, obstacles_on
from whp_deck.office.package import Package
from whp_deck.office.placeholders import Box
from whp_deck.office.sheets import SheetReader
from whp_deck.office.slides import layouts_of
from whp_deck.office.template_slots import Slot

_LEAST = 0.6  # of the title's width, which must be left
_GAP = 0.012  # of the slide's width, between title and logo


def titles_beside_logos(
    package: Package, layouts: Mapping[str, Layout], slide: Box
) -> tuple[dict[str, Layout], dict[str, str]]:
    """The layouts with titles that keep clear; by layout the words for what lies in its title's place all the same."""
    reader = SheetReader(package)
    parts = {str(part.partname): part for part in layouts_of(package)}
    drawn: dict[str, tuple[Obstacle, ...]] = {}
    found, crossed = dict(layouts), dict[str, str]()
    for name, layout in layouts.items():
        title, part = layout.slots.get("title"), parts.get(layout.part)
        if title is None or part is None:
            continue
        if layout.part not in drawn:
            drawn[layout.part] = obstacles_on(reader.read(part))
        beside = _beside(title, drawn[layout.part], slide)
        left = next(_met(replace(beside, aside=(0, 0)), drawn[layout.part], slide), None)
        if left is not None:
            crossed[name] = obstacle_words(left)
        elif beside is not title:
            found[name] = replace(layout, slots={**layout.slots, "title": beside})
    return found, crossed


def text_room(slot: Slot) -> Box:
    """A slot without its insets, as wide as its layout has it: where its letters can stand."""
    left, top, right, bottom = slot.insets
    before, behind = slot.aside
    width = slot.width + before + behind - left - right
    return Box(slot.x - before + left, slot.y + top, width, slot.height - top - bottom)


def _met(title: Slot, drawn: tuple[Obstacle, ...], slide: Box) -> Iterator[Obstacle]:
    return in_the_way(drawn, [text_room(title)], slide)


def _beside(title: Slot, drawn: tuple[Obstacle, ...], slide: Box) -> Slot:
    """The title without the ends that logos take; as it is where too little would be left."""
    start, end = title.x, title.x + title.width
    gap = round(_GAP * slide.width)
    for one in _met(title, drawn, slide):
        if one.box.x + one.box.width / 2 > title.x + title.width / 2:
            end = min(end, one.box.x - gap + title.insets[2])
        else:
            start = max(start, one.box.x + one.box.width + gap - title.insets[0])
    if (start, end) == (title.x, title.x + title.width) or end - start < _LEAST * title.width:
        return title
    return replace(title, x=start, width=end - start, aside=(start - title.x, title.x + title.width - end))
