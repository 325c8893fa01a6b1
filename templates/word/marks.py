"""Small pieces of Word's XML that styles and pages are written with.

In: points, twips, names of theme colors. Out: strings of XML. Must not know any style.
"""

from __future__ import annotations

from colors import COLORS

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SLOTS = {"text1": "dk1", "text2": "dk2", "background1": "lt1", "background2": "lt2", "accent1": "accent1"}
_SLOTS["hyperlink"] = "hlink"
LETTER = (12240, 15840)  # twips
MARGINS = {"top": 1380, "right": 2000, "bottom": 1080, "left": 1080, "header": 600, "footer": 560, "gutter": 0}


def color(slot: str) -> str:
    """`w:color` of a theme color."""
    return f'<w:color w:val="{COLORS[_SLOTS[slot]]}" w:themeColor="{slot}"/>'


def fill(slot: str) -> str:
    """`w:shd` of a theme color."""
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{COLORS[_SLOTS[slot]]}" w:themeFill="{slot}"/>'


def border(side: str, slot: str, eighths: int, *, space: int = 0, kind: str = "single") -> str:
    """One border, its width in eighths of a point."""
    look = f'w:val="{kind}" w:sz="{eighths}" w:space="{space}" w:color="{COLORS[_SLOTS[slot]]}"'
    return f'<w:{side} {look} w:themeColor="{slot}"/>'


def size(points: float) -> str:
    """`w:sz` for a size in points."""
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


def spacing(before: float = 0, after: float = 0, line: int = 0, rule: str = "auto") -> str:
    """`w:spacing`: points before and after; `line` in 240ths of a line, or twips when `rule` is exact."""
    lines = f' w:line="{line}" w:lineRule="{rule}"' if line else ""
    return f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}"{lines}/>'


def hanging(left: int, first: int) -> str:
    """`w:ind` in twips: the text's left edge, and how far the first line hangs out."""
    return f'<w:ind w:left="{left}" w:hanging="{first}"/>'


def listed(number: int, level: int) -> str:
    """`w:numPr` of a list."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


BOLD, KEEP = "<w:b/><w:bCs/>", "<w:keepNext/>"
BULLETS, NUMBERS, POCKET = 1, 2, 3
