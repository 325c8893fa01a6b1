"""Answers → the text of a new practice.yaml and a new deck file, with comments that teach.

Every mapping and list has lines of its own: in braces one forgotten comma or space breaks the file for a beginner.
In: a tree of answers (`practice`, `staff`, `decisions`, `deck`) and the questions they answer. Out: two texts. What is
not answered is written as `decide later`, or as an example in a comment. Must not write files or check answers.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import textwrap
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from whp_deck.config.lengths import length_of
from whp_deck.config.own_titles import with_titles
from whp_deck.config.questions import Group, Question, all_questions
from whp_deck.config.toolkits import Toolkit
from whp_deck.content.open_words import OPEN, has_no_entries, is_unknown, leaves_open
from whp_deck.markup import folded

_EDITORS = "# (The line above lets some editors help while you type. It may go.)"
_PLAIN = re.compile(
    r"(?:\.\.?/)?[A-Za-z(“‘À-ɏ][^\n\t\"'#:{}\[\]&*!|>%@`]*|\d{4}-\d\d-\d\d|0|[1-9]\d*|[1-9]\d* [a-z][a-z0-9 ]*"
)
_NOT_TEXT = {"yes", "no", "true", "false", "on", "off", "null", "y", "n"}
_WIDTH = 118
INSTEAD = "or, instead of this line, entries as these:"  # beside an open list, above an example in a comment
_MEETING = {"session": "1", "date": "2026-11-30", "start": "7:45 AM", "place": "Break room"}


def scalar(text: str) -> str:
    """`text` as YAML writes it on one line: plain where every reader agrees on it, else in double quotes."""
    plain = _PLAIN.fullmatch(text) and text == text.strip() and text.lower() not in _NOT_TEXT and ",-" not in text
    return text if plain else json.dumps(text, ensure_ascii=False)


def practice_text(answers: Mapping[str, Any], groups: Iterable[Group], *, schema: str = "schemas/practice.json") -> str:
    """A new practice file."""
    staff = answers.get("staff") or {}
    questions = (question for question in all_questions(tuple(groups)) if not question.key.startswith("deck."))
    asked = [with_titles(question, staff) for question in questions]
    lines = [
        f"# yaml-language-server: $schema={schema}",
        _EDITORS,
        "#",
        *_comment(
            "Your practice and its decisions. Every slide that shows a decision takes it from here, so change it here "
            "and build again. `decide later` leaves a decision open: its slide says “To be decided”. "
            "Write phrases as you would say them, without a period at the end."
        ),
    ]
    for top in ("practice", "staff", "decisions"):
        own = answers.get(top) or {}
        here = [(question.key.split(".")[1:], question) for question in asked if question.key.startswith(f"{top}.")]
        if top == "staff" and not own:
            lines += _usual_titles(asked)
        elif own or here:
            lines += ["", f"{top}:", *_indented(_mapping(own, here, decide=top == "decisions"))]
            if top == "staff":
                rest = _titles(asked, {*own, *(path[0] for path, _ in here)})
                lines += _indented(_as_comment(yaml_lines(rest)))
    return "\n".join(lines) + "\n"


def _usual_titles(asked: Iterable[Question]) -> list[str]:
    """What people are called, in a comment: the only way to rename somebody in the role plays, too."""
    titles = _titles(asked)
    if not titles:
        return []
    text = (
        "What do you call your people? Take the # away from `staff:` and from whoever has another title with you, and type "
        "the title: slides, role cards and sheets say it wherever this person is meant."
    )
    return ["", *_comment(text), *_as_comment(yaml_lines({"staff": titles}))]


def _titles(asked: Iterable[Question], own: Collection[str] = ()) -> dict[str, str]:
    """The titles of people among whom somebody is chosen, without those of the practice's `own`, by key."""
    fields = (field for question in asked for field in question.fields if field.free)
    return {choice.value: choice.shown for field in fields for choice in field.choices if choice.value not in own}


