"""A network of small practices, and an engine that builds in this very process."""

from __future__ import annotations

import re
from collections.abc import Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SHORT_DECK
from whp_deck.batch import Batch, Options, Outcome, plan_batch
from whp_deck.batch.jobs import Job
from whp_deck.batch.work import build_practice
from whp_deck.errors import Problem, Source

NETWORK = """\
practice:
  contact: {role: network coach, phone: 555-0100}
decisions:
  handoffs:
    - {id: rooming, giver: medical assistant, receiver: clinician, when: after rooming, first: yes}
"""
DECK = SHORT_DECK.replace("practice.yaml", "nobody.yaml")


_TOLD = re.compile(r"(?:(.*?):([A-Z]?)(\d+): )?(warning: )?(.*) \[([a-z-]+)\](?:\n\nhint: (.*))?", re.DOTALL)


def problem(text: str, ask: str = "") -> Problem:
    """What would be printed so: `l.csv:B4: warning: too wide [x]`, with its hint behind an empty line."""
    match = _TOLD.fullmatch(text)
    assert match, text
    file, letter, line, warning, message, code, hint = match.groups()
    source = Source(file, int(line), ord(letter) - 64 if letter else 0) if file else None
    return Problem(code, message, hint or "", source, "warning" if warning else "error", ask)


class Here:
    """One job after the other, in this process. `built` are the folders of the practices that were built."""

    workers = 1

    def __init__(self) -> None:
        self.built: list[str] = []

    def start(self, workers: int) -> Executor:
        return ThreadPoolExecutor(workers)

    def stop(self, executor: Executor) -> None:
        executor.shutdown(wait=True, cancel_futures=True)

    def abandon(self, executor: Executor) -> None:
        self.stop(executor)

    def submit(self, executor: Executor, job: Job) -> Future[Any]:
        self.built.append(f"{job.folder}, only checked" if job.only_check else job.folder)
        return executor.submit(build_practice, job)

    def receive(self, job: Job, answer: Any) -> Outcome:
        return answer  # type: ignore[no-any-return]

    def close(self) -> None:
        """Nothing is open."""


@dataclass
class World:
    """A folder with practices, a network and a deck."""

    folder: Path

    @property
    def practices(self) -> Path:
        return self.folder / "practices"

    @property
    def out(self) -> Path:
        return self.folder / "out"

    def practice(self, name: str, text: str) -> Path:
        path = self.practices / f"{name}.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    def sheet(self, text: str) -> Path:
        path = self.folder / "practices.csv"
        path.write_text(text, encoding="utf-8")
        return path

    def plan(self, source: Path | None = None, **options: Any) -> Batch:
        network, deck = self.folder / "network.yaml", self.folder / "short.yaml"
        return plan_batch(source or self.practices, [deck], self.out, network=network, options=Options(**options))

    def planned_and_run(self, source: Path) -> Batch:
        """A batch that is done."""
        batch = self.plan(source)
        list(batch.run(lambda jobs: Here()))
        batch.finish()
        return batch

    def run(self, source: Path | None = None, **options: Any) -> tuple[list[Outcome], list[str]]:
        """What became of each practice, and which were built this time."""
        engine = Here()

        def make(jobs: Sequence[Job]) -> Here:
            return engine

        batch = self.plan(source, **options)
        seen = list(batch.run(make))
        outcomes = batch.finish()
        assert sorted(one.folder for one in seen) == sorted(one.folder for one in outcomes)
        return outcomes, engine.built


@pytest.fixture
def world(tmp_path: Path) -> World:
    (tmp_path / "practices").mkdir()
    (tmp_path / "network.yaml").write_text(NETWORK, encoding="utf-8")
    (tmp_path / "short.yaml").write_text(DECK, encoding="utf-8")
    return World(tmp_path)
