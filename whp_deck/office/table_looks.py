"""How the cells of a table look when they do not say it themselves: the table's style, part by part.

In: an `a:tbl`, the sheet it stands on, what is behind it. Out: each cell with its ground, text color and boldness.
Must not read texts. Sources: ECMA-376 part 1, 20.1.4.2 (table styles), 21.1.3.13 (`a:tbl`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import XmlPart

from whp_deck.office.colors import Color
from whp_deck.office.grounds import Ground, Paint, paint_of, seen_over
from whp_deck.office.package import Package
from whp_deck.office.parts import element_of
from whp_deck.office.relationships import relationships_of
from whp_deck.office.sheets import Sheet
from whp_deck.office.xml import Element, a, attribute, descend, parse_or_none

_MEDIUM_2 = "{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}"  # PowerPoint's usual style, which it need not write into the file
_PLAIN = ("{5940675A-B579-460E-94D1-54222C63F5DA}", "{2D5ABB26-0587-4C30-8999-92F81FD0307C}")  # grid, no style


@dataclass(frozen=True, slots=True)
class CellLook:
    """One cell: `color` is the style's text color, None where the style has none."""

    element: Element
    ground: Ground
    color: Color | None
    bold: bool


class TableLooks:
    """The table styles of one package."""

    def __init__(self, package: Package) -> None:
        part = relationships_of(package.deck).first_of(RT.TABLE_STYLES)
        root = None if part is None else element_of(part) if isinstance(part, XmlPart) else parse_or_none(part.blob)
        self._by_id = {attribute(one, "styleId"): one for one in ([] if root is None else list(root))}

    def cells(self, table: Element, sheet: Sheet, behind: Ground) -> Iterator[CellLook]:
        """Every cell that is not covered by a merged one."""
        properties = table.find(a("tblPr"))
        style_id = "" if properties is None else properties.findtext(a("tableStyleId")) or ""
        style = self._by_id.get(style_id)
        rows = list(table.iterchildren(a("tr")))
        own = None if properties is None else paint_of(properties, sheet.palette)
        for row_number, row in enumerate(rows):
            cells = list(row.iterchildren(a("tc")))
            for column, cell in enumerate(cells):
                if attribute(cell, "hMerge") == "1" or attribute(cell, "vMerge") == "1":
                    continue
                names = _parts(properties, row_number, len(rows), column, len(cells))
                ground = behind if own is None else seen_over(own, behind)
                color, bold = None, False
                if style is not None:
                    ground, color, bold = _styled(style, names, sheet, ground)
                elif style_id == _MEDIUM_2:
                    ground, color, bold = _medium_2(names, sheet)
                elif style_id and style_id not in _PLAIN:
                    ground = Ground((), False)
                fill = cell.find(a("tcPr"))
                paint = None if fill is None else paint_of(fill, sheet.palette)
                yield CellLook(cell, ground if paint is None else seen_over(paint, ground), color, bold)


def _parts(properties: Element | None, row: int, rows: int, column: int, columns: int) -> list[str]:
    """The parts of a table style that hold for a cell, the strongest first."""

    def on(flag: str) -> bool:
        return properties is not None and attribute(properties, flag) in ("1", "true")

    found = []
    if on("firstRow") and row == 0:
        found.append("firstRow")
    if on("lastRow") and row == rows - 1 and rows > 1:
        found.append("lastRow")
    if on("firstCol") and column == 0:
        found.append("firstCol")
    if on("lastCol") and column == columns - 1 and columns > 1:
        found.append("lastCol")
    if on("bandRow"):
        found.append("band1H" if (row - on("firstRow")) % 2 == 0 else "band2H")
    if on("bandCol"):
        found.append("band1V" if (column - on("firstCol")) % 2 == 0 else "band2V")
    return [*found, "wholeTbl"]


def _styled(style: Element, names: list[str], sheet: Sheet, ground: Ground) -> tuple[Ground, Color | None, bool]:
    color: Color | None = None
    bold: bool | None = None
    whole = descend(style, a("tblBg"), a("fill"))
    paint: Paint | None = None
    for name in names:
        part = style.find(a(name))
        fill = descend(part, a("tcStyle"), a("fill"))
        if paint is None and fill is not None:
            paint = paint_of(fill, sheet.palette)
        text = None if part is None else part.find(a("tcTxStyle"))
        if text is None:
            continue
        if bold is None and text.get("b"):
            bold = attribute(text, "b") == "on"
        if color is None:
            color = next((sheet.palette.color(one) for one in text if str(one.tag).endswith("Clr")), None)
    if paint is None and whole is not None:
        paint = paint_of(whole, sheet.palette)
    return ground if paint is None else seen_over(paint, ground), color, bool(bold)


def _medium_2(names: list[str], sheet: Sheet) -> tuple[Ground, Color | None, bool]:
    """“Medium Style 2 – Accent 1”, as PowerPoint writes it into files that hold it."""
    palette = sheet.palette
    accent, light, dark = (palette.slots[one] for one in ("accent1", "lt1", "dk1"))
    if {"firstRow", "lastRow", "firstCol", "lastCol"} & set(names):
        return Ground((accent,)), Color(light), True
    share = 0.4 if "band1H" in names or "band1V" in names else 0.2
    return Ground((Color(accent).tinted(share).rgb,)), Color(dark), False
