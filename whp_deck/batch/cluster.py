"""Jobs on a Dask cluster: what a job reads travels with it, and its files come back.

In: the address of a scheduler. Out: an `Engine`. Dask's own executor does the rest: it hands out, does again what a lost
worker was doing, and gives up on what kills its workers. Must not need a disk that workers share with us.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import threading
from collections.abc import Iterable, Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from whp_deck import __version__
from whp_deck.batch.jobs import Job, Outcome
from whp_deck.config.named_files import named_files
from whp_deck.config.spreadsheet import Row
from whp_deck.errors import MissingToolError
from whp_deck.files import put_bytes

_PATIENCE = 20  # seconds for a scheduler to answer
_homes: dict[str, Path] = {}  # where this process has laid out what jobs share
_one_at_a_time = threading.Lock()  # a worker of Dask has several threads, a build wants its process for itself

Files = Mapping[str, bytes]
"""Content by path, as the path is on our side."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """What came back: the outcome, and every file in the practice's folder that is new or has changed."""

    outcome: Outcome
    files: Files


class Cluster:
    """An engine that runs on the workers of a Dask scheduler."""

    def __init__(self, address: str, jobs: Iterable[Job]) -> None:
        """`jobs`: what their decks and network name is sent once. Raises MissingToolError without Dask or scheduler."""
        try:
            import distributed
        except ImportError:
            raise MissingToolError("Dask", "install it with `uv pip install 'whp-deck[cluster]'`") from None
        try:
            self._client: Any = cast(Any, distributed).Client(address, timeout=_PATIENCE, set_as_default=False)
        except (OSError, ValueError) as error:
            raise MissingToolError(f"the Dask scheduler at {address}", f"is it running? ({error})") from None
        workers = self._client.scheduler_info(n_workers=-1)["workers"]
        self.workers = len(workers)
        if not workers:
            hint = f"start one on each machine: `dask worker {address}`"
            raise MissingToolError(f"a worker at {address}", hint)
        shared = {path for job in jobs for path in _shared(job)}
        self._known = frozenset(shared)
        content = {str(path): path.read_bytes() for path in sorted(shared)}
        self._key = hashlib.sha256(repr(sorted(content.items())).encode()).hexdigest()
        self._shared = self._client.scatter(content, broadcast=False, hash=True)

    def start(self, workers: int) -> Executor:
        executor: Executor = self._client.get_executor(pure=False)
        return executor

    def stop(self, executor: Executor) -> None:
        executor.shutdown(wait=False)  # Dask's own; it cancels what is not done

    def abandon(self, executor: Executor) -> None:
        self.stop(executor)

    def submit(self, executor: Executor, job: Job) -> Future[Any]:
        own = {str(path): path.read_bytes() for path in sorted(_own(job) - self._known)}
        there = [path for path in job.output.rglob("*") if path.is_file()] if job.output.is_dir() else []
        earlier = {path.relative_to(job.output).as_posix(): path.read_bytes() for path in there}
        return executor.submit(build_sent, _absolute(job), __version__, self._key, self._shared, own, earlier)

    def receive(self, job: Job, answer: Any) -> Outcome:
        parcel: Parcel = answer
        for name, content in parcel.files.items():
            put_bytes(job.output / name, content)
        return _with_paths(parcel.outcome, f"{Path.cwd()}/", "")

    def close(self) -> None:
        """Leave the cluster as it was."""
        self._client.close()


def build_sent(job: Job, version: str, key: str, shared: Files, own: Files, earlier: Files) -> Parcel:
    """On a worker: lay the files out, build, and send back what the build has made. `key` says what `shared` is."""
    from whp_deck.batch.work import build_practice

    if version != __version__:
        reason = f"a worker has whp-deck {__version__}, and we are {version}: install the same one everywhere"
        return Parcel(Outcome(job.folder, job.folder, "failed", failure=reason), {})
    with _one_at_a_time:
        home = _lay_out(key, shared)
        output = home / "outputs" / job.folder
        try:
            for name, content in own.items():
                _write(_here(home, name), content)
            for name, content in earlier.items():
                _write(output / name, content)
            outcome = build_practice(_moved(job, home, output))
            made = (path for path in output.rglob("*") if path.is_file()) if output.is_dir() else ()
            files = {path.relative_to(output).as_posix(): path.read_bytes() for path in made}
        finally:
            shutil.rmtree(output, ignore_errors=True)
            for name in own:
                _here(home, name).unlink(missing_ok=True)
    new = {name: content for name, content in files.items() if earlier.get(name) != content}
    return Parcel(_brought_back(outcome, home), new)


def _lay_out(key: str, shared: Files) -> Path:
    """The files that all jobs share, once for each process and content, where Dask tidies up after its worker."""
    home = _homes.get(key)
    if home is None:
        home = _homes[key] = Path(tempfile.mkdtemp(prefix="whp-deck-", dir=_scratch()))
        for name, content in shared.items():
            _write(_here(home, name), content)
    return home


def _scratch() -> str:
    from distributed import get_worker

    return str(get_worker().local_directory)


def _shared(job: Job) -> set[Path]:
    found = named_files(job.network) if job.network else set()
    for deck in job.decks:
        found |= named_files(deck)
    return found | {job.strangers.resolve()}


def _own(job: Job) -> set[Path]:
    return named_files(job.practice.tree()) if isinstance(job.practice, Row) else named_files(job.practice)


def _absolute(job: Job) -> Job:
    practice = job.practice
    if isinstance(practice, Row):
        practice = replace(practice, file=str(Path(practice.file).resolve()))
    else:
        practice = practice.resolve()
    network = job.network.resolve() if job.network else None
    decks = tuple(deck.resolve() for deck in job.decks)
    return replace(job, practice=practice, network=network, decks=decks, strangers=job.strangers.resolve())


def _moved(job: Job, home: Path, output: Path) -> Job:
    practice = job.practice
    if isinstance(practice, Row):
        practice = replace(practice, file=str(_here(home, practice.file)))
    else:
        practice = _here(home, str(practice))
    network = _here(home, str(job.network)) if job.network else None
    decks = tuple(_here(home, str(deck)) for deck in job.decks)
    strangers = _here(home, str(job.strangers))
    return replace(job, practice=practice, network=network, decks=decks, strangers=strangers, output=output)


def _brought_back(outcome: Outcome, home: Path) -> Outcome:
    """The same with paths as they are on our side."""
    there = f"{home}/files/"
    inputs = {name.replace(there, "/"): key for name, key in outcome.inputs.items() if name.startswith(there)}
    return replace(_with_paths(outcome, there, "/"), inputs=inputs)


def _with_paths(outcome: Outcome, old: str, new: str) -> Outcome:
    """Another start for every path that its texts name."""
    decks = tuple(
        replace(
            deck,
            failure=deck.failure.replace(old, new),
            warnings=tuple(text.replace(old, new) for text in deck.warnings),
        )
        for deck in outcome.decks
    )
    return replace(outcome, decks=decks, failure=outcome.failure.replace(old, new))


def _here(home: Path, name: str) -> Path:
    """Where a file of ours is laid out: the same path, under a folder of the worker's."""
    path = Path(name)
    return home / "files" / path.relative_to(path.anchor)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
