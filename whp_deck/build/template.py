"""What a template offers and what becomes of our layouts in it, for whoever prepares one.

In: the path of a .pptx or .potx. Out: `Inspection`, a `layouts:` map as YAML, a deck of samples. Must not change the
file. Contrast and sizes are those of a sample deck that is really made in the template, not of what its prompts
promise.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from whp_deck.errors import Problem
from whp_deck.office.arrange import SMALLEST, unit_of
from whp_deck.office.bindings import LayoutBinding, our_bindings
from whp_deck.office.bound_layout import FREE, Layout
from whp_deck.office.candidates import Candidate, Seat, read_candidates
from whp_deck.office.fit import fit_plan
from whp_deck.office.looks import looks_of
from whp_deck.office.package import Package, open_package, presentation
from whp_deck.office.placeholders import TITLES, Box
from whp_deck.office.template import Template, read_template
from whp_deck.office.units import EMU_PER_INCH
from whp_deck.render.deck import render_session
from whp_deck.render.samples import sample_deck

_SURE = {
    "name": "by name",
    "map": "by the map",
    "kind": "by its kind",
    "holds": "by its placeholders",
    "boxes": "in boxes",
}
_SMALL_SLOTS = frozenset({"address", "source", "logo"})  # for whoever holds the file, not for the back row


@dataclass(frozen=True, slots=True)
class PlaceholderFacts:
    """A placeholder as the file has it; place and size in inches, text in points (0 = holds none)."""

    name: str
    kind: str
    idx: int
    x: float
    y: float
    width: float
    height: float
    size: float


@dataclass(frozen=True, slots=True)
class LayoutFacts:
    """A layout of the file; `kind` is what it is good for, "" when nobody can tell."""

    name: str
    kind: str
    placeholders: tuple[PlaceholderFacts, ...]
    carries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BindingFacts:
    """What becomes of one of our layouts: `slots` says for each text, table or picture where it goes."""

    name: str
    layout: str
    how: str
    slots: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Inspection:
    """A template as our program sees it. `width` and `height` in inches; `sample` is the deck that was made in it."""

    path: Path
    width: float
    height: float
    is_ours: bool
    layouts: tuple[LayoutFacts, ...]
    bindings: tuple[BindingFacts, ...]
    problems: tuple[Problem, ...]
    template: Template
    sample: Package


def inspect_template(path: Path) -> Inspection:
    """Read the template at `path` and make a sample deck in it. Raises TemplateError for a file that cannot be used."""
    bindings = our_bindings()
    package = open_package(path)
    template = read_template(package, bindings, path)
    candidates = read_candidates(presentation(package))
    plan, fitted = fit_plan(sample_deck(template, bindings), template)
    problems = [*template.warnings(bindings), *_missing(template, bindings)]
    problems += [problem for problem in fitted if problem.code in ("font-unknown", "slot-left-out")]
    render_session(plan, plan.sessions[0], package, template, {})
    problems += _findings(package, template)
    return Inspection(
        path,
        round(template.width / EMU_PER_INCH, 2),
        round(template.height / EMU_PER_INCH, 2),
        template.is_ours,
        tuple(_layout_facts(one, template) for one in candidates),
        tuple(_binding_facts(bindings[name], layout) for name, layout in template.layouts.items()),
        tuple(problems),
        template,
        package,
    )


def layouts_map(inspection: Inspection) -> str:
    """The `layouts:` map of a deck, as YAML: each layout that was not found by its name, with every slot."""
    bindings = our_bindings()
    lines = [
        f"# Which layouts of {inspection.path.name} carry which slides. Change what you like. In a deck: put this file beside it and",
        "# say `layouts: THIS-FILE`, or paste what follows. `free` = no placeholder: a text box or a drawing under the title.",
        "layouts:",
    ]
    found = [layout for layout in inspection.template.layouts.values() if layout.how != "name"]
    for layout in found:
        lines += [
            f"  {layout.name}:  # found {_SURE[layout.how]}",
            f"    layout: {_quoted(layout.layout_name)}",
            "    slots:",
        ]
        for slot in (
            *bindings[layout.name].slots,
            *(name for name in layout.slots if name not in bindings[layout.name].slots),
        ):
            seat = layout.slots.get(slot)
            if seat is not None:
                lines.append(f"      {slot}: {_quoted(seat.placeholder) if seat.seat == 'own' else FREE}")
        lines += [f"      # {slot}: left out, this layout has no place for it" for slot in sorted(layout.left_out)]
    if not found:
        lines[-1] = "layouts: {}  # every layout is found by its name"
    return "\n".join(lines) + "\n"


def _quoted(name: str) -> str:
    return json.dumps(name, ensure_ascii=False)


def _layout_facts(one: Candidate, template: Template) -> LayoutFacts:
    seats = [*([one.title] if one.title else []), *one.seats, *one.service]
    carries = tuple(
        name
        for name, layout in template.layouts.items()
        if layout.part == one.part or (not layout.part and layout.layout_name == one.name)
    )
    return LayoutFacts(one.name, one.kind, tuple(_placeholder_facts(one, seat) for seat in seats), carries)


def _placeholder_facts(one: Candidate, seat: Seat) -> PlaceholderFacts:
    slot = one.reader.read("", seat.shape)
    x, y, width, height = (round(each / EMU_PER_INCH, 2) for each in (slot.x, slot.y, slot.width, slot.height))
    size = 0.0 if seat.kind == "pic" else slot.levels[0].size
    return PlaceholderFacts(seat.name, seat.kind, slot.idx, x, y, width, height, size)


def _binding_facts(binding: LayoutBinding, layout: Layout) -> BindingFacts:
    slots: dict[str, str] = {}
    for name in (*binding.slots, *(slot for slot in layout.slots if slot not in binding.slots)):
        seat = layout.slots.get(name)
        into = next((group[0] for group in (*layout.fold, *layout.join) if name in group[1:]), "")
        if into:
            slots[name] = f"with {into}"
        elif seat is None:
            slots[name] = "left out"
        elif seat.seat == "own":
            slots[name] = seat.placeholder
        elif seat.seat == "moved":
            slots[name] = f"{seat.placeholder}, moved"
        else:
            slots[name] = "a title of the slide's own" if seat.seat == "title" else "a place under the title"
    return BindingFacts(layout.name, layout.layout_name, _SURE[layout.how], slots)


def _missing(template: Template, bindings: Mapping[str, LayoutBinding]) -> Iterator[Problem]:
    for name in bindings:
        if name in template.missing:
            reason, _, hint = template.missing[name].partition("\n")
            yield Problem("layout-missing", f"{template.path.name}: {reason}", hint)


def _findings(package: Package, template: Template) -> Iterator[Problem]:
    """Pale and small text on the sample slides, once for each place in the template."""
    least = SMALLEST * unit_of(Box(0, 0, template.width, template.height))
    told: set[tuple[str, ...]] = set()
    names = {layout.name: layout for layout in template.layouts.values()}
    for looks in looks_of(package):
        root = looks.sheet.root
        ours = root[0].get("name", "")
        layout = names.get(ours)
        if layout is None:
            continue
        seats = {slot.placeholder: (name, slot) for name, slot in layout.slots.items()}
        for run in looks.runs:
            if run.placed.name not in seats or run.level:
                continue
            slot_name, slot = seats[run.placed.name]
            where = f"{template.path.name}: “{layout.layout_name}”, “{run.placed.name}”"
            key = (layout.part or layout.layout_name, slot.placeholder)
            contrast = run.best_contrast  # a shape that covers a part of the text is no proof
            if contrast is not None and contrast < run.needed_contrast and ("pale", *key) not in told:
                told.add(("pale", *key))
                message = (
                    f"{where}: text has a contrast of {contrast:.1f} : 1; {run.needed_contrast:g} : 1 is the least"
                )
                yield Problem(
                    "template-contrast", message, "give it a darker or lighter color on the layout", None, "warning"
                )
            small = run.size < least - 0.05 and slot.kind not in TITLES and slot_name not in _SMALL_SLOTS
            if small and ("small", *key) not in told:
                told.add(("small", *key))
                message = f"{where}: text is set in {run.size:g} points; {least:.3g} can be read from the back row"
                yield Problem("template-text-small", message, "set it larger on the layout", None, "warning")
