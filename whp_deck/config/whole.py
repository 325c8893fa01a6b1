"""What of an author's tree is whole, when some of it is wrong: so that one slip does not hide the mistakes after it.

In: a tree, and what pydantic found wrong with it. Out: a copy of the tree without the faulty parts. Must not judge
anything itself, nor mend it: what is made from the copy is only looked at for further mistakes, never built.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from whp_deck.content.authored import Map, Seq

Way = tuple[int | str, ...]


def whole_part(tree: Map, error: ValidationError, stand_ins: Mapping[str, Any]) -> Map:
    """`tree` without what `error` found faulty; `stand_ins` take the place of what must be there."""
    faulty = {_way(tree, detail["loc"]) for detail in error.errors(include_url=False)}
    whole = _copy(tree, (), faulty)
    assert isinstance(whole, Map)
    for key, value in stand_ins.items():
        if key not in whole:
            whole.put(key, value, tree.source)
    return whole


def _way(tree: Any, loc: Sequence[int | str]) -> Way:
    """The keys of the tree that `loc` leads over. What is missing is a fault of the mapping that lacks it."""
    way: list[int | str] = []
    here = tree
    for step in loc:  # the tags of unions are no keys of the tree
        if (isinstance(here, Map) and step in here) or (isinstance(here, Seq) and step in range(len(here))):
            here = here[step]  # type: ignore[index]
            way.append(step)
    return tuple(way)


def _copy(tree: Any, way: Way, faulty: Collection[Way]) -> Any:
    if isinstance(tree, Map):
        kept = ((key, value) for key, value in tree.items() if (*way, key) not in faulty)
        return Map(tree.source, [(key, _copy(value, (*way, key), faulty), tree.place_of(key)) for key, value in kept])
    if isinstance(tree, Seq):
        pairs = enumerate(zip(tree, tree.places, strict=True))
        return Seq(tree.source, [(_copy(item, (*way, at), faulty), place) for at, (item, place) in pairs if (*way, at) not in faulty])  # fmt: skip
    return tree
