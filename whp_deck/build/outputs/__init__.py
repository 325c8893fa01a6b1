"""The outputs of a build: ONE MODULE PER OUTPUT, named as in a deck's `outputs:`, its first sentence what people read of it.

In: a `Job`, the fitted plan with its rendered sessions. Out: `OutputFile`s, made and not yet written. Each module has
a function `make(job)`. A new output is one module here and one word in `config.deck_file.Output`, which stands there
because a deck file must be read without knowing how anything is built. Modules are imported when they are asked for:
the .pptx alone must not wait for a typesetter.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from whp_deck.build.outputs.base import Job, OutputFile

__all__ = ["Job", "OutputFile", "make_output"]


def make_output(name: str, job: Job) -> Iterator[OutputFile]:
    """The files of one output; one that gives none, and does not say why, is told. Raises InvalidDeckError for problems of its content."""
    said, given = job.note, False
    for file in import_module(f"{__name__}.{name}").make(job):
        given = True
        yield file
    if not given and job.note == said:
        job.say(f"no {name}: this deck has nothing to put into it")
