"""A slide, layout or master together with all from which it inherits: layout, master, theme, colors, fonts, places.

In: an open package and one of its slides, layouts or masters. Out: `Sheet`: its shapes flattened, each with its place
on the slide and the placeholders above it. Must not judge, measure text or change the package.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part, XmlPart

from whp_deck.office.alternates import shapes_in
from whp_deck.office.colors import Palette
from whp_deck.office.package import Package
from whp_deck.office.parts import element_of
from whp_deck.office.placeholders import Box, box_of, family, placeholder_of, properties_of
from whp_deck.office.relationships import relationships_of
from whp_deck.office.slide_list import slide_parts
from whp_deck.office.xml import Element, a, attribute, descend, p, parse_or_none

_OVERRIDE = f"{p('clrMapOvr')}/{a('overrideClrMapping')}"
_GROUP = p("grpSp")
_QUARTER, _EIGHTH = 5_400_000, 2_700_000  # of a turn, in 60,000ths of a degree


_Putting = Callable[[Box], Box]
"""From a place in a group's own measure to one on the slide."""


@dataclass(frozen=True, slots=True)
class Placed:
    """One shape, taken out of its groups: where it is on the slide (None: nobody says it), and its groups, outermost
    first.
    """

    shape: Element
    box: Box | None
    groups: tuple[Element, ...] = ()

    @property
    def name(self) -> str:
        properties = properties_of(self.shape)
        return "" if properties is None else attribute(properties, "name")

    @property
    def ph(self) -> Element | None:
        return placeholder_of(self.shape)


class Sheet:
    """What one slide, layout or master shows. `layout` and `master` are None where the sheet is one itself, or lacks
    it.
    """

    def __init__(self, part: Part, size: Box, defaults: Element | None, themes: dict[Part, Element | None]) -> None:
        self.part, self.size, self.defaults, self._themes = part, size, defaults, themes
        self._parents: dict[Element, tuple[Element, ...]] = {}
        self.root = element_of(part)
        self.layout = self._above(RT.SLIDE_LAYOUT, part) if self.root.tag == p("sld") else None
        below = self.layout or part
        self.master = None if self.root.tag == p("sldMaster") else self._above(RT.SLIDE_MASTER, below)
        self.sources: tuple[Part, ...] = tuple(one for one in (part, self.layout, self.master) if one is not None)

    @staticmethod
    def _above(kind: str, part: Part) -> Part | None:
        found = relationships_of(part).first_of(kind)
        return found if isinstance(found, XmlPart) else None

    @cached_property
    def theme(self) -> Element | None:
        """The theme's root: the master's."""
        part = relationships_of(self.sources[-1]).first_of(RT.THEME)
        if part is None:
            return None
        if part not in self._themes:
            self._themes[part] = element_of(part) if isinstance(part, XmlPart) else parse_or_none(part.blob)
        return self._themes[part]

    @cached_property
    def palette(self) -> Palette:
        """The colors that hold on this sheet, for what it inherits too."""
        color_map = element_of(self.sources[-1]).find(p("clrMap"))
        for part in reversed(self.sources):
            override = element_of(part).find(_OVERRIDE)
            color_map = color_map if override is None else override
        return Palette.of(self.theme, color_map)

    @cached_property
    def fonts(self) -> dict[str, str]:
        """The Latin fonts of the theme: "major" for headings, "minor" for text."""
        found = {"major": "Calibri", "minor": "Calibri"}
        for name in found if self.theme is not None else ():
            latin = descend(self.theme, a("themeElements"), a("fontScheme"), a(f"{name}Font"), a("latin"))
            if latin is not None and latin.get("typeface"):
                found[name] = attribute(latin, "typeface")
        return found

    @cached_property
    def shapes(self) -> tuple[Placed, ...]:
        """All shapes, back to front, those in groups too; of alternatives the first."""
        return tuple(self._flat(self.root))

    @cached_property
    def behind(self) -> tuple[Placed, ...]:
        """What master and layout draw behind the sheet's own shapes: their shapes, without placeholders."""
        found: list[Placed] = []
        shown = attribute(self.root, "showMasterSp", "1") not in ("0", "false")
        for part in self.sources[1:]:
            root = element_of(part)
            if shown:
                found = [*(one for one in self._flat(root) if one.ph is None), *found]
            shown = shown and attribute(root, "showMasterSp", "1") not in ("0", "false")
        return tuple(found)

    def parents(self, shape: Element) -> tuple[Element, ...]:
        """The placeholders from which a placeholder inherits, nearest first; nothing for any other shape."""
        if shape not in self._parents:
            self._parents[shape] = self._find_parents(shape)
        return self._parents[shape]

    def _find_parents(self, shape: Element) -> tuple[Element, ...]:
        ph = placeholder_of(shape)
        if ph is None:
            return ()
        found = []
        if self.layout is not None and (above := self._on_layout(ph)) is not None:
            found.append(above)
            ph = placeholder_of(above)
            assert ph is not None
        if self.master is not None:
            kind = family(attribute(ph, "type", "obj"))
            for other in _tree(element_of(self.master)):
                mark = placeholder_of(other)
                if mark is not None and family(attribute(mark, "type", "obj")) == kind:
                    found.append(other)
                    break
        return tuple(found)

    def _on_layout(self, ph: Element) -> Element | None:
        """The layout's placeholder of the same kind and index; for want of one, the only one of that kind."""
        assert self.layout is not None
        kind, index = family(attribute(ph, "type", "obj")), attribute(ph, "idx", "0")
        same: list[Element] = []
        for other in _tree(element_of(self.layout)):
            mark = placeholder_of(other)
            if mark is None:
                continue
            other_kind = family(attribute(mark, "type", "obj"))
            if attribute(mark, "idx", "0") == index and (kind == other_kind or index != "0"):
                return other
            if kind == other_kind:
                same.append(other)
        return same[0] if len(same) == 1 or (same and kind == "title") else None

    def _flat(self, root: Element) -> Iterator[Placed]:
        yield from self._within(descend(root, p("cSld"), p("spTree")), (), lambda box: box)

    def _within(self, tree: Element | None, groups: tuple[Element, ...], put: _Putting) -> Iterator[Placed]:
        for shape in _tree_of(tree):
            if shape.tag == _GROUP:
                yield from self._within(shape, (*groups, shape), _inner(shape, put))
            else:
                box = box_of(shape)
                for parent in self.parents(shape) if box is None else ():
                    box = box or box_of(parent)
                yield Placed(shape, None if box is None else put(_turned(shape, box)), groups)


