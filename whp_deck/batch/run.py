"""A batch in progress: what became of each practice. In: practices looked up (`plan`). Out: outcomes, `batch.json`, whom to call.

Nothing is built before the list of practices and the decks' names are sound. Must not print.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from whp_deck.batch.again import built_again
from whp_deck.batch.alone import alone_in
from whp_deck.batch.call_list import write_calls
from whp_deck.batch.engines import Engine, run_jobs
from whp_deck.batch.foreign_logos import with_foreign_logos
from whp_deck.batch.jobs import Job, Outcome, Status
from whp_deck.batch.known import KnownPractice, by_row, not_come_to, placed, told_of_rows
from whp_deck.batch.owners import Owners
from whp_deck.batch.records import Record, Records, asked_for
from whp_deck.batch.report import make_report
from whp_deck.batch.triage import Triage, triage
from whp_deck.errors import Problem, show_path
from whp_deck.files import BATCH_REPORT, put_bytes, remove_leftovers

_DECKS = (".pptx", ".docx", ".pdf")

MakeEngine = Callable[[Sequence[Job]], Engine]
"""An engine for these jobs."""


@dataclass(slots=True)
class Batch:
    """Practices that are sound as a list. `run` builds them, `finish` writes the report.

    `problems` are warnings about the list, `_each` the same cell by cell; `refused` says of cells why their practices will
    not be built; `calls` says after `finish` where the list of whom to call is, `not_done` which practices were not reached,
    `told_before` of which of `not_listed` the run before told.
    `ways` are what more than half of the rows leave open, and how many do.
    """

    output: Path
    problems: list[Problem]
    refused: list[Problem]
    _known: dict[str, KnownPractice]
    _strangers: str
    _records: Records
    _owners: Owners
    _outcomes: dict[str, Outcome] = field(default_factory=dict)
    _begun: float = field(default_factory=time.time)
    _each: Sequence[Problem] = ()
    calls: str = ""
    not_done: list[Outcome] = field(default_factory=list)
    ways: Mapping[str, int] = field(default_factory=dict)
    _again: list[tuple[Record, str]] = field(default_factory=list)
    told_before: Collection[str] = ()

    def __len__(self) -> int:
        return len(self._known)

    @property
    def deck(self) -> Path | None:
        """The first of the decks that are asked for."""
        return next((one.job.decks[0] for one in self._known.values()), None)

    @property
    def hopeless(self) -> list[Outcome]:
        """The practices of which the list shows that they will not be built; building may find others."""
        too_long = {one.source.line for one in self._each if one.code == "name-too-long" and one.source}
        found = (one for one in self._known.values() if one.refused or (one.place.line or None) in too_long)
        return [self._foreseen(one, "failed") for one in found]

    @property
    def told_first(self) -> list[Problem]:
        """All that is wrong with the list, row by row."""
        return by_row([*self.problems, *self.refused])

    def run(self, make_engine: MakeEngine) -> Iterator[Outcome]:
        """The outcome of each practice as it is known: first those that have not changed, then as they are built."""
        jobs: list[Job] = []
        for known in self._known.values():
            due = self._due(known)
            if isinstance(due, Outcome):
                yield self._note(due)
            else:
                jobs.append(replace(due, stopped=tuple(self._stopped(due, known).items())))
        if not jobs:
            return
        with alone_in(self.output, self._records.folder):
            yield from self._build(jobs, make_engine)

    def foresee(self) -> Iterator[Outcome]:
        """What `run` would do, and nothing done: "failed" as the list shows, or what lies in its folder; "unchanged", or "not done" yet."""
        hopeless = {one.folder for one in self.hopeless}
        for known in self._known.values():
            due = self._due(known)
            if known.job.folder in hopeless:
                yield self._foreseen(known, "failed")
            elif isinstance(due, Outcome) or due.only_check:
                yield self._foreseen(known, "unchanged")
            elif stopped := self._stopped(due, known, unusable=True):
                yield replace(self._foreseen(known, "failed"), failure=tuple(stopped.values()))
            else:
                from whp_deck.batch.own_files import renamed_files

                yield replace(self._foreseen(known, "not done"), decks=renamed_files(due, known.identity))

    def to_call(self) -> Triage:
        """Whom to call, as the list and the run before say, before anything is built."""
        return triage(
            [], not_come_to([*self._known.values()], self._records, told_of_rows(self._known.values(), self._each))
        )

    def why_again(self) -> str:
        """Why most of those that are to be built are built again, in a line; "" where nothing that they share has changed."""
        return built_again(self._again, self._records)

    def _due(self, known: KnownPractice) -> Job | Outcome:
        """What is to be done for a practice, or what is known of it without."""
        record, job, asked = known.record, known.job, asked_for(known.job)
        if known.refused:
            return Outcome(job.folder, known.identity.name, "failed", failure=known.refused)
        if record is None:
            return job
        if not self._records.is_current(record, job, asked, known.content, known.cells):
            self._again.append((record, asked))
            return job
        return record.outcome if record.strangers == self._strangers else replace(job, only_check=True)

    def _stopped(self, job: Job, known: KnownPractice, *, unusable: bool = False) -> dict[str, Problem]:
        from whp_deck.batch.own_files import stopped_decks  # what opens files loads slowly

        is_as_left = partial(self._records.is_as_left, known.record, job)
        return stopped_decks(job, known.identity, self._owners, is_as_left, unusable=unusable)

    def _foreseen(self, known: KnownPractice, status: Status) -> Outcome:
        row = known.place.line
        return Outcome(known.job.folder, known.identity.name or known.job.folder, status, place=known.place, row=row)

    def _build(self, jobs: Sequence[Job], make_engine: MakeEngine) -> Iterator[Outcome]:
        engine = make_engine(jobs)
        try:
            for job, outcome in run_jobs(engine, jobs):
                yield self._note(self._keep(job, outcome))
        finally:
            engine.close()
            for job in jobs:
                if job.folder not in self._outcomes:  # stopped amid it
                    remove_leftovers(self.output / job.folder)
                    with suppress(OSError):  # one that holds something stays
                        (self.output / job.folder).rmdir()

    def finish(self) -> list[Outcome]:
        """Every outcome in the order of the list, with other practices' logos found; writes `batch.json` and `call-list.xlsx`.

        When `run` was left early, those that are known so far; whom to call among the others is known from the list, and
        from the run before.
        """
        known = [one for name, one in self._known.items() if name in self._outcomes]
        told = told_of_rows(self._known.values(), self._each)
        outcomes = [placed(self._outcomes[one.job.folder], one, told) for one in known]
        outcomes = [self._with_earlier_files(one) for one in with_foreign_logos(outcomes)]
        for outcome in outcomes:
            if outcome.status == "failed":
                self._records.forget(outcome.folder)
        unknown = [one for name, one in self._known.items() if name not in self._outcomes]
        self.not_done = not_come_to(unknown, self._records, told)
        self.told_before = self._records.left_before()
        left = list(self._left())
        self._records.write_left(left)
        report = json.dumps(make_report(outcomes, self.not_done, left), indent=2, ensure_ascii=False) + "\n"
        put_bytes(self.output / BATCH_REPORT, report.encode())
        looked_at = triage(outcomes, self.not_done)
        self._records.write_reasons({one.folder: reasons for one, reasons in looked_at.calls()})
        self.calls = write_calls(self.output, looked_at)
        return outcomes

    def not_listed(self) -> dict[str, str]:
        """Folders that an earlier run has filled for practices that are no longer in the list, with those practices' names."""
        moved = self.moved()
        return {folder: name for folder, name in self._left().items() if folder not in moved}

    def moved(self) -> dict[str, str]:
        """Folders that an earlier run has filled for practices of the list whose files go to another one now, and that one."""
        now = {one.identity.name: folder for folder, one in self._known.items()}
        return {folder: now[name] for folder, name in self._left().items() if name in now}

    def _left(self) -> dict[str, str]:
        found = self._records.left(without=self._known)
        return {folder: one.name or folder for folder, one in found.items()}

    def _with_earlier_files(self, outcome: Outcome) -> Outcome:
        """Says of a practice that failed whether its folder holds decks that this run has not made."""
        folder = self.output / outcome.folder
        made = {folder / name for name in outcome.files}
        earlier = outcome.status == "failed" and any(
            file.suffix in _DECKS and file not in made and file.stat().st_mtime < self._begun
            for file in (folder.rglob("*") if folder.is_dir() else ())
        )
        return replace(outcome, earlier_files=show_path(folder)) if earlier else outcome

    def _note(self, outcome: Outcome) -> Outcome:
        self._outcomes[outcome.folder] = replace(outcome, inputs={})
        return outcome

    def _keep(self, job: Job, outcome: Outcome) -> Outcome:
        known = self._known[job.folder]
        if outcome.status == "failed":
            self._records.forget(job.folder)
            return outcome
        if job.only_check and known.record is not None:
            outcome = known.record.outcome
        self._records.write(job, asked_for(job), known.content, known.cells, self._strangers, known.identity, outcome)
        return outcome
