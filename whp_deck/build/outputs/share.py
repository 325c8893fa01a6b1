"""The deck to share: what the room saw, without notes and hidden slides, to be e-mailed.

In: the rendered sessions. Out: a .pptx for each, and the movies that it plays from a file beside it.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

from whp_deck.build.outputs.base import Job, OutputFile
from whp_deck.errors import EditedOutputError
from whp_deck.office.package import copy_package
from whp_deck.render.movies import linked_movies
from whp_deck.render.share import make_share


def make(job: Job) -> Iterator[OutputFile]:
    """`…-share.pptx` of every session, from a copy of its deck in memory, and each movie once."""
    plan = job.prepared.plan
    for session, package in zip(plan.sessions, job.packages, strict=True):
        copy = copy_package(package)
        lost = make_share(copy, keywords=plan.keywords)
        path = job.path(f"{plan.stem_of(session)}-share", ".pptx")
        if lost:
            links = (
                "a link to a file that nobody else can open is"
                if len(lost) == 1
                else "links to files that nobody else can open are"
            )
            job.say(f"{path.name}: {links} taken out, the words stay: {', '.join(lost)}")
        yield OutputFile(path, copy, keep=refuse_foreign)
    movies = linked_movies(plan, shown=True)
    for movie, target in movies.items():
        yield OutputFile(job.folder / target, Path(movie))
    for folder in dict.fromkeys(target.partition("/")[0] for target in movies.values()):
        job.say(
            f"send the folder {folder} with the decks to share, and keep them side by side: they play their movies from it"
        )


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
