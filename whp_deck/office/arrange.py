"""Finds room on a layout that has no placeholder for a slot, and makes the slot that stands there.

In: a candidate layout, the places of `config/layouts.yaml`, inks. Out: `Slot`s without a placeholder of their own (or
with one that is moved). Must not choose layouts or write XML files. EMU; text in points.

Text keeps the face and the color that the template gives its own body text; sizes are shares of that text's size. Text
edges, not box edges, share one line: what the body placeholder sets its text in by, a box without a fill starts at.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any
from xml.sax.saxutils import quoteattr

from whp_deck.office.bindings import Look, Place
from whp_deck.office.candidates import Candidate, Seat
from whp_deck.office.figures import solid_fill
from whp_deck.office.fonts import breadth
from whp_deck.office.inks import Inks
from whp_deck.office.placeholders import TEXTS, TITLES, Box
from whp_deck.office.template_slots import LevelStyle, Slot
from whp_deck.office.units import EMU_PER_POINT

SMALLEST, SMALLEST_TITLE = 18.0, 24.0  # points on a slide 7.5 inches high
UNSAID = LevelStyle().size  # what PowerPoint takes where no sheet says a size
_COVER_UNSAID, _TITLE_UNSAID, _TEXT_UNSAID = 44.0, 36.0, 28.0  # points, as in our own template
_LEVEL_STEP = 4.0  # points by which each level's text is smaller than that of the level above it
_READABLE = 20.0  # points: what text is set in whose template would have it smaller than `SMALLEST`
_MARGIN, _TOP, _BOTTOM = 0.06, 0.22, 0.93  # of the slide, where a template says nothing
_LEAST = 0.35  # of the slide's width and height: less is no area for content
_INSET = 118872  # 0.13 inches
_LEVELS = 5
_LARGEST = 28.0  # points: what body text counts as when it is larger, for text that shares the slide
_WIDE = 10_000_000  # EMU: side by side on less than that, text is set smaller
_ALL = 0.999  # of an area: a placeholder that covers it stays where it is
_DRAWN_UNDER = frozenset({"on-panel", "on-accent"})  # inks of text under which a drawing lays the ground
_HANGING = 22.0  # points at 20-point text: PowerPoint's hanging indent, grown with the text


def is_low(box: Box, slide: Box) -> bool:
    """Whether a place is no area for content: a template may have its title in the middle of every slide."""
    return box.height < _LEAST * slide.height


def unit_of(slide: Box) -> float:
    """How large a point is on this slide, measured by one of 10 by 7.5 inches: a Google deck is 5.6 inches high."""
    return max(0.2, min(slide.height / 6858000, slide.width / 9144000))


def free_area(carrier: Candidate, body: Seat | None) -> Box:
    """The area for content on a layout: that of `body` when it is given, else what the title and the footers leave."""
    slide = carrier.slide
    master_body = carrier.reader.body()
    if body is not None:
        area = _without_insets(body, carrier)
    elif master_body is not None:
        area = _without_insets(Seat("", "body", Box(0, 0, 0, 0), master_body), carrier)
    else:
        area = _default(slide)
    area = _cut(area, [seat.box for seat in ([carrier.title] if carrier.title else [])], slide)
    footers = [seat.box for seat in carrier.service if seat.box.y > slide.height * 0.7]
    area = _cut(area, footers, slide)
    left, top = max(area.x, 0), max(area.y, 0)
    right, bottom = min(area.x + area.width, slide.width), min(area.y + area.height, slide.height)
    if right - left >= _LEAST * slide.width and bottom - top >= _LEAST * slide.height:
        return Box(left, top, right - left, bottom - top)
    if master_body is not None and not is_low(box_of(master_body, carrier), slide):
        # programs that write layouts anew leave them where another master has its text
        return _cut(_without_insets(Seat("", "body", Box(0, 0, 0, 0), master_body), carrier), footers, slide)
    title = carrier.title.box if carrier.title else None
    top = 0 if title is None else title.y + title.height + slide.height // 40
    # under a title in the middle of the slide there is no room: all of it is taken, and the title goes above
    return _cut(_default(slide, top if top <= slide.height // 2 else 0), footers, slide)


def title_box(carrier: Candidate, area: Box) -> Box:
    """Where a title stands above the area, on a layout that has none or has it elsewhere: where its master has it."""
    master_title = carrier.reader.title()
    if master_title is not None:
        own = box_of(master_title, carrier)
        if own.height > 0 and own.y >= 0 and own.y + own.height <= area.y + carrier.slide.height // 50:
            return own
    above = max(0, area.y)
    top = round(0.25 * above)
    return Box(area.x, top, area.width, max(round(0.7 * above), carrier.slide.height // 12))


def seated(slot: Slot, slide: Box, *, is_title: bool = False) -> Slot:
    """A placeholder of somebody else's, whose text may shrink further than in our own."""
    return replace(slot, floor=_floor(slot, slide, SMALLEST_TITLE if is_title else SMALLEST), unit=unit_of(slide))


