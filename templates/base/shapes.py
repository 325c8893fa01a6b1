"""Placeholders, grounds and hills of a layout.

In: inches, points and theme colors. Out: elements for `p:spTree`, and a whole `p:sldLayout`. Must not hold the look
of any one layout: that is in the `layouts_*` modules.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from whp_deck.office.figures import Area, drawn_shape, solid_fill
from whp_deck.office.units import EMU_PER_INCH

NS = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
WIDTH, HEIGHT = 13.333333, 7.5
LEFT, FULL = 0.75, 11.833
COLUMN, GUTTER = 0.80278, 0.2  # of twelve columns, and the gaps between them
TOP, BOTTOM = 1.85, 6.65  # where content starts, and where it ends
INSETS = 'lIns="0" tIns="0" rIns="0" bIns="0"'
FOOTER_INK = "tx1 85/15"
WARM = "accent1 20/80"
SLIDE_NUMBER_FIELD = "{5E9D2A61-7C0B-4D53-9F1A-3B6A4C2E8D10}"


def col(n: int) -> float:
    """Left edge of column n of twelve, in inches."""
    return LEFT + (COLUMN + GUTTER) * n


def span(k: int) -> float:
    """Width of k columns with the gaps between them, in inches."""
    return (COLUMN + GUTTER) * k - GUTTER


@dataclass(frozen=True)
class Level:
    """How one outline level looks; `bullet` is "•", "–", "box" or nothing, `indent` its room in inches."""

    size: float
    bold: bool = False
    italic: bool = False
    ink: str = "tx1"
    align: str = "l"
    before: float = 0
    line: int = 100
    bullet: str = ""
    bullet_ink: str = "accent1"
    indent: float = 0.35
    margin: float = 0

    def xml(self, number: int) -> str:
        """`a:lvlNpPr` with everything said, so that nothing of another level shines through."""
        room = self.indent if self.bullet else 0
        if self.bullet == "box":
            mark = '<a:buFont typeface="Wingdings" pitchFamily="2" charset="2"/><a:buChar char="o"/>'
        elif self.bullet:
            mark = f'<a:buFont typeface="Arial" pitchFamily="34" charset="0"/><a:buChar char="{self.bullet}"/>'
        else:
            mark = "<a:buNone/>"
        color = f"<a:buClr>{_inner(self.bullet_ink)}</a:buClr>" if self.bullet else ""
        return (
            f'<a:lvl{number}pPr marL="{round((self.margin + room) * EMU_PER_INCH)}" indent="{-round(room * EMU_PER_INCH)}" '
            f'algn="{self.align}"><a:lnSpc><a:spcPct val="{self.line * 1000}"/></a:lnSpc>'
            f'<a:spcBef><a:spcPts val="{round(self.before * 100)}"/></a:spcBef>{color}{mark}'
            f'<a:defRPr sz="{round(self.size * 100)}" b="{int(self.bold)}" i="{int(self.italic)}">'
            f"{solid_fill(self.ink)}</a:defRPr></a:lvl{number}pPr>"
        )


def _inner(ink: str) -> str:
    return solid_fill(ink).removeprefix("<a:solidFill>").removesuffix("</a:solidFill>")


TITLE = Level(36, bold=True, ink="tx2", line=90)
HEADING = Level(28, bold=True, ink="tx2", line=95)
PLAIN = Level(24, before=6)


def bulleted(size: float, *, before: float = 14, ink: str = "tx1", bullet_ink: str = "accent1") -> list[Level]:
    """Points with a second level beneath: what "Body" and the lists of a column look like."""
    first = Level(size, bullet="•", before=before, ink=ink, bullet_ink=bullet_ink)
    second = Level(max(20, size - 4), bullet="–", before=before / 2, margin=0.35, ink=ink, bullet_ink=bullet_ink)
    return [first, second]


@dataclass(frozen=True)
class Slot:
    """One placeholder of a layout; the place is x, y, width, height in inches."""

    name: str
    kind: str
    idx: int
    place: tuple[float, float, float, float]
    levels: Sequence[Level] = ()
    prompt: Sequence[str] = ()
    anchor: str = "t"
    fill: str = ""
    half: bool = False

    def element(self, shape_id: int) -> etree._Element:
        """The layout's `p:sp` for it."""
        kind = f' type="{self.kind}"' if self.kind != "obj" else ""
        index = f' idx="{self.idx}"' if self.idx else ""
        size = ' sz="half"' if self.half else ' sz="quarter"' if self.kind in ("ftr", "sldNum") else ""
        custom = ' hasCustomPrompt="1"' if self.prompt and self.kind not in ("ftr", "sldNum") else ""
        area = Area.inches(*self.place)
        styles = "".join(level.xml(n) for n, level in enumerate(self.levels, start=1))
        if self.kind == "sldNum":
            words = f'<a:p><a:fld id="{SLIDE_NUMBER_FIELD}" type="slidenum"><a:rPr lang="en-US"/><a:t>‹#›</a:t></a:fld>'
            words += '<a:endParaRPr lang="en-US"/></a:p>'
        else:
            words = "".join(
                f'<a:p><a:pPr lvl="{n}"/><a:r><a:rPr lang="en-US"/><a:t>{escape(text)}</a:t></a:r></a:p>'
                for n, text in enumerate(self.prompt)
            )
        return etree.fromstring(
            f'<p:sp {NS}><p:nvSpPr><p:cNvPr id="{shape_id}" name={quoteattr(self.name)}/><p:cNvSpPr>'
            f'<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph{kind}{size}{index}{custom}/></p:nvPr></p:nvSpPr>'
            f'<p:spPr><a:xfrm><a:off x="{area.x}" y="{area.y}"/><a:ext cx="{area.width}" cy="{area.height}"/></a:xfrm>'
            f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{solid_fill(self.fill) if self.fill else ""}</p:spPr>'
            f'<p:txBody><a:bodyPr {INSETS} anchor="{self.anchor}"><a:normAutofit/></a:bodyPr>'
            f"<a:lstStyle>{styles}</a:lstStyle>{words or _empty()}</p:txBody></p:sp>"
        )


