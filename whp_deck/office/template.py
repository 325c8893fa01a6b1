"""Reads a PowerPoint template once into plain values: layouts, slots, sizes and resolved text styles.

In: an opened package, the bindings of `config/layouts.yaml`, the deck's own choices. Out: `Template`, frozen, free of
python-pptx. `template_slots` resolves the inheritance of text styles, `resolve` finds layouts in a template that has not
our names. Must not change the package or measure text. Positions are EMU, text measures are points.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml.ns import qn

from whp_deck.errors import Problem, Source, TemplateError
from whp_deck.office import sizes
from whp_deck.office.bindings import Elsewhere, LayoutBinding, kinds_of_slides, load_bindings
from whp_deck.office.bound_layout import Choice, Layout, offer, resolve_words, sum_up
from whp_deck.office.candidates import read_candidates
from whp_deck.office.damage import refuse_damaged
from whp_deck.office.inks import POWERPOINTS_TABLE_STYLE, TABLE_STYLE_ID
from whp_deck.office.package import Package
from whp_deck.office.placeholders import Box
from whp_deck.office.resolve import Resolver
from whp_deck.office.template_slots import LevelStyle, Slot, SlotReader, on_slide
from whp_deck.office.title_side import titles_beside_logos
from whp_deck.resources import shipped

_WIDE = 0.8  # of the slide's width; with less the empty side is seen at once

__all__ = [
    "Choice",
    "Layout",
    "LayoutBinding",
    "LevelStyle",
    "Slot",
    "Template",
    "load_bindings",
    "read_template",
]


@dataclass(frozen=True, slots=True)
class Template:
    """What the rest of the program knows of a template. `missing` says per layout of ours what the file lacks.

    `is_ours`: it is `base.pptx` or was made from it, so that a practice's colors may be written into its theme.
    `problems` are those with the deck's choices. `crossed` says per layout of ours what lies in its title's place. `sized`: its masters say how large titles and text are.
    `reach`: how much of the slide's width its masters and layouts use, counted from the left.
    """

    width: int
    height: int
    layouts: Mapping[str, Layout]
    missing: Mapping[str, str] = field(default_factory=dict)
    path: Path = Path("template")
    is_ours: bool = True
    problems: tuple[Problem, ...] = ()
    sized: bool = True
    crossed: Mapping[str, str] = field(default_factory=dict)
    reach: float = 1.0

    def layout(self, name: str) -> Layout:
        """The layout of that name (ours). Raises TemplateError that names what the template has."""
        if name in self.layouts:
            return self.layouts[name]
        if name in self.missing:
            reason, _, hint = self.missing[name].partition("\n")
            raise TemplateError(self.path, reason, hint)
        known = [*self.layouts, *self.missing]
        raise TemplateError(self.path, f"no layout is bound to the name `{name}`", offer(name, known, "bound names"))

    def warnings(self, used: Collection[str], source: Source | None = None) -> list[Problem]:
        """In a line what was chosen for the layouts in use without the deck's or the names' saying so, and what else to know
        of the template; `source`: where it is named."""
        whole = (*self._unsized(source), *self._narrow(source))
        return [*sum_up(self._used(used), self.path, source), *whole, *self._crossings(used, source)]

    def guesses(self, used: Collection[str]) -> list[Problem]:
        """What was chosen, layout by layout, for whoever looks into the template."""
        return [*resolve_words(self._used(used), self.path, None), *self._unsized(None), *self._narrow(None)]

    def _used(self, used: Collection[str]) -> list[Layout]:
        return [layout for name, layout in self.layouts.items() if name in used]

    def _unsized(self, source: Source | None) -> list[Problem]:
        if self.sized:
            return []
        message = (
            f"{self.path.name}: its Slide Master does not say how large titles and text are: PowerPoint takes 18 points, "
            "LibreOffice takes more; on our slides both take what these say, on others text may run over an edge"
        )
        hint = "set the sizes in View > Slide Master; a template that was saved as .pptx by another program may have lost them"
        return [Problem("template-sizes", message, hint, source, "warning")]

    def _narrow(self, source: Source | None) -> list[Problem]:
        if self.reach > _WIDE:
            return []
        message = (
            f"{self.path.name}: everything on its layouts stays in the left {self.reach:.0%} of the slide, so that each slide is "
            "empty at the right; mostly these are layouts for 4:3 on slides that were made wide"
        )
        hint = (
            "take the 4:3 file that it was made from and choose Design > Slide Size > Widescreen in PowerPoint, which widens the "
            "layouts, too; or make the places on them wider in View > Slide Master"
        )
        return [Problem("template-narrow", message, hint, source, "warning")]

    def _crossings(self, used: Collection[str], source: Source | None) -> Iterator[Problem]:
        """Logos over which long titles run, once for the deck."""
        layouts: dict[str, list[str]] = {}
        for name, what in self.crossed.items():
            if name in used:
                layouts.setdefault(what, []).append(name)
        for what, names in layouts.items():
            message = f"{self.path.name}: {what} lies in the title’s place, of {kinds_of_slides(names)}: long titles run over it"
            hint = (
                "make the title’s place narrower in View > Slide Master; `check` tells the slides on which it happens"
            )
            yield Problem("template-text-on-picture", message, hint, source, "warning")


def read_template(
    package: Package,
    layouts: Mapping[str, LayoutBinding],
    path: Path = Path("template"),
    choices: Mapping[str, Choice] | None = None,
) -> Template:
    """Read every bound layout of an opened package; what is missing is told by `Template.layout`.

    Raises TemplateError for a file whose masters and layouts are damaged.
    """
    if path != shipped("templates/base.pptx"):  # which the tests look after
        refuse_damaged(package, path)
    presentation = package.main_document_part.presentation
    chosen = choices or {}
    styles = _table_styles(presentation.part)
    is_ours = TABLE_STYLE_ID in styles
    found: dict[str, Any] = {}
    masters: dict[str, Any] = {}
    for master in presentation.slide_masters:
        for layout in master.slide_layouts:
            found.setdefault(layout.name, layout)
            masters.setdefault(layout.name, master)
    width, height = int(presentation.slide_width), int(presentation.slide_height)
    slide = Box(0, 0, width, height)
    defaults = presentation._element.find(qn("p:defaultTextStyle"))
    readable: dict[str, Layout] = {}
    missing: dict[str, str] = {}
    problems: list[Problem] = []
    readers: dict[str, SlotReader] = {}
    resolver: Resolver | None = None
    for name, binding in layouts.items():
        lacking = _lacking(found, name, binding)
        if not lacking and name not in chosen:
            layout = found[binding.layout]
            master = masters[binding.layout]
            if (key := str(master.part.partname)) not in readers:
                readers[key] = SlotReader(master, defaults)
            shapes = {shape.name: shape for shape in reversed(list(layout.placeholders))}
            reader = readers[key]
            slots = {slot: reader.read(slot, shapes[placeholder]) for slot, placeholder in binding.slots.items()}
            if not is_ours and not reader.says_sizes():
                slots = {slot: sizes.sized(read, slide, is_cover=name == "title") for slot, read in slots.items()}
            readable[name] = Layout(name, binding.layout, slots, str(layout.part.partname))
            continue
        if binding.elsewhere == Elsewhere() and name not in chosen:
            missing[name] = lacking
            continue
        if resolver is None:
            resolver = Resolver(package, read_candidates(presentation), TABLE_STYLE_ID if is_ours else styles[0])
        resolved, more = resolver.resolve(name, binding, chosen.get(name))
        problems += more
        if resolved is None:
            missing[name] = lacking or f"no layout of this template can carry `{name}`"
        else:
            readable[name] = resolved
    sized = is_ours or all(SlotReader(master, defaults).says_sizes() for master in presentation.slide_masters)
    crossed: Mapping[str, str] = {}
    if not is_ours:
        readable = {name: _on_slide(layout, height) for name, layout in readable.items()}
        readable, crossed = titles_beside_logos(package, readable, slide)
    reach = 1.0 if is_ours else _reach(presentation, width)
    return Template(width, height, readable, missing, path, is_ours, tuple(problems), sized, crossed, reach)


def _reach(presentation: Any, width: int) -> float:
    """The share of the slide's width up to the right edge of whatever stands farthest right on masters and layouts."""
    sheets = [sheet for master in presentation.slide_masters for sheet in (master, *master.slide_layouts)]
    edges = (_right_edge(shape) for sheet in sheets for shape in sheet.shapes)
    return max(edges, default=width) / max(1, width)


