"""What the rows of a list say of each other: one name or phone in two of them, another practice's name in a cell.

In: the practices of a list, and what their network says of itself. Out: problems with their cells. Must not build a
practice, nor open its files: what stands in a cell is told before anything is made of it, where it can be mended.

To copy a row and to type over it is how lists are made, so that what was not typed over is the commonest mistake of all.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from whp_deck.checks.strangers import Strangers, phrase
from whp_deck.config.columns import FOLDER, REQUIRED
from whp_deck.config.placeholders import names_nobody
from whp_deck.config.practice_list import Listed
from whp_deck.config.spreadsheet import Row
from whp_deck.content.names import may_be_a_persons
from whp_deck.errors import Problem, Source, also_in, column_letters, counted, enumerated

_PAIRED = 3  # rows with the same value that are told one by one; more of them in one line
_ON_PURPOSE = 10  # rows, or more than half of all: a person or a phone that so many share was meant to be shared
_DIGITS = 7  # of a telephone number; an extension is nobody's alone
_KINDS = (
    (re.compile(r"practice\.name"), "name"),
    (re.compile(r"practice\.short_name"), "short name"),
    (re.compile(r"practice\.contact\.phone"), "phone"),
    (re.compile(r"practice\.contact\.email"), "e-mail"),
    (re.compile(r"practice\.facilitators\.\d+\.name"), "facilitator"),
)
NAMES = ("name", "short name")
_ONE_OWN = ("name", "phone", "e-mail")  # while a person may lead two practices
_NO_WORDS = frozenset([FOLDER, "network", "practice.theme.logo"])  # of files: what is in them is looked at later


@dataclass(frozen=True, slots=True)
class NameCell:
    """A cell by which its practice is known."""

    row: Row
    field: str
    kind: str
    text: str

    @property
    def key(self) -> tuple[str, ...]:
        """What makes it the same as another one; () when it proves nothing."""
        return key_of(self.kind, self.text)

    @property
    def gives_away(self) -> bool:
        """Whether another practice is known by it: a remark in the place of somebody's name may stand in any row."""
        return self.kind != "facilitator" or may_be_a_persons(self.text)

    @property
    def place(self) -> Source:
        return self.row.place_of(self.field)

    @property
    def short_place(self) -> str:
        """`E81`: in the same file as the cell beside which it is named."""
        return f"{column_letters(self.place.column)}{self.place.line}"

    @property
    def whose(self) -> str:
        return self.row.get(REQUIRED)


def key_of(kind: str, text: str) -> tuple[str, ...]:
    """By what a text of that kind is the same as another one; () when it proves nothing."""
    if kind == "phone":
        digits = re.sub(r"\D", "", text)
        return ("phone", digits) if len(digits) >= _DIGITS else ()
    words = phrase(text)
    return ("name" if kind in NAMES else kind, *words) if words else ()


def same_in_two_rows(listed: Sequence[Listed], shared: Collection[str]) -> list[Problem]:
    """A warning for each pair of rows that say the same where each should have its own; `shared` is the network's own.

    What many rows say is told once; of people and phones that most rows share nothing is told.
    """
    of_network = {phrase(text) for text in shared}
    groups: dict[tuple[str, ...], list[NameCell]] = {}
    folders: set[tuple[str, tuple[str, ...]]] = set()
    for one, cell in ((here, cell) for here in listed if here.row for cell in name_cells(here.row)):
        if not cell.key or phrase(cell.text) in of_network:
            continue
        if cell.field == REQUIRED:
            if (one.folder, cell.key) in folders:  # one name and one folder: that stops the list, and is told there
                continue
            folders.add((one.folder, cell.key))
        cells = groups.setdefault(cell.key, [])
        if not cells or cells[-1].row is not cell.row:  # name and short name of one practice may well be the same
            cells.append(cell)
    pairs: dict[tuple[int, int], list[tuple[NameCell, NameCell]]] = {}
    problems: list[Problem] = []
    for cells in groups.values():
        first, *others = cells
        is_shared = len(cells) > _ON_PURPOSE or len(cells) * 2 > len(listed)
        if first.kind not in NAMES and _PAIRED <= len(cells) == len(listed):
            continue  # all share it
        if len(cells) <= _PAIRED:
            for other in others:
                pairs.setdefault((first.row.number, other.row.number), []).append((first, other))
        elif first.kind in NAMES or not is_shared:
            problems.append(_many(first, others))
    return [*problems, *_pairs(list(pairs.values()))]


