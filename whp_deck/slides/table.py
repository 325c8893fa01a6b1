"""A table of the author's own."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, ValidationInfo, field_validator

from whp_deck.content.authored import Markdown, Unfit
from whp_deck.errors import counted
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

    @field_validator("rows")
    @classmethod
    def _as_wide_as_header(cls, rows: list[list[str]], info: ValidationInfo) -> list[list[str]]:
        width = len(info.data.get("header", ()))
        for at, row in enumerate(rows):
            if width and len(row) != width:
                message = f"the row has {counted(len(row), 'cell')}, the header has {width}"
                remedy = 'give it as many cells as the header has, with "" for an empty one; quotes round a cell with a comma'
                raise Unfit(message, remedy, at=(at,))
        return rows

    def plan(self, view: View) -> list[SlidePlan]:
        header = tuple(view.line(cell, self.item_place("header", n)) for n, cell in enumerate(self.header))
        rows = [
            tuple(view.line(cell, self.item_place("rows", number)) for cell in row)
            for number, row in enumerate(self.rows)
        ]
        names = ", ".join(text.text for text in header)
        alt = self.alt or view.words.get("table_alt", columns=names, rows=len(rows))
        return [self.slide(view, "table", {"table": Table((header, *rows), alt, source=self.place_of("rows"))})]
