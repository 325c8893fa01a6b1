"""Rules on tables: headers that are marked, and no merged cells.

In: a `DeckView`. Out: hits. Must not judge whether a table fits (`checks.fit` does).
"""

from __future__ import annotations

from collections.abc import Iterator

from whp_deck.checks.deck_view import (
    DeckView,
    tables_of,
)
from whp_deck.checks.rule import Hit, Rule, rule
from whp_deck.errors import counted
from whp_deck.office.xml import a, attribute


@rule(
    severity="error",
    remedy="mark the first row: Table Design > Header Row",
    origin="HHS checklist; WCAG 1.3.1; Microsoft's checker",
)
def table_header(deck: DeckView) -> Iterator[Hit]:
    """Without marked headers nobody hears to which column or row a cell belongs.

    A list in the form of a table has its headers in the first column (WCAG technique H63), and one row needs none.
    """
    for slide in deck.slides:
        for placed, table in tables_of(slide):
            properties = table.find(a("tblPr"))
            flags = () if properties is None else (attribute(properties, name) for name in ("firstRow", "firstCol"))
            if not {"1", "true"} & set(flags) and len(table.findall(a("tr"))) > 1:
                yield slide.hit("the table has no header row and no header column", placed)


@rule(
    severity="error",
    remedy="split the cells (Layout > Split Cells), or make two tables of one",
    origin="HHS checklist; Microsoft's checker",
)
def table_merged_cells(deck: DeckView) -> Iterator[Hit]:
    """A merged cell breaks the count of rows and columns that a screen reader speaks."""
    for slide in deck.slides:
        for placed, table in tables_of(slide):
            merged = [
                cell for cell in table.iter(a("tc"))
                if attribute(cell, "gridSpan", "1") != "1" or attribute(cell, "rowSpan", "1") != "1"
            ]  # fmt: skip
            if merged:
                yield slide.hit(f"the table has {counted(len(merged), 'merged cell')}", placed)


@rule(
    severity="error",
    remedy="mark the first column: Table Design > First Column",
    origin="HHS checklist; WCAG 1.3.1",
)
def table_first_column(deck: DeckView) -> Iterator[Hit]:
    """Where the first column names the rows and the corner is empty, its cells are headers too."""
    for slide in deck.slides:
        for placed, table in tables_of(slide):
            properties = table.find(a("tblPr"))
            flagged = properties is not None and attribute(properties, "firstCol") in ("1", "true")
            rows = [
                ["".join(str(t) for t in cell.itertext()).strip() for cell in row.iter(a("tc"))]
                for row in table.iter(a("tr"))
            ]
            if flagged or len(rows) < 3 or len(rows[0]) < 3 or rows[0][0] or not all(rows[0][1:]):
                continue
            if all(row and row[0] for row in rows[1:]):
                yield slide.hit("the first column names the rows and is not marked as headers", placed)


RULES: tuple[Rule[DeckView], ...] = (table_header, table_merged_cells, table_first_column)