def strangers_in_cells(listed: Sequence[Listed], shared: Collection[str]) -> dict[str, list[Problem]]:
    """What cells hold of other rows' names, phones, mails and facilitators, by the folder of the practice.

    By the rules for finished files: what is a part of one of the practice's own texts, or of `shared`, is its own.
    """
    rows = {one.folder: one.row for one in listed if one.row}
    owned = {folder: list(name_cells(row)) for folder, row in rows.items()}
    strangers = Strangers((cell.text, folder) for folder, cells in owned.items() for cell in cells if cell.gives_away)
    found: dict[str, list[Problem]] = {}
    for folder, row in rows.items():
        own = [*(cell.text for cell in owned[folder]), *shared]
        texts = [(field, text) for field, text in row.cells if field not in _NO_WORDS]
        if not strangers.found_in_text("¶".join(text for _, text in texts), own=own):
            continue  # nearly all of them: a list of thousands is searched in a second
        for field, text in texts:
            for stranger, folders in strangers.found_in_text(text, own=own):
                owners = [cell for one in folders for cell in owned[one] if phrase(cell.text) == phrase(stranger)]
                found.setdefault(folder, []).append(_stranger(row.place_of(field), field, owners))
    return found


def name_cells(row: Row) -> Iterator[NameCell]:
    """The cells by which a practice is known."""
    for field, text in row.cells:
        kind = _kind_of(field)
        if kind and not names_nobody(text):
            yield NameCell(row, field, kind, text)


@cache
def _kind_of(field: str) -> str:
    return next((kind for pattern, kind in _KINDS if pattern.fullmatch(field)), "")


def _pairs(pairs: list[list[tuple[NameCell, NameCell]]]) -> Iterator[Problem]:
    """Two names that are the same are the strongest sign, then rows that have much in common."""
    ordered = sorted(pairs, key=lambda cells: (cells[0][0].kind not in NAMES, -len(cells)))
    for cells in (sorted(cells, key=_by_kind) for cells in ordered):
        (first, second), *more = cells
        same = f"`{second.text}` says the same as {first.short_place} ({first.whose})"
        so_do = f"; so do {', '.join(f'{two.short_place} and {one.short_place}' for one, two in more)}" if more else ""
        hint = "was the row copied? ask the practice, and type what is its own; leave it if both share it"
        if second.kind in NAMES:
            hint = "was the row copied? ask whether it is one practice; two of one name are not told apart"
        ask = _whose(first, [two.kind for _, two in cells])
        yield Problem("cell-twice", f"{second.field}: {same}{so_do}", hint, second.place, "warning", ask)


def _whose(first: NameCell, kinds: Sequence[str]) -> str:
    """“its phone and e-mail are those of row 7, Lake Clinic: ask which is right”; nothing of a person alone."""
    if not any(kind in _ONE_OWN for kind in kinds):
        return ""
    are = "are those" if len(kinds) > 1 else "is that"
    which = "whether it is another practice" if "name" in kinds else "which is right"
    said = enumerated(["leader" if kind == "facilitator" else kind for kind in kinds])
    return f"its {said} {are} of row {first.row.number}, {first.whose}: ask {which}"


def _by_kind(cells: tuple[NameCell, NameCell]) -> int:
    """A phone says more than a person, who may well work in both."""
    return [kind for _, kind in _KINDS].index(cells[1].kind)


def _many(first: NameCell, others: list[NameCell]) -> Problem:
    hint = "were rows copied? leave it if all of them share it"
    if first.kind in NAMES:
        hint = "were rows copied? practices of one name are not told apart"
    message = f"{first.field}: `{first.text}` stands in {len(others) + 1} rows, also in {also_in([one.place for one in others])}"
    ask = f"its {first.kind} stands in {len(others) + 1} rows: ask whose it is" if first.kind in _ONE_OWN else ""
    return Problem("cell-twice", message, hint, first.place, "warning", ask)


def _stranger(place: Source, field: str, owners: list[NameCell]) -> Problem:
    first = owners[0]
    more = len({cell.row.number for cell in owners}) - 1
    also = f", and of {counted(more, 'more row')}" if more else ""
    whose = "" if first.kind == "name" else f" ({first.whose})"
    message = f"{field}: holds “{first.text}”, the {first.kind} of row {first.row.number}{whose}{also}"
    hint = "was it copied from there? write what is this practice's own"
    if first.kind == "facilitator":
        hint += "; who leads in both practices is named as a facilitator in both rows"
    return Problem("stranger-found", message, hint, place)
