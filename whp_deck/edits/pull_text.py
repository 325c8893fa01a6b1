"""Texts that were edited in PowerPoint → the deck's file, each into the fields that gave it.

In: a `Pulling` and what a person changed of a text. Out: the file with it, or the reason why it stays out. Must not save it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from whp_deck.edits.fields import Difference
from whp_deck.edits.files import Place
from whp_deck.edits.homes import home_of, put_leaf
from whp_deck.edits.original_text import body_of_original
from whp_deck.edits.places import Piece, pieces
from whp_deck.edits.pull_scenario import pull_scenario
from whp_deck.edits.pulling import Pulling
from whp_deck.edits.reasons import why_in_braces, why_no_words, why_not_typed
from whp_deck.edits.texts import Leaf, by_lines, folded, rewrite, text_leaves
from whp_deck.edits.times import minutes_in
from whp_deck.markup import write_markdown
from whp_deck.office.snapshot import SlideSnapshot
from whp_deck.plan import CopiedSlide, Paragraph, SlidePlan
from whp_deck.slides.existing import ExistingSlides
from whp_deck.slides.role_play import RolePlaySlides
from whp_deck.slides.view import View

_MINUTES = "minutes"


def pull_text(at: Pulling, place: Place, was: SlideSnapshot, slide: SlidePlan, one: Difference, view: View) -> None:
    """The text goes to the fields that gave it; where lines of no field changed, it stays."""
    entry = at.entry(was.id)
    which = at.which(place, "text", one.was)
    found = at.paragraphs(place, was, one.shape)
    before = was.shapes[one.shape].paragraphs
    body = body_of_original(was, one.shape, found) if isinstance(slide, CopiedSlide) else ""
    if reason := why_not_typed(one.now) or why_no_words(at.deck, was.id, slide, sayable=bool(body)):
        at.leave(which, reason)
        return
    gone = {text for _, text in before if text not in folded(found)}
    changed = [piece for piece in pieces(slide) if piece.slot != "title" and piece.words in gone]
    # what it is made of stands elsewhere, is printed from there, and is told by whoever asked
    if not found or any(piece.made_of for piece in changed) or _typed_over(at, place, slide, changed, found, one):
        return
    if isinstance(owner := at.owner(was.id), RolePlaySlides):
        pull_scenario(at, owner, which, was.id, before, found, view)
        return
    leaves = list(text_leaves(entry, view)) if entry is not None else []
    wanted = _by_fields(leaves, before, found, view) or by_lines(leaves, before, found, view)
    if not wanted and body and isinstance(entry, ExistingSlides) and not entry.body:
        at.done.file.set((*home_of(at.done.file, was.id), "body"), body)
        at.mark(which, f"`{was.id}`: body")
        return
    if not wanted:
        at.leave(which, next(filter(None, (why_in_braces(piece.source) for piece in changed)), ""))
        return
    assert entry is not None
    for leaf, words in wanted:
        put_leaf(at.done.file, was.id, entry, leaf, words)
    at.mark(which, f"`{was.id}`: " + ", ".join(dict.fromkeys(str(leaf.path[0]) for leaf, _ in wanted)))


def _typed_over(
    at: Pulling, place: Place, slide: SlidePlan, changed: Sequence[Piece], found: Sequence[Paragraph], one: Difference
) -> bool:
    """Whether it is what a slide shows until a file says it otherwise, as how long a video runs: its field takes the words."""
    if len(changed) != 1 or len(found) != 1 or "#" in slide.id:
        return False
    slot, id = changed[0].slot, slide.id
    entry = at.entry(id)
    field = _MINUTES if slot == _MINUTES else entry.typed_over.get(slot, "") if entry is not None else ""
    minutes = minutes_in(one.now) if field == _MINUTES else None
    if not field or (field == _MINUTES and (minutes is None or at.ids.count(id) > 1)):
        return False
    at.done.file.set((*home_of(at.done.file, id), field), write_markdown(found) if minutes is None else minutes)
    at.mark(at.which(place, "text", one.was), f"`{id}`: {field}")
    return True


@dataclass(frozen=True, slots=True)
class _Part:
    """The lines of a text that one field gave, from `start` to before `end`; they stand `deeper` than the field has them."""

    leaf: Leaf
    start: int
    end: int
    deeper: int


def _parts(leaves: Sequence[Leaf], before: Sequence[tuple[int, str]]) -> list[_Part]:
    """The fields that gave the text, in its order; nothing where they are not exactly all of it."""
    parts: list[_Part] = []
    lines = [text for _, text in before]
    while not parts or parts[-1].end < len(lines):
        start = parts[-1].end if parts else 0
        ends = {leaf.path: start + len(folded(leaf.paragraphs)) for leaf in leaves}
        fitting = [leaf for leaf in leaves if lines[start : ends[leaf.path]] == folded(leaf.paragraphs)]
        if len(fitting) != 1 or ends[fitting[0].path] == start:
            return []
        deeper = before[start][0] - fitting[0].paragraphs[0].level
        parts.append(_Part(fitting[0], start, ends[fitting[0].path], deeper))
    return parts


def _by_fields(
    leaves: Sequence[Leaf], before: Sequence[tuple[int, str]], found: Sequence[Paragraph], view: View
) -> list[tuple[Leaf, str]]:
    """The fields whose lines changed, each with what it says now; nothing where it is not known whose a new line is."""
    parts = _parts(leaves, before) if before else []
    old, new = [text for _, text in before], folded(found)
    more = len(new) - len(old)
    if more:  # lines came or went: all that is new has to be of one field; a line between two is of the second
        first = _alike(old, new)
        end = len(old) - _alike(old[first:][::-1], new[first:][::-1])
        parts = [one for one in parts if one.start <= first and end <= one.end][-1:]
    return [
        (one.leaf, _said(one, found[one.start : one.end + more], view))
        for one in parts
        if old[one.start : one.end] != new[one.start : one.end + more]
    ]


def _alike(old: Sequence[str], new: Sequence[str]) -> int:
    """How many lines are the same from the beginning."""
    return len(list(takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False))))


def _said(part: _Part, paragraphs: Sequence[Paragraph], view: View) -> str:
    lines = [replace(one, level=max(0, one.level - part.deeper)) for one in paragraphs]
    return rewrite(part.leaf, lines, view)
