"""Gate rules about what stands on slides, layouts, masters and notes: shapes, text, tables, timing, values.

In: a `PackageView`. Out: faults. Must not judge looks, words or accessibility: `checks` does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import cast

from lxml import etree
from pptx.enum.shapes import MSO_SHAPE
from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part

from whp_deck.office.alternates import ALTERNATES, CHOICE
from whp_deck.office.gate_order import ORDERED, misplaced
from whp_deck.office.gate_view import Fault, PackageView, Rule, local
from whp_deck.office.placeholders import family, placeholder_of, shapes_of
from whp_deck.office.relationships import relationships_of
from whp_deck.office.xml import NSMAP, P14_NS, Element, a, attribute, p, parse

_HEX = re.compile(r"[0-9A-Fa-f]{6}")
_GUID = re.compile(r"\{[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}")
_SCHEME = frozenset(
    [
        "bg1",
        "tx1",
        "bg2",
        "tx2",
        "accent1",
        "accent2",
        "accent3",
        "accent4",
        "accent5",
        "accent6",
        "hlink",
        "folHlink",
        "phClr",
        "dk1",
        "lt1",
        "dk2",
        "lt2",
    ]
)
_MORE_SHAPES = frozenset(
    [
        "line",
        "straightConnector1",
        "bentConnector2",
        "bentConnector3",
        "bentConnector4",
        "bentConnector5",
        "curvedConnector2",
        "curvedConnector3",
        "curvedConnector4",
        "curvedConnector5",
        "nonIsoscelesTrapezoid",
        "lineInv",
        "flowChartOfflineStorage",
    ]
)
_PRESETS = _MORE_SHAPES | {shape.xml_value for shape in MSO_SHAPE}
_TAGS = re.compile(r"</?[\w:.-]+")
_UNPLACED = etree.XPath("//p:ph[not(../../../p:spPr/a:xfrm) and not(../../../p:xfrm)]", namespaces=NSMAP)
_TITLES = etree.XPath(
    "count(//p:ph[@type = 'title' or @type = 'ctrTitle'][not(ancestor::mc:Fallback)]) > 1", namespaces=NSMAP
)
_SLD = p("sld")
_OF_TEMPLATES = frozenset({CT.PML_SLIDE_LAYOUT, CT.PML_SLIDE_MASTER, CT.PML_NOTES_MASTER})
_SCALES = range(1000, 100001)
_CREATION = f"{{{P14_NS}}}creationId"


def children_ordered(view: PackageView) -> Iterator[Fault]:
    """Children stand in the order of the schema, and what must be there is there."""
    for part, root in view.drawn.items():
        blob = view.blob(part)
        if part.content_type in _OF_TEMPLATES:
            yield from ((part.partname, fault) for fault in _disorder_of_template(blob))
            continue
        known = view.sound.setdefault(frozenset(root.nsmap.items()), set())
        pieces = _pieces(blob)
        if known.issuperset(pieces):
            continue
        faults = _disorder(root)
        if not faults:
            known.update(pieces)
        yield from ((part.partname, fault) for fault in faults)


def _disorder(root: Element) -> tuple[str, ...]:
    """What is wrong with the order of children, in words."""
    judged = (one for one in root.iter(*ORDERED) if one.tag != _SLD or one is root)  # custom shows have a `p:sld` too
    return tuple(f"{local(one)} {wrong}" for one in judged if (wrong := misplaced(one)))


@lru_cache(maxsize=128)
def _disorder_of_template(blob: bytes) -> tuple[str, ...]:
    """The same of a layout or master: each comes as it is with every deck of a batch, and is judged once."""
    return _disorder(parse(blob))


def _pieces(blob: bytes) -> list[str]:
    """The tags of a part, cut before each paragraph.

    Whether children stand in order shows in neighbors alone, so a part all of whose pieces were found sound in
    other parts is sound. Slides of one layout have the same pieces: at 1,000 slides this saves 0.4 s.
    """
    return " ".join(_TAGS.findall(blob.decode())).split("<a:p ")


def shape_ids_unique(view: PackageView) -> Iterator[Fault]:
    """No two shapes of a slide have the same id, and every id is a number from 1."""
    for part, ids in view.shape_ids.items():
        if len(set(ids)) != len(ids):
            twice = ", ".join(number for number, times in Counter(ids).items() if times > 1)
            yield part.partname, f"more than one shape has the id {twice}"
        for number in ids:
            if not number.isdecimal() or not 0 < int(number) < 1 << 32:
                yield part.partname, f"“{number}” is no id for a shape"


def one_timing(view: PackageView) -> Iterator[Fault]:
    """A slide has at most one set of animations."""
    for part in view.slides:
        root = view.roots[part]
        if len(root.findall(p("timing"))) + len(root.findall(f"{ALTERNATES}/{CHOICE}/{p('timing')}")) > 1:
            yield part.partname, "has more than one set of animations"


def timing_targets_exist(view: PackageView) -> Iterator[Fault]:
    """Animations move shapes that exist, and name each time node once; its id may be left out, as Google does."""
    for part in view.slides:
        timing = view.roots[part].find(p("timing"))
        if timing is None:
            continue
        ids = set(view.shape_ids[part])
        for element in timing.iter(p("spTgt"), p("bldP"), p("bldDgm"), p("bldGraphic"), p("bldOleChart")):
            if attribute(element, "spid") not in ids:
                yield part.partname, f"an animation moves shape {attribute(element, 'spid')}, which does not exist"
        nodes = Counter(attribute(one, "id") for one in timing.iter(p("cTn")) if "id" in one.attrib)
        for number, times in nodes.items():
            if times > 1:
                yield part.partname, f"the animation step {number} occurs {times} times"


def tables_square(view: PackageView) -> Iterator[Fault]:
    """Every row of a table has as many cells as the table has columns, and a height."""
    for part, root in view.holding(b":tbl>"):
        for table in root.iter(a("tbl")):
            columns = len(table.findall(f"{a('tblGrid')}/{a('gridCol')}"))
            for number, row in enumerate(table.iterchildren(a("tr")), 1):
                cells = len(row.findall(a("tc")))
                if cells != columns:
                    yield part.partname, f"row {number} of a table has {cells} cells for {columns} columns"
                if not attribute(row, "h").isdecimal():
                    yield part.partname, f"row {number} of a table has no height"


def spans_covered(view: PackageView) -> Iterator[Fault]:
    """A merged cell is followed by the cells that it covers, marked as covered."""
    for part, root in view.holding(b"gridSpan"):
        for cell in root.iter(a("tc")):
            span = int(attribute(cell, "gridSpan", "1"))
            covered: Element | None = cell
            for _ in range(span - 1):
                covered = None if covered is None else covered.getnext()
                if covered is None or covered.get("hMerge") not in ("1", "true"):
                    yield part.partname, "a merged cell of a table is not followed by what it covers"
                    break


def frames_filled(view: PackageView) -> Iterator[Fault]:
    """A frame says by its address what it holds, and holds it."""
    for part, root in view.holding(b"graphicFrame"):
        for data in root.iter(a("graphicData")):
            uri = attribute(data, "uri")
            if not uri or (uri.endswith("/table") and data.find(a("tbl")) is None):
                yield part.partname, "a frame does not hold what it says"


def placeholders_placed(view: PackageView) -> Iterator[Fault]:
    """A placeholder without a place of its own finds one in its layout; else PowerPoint cannot draw it."""
    offered: dict[Part | None, set[tuple[str, str]]] = {}
    judged: dict[tuple[Part | None, str, str], bool] = {}
    for part in view.slides:
        layout = relationships_of(part).first_of(RT.SLIDE_LAYOUT)
        if layout not in offered:
            root = None if layout is None else view.roots.get(layout)
            offered[layout] = set() if root is None else _keys(root)
        for ph in cast("list[Element]", _UNPLACED(view.roots[part])):
            key = (layout, ph.get("type", "obj"), ph.get("idx", "0"))
            if key not in judged:
                judged[key] = bool(_key(ph) & offered[layout])
            if not judged[key]:
                yield part.partname, f"a placeholder ({key[1]} {key[2]}) has no place"


def _keys(root: Element) -> set[tuple[str, str]]:
    return {key for shape in shapes_of(root) if (ph := placeholder_of(shape)) is not None for key in _key(ph)}


def _key(ph: Element) -> set[tuple[str, str]]:
    """PowerPoint pairs by index, and single kinds (title, footer …) by kind."""
    kind = family(ph.get("type", "obj"))
    single = {(kind, "")} if kind != "body" else set()
    return {("", ph.get("idx", "0"))} | single


def values_known(view: PackageView) -> Iterator[Fault]:
    """Colors are six hex digits or the theme's, shapes are presets that exist, shrinking is a percentage."""
    for part, root in view.holding(b"Clr ", b"prstGeom", b"normAutofit "):
        if part.content_type == CT.DML_CHART:
            continue
        for element in root.iter(a("srgbClr"), a("schemeClr"), a("prstGeom"), a("normAutofit")):
            name, value = local(element), attribute(element, "val")
            if name == "srgbClr" and not _HEX.fullmatch(value):
                yield part.partname, f"“{value}” is no color"
            elif name == "schemeClr" and value not in _SCHEME:
                yield part.partname, f"“{value}” is no color of a theme"
            elif name == "prstGeom" and attribute(element, "prst") not in _PRESETS:
                yield part.partname, f"there is no shape “{attribute(element, 'prst')}”"
            elif name == "normAutofit":
                scale = attribute(element, "fontScale", "100000")
                if not scale.isdecimal() or int(scale) not in _SCALES:
                    yield part.partname, f"text is shrunk to “{scale}”"


