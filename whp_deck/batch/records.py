"""What each practice was built from, so that the next run builds only what has changed.

In: outcomes. Out: one small file a practice in `<output>/.batch/`, written when its job is done: a run that was killed goes
on where it stopped. Must not trust times of inputs: they are compared by content.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from whp_deck.batch.jobs import DeckOutcome, Job, Outcome, Reason
from whp_deck.config.identity import Identity, identity_of
from whp_deck.config.practice_list import Listed
from whp_deck.config.spreadsheet import ENDINGS
from whp_deck.errors import Problem, Source
from whp_deck.files import BATCH_RECORDS, put_bytes
from whp_deck.resources import shipped

_REASONS, _LEFT = "_calls", "_left"  # no practice's folder begins so


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of a practice since it was built. `asked` is all that was asked for beside the inputs' content.

    `cells` is where its row stood, in which file: what was found names cells, and would send somebody to another
    practice's later, or to a list that was saved under another name since. `beside` are the presentations in its folder that
    no build has written there, as they were when it was told what they hold.
    """

    asked: str
    content: str
    cells: str
    strangers: str
    identity: Identity
    inputs: Mapping[str, str]
    outputs: Mapping[str, tuple[int, int]]
    beside: Mapping[str, tuple[int, int]]
    outcome: Outcome


class Records:
    """The records in one output folder. Inputs are hashed once a run, however many practices share them."""

    def __init__(self, output: Path) -> None:
        self.folder = output / BATCH_RECORDS
        self._hashes: dict[str, str] = {}

    def read(self, practice: str) -> Record | None:
        """The practice's record, or None when there is none that can be read."""
        data = self._data(practice)
        try:
            outcome = _outcome(data["outcome"])
            identity = _identity(data["identity"])
            outputs, beside = (
                {name: (size, time) for name, (size, time) in data[files].items()} for files in ("outputs", "beside")
            )
            return Record(
                data["asked"],
                data["content"],
                data["cells"],
                data["strangers"],
                identity,
                data["inputs"],
                outputs,
                beside,
                outcome,
            )
        except (ValueError, KeyError, TypeError):  # none, or of another version
            return None

    def _data(self, practice: str) -> dict[str, Any]:
        """What its file says; nothing where there is none that can be read, or another one of ours."""
        try:
            data = json.loads((self.folder / f"{practice}.json").read_bytes())
        except (OSError, ValueError):
            return {}
        return data if isinstance(data, dict) else {}

    def reasons(self) -> Mapping[str, tuple[Reason, ...]]:
        """Why the run before said to call, by folder; but for what the list says, which is known anew."""
        return {
            folder: tuple(Reason(words, holds, is_earlier=True) for words, holds, *_ in found if holds != "list")
            for folder, found in self._data(_REASONS).items()
        }

    def write_reasons(self, found: Mapping[str, Sequence[Reason]]) -> None:
        """For the next run."""
        put_bytes(self.folder / f"{_REASONS}.json", json.dumps(found, ensure_ascii=False).encode())

    def left(self, *, without: Container[str] = ()) -> dict[str, Identity]:
        """The folders that are there and have a record, with whose they are; those of `without` are not even looked at."""
        stems = sorted(path.stem for path in self.folder.glob("*.json") if path.stem not in without)
        found = ((stem, self._data(stem).get("identity")) for stem in stems if (self.folder.parent / stem).is_dir())
        return {stem: _identity(data) for stem, data in found if data}

    def left_before(self) -> frozenset[str]:
        """The folders of which the run before told that their practices have left the list."""
        return frozenset(self._data(_LEFT).get("folders", ()))

    def write_left(self, folders: Iterable[str]) -> None:
        """For the next run."""
        if (found := sorted(folders)) or self.left_before():
            put_bytes(self.folder / f"{_LEFT}.json", json.dumps({"folders": found}, ensure_ascii=False).encode())

    def write(
        self, job: Job, asked: str, content: str, cells: str, strangers: str, identity: Identity, outcome: Outcome
    ) -> None:
        """Note a practice that was built, whole or not at all."""
        outputs = {name: _state(job.output / name) for name in outcome.files}
        beside = _beside(job.output, outputs)
        record = Record(asked, content, cells, strangers, identity, outcome.inputs, outputs, beside, outcome)
        put_bytes(self.folder / f"{job.folder}.json", json.dumps(asdict(record), ensure_ascii=False).encode())

    def forget(self, practice: str) -> None:
        """It is built again next time."""
        (self.folder / f"{practice}.json").unlink(missing_ok=True)

    def is_current(self, record: Record, job: Job, asked: str, content: str, cells: str) -> bool:
        """Whether the same would be built and told from the same, and its folder's decks are still as they were."""
        return (
            (record.asked, record.content) == (asked, content)
            and (record.cells == cells or not _names_cells(record.outcome))
            and not self.changed_inputs(record)
            and self.has_files(record, job)
            and _beside(job.output, record.outputs) == record.beside
        )

    def changed_inputs(self, record: Record) -> list[str]:
        """The files that it was built from and that say something else now, or are gone."""
        return [name for name, known in record.inputs.items() if self._hash(name) != known]

    def built_with(self, practices: Iterable[str], *files: Path) -> bool:
        """Whether one of these was built from these files as they are now."""
        names = [str(file.resolve()) for file in files]
        records = (self.read(one) for one in practices)
        return any(
            one is not None and all(one.inputs.get(name) == self._hash(name) for name in names) for one in records
        )

    def has_files(self, record: Record, job: Job) -> bool:
        """Whether what was built is still there as it was."""
        return all(_state(job.output / name) == known for name, known in record.outputs.items())

    def is_as_left(self, record: Record | None, job: Job, path: Path) -> bool:
        """Whether the file in the practice's folder is the very one that the run before wrote there."""
        known = record.outputs.get(path.name) if record is not None and path.parent == job.output else None
        return known is not None and _state(path) == known

    def _hash(self, name: str) -> str:
        if name not in self._hashes:
            try:
                with Path(name).open("rb") as stream:
                    self._hashes[name] = hashlib.file_digest(stream, "sha256").hexdigest()
            except OSError:
                self._hashes[name] = "not there"
        return self._hashes[name]