def deck_text(
    deck: Mapping[str, Any],
    toolkit: Toolkit,
    *,
    practice: str,
    file_name: str,
    schema: str = "../config/schemas/deck.json",
) -> str:
    """A new deck file; what its comments show of slides, formats and role plays is the toolkit's own."""
    usual = toolkit.facts.new_deck
    width = max(map(len, toolkit.scenarios), default=0)
    name = str(deck.get("name") or usual.name)
    lines = [
        f"# yaml-language-server: $schema={schema}",
        _EDITORS,
        f"# {folded(name).rstrip('.')}. Build it: whp-deck build {file_name}",
        f"deck: {scalar(name)}",
        f"practice: {scalar(practice)}",
        f"toolkit: {toolkit.facts.name}",
        "template: base                        # or the path of your own .pptx or .potx file",
        "",
        *_comment("The meeting that you really have. The other formats:"),
        *(f"#   {known:<14} {title}" for known, title in toolkit.format_titles.items()),
        *yaml_lines({"format": _format(deck.get("format") or usual.format, toolkit)}),
        "",
        *_comment(
            "When and where. A session that is held twice, for those who stay with the patients, has two entries."
        ),
    ]
    entries = [entry for entry in deck.get("meetings") or () if entry]
    meetings = [{key: value for key, value in entry.items() if value not in (None, "")} for entry in entries]
    if meetings:
        lines += yaml_lines({"meetings": meetings})
    else:
        lines += _as_comment(yaml_lines({"meetings": [_MEETING]}))
    lines += [
        "",
        *_comment(
            "Your own words for a slide, and slides of your own. `whp-deck outline` lists every slide with its id."
        ),
        "# slides:",
        "#   remove:",
        f"#     - {_another(toolkit, usual.slide)}",
        "#   change:",
        f"#     {usual.slide}:",
        "#       title: A title in your own words",
        "#   add:",
        "#     - id: our-promise",
        "#       kind: content",
        f"#       after: {usual.slide}",
        "#       title: Our promise",
        "#       body: Nothing about you without you",
        "#       minutes: 0.5",
        "",
        *_comment(
            "The role plays, in order. Left out, all of the toolkit’s are played as far as the meeting has room."
        ),
        "# role_plays:",
        "#   use:",
        *(f"#     - {id}{' ' * (width - len(id))}   # {title}" for id, title in toolkit.scenarios.items()),
    ]
    rest = {key: value for key, value in deck.items() if key not in ("name", "format", "meetings")}
    return "\n".join([*lines, *([""] if rest else []), *yaml_lines(rest)]) + "\n"


# --- lines


def _another(toolkit: Toolkit, id: str) -> str:
    """A slide to show how one is taken out: what is said about the evidence, where there is one."""
    others = [one for one in toolkit.slides if one != id]
    return next((one for one in others if one == "evidence"), others[-1] if others else id)


def _format(chosen: Any, toolkit: Toolkit) -> Any:
    """The format as the file has it: the one made for meetings of that number and length, else these as keys."""
    length = length_of(chosen) if isinstance(chosen, str) else None
    if length is None:
        return chosen
    minutes, meetings = float(length.minutes), length.meetings
    if made := next((name for name, one in toolkit.formats.items() if one.is_for(minutes, meetings)), ""):
        return made
    return {"minutes": length.minutes} | ({"sessions": length.meetings} if length.meetings else {})


def _as_comment(lines: Iterable[str]) -> list[str]:
    return [f"# {line}" for line in lines]


def _comment(text: str, *, width: int = _WIDTH) -> list[str]:
    return [f"# {line}" for line in textwrap.wrap(folded(text), width - 2)]


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {line}" if line else "" for line in lines)


