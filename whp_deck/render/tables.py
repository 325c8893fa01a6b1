"""A table of the plan as a PowerPoint table: ordinary table, agenda with chips, bar of minutes.

In: `plan.Table`, a place in EMU, and functions that measure text and register links. Out: one `p:graphicFrame`.
Must not open files, choose slides or shorten a text; what a table style or layout can say is said there, and only
what PowerPoint keeps per cell (size, margins, chip colors) is written here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

from lxml import etree
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls

from whp_deck.office.figures import EMU, solid_fill
from whp_deck.plan import Table, Text

Measure = Callable[[str, float, bool], float]  # text, points, bold -> width in points
Link = Callable[[str], str]  # address -> relationship id

TABLE_STYLE_ID = "{6C1E0F52-3B7D-4E0A-9D64-2A8F5B71C9E3}"  # templates/base.pptx defines it
_POINT = EMU / 72
_MARGIN, _MARGIN_TOP = round(0.12 * EMU), round(0.05 * EMU)
_HEADER_HEIGHT = 0.62
_AGENDA_SIZE, _BAR_SIZE = 24.0, 20.0
_CHIP_WIDTH = 0.62
_LABEL_ROOM = 0.3  # a narrower cell of the bar stays empty
_BLANK = "<a:lnL {0}</a:lnL><a:lnR {0}</a:lnR><a:lnT {0}</a:lnT><a:lnB {0}</a:lnB>".format('w="0"><a:noFill/>')


def table_size(rows: int) -> tuple[float, float]:
    """Text size in points and least row height in inches for so many rows, the header not counted.

    Eight rows and more are too many for one slide: split before you draw. They get the smallest size.
    """
    if rows <= 3:
        return 26, 1.0
    if rows <= 5:
        return 22, 0.78
    return 20, 0.58


def column_widths(table: Table, width: int, size: float, measure: Measure) -> list[int]:
    """Widths in EMU that sum to `width`: the wish of each column's longest cell, never less than its longest word.

    Wishes are damped (square root) so that one long text does not starve the others. When not even the longest
    words fit, the columns share what there is by their longest words; a fit check finds the words that break.
    """
    count = max(len(row) for row in table.rows)
    spare = 2 * _MARGIN / _POINT + 2
    words, wishes = [0.0] * count, [0.0] * count
    for number, row in enumerate(table.rows):
        for column, cell in enumerate(row):
            bold = column == 0 or (table.header and number == 0)
            for line in cell.text.splitlines():
                wishes[column] = max(wishes[column], measure(line, size, bold) + spare)
                for word in line.split(" "):
                    words[column] = max(words[column], measure(word, size, bold) + spare)
    total = width / _POINT
    least = [min(max(word, 36.0), total) for word in words]
    left = total - sum(least)
    if left <= 0:
        return _whole([share * total / sum(least) for share in least], width)
    wants = [max(0.0, wish - low) for wish, low in zip(wishes, least, strict=True)]
    if sum(wants) <= left:  # all fit on one line: what is left goes to all columns alike
        return _whole([low + want + (left - sum(wants)) / count for low, want in zip(least, wants, strict=True)], width)
    damped = [want**0.5 for want in wants]
    shares = [min(want, left * damp / sum(damped)) for want, damp in zip(wants, damped, strict=True)]
    rest = left - sum(shares)
    lacking = [want - share for want, share in zip(wants, shares, strict=True)]
    shares = [share + rest * lack / sum(lacking) for share, lack in zip(shares, lacking, strict=True)]
    return _whole([low + share for low, share in zip(least, shares, strict=True)], width)


def row_heights(table: Table, widths: Sequence[int], size: float, measure: Measure) -> list[int]:
    """Heights in EMU that the rows will really have: the least height, or the wrapped text's."""
    body = len(table.rows) - int(table.header)
    least = table_size(body)[1]
    heights = []
    for number, row in enumerate(table.rows):
        head = table.header and number == 0
        lines = 1
        for column, (cell, width) in enumerate(zip(row, widths, strict=False)):
            room = (width - 2 * _MARGIN) / _POINT
            lines = max(lines, _count_lines(cell.text, room, size, head or column == 0, measure))
        needed = lines * size * 1.2 * _POINT + 2 * _MARGIN_TOP
        heights.append(max(round((_HEADER_HEIGHT if head else least) * EMU), round(needed)))
    return heights


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
) -> etree._Element:
    """The `p:graphicFrame`, place in EMU, sitting in the layout's placeholder (idx, type) when there is one.

    The frame is as high as its rows, at most `height` where rows can shrink to it; alternative text from the plan.
    """
    match table.look:
        case "bar":
            widths, heights, rows, flags = _bar(table, width, height, language)
        case "agenda":
            widths, heights, rows, flags = _agenda(table, width, height, language, measure, link)
        case "table":
            widths, heights, rows, flags = _ordinary(table, width, height, language, measure, link)
    grid = "".join(f'<a:gridCol w="{one}"/>' for one in widths)
    body = "".join(f'<a:tr h="{tall}">{row}</a:tr>' for tall, row in zip(heights, rows, strict=True))
    seat = f'<p:ph type="{placeholder[1]}" idx="{placeholder[0]}"/>' if placeholder else ""
    frame: etree._Element = parse_xml(
        f'<p:graphicFrame {nsdecls("p", "a", "r")}><p:nvGraphicFramePr><p:cNvPr id="{shape_id}" '
        f"name={quoteattr(name)} descr={quoteattr(table.alt)}/><p:cNvGraphicFramePr>"
        f'<a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr>{seat}</p:nvPr></p:nvGraphicFramePr>'
        f'<p:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{sum(widths)}" cy="{sum(heights)}"/></p:xfrm><a:graphic>'
        f'<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl><a:tblPr{flags}>'
        f"<a:tableStyleId>{TABLE_STYLE_ID}</a:tableStyleId></a:tblPr><a:tblGrid>{grid}</a:tblGrid>{body}</a:tbl>"
        f"</a:graphicData></a:graphic></p:graphicFrame>"
    )
    return frame


