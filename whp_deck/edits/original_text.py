"""The main text of a slide that is copied from another presentation, as `body:` of its entry.

In: the slide as it was built, and what stands in it now. Out: Markdown, or nothing. Must not write it anywhere.

A build puts `body:` into the one placeholder that holds a text, each line in the look that the first line of its level has
there. What another look tells apart, lists and plain lines side by side, would not come back.
"""

from __future__ import annotations

from collections.abc import Sequence

from whp_deck.edits.texts import as_block, folded
from whp_deck.markup import read_markdown, write_markdown
from whp_deck.office.snapshot import SlideSnapshot
from whp_deck.plan import Paragraph


def body_of_original(was: SlideSnapshot, shape: int, now: Sequence[Paragraph]) -> str:
    """What `body:` would say to give these lines in that shape; nothing where it cannot."""
    bodies = [at for at, one in enumerate(was.shapes) if one.family == "body" and one.kind == "sp"]
    if bodies != [shape] or not now or not _is_even(now):
        return ""
    words = write_markdown(now)
    again = read_markdown(words)
    same = folded(again) == folded(now) and [one.level for one in again] == [one.level for one in now]
    return as_block(words) if same else ""


def _is_even(paragraphs: Sequence[Paragraph]) -> bool:
    """Whether the lines of a level are all of a list or none, and no run lacks what the first one of its level stands out by."""
    first: dict[int, Paragraph] = {}
    for one in paragraphs:
        model = first.setdefault(one.level, one)
        if one.marker != model.marker:
            return False
        bold, italic = model.runs[0].bold, model.runs[0].italic
        if any((bold and not run.bold) or (italic and not run.italic) for run in one.runs):
            return False
    return True
