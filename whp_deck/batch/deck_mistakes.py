"""Mistakes of a deck's own file, which every practice would have alike: told once, before anything is built.

In: the list, the decks, the network's file. Out: errors with lines of the deck's file. Must not tell what is wrong for one
practice alone: only what the first and the last of the list have in common with one that decided nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from whp_deck.config.deck import load_parts
from whp_deck.config.layers import ForPractice
from whp_deck.config.practice_list import Listed
from whp_deck.content.authored import Map
from whp_deck.errors import Problem, Source, show_path

_NOBODY = Map(Source("", 0), [("practice", Map(Source("", 0), [("name", "A practice", Source("", 0))]), Source("", 0))])


def deck_mistakes(listed: Sequence[Listed], decks: Sequence[Path], network: Path | None) -> Iterator[Problem]:
    """An error for each."""
    for deck in dict.fromkeys(decks) if listed else ():
        found = _errors(deck, ForPractice(_NOBODY, network)) if deck.is_file() else []
        for one in dict.fromkeys((listed[0], listed[-1])) if found else ():
            of_one = _errors(deck, ForPractice(one.row.tree() if one.row else one.path, network))
            found = [problem for problem in found if problem in of_one]
        yield from found


def _errors(deck: Path, practice: ForPractice) -> list[Problem]:
    problems = load_parts(deck, practice)[1]
    return [one for one in problems if one.severity == "error" and one.source and one.source.file == show_path(deck)]
