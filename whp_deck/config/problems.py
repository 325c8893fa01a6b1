"""Pydantic's errors → problems in plain words, each with the file and line of what was written.

In: a `ValidationError` and the tree that was validated. Out: `[Problem]`. Must not validate anything itself.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from whp_deck.config.belongs import models_at, models_in, where_it_belongs
from whp_deck.config.unfit import say_unfit
from whp_deck.content.authored import Authored, Map, Seq
from whp_deck.content.phrases import INNER_PHRASE, PHRASE
from whp_deck.errors import Problem, Source, column_letters, enumerated

_LISTED = 12
_LINES = 300  # characters: a text that may have as many can have points, each on a line
_PLAIN_QUOTES = str.maketrans("’‘“”", "''\"\"")


def nearest(word: str, choices: Iterable[str]) -> str:
    """The choice that is spelled most like `word`, or nothing."""
    found = difflib.get_close_matches(word, list(choices), n=1, cutoff=0.6)
    return found[0] if found else ""


def titled(typed: str, titles: Mapping[str, str]) -> str:
    """The id whose title was typed in its place, in any case and with any quotes; "" where none, or several, have it."""
    plain = typed.translate(_PLAIN_QUOTES).casefold().split()
    found = [id for id, title in titles.items() if title.translate(_PLAIN_QUOTES).casefold().split() == plain]
    return found[0] if plain and len(found) == 1 else ""


def suggest(word: str, choices: Sequence[str], otherwise: str = "") -> str:
    """A hint: the nearest spelling, else the choices, else `otherwise`."""
    if near := nearest(word, choices):
        return f"did you mean `{near}`?" + (f" {otherwise}" if otherwise else "")
    if otherwise:
        return otherwise
    listed = ", ".join(f"`{choice}`" for choice in list(choices)[:_LISTED])
    more = f", and {len(choices) - _LISTED} more" if len(choices) > _LISTED else ""
    return f"there is: {listed}{more}" if listed else ""


def locate(tree: Any, loc: Sequence[int | str], fallback: Source) -> tuple[Source, list[str]]:
    """The deepest place in `tree` that `loc` leads to, and the keys on the way.

    Union tags in `loc` are no keys of the tree and are passed over.
    """
    place, keys = fallback, []
    here: Any = tree
    for step in loc:
        if isinstance(here, Map):
            place = here.source if here.source.line else place
        if isinstance(here, Map) and isinstance(step, str) and step in here:
            place, here = here.place_of(step), here[step]
            keys.append(step)
        elif isinstance(here, Seq) and isinstance(step, int) and step < len(here):
            place, here = here.places[step], here[step]
            keys.append(f"[{step + 1}]")
    if isinstance(here, Map) and here.source.line and len(keys) < len(loc) and not keys:
        place = here.source
    return place, keys


def _column(tree: Any, loc: Sequence[int | str]) -> str:
    """The same way as a spreadsheet's column has it: entries by their ids, or by numbers: `handoffs.rooming.when`."""
    names, here = [], tree
    for step in loc:
        if isinstance(here, Map) and step in here:
            here = here[str(step)]
            names.append(str(step))
        elif isinstance(here, Seq) and isinstance(step, int) and step < len(here):
            here = here[step]
            names.append(str(here.get("id", step + 1) if isinstance(here, Map) else step + 1))
    return ".".join(names)


def _cells_of(tree: Any, loc: Sequence[int | str], place: Source) -> str:
    """The cells in the row of `place` that make the entry at `loc`: `K87, M87 and N87`."""
    here: Any = tree
    for step in loc[:-1]:
        known = step in here if isinstance(here, Map) else isinstance(here, Seq) and isinstance(step, int)
        here = here[step] if known else here  # the tag of a union is no key
    places = here.places.values() if isinstance(here, Map) else ()
    cells = sorted({(one.column, one.line) for one in places if one.column and one.line == place.line})
    named = [f"{column_letters(column)}{line}" for column, line in cells]
    return enumerated(named) if len(named) > 1 else "this cell"


def explain(error: ValidationError, tree: Any, model: type[BaseModel] | None = None, prefix: str = "") -> list[Problem]:
    """Every error of `error` as a problem; `prefix` names the part of the file."""
    fallback = tree.source if isinstance(tree, Map | Seq) else Source("", 0)
    return [_explain(detail, tree, model, fallback, prefix) for detail in error.errors(include_url=False)]


