"""Brand colors that cannot be read, told before hundreds of decks are built to find them.

In: the rows of a list, and the network's file. Out: problems with their cells and lines. Must not judge a color that is none:
that is told with all cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from whp_deck.config.practice_list import Listed
from whp_deck.config.reader import read_map
from whp_deck.content.authored import Map
from whp_deck.content.colors import color_code
from whp_deck.errors import Problem, Source
from whp_deck.office.contrast import check_theme
from whp_deck.plan import Theme

_PRIMARY, _ACCENT = "practice.theme.primary", "practice.theme.accent"


def unreadable_colors(listed: Sequence[Listed]) -> dict[str, list[Problem]]:
    """An error for each such cell, by the folder of the practice, which cannot be built."""
    found: dict[str, list[Problem]] = {}
    for one, row in ((one, one.row) for one in listed if one.row):
        if problems := _unreadable([(row.get(field), row.place_of(field)) for field in (_PRIMARY, _ACCENT)]):
            found.setdefault(one.folder, []).extend(problems)
    return found


def unreadable_in_network(network: Path | None) -> list[Problem]:
    """An error for each color of the network's file, which every practice without its own would tell alike."""
    tree = read_map(network) if network else None
    practice = tree.get("practice") if tree is not None else None
    theme = practice.get("theme") if isinstance(practice, Map) else None
    if not isinstance(theme, Map):
        return []
    return _unreadable([(str(theme.get(key) or ""), theme.place_of(key)) for key in ("primary", "accent")])


def _unreadable(colors: Sequence[tuple[str, Source]]) -> list[Problem]:
    (primary, place), (accent, accent_place) = ((color_code(text), place) for text, place in colors)
    found = check_theme(Theme(primary, accent), place, accent_place)
    return [replace(one, message=f"practice.{one.message}") for one in found]
