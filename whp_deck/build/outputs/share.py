"""The deck to share: what the room saw, without notes and hidden slides, to be e-mailed.

In: the rendered sessions. Out: a .pptx for each.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

from whp_deck.build.outputs.base import Job, OutputFile
from whp_deck.errors import EditedOutputError
from whp_deck.office.package import copy_package
from whp_deck.render.share import make_share


def make(job: Job) -> Iterator[OutputFile]:
    """`…-share.pptx` of every session, from a copy of its deck in memory."""
    for session, package in zip(job.prepared.plan.sessions, job.packages, strict=True):
        copy = copy_package(package)
        make_share(copy, keywords=job.prepared.plan.keywords)
        stem = f"{job.prepared.plan.stem_of(session)}-share"
        yield OutputFile(job.path(stem, ".pptx"), copy, keep=refuse_foreign)


def refuse_foreign(path: Path) -> bool:
    """A share deck carries no stamp; but no other program writes its parts in the order of their names.

    Raises EditedOutputError for a file that another program wrote.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()[2:]
    except (OSError, zipfile.BadZipFile):
        names = ["?", ""]
    if names != sorted(names):
        hint = "move or rename it; it is made anew from the deck"
        raise EditedOutputError(path, "was saved by another program since it was made", (), hint)
    return False
