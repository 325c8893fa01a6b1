"""What only the practice can say of its row: what became of it, whose phone it is, what an error value should have been.

In: a row, and what was told of it, as text. Out: reasons to call, in words, each with what to ask and its cell. Must not name
what whoever keeps the list can mend alone: a year that is missing, a phone number beside a leader's name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from whp_deck.config.placeholders import elsewhere
from whp_deck.config.spreadsheet import Row
from whp_deck.errors import enumerated

_ASKED = re.compile(r": ask .*\(cell [A-Z]{1,3}\d+\)$")
_HEAD = re.compile(r"(?:.*?:)?([A-Z]{1,3}\d+): (?:warning: )?(?:[\w.-]+: )?(.*) \[([a-z-]+)\]$")
_STATED = re.compile(r"holds (`[^`]*`) beside the name")
_TWICE = re.compile(r"`.*` says the same as [A-Z]+(\d+) \((.*?)\)(?:; so do (.*))?$")
_SAME_NAME = re.compile(r"the same name stands in two rows \([A-Z]+(\d+) and ")
_UNREADABLE = re.compile(r"(`.*`) is (?:not clear as a date$|no date: there is no )")
_TYPED_SO = "hint: type it as year-month-day, as"  # no day is offered: nobody can tell which one is meant
_ONE_OWN = re.compile(r"practice\.(?:name|contact\.phone|contact\.email)")  # while a person may lead two practices


def to_ask(row: Row, told: Iterable[str]) -> tuple[str, ...]:
    """The reasons to call, in the order of the cells."""
    found: dict[str, str] = {}
    for text in told:
        head, _, hint = text.partition("\n\n")
        if (match := _HEAD.fullmatch(head)) and match[3] in _REASONS:
            cell, said, code = match.groups()
            if reason := _REASONS[code](row, cell, said, hint):
                found[cell] = reason
    for field, text in elsewhere(row):
        found[row.place_of(field).cell] = f"{_words(field)} says `{text}`: ask what it is"
    copied = [cell for cell, reason in found.items() if reason.startswith("the same name ")]
    return tuple(
        f"{reason} (cell {cell})"
        for cell, reason in found.items()
        if not copied or cell in copied or not reason.startswith("its ")
    )


def is_asked(reason: str) -> bool:
    """Whether a reason to call is one of these."""
    return _ASKED.search(reason) is not None


def _stated(row: Row, cell: str, said: str, hint: str) -> str:
    if match := _STATED.match(said):
        return f"{match[1]} stands beside its name: ask what became of it"
    return ""


def _twice(row: Row, cell: str, said: str, hint: str) -> str:
    match = _TWICE.match(said)
    fields = [_field(row, at) for at in (cell, *re.findall(r"([A-Z]+\d+) and", match[3] or ""))] if match else []
    if match and any(map(_ONE_OWN.fullmatch, fields)):
        are = "are those" if len(fields) > 1 else "is that"
        which = "whether it is another practice" if "practice.name" in fields else "which is right"
        return f"its {enumerated(list(map(_words, fields)))} {are} of row {match[1]}, {match[2]}: ask {which}"
    return ""


def _same_name(row: Row, cell: str, said: str, hint: str) -> str:
    if match := _SAME_NAME.match(said):
        return f"the same name stands in row {match[1]}: ask whether it is one practice, and which row holds"
    return ""


def _error(row: Row, cell: str, said: str, hint: str) -> str:
    return f"{_words(_field(row, cell))}: {said}: ask what it should say"


def _shortened(row: Row, cell: str, said: str, hint: str) -> str:
    return f"{_words(_field(row, cell))}: the digits of {said.partition(' is ')[0]} are lost: ask for the number"


def _unreadable(row: Row, cell: str, said: str, hint: str) -> str:
    if (match := _UNREADABLE.match(said)) and hint.startswith(_TYPED_SO):
        return f"{_words(_field(row, cell))}: {match[1]} is no day that can be read: ask which one is meant"
    return ""


def _hour(row: Row, cell: str, said: str, hint: str) -> str:
    return f"{_words(_field(row, cell))}: {said}: ask whether it is meant"


_REASONS: Mapping[str, Callable[[Row, str, str, str], str]] = {
    "name-and-more": _stated,
    "cell-twice": _twice,
    "folder-twice": _same_name,
    "cell-error": _error,
    "cell-shortened": _shortened,
    "cell-date": _unreadable,
    "meeting-hours": _hour,
}


def _field(row: Row, cell: str) -> str:
    """What a cell of the row says, as the column is called."""
    return next((name for name, _ in row.cells if row.place_of(name).cell == cell), "")


def _words(field: str) -> str:
    """`decisions.start.date` as “start date”, `meetings.2.date` as “meeting 2 date”, a facilitator's name as “leader”."""
    if ".facilitators." in field:
        return "leader"
    words = re.sub(r"^(?:decisions|practice)\.(?:contact\.)?", "", field).replace("meetings.", "meeting ")
    return words.replace(".", " ").replace("_", " ")
