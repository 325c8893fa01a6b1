"""Layers of configuration, laid over each other: tool defaults < toolkit < network < practice.

In: trees. Out: one tree in which every value still knows its own file and line.
Mappings merge, everything else replaces, list entries with an `id` merge by id. Must not know what keys mean.
"""

from __future__ import annotations

from typing import Any

from whp_deck.content.authored import Map, Seq


def merge(below: Any, above: Any) -> Any:
    """`above` laid over `below`; neither is changed."""
    if isinstance(below, Map) and isinstance(above, Map):
        merged = Map(below.source)
        for key, value in below.items():
            merged.put(key, value, below.place_of(key))
        for key, value in above.items():
            both = isinstance(merged.get(key), Map | Seq) and isinstance(value, Map | Seq)
            merged.put(key, merge(merged[key], value) if both else value, above.place_of(key))
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
