"""Rules on what is to be read: contrast, color, size, font, room, bullets.

In: a `DeckView`. Out: hits. Must not judge what words say.

Footers, dates, slide numbers, captions, sources and bare figures may be smaller than 18 points. A text on a picture is
not judged, and one on a gradient only when it can be read on no color of it.
"""

from __future__ import annotations

import colorsys
import math
import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from whp_deck.checks.deck_view import (
    DeckView,
    SlideView,
    is_service,
    kind_of,
    paragraph_text,
    tables_of,
    tag_of,
    text_of,
)
from whp_deck.checks.old_boxes import came_along, tell_once
from whp_deck.checks.quotes import listed, short
from whp_deck.checks.rule import Hit, Rule, rule
from whp_deck.errors import counted
from whp_deck.office.fonts import breadth
from whp_deck.office.grounds import paint_of
from whp_deck.office.looks import RunLook
from whp_deck.office.obstacles import in_the_way, obstacle_words, obstacles_on
from whp_deck.office.overflow import line_boxes
from whp_deck.office.placeholders import TITLES
from whp_deck.office.sheets import Placed
from whp_deck.office.sizes import unit_of
from whp_deck.office.xml import Element, a, p

_FONTS = frozenset(["arial", "calibri", "verdana", "tahoma", "helvetica", "carlito"]) | {
    "times new roman",
    "liberation sans",
}
_SMALLEST = 18.0
_ROUNDING, _NOISE = 0.05, 0.001
_SMALL_PRINT = re.compile(
    r"(source|sources|photo|figure|table|note|credit|image|adapted from|©|\*|†|\[\d+\]|\d{1,2}[.:]\s)", re.IGNORECASE
)
_ADDRESS = re.compile(r"(https?://|www\.|([a-z0-9-]+\.)+[a-z]{2,}/)\S+", re.IGNORECASE)
_CAPTION_NAME = re.compile(r"caption|source|credit|reference|footnote|attribution|disclaimer", re.IGNORECASE)
_TYPED_BULLET = re.compile(r"^\s*([-–—•*·▪►➢✓→]|\(?\d{1,2}[.)]|\(?[a-hA-H][.)])[ \t\u00a0]+\S")
_COLUMNS = re.compile(r"\S(\t+| {4,}\t*)\S")
_BY_COLOR = re.compile(
    r"\b(marked|shown|highlighted|printed|written|colou?red|given|displayed|text|items?|words?|fields?|cells?|rows?|those|ones) "
    r"(are )?in (red|green|blue|yellow|orange|amber|purple)\b|\bthe (red|green|yellow|amber) (items?|ones?|words?|text|cells?|rows?|fields?)\b",
    re.IGNORECASE,
)


_OF_OLD_BOXES = "make them larger in the old deck, or delete them there, and build again; leave them where nobody has to read them from a chair"
_OF_TEMPLATE = "whoever keeps the template can choose a darker or lighter color there, in View > Slide Master"

_Pale = tuple[str, str, float, float]
"""Color of the text, of its ground, contrast needed, contrast found."""


@rule(
    severity="error",
    remedy="make the text darker or its ground lighter (or the other way round) until it passes",
    origin="Section 508; WCAG 1.4.3; Microsoft's checker",
)
def contrast_low(deck: DeckView) -> Iterator[Hit]:
    """Pale text cannot be read from the back row, or by people with low vision."""
    feet: dict[_Pale, list[tuple[SlideView, Placed]]] = {}
    for slide in deck.slides:
        pale: dict[_Pale, list[RunLook]] = {}
        for run in slide.runs:
            best = run.best_contrast
            if best is None or best >= run.needed_contrast - _NOISE:
                continue
            key = (run.color, run.ground.colors[0], run.needed_contrast, math.floor(best * 10) / 10)
            if is_service(run.placed):
                feet.setdefault(key, []).append((slide, run.placed))
            else:
                pale.setdefault(key, []).append(run)
        for key, runs in pale.items():
            what, shapes = listed(one.text for one in runs), dict.fromkeys(one.placed for one in runs)
            if slide.template_file and all(_is_inherited(one) for one in runs):
                yield slide.hit(
                    _pale(what, key) + f"; the color is that of {slide.template_file}, layout “{slide.layout_name}”",
                    *shapes,
                    remedy=_OF_TEMPLATE,
                )
            else:
                yield slide.hit(_pale(what, key), *shapes)
    for key, places in feet.items():
        slides = list(dict.fromkeys(slide for slide, _ in places))
        first = slides[0]
        what = f"footer, date or number on {counted(len(slides), 'slide')}"
        if not first.template_file:
            of_first = dict.fromkeys(placed for slide, placed in places if slide is first)
            yield first.hit(_pale(what, key), *of_first, remedy="choose a darker color for them in View > Slide Master")
            continue
        layouts = listed((slide.layout_name for slide in slides), 2)
        color = f"the color is that of {first.template_file}, layouts {layouts}"
        yield Hit(f"{_pale(what, key)}; {color}", remedy=_OF_TEMPLATE)


