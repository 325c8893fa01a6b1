"""Fixed words that a practice, a network or a deck says otherwise: laid over each other, and held against those that exist.

In: the layers, and the deck's `words:`. Out: the layers with words that can be used, and a problem for each that cannot, or that
nobody would ever see. Must not use a word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from string import Formatter
from typing import Any

from whp_deck.config.intake import Intake
from whp_deck.config.layers import Layers, merge
from whp_deck.config.problems import suggest
from whp_deck.content.authored import Map, Seq
from whp_deck.errors import Problem, Source

_OPEN = frozenset(("languages", "staff"))  # to which anybody may add
_EXAMPLE = "as `words: {went_well: What we liked}`"


def with_words(intake: Intake, read: Layers, own: object) -> Map:
    """The layers with a deck's `own` words laid over theirs; what is no words as the toolkit has them stays the toolkit's."""
    layers = read.tree
    known, said = read.own_words, layers.get("words")
    if known is None:
        return layers
    if isinstance(own, Map) and own:
        said = merge(said, own)
    used, problems = _usable(known, said, layers.place_of("words"), "words")
    intake.problems += problems
    over = Map(layers.source, [("words", used, layers.place_of("words"))])
    laid = merge(layers.without("words"), over)
    assert isinstance(laid, Map)
    return laid


def unknown_words(read: Layers, layers: Map, scenarios: Iterable[Map]) -> Iterator[Problem]:
    """A warning for each key that says no word; a role of a scenario may have a word of its own, and so may a language."""
    known, said = read.own_words, layers.get("words")
    if known is None or not isinstance(said, Map):
        return
    lists = [roles for scenario in scenarios if isinstance(roles := scenario.get("roles"), Seq)]
    roles = {str(role.get("id")) for listed in lists for role in listed if isinstance(role, Map)}
    yield from _unknown(known, said, roles, "words")


def _unknown(known: Map, said: Map, others: Iterable[str], path: str) -> Iterator[Problem]:
    for key, value in said.items():
        inner = known.get(key)
        if inner is None and key not in others:
            listed = [name for name in known if isinstance(name, str)]
            hint = suggest(key, listed, "your editor offers all of them (`whp-deck schema`)")
            yield Problem(
                "word-unknown", f"{path}: there are no fixed words `{key}`", hint, said.place_of(key), "warning"
            )
        elif isinstance(inner, Map) and isinstance(value, Map) and key not in _OPEN:
            yield from _unknown(inner, value, (), f"{path}: {key}")


def _usable(known: Map, said: Any, place: Source, path: str) -> tuple[Map, list[Problem]]:
    """`said` with those of `known` in the place of what cannot be used."""
    if not isinstance(said, Map):
        return known, [Problem("value-shape", f"{path}: keys and words are expected", _EXAMPLE, place)]
    used, problems = Map(said.source), []
    for key, value in said.items():
        at, ours = said.place_of(key), known.get(key)
        if isinstance(ours, Map):
            value, found = _usable(ours, value, at, f"{path}: {key}")
            problems += found
        elif why := _why_not(ours, value):
            problems.append(Problem("value-shape", f"{path}: {key}: {why}", f"the toolkit says `{_told(ours)}`", at))
            value = ours if ours is not None else ""
        used.put(key, value, at)
    return used, problems


def _why_not(ours: Any, said: Any) -> str:
    """Why words cannot stand in the place of ours; "" where they can."""
    if isinstance(ours, Seq):
        fits = isinstance(said, Seq) and len(said) == len(ours) and all(isinstance(one, str) for one in said)
        return "" if fits else f"a list of {len(ours)} words is expected"
    if not isinstance(said, str) or not said.strip():
        return "words are expected"
    fields = _fields(ours) if isinstance(ours, str) else set()
    if not fields:
        return ""
    try:
        others = _fields(said) - fields
    except ValueError:
        return "a brace that opens no field is written twice, `{{`"
    return f"there is no value `{{{sorted(others)[0]}}}` to fill in" if others else ""


def _fields(words: str) -> set[str]:
    """The fields that are filled in. Raises ValueError where a brace stands alone."""
    return {name for _, name, _, _ in Formatter().parse(words) if name is not None}


def _told(ours: Any) -> str:
    return ours if isinstance(ours, str) else f"[{', '.join(map(str, ours))}]" if isinstance(ours, Seq) else "words"
