"""Columns of a spreadsheet: the fields of a practice's file, and the meetings of its deck, named with dots.

In: a column's name. Out: whether there is such a field, and a tree with a cell put in its place. Must not read files.

`decisions.handoffs.rooming.when` is a field of the entry whose `id` is `rooming`, `practice.facilitators.2.name` one
of the second entry of a list without ids; so is `meetings.2.date`.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
import types
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, TypeAdapter

from whp_deck.config.deck_file import MeetingEntry
from whp_deck.content.authored import Map, Seq
from whp_deck.content.decisions import Decisions
from whp_deck.content.practice import Practice, StaffTitle
from whp_deck.errors import Source

MEETINGS = "meetings"
REQUIRED = "practice.name"
START = "decisions.start.date"
FOLDER = "folder"
_ROOT: Mapping[str, Any] = {
    FOLDER: str,
    "network": str,
    "practice": Practice,
    "staff": dict[str, StaffTitle],
    "decisions": Decisions,
    MEETINGS: list[MeetingEntry],  # the one part of a deck that no two practices share
}
_MOST_ENTRIES = 60
_NEARLY = 0.75  # of a key's letters in common


def of_meetings(*keys: str) -> str:
    """A pattern of the columns of any meeting that hold one of these; its groups are the meeting's number and the key."""
    return rf"{MEETINGS}\.(\d+)\.({'|'.join(keys)})"


def of_first_days() -> str:
    """A pattern of the columns with the days of meetings and the start."""
    return rf"{of_meetings('date')}|{re.escape(START)}"


@cache
def is_column(name: str) -> bool:
    """Whether a practice's file, or a meeting, has such a field."""
    parts = name.split(".")
    return _leads(_ROOT.get(parts[0]), parts[1:])


def field_in_words(name: str) -> str:
    """`decisions.start.date` as “start date”, `meetings.2.date` as “meeting 2 date”, a facilitator's name as “leader”,
    the role beside it as “leader’s role”.
    """
    if ".facilitators." in name:
        return "leader’s role" if name.endswith(".role") else "leader"
    words = re.sub(r"^(?:decisions|practice)\.(?:contact\.)?", "", name).replace("meetings.", "meeting ")
    return words.replace(".", " ").replace("_", " ")


@cache
def is_date(name: str) -> bool:
    """Whether the field holds a day."""
    return _type_of(name) is dt.date


@cache
def is_time(name: str) -> bool:
    """Whether the field holds a time of day."""
    return _type_of(name) is dt.time


@cache
def is_yes_no(name: str) -> bool:
    """Whether the field is answered by yes or no."""
    return _type_of(name) is bool


def _type_of(name: str) -> Any:
    parts = name.split(".")
    annotation = _ROOT.get(parts[0])
    for part in parts[1:]:
        annotation = _inside(annotation, part)
    return _plain(annotation)


@cache
def is_text(name: str) -> bool:
    """Whether the field takes any text."""
    return _type_of(name) is str


@cache
def entry_in(name: str) -> tuple[str, str, str] | None:
    """The list, the entry's id and the rest of a field in a list whose entries have ids; None for any other."""
    parts = name.split(".")
    annotation = _ROOT.get(parts[0])
    for at, part in enumerate(parts[1:], 1):
        if _is_list(annotation) and not part.isdecimal():
            return ".".join(parts[:at]), part, ".".join(parts[at + 1 :])
        annotation = _inside(annotation, part)
    return None


@cache
def needs_of(name: str) -> frozenset[str]:
    """What an entry of this list cannot be without, beside its id."""
    parts = name.split(".")
    annotation = _ROOT.get(parts[0])
    for part in parts[1:]:
        annotation = _inside(annotation, part)
    model = _model(_inside(annotation, "1"))
    fields = {} if model is None else model.model_fields
    return frozenset(key for key, field in fields.items() if field.is_required()) - {"id"}


@cache
def adapter_of(name: str) -> TypeAdapter[Any] | None:
    """What validates one cell of the column, alone: the type of its field with its bounds; None where there is no
    field.
    """
    annotation: Any = _ROOT.get(name.partition(".")[0])
    field = None
    for part in name.split(".")[1:]:
        model = _model(annotation)
        field = None if model is None else model.model_fields.get(part)
        annotation = _inside(annotation, part)
    if annotation is None:
        return None
    kind: Any = annotation
    for told in field.metadata if field is not None else ():
        kind = Annotated[kind, told]
    return TypeAdapter(kind)


@cache
def column_names(number: str = "") -> tuple[str, ...]:
    """The fields that need no id, for hints; those of lists without ids only with the number of an entry."""
    return tuple(name for key, annotation in _ROOT.items() for name in _names(key, annotation, number))


