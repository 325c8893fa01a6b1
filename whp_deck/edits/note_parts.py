"""Speaker notes as an entry's `notes:` has them: their parts by key, and apart from these the line with the minutes.

In: the words of the deck's language, notes as built and as found. Out: the parts that a person changed. Must not write.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from pptx.parts.slide import SlidePart

from whp_deck.content.notes import split_label
from whp_deck.content.word_list import WordList
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

    def changed(
        self, part: SlidePart, one: Difference, notes: Notes
    ) -> Iterator[tuple[str, list[Paragraph], list[str]]]:
        """The key and the paragraphs of each part that is not as it was built, and its lines as built.

        `notes` are those of the plan: parts with a label of their own, as a video's transcript, have their label as key.
        """
        time, now = self.times(one)
        labels = self._labels_in(notes)
        before = self._as_built(one, time, labels)
        after: dict[str, list[Paragraph]] = {}
        for found in read_notes(part, set(labels) - {""}):
            lines = [line for line in found.paragraphs if not now or lines_of([line]) != [now]]
            for name, line in _typed_with_labels(found.label, lines, set(labels) - {""}, set(one.was.splitlines())):
                after.setdefault(labels[name], []).append(line)
        for key in dict.fromkeys((*KEYS, *labels.values())):
            if before.get(key, []) != lines_of(after.get(key, [])):
                yield key, after.get(key, []), before.get(key, [])

    def given(self, notes: Notes, one: Difference) -> dict[str, list[str]]:
        """The lines of each part as the files give them today."""
        found: dict[str, list[str]] = {}
        labels = self._labels_in(notes)
        for part in notes.parts:
            found.setdefault(labels[part.label], []).extend(lines_of(part.paragraphs))
        if self.times(one)[0]:
            found["text"] = list(split_time(found.get("text", []), self.time)[1])
        return found

    def _labels_in(self, notes: Notes) -> dict[str, str]:
        """The key of each label that these notes may have."""
        return {part.label: part.label for part in notes.parts} | self._labels

    def _as_built(self, one: Difference, time: str, labels: Mapping[str, str]) -> dict[str, list[str]]:
        """The lines of each part: what the files give today may be other words, which nobody has changed."""
        found: dict[str, list[str]] = {}
        key = "text"
        for line in one.was.splitlines():
            if line and line in labels:
                key = labels[line]
            elif not time or line != time:
                found.setdefault(key, []).append(line)
        return found


def _typed_with_labels(
    label: str, lines: Sequence[Paragraph], labels: Collection[str], built: Collection[str]
) -> Iterator[tuple[str, Paragraph]]:
    """Each line with the label of its part, where a person may have typed another one before it, `SAY Please be quiet`: it and what
    she typed behind it are then of that part. Lines that were `built` stay where they are, whatever word they begin with.
    """
    here = label
    for line in lines:
        is_built = set(lines_of([line])) <= set(built)
        typed, rest = ("", line.text) if is_built else split_label(line.text, labels)
        here = typed or (label if is_built else here)
        yield here, _without_first(line, len(line.text) - len(rest)) if typed else line


def _without_first(line: Paragraph, letters: int) -> Paragraph:
    runs = []
    for run in line.runs:
        if len(run.text) > letters:
            runs.append(replace(run, text=run.text[letters:]))
        letters = max(0, letters - len(run.text))
    return replace(line, runs=tuple(runs))


def lines_of(paragraphs: Sequence[Paragraph]) -> list[str]:
    """As a snapshot has them."""
    return [unicodedata.normalize("NFC", line) for line in folded(paragraphs)]
