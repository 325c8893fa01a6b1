"""The fixed words of a language, as every slide, page and message takes them.

In: the tree of `config/words/`, with the toolkit's and people's own words laid over it. Out: words by key. Must not know what
the words are for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any, Literal

from whp_deck.content.authored import Map
from whp_deck.errors import Source


class WordList:
    """The fixed words of one language by key; an unknown key is a bug of ours, so it raises KeyError."""

    def __init__(self, tree: Mapping[str, Any]) -> None:
        self._tree = tree

    def get(self, key: str, /, **fields: object) -> str:
        """The words of `key` (dots go down) with `{fields}` filled in."""
        found: Any = self._tree
        for step in key.split("."):
            found = found[step]
        return str(found).format(**fields) if fields else str(found)

    def has(self, key: str) -> bool:
        """Whether `key` exists."""
        found: Any = self._tree
        for step in key.split("."):
            if not isinstance(found, Mapping) or step not in found:
                return False
            found = found[step]
        return True

    def all(self, key: str) -> list[str]:
        """A list of words, as the months."""
        return [str(item) for item in self._tree[key]]

    def date(self, day: dt.date, form: Literal["date", "date_short", "date_with_weekday"] = "date") -> str:
        """A day in words: `December 7, 2026`, `December 7` or `Monday, December 7`."""
        month, weekday = self.all("months")[day.month - 1], self.all("weekdays")[day.weekday()]
        return self.get(form, month=month, day=day.day, year=day.year, weekday=weekday)

    def texts(self, *, but: str = "") -> Iterator[str]:
        """Every text in it that does not come from the file `but`."""
        return _texts(self._tree, but)

    def place_of(self, key: str) -> Source | None:
        """Where the words of `key` stand."""
        *way, last = key.split(".")
        found: Any = self._tree
        for step in way:
            found = found[step]
        return found.place_of(last) if isinstance(found, Map) else None


def _texts(tree: object, but: str) -> Iterator[str]:
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, Mapping):
        for key, inner in tree.items():
            if not (but and isinstance(tree, Map) and tree.place_of(key).file == but) or isinstance(inner, Map):
                yield from _texts(inner, but)
    elif isinstance(tree, list):
        for inner in tree:
            yield from _texts(inner, but)
