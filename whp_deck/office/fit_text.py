"""Fits one text into one slot: chooses the scale, keeps last words company, says how much would fit.

In: a `Text`, a `Slot`. Out: `Fitted`, with the text as it should be written and the measures for a message.
Must not split, report or know slides.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

from whp_deck.office.fonts import line_height, stand_in_factor
from whp_deck.office.template import Slot
from whp_deck.office.wrap import Measured, chunks, measure, paragraph_lines, step
from whp_deck.plan import Paragraph, Run, Text

TITLE_SCALES = (100, 89, 78)  # 36, 32 and 28 pt
FOREIGN_TITLE_SCALES = (100, 89, 78, 70, 62)
FOREIGN_SCALES = (100, 92, 85, 77, 70, 62)
BODY_SCALES = (100, 92, 85)  # PowerPoint stores 92.5 % with 10 % less line spacing, then 85 % with 20 %
TITLE_LINES = 2
_FLOOR, _SMALL_FLOOR = 20.0, 18.0
_NO_BREAK = "\u00a0"


@dataclass(frozen=True, slots=True)
class Fitted:
    """A text at the scale that was chosen, and how it measures there."""

    text: Text
    measured: Measured
    fits: bool
    size: float


def is_title(slot: Slot) -> bool:
    """Whether a slot holds the slide's title, which has its own sizes and never three lines."""
    return slot.kind in {"title", "ctrTitle"}


def scales(text: Text, slot: Slot) -> tuple[int, ...]:
    """The scales that a text may have in a slot, full size first; none makes a level smaller than its floor."""
    if slot.floor:
        return _elsewhere(text, slot)
    if is_title(slot):
        return TITLE_SCALES
    sizes = {_level_size(paragraph, slot) for paragraph in text.paragraphs}
    return tuple(s for s in BODY_SCALES if s == 100 or all(size * step(s)[0] >= _floor(size) for size in sizes))


def _elsewhere(text: Text, slot: Slot) -> tuple[int, ...]:
    """Scales in somebody else's template, whose sizes nobody chose for our texts: further down, as PowerPoint goes.

    Text that begins under the floor stays as large as its template wants it; else the floor itself is the last.
    """
    wanted = FOREIGN_TITLE_SCALES if is_title(slot) else FOREIGN_SCALES
    sizes = {_level_size(paragraph, slot) for paragraph in text.paragraphs} or {slot.levels[0].size}
    found = [s for s in wanted if s == 100 or all(size * step(s)[0] >= min(size, slot.floor) for size in sizes)]
    last = math.ceil(100 * slot.floor / min(sizes) - 0.01)
    return (*found, last) if found[-1] - 2 > last >= wanted[-1] else tuple(found)


def fit_text(text: Text, slot: Slot, most: int = 100) -> Fitted:
    """The text at the largest scale (not above `most`) at which it fits, else at the smallest one."""
    allowed = scales(text, slot)
    allowed = tuple(s for s in allowed if s <= most) or allowed[-1:]
    for scale in allowed:
        measured = measure(text.paragraphs, slot, scale)
        if _fits(measured, slot):
            paragraphs = tuple(
                _keep_company(_after_colon(paragraph, slot, scale), slot, scale) for paragraph in text.paragraphs
            )
            return _fitted(replace(text, paragraphs=paragraphs, scale=scale), slot, measured, True)
    return _fitted(replace(text, scale=allowed[-1]), slot, measured, False)


def smaller(paragraphs: tuple[Paragraph, ...], slot: Slot, scale: int) -> tuple[float, float]:
    """The share of its sizes that a text has at a scale, and how much closer its lines stand: not where there is room."""
    share, closer = step(scale)
    lines = [
        level.line_points or level.line_spacing * line_height(level.font, level.size * share) for level in slot.levels
    ]
    measured = measure(paragraphs, slot, scale)
    spare = measured.available - measured.height
    return share, 0.0 if spare >= closer * measured.lines * max(lines) else closer


def footer_scale(words: str, slot: Slot) -> int:
    """The scale at which a footer stays inside its place, which somebody made for other words.

    On one line where any scale allows it: two lines may fit the box and still look like an accident. A font whose widths
    nobody knows is given some room more: a computer without it draws the footer in a wider one.
    """
    text = Text((Paragraph((Run(words),)),))
    inner = slot.width - slot.insets[0] - slot.insets[2]
    room = round(inner / stand_in_factor(slot.levels[0].font))
    for seat in dict.fromkeys((replace(slot, width=slot.width - inner + room), slot)):
        for scale in scales(text, seat):
            measured = measure(text.paragraphs, seat, scale)
            if measured.lines <= 1 and _fits(measured, seat):
                return scale
    return fit_text(text, slot).text.scale


