"""What people type into a cell that they cannot fill yet, and that looks like an answer.

In: the rows of a list. Out: warnings; errors where a person or a practice would be called so. Must not change a cell.

Words that say nothing at all are in `content.open_words`: they count as an empty cell. `none` may well be an answer of
a decision ("When not?" "None"), and `unknown` is an honest one to "Where are you now?"; as the name of a facilitator
both are printed. Such words stay, and are told where they cannot be meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from whp_deck.config.cells import error_value, is_left_open
from whp_deck.config.columns import entry_in, field_in_words, is_text, of_meetings
from whp_deck.config.remarks import is_settled, remark_in, says_either
from whp_deck.content.open_words import (
    as_before,
    begins_open,
    may_be_called_so,
    points_elsewhere,
    says_none_here,
    says_not_done,
    says_nothing,
    says_whom_to_ask,
)
from whp_deck.content.pointers import points_to_row, row_meant
from whp_deck.errors import ManyCells, Problem, Severity, also_in, column_letters, enumerated

if TYPE_CHECKING:
    from whp_deck.config.spreadsheet import Row

_NOBODY_YET = frozenset([
    "vacant", "vacancy", "open", "open position", "vacant position", "unfilled", "hiring", "nobody", "no one", "na", "n.n",
    "nn", "not yet", "nobody yet", "no one yet", "new hire", "hire", "to hire",
])  # fmt: skip
_NOBODY = _NOBODY_YET | frozenset([
    "someone", "somebody", "placeholder", "test", "x", "xx", "xxx", "call back", "will call back", "see email", "see e-mail",
])  # fmt: skip
_ANSWERS = frozenset(["none", "unknown", "not known", "nothing", "no", "not applicable"])
_NONE = frozenset(["none", "no", "nothing", "nowhere", "never"])
_OF_OCCASION = re.compile(r"decisions\.(?:handoffs|moments)\.[^.]+\.(?:where|when|today)")
_PLACE = re.compile(of_meetings("place"))
_HONEST = frozenset(["baseline", "today"])  # "unknown" is what many practices know of these
_IN_BRACKETS = re.compile(r"\[[^\]]*\]|<[^>]*>|(your |our |the )?practice(['’]s)? name", re.IGNORECASE)
_FULL = 3  # cells of a row beside which one with a name alone is odd
_WHO = re.compile(r"practice\.(?:name|short_name|facilitators\.\d+\.name)")
_PRACTICE, _SHORT = "practice.name", "practice.short_name"


@lru_cache(maxsize=10_000)
def names_nobody(text: str) -> bool:
    """Whether a text in the place of a name is none: two rows that have it have nothing in common."""
    return (
        says_nothing(text)
        or row_meant(text) is not None
        or _IN_BRACKETS.fullmatch(text.strip()) is not None
        or names_no_person(text)
    )


def names_no_person(text: str) -> bool:
    """Whether it says in the place of a person's name that there is none; marks as `ditto` and brackets are mistakes."""
    return begins_open(text) or _word(text) in _NOBODY | _ANSWERS or as_before(text) or is_elsewhere(text)


def is_elsewhere(text: str) -> bool:
    """Whether it says in the place of a name or a room where, or of whom, that can be learned; another row is no such place."""
    return (points_elsewhere(text) or says_whom_to_ask(text)) and row_meant(text) is None


def is_no_name(text: str) -> bool:
    """Whether it is none of the words that people use for that, so that more may have been meant: `see email`."""
    return names_no_person(text) and _word(text) not in _NOBODY_YET | _ANSWERS


