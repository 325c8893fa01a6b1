"""Breaks paragraphs into lines as PowerPoint does: greedy, over the widths of `fonts`.

In: texts of the plan, a slot with its level styles, a scale. Out: line counts, heights in points, words too wide.
Must not change a text or decide what to do about one that is too long.

Lines break after spaces, after hyphens and dashes inside words, and between East Asian letters; never at a no-break
space. A web address is counted twice, breaking after its hyphens and carried over whole (LibreOffice does now one, now
the other), and the higher count holds; wider than a line, it breaks after `/`, `-`, `?` and `&`. Where renderers differ
we break less: an estimate may be too high, not too low. The space before a slot's first paragraph is not counted.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from functools import lru_cache

from whp_deck.office.fonts import line_height, text_width
from whp_deck.office.template import LevelStyle, Slot
from whp_deck.office.text import HANGING
from whp_deck.office.units import EMU_PER_POINT
from whp_deck.plan import Paragraph, Run

MARKER_INDENT = HANGING / EMU_PER_POINT  # points: the indent that is written when a level has no marker of its own
OVERHANG = 0.1  # of the size: the last line's share of the font's line gap may stick out of the box, unseen
STEPS = {
    100: (1.0, 0.0),
    92: (0.925, 0.10),
    85: (0.85, 0.20),
    77: (0.775, 0.20),
    70: (0.70, 0.20),
    62: (0.625, 0.20),
}  # `Text.scale` → font scale, line spacing reduction
_TAB = 3.0  # em: a tab at most, with PowerPoint's default stops of one inch and text of 24 pt

_SPACES = " \t\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000"
_EAST = "\u2e80-\u2fff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
_WORD = re.compile(f"\n|\v|[^{_SPACES}\n\v]*[{_SPACES}]+|[^{_SPACES}\n\v]+")
_TRAILING = re.compile(f"[{_SPACES}]+$")
_INSIDE = re.compile(
    r"(?<=\w[-\u2010\u2013\u2014])(?=\w)"  # well-|known, 5-|10
    rf"|(?<=\u200b)|(?<=[{_EAST}])(?=\w)|(?<=\w)(?=[{_EAST}])"
)
_ADDRESS = re.compile(r"://|^www\.|[\w-]\.[a-z]{2,}/", re.IGNORECASE)
_IN_ADDRESS = re.compile(r"(?<=[/?&-])(?=[^/?&-])")


@dataclass(frozen=True, slots=True)
class Chunk:
    """Letters that no line break divides; widths in em. `space`: what follows is a space; `forced`: a line break.

    `parts`: widths of the pieces in which a web address goes over several lines, when it is wider than one.
    """

    text: str
    start: int
    width: float
    space_width: float
    space: bool
    forced: bool = False
    parts: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Wrapped:
    """The lines of one paragraph: first chunk of each line, and chunks that are wider than the line."""

    lines: int
    starts: tuple[int, ...]
    too_wide: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """A text in a box: lines and height (points) in all, words that are too wide."""

    lines: int
    height: float
    available: float
    too_wide: tuple[str, ...]

    @property
    def fits(self) -> bool:
        """Whether nothing sticks out."""
        return not self.too_wide and self.height <= self.available


def step(scale: int) -> tuple[float, float]:
    """Font scale and line spacing reduction, as shares, of a `Text.scale`; a scale of our own has no reduction."""
    return STEPS.get(scale, (scale / 100, 0.0))


@lru_cache(maxsize=16384)
def chunks(
    runs: tuple[Run, ...], font: str, bold: bool, italic: bool, caps: bool, whole_addresses: bool = False
) -> tuple[Chunk, ...]:
    """The unbreakable pieces of a paragraph; `bold`, `italic` and `caps` are the level's."""
    text = "".join(run.text for run in runs)
    result: list[Chunk] = []
    for match in _WORD.finditer(text):
        word = match.group()
        if word in {"\n", "\v"}:
            result.append(Chunk("", match.start(), 0.0, 0.0, False, True))
            continue
        bare = _TRAILING.sub("", word)
        address = _ADDRESS.search(bare) is not None
        pieces = [bare] if address and whole_addresses else [piece for piece in _INSIDE.split(bare) if piece] or [""]
        at = match.start()
        for i, piece in enumerate(pieces):
            tail = word[len(bare) :] if i == len(pieces) - 1 else ""
            width = _width(runs, at, at + len(piece), font, bold, italic, caps)
            space = _width(runs, at + len(piece), at + len(piece) + len(tail), font, bold, italic, caps)
            parts: list[float] = []
            if address:
                for part in _IN_ADDRESS.split(piece):
                    parts.append(_width(runs, at, at + len(part), font, bold, italic, caps))
                    at += len(part)
                at -= len(piece)
            result.append(Chunk(piece, at, width, space + _TAB * tail.count("\t"), bool(tail), parts=tuple(parts)))
            at += len(piece)
    return tuple(result)


