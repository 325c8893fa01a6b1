"""What the interview of `init` asks, one step after the other, and the tree of answers that it fills.

In: the questions, and the answers so far. Out: the steps, and the tree with one more answer. Which steps there are is
computed from the answers alone, so going back and changing an answer adds or drops later ones. Must not ask or print.
"""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Literal

from whp_deck.config.ids import free_id
from whp_deck.config.lengths import Length, length_of
from whp_deck.config.own_titles import NOBODY, is_title, with_titles, without_people
from whp_deck.config.questions import Choice, Group, Question, all_questions
from whp_deck.content.dates import parse_date

Path = tuple[str | int, ...]
OWN = "_own"  # marks an entry that is no suggestion of the toolkit
MOST_FACILITATORS = 2


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
    note: str = ""  # what leaving it open means for the questions behind it
    listed: Question | None = None  # of "more": the list that the entry would belong to

    @property
    def key(self) -> str:
        """The name under which the place in the interview is kept."""
        return ".".join(map(str, self.path)) + f" {self.mode}"


def _one(_length: Length) -> int:
    return 1


def make_steps(
    groups: Sequence[Group], answers: dict[str, Any], meetings: Callable[[Length], int] = _one
) -> Iterator[Step]:
    """Every step, given the answers so far. `meetings` says how many a length of one's own makes."""
    staff, nobody = get_answer(answers, ("staff",)), _nobody_is(answers)
    for number, group in enumerate(groups):
        for question in group.questions:
            question = with_titles(without_people(question, nobody), staff)
            path = tuple(question.key.split("."))
            if question.key == "deck.meetings":
                yield from _meeting_steps(path, question, number, answers, _sessions(groups, answers, meetings))
            elif question.kind == "list":
                yield from _list_steps(path, question, number, answers)
            elif not question.only_with or get_answer(answers, tuple(question.only_with.split("."))):
                note = (
                    f"Where nobody is that, type none; - lets slides say “{question.default}”."
                    if is_title(question)
                    else ""
                )
                yield Step(path, question, number, default=question.default, note=note)


def _nobody_is(answers: dict[str, Any]) -> list[str]:
    """Whom the practice does not have, by key: nothing that they would do is suggested to it."""
    staff = get_answer(answers, ("staff",)) or {}
    return [key for key in staff if get_answer(staff, (key, "title")) == NOBODY]


def _list_steps(path: Path, question: Question, group: int, answers: dict[str, Any]) -> Iterator[Step]:
    question = _with_own_people(question, answers)
    if question.suggestions:
        yield Step(path, question, group, "pick", default=question.default)
    entries = get_answer(answers, path) or []
    first = question.fields[0]
    for index, entry in enumerate(entries):
        about = describe_entry(question, entry)
        usual = next((one for one in question.suggestions if same_entry(entry, one)), {})
        for field in question.fields:
            if field.form_only or (field.key == "start" and entry.get("first") != "no"):
                continue
            # when it begins is nobody's to suggest: the slides print it as the practice's decision
            default = "" if field.key != "first" else "yes" if entry.get(OWN) else "no"
            has_own_words = (field.kind in ("line", "text", "choice") and not field.required) or field.key in (
                "first",
                "start",
            )
            if entry.get(OWN) or has_own_words:
                suggested = usual.get(field.key, "")
                yield Step(
                    (*path, index, field.key),
                    _each_title_once(field),
                    group,
                    about=about,
                    default=default,
                    suggested=suggested,
                )
    if question.key != "practice.facilitators" or len(entries) < MOST_FACILITATORS:
        yield Step((*path, len(entries), first.key), _each_title_once(first), group, "more", listed=question)


def _each_title_once(field: Question) -> Question:
    """Where a nurse books what comes next, too, she is offered once."""
    by_title = {choice.shown.casefold(): choice for choice in reversed(field.choices)}
    return replace(field, choices=tuple(one for one in field.choices if one in by_title.values()))


def _with_own_people(question: Question, answers: dict[str, Any]) -> Question:
    """Who is asked for is offered by the practice's own titles; behind them stand people whom somebody has typed already."""
    typed = [
        entry[name]
        for path in (("decisions", "handoffs"), ("decisions", "moments"))
        for entry in get_answer(answers, path) or ()
        for name in ("giver", "receiver", "who")
        if entry.get(name)
    ]

    def offered(field: Question) -> Question:
        known = {choice.value for choice in field.choices}
        own = [Choice(name, name) for name in dict.fromkeys(typed) if name not in known]
        return replace(field, choices=(*field.choices, *own)) if field.free else field

    return replace(question, fields=tuple(map(offered, question.fields)))


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
        about = f"Session {index + 1} of {sessions}" if sessions > 1 else question.ask
        note = _what_open_means(index, sessions) if sessions > 1 else ""
        yield Step((*path, index, "date"), fields["date"], group, about=about, default=date, note=note)
        if not here.get("date"):
            return
        for name in ("start", "place"):
            yield Step((*path, index, name), fields[name], group, about=about, default=before.get(name) or "")


def day_before(step: Step, answers: dict[str, Any]) -> dt.date | None:
    """At the day of a later session, the day of the one before it."""
    if step.path[:2] != ("deck", "meetings") or step.path[-1] != "date":
        return None
    return (
        parse_date(get_answer(answers, (*step.path[:2], int(step.path[2]) - 1, "date")) or "") if step.path[2] else None
    )


