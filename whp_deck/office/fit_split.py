"""Divides a slide that cannot fit into several: `Title (1/2)`, `Title (2/2)`, ids `x` and `x#2`.

In: a slide, its layout, the slots that hold too much. Out: the pages in order, or None when nothing can be divided.
Must not lose, repeat or reorder a word of what is divided (only headings, titles and table headers come again),
and must not report: `fit` does.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from whp_deck.office.fit_text import fit_text
from whp_deck.office.table_fit import (
    column_widths,
    in_unit,
    room_for_table,
    row_heights,
    size_steps,
    table_layout,
    with_shares,
    words_too_wide,
)
from whp_deck.office.template import Layout, Slot
from whp_deck.office.wrap import measure
from whp_deck.plan import Block, NotePart, Notes, Paragraph, Run, SlidePlan, Table, Text

DIVISIBLE = frozenset({"body", "items", "left", "right", "prompts", "detail", "situation", "table", "agenda"})
_COLUMNS = ("left", "right")
_TIGHTEST = 0.6  # no page holds more than its height divided by this, even at the smallest scale
_NOTE_LENGTH = 160


def split_slide(slide: SlidePlan, layout: Layout, crowded: Sequence[str]) -> list[SlidePlan] | None:
    """Pages for a slide whose `crowded` slots are too full; None when one of them cannot be divided."""
    parts: dict[str, Sequence[Block]] = {}
    for name in crowded:
        divided = _divide(slide.slots[name], layout.slots[name], 2)
        if divided is None:
            return None
        parts[name] = divided
    count = max(len(pages) for pages in parts.values())
    for name in [*crowded, *(_COLUMNS if set(crowded) & set(_COLUMNS) else ())]:
        block = slide.slots.get(name)
        if block is not None and name in layout.slots and len(parts.get(name, ())) < count:
            parts[name] = _divide(block, layout.slots[name], count) or parts.get(name) or [block]
    count = max(len(pages) for pages in parts.values())
    pages = []
    for i in range(count):
        slots: dict[str, Block] = {}
        for name, block in slide.slots.items():
            if name == "title" and isinstance(block, Text):
                slots[name] = _numbered(block, i + 1, count)
            elif name not in parts:
                slots[name] = block
            elif i < len(parts[name]):
                slots[name] = parts[name][i]
        moved = [parts[name][i] for name in parts if i < len(parts[name])]
        notes = slide.notes if i == 0 else _continues(slide, moved)
        number = f"#{i + 1}" if i else ""
        # notes and minutes stay together on the first page: the script there is for all of them
        minutes = 0 if i else slide.minutes
        pages.append(replace(slide, id=slide.id + number, slots=slots, notes=notes, minutes=minutes))
    return pages


def _divide(block: Block, slot: Slot, least: int) -> Sequence[Block] | None:
    if isinstance(block, Text):
        return text_pages(block, slot, least)
    return table_pages(block, slot, least) if isinstance(block, Table) else None


def text_pages(text: Text, slot: Slot, least: int = 2) -> list[Text] | None:
    """The text in at least that many balanced parts that each fit, divided between paragraphs, or None."""
    head, rest = _heading(text, slot)
    for units in (_families(rest), [(paragraph,) for paragraph in rest]):
        sizes = [_height(unit, slot) for unit in units]
        limit = slot.text_height / _TIGHTEST
        for count in range(max(least, math.ceil(sum(sizes) / limit)), len(units) + 1):
            groups = balanced(sizes, count, limit)
            if groups is None:
                continue
            pages = [
                replace(text, paragraphs=head + tuple(p for unit in units[start:end] for p in unit))
                for start, end in groups
            ]
            if all(_low_enough(page, slot) for page in pages):
                return pages
    return None


def table_pages(table: Table, slot: Slot, least: int = 2) -> list[Table] | None:
    """The table in at least that many parts that fit, header and column widths repeated, or None."""
    width, height, font = room_for_table(slot)
    table = in_unit(table, 1 / slot.unit)
    header = table.rows[:1] if table.header else ()
    body = table.rows[len(header) :]
    steps = size_steps(replace(table, rows=header + body[:1]))
    for count in range(max(least, math.ceil(len(body) / steps[-1].rows)) if steps else 1, len(body) + 1):
        for at in steps:
            widths = column_widths(table, width, at.size, font)
            if words_too_wide(table, widths, at.size, font) and at is not steps[-1]:
                continue
            heights = row_heights(table, widths, at, font)
            groups = balanced(heights[len(header) :], count, height - sum(heights[: len(header)]) + 0.5)
            if groups is None or max(end - start for start, end in groups) > at.rows:
                continue
            whole = with_shares(table, widths, at.size)
            pages = [
                _table_part(whole, len(header), start, end, (i, count)) for i, (start, end) in enumerate(groups, 1)
            ]
            if all(table_layout(page, width, height, font) for page in pages):
                return [in_unit(page, slot.unit) for page in pages]
    return None


def balanced(sizes: Sequence[float], count: int, limit: float) -> list[tuple[int, int]] | None:
    """Divide consecutive sizes into `count` parts, none over the limit, as even as can be (least sum of squares)."""
    total = len(sizes)
    if not 0 < count <= total:
        return None
    best = [0.0] + [math.inf] * total
    history: list[list[int]] = []
    for part in range(count):
        after, starts = [math.inf] * (total + 1), [0] * (total + 1)
        for end in range(part + 1, total + 1):
            height = 0.0
            for start in range(end - 1, part - 1, -1):
                height += sizes[start]
                if height > limit:
                    break
                if best[start] + height * height < after[end] - 1e-9:
                    after[end], starts[end] = best[start] + height * height, start
        best = after
        history.append(starts)
    if math.isinf(best[total]):
        return None
    groups, end = [], total
    for starts in reversed(history):
        groups.append((starts[end], end))
        end = starts[end]
    return groups[::-1]


def _heading(text: Text, slot: Slot) -> tuple[tuple[Paragraph, ...], tuple[Paragraph, ...]]:
    """A column's heading, which comes again on each page, and the rest."""
    paragraphs = text.paragraphs
    deeper = all(paragraph.level > paragraphs[0].level for paragraph in paragraphs[1:])
    if slot.name in _COLUMNS and len(paragraphs) > 2 and deeper:
        return paragraphs[:1], paragraphs[1:]
    return (), paragraphs


