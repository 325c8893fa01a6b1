"""The deck of each session, to show and to edit, and beside it the movies that it plays from a file.

In: the rendered sessions. Out: a .pptx for each, and movies to copy. A deck that is there already is guarded (`edited`).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from whp_deck.build.edited import guard
from whp_deck.build.outputs.base import Job, OutputFile
from whp_deck.render.movies import linked_movies


def make(job: Job) -> Iterator[OutputFile]:
    """`….pptx` of every session, and each movie once."""
    plan = job.prepared.plan
    for session, package in zip(plan.sessions, job.packages, strict=True):
        path = job.path(plan.stem_of(session), ".pptx")
        keep = guard(path, overwrite=job.overwrite)
        yield OutputFile(path, package, keep=keep) if keep else OutputFile(path, package)
    for movie, target in linked_movies(plan).items():
        yield OutputFile(job.folder / target, Path(movie))
