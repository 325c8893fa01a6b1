"""Speaker notes as an entry's `notes:` has them: their parts by key, and apart from these the line with the minutes.

In: the words of the deck's language, notes as built and as found. Out: the parts that a person changed. Must not write.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from pptx.parts.slide import SlidePart

from whp_deck.content.toolkit import WordList
from whp_deck.edits.fields import Difference
from whp_deck.edits.merged_plan import read_notes
from whp_deck.edits.texts import folded
from whp_deck.edits.times import split_time, words_after_minutes
from whp_deck.plan import Notes, Paragraph

KEYS = ("text", "say", "do", "ask", "next")


class NoteParts:
    """Tells the parts of notes by the labels ("SAY") that stand before them. `time` is what follows the minutes."""

    def __init__(self, words: WordList) -> None:
        self.time = words_after_minutes(words)
        self._labels = {"": "text"} | {words.get(f"note_{name}"): name for name in KEYS[1:]}

    def times(self, one: Difference) -> tuple[str, str]:
        """The lines with the minutes in the notes as built and as found; both empty where the slide was built with none."""
        was = split_time(one.was.splitlines(), self.time)[0]
        return was, split_time(one.now.splitlines(), self.time)[0] if was else ""

    def is_time_alone(self, one: Difference) -> bool:
        """Whether the notes differ in nothing but that line."""
        was, now = (split_time(text.splitlines(), self.time) for text in (one.was, one.now))
        return bool(was[0]) and was[1] == now[1]

    def changed(self, part: SlidePart, one: Difference) -> Iterator[tuple[str, list[Paragraph], list[str]]]:
        """The key and the paragraphs of each part that is not as it was built, and its lines as built."""
        time, now = self.times(one)
        before = self._as_built(one, time)
        after: dict[str, list[Paragraph]] = {}
        for found in read_notes(part, set(self._labels) - {""}):
            lines = [line for line in found.paragraphs if not now or lines_of([line]) != [now]]
            after.setdefault(self._labels.get(found.label, "text"), []).extend(lines)
        for key in KEYS:
            if before.get(key, []) != lines_of(after.get(key, [])):
                yield key, after.get(key, []), before.get(key, [])

    def given(self, notes: Notes, one: Difference) -> dict[str, list[str]]:
        """The lines of each part as the files give them today."""
        found: dict[str, list[str]] = {}
        for part in notes.parts:
            found.setdefault(self._labels.get(part.label, "text"), []).extend(lines_of(part.paragraphs))
        if self.times(one)[0]:
            found["text"] = list(split_time(found.get("text", []), self.time)[1])
        return found

    def _as_built(self, one: Difference, time: str) -> dict[str, list[str]]:
        """The lines of each part: what the files give today may be other words, which nobody has changed."""
        found: dict[str, list[str]] = {}
        key = "text"
        for line in one.was.splitlines():
            if line and line in self._labels:
                key = self._labels[line]
            elif not time or line != time:
                found.setdefault(key, []).append(line)
        return found


def lines_of(paragraphs: Sequence[Paragraph]) -> list[str]:
    """As a snapshot has them."""
    return [unicodedata.normalize("NFC", line) for line in folded(paragraphs)]
