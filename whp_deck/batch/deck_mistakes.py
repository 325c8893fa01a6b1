"""Mistakes of the decks and of the networks' files, which every practice would have alike: told once, before anything is built.

In: the list, the decks, the network's file. Out: problems with lines of these files. Must not tell what is wrong for one
practice alone: only what the first and the last of those that share a network have in common with one that decided nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from whp_deck.config.layers import ForPractice, beside
from whp_deck.config.practice_list import Listed
from whp_deck.config.reader import read_map
from whp_deck.content.authored import Map
from whp_deck.errors import InvalidDeckError, Problem, Source, show_path

_NOBODY = Map(Source("", 0), [("practice", Map(Source("", 0), [("name", "A practice", Source("", 0))]), Source("", 0))])


def deck_mistakes(
    listed: Sequence[Listed], decks: Sequence[Path], network: Path | None
) -> Iterator[tuple[Problem, Sequence[Listed]]]:
    """Each with the practices that have it: all of the list, or those that name the network's file in which it stands themselves."""
    groups: dict[Path | None, list[Listed]] = {}
    for one in listed:
        groups.setdefault(_network_of(one) or network, []).append(one)
    found: dict[Problem, list[Listed]] = {}
    for path, ones in groups.items():
        files = {show_path(file) for file in (*decks, path) if file is not None}
        for deck in dict.fromkeys(decks) if path is None or path.is_file() else ():
            of_all = _problems(deck, ForPractice(_NOBODY, path), files) if deck.is_file() else []
            for one in dict.fromkeys((ones[0], ones[-1])) if of_all else ():
                of_one = _problems(deck, ForPractice(one.row.tree() if one.row else one.path, path), files)
                of_all = [problem for problem in of_all if problem in of_one]
            for problem in dict.fromkeys(of_all):
                found.setdefault(problem, []).extend(ones)
    yield from found.items()


def _network_of(one: Listed) -> Path | None:
    """The network's file that a practice names for itself; of hundreds of files only those that speak of one are read."""
    if one.row:
        tree: Map | None = one.row.tree() if one.row.get("network") else None
    else:
        tree = read_map(one.path) if b"network" in one.path.read_bytes() else None
    named = tree.get("network") if tree is not None else None
    return beside(tree.source, named) if tree is not None and isinstance(named, str) else None


def _problems(deck: Path, practice: ForPractice, files: Collection[str]) -> list[Problem]:
    """What loading and planning the deck tells of these files; a warning only of a network's, as each build tells those of its deck."""
    from whp_deck.build.prepare import plan_deck  # what may open presentations loads slowly

    try:
        *_, problems = plan_deck(deck, practice)
    except InvalidDeckError as error:
        problems = list(error.problems)
    ours = [one for one in problems if one.source and one.source.file in files]
    return [one for one in ours if one.severity == "error" or (one.source and one.source.file != show_path(deck))]


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
