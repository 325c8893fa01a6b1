"""Ids that exist, put into the deck's schema, so that an editor offers them while somebody types.

In: a schema of deck files. Out: the same, with the ids of the shipped toolkits beside what was allowed anyway: an id
of a practice's own stays right. Must not forbid anything.
"""

from __future__ import annotations

from typing import Any

from whp_deck.config.toolkits import load_toolkit, toolkit_names


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


def _or(allowed: dict[str, Any], ids: dict[str, str]) -> dict[str, Any]:
    """`allowed`, or one of the ids; what explains it stays outside."""
    told: dict[str, Any] = {
        key: allowed[key] for key in ("title", "description", "default", "examples") if key in allowed
    }
    rest = {key: value for key, value in allowed.items() if key not in told}
    return {**told, "anyOf": [{"enum": list(ids)}, rest]}


def _described(ids: dict[str, str]) -> dict[str, Any]:
    return {id: {"description": title} if title else {} for id, title in ids.items()}
