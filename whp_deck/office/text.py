"""Paragraphs of the plan as DrawingML, and how bullets are inherited from layout and master.

In: `plan.Paragraph`s and the list styles above a placeholder. Out: `a:p` elements with `lang` on every run.
Must not know slides or packages: whoever owns the relationships passes a function that makes links.

A slide says only what its layout does not: nothing when the layout's level already looks as wanted, so that a
change of the Slide Master still reaches every slide.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal
from xml.sax.saxutils import escape

from whp_deck.office.xml import NAMESPACES, Element, a, clean, descend, p, parse
from whp_deck.plan import Paragraph, Run

LEVELS = 9
HANGING = 342900  # EMU; PowerPoint's own hanging indent of a bullet in body text
NOTES_HANGING = 171450  # and in notes of 12 pt
_BREAK = re.compile(r"\r\n|[\n\v\r\u2028\u2029]")
_LEVEL_NUMBERS: dict[object, int] = {a(f"lvl{number + 1}pPr"): number for number in range(LEVELS)}
_P, _T, _BR = a("p"), a("t"), a("br")
# in the text's own color: the master's bullet color may not be readable on this layout's ground
_MARKERS = {
    "number": '<a:buClrTx/><a:buFont typeface="+mj-lt"/><a:buAutoNum type="arabicPeriod"/>',
    "bullet": '<a:buClrTx/><a:buFont typeface="Arial"/><a:buChar char="•"/>',
}
_BEFORE_MARKERS = (a("lnSpc"), a("spcBef"), a("spcAft"))
_BULLET_KINDS: dict[str, Literal["", "bullet", "number"]] = {
    a("buNone"): "",
    a("buChar"): "bullet",
    a("buBlip"): "bullet",
    a("buAutoNum"): "number",
}


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a placeholder is set when a slide says nothing. EMU; None = nobody says it."""

    marker: Literal["", "bullet", "number"] = ""
    margin: int | None = None
    indent: int = 0


def inherited_levels(styles: Iterable[Element | None]) -> tuple[Level, ...]:
    """The nine levels under these list styles (`a:lstStyle`, `p:bodyStyle` …), the nearest style first."""
    markers: list[Literal["", "bullet", "number"] | None] = [None] * LEVELS
    margins: list[int | None] = [None] * LEVELS
    indents: list[int | None] = [None] * LEVELS
    for style in styles:
        for properties in () if style is None else style:
            number = _LEVEL_NUMBERS.get(properties.tag)
            if number is None:
                continue
            margins[number] = _first(margins[number], properties.get("marL"))
            indents[number] = _first(indents[number], properties.get("indent"))
            for child in properties:
                if markers[number] is None and child.tag in _BULLET_KINDS:
                    markers[number] = _BULLET_KINDS[child.tag]
    return tuple(
        Level(marker or "", margin, indent or 0)
        for marker, margin, indent in zip(markers, margins, indents, strict=True)
    )


def overlaid(levels: Sequence[Level], style: Element | None) -> tuple[Level, ...]:
    """The levels under a list style of the slide's own."""
    found = list(levels) or [Level()] * LEVELS
    for properties in () if style is None else style:
        number = _LEVEL_NUMBERS.get(properties.tag)
        if number is not None:
            old = found[number]
            marker = next((_BULLET_KINDS[child.tag] for child in properties if child.tag in _BULLET_KINDS), old.marker)
            margin, indent = properties.get("marL"), properties.get("indent")
            found[number] = Level(
                marker,
                old.margin if margin is None else int(margin),
                old.indent if indent is None else int(indent),
            )
    return tuple(found)


def put_paragraphs(body: Element, xml: str) -> None:
    """Put these `a:p` in the place of those that the text body has."""
    for old in body.findall(_P):
        body.remove(old)
    body.extend(parse(f"<p:txBody {NAMESPACES}>{xml}</p:txBody>"))


def paragraphs_xml(
    paragraphs: Sequence[Paragraph],
    *,
    levels: Sequence[Level] = (),
    language: str,
    link: Callable[[str], str],
    hanging: int = HANGING,
) -> str:
    """The paragraphs as `a:p` elements, written with the prefixes a and r; at least one, which may be empty.

    A text body without a paragraph makes PowerPoint repair the file.
    """
    out = []
    nothing = f'<a:endParaRPr lang="{language}"/>'
    for paragraph in paragraphs or (Paragraph(()),):
        number = min(max(paragraph.level, 0), LEVELS - 1)
        marker = _marker_xml(paragraph, number, levels[number] if levels else Level(), hanging)
        runs = "".join([_run_xml(run, language, link) for run in paragraph.runs])
        out.append(f"<a:p>{marker}{runs or nothing}</a:p>")
    return "".join(out)


