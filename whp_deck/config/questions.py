"""The questions that a practice is asked, in its own words; one source for `init`, the preview's form and new files.

In: a toolkit's questions.yaml with those that all share, and answers as typed. Out: `Group`s of `Question`s; an answer
as the files want it, or what is wrong with it. Must not ask, print or write.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BeforeValidator, Field

from whp_deck.config.intake import Intake
from whp_deck.config.lengths import Length, length_of
from whp_deck.config.reader import read_yaml
from whp_deck.config.toolkits import Toolkit, load_toolkit
from whp_deck.content.authored import Authored, YesNo
from whp_deck.content.blanks import blank_in
from whp_deck.content.colors import color_code
from whp_deck.content.dates import parse_date, parse_time, why_no_date
from whp_deck.content.open_words import is_neither, is_not_yet, is_unknown, says_nothing
from whp_deck.errors import InvalidDeckError, show_path
from whp_deck.resources import USUAL_TOOLKIT, shipped

_YES = ("y", "yes", "yep", "yeah", "yup", "ya", "sure", "ok", "okay", "true", "of course")
_NO = ("n", "no", "nope", "nah", "false", "not at all")

Kind = Literal["line", "text", "choice", "date", "time", "color", "file", "yes-no", "list"]


class _Listed(Authored):
    """A question as questions.yaml holds it."""

    key: str
    kind: Kind
    ask: str
    help: str = ""
    example: str = ""
    default: str = ""
    required: YesNo = False
    item: str = ""
    form_only: YesNo = False
    only_with: str = ""
    number: YesNo = False
    source: Annotated[str | list[str] | None, BeforeValidator(lambda v: v)] = Field(None, alias="from")
    named_by: str = ""
    fields: list[_Listed] = Field(default_factory=list)
    suggestions: list[dict[str, str]] = Field(default_factory=list)


class _ListedGroup(Authored):
    id: str
    title: str
    text: str
    questions: list[_Listed]


class _File(Authored):
    groups: list[_ListedGroup | str]


class Choice(NamedTuple):
    """One answer to choose: what is written into the file, and what people read. `sessions` and `minutes` are a format's."""

    value: str
    shown: str
    sessions: int = 1
    minutes: float = 0


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `key` is the answer's place: `decisions.start.date`, or a field's name inside a list."""

    key: str
    kind: Kind
    ask: str
    help: str = ""
    example: str = ""
    default: str = ""
    required: bool = False
    item: str = ""
    choices: tuple[Choice, ...] = ()
    free: bool = False  # whether an answer of one's own may stand instead of a choice
    fields: tuple[Question, ...] = ()
    suggestions: tuple[Mapping[str, str], ...] = ()
    form_only: bool = False  # too fine for the interview
    named_by: str = ""  # of a list: the field whose words give a new entry its id
    number: bool = False  # whether a number alone is a good answer
    only_with: str = ""  # the answer without which the interview does not ask it
    minutes: bool = False  # of a format: whether any length in minutes may stand instead of a choice


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that belong together."""

    id: str
    title: str
    text: str
    questions: tuple[Question, ...]


@lru_cache(maxsize=4)
def load_questions(toolkit: str = USUAL_TOOLKIT) -> tuple[Group, ...]:
    """The questions of a toolkit, in the order in which they are asked.

    Its questions.yaml lists groups; a name alone stands for a group of config/words/questions.yaml, which all share. A
    toolkit without that file asks what all share.
    """
    shared = _read_groups(shipped("config/words") / "questions.yaml")
    own = shipped("config/toolkits") / toolkit / "questions.yaml"
    by_id = {group.id: group for group in shared if isinstance(group, _ListedGroup)}
    listed = [by_id[one] if isinstance(one, str) else one for one in (_read_groups(own) if own.is_file() else shared)]
    known = load_toolkit(toolkit)
    lists = {"staff": staff_choices(), "checklists": _choices(known.checklists), "formats": _formats(known)}
    usual = {"deck.name": known.facts.new_deck.name, "deck.format": known.facts.new_deck.format}
    return tuple(
        Group(group.id, group.title, group.text, tuple(_question(one, lists, usual) for one in group.questions))
        for group in listed
    )


def _read_groups(path: Path) -> list[_ListedGroup | str]:
    tree, problems = read_yaml(path, show_path(path))
    intake = Intake()
    file = intake.validate(_File, {"groups": tree}) if tree is not None else None
    if file is None:
        raise InvalidDeckError([*problems, *intake.problems])
    return file.groups


def all_questions(groups: Sequence[Group]) -> Iterator[Question]:
    """Every question of every group, without the fields of lists."""
    for group in groups:
        yield from group.questions


def usual_entries(question: Question) -> list[dict[str, str]]:
    """The suggestions of a list that are taken when nobody says otherwise: those whose numbers are its default."""
    return [dict(question.suggestions[int(number) - 1]) for number in question.default.split()]


def suggested_answers(groups: Sequence[Group]) -> dict[str, Any]:
    """The answers of a practice that has said nothing yet: a name to fill in, and the usual entries of each list."""
    lists = [question for question in all_questions(groups) if question.suggestions]
    usual = {question.key.removeprefix("decisions."): usual_entries(question) for question in lists}
    return {
        "practice": {"name": "Our practice"},
        "decisions": {name: entries for name, entries in usual.items() if entries},
    }


