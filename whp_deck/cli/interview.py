"""The interview of `init`: questions one after the other, forth and back, with answers kept on the way.

In: the questions, answers so far, and a way to ask. Out: a tree of answers. Which question comes next is computed from
the answers alone (`make_steps`), so going back and changing an answer adds or drops later questions. Must not write
the practice's files.
"""

from __future__ import annotations

import copy
import datetime as dt
import pathlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal, NamedTuple

from whp_deck.cli.second_look import doubt, understood
from whp_deck.config.ids import free_id
from whp_deck.config.questions import Group, Question, all_questions, check_answer, parse_date, parse_time
from whp_deck.slides.base import clock_words

Path = tuple[str | int, ...]
OWN = "_own"  # marks an entry that is no suggestion of the toolkit
MOST_FACILITATORS = 2
BACK = ("<", "back")


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to ask. "pick" chooses among suggestions, "more" asks whether there is another entry."""

    path: Path
    question: Question
    group: int
    mode: Literal["answer", "pick", "more"] = "answer"
    about: str = ""
    default: str = ""
    suggested: str = ""  # the toolkit's word for it, which is a guess about this practice
    listed: Question | None = None  # of "more": the list that the entry would belong to

    @property
    def key(self) -> str:
        """The name under which the place in the interview is kept."""
        return ".".join(map(str, self.path)) + f" {self.mode}"


class Kept(NamedTuple):
    """Where the interview stands: the answers, the step that comes next, and what is to be trained."""

    answers: dict[str, Any]
    at: str = ""
    toolkit: str = ""


class Say(NamedTuple):
    """How the interview reaches a person: `show(text, style)` prints, `ask(prompt)` gives a line."""

    show: Callable[[str, str], None]
    ask: Callable[[str], str]


def hold_interview(
    groups: Sequence[Group], kept: Kept, say: Say, keep: Callable[[Kept], None], *, today: dt.date
) -> dict[str, Any]:
    """Ask until every step has had its turn; `keep` is called with every answer.

    Raises EOFError or KeyboardInterrupt from `say.ask`; what was answered until then has been kept.
    """
    answers, at = copy.deepcopy(kept.answers), kept.at
    group = -1
    steps = list(make_steps(groups, answers))
    index = next((number for number, step in enumerate(steps) if step.key == at), 0)
    while index < len(steps):
        step = steps[index]
        if step.group != group:
            group = step.group
            say.show(f"\n{groups[group].title}  ({group + 1} of {len(groups)})", "bold")
            say.show(groups[group].text, "")
        typed = _ask(step, answers, say, today)
        if typed is None:
            index = max(0, index - 1)
            group = -1 if steps[index].group != group else group
        else:
            _take(step, typed, answers)
            steps = list(make_steps(groups, answers))
            asked = (step.path, "answer" if step.mode == "more" and typed else step.mode)
            index = next((n for n, other in enumerate(steps) if (other.path, other.mode) == asked), index - 1) + 1
        keep(kept._replace(answers=answers, at=steps[index].key if index < len(steps) else ""))
    return finished(groups, answers)


def finished(groups: Sequence[Group], answers: dict[str, Any]) -> dict[str, Any]:
    """The answers without marks, and with an id for every entry that needs one."""
    answers = copy.deepcopy(answers)
    for question in all_questions(groups):
        entries = get_answer(answers, tuple(question.key.split("."))) if question.kind == "list" else None
        taken = {entry.get("id", "") for entry in entries or ()}
        for entry in entries or ():
            if entry.pop(OWN, None) and question.named_by:
                entry["id"] = free_id(str(entry.get(question.named_by, "")), taken)
                taken.add(entry["id"])
    return answers


# --- what to ask


def make_steps(groups: Sequence[Group], answers: dict[str, Any]) -> Iterator[Step]:
    """Every step, given the answers so far."""
    for number, group in enumerate(groups):
        for question in group.questions:
            path = tuple(question.key.split("."))
            if question.key == "deck.meetings":
                yield from _meeting_steps(path, question, number, answers, _sessions(groups, answers))
            elif question.kind == "list":
                yield from _list_steps(path, question, number, answers)
            else:
                yield Step(path, question, number, default=question.default)


def _list_steps(path: Path, question: Question, group: int, answers: dict[str, Any]) -> Iterator[Step]:
    if question.suggestions:
        yield Step(path, question, group, "pick", default=question.default)
    entries = get_answer(answers, path) or []
    first = question.fields[0]
    for index, entry in enumerate(entries):
        about = describe_entry(question, entry)
        usual = next((one for one in question.suggestions if _same_entry(entry, one)), {})
        for field in question.fields:
            if field.form_only:
                continue
            has_own_words = field.kind in ("line", "text") and not field.required
            if entry.get(OWN) or has_own_words:
                yield Step((*path, index, field.key), field, group, about=about, suggested=usual.get(field.key, ""))
    if question.key != "practice.facilitators" or len(entries) < MOST_FACILITATORS:
        yield Step((*path, len(entries), first.key), first, group, "more", listed=question)


def _meeting_steps(
    path: Path, question: Question, group: int, answers: dict[str, Any], sessions: int
) -> Iterator[Step]:
    """Day, time and place of each session; nothing more once the first day is left open."""
    fields = {field.key: field for field in question.fields}
    entries = get_answer(answers, path) or []
    for index in range(sessions):
        before = entries[index - 1] if 0 < index <= len(entries) else {}
        here = entries[index] if index < len(entries) else {}
        week_later = parse_date(before.get("date") or "")
        date = (week_later + dt.timedelta(days=7)).isoformat() if week_later else ""
        about = f"Session {index + 1}"
        yield Step((*path, index, "date"), fields["date"], group, about=about, default=date)
        if not here.get("date"):
            return
        for name in ("start", "place"):
            yield Step((*path, index, name), fields[name], group, about=about, default=before.get(name) or "")


def _sessions(groups: Sequence[Group], answers: dict[str, Any]) -> int:
    """How many sessions the chosen format has."""
    asked = next(question for question in all_questions(groups) if question.key == "deck.format")
    chosen = get_answer(answers, ("deck", "format")) or asked.default
    return next((choice.sessions for choice in asked.choices if choice.value == chosen), 1)


def describe_entry(question: Question, entry: dict[str, Any]) -> str:
    """An entry in a few words: `medical assistant to clinician, after rooming`."""
    titles = {choice.value: choice.shown for field in question.fields for choice in field.choices}
    people = [titles.get(entry[name], entry[name]) for name in ("giver", "receiver", "who") if entry.get(name)]
    if people:
        return " to ".join(people) + (f", {entry['when']}" if entry.get("when") else "")
    return str(next(iter(entry.values()), "")) if "id" not in entry else str(entry.get("what", ""))


# --- one question


def _ask_for_more(step: Step, say: Say) -> None:
    """The question of a list before its first entry; then, whether there is another one."""
    listed, asked = step.listed, step.question.ask.rstrip("?")
    assert listed is not None
    if step.path[-2] == 0 and not listed.suggestions:
        say.show(listed.ask, "bold")
        if listed.help:
            say.show(listed.help, "")
        say.show(f"{asked}. Enter goes on.", "")
    else:
        say.show(f"Another {listed.item.lower()}: {asked[0].lower()}{asked[1:]}? Enter goes on.", "bold")


def _ask(step: Step, answers: dict[str, Any], say: Say, today: dt.date) -> str | None:
    """A line that can be taken, or None for the way back. What looks odd is asked once more."""
    question = step.question
    present = get_answer(answers, step.path)
    default = str(present) if isinstance(present, str) and present else step.default
    say.show("", "")
    if step.about and step.mode == "answer":
        say.show(step.about, "dim")
    if step.mode == "more":
        _ask_for_more(step, say)
    else:
        say.show(question.ask if question.ask.endswith("?") else f"{question.ask}:", "bold")
    if question.help:
        say.show(question.help, "")
    if step.mode == "pick":
        for number, suggestion in enumerate(question.suggestions, 1):
            say.show(f"  {number}  {describe_entry(question, dict(suggestion))}", "")
    elif question.choices:
        for number, choice in enumerate(question.choices, 1):
            say.show(f"  {number}  {choice.shown}", "")
        if question.free:
            say.show("  or your own word", "")
    elif default and default == step.suggested:
        say.show("That is often so, and may differ with you. Enter takes it, - leaves it open.", "dim")
    elif question.example:
        say.show(f"for example: {question.example}", "dim")
    if step.mode == "pick":
        default = _picked(question, present) or ("" if present else step.default)
        say.show("Type the numbers; your own can be added next.", "dim")
    doubted = ""
    while True:
        line = say.ask(f"[{_shown(question, default)}] > " if default else "> ").strip()
        if line.lower() in BACK:
            return None
        wrong = odd = ""
        if step.mode == "pick":
            typed, wrong = _check_pick(question, line or default)
        elif not line and not doubted and step.mode == "more":
            return ""
        else:
            if line == "-" and (_is_whole_entry(step, answers) or (question.required and _is_own_entry(step, answers))):
                return line
            value, wrong = check_answer(question, "" if line == "-" else line or default)
            typed = value or ""
            wrong = wrong or _cannot_be_used(question, typed)
            if not wrong and line and typed != doubted:
                odd = doubt(question, typed, get_answer(answers, step.path[:-1]), today)
        if odd:
            default = doubted = typed
            say.show(f"{odd} Enter keeps it, or type it anew.", "red")
        elif wrong:
            dropped = "; - drops this entry, < goes back" if not typed and _is_own_entry(step, answers) else ""
            say.show(wrong + dropped, "red")
        else:
            if step.mode != "pick" and (read := understood(question, line, typed)):
                say.show(read, "dim")
            return typed


def _cannot_be_used(question: Question, typed: str) -> str:
    """What would stop the build later: told while the question is still there."""
    if question.kind == "file" and typed and not pathlib.Path(typed.strip("\"'")).is_file():
        return f"there is no file {typed} in {pathlib.Path.cwd()}; type its whole path, or - to leave it out"
    if question.kind == "color" and typed:
        from whp_deck.office.theme import darker_shade, is_readable

        field = question.key.rpartition(".")[2]
        if not is_readable(field, typed):
            shade = darker_shade(field, typed.lstrip("#"))
            return f"white letters cannot be read on it; the nearest shade that can be used is #{shade}"
    return ""


def _is_own_entry(step: Step, answers: dict[str, Any]) -> bool:
    entry = get_answer(answers, step.path[:-1])
    return step.mode == "answer" and isinstance(entry, dict) and OWN in entry


def _is_whole_entry(step: Step, answers: dict[str, Any]) -> bool:
    """Whether emptying this answer means to drop an entry of one's own."""
    entry = get_answer(answers, step.path[:-1])
    return isinstance(entry, dict) and OWN in entry and next(iter(entry)) == step.path[-1]


