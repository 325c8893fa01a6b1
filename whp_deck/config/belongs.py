"""Where a key belongs that nobody knows where it stands: which models a place may have, and which section was meant.

In: a model, the way to the key, the tree and the key's place. Out: models, or a hint. Must not validate anything; of a file it
reads no more than the lines above the key, as its comments are in no tree.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel

from whp_deck.content.authored import Map
from whp_deck.errors import Source

_SECTION = re.compile(r"(\s*)#\s*([a-z_]+):\s*(?:#.*)?$")
_FAR = 60  # lines above: a generated file has a question of some lines before each answer


def models_at(model: type[BaseModel] | None, loc: Sequence[int | str]) -> list[type[BaseModel]]:
    """The models that the mapping at `loc`, whose last step is a key of it, may be: down from the outermost one."""
    models = [model] if model else []
    for step in loc[:-1]:
        if isinstance(step, int):
            continue
        inner = [m for owner in models for m in models_in(getattr(owner.model_fields.get(step), "annotation", None))]
        tagged = [m for m in models if "kind" in m.model_fields and step in get_args(m.model_fields["kind"].annotation)]
        models = inner or tagged or models
    return models


def models_in(annotation: Any) -> list[type[BaseModel]]:
    """Every model that an annotation names."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in get_args(annotation) for model in models_in(part)]


def where_it_belongs(model: type[BaseModel] | None, tree: Any, loc: Sequence[int | str], place: Source) -> str:
    """A hint for an unknown key that another section knows, or above which its section is a comment; else ""."""
    if place.column:  # a list has columns, and no sections
        return ""
    key = str(loc[-1])
    commented = section_above(_lines_of(place), place.line)
    sections = _sections_with(model, tree, loc)
    if commented and (not sections or commented[0] in sections):
        name, line = commented
        return (
            f"`{key}` belongs under `{name}:`, which begins with `#` on line {line}: take the `#` away there, too, so that "
            f"`{key}:` stands two spaces further in than `{name}:`"
        )
    names = " or ".join(f"`{name}:`" for name in sections)
    match [stands for stands in sections.values() if stands is not None]:
        case [(at, value)] if len(sections) == 1:
            instead = "" if isinstance(value, Map | None) else ", in the place of what stands there"
            return f"`{key}` belongs under {names} on line {at.line}, two spaces further in{instead}"
        case _ if sections:
            return (
                f"`{key}` belongs under {names}: write that line above it, or take its `#` away, and begin `{key}:` two "
                "spaces further in"
            )
        case _:
            return ""


def section_above(lines: Sequence[str], number: int) -> tuple[str, int] | None:
    """The section above line `number` that is a comment, as `# theme:`, and its line; None where the line has none."""
    here = lines[number - 1] if 0 < number <= len(lines) else ""
    indent = len(here) - len(here.lstrip())
    for at in range(number - 1, max(0, number - _FAR), -1):
        line = lines[at - 1]
        if (found := _SECTION.match(line)) and len(found[1]) < indent:
            return found[2], at
        beside = len(line) - len(line.lstrip()) == indent
        if line.strip() and not line.lstrip().startswith("#") and not beside:
            return None
    return None


def _lines_of(place: Source) -> list[str]:
    """The lines of an author's YAML file; none of a list's cell, or where it cannot be read any more."""
    try:
        return [] if place.column else Path(place.file).read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError):
        return []


def _sections_with(
    model: type[BaseModel] | None, tree: Any, loc: Sequence[int | str]
) -> dict[str, tuple[Source, Any] | None]:
    """The sections beside the key, or else further out, that know it: each with its place and value, None where it is not."""
    key = str(loc[-1])
    for end in range(len(loc), 0, -1):
        here: Any = tree
        for step in loc[: end - 1]:
            known = step in here if isinstance(here, Map) else isinstance(here, list) and isinstance(step, int)
            here = here[step] if known else here  # the tag of a union is no key
        found = {
            name: (here.place_of(name), here[name]) if isinstance(here, Map) and name in here else None
            for owner in models_at(model, loc[:end])
            for name, field in owner.model_fields.items()
            if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel)
            if key in field.annotation.model_fields
        }
        if found:
            return found
    return {}
