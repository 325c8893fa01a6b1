"""Colors of a template's own theme for what we draw: dark ground, accent, panel, the three people.

In: a layout with its master and theme (`Sheet`). Out: `Inks`, names of theme colors that can be read on one another.
Must not change anything, and must not name a color that is not the theme's.

A template says nothing about contrast: its accent may be pale yellow and its second text color may be its ground.
So every pair is chosen by the contrast that it really has, in the order in which a designer would try them.
"""

from __future__ import annotations

import colorsys
from collections.abc import Mapping
from dataclasses import dataclass, replace

from whp_deck.office.colors import Color, Palette
from whp_deck.office.contrast import contrast, distance
from whp_deck.office.grounds import Grounds
from whp_deck.office.placeholders import Box
from whp_deck.office.sheets import Sheet
from whp_deck.office.xml import A_NS, parse

TABLE_STYLE_ID = "{6C1E0F52-3B7D-4E0A-9D64-2A8F5B71C9E3}"  # templates/base.pptx defines it
POWERPOINTS_TABLE_STYLE = "{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}"  # Medium Style 2 in accent 1, which PowerPoint knows
_PLAIN_TABLE_STYLE = "{073A0DAA-6AF3-43AB-8588-CEC1D06C72B9}"  # the same in black, white and gray
_ACCENTS = tuple(f"accent{number}" for number in range(1, 7))
_MAPPED = ("bg1", "tx1", "bg2", "tx2")
_TEXT, _LARGE, _DRAWN, _SEEN = 4.5, 3.0, 2.0, 1.5  # contrasts: of text, of large text, of figures, of a box with text
_APART = 0.10  # OKLab: two people who are told apart


@dataclass(frozen=True, slots=True)
class Inks:
    """Theme colors as `figures.solid_fill` takes them; the values without a template are those of `base.pptx`.

    `letters` may be "": then no accent can be read on that ground. `text` is "" where the template's own color can.
    `room` is drawn behind the handoff when the layout draws none. `poster` lies behind white figures.
    """

    strong: str = "tx2"
    on_strong: str = "bg1"
    accent: str = "accent1"
    on_accent: str = "bg1"
    panel: str = "bg2"
    on_panel: str = "tx1"
    letters: str = "accent1"
    text: str = ""
    people: tuple[str, str, str] = ("accent2", "accent1", "accent3")
    bubble: str = "bg1"
    room: str = ""
    poster: str = "tx2"
    table_style: str = TABLE_STYLE_ID

    @property
    def is_header_painted(self) -> bool:
        """Whether a table's header row is painted by hand, because its style is the one without a color."""
        return self.table_style == _PLAIN_TABLE_STYLE

    @property
    def is_ours(self) -> bool:
        """Whether it is our own template's."""
        return self.table_style == TABLE_STYLE_ID


OURS = Inks()


def read_inks(sheet: Sheet, table_style: str = POWERPOINTS_TABLE_STYLE, *, text: str = "") -> Inks:
    """The inks for slides of a layout. `text` is its text's color (the XML inside `a:solidFill`): on a picture or a
    gradient, the ground is taken for one on which that color can be read."""
    colors = _colors_of(sheet.palette)
    background = Grounds(sheet).background
    plain = background.known and len(background.colors) == 1
    page = background.colors[0].rgb if plain else _ground_under(text, sheet, colors)
    panel = "bg1 85/15" if _is_dark(colors["bg1"]) else "bg1 95"
    strong, on_strong = _pair(colors, page, ("tx2", "accent1", "accent2", "accent3", "tx1", "bg1"), _TEXT)
    accents = tuple(name for name in _ACCENTS if colors[name] != colors[strong])
    accent, on_accent = _pair(colors, page, (*accents, strong), _LARGE)
    letters = next((name for name in (accent, strong, *_ACCENTS) if contrast(colors[name], page) >= _LARGE), "")
    if table_style == POWERPOINTS_TABLE_STYLE and contrast(colors["accent1"], colors["lt1"]) < _LARGE:
        table_style = _PLAIN_TABLE_STYLE  # nobody chose the usual one, so its white header need not stand on yellow
    return Inks(
        strong=strong,
        on_strong=on_strong,
        accent=accent,
        on_accent=on_accent,
        panel=panel,
        on_panel="tx1",
        letters=letters,
        people=_people(colors, _tinted(colors["bg1"], panel), accent),
        bubble="bg1",
        room=panel,
        poster=next((n for n in ("tx2", "dk2", *_ACCENTS, "dk1") if contrast(colors[n], "FFFFFF") >= _LARGE), "dk1"),
        table_style=table_style,
    )


