"""The video's poster: the three people in white under a play sign.

In: a size in pixels. Out: a PNG on nothing, so that the slide's fill shines through and can be recolored.
Proportions of a person are those of `office.figures`.
"""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

SIZE = (1564, 880)  # 7.82 x 4.40 in at 200 dpi
OPACITY = {"staff": 0.55, "patient": 0.92}
OVERSAMPLING = 4


def draw_poster(width_px: int, height_px: int) -> bytes:
    """The poster as PNG bytes; the play sign's triangle is a hole, too."""
    scale = OVERSAMPLING
    width, height = width_px * scale, height_px * scale
    mask = Image.new("L", (width, height), 0)
    draw = ImageDraw.Draw(mask)
    staff, patient = (round(255 * OPACITY[who]) for who in ("staff", "patient"))
    tall = 0.40 * height
    for side in (-1, 1):
        _draw_person(draw, width / 2 + side * 0.74 * tall, height, tall, staff)
    front = 1.14 * tall
    _draw_person(draw, width / 2, height, front, 0, halo=0.035 * front)
    _draw_person(draw, width / 2, height, front, patient)
    radius, x, y = 0.136 * height, width / 2, 0.27 * height
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=patient)
    left, right, half = x - 0.30 * radius, x + 0.54 * radius, 0.48 * radius
    draw.polygon([(left, y - half), (left, y + half), (right, y)], fill=0)
    mask = mask.resize((width_px, height_px), Image.Resampling.LANCZOS)
    picture = Image.new("RGBA", (width_px, height_px), (255, 255, 255, 0))
    picture.putalpha(mask)
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _draw_person(
    draw: ImageDraw.ImageDraw, center: float, base: float, height: float, shade: int, *, halo: float = 0
) -> None:
    head, body = 0.21 * height + halo, 0.40 * height + halo
    top = base - 0.53 * height - halo
    middle = base - 0.79 * height
    draw.ellipse((center - head, middle - head, center + head, middle + head), fill=shade)
    draw.rounded_rectangle((center - body, top, center + body, base + body), radius=0.265 * height + halo, fill=shade)
