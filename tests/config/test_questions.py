"""The questions a practice is asked: complete, answerable, and a file made from them loads."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import pytest
import yaml

from whp_deck.config.answers import check_answers
from whp_deck.config.deck import load_deck
from whp_deck.config.ids import file_stem, free_id
from whp_deck.config.intake import Intake
from whp_deck.config.new_files import deck_text, practice_text, scalar
from whp_deck.config.questions import Question, all_questions, check_answer, load_questions, usual_entries
from whp_deck.config.reader import read_text
from whp_deck.config.schema import render_schema
from whp_deck.config.toolkits import load_toolkit, toolkit_names
from whp_deck.content.authored import Map
from whp_deck.content.decisions import Barrier, Decisions, Handoff, Measure, Review, Start
from whp_deck.planner.plan import make_plan

GROUPS = load_questions()
QUESTIONS = {question.key: question for question in all_questions(GROUPS)}


def answered(decisions: str = "") -> Map:
    text = (
        "practice: {name: Hilltop Clinic, contact: {role: manager}}\n"
        "staff: {ma: {title: nurse aide}}\n"
        "decisions:\n  handoffs:\n    - {id: rooming, giver: ma, receiver: clinician, when: after rooming}\n"
    )
    tree, problems = read_text(text + decisions, "answers.yaml")
    assert isinstance(tree, Map), problems
    return tree


def test_every_decision_is_asked_for() -> None:
    asked = {key.removeprefix("decisions.") for key in QUESTIONS if key.startswith("decisions.")}
    plain = set(Decisions.model_fields) - {"start", "review"}
    inner = {f"start.{name}" for name in Start.model_fields} | {f"review.{name}" for name in Review.model_fields}
    # the first review's day is rarely fixed at the start; this toolkit is about handoffs, not moments
    assert asked == (plain | inner) - {"review.date", "moments"}


@pytest.mark.parametrize(("key", "model"), [("handoffs", Handoff), ("barriers", Barrier), ("measures", Measure)])
def test_every_field_of_an_entry_is_asked_for(key: str, model: type[Handoff | Barrier | Measure]) -> None:
    question = QUESTIONS[f"decisions.{key}"]
    assert {field.key for field in question.fields} == set(model.model_fields) - {"id"}
    for suggestion in question.suggestions:
        model.model_validate(dict(suggestion))


def test_every_question_has_an_example_that_is_a_good_answer() -> None:
    for question in QUESTIONS.values():
        for asked in (question, *question.fields):
            assert asked.example or asked.choices or asked.fields, asked.key
            if asked.example and asked.kind != "list":
                assert check_answer(asked, asked.example).wrong == "", asked.key


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("date", "12/7/2026", "2026-12-07"),
        ("date", "2026-12-07", "2026-12-07"),
        ("time", "7:45 am", "07:45"),
        ("time", "2:05 pm", "14:05"),
        ("time", "7 am", "07:00"),
        ("time", "noon", "12:00"),
        ("time", "0745", "07:45"),
        ("file", "none", None),
        ("color", "none", None),
        ("color", "0b4f5c", "#0B4F5C"),
        ("yes-no", "Y", "yes"),
        ("yes-no", "yep", "yes"),
        ("yes-no", "Nope.", "no"),
        ("line", "  two   words ", "two words"),
        ("line", "decide later", None),
        ("line", "", None),
    ],
)
def test_answers_are_taken_as_people_type_them(kind: str, typed: str, value: str | None) -> None:
    answer = check_answer(Question("x", kind, "x"), typed)  # type: ignore[arg-type]
    assert answer == (value, "")


@pytest.mark.parametrize(
    ("kind", "typed"),
    [("date", "Monday"), ("date", "13/13/2026"), ("time", "25:00"), ("time", "7"), ("time", "13:00 pm"), ("color", "our teal"), ("yes-no", "sometimes"), ("line", "a\x00b"), ("line", "a" * 2001)],
)  # fmt: skip
def test_what_cannot_be_taken_is_told_in_plain_words(kind: str, typed: str) -> None:
    assert check_answer(Question("x", kind, "x"), typed).wrong  # type: ignore[arg-type]


def test_a_choice_is_taken_by_number_key_or_title_and_staff_by_any_word() -> None:
    giver = next(field for field in QUESTIONS["decisions.handoffs"].fields if field.key == "giver")
    assert [check_answer(giver, typed).value for typed in ("1", "ma", "Medical assistant", "midwife")] == [
        "clinician",
        "ma",
        "ma",
        "midwife",
    ]
    assert "huddle-15" in check_answer(QUESTIONS["deck.format"], "weekly").wrong
    assert "as: 25 minutes" in check_answer(QUESTIONS["deck.format"], "weekly").wrong


@pytest.mark.parametrize(
    ("typed", "value"), [("20", "20 minutes"), ("20 minutes", "20 minutes"), ("20min", "20 minutes")]
)
def test_a_meeting_of_any_length_is_an_answer(typed: str, value: str) -> None:
    assert check_answer(QUESTIONS["deck.format"], typed) == (value, "")


def test_a_number_of_the_list_is_an_answer() -> None:
    format = QUESTIONS["deck.format"]
    for number, choice in enumerate(format.choices, 1):
        assert check_answer(format, str(number)) == (choice.value, "")


def test_a_length_of_ones_own_is_written_as_a_key() -> None:
    text = deck_text({"format": "20 minutes"}, load_toolkit(), practice="p.yaml", file_name="d.yaml")
    assert yaml.safe_load(text)["format"] == {"minutes": 20}


def test_an_answer_in_short_to_a_question_with_parts_is_kept() -> None:
    tree = {"practice": {"name": "Hilltop"}, "staff": {"ma": "LPN", "clinician": {"title": "nurse practitioner"}}}
    assert yaml.safe_load(practice_text(tree, GROUPS))["staff"] == tree["staff"]


def test_a_new_practice_file_loads_teaches_and_agrees_with_the_schema(tmp_path: Path) -> None:
    tree = answered("  patients: 'yes: all, #1 & \"more\"'\n  start: {date: 2026-12-07}\n")
    text = practice_text(tree, GROUPS)
    (tmp_path / "practice.yaml").write_text(text, encoding="utf-8")
    deck = {"name": "no", "format": "huddle-15", "meetings": [{"session": "1", "start": "07:45", "place": "Room, big"}]}
    written = deck_text(deck, load_toolkit(), practice="practice.yaml", file_name="deck.yaml")
    (tmp_path / "deck.yaml").write_text(written, encoding="utf-8")
    loaded, problems = load_deck(tmp_path / "deck.yaml")
    assert problems == []
    assert loaded is not None
    assert loaded.file.deck == "no"
    assert loaded.file.meetings[0].place == "Room, big"
    assert loaded.practice.contact.role == "manager"
    assert loaded.staff["ma"].title == "nurse aide"
    assert loaded.decisions.patients == 'yes: all, #1 & "more"'
    assert loaded.decisions.family is None
    for question in QUESTIONS.values():
        if not question.key.startswith("deck."):
            assert question.ask.split()[0] in text
    assert "family: decide later   # for example: The patient chooses who stays" in text
    import json

    read = yaml.safe_load(text)
    read["decisions"]["start"]["date"] = str(read["decisions"]["start"]["date"])
    assert list(jsonschema.Draft202012Validator(json.loads(render_schema("practice"))).iter_errors(read)) == []


@pytest.mark.parametrize(
    "text",
    ["no", "7:30", "014", "a: b", "a #b", "- x", "it’s fine", "Flag out, wait", "4 of 20", "{x}", "“Quote.”", "é", "1.5", "~", "null", "? x", "x:", "\\n"],
)  # fmt: skip
def test_a_text_comes_back_as_it_was_typed(text: str) -> None:
    for line in (f"key: {scalar(text)}\n", f"- key: {scalar(text)}\n"):
        tree, problems = read_text(line, "x")
        assert problems == []
        assert text in str(tree) or repr(text) in str(tree)
        assert str(yaml.safe_load(line.removeprefix("- "))["key"]) == text


def test_wrong_answers_are_told_with_their_lines() -> None:
    tree = answered("  start: {date: soon}\ndeck: {format: weekly}\n")
    intake = Intake()
    check_answers(tree, intake, load_toolkit())
    assert [problem.source.line for problem in intake.problems if problem.source] == [6]
    tree = answered("deck: {format: weekly}\n")
    check_answers(tree, intake := Intake(), load_toolkit())
    assert [problem.code for problem in intake.problems] == ["format-unknown"]


def test_file_names_are_plain() -> None:
    assert [file_stem(name) for name in ("Monday huddle", "Übung: 1/2", "???")] == [
        "monday-huddle",
        "ubung-1-2",
        "training",
    ]


@pytest.mark.parametrize(
    ("name", "stem"),
    [("CON", "con-training"), ("Nul", "nul-training"), ("com1", "com1-training"), ("Con men", "con-men")],
)
def test_no_file_is_called_as_a_device_of_windows(name: str, stem: str) -> None:
    assert file_stem(name) == stem


@pytest.mark.parametrize("toolkit", toolkit_names())
def test_every_toolkit_asks_for_what_it_needs_and_its_suggestions_make_a_deck(toolkit: str, tmp_path: Path) -> None:
    known, groups = load_toolkit(toolkit), load_questions(toolkit)
    questions = {question.key: question for question in all_questions(groups)}
    occasions = questions[f"decisions.{known.facts.occasions}"]
    for needed in known.facts.needs.decisions:
        assert questions[f"decisions.{needed}"].required
    assert usual_entries(occasions)
    assert questions["deck.format"].default in known.formats
    assert known.facts.new_deck.slide in known.slides
    for question in questions.values():
        for field, entry in ((field, entry) for field in question.fields for entry in question.suggestions):
            if field.choices and not field.free and field.key in entry:
                assert entry[field.key] in {choice.value for choice in field.choices}
    every = {key.removeprefix("decisions."): list(one.suggestions) for key, one in questions.items() if one.suggestions}
    tree = {"practice": {"name": "Hilltop Clinic"}, "decisions": every}
    (tmp_path / "practice.yaml").write_text(practice_text(tree, groups), encoding="utf-8")
    text = deck_text({}, known, practice="practice.yaml", file_name="deck.yaml")
    head, _, examples = text.partition("# slides:\n")  # the examples in the comments are true as well
    kept = [line[2:] for line in examples.split("\n") if line.startswith(("#  ", "# role_plays:"))]
    text = "\n".join([head, "slides:", *kept])
    (tmp_path / "deck.yaml").write_text(text, encoding="utf-8")
    deck, problems = load_deck(tmp_path / "deck.yaml")
    assert problems == []
    assert deck is not None
    assert make_plan(deck)[1] == []


def test_new_files_have_no_braces_for_a_beginner_to_break(tmp_path: Path) -> None:
    known = load_toolkit()
    meetings = [{"session": "1", "date": "2026-11-30", "start": "07:45", "place": "Room, big", "join": ""}]
    for deck in ({}, {"meetings": meetings}):
        text = deck_text(deck, known, practice="practice.yaml", file_name="deck.yaml")
        assert not [line for line in text.splitlines() if "{" in line or "[" in line]
    assert "join" not in text
    every = {one.key.removeprefix("decisions."): list(one.suggestions) for one in QUESTIONS.values() if one.suggestions}
    text = practice_text({"practice": {"name": "Hilltop"}, "decisions": every}, GROUPS)
    assert not [line for line in text.splitlines() if "{" in line or "[" in line]


def test_a_color_may_be_named() -> None:
    asked = QUESTIONS["practice.theme.primary"]
    assert [check_answer(asked, typed).value for typed in ("purple", "Dark Green", "0b4f5c")] == [
        "#800080",
        "#006400",
        "#0B4F5C",
    ]
    assert "as Hex" in check_answer(asked, "our blue").wrong


def test_an_id_made_of_many_words_ends_with_a_whole_one() -> None:
    assert free_id("next to the copy room after the long lunch break", ()) == "next-to-the-copy-room-after-the-long"
    assert free_id("x" * 50, ()) == "x" * 40
