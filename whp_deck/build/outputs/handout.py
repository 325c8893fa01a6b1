"""The participants' handout of each session, as PDF and as Word document. In: the job's documents. Out: files."""

from __future__ import annotations

from collections.abc import Iterator

from whp_deck.build.outputs.base import Job, OutputFile
from whp_deck.build.outputs.packet import print_document


def make(job: Job) -> Iterator[OutputFile]:
    """`…-handout.pdf` and `…-handout.docx` of every session."""
    for of_session in job.documents:
        yield from print_document(job, of_session.handout, pictures={}, facilitator_only=False)