def _what_open_means(index: int, sessions: int) -> str:
    """Said at the day of a meeting: one that is left open leaves those behind it open, too."""
    rest = sessions - index - 1
    if not index:
        all_of_them = "both meetings" if sessions == 2 else f"all {sessions} meetings"
        return f"Enter leaves the days of {all_of_them} open; they can be written into the deck’s file later."
    behind = f", and {'that' if rest == 1 else f'those {rest}'} after it" if rest else ""
    return f"Enter takes the day in brackets; - leaves this one open{behind}."


def _sessions(groups: Sequence[Group], answers: dict[str, Any], meetings: Callable[[Length], int]) -> int:
    """How many sessions the chosen format has."""
    asked = next(question for question in all_questions(groups) if question.key == "deck.format")
    chosen = get_answer(answers, ("deck", "format")) or asked.default
    if length := length_of(chosen):
        return meetings(length)
    return next((choice.sessions for choice in asked.choices if choice.value == chosen), 1)


def describe_entry(question: Question, entry: dict[str, Any]) -> str:
    """An entry in a few words: `medical assistant to clinician, after rooming`."""
    titles = {choice.value: choice.shown for field in question.fields for choice in field.choices}
    people = [titles.get(entry[name], entry[name]) for name in ("giver", "receiver", "who") if entry.get(name)]
    if people:
        return " to ".join(people) + (f", {entry['when']}" if entry.get("when") else "")
    return str(next(iter(entry.values()), "")) if "id" not in entry else str(entry.get("what", ""))


def is_own_entry(step: Step, answers: dict[str, Any]) -> bool:
    entry = get_answer(answers, step.path[:-1])
    return step.mode == "answer" and isinstance(entry, dict) and OWN in entry


def is_whole_entry(step: Step, answers: dict[str, Any]) -> bool:
    """Whether emptying this answer means to drop an entry of one's own."""
    entry = get_answer(answers, step.path[:-1])
    return isinstance(entry, dict) and OWN in entry and next(iter(entry)) == step.path[-1]


def same_entry(entry: dict[str, Any], suggestion: Any) -> bool:
    name = "id" if "id" in suggestion else next(iter(suggestion))
    return not entry.get(OWN) and bool(entry.get(name) == suggestion[name])


def take_answer(step: Step, typed: str, answers: dict[str, Any]) -> None:
    if step.mode == "pick":
        old = get_answer(answers, step.path) or []
        chosen = [step.question.suggestions[int(word) - 1] for word in typed.split()]
        entries = [
            next((entry for entry in old if same_entry(entry, suggestion)), dict(suggestion)) for suggestion in chosen
        ]
        put_answer(answers, step.path, [*entries, *(entry for entry in old if entry.get(OWN))])
    elif step.mode == "more":
        if typed:
            put_answer(answers, step.path, typed)
            get_answer(answers, step.path[:-1])[OWN] = "yes"
    elif typed == "-":
        get_answer(answers, step.path[:-2]).pop(int(step.path[-2]))
    else:
        left_open = "" if step.question.kind == "yes-no" else None  # who comes back to it must not find yes or no there
        put_answer(answers, step.path, typed or left_open)
        if step.path[:2] == ("deck", "meetings") and typed:
            entry = get_answer(answers, step.path[:-1])
            put_answer(answers, step.path[:-1], {"session": str(int(step.path[2]) + 1)} | entry)


def finish_answers(groups: Sequence[Group], answers: dict[str, Any]) -> dict[str, Any]:
    """The answers without marks and without keys that hold nothing, and with an id for every entry that needs one."""
    answers = copy.deepcopy(answers)
    for key in _nobody_is(answers):
        del answers["staff"][key]["title"]
    for question in all_questions(groups):
        entries = get_answer(answers, tuple(question.key.split("."))) if question.kind == "list" else None
        taken = {entry.get("id", "") for entry in entries or ()}
        for entry in entries or ():
            for key in [key for key, value in entry.items() if value == ""]:
                del entry[key]
            if entry.pop(OWN, None) and question.named_by:
                entry["id"] = free_id(str(entry.get(question.named_by, "")), taken)
                taken.add(entry["id"])
    return _without_empty(answers)


def _without_empty(tree: dict[str, Any]) -> dict[str, Any]:
    """The same without what was left open wholly: `staff.scheduler` whose title is not known is not to be in the file."""
    inner = {key: _without_empty(value) if isinstance(value, dict) else value for key, value in tree.items()}
    return {key: value for key, value in inner.items() if value != {}}


def asked_as(groups: Sequence[Group], path: Path) -> str:
    """The place of an answer in the words of its question: `your answer to “Who takes over?”, Handoff 2`."""
    for question in all_questions(groups):
        key = tuple(question.key.split("."))
        if path and key[: len(path)] == path[: len(key)]:
            number = next((step + 1 for step in path if isinstance(step, int)), 0)
            field = next((one for one in question.fields if path[-1] == one.key and number), question)
            entry = f", {question.item} {number}" if number else ""
            return f"your answer to “{field.ask.rstrip('?')}?”{entry}"
    return "your answers"


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
