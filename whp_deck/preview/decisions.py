"""The form for the practice's decisions: what its files hold, as answers, and changed answers back into the files.

In: the path of a deck file; answers by key. Out: questions with answers and the files' revision; or the files,
changed in the lines that were answered anew, their comments kept. Nothing is written when a file changed meanwhile or
when an answer is wrong.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from whp_deck.config.ids import free_id
from whp_deck.config.intake import Intake
from whp_deck.config.layers import beside
from whp_deck.config.new_files import INSTEAD
from whp_deck.config.own_titles import usual_titles, with_titles
from whp_deck.config.questions import (
    Group,
    Question,
    all_questions,
    check_answer,
    load_questions,
)
from whp_deck.config.reader import read_text, read_yaml
from whp_deck.config.toolkits import load_toolkit, toolkit_names
from whp_deck.config.write import YamlFile
from whp_deck.config.yaml_style import Key
from whp_deck.content.authored import Map
from whp_deck.content.decisions import Decisions
from whp_deck.content.open_words import OPEN
from whp_deck.content.practice import Practice
from whp_deck.errors import EditedOutputError, InvalidDeckError, Problem
from whp_deck.resources import USUAL_TOOLKIT

_DECK_KEYS = {"deck.name": "deck", "deck.format": "format", "deck.meetings": "meetings"}
_MOST_ENTRIES = 60


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of saving: `wrong` by key and field, `changed` = the files changed meanwhile, nothing was written."""

    revision: str = ""
    wrong: dict[str, str] = field(default_factory=dict)
    changed: bool = False
    problems: tuple[str, ...] = ()


def form_data(deck: Path) -> dict[str, Any]:
    """Questions, answers and revision. Raises InvalidDeckError when a file cannot be read."""
    files = _open(deck)
    groups = files.groups()
    return {
        "revision": files.revision,
        "groups": [asdict(group) for group in groups],
        "answers": {question.key: _shown(question, files.get(question)) for question in all_questions(groups)},
        "by_hand": [question.key for question in all_questions(groups) if _by_hand(question, files.get(question))],
        "files": [files.practice.path.as_posix(), files.deck.path.as_posix()],
    }


def save_answers(deck: Path, revision: str, answers: Mapping[str, Any]) -> Saved:
    """Write the answers, given by key; those that are not given stay.

    An entry of a list has `at`, its number in the file (None = new), and its fields. Raises InvalidDeckError when a
    file cannot be read.
    """
    files = _open(deck)
    if files.revision != revision:
        return Saved(files.revision, changed=True)
    questions = {question.key: question for question in all_questions(files.groups())}
    wrong: dict[str, str] = {}
    for key, answer in answers.items():
        question = questions.get(key)
        if question is None or _by_hand(question, files.get(question)):
            wrong[key] = "this cannot be changed here"
        elif question.kind == "list":
            _save_list(files, question, answer, wrong)
        else:
            _save_one(files, question, answer, wrong)
    if wrong:
        return Saved(files.revision, wrong)
    problems = [one for one in files.problems() if one.severity == "error"]
    if problems:
        return Saved(files.revision, problems=tuple(str(problem) for problem in problems))
    try:
        files.practice.save()
        files.deck.save()
    except EditedOutputError:
        return Saved(_open(deck).revision, changed=True)
    return Saved(_open(deck).revision)


# --- the two files


@dataclass(frozen=True, slots=True)
class _Files:
    practice: YamlFile
    deck: YamlFile
    revision: str

    def place(self, key: str) -> tuple[YamlFile, tuple[Key, ...]]:
        """The file and the path of an answer in it."""
        if key in _DECK_KEYS:
            return self.deck, (_DECK_KEYS[key],)
        path = tuple(key.split("."))
        if path[0] == "staff" and isinstance(
            self.practice.get(*path[:-1]), str
        ):  # the title alone: `ma: care assistant`
            path = path[:-1]
        return self.practice, path

    def get(self, question: Question) -> Any:
        file, path = self.place(question.key)
        return file.get(*path)

    @property
    def toolkit(self) -> str:
        """The toolkit that the deck names; the usual one while it names none that exists."""
        named = self.deck.get("toolkit")
        return named if isinstance(named, str) and named in toolkit_names() else USUAL_TOOLKIT

    def groups(self) -> tuple[Group, ...]:
        """The questions, with the practice's own titles for its people among the choices."""
        staff = self.practice.get("staff")
        return tuple(
            replace(group, questions=tuple(with_titles(question, staff) for question in group.questions))
            for group in load_questions(self.toolkit)
        )

    def problems(self) -> list[Problem]:
        """What the practice's part of the file would be wrong with, after the changes."""
        tree, problems = read_text(self.practice.text, self.practice.path.name)
        intake = Intake()
        intake.problems += problems
        if isinstance(tree, Map):
            intake.part(Practice, tree, "practice", "name: …")
            intake.part(Decisions, tree, "decisions", f"{load_toolkit(self.toolkit).facts.occasions}: …")
        return intake.problems


