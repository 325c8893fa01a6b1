"""The practices of a network: files in a folder, or rows of a spreadsheet.

In: a path. Out: `Listed` practices, each with the folder that its files go to, and problems of the list itself. Must not
load a practice: a thousand of them would take seconds, and most have not changed since the last time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from whp_deck.config.column_ids import ids_in
from whp_deck.config.columns import FOLDER, REQUIRED
from whp_deck.config.contact_cells import contacts_in_small_letters, titles_misspelled
from whp_deck.config.intake import Intake
from whp_deck.config.language_cells import languages_not_spoken
from whp_deck.config.layers import LAYERED
from whp_deck.config.name_cells import beside_names
from whp_deck.config.placeholders import placeholders
from whp_deck.config.problems import suggest
from whp_deck.config.spreadsheet import ENDINGS, Row, read_spreadsheet
from whp_deck.content.authored import Map
from whp_deck.content.open_words import says_nothing
from whp_deck.content.pointers import row_meant
from whp_deck.errors import Problem, Source, show_path
from whp_deck.plan import plain_letters

_PRACTICE_FILE = "practice.yaml"
_NETWORK = re.compile(rb"^network:[ \t]*[\"']?([^\"'#\r\n]+)", re.MULTILINE)
_NEVER = frozenset({"con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))})


@dataclass(frozen=True, slots=True)
class Listed:
    """One practice of the list: `folder` is where its files go, `row` what a spreadsheet says of it."""

    folder: str
    path: Path
    row: Row | None = None

    @property
    def place(self) -> Source:
        """Where it is named."""
        return Source(show_path(self.path), self.row.number if self.row else 0)

    @property
    def folder_place(self) -> Source:
        """Where the folder's name comes from: in a row its own cell, or that of the practice's name."""
        return self.row.place_of(FOLDER if self.row.get(FOLDER) else REQUIRED) if self.row else self.place

    @property
    def content(self) -> bytes:
        """All that is written about this practice alone, for comparing; columns that change places say nothing new."""
        return repr(self.row.said).encode() if self.row else self.path.read_bytes()

    @property
    def cells(self) -> str:
        """Where in which spreadsheet each of this is written; "" for a file, whose lines are its content."""
        if self.row is None:
            return ""
        fields = (field for field, _ in self.row.cells)
        return repr((self.row.file, self.row.number, sorted(zip(fields, self.row.columns, strict=True))))


def network_problems(network: Path) -> list[Problem]:
    """What is wrong with the file that all share, told once rather than by every practice: unreadable, unknown keys."""
    intake = Intake()
    tree = intake.read(network)
    for key in tree or ():
        if key not in LAYERED and tree is not None:
            intake.say("key-unknown", f"there is no key `{key}` here", suggest(key, LAYERED), tree.place_of(key))
    practice = tree.get("practice") if tree is not None else None
    for key in ("name", "facilitators"):
        if isinstance(practice, Map) and key in practice:
            message = (
                f"`practice.{key}` in a network's file stands in the deck of every practice that has none of its own"
            )
            hint = "take it out, unless all share it"
            place = practice.place_of(key)
            intake.problems.append(Problem("network-named", message, hint, place, "warning"))
    return intake.problems


def list_practices(path: Path, network: Path | None = None) -> tuple[list[Listed], list[Problem]]:
    """The practices at `path`, in the order of the list; `network` is none. Two of them with one folder are a problem."""
    problems: list[Problem] = []
    if path.is_dir():
        found = _in_folder(path, network)
        if not found:
            hint = f"each practice is a file `<name>.yaml` in it, or a folder with a `{_PRACTICE_FILE}`"
            problems.append(Problem("practices-none", f"`{show_path(path)}` holds no practices", hint, None))
    elif path.suffix.lower() in ENDINGS:
        rows, problems = read_spreadsheet(path, ids_in(network))
        problems += [*placeholders(rows), *contacts_in_small_letters(rows), *titles_misspelled(rows)]
        problems += [*beside_names(rows), *languages_not_spoken(rows), *_open_elsewhere(path)]
        found = [Listed(_folder_of_row(row), path, row) for row in rows]
    elif path.exists():
        hint = f"give a folder of practice files, or a spreadsheet that ends in {' or '.join(ENDINGS)}"
        problems.append(Problem("practices-unknown", f"`{show_path(path)}` is no list of practices", hint, None))
        found = []
    else:
        message = f"there is no file or folder `{show_path(path)}`"
        return [], [Problem("file-missing", message, "check the spelling and the folder", None)]
    return found, [*problems, *_clashes(found)]


def _open_elsewhere(path: Path) -> list[Problem]:
    """A warning when Excel, or LibreOffice, has its note beside the list that somebody has it open."""
    for note, program in ((f"~${path.name}", "Excel"), (f".~lock.{path.name}#", "LibreOffice")):
        if path.with_name(note).is_file():
            message = f"the list is open in {program}: what is not saved there is not in this run"
            hint = "save it there, then give the command again"
            return [Problem("list-open", message, hint, Source(show_path(path), 0), "warning")]
    return []


def _in_folder(folder: Path, network: Path | None) -> list[Listed]:
    """Practice files, but for those that others name as their network's."""
    files = [one for one in (*folder.glob("*.yaml"), *folder.glob("*.yml")) if not one.name.startswith((".", "_"))]
    files += [one for one in folder.glob(f"*/{_PRACTICE_FILE}") if not one.parent.name.startswith((".", "_"))]
    networks = {
        (file.parent / name.decode(errors="replace").strip()).resolve()
        for file in files
        for name in _NETWORK.findall(file.read_bytes())
    }
    if network is not None:
        networks.add(network.resolve())
    own = sorted(file for file in files if file.resolve() not in networks)
    return [Listed(folder_of(one.parent.name if one.parent != folder else one.stem), one) for one in own]


