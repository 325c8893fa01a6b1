"""A text box as XML, and the list styles that a slide's own text carries.

In: a place, a ground, styles. Out: XML. Must not know slides or which text goes where.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from whp_deck.office.figures import solid_fill
from whp_deck.office.placeholders import Box
from whp_deck.office.template_slots import LevelStyle
from whp_deck.office.text import Level
from whp_deck.office.xml import NAMESPACES, Element, a, attribute, parse


@dataclass(frozen=True, slots=True)
class TextBox:
    """Where a text box lies and how its text looks. `list_style` is the XML inside `a:lstStyle`, `fill` a theme color
    as `figures.solid_fill` takes it, `insets` are EMU: left, top, right, bottom; `levels` are those of `list_style`."""

    box: Box
    list_style: str
    insets: tuple[int, int, int, int]
    anchor: str = "t"
    fill: str = ""
    levels: tuple[Level, ...] = ()


def text_box_xml(number: int, name: str, box: TextBox) -> str:
    """`p:sp` of an empty text box, with the prefixes a and p."""
    left, top, right, bottom = box.insets
    fill = solid_fill(box.fill) if box.fill else "<a:noFill/>"
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name={quoteattr(name)}/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
        f'<p:spPr>{transform_xml(box.box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{fill}</p:spPr><p:txBody>'
        f'<a:bodyPr wrap="square" lIns="{left}" tIns="{top}" rIns="{right}" bIns="{bottom}" anchor="{box.anchor}">'
        f"<a:noAutofit/></a:bodyPr><a:lstStyle>{box.list_style}</a:lstStyle><a:p/></p:txBody></p:sp>"
    )


def write_sizes(body: Element, share: float, closer: float) -> None:
    """Set the text of a box smaller, in its own list style: `share` of its sizes, lines closer by that share of theirs.

    The box is ours, and so are its sizes. A stored font scale would not last: PowerPoint and LibreOffice work it out anew
    from the height alone, and then a long word breaks where only the width was too small.
    """
    style = body.find(a("lstStyle"))
    if share >= 1 or style is None:
        return
    for level in style:
        for letters in level.findall(a("defRPr")):
            letters.set("sz", str(round(int(attribute(letters, "sz")) * share)))
        if closer:
            level.insert(0, parse(f'<a:lnSpc {NAMESPACES}><a:spcPct val="{round(100000 * (1 - closer))}"/></a:lnSpc>'))


def shrunk_styles(levels: Sequence[LevelStyle], share: float, closer: float) -> str:
    """The XML inside an `a:lstStyle` that says that share of these levels' sizes, and lines closer by that share of a line.

    For texts side by side: programs work a stored font scale out anew for each box by itself, and then they differ.
    """
    written = []
    for number, level in enumerate(levels, 1):
        spacing = round(100_000 * max(0.1, level.line_spacing - closer))
        lines = "" if level.line_points else f'<a:lnSpc><a:spcPct val="{spacing}"/></a:lnSpc>'
        written.append(
            f'<a:lvl{number}pPr>{lines}<a:defRPr sz="{round(100 * level.size * share)}"/></a:lvl{number}pPr>'
        )
    return "".join(written)


def transform_xml(box: Box) -> str:
    """`a:xfrm` of a box."""
    return (
        f'<a:xfrm><a:off x="{box.x}" y="{box.y}"/><a:ext cx="{max(0, box.width)}" cy="{max(0, box.height)}"/></a:xfrm>'
    )


def put_styles(body: Element, list_style: str) -> None:
    """Write the XML inside the text body's `a:lstStyle`, in place of what is there."""
    new = parse(f"<a:lstStyle {NAMESPACES}>{list_style}</a:lstStyle>")
    old = body.find(a("lstStyle"))
    if old is None:
        body.insert(1, new)
    else:
        body.replace(old, new)