def _floor(slot: Slot, slide: Box, least: float = SMALLEST) -> float:
    """The smallest size that is read from the back row: `least` in a font of usual breadth."""
    return least * unit_of(slide) / breadth(slot.levels[0].font)


def without_insets(slot: Slot) -> Slot:
    """The place of a placeholder's text, for a table: the edges of both are in line."""
    left, top, right, bottom = slot.insets
    width, height = slot.width - left - right, slot.height - top - bottom
    return replace(slot, x=slot.x + left, y=slot.y + top, width=width, height=height, insets=(0, 0, 0, 0))


def with_heading(slot: Slot) -> Slot:
    """A placeholder that takes a heading and text: level 1 bold without a bullet, level 2 as its own level 1 is."""
    first = slot.levels[0]
    head = replace(first, bold=True, has_bullet=False, margin_left=0.0, indent=0.0)
    levels = (head, first, *slot.levels[1:-1])
    place = f'<a:lvl2pPr marL="{_emu(first.margin_left)}" indent="{_emu(first.indent)}">'
    mark = '<a:buFont typeface="Arial"/><a:buChar char="•"/>' if first.has_bullet else "<a:buNone/>"
    bullet = place + mark
    own = f'<a:defRPr sz="{_hundredths(first.size)}"/>'
    said = f' sz="{_hundredths(first.size)}"' if slot.list_style or first.size == UNSAID else ""
    head_style = f'<a:lvl1pPr marL="0" indent="0"><a:buNone/><a:defRPr{said} b="1"/></a:lvl1pPr>'
    return replace(slot, levels=levels, list_style=f"{head_style}{bullet}{own}</a:lvl2pPr>")


def moved(slot: Slot, area: Box, place: Place, slide: Box) -> Slot:
    """The layout's own body placeholder, moved to its place and set in its look."""
    box, insets = box_in(area, place), slot.insets
    look = place.look
    if look.is_column:
        slot = with_heading(slot)
    levels = slot.levels
    style = slot.list_style
    if look.size != 1.0 and not look.is_column:
        floor = min(_floor(slot, slide), levels[0].size)
        most = _LARGEST * unit_of(slide)
        levels = tuple(replace(level, size=_rounded(max(floor, min(level.size, most) * look.size))) for level in levels)
        style = "".join(
            f'<a:lvl{n}pPr><a:defRPr sz="{_hundredths(level.size)}"/></a:lvl{n}pPr>'
            for n, level in enumerate(levels[:_LEVELS], 1)
        )
    whole = place.box == (0.0, 0.0, 100.0, 100.0)
    stays = whole and Box(slot.x, slot.y, slot.width, slot.height).share_of(box) > _ALL
    return replace(
        slot,
        x=box.x - insets[0],
        y=box.y - insets[1],
        width=box.width + insets[0] + insets[2],
        height=box.height + insets[1] + insets[3],
        anchor=slot.anchor if whole else look.anchor,
        levels=levels,
        list_style=style,
        seat="own" if stays and not look.is_column else "moved",
        floor=min(slot.floor or math.inf, _floor(slot, slide)),
        unit=unit_of(slide),
    )


