"""A layout of ours as it is bound in a template, and how people are told what was chosen for it.

In: what `resolve` found. Out: `Layout`s and `Choice`s as values, and problems. Must not choose.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from whp_deck.config.problems import nearest
from whp_deck.errors import Problem, Source, command, sort_problems
from whp_deck.office.bindings import kinds_of_slides
from whp_deck.office.inks import OURS, Inks
from whp_deck.office.template_slots import Slot

How = Literal["name", "map", "kind", "holds", "boxes"]
_NAMED = 3  # kinds of slides in one line
FREE = "free"  # in a deck's map: no placeholder, the place that `config/layouts.yaml` gives


@dataclass(frozen=True, slots=True)
class Choice:
    """What a deck's `layouts:` says of one layout of ours; `slots` may be empty."""

    layout: str
    slots: Mapping[str, str] = field(default_factory=dict)
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout under our name, with the name and the part that it has in the file, and how it was found.

    `fold` and `join`: slots whose text goes into the first-named one (as paragraphs, or on one line).
    `left_out`: slots for which there is no place; `settled`: the deck itself chose all of it. `footer` is None in our own
    template, whose footer is long enough.
    """

    name: str
    layout_name: str
    slots: Mapping[str, Slot]
    part: str = ""
    how: How = "name"
    fold: tuple[tuple[str, ...], ...] = ()
    join: tuple[tuple[str, ...], ...] = ()
    left_out: frozenset[str] = frozenset()
    settled: bool = True
    inks: Inks = OURS
    footer: Slot | None = None

    @property
    def boxes(self) -> tuple[str, ...]:
        """The slots whose text stands in no placeholder."""
        return tuple(name for name, slot in self.slots.items() if slot.seat == "box")


def sum_up(layouts: Iterable[Layout], path: Path, source: Source | None) -> list[Problem]:
    """One warning for all layouts that were chosen without the deck's or the names' saying so; `resolve_words` tells each."""
    chosen = [layout for layout in layouts if layout.how != "name" and not layout.settled]
    boxes = [layout.name for layout in chosen if layout.boxes]
    if not chosen:
        return []
    code = "layout-boxes" if boxes else "layout-guessed"
    message = f"{path.name}: a layout of it was chosen for {_few([one.name for one in chosen])}"
    if boxes:
        message += f"; {_few(boxes)} {'stands' if len(boxes) == 1 else 'stand'} partly in text boxes"
    hint = f"{command('template inspect', path)} tells what goes where, and with `--save` writes a `layouts:` map for the deck, to confirm or change it"
    return [Problem(code, message, hint, source, "warning")]


def _few(names: Sequence[str]) -> str:
    """Kinds of slides by name, or how many where a line has no room for their names."""
    return kinds_of_slides(names) if len(names) <= _NAMED else f"{len(names)} kinds of slides"


def resolve_words(layouts: Iterable[Layout], path: Path, source: Source | None) -> list[Problem]:
    """One warning for each layout of the template that was chosen for ours without the deck's or the names' saying so."""
    groups: dict[tuple[str, str, How], list[str]] = {}
    for layout in layouts:
        if layout.how != "name" and not layout.settled:
            manner: How = "boxes" if layout.boxes else layout.how
            groups.setdefault((layout.part, layout.layout_name, manner), []).append(layout.name)
    problems = []
    for (_, shown, manner), names in groups.items():
        goes = f"{path.name}: layout “{shown}” carries {kinds_of_slides(names)}"
        if manner == "boxes":
            why = "partly in text boxes: no layout has places for all of it"
            problems.append(Problem("layout-boxes", f"{goes}, {why}", "", source, "warning"))
        else:
            why = "judged by the places for text that it has" if manner == "holds" else "which is of a suitable kind"
            problems.append(Problem("layout-guessed", f"{goes}, {why}", "", source, "warning"))
    hint = (
        f"{command('template inspect', path, '--save')} writes a `layouts:` map for the deck, to confirm or change this"
    )
    told = sort_problems(problems)
    return [replace(told[0], hint=hint), *told[1:]] if told else []


def offer(name: str, known: Iterable[str], what: str) -> str:
    """What exists, the nearest spelling first."""
    names = list(known)
    near = nearest(name, names)
    listed = ", ".join(f"`{each}`" for each in names) or "none"
    return (f"did you mean `{near}`? " if near else "") + f"{what}: {listed}"