def _is_inherited(run: RunLook) -> bool:
    """Whether a placeholder's text has the color of the layout or the theme."""
    properties = run.run.find(a("rPr"))
    own = properties is not None and properties.find(a("solidFill")) is not None
    return (
        run.placed.ph is not None
        and not own
        and run.placed.shape.find(f"{p('txBody')}/{a('lstStyle')}//{a('solidFill')}") is None
    )


def _pale(what: str, key: _Pale) -> str:
    color, ground, needed, ratio = key
    return f"{what}: contrast {ratio:g} : 1 ({color} on {ground}); {needed:g} : 1 is the least"


@rule(
    severity="error",
    remedy="add a word or a sign that says the same (“late”, “done”, ✓)",
    origin="Section 508; WCAG 1.4.1",
)
def color_alone(deck: DeckView) -> Iterator[Hit]:
    """One man in twelve does not tell red from green; a printout in gray tells nobody."""
    for slide in deck.slides:
        for placed, table in tables_of(slide):
            hues = {hue for cell in table.iter(a("tc")) if (hue := _status_of(cell, slide))}
            if len(hues) > 1:
                yield slide.hit(f"cells without words differ only in color ({' and '.join(sorted(hues))})", placed)
        for one in slide.shapes:
            found = _BY_COLOR.search(text_of(one))
            if found:
                yield slide.hit(f"“{short(found[0])}” points at a color", one, severity="warning")


def _status_of(cell: Element, slide: SlideView) -> str:
    """Red, yellow or green of a cell that has a fill of its own and no words."""
    properties = cell.find(a("tcPr"))
    if properties is None or "".join(str(text) for text in cell.itertext()).strip():
        return ""
    paint = paint_of(properties, slide.looks.sheet.palette)
    if paint is None or len(paint.colors) != 1:
        return ""
    red, green, blue = (int(paint.colors[0].rgb[n : n + 2], 16) / 255 for n in (0, 2, 4))
    hue, light, strong = colorsys.rgb_to_hls(red, green, blue)
    if strong < 0.35 or not 0.15 < light < 0.85:
        return ""
    degrees = hue * 360
    return (
        "red"
        if degrees < 20 or degrees > 340
        else "yellow"
        if 35 < degrees < 70
        else "green"
        if 75 < degrees < 170
        else ""
    )


@rule(
    severity="warning",
    remedy="make it larger, and say less: the rest belongs in the notes",
    origin="DoD checklist; HHS checklist",
)
def text_too_small(deck: DeckView) -> Iterator[Hit]:
    """Text under 18 points cannot be read from the back of a room: on a slide 7.5 inches high, as much less on a lower one."""
    old: list[tuple[SlideView, RunLook]] = []
    for slide in deck.slides:
        small: list[RunLook] = []
        unit = min(1.0, unit_of(slide.looks.sheet.size))
        for placed, group in groupby(slide.runs, key=lambda one: one.placed):
            if not _may_be_small(placed):
                small += [one for one in group if _looks_small(one, unit) and not _is_small_print(one)]
        old += [(slide, one) for one in small if came_along(slide, one.placed)]
        small = [one for one in small if not came_along(slide, one.placed)]
        if small:
            least = min(small, key=lambda one: one.size)
            shapes = list(dict.fromkeys(one.placed for one in small))
            yield slide.hit(f"“{short(least.text)}” has {least.size:g} points", *shapes)
    if old:
        least = min((one for _, one in old), key=lambda one: one.size)
        message = f"words of an old deck in text boxes are small: “{short(least.text)}” has {least.size:g} points"
        yield from tell_once([(slide, one.placed) for slide, one in old], message, _OF_OLD_BOXES)


def _looks_small(look: RunLook, unit: float) -> bool:
    """A broad face has tall small letters, too, and is read as well at a smaller size; and a lower slide is shown larger."""
    return look.size * breadth(look.font) < _SMALLEST * unit - _ROUNDING


def _may_be_small(placed: Placed) -> bool:
    return is_service(placed) or kind_of(placed) == "hdr" or bool(_CAPTION_NAME.search(placed.name))