def boxed(
    name: str,
    shown: str,
    area: Box,
    place: Place,
    body: Sequence[LevelStyle],
    inks: Inks,
    slide: Box,
    theme_font: str,
) -> Slot:
    """A place without a placeholder: a text box, or room for a table, a picture or a drawing."""
    look, box, unit = place.look, box_in(area, place), unit_of(slide)
    letter = unit / breadth(body[0].font)
    inset = round(_INSET * unit * (1 if look.fill else 0.5 if look.ink in _DRAWN_UNDER else 0))
    color = _ink(look, inks) or body[0].color or '<a:schemeClr val="tx1"/>'
    narrow = min(1.0, area.width / (_WIDE * unit)) ** 0.5
    levels = tuple(_levels(look, body[0], color, letter, narrow))
    face = "" if body[0].font == theme_font else f"<a:latin typeface={quoteattr(body[0].font)}/>"
    return Slot(
        name=name,
        placeholder=shown,
        kind="box",
        idx=0,
        x=box.x,
        y=box.y,
        width=box.width,
        height=box.height,
        insets=(inset, round(0.8 * inset), inset, round(0.8 * inset)),
        anchor=look.anchor,
        levels=levels,
        seat="box",
        list_style="".join(
            _level_xml(number, level, look.align, face) for number, level in enumerate(levels[:_LEVELS], 1)
        ),
        fill={"strong": inks.strong, "accent": inks.accent, "panel": inks.panel}.get(look.fill, ""),
        floor=SMALLEST * letter if look.size >= 0.7 else 12 * letter,
        unit=unit,
    )


def above_area(slot: Slot, box: Box) -> Slot:
    """A title of a layout, moved there on the slide."""
    return replace(slot, x=box.x, y=box.y, width=box.width, height=box.height, seat="moved")


def titled(slot: Slot, box: Box, slide: Box) -> Slot:
    """A title on a layout that has none: a real title placeholder, placed and sized by the slide."""
    unit = unit_of(slide)
    first = replace(
        slot.levels[0], size=min(slot.levels[0].size, 36 * unit), has_bullet=False, margin_left=0.0, indent=0.0
    )
    color = first.color or '<a:schemeClr val="tx1"/>'
    style = (
        f'<a:lvl1pPr marL="0" indent="0" algn="l"><a:buNone/><a:defRPr sz="{_hundredths(first.size)}" '
        f'b="{int(first.bold)}"><a:solidFill>{color}</a:solidFill></a:defRPr></a:lvl1pPr>'
    )
    return replace(
        slot,
        kind="title",
        x=box.x,
        y=box.y,
        width=box.width,
        height=box.height,
        anchor="b",
        insets=(0, 0, 0, 0),
        levels=(first, *slot.levels[1:]),
        seat="title",
        list_style=style,
        floor=_floor(slot, slide, SMALLEST_TITLE),
        unit=unit,
    )


def sized(slot: Slot, slide: Box, *, is_cover: bool = False) -> Slot:
    """A placeholder of a template that says nowhere how large its text is: the slide says it, so that every program shows
    the same, as large as in our own template."""
    is_title = slot.kind in TITLES
    if not (is_title or slot.kind in TEXTS) or slot.levels[0].size != UNSAID:
        return slot
    unit = unit_of(slide) / breadth(slot.levels[0].font)
    first = (_COVER_UNSAID if is_title and is_cover else _TITLE_UNSAID if is_title else _TEXT_UNSAID) * unit
    floor = (SMALLEST_TITLE if is_title else SMALLEST) * unit
    return _in_sizes(slot, [max(floor, first - _LEVEL_STEP * unit * number) for number in range(len(slot.levels))])


def readable(slot: Slot, slide: Box) -> Slot:
    """A placeholder for text that its template has too small for the back row: larger, as long as there is room for it."""
    least = _floor(slot, slide)
    if slot.kind not in TEXTS or slot.levels[0].size >= least - 0.05:
        return slot
    first = _READABLE / SMALLEST * least
    own = slot.levels[0].size
    grown = _in_sizes(slot, [max(least, level.size * first / own) for level in slot.levels])
    return replace(grown, floor=own)


def _in_sizes(slot: Slot, sizes: Sequence[float]) -> Slot:
    """The slot with its levels in these sizes, which the slide says."""
    points = [_rounded(size) for size in sizes]
    levels = tuple(replace(level, size=size) for level, size in zip(slot.levels, points, strict=True))
    style = "".join(
        f'<a:lvl{n}pPr><a:defRPr sz="{_hundredths(size)}"/></a:lvl{n}pPr>'
        for n, size in enumerate(points[: 1 if slot.kind in TITLES else _LEVELS], 1)
    )
    return replace(slot, levels=levels, list_style=style)


def default_levels(unit: float) -> tuple[LevelStyle, ...]:
    """Text of a template that has no body text of its own."""
    return tuple(LevelStyle(size=24 * unit) for _ in range(9))


