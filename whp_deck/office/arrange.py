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
from whp_deck.office.placeholders import Box
from whp_deck.office.sizes import (
    LEAST,
    LEVELS,
    SMALLEST,
    SMALLEST_TITLE,
    UNSAID,
    floor_of,
    hundredths,
    is_low,
    rounded,
    unit_of,
)
from whp_deck.office.template_slots import LevelStyle, Slot
from whp_deck.office.units import EMU_PER_POINT

_MARGIN, _TOP, _BOTTOM = 0.06, 0.22, 0.93  # of the slide, where a template says nothing
_INSET = 118872  # 0.13 inches
_LARGEST = 28.0  # points: what body text counts as when it is larger, for text that shares the slide
_WIDE = 10_000_000  # EMU: side by side on less than that, text is set smaller
_ALL = 0.999  # of an area: a placeholder that covers it stays where it is
_DRAWN_UNDER = frozenset({"on-panel", "on-accent"})  # inks of text under which a drawing lays the ground
_HANGING = 22.0  # points at 20-point text: PowerPoint's hanging indent, grown with the text


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
    if right - left >= LEAST * slide.width and bottom - top >= LEAST * slide.height:
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
    return replace(slot, floor=floor_of(slot, slide, SMALLEST_TITLE if is_title else SMALLEST), unit=unit_of(slide))


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
    own = f'<a:defRPr sz="{hundredths(first.size)}"/>'
    said = f' sz="{hundredths(first.size)}"' if slot.list_style or first.size == UNSAID else ""
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
        floor = min(floor_of(slot, slide), levels[0].size)
        most = _LARGEST * unit_of(slide)
        levels = tuple(replace(level, size=rounded(max(floor, min(level.size, most) * look.size))) for level in levels)
        style = "".join(
            f'<a:lvl{n}pPr><a:defRPr sz="{hundredths(level.size)}"/></a:lvl{n}pPr>'
            for n, level in enumerate(levels[:LEVELS], 1)
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
        floor=min(slot.floor or math.inf, floor_of(slot, slide)),
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
            _level_xml(number, level, look.align, face) for number, level in enumerate(levels[:LEVELS], 1)
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
        f'<a:lvl1pPr marL="0" indent="0" algn="l"><a:buNone/><a:defRPr sz="{hundredths(first.size)}" '
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
        floor=floor_of(slot, slide, SMALLEST_TITLE),
        unit=unit,
    )


def default_levels(unit: float) -> tuple[LevelStyle, ...]:
    """Text of a template that has no body text of its own."""
    return tuple(LevelStyle(size=24 * unit) for _ in range(9))


def _levels(look: Look, body: LevelStyle, color: str, unit: float, narrow: float) -> Iterable[LevelStyle]:
    """Sizes as shares of the body's; `unit` is how large a point of this font is on this slide."""
    floor = (SMALLEST if look.size >= 0.7 else 12) * unit
    base = body.size if look.is_column else min(max(body.size, 20 * unit), _LARGEST * unit) * narrow
    first = rounded(max(floor, base * look.size))
    below = rounded(max(floor, first * look.detail))

    def gap(size: float) -> float:
        return body.space_before if look.is_column else size * 0.32

    common = LevelStyle(size=first, bold=look.bold, font=body.font, color=color, space_before=round(gap(first), 1))
    yield common
    for number in range(1, 9):
        margin = max(0, number - 1) * _HANGING * unit
        size = below if number == 1 else rounded(max(floor, below * 0.9))
        yield replace(common, size=size, bold=False, margin_left=margin, space_before=round(gap(size), 1))


def _level_xml(number: int, level: LevelStyle, align: str, face: str) -> str:
    return (
        f'<a:lvl{number}pPr marL="{_emu(level.margin_left)}" indent="0" algn="{align}"><a:spcBef>'
        f'<a:spcPts val="{hundredths(level.space_before)}"/></a:spcBef><a:buNone/>'
        f'<a:defRPr sz="{hundredths(level.size)}" b="{int(level.bold)}">'
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


def _emu(points: float) -> int:
    return round(points * EMU_PER_POINT)
