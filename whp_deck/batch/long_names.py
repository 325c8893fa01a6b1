"""Names of a list that the title slide cannot hold, told before hundreds of decks are built to find them.

In: the rows of a list, the decks, the network's file. Out: problems with their cells: errors where it is sure that no deck can be
built. Must not judge a deck with a template of its own: its title slide is measured when it is built.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from whp_deck.config.columns import REQUIRED
from whp_deck.config.practice_list import Listed
from whp_deck.config.reader import read_yaml
from whp_deck.content.authored import Map
from whp_deck.content.practice import SHORT_NAME, ask_for_short_name
from whp_deck.errors import Problem, Severity

_FITS, _WORD_FITS = 45, 20  # characters, and of one word: always, but where wide letters add up
_HELPS = re.compile(r"/title\b|\b(?:layouts|short_name):")
_WIDE, _FEW = frozenset("WMwm@%"), 6


def names_too_long(
    listed: Sequence[Listed], decks: Sequence[Path], network: Path | None = None
) -> Iterator[tuple[str, Problem]]:
    """The practice's folder, and a problem, for each whose name, and short name if it has one, are too long for the first slide."""
    if not any(map(_is_in_our_look, decks)):
        return
    is_sure = all(map(_is_in_our_look, decks)) and not any(map(_may_help, (*decks, network)))
    for folder, row in ((one.folder, one.row) for one in listed if one.row):
        name, short = row.get(REQUIRED), row.get(SHORT_NAME)
        if len(short) > _FITS:
            message = f"{SHORT_NAME}: {len(short)} characters are long for a short name, which stands at the foot of each slide"
            place = row.place_of(SHORT_NAME)
            yield (
                folder,
                Problem("short-name-long", message, f"type one of at most {_FITS} characters", place, "warning"),
            )
            continue
        room = _room(name)
        if room is None or (short and _room(short) is None):
            continue
        fits = f", where about {room} fit" if room else ", where its first word is too wide"
        also = f", and so is `{SHORT_NAME}`" if short else ""
        message = f"{REQUIRED}: {len(name)} characters are too long for the title slide{fits}{also}"
        most = f"at most {room} characters" if room else "with short words"
        place = row.place_of(SHORT_NAME if short else REQUIRED)
        hint = f"{ask_for_short_name(place)}, {most}; without it no deck is built"
        severity: Severity = "error" if is_sure and not row.get("network") else "warning"
        yield folder, Problem("name-too-long", message, hint, place, severity)


def _room(name: str) -> int | None:
    if _fits_for_sure(name) or "{{" in name:
        return None
    from whp_deck.office.name_room import name_room  # what measures loads slowly, and most lists do not need it

    return name_room(name)


def _fits_for_sure(name: str) -> bool:
    """Nearly all names do, and to measure one takes as long as to read its row; none of 16,000 made ones did not."""
    is_short = len(name) <= _FITS and max(map(len, name.split()), default=0) <= _WORD_FITS
    return is_short and name.isascii() and sum(letter in _WIDE for letter in name) <= _FEW


def _may_help(path: Path | None) -> bool:
    """Whether a file may take the title slide away, change it, or give all a short name."""
    text = path.read_text(encoding="utf-8", errors="replace") if path is not None and path.is_file() else ""
    return _HELPS.search(text) is not None


def _is_in_our_look(deck: Path) -> bool:
    tree, _ = read_yaml(deck)
    return isinstance(tree, Map) and tree.get("template", "base") == "base" and not tree.get("start_from")