def placeholders(rows: Sequence[Row]) -> list[Problem]:
    """A problem for each word in each column that would be printed as if it were an answer, however many cells have it."""
    found: dict[tuple[str, str], list[tuple[Row, str]]] = {}
    for row in rows:
        for field, text in row.cells:
            if _is_told(field, text):
                found.setdefault((field, text.casefold()), []).append((row, text))
    problems = [*_of_other_rows(rows), *_headings(rows)]
    for (field, _), cells in found.items():
        place, *others = [row.place_of(field) for row, _ in cells]
        same = f", as in {also_in(others)}" if others else ""
        row, typed = cells[0]
        empty = f"empty {_to_empty(row, field)}"
        is_unnamed = _WHO.fullmatch(field) and begins_open(typed) and not _may_be_called_so(field, typed)
        severity: Severity = "error" if is_unnamed else "warning"
        becomes = f"would be {'left open' if is_left_open(field, typed) else 'printed as it is'}"
        message = f"{field}: `{typed}` {becomes}{same}"
        hint = f"if it is not known yet, {empty}: the deck then leaves it out, or asks"
        if _is_elsewhere(field, typed):
            hint = f"look there, or ask the practice; {hint}"
        if as_before(typed):
            message = f"{field}: `{typed}` says nothing by itself, and would be printed as it is{same}"
            hint = f"type out what it was, or ask the practice; {hint}"
        if is_not_done(field, typed):
            message = f"{field}: `{typed}` says that it is not done, and {becomes}{same}"
            hint = f"ask the practice whether they do it; {empty} if it is only not known yet{_to_leave_out(field)}"
        remark = remark_in(field, typed)
        if remark and remark != typed and not typed.rstrip().endswith("?"):
            look = "what is yours alone goes into a column whose name begins with #; leave only what all should read"
            if points_to_row(remark.strip("()[]")):
                look = "write here what is meant there, and leave only what all should read"
            elif not is_settled(remark):
                look = "look there, or ask the practice, and leave only what all should read"
            hint = f"`{remark}` is for whoever reads the list: {look}"
        if typed.rstrip().endswith("?"):
            hint = f"is it sure? ask the practice; then take the question mark out; {hint}"
        if says_either(field, typed):
            hint = f"which of the two is it? ask the practice, and leave that one; {hint}"
        if _is_bracketed(field, typed):
            severity, message = "error", f"{field}: `{typed}` is a placeholder, not a name{same}"
            hint = f"type the name, or {empty}"
        if field == _PRACTICE:
            hint = "type the name as on the door"
        if _may_be_called_so(field, typed):
            message = f"{field}: is `{typed}` its name? It would be printed so{same}"
            hint = "leave it if it is called so; else type the name as on the door"
        problems.append(ManyCells("cell-placeholder", message, hint, place, severity, others=tuple(others)))
    return problems


def elsewhere(row: Row) -> Iterator[tuple[str, str]]:
    """Field and text of the cells whose answer stands elsewhere, or is not sure: only the practice can say it."""
    for field, text in row.cells:
        is_doubted = _WHO.fullmatch(field) is not None and text.rstrip().endswith("?")
        is_asked = is_doubted or _is_elsewhere(field, text) or as_before(text) or is_not_done(field, text)
        is_asked = is_asked or is_for_the_practice(remark_in(field, text))
        if _is_told(field, text) and is_asked:
            yield field, text


def is_for_the_practice(remark: str) -> bool:
    """Whether only the practice can say what a remark leaves open; what stands in another row, or is settled, a coach mends alone."""
    return bool(remark) and not is_settled(remark) and not points_to_row(remark.strip("()[]"))


def is_not_done(field: str, text: str) -> bool:
    """Whether it says, in the place of how, where or when, that it is not done; of how it is done now that may be an answer."""
    is_now = field.rpartition(".")[2] in _HONEST
    if _OF_OCCASION.fullmatch(field) and (says_none_here(text) or (not is_now and _word(text) in _NONE)):
        return True
    return says_not_done(text) and not is_now


def _of_other_rows(rows: Sequence[Row]) -> Iterator[Problem]:
    """Whatever says that a cell is as that of another row: in a deck there are no rows.

    What that cell says is offered; where it means a third one, what that says.
    """
    meant_in = [
        (row, field, text, meant)
        for row in rows
        for field, text in row.cells
        if is_text(field) and (meant := row_meant(text))
    ]
    said = {row.number: dict(row.cells) for row in rows} if meant_in else {}
    for row, field, text, meant in meant_in:
        place = row.place_of(field)
        number = _followed(said, field, row.number)
        answer = said.get(number, {}).get(field, "")
        first = meant.row or row.number + meant.step
        cell, near = column_letters(place.column), " above" if number < row.number else " below"
        hint, ask = "type it out, or empty the cell", ""
        if answer and meant.plain:
            hint = f"type it out: {cell}{number}{near} says `{answer}`"
        elif answer:
            hint = f"does it mean what {cell}{number}{near} says, `{answer}`? type that, or what is right, or empty the cell"
        elif first in said and field not in said[first]:
            hint += f": {cell}{first}{' above' if first < row.number else ' below'} is empty, or says nothing"
        elif meant.row:
            hint = "type out what is meant, or ask the practice: nothing of it stands in that row"
            ask = f"{field_in_words(field)} says `{text}`, where nothing of it stands: ask what it is"
        severity: Severity = "error" if _WHO.fullmatch(field) else "warning"
        if severity == "error" and not answer:  # of a decision the network may say it
            ask = f"{field_in_words(field)} says `{text}`, where nothing of it stands: ask what it is"
        message = f"{field}: `{text}` would be printed as it is"
        yield Problem("cell-placeholder", message, hint, place, severity, ask)