_Drawn = tuple[list[int], list[int], list[str], str]


def _ordinary(table: Table, width: int, height: int, language: str, measure: Measure, link: Link) -> _Drawn:
    size = table.size or table_size(len(table.rows) - int(table.header))[0]
    widths = column_widths(table, width, size, measure)
    heights = _squeezed(row_heights(table, widths, size, measure), height, size)
    columns = len(widths)
    rows = []
    for row in table.rows:
        cells = [*row, *[Text(())] * (columns - len(row))]
        rows.append("".join(_cell(cell, size, language, link) for cell in cells))
    flags = (' firstRow="1"' if table.header else "") + (' firstCol="1"' if columns > 1 else "")
    return widths, heights, rows, flags


def _agenda(table: Table, width: int, height: int, language: str, measure: Measure, link: Link) -> _Drawn:
    """Chips with the item's number, the item, its minutes at the right; the longest item in the accent and bold."""
    body = table.rows[int(table.header) :]
    size = table.size or _AGENDA_SIZE
    columns = max(len(row) for row in body)
    chip = round(_CHIP_WIDTH * EMU)
    minutes = max(measure(row[-1].text, size, True) for row in body)
    last = round((minutes + 8) * _POINT) + 2 * _MARGIN
    middle = columns - 2
    widths = [chip, *_whole([(width - chip - last) / _POINT / middle] * middle, width - chip - last), last]
    each = min(round(0.75 * EMU), max(height // len(body), round(size * 1.2 * _POINT + 2 * _MARGIN_TOP)))
    separators = _white_lines("lnT", "lnB")
    rows = []
    for number, row in enumerate(body):
        bold = number == table.emphasis
        ink = "accent1" if bold else "tx2"
        cells = [_cell(row[0], size, language, link, bold=True, ink="bg1", fill=ink, align="ctr", lines=separators)]
        cells += [_cell(cell, size, language, link, bold=bold) for cell in row[1:-1]]
        cells.append(_cell(row[-1], size, language, link, bold=bold, align="r"))
        rows.append("".join(cells))
    return widths, [each] * len(body), rows, ""


def _bar(table: Table, width: int, height: int, language: str) -> _Drawn:
    """One row whose column widths are minutes. Cells without a number are what is left over: on the pale ground."""
    cells = table.rows[-1]
    shares = list(table.shares) or [1.0] * len(cells)
    total = sum(shares) or 1.0
    widths = _whole([share * width / _POINT / total for share in shares], width)
    drawn = []
    for column, (cell, wide) in enumerate(zip(cells, widths, strict=True)):
        counted = cell.text.strip().isdigit()
        room = _LABEL_ROOM if counted else max(0.75, 0.11 * len(cell.text.strip()) + 0.1)
        label = cell if wide >= room * EMU else Text(())
        ink, fill = ("bg1", "accent1" if column == table.emphasis else "tx2") if counted else ("tx1", "bg2")
        inner = [side for side, there in (("lnL", column > 0), ("lnR", column < len(cells) - 1)) if there]
        size = table.size or (_BAR_SIZE if counted else _BAR_SIZE - 4)
        drawn.append(
            _cell(
                label,
                size,
                language,
                lambda _address: "",
                bold=counted,
                ink=ink,
                fill=fill,
                align="ctr",
                lines=_white_lines(*inner),
                margin=0,
            )
        )
    return widths, [height], ["".join(drawn)], ""


def _cell(
    text: Text,
    size: float,
    language: str,
    link: Link,
    *,
    bold: bool = False,
    ink: str = "",
    fill: str = "",
    align: str = "",
    lines: str = "",
    margin: int = _MARGIN,
) -> str:
    properties = f'lang={quoteattr(language)} sz="{round(size * 100)}"'
    color = solid_fill(ink) if ink else ""
    aligned = f'<a:pPr algn="{align}"/>' if align else ""
    paragraphs = []
    for paragraph in text.paragraphs:
        runs = []
        for run in paragraph.runs:
            style = (' b="1"' if bold or run.bold else "") + (' i="1"' if run.italic else "")
            target = link(run.link) if run.link else ""
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
        f'<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{words}</a:txBody><a:tcPr marL="{margin}" marR="{margin}" '
        f'marT="{_MARGIN_TOP}" marB="{_MARGIN_TOP}" anchor="ctr">{lines}{paint}</a:tcPr></a:tc>'
    )


def _white_lines(*sides: str) -> str:
    """White 3-point lines at those sides and none at the others, whatever the table style says."""
    drawn = []
    for side in ("lnL", "lnR", "lnT", "lnB"):
        look = f'w="38100">{solid_fill("bg1")}' if side in sides else 'w="0"><a:noFill/>'
        drawn.append(f"<a:{side} {look}</a:{side}>")
    return "".join(drawn)


def _squeezed(heights: list[int], height: int, size: float) -> list[int]:
    """Rows that together stand over `height` give up their air, never the room of their text's lines."""
    over = sum(heights) - height
    if over <= 0:
        return heights
    one_line = round(size * 1.2 * _POINT) + 2 * _MARGIN_TOP
    air = [max(0, tall - one_line) if tall < 2 * one_line else 0 for tall in heights]
    part = min(1.0, over / sum(air)) if sum(air) else 0.0
    return [tall - round(spare * part) for tall, spare in zip(heights, air, strict=True)]


def _count_lines(text: str, room: float, size: float, bold: bool, measure: Measure) -> int:
    """Lines of greedy wrapping at spaces."""
    total = 0
    for paragraph in text.split("\n") or [""]:
        total += 1
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if line and measure(longer, size, bold) > room:
                total, line = total + 1, word
            else:
                line = longer
    return total


def _whole(points: Sequence[float], width: int) -> list[int]:
    """Widths in points as EMU: edges are rounded, so the sum is exactly `width`."""
    scale = width / sum(points)
    edges = [0]
    running = 0.0
    for one in points:
        running += one
        edges.append(round(running * scale))
    return [right - left for left, right in pairwise(edges)]
