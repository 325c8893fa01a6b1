"""Where jobs run: a pool of processes here, or a cluster. In: jobs. Out: outcomes, as they come.

Both are executors of `concurrent.futures`; what a worker that dies was doing is done again. Must not know what a job does.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from multiprocessing import resource_tracker
from typing import Any, Protocol

from whp_deck.batch.jobs import Job, Outcome

_AHEAD = 2  # jobs handed out for each worker: the next one is there when one is done, and memory stays flat


class Engine(Protocol):
    """A kind of executor, and how a job gets there and back."""

    @property
    def workers(self) -> int:
        """How many jobs run at once."""
        ...

    def start(self, workers: int) -> Executor:
        """An executor of so many workers."""
        ...

    def stop(self, executor: Executor) -> None:
        """What it has not begun is not begun."""
        ...

    def abandon(self, executor: Executor) -> None:
        """The same, and what it has begun is ended at once: somebody has pressed Ctrl-C."""
        ...

    def submit(self, executor: Executor, job: Job) -> Future[Any]:
        """Hand the job out."""
        ...

    def receive(self, job: Job, answer: Any) -> Outcome:
        """What the worker answered, with its files in their place."""
        ...

    def close(self) -> None:
        """Leave everything as it was."""
        ...


class Processes:
    """A pool of processes on this machine; they read and write files themselves."""

    def __init__(self, workers: int | None = None) -> None:
        self.workers = workers or os.cpu_count() or 1

    def start(self, workers: int) -> Executor:
        resource_tracker.ensure_running()  # it changes which signals are held back when it starts: not amid `submit`
        # a fresh process: a fork would carry over whatever this one has open
        return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"), initializer=_prepare)

    def stop(self, executor: Executor) -> None:
        executor.shutdown(wait=False, cancel_futures=True)

    def abandon(self, executor: Executor) -> None:
        # Python has a name for this from 3.14 on (terminate_workers); without it, the end of this process waits for them
        processes = dict(getattr(executor, "_processes", None) or {})
        self.stop(executor)
        for process in processes.values():
            process.terminate()

    def submit(self, executor: Executor, job: Job) -> Future[Any]:
        from whp_deck.batch.work import build_practice

        with _no_interrupt_inherited():
            return executor.submit(build_practice, job)

    def receive(self, job: Job, answer: Any) -> Outcome:
        outcome: Outcome = answer
        return outcome

    def close(self) -> None:
        """Nothing is left open."""


def run_jobs(engine: Engine, jobs: Iterable[Job]) -> Iterator[tuple[Job, Outcome]]:
    """Every job once, in the order in which they are done.

    When a worker dies, all that were handed out are done again, each alone: so the one that kills its worker is found,
    and is the only one that fails.
    """
    waiting: dict[Future[Any], Job] = {}
    executor = engine.start(engine.workers)
    source = iter(jobs)
    try:
        while True:
            dead: list[Job] = []
            while len(waiting) < engine.workers * _AHEAD and (job := next(source, None)) is not None:
                try:
                    waiting[engine.submit(executor, job)] = job
                except BrokenExecutor:
                    dead.append(job)
                    break
            if not waiting and not dead:
                return
            done = wait(waiting, return_when=FIRST_COMPLETED).done if waiting else set()
            for future in done:
                job = waiting.pop(future)
                outcome = _answer(engine, future, job)
                if outcome is None:
                    dead.append(job)
                else:
                    yield job, outcome
            if dead:
                dead += waiting.values()
                waiting.clear()
                engine.stop(executor)
                yield from _each_alone(engine, dead)
                executor = engine.start(engine.workers)
    except (KeyboardInterrupt, GeneratorExit):
        engine.abandon(executor)
        raise
    finally:
        engine.stop(executor)


def _each_alone(engine: Engine, jobs: list[Job]) -> Iterator[tuple[Job, Outcome]]:
    executor = engine.start(1)
    try:
        for job in jobs:
            try:
                outcome = _answer(engine, engine.submit(executor, job), job)
            except BrokenExecutor:
                outcome = None
            if outcome is None:
                engine.stop(executor)
                executor = engine.start(1)
                reason = "the process that built it was killed or crashed twice, the second time with nothing beside it"
                outcome = Outcome(job.folder, job.folder, "failed", failure=(reason,))
            yield job, outcome
    except (KeyboardInterrupt, GeneratorExit):
        engine.abandon(executor)
        raise
    finally:
        engine.stop(executor)


def _answer(engine: Engine, future: Future[Any], job: Job) -> Outcome | None:
    """The job's outcome; None when its worker died."""
    try:
        return engine.receive(job, future.result())
    except BrokenExecutor:
        return None
    except Exception as error:  # noqa: BLE001  what an engine cannot do for one job must not end the others
        return Outcome(job.folder, job.folder, "failed", failure=(f"{type(error).__name__}: {error}",))


@contextmanager
def _no_interrupt_inherited() -> Iterator[None]:
    """A process that starts in this block never hears Ctrl-C, not even before `_prepare`: its parent alone decides."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _prepare() -> None:
    """In each new process. One whose parent was killed would wait for its next job for ever."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