def sheets_of(package: Package) -> tuple[Sheet, ...]:
    """Every slide of the package, in the order of the slide list."""
    reader = SheetReader(package)
    return tuple(reader.read(part) for part in slide_parts(package).values())


class SheetReader:
    """Reads sheets of one package; themes are parsed once."""

    def __init__(self, package: Package) -> None:
        root = element_of(package.deck)
        size = root.find(p("sldSz"))
        cx, cy = (int(attribute(size, key, "0")) if size is not None else 0 for key in ("cx", "cy"))
        self._size = Box(0, 0, cx or 9_144_000, cy or 6_858_000)
        self._defaults = root.find(p("defaultTextStyle"))
        self._themes: dict[Part, Element | None] = {}

    def read(self, part: Part) -> Sheet:
        """The sheet of a slide, layout or master."""
        return Sheet(part, self._size, self._defaults, self._themes)


def _tree(root: Element) -> Iterator[Element]:
    return _tree_of(descend(root, p("cSld"), p("spTree")))


def _tree_of(tree: Element | None) -> Iterator[Element]:
    return iter(()) if tree is None else (one for one in shapes_in(tree) if properties_of(one) is not None)


def _inner(group: Element, put: _Putting) -> _Putting:
    """How the places of a group's members become places on the slide (ECMA-376 part 1, 20.1.7.5: child extents)."""
    transform = descend(group, p("grpSpPr"), a("xfrm"))
    outer = box_of(group)
    origin, extent = descend(transform, a("chOff")), descend(transform, a("chExt"))
    if outer is None or origin is None or extent is None:
        return put
    left, top = int(attribute(origin, "x", "0")), int(attribute(origin, "y", "0"))
    wide, high = int(attribute(extent, "cx", "0")) or 1, int(attribute(extent, "cy", "0")) or 1
    across, down = outer.width / wide, outer.height / high

    def inner(box: Box) -> Box:
        x, y = outer.x + (box.x - left) * across, outer.y + (box.y - top) * down
        return put(Box(round(x), round(y), round(box.width * across), round(box.height * down)))

    return inner


def _turned(shape: Element, box: Box) -> Box:
    """The box as it is seen: one turned by about a quarter lies across."""
    transform = descend(shape, p("spPr"), a("xfrm"))
    turn = 0 if transform is None else int(attribute(transform, "rot", "0")) % (2 * _QUARTER)
    if not _EIGHTH <= turn < _QUARTER + _EIGHTH:
        return box
    x, y = box.x + (box.width - box.height) // 2, box.y + (box.height - box.width) // 2
    return Box(x, y, box.height, box.width)