def asked_for(job: Job) -> str:
    """All that is asked for beside the content of files: decks, network, options."""
    options = job.options
    decks = [str(deck.resolve()) for deck in job.decks]
    network = str(job.network.resolve()) if job.network else ""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return json.dumps([tool_identity(), decks, network, options.draft, options.strict, options.packet, epoch])


def content_hash(practice: Listed) -> str:
    """A hash of all that is written about this practice alone."""
    return hashlib.sha256(practice.content).hexdigest()


def identity_in(practice: Listed) -> Identity:
    """The identity that the practice's file or row gives it."""
    return identity_of(practice.row.tree() if practice.row else practice.path)


@cache
def tool_identity() -> str:
    """Version, and size and time of every file that is shipped: a toolkit that was changed in a checkout counts."""
    from whp_deck import __version__

    roots = [Path(__file__).resolve().parents[1], shipped("templates"), shipped("config/toolkits")]
    roots += [shipped("config/words"), shipped("config/layouts.yaml")]
    files = [file for root in roots for file in ([root] if root.is_file() else sorted(root.rglob("*")))]
    digest = hashlib.sha256(__version__.encode())
    for file in files:
        if file.suffix not in (".pyc", "") and file.is_file():
            digest.update(repr((file.name, *_state(file))).encode())
    return digest.hexdigest()[:16]


def _state(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return -1, -1
    return found.st_size, found.st_mtime_ns


def _names_cells(outcome: Outcome) -> bool:
    """Whether something that was found names a cell of a list, which may hold something else by now."""
    told = (str(one).casefold() for deck in outcome.decks for one in deck.warnings)
    return any(f"{ending}:" in text for text in told for ending in ENDINGS)


def _beside(folder: Path, outputs: Container[str]) -> dict[str, tuple[int, int]]:
    """The presentations in a folder that are none of `outputs`: a deck that somebody sent back under another name is one.

    By name, size and time, so that none is opened that was looked at; what PowerPoint leaves beside an open one (`~$…`) is none.
    """
    names = [path.name for path in folder.glob("*.pptx") if path.name not in outputs]
    return {name: _state(folder / name) for name in sorted(names) if not name.startswith("~$")}


def _identity(data: dict[str, Any]) -> Identity:
    return Identity(data["name"], tuple(data["texts"]), data["logo"], data["phone"])


def _outcome(data: dict[str, Any]) -> Outcome:
    """As it was kept, field by field: a field that was not kept is one of another version, and the practice is built anew."""
    values = _fields(Outcome, data)
    values["decks"] = tuple(map(_deck, data["decks"]))
    return Outcome(**values | {"status": "unchanged", "seconds": 0.0})


def _deck(data: dict[str, Any]) -> DeckOutcome:
    values = _fields(DeckOutcome, data)
    values["warnings"] = tuple(map(_problem, data["warnings"]))
    return DeckOutcome(**values)


def _fields(kept: type[Outcome | DeckOutcome], data: dict[str, Any]) -> dict[str, Any]:
    return {one.name: _as_tuples(data[one.name]) for one in fields(kept)}


def _as_tuples(value: Any) -> Any:
    return tuple(map(_as_tuples, value)) if isinstance(value, list) else value


def _problem(data: dict[str, Any]) -> Problem:
    return Problem(**{**data, "source": data["source"] and Source(**data["source"])})
