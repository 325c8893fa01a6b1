"""A file of answers for `init`: the same questions, answered in writing.

In: the path of a YAML file with `practice`, `staff`, `decisions` and `deck`. Out: its tree, checked, or every problem
with its line. Must not write.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from whp_deck.config.deck_file import FormatChoice, MeetingEntry
from whp_deck.config.intake import Intake
from whp_deck.config.lengths import format_hint
from whp_deck.config.problems import suggest
from whp_deck.config.toolkits import Toolkit
from whp_deck.content.authored import Authored, Map, OrText, Seq, Words
from whp_deck.content.blanks import blank_in
from whp_deck.content.decisions import Decisions
from whp_deck.content.open_words import says_nobody
from whp_deck.content.practice import Practice, StaffTitle
from whp_deck.errors import Problem, Source, has_errors, sort_problems


class DeckAnswers(Authored):
    """What `init` asks about the deck."""

    name: Words | None = Field(None, description="Name of the deck.", examples=["Monday huddle"])
    format: Annotated[FormatChoice, OrText()] | None = Field(
        None, description="A format of the toolkit.", examples=["huddle-15"]
    )
    meetings: list[MeetingEntry] = Field(
        default_factory=list,
        description="When and where you meet.",
        examples=[[{"session": 1, "date": "2026-11-30", "start": "07:45", "place": "Break room"}]],
    )


class Answers(Authored):
    """All answers. The practice's name is required, and what its toolkit needs."""

    practice: Practice = Field(description="Your practice.", examples=[{"name": "Riverside Family Medicine"}])
    staff: dict[str, StaffTitle | str] = Field(
        default_factory=dict, description="Your own titles for people.", examples=[{"ma": "medical assistant"}]
    )
    decisions: Decisions = Field(
        Decisions(),
        description="What you decided.",
        examples=[{"handoffs": [{"giver": "ma", "receiver": "clinician", "when": "after rooming"}]}],
    )
    deck: DeckAnswers = Field(DeckAnswers(), description="Your meeting.", examples=[{"format": "huddle-15"}])


def read_answers(path: Path, toolkit: Toolkit) -> tuple[Map | None, list[Problem]]:
    """The answers in the file at `path` and all problems; None when there are errors."""
    intake = Intake()
    tree = intake.read(path)
    if tree is not None:
        _leave_out_nobody(tree)
        check_answers(tree, intake, toolkit)
    return (None if has_errors(intake.problems) else tree), sort_problems(intake.problems)


def _leave_out_nobody(tree: Map) -> None:
    """`scheduler: none` says, as in the interview, that nobody is that: no title of theirs is in the practice's file."""
    staff = tree.get("staff")
    for key, entry in list(staff.items()) if isinstance(staff, Map) else ():
        title = entry.get("title") if isinstance(entry, Map) else entry
        if isinstance(title, str) and says_nobody(title) and isinstance(staff, Map):
            tree["staff"] = staff = staff.without(key)


def check_answers(tree: Map, intake: Intake, toolkit: Toolkit) -> None:
    """Say what is wrong with a tree of answers."""
    answers = intake.validate(Answers, tree)
    for path, text, place in _texts(tree):
        if blank := blank_in(text):
            hint = "type what is meant: an answer is printed as it stands here"
            intake.say("answer-blank", f"{path}: `{blank}` is a blank that nobody fills in", hint, place)
    for needed in toolkit.facts.needs.decisions if answers else ():
        if answers and not getattr(answers.decisions, needed):
            hint = "the toolkit needs at least one entry there"
            place = answers.decisions.place_of(needed) or tree.place_of("decisions")
            intake.say("key-missing", f"decisions.{needed}: an entry is missing", hint, place)
    name = answers.deck.format.name if answers and answers.deck.format else ""
    names = list(toolkit.formats)
    if name and name not in names:
        deck = tree.get("deck")
        place = deck.place_of("format") if isinstance(deck, Map) else tree.source
        hint = format_hint(name, suggest(name, names))
        intake.say("format-unknown", f"deck.format: there is no format `{name}`", hint, place)


def _texts(tree: Map | Seq, path: str = "") -> Iterator[tuple[str, str, Source]]:
    """Every text in a tree, with its keys and its place."""
    named = tree.items() if isinstance(tree, Map) else ((f"[{n}]", one) for n, one in enumerate(tree, 1))
    places = [tree.place_of(key) for key in tree] if isinstance(tree, Map) else tree.places
    for (name, value), place in zip(named, places, strict=True):
        here = f"{path}.{name}".removeprefix(".").replace(".[", "[")
        if isinstance(value, Map | Seq):
            yield from _texts(value, here)
        elif isinstance(value, str):
            yield here, value, place


def as_map(
    tree: Mapping[str, Any], asked_as: Callable[[tuple[str | int, ...]], str] = lambda path: "your answers"
) -> Map:
    """Answers that were typed, as the tree that a file would give; `asked_as` says the place of an answer in words."""

    def made(value: Any, path: tuple[str | int, ...]) -> Any:
        if isinstance(value, list):
            return Seq(place(path), [(made(one, (*path, n)), place((*path, n))) for n, one in enumerate(value)])
        if isinstance(value, Mapping):
            return Map(place(path), [(key, made(one, (*path, key)), place((*path, key))) for key, one in value.items()])
        return value

    def place(path: tuple[str | int, ...]) -> Source:
        return Source(asked_as(path), 0)

    answers: Map = made(tree, ())
    return answers
