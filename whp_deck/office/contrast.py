"""Whether a practice's colors can be read, and how far colors are from each other, for color-blind eyes too.

In: colors as `RRGGBB`, or as somebody typed them. Out: contrasts, distances, problems with a color that works, the colors of
giver and receiver. Must not know a presentation.

White text stands on the primary color (titles' ground, table headers: contrast 7 wanted) and on the accent
(4.5); the accent is also a letter on the panels. Giver and receiver get the first of three tested pairs that keeps
its distance from the accent, for color-blind eyes too: turning the accent's hue was tried and met the accent itself.
"""

from __future__ import annotations

import math
import re

from whp_deck.errors import Problem, Source
from whp_deck.plan import Theme

PANEL = "F3ECE2"  # lt2 of templates/base.pptx
ROLE_PAIRS = (("0E6F7B", "34407A"), ("3A63A0", "4A2348"), ("855600", "5A2A5C"))
PRIMARY_CONTRAST, ACCENT_CONTRAST = 7.0, 4.5
ROLE_DISTANCE, ROLE_DISTANCE_COLOR_BLIND = 0.12, 0.08
_Vector = tuple[float, float, float]
# Machado, Oliveira, Fernandes 2009, severity 1.0, on linear RGB
_COLOR_BLIND = (
    ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),  # protan
    ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),  # deutan
)


def contrast(one: str, other: str) -> float:
    """Contrast of two `RRGGBB` colors, 1 to 21 (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(_linear(one)), _luminance(_linear(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def check_theme(theme: Theme, source: Source | None = None, accent_source: Source | None = None) -> list[Problem]:
    """Problems with the practice's colors; each offers the nearest darker shade of the same hue that can be read."""
    problems = []
    for field, value, place in (("primary", theme.primary, source), ("accent", theme.accent, accent_source or source)):
        if not value:
            continue
        color = normal_color(value)
        if color is None:
            problems.append(
                Problem("color-malformed", f"theme.{field}: `{value}` is no color", _how_to_write(place), place)
            )
            continue
        reason = _unreadable(field, color)
        if reason:
            better = darker_shade(field, color)
            hint = f"the nearest darker shade of the same hue that can be read is `{better}`"
            problems.append(Problem("color-contrast", f"theme.{field}: {reason}", hint, place))
    return problems


def _how_to_write(place: Source | None) -> str:
    """YAML needs the quotes, for # and for digits alone; in a spreadsheet's cell they would be part of the text."""
    if place and place.column:
        return "write six hexadecimal digits, as 0B4F5C, or an English name, as navy"
    return 'write six hexadecimal digits in quotes, as "0B4F5C", or an English name, as navy'


def is_readable(field: str, color: str) -> bool:
    """Whether a color typed by a person can be the practice's "primary" or "accent"."""
    normal = normal_color(color)
    return normal is not None and not _unreadable(field, normal)


def darker_shade(field: str, color: str) -> str:
    """The lightest shade of the same hue, darker than `color`, that `field` ("primary" or "accent") allows."""
    lightness, chroma, hue = _oklch(color)
    for step in range(1, 1001):
        shade = _from_oklch(lightness * (1 - step / 1000), chroma, hue)
        if not _unreadable(field, shade):
            return shade
    return "000000"


def role_pair(accent: str) -> tuple[str, str]:
    """Colors of giver and receiver beside that accent (`RRGGBB`): the first tested pair that keeps its distance.

    Should none keep it, the pair whose nearest color is farthest.
    """
    for pair in ROLE_PAIRS:
        if all(_role_room(accent, color) >= 1 for color in pair):
            return pair
    return max(ROLE_PAIRS, key=lambda pair: min(_role_room(accent, color) for color in pair))


def normal_color(value: str) -> str | None:
    """What somebody typed as `RRGGBB` in capitals, or None."""
    found = re.fullmatch(r"#?([0-9A-Fa-f]{6})", value.strip())
    return found[1].upper() if found else None


def _unreadable(field: str, color: str) -> str:
    """Why the color cannot be used for that field; empty when it can."""
    on_white, on_panel = contrast(color, "FFFFFF"), contrast(color, PANEL)
    if field == "primary" and on_white < PRIMARY_CONTRAST:
        return f"white text on `{color}` has a contrast of {_ratio(on_white)}; 7 : 1 is the least"
    if field == "accent" and on_white < ACCENT_CONTRAST:
        return f"white text on `{color}` has a contrast of {_ratio(on_white)}; 4.5 : 1 is the least"
    if field == "accent" and on_panel < ACCENT_CONTRAST:
        return f"`{color}` on the pale panels has a contrast of {_ratio(on_panel)}; 4.5 : 1 is the least"
    return ""


def _ratio(value: float) -> str:
    """Cut, not rounded: 6.96 must not be called 7.0."""
    return f"{math.floor(value * 10) / 10} : 1"


def _role_room(accent: str, color: str) -> float:
    """How far the color keeps from the accent, as a part of what is asked; 1 and more is enough."""
    blind = min(distance(accent, color, matrix) for matrix in range(len(_COLOR_BLIND)))
    return min(distance(accent, color) / ROLE_DISTANCE, blind / ROLE_DISTANCE_COLOR_BLIND)


def distance(one: str, other: str, blindness: int | None = None) -> float:
    """OKLab distance; `blindness` 0 = as a protanope sees both, 1 = as a deuteranope."""
    first, second = _linear(one), _linear(other)
    if blindness is not None:
        first, second = (_clipped(_times(_COLOR_BLIND[blindness], color)) for color in (first, second))
    return math.dist(_oklab(first), _oklab(second))


def chroma_of(color: str) -> float:
    """How colorful it is, in OKLCH: 0 is gray."""
    return _oklch(color)[1]


def _linear(color: str) -> _Vector:
    values = [int(color[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in values)
    return red, green, blue


def _luminance(linear: _Vector) -> float:
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _times(matrix: tuple[_Vector, _Vector, _Vector], vector: _Vector) -> _Vector:
    first, second, third = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return first, second, third


def _clipped(linear: _Vector) -> _Vector:
    red, green, blue = (min(1.0, max(0.0, value)) for value in linear)
    return red, green, blue


# OKLab: Ottosson 2020
_TO_LMS = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_TO_LAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
_FROM_LAB = (
    (1.0, 0.3963377774, 0.2158037573),
    (1.0, -0.1055613458, -0.0638541728),
    (1.0, -0.0894841775, -1.2914855480),
)
_FROM_LMS = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)


def _oklab(linear: _Vector) -> _Vector:
    one, two, three = (math.cbrt(value) for value in _times(_TO_LMS, linear))
    return _times(_TO_LAB, (one, two, three))


def _oklch(color: str) -> _Vector:
    lightness, a, b = _oklab(_linear(color))
    return lightness, math.hypot(a, b), math.atan2(b, a)


def _from_oklch(lightness: float, chroma: float, hue: float) -> str:
    """The color as `RRGGBB`; chroma gives way when the screen has no such color."""
    while True:
        lab = (lightness, chroma * math.cos(hue), chroma * math.sin(hue))
        one, two, three = (value**3 for value in _times(_FROM_LAB, lab))
        linear = _times(_FROM_LMS, (one, two, three))
        if chroma < 1e-4 or all(-1e-4 <= value <= 1 + 1e-4 for value in linear):
            break
        chroma *= 0.98
    curved = (12.92 * v if v <= 0.0031308 else 1.055 * v ** (1 / 2.4) - 0.055 for v in _clipped(linear))
    return "".join(f"{round(value * 255):02X}" for value in curved)
