"""Files that cells name and that are not there: a logo, a network's file of a practice's own.

In: the rows of a list. Out: problems with their cells, by the folder of the practice. Must not open the files: whether they
can be shown is seen when the practice is built.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from whp_deck.config.layers import beside
from whp_deck.config.practice_list import Listed
from whp_deck.errors import Problem
from whp_deck.files import missing_hint

_NAMED = ("practice.theme.logo", "network")


def missing_files(listed: Sequence[Listed]) -> dict[str, list[Problem]]:
    """An error for each such cell: its practice cannot be built."""
    found: dict[str, list[Problem]] = {}
    there: dict[Path, bool] = {}
    for one, row in ((one, one.row) for one in listed if one.row):
        for field in _NAMED:
            named, place = row.get(field), row.place_of(field)
            path = beside(place, named)
            if not named or "{{" in named or there.setdefault(path, path.is_file()):
                continue
            message = f"{field}: there is no file `{named}`"
            found.setdefault(one.folder, []).append(Problem("file-missing", message, missing_hint(path, place), place))
    return found