def _families(paragraphs: Sequence[Paragraph]) -> list[tuple[Paragraph, ...]]:
    """Paragraphs that stay together: a point with its sub-points, a line that ends in a colon with the next."""
    top = min((paragraph.level for paragraph in paragraphs), default=0)
    units: list[tuple[Paragraph, ...]] = []
    for paragraph in paragraphs:
        announced = bool(units) and units[-1][-1].marker is None and units[-1][-1].text.rstrip().endswith(":")
        if units and (paragraph.level > top or announced):
            units[-1] += (paragraph,)
        else:
            units.append((paragraph,))
    return units


def _height(unit: tuple[Paragraph, ...], slot: Slot) -> float:
    before = slot.levels[min(unit[0].level, len(slot.levels) - 1)].space_before
    return measure(unit, slot, 100).height + before


def _low_enough(text: Text, slot: Slot) -> bool:
    measured = fit_text(text, slot).measured
    return measured.height <= measured.available


def _table_part(table: Table, header: int, start: int, end: int, number: tuple[int, int]) -> Table:
    first, last = header + start, header + end
    emphasis = table.emphasis
    if emphasis is not None and emphasis >= header:
        emphasis = emphasis - start if first <= emphasis < last else None
    return replace(
        table,
        rows=table.rows[:header] + table.rows[first:last],
        alt=f"{table.alt} ({number[0]}/{number[1]})" if table.alt else "",
        emphasis=emphasis,
    )


def _numbered(title: Text, page: int, count: int) -> Text:
    if not title.paragraphs:
        return title
    last = title.paragraphs[-1]
    look = replace(last.runs[-1], link="") if last.runs else Run("")
    runs = (*last.runs, replace(look, text=number_of(page, count)))
    return replace(title, paragraphs=(*title.paragraphs[:-1], replace(last, runs=runs)))


def number_of(page: int, count: int) -> str:
    """What stands behind the title of a page of several."""
    return f" ({page}/{count})"


def _continues(slide: SlidePlan, moved: Sequence[Block]) -> Notes:
    """What the presenter reads on a page that continues another."""
    points = [_opening(line) for block in moved for line in _lines(block) if line.strip()]
    shown = ""
    for point in points:
        if shown and len(shown) + len(point) > _NOTE_LENGTH:
            shown += " …"
            break
        shown += ("; " if shown else "") + point
    words = f"{slide.notes.continues} {shown}".strip()
    return Notes((NotePart("", (Paragraph((Run(words),)),)),), slide.notes.source, slide.notes.continues)


def _opening(line: str) -> str:
    words = line.split()
    return " ".join(words[:6]) + (" …" if len(words) > 6 else "")


def _lines(block: Block) -> list[str]:
    if isinstance(block, Text):
        return [paragraph.text for paragraph in block.paragraphs]
    if isinstance(block, Table):
        return [row[0].text for row in block.rows[bool(block.header) :] if row]
    return []
