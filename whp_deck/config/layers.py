"""The layers of configuration under a deck: tool defaults < toolkit < network < practice, laid over each other.

In: trees, or the deck's tree that names the files. Out: one tree in which every value still knows its own file and
line. Mappings merge, everything else replaces, list entries with an `id` merge by id. Must not know what keys mean.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from whp_deck.config.intake import Intake
from whp_deck.config.problems import suggest
from whp_deck.config.reader import read_shipped
from whp_deck.config.toolkits import scenario_files, toolkit_names
from whp_deck.content.authored import Map, Seq
from whp_deck.errors import Source, show_path
from whp_deck.resources import USUAL_TOOLKIT, shipped

LAYERED = (
    "practice", "staff", "decisions", "slides", "checklists", "formats", "scenarios", "words", "toolkit", "packet",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Layers:
    """All layers as one tree; `own_sections` and `own_words` are the packet's sections and the fixed words as the toolkit alone has
    them.

    `has_practice`: whether the practice's file could be read. Without it the tree is good for looking at the deck's
    edits.
    """

    tree: Map
    own_sections: Map | Seq | None
    has_practice: bool = True
    own_words: Map | None = None


@dataclass(frozen=True, slots=True)
class ForPractice:
    """Another practice than the deck's own: its file or its tree, and the network's file if it names none itself.

    `meetings` are the practice's own, by their number in the deck's list of them.
    """

    practice: Path | Map
    network: Path | None = None
    meetings: Mapping[int, Map] = field(default_factory=dict)


def read_layers(intake: Intake, deck_tree: Map, instead: ForPractice | None = None) -> Layers | None:
    """Tool defaults < toolkit < network < practice, as one tree; None when the toolkit cannot be read."""
    practice = _practice(intake, deck_tree, instead)
    toolkit = _toolkit(intake, deck_tree)
    if toolkit is None:
        return None
    if practice is None:
        return Layers(toolkit, toolkit.get("packet"), has_practice=False, own_words=toolkit.get("words"))
    layers = [toolkit]
    network = instead.network if instead else None
    if isinstance(practice.get("network"), str):
        network = beside(practice.source, practice["network"])
    if network is not None and (tree := intake.read(network, practice.place_of("network"))):
        layers.append(tree)
    practice = practice.without("network")
    layers.append(practice)
    for layer in layers[1:]:
        for key in layer:
            if key not in LAYERED:
                hint = suggest(key, LAYERED)
                intake.say("key-unknown", f"there is no key `{key}` here", hint, layer.place_of(key))
    merged = layers[0]
    for layer in layers[1:]:
        merged = merge(merged, _without_empty(layer, merged))
    merged.source = practice.source  # what no layer says is missing there
    return Layers(merged, toolkit.get("packet"), own_words=toolkit.get("words"))


def _without_empty(layer: Map, below: Map) -> Map:
    """A key whose last entry somebody has taken out says nothing: it does not take away what the layers below it say."""
    for key, value in list(layer.items()):
        if value in (None, "") or (isinstance(value, Map | Seq) and not value):
            layer = layer.without(key) if below.get(key) else layer
    return layer


def _practice(intake: Intake, deck_tree: Map, instead: ForPractice | None) -> Map | None:
    if instead is not None:
        return instead.practice if isinstance(instead.practice, Map) else intake.read(instead.practice)
    name = deck_tree.get("practice")
    if isinstance(name, str) and name:
        return intake.read(beside(deck_tree.source, name), deck_tree.place_of("practice"))
    return None


def beside(owner: Source, name: str) -> Path:
    """The path that a file names, seen from that file."""
    return Path(owner.file).parent / name


def _toolkit(intake: Intake, deck_tree: Map) -> Map | None:
    name, names = deck_tree.get("toolkit") or USUAL_TOOLKIT, toolkit_names()
    if name not in names:
        place = deck_tree.place_of("toolkit")
        intake.say("toolkit-unknown", f"there is no toolkit `{name}`", suggest(str(name), names), place)
        return None
    folder = shipped("config/toolkits") / str(name)
    toolkit = Map(Source(show_path(folder), 0))
    for key in ("toolkit", "slides", "checklists", "formats", "packet"):
        file = folder / f"{key}.yaml"
        tree = _read_shipped(intake, file) if key != "packet" or file.is_file() else None
        if tree:
            toolkit.put(key, tree, tree.source)
    shared = _read_shipped(intake, shipped("config/words") / "packet.yaml")
    if isinstance(shared, Seq):
        own = toolkit.get("packet")
        toolkit.put("packet", shared if own is None else merge(shared, own), shared.source)
    scenarios = Seq(toolkit.source)
    facts = toolkit.get("toolkit")
    order = facts.get("role_plays") if isinstance(facts, Map) else None
    for file in scenario_files(folder, order if isinstance(order, Seq) else ()):
        if isinstance(scenario := _read_shipped(intake, file), Map):
            scenarios.add(scenario, scenario.source)
    toolkit.put("scenarios", scenarios, toolkit.source)
    if words := _words(intake, folder):
        toolkit.put("words", words, words.source)
    return toolkit


def _read_shipped(intake: Intake, path: Path) -> Map | Seq | None:
    tree, problems = read_shipped(path, show_path(path))
    intake.problems += problems
    return tree


def _words(intake: Intake, folder: Path) -> Map | None:
    """The tool's fixed words, with those laid over them that the toolkit says differently."""
    words = _read_shipped(intake, shipped("config/words") / "en.yaml")
    own = _read_shipped(intake, folder / "words.yaml") if (folder / "words.yaml").is_file() else None
    both = merge(words, own) if words and own else words
    return both if isinstance(both, Map) else None


def merge(below: Any, above: Any) -> Any:
    """`above` laid over `below`; neither is changed."""
    if isinstance(below, Map) and isinstance(above, Map):
        merged = Map(below.source)
        for key, value in below.items():
            merged.put(key, value, below.place_of(key))
        merged.below.update(below.below)
        for key, value in above.items():
            both = isinstance(merged.get(key), Map | Seq) and isinstance(value, Map | Seq)
            now = merge(merged[key], value) if both else value
            if key in merged and now is value:  # not laid over it, but in its place
                merged.below[key] = (*merged.below.get(key, ()), merged[key])
            merged.put(key, now, above.place_of(key))
        return merged
    if isinstance(below, Seq) and isinstance(above, Seq) and _has_ids(below) and _has_ids(above):
        merged_list = Seq(above.source)
        overlays = {entry["id"]: (entry, place) for entry, place in zip(above, above.places, strict=True)}
        for entry, place in zip(below, below.places, strict=True):
            over = overlays.pop(entry["id"], None)
            merged_list.add(entry if over is None else merge(entry, over[0]), place if over is None else over[1])
        for entry, place in overlays.values():
            merged_list.add(entry, place)
        return merged_list
    return above


def _has_ids(entries: Seq) -> bool:
    return bool(entries) and all(isinstance(entry, Map) and isinstance(entry.get("id"), str) for entry in entries)


def layer_of(source: Source, deck: Path, practice: Source | None) -> str:
    """What a file is to a deck: "deck", "practice", "toolkit", "words"; a network's file or a scenario's, "file"."""
    path = Path(source.file).resolve()
    if path == deck.resolve():
        return "deck"
    if practice is not None and path == Path(practice.file).resolve():
        return "practice"
    for name, folder in (("toolkit", "config/toolkits"), ("words", "config/words")):
        if path.is_relative_to(shipped(folder).resolve()):
            return name
    return "file"
