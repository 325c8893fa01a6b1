"""WordprocessingML as strings: runs, paragraphs, fields, check boxes, pictures, tables.

In: texts of the plan, style ids, sizes in twips. Out: XML with the prefixes that `NAMESPACES` declares.
Must not know templates, relationships or packet sections: whoever owns those passes ids.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

from whp_deck.office.xml import clean
from whp_deck.plan import Paragraph, Run

W_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14_NS = "http://schemas.microsoft.com/office/word/2010/wordml"
NAMESPACES = (
    f'xmlns:w="{W_NS}" xmlns:w14="{W14_NS}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" mc:Ignorable="w14"'
)
LINE_9_MM = 510  # twips: what a pen needs
WRITE_HERE = 'w:leader="underscore"'  # of the tab that draws a line to write on
LIST_STEP = 320  # twips a level
_PICTURE_URI = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_SHAPE_URI = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_SPECIAL = re.compile("[\n\v\u2028\u2029]|\t|\u00ad|\u2011")
# Word shows U+00AD and U+2011 as visible signs of the wrong width; it has elements of its own for them
_ELEMENTS = {"\t": "<w:tab/>", "\u00ad": "<w:softHyphen/>", "\u2011": "<w:noBreakHyphen/>"}

Link = Callable[[str], str]  # address -> relationship id

_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)


@dataclass(frozen=True, slots=True)
class Column:
    """One cell of a row: its blocks as XML, width in twips, and properties (`w:tcPr` behind the width)."""

    content: str
    width: int
    properties: str = ""


_STYLE = re.compile(r'<w:pStyle w:val="[^"]*"/>')
_PROPERTIES = re.compile(r"<w:pPr>.*?</w:pPr>")  # of one paragraph
_RUN = re.compile(r"<w:r>(?:<w:rPr>(.*?)</w:rPr>)?")
_CELL_MARGIN = 8  # twips above and below, in a table that is set small


def run_xml(text: str, properties: str = "") -> str:
    """Letters as runs; line breaks, tabs, soft and no-break hyphens as Word's own elements."""
    head = f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}"
    inner, at, words = "", 0, clean(text).replace("\r\n", "\n").replace("\r", "\n")
    for found in _SPECIAL.finditer(words):
        inner += _letters(words[at : found.start()]) + _ELEMENTS.get(found[0], "<w:br/>")
        at = found.end()
    inner += _letters(words[at:])
    return f"{head}{inner}</w:r>" if inner else ""


def runs_xml(runs: Iterable[Run], link: Link, link_style: str) -> str:
    """Runs of the plan; an address becomes a hyperlink."""
    made = []
    for run in runs:
        properties = ("<w:b/><w:bCs/>" if run.bold else "") + ("<w:i/><w:iCs/>" if run.italic else "")
        if run.link:
            styled = f'<w:rStyle w:val="{link_style}"/>{properties}'
            made.append(f'<w:hyperlink r:id="{link(run.link)}">{run_xml(run.text, styled)}</w:hyperlink>')
        else:
            made.append(run_xml(run.text, properties))
    return "".join(made)


