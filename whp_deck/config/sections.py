"""The deck's edits of packet and handout sections: remove, change, add, on trees; then each section is validated once.

In: the toolkit's sections, the layers over them, and the deck file. Out: `PacketWording` and problems.
Must not know what a section prints.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from whp_deck.config.deck_file import DeckFile
from whp_deck.config.layers import merge
from whp_deck.config.problems import explain, suggest
from whp_deck.content.authored import Map, Seq
from whp_deck.content.packet import PacketWording, SectionWording
from whp_deck.errors import Problem, Source

_ADDED_KEYS = ("id", "title", "body", "after", "sessions")


def check_sections(
    toolkit: object, layers: Map, deck: DeckFile, role_plays: Sequence[str]
) -> tuple[PacketWording, list[Problem]]:
    """The sections of `layers` with the edits of `deck`; `toolkit` says which of them are the toolkit's own."""
    editor = _Editor(_by_id(toolkit), deck, role_plays)
    return editor.run(layers), editor.problems


def _by_id(entries: object) -> dict[str, Map]:
    if not isinstance(entries, Seq):
        return {}
    return {entry["id"]: entry for entry in entries if isinstance(entry, Map) and isinstance(entry.get("id"), str)}


class _Editor:
    def __init__(self, toolkit: dict[str, Map], deck: DeckFile, role_plays: Sequence[str]) -> None:
        self.toolkit, self.toolkit_name, self.role_plays = toolkit, deck.toolkit, role_plays
        self.edits = deck.packet.sections
        self.entries: dict[str, Map] = {}
        self.removed: set[str] = set()
        self.problems: list[Problem] = []

    def say(self, code: str, message: str, hint: str, place: Source | None) -> None:
        self.problems.append(Problem(code, message, hint, place))

    def run(self, layers: Map) -> PacketWording:
        self._read(layers)
        self._remove()
        self._change()
        self._add()
        sections: dict[str, SectionWording] = {}
        for id, tree in self.entries.items():
            self._check_names(id, tree)
            if wording := self._validate(id, tree):
                sections[id] = wording
        return PacketWording(sections, frozenset(self.removed))

    def _read(self, layers: Map) -> None:
        entries = layers.get("packet")
        if entries is None:
            return
        if not isinstance(entries, Seq):
            place = layers.place_of("packet")
            self.say("value-shape", "packet: a list is expected", "start each entry with `- id:`", place)
            return
        for entry, place in zip(entries, entries.places, strict=True):
            if not isinstance(entry, Map) or not isinstance(entry.get("id"), str):
                self.say("key-missing", "packet: every entry needs an `id`", "as `- id: session-plan`", place)
            elif entry["id"] in self.entries:
                where = entry.place_of("id")
                self.say("id-twice", f"packet: `{entry['id']}` stands twice", "choose another id", where)
            elif entry["id"] not in self.toolkit and not entry.get("body"):
                self._unknown(entry["id"], "packet", place)
            else:
                self.entries[entry["id"]] = entry
                if entry["id"] not in self.toolkit:
                    self._check_after(entry, "packet")

    def _remove(self) -> None:
        for index, id in enumerate(self.edits.remove):
            owner, _, part = id.partition("/")
            if id in self.entries or (owner in self.role_plays and part in self.entries):
                self.removed.add(id)
            else:
                self._unknown(id, "packet.sections.remove", self.edits.item_place("remove", index))

    def _change(self) -> None:
        for id, change in self.edits.change.items():
            place = change.source if isinstance(change, Map) else self.edits.place_of("change")
            where = f"packet.sections.change.{id}"
            if id in self.removed:
                hint = "change it or remove it, not both"
                self.say("section-removed", f"packet.sections.change: `{id}` is removed above", hint, place)
            elif id not in self.entries:
                self._unknown(id, "packet.sections.change", place)
            elif not isinstance(change, Map):
                hint = "as `title: Our own title`"
                self.say("value-shape", f"{where}: keys and values are expected", hint, place)
            elif "id" in change or "after" in change:
                key = "id" if "id" in change else "after"
                hint = "remove the section and add one of your own"
                self.say("key-unknown", f"{where}: `{key}` cannot be changed", hint, change.place_of(key))
            else:
                self.entries[id] = merge(self.entries[id], change)

    def _add(self) -> None:
        for index, entry in enumerate(self.edits.add):
            where = "packet.sections.add"
            place = self.edits.item_place("add", index)
            if not isinstance(entry, Map) or not isinstance(entry.get("id"), str):
                hint = "as `- {id: our-parking, title: …, body: …, after: materials}`"
                self.say("key-missing", f"{where}: an added section needs an `id`", hint, place)
                continue
            id = entry["id"]
            if id in self.entries:
                hint = "choose another id, or use packet.sections.change"
                self.say("id-twice", f"{where}: there already is a section `{id}`", hint, entry.place_of("id"))
                continue
            for key in entry:
                if key not in _ADDED_KEYS:
                    hint = suggest(key, _ADDED_KEYS)
                    self.say("key-unknown", f"{where}: `{id}` has no key `{key}`", hint, entry.place_of(key))
            for key in ("title", "body"):
                if not entry.get(key):
                    hint = "an added section has a title and a body"
                    self.say("key-missing", f"{where}: `{id}` has no `{key}`", hint, place)
            if self._check_after(entry, where):
                known = Map(entry.source)
                for key in _ADDED_KEYS:
                    if key in entry:
                        known.put(key, entry[key], entry.place_of(key))
                self.entries[id] = known

    def _check_after(self, entry: Map, where: str) -> bool:
        after = entry.get("after")
        if after is None:
            return True
        place = entry.place_of("after")
        if not isinstance(after, str):
            self.say("value-shape", f"{where}: `after` names one section", "", place)
        elif after in self.removed:
            message = f"{where}: `{entry['id']}` stands after `{after}`, which is removed"
            self.say("section-removed", message, "choose a section that stays", place)
        elif after not in self.entries:
            self._unknown(after, f"{where}: {entry['id']}", place)
        else:
            return True
        return False

    def _check_names(self, id: str, tree: Map) -> None:
        """A misspelt name of a word or a list would be passed over in silence: say so."""
        own = self.toolkit.get(id)
        for field in ("words", "lists"):
            names = tree.get(field)
            if not isinstance(names, Map):
                continue
            known: Any = own.get(field) if own is not None else None
            choices = list(known) if isinstance(known, Mapping) else []
            for name in names:
                if name not in choices:
                    message = f"packet section `{id}`: there is no `{name}` in its `{field}`"
                    self.say("key-unknown", message, suggest(name, choices), names.place_of(name))

    def _validate(self, id: str, tree: Map) -> SectionWording | None:
        try:
            return SectionWording.model_validate(tree)
        except ValidationError as error:
            self.problems += explain(error, tree, SectionWording, f"packet section `{id}`: ")
            return None

    def _unknown(self, id: str, where: str, place: Source | None) -> None:
        message = f"{where}: no section `{id}` in toolkit `{self.toolkit_name}` or in this deck"
        self.say("section-unknown", message, suggest(id, list(self._ids())), place)

    def _ids(self) -> Iterable[str]:
        yield from self.entries
        yield from (f"{play}/{id}" for play in self.role_plays for id in self.entries)
