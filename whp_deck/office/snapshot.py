"""What a person can have changed on each slide, without what programs change by themselves.

In: an open package. Out: `SlideSnapshot`s, frozen and JSON-able. Must not change the package.

Left out, because LibreOffice or PowerPoint rewrite it on saving: shape names and ids, dates, footers and slide numbers,
empty placeholders. Formatting and layout are there, though LibreOffice rewrites them: who compares must know who saved. Text is NFC with folded spaces. Boxes are in points, compared with a tolerance
of one point; the height of tables and of boxes that grow with their text is not compared: a
save by LibreOffice alone changes those.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.parts.slide import SlidePart

from whp_deck.office.alternates import ALTERNATES, EQUATION, INK, shapes_in
from whp_deck.office.comments import count_comments
from whp_deck.office.copy_layouts import layout_name
from whp_deck.office.formatting import background_of, look_of
from whp_deck.office.layouts import placeholders_of
from whp_deck.office.notes import notes_body_of
from whp_deck.office.package import Package
from whp_deck.office.parts import element_of
from whp_deck.office.placeholders import (
    SERVICE,
    Box,
    Placeholder,
    box_of,
    family,
    placeholder_of,
    properties_of,
)
from whp_deck.office.relationships import relationships_of
from whp_deck.office.slide_list import slide_parts
from whp_deck.office.units import EMU_PER_POINT
from whp_deck.office.xml import MATH_NS, R_EMBED, R_ID, R_LINK, Element, a, attribute, descend, p, parse_or_none

TAG_NAME = "WHPDECK_ID"
CONFLICT = "conflict/"
"""The id of a slide that shows what the configuration says where a person said something else begins so."""
EQUATION_MARK = "⟨equation "
"""An equation in a text begins so: its signs in a row are not what it says, and nobody can type it in a file."""
_MEDIA_LINKS = (a("videoFile"), a("audioFile"), a("quickTimeFile"))
_T, _BR, _FIELD, _R, _P = a("t"), a("br"), a("fld"), a("r"), a("p")
_SP, _GROUP = p("sp"), p("grpSp")
_MATH = f"{{{MATH_NS}}}t"


@dataclass(frozen=True, slots=True)
class ShapeSnapshot:
    """One shape. `paragraphs` are (level, text); `box` is x, y, width, height in points, -1 = not compared.

    `look` is a digest of what was formatted by hand (bold, size, color, fill, link …), "" where nothing was. `plays` says how a
    movie starts and which captions it has: of what we made alone, since LibreOffice drops captions and writes starts anew.
    """

    kind: str
    family: str = ""
    paragraphs: tuple[tuple[int, str], ...] = ()
    cells: tuple[tuple[str, ...], ...] = ()
    image: str = ""
    media: str = ""
    alt: str = ""
    box: tuple[float, float, float, float] | None = None
    look: str = ""
    plays: str = ""

    def to_json(self) -> dict[str, Any]:
        """Its fields without what is empty."""
        fields = ((name, getattr(self, name)) for name in self.__slots__)
        return {name: value for name, value in fields if value}

    @property
    def text(self) -> str:
        return "\n".join([*(text for _, text in self.paragraphs), *("\t".join(row) for row in self.cells)])


@dataclass(frozen=True, slots=True)
class SlideSnapshot:
    """One slide. `id` is our tag (or the slide's own name), which a person's copy of the slide carries too.

    `effects` are its animations and its transition, as PowerPoint calls them; those that play a movie do not count.
    `comments` is how many people left on it, `background` a digest of its own background.
    """

    id: str
    hidden: bool = False
    shapes: tuple[ShapeSnapshot, ...] = ()
    notes: tuple[str, ...] = ()
    layout: str = ""
    effects: tuple[str, ...] = ()
    comments: int = 0
    background: str = ""

    @property
    def title(self) -> str:
        return next((shape.text.replace("\n", " ") for shape in self.shapes if shape.family == "title"), "")

    @property
    def text(self) -> str:
        return "\n".join(shape.text for shape in self.shapes if shape.text)

    def to_json(self) -> dict[str, Any]:
        """Plain lists and dictionaries without what is empty."""
        shapes = [shape.to_json() for shape in self.shapes]
        full = {
            "id": self.id,
            "hidden": self.hidden,
            "shapes": shapes,
            "notes": list(self.notes),
            "layout": self.layout,
            "effects": list(self.effects),
            "comments": self.comments,
            "background": self.background,
        }
        return {key: value for key, value in full.items() if value}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> SlideSnapshot:
        """The snapshot that `to_json` wrote. Raises KeyError, TypeError or ValueError for anything else."""
        shapes = tuple(
            ShapeSnapshot(
                kind=str(one["kind"]),
                family=str(one.get("family", "")),
                paragraphs=tuple((int(level), str(text)) for level, text in one.get("paragraphs", ())),
                cells=tuple(tuple(map(str, row)) for row in one.get("cells", ())),
                image=str(one.get("image", "")),
                media=str(one.get("media", "")),
                alt=str(one.get("alt", "")),
                box=_four(one["box"]) if one.get("box") else None,
                look=str(one.get("look", "")),
                plays=str(one.get("plays", "")),
            )
            for one in data.get("shapes", ())
        )
        return cls(
            str(data.get("id", "")),
            bool(data.get("hidden", False)),
            shapes,
            tuple(map(str, data.get("notes", ()))),
            str(data.get("layout", "")),
            tuple(map(str, data.get("effects", ()))),
            int(data.get("comments", 0)),
            str(data.get("background", "")),
        )


def snapshot_slides(package: Package) -> tuple[SlideSnapshot, ...]:
    """A snapshot of every slide, in the order of the slide list."""
    return tuple(_snapshot(package, part) for part in slide_parts(package).values())


def slide_id_of(part: SlidePart) -> str:
    """Our id of the slide: its tag, else the name of the slide that PowerPoint keeps, else ""."""
    for relationship in relationships_of(part).values():
        if relationship.reltype == RT.TAGS and not relationship.is_external:
            root = parse_or_none(relationship.target_part.blob)
            for tag in () if root is None else root.iter(p("tag")):
                if attribute(tag, "name").upper() == TAG_NAME:
                    return attribute(tag, "val")
    common = element_of(part).find(p("cSld"))
    return "" if common is None else attribute(common, "name")


def snapshot_shapes(package: Package, part: SlidePart) -> list[tuple[ShapeSnapshot, Element]]:
    """The shapes of a slide as its snapshot has them, each with its element."""
    layout = relationships_of(part).first_of(RT.SLIDE_LAYOUT)
    offered = () if layout is None else placeholders_of(package, layout)
    tree = descend(element_of(part), p("cSld"), p("spTree"))
    return [] if tree is None else list(_shapes(part, tree, offered))


def _snapshot(package: Package, part: SlidePart) -> SlideSnapshot:
    layout = relationships_of(part).first_of(RT.SLIDE_LAYOUT)
    root = element_of(part)
    shapes = tuple(made for made, _ in snapshot_shapes(package, part))
    name = "" if layout is None else layout_name(layout)
    return SlideSnapshot(
        slide_id_of(part),
        root.get("show") in ("0", "false"),
        shapes,
        _notes(part),
        name,
        tuple(_effects(root)),
        count_comments(part),
        background_of(part, root),
    )


def _shapes(part: SlidePart, tree: Element, layout: Sequence[Placeholder]) -> Iterator[tuple[ShapeSnapshot, Element]]:
    for shape in shapes_in(tree):
        ph = placeholder_of(shape)
        if ph is not None and ph.get("type") in SERVICE:
            continue
        made = _shape(part, shape, ph, layout)
        if ph is None or made.text.strip() or made.image or made.media or shape.tag not in (_SP,):
            yield made, shape


def _effects(root: Element) -> Iterator[str]:
    """Animations of the slide in their order, and its transition; LibreOffice writes an empty transition on every slide."""
    for child in root.iterchildren():
        if child.tag in (p("cSld"), p("clrMapOvr"), p("extLst")):
            continue
        for transition in child.iter(p("transition")):
            kind = next((str(one.tag).rpartition("}")[2] for one in transition if isinstance(one.tag, str)), "")
            if kind and kind not in ("sndAc", "extLst"):
                yield f"transition {kind}"
                break
        for node in child.iter(p("cTn")):
            kind = attribute(node, "presetClass")
            if kind and kind != "mediacall":
                yield f"{kind} {attribute(node, 'presetID')}"


def _shape(part: SlidePart, shape: Element, ph: Element | None, layout: Sequence[Placeholder]) -> ShapeSnapshot:
    properties = properties_of(shape)
    kind = str(shape.tag).rpartition("}")[2]
    body = shape.find(p("txBody"))
    bodies = [body] if body is not None else list(shape.iter(p("txBody"))) if shape.tag == _GROUP else []
    rows = shape.iter(a("tr"))
    cells = tuple(tuple(_cell(cell) for cell in row.iterchildren(a("tc"))) for row in rows)
    blip = next(shape.iter(a("blip")), None)
    box = _box(shape, ph, layout)
    return ShapeSnapshot(
        kind,
        "" if ph is None else _family_of(ph.get("type", "obj")),
        tuple(line for one in bodies for line in _paragraphs(one)),
        cells,
        _digest(
            part,
            shape.get(R_ID) if shape.tag == INK else None if blip is None else blip.get(R_EMBED) or blip.get(R_LINK),
        ),
        next((_digest(part, one.get(R_LINK)) for one in shape.iter(*_MEDIA_LINKS)), ""),
        "" if properties is None else _fold(properties.get("descr", "")),
        None if box is None else _points(box, bodies, bool(cells)),
        look_of(part, shape),
        _plays(part, shape) if next(shape.iter(*_MEDIA_LINKS), None) is not None else "",
    )


def _plays(part: SlidePart, shape: Element) -> str:
    """`automatic; en English 1a2b3c4d`: how the movie starts, and its captions."""
    properties = properties_of(shape)
    own = "" if properties is None else properties.get("id", "")
    start = "when-clicked"
    for node in element_of(part).iter(p("cTn")):
        if node.get("nodeType") == "mainSeq" and any(one.get("spid") == own for one in node.iter(p("spTgt"))):
            by_itself = any(one.get("evt") == "onBegin" for one in node.iter(p("cond")))
            start = "automatic" if by_itself else "click"
    tracks = [one for one in shape.iter() if isinstance(one.tag, str) and one.tag.endswith("}track")]
    named = []
    for one in tracks:
        captions = relationships_of(part).find(one.get(R_EMBED, ""))
        blob = b"" if captions is None or captions.is_external else captions.target_part.blob
        digest = hashlib.sha1(blob, usedforsecurity=False).hexdigest()[:8]
        named.append(f"{one.get('lang')} {one.get('label')} {digest}")
    return "; ".join([start, *named])


def _family_of(kind: str) -> str:
    return "subtitle" if kind == "subTitle" else family(kind)


def _paragraphs(body: Element) -> Iterator[tuple[int, str]]:
    """Level and text; paragraphs without text are formatting, not words."""
    for paragraph in body.iterchildren(_P):
        text = _fold(_text(paragraph))
        if text:
            properties = paragraph.find(a("pPr"))
            yield (0 if properties is None else int(properties.get("lvl", "0"))), text


def _text(paragraph: Element) -> str:
    pieces = []
    for child in paragraph:
        if child.tag == _R:
            pieces.append(child.findtext(_T) or "")
        elif child.tag == _BR:
            pieces.append("\n")
        elif child.tag == _FIELD:
            pieces.append(f"⟨{child.get('type', '')}⟩")
        elif child.tag in (EQUATION, ALTERNATES):
            pieces.append(f"{EQUATION_MARK}{''.join(one.text or '' for one in child.iter(_MATH))}⟩")
    return "".join(pieces)


def _fold(text: str) -> str:
    return " ".join((text if text.isascii() else unicodedata.normalize("NFC", text)).split())


def _cell(cell: Element) -> str:
    body = cell.find(a("txBody"))
    return "" if body is None else "\n".join(text for _, text in _paragraphs(body))


def _digest(part: SlidePart, r_id: str | None) -> str:
    relationship = relationships_of(part).find(r_id or "")
    if relationship is None:
        return ""
    if relationship.is_external:
        return relationship.target_ref
    target = relationship.target_part
    known = getattr(target, "sha1", "")  # of pictures and movies; ink is a part like any other
    return str(known or hashlib.sha1(target.blob, usedforsecurity=False).hexdigest())


def _box(shape: Element, ph: Element | None, layout: Sequence[Placeholder]) -> Box | None:
    own = box_of(shape)
    if own is not None or ph is None:
        return own
    index, kind = ph.get("idx", "0"), ph.get("type", "obj")
    same = [one for one in layout if one.attributes.get("idx", "0") == index and family(one.kind) == family(kind)]
    same = same or [one for one in layout if family(one.kind) == family(kind)]
    return same[0].box if same else None


def _points(box: Box, bodies: Iterable[Element], is_table: bool) -> tuple[float, float, float, float]:
    grows = is_table or any(descend(body, a("bodyPr"), a("spAutoFit")) is not None for body in bodies)
    height = -1.0 if grows else round(box.height / EMU_PER_POINT, 1)
    return round(box.x / EMU_PER_POINT, 1), round(box.y / EMU_PER_POINT, 1), round(box.width / EMU_PER_POINT, 1), height


def _notes(part: SlidePart) -> tuple[str, ...]:
    notes = relationships_of(part).first_of(RT.NOTES_SLIDE)
    body = None if notes is None else notes_body_of(element_of(notes))
    return () if body is None else tuple(text for _, text in _paragraphs(body))


def _four(values: Iterable[Any]) -> tuple[float, float, float, float]:
    x, y, width, height = (float(value) for value in values)
    return x, y, width, height