def _folder_of_row(row: Row) -> str:
    """What is no name names no folder: two rows that are called `TBA` are two practices."""
    name = row.get(REQUIRED)
    return folder_of(row.get(FOLDER) or (f"row-{row.number}" if says_nothing(name) or row_meant(name) else name))


def folder_of(name: str) -> str:
    """A folder's name that every system takes: `hilltop-clinic`; "" when nothing of the name is left."""
    letters = (one for one in plain_letters(name) if one not in "'’")
    kept = "".join(one if one.isalnum() else "-" for one in letters)
    folder = "-".join(part for part in kept.split("-") if part)[:60].strip("-")
    return f"{folder}-practice" if folder in _NEVER else folder


def _is_same_name(one: Listed, other: Listed) -> bool:
    """Whether two rows are called the same, and neither says where its files go."""
    if not one.row or not other.row or one.row.get(FOLDER) or other.row.get(FOLDER):
        return False
    return one.row.get(REQUIRED).casefold() == other.row.get(REQUIRED).casefold()


def _clashes(practices: Iterable[Listed]) -> list[Problem]:
    problems: list[Problem] = []
    first: dict[str, Listed] = {}
    hint = f"rename one of them, or say in a column `{FOLDER}` where its files go"
    for one in practices:
        typed = one.row.get(FOLDER) if one.row else ""
        if typed and one.folder and re.sub(r"[\s_]+", "-", typed.casefold()) != one.folder:
            message = f"{FOLDER}: the files go to `{one.folder}`, which every disk and every mail takes"
            told = "type it so, or leave it; a folder in a folder cannot be named here"
            problems.append(Problem("folder-changed", message, told, one.folder_place, "warning"))
        if not one.folder:
            message = "a folder cannot be named after this practice"
            own = f"write it with a letter or a digit, or say in a column `{FOLDER}` where its files go"
            problems.append(Problem("folder-unnamed", message, own, one.folder_place))
        elif (other := first.setdefault(one.folder, one)) is not one:
            message = f"the files of two practices would go to `{one.folder}`; the other one is {other.folder_place}"
            told, ask = hint, ""
            if _is_same_name(one, other):
                cells = [other.folder_place.cell, one.folder_place.cell]
                message = f"{REQUIRED}: the same name stands in two rows ({' and '.join(cells)})"
                told = "ask the practice which row holds, and delete the other; two practices need two names"
                line = other.folder_place.line
                ask = f"the same name stands in row {line}: ask whether it is one practice, and which row holds"
            problems.append(Problem("folder-twice", message, told, one.folder_place, ask=ask))
    return problems
