"""A deck that shows every layout of ours once, for whoever prepares a template.

In: a template as it was read, and the bindings. Out: a `DeckPlan` whose slides say which layout carries what. Must not
open a template or decide anything about it.
"""

from __future__ import annotations

from collections.abc import Mapping

from whp_deck.office.bindings import LayoutBinding
from whp_deck.office.template import Layout, Template
from whp_deck.plan import (
    Block,
    DeckPlan,
    Figures,
    Notes,
    Paragraph,
    Picture,
    Run,
    Session,
    SlidePlan,
    Steps,
    Table,
    Text,
    Theme,
)

ADDRESS = "https://example.org/video"
_POINTS = ("First point, as long as points are", "Second point", "Third point")
_DRAWN = frozenset({"bar", "agenda", "table", "qr", "picture"})


def sample_deck(template: Template, bindings: Mapping[str, LayoutBinding]) -> DeckPlan:
    """One session with a slide for each layout that the template can carry, in the order of the bindings."""
    slides = tuple(
        sample_slide(name, binding, template.layouts[name])
        for name, binding in bindings.items()
        if name in template.layouts
    )
    session = Session(1, 1, "Sample", "Practice · Session 1 of 3", slides, 60, 60)
    return DeckPlan("Sample", "sample", "Practice", "en-US", "", "", Theme(), (session,))


def sample_slide(name: str, binding: LayoutBinding, layout: Layout) -> SlidePlan:
    """A slide that fills every slot of a layout; its title names our layout and theirs."""
    slots: dict[str, Block] = {"title": _text(f"{name} on “{layout.layout_name}”")}
    steps = sum(slot.startswith("step-") for slot in binding.slots)
    for slot in binding.slots:
        if slot != "title" and not slot.startswith(("step-", "number-")):
            slots[slot] = _block(slot, binding, layout)
    if steps:
        slots["steps"] = Steps(tuple((_text(f"Step {number}"), _text("what to do")) for number in range(1, steps + 1)))
    if "figures" in binding.elsewhere.place:
        slots["figures"] = Figures("Giver, patient and receiver", (True, True, True))
    return SlidePlan(name, "sample", name, slots, Notes(), 0)


def _block(slot: str, binding: LayoutBinding, layout: Layout) -> Block:
    """What the layout holds there; in a place for tables or pictures one of these."""
    kind = layout.slots[slot].kind if slot in layout.slots else ""
    holds = binding.holds.get(slot, "")
    if kind in ("tbl", "pic") and holds not in _DRAWN:
        holds = "table" if kind == "tbl" else "picture"
    shown = slot.replace("-", " ").capitalize()
    match holds:
        case "bar":
            return Table(((_text("1"), _text("2"), _text("3")),), "Minutes bar", False, "bar", (2, 5, 3), 1)
        case "agenda":
            rows = [(_text(str(n)), _text(f"Item {n}"), _text(f"{n}\u00a0min")) for n in (1, 2, 3)]
            return Table(tuple(rows), "Agenda", False, "agenda", emphasis=1)
        case "table":
            rows = [(_text(f"Row {n}"), _text("a few words"), _text("and some more")) for n in (1, 2, 3)]
            return Table(((_text("Heading"), _text("Heading"), _text("Heading")), *rows), "Table")
        case "qr":
            return Picture("QR code", drawing="qr", address=ADDRESS)
        case "picture":
            return Picture("Picture", drawing="poster")
        case "address":
            return Text((Paragraph((Run(ADDRESS, link=ADDRESS),)),))
        case "words":
            return _text(shown)
        case "quotation":
            return _text(f"“{shown}, in quotes.”")
        case "headed":
            return Text((Paragraph((Run(shown),)), Paragraph((Run("what it says"),), 1)))
        case "points":
            return Text(tuple(Paragraph((Run(point),), 0, "bullet") for point in _POINTS))
        case _:
            return _text(binding.examples.get(slot) or f"{shown}: a sentence of the usual length")


def _text(words: str) -> Text:
    return Text((Paragraph((Run(words),)),))
