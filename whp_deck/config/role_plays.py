"""Which scenarios a deck plays: those it chooses, changed as it says, and those it adds from files of its own.

In: the deck's `role_plays:`, the toolkit's scenarios, the slide entries. Out: the entries with the role plays among
them. Must not validate a scenario or a decision: that happens with every other entry.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from pydantic import ValidationError

from whp_deck.config.deck_file import DeckFile, RolePlayChoice
from whp_deck.config.intake import Intake
from whp_deck.config.layers import beside, merge
from whp_deck.config.own_scenarios import named_anew, no_such_file, no_such_scenario
from whp_deck.config.unfit import say_keys
from whp_deck.content.authored import Map
from whp_deck.content.practice import StaffTitle
from whp_deck.content.toolkit import ToolkitFacts
from whp_deck.errors import Problem, Source, enumerated, show_path
from whp_deck.slides.base import SlideEntry
from whp_deck.slides.role_play import PREBRIEF, RolePlaySlides


@dataclass(frozen=True, slots=True)
class _Decided:
    """The practice's decisions before anybody has judged them, and its titles: key of `staff:`, or usual title → title.

    `own` are the keys for which it has a title of its own.
    """

    decisions: Map
    titles: Mapping[str, str]
    own: frozenset[str] = frozenset()

    def occasions(self) -> tuple[frozenset[tuple[str, ...]], frozenset[tuple[str, ...]]]:
        """What it does on the first day, and all it decided to do: by id and by the words of the moment, a handoff also by
        giver and receiver, a moment by who does it.
        """
        first: set[tuple[str, ...]] = set()
        found: set[tuple[str, ...]] = set()
        for one in self._entries():
            pair, who = self._people(one, "giver", "receiver"), self._people(one, "who")
            names = {_texts(one, "id"), pair, _alone(who), *_moment_words(one)} - {()}
            found |= names
            first |= names if one.get("first") in (True, "yes") else set()
        return frozenset(first), frozenset(found)

    def in_order(self, scenarios: Mapping[str, Map]) -> list[str]:
        """The ids of these, those first that play what it does on the first day, then those of what it decided to do."""
        done = self.occasions()
        return sorted(
            scenarios,
            key=lambda id: [names.isdisjoint(which) for which in self._played(scenarios[id]) for names in done],
        )

    def in_plan(self, scenarios: Mapping[str, Map]) -> frozenset[str]:
        """Those of them that play what it decided to do."""
        _, found = self.occasions()
        return frozenset(id for id, one in scenarios.items() if not found.isdisjoint(set().union(*self._played(one))))

    def _played(self, scenario: Map) -> tuple[set[tuple[str, ...]], set[tuple[str, ...]]]:
        """What a scenario plays, in the same way; then who plays it, where that is one member of the team and a patient."""
        staff = [(_texts(role, "id"), self._people(role, "staff")) for role in _maps(scenario, "roles")]
        by_role, everybody = dict(staff), [who for _, who in staff if who]
        giver, receiver = by_role.get(("giver",), ()), by_role.get(("receiver",), ())
        pair = giver + receiver if giver and receiver else ()
        alone = _alone(everybody[0]) if len(everybody) == 1 else ()
        return {_texts(scenario, "handoff"), _texts(scenario, "moment"), pair} - {()}, {alone} - {()}

    def _people(self, tree: Map, *fields: str) -> tuple[str, ...]:
        """Who stands in these fields, by keys of `staff:` where they have one; nothing unless all are there."""
        keys = self._keys()
        return tuple(keys.get(who.casefold(), who.casefold()) for who in _texts(tree, *fields))

    def played_by(self, scenarios: Mapping[str, Map]) -> tuple[dict[str, str], list[Problem]]:
        """Titles that its handoffs give to the roles of these scenarios, by their keys of `staff:`; and what does not agree.

        Whoever hands off after rooming plays it, too, though the role play was written for another title; but not where
        somebody of the usual title takes part in another handoff.
        """
        keys = self._keys()
        people = [
            who for entry in self._entries() for key in ("giver", "receiver", "who") for who in _texts(entry, key)
        ]
        named = {keys.get(who.casefold(), who) for who in people}
        found: dict[str, str] = {}
        problems = []
        for scenario, key, entry, part in self._parts(scenarios):
            said = str(entry[part])
            if not _is_title(said):
                continue
            title = self.titles.get(said, said)
            if key not in named and key not in self.own:
                found.setdefault(key, title)
            elif self.titles[key].casefold() != title.casefold():
                does = "takes over" if part == "receiver" else "hands off"
                message = f"`{part}: {said}` {does}, but the role play `{scenario}` says “{self.titles[key]}”"
                hint = (
                    f"is it the same person? then write under `staff:` in this file `{key}: {said}`, and leave the rest"
                )
                if key in self.own:  # somebody gave the title another name there, and not here
                    hint = f"is it the same person? then write `{part}: {key}` here, and `staff:` alone says the title"
                hint += f"; are they two? then {named_anew(scenarios[scenario], self._role(scenarios[scenario], key))}, or leave it as it is: it is a warning alone"
                problems.append(Problem("staff-differs", message, hint, entry.place_of(part), "warning"))
        return found, problems or [*self._unmet(scenarios, named, found)]

    def _unmet(
        self, scenarios: Mapping[str, Map], named: Collection[str], found: Mapping[str, str]
    ) -> Iterator[Problem]:
        """A role play that calls people by titles which the practice does not use, while it has its own: told of the first."""
        own = [
            (str(entry[part]), entry, part)
            for entry in self._entries()
            for part in ("giver", "receiver", "who")
            if _texts(entry, part)
            and _is_title(str(entry[part]))
            and self._keys().get(str(entry[part]).casefold(), str(entry[part])) not in self.titles
        ]
        met = {title.casefold() for title in found.values()}  # who plays a part of it, under the title of the plan
        own = [one for one in own if one[0].casefold() not in met]
        id, scenario = next(iter(scenarios.items()), ("", None))
        keys = [key for role in _maps(scenario, "roles") for key in _texts(role, "staff")]
        unmet = [key for key in keys if key in self.titles and key not in self.own and key not in (*named, *found)]
        if own and unmet:
            theirs = enumerated([f"“{self.titles[key]}”" for key in unmet])
            message = f"the role play `{id}` is about {theirs}, and your plan about {enumerated(list(dict.fromkeys(f'“{who}”' for who, _, _ in own)))}"
            hint = (
                f"are they the same people? then write their titles under `staff:` in this file, as `{unmet[0]}: …`; or "
                "play another scene, with `role_plays: use:` in the deck’s file"
            )
            yield Problem("staff-differs", message, hint, own[0][1].place_of(own[0][2]), "warning")

    def _parts(self, scenarios: Mapping[str, Map]) -> Iterator[tuple[str, str, Map, str]]:
        """(scenario, key of `staff:`, handoff or moment, its field) for each role whose part the practice has somebody for."""
        for id, scenario in scenarios.items():
            ids = _texts(scenario, "handoff") or _texts(scenario, "moment")
            entry = self._entry(ids)
            for role in _maps(scenario, "roles") if entry is not None else ():
                names = ("giver", "who") if role.get("id") == "giver" else (str(role.get("id")),)
                part = next((name for name in names if entry is not None and _texts(entry, name)), "")
                for key in _texts(role, "staff") if part else ():
                    if entry is None or key not in self.titles:
                        continue
                    who = self._keys().get(str(entry[part]).casefold(), "")
                    if _texts(entry, "id") == ids or who in (
                        "",
                        key,
                    ):  # a word alone does not make somebody else of a colleague
                        yield id, key, entry, part

    def _role(self, scenario: Map, key: str) -> Map:
        return next(one for one in _maps(scenario, "roles") if _texts(one, "staff") == (key,))

    def _entry(self, ids: tuple[str, ...]) -> Map | None:
        """The handoff or moment of that id; else the only one whose moment has its word, as “after rooming” has `rooming`."""
        if found := next((one for one in self._entries() if ids and _texts(one, "id") == ids), None):
            return found
        spoken = [one for one in self._entries() if ids in _moment_words(one)]
        return spoken[0] if len(spoken) == 1 else None

    def _entries(self) -> list[Map]:
        return [entry for name in ("handoffs", "moments") for entry in _maps(self.decisions, name)]

    def _keys(self) -> dict[str, str]:
        """Key by all that somebody is called: its own key, the practice's title, the usual one."""
        known = {title.casefold(): key for key, title in self.titles.items()}
        return {**{name.casefold(): known[title.casefold()] for name, title in self.titles.items()}, **known}


