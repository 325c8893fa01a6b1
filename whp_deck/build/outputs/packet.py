"""The facilitator packet of each session, as PDF to print and as Word document to change.

In: the job's documents and pictures of its slides. Out: two files a session. The one output that may hold what only
the facilitator may know.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypedDict

from whp_deck.build.outputs.base import Job, OutputFile, pdf_file
from whp_deck.office.package import package_bytes
from whp_deck.plan import PrintedDocument, Theme
from whp_deck.render.docx_open import is_as_built
from whp_deck.render.packet_docx import render_docx
from whp_deck.render.packet_pdf import begin_pdf
from whp_deck.render.packet_sheets import PrintWords
from whp_deck.render.thumbnails import draw_thumbnails
from whp_deck.render.typesetter import warm_up

THUMBNAIL_PIXELS = 480  # half of a slide's 960: enough for 5 cm on paper


class Look(TypedDict):
    """How a document is printed, whatever the format."""

    pictures: Mapping[int, bytes]
    theme: Theme
    words: PrintWords


def make(job: Job) -> Iterator[OutputFile]:
    """`…-packet.pdf` and `…-packet.docx` of every session."""
    if "pdf" in job.formats:
        warm_up()
    begun = []
    for of_session, package in zip(job.documents, job.packages, strict=True):
        drawn = draw_thumbnails(package_bytes(package, movies=False), width=THUMBNAIL_PIXELS)
        job.say(drawn.note)
        begun.append(begin_document(job, of_session.packet, pictures=drawn.pictures, facilitator_only=True))
    for finish in begun:
        yield from finish()


def _was_edited(path: Path) -> bool:
    return not is_as_built(path.read_bytes())


def begin_document(
    job: Job, document: PrintedDocument, *, pictures: Mapping[int, bytes], facilitator_only: bool
) -> Callable[[], Iterator[OutputFile]]:
    """Begin the document in the formats that the job asks for: pages are set while Word's document is made here."""
    look: Look = {"pictures": pictures, "theme": job.prepared.plan.theme, "words": job.print_words}
    pdf = begin_pdf(document, **look) if "pdf" in job.formats else None
    word = render_docx(document, template=job.word_template, **look) if "docx" in job.formats else b""

    def finish() -> Iterator[OutputFile]:
        if pdf:
            printed, problems = pdf()
            job.problems += problems
            yield pdf_file(job.path(document.file_stem, ".pdf"), printed, facilitator_only=facilitator_only)
        if word:
            yield OutputFile(job.path(document.file_stem, ".docx"), word, facilitator_only, keep=_was_edited)

    return finish
