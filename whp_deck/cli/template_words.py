"""What an inspected template can and cannot do for a deck, in words for whoever is no designer.

In: an `Inspection`. Out: lines of plain text, without names of placeholders, kinds or numbers of them: those are the
details, which `template inspect --details` lists.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from whp_deck.errors import bare_command, counted, has_errors
from whp_deck.office.bindings import kinds_of_slides

if TYPE_CHECKING:
    from whp_deck.build.template import BindingFacts, Inspection

KEEPER = ("template-contrast", "template-text-small", "template-text-on-picture")
TOLD_HERE = ("layout-boxes", "layout-guessed", "slot-left-out", *KEEPER)  # problems that the words say already


def plain_lines(inspection: Inspection) -> Iterator[str]:
    """The verdict, what happens to which slides, what is left out, and what to do next."""
    name, count = inspection.path.name, len(inspection.layouts)
    shape = "wide" if inspection.width / inspection.height > 1.5 else "narrow (4:3)"
    if has_errors(inspection.problems):
        yield f"{name} cannot carry a whole deck as it is. What is missing is told below."
    else:
        yield f"{name} can be used: its slides are {shape}, and it has {count} layouts."
    yield ""
    yield "What will happen:"
    if inspection.is_ours:
        yield "  It is made from the template of whp-deck, so every slide finds its own layout there."
    else:
        yield "  Colors, letters and backgrounds are the template’s. Nothing in it is changed."
        yield from _groups(inspection)
        yield from _dropped(inspection)
    left = sorted({slot for binding in inspection.bindings for slot, to in binding.slots.items() if to == "left out"})
    if left:
        yield f"  Left out, because the template has no place for it: {', '.join(f'the {slot}' for slot in left)}."
    yield from _tell_keeper(inspection)
    yield ""
    yield "What you can do:"
    inspect = bare_command("template inspect", inspection.path)
    yield f"  See it, a sample of each slide:  {inspect} --pictures"
    if not inspection.is_ours:
        yield f"  Choose other layouts of it:      {inspect} --save"
    yield f"  Every layout and placeholder:    {inspect} --details"


def _groups(inspection: Inspection) -> Iterator[str]:
    own = [binding for binding in inspection.bindings if binding.how != "in boxes"]
    boxes = [binding for binding in inspection.bindings if binding.how == "in boxes"]
    if own:
        yield f"  On layouts of the template, in its own places for text: {_named(own)}."
    if boxes:
        yield f"  Under the template’s title, in text boxes and drawings that we add to the slide: {_named(boxes)}."


def _dropped(inspection: Inspection) -> Iterator[str]:
    """What the template brings along and a deck does not take."""
    if inspection.slides:
        yield f"  Its own {counted(inspection.slides, 'slide')} (samples, instructions) are not taken into the deck."
    if inspection.footers:
        words = ", ".join(f"“{one}”" for one in inspection.footers)
        yield f"  Its own footer {words} is not taken: the footer names your practice and the session."


def _tell_keeper(inspection: Inspection) -> Iterator[str]:
    """What only the template itself can mend, for whoever keeps it."""
    told = [problem.message.partition(": ")[2] for problem in inspection.problems if problem.code in KEEPER]
    if not told and not inspection.wanted:
        return
    yield ""
    yield "For whoever keeps the template (View > Slide Master); you need not change it:"
    yield from (f"  {one}" for one in told)
    if inspection.wanted:
        yield f"  With {counted(len(inspection.wanted), 'layout')} more, nothing would stand in text boxes: --details lists them."


def wanted_lines(inspection: Inspection) -> Iterator[str]:
    """The layouts that would carry what now stands in boxes, with the names that they and their placeholders need."""
    if not inspection.wanted:
        return
    yield from ("", "Layouts that the template would need, so that nothing stands in text boxes. A layout and its")
    yield "placeholders are found by these names (View > Slide Master > Insert Layout; Selection Pane):"
    yield ""
    for one in inspection.wanted:
        kinds: dict[str, list[str]] = {}
        for name, kind in one.placeholders.items():
            kinds.setdefault(kind, []).append(name)
        told = "; ".join(f"{kind}: {', '.join(names)}" for kind, names in kinds.items())
        yield f"“{one.name}” for {one.shows} ({told})"


def _named(bindings: list[BindingFacts]) -> str:
    return kinds_of_slides(binding.name for binding in bindings)
