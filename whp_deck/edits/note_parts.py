"""Speaker notes as an entry's `notes:` has them: their parts by key, and apart from these the line with the minutes.

In: the words of the deck's language, notes as planned and as found. Out: the parts that a person changed. Must not write.
"""

from __future__ import annotations

from collections.abc import Iterator

from pptx.parts.slide import SlidePart

from whp_deck.content.toolkit import WordList
from whp_deck.edits.fields import Difference
from whp_deck.edits.merged_plan import read_notes
from whp_deck.edits.texts import folded
from whp_deck.edits.times import split_time, words_after_minutes
from whp_deck.plan import NotePart, Notes, Paragraph

_KEYS = ("text", "say", "do", "ask", "next")


class NoteParts:
    """Tells the parts of notes by the labels ("SAY") that stand before them. `time` is what follows the minutes."""

    def __init__(self, words: WordList) -> None:
        self.time = words_after_minutes(words)
        self._labels = {"": "text"} | {words.get(f"note_{name}"): name for name in _KEYS[1:]}

    def times(self, one: Difference) -> tuple[str, str]:
        """The lines with the minutes in the notes as built and as found; both empty where the slide was built with none."""
        was = split_time(one.was.splitlines(), self.time)[0]
        return was, split_time(one.now.splitlines(), self.time)[0] if was else ""

    def is_time_alone(self, one: Difference) -> bool:
        """Whether the notes differ in nothing but that line."""
        was, now = (split_time(text.splitlines(), self.time) for text in (one.was, one.now))
        return bool(was[0]) and was[1] == now[1]

    def changed(self, planned: Notes, part: SlidePart, one: Difference) -> Iterator[tuple[str, list[Paragraph]]]:
        """The key and the paragraphs of each part that is not as it was planned."""
        found = read_notes(part, set(self._labels) - {""})
        lines = folded([line for one in planned.parts for line in one.paragraphs])
        before = self._by_key(planned.parts, split_time(lines, self.time)[0])
        after = self._by_key(found, self.times(one)[1])
        for key in _KEYS:
            if folded(before.get(key, [])) != folded(after.get(key, [])):
                yield key, after.get(key, [])

    def _by_key(self, parts: tuple[NotePart, ...], time: str) -> dict[str, list[Paragraph]]:
        found: dict[str, list[Paragraph]] = {}
        for part in parts:
            lines = [one for one in part.paragraphs if not time or folded([one]) != [time]]
            found.setdefault(self._labels.get(part.label, "text"), []).extend(lines)
        return found
