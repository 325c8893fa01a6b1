"""The participants' handout of each session, as PDF and as Word document. In: the job's documents. Out: files."""

from __future__ import annotations

from collections.abc import Iterator

from whp_deck.build.outputs.base import Job, OutputFile
from whp_deck.build.outputs.packet import begin_document

_NONE = "no handout: nothing in this deck is to be handed out"


def make(job: Job) -> Iterator[OutputFile]:
    """`…-handout.pdf` and `…-handout.docx` of every session that has something to hand out."""
    documents = [of_session.handout for of_session in job.documents if of_session.handout.sections]
    if not documents:
        job.say(_NONE)
    begun = [begin_document(job, document, pictures={}, facilitator_only=False) for document in documents]
    for finish in begun:
        yield from finish()
