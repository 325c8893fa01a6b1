"""What people type into a cell that they cannot fill yet, and that looks like an answer.

In: the rows of a list. Out: warnings. Must not change a cell.

Words that say nothing at all are in `content.open_words`: they count as an empty cell. `none` may well be an answer of a
decision ("When not?" "None"), and `unknown` is an honest one to "Where are you now?"; as the name of a facilitator both
are printed. Such words stay, and are told where they cannot be meant.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from whp_deck.config.columns import is_text
from whp_deck.errors import Problem, column_letters, counted

if TYPE_CHECKING:
    from whp_deck.config.spreadsheet import Row

_NOBODY = frozenset([
    "vacant", "vacancy", "open", "open position", "vacant position", "unfilled", "hiring", "nobody", "no one", "someone",
    "somebody", "placeholder", "test", "x", "xx", "xxx",
])  # fmt: skip
_ANSWERS = frozenset(["none", "unknown", "not known", "nothing", "no", "not applicable", "later"])
_HONEST = frozenset(["baseline", "today"])  # "unknown" is what many practices know of these
_NAMED = 3


def names_nobody(text: str) -> bool:
    """Whether a text in the place of a name is one of these words: two rows that have it have nothing in common."""
    return _word(text) in _NOBODY | _ANSWERS


def placeholders(rows: Iterable[Row]) -> list[Problem]:
    """A warning for each word in each column that would be printed as if it were an answer, however many cells have it."""
    found: dict[tuple[str, str], list[tuple[Row, str]]] = {}
    for row in rows:
        for field, text in row.cells:
            if _is_told(field, text):
                found.setdefault((field, text.casefold()), []).append((row, text))
    problems = []
    for (field, _), cells in found.items():
        places = [row.place_of(field) for row, _ in cells]
        others = ", ".join(f"{column_letters(one.column)}{one.line}" for one in places[1 : _NAMED + 1])
        more = f" and {counted(len(places) - _NAMED - 1, 'other')}" if len(places) > _NAMED + 1 else ""
        same = f", as in {others}{more}" if others else ""
        message = f"{field}: `{cells[0][1]}` would be printed as it is{same}"
        hint = "if it is not known yet, empty the cell: the deck then leaves it out, or asks"
        problems.append(Problem("cell-placeholder", message, hint, places[0], "warning"))
    return problems


def _is_told(field: str, text: str) -> bool:
    word = _word(text)
    if not is_text(field) or field == "folder":
        return False
    if word in _NOBODY:
        return True
    if word not in _ANSWERS:
        return False
    # a decision may be "none", but neither a person, nor a place, nor a practice is called so
    last = field.rpartition(".")[2]
    return last not in _HONEST and (word in ("unknown", "not known", "later") or not field.startswith("decisions."))


def _word(text: str) -> str:
    return text.casefold().strip("()[]<>. ")