def paragraph_xml(style: str, inner: str, properties: str = "") -> str:
    """A paragraph in a named style. `properties`: what follows `w:pStyle` in the schema's order."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{inner}</w:p>'


def tighter_xml(block: str) -> str:
    """A paragraph, or those of a table, with less room above, below and between lines, whatever their style says.

    As PowerPoint's stored font scale: not a look, but what it takes to stay on one page. Lines to write on stay as high
    as a pen needs them.
    """
    if block.startswith("<w:tbl>"):
        return _PROPERTIES.sub(lambda found: _spaced(found[0], before=0, after=0, line=236), block)
    properties, closing, rest = block.partition("</w:pPr>")
    before = 170 if "<w:keepNext" in properties or "Heading" in properties else 0
    return _spaced(properties + closing, before=before, after=50, line=245) + rest if closing else block


def smaller_xml(block: str, size: float) -> str:
    """The same in type of `size` points, in a table half a point less and with hardly any room around the words of a cell.

    Headings, and lines to write on, stay as they are.
    """
    table = block.startswith("<w:tbl>")
    if "Heading" in block.partition("</w:pPr>")[0] or (not table and WRITE_HERE in block):
        return block
    halves = round(2 * size) - table
    sized = f'<w:sz w:val="{halves}"/><w:szCs w:val="{halves}"/></w:rPr>'
    block = _RUN.sub(lambda run: f"<w:r><w:rPr>{run[1] or ''}{sized}", block)
    margins = "".join(f'<w:{side} w:w="{_CELL_MARGIN}" w:type="dxa"/>' for side in ("top", "bottom"))
    return block.replace("<w:tblLook ", f"<w:tblCellMar>{margins}</w:tblCellMar><w:tblLook ", 1) if table else block


def _spaced(properties: str, *, before: int, after: int, line: int) -> str:
    """What ends in `w:pPr`, with this spacing where the schema has it: before indent and alignment."""
    if "<w:spacing " in properties or WRITE_HERE in properties:
        return properties
    spacing = f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'
    places = (properties.find(mark) for mark in ("<w:ind ", "<w:jc ", "</w:pPr>"))
    place = min(at for at in places if at >= 0)
    return f"{properties[:place]}{spacing}{properties[place:]}"


def kept_xml(paragraph: str) -> str:
    """The paragraph on the page of the one after it."""
    if "<w:keepNext" in paragraph or not paragraph.startswith("<w:p>"):
        return paragraph
    return _STYLE.sub(lambda found: f"{found[0]}<w:keepNext/>", paragraph, count=1)


def centered_xml(paragraph: str) -> str:
    """The paragraph in the middle; one with tabs, as a line to write on, stays as it is."""
    properties, closing, rest = paragraph.partition("</w:pPr>")
    if not closing or "<w:tabs>" in properties or "<w:jc " in properties:
        return paragraph
    return f'{properties}<w:jc w:val="center"/>{closing}{rest}'


def numbering_xml(number: int, level: int) -> str:
    """`w:numPr`: which list, which level."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def level_indent(paragraph: Paragraph, base: int = 0) -> str:
    """A plain paragraph inside a list stands under its item's text."""
    left = base + LIST_STEP * min(paragraph.level, 3)
    return f'<w:ind w:left="{left}"/>' if left else ""


def field_xml(code: str) -> str:
    """A field that Word computes for itself, as PAGE."""
    return f'<w:fldSimple w:instr=" {code} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def check_box_xml(identity: int, label: str) -> str:
    """A box to tick, on paper or with a click (MS-DOCX 2.6.1.9, w14:checkbox)."""
    name = quoteattr(clean(label)[:64])
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val={name}/><w:id w:val="{identity}"/><w14:checkbox><w14:checked w14:val="0"/>'
        '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/><w14:uncheckedState w14:val="2610" '
        'w14:font="MS Gothic"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:rPr><w:rFonts w:ascii="MS Gothic" '
        'w:eastAsia="MS Gothic" w:hAnsi="MS Gothic" w:hint="eastAsia"/></w:rPr><w:t>☐</w:t></w:r></w:sdtContent></w:sdt>'
    )


def drawing_beside_xml(r_id: str, identity: int, *, width: int, height: int) -> str:
    """A decorative picture at the right edge of the text, beside the lines that follow; sizes in EMU."""
    names = f'id="{identity}" name="Figures {identity}"'
    return (
        '<w:r><w:drawing><wp:anchor distT="0" distB="0" distL="114300" distR="0" simplePos="0" relativeHeight="2" '
        'behindDoc="0" locked="0" layoutInCell="1" allowOverlap="0"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="column"><wp:align>right</wp:align></wp:positionH>'
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:wrapSquare wrapText="left"/>'
        f"<wp:docPr {names}>{_DECORATIVE}</wp:docPr><wp:cNvGraphicFramePr/>"
        f"{_picture_graphic(r_id, names, width, height, '')}</wp:anchor></w:drawing></w:r>"
    )


def drawing_in_line_xml(r_id: str, identity: int, *, width: int, height: int) -> str:
    """A decorative picture in the line; sizes in EMU."""
    names = f'id="{identity}" name="Figures {identity}"'
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
        f"<wp:docPr {names}>{_DECORATIVE}</wp:docPr><wp:cNvGraphicFramePr/>"
        f"{_picture_graphic(r_id, names, width, height, '')}</wp:inline></w:drawing></w:r>"
    )


