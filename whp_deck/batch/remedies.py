"""Problems of one deck, told of one practice of many: with a remedy that can be given for this practice alone.

In: a problem, and the job in which it was found. Out: the same problem in the words of a batch. Must not build.

A place in the network's file would be mended for all practices at once: what holds for one is written into its row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from whp_deck.batch.jobs import Job
from whp_deck.build.leftovers import LEFTOVER
from whp_deck.config.columns import is_column
from whp_deck.config.reader import read_yaml
from whp_deck.config.spreadsheet import Row
from whp_deck.content.authored import Map, Seq
from whp_deck.errors import Problem, Source, is_cell, show_path

_THEN_BUILD, _AGAIN = ", then build;", ", then give the same command again;"  # of a file that has another name now
_DELETED = (
    "it stays deleted; to have it back, give the same command with a list of this practice alone and `--output again`, and "
    "copy the slide from the file there, in PowerPoint"
)
_DONE = "give the same command again; or undo it on the slide"


def for_batch(problem: Problem, job: Job) -> Problem:
    """With a remedy that can be given for one practice of many, and without a place that all of them share."""
    if problem.code == LEFTOVER:
        return replace(problem, message=f"{job.folder}/{problem.message}")
    if problem.code == "edit-deleted":
        return replace(problem, hint=_DELETED)
    if problem.code not in ("edit-decision", "edit-printed"):
        return replace(problem, hint=problem.hint.replace(_THEN_BUILD, _AGAIN))
    place = problem.source
    home = _home(place, job)
    if problem.code == "edit-decision":
        written = home or "write that into its row of the list, or its file"
        hint = f"ask the practice what holds: {written}, then {_DONE}"
    elif home:
        hint = f"{home}, then {_DONE}"
    else:
        hint = (
            "nothing has to be done: it stays on this practice's slide, and paper says what your files say for all; no column of a list says "
            "it otherwise for one practice. To be told no more, undo it on the slide"
        )
    shared = place is not None and not is_cell(place) and _is_shared(place, job)
    return replace(problem, hint=hint, source=None if shared else place)


def _home(place: Source | None, job: Job) -> str:
    """Where this practice says it otherwise than others: “write what holds into B7, the column `decisions.patients`”."""
    if place is None:
        return ""
    if isinstance(row := job.practice, Row):
        if is_cell(place):
            fields = [name for (name, _), at in zip(row.cells, row.columns, strict=True) if at == place.column]
            named = f", the column `{fields[0]}`" if fields else ""
            return f"write what holds into cell {place.cell}{named}"
        field = _field_at(job.network, place)
        return f"write what holds into its row, column `{field}` ({_of_all(place)})" if field else ""
    if not _is_shared(place, job):
        return f"write what holds into {place}"
    field = _field_at(job.network, place)
    return f"write what holds into the practice's own file, as `{field}` ({_of_all(place)})" if field else ""


def _of_all(place: Source) -> str:
    return f"{place} says it for all practices"


def _is_shared(place: Source, job: Job) -> bool:
    """Whether it is no place in the practice's own file or row."""
    return not isinstance(job.practice, Path) or place.file != show_path(job.practice)


def _field_at(network: Path | None, place: Source) -> str:
    """The one column of a list whose field the network's file has on that line, as `decisions.handoffs.rooming.where`; else ""."""
    tree = read_yaml(network)[0] if network is not None else None
    found = [name for name, at in _leaves(tree, "") if (at.file, at.line) == (place.file, place.line)]
    return found[0] if len(found) == 1 and is_column(found[0]) else ""


def _leaves(tree: Any, name: str) -> Iterator[tuple[str, Source]]:
    """Each value of a tree with its place; entries of a list are called by their `id`."""
    if isinstance(tree, Seq):
        for one in tree:
            if isinstance(one, Map) and "id" in one:
                yield from _leaves(one.without("id"), f"{name}.{one['id']}")
    elif isinstance(tree, Map):
        for key, value in tree.items():
            below = f"{name}.{key}".lstrip(".")
            if isinstance(value, Map | Seq):
                yield from _leaves(value, below)
            else:
                yield below, tree.place_of(key)