def _explain(detail: ErrorDetails, tree: Any, model: type[BaseModel] | None, fallback: Source, prefix: str) -> Problem:
    kind, context = detail["type"], detail.get("ctx", {})
    loc = (*detail["loc"], *getattr(context.get("error"), "at", ()))  # an `Unfit` knows which entry of a list it is
    place, keys = locate(tree, loc, fallback)
    name = str(loc[-1]) if loc else ""
    way = _column(tree, loc) if place.column else ".".join(keys).replace(".[", "[")
    path = prefix + way
    shown = f"{path}: " if way else f"{prefix.rstrip('.: ')}: " if prefix else ""
    value = detail.get("input")
    match kind:
        case "missing":
            example = _example_at(model, loc)
            hint = f"as `{name}: {example}`" if example else "every entry here needs it"
            if place.column:  # of a list of practices, whose coach sees columns
                such = f", as {example}" if example else ""
                open_word = "a word as TBD counts as empty"
                if path.startswith("practice.facilitators"):
                    open_word = "TBD there says that nobody is named yet"
                hint = (
                    f"fill it in the column `{path}.{name}`{such}, or empty {_cells_of(tree, loc, place)}; {open_word}"
                )
            return Problem("key-missing", f"{shown}`{name}` is missing", hint, place)
        case "extra_forbidden":
            choices = _fields_at(model, loc)
            if value is None and ":" in name:
                hint = f"put a space after the colon: `{name.replace(':', ': ', 1)}`"
                return Problem("key-unknown", f"{shown}there is no key `{name}` here", hint, place)
            if value is None and " " in name:
                hint = "between { } a text with a comma in it needs quotes"
                return Problem("key-unknown", f"{shown}there is no key `{name}` here", hint, place)
            hint = _elsewhere(model, loc) or where_it_belongs(model, tree, loc, place) or suggest(name, choices)
            return Problem("key-unknown", f"{shown}there is no key `{name}` here", hint, place)
        case "union_tag_invalid":
            tags = str(context.get("expected_tags", "")).replace("'", "").split(", ")
            message = f"{shown}there is no kind `{context.get('tag')}`"
            return Problem("kind-unknown", message, suggest(str(context.get("tag")), tags), place)
        case "union_tag_not_found":
            return Problem("key-missing", f"{shown}`kind` is missing", "say `kind: content`, for example", place)
        case _:
            known = [] if kind == "dict_type" else _keys_at(model, loc)
            of_key = name if keys and keys[-1] == name else ""
            said = say_unfit(
                detail,
                keys=known,
                example=_example_at(model, loc),
                name=of_key,
                entry=_entry_at(model, loc),
                in_a_line=_is_in_a_line(model, loc),
            )
            return Problem(said.code, f"{shown}{said.message}", said.hint, place)


def _keys_at(model: type[BaseModel] | None, loc: Sequence[int | str]) -> list[str]:
    """The keys of the model that is expected at `loc` itself; none where that is not known."""
    way = [step for step in loc if isinstance(step, str)]
    if not way:
        return list(model.model_fields) if model else []
    fields = (owner.model_fields.get(way[-1]) for owner in models_at(model, way))
    inner = [m for field in fields if field is not None for m in models_in(field.annotation)]
    return list(dict.fromkeys(name for m in inner for name in m.model_fields))


def _entry_at(model: type[BaseModel] | None, loc: Sequence[int | str]) -> str:
    """The key that an entry of the list at `loc` needs first; "" where its entries are of several kinds, or are texts."""
    way = [step for step in loc if isinstance(step, str)]
    fields = [owner.model_fields.get(way[-1]) for owner in models_at(model, way)] if way else []
    inner = [m for field in fields if field is not None for m in models_in(field.annotation)]
    if len(inner) != 1:
        return ""
    return next((name for name, field in inner[0].model_fields.items() if field.is_required()), "")


def _fields_at(model: type[BaseModel] | None, loc: Sequence[int | str]) -> list[str]:
    """The keys that the mapping at `loc` may have."""
    return list(dict.fromkeys(name for m in models_at(model, loc) for name in m.model_fields))


def _elsewhere(model: type[BaseModel] | None, loc: Sequence[int | str]) -> str:
    """Where to say what that key means, when people look for it here and it stands in another place; else ""."""
    owners = [owner for owner in models_at(model, loc) if issubclass(owner, Authored)]
    return next((owner.elsewhere[str(loc[-1])] for owner in owners if str(loc[-1]) in owner.elsewhere), "")


def _example_at(model: type[BaseModel] | None, loc: Sequence[int | str]) -> str:
    """What one could write for the field at `loc`; "" when that is no single word or text."""
    for owner in models_at(model, loc) if loc else ():
        field = owner.model_fields.get(str(loc[-1]))
        for example in (field.examples or ()) if field else ():
            if isinstance(example, str | int | float):
                return str(example)
    return ""


def _is_in_a_line(model: type[BaseModel] | None, loc: Sequence[int | str]) -> bool:
    """Whether the text at `loc` is printed within a line: a phrase, or one that may not be longer than that."""
    fields = [owner.model_fields.get(str(loc[-1])) for owner in models_at(model, loc)] if loc else []
    rules = [rule for field in fields if field for rule in field.metadata]
    return any(rule in (PHRASE, INNER_PHRASE) or getattr(rule, "max_length", _LINES) < _LINES for rule in rules)