def _question(
    listed: _Listed, lists: Mapping[str, tuple[Choice, ...]], defaults: Mapping[str, str] | None = None
) -> Question:
    source = listed.source
    choices = lists[source] if isinstance(source, str) else tuple(Choice(value, value) for value in source or ())
    return Question(
        listed.key, listed.kind, listed.ask, listed.help, listed.example, (defaults or {}).get(listed.key, listed.default),
        listed.required, listed.item, choices, source == "staff", tuple(_question(inner, lists) for inner in listed.fields),
        tuple(listed.suggestions), listed.form_only, listed.named_by, listed.number, listed.only_with,
        source == "formats",
    )  # fmt: skip


def staff_choices() -> tuple[Choice, ...]:
    """The people whom the tool knows, by key, with their usual titles."""
    words, _ = read_yaml(shipped("config/words") / "en.yaml")
    titles = words.get("staff") if isinstance(words, Mapping) else None
    return _choices({key: str(title) for key, title in (titles or {}).items()})


def _choices(titles: Mapping[str, str]) -> tuple[Choice, ...]:
    return tuple(Choice(value, shown) for value, shown in titles.items())


def _formats(toolkit: Toolkit) -> tuple[Choice, ...]:
    made = ((name, shown, toolkit.formats[name]) for name, shown in toolkit.format_titles.items())
    return tuple(Choice(name, shown, one.meetings or 1, one.minutes) for name, shown, one in made)


class Answer(NamedTuple):
    """An answer as the file holds it; None = decide later. `wrong` says what to mend, in plain words."""

    value: str | None
    wrong: str = ""


def check_answer(question: Question, typed: str) -> Answer:
    """What somebody typed, as the file holds it. Dates may be typed as 12/7/2026, times as 7:45 am."""
    text = " ".join(typed.split()) if question.kind != "text" else typed.strip()
    if any(not sign.isprintable() and sign not in "\n\t" for sign in text):
        return Answer(None, "there is a sign in it that cannot be shown; type it again")
    if not text or _is_unsaid(question, text):
        needed = "this one is needed" + (f", as: {question.example}" if question.example else "")
        return Answer(None, needed if question.required else "")
    if len(text) > 2000:
        return Answer(None, "this is longer than 2000 signs")
    if blank := blank_in(text):
        return Answer(None, f"“{blank}” is a blank that nobody fills in, and would be printed so; type what is meant")
    match question.kind:
        case "date":
            if day := parse_date(text):
                return Answer(day.isoformat())
            why = why_no_date(text)
            return Answer(None, f"{why}{'; ' if why else ''}write a date as 2026-12-07, 12/7/2026 or Dec 7, 2026")
        case "time":
            time = parse_time(text)
            return Answer(time.strftime("%H:%M")) if time else Answer(None, "write a time as 7:45 or 2:05 pm")
        case "color":
            return _color(text)
        case "yes-no":
            plain = text.lower().rstrip(".!")
            word = "yes" if plain in _YES else "no" if plain in _NO else plain
            word = "no" if is_not_yet(text) else word
            return Answer(word) if word in ("yes", "no") else Answer(None, "write yes or no; later is no")
        case "choice":
            return _choose(question, text)
        case "file" if text.lower() in ("no", "none", "n", "not yet", "no logo"):
            return Answer(None)
        case _:
            return Answer(text)


def _is_unsaid(question: Question, text: str) -> bool:
    """Whether an answer is none, so that what is asked stays open."""
    if question.kind == "yes-no":
        return is_neither(text)
    unsaid = is_not_yet(text) if question.kind in ("date", "time", "color") else says_nothing(text)
    return unsaid or (is_unknown(text) and not question.number)


def _color(text: str) -> Answer:
    """A color as its code."""
    if code := color_code(text):
        return Answer(code)
    where = "in PowerPoint, Shape Fill, then More Fill Colors, then Custom shows the code of a color, as Hex"
    return Answer(None, f"write a color as #0B4F5C, or its English name, as navy; {where}")


def _choose(question: Question, text: str) -> Answer:
    if text.isdigit() and 1 <= int(text) <= len(question.choices):
        return Answer(question.choices[int(text) - 1].value)
    for choice in question.choices:
        if text.lower() in (choice.value.lower(), choice.shown.lower()):
            return Answer(choice.value)
    length = length_of(text) or (Length(text) if text.isdigit() and len(text) in (2, 3) else None)
    if question.minutes and length:
        own = float(length.minutes), length.meetings
        if made := next((one.value for one in question.choices if (one.minutes, one.sessions) == own), ""):
            return Answer(made)
        return Answer(str(length)) if float(length.minutes) <= 480 else Answer(None, "480 minutes are the most")
    if not question.free and not question.minutes:
        words = set(re.findall(r"\w+", text.lower()))
        meant = [one.value for one in question.choices if one.value.lower() in words]
        if len(meant) == 1:  # “the patient, and what is going on”
            return Answer(meant[0])
        numbered = {number for number in re.findall(r"\d+", text) if 1 <= int(number) <= len(question.choices)}
        if max(len(meant), len(numbered)) > 1:
            return Answer(None, "only one of them is kept here: choose the one that matters most")
    if text.isdigit():
        return Answer(None, f"there is no number {text}; choose one from 1 to {len(question.choices)}")
    if question.free:
        return Answer(text)
    known = ", ".join(choice.value for choice in question.choices)
    other = (
        "; for any other length, its minutes, as: 25 minutes, or 2 meetings of 25 minutes" if question.minutes else ""
    )
    return Answer(None, f"choose one: a number from 1 to {len(question.choices)}, or {known}{other}")
