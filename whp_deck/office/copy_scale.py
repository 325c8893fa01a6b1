"""Brings a copied slide to the size of its new deck's slides.

In: the slide's XML and the two sizes. Out: the XML, changed. Must not touch what takes its place from a layout.
"""

from __future__ import annotations

from dataclasses import dataclass

from whp_deck.office.copy_looks import DEFAULT_SIZE
from whp_deck.office.placeholders import placeholder_of, shapes_of
from whp_deck.office.xml import Element, a, descend, fragment, p

_ALMOST = 0.02


@dataclass(frozen=True, slots=True)
class Scale:
    """From the old slide's size to the new one's: one factor, and the margins that center the old slide."""

    factor: float = 1.0
    x: int = 0
    y: int = 0

    @classmethod
    def between(cls, old: tuple[int, int], new: tuple[int, int]) -> Scale:
        """All of the old slide, as large as it can be."""
        if old == new or not all(old):
            return cls()
        factor = min(new[0] / old[0], new[1] / old[1])
        return cls(factor, round((new[0] - old[0] * factor) / 2), round((new[1] - old[1] * factor) / 2))


def scale_shapes(root: Element, scale: Scale) -> None:
    """Move and scale whatever says its own place; what stands in groups follows its group."""
    if scale == Scale():
        return
    for shape in shapes_of(root):
        holder = descend(shape, p("spPr"), a("xfrm"))
        holder = descend(shape, p("grpSpPr"), a("xfrm")) if holder is None else holder
        holder = shape.find(p("xfrm")) if holder is None else holder
        if holder is None:
            continue
        offset, extent = holder.find(a("off")), holder.find(a("ext"))
        if offset is not None and extent is not None:
            offset.set("x", str(round(int(offset.get("x", "0")) * scale.factor) + scale.x))
            offset.set("y", str(round(int(offset.get("y", "0")) * scale.factor) + scale.y))
            for name in ("cx", "cy"):
                extent.set(name, str(round(int(extent.get(name, "0")) * scale.factor)))
        if abs(scale.factor - 1) > _ALMOST:
            _scale_inside(shape, scale.factor)


def _scale_inside(shape: Element, factor: float) -> None:
    """Letters and the cells of tables grow with the slide, as PowerPoint lets them when a slide's size is changed."""
    sized = [one for one in shape.iter(a("rPr"), a("endParaRPr"), a("defRPr")) if one.get("sz", "").isdecimal()]
    for one in sized:
        one.set("sz", str(max(100, min(400000, round(int(one.get("sz", "0")) * factor / 100) * 100))))
    for body in () if placeholder_of(shape) is not None else shape.iter(p("txBody")):
        style = body.find(a("lstStyle"))
        if style is not None and style.find(a("lvl1pPr")) is None:
            size = round(DEFAULT_SIZE * factor / 100) * 100
            style.append(fragment(f'<a:lvl1pPr><a:defRPr sz="{size}"/></a:lvl1pPr>'))
    for cell in shape.iter(a("gridCol"), a("tr")):
        name = "w" if cell.tag == a("gridCol") else "h"
        if cell.get(name, "").isdecimal():
            cell.set(name, str(round(int(cell.get(name, "0")) * factor)))
