"""How a hit quotes what stands in a deck.

In: texts. Out: as much of them as a line has room for. Must not look at a deck.
"""

from __future__ import annotations

from collections.abc import Iterable


def short(text: str, length: int = 40) -> str:
    """Enough of a text to know it by."""
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def listed(texts: Iterable[str], most: int = 3) -> str:
    """“a”, “b” and 2 more."""
    found = [f"“{short(text)}”" for text in dict.fromkeys(texts)]
    more = f" and {len(found) - most} more" if len(found) > most else ""
    return ", ".join(found[:most]) + more
