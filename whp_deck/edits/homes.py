"""Where in a deck's file the words of a slide go, and where a slide of a person's own comes in.

In: the deck's file, the deck that it gives today, and what was found. Out: paths into the file, and words put there. Must
not save it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from whp_deck.config.deck import Deck
from whp_deck.config.write import YamlFile
from whp_deck.config.yaml_style import Key
from whp_deck.content.scenario import Scenario
from whp_deck.edits.files import Known, Place
from whp_deck.edits.removal import anchor_of, own_entry
from whp_deck.edits.texts import Leaf, shown_fields
from whp_deck.office.deck_facts import slide_ids
from whp_deck.slides.base import SlideEntry


def home_of(file: YamlFile, id: str) -> tuple[Key, ...]:
    """The deck's own entry for the slide, else `slides: change:`."""
    own = own_entry(file, id)
    return ("slides", "change", id) if own is None else ("slides", "add", own)


def put_leaf(file: YamlFile, id: str, entry: SlideEntry, leaf: Leaf, words: str) -> None:
    """Write a field; of a list all of it, because a change replaces lists whole."""
    home = home_of(file, id)
    numbers = [at for at, key in enumerate(leaf.path) if isinstance(key, int)]
    if not numbers or file.get(*home, *leaf.path) is not None:
        file.set((*home, *leaf.path), words)
        return
    head = leaf.path[: numbers[0]]
    value: Any = file.get(*home, *head)
    if value is None:
        value = shown_fields(entry)
        for key in head:
            value = value[key]
        value = _without_empty(value)
    at = value
    for key in leaf.path[numbers[0] : -1]:
        at = at[key]
    at[leaf.path[-1]] = words
    file.set((*home, *head), value)


def put_scenario(file: YamlFile, scenario: Scenario, path: tuple[Key, ...], words: str | list[str]) -> None:
    """Write a text of a role play where its slides, notes, cards and sheets have it from; of a role its field alone."""
    home = ("role_plays", "change", scenario.id)
    if path[0] != "roles":
        file.set((*home, *path), words)
        return
    _, id, field = path
    listed = file.get(*home, "roles") or []
    at = next((number for number, role in enumerate(listed) if role.get("id") == id), None)
    if at is None:
        file.append((*home, "roles"), {"id": id, field: words})
    else:
        file.set((*home, "roles", at, field), words)


def find_standing(
    deck: Deck, known: Known, place: Place, added: Mapping[Place, str], ids: Collection[str]
) -> tuple[str, str] | None:
    """`after` or `before`, and the slide beside which the one at `place` comes; None where nothing stands before it.

    `added` are slides of a person's own that came in already, `ids` all slides of the deck, these among them. Slides that
    are `after:` the same one follow each other as they are listed.
    """
    after = _before(deck, known, place, added, ids)
    if not after:
        return None
    listed = {one.id for one in deck.added if one.after == after}
    behind = sorted(one for one in known.pairs if one.file == place.file and one > place)
    follower = next((id for one in behind if (id := _built_id(known, one)) in listed and id in ids), "")
    return ("before", follower) if follower else ("after", after)


def new_id(title: str, ids: Iterable[str]) -> str:
    """An id made from the title, other than those of `ids`."""
    taken = {id.partition("/")[0] for id in ids}
    (id,) = slide_ids([title])
    count, unique = 1, id
    while unique in taken:
        count += 1
        unique = f"{id}-{count}"
    return unique


def _before(deck: Deck, known: Known, place: Place, added: Mapping[Place, str], ids: Collection[str]) -> str:
    for position in range(place.position - 1, -1, -1):
        before = Place(place.file, position)
        if before in added:
            return added[before]
        if before in known.pairs:
            id = _built_id(known, before)
            if id in ids and (anchor := anchor_of(deck, id)):
                return anchor
    return ""


def _built_id(known: Known, place: Place) -> str:
    return known.built(known.pairs[place]).id


def _without_empty(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_empty(one) for key, one in value.items() if one not in (None, "", [], {}, False)}
    return [_without_empty(one) for one in value] if isinstance(value, list) else value
