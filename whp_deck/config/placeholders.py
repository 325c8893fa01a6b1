"""What people type into a cell that they cannot fill yet, and that looks like an answer.

In: the rows of a list. Out: warnings; errors where a person or a practice would be called so. Must not change a cell.

Words that say nothing at all are in `content.open_words`: they count as an empty cell. `none` may well be an answer of
a decision ("When not?" "None"), and `unknown` is an honest one to "Where are you now?"; as the name of a facilitator
both are printed. Such words stay, and are told where they cannot be meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from whp_deck.config.cells import error_value, is_left_open
from whp_deck.config.columns import entry_in, is_text, of_meetings
from whp_deck.config.remarks import remark_in
from whp_deck.content.open_words import (
    as_before,
    begins_open,
    points_elsewhere,
    says_none_here,
    says_not_done,
    says_whom_to_ask,
)
from whp_deck.errors import ManyCells, Problem, Severity, Source, also_in, column_letters, enumerated

if TYPE_CHECKING:
    from whp_deck.config.spreadsheet import Row

_NOBODY_YET = frozenset([
    "vacant", "vacancy", "open", "open position", "vacant position", "unfilled", "hiring", "nobody", "no one", "na", "n.n",
    "nn", "not yet", "nobody yet", "no one yet",
])  # fmt: skip
_NOBODY = _NOBODY_YET | frozenset([
    "someone", "somebody", "placeholder", "test", "x", "xx", "xxx", "call back", "will call back", "see email", "see e-mail",
])  # fmt: skip
_ANSWERS = frozenset(["none", "unknown", "not known", "nothing", "no", "not applicable"])
_NONE = frozenset(["none", "no", "nothing", "nowhere", "never"])
_OF_OCCASION = re.compile(r"decisions\.(?:handoffs|moments)\.[^.]+\.(?:where|when|today)")
_PLACE = re.compile(of_meetings("place"))
_HONEST = frozenset(["baseline", "today"])  # "unknown" is what many practices know of these
_DITTO = re.compile(
    r"""["”“″〃'’]{1,2}|-\s?["”″]\s?-|ditto\W*|idem|do\.|\(?(the\ )?same(\ (as|like)?\ ?(the\ )?(above|previous|last(?!\ (year|time|month|round|spring|fall|list))|row\ above).*)?\)?
    |\(?(as|see)\ above\)?""",
    re.IGNORECASE | re.VERBOSE,
)
_IN_BRACKETS = re.compile(r"\[[^\]]*\]|<[^>]*>|(your |our |the )?practice(['’]s)? name", re.IGNORECASE)
_FULL = 3  # cells of a row beside which one with a name alone is odd
_WHO = re.compile(r"practice\.(?:name|short_name|facilitators\.\d+\.name)")
_PRACTICE = "practice.name"


@lru_cache(maxsize=10_000)
def names_nobody(text: str) -> bool:
    """Whether a text in the place of a name is none: two rows that have it have nothing in common."""
    is_none = any(pattern.fullmatch(text.strip()) for pattern in (_DITTO, _IN_BRACKETS))
    return is_none or names_no_person(text)


def names_no_person(text: str) -> bool:
    """Whether it says in the place of a person's name that there is none; marks as `ditto` and brackets are mistakes."""
    return begins_open(text) or _word(text) in _NOBODY | _ANSWERS or as_before(text) or is_elsewhere(text)


def is_elsewhere(text: str) -> bool:
    """Whether it says in the place of a name or a room where, or of whom, that can be learned."""
    return points_elsewhere(text) or says_whom_to_ask(text)


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
    problems = [*_dittos(rows), *_headings(rows)]
    for (field, _), cells in found.items():
        place, *others = [row.place_of(field) for row, _ in cells]
        same = f", as in {also_in(others)}" if others else ""
        row, typed = cells[0]
        empty = f"empty {_to_empty(row, field)}"
        severity: Severity = "error" if _WHO.fullmatch(field) and begins_open(typed) else "warning"
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
            hint = f"`{remark}` is for whoever reads the list: look there, or ask the practice, and leave only what all should read"
        if typed.rstrip().endswith("?"):
            hint = f"is it sure? ask the practice; then take the question mark out; {hint}"
        if _is_bracketed(field, typed):
            severity, message = "error", f"{field}: `{typed}` is a placeholder, not a name{same}"
            hint = f"type the name, or {empty}"
        if field == _PRACTICE:
            hint = "type the name as on the door"
        problems.append(ManyCells("cell-placeholder", message, hint, place, severity, others=tuple(others)))
    return problems


def elsewhere(row: Row) -> Iterator[tuple[str, str]]:
    """Field and text of the cells whose answer stands elsewhere, or is not sure: only the practice can say it."""
    for field, text in row.cells:
        is_doubted = _WHO.fullmatch(field) is not None and text.rstrip().endswith("?")
        is_asked = is_doubted or _is_elsewhere(field, text) or as_before(text) or is_not_done(field, text)
        is_asked = is_asked or bool(remark_in(field, text))
        if _is_told(field, text) and is_asked:
            yield field, text


def is_not_done(field: str, text: str) -> bool:
    """Whether it says, in the place of how, where or when, that it is not done; of how it is done now that may be an answer."""
    is_now = field.rpartition(".")[2] in _HONEST
    if _OF_OCCASION.fullmatch(field) and (says_none_here(text) or (not is_now and _word(text) in _NONE)):
        return True
    return says_not_done(text) and not is_now


def _dittos(rows: Iterable[Row]) -> Iterator[Problem]:
    """Whatever says that a cell is as the one above it: in a deck nothing is above.

    What the cell right above says is offered; of several such cells one below the other what stands above them all.
    """
    above: dict[str, tuple[str, Source]] = {}
    number = 0
    for row in rows:
        before, above, is_next = above, {}, row.number == number + 1
        number = row.number
        for field, text in row.cells:
            place = row.place_of(field)
            if not is_text(field) or not _DITTO.fullmatch(text.strip()):
                above[field] = text, place
                continue
            said, at = before.get(field, ("", place)) if is_next else ("", place)
            hint = "type it out, or empty the cell"
            if said:
                above[field] = said, at
                hint = f"type it out: {at.cell} above says `{said}`"
                if not any(map(str.isalpha, text)):  # a mark may be a slip of the finger
                    hint = f"does it mean what {at.cell} above says, `{said}`? type that, or what is right, or empty the cell"
            elif is_next:
                hint += f": {column_letters(place.column)}{row.number - 1} above is empty"
            severity: Severity = "error" if _WHO.fullmatch(field) else "warning"
            message = f"{field}: `{text}` would be printed as it is"
            yield Problem("cell-placeholder", message, hint, place, severity)


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
    return is_elsewhere(text) if _PLACE.fullmatch(field) else points_elsewhere(text)


def _is_told(field: str, text: str) -> bool:
    word = _word(text)
    if not is_text(field) or field == "folder" or error_value(text) or text.startswith("="):  # told with all cells
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
