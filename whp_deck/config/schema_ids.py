"""Ids that exist, put into the deck's schema, so that an editor offers them while somebody types.

In: a schema of deck files. Out: the same, with the ids of the shipped toolkits beside what was allowed anyway: an id
of a practice's own stays right; and the keys of the fixed words. Must not forbid anything.
"""

from __future__ import annotations

from typing import Any

from whp_deck.config.reader import read_shipped
from whp_deck.config.toolkits import load_toolkit, toolkit_names
from whp_deck.content.authored import Map
from whp_deck.resources import shipped

_OF_THE_TOOL = frozenset(("preview", "languages"))  # a page of ours, and names that no deck says otherwise


def offer_ids(schema: dict[str, Any]) -> dict[str, Any]:
    """Changes `schema` in place, and gives it."""
    slides: dict[str, str] = {}
    scenarios: dict[str, str] = {}
    formats: list[str] = []
    for toolkit in map(load_toolkit, toolkit_names()):
        slides |= toolkit.slides
        scenarios |= toolkit.scenarios
        formats += [name for name in toolkit.formats if name not in formats]
    defs = schema["$defs"]
    edits, plays = defs["SlideEdits"]["properties"], defs["RolePlayChoice"]["properties"]
    for name in ("remove", "order", "hide"):
        edits[name]["items"] = _or(edits[name]["items"], slides)
    for name in ("move", "change"):
        edits[name]["properties"] = _described(slides)
    plays["change"]["properties"] = _described(scenarios)
    for branch in plays["use"].get("anyOf", [plays["use"]]):
        if "items" in branch:
            branch["items"] = _or(branch["items"], scenarios)
    for name, model in defs.items():
        if name.startswith("Added"):
            for side in ("after", "before"):
                model["properties"][side]["anyOf"].insert(0, {"enum": list(slides)})
    schema["properties"]["format"].setdefault("anyOf", []).insert(0, {"enum": formats})
    schema["properties"]["toolkit"] = _or(schema["properties"]["toolkit"], dict.fromkeys(toolkit_names(), ""))
    return schema


def offer_words(schema: dict[str, Any]) -> dict[str, Any]:
    """The same with the keys of the fixed words under `words:`, each with what it says."""
    words, _ = read_shipped(shipped("config/words") / "en.yaml", "")
    found = schema["properties"]["words"]
    for branch in found.get("anyOf", [found]):
        if branch.get("type") == "object" and isinstance(words, Map):
            branch["properties"] = _fixed(words)
    return schema


def _fixed(words: Map) -> dict[str, Any]:
    return {
        key: {"type": "object", "properties": _fixed(value)}
        if isinstance(value, Map)
        else {"description": value if isinstance(value, str) else ", ".join(map(str, value))}
        for key, value in words.items()
        if key not in _OF_THE_TOOL
    }


def _or(allowed: dict[str, Any], ids: dict[str, str]) -> dict[str, Any]:
    """`allowed`, or one of the ids; what explains it stays outside."""
    told: dict[str, Any] = {
        key: allowed[key] for key in ("title", "description", "default", "examples") if key in allowed
    }
    rest = {key: value for key, value in allowed.items() if key not in told}
    return {**told, "anyOf": [{"enum": list(ids)}, rest]}


def _described(ids: dict[str, str]) -> dict[str, Any]:
    return {id: {"description": title} if title else {} for id, title in ids.items()}
