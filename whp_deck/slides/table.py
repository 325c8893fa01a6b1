"""A table of the author's own."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from whp_deck.content.authored import Markdown
from whp_deck.plan import SlidePlan, Table
from whp_deck.slides.base import SlideEntry
from whp_deck.slides.view import View


class TableSlide(SlideEntry):
    """Header and rows; every row has as many cells as the header."""

    kind: Literal["table"] = "table"
    header: list[Markdown] = Field(
        description="Headings of the columns.", examples=[["What was found", "Where"]], min_length=2, max_length=6
    )
    rows: list[list[Markdown]] = Field(
        description="The rows; each has as many cells as the header.",
        examples=[[["Few strategies were tested well", "Primary care"]]],
        min_length=1,
        max_length=60,
    )
    alt: str = Field(
        "",
        description="What the table shows, in a sentence.",
        examples=["Three findings on handoffs, and where they come from."],
    )

    @model_validator(mode="after")
    def _rows_as_wide_as_header(self) -> TableSlide:
        for number, row in enumerate(self.rows, 1):
            if len(row) != len(self.header):
                raise ValueError(f"row {number} has {len(row)} cells, the header has {len(self.header)}")
        return self

    def plan(self, view: View) -> list[SlidePlan]:
        header = tuple(view.line(cell, self.item_place("header", n)) for n, cell in enumerate(self.header))
        rows = [
            tuple(view.line(cell, self.item_place("rows", number)) for cell in row)
            for number, row in enumerate(self.rows)
        ]
        names = ", ".join(text.text for text in header)
        alt = self.alt or view.words.get("table_alt", columns=names, rows=len(rows))
        return [self.slide(view, "table", {"table": Table((header, *rows), alt, source=self.place_of("rows"))})]
