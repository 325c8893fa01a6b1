"""Paragraphs of the plan in the styles of a Word template, with their lists, and about how high they come out.

In: paragraphs, a style's name. Out: `w:p` as strings; points. Must not know pages or packet sections.
"""

from __future__ import annotations

from collections.abc import Sequence

from whp_deck.office.fonts import line_height
from whp_deck.office.wrap import chunks, wrap
from whp_deck.plan import Paragraph, Run, Text
from whp_deck.render.docx_template import WordTemplate
from whp_deck.render.docx_xml import level_indent, numbering_xml, paragraph_xml, runs_xml

FONT = "Atkinson Hyperlegible"
_LISTS = {"bullet": "List Bullet", "number": "List Number"}
_STEPS = ("", " 2", " 3")
_CELL_SIDES = 14.0  # points: the cell margins of our two table styles, and what a bold word is wider than measured


class TextWriter:
    """Writes paragraphs into one document; a numbered list that follows other text counts from 1."""

    def __init__(self, word: WordTemplate) -> None:
        self.word = word
        self._link_style = word.style("Hyperlink")
        self._bullets = word.lists.of("List Bullet")

    def runs(self, runs: Sequence[Run]) -> str:
        """Runs as they stand in a paragraph."""
        return runs_xml(runs, self.word.link, self._link_style)

    def paragraphs(self, paragraphs: Sequence[Paragraph], style: str = "Body Text", properties: str = "") -> list[str]:
        """A `w:p` for each. In body text a list has styles of its own; elsewhere it keeps the style around it.

        `properties`: what is added to every paragraph's own.
        """
        made = []
        number = 0
        for paragraph in paragraphs:
            inner = self.runs(paragraph.runs)
            level = min(paragraph.level, 2)
            if paragraph.marker is None:
                if level == 0:
                    number = 0
                made.append(paragraph_xml(self.word.style(style), inner, level_indent(paragraph) + properties))
                continue
            if paragraph.marker == "number" and not number:
                number = self.word.lists.new("List Number")
            elif paragraph.marker == "bullet" and level == 0:
                number = 0
            own = _LISTS[paragraph.marker] + _STEPS[level] if style == "Body Text" else style
            listed = ""
            if paragraph.marker == "number":
                listed = numbering_xml(number, level)
            elif style != "Body Text":
                listed = numbering_xml(self._bullets, level)
            made.append(paragraph_xml(self.word.style(own), inner, listed + properties))
        return made

    def cell(self, paragraphs: Sequence[Paragraph], style: str, properties: str) -> list[str]:
        """The same for a table cell, which always holds one paragraph at least."""
        return self.paragraphs(paragraphs, style, properties) or [paragraph_xml(self.word.style(style), "", properties)]


def text_height(paragraphs: Sequence[Paragraph], width: float, size: float, *, gap: float, line: float = 1.1) -> float:
    """About how high the paragraphs are, in points, at that size and width, with that gap after each."""
    total = 0.0
    for paragraph in paragraphs:
        room = width - (16 * (paragraph.level + 1) if paragraph.marker else 16 * paragraph.level)
        lines = wrap(chunks(paragraph.runs, FONT, False, False, False), size, room, room).lines
        total += max(1, lines) * line_height(FONT, size) * line + gap
    return total


def wide_enough(widths: Sequence[float], rows: Sequence[Sequence[Text]], size: float) -> list[float]:
    """Column widths in points, so changed that a column holds its longest word, as far as the others can give."""
    least = [0.0] * len(widths)
    for number, row in enumerate(rows):
        for at, cell in enumerate(row[: len(least)]):
            for paragraph in cell.paragraphs:
                pieces = chunks(paragraph.runs, FONT, number == 0, False, False)
                least[at] = max([least[at], *(piece.width * size + _CELL_SIDES for piece in pieces)])
    wanted = [max(pair) for pair in zip(widths, least, strict=True)]
    spare = [max(0.0, pair[0] - pair[1]) for pair in zip(widths, least, strict=True)]
    over = sum(wanted) - sum(widths)
    if over <= 0 or over > sum(spare):
        return list(widths)
    return [one - over * free / sum(spare) for one, free in zip(wanted, spare, strict=True)]