def fields_sound(view: PackageView) -> Iterator[Fault]:
    """Fields such as the slide number have a GUID and a type."""
    for part, root in view.holding(b":fld "):
        for element in root.iter(a("fld")):
            if not _GUID.fullmatch(attribute(element, "id")) or not attribute(element, "type"):
                yield (
                    part.partname,
                    f"a field has the id “{attribute(element, 'id')}” and type “{attribute(element, 'type')}”",
                )


def creation_ids_unique(view: PackageView) -> Iterator[Fault]:
    """No two slides claim to be the same one."""
    seen: dict[str, str] = {}
    for part in view.slides:
        for element in view.roots[part].iterfind(f"{p('cSld')}/{p('extLst')}/{p('ext')}/{_CREATION}"):
            number = attribute(element, "val")
            if number in seen:
                yield part.partname, f"has the creation id of {seen[number]}"
            seen[number] = part.partname


def themes_complete(view: PackageView) -> Iterator[Fault]:
    """A theme has twelve colors, two fonts, and at least three fills, lines and effects."""
    for part, root in view.roots.items():
        if part.content_type != CT.OFC_THEME:
            continue
        colors = root.find(f".//{a('clrScheme')}")
        if colors is None or len(colors) < 12:
            yield part.partname, "does not have all twelve colors"
        for name in ("majorFont", "minorFont"):
            if root.find(f".//{a(name)}/{a('latin')}") is None:
                yield part.partname, f"has no {name}"
        for name in ("fillStyleLst", "lnStyleLst", "effectStyleLst", "bgFillStyleLst"):
            styles = root.find(f".//{a(name)}")
            if styles is None or len(styles) < 3:
                yield part.partname, f"has fewer than three entries in {name}"


