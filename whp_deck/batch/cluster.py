"""Jobs on a Dask cluster: what a job reads travels with it, and its files come back.

In: the address of a scheduler. Out: an `Engine`. Dask's own executor does the rest: it hands out, does again what a lost
worker was doing, and gives up on what kills its workers. Must not need a disk that workers share with us.
"""

from __future__ import annotations

import hashlib
import logging
import queue
import re
import shutil
import socket
import tempfile
import threading
from collections.abc import Iterable, Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from whp_deck import __version__
from whp_deck.batch.jobs import Job, Outcome, Told
from whp_deck.config.named_files import named_files
from whp_deck.config.spreadsheet import Row
from whp_deck.errors import MissingToolError, Problem
from whp_deck.files import put_bytes

_PATIENCE = 4.0  # seconds for a scheduler to say its first word, and again for all that follows
_LONGEST_GREETING = 1 << 20  # bytes; Dask's own are some hundred
_ADDRESS = re.compile(r"(?:(tcp|tls)://)?(\[[0-9A-Fa-f:.]+\]|[^\s:/@\[\]]+):(\d{1,5})")
_homes: dict[str, Path] = {}  # where this process has laid out what jobs share
_one_at_a_time = threading.Lock()  # a worker of Dask has several threads, a build wants its process for itself

Files = Mapping[str, bytes]
"""Content by path, as the path is on our side."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """What came back: the outcome, every file in the practice's folder that is new or has changed, and names that are gone from it."""

    outcome: Outcome
    files: Files
    gone: tuple[str, ...] = ()


class Cluster:
    """An engine that runs on the workers of a Dask scheduler."""

    def __init__(self, address: str, jobs: Iterable[Job]) -> None:
        """`jobs`: what their decks and network name is sent once. Raises MissingToolError without Dask or scheduler."""
        try:
            import distributed
        except ImportError:
            hint = (
                "`uv run --extra cluster whp-deck batch …` brings it, or, where whp-deck was installed with pip, "
                '`pip install "whp-deck[cluster]"`'
            )
            raise MissingToolError("Dask", hint) from None
        self._client: Any = _connect(cast(Any, distributed), address)
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
        for path in (job.output / name for name in parcel.gone):
            if path.read_bytes() in parcel.files.values():  # it was moved; another one, saved meanwhile, is somebody's
                path.unlink()
        return _with_paths(parcel.outcome, f"{Path.cwd()}/", "")

    def close(self) -> None:
        """Leave the cluster as it was."""
        self._client.close()


class NoSchedulerError(MissingToolError):
    """Nothing answers at the address, or something else does."""

    def __str__(self) -> str:
        return f"nothing that is a Dask scheduler answers at {self.tool}\n\nhint: {self.hint}"


def is_address(text: str) -> bool:
    """Whether a scheduler could be there: tcp://HOST:PORT, tls://HOST:PORT or HOST:PORT."""
    match = _ADDRESS.fullmatch(text)
    return match is not None and 0 < int(match[3]) < 1 << 16


def _connect(distributed: Any, address: str) -> Any:
    """A client of the scheduler. Raises NoSchedulerError within ten seconds, whatever is at the address."""
    # what Dask has to say of a connection that fails is for people who write schedulers
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        _hear_greeting(address)
    except (OSError, ValueError) as error:
        raise NoSchedulerError(address, f"is it running? ({error})") from None
    answer: queue.Queue[Any] = queue.Queue()

    def connect() -> None:
        try:
            answer.put(distributed.Client(address, timeout=_PATIENCE, set_as_default=False, asynchronous=False))
        except Exception as error:  # noqa: BLE001  a MemoryError too: Dask believes what a stranger says of its length
            answer.put(error)

    # a thread that may be left behind: Dask's own time limit does not hold for every answer
    threading.Thread(target=connect, daemon=True).start()
    try:
        found = answer.get(timeout=_PATIENCE + 1)
    except queue.Empty:
        found = TimeoutError(f"no answer in {_PATIENCE:g} s")
    if isinstance(found, Exception):
        reason = str(found) or type(found).__name__
        raise NoSchedulerError(address, f"is it running? ({reason})") from None
    return found


def _hear_greeting(address: str) -> None:
    """A scheduler speaks first, and says how long its greeting is: 8 bytes, the lowest first (`distributed.comm.tcp`).

    Asked before Dask is, which takes the first bytes of a web server's answer for a length, and the memory for it.
    Raises OSError or ValueError when it is none.
    """
    match = _ADDRESS.fullmatch(address)
    if match is None:
        raise ValueError("an address is tcp://HOST:PORT")
    with socket.create_connection((match[2].strip("[]"), int(match[3])), timeout=_PATIENCE) as connection:
        if match[1] == "tls":  # nothing is said there before both sides have shown their certificates
            return
        said = b""
        while len(said) < 8:
            more = connection.recv(8 - len(said))
            if not more:
                raise ValueError("it hangs up")
            said += more
    if int.from_bytes(said, "little") > _LONGEST_GREETING:
        raise ValueError("something else answers there")


def build_sent(job: Job, version: str, key: str, shared: Files, own: Files, earlier: Files) -> Parcel:
    """On a worker: lay the files out, build, and send back what the build has made. `key` says what `shared` is."""
    from whp_deck.batch.work import build_practice

    if version != __version__:
        reason = f"a worker has whp-deck {__version__}, and we are {version}: install the same one everywhere"
        return Parcel(Outcome(job.folder, job.folder, "failed", failure=(reason,)), {})
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
    return Parcel(_brought_back(outcome, home), new, tuple(name for name in earlier if name not in files))


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
            failure=tuple(_with_path(one, old, new) for one in deck.failure),
            warnings=tuple(_problem_with_path(one, old, new) for one in deck.warnings),
        )
        for deck in outcome.decks
    )
    return replace(outcome, decks=decks, failure=tuple(_with_path(one, old, new) for one in outcome.failure))


def _with_path(told: Told, old: str, new: str) -> Told:
    return told.replace(old, new) if isinstance(told, str) else _problem_with_path(told, old, new)


def _problem_with_path(problem: Problem, old: str, new: str) -> Problem:
    message, hint, ask = (text.replace(old, new) for text in (problem.message, problem.hint, problem.ask))
    place = problem.source and replace(problem.source, file=problem.source.file.replace(old, new))
    return replace(problem, message=message, hint=hint, ask=ask, source=place)


def _here(home: Path, name: str) -> Path:
    """Where a file of ours is laid out: the same path, under a folder of the worker's."""
    path = Path(name)
    return home / "files" / path.relative_to(path.anchor)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
