"""Giver, patient and receiver as a small picture, for documents that cannot draw them. In: colors. Out: a PNG.

The proportions are those of `templates/packet.typ` and the base template: three people, the patient in front and
larger, staff with a badge on the outer side. Must not know documents.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

import resvg_py

Who = Literal["", "giver", "patient", "receiver"]
_PIXELS = 360
_LINE = "384C57"


@lru_cache(maxsize=16)
def draw_trio(giver: str, patient: str, receiver: str, who: Who = "") -> bytes:
    """The three in these colors (`RRGGBB`); with `who` that one is filled and the others are outlines."""
    drawn = [
        _person(0.4, 1.0, giver, badge=-1, outline=who not in ("", "giver")),
        _person(1.8, 1.0, receiver, badge=1, outline=who not in ("", "receiver")),
        _halo(1.1, 1.14),
        _person(1.1, 1.14, patient, badge=0, outline=who not in ("", "patient")),
    ]
    view = "-0.02 -0.02 2.24 1.17"
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}" width="224" height="117">{"".join(drawn)}</svg>'
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, width=_PIXELS, skip_system_fonts=True))


def _person(x: float, height: float, color: str, *, badge: int, outline: bool) -> str:
    """A head and a body around `x`, standing on the base line at 1.14."""
    look = f'fill="#FFFFFF" stroke="#{_LINE}" stroke-width="0.016"' if outline else f'fill="#{color}"'
    top = 1.14 - height
    made = f'<circle cx="{x}" cy="{top + 0.21 * height:.4f}" r="{0.21 * height:.4f}" {look}/>'
    made += _body(x, 0.8 * height, 0.53 * height, look)
    if badge:
        left = x - 0.26 * height if badge < 0 else x + 0.14 * height
        mark = f'fill="none" stroke="#{_LINE}" stroke-width="0.012"' if outline else 'fill="#FFFFFF"'
        made += (
            f'<rect x="{left:.4f}" y="{top + 0.67 * height:.4f}" width="{0.12 * height:.4f}" '
            f'height="{0.16 * height:.4f}" rx="{0.02 * height:.4f}" {mark}/>'
        )
    return made


def _halo(x: float, height: float) -> str:
    """The ground's color round the one in front, in place of an outline."""
    white = 'fill="#FFFFFF"'
    head = f'<circle cx="{x}" cy="{1.14 - 0.79 * height:.4f}" r="{0.245 * height:.4f}" {white}/>'
    return head + _body(x, 0.87 * height, 0.565 * height, white)


def _body(x: float, width: float, height: float, look: str) -> str:
    """Rounded above, straight below."""
    round_, left, right = min(height, width / 2), x - width / 2, x + width / 2
    top = 1.14 - height
    return (
        f'<path d="M{left:.4f} 1.14V{top + round_:.4f}A{round_:.4f} {round_:.4f} 0 0 1 {left + round_:.4f} {top:.4f}'
        f'H{right - round_:.4f}A{round_:.4f} {round_:.4f} 0 0 1 {right:.4f} {top + round_:.4f}V1.14Z" {look}/>'
    )
