"""Reads a PowerPoint template once into plain values: layouts, slots, sizes and resolved text styles.

In: an opened package and the bindings of `config/layouts.yaml`. Out: `Template`, frozen, free of python-pptx.
`template_slots` resolves the inheritance of text styles. Must not change the package or measure text.
Positions are EMU, text measures are points.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from pptx.oxml.ns import qn

from whp_deck.errors import TemplateError
from whp_deck.office.template_slots import EMU_PER_POINT, LevelStyle, Slot, SlotReader

__all__ = [
    "EMU_PER_POINT",
    "Layout",
    "LayoutBinding",
    "LevelStyle",
    "Slot",
    "Template",
    "load_bindings",
    "read_template",
]


@dataclass(frozen=True, slots=True)
class LayoutBinding:
    """One layout of ours: its name in the template, and slot → placeholder name."""

    layout: str
    slots: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout under our name, with the name it has in the file."""

    name: str
    layout_name: str
    slots: Mapping[str, Slot]


@dataclass(frozen=True, slots=True)
class Template:
    """What the rest of the program knows of a template. `missing` says per layout of ours what the file lacks."""

    width: int
    height: int
    layouts: Mapping[str, Layout]
    missing: Mapping[str, str] = field(default_factory=dict)
    path: Path = Path("template")

    def layout(self, name: str) -> Layout:
        """The layout of that name (ours). Raises TemplateError that names what the template has."""
        if name in self.layouts:
            return self.layouts[name]
        if name in self.missing:
            reason, _, hint = self.missing[name].partition("\n")
            raise TemplateError(self.path, reason, hint)
        known = [*self.layouts, *self.missing]
        raise TemplateError(self.path, f"no layout is bound to the name `{name}`", _offer(name, known, "bound names"))


def load_bindings(path: Path) -> dict[str, LayoutBinding]:
    """Read `config/layouts.yaml`: `name: {layout: name in the file, slots: {slot: placeholder name}}`.

    Raises TemplateError when the file is not of that shape.
    """
    try:
        raw = yaml.load(path.read_text(encoding="utf-8-sig"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise TemplateError(path, f"not readable as YAML: {error}") from error
    if isinstance(raw, dict) and set(raw) == {"layouts"}:
        raw = raw["layouts"]
    if not isinstance(raw, dict):
        raise TemplateError(path, "a list of layouts by name is expected")
    bindings = {}
    for name, entry in raw.items():
        slots = entry.get("slots", {}) if isinstance(entry, dict) else None
        if not isinstance(entry, dict) or not isinstance(slots, dict) or not isinstance(entry.get("layout"), str):
            raise TemplateError(path, f"`{name}` needs `layout: <name in the file>` and `slots: {{slot: placeholder}}`")
        bindings[str(name)] = LayoutBinding(entry["layout"], {str(key): str(value) for key, value in slots.items()})
    return bindings


def read_template(package: Any, layouts: Mapping[str, LayoutBinding], path: Path = Path("template")) -> Template:
    """Read every bound layout of an opened `pptx.package.Package`; what is missing is told by `Template.layout`."""
    presentation = package.main_document_part.presentation
    found: dict[str, Any] = {}
    for master in presentation.slide_masters:
        for layout in master.slide_layouts:
            found.setdefault(layout.name, layout)
    defaults = presentation._element.find(qn("p:defaultTextStyle"))
    readable: dict[str, Layout] = {}
    missing: dict[str, str] = {}
    readers: dict[str, SlotReader] = {}
    for name, binding in layouts.items():
        if binding.layout not in found:
            offer = _offer(binding.layout, found, "the layouts of this template")
            missing[name] = f"no layout named `{binding.layout}`, needed for `{name}`\n{offer}"
            continue
        layout = found[binding.layout]
        shapes = {shape.name: shape for shape in reversed(list(layout.placeholders))}
        lacking = [placeholder for placeholder in binding.slots.values() if placeholder not in shapes]
        if lacking:
            offer = _offer(lacking[0], shapes, "the placeholders of this layout")
            wanted = ", ".join(f"`{placeholder}`" for placeholder in lacking)
            missing[name] = f"layout `{binding.layout}` has no placeholder {wanted}\n{offer}"
            continue
        master = layout.slide_master
        if (key := str(master.part.partname)) not in readers:
            readers[key] = SlotReader(master, defaults)
        reader = readers[key]
        slots = {slot: reader.read(slot, shapes[placeholder]) for slot, placeholder in binding.slots.items()}
        readable[name] = Layout(name, binding.layout, slots)
    return Template(int(presentation.slide_width), int(presentation.slide_height), readable, missing, path)


def _offer(name: str, known: Iterable[str], what: str) -> str:
    names = list(known)
    near = difflib.get_close_matches(name, names, n=1)
    listed = ", ".join(f"`{each}`" for each in names) or "none"
    return (f"did you mean `{near[0]}`? " if near else "") + f"{what}: {listed}"
