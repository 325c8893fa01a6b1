"""Small pictures of slides as one picture.

In: PNG of slides. Out: one PNG, in rows. Must not draw slides or write files.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from PIL import Image

_GAP, _GROUND = 8, (112, 112, 112)


def contact_sheet(pictures: Sequence[bytes], *, columns: int = 5) -> bytes:
    """The pictures from left to right and from top to bottom. Raises ValueError without any."""
    if not pictures:
        raise ValueError("no pictures")
    opened = [Image.open(io.BytesIO(picture)).convert("RGB") for picture in pictures]
    width, height = max(one.width for one in opened), max(one.height for one in opened)
    rows = -(-len(opened) // columns)
    across = min(columns, len(opened))
    size = (across * (width + _GAP) + _GAP, rows * (height + _GAP) + _GAP)
    sheet = Image.new("RGB", size, _GROUND)
    for number, one in enumerate(opened):
        row, column = divmod(number, columns)
        sheet.paste(one, (_GAP + column * (width + _GAP), _GAP + row * (height + _GAP)))
    buffer = io.BytesIO()
    sheet.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
