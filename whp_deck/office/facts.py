"""Facts of files that entries name, read before planning. In: `Wanted` files. Out: `Facts`, and a problem for each bad one.

Opens files, and keeps none of their bytes. Must not plan, nor decide what a slide does with a fact.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import assert_never

from whp_deck.errors import InvalidDeckError, Problem
from whp_deck.plan import Facts, MovieFacts, Wanted


def gather_facts(wanted: Iterable[Wanted]) -> tuple[Facts, list[Problem]]:
    """The facts of every wanted file that can be read. Each file is read once; each place that names it gets its problem."""
    movies: dict[str, MovieFacts] = {}
    problems: list[Problem] = []
    for want in wanted:
        try:
            match want.kind:
                case "movie":
                    if want.path not in movies:
                        from whp_deck.office.movies import read_movie  # brings a library of 15 MB

                        movies[want.path] = read_movie(Path(want.path), want.source)
                case _:
                    assert_never(want.kind)
        except InvalidDeckError as error:
            problems += error.problems
    return Facts(movies), problems