def characters_that_fit(text: Text, slot: Slot, scale: int) -> int:
    """How many characters of the text, cut after a whole word, fit at a scale."""
    words = text.text.split(" ")
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        if _fits(measure(_start_of(text, len(" ".join(words[:middle]))), slot, scale), slot):
            low = middle
        else:
            high = middle - 1
    return len(" ".join(words[:low]))


def lines_that_fit(measured: Measured, slot: Slot) -> int:
    """About how many lines of that text the slot holds."""
    if is_title(slot) and not slot.floor:
        return TITLE_LINES
    return int(measured.lines * measured.available / measured.height) if measured.height else 0


def edit_letters(runs: tuple[Run, ...], start: int, end: int, edit: Callable[[str], str]) -> tuple[Run, ...]:
    """Runs with the letters from start to end changed by `edit`, which must keep their number."""
    result, at = [], 0
    for run in runs:
        first, last = max(0, start - at), max(0, end - at)
        part = run.text[first:last]
        result.append(replace(run, text=run.text[:first] + edit(part) + run.text[last:]) if part else run)
        at += len(run.text)
    return tuple(result)


def _fitted(text: Text, slot: Slot, measured: Measured, fits: bool) -> Fitted:
    sizes = [_level_size(paragraph, slot) for paragraph in text.paragraphs] or [slot.levels[0].size]
    return Fitted(text, measured, fits, min(sizes) * step(text.scale)[0])


def _fits(measured: Measured, slot: Slot) -> bool:
    return measured.fits and (not is_title(slot) or bool(slot.floor) or measured.lines <= TITLE_LINES)


def _level_size(paragraph: Paragraph, slot: Slot) -> float:
    return slot.levels[min(paragraph.level, len(slot.levels) - 1)].size


def _floor(size: float) -> float:
    if size >= _FLOOR:
        return _FLOOR
    return _SMALL_FLOOR if size >= _SMALL_FLOOR else size


def _start_of(text: Text, length: int) -> tuple[Paragraph, ...]:
    """The first `length` characters, counting one for each paragraph's end."""
    result = []
    for paragraph in text.paragraphs:
        if length <= 0:
            break
        kept, room = [], length
        for run in paragraph.runs:
            kept.append(replace(run, text=run.text[: max(0, room)]))
            room -= len(run.text)
        result.append(replace(paragraph, runs=tuple(kept)))
        length -= len(paragraph.text) + 1
    return tuple(result)


def _after_colon(paragraph: Paragraph, slot: Slot, scale: int) -> Paragraph:
    """A line of two halves with a colon, the second the shorter: that one keeps together, where each half is a line."""
    head, colon, tail = paragraph.text.rpartition(": ")
    words = tail.split(" ")
    if not colon or paragraph.marker is not None or not len(words) > 1 or len(head) < len(tail):
        return paragraph
    start = len(head) + len(colon)
    joined = replace(
        paragraph,
        runs=edit_letters(paragraph.runs, start, len(paragraph.text), lambda part: part.replace(" ", _NO_BREAK)),
    )
    style = slot.levels[min(paragraph.level, len(slot.levels) - 1)]
    size = style.size * step(scale)[0]
    before, after = (paragraph_lines(one, style, slot.text_width, size) for one in (paragraph, joined))
    return joined if before.lines == after.lines == 2 and not after.too_wide else paragraph


def _keep_company(paragraph: Paragraph, slot: Slot, scale: int) -> Paragraph:
    """Join the last two words when the last line is a single word, if that costs no line and the pair fits."""
    style = slot.levels[min(paragraph.level, len(slot.levels) - 1)]
    size = style.size * step(scale)[0]
    wrapped = paragraph_lines(paragraph, style, slot.text_width, size)
    if wrapped.lines < 2:
        return paragraph
    pieces = chunks(paragraph.runs, style.font, style.bold, style.italic, style.caps)
    last = wrapped.starts[-1]
    alone = pieces[last:]
    if not alone or any(piece.space for piece in alone[:-1]) or any(_NO_BREAK in piece.text for piece in alone):
        return paragraph
    if len(wrapped.starts) < 2 or last - 1 - wrapped.starts[-2] < 2:
        return paragraph  # the line above would be left with one word in its turn, or is part of the same word
    before = pieces[last - 1]
    if before.parts or any(piece.parts for piece in alone):
        return paragraph  # a web address breaks by rules of its own
    at = before.start + len(before.text)
    if alone[0].start != at + 1 or paragraph.text[at] != " " or not before.text:
        return paragraph  # the line broke inside a word, or after a tab or several spaces
    joined = replace(paragraph, runs=edit_letters(paragraph.runs, at, at + 1, lambda _: _NO_BREAK))
    after = paragraph_lines(joined, style, slot.text_width, size)
    return joined if after.lines == wrapped.lines and not after.too_wide else paragraph
