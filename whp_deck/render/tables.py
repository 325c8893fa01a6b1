"""A table of the plan as a PowerPoint table: ordinary table, agenda with chips, bar of minutes.

In: `plan.Table`, a place in EMU, and functions that measure text and register links. Out: one `p:graphicFrame`. Must
not open files, choose sizes (`office.table_fit` does) or shorten a text; what a table style or layout can say is said
there, and only what PowerPoint keeps per cell (size, margins, chip colors) is written here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from xml.sax.saxutils import escape, quoteattr

from lxml import etree
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls

from whp_deck.office.figures import solid_fill
from whp_deck.office.inks import OURS, Inks
from whp_deck.office.table_fit import (
    FONT,
    SMALLEST,
    SizeStep,
    TableFit,
    column_widths,
    in_unit,
    row_heights,
    table_layout,
)
from whp_deck.office.units import EMU_PER_INCH, EMU_PER_POINT
from whp_deck.plan import Table, Text

Measure = Callable[[str, float, bool], float]  # text, points, bold -> width in points
Link = Callable[[str], str]  # address -> relationship id

_MARGIN, _MARGIN_TOP = round(0.12 * EMU_PER_INCH), round(0.05 * EMU_PER_INCH)
_BAR_SIZES = (20.0, 18.0, 16.0, 14.0, 12.0)  # points: the numbers of a bar, all alike
_SPARE_SIZE, _ROOM = 18.0, 4.0  # points: what is left over, and the air round a label


@dataclass(frozen=True, slots=True)
class _Pen:
    """What all cells of a table share. `unit`: how large a point is on this slide."""

    language: str
    link: Link
    inks: Inks
    font: str
    unit: float


def table_frame(
    table: Table,
    *,
    shape_id: int,
    name: str,
    placeholder: tuple[int, str] | None,
    x: int,
    y: int,
    width: int,
    height: int,
    language: str,
    measure: Measure,
    link: Link,
    inks: Inks = OURS,
    font: str = FONT,
    unit: float = 1.0,
) -> etree._Element:
    """The `p:graphicFrame`, place in EMU, sitting in the layout's placeholder (idx, type) when there is one.

    Sizes, widths and heights are those of `office.table_fit`, which judged whether the table fits; `measure` only
    decides whether a label of the bar is shown. Alternative text comes from the plan.
    """
    pen = _Pen(language, link, inks, font, unit)
    match table.look:
        case "bar":
            widths, heights, rows, flags = _bar(table, width, height, pen, measure)
        case "agenda":
            widths, heights, rows, flags = _agenda(table, width, height, pen)
        case "table":
            widths, heights, rows, flags = _ordinary(table, width, height, pen)
    grid = "".join(f'<a:gridCol w="{one}"/>' for one in widths)
    body = "".join(f'<a:tr h="{tall}">{row}</a:tr>' for tall, row in zip(heights, rows, strict=True))
    seat = f'<p:ph type="{placeholder[1]}" idx="{placeholder[0]}"/>' if placeholder else ""
    frame: etree._Element = parse_xml(
        f'<p:graphicFrame {nsdecls("p", "a", "r")}><p:nvGraphicFramePr><p:cNvPr id="{shape_id}" '
        f"name={quoteattr(name)} descr={quoteattr(table.alt)}/><p:cNvGraphicFramePr>"
        f'<a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr>{seat}</p:nvPr></p:nvGraphicFramePr>'
        f'<p:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{sum(widths)}" cy="{sum(heights)}"/></p:xfrm><a:graphic>'
        f'<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl><a:tblPr{flags}>'
        f"<a:tableStyleId>{inks.table_style}</a:tableStyleId></a:tblPr><a:tblGrid>{grid}</a:tblGrid>{body}</a:tbl>"
        f"</a:graphicData></a:graphic></p:graphicFrame>"
    )
    return frame


_Drawn = tuple[list[int], list[int], list[str], str]  # widths, heights, rows of cells, flags of the style


def _fitted(table: Table, width: int, height: int, pen: _Pen) -> tuple[float, list[int], list[int]]:
    """Size, widths and heights (EMU) as fit judged them; for a draft that does not fit, the smallest size."""
    point = EMU_PER_POINT * pen.unit
    wide, tall, table = width / point, height / point, in_unit(table, 1 / pen.unit)
    fit = table_layout(table, wide, tall, pen.font)
    if fit is None:
        step = SizeStep(table.size or SMALLEST, 0, len(table.rows))
        columns = column_widths(table, wide, step.size, pen.font)
        fit = TableFit(step.size, tuple(columns), tuple(row_heights(table, columns, step, pen.font)))
    return fit.size_pt * pen.unit, _whole(fit.column_widths, width), [round(one * point) for one in fit.row_heights]


def _ordinary(table: Table, width: int, height: int, pen: _Pen) -> _Drawn:
    size, widths, heights = _fitted(table, width, height, pen)
    columns = len(widths)
    rows = []
    for number, row in enumerate(table.rows):
        cells = [*row, *[Text(())] * (columns - len(row))]
        painted = table.header and number == 0 and pen.inks.is_header_painted
        ink, fill = (pen.inks.on_strong, pen.inks.strong) if painted else ("", "")
        rows.append("".join(_cell(cell, size, pen, ink=ink, fill=fill) for cell in cells))
    flags = (' firstRow="1"' if table.header else "") + (' firstCol="1"' if columns > 1 and pen.inks.is_ours else "")
    flags += "" if pen.inks.is_ours else ' bandRow="1"'
    return widths, heights, rows, flags


def _agenda(table: Table, width: int, height: int, pen: _Pen) -> _Drawn:
    """Chips with the item's number, the item, its minutes at the right; the longest item in the accent and bold."""
    size, widths, heights = _fitted(table, width, height, pen)
    separators = _lines("lnT", "lnB")
    rows = []
    for number, row in enumerate(table.rows):
        bold = number == table.emphasis
        fill, ink = (pen.inks.accent, pen.inks.on_accent) if bold else (pen.inks.strong, pen.inks.on_strong)
        cells = [_cell(row[0], size, pen, bold=True, ink=ink, fill=fill, align="ctr", lines=separators)]
        cells += [_cell(cell, size, pen, bold=bold) for cell in row[1:-1]]
        cells.append(_cell(row[-1], size, pen, bold=bold, align="r"))
        rows.append("".join(cells))
    return widths, heights, rows, ' firstCol="1"'


