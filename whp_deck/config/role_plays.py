"""Which scenarios a deck plays: those it chooses, changed as it says, and those it adds from files of its own.

In: the deck's `role_plays:`, the toolkit's scenarios, the slide entries. Out: the entries with the role plays among
them. Must not validate a scenario or a decision: that happens with every other entry.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from whp_deck.config.deck_file import RolePlayChoice
from whp_deck.config.intake import Intake
from whp_deck.config.layers import beside, merge
from whp_deck.config.problems import suggest
from whp_deck.content.authored import Map
from whp_deck.errors import Source


@dataclass(frozen=True, slots=True)
class Decided:
    """The practice's decisions before anybody has judged them, and its titles: key of `staff:` → title."""

    decisions: Map
    titles: Mapping[str, str]

    def occasions(self) -> tuple[frozenset[tuple[str, ...]], frozenset[tuple[str, ...]]]:
        """What it does on the first day, and all it decided to do: by id, a handoff also by giver and receiver."""
        keys = {title.casefold(): key for key, title in self.titles.items()}
        first: set[tuple[str, ...]] = set()
        found: set[tuple[str, ...]] = set()
        for one in (entry for name in ("handoffs", "moments") for entry in _maps(self.decisions, name)):
            pair = tuple(keys.get(who.casefold(), who) for who in _texts(one, "giver", "receiver"))
            names = {_texts(one, "id"), pair} - {()}
            found |= names
            first |= names if one.get("first") in (True, "yes") else set()
        return frozenset(first), frozenset(found)


def choose_role_plays(
    intake: Intake,
    choice: RolePlayChoice,
    scenarios: dict[str, Map],
    entries: dict[str, Map],
    decided: Decided | None = None,
    *,
    everything: bool = True,
) -> tuple[dict[str, Map], list[str]]:
    """The slide entries with those of the chosen role plays among them, and the ids of these in order.

    A deck that chooses none plays `everything`, or only what it adds itself: what the practice does first before the
    other things that it has `decided` to do, and these before the rest.
    """
    toolkit = set(scenarios)
    for index, name in enumerate(choice.add):
        place = choice.item_place("add", index) or Source("", 0)
        tree = intake.read(beside(place, name), place)
        if tree is None:
            continue
        if not isinstance(tree.get("id"), str):
            intake.say("key-missing", "a scenario needs an `id`", "as `id: our-scene`", tree.source)
        elif tree["id"] in scenarios or tree["id"] in entries:
            intake.say("id-twice", f"there already is `{tree['id']}`", "choose another id", tree.place_of("id"))
        else:
            scenarios[tree["id"]] = tree
    usual = [id for id in scenarios if everything or id not in toolkit]
    first, planned = decided.occasions() if decided else (frozenset(), frozenset())
    played_in = {id: _played(scenarios[id]) for id in usual}
    usual.sort(key=lambda id: (first.isdisjoint(played_in[id]), planned.isdisjoint(played_in[id])))
    used = choice.use if choice.use is not None else usual
    for id, change in choice.change.items():
        at = change.source if isinstance(change, Map) else choice.place_of("change")
        if id not in scenarios:
            hint = suggest(id, list(scenarios))
            intake.say("scenario-unknown", f"role_plays.change: there is no scenario `{id}`", hint, at)
        elif not isinstance(change, Map):
            intake.say("value-shape", f"role_plays.change.{id}: keys and values are expected", "", at)
        else:
            scenarios[id] = merge(scenarios[id], change)
    played: list[str] = []
    plays: dict[str, Map] = {}
    for index, id in enumerate(used):
        at = choice.item_place("use", index)
        if id not in scenarios:
            hint = suggest(id, list(scenarios))
            intake.say("scenario-unknown", f"role_plays.use: there is no scenario `{id}`", hint, at)
        elif id in played:
            intake.say("id-twice", f"role_plays.use: `{id}` is listed twice", "keep one", at)
        elif id in entries:
            intake.say("id-twice", f"a slide is called `{id}` too", "give the scenario another id", at)
        else:
            played.append(id)
            source = scenarios[id].source
            pairs = [("id", id, source), ("kind", "role-play", source), ("scenario", scenarios[id], source)]
            plays[id] = Map(source, pairs)
    return _with_role_plays(entries, plays), played


def _played(scenario: Map) -> set[tuple[str, ...]]:
    """What a scenario plays, in the same way."""
    staff = {_texts(role, "id"): _texts(role, "staff") for role in _maps(scenario, "roles")}
    giver, receiver = staff.get(("giver",), ()), staff.get(("receiver",), ())
    return {_texts(scenario, "handoff"), _texts(scenario, "moment"), giver + receiver if giver and receiver else ()} - {
        ()
    }


def _maps(tree: Map | None, key: str) -> list[Map]:
    """The entries of a list, as far as it is one: nothing of it was judged yet."""
    listed = tree.get(key) if tree is not None else None
    return [one for one in listed if isinstance(one, Map)] if isinstance(listed, list) else []


def _texts(tree: Map, *keys: str) -> tuple[str, ...]:
    found = [value for key in keys if isinstance(value := tree.get(key), str)]
    return tuple(found) if len(found) == len(keys) else ()


def _with_role_plays(entries: dict[str, Map], plays: dict[str, Map]) -> dict[str, Map]:
    """Role plays stand behind their ground rules, else at the end: the order in which a free format fills."""
    placed: dict[str, Map] = {}
    for id, entry in entries.items():
        placed[id] = entry
        if id == "prebrief":
            placed |= plays
    return placed | plays
