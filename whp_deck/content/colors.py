"""Colors as people write them: a code, or an English name as browsers know it.

In: what somebody wrote. Out: its code, or nothing. Must not judge whether it can be read.
"""

from __future__ import annotations

import re


def color_code(text: str) -> str:
    """`#0B4F5C` of `0b4f5c`, `#000080` of `navy` or `navy blue`; "" for what is no color."""
    if match := re.fullmatch(r"#?([0-9A-Fa-f]{6})", text.strip()):
        return f"#{match[1].upper()}"
    first, *rest = text.lower().split() or [""]
    if not first.isalpha():
        return ""
    from PIL import ImageColor

    known = ImageColor.colormap
    named = known.get("".join([first, *rest])) or (known.get(first) if rest and rest[0] in known else None)  # navy blue
    return named.upper() if isinstance(named, str) else ""
