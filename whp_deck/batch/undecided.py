"""What rows of a list have not decided of the three things that most others have: when they start, when they meet, who leads.

In: the rows of a list, and the files that say it for all of them. Out: what each row lacks, in words, with its cell; and
what so many lack that it is the network's way. Must not judge a row that says
nothing but a name: it is asked for all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from whp_deck.batch.jobs import NO_MEETING, NO_START, NOBODY_LEADS, Lack
from whp_deck.batch.untimed import columns_of, untimed
from whp_deck.config.columns import START, of_meetings
from whp_deck.config.layers import beside
from whp_deck.config.placeholders import names_nobody
from whp_deck.config.practice_list import Listed
from whp_deck.config.reader import read_map
from whp_deck.config.spreadsheet import Row
from whp_deck.content.authored import Map
from whp_deck.content.open_words import OPEN
from whp_deck.content.pointers import row_meant
from whp_deck.errors import Source, column_letters
from whp_deck.planner.open_decisions import ANSWERS, CONTACT, OF_OCCASION, OF_START, REVIEW

_TOLD_BY = {
    NO_START: re.compile(re.escape(START)),
    NO_MEETING: re.compile(of_meetings("date")),
    NOBODY_LEADS: re.compile(r"practice\.facilitators\.\d+\.name"),
}
# what a deck asks for where it is open (`planner.open_decisions`), as far as a column can say it
_IN_DECKS = re.compile(
    rf"decisions\.(?:{'|'.join(ANSWERS)}|start\.(?:{'|'.join(name for name in OF_START if name != 'date')})|{re.escape(REVIEW)}"
    rf"|(?:handoffs|moments)\.[^.]+\.(?:{'|'.join(OF_OCCASION)}))|{re.escape(CONTACT)}"
)
_ENTRY = re.compile(r"decisions\.(?:handoffs|moments)\.[^.]+")


@dataclass(frozen=True, slots=True)
class Undecided:
    """By the number of a row what it lacks; `ways` counts who lacks what more than half of all lack.

    `open` are, by row, the decisions for which the list has a column and that neither the row nor what all share takes.
    """

    rows: Mapping[int, tuple[Lack, ...]]
    ways: Mapping[str, int]
    open: Mapping[int, tuple[str, ...]]


def undecided(listed: Sequence[Listed], shared: Iterable[Path | None] = ()) -> Undecided:
    """What each row lacks of what at least half of the rows say; `shared` are the network's file and the decks."""
    rows = [one.row for one in listed if one.row]
    trees = [tree for path in shared if (tree := read_map(path))]
    known = _said(trees)
    of_networks = {(row.file, row.get("network")) for row in rows}
    networks = {name: _said([tree]) for file, name in of_networks if (tree := _network(file, name))}
    told = {row.number: known | networks.get(row.get("network"), set()) for row in rows}
    lacking = {row.number: [words for words in _lacks(row) if words not in told[row.number]] for row in rows}
    times = {words: sum(words in lacks for lacks in lacking.values()) for words in _TOLD_BY}
    ways = {words: many for words, many in times.items() if many * 2 > len(rows)}
    columns = _columns(rows)
    found = {
        row.number: tuple(
            Lack(words, ", ".join(f"{column_letters(column)}{row.number}" for column in columns[words]))
            for words in lacking[row.number]
            if words not in ways
        )
        for row in rows
        if len(row.cells) > 1
    }
    for number, lack in ({} if _has_hours(trees) else untimed(rows)).items():
        if number in found:
            found[number] += (lack,)
    return Undecided({number: lacks for number, lacks in found.items() if lacks}, ways, _open_in_list(rows, trees))


def _open_in_list(rows: Sequence[Row], trees: Sequence[Map]) -> dict[int, tuple[str, ...]]:
    """Of an entry's decisions only those whose entry the row has, or all have."""
    columns = dict.fromkeys(field for row in rows for field, _ in row.cells if _IN_DECKS.fullmatch(field))
    ours = {field for field in columns if any(_has(tree, field) for tree in trees)}
    entries = {field: _ENTRY.match(field) for field in columns}
    shared = {field for field, entry in entries.items() if entry and any(_has(tree, entry[0]) for tree in trees)}
    found = {}
    for row in rows:
        own = {} if row.get("network") else dict(row.cells)  # what that file says is not read
        found[row.number] = tuple(
            field
            for field in (columns if own else ())
            if own.get(field, OPEN).casefold() == OPEN
            and field not in ours
            and (
                not (entry := entries[field]) or field in shared or any(name.startswith(f"{entry[0]}.") for name in own)
            )
        )
    return found


def _has(tree: Map, field: str) -> bool:
    """Whether a file says something there; an entry of a list by its id."""
    here: object = tree
    for part in field.split("."):
        if isinstance(here, list):
            here = next((one for one in here if isinstance(one, Map) and one.get("id") == part), None)
        else:
            here = here.get(part) if isinstance(here, Map) else None
    return here not in (None, "", OPEN)


def _lacks(row: Row) -> list[str]:
    return [words for words in _TOLD_BY if not any(_says(words, field, text) for field, text in row.cells)]


def _says(words: str, field: str, text: str) -> bool:
    """A time or a room is no meeting yet, a role nobody who leads, and “to be named” no name; “same as row 2” says who."""
    if not _TOLD_BY[words].fullmatch(field):
        return False
    return (row_meant(text) is not None or not names_nobody(text)) if words == NOBODY_LEADS else text.casefold() != OPEN


def _columns(rows: Sequence[Row]) -> dict[str, Sequence[int]]:
    """Where in the list each is said: by the first column that says it, the days of meetings by all of theirs."""
    found: dict[str, int] = {}
    for row in rows:
        for (field, _), column in zip(row.cells, row.columns, strict=True):
            for words, pattern in _TOLD_BY.items():
                if pattern.fullmatch(field):
                    found[words] = min(column, found.get(words, column))
    columns: dict[str, Sequence[int]] = {words: [column] for words, column in found.items()}
    return columns | ({NO_MEETING: days} if (days := list(columns_of(rows, "date").values())) else {})


def _network(file: str, name: str) -> Map | None:
    """The network's file that rows of a list name for themselves: one for hundreds, as a rule."""
    return read_map(beside(Source(file, 0), name)) if name else None


def _has_hours(trees: Iterable[Map]) -> bool:
    """Whether the deck's own meetings say when they begin."""
    meetings = (one for tree in trees for one in tree.get("meetings") or ())
    return any(isinstance(one, Map) and one.get("start") for one in meetings)


def _said(trees: Iterable[Map]) -> set[str]:
    """What files say for all: a start date, somebody who leads, a deck's own meetings."""
    found = set()
    for tree in trees:
        decisions, practice, meetings = (tree.get(key) for key in ("decisions", "practice", "meetings"))
        start = decisions.get("start") if isinstance(decisions, Map) else None
        if isinstance(start, Map) and start.get("date") not in (None, "", OPEN):
            found.add(NO_START)
        leaders = practice.get("facilitators") if isinstance(practice, Map) else None
        names = [str(one.get("name")) for one in leaders or () if isinstance(one, Map) and one.get("name")]
        if not all(map(names_nobody, names)):
            found.add(NOBODY_LEADS)
        if any(isinstance(one, Map) and one.get("date") not in (None, "", OPEN) for one in meetings or ()):
            found.add(NO_MEETING)
    return found