def nearest_columns(word: str) -> tuple[str, ...]:
    """What a column may be called for which somebody has written this: `meeting 2 date` is near to `meetings.2.date`."""
    number = re.search(r"[1-9]\d?", word)
    return column_names(number[0] if number else "1")


def mended(name: str) -> str:
    """The column that this one is when each of its keys is the one that it is nearly: `decisions.handofs.rooming.where`."""
    annotation: Any = None
    parts: list[str] = []
    for part in name.lower().split("."):
        model = _model(annotation)
        choices = list(model.model_fields) if model is not None else [] if parts else list(_ROOT)
        if choices and part not in choices:
            part = next(iter(difflib.get_close_matches(part, choices, n=1, cutoff=_NEARLY)), "")
        annotation = _inside(annotation, part) if parts else _ROOT.get(part)
        parts.append(part)
    found = ".".join(parts)
    return found if found != name and all(parts) and is_column(found) else ""


def put_cell(tree: Map, field: str, text: str, place: Source) -> None:
    """Put a cell's text where its field stands; lists and keys on the way are made."""
    here: Any = tree
    for part, is_list in _way(field):
        if isinstance(here, Seq):
            here = _entry(here, part, place)
        else:
            if part not in here:
                here.put(part, Seq(place) if is_list else Map(place), place)
            here = here[part]
    here.put(field.rpartition(".")[2], text, place)


@cache
def _way(field: str) -> Sequence[tuple[str, bool]]:
    """The keys, ids and numbers that lead to a field, each with whether a list stands there."""
    annotation: Any = None
    found: list[tuple[str, bool]] = []
    for part in field.split(".")[:-1]:
        annotation = _inside(annotation, part) if found else _ROOT[part]
        found.append((part, _is_list(annotation)))
    return found


def without_gaps(tree: Map) -> None:
    """Take out the entries of lists that no cell filled: the second facilitator without a first."""
    for value in tree.values():
        if isinstance(value, Map):
            without_gaps(value)
        elif isinstance(value, Seq):
            filled = [(entry, place) for entry, place in zip(value, value.places, strict=True) if entry]
            value[:], value.places = [entry for entry, _ in filled], [place for _, place in filled]


def _entry(here: Seq, part: str, place: Source) -> Map:
    """The entry of that id, or of that number where entries have none."""
    if part.isdecimal():
        while len(here) < int(part):
            here.add(Map(place), place)
        numbered: Map = here[int(part) - 1]
        return numbered
    for entry in here:
        if entry.get("id") == part:
            named: Map = entry
            return named
    here.add(Map(place, [("id", part, place)]), place)
    added: Map = here[-1]
    return added


def _leads(annotation: Any, parts: list[str]) -> bool:
    if annotation is None:
        return False
    if not parts:
        return not _is_list(annotation) and _model(annotation) is None and get_origin(annotation) is not dict
    if _is_list(annotation) and not _is_entry(annotation, parts[0]):
        return False
    return _leads(_inside(annotation, parts[0]), parts[1:])


def _is_entry(annotation: Any, part: str) -> bool:
    has_ids = "id" in getattr(_model(get_args(_plain(annotation))[0]), "model_fields", ())
    return bool(part) and (not part.isdecimal() if has_ids else part.isdecimal() and 0 < int(part) <= _MOST_ENTRIES)


def _inside(annotation: Any, part: str) -> Any:
    """The annotation of what stands under a key, id or number; None when there is no such key."""
    plain = _plain(annotation)
    if get_origin(plain) is list:
        return get_args(plain)[0]
    if get_origin(plain) is dict:
        return get_args(plain)[1] if part else None
    model = _model(plain)
    field = None if model is None else model.model_fields.get(part)
    return None if field is None else field.annotation


def _plain(annotation: Any) -> Any:
    """The annotation without `| None`, and without what pydantic is told beside it."""
    if get_origin(annotation) is Annotated:
        return _plain(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        rest = [one for one in get_args(annotation) if one is not type(None)]
        return _plain(rest[0]) if len(rest) == 1 else annotation
    return annotation


def _is_list(annotation: Any) -> bool:
    return get_origin(_plain(annotation)) is list


def _model(annotation: Any) -> type[BaseModel] | None:
    plain = _plain(annotation)
    return plain if isinstance(plain, type) and issubclass(plain, BaseModel) else None


def _names(key: str, annotation: Any, number: str) -> list[str]:
    model = _model(annotation)
    if model is not None:
        fields = model.model_fields.items()
        return [name for part, field in fields for name in _names(f"{key}.{part}", field.annotation, number)]
    if _is_list(annotation):
        entry = _inside(annotation, number)
        is_numbered = number and _is_entry(annotation, number) and _model(entry) is not None
        return _names(f"{key}.{number}", entry, number) if is_numbered else []
    return [] if get_origin(annotation) is dict else [key]
