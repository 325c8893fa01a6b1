"""What would stop the build later, or look wrong then, of an answer to the interview: told while the question is still there.

In: a question, an answer that can be read, and the answers beside it. Out: what is wrong, or what to take instead. Must not
ask.
"""

from __future__ import annotations

import pathlib
from typing import Any

from whp_deck.cli.steps import Step, get_answer
from whp_deck.config.own_titles import NOBODY, is_title
from whp_deck.config.questions import Question
from whp_deck.content.open_words import says_none

YES = ("y", "yes")


def cannot_be_used(question: Question, typed: str, answers: dict[str, Any]) -> str:
    """What would stop the build later: told while the question is still there."""
    if question.key == "practice.short_name" and (room := too_long(get_answer(answers, ("practice", "name")) or "")):
        if not typed:
            return f"this one is needed: the whole name is too long for the first slide, {room}"
        if room := too_long(typed):
            return f"this is too long for the first slide too, {room}"
    if question.kind == "file" and typed.lower() in YES:
        return "then type the path of the file; Enter goes on without"
    if question.kind == "file" and typed and not pathlib.Path(typed.strip("\"'")).is_file():
        leave = "type -" if get_answer(answers, tuple(question.key.split("."))) else "press Enter"
        return f"there is no file “{typed}” in {pathlib.Path.cwd()}; type its whole path, or {leave} to leave it out"
    return ""


def too_much(step: Step, typed: str) -> str:
    """What the files' own types say against it, as that it is too long: at the end nobody could mend it."""
    from whp_deck.config.cells import mistyped

    problem = mistyped(_field_of(step), typed) if typed and not _is_nobodys_title(step, typed) else None
    return f"{problem.message}; {problem.hint}" if problem else ""


def says_there_is_none(step: Step, typed: str) -> bool:
    """Whether it is `none`, and no answer to this question, so that it would be printed where a name or a place stands."""
    from whp_deck.config.cells import is_left_open, mistyped

    field = _field_of(step)
    return (
        says_none(typed)
        and not _is_nobodys_title(step, typed)
        and (is_left_open(field, typed) or mistyped(field, typed) is not None)
    )


def _field_of(step: Step) -> str:
    """The field that the answer fills, as a list of practices calls it."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in step.path if part != "deck")


def _is_nobodys_title(step: Step, typed: str) -> bool:
    return typed == NOBODY and is_title(step.question)


def nearest_shade(question: Question, typed: str) -> str:
    """The shade to take instead of a color that white letters cannot be read on; nothing where they can."""
    if question.kind != "color" or not typed:
        return ""
    from whp_deck.office.contrast import darker_shade, is_readable

    field = question.key.rpartition(".")[2]
    return "" if is_readable(field, typed) else f"#{darker_shade(field, typed.lstrip('#'))}"


def too_long(name: str) -> str:
    """How much of a practice's name the first slide holds, in words; nothing when it holds all."""
    from whp_deck.office.name_room import name_room

    room = name_room(name) if name else None
    if room is None:
        return ""
    return f"where about {room} characters fit" if room else "where its first word is too wide"