def _empty() -> str:
    return '<a:p><a:endParaRPr lang="en-US"/></a:p>'


def title_slot(width: float = FULL, *, ink: str = "tx2", **changes: object) -> Slot:
    """The title: its last line stands just above the content, so that one line leaves no hole beneath it."""
    slot = Slot(
        "Title",
        "title",
        0,
        (LEFT, 0.36, width, 1.15),
        [replace(TITLE, ink=ink)],
        ["A sentence that says the point"],
        anchor="b",
    )
    return replace(slot, **changes)  # type: ignore[arg-type]


FOOTERS = (
    Slot("Footer", "ftr", 11, (LEFT, 6.95, 9.83, 0.3), [Level(14, ink=FOOTER_INK)], ["Practice · Session"], "ctr"),
    Slot("Slide Number", "sldNum", 12, (11.783, 6.95, 0.8, 0.3), [Level(14, ink=FOOTER_INK, align="r")], (), "ctr"),
)


def panel(
    ids: Iterator[int], place: tuple[float, float, float, float], ink: str = "bg2", name: str = "Panel", **look: str
) -> etree._Element:
    """A square ground behind text or people."""
    return drawn_shape(name, Area.inches(*place), ink, ids, on_layout=True, **look)  # type: ignore[arg-type]


def hill(ids: Iterator[int], cx: float, cy: float, radius: float, ink: str = "bg2") -> etree._Element:
    """A circle of which only what lies on the slide is drawn: nothing hangs over the edge of the slide.

    The center must lie on the slide, near enough to the right and lower edge for the circle to cross both.
    """
    bottom_x = cx - math.sqrt(radius**2 - (HEIGHT - cy) ** 2)
    right_y = cy - math.sqrt(radius**2 - (WIDTH - cx) ** 2)
    left, top = (cx - radius if cy < HEIGHT else bottom_x), (cy - radius if cx < WIDTH else right_y)
    area = Area.inches(left, top, WIDTH - left, HEIGHT - top)
    start = math.degrees(math.atan2(HEIGHT - cy, bottom_x - cx)) % 360
    end = math.degrees(math.atan2(right_y - cy, WIDTH - cx)) % 360
    turn, big = round(((end - start) % 360) * 60000), round(radius * EMU_PER_INCH)

    def point(x: float, y: float) -> str:
        return f'<a:pt x="{round((x - left) * EMU_PER_INCH)}" y="{round((y - top) * EMU_PER_INCH)}"/>'

    path = (
        f'<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
        f'<a:path w="{area.width}" h="{area.height}"><a:moveTo>{point(bottom_x, HEIGHT)}</a:moveTo>'
        f'<a:arcTo wR="{big}" hR="{big}" stAng="{round(start * 60000)}" swAng="{turn}"/>'
        f"<a:lnTo>{point(WIDTH, right_y)}</a:lnTo><a:lnTo>{point(WIDTH, HEIGHT)}</a:lnTo><a:close/></a:path>"
        f"</a:pathLst></a:custGeom>"
    )
    return drawn_shape("Hill", area, ink, ids, geometry=path, on_layout=True)


@dataclass
class Layout:
    """One layout in the making: first the drawn things, then the placeholders in reading order."""

    name: str
    slots: Sequence[Slot]
    kind: str = ""
    ground: str = ""
    footer: bool = True

    def __post_init__(self) -> None:
        self.ids = count(2)
        self.drawn: list[etree._Element] = []

    def draw(self, *elements: etree._Element) -> Layout:
        """Add drawn things, back to front; returns the layout itself."""
        self.drawn += elements
        return self

    def element(self) -> etree._Element:
        """`p:sldLayout`."""
        kind = f'type="{self.kind}"' if self.kind else 'userDrawn="1"'
        background = f"<p:bg><p:bgPr>{solid_fill(self.ground)}<a:effectLst/></p:bgPr></p:bg>" if self.ground else ""
        layout = etree.fromstring(
            f'<p:sldLayout {NS} preserve="1" {kind}><p:cSld name={quoteattr(self.name)}>{background}<p:spTree>'
            f'<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
            f'<a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm>'
            f"</p:grpSpPr></p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
        )
        tree = layout[0][-1]
        tree.extend(self.drawn)
        slots = [*self.slots, *(FOOTERS if self.footer else ())]
        indexes = [slot.idx for slot in slots]
        if len(set(indexes)) != len(indexes):
            raise ValueError(f"layout {self.name!r}: the same idx twice: {indexes}")
        tree.extend(slot.element(next(self.ids)) for slot in slots)
        return layout
