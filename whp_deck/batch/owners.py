"""Whose a name is that stands in a built file: the practice of the list that is known by it, and that one's folder.

In: whose texts are whose, and which folder is whose. Out: the folder of the other practice. Must not open files.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path

from whp_deck.checks.strangers import Strangers
from whp_deck.config.identity import Identity, identity_of


class Owners:
    """Who is known by which texts, and in which folder the files of each are."""

    def __init__(self, texts: Iterable[tuple[str, str]], folders: Mapping[str, Path], network: Path | None) -> None:
        """`texts`: each with the name of the practice; `folders` by that name; the `network`'s own texts are nobody's."""
        self._texts, self._folders, self._network = texts, folders, network

    def home_of(self, name: str, identity: Identity) -> Path | None:
        """The folder of the other practice that is called so; None where it is the practice of this identity, or nobody's name."""
        if name == identity.name:  # nearly always: nothing has to be searched for
            return None
        found = self._strangers.found_in_text(name, own=(*identity.texts, *self._shared))
        owners = [owner for _, all_of_it in found for owner in all_of_it]
        return next((self._folders[owner] for owner in owners if owner in self._folders), None)

    @cached_property
    def _strangers(self) -> Strangers:
        return Strangers(self._texts)

    @cached_property
    def _shared(self) -> tuple[str, ...]:
        return identity_of(self._network).texts
