"""Ids in the columns of a list that are nearly those of other entries: `decisions.handoffs.roomming.where`.

In: the fields of a list's columns, and the ids that the network's file has. Out: which column is probably meant for
which other. Must not judge cells: an entry that lacks what it needs and is near to nothing is told when a practice is
loaded.

Without this a slip of the finger is a new entry: its column says nothing to the entry that it was meant for.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from whp_deck.config.columns import entry_in, needs_of
from whp_deck.config.problems import nearest
from whp_deck.config.reader import read_shipped, read_yaml
from whp_deck.content.authored import Map, Seq
from whp_deck.errors import Problem, Severity, Source
from whp_deck.resources import shipped

Ids = Mapping[str, Collection[str]]
"""The ids of a list by its name: `decisions.handoffs`: `rooming`, `checkout`; `staff`: `ma`, `nurse`."""

_STAFF = "staff"
_NEARLY = 0.8  # of letters in common, for an entry that could stand by itself: `checkin` is no `checkout`


def ids_in(network: Path | None) -> Ids:
    """The ids in a network's file, and the tool's own keys of `staff:`; none of what cannot be read, told elsewhere."""
    tree = read_yaml(network)[0] if network is not None and network.is_file() else None
    decisions = tree.get("decisions") if isinstance(tree, Map) else None
    lists = decisions.items() if isinstance(decisions, Map) else ()
    words, _ = read_shipped(shipped("config/words") / "en.yaml", "words")
    titles = [one.get(_STAFF) for one in (words, tree) if isinstance(one, Map)]
    staff = [str(key) for one in titles if isinstance(one, Map) for key in one]
    return {_STAFF: staff} | {
        f"decisions.{name}": [str(one["id"]) for one in entries if isinstance(one, Map) and "id" in one]
        for name, entries in lists
        if isinstance(entries, Seq)
    }


def nearly_ids(columns: Mapping[int, str], known: Ids, file: str, row: int) -> Iterator[Problem]:
    """A problem for each column whose entry is probably another one; `columns` by position, `row` is that of their
    names.

    An error where the list does not name all that a new entry needs: it could never stand by itself. A warning where
    it does, or where practices name networks of their own, whose ids nobody knows here.
    """
    entries: dict[str, dict[str, dict[str, int]]] = {}
    for at, field in columns.items():
        if found := entry_in(field):
            entries.setdefault(found[0], {}).setdefault(found[1], {})[found[2]] = at
        elif field.startswith(f"{_STAFF}."):
            _, key, rest = field.split(".", 2)
            staff = known.get(_STAFF, ())
            if key not in staff and (near := _near(key, staff)):  # who is no key is called as the practice says
                message = f"`{key}` is no key of `staff` that is known"
                hint = f"did you mean `staff.{near}.{rest}`? leave it if somebody is called so in your handoffs"
                yield Problem("column-nearly", message, hint, Source(file, row, at), "warning")
    own_networks = "network" in columns.values()
    for name, ids in entries.items():
        whole = {id for id, fields in ids.items() if needs_of(name) <= fields.keys()}
        shared = known.get(name, ())
        for id, fields in ids.items():
            if id in shared:
                continue
            near = _near(id, shared) if id in whole else nearest(id, {*shared, *whole})
            for field, at in fields.items() if near else ():
                message = f"`{id}` is no entry of `{name}` that is known"
                hint = f"did you mean `{name}.{near}.{field}`?"
                if id not in whole:
                    hint += f" a new entry needs columns for {', '.join(sorted(needs_of(name)))} too"
                severity: Severity = "warning" if id in whole or own_networks else "error"
                yield Problem("column-nearly", message, hint, Source(file, row, at), severity)


def _near(id: str, others: Collection[str]) -> str:
    """The id that this one is nearly; entries that are only numbered differently are meant to be several."""
    found = difflib.get_close_matches(id, [one for one in others if _stem(one) != _stem(id)], n=1, cutoff=_NEARLY)
    return found[0] if found else ""


def _stem(id: str) -> str:
    return re.sub(r"-?\d+$", "", id)