@dataclass(frozen=True, slots=True)
class Played:
    """The slide entries with the role plays among them, the ids of these, the titles that the plan gives to their roles, and which
    of them play what the practice decided to do.
    """

    entries: dict[str, Map]
    ids: list[str]
    titles: Mapping[str, StaffTitle] = field(default_factory=dict)
    in_plan: frozenset[str] = frozenset()


def play(
    intake: Intake,
    file: DeckFile,
    scenarios: dict[str, Map],
    slides: dict[str, Map],
    staff: Mapping[str, StaffTitle],
    decisions: object,
) -> Played:
    """The role plays that a deck shows. `scenarios` get those that it adds and changes; `decisions` are the tree, if it is one."""
    titles = {key: one.title for key, one in staff.items()}
    own = frozenset(key for key, one in staff.items() if (place := one.place_of()) and not place.is_shipped)
    decided = _Decided(decisions, titles, own) if isinstance(decisions, Map) else None
    everything = not file.start_from
    entries, ids = _choose(intake, file.role_plays, scenarios, slides, decided, everything=everything)
    if decided is None:
        return Played(entries, ids)
    chosen = {id: scenarios[id] for id in ids}
    found, problems = decided.played_by(chosen)
    intake.problems += problems
    in_plan = replace(decided, titles=titles | found).in_plan(chosen)
    return Played(entries, ids, {key: StaffTitle(title=title) for key, title in found.items()}, in_plan)


