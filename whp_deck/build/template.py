"""What a template offers and what becomes of our layouts in it, for whoever prepares one.

In: the path of a .pptx or .potx. Out: `Inspection`, a `layouts:` map as YAML, a deck of samples. Must not change the
file. Contrast and sizes are those of a sample deck that is really made in the template, not of what its prompts
promise.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pptx.opc.constants import RELATIONSHIP_TYPE as RT

from whp_deck.build.template_findings import sample_findings
from whp_deck.errors import Problem, command
from whp_deck.office.bindings import LayoutBinding, our_bindings
from whp_deck.office.bound_layout import FREE, Layout
from whp_deck.office.candidates import Candidate, Seat, read_candidates
from whp_deck.office.fit import fit_plan
from whp_deck.office.package import Package, open_package, presentation
from whp_deck.office.parts import element_of
from whp_deck.office.placeholders import placeholder_of, shapes_of
from whp_deck.office.relationships import relationships_of
from whp_deck.office.slide_list import slide_parts
from whp_deck.office.slides import layouts_of
from whp_deck.office.template import Template, read_template
from whp_deck.office.units import EMU_PER_INCH
from whp_deck.office.xml import a
from whp_deck.render.deck import render_session
from whp_deck.render.samples import sample_deck
from whp_deck.resources import shipped

_SURE = {
    "name": "by name",
    "map": "by the map",
    "kind": "by its kind",
    "holds": "by its placeholders",
    "boxes": "in boxes",
}
_PROMPT = re.compile(
    r"footer( text)?|<footer>", re.IGNORECASE
)  # what PowerPoint and LibreOffice write into an empty one
_KINDS = {"tbl": "table", "pic": "picture", "media": "movie"}


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
class WantedLayout:
    """A layout that would carry what now stands in boxes: its name, what it shows, placeholder → text, table or picture."""

    name: str
    shows: str
    placeholders: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Inspection:
    """A template as our program sees it. `width` and `height` in inches; `sample` is the deck that was made in it.

    `slides` and `footers`: what it has of its own, which no deck takes.
    """

    path: Path
    width: float
    height: float
    is_ours: bool
    layouts: tuple[LayoutFacts, ...]
    bindings: tuple[BindingFacts, ...]
    problems: tuple[Problem, ...]
    template: Template
    sample: Package
    slides: int = 0
    footers: tuple[str, ...] = ()
    wanted: tuple[WantedLayout, ...] = ()


def inspect_template(path: Path) -> Inspection:
    """Read the template at `path` and make a sample deck in it. Raises TemplateError for a file that cannot be used."""
    bindings = our_bindings()
    package = open_package(path)
    template = read_template(package, bindings, path)
    candidates = read_candidates(presentation(package))
    slides, footers = len(slide_parts(package)), tuple(_own_footers(package))
    plan, fitted = fit_plan(sample_deck(template, bindings), template)
    problems = [*template.guesses(bindings), *_missing(template, bindings)]
    problems += [problem for problem in fitted if problem.code in ("font-unknown", "slot-left-out")]
    render_session(plan, plan.sessions[0], package, template, {})
    problems += sample_findings(package, template)
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
        slides,
        footers,
        tuple(_wanted(template, bindings)),
    )


def layouts_map(inspection: Inspection) -> str:
    """The `layouts:` map of a deck, as YAML: each layout that was not found by its name, with every slot."""
    bindings = our_bindings()
    file = inspection.path.name
    lines = [
        f"# Which layouts of {file} carry which slides. In a deck: put this file beside it and say",
        "# `layouts: THIS-FILE`, or paste what follows.",
        "#",
        "# `layout:` is one of the template's layouts, by its name:",
        *(f"#   {_quoted(name)}" for name in dict.fromkeys(one.name for one in inspection.layouts)),
        "# `slots:` says which of its placeholders takes which text, table or picture. `free` = none that stays where it is:",
        "#   a text box or a drawing under the title, or the layout's own placeholder, moved there.",
        "# To take another layout for some slides, its name alone is enough, and its placeholders are found:",
        "#   section: {layout: NAME}",
        f"# {command('template inspect', inspection.path, '--details')} lists the placeholders of each layout.",
        "layouts:",
    ]
    found = [layout for layout in inspection.template.layouts.values() if layout.how != "name"]
    for layout in found:
        lines += [
            f"  {layout.name}:  # {bindings[layout.name].shows or layout.name}; found {_SURE[layout.how]}",
            f"    layout: {_quoted(layout.layout_name)}",
            "    slots:",
        ]
        for slot in (
            *bindings[layout.name].slots,
            *(name for name in layout.slots if name not in bindings[layout.name].slots),
        ):
            seat = layout.slots.get(slot)
            if seat is not None:
                where = f"{FREE}  # {seat.placeholder}, moved" if seat.seat == "moved" else FREE
                lines.append(f"      {slot}: {_quoted(seat.placeholder) if seat.seat == 'own' else where}")
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
            slots[name] = f"{FREE} ({seat.placeholder}, moved)"
        else:
            slots[name] = "a title of the slide's own" if seat.seat == "title" else f"{FREE} (a place under the title)"
    return BindingFacts(layout.name, layout.layout_name, _SURE[layout.how], slots)


def _own_footers(package: Package) -> Iterator[str]:
    """The words that the template's masters, layouts and slides have at their foot, each once."""
    found: list[str] = []
    sheets = [
        part for layout in layouts_of(package) for part in (layout, relationships_of(layout).first_of(RT.SLIDE_MASTER))
    ]
    for part in (*sheets, *slide_parts(package).values()):
        for shape in () if part is None else shapes_of(element_of(part)):
            ph = placeholder_of(shape)
            if ph is not None and ph.get("type") == "ftr":
                found.append(" ".join("".join(one.text or "" for one in shape.iter(a("t"))).split()))
    yield from dict.fromkeys(one for one in found if one and not _PROMPT.fullmatch(one))


def _wanted(template: Template, bindings: Mapping[str, LayoutBinding]) -> Iterator[WantedLayout]:
    """Our own layouts of those names have these placeholders: text where nobody says another kind."""
    boxed = [name for name, layout in template.layouts.items() if layout.boxes]
    if not boxed:
        return
    base = shipped("templates/base.pptx")
    ours = read_template(open_package(base), bindings, base)
    for name in boxed:
        binding, layout = bindings[name], ours.layouts[name]
        kinds = {shown: _KINDS.get(layout.slots[slot].kind, "text") for slot, shown in binding.slots.items()}
        yield WantedLayout(binding.layout, binding.shows, kinds)


def _missing(template: Template, bindings: Mapping[str, LayoutBinding]) -> Iterator[Problem]:
    for name in bindings:
        if name in template.missing:
            reason, _, hint = template.missing[name].partition("\n")
            yield Problem("layout-missing", f"{template.path.name}: {reason}", hint)