def inks_at(inks: Inks, sheet: Sheet, box: Box, *, text: str = "") -> Inks:
    """The inks for a place where the layout may have drawn a band or a panel: letters and `text` that can be read on
    it.
    """
    ground = Grounds(sheet).at(box)
    if not ground.known or not ground.colors:
        return inks
    colors = _colors_of(sheet.palette)

    def reads(color: str) -> bool:
        return all(contrast(color, one) >= _LARGE for one in ground.colors)

    readable = [
        name
        for name in (inks.letters, inks.accent, inks.strong, *_ACCENTS, "tx1", "bg1")
        if name and reads(colors[name])
    ]
    own = _color_of(text, sheet)
    plain = (
        "" if reads(own.rgb if own else colors["tx1"]) else next((n for n in ("tx1", "bg1") if reads(colors[n])), "")
    )
    return replace(inks, letters=readable[0] if readable else "", text=plain)


def _colors_of(palette: Palette) -> dict[str, str]:
    """The theme's colors by all their names, as `RRGGBB`."""
    return dict(palette.slots) | {name: palette.slots[palette.names.get(name, name)] for name in _MAPPED}


def _color_of(text: str, sheet: Sheet) -> Color | None:
    owner = parse(f'<a:solidFill xmlns:a="{A_NS}">{text}</a:solidFill>') if text else None
    return sheet.palette.color_in(owner)


def _ground_under(text: str, sheet: Sheet, colors: Mapping[str, str]) -> str:
    """A dark or a light ground, whichever text of that color is meant for."""
    color = _color_of(text, sheet)
    return "F2F2F2" if _is_dark(color.rgb if color else colors["tx1"]) else "1E1E1E"


def _pair(colors: Mapping[str, str], page: str, grounds: tuple[str, ...], wanted: float) -> tuple[str, str]:
    """The first ground that stands out from the page and on which white or black of the theme can be read, with it."""
    for ground in grounds:
        for ink in ("bg1", "tx1"):
            if contrast(colors[ground], page) >= _SEEN and contrast(colors[ink], colors[ground]) >= wanted:
                return ground, ink
    return "tx1", "bg1"


def _people(colors: Mapping[str, str], ground: str, accent: str) -> tuple[str, str, str]:
    """Giver, patient, receiver: three colors that stand out from the ground and from one another; patient = accent."""
    ordered = [accent, *(name for name in (*_ACCENTS, "tx2", "tx1") if name != accent)]
    seen = [name for name in ordered if contrast(colors[name], ground) >= _DRAWN] or ["tx1"]
    chosen = seen[:1]
    for name in seen[1:]:
        if len(chosen) < 3 and all(distance(colors[name], colors[one]) >= _APART for one in chosen):
            chosen.append(name)
    tints = iter(("tx1 75/25", "tx1 50/50"))  # a theme of one color: place and word tell the people apart
    while len(chosen) < 3:
        chosen.append(next(tints))
    return chosen[1], chosen[0], chosen[2]


def _is_dark(color: str) -> bool:
    return contrast(color, "FFFFFF") > contrast(color, "000000")


def _tinted(color: str, ink: str) -> str:
    """`color` with the tint of an ink such as "bg1 85/15"."""
    mod, _, off = ink.partition(" ")[2].partition("/")
    red, green, blue = (int(color[n : n + 2], 16) / 255 for n in (0, 2, 4))
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    changed = colorsys.hls_to_rgb(hue, min(1.0, lightness * int(mod or 100) / 100 + int(off or 0) / 100), saturation)
    return "".join(f"{round(value * 255):02X}" for value in changed)