def _shown(question: Question, value: str) -> str:
    time = parse_time(value) if question.kind == "time" else None
    if time:
        return clock_words(time)
    return next((choice.shown for choice in question.choices if choice.value == value), value)


def _picked(question: Question, entries: Any) -> str:
    chosen = [
        str(number)
        for number, suggestion in enumerate(question.suggestions, 1)
        if any(_same_entry(entry, suggestion) for entry in entries or [])
    ]
    return " ".join(chosen)


def _same_entry(entry: dict[str, Any], suggestion: Any) -> bool:
    name = "id" if "id" in suggestion else next(iter(suggestion))
    return not entry.get(OWN) and bool(entry.get(name) == suggestion[name])


def _check_pick(question: Question, typed: str) -> tuple[str, str]:
    words = typed.replace(",", " ").split() if typed not in ("-", "decide later") else []
    most = len(question.suggestions)
    if all(word.isdigit() and 1 <= int(word) <= most for word in words):
        if question.required and not words:
            return "", f"at least one is needed: a number from 1 to {most}"
        return " ".join(dict.fromkeys(words)), ""
    return "", f"type numbers from 1 to {most}, as: 1 2"


def _take(step: Step, typed: str, answers: dict[str, Any]) -> None:
    if step.mode == "pick":
        old = get_answer(answers, step.path) or []
        chosen = [step.question.suggestions[int(word) - 1] for word in typed.split()]
        entries = [
            next((entry for entry in old if _same_entry(entry, suggestion)), dict(suggestion)) for suggestion in chosen
        ]
        put_answer(answers, step.path, [*entries, *(entry for entry in old if entry.get(OWN))])
    elif step.mode == "more":
        if typed:
            put_answer(answers, step.path, typed)
            get_answer(answers, step.path[:-1])[OWN] = "yes"
    elif typed == "-":
        get_answer(answers, step.path[:-2]).pop(int(step.path[-2]))
    else:
        put_answer(answers, step.path, typed or None)
        if step.path[:2] == ("deck", "meetings") and typed:
            entry = get_answer(answers, step.path[:-1])
            put_answer(answers, step.path[:-1], {"session": str(int(step.path[2]) + 1)} | entry)


# --- the tree


def get_answer(answers: Any, path: Path) -> Any:
    """What stands at `path`, else None."""
    for step in path:
        if isinstance(step, int):
            answers = answers[step] if isinstance(answers, list) and step < len(answers) else None
        else:
            answers = answers.get(step) if isinstance(answers, dict) else None
    return answers


def put_answer(answers: dict[str, Any], path: Path, value: Any) -> None:
    """Set what stands at `path`; lists and mappings on the way are made. None removes it."""
    here: Any = answers
    for step, after in pairwise(path):
        new: Any = [] if isinstance(after, int) else {}
        if isinstance(step, int):
            while len(here) <= step:
                here.append({})
        elif step not in here or here[step] is None:
            here[step] = new
        here = here[step]
    if value is None:
        here.pop(path[-1], None)
    else:
        here[path[-1]] = value
