"""Names of a list that stand in what all practices share: a facilitator called “Front desk”, a practice in the network's file.

In: the rows of a list, the tool's own words, the deck files and the network's file. Out: which texts are everybody's, and
problems. Must not build a practice: all of them would fail, one after the other, for one cell.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from whp_deck.batch.neighbors import NameCell, name_cells
from whp_deck.checks.strangers import Phrase, Strangers, holds, phrase, tells
from whp_deck.config.practice_list import Listed
from whp_deck.config.reader import read_yaml
from whp_deck.content.authored import Map, Seq
from whp_deck.content.contacts import is_role
from whp_deck.errors import Problem, Source
from whp_deck.resources import shipped

_PLACES = frozenset(["practice", "template", "toolkit", "start_from"])  # keys of paths: no deck shows them
_FILE = re.compile(r"\S+\.(?:png|jpe?g|svg|mp4|m4v|mov|vtt|srt|pptx|potx|docx|pdf|ya?ml)", re.IGNORECASE)


def words_of_the_tool(texts: Iterable[str]) -> frozenset[Phrase]:
    """Those that stand in the tool's own words, and so in every practice's files: found there, they prove nothing."""
    words, whole = _own_words()
    phrases = {phrase(text) for text in texts if tells(text)}
    return frozenset(one for one in phrases if words.issuperset(one) and f" {' '.join(one)} " in whole)


def roles_as_names(listed: Sequence[Listed], common: Collection[Phrase]) -> Iterator[Problem]:
    """A warning for each facilitator who is called as all decks call a role.

    Of other such names nothing is told, as of a Marigold who has the name of a patient in a role play: nobody has to mend it.
    """
    for one in listed if common else ():
        for cell in name_cells(one.row) if one.row else ():
            if cell.kind == "facilitator" and is_role(cell.text) and phrase(cell.text) in common:
                message = f"{cell.field}: “{cell.text}” is a role, and no person’s name: slides would say that “{cell.text}” leads"
                hint = "type the name of the person; leave it if whoever is there leads"
                yield Problem("name-common", message, hint, cell.place, "warning")


def names_in_shared_files(listed: Sequence[Listed], files: Iterable[Path], own: Collection[str]) -> Iterator[Problem]:
    """An error for each practice's name in a deck's or the network's file; `own` are texts that nobody is known by."""
    rows = {one.folder: list(name_cells(one.row)) for one in listed if one.row}
    strangers = Strangers((cell.text, folder) for folder, cells in rows.items() for cell in cells if cell.gives_away)
    for text, place in (found for file in files for found in _texts(read_yaml(file)[0])):
        for stranger, folders in strangers.found_in_text(text, own=own):
            if _is_of_all(stranger, rows):
                continue
            cell = next(one for one in rows[folders[0]] if phrase(one.text) == phrase(stranger))
            message = (
                f"“{cell.text}”, the {cell.kind} of {cell.whose} ({cell.place}), would stand in every practice’s files"
            )
            hint = "take it out here; or, if it is no name, write that cell otherwise"
            yield Problem("stranger-found", message, hint, place)


def _is_of_all(text: str, rows: Mapping[str, Sequence[NameCell]]) -> bool:
    """Whether it is a part of what each practice is called by itself: “Lakeside”, where all are Lakeside practices."""
    return all(any(holds(phrase(cell.text), phrase(text)) for cell in cells) for cells in rows.values())


@cache
def _own_words() -> tuple[frozenset[str], str]:
    """Each word, and all of them in their order: most names hold one that is not among them."""
    folders = (shipped("config/toolkits"), shipped("config/words"))
    files = [file for folder in folders for file in sorted(folder.rglob("*.yaml"))]
    texts = [phrase(file.read_text(encoding="utf-8")) for file in files]
    return frozenset(word for text in texts for word in text), " ¶ ".join(f" {' '.join(text)} " for text in texts)


def _texts(tree: object) -> Iterator[tuple[str, Source]]:
    """Every text of a tree with its place, but for paths."""
    if isinstance(tree, Map):
        for key, value in tree.items():
            if isinstance(value, str) and key not in _PLACES and not _FILE.fullmatch(value):
                yield value, tree.place_of(key)
            elif isinstance(value, Map | Seq) and key != "theme":
                yield from _texts(value)
    elif isinstance(tree, Seq):
        for value, place in zip(tree, tree.places, strict=True):
            if isinstance(value, str):
                yield value, place
            else:
                yield from _texts(value)
