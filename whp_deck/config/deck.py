"""`load_deck`: a deck file and all it names → `Deck`, or every problem in one run.

In: the path of a deck file. Out: `(Deck | None, [Problem])`; no Deck when a problem is an error.
Must not plan, open PowerPoint files, or stop at the first mistake.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from whp_deck.config.deck_file import DeckFile
from whp_deck.config.edits import FRAMES, Added, Edited, apply_edits
from whp_deck.config.layers import merge
from whp_deck.config.problems import explain, suggest
from whp_deck.config.reader import read_yaml
from whp_deck.config.sections import check_sections
from whp_deck.content.authored import Map, Seq
from whp_deck.content.checklist import Checklist
from whp_deck.content.decisions import Decisions
from whp_deck.content.packet import PacketWording
from whp_deck.content.practice import Practice, StaffTitle
from whp_deck.content.scenario import Scenario
from whp_deck.content.toolkit import Format, ToolkitFacts, WordList
from whp_deck.errors import Problem, Source, has_errors, sort_problems
from whp_deck.resources import shipped
from whp_deck.slides import KINDS
from whp_deck.slides.base import SlideEntry

LAYERED = (
    "practice", "staff", "decisions", "slides", "checklists", "formats", "scenarios", "words", "toolkit", "packet",
)  # fmt: skip
_KIND_CLASSES: dict[str, type[SlideEntry]] = {str(kind.model_fields["kind"].default): kind for kind in KINDS}
_M = TypeVar("_M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Deck:
    """What the author wrote, complete and valid. `entries` holds every slide that exists, sessions not yet made."""

    path: Path
    file: DeckFile
    practice: Practice
    staff: Mapping[str, StaffTitle]
    decisions: Decisions
    facts: ToolkitFacts
    checklists: Mapping[str, Checklist]
    words: WordList
    format: Format
    entries: Mapping[str, SlideEntry]
    frames: Mapping[str, SlideEntry]
    role_plays: tuple[str, ...]
    removed: frozenset[str]
    added: tuple[Added, ...]
    order: tuple[tuple[str, Source], ...]
    hidden: frozenset[str]
    packet: PacketWording

    @property
    def scenarios(self) -> list[Scenario]:
        """The scenarios that this deck plays."""
        from whp_deck.slides.role_play import RolePlaySlides

        found = (self.entries.get(id) for id in self.role_plays)
        return [entry.scenario for entry in found if isinstance(entry, RolePlaySlides)]


def load_deck(path: Path) -> tuple[Deck | None, list[Problem]]:
    """Read, layer, edit and validate the deck at `path`."""
    loader = _Loader(path)
    deck = loader.load()
    problems = sort_problems(loader.problems)
    return (None if has_errors(problems) else deck), problems


def show_path(path: Path) -> str:
    """A path as people read it: relative to where they are when that is short, with forward slashes."""
    try:
        relative = os.path.relpath(path)
    except ValueError:  # another drive on Windows
        return path.as_posix()
    return path.as_posix() if relative.startswith("..") and path.is_absolute() else Path(relative).as_posix()


class _Loader:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self.own_sections: Map | Seq | None = None

    def load(self) -> Deck | None:
        tree = self._read(self.path)
        if tree is None:
            return None
        if "decisions" in tree:
            hint = "move it to the practice's file"
            self._say("key-unknown", "a deck may not set `decisions`", hint, tree.place_of("decisions"))
            tree = _without(tree, "decisions")
        file = self._validate(DeckFile, tree)
        layers = self._layers(tree)
        if layers is None:
            return None
        parts = self._settings(layers)
        if file is None:
            return None
        format = self._format(file, layers)
        sessions = len(format.sessions) if format and format.sessions is not None else file.format.sessions
        self._check_meetings(file, sessions)
        entries, role_plays = self._entries(layers, file)
        edited = apply_edits(entries, file, sessions)
        self.problems += edited.problems
        checked, frames = self._check_entries(edited)
        packet, problems = check_sections(self.own_sections, layers, file, role_plays)
        self.problems += problems
        practice, decisions, facts, checklists, staff, words = parts
        if not (format and practice and decisions and facts and words) or has_errors(self.problems):
            return None
        return Deck(
            self.path, file, practice, staff, decisions, facts, checklists, words, format, checked, frames,
            tuple(role_plays), frozenset(edited.removed), tuple(edited.added), tuple(edited.order),
            frozenset(edited.hidden), packet,
        )  # fmt: skip

    # --- reading and layering

    def _say(self, code: str, message: str, hint: str, place: Source | None) -> None:
        self.problems.append(Problem(code, message, hint, place))

    def _read(self, path: Path, named_at: Source | None = None) -> Map | None:
        tree, problems = read_yaml(path, show_path(path))
        for problem in problems:
            if problem.code == "file-missing" and named_at:
                message = f"{show_path(path)}: {problem.message}"
                problem = Problem(problem.code, message, problem.hint, named_at)
            self.problems.append(problem)
        if isinstance(tree, Seq):
            hint = "start with a key and a colon"
            self._say("yaml-shape", "keys and values are expected, not a list", hint, tree.source)
            return None
        return tree

    def _beside(self, owner: Source, name: str) -> Path:
        return Path(owner.file).parent / name

    def _layers(self, deck_tree: Map) -> Map | None:
        """Tool defaults < toolkit < network < practice, as one tree."""
        name = deck_tree.get("practice")
        practice = None
        if isinstance(name, str) and name:
            practice = self._read(self._beside(deck_tree.source, name), deck_tree.place_of("practice"))
        toolkit = self._toolkit(deck_tree)
        if practice is None or toolkit is None:
            return None
        layers = [toolkit]
        if isinstance(practice.get("network"), str):
            network = self._read(self._beside(practice.source, practice["network"]), practice.place_of("network"))
            layers += [network] if network else []
            practice = _without(practice, "network")
        layers.append(practice)
        for layer in layers[1:]:
            for key in layer:
                if key not in LAYERED:
                    hint = suggest(key, LAYERED)
                    self._say("key-unknown", f"there is no key `{key}` here", hint, layer.place_of(key))
        merged = layers[0]
        for layer in layers[1:]:
            merged = merge(merged, layer)
        return merged

    def _toolkit(self, deck_tree: Map) -> Map | None:
        name = deck_tree.get("toolkit") or "warm-handoff-plus"
        home = shipped("config/toolkits")
        names = sorted(folder.name for folder in home.iterdir() if (folder / "toolkit.yaml").is_file())
        if name not in names:
            place = deck_tree.place_of("toolkit")
            self._say("toolkit-unknown", f"there is no toolkit `{name}`", suggest(str(name), names), place)
            return None
        folder = home / str(name)
        toolkit = Map(Source(show_path(folder), 0))
        for key in ("toolkit", "slides", "checklists", "formats", "packet"):
            tree, problems = read_yaml(folder / f"{key}.yaml", show_path(folder / f"{key}.yaml"))
            self.problems += problems
            if tree is not None:
                toolkit.put(key, tree, tree.source)
        self.own_sections = toolkit.get("packet")
        scenarios = Seq(toolkit.source)
        for file in sorted((folder / "scenarios").glob("*.yaml")):
            if scenario := self._read(file):
                scenarios.add(scenario, scenario.source)
        toolkit.put("scenarios", scenarios, toolkit.source)
        if words := self._read(shipped("config/words") / "en.yaml"):
            toolkit.put("words", words, words.source)
        return toolkit

    # --- validating

    def _validate(self, model: type[_M], tree: Any, prefix: str = "") -> _M | None:
        try:
            return model.model_validate(tree)
        except ValidationError as error:
            self.problems += explain(error, tree, model, prefix)
            return None

    def _settings(
        self, layers: Map
    ) -> tuple[
        Practice | None,
        Decisions | None,
        ToolkitFacts | None,
        dict[str, Checklist],
        dict[str, StaffTitle],
        WordList | None,
    ]:
        practice = self._part(Practice, layers, "practice", "name: …")
        decisions = self._part(Decisions, layers, "decisions", "handoffs: …")
        facts = self._part(ToolkitFacts, layers, "toolkit", "name: …")
        checklists = {
            checklist.id: checklist
            for tree in self._list(layers, "checklists")
            if (checklist := self._validate(Checklist, tree, "checklists."))
        }
        words = layers.get("words")
        usual = words.get("staff") if isinstance(words, Map) else None
        titles = layers.get("staff")
        staff = {key: StaffTitle(title=str(title)) for key, title in usual.items()} if isinstance(usual, Map) else {}
        if titles is not None and not isinstance(titles, Map):
            self._say(
                "value-shape", "staff: keys and values are expected", "as `ma: {title: …}`", layers.place_of("staff")
            )
        elif titles:
            for key, tree in titles.items():
                tree = (
                    Map(titles.place_of(key), [("title", tree, titles.place_of(key))])
                    if isinstance(tree, str)
                    else tree
                )
                if title := self._validate_at(StaffTitle, tree, f"staff.{key}.", titles.place_of(key)):
                    staff[key] = title
        return practice, decisions, facts, checklists, staff, WordList(words) if isinstance(words, Map) else None

    def _part(self, model: type[_M], layers: Map, key: str, example: str) -> _M | None:
        if layers.get(key) is None:
            self._say("key-missing", f"`{key}:` is missing", f"add `{key}:` with `{example}`", layers.source)
            return None
        return self._validate_at(model, layers[key], f"{key}.", layers.place_of(key))

    def _validate_at(self, model: type[_M], tree: Any, prefix: str, place: Source) -> _M | None:
        if isinstance(tree, Map):
            return self._validate(model, tree, prefix)
        self._say("value-shape", f"{prefix.rstrip('.')}: keys and values are expected", "", place)
        return None

    def _list(self, layers: Map, key: str) -> Iterable[Map]:
        entries = layers.get(key)
        if entries is None:
            return
        if not isinstance(entries, Seq):
            self._say(
                "value-shape", f"{key}: a list is expected", "start each entry with `- id:`", layers.place_of(key)
            )
            return
        seen: set[str] = set()
        for entry, place in zip(entries, entries.places, strict=True):
            if not isinstance(entry, Map) or not isinstance(entry.get("id"), str):
                self._say("key-missing", f"{key}: every entry needs an `id`", "as `- id: our-promise`", place)
            elif entry["id"] in seen:
                self._say("id-twice", f"{key}: `{entry['id']}` stands twice", "choose another id", entry.place_of("id"))
            else:
                seen.add(entry["id"])
                yield entry

    def _format(self, file: DeckFile, layers: Map) -> Format | None:
        choice = file.format
        if not choice.name:
            return Format(minutes=choice.minutes or 0, sessions=None)
        formats = layers.get("formats")
        if not isinstance(formats, Map) or choice.name not in formats:
            names = list(formats) if isinstance(formats, Map) else []
            message = f"format: there is no format `{choice.name}`"
            self._say("format-unknown", message, suggest(choice.name, names), file.place_of("format"))
            return None
        return self._validate_at(Format, formats[choice.name], f"formats.{choice.name}.", formats.place_of(choice.name))

    def _check_meetings(self, file: DeckFile, sessions: int | None) -> None:
        for meeting in file.meetings:
            if sessions is not None and meeting.session > sessions:
                message = f"meetings: there is no session {meeting.session}"
                hint = f"this format has {sessions} session{'s' if sessions != 1 else ''}"
                self._say("session-unknown", message, hint, meeting.place_of("session"))

    # --- entries

    def _entries(self, layers: Map, file: DeckFile) -> tuple[dict[str, Map], list[str]]:
        entries: dict[str, Map] = {}
        for entry in self._list(layers, "slides"):
            entries[entry["id"]] = entry
        scenarios = {tree["id"]: tree for tree in self._list(layers, "scenarios")}
        choice = file.role_plays
        own: list[str] = []
        for index, name in enumerate(choice.add):
            place = choice.item_place("add", index) or Source("", 0)
            tree = self._read(self._beside(place, name), place)
            if tree is None:
                continue
            if not isinstance(tree.get("id"), str):
                self._say("key-missing", "a scenario needs an `id`", "as `id: our-scene`", tree.source)
            elif tree["id"] in scenarios or tree["id"] in entries:
                self._say("id-twice", f"there already is `{tree['id']}`", "choose another id", tree.place_of("id"))
            else:
                own.append(tree["id"])
                scenarios[tree["id"]] = tree
        used = choice.use if choice.use is not None else list(scenarios)
        for id, change in choice.change.items():
            at = change.source if isinstance(change, Map) else choice.place_of("change")
            if id not in scenarios:
                hint = suggest(id, list(scenarios))
                self._say("scenario-unknown", f"role_plays.change: there is no scenario `{id}`", hint, at)
            elif not isinstance(change, Map):
                self._say("value-shape", f"role_plays.change.{id}: keys and values are expected", "", at)
            else:
                scenarios[id] = merge(scenarios[id], change)
        played: list[str] = []
        plays: dict[str, Map] = {}
        for index, id in enumerate(used):
            at = choice.item_place("use", index)
            if id not in scenarios:
                hint = suggest(id, list(scenarios))
                self._say("scenario-unknown", f"role_plays.use: there is no scenario `{id}`", hint, at)
            elif id in played:
                self._say("id-twice", f"role_plays.use: `{id}` is listed twice", "keep one", at)
            elif id in entries:
                self._say("id-twice", f"a slide is called `{id}` too", "give the scenario another id", at)
            else:
                played.append(id)
                source = scenarios[id].source
                pairs = [("id", id, source), ("kind", "role-play", source), ("scenario", scenarios[id], source)]
                plays[id] = Map(source, pairs)
        return _with_role_plays(entries, plays), played

    def _check_entries(self, edited: Edited) -> tuple[dict[str, SlideEntry], dict[str, SlideEntry]]:
        entries: dict[str, SlideEntry] = {}
        frames: dict[str, SlideEntry] = {}
        for id, tree in edited.entries.items():
            if entry := self._check_entry(tree):
                (frames if id in FRAMES else entries)[id] = entry
        for id, change in edited.frame_changes.items():
            base = edited.entries.get(id.partition("/")[2])
            if base is not None and (entry := self._check_entry(merge(base, change))):
                frames[id] = entry
        return entries, frames

    def _check_entry(self, tree: Map) -> SlideEntry | None:
        kind = tree.get("kind")
        if not isinstance(kind, str):
            hint = "say `kind: content`, for example"
            self._say("key-missing", f"slide `{tree.get('id')}`: `kind` is missing", hint, tree.source)
            return None
        if kind not in _KIND_CLASSES:
            hint = suggest(kind, [name for name in _KIND_CLASSES if name != "role-play"])
            self._say("kind-unknown", f"there is no kind `{kind}`", hint, tree.place_of("kind"))
            return None
        prefix = "" if kind == "role-play" else f"slide `{tree['id']}`: "
        return self._validate(_KIND_CLASSES[kind], tree, prefix)


def _with_role_plays(entries: dict[str, Map], plays: dict[str, Map]) -> dict[str, Map]:
    """Role plays stand behind their ground rules, else at the end: the order in which a free format fills."""
    placed: dict[str, Map] = {}
    for id, entry in entries.items():
        placed[id] = entry
        if id == "prebrief":
            placed |= plays
    return placed | plays


def _without(tree: Map, key: str) -> Map:
    rest = Map(tree.source)
    for name, value in tree.items():
        if name != key:
            rest.put(name, value, tree.place_of(name))
    return rest