def _followed(said: Mapping[int, Mapping[str, str]], field: str, number: int) -> int:
    """The row whose cell a cell means in the end; 0 where that is none, as of two that mean each other."""
    seen: set[int] = set()
    while number in said and number not in seen:
        seen.add(number)
        meant = row_meant(said[number].get(field, ""))
        if meant is None:
            return number
        number = meant.row or number + meant.step
    return 0


def _headings(rows: Sequence[Row]) -> Iterator[Problem]:
    full = sum(len(row.cells) >= _FULL for row in rows)
    for row in (row for row in rows if len(row.cells) == 1) if full * 2 > len(rows) else ():
        message = f"`{row.get(_PRACTICE)}` is only a name"
        hint = (
            "is it a heading? then take the row out; a practice is built with what the network says, and is one to call"
        )
        ask = "nothing is known of it but its name: is it a practice? then ask for all that the others have said"
        yield Problem("row-only-name", message, hint, row.place_of(_PRACTICE), "warning", ask)


def _to_empty(row: Row, field: str) -> str:
    """The cell; of a person all cells: a role alone would be half an entry."""
    person = field.removesuffix("name") if field.startswith("practice.facilitators.") else field
    cells = [row.place_of(name) for name, _ in row.cells if name.startswith(person)]
    named = [f"{column_letters(one.column)}{one.line}" for one in cells]
    return enumerated(named) if len(named) > 1 else "the cell"


def _to_leave_out(field: str) -> str:
    """A row adds to what all share, and takes nothing away."""
    entry = entry_in(field)
    if entry is None or not entry[0].startswith("decisions."):
        return ""
    return f"; to leave out `{entry[1]}`, which all share, name in a column `network` a network's file without it"


def _is_bracketed(field: str, text: str) -> bool:
    return _WHO.fullmatch(field) is not None and _IN_BRACKETS.fullmatch(text.strip()) is not None


def _is_elsewhere(field: str, text: str) -> bool:
    """Of a place whom to ask says nothing either; of a decision it may be the way it is done."""
    return is_elsewhere(text) if _PLACE.fullmatch(field) else points_elsewhere(text) and row_meant(text) is None


def _may_be_called_so(field: str, text: str) -> bool:
    return field in (_PRACTICE, _SHORT) and may_be_called_so(text)


def _is_told(field: str, text: str) -> bool:
    word = _word(text)
    if not is_text(field) or field == "folder" or error_value(text) or text.startswith("="):  # told with all cells
        return False
    if row_meant(text):  # told with what that row says
        return False
    if field == _PRACTICE and (says_nothing(text) or word == "na"):  # told where the row is read
        return False
    if _WHO.fullmatch(field) and text.rstrip().endswith("?"):  # whoever typed it was not sure
        return True
    if (
        is_not_done(field, text)
        or word in _NOBODY
        or begins_open(text)
        or _is_elsewhere(field, text)
        or as_before(text)
        or _is_bracketed(field, text)
        or _may_be_called_so(field, text)
        or remark_in(field, text)
    ):
        return True
    if word not in _ANSWERS:
        return False
    # a decision may be "none", but neither a person, nor a place, nor a practice is called so
    last = field.rpartition(".")[2]
    return last not in _HONEST and (word in ("unknown", "not known") or not field.startswith("decisions."))


def _word(text: str) -> str:
    return text.casefold().strip("()[]<>. ")
