"""What lies in a practice's folder and is not its own: known before it is built, as only here all folders are.

In: a job, and the owners of texts and folders. Out: by deck, why it cannot be built. Reads stamps alone, so
that a dry run of hundreds of practices does not take long. Must not build.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from whp_deck.batch.jobs import DeckOutcome, Job
from whp_deck.batch.owners import Owners
from whp_deck.batch.remedies import for_batch
from whp_deck.config.identity import Identity
from whp_deck.edits.files import files_of
from whp_deck.edits.strays import MisplacedFileError, check_strays, refuse_of_another, refuse_unusable
from whp_deck.errors import EditedOutputError, Problem, Source, show_path
from whp_deck.office.stamp import stamp_of_file
from whp_deck.office.whose import whose
from whp_deck.plan import stem_of_file


def stopped_decks(
    job: Job, identity: Identity, owners: Owners, is_as_left: Callable[[Path], bool], *, unusable: bool
) -> dict[str, Problem]:
    """The decks that cannot be built for files in their place, by their names; with `unusable` also what a build finds itself.

    A file that `is_as_left` by the run before is not opened: nobody has put another one in its place.
    """
    found = {}
    for deck in job.decks if job.output.is_dir() and not job.options.overwrite else ():
        stem = stem_of_file(deck.stem)
        stamps = {path: stamp_of_file(path) for path in files_of(job.output, stem) if not is_as_left(path)}
        try:
            refuse_of_another(stamps, lambda name: owners.home_of(name, identity))
            if unusable:
                refuse_unusable(stamps, stem)
        except EditedOutputError as error:
            found[deck.stem] = as_problem(error)
    return found


def renamed_files(job: Job, identity: Identity) -> tuple[DeckOutcome, ...]:
    """What a build would say of files in the practice's folder that have another name than they were built under."""
    now = whose(identity.name, identity.texts)
    found = []
    for deck in job.decks if job.output.is_dir() else ():
        if told := check_strays(job.output, stem_of_file(deck.stem), now=now):
            found.append(DeckOutcome(deck.stem, warnings=tuple(for_batch(one, job) for one in told)))
    return tuple(found)


def as_problem(error: EditedOutputError) -> Problem:
    """A file that stops a build: whoever has the folder mends that, and nobody has to be asked."""
    reason = "".join((error.reason, *(f"\n  - {one}" for one in error.slides)))
    place = Source(show_path(error.path), 0)
    if isinstance(error, MisplacedFileError):
        return Problem("built-misplaced", reason, error.hint, place)
    return Problem("built-unusable", reason, error.hint, place)