def _mapping(own: Mapping[str, Any], asked: list[tuple[list[str], Question]], *, decide: bool) -> list[str]:
    """The lines of one mapping: each question's comment and answer, then whatever else was answered."""
    lines: list[str] = []
    done: set[str] = set()
    for steps, question in asked:
        key = steps[0]
        if key in done:
            continue
        done.add(key)
        if len(steps) == 1:
            lines += [*_gap(lines), *_leaf(key, question, own.get(key), decide=decide)]
            continue
        inner = [(more[1:], other) for more, other in asked if more[0] == key]
        value = own.get(key)
        if isinstance(value, str) and value and not leaves_open(value) and not is_unknown(value):
            lines += [*_gap(lines), *_leaf(key, inner[0][1], value, decide=decide)]  # in short, as `ma: LPN`
            continue
        below = _mapping(value if isinstance(value, Mapping) else {}, inner, decide=decide)
        said = any(line and not line.lstrip().startswith("#") for line in below)
        if said:
            lines += [*_gap(lines), f"{key}:", *_indented(below)]
        else:
            lines += [*_gap(lines), f"# {key}:", *(f"#   {line.removeprefix('# ')}".rstrip() for line in below)]
    return lines + yaml_lines({key: value for key, value in own.items() if key not in done})


def _gap(lines: list[str]) -> list[str]:
    return [""] if lines else []


def _leaf(key: str, question: Question, value: Any, *, decide: bool) -> list[str]:
    lines = _comment(f"{question.ask} {question.help}")
    if question.kind == "list":
        lines += _fields(question)
        if value and not (isinstance(value, str) and has_no_entries(value)):
            return [*lines, *yaml_lines({key: _by_titles(question, value)})]
        example = _as_comment(yaml_lines({key: [_example(question)]}))
        if decide and not question.required:
            return [*lines, f"{key}: {OPEN}   # {INSTEAD}", *example]
        return [*lines, *example]
    if value not in (None, "") and not (isinstance(value, str) and (leaves_open(value) or is_unknown(value))):
        return [*lines, *yaml_lines({key: value})]
    if decide:
        hint = f"   # for example: {question.example}" if question.example else ""
        return [*lines, f"{key}: {OPEN}{hint}"]
    return [*lines, f"# {key}: {scalar(question.example)}"]


def _fields(question: Question) -> list[str]:
    width = max(len(inner.key) for inner in question.fields)
    return [
        f"#   {inner.key:<{width}}  {inner.ask[0].lower()}{inner.ask[1:]}{_of_which(inner)}"
        for inner in question.fields
    ]


def _of_which(field: Question) -> str:
    """The ids to choose from, of what the interview does not ask."""
    return f": {', '.join(choice.value for choice in field.choices)}" if field.form_only and field.choices else ""


def _example(question: Question) -> dict[str, str]:
    if question.suggestions:  # without its id: nobody has to give one
        first = {key: value for key, value in question.suggestions[0].items() if key != "id"}
        return _by_title(question, first)
    return {inner.key: inner.example for inner in question.fields if inner.example}


def _by_titles(question: Question, value: Any) -> Any:
    """The same of each entry of a list; a list may also be left open, with a word."""
    entries = value if isinstance(value, list) else ()
    return [_by_title(question, one) if isinstance(one, Mapping) else one for one in entries] or value


def _by_title(question: Question, entry: Mapping[str, Any]) -> dict[str, Any]:
    """An entry whose people are called by their titles: a champion knows the front desk, and no `scheduler`."""
    titles = {
        (field.key, choice.value): choice.shown for field in question.fields if field.free for choice in field.choices
    }
    return {key: titles.get((key, value), value) if isinstance(value, str) else value for key, value in entry.items()}


def yaml_lines(tree: Mapping[str, Any]) -> list[str]:
    """A tree as block YAML."""
    lines: list[str] = []
    for key, value in tree.items():
        if isinstance(value, Mapping):
            lines += [f"{scalar(key)}:", *_indented(yaml_lines(value))] if value else []
        elif isinstance(value, list | tuple):
            items = [item for item in value if item not in (None, {}, [])]
            lines += [f"{scalar(key)}:"] if items else []
            for item in items:
                first, *more = yaml_lines(item) if isinstance(item, Mapping) else [_word(item)]
                lines += [f"  - {first}", *(f"    {line}" for line in more)]
        else:
            lines.append(f"{scalar(key)}: {_word(value)}")
    return lines


def _word(value: Any) -> str:
    if value is None:
        return OPEN
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str) and value in ("yes", "no"):
        return value
    return scalar(value.isoformat() if isinstance(value, dt.date) else str(value))
