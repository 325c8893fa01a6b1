"""Texts of a slide that share a place in this template are put together before they are measured.

In: a slide plan and the layout that was found for it. Out: the slide plan with the slots that the layout has, and a
warning for what had to be left out. Must not drop a text: only a picture that decorates may be missing.
"""

from __future__ import annotations

from dataclasses import replace

from whp_deck.errors import Problem
from whp_deck.office.bound_layout import Layout
from whp_deck.plan import Block, Paragraph, Picture, Run, SlidePlan, Text

_NO_BREAK = "\u00a0"


def gather_slots(slide: SlidePlan, layout: Layout, template: str) -> tuple[SlidePlan, list[Problem]]:
    """The slide with its slots folded, joined and left out as the layout needs; doing it again changes nothing."""
    if not (layout.fold or layout.join or layout.left_out):
        return slide, []
    slots: dict[str, Block] = dict(slide.slots)
    for group in (group for group in layout.fold if set(group[1:]) & set(slots)):
        texts = _take(slots, group)
        if texts:
            slots[group[0]] = Text(tuple(p for text in texts for p in text.paragraphs), texts[0].source)
    for group in (group for group in layout.join if set(group[1:]) & set(slots)):
        texts = _take(slots, group)
        if texts:
            slots[group[0]] = Text((Paragraph(_on_one_line(texts)),), texts[0].source)
    problems = []
    for name in layout.left_out & set(slots):
        block = slots[name]
        if isinstance(block, Picture):
            del slots[name]
            if layout.settled:  # the deck's own map chose this layout
                continue
            message = f"{template}: the `{name}` is left out: “{layout.layout_name}” has no placeholder for it"
            hint = "put it on the layout in View > Slide Master, where it belongs in a template of your own"
            problems.append(Problem("slot-left-out", message, hint, block.source, "warning"))
    return replace(slide, slots=slots), problems


def _take(slots: dict[str, Block], group: tuple[str, ...]) -> list[Text]:
    """The texts of a group, taken out of the slots."""
    texts = [block for name in group if isinstance(block := slots.get(name), Text)]
    for name in group:
        if isinstance(slots.get(name), Text):
            del slots[name]
    return texts


def _on_one_line(texts: list[Text]) -> tuple[Run, ...]:
    runs: list[Run] = []
    for text in texts:
        for paragraph in text.paragraphs:
            runs += [*([Run(_NO_BREAK)] if runs else []), *paragraph.runs]
    return tuple(runs)