def transforms_sound(view: PackageView) -> Iterator[Fault]:
    """Every place has a corner and a size that is not negative."""
    for part, root in view.holding(b"cx="):
        for element in root.iter(a("ext"), a("chExt")):
            for name in ("cx", "cy"):
                value = attribute(element, name, "0")
                if value.startswith("-") or not value.isdecimal():
                    yield part.partname, f"a shape has the size “{value}”"


def actions_safe(view: PackageView) -> Iterator[Fault]:
    """No link runs a macro or a program."""
    for part, references in view.references.items():
        for one in references:
            action = attribute(one.element, "action")
            if action.startswith(("ppaction://macro", "ppaction://program")):
                yield part.partname, f"a link runs something ({action})"


def slides_have_titles_once(view: PackageView) -> Iterator[Fault]:
    """A slide has at most one title placeholder: Outline view and screen readers take one."""
    for part in view.slides:
        if _TITLES(view.roots[part]):
            yield part.partname, "has more than one title"


RULES: tuple[Rule, ...] = (
    children_ordered,
    shape_ids_unique,
    one_timing,
    timing_targets_exist,
    tables_square,
    spans_covered,
    frames_filled,
    placeholders_placed,
    values_known,
    fields_sound,
    creation_ids_unique,
    themes_complete,
    transforms_sound,
    actions_safe,
    slides_have_titles_once,
)
