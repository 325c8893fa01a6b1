"""A role play of the deck's own: how one is begun, and what helps whoever names it in another way than `add:` its file.

In: what somebody wrote, and the scenarios that there are. Out: hints. Must not load a role play.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import Any

from whp_deck.config.problems import nearest, suggest
from whp_deck.config.reader import read_map
from whp_deck.content.authored import Map, Unfit
from whp_deck.errors import Source, show_path
from whp_deck.files import missing_hint

_YAML = (".yaml", ".yml")
_FOLDERS = ("scenarios", ".")


def begun_as_a_copy(source: Source) -> str:
    """How a role play of one's own is made from the scenario of `source`."""
    return (
        f"copy `{show_path(Path(source.file))}` to `scenarios/ours.yaml` beside the deck, give it an `id` of its own and "
        "your words, and name the file under `role_plays: add:`, its id under `use:`"
    )


def file_expected(value: Any) -> Any:
    """Refuses what stands for the file of a role play, as the role play itself: `add: [{id: ours, …}]`."""
    if isinstance(value, dict):
        raise Unfit(
            "a role play stands in a file of its own, and here its name",
            "put it into a file beside this one, as `scenarios/ours.yaml`, and write here `add: [scenarios/ours.yaml]`",
        )
    return value


def no_such_scenario(name: str, at: Source, known: Mapping[str, Map]) -> str:
    """What helps where `use:` or `change:` names no scenario: a file of that name is told with where it is named."""
    folder = Path(at.file).parent
    by_file = {Path(one.source.file).resolve(): id for id, one in known.items()}
    file = _own_file(folder, name)
    if file and (id := by_file.get((folder / file).resolve())):
        return f"a role play is named by its `id`: `{id}`"
    if file:
        own = _id_in(folder / file)
        named = f", and here its id, `{own}`" if own != name else ""
        return f"`{file}` is there: name it as one of your own under `role_plays: add:`, `add: [{file}]`{named}"
    stem = PurePath(name).stem if name.endswith(_YAML) else name
    if near := nearest(stem, list(known)):
        return f"did you mean `{near}`?"
    return (
        f"{suggest(stem, list(known))}; one of your own is a file, named under `role_plays: add:`, as "
        "`add: [scenarios/ours.yaml]`"
    )


def no_such_file(name: str, at: Source, known: Mapping[str, Map]) -> str:
    """What helps where `add:` names no file: perhaps the id of a scenario, or a file's name without its ending."""
    if name in known:
        return f"`{name}` comes with the toolkit: name it under `use:`"
    folder = Path(at.file).parent
    if file := _own_file(folder, name):
        return f"did you mean `{file}`?"
    return missing_hint(folder / name, at)


def named_anew(scenario: Map, role: Map) -> str:
    """How somebody else of the staff plays a role: at its line, or of a role play that is shipped in the deck's file."""
    place = role.place_of("staff")
    if place.is_shipped:
        changed = f"change: {{{scenario.get('id')}: {{roles: [{{id: {role.get('id')}, staff: …}}]}}}}"
        return f"change it in the deck’s file under `role_plays:`, as `{changed}`"
    return f"change `staff: {role.get('staff')}` in {place}"


def _own_file(folder: Path, name: str) -> str:
    """The file that is meant by a name or an id, as seen from the folder; "" where none is."""
    names = [PurePath(name).as_posix()] if name.endswith(_YAML) else [f"{name}{ending}" for ending in _YAML]
    found = [
        PurePath(inside, one).as_posix()
        for one in names
        for inside in _FOLDERS
        if len(one) < 200 and (folder / inside / one).is_file()
    ]
    if found or name.endswith(_YAML):
        return found[0] if found else ""
    written = (file for file in sorted((folder / _FOLDERS[0]).glob("*.y*ml")) if _id_in(file) == name)
    return next((file.relative_to(folder).as_posix() for file in written), "")


def _id_in(file: Path) -> Any:
    tree = read_map(file)
    return tree.get("id") if tree is not None else None
