"""The facilitator packet of each session, as PDF to print and as Word document to change.

In: the job's documents and pictures of its slides. Out: two files a session. The one output that may hold what only
the facilitator may know.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from whp_deck.build.outputs.base import Job, OutputFile
from whp_deck.office.package import package_bytes
from whp_deck.plan import PrintedDocument
from whp_deck.render.docx_open import is_as_built
from whp_deck.render.packet_docx import render_docx
from whp_deck.render.packet_pdf import render_pdf
from whp_deck.render.thumbnails import draw_thumbnails

THUMBNAIL_PIXELS = 480  # half of a slide's 960: enough for 5 cm on paper


def make(job: Job) -> Iterator[OutputFile]:
    """`…-packet.pdf` and `…-packet.docx` of every session."""
    for of_session, package in zip(job.documents, job.packages, strict=True):
        drawn = draw_thumbnails(package_bytes(package, movies=False), width=THUMBNAIL_PIXELS)
        job.note = job.note or drawn.note
        yield from print_document(job, of_session.packet, pictures=drawn.pictures, facilitator_only=True)


def _was_edited(path: Path) -> bool:
    return not is_as_built(path.read_bytes())


def print_document(
    job: Job, document: PrintedDocument, *, pictures: Mapping[int, bytes], facilitator_only: bool
) -> Iterator[OutputFile]:
    """The document in the formats that the job asks for."""
    theme = job.prepared.plan.theme
    if "pdf" in job.formats:
        data, problems = render_pdf(document, pictures=pictures, theme=theme, words=job.print_words)
        job.problems += problems
        yield OutputFile(job.path(document.file_stem, ".pdf"), data, facilitator_only)
    if "docx" in job.formats:
        data = render_docx(document, template=job.word_template, pictures=pictures, theme=theme, words=job.print_words)
        yield OutputFile(job.path(document.file_stem, ".docx"), data, facilitator_only, keep=_was_edited)
