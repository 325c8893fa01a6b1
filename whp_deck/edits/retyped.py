"""What became of words that a person typed over, in words: places in a text, lines in another order, cells of a table.

In: a text before and after, line by line. Out: a sentence, or two quotes that show where they part. Must not know slides.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from whp_deck.errors import counted

_LONGEST = 70
_WORDS = {
    "title": "title was", "text": "text was", "table": "table said", "notes": "notes were", "alt": "alt text was",
}  # fmt: skip

_THINGS = {"title": "title", "text": "text", "table": "table", "notes": "notes", "alt": "alt text"}
_CELLS, _STEPS = 4, 3  # cells of a table, and places in a text, that are told one by one
_BEFORE = 20  # letters that are shown before the first one that differs


def retyped(kind: str, was: str, now: str) -> str:
    """What became of words: each place by itself where they are few, cells of a table always."""
    before, after = was.split("\n"), now.split("\n")
    if kind == "table" and len(before) == len(after):
        cells = [(one, other) for one, other in zip(before, after, strict=True) if one != other]
        more = f"; and {counted(len(cells) - _CELLS, 'more cell')}" if len(cells) > _CELLS else ""
        return "; ".join(_in_place_of(kind, *cell) for cell in cells[:_CELLS]) + more
    gone, come = (text.split("\n") for text in _apart(was, now))
    if sorted(map(str.strip, gone)) == sorted(map(str.strip, come)) and len(before) > 1:
        return f"{_THINGS[kind]}: {_rearranged(gone, come)}"
    steps = [
        step for step in difflib.SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes() if step[0] != "equal"
    ]
    several = bool(was.strip() and now.strip()) and (len(before) > 1 or len(after) > 1)
    if several and len(steps) <= _STEPS:
        found = [("\n".join(before[a:b]), "\n".join(after[c:d])) for _, a, b, c, d in steps]
        return "; ".join(_in_place_of(kind, *step, whole=False) for step in found)
    return _in_place_of(kind, *_apart(was, now), whole=not several)


def _rearranged(gone: Sequence[str], come: Sequence[str]) -> str:
    """Lines with the same words in another order, or further in or out."""
    moved = [line for line in come if line in gone]
    if moved or len(come) > 1:
        return f"{quoted(chr(10).join(come))} in another place among the lines"
    deeper = len(come[0]) - len(come[0].lstrip()) > len(gone[0]) - len(gone[0].lstrip())
    return f"{quoted(come[0])} further {'in' if deeper else 'out'}"


def _in_place_of(kind: str, was: str, now: str, *, whole: bool = True) -> str:
    """“text was …, now …”; of a part of several lines that it was added, or taken out."""
    if not whole and not was.strip():
        return f"{_THINGS[kind]}: {quoted(now)} added"
    if not whole and not now.strip():
        return f"{_THINGS[kind]}: {quoted(was)} taken out"
    return "{} {}, now {}".format(_WORDS[kind], *map(quoted, _where_apart(was, now)))


def _apart(was: str, now: str) -> tuple[str, str]:
    """Of two texts of several lines those that are not in both."""
    before, after = was.splitlines(), now.splitlines()
    if len(before) < 2 and len(after) < 2:
        return was, now
    gone: list[str] = []
    come: list[str] = []
    for step in difflib.ndiff(before, after):
        if step[:2] in ("- ", "+ "):
            (gone if step[0] == "-" else come).append(step[2:])
    return "\n".join(gone), "\n".join(come)


def tell_both(one: str, other: str) -> tuple[str, str]:
    """Two texts in quotes, both short and where they part."""
    first, second = map(quoted, _where_apart(*_apart(one, other)))
    return first, second


def _where_apart(was: str, now: str) -> tuple[str, str]:
    """Two long texts from shortly before the place where they part, when cutting them would hide it, or most of it."""
    same = next(
        (at for at, (one, other) in enumerate(zip(was, now, strict=False)) if one != other), min(len(was), len(now))
    )
    if max(len(was), len(now)) <= _LONGEST or (same <= _LONGEST - _BEFORE and short(was) != short(now)):
        return was, now
    start = was.rfind(" ", 0, max(same - _BEFORE, 0)) + 1
    return (f"…{was[start:]}", f"…{now[start:]}") if start else (was, now)


def quoted(text: str) -> str:
    return f"“{short(text)}”" if text.strip() else "nothing"


def short(text: str) -> str:
    line = " / ".join(part.strip() for part in text.splitlines() if part.strip())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "…"