def _width(runs: tuple[Run, ...], start: int, end: int, font: str, bold: bool, italic: bool, caps: bool) -> float:
    """The width in em of the letters from start to end, each in its run's look."""
    total, at = 0.0, 0
    for run in runs:
        after = at + len(run.text)
        if after > start and at < end:
            part = run.text[max(0, start - at) : end - at]
            if caps:
                part = part.upper()
            total += text_width(part, font, 1.0, bold or run.bold, italic or run.italic)
        at = after
        if at >= end:
            break
    return total


def wrap(pieces: tuple[Chunk, ...], size: float, first: float, rest: float) -> Wrapped:
    """Break at a size in points; `first` and `rest` are the widths in points of the first line and of the others."""
    available = max(first, 1.0) / size
    others = max(rest, 1.0) / size
    lines, used, fresh = 1, 0.0, True
    starts = [0]
    too_wide: list[str] = []
    for i, chunk in enumerate(pieces):
        if chunk.forced:
            lines, used, fresh, available = lines + 1, 0.0, True, others
            starts.append(i + 1)
            continue
        if used + chunk.width > available + 1e-9 and not fresh:
            lines, used, fresh, available = lines + 1, 0.0, True, others
            starts.append(i)
        width = chunk.width
        if width > available + 1e-9:
            more, width, broken = _over_lines(chunk, available, others)
            lines, available = lines + more, others
            too_wide += [chunk.text] if broken else []
        used += width + chunk.space_width
        fresh = False
    return Wrapped(lines, tuple(starts), tuple(too_wide))


def _over_lines(chunk: Chunk, first: float, rest: float) -> tuple[int, float, bool]:
    """A chunk wider than its line: further lines, width on the last one, whether it breaks where it should not."""
    lines, used, room, broken = 0, 0.0, first, False
    for width in chunk.parts or (chunk.width,):
        if used and used + width > room + 1e-9:
            lines, used, room = lines + 1, 0.0, rest
        if width > room + 1e-9:
            broken = True
            more = math.ceil((width - room) / rest)
            lines, used, room = lines + more, width - room - (more - 1) * rest, rest
        else:
            used += width
    return lines, used, broken


def paragraph_lines(paragraph: Paragraph, style: LevelStyle, width: float, size: float) -> Wrapped:
    """The lines of one paragraph of a slot that is `width` points wide, at a size in points."""
    left, first_left = _indents(paragraph, style, size)
    look = (style.font, style.bold, style.italic, style.caps)
    pieces = chunks(paragraph.runs, *look)
    wrapped = wrap(pieces, size, width - first_left, width - left)
    if any(piece.parts for piece in pieces):
        whole = wrap(chunks(paragraph.runs, *look, whole_addresses=True), size, width - first_left, width - left)
        if whole.lines > wrapped.lines:
            return replace(wrapped, lines=whole.lines)
    return wrapped


def _indents(paragraph: Paragraph, style: LevelStyle, size: float) -> tuple[float, float]:
    """Where lines start, and where the first line's text starts, in points from the left."""
    left = style.margin_left
    if paragraph.marker is None:
        return (0.0, 0.0) if style.has_bullet else (left, max(0.0, left + style.indent))
    if not style.has_bullet and style.indent >= 0:  # `text` writes this hanging indent when the level has none
        left = (left or paragraph.level * MARKER_INDENT) + MARKER_INDENT
        return left, left
    marker = size * (1.1 if paragraph.marker == "number" else 0.6)
    return left, max(left, left + style.indent + marker)


def measure(paragraphs: tuple[Paragraph, ...], slot: Slot, scale: int) -> Measured:
    """The lines and the height of paragraphs in a slot at a `Text.scale`."""
    share, reduction = step(scale)
    lines, height, overhang = 0, 0.0, 0.0
    too_wide: list[str] = []
    width = slot.text_width
    for i, paragraph in enumerate(paragraphs):
        style = slot.levels[min(paragraph.level, len(slot.levels) - 1)]
        size = style.size * share
        wrapped = paragraph_lines(paragraph, style, width, size)
        pitch = style.line_points or line_height(style.font, size) * max(0.1, style.line_spacing - reduction)
        lines += wrapped.lines
        height += wrapped.lines * pitch
        height += (style.space_before if i else 0.0) + (style.space_after if i < len(paragraphs) - 1 else 0.0)
        overhang = OVERHANG * size
        too_wide += wrapped.too_wide
    return Measured(lines, height, slot.text_height + overhang, tuple(dict.fromkeys(too_wide)))