def _bar(table: Table, width: int, height: int, pen: _Pen, measure: Measure) -> _Drawn:
    """One row whose column widths are minutes. Cells without a number are what is left over: on the pale ground.

    All numbers have the largest size at which each fits its cell. Where the shortest item is too short for any, none is
    shown: one that is missing looks like a mistake, and the agenda's chips say them too.
    """
    cells = table.rows[-1]
    widths = _whole(list(table.shares) or [1.0] * len(cells), width)
    numbers = [one.text.strip().isdigit() for one in cells]

    def fits(column: int, size: float) -> bool:
        return measure(cells[column].text, size, numbers[column]) + _ROOM * pen.unit <= widths[column] / EMU_PER_POINT

    counted_columns = [column for column, counted in enumerate(numbers) if counted]
    sizes = [table.size] if table.size else [size * pen.unit for size in _BAR_SIZES]
    common = next((size for size in sizes if all(fits(column, size) for column in counted_columns)), 0.0)
    drawn = []
    for column, (cell, counted) in enumerate(zip(cells, numbers, strict=True)):
        size = common or sizes[-1]
        if not counted:
            size = table.size or min(_SPARE_SIZE * pen.unit, size)
        if not counted:
            ink, fill = pen.inks.on_panel, pen.inks.panel
        elif column == table.emphasis:
            ink, fill = pen.inks.on_accent, pen.inks.accent
        else:
            ink, fill = pen.inks.on_strong, pen.inks.strong
        inner = [side for side, there in (("lnL", column > 0), ("lnR", column < len(cells) - 1)) if there]
        label = cell if (common if counted else fits(column, size)) else Text(())
        look = _lines(*inner)
        drawn.append(_cell(label, size, pen, bold=counted, ink=ink, fill=fill, align="ctr", lines=look, margin=0))
    return widths, [height], ["".join(drawn)], ""


def _cell(
    text: Text,
    size: float,
    pen: _Pen,
    *,
    bold: bool = False,
    ink: str = "",
    fill: str = "",
    align: str = "",
    lines: str = "",
    margin: int | None = None,
) -> str:
    side = round(_MARGIN * pen.unit) if margin is None else margin
    above = round(_MARGIN_TOP * pen.unit)
    properties = f'lang={quoteattr(pen.language)} sz="{round(size * 100)}"'
    color = solid_fill(ink) if ink else ""
    aligned = f'<a:pPr algn="{align}"/>' if align else ""
    paragraphs = []
    for paragraph in text.paragraphs:
        runs = []
        for run in paragraph.runs:
            style = (' b="1"' if bold or run.bold else "") + (' i="1"' if run.italic else "")
            target = pen.link(run.link) if run.link else ""
            click = f"<a:hlinkClick r:id={quoteattr(target)}/>" if target else ""
            look = f"<a:rPr {properties}{style}>{color}{click}</a:rPr>"
            pieces = run.text.replace("\v", "\n").split("\n")
            runs.append(
                f"<a:br><a:rPr {properties}/></a:br>".join(
                    f"<a:r>{look}<a:t>{escape(piece)}</a:t></a:r>" for piece in pieces
                )
            )
        paragraphs.append(f"<a:p>{aligned}{''.join(runs)}<a:endParaRPr {properties}/></a:p>")
    words = "".join(paragraphs) or f"<a:p>{aligned}<a:endParaRPr {properties}/></a:p>"
    paint = solid_fill(fill) if fill else ""
    return (
        f'<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{words}</a:txBody><a:tcPr marL="{side}" marR="{side}" '
        f'marT="{above}" marB="{above}" anchor="ctr">{lines}{paint}</a:tcPr></a:tc>'
    )


def _lines(*sides: str) -> str:
    """White 3-point lines at those sides and none at the others, whatever the table style says."""
    drawn = []
    for side in ("lnL", "lnR", "lnT", "lnB"):
        look = f' w="38100">{solid_fill("bg1")}' if side in sides else "><a:noFill/>"
        drawn.append(f"<a:{side}{look}</a:{side}>")
    return "".join(drawn)


def _whole(shares: Sequence[float], width: int) -> list[int]:
    """Widths in EMU in proportion to the shares: edges are rounded, so the sum is exactly `width`."""
    total = sum(shares)
    edges = [0, *(round(part * width / total) for part in accumulate(shares))]
    return [right - left for left, right in pairwise(edges)]
