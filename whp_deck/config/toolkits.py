"""The toolkits that are shipped, as far as they are chosen from: titles, formats, and the ids that exist.

In: the name of a folder of config/toolkits. Out: a `Toolkit`. What a deck takes from it is read by `layers`, with the
place of every word. Must not know decks or practices.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from whp_deck.config.reader import read_yaml
from whp_deck.content.toolkit import Format, ToolkitFacts
from whp_deck.resources import USUAL_TOOLKIT, shipped


@dataclass(frozen=True, slots=True)
class Toolkit:
    """One toolkit. `slides`, `scenarios` and `checklists` are titles by id, in the toolkit's order."""

    facts: ToolkitFacts
    formats: Mapping[str, Format]
    slides: Mapping[str, str]
    scenarios: Mapping[str, str]
    checklists: Mapping[str, str]

    @property
    def format_titles(self) -> dict[str, str]:
        """Each format in a few words: `Three short huddles, 15 minutes`."""
        return {name: f"{known.title}, {known.minutes:g} minutes" for name, known in self.formats.items()}


def toolkit_names() -> list[str]:
    """The names of all toolkits."""
    return sorted(file.parent.name for file in shipped("config/toolkits").glob("*/toolkit.yaml"))


@lru_cache(maxsize=8)
def load_toolkit(name: str = USUAL_TOOLKIT) -> Toolkit:
    """The toolkit of that name, one of `toolkit_names()`."""
    folder = shipped("config/toolkits") / name

    def read(file: str) -> Any:
        return read_yaml(folder / file)[0]

    facts = ToolkitFacts.model_validate(read("toolkit.yaml"))
    return Toolkit(
        facts,
        {key: Format.model_validate(entry) for key, entry in (read("formats.yaml") or {}).items()},
        _titles(read("slides.yaml")),
        _titles(read_yaml(file)[0] for file in scenario_files(folder, facts.role_plays)),
        _titles(read("checklists.yaml")),
    )


def scenario_files(folder: Path, order: Sequence[str]) -> list[Path]:
    """A toolkit's scenarios: those of `order` first, the others behind them by name."""
    files = sorted(folder.glob("scenarios/*.yaml"))
    return sorted(files, key=lambda file: order.index(file.stem) if file.stem in order else len(order))


def _titles(entries: Iterable[Any] | None) -> dict[str, str]:
    return {entry["id"]: str(entry.get("title", "")) for entry in entries or () if isinstance(entry, Mapping)}
