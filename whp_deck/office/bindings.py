"""Reads `config/layouts.yaml`: which layout and which placeholder carries what, and what to do in somebody else's
template.

In: the file. Out: `LayoutBinding`s by our names for layouts. Must not know any template.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from whp_deck.errors import TemplateError, enumerated
from whp_deck.resources import shipped

_SEATS = frozenset({"text", "heading", "picture", "table"})
_FILLS = frozenset({"", "strong", "accent", "panel"})
HOLDS = frozenset({"points", "headed", "words", "quotation", "address", "picture", "qr", "table", "bar", "agenda"})
_INKS = frozenset({"", "accent", "on-panel", "on-accent"})


@dataclass(frozen=True, slots=True)
class Look:
    """How text looks that the template has no placeholder for.

    `size` is a share of the template's own body text, `detail` the share of `size` that level 2 has, `fill` the ground
    under it ("strong", "accent", "panel"), `ink` "accent", "on-panel", "on-accent" or "" for the template's own text
    color, `anchor` and `align` as DrawingML writes them. `is_column`: a heading over a list as large as the template's
    own.
    """

    size: float = 1.0
    detail: float = 1.0
    bold: bool = False
    fill: str = ""
    ink: str = ""
    anchor: str = "t"
    align: str = "l"
    is_column: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A slot's place in the free area (percent: left, top, width, height) when no placeholder is there for it.

    `in_body`: the layout's own body placeholder is moved there, so that Outline view keeps the text.
    """

    box: tuple[float, float, float, float]
    look: Look = Look()
    in_body: bool = False


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What carries a layout of ours in a template that has none of that name.

    `like`: PowerPoint's kinds of layout that suit, best first. `seats`: the kind of placeholder for each slot there.
    `place`: where each slot goes when there is no such layout. `fold`: slots whose paragraphs follow one another in
    the first-named one; `join`: the same on one line. `leave`: slots that may be missing.
    """

    like: tuple[str, ...] = ()
    seats: Mapping[str, str] = field(default_factory=dict)
    place: Mapping[str, Place] = field(default_factory=dict)
    fold: tuple[tuple[str, ...], ...] = ()
    join: tuple[tuple[str, ...], ...] = ()
    leave: frozenset[str] = frozenset()

    def joined(self) -> frozenset[str]:
        """The slots that go into another one."""
        return frozenset(name for group in (*self.fold, *self.join) for name in group[1:])


@dataclass(frozen=True, slots=True)
class LayoutBinding:
    """One layout of ours: its name in the template, slot → placeholder name, and what to do elsewhere.

    `column`: slots under one another, of which those below an empty one move up. `widens`: the slot of a movie that
    takes the room of a column in which nothing stands. `shows`: what people call a slide of it. `holds`: what stands in
    a slot that holds no sentence, one of `HOLDS`; `examples`: words with which a sample fills it.
    """

    layout: str
    slots: Mapping[str, str]
    elsewhere: Elsewhere = Elsewhere()
    column: tuple[str, ...] = ()
    widens: str = ""
    shows: str = ""
    holds: Mapping[str, str] = field(default_factory=dict)
    examples: Mapping[str, str] = field(default_factory=dict)


@lru_cache(maxsize=1)
def our_bindings() -> Mapping[str, LayoutBinding]:
    """Those that are shipped. Read once: parsing them took a tenth of the build of a short deck."""
    return MappingProxyType(load_bindings(shipped("config/layouts.yaml")))


def kinds_of_slides(names: Iterable[str], bindings: Mapping[str, LayoutBinding] | None = None) -> str:
    """“role plays and the closing”: what layouts of ours show, each once, as people would name such slides."""
    known = our_bindings() if bindings is None else bindings
    shown = list(dict.fromkeys((known[name].shows if name in known else "") or name for name in names))
    return enumerated(shown)


def load_bindings(path: Path) -> dict[str, LayoutBinding]:
    """Read `config/layouts.yaml`: `layouts: {name: {layout, shows, slots, elsewhere}}`, `looks: {name: Look}`.

    Raises TemplateError when the file is not of that shape.
    """
    try:
        raw = yaml.load(path.read_text(encoding="utf-8-sig"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise TemplateError(path, f"not readable as YAML: {error}") from error
    looks: dict[str, Look] = {}
    if isinstance(raw, dict) and "layouts" in raw and set(raw) <= {"layouts", "looks"}:
        looks = {str(name): _look(path, str(name), entry) for name, entry in (raw.get("looks") or {}).items()}
        raw = raw["layouts"]
    if not isinstance(raw, dict):
        raise TemplateError(path, "a list of layouts by name is expected")
    bindings = {}
    for name, entry in raw.items():
        slots = entry.get("slots", {}) if isinstance(entry, dict) else None
        if not isinstance(entry, dict) or not isinstance(slots, dict) or not isinstance(entry.get("layout"), str):
            raise TemplateError(path, f"`{name}` needs `layout: <name in the file>` and `slots: {{slot: placeholder}}`")
        named = {str(key): str(value) for key, value in slots.items()}
        elsewhere = _elsewhere(path, str(name), entry.get("elsewhere") or {}, looks)
        column, shows = tuple(entry.get("column") or ()), str(entry.get("shows", ""))
        widens = str(entry.get("widens", ""))
        holds, examples = (_of_slots(path, str(name), key, entry, named) for key in ("holds", "examples"))
        if not set(holds.values()) <= HOLDS:
            raise TemplateError(path, f"`{name}`: a slot holds one of {', '.join(sorted(HOLDS))}")
        bindings[str(name)] = LayoutBinding(
            entry["layout"], named, elsewhere, column, widens, shows, holds=holds, examples=examples
        )
    return bindings


def _of_slots(path: Path, name: str, key: str, entry: Mapping[str, Any], slots: Mapping[str, str]) -> dict[str, str]:
    """What an entry says under a key of some of its slots."""
    raw = entry.get(key) or {}
    if not isinstance(raw, dict) or not set(raw) <= set(slots):
        raise TemplateError(path, f"`{name}`: `{key}` says something of its slots: {', '.join(slots)}")
    return {str(slot): str(value) for slot, value in raw.items()}


def _look(path: Path, name: str, entry: Any) -> Look:
    known = {each.name for each in fields(Look)}
    good = isinstance(entry, dict) and set(entry) <= known
    if not good or entry.get("fill", "") not in _FILLS or entry.get("ink", "") not in _INKS:
        raise TemplateError(path, f"the look `{name}` has keys or values that are not known")
    return Look(**entry)


def _elsewhere(path: Path, name: str, raw: Any, looks: Mapping[str, Look]) -> Elsewhere:
    known = {each.name for each in fields(Elsewhere)}
    if not isinstance(raw, dict) or not set(raw) <= known:
        raise TemplateError(path, f"`{name}`: `elsewhere` may have {', '.join(sorted(known))}")
    seats = {str(slot): str(seat) for slot, seat in (raw.get("seats") or {}).items()}
    if not set(seats.values()) <= _SEATS:
        raise TemplateError(path, f"`{name}`: a seat is one of {', '.join(sorted(_SEATS))}")
    return Elsewhere(
        like=tuple(raw.get("like") or ()),
        seats=seats,
        place={str(slot): _place(path, name, entry, looks) for slot, entry in (raw.get("place") or {}).items()},
        fold=tuple(tuple(group) for group in raw.get("fold") or ()),
        join=tuple(tuple(group) for group in raw.get("join") or ()),
        leave=frozenset(raw.get("leave") or ()),
    )


def _place(path: Path, name: str, entry: Any, looks: Mapping[str, Look]) -> Place:
    box = entry.get("box") if isinstance(entry, dict) else None
    if not isinstance(box, list) or len(box) != 4 or not set(entry) <= {"box", "look", "in_body"}:
        raise TemplateError(path, f"`{name}`: a place needs `box: [left, top, width, height]`")
    look = entry.get("look", "")
    if look and look not in looks:
        raise TemplateError(path, f"`{name}`: there is no look `{look}`")
    left, top, width, height = (float(one) for one in box)
    return Place((left, top, width, height), looks.get(look, Look()), bool(entry.get("in_body")))