def _open(deck: Path) -> _Files:
    tree, problems = read_yaml(deck)
    named = tree.get("practice") if isinstance(tree, Map) else None
    if not isinstance(tree, Map) or not isinstance(named, str):
        raise InvalidDeckError(problems or [Problem("key-missing", "`practice:` is missing")])
    practice = beside(tree.source, named)
    both = YamlFile.open(practice), YamlFile.open(deck)
    digest = hashlib.sha256()
    for file in both:
        digest.update(hashlib.sha256(file.text.encode("utf-8", "surrogatepass")).digest())
    return _Files(*both, digest.hexdigest()[:32])


# --- answers


def _by_hand(question: Question, value: Any) -> bool:
    """Whether the file holds what the form cannot show, as `format: {minutes: 20}`."""
    if question.kind != "list":
        return isinstance(value, dict | list)
    fields = {inner.key for inner in question.fields}
    entries = [] if value in (None, OPEN) else value
    if not isinstance(entries, list):
        return True
    return not all(
        isinstance(entry, dict) and not any(isinstance(entry.get(name), dict | list) for name in fields)
        for entry in entries
    )


def _shown(question: Question, value: Any) -> Any:
    if _by_hand(question, value):
        return [] if question.kind == "list" else ""
    if question.kind == "list":
        entries = value if isinstance(value, list) else []
        return [
            {"at": number, **{inner.key: _means(inner, entry.get(inner.key)) for inner in question.fields}}
            for number, entry in enumerate(entries)
        ]
    return _text(value)


def _text(value: Any) -> str:
    return "" if value is None or str(value).strip().lower() == OPEN else str(value)


def _save_one(files: _Files, question: Question, answer: Any, wrong: dict[str, str]) -> None:
    checked = check_answer(question, answer if isinstance(answer, str) else "")
    if checked.wrong:
        wrong[question.key] = checked.wrong
        return
    file, path = files.place(question.key)
    if _text(file.get(*path)) == (checked.value or ""):
        return
    if checked.value is not None:
        file.set(path, checked.value)
    elif question.key.startswith("decisions."):
        file.set(path, OPEN)
    else:
        file.delete(path)


def _means(question: Question, value: Any) -> str:
    """What stands in the file, as an answer: `front desk` is the choice that has this title."""
    text = _text(value)
    named = {title.lower(): key for key, title in usual_titles().items()} if question.free else {}
    named |= {choice.shown.lower(): choice.value for choice in question.choices} if question.free else {}
    return text if any(text == choice.value for choice in question.choices) else named.get(text.lower(), text)


def _save_list(files: _Files, question: Question, answer: Any, wrong: dict[str, str]) -> None:
    file, path = files.place(question.key)
    old = file.get(*path)
    old = old if isinstance(old, list) else []
    entries = _checked_entries(question, answer, len(old), wrong)
    if wrong:
        return
    if question.required and not entries:
        wrong[question.key] = "at least one is needed"
        return
    kept = {at for at, _ in entries if at is not None}
    asked = {inner.key: inner for inner in question.fields}
    for at, fields in entries:
        if at is None:
            continue
        for name, value in fields.items():
            if _means(asked[name], old[at].get(name)) == (value or ""):
                continue
            if value is None:
                file.delete((*path, at, name))
            else:
                file.set((*path, at, name), value)
    for number in range(len(old) - 1, -1, -1):
        if number not in kept:
            file.delete((*path, number))
    taken = {str(entry.get("id")) for entry in old if entry.get("id")}
    new = [_new_entry(question, fields, taken) for at, fields in entries if at is None]
    if new and not isinstance(file.get(*path), list):
        file.set_open_list(path, new, INSTEAD)
        return
    for entry in new:
        file.append(path, entry)


def _checked_entries(
    question: Question, answer: Any, count: int, wrong: dict[str, str]
) -> list[tuple[int | None, dict[str, str | None]]]:
    if not isinstance(answer, list) or len(answer) > _MOST_ENTRIES:
        wrong[question.key] = "a list is expected"
        return []
    entries: list[tuple[int | None, dict[str, str | None]]] = []
    for number, entry in enumerate(answer):
        at = entry.get("at") if isinstance(entry, Mapping) else -1
        if not isinstance(entry, Mapping) or not (at is None or (type(at) is int and 0 <= at < count)):
            wrong[question.key] = "this entry is not in the file"
            return []
        fields: dict[str, str | None] = {}
        for inner in question.fields:
            if inner.key not in entry:
                continue
            typed = entry[inner.key]
            checked = check_answer(inner, typed if isinstance(typed, str) else "")
            fields[inner.key] = checked.value
            if checked.wrong:
                wrong[f"{question.key}.{number}.{inner.key}"] = checked.wrong
        entries.append((at, fields))
    return entries


def _new_entry(question: Question, fields: Mapping[str, str | None], taken: set[str]) -> dict[str, str]:
    entry = {name: value for name, value in fields.items() if value is not None}
    if not question.named_by:
        return entry
    id = free_id(entry[question.named_by], taken)
    taken.add(id)
    return {"id": id, **entry}