def _picture_graphic(r_id: str, names: str, width: int, height: int, line: str) -> str:
    return (
        f'<a:graphic><a:graphicData uri="{_PICTURE_URI}"><pic:pic><pic:nvPicPr><pic:cNvPr {names}/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{r_id}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect">'
        f"<a:avLst/></a:prstGeom>{line}</pic:spPr></pic:pic></a:graphicData></a:graphic>"
    )


def picture_xml(r_id: str, identity: int, *, alt: str, width: int, height: int, frame: bool = False) -> str:
    """A picture in the line, sizes in EMU, with its alternative text and, on request, a hairline around it."""
    line = '<a:ln w="6350"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill></a:ln>' if frame else ""
    names = f'id="{identity}" name="Picture {identity}" descr={quoteattr(clean(alt))}'
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr {names}/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f"{_picture_graphic(r_id, names, width, height, line)}</wp:inline></w:drawing></w:r>"
    )


def band_xml(words: str, style: str, *, width: int, height: int) -> str:
    """A band at the right edge of the page, behind the text, with words along it; sizes in EMU. For a header."""
    white = '<w:color w:val="FFFFFF" w:themeColor="background1"/>'
    paragraph = paragraph_xml(style, run_xml(words, white), '<w:jc w:val="center"/>')
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" distL="0" '
        'distR="0" simplePos="0" relativeHeight="1" behindDoc="1" locked="0" layoutInCell="1" allowOverlap="1">'
        '<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="page"><wp:align>right</wp:align></wp:positionH>'
        '<wp:positionV relativeFrom="page"><wp:posOffset>0</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:wrapNone/><wp:docPr id="1" name="Band">{_DECORATIVE}</wp:docPr>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_SHAPE_URI}"><wps:wsp><wps:cNvSpPr/><wps:spPr><a:xfrm>'
        f'<a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        '<a:solidFill><a:schemeClr val="accent1"/></a:solidFill><a:ln><a:noFill/></a:ln></wps:spPr><wps:txbx>'
        f'<w:txbxContent>{paragraph}</w:txbxContent></wps:txbx><wps:bodyPr vert="vert" lIns="0" tIns="0" rIns="0" '
        'bIns="0" anchor="ctr"/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>'
        "</mc:AlternateContent></w:r>"
    )


def row_xml(
    columns: Sequence[Column], *, header: bool = False, height: int = 0, exact: bool = False, whole: bool = True
) -> str:
    """A table row, at least (or exactly) so high in twips; it stays on one page, and a header is repeated."""
    rule = "exact" if exact else "atLeast"
    properties = (
        ("<w:cantSplit/>" if whole else "")
        + (f'<w:trHeight w:val="{height}" w:hRule="{rule}"/>' if height else "")
        + ("<w:tblHeader/>" if header else "")
    )
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{one.width}" w:type="dxa"/>{one.properties}</w:tcPr>{one.content}</w:tc>'
        for one in columns
    )
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{cells}</w:tr>"


def table_xml(
    widths: Sequence[int],
    rows: Iterable[str],
    *,
    style: str = "",
    properties: str = "",
    header: bool = False,
    alt: str = "",
) -> str:
    """A table whose widths Word keeps: grid and cells agree, autofit is off. `properties`: `w:jc` and the like."""
    named = f'<w:tblStyle w:val="{style}"/>' if style else ""
    look = f'<w:tblLook w:val="{"0620" if header else "0600"}" w:firstRow="{int(header)}" w:lastRow="0" '
    look += 'w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
    described = f"<w:tblDescription w:val={quoteattr(clean(alt))}/>" if alt else ""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    # CT_TblPr in order: tblStyle, tblW, jc, tblBorders, tblLayout, tblCellMar, tblLook, tblDescription
    before, _, after = properties.partition("|")
    return (
        f'<w:tbl><w:tblPr>{named}<w:tblW w:w="{sum(widths)}" w:type="dxa"/>{before}<w:tblLayout w:type="fixed"/>{after}'
        f"{look}{described}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def share_widths(shares: Sequence[float], total: int) -> list[int]:
    """Whole twips in these proportions whose sum is the total."""
    whole = sum(shares) or 1
    edges = [0, *(round(total * sum(shares[: n + 1]) / whole) for n in range(len(shares)))]
    return [right - left for left, right in pairwise(edges)]


def _letters(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>' if text else ""