def _is_small_print(look: RunLook) -> bool:
    """Figures alone, what is raised or lowered, sources and captions, web addresses: none is read from a chair."""
    text = paragraph_text(look.paragraph).strip()
    properties = look.run.find(a("rPr"))
    raised = properties is not None and properties.get("baseline", "0") not in ("0", "0%")
    return raised or not re.search(r"[^\W\d_]", look.text) or bool(_SMALL_PRINT.match(text) or _ADDRESS.fullmatch(text))


@rule(
    severity="warning",
    remedy="say it shorter; or whoever keeps the template makes room: a narrower place for the text in View > Slide Master",
    origin="HHS checklist; ours",
)
def text_on_picture(deck: DeckView) -> Iterator[Hit]:
    """Letters that run over a logo cannot be read, and the logo cannot either."""
    found: dict[tuple[str, str, bool], list[tuple[SlideView, Placed]]] = {}
    for slide in deck.slides:
        if slide.is_ours_alone:
            continue
        obstacles = obstacles_on(slide.looks.sheet)
        for placed in slide.shapes if obstacles else ():
            if is_service(placed) or tag_of(placed) != "sp":
                continue
            lines = line_boxes(slide.looks, placed)
            for one in in_the_way(obstacles, lines, slide.looks.sheet.size):
                key = (obstacle_words(one, slide.template_file), one.owner, kind_of(placed) in TITLES)
                found.setdefault(key, []).append((slide, placed))
    for (what, _, is_title), places in found.items():
        slides = list(dict.fromkeys(slide for slide, _ in places))
        message = f"{'the title' if is_title else 'text'} runs over {what}"
        if len(slides) == 1:
            yield slides[0].hit(message, *(placed for _, placed in places))
        else:
            yield Hit(f"{message} on slides {', '.join(str(one.number) for one in slides)}")


@rule(
    severity="warning",
    remedy="choose Arial, Calibri, Verdana, Tahoma, Helvetica or Times New Roman in the Slide Master's fonts",
    origin="HHS checklist",
)
def font_unusual(deck: DeckView) -> Iterator[Hit]:
    """A font that a computer lacks is replaced there, and then the text is wider than its place."""
    found: dict[str, list[SlideView]] = {}
    for slide in deck.slides:
        for font in {one.font for one in slide.runs} - {""}:
            if font.strip().casefold() not in _FONTS:
                found.setdefault(font, []).append(slide)
    for font, slides in sorted(found.items()):
        numbers = ", ".join(str(one.number) for one in slides[:5]) + (" …" if len(slides) > 5 else "")
        yield Hit(f"the font “{font}” is used (slide {numbers})")


@rule(
    severity="error",
    remedy="delete the typed sign and use the list buttons (Home > Bullets or Numbering)",
    origin="HHS checklist; WCAG 1.3.1",
)
def bullet_typed(deck: DeckView) -> Iterator[Hit]:
    """A typed dash or number is no list: a screen reader does not say how many points there are."""
    for slide in deck.slides:
        for placed, body in _bodies(slide):
            texts = [text for one in body.iterchildren(a("p")) if (text := paragraph_text(one)).strip()]
            marked = [text for text in texts if _TYPED_BULLET.match(text)]
            if len(marked) >= 2 and _is_run_of_marks(texts):
                yield slide.hit(f"{listed(marked, 2)} begin with a typed sign", placed)


def _is_run_of_marks(texts: Sequence[str]) -> bool:
    """Whether two that follow each other begin with a sign: one alone may be a dash or an initial."""
    return any(_TYPED_BULLET.match(one) and _TYPED_BULLET.match(other) for one, other in pairwise(texts))


@rule(
    severity="error",
    remedy="use a table, or a layout with two columns",
    origin="HHS checklist; WCAG 1.3.2",
)
def columns_typed(deck: DeckView) -> Iterator[Hit]:
    """Columns that are made with tabs or spaces are read straight across."""
    for slide in deck.slides:
        for placed, body in _bodies(slide):
            texts = [paragraph_text(one) for one in body.iterchildren(a("p"))]
            tabbed = [text for text in texts if _COLUMNS.search(text.strip())]
            if len(tabbed) >= 2:
                yield slide.hit(f"{listed(tabbed, 2)} are in columns made with tabs or spaces", placed)


def _bodies(slide: SlideView) -> Iterator[tuple[Placed, Element]]:
    for one in slide.shapes:
        body = one.shape.find(p("txBody"))
        if body is not None and not is_service(one):
            yield one, body


RULES: tuple[Rule[DeckView], ...] = (
    contrast_low,
    color_alone,
    text_too_small,
    text_on_picture,
    font_unusual,
    bullet_typed,
    columns_typed,
)