def _right_edge(shape: Any) -> int:
    try:
        return int((shape.left or 0) + (shape.width or 0))
    except KeyError:  # of its master, which a damaged layout has lost
        return 0


def _on_slide(layout: Layout, height: int) -> Layout:
    return replace(layout, slots={name: on_slide(slot, height) for name, slot in layout.slots.items()})


def _lacking(found: Mapping[str, Any], name: str, binding: LayoutBinding) -> str:
    """What keeps our layout from being bound by names alone: reason, line break, hint; empty when nothing does."""
    if binding.layout not in found:
        offered = offer(binding.layout, found, "the layouts of this template")
        return f"no layout named `{binding.layout}`, needed for `{name}`\n{offered}"
    shapes = [shape.name for shape in found[binding.layout].placeholders]
    lacking = [placeholder for placeholder in binding.slots.values() if placeholder not in shapes]
    if not lacking:
        return ""
    wanted = ", ".join(f"`{placeholder}`" for placeholder in lacking)
    offered = offer(lacking[0], shapes, "the placeholders of this layout")
    return f"layout `{binding.layout}` has no placeholder {wanted}\n{offered}"


def _table_styles(deck: Any) -> list[str]:
    """Ids of the table styles that the file may use, its own standard style first."""
    for relationship in deck.rels.values():
        if relationship.reltype != RT.TABLE_STYLES or relationship.is_external:
            continue
        try:
            root = etree.fromstring(relationship.target_part.blob)
        except etree.XMLSyntaxError:
            break
        known = [style.get("styleId", "") for style in root.iterchildren(qn("a:tblStyle"))]
        standard = root.get("def") or POWERPOINTS_TABLE_STYLE
        return [standard, *known]
    return [POWERPOINTS_TABLE_STYLE]
