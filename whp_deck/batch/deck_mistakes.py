"""Mistakes of the decks, which every practice would have alike: told once, before anything is built.

In: the list, the decks, the network's file. Out: errors with lines of the deck's file. Must not tell what is wrong for one
practice alone: only what the first and the last of the list have in common with one that decided nothing.
"""

from __future__ import annotations

from collections import Counter
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


def decks_named(decks: Sequence[Path]) -> list[Problem]:
    """An error for each deck that is not there, and for each name that several have."""
    problems = [
        Problem("file-missing", f"there is no deck `{show_path(deck)}`", "check the spelling and the folder")
        for deck in decks
        if not deck.is_file()
    ]
    for stem, times in Counter(deck.stem.casefold() for deck in decks).items():
        if times > 1:
            hint = "rename one of them: files are named after their deck"
            problems.append(Problem("deck-twice", f"{times} decks are called `{stem}`", hint))
    return problems


def meetings_shared(listed: Sequence[Listed], decks: Sequence[Path]) -> list[Problem]:
    """Dates in a list belong to one deck: two that are held at the same time on the same day are nobody's wish."""
    place = next((place for one in listed if one.row for place in one.row.meeting_places()), None)
    if place is None or len(decks) < 2:
        return []
    hint = "run it once for each deck, with a list that has the meetings of that deck"
    return [
        Problem(
            "meetings-shared", f"the columns `meetings.…` would give {len(decks)} decks the same dates", hint, place
        )
    ]
