"""What an inspected template can and cannot do for a deck, in words for whoever is no designer.

In: an `Inspection`. Out: lines of plain text, without names of placeholders, kinds or numbers of them: those are the
details, which `template inspect --details` lists.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from whp_deck.errors import has_errors

if TYPE_CHECKING:
    from whp_deck.build.template import BindingFacts, Inspection

TOLD_HERE = ("layout-boxes", "layout-guessed", "slot-left-out")  # problems that the words say already



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
    left = sorted({slot for binding in inspection.bindings for slot, to in binding.slots.items() if to == "left out"})
    if left:
        yield f"  Left out, because the template has no place for it: {', '.join(f'the {slot}' for slot in left)}."
    yield ""
    yield "What you can do:"
    file = inspection.path.as_posix()
    yield f"  See it, a sample of each slide:  whp-deck template inspect {file} --pictures"
    if not inspection.is_ours:
        yield f"  Choose other layouts of it:      whp-deck template inspect {file} --save"
    yield f"  Every layout and placeholder:    whp-deck template inspect {file} --details"


def _groups(inspection: Inspection) -> Iterator[str]:
    own = [binding for binding in inspection.bindings if binding.how != "in boxes"]
    boxes = [binding for binding in inspection.bindings if binding.how == "in boxes"]
    if own:
        yield f"  On layouts of the template, in its own places for text: {_named(own)}."
    if boxes:
        yield f"  Under the template’s title, in text boxes and drawings that we add to the slide: {_named(boxes)}."


def _named(bindings: list[BindingFacts]) -> str:
    names = list(dict.fromkeys(SLIDES.get(binding.name, binding.name) for binding in bindings))
    return ", ".join(names[:-1]) + f" and {names[-1]}" if len(names) > 1 else names[0]