def _levels(look: Look, body: LevelStyle, color: str, unit: float, narrow: float) -> Iterable[LevelStyle]:
    """Sizes as shares of the body's; `unit` is how large a point of this font is on this slide."""
    floor = (SMALLEST if look.size >= 0.7 else 12) * unit
    base = body.size if look.is_column else min(max(body.size, 20 * unit), _LARGEST * unit) * narrow
    first = _rounded(max(floor, base * look.size))
    below = _rounded(max(floor, first * look.detail))

    def gap(size: float) -> float:
        return body.space_before if look.is_column else size * 0.32

    common = LevelStyle(size=first, bold=look.bold, font=body.font, color=color, space_before=round(gap(first), 1))
    yield common
    for number in range(1, 9):
        margin = max(0, number - 1) * _HANGING * unit
        size = below if number == 1 else _rounded(max(floor, below * 0.9))
        yield replace(common, size=size, bold=False, margin_left=margin, space_before=round(gap(size), 1))


def _level_xml(number: int, level: LevelStyle, align: str, face: str) -> str:
    return (
        f'<a:lvl{number}pPr marL="{_emu(level.margin_left)}" indent="0" algn="{align}"><a:spcBef>'
        f'<a:spcPts val="{_hundredths(level.space_before)}"/></a:spcBef><a:buNone/>'
        f'<a:defRPr sz="{_hundredths(level.size)}" b="{int(level.bold)}">'
        f"<a:solidFill>{level.color}</a:solidFill>{face}</a:defRPr></a:lvl{number}pPr>"
    )


def _ink(look: Look, inks: Inks) -> str:
    ink = {"strong": inks.on_strong, "accent": inks.on_accent, "panel": inks.on_panel}.get(look.fill, "")
    if not ink:
        named = {"": inks.text, "accent": inks.letters, "on-panel": inks.on_panel, "on-accent": inks.on_accent}
        ink = named.get(look.ink, "")
    return solid_fill(ink)[len("<a:solidFill>") : -len("</a:solidFill>")] if ink else ""


def box_in(area: Box, place: Place) -> Box:
    """Where a place lies in the free area of a layout."""
    left, top, width, height = place.box
    x, y = area.x + round(area.width * left / 100), area.y + round(area.height * top / 100)
    right = area.x + round(area.width * (left + width) / 100)
    bottom = area.y + round(area.height * (top + height) / 100)
    return Box(x, y, right - x, bottom - y)


def box_of(shape: Any, carrier: Candidate) -> Box:
    """Where a placeholder of the candidate's master stands."""
    slot = carrier.reader.read("", shape)
    return Box(slot.x, slot.y, slot.width, slot.height)


def _without_insets(seat: Seat, carrier: Candidate) -> Box:
    slot = carrier.reader.read("", seat.shape)
    left, top, right, bottom = slot.insets
    return Box(slot.x + left, slot.y + top, max(0, slot.width - left - right), max(0, slot.height - top - bottom))


def _default(slide: Box, top: int = 0) -> Box:
    margin = round(_MARGIN * slide.width)
    top = max(top, round(_TOP * slide.height))
    return Box(margin, top, slide.width - 2 * margin, round(_BOTTOM * slide.height) - top)


def _cut(area: Box, others: Iterable[Box], slide: Box) -> Box:
    """The area without what lies over it, cut where the least is lost."""
    for other in others:
        if not area.meets(other):
            continue
        gap = slide.height // 100
        below = area.y + area.height - (other.y + other.height) - gap
        above = other.y - area.y - gap
        right = area.x + area.width - (other.x + other.width) - gap
        left = other.x - area.x - gap
        parts = [
            Box(area.x, other.y + other.height + gap, area.width, max(0, below)),
            Box(area.x, area.y, area.width, max(0, above)),
            Box(other.x + other.width + gap, area.y, max(0, right), area.height),
            Box(area.x, area.y, max(0, left), area.height),
        ]
        area = max(parts, key=lambda part: part.width * part.height)
    return area


def _rounded(points: float) -> float:
    return float(round(points)) if points >= 10 else round(points, 1)


def _hundredths(points: float) -> int:
    return round(points * 100)


def _emu(points: float) -> int:
    return round(points * EMU_PER_POINT)
