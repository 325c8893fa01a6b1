"""A slide that a person added in PowerPoint, as an entry of `slides: add:`.

In: the slide as it was found. Out: its title, words, notes and minutes in YAML's terms, or why no kind of slide can say
it. Must not say where it stands.

What is written must give the very slide again, text by text: else the next build would call what nobody touched an edit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from whp_deck.edits.files import Known, Place
from whp_deck.edits.merged_plan import read_notes
from whp_deck.edits.texts import as_block, folded, shape_paragraphs
from whp_deck.edits.times import is_time_alone, minutes_of
from whp_deck.markup import read_markdown, write_markdown
from whp_deck.plan import Paragraph

_LEVELS = (
    "in a column the first line is its heading, and all others stand further in: press Tab in them, then pull again"
)
_INDENTS = "a line stands further in and has no bullet, which a file cannot say: give it one, then pull again"
_TEXTS = "it holds {count} texts, and `pull` writes one text, or two columns of them: it stays on the slide"

_Box = tuple[float, float, float, float]
_Seen = tuple[_Box, Sequence[Paragraph]]


class _UnsayableError(Exception):
    """No kind of slide says it; the reason in words."""


def added_entry(known: Known, place: Place, time: str) -> tuple[dict[str, Any], str]:
    """What the slide at `place` says, of which `why_not_added` says nothing; or nothing, and the reason.

    `time`: the words behind the minutes in the notes of built slides.
    """
    file, snapshot = known.files[place.file], known.found(place)
    part = list(file.slides.values())[place.position]
    shapes = zip(snapshot.shapes, shape_paragraphs(file.package, part, exact=file.is_exact(snapshot)), strict=True)
    title: list[Paragraph] = []
    texts: list[_Seen] = []
    for shape, paragraphs in shapes:
        if shape.family == "title":
            title.extend(paragraphs)
        else:
            texts.append((shape.box or (0, 0, 0, 0), [one for one in paragraphs if one.text.strip()]))
    try:
        words = _words(texts)
    except _UnsayableError as error:
        return {}, str(error)
    in_one = Paragraph(tuple(run for one in title for run in one.runs))
    entry: dict[str, Any] = {"kind": words.pop("kind"), "title": write_markdown([in_one]), **words}
    if snapshot.notes:
        lines = [one for found in read_notes(part, set()) for one in found.paragraphs]
        said = [one for one in lines if one.text.strip()]
        # a time is `minutes` now, and the notes of a built slide begin with these
        if said and is_time_alone(said[0].text, time):
            lines = lines[lines.index(said[0]) + 1 :]
        if folded(lines):
            entry["notes"] = as_block(write_markdown(lines))
        entry["minutes"] = minutes_of(snapshot.notes)
    return entry, ""


def _words(texts: Sequence[_Seen]) -> dict[str, Any]:
    """The kind of slide that has these texts where they stand, and its fields. Raises _UnsayableError where there is none."""
    if len(texts) == 1:
        return {"kind": "content", "body": _block(texts[0][1])}
    columns = _columns(texts)
    if [len(one) for one in columns] == [1, 1]:
        left, right = (_column(column[0]) for column in columns)
        return {"kind": "columns", "left": left, "right": right}
    if [len(one) for one in columns] == [2, 2] and all(len(heading) == 1 for heading, _ in columns):
        left, right = ({"heading": _block(heading), "text": _block(text)} for heading, text in columns)
        return {"kind": "comparison", "left": left, "right": right}
    raise _UnsayableError(_TEXTS.format(count=len(texts)))


def _columns(texts: Sequence[_Seen]) -> list[list[Sequence[Paragraph]]]:
    """The texts of a left and a right column, each from its top; nothing where they do not stand so."""
    ordered = sorted(texts, key=lambda one: one[0][0])
    half = len(texts) // 2
    left, right = (sorted(side, key=lambda one: one[0][1]) for side in (ordered[:half], ordered[half:]))
    edge = max((x + width for (x, _, width, _), _ in left), default=0.0)
    if len(left) != len(right) or any(x < edge - 1 for (x, _, _, _), _ in right):
        return []
    beside = all(abs(one[0][1] - other[0][1]) < 18 for one, other in zip(left, right, strict=True))
    return [[words for _, words in side] for side in (left, right)] if beside else []


def _column(paragraphs: Sequence[Paragraph]) -> dict[str, str]:
    """Heading and text as `kind: columns` sets them: the one on the first level, the other below it."""
    heading = [] if paragraphs[0].level else [paragraphs[0]]
    text = paragraphs[len(heading) :]
    if not text or not all(one.level for one in text):
        raise _UnsayableError(_LEVELS)
    said = {"heading": _block(heading)} if heading else {}
    return said | {"text": _block([replace(one, level=one.level - 1) for one in text])}


def _block(paragraphs: Sequence[Paragraph]) -> str:
    """Markdown that gives the same lines again, on the same levels."""
    words = write_markdown(paragraphs)
    if [one.level for one in read_markdown(words)] != [one.level for one in paragraphs]:
        raise _UnsayableError(_INDENTS)
    return as_block(words)
