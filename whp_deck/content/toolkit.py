"""A toolkit's own facts: sources, video, formats, and the fixed words of a language.

In: toolkit.yaml, formats.yaml and words/*.yaml. Out: `ToolkitFacts`, `Format`, `WordList`. Must not know slides.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import Field

from whp_deck.content.authored import Authored, Identifier, Map, Minutes, Words
from whp_deck.errors import Source


class Reference(Authored):
    """A source of a fact: who, when, in what setting. Evidence without year and setting is refused by the kinds."""

    id: Identifier
    title: Words
    author: str = ""
    year: str = Field("", pattern=r"^(\d{4}(-\d{2,4})?)?$")
    setting: str = Field("", description="Where it was found, as `urban pediatric primary care`.")
    address: str = ""
    note: str = ""


class VideoFacts(Authored):
    """The toolkit's default video."""

    title: str = ""
    address: str = ""
    minutes: Minutes = 5
    running_time: str = ""


class ToolkitFacts(Authored):
    """What a toolkit says of itself."""

    name: Words
    title: str = ""
    description: str = ""
    attribution: str = Field("", description="Where the idea comes from; claims no endorsement.")
    disclaimer: str = ""
    language: str = "en"
    sources: list[Reference] = Field(default_factory=list)
    video: VideoFacts = VideoFacts()


class Format(Authored):
    """A kind of meeting: its minutes, and which slides each session shows (None = fill in deck order)."""

    title: str = ""
    minutes: Minutes = Field(gt=0)
    usable: Minutes | None = Field(None, description="Minutes that are planned; the rest is slack.")
    sessions: list[list[str]] | None = None
    names: list[str] = Field(default_factory=list)


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

    def place_of(self, key: str) -> Source | None:
        """Where the top key stands."""
        return self._tree.place_of(key) if isinstance(self._tree, Map) else None