def missing_roles(entries: Iterable[SlideEntry], facts: ToolkitFacts) -> Iterator[Problem]:
    """An error for each scene in which a role that the toolkit needs is missing."""
    for entry in entries:
        if isinstance(entry, RolePlaySlides):
            roles = [role.id for role in entry.scenario.roles]
            for needed in facts.needs.roles:
                if needed not in roles:
                    message = f"scenario `{entry.id}`: there is no role with `id: {needed}`"
                    hint = f"every scene of toolkit `{facts.name}` has: {', '.join(facts.needs.roles)}"
                    yield Problem("role-missing", message, hint, entry.scenario.place_of("roles"))


def _choose(
    intake: Intake,
    choice: RolePlayChoice,
    scenarios: dict[str, Map],
    entries: dict[str, Map],
    decided: _Decided | None = None,
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
        if not beside(place, name).is_file():
            message = f"role_plays.add: {show_path(beside(place, name))}: there is no such file"
            intake.say("file-missing", message, no_such_file(name, place, scenarios), place)
            continue
        tree = intake.read(beside(place, name), place)
        if tree is None:
            continue
        if not isinstance(tree.get("id"), str):
            intake.say("key-missing", "a scenario needs an `id`", "as `id: our-scene`", tree.source)
        elif tree["id"] in scenarios or tree["id"] in entries:
            intake.say("id-twice", f"there already is `{tree['id']}`", "choose another id", tree.place_of("id"))
        else:
            scenarios[tree["id"]] = tree
    usual = {id: one for id, one in scenarios.items() if everything or id not in toolkit}
    used = choice.use if choice.use is not None else decided.in_order(usual) if decided else list(usual)
    for id, change in choice.change.items():
        at = change.source if isinstance(change, Map) else choice.place_of("change")
        if id not in scenarios:
            hint = no_such_scenario(id, at or Source("", 0), scenarios)
            intake.say("scenario-unknown", f"role_plays.change: there is no scenario `{id}`", hint, at)
        elif not isinstance(change, Map):
            message = f"role_plays.change.{id}: keys and values are expected"
            intake.say("value-shape", message, say_keys(["title", "situation"], change), at)
        else:
            scenarios[id] = merge(scenarios[id], change)
    played: list[str] = []
    plays: dict[str, Map] = {}
    for index, id in enumerate(used):
        at = choice.item_place("use", index)
        if id not in scenarios:
            hint = no_such_scenario(id, at or Source("", 0), scenarios)
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


def _moment_words(entry: Map) -> set[tuple[str, ...]]:
    """The words of its moment, each as an id is written."""
    return {(word,) for text in _texts(entry, "when") for word in re.findall(r"\w+", text.lower())}


def _alone(who: tuple[str, ...]) -> tuple[str, ...]:
    """Somebody who does a moment, told apart from an id."""
    return ("", *who) if who else ()


def _is_title(said: str) -> bool:
    """Whether somebody may be called so: not `later`, which is told where decisions are judged, nor half a page."""
    try:
        StaffTitle(title=said)
    except ValidationError:
        return False
    return True


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
        if id == PREBRIEF:
            placed |= plays
    return placed | plays
