"""Whatever stands in a field, the message is for people: no words of the program that reads it, and what helps."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

import whp_deck
from tests.conftest import DECK, PRACTICE
from whp_deck.config.deck import load_deck
from whp_deck.config.deck_file import MeetingEntry
from whp_deck.config.problems import explain
from whp_deck.config.questions import all_questions, check_answer, load_questions
from whp_deck.content.authored import Authored, Map, Seq
from whp_deck.errors import Problem, Source

ROOMS = ("whp_deck.content", "whp_deck.slides", "whp_deck.config")
ODD = (
    None, "", "soon", "-1", "999999", "1.5", "nan", "word " * 700, [], ["x"], [["x"]], ["x"] * 61, {}, {"x": "y"}, [{"id": "a"}],
)  # fmt: skip
PROGRAMMERS = (
    ": :", "now it says this", "input should", "list should", "string should", "value should", "validation", "valid ",
    "integer", "boolean", "dictionary", "instance", "^[", "\\d", " 1 cells", "None", "``",
)  # fmt: skip


def all_models() -> list[type[BaseModel]]:
    def below(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
        for one in model.__subclasses__():
            yield one
            yield from below(one)

    for module in pkgutil.walk_packages(whp_deck.__path__, "whp_deck."):
        if module.name.startswith(ROOMS):
            importlib.import_module(module.name)
    found = {one for one in below(Authored) if one.__module__.startswith(ROOMS)}
    return sorted(found, key=lambda one: (one.__module__, one.__name__))


def as_read(value: Any) -> Any:
    here = Source("deck.yaml", 1)
    if isinstance(value, dict):
        return Map(here, [(key, as_read(inner), here) for key, inner in value.items()])
    return Seq(here, [(as_read(item), here) for item in value]) if isinstance(value, list) else value


def told(model: type[BaseModel], value: Any) -> list[Problem]:
    tree = as_read(value)
    try:
        model.model_validate(tree)
    except ValidationError as error:
        return explain(error, tree, model, "slide `t`: ")
    return []


@pytest.mark.slow
def test_no_field_of_any_model_answers_in_the_words_of_a_program() -> None:
    models = all_models()
    assert len(models) > 60
    for model in models:
        for name, field in model.model_fields.items():
            for odd in ODD:
                for problem in told(model, {field.alias or name: odd}):
                    where = f"{model.__name__}.{name}, {str(odd)[:20]!r}: {problem.message} / {problem.hint}"
                    assert problem.hint, f"{where}: add what helps, in config/unfit.py, or raise `Unfit`"
                    said = f"{problem.message} {problem.hint}"
                    assert not [word for word in PROGRAMMERS if word in said], f"{where}: tell it in config/unfit.py"


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (
            "[[a, b], [c]]",
            "deck.yaml:6: slide `t`: rows[2]: the row has 1 cell, the header has 2 [value-invalid]\n\nhint: give it as many "
            'cells as the header has, with "" for an empty one; quotes round a cell with a comma',
        ),
        (
            "[]",
            "deck.yaml:6: slide `t`: rows: nothing is listed; 1 or more are needed [value-invalid]\n\nhint: list them",
        ),
        ("none", "deck.yaml:6: slide `t`: rows: a list is expected [value-shape]\n\nhint: start each line with `- `"),
    ],
)
def test_what_is_wrong_with_a_table_is_told_at_its_row(write_deck: Callable[..., Path], rows: str, told: str) -> None:
    deck = f"slides:\n  add:\n    - {{id: t, kind: table, title: A, header: [One, Two], rows: {rows}}}\n"
    _, (problem,) = load_deck(write_deck(DECK + deck))
    assert told in str(problem)


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("2 x 25 minuts", "did you mean `2 x 25 minutes`?"),
        ("twice-25", "did you mean `2 x 25 minutes` or `twice-20`?"),
        ("two 25-minut sesions", "did you mean `two 25-minute sessions`?"),
        (
            "2 x 25 parsecs",
            "meetings of a length of your own are written as `25 minutes` or `2 x 25 minutes`; there is",
        ),
        ("our 25", "for a meeting of 25 minutes write `minutes: 25` on a line of its own"),
    ],
)
def test_a_length_that_is_misspelled_is_told_as_it_is_meant(
    write_deck: Callable[..., Path], typed: str, hint: str
) -> None:
    _, problems = load_deck(write_deck(DECK.replace("huddle-15", typed)))
    assert [one.hint.startswith(hint) for one in problems] == [True]


@pytest.mark.parametrize("key", ["minutes", "duration"])
def test_the_length_of_a_meeting_is_looked_for_in_vain_and_told_where_it_is(
    write_deck: Callable[..., Path], key: str
) -> None:
    _, (problem,) = load_deck(write_deck(f"{DECK}meetings:\n  - {key}: 30\n"))
    assert problem.code == "key-unknown"
    assert "the deck’s `format:` says, for all of them alike" in problem.hint


def test_points_as_a_list_in_the_place_of_a_text_are_told_how_they_are_written(
    write_deck: Callable[..., Path],
) -> None:
    slide = "{id: t, kind: content, title: A, body: [One, Two], after: video}"
    _, (problem,) = load_deck(write_deck(f"{DECK}slides: {{add: [{slide}]}}\n"))
    assert problem.hint.startswith("write one text; for points below each other `body: |`, and then each on a line")
    mended = "    - id: t\n      kind: content\n      title: A\n      after: video\n      body: |\n        - One\n        - Two\n"
    assert load_deck(write_deck(f"{DECK}slides:\n  add:\n{mended}"))[1] == []


@pytest.mark.parametrize(
    ("deck", "practice", "hint"),
    [
        ("", ("name: Hilltop Clinic", "name: [Hilltop, Clinic]"), "write one text behind its key, without `- ` before it: `name: "),
        ("", ("  name: Hilltop Clinic", "  - name: Hilltop Clinic"), "take the `- ` before `name:` away"),
        ("", ("when: after rooming", "when: [after rooming]"), "write one text behind its key, without `- ` before it: `when: "),
        ("slides:\n  change:\n    video: {title: [Watch it]}\n", (), "write one text behind its key, without `- `"),
        ("slides:\n  change:\n    - video: {title: Watch it}\n", (), "take the `- ` before `video:` away: these are keys"),
        ("slides:\n  change:\n    video:\n      - title: Watch it\n      - minutes: 4\n", (), "take the `- ` before `title:` and `minutes:` away"),
        ("slides:\n  move:\n    - video: 2\n", (), "take the `- ` before `video:` away"),
        ("slides:\n  - remove: [video]\n", (), "take the `- ` before `remove:` away"),
        ("role_plays:\n  change:\n    rooming-refill:\n      - title: Ours\n", (), "take the `- ` before `title:` away"),
    ],
)  # fmt: skip
def test_a_list_in_the_place_of_one_text_or_of_keys_is_told_as_what_it_is(
    write_deck: Callable[..., Path], deck: str, practice: tuple[str, str] | tuple[()], hint: str
) -> None:
    _, problems = load_deck(write_deck(DECK + deck, PRACTICE.replace(*practice) if practice else PRACTICE))
    assert [one.hint.startswith(hint) for one in problems if one.severity == "error"] == [True], problems


@pytest.mark.parametrize(
    ("edit", "meant"),
    [
        ("remove: [Watch one DONE well]", "video"),
        ("include: [watch one done well]", "video"),
        ("move: {Watch one done well: 1}", "video"),
        ("change: {Watch one done well: {title: Ours}}", "video"),
        ("order: [VIDEO]", "video"),
        ("hide: [Vidoe]", "video"),
        ("hide: [It's ours]", "ours"),
        ("hide: [Said twice]", ""),
    ],
)
def test_a_title_in_the_place_of_an_id_tells_the_id(write_deck: Callable[..., Path], edit: str, meant: str) -> None:
    added = "".join(
        f"    - {{id: {id}, kind: content, after: what-is-whp, title: {title}, body: Text}}\n"
        for id, title in (("ours", "It’s ours"), ("qqq", "Said twice"), ("zzz", "Said twice"))
    )
    _, problems = load_deck(write_deck(f"{DECK}slides:\n  add:\n{added}  {edit}\n"))
    (hint,) = [one.hint for one in problems if one.code == "slide-unknown"]
    assert hint == (f"did you mean `{meant}`? " if meant else "") + "`whp-deck outline` lists every id"


@pytest.mark.parametrize("typed", ["noon", "7 am", "7.45", "0745", "2:05 p.m.", "7", "25:00", "13:00 pm", "lunch"])
def test_every_way_in_reads_a_time_alike(typed: str) -> None:
    asked = next(field for one in all_questions(load_questions()) for field in one.fields if field.kind == "time")
    answered = check_answer(asked, typed)
    written = Source("answers.yaml", 1)
    if answered.wrong:
        assert told(MeetingEntry, {"start": typed})
    else:
        entry = MeetingEntry.model_validate(Map(written, [("start", typed, written)]))
        assert entry.start is not None
        assert entry.start.strftime("%H:%M") == answered.value


def test_every_way_in_says_alike_how_a_time_is_written() -> None:
    pattern = "7:45 or 2:05 pm"
    asked = [field for one in all_questions(load_questions()) for field in (one, *one.fields) if field.kind == "time"]
    said = [
        told(MeetingEntry, {"start": "soon"})[0].message,
        told(MeetingEntry, {"start": ["x"]})[0].hint,
        *(check_answer(question, "soon").wrong for question in asked),
    ]
    assert asked
    assert [one for one in said if pattern not in one] == []