def write_scale(body: Element, scale: int, *, is_title: bool) -> None:
    """Store the font scale (percent) that fit chose; PowerPoint shows it until somebody edits the text."""
    properties = body.find(a("bodyPr"))
    if properties is None or scale >= 100:
        return
    for name in ("noAutofit", "normAutofit", "spAutoFit"):
        for old in properties.findall(a(name)):
            properties.remove(old)
    fit = properties.makeelement(a("normAutofit"), shrinking(scale, is_title=is_title))
    properties.insert(1 if properties.find(a("prstTxWarp")) is not None else 0, fit)


def shrinking(scale: int, *, is_title: bool) -> dict[str, str]:
    """The attributes of `a:normAutofit` for a font scale in percent.

    Line spacing is reduced with it as PowerPoint does in real files: 10 % from 92 % up, else 20 %, titles never.
    """
    font = {"fontScale": str(scale * 1000)}
    return font if is_title else font | {"lnSpcReduction": "10000" if scale >= 92 else "20000"}


def text_of(body: Element) -> str:
    """The text of a body: a line for each paragraph, vertical tabs for line breaks."""
    lines = []
    for paragraph in body.iterchildren(_P):
        pieces = ["\v" if child.tag == _BR else child.text or "" for child in paragraph.iter(_T, _BR)]
        lines.append("".join(pieces))
    return "\n".join(lines)


def title_of(slide: Element) -> str:
    """The slide's title on one line, or ""."""
    for shape in slide.iter(p("sp")):
        ph = descend(shape, p("nvSpPr"), p("nvPr"), p("ph"))
        body = shape.find(p("txBody"))
        if ph is not None and body is not None and ph.get("type") in ("title", "ctrTitle"):
            return " ".join(text_of(body).split())
    return ""


def _first(known: int | None, text: str | None) -> int | None:
    return int(text) if known is None and text is not None else known


def _marker_xml(paragraph: Paragraph, number: int, level: Level, hanging: int) -> str:
    wanted = paragraph.marker or ""
    own_level = f' lvl="{number}"' if number else ""
    if wanted == level.marker:
        return f"<a:pPr{own_level}/>" if number else ""
    if not wanted:
        return f'<a:pPr marL="0"{own_level} indent="0"><a:buNone/></a:pPr>'
    place = ""
    if level.indent >= 0:  # no hanging indent to inherit
        margin = number * hanging if level.margin is None else level.margin
        place = f' marL="{margin + hanging}"{own_level} indent="{-hanging}"'
    return f"<a:pPr{place or own_level}>{_MARKERS[wanted]}</a:pPr>"


def give_marker(properties: Element, marker: Literal["bullet", "number"], number: int, level: Level) -> None:
    """Write a bullet or number, as ours have it, on an `a:pPr` of that level whose style gives it none."""
    margin = number * HANGING if level.margin is None else level.margin
    if level.indent >= 0 and "marL" not in properties.attrib and "indent" not in properties.attrib:
        properties.set("marL", str(margin + HANGING))
        properties.set("indent", str(-HANGING))
    first = [index for index, one in enumerate(properties, 1) if one.tag in _BEFORE_MARKERS]
    for offset, one in enumerate(list(parse(f"<a:pPr {NAMESPACES}>{_MARKERS[marker]}</a:pPr>"))):
        properties.insert(max(first, default=0) + offset, one)


def _run_xml(run: Run, language: str, link: Callable[[str], str]) -> str:
    look = f'lang="{language}"' + (' b="1"' if run.bold else "") + (' i="1"' if run.italic else "")
    properties = f"<a:rPr {look}/>"
    if run.link:
        properties = f'<a:rPr {look}><a:hlinkClick r:id="{link(run.link)}"/></a:rPr>'
    lines = [run.text] if run.text.isprintable() else [clean(line) for line in _BREAK.split(run.text)]
    written = [f"<a:r>{properties}<a:t>{escape(line)}</a:t></a:r>" if line else "" for line in lines]
    return f"<a:br><a:rPr {look}/></a:br>".join(written)
