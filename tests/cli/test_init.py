"""`whp-deck init`: an interview that goes forth and back, files that teach, nothing overwritten."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Done
from whp_deck.cli.interview import KeptAnswers, Say, hold_interview
from whp_deck.cli.picks import check_pick
from whp_deck.cli.planned_lengths import left_over, meetings_words
from whp_deck.cli.second_look import doubt, understood
from whp_deck.cli.steps import make_steps
from whp_deck.config.answers import as_map, check_answers, read_answers
from whp_deck.config.deck import load_deck
from whp_deck.config.intake import Intake
from whp_deck.config.lengths import Length, length_of
from whp_deck.config.new_files import deck_text, practice_text
from whp_deck.config.questions import all_questions, load_questions
from whp_deck.config.toolkits import load_toolkit
from whp_deck.content.whole_answers import is_person_by_name
from whp_deck.errors import has_errors
from whp_deck.office.contrast import is_readable
from whp_deck.planner.plan import make_plan

Run = Callable[..., Done]
GROUPS = load_questions()
TODAY = dt.date(2026, 11, 2)


def interview(
    answer: Callable[[str], str], kept: KeptAnswers | None = None
) -> tuple[dict[str, Any], list[KeptAnswers]]:
    """Hold an interview; `answer` gives the line typed for a question, the last words that were shown in bold."""
    asked: list[str] = []
    states: list[KeptAnswers] = []

    def show(text: str, style: str) -> None:
        if style == "bold":
            asked.append(text)

    say = Say(show, lambda prompt: answer(asked[-1]))
    return hold_interview(
        GROUPS, kept or KeptAnswers({}), say, lambda state: states.append(json_copy(state)), today=TODAY
    ), states


def json_copy(state: KeptAnswers) -> KeptAnswers:
    return KeptAnswers(*json.loads(json.dumps(state)))


def script(**lines: str) -> Callable[[str], str]:
    """Answers by a word of the question, each given once; Enter for everything else."""
    waiting = {key.replace("_", " "): value for key, value in lines.items()}

    def answer(question: str) -> str:
        for words in waiting:
            if words in question:
                return waiting.pop(words)
        return ""

    return answer


def test_a_name_and_enter_are_enough() -> None:
    answers, _ = interview(script(name_of_your_practice="Hilltop"))
    assert answers["practice"]["name"] == "Hilltop"
    assert [entry["id"] for entry in answers["decisions"]["handoffs"]] == ["rooming", "checkout"]
    assert answers["deck"]["format"] == "huddle-15"


def test_a_required_answer_is_asked_again() -> None:
    lines = iter(["", "decide later", "Hilltop"])
    answers, _ = interview(lambda question: next(lines, "") if "name of your practice" in question else "")
    assert answers["practice"]["name"] == "Hilltop"


def test_back_returns_to_the_question_before_and_keeps_its_answer() -> None:
    def typed() -> Iterator[str]:
        yield from ("Hilltop", "Hill", "<", "Hilltop Clinic", "")  # back at the third question, to the second

    lines = typed()
    answers, _ = interview(lambda question: next(lines, ""))
    assert answers["practice"]["name"] == "Hilltop"
    assert answers["practice"]["short_name"] == "Hilltop Clinic"


def test_an_entry_of_ones_own_is_asked_for_whole_and_gets_an_id() -> None:
    def answer(question: str, seen: list[str] = []) -> str:  # noqa: B006
        seen.append(question)
        more = question.startswith("Another handoff: who hands off") and seen.count(question) == 1
        if more:
            return "midwife"
        own = {"Who takes over:": "1", "The moment, as you would say it in a sentence:": "after the birth"}
        return own.get(question, "Hilltop" if "name of your practice" in question else "")

    answers, _ = interview(answer)
    own = answers["decisions"]["handoffs"][-1]
    assert own == {
        "giver": "midwife", "receiver": "clinician", "when": "after the birth", "first": "yes", "id": "after-the-birth",
    }  # fmt: skip


def test_when_a_handoff_begins_is_asked_of_each_of_them() -> None:
    asked: list[str] = []

    def answer(question: str) -> str:
        asked.append(question)
        if question == "Does it begin on your first day?" or question == "Does it begin on your first day:":
            return "no" if asked.count(question) == 2 else ""
        own = {"Its own first day, if it starts later:": "1/11/2027"}
        return own.get(question, "Hilltop" if "name of your practice" in question else "")

    answers, _ = interview(answer)
    rooming, checkout = answers["decisions"]["handoffs"]
    assert (rooming["first"], "start" in rooming) == ("yes", False)
    assert (checkout["first"], checkout["start"]) == ("no", "2027-01-11")


def test_meetings_follow_a_week_apart_at_the_same_place() -> None:
    answers, _ = interview(
        script(name_of_your_practice="Hilltop", Which_day="11/30/2026", What_time="7:45", Where_you_meet="Break room")
    )
    assert [(entry["session"], entry["date"], entry["place"]) for entry in answers["deck"]["meetings"]] == [
        ("1", "2026-11-30", "Break room"),
        ("2", "2026-12-07", "Break room"),
        ("3", "2026-12-14", "Break room"),
    ]


def test_fewer_choices_drop_the_questions_that_hung_on_them() -> None:
    chosen = {"decisions": {"handoffs": [dict(entry) for entry in GROUPS[2].questions[0].suggestions]}}
    most = sum(1 for _ in make_steps(GROUPS, chosen))
    assert (
        most - sum(1 for _ in make_steps(GROUPS, {})) == 24
    )  # what, where, today and whether it begins first, for six handoffs


def test_an_interview_goes_on_where_it_stopped() -> None:
    count = 0

    def until_ten(question: str) -> str:
        nonlocal count
        count += 1
        if count > 10:
            raise EOFError
        return "Hilltop" if "name of your practice" in question else ""

    states: list[KeptAnswers] = []
    with pytest.raises(EOFError):
        hold_interview(GROUPS, KeptAnswers({}), Say(lambda text, style: None, lambda prompt: "x"), refuse, today=TODAY)
    with pytest.raises(EOFError):
        _collect(until_ten, states)
    asked: list[str] = []

    def rest(question: str) -> str:
        asked.append(question)
        return ""

    answers, _ = interview(rest, states[-1])
    assert answers["practice"]["name"] == "Hilltop"
    assert not any("name of your practice" in question for question in asked)


def refuse(state: KeptAnswers) -> None:
    raise EOFError


def _collect(answer: Callable[[str], str], states: list[KeptAnswers]) -> None:
    asked: list[str] = []
    say = Say(lambda text, style: asked.append(text) if style == "bold" else None, lambda prompt: answer(asked[-1]))
    hold_interview(GROUPS, KeptAnswers({}), say, lambda state: states.append(json_copy(state)), today=TODAY)


@pytest.mark.slow
def test_broken_off_on_the_terminal_and_taken_up_again(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    silent = run("init", tmp_path / "ours")
    assert silent.stderr.endswith("Stopped. Nothing was answered, and nothing is written.\n")
    assert not (tmp_path / "ours").exists()
    monkeypatch.setattr("sys.stdin", io.StringIO("Hilltop Clinic\n\n"))
    stopped = run("init", tmp_path / "ours")
    assert stopped.returncode == 1
    assert "Your answers are kept" in stopped.stderr
    assert not (tmp_path / "ours/config").exists()
    monkeypatch.setattr("sys.stdin", io.StringIO("\n" * 60))
    done = run("init", tmp_path / "ours", "--no-build")
    assert "Welcome back" in done.stderr
    assert done.returncode == 0, done.stderr
    assert "name: Hilltop Clinic" in (tmp_path / "ours/config/practice.yaml").read_text(encoding="utf-8")
    assert not (tmp_path / "ours/.whp-deck-answers.json").exists()
    again = run("init", tmp_path / "ours", "--yes")
    assert again.returncode == 4
    assert "already there" in again.stderr


@pytest.mark.slow
def test_answers_from_a_file_with_a_logo(run: Run, tmp_path: Path) -> None:
    (tmp_path / "ours.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', encoding="utf-8"
    )
    (tmp_path / "answers.yaml").write_text(
        "practice: {name: Hilltop, theme: {logo: ours.svg}}\n"
        "decisions: {handoffs: [{giver: ma, receiver: clinician, when: after rooming}]}\n"
        "deck: {name: Lunch, format: lunch-60}\n",
        encoding="utf-8",
    )
    done = run("init", tmp_path / "new", "--answers", tmp_path / "answers.yaml", "--no-build")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "new/config/ours.svg").is_file()
    loaded, problems = load_deck(tmp_path / "new/decks/lunch.yaml")
    assert problems == []
    assert loaded is not None
    assert loaded.practice.theme.logo == "ours.svg"
    schema = (tmp_path / "new/decks/lunch.yaml").read_text(encoding="utf-8").splitlines()[0].partition("$schema=")[2]
    assert (tmp_path / "new/decks" / schema).is_file()


def test_wrong_answers_in_a_file_write_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "answers.yaml").write_text("practice: {name: Hilltop}\ndeck: {format: weekly}\n", encoding="utf-8")
    done = run("init", tmp_path / "new", "--answers", tmp_path / "answers.yaml")
    assert done.returncode == 1
    assert "answers.yaml:1: decisions.handoffs: an entry is missing" in done.stderr
    assert not (tmp_path / "new").exists()


@pytest.mark.slow
def test_suggestions_alone_become_a_deck_that_builds(run: Run, tmp_path: Path) -> None:
    done = run("init", tmp_path, "--yes")
    assert done.returncode == 0, done.stderr
    assert "Now open" in done.stderr
    assert (tmp_path / "decks/build/warm-handoff-training-1.pptx").is_file()


@pytest.mark.slow
def test_overwrite_keeps_a_dated_copy(run: Run, tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config/practice.yaml").write_text("mine: yes\n", encoding="utf-8")
    done = run("init", tmp_path, "--yes", "--overwrite", "--no-build")
    assert done.returncode == 0, done.stderr
    copies = list((tmp_path / "config").glob("practice.2*.yaml"))
    assert [copy.read_text(encoding="utf-8") for copy in copies] == ["mine: yes\n"]


@pytest.mark.slow
def test_another_toolkit_is_asked_for_by_its_name(run: Run, tmp_path: Path) -> None:
    done = run("init", tmp_path / "new", "--toolkit", "teach-back", "--yes", "--no-build")
    assert done.returncode == 0, done.stderr
    loaded, problems = load_deck(tmp_path / "new/decks/teach-back-training.yaml")
    assert problems == []
    assert loaded is not None
    assert loaded.facts.name == "teach-back"
    assert [one.id for one in loaded.decisions.moments] == ["new-medicine", "device"]
    done = run("init", tmp_path / "other", "--toolkit", "tech-back", "--yes")
    assert done.returncode == 2
    assert "teach-back" in done.stderr


@pytest.mark.slow
def test_an_interview_goes_on_with_its_toolkit(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("Hilltop Clinic\n"))
    assert run("init", tmp_path, "--toolkit", "teach-back").returncode == 1
    monkeypatch.setattr("sys.stdin", io.StringIO("\n" * 80))
    done = run("init", tmp_path, "--no-build")
    assert done.returncode == 0, done.stderr
    assert "toolkit: teach-back" in (tmp_path / "decks/teach-back-training.yaml").read_text(encoding="utf-8")


def test_what_people_are_called_is_asked_once_and_said_from_then_on() -> None:
    answers, said = typed_at(
        ("Who takes the patients", "care assistant"), ("Who examines", "provider"), ("What could get in the way", "1")
    )
    assert any("1  care assistant to provider, after rooming" in text for text in said)
    assert answers["decisions"]["barriers"][0]["barrier"] == "The provider is busy next door"
    assert answers["staff"]["ma"] == {"title": "care assistant"}


def test_a_title_of_ones_own_changes_no_key_of_what_is_suggested() -> None:
    answers, _ = typed_at(("Who takes the patients", "LPN"), ("Who examines", "nurse practitioner"))
    suggested = {one["id"]: one for q in all_questions(GROUPS) for one in q.suggestions if "checklist" in one}
    handoffs = answers["decisions"]["handoffs"]
    assert handoffs
    for one in handoffs:
        assert one["checklist"] == suggested[one["id"]]["checklist"]


@pytest.mark.parametrize("toolkit", ["warm-handoff-plus", "teach-back"])
def test_the_example_of_each_question_can_be_typed_there(toolkit: str) -> None:
    """What a person is shown is what she types: every question takes its own example, in one interview."""
    groups = load_questions(toolkit)
    questions = [*all_questions(groups), *(field for q in all_questions(groups) for field in q.fields)]
    examples = {q.ask: q.example for q in questions if q.example and q.kind not in ("list", "file") and not q.form_only}
    typed: list[str] = []
    bold: list[str] = []

    def show(text: str, style: str) -> None:
        if style == "bold":
            bold.append(text)

    def ask(prompt: str) -> str:
        found = next((ask for ask in examples if ask in bold[-1]), "")
        if not found or bold[-1] in typed:
            return ""
        typed.append(bold[-1])
        return examples[found]

    kept = KeptAnswers({}, toolkit=toolkit)
    answers = hold_interview(groups, kept, Say(show, ask), lambda state: None, today=TODAY)
    assert answers["decisions"]["review"]["when"] == examples["When do you look at it again?"]
    assert len(set(typed)) > 25


UNSAID = ["-", "not sure", "?", ""]


def every_answer_unsaid(toolkit: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Each step that an interview can ask, and what it ends with when that alone is answered so.

    Where an answer is needed, and asked for again, it gets the question's example.
    """
    groups = load_questions(toolkit)
    questions = [*all_questions(groups), *(field for q in all_questions(groups) for field in q.fields)]
    examples = {question.ask.rstrip("?").lower(): question.example for question in questions if question.example}
    first = {"name of your practice": "Hilltop", "Who will lead": "Dana Okafor", "When do you look": "in March"}
    first |= {"What could get": "1", "What will you count": "1", "Which day": "11/30/2026"}

    def hold(at: str, word: str) -> tuple[list[str], dict[str, Any]]:
        reached = [""]
        bold: list[str] = []
        answered: list[str] = []

        def ask(prompt: str) -> str:
            again, here = answered.count(reached[-1]), reached[-1]
            answered.append(here)
            if again:
                asked = bold[-1].partition(": ")[2] or bold[-1]
                return examples.get(asked.removesuffix(" Enter goes on.").rstrip("?:.").lower(), "1")
            return word if here == at else next((first[key] for key in first if key in bold[-1]), "")

        say = Say(lambda text, style: bold.append(text) if style == "bold" else None, ask)
        kept = KeptAnswers({}, toolkit=toolkit)
        return reached, hold_interview(groups, kept, say, lambda state: reached.append(state.at), today=TODAY)

    for at in hold("none of them", "")[0][:-1]:
        for word in UNSAID:
            yield at, word, hold(at, word)[1]


@pytest.mark.slow
@pytest.mark.parametrize("toolkit", ["warm-handoff-plus", "teach-back"])
def test_whatever_question_is_left_open_there_are_files_and_a_deck(toolkit: str, tmp_path: Path) -> None:
    """Each alone, in each of the ways in which people do it."""
    known, groups = load_toolkit(toolkit), load_questions(toolkit)
    ends: dict[str, str] = {}
    asked = set()
    for at, word, tree in every_answer_unsaid(toolkit):
        ends.setdefault(json.dumps(tree), f"{at}: {word!r}")
        asked.add(at)
    assert len(asked) > 30
    for end, told in ends.items():
        tree, intake = json.loads(end), Intake()
        check_answers(as_map(tree), intake, known)
        assert intake.problems == [], told
        (tmp_path / "practice.yaml").write_text(practice_text(tree, groups), encoding="utf-8")
        deck = tmp_path / "deck.yaml"
        text = deck_text(tree["deck"], known, practice="practice.yaml", file_name="deck.yaml")
        deck.write_text(text, encoding="utf-8")
        loaded, problems = load_deck(deck)
        assert loaded is not None, (told, problems)
        assert not has_errors([*problems, *make_plan(loaded)[1]]), told


@pytest.mark.parametrize("word", UNSAID[:3])
def test_a_title_left_open_is_the_usual_one_and_not_in_the_file(word: str) -> None:
    answers, said = typed_at(("Who books what comes next", word))
    assert any(text.startswith("Slides and cards say “front desk” then") for text in said)
    assert "scheduler" not in answers["staff"]
    assert answers["staff"]["ma"] == {"title": "medical assistant"}
    assert [one["id"] for one in answers["decisions"]["handoffs"]] == ["rooming", "checkout"]
    assert not any("scheduler" in text for text in said)


@pytest.mark.parametrize(
    "word",
    ["none", "nobody", "No one.", "no", "we have no front desk", "no front desk", "there is none", "We don’t have one"],
)
def test_where_nobody_is_that_nothing_that_they_would_do_is_suggested(word: str) -> None:
    answers, said = typed_at(("Who books what comes next", word))
    assert "scheduler" not in answers["staff"]
    assert [one["id"] for one in answers["decisions"]["handoffs"]] == ["rooming"]
    rest = said[said.index(next(text for text in said if text.startswith("Then nothing that they would do"))) + 1 :]
    assert not any("front desk" in text or "scheduler" in text for text in rest)
    assert any(text.startswith("  3  I would rather type it") for text in rest)


def test_without_whom_most_is_suggested_there_are_still_handoffs_of_ones_own() -> None:
    own = [("Which handoffs", "nurse"), ("Who takes over", "pharmacist"), ("The moment", "at noon")]
    answers, _ = typed_at(("Who examines", "nobody"), *own)
    assert [one["receiver"] for one in answers["decisions"]["handoffs"]] == ["pharmacist"]


def test_answers_that_cannot_be_used_are_kept_and_told_by_their_question(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What an earlier version kept, or somebody mended by hand, need not be what the files can hold."""
    handoffs = [{"giver": "ma", "receiver": "clinician", "when": "after rooming", "id": "rooming", "what": "a chart"}]
    answers = {"practice": {"name": "Hilltop"}, "decisions": {"handoffs": handoffs}}
    store = tmp_path / ".whp-deck-answers.json"
    store.write_text(json.dumps({"answers": answers, "at": "deck.meetings.0.date answer"}), encoding="utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO("\n"))
    done = run("init", tmp_path, "--no-build")
    assert done.returncode == 1
    assert (
        "your answer to “What is handed over (the patient, information or instructions)?”, Handoff 1: " in done.stderr
    )
    assert "your answers are kept in" in done.stderr
    assert "Run the same command again: it goes on at your answer to “What is handed over" in done.stderr
    assert not (tmp_path / "config").exists()
    assert json.loads(store.read_text(encoding="utf-8"))["at"] == "decisions.handoffs.0.what answer"
    monkeypatch.setattr("sys.stdin", io.StringIO("patient\n" + "\n" * 60))
    done = run("init", tmp_path, "--no-build")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "config/practice.yaml").is_file()


@pytest.mark.slow
def test_a_deck_that_is_there_already_keeps_the_answers_and_asks_for_its_name(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "decks").mkdir()
    (tmp_path / "decks/warm-handoff-training.yaml").write_text("mine: yes\n", encoding="utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO("Hilltop\n" + "\n" * 60))
    done = run("init", tmp_path, "--no-build")
    assert done.returncode == 4
    assert "it goes on at your answer to “What do you call this training?”" in done.stderr
    monkeypatch.setattr("sys.stdin", io.StringIO("Our huddle\n\n"))
    done = run("init", tmp_path, "--no-build")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "decks/our-huddle.yaml").is_file()


def test_of_the_list_of_handoffs_none_may_be_taken_and_one_is_needed() -> None:
    lines = [("Which handoffs", "none"), ("Another handoff", "-"), ("Another handoff", "nurse"), ("Who takes over", "clinician"), ("The moment", "at noon"), ("Another handoff", "nurse"), ("Who takes over", "clinician"), ("The moment", "At noon"), ("The moment", "at night")]  # fmt: skip
    answers, said = typed_at(*lines)
    assert [one["when"] for one in answers["decisions"]["handoffs"]] == ["at noon", "at night"]
    assert any(text.startswith("at least one is needed") for text in said)
    assert any("stands in the list already" in text for text in said)


def test_a_short_word_for_somebody_is_answered_with_the_title_it_stands_for() -> None:
    _, said = typed_at(("Another handoff", "MA"), ("Who takes over", "nurse"), ("The moment", "at noon"))
    assert "medical assistant" in said


def test_what_would_stop_the_build_is_told_at_its_question() -> None:
    lines = {"logo": iter(["no-such.png", ""]), "main color": iter(["#7FB3D5", "#0B4F5C"])}
    shown: list[str] = []

    def answer(question: str) -> str:
        if "name of your practice" in question:
            return "Hilltop"
        return next((next(typed, "") for words, typed in lines.items() if words in question), "")

    asked: list[str] = []

    def show(text: str, style: str) -> None:
        (asked if style == "bold" else shown).append(text)

    answers = hold_interview(
        GROUPS, KeptAnswers({}), Say(show, lambda prompt: answer(asked[-1])), lambda state: None, today=TODAY
    )
    assert "logo" not in answers["practice"].get("theme", {})
    assert answers["practice"]["theme"]["primary"] == "#0B4F5C"
    assert any("there is no file “no-such.png” in " in text and "press Enter to leave it out" in text for text in shown)
    assert any("the nearest shade that can be used is #" in text for text in shown)


def test_an_entry_that_was_begun_can_be_dropped() -> None:
    def answer(question: str) -> str:
        if "name of your practice" in question:
            return "Hilltop"
        if "Another handoff" in question:
            return "midwife" if not dropped else ""
        if question == "Who takes over:":
            dropped.append(question)
            return "-"
        return ""

    dropped: list[str] = []
    answers, _ = interview(answer)
    assert dropped
    assert [entry["id"] for entry in answers["decisions"]["handoffs"]] == ["rooming", "checkout"]


def typed_at(*lines: tuple[str, str]) -> tuple[dict[str, Any], list[str]]:
    """An interview in which those lines are typed at the questions that hold those words, in turn; and all it said."""
    waiting = [*lines, ("name of your practice", "Hilltop")]
    said: list[str] = []
    bold: list[str] = []

    def show(text: str, style: str) -> None:
        said.append(text)
        if style == "bold":
            bold.append(text)

    def ask(prompt: str) -> str:
        said.append(prompt)
        found = next((one for one in waiting if one[0] in bold[-1]), None)
        if found:
            waiting.remove(found)
        return found[1] if found else ""

    return hold_interview(GROUPS, KeptAnswers({}), Say(show, ask), lambda state: None, today=TODAY), said


@pytest.mark.parametrize(
    ("words", "odd", "because"),
    [
        ("name of your practice", "42", "no word in “42”"),
        ("name of your practice", "x", "a single letter"),
        ("name of your practice", "Hilltop 😀", "“😀” would be an empty box on printed pages."),
        ("call it among yourselves", "7", "no word in “7”"),
        ("Another handoff: who hands off", "x", "a single letter"),
        ("On which day do you begin", "3/4/2024", "Monday, March 4, 2024, is over; today is Monday, November 2, 2026"),
    ],
)
def test_an_odd_answer_is_asked_once_more(words: str, odd: str, because: str) -> None:
    ends = [("Who takes over", "1"), ("The moment", "at night")]
    mended = {"3/4/2024": "3/4/2027"}.get(odd, "nurse")
    answers, said = typed_at((words, odd), (words, mended), *ends)
    assert any(because in text for text in said)
    assert f'"{odd}"' not in json.dumps(answers)
    assert {"3/4/2027": "2027-03-04"}.get(mended, mended) in json.dumps(answers)


def test_an_odd_answer_that_is_meant_is_kept_by_enter() -> None:
    answers, said = typed_at(("name of your practice", "42"), ("name of your practice", ""))
    assert answers["practice"]["name"] == "42"
    assert "[42] > " in said


def test_giver_and_receiver_that_are_the_same_are_asked_about() -> None:
    own = [("Another handoff: who hands off", "ma"), ("Who takes over", "2"), ("Who takes over", "nurse")]
    answers, said = typed_at(*own, ("The moment", "at night"))
    assert any("same person" in text for text in said)
    assert (answers["decisions"]["handoffs"][-1]["giver"], answers["decisions"]["handoffs"][-1]["receiver"]) == (
        "ma",
        "nurse",
    )


def test_a_number_is_a_good_answer_where_things_are_counted() -> None:
    answers, said = typed_at(("What will you count", "1"), ("Where you are now", "12"))
    assert answers["decisions"]["measures"][0]["baseline"] == "12"
    assert not any("no word in" in text for text in said)


def test_a_number_that_no_choice_has_is_no_role() -> None:
    answers, said = typed_at(("Another handoff: who hands off", "9"))
    assert "there is no number 9; choose one from 1 to 7" in said
    assert len(answers["decisions"]["handoffs"]) == 2


def test_a_date_is_said_back_with_its_day_and_a_time_with_its_half_of_the_day() -> None:
    _, said = typed_at(("Which day", "11/30/2026"), ("What time", "7:45"))
    assert "That is Monday, November 30, 2026." in said
    assert "That is Monday, December 7, 2026." in said  # a week later, suggested for the second session
    assert "That is 7:45\u00a0AM." in said


def test_the_shade_that_is_offered_is_taken_by_enter() -> None:
    answers, said = typed_at(("main color", "forest green"))
    shade = answers["practice"]["theme"]["primary"]
    assert any(f"can be used is {shade}. Enter takes that one" in text for text in said)
    assert f"[{shade}] > " in said
    assert is_readable("primary", shade)


@pytest.mark.parametrize(
    ("typed", "day"),
    [("next Monday", "Monday, November 9, 2026"), ("tuesday", "Tuesday, November 3, 2026"), ("Sunday", "Sunday, November 8, 2026")],
)  # fmt: skip
def test_a_day_may_be_called_by_its_name_and_is_said_back_with_its_date(typed: str, day: str) -> None:
    _, said = typed_at(("On which day do you begin", typed))  # on a Monday
    assert f"That is {day}." in said


def test_later_leaves_a_question_open() -> None:
    answers, said = typed_at(("On which day do you begin", "later"), ("Who takes part", "Later."))
    assert said.count("That stays open, to be decided.") == 2
    assert "start" not in answers["decisions"] or "date" not in answers["decisions"]["start"]
    assert "trained" not in answers["decisions"]


def test_what_is_no_number_of_the_list_is_named() -> None:
    _, said = typed_at(("Which handoffs", "1 adn 9"), ("Which handoffs", "1, 2 and 7"))
    assert any(text.startswith("“adn” and “9” are not in the list; type numbers from 1 to 6") for text in said)
    assert any(text.startswith("“7” is not in the list") for text in said)


def test_a_guess_about_the_practice_is_told_as_one_and_can_be_left_open() -> None:
    answers, said = typed_at(("How it works today", "-"))
    assert any("may differ with you. Enter takes it, - leaves it open" in text for text in said)
    first, second = answers["decisions"]["handoffs"]
    assert "today" not in first
    assert second["today"] == "a flag in the record"


@pytest.mark.parametrize(
    "word", ["?", "tbd", "n/a", "decide later", "Idk", "I don’t know.", "no idea", "unknown", "later maybe"]
)
def test_a_word_that_says_nothing_leaves_the_question_open(word: str) -> None:
    said: list[str] = []
    lines = iter(["Hilltop", word])
    say = Say(lambda text, style: said.append(text), lambda prompt: next(lines, ""))
    answers = hold_interview(GROUPS, KeptAnswers({}), say, lambda state: None, today=TODAY)
    assert "short_name" not in answers["practice"]
    assert "That stays open, to be decided." in said


LONG = "The Community Health and Primary Care Center of Greater Northern Riverside County and the Lake Villages"


def test_a_name_too_long_for_the_first_slide_is_told_at_once_and_needs_a_short_one() -> None:
    said: list[str] = []
    lines = iter([LONG, "", LONG[4:], "Riverside"])
    say = Say(lambda text, style: said.append(text), lambda prompt: next(lines, ""))
    answers = hold_interview(GROUPS, KeptAnswers({}), say, lambda state: None, today=TODAY)
    assert answers["practice"]["short_name"] == "Riverside"
    told = [text for text in said if "about 6" in text]
    assert told[0].startswith("That is long for the first slide, where about 6")
    assert told[1].startswith("this one is needed: the whole name is too long for the first slide")
    assert told[2].startswith("this is too long for the first slide too")


@pytest.mark.slow
def test_after_a_build_that_failed_init_says_what_to_do_once_mended(tmp_path: Path, run: Run) -> None:
    handoffs = "decisions: {handoffs: [{giver: ma, receiver: clinician, when: after rooming}]}\n"
    (tmp_path / "answers.yaml").write_text(f"practice: {{name: {LONG}}}\n{handoffs}", encoding="utf-8")
    done = run("init", "ours", "--answers", "answers.yaml", cwd=tmp_path)
    assert done.returncode == 1
    assert "[name-too-long]" in done.stderr
    assert "and then: whp-deck build ours/decks/warm-handoff-training.yaml" in done.stderr


@pytest.mark.slow
def test_a_sign_that_no_page_can_show_is_told_once_where_it_was_written(tmp_path: Path, run: Run) -> None:
    handoffs = "decisions: {handoffs: [{giver: ma, receiver: clinician, when: after rooming}]}\n"
    (tmp_path / "answers.yaml").write_text(f"practice: {{name: Hilltop Clinic 😀}}\n{handoffs}", encoding="utf-8")
    done = run("init", "ours", "--answers", "answers.yaml", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stderr.count("[characters-not-shown]") == 1
    lines = (tmp_path / "ours/config/practice.yaml").read_text(encoding="utf-8").splitlines()
    name = next(number for number, line in enumerate(lines, 1) if "😀" in line)
    told = f"ours/config/practice.yaml:{name}: warning: warm-handoff-training-1-packet.pdf and 5 more: no font"
    assert told in done.stderr


def test_people_who_were_typed_can_be_chosen_later() -> None:
    answers = {"decisions": {"handoffs": [{"giver": "midwife", "receiver": "ma", "when": "x", "_own": "yes"}], "measures": [{"what": "Births", "_own": "yes"}]}}  # fmt: skip
    owner = next(step for step in make_steps(GROUPS, answers) if step.path[-1] == "owner")
    assert owner.question.choices[-1].value == "midwife"
    assert [choice.value for choice in owner.question.choices].count("ma") == 1


def test_how_many_meetings_a_length_of_ones_own_makes_is_said_at_the_question() -> None:
    question = next(q for group in GROUPS for q in group.questions if q.key == "deck.format")
    said = understood(question, "20", "20 minutes", "warm-handoff-plus")
    assert said == "That makes 6 meetings of up to 20 minutes, with all slides. < goes back, to choose another."
    assert meetings_words("teach-back", Length("90")) == "1 meeting of up to 90 minutes"


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [
        ("2 and 3", ["checkout", "orders"]),
        ("2,3", ["checkout", "orders"]),
        ("1, 2 & 3.", ["rooming", "checkout", "orders"]),
        ("2-4", ["checkout", "orders", "education"]),
        ("", ["rooming", "checkout"]),
    ],
)
def test_several_are_chosen_as_people_write_lists(typed: str, chosen: list[str]) -> None:
    answers, _ = interview(script(name_of_your_practice="Hilltop", Which_handoffs=typed))
    assert [entry["id"] for entry in answers["decisions"]["handoffs"]] == chosen


@pytest.mark.parametrize(("typed", "count"), [("", 0), ("none", 0), ("all", 4)])
def test_none_and_all_are_answers_too(typed: str, count: int) -> None:
    answers, _ = interview(script(name_of_your_practice="Hilltop", get_in_the_way=typed))
    assert len(answers["decisions"].get("barriers") or []) == count


def test_no_to_another_one_goes_on_and_yes_asks_for_it() -> None:
    lines = iter(["yes", "Dana Okafor", "no"])
    answers, _ = interview(
        lambda question: (
            next(lines)
            if "name as it should be printed" in question or "lead the sessions" in question
            else "Hilltop"
            if "name of your practice" in question
            else ""
        )
    )
    assert [one["name"] for one in answers["practice"]["facilitators"]] == ["Dana Okafor"]


@pytest.mark.parametrize(
    ("key", "typed", "said"),
    [
        (
            "deck.format",
            "15 minutes",
            "Number 2 is made for 3 meetings of 15 minutes, with slides chosen for it; Enter takes it.",
        ),
        ("deck.format", "5 minutes", "Some of the slides, as a role play, take longer than 5 minutes."),
        ("deck.format", "20 minutes", "Number 3 is made for 1 meeting of 20 minutes,"),
        ("deck.format", "25 minutes", ""),
        (
            "deck.format",
            "2 meetings of 22 minutes",
            "All slides do not fit into 2 meetings of 22 minutes. Number 4 is made for 2 meetings of 20 minutes, with slides "
            "chosen for it; 2 minutes of each meeting stay free; Enter takes it.",
        ),
        ("deck.format", "2 meetings of 7 minutes", "All slides do not fit into 2 meetings of 7 minutes."),
        ("practice.contact.role", "yes", "“yes” would be printed as your answer"),
        ("decisions.trained", "20 minutes", "“20 minutes” would be printed as your answer to: Who takes part"),
        ("decisions.start.pilot", "2 weeks", "“2 weeks” would be printed as your answer to: Who goes first?"),
        ("decisions.start.how", "Dec 5 2026", "“Dec 5 2026” would be printed as your answer"),
        ("decisions.review.when", "Jan 18 2027", ""),
        ("decisions.review.who", "me", "Slides and pages cannot say who “me” is. Who is that, by name or title?"),
        (
            "staff.clinician.title",
            "Dr. Desai",
            "That is somebody’s name; cards and notes say “the …”, so type what that person is, as:",
        ),
        ("decisions.review.who", "just me, Jolene", "Slides and pages cannot say who “just me, Jolene” is."),
        ("decisions.start.pilot", "me and Dr. Kim", "Slides and pages cannot say who “me and Dr. Kim” is."),
        ("practice.contact.role", "Us", "Slides and pages cannot say who “Us” is."),
        ("practice.contact.role", "me, Priya Raman RN", "Slides and pages cannot say who “me, Priya Raman RN” is."),
        ("decisions.family", "Only you and we", ""),
        ("practice.name", "We", ""),
        ("practice.theme.accent", "#000080", "That is your main color too"),
    ],
)
def test_an_answer_that_is_hardly_meant_is_asked_once_more(key: str, typed: str, said: str) -> None:
    question = next(q for group in GROUPS for q in group.questions if q.key == key)
    beside = {"primary": "#000080"}
    told = doubt(question, typed, beside, TODAY, "warm-handoff-plus")
    assert told.startswith(said)
    assert bool(told) == bool(said)


def test_what_meetings_of_ones_own_hold_is_said_as_it_will_be() -> None:
    _, said = typed_at(*[("In which meeting", "2 x 22 minutes")] * 2)
    told = next(text for text in said if text.startswith("That makes 2 meetings of 22 minutes"))
    assert "all slides are more than they hold" in told
    _, said = typed_at(*[("In which meeting", "6 x 20 minutes")] * 2)
    assert any("6 meetings of up to 20 minutes, with all slides" in text for text in said)


@pytest.mark.parametrize(
    ("length", "minutes", "meetings", "free"),
    [
        (Length("22", 2), 20, 2, "2 minutes of each meeting stay free"),
        (Length("21", 2), 20, 2, "1 minute of each meeting stays free"),
        (Length("20.5", 3), 20, 2, "0.5 minutes of each meeting and 1 meeting stay free"),
        (Length("20", 3), 20, 2, "1 meeting stays free"),
        (Length("20", 2), 20, 2, ""),
    ],
)
def test_what_a_format_leaves_free_of_meetings_is_told(
    length: Length, minutes: float, meetings: int, free: str
) -> None:
    assert left_over(length, minutes, meetings) == free


def test_two_meetings_are_both_and_several_answers_where_one_is_kept_are_told() -> None:
    _, said = typed_at(("In which meeting", "twice-20"))
    assert any(text.startswith("Enter leaves the days of both meetings open") for text in said)
    lines = [
        ("Which handoffs", "none"),
        ("Another handoff", "nurse"),
        ("Who takes over", "clinician"),
        ("The moment", "at noon"),
    ]
    for typed in ("2,3", "2 and 3", "information and instructions"):
        answers, said = typed_at(*lines, ("What is handed over", typed), ("What is handed over", "2"))
        assert any(text.startswith("only one of them is kept here: choose the one that matters most") for text in said)
        assert answers["decisions"]["handoffs"][0]["what"] == "information"


def test_a_date_is_asked_for_each_meeting_that_a_length_of_ones_own_makes() -> None:
    answers, _ = interview(
        script(name_of_your_practice="Hilltop", In_which_meeting="47 minutes", Which_day="11/30/2026", What_time="7:45")
    )
    assert [entry["date"] for entry in answers["deck"]["meetings"]] == ["2026-11-30", "2026-12-07"]


def test_a_day_without_its_year_is_asked_for_it_and_the_next_one_is_offered() -> None:
    answers, said = typed_at(("On which day do you begin", "March 1"), ("On which day do you begin", ""))
    assert "which year? The next March 1 is Monday, March 1, 2027. Enter takes that one, or type another" in said
    assert "[2027-03-01] > " in said
    assert answers["decisions"]["start"]["date"] == "2027-03-01"


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("Feb 30", "there is no February 30"),
        ("2/29/2027", "there is no February 29 in 2027"),
        ("31/02", "there is no month 31; the month stands first"),
        ("next week", "write a date as 2026-12-07"),
    ],
)
def test_a_day_that_there_is_not_is_told_apart_from_one_that_cannot_be_read(typed: str, why: str) -> None:
    answers, said = typed_at(("On which day do you begin", typed))
    assert any(text.startswith(why) for text in said)
    assert "start" not in answers["decisions"] or "date" not in answers["decisions"]["start"]


@pytest.mark.parametrize("typed", ["idk", "Maybe.", "tbd", "not sure"])
def test_when_it_begins_stays_open_where_nobody_knows(typed: str) -> None:
    answers, said = typed_at(("Does it begin on your first day", typed))
    assert "first" not in answers["decisions"]["handoffs"][0]
    assert "That stays open, to be decided." in said
    assert not any("Its own first day" in text for text in said)


def test_enter_leaves_open_what_was_open_when_somebody_comes_back_to_it() -> None:
    asked: list[str] = []

    def answer(question: str) -> str:
        asked.append(question)
        if question.startswith("Does it begin on your first day") and asked.count(question) == 1:
            return "idk"
        if len(asked) > 1 and asked[-2].startswith("Does it begin on your first day") and "<" not in asked:
            asked.append("<")
            return "<"
        return "Hilltop" if "name of your practice" in question else ""

    answers, _ = interview(answer)
    assert "<" in asked
    assert "first" not in answers["decisions"]["handoffs"][0]


@pytest.mark.parametrize("typed", ["later", "Not yet.", "n"])
def test_what_does_not_begin_on_the_first_day_may_be_said_in_any_way(typed: str) -> None:
    answers, said = typed_at(("Does it begin on your first day", typed))
    assert answers["decisions"]["handoffs"][0]["first"] == "no"
    assert any("Its own first day" in text for text in said)


@pytest.mark.parametrize(
    ("words", "blank", "meant"),
    [
        ("name of your practice", "Hilltop {{ x }}", "Hilltop"),
        ("Who takes part", "{% all %} of us", "All of us"),
        ("Where you meet", "[insert room]", "Break room"),
    ],
)
def test_a_blank_is_asked_for_again_at_its_question(words: str, blank: str, meant: str) -> None:
    answers, said = typed_at((words, blank), (words, meant), ("Which day", "11/30/2026"))
    assert any("is a blank that nobody fills in, and would be printed so; type what is meant" in text for text in said)
    assert blank not in json.dumps(answers)
    assert meant in json.dumps(answers)


def test_blanks_in_a_file_of_answers_are_told_each_with_its_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "answers.yaml").write_text(
        "practice:\n  name: Hilltop {{ x }}\ndecisions:\n  handoffs:\n    - giver: ma\n      receiver: '[practice name]'\n"
        "      when: after rooming\n  patients: 'As {{ practice.name }} says'\n",
        encoding="utf-8",
    )
    done = run("init", tmp_path / "new", "--answers", tmp_path / "answers.yaml")
    assert done.returncode == 1
    told = [line.partition("answers.yaml:")[2] for line in done.stderr.splitlines() if "[answer-blank]" in line]
    assert told == [
        "2: practice.name: `{{ x }}` is a blank that nobody fills in [answer-blank]",
        "6: decisions.handoffs[1].receiver: `[practice name]` is a blank that nobody fills in [answer-blank]",
        "8: decisions.patients: `{{ practice.name }}` is a blank that nobody fills in [answer-blank]",
    ]


def test_people_stand_in_the_file_as_they_were_chosen_by_their_titles(run: Run, tmp_path: Path) -> None:
    (tmp_path / "answers.yaml").write_text(
        "practice: {name: Hilltop}\nstaff: {scheduler: reception}\ndecisions:\n  barriers: later\n  handoffs:\n"
        "    - {giver: clinician, receiver: scheduler, when: at checkout}\n"
        "    - {giver: ma, receiver: social_worker, when: after rooming}\n",
        encoding="utf-8",
    )
    done = run("init", tmp_path, "--answers", tmp_path / "answers.yaml", "--no-build")
    assert done.returncode == 0, done.stderr
    lines = (tmp_path / "config/practice.yaml").read_text(encoding="utf-8").splitlines()
    found = [line.strip(" -") for line in lines if line.strip(" -").startswith(("giver: ", "receiver: "))]
    assert found == ["giver: clinician", "receiver: reception", "giver: medical assistant", "receiver: social worker"]
    assert load_deck(tmp_path / "decks/warm-handoff-training.yaml")[1] == []


def test_what_a_day_left_open_means_for_the_other_meetings_is_said_at_the_question() -> None:
    _, said = typed_at()
    assert "Enter leaves the days of all 3 meetings open; they can be written into the deck’s file later." in said
    _, said = typed_at(("Which day", "11/30/2026"))
    assert "Enter takes the day in brackets; - leaves this one open, and that after it." in said
    answers, _ = typed_at(("Which day", "11/30/2026"), ("Which day", "-"))
    assert [entry.get("date") for entry in answers["deck"]["meetings"]][:1] == ["2026-11-30"]
    assert not any(entry.get("date") for entry in answers["deck"]["meetings"][1:])


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("an hour", 60), ("Half an hour", 30), ("1.5 hours", 90), ("2h", 120), ("forty-five minutes", 45), ("weekly", 0)],
)
def test_a_length_may_be_said_in_hours_or_in_words(typed: str, minutes: int) -> None:
    assert length_of(typed) == (Length(str(minutes)) if minutes else None)


@pytest.mark.parametrize(
    ("typed", "length"),
    [
        ("2 meetings of 20 minutes", "2 meetings of 20 minutes"),
        ("two 25-minute meetings", "2 meetings of 25 minutes"),
        ("2 x 20 min", "2 meetings of 20 minutes"),
        ("2 x 20", "2 meetings of 20 minutes"),
        ("0 x 20", None),
        ("Thursdays 20 min, two weeks", "2 meetings of 20 minutes"),
        ("half an hour, twice", "2 meetings of 30 minutes"),
        ("3 Mondays, 1.5 hours each", "3 meetings of 90 minutes"),
        ("one meeting of an hour", "1 meeting of 60 minutes"),
        ("20 minutes and 30 minutes, twice", None),
        ("20 minutes for 12 people", None),
        ("22 minutes every other Tuesday", "22 minutes"),
        ("on Mondays an hour", "60 minutes"),
        ("2 x 20 minutes, weekly", "2 meetings of 20 minutes"),
        ("every Tuesday", None),
    ],
)
def test_how_many_meetings_there_are_may_be_said_with_their_length(typed: str, length: str | None) -> None:
    assert (str(length_of(typed)) if length_of(typed) else None) == length


@pytest.mark.parametrize(
    ("lines", "format"),
    [
        (["2 meetings of 20 minutes"], "twice-20"),
        (["two staff meetings of half an hour"], "staff-30"),
        (["2 meetings of 25 minutes"], "twice-20"),
        (["6 meetings of 20 minutes"], "6 meetings of 20 minutes"),
    ],
)
def test_meetings_by_number_and_length_take_the_format_that_fits_them(lines: list[str], format: str) -> None:
    answers, said = typed_at(*[("In which meeting", line) for line in lines])
    assert answers["deck"]["format"] == format, said


@pytest.mark.parametrize(
    ("length", "instead"),
    [
        ("20 minutes", "that makes 6 meetings of up to 20 minutes, with all slides; instead, `format:` in the deck’s file can be `once-20` (1 meeting of 20 minutes) or `twice-20` (2 meetings of 20 minutes), with"),
        ("an hour", "can be `lunch-60` (1 meeting of 60 minutes), with"),
        ("90 minutes", "that makes 1 meeting of up to 90 minutes, with all slides\n"),
    ],
)  # fmt: skip
@pytest.mark.slow
def test_a_length_of_ones_own_is_told_with_the_format_that_is_made_for_it(
    run: Run, tmp_path: Path, length: str, instead: str
) -> None:
    handoff = "{giver: ma, receiver: clinician, when: after rooming}"
    (tmp_path / "answers.yaml").write_text(
        f"practice: {{name: Hilltop}}\ndecisions: {{handoffs: [{handoff}]}}\ndeck: {{format: {length}}}\n",
        encoding="utf-8",
    )
    done = run("init", tmp_path / "new", "--answers", tmp_path / "answers.yaml", "--no-build")
    assert instead in done.stderr


@pytest.mark.parametrize(
    ("words", "typed", "told"),
    [
        ("name of your practice", "Praxis " * 40, "the text has 279 characters; 200 are the most; shorten it"),
        ("Where you meet", "Room " * 20, "the text has 99 characters; 80 are the most; shorten it"),
    ],
)
def test_what_is_too_long_for_the_files_is_told_at_its_question(words: str, typed: str, told: str) -> None:
    _, said = typed_at((words, typed), ("Which day", "11/30/2026"))
    assert told in said


def test_a_word_for_the_program_is_never_kept() -> None:
    answers, said = typed_at(*[("Whom can people ask later", word) for word in ("ok", "ok", "nurse")])
    assert answers["practice"]["contact"]["role"] == "nurse"
    assert said.count("“ok” would be printed as your answer; < goes back, Ctrl-C stops. Enter leaves it open, or type it anew.") == 2  # fmt: skip
    answers, _ = typed_at(("Whom can people ask later", "ok"))
    assert "contact" not in answers["practice"]
    _, said = typed_at(("name of your practice", "help"))
    assert any(text.startswith("“help” would be printed as your answer; < goes back") for text in said)


def slow_but_first(*values: object) -> list[object]:
    """The first in the fast lane, the others in the slow one: each is a whole interview."""
    return [values[0], *(pytest.param(value, marks=pytest.mark.slow) for value in values[1:])]


@pytest.mark.parametrize("word", slow_but_first("None.", "none", "nobody", "nothing", "no"))
def test_where_none_is_no_answer_it_leaves_it_open_and_elsewhere_it_is_one(word: str) -> None:
    asked = ["Whom can people ask later", "call it among yourselves", "Who goes first", "Who calls that meeting"]
    more = [("When do you look at it again", "each month"), ("When do you leave it out", "none")]
    more += [("What will you count", "1"), ("Where you are now", "none")]
    more += [("Another handoff: who hands off", "nurse"), ("Who takes over", word), ("Who takes over", "pharmacist")]
    answers, said = typed_at(*[(question, word) for question in asked], *more, ("The moment", "at night"))
    assert not {"contact", "short_name"} & answers["practice"].keys()
    assert "who" not in answers["decisions"]["review"]
    assert "pilot" not in answers["decisions"].get("start", {})
    assert said.count("That stays open, to be decided.") == len(asked)
    assert answers["decisions"]["exceptions"] == "none"
    assert answers["decisions"]["measures"][0]["baseline"] == "none"
    assert any(text.startswith("this one is needed") for text in said)
    assert answers["decisions"]["handoffs"][-1]["receiver"] == "pharmacist"


@pytest.mark.parametrize("word", slow_but_first("the same", "same", "see below", "help"))
def test_enter_does_not_keep_a_word_that_says_nothing(word: str) -> None:
    answers, said = typed_at(("Who examines", word), ("Whom can people ask later", word))
    assert any(text.endswith("Enter takes “clinician”, or type it anew.") for text in said)
    assert any(text.endswith("Enter leaves it open, or type it anew.") for text in said)
    assert answers["staff"].get("clinician", {"title": "clinician"}) == {"title": "clinician"}
    assert "contact" not in answers["practice"]


@pytest.mark.parametrize("name", slow_but_first("Jolene Baker, NP", "Dr. Desai", "Rosa at the window", "Tasha, our MA"))
def test_the_name_of_somebody_is_no_title(name: str) -> None:
    own = [("Another handoff: who hands off", name), ("Another handoff: who hands off", "nurse")]
    own += [("Who takes over", "clinician"), ("The moment", "at night")]
    answers, said = typed_at(("Who examines", name), ("Who examines", "physician"), *own)
    told = "That is somebody’s name; cards and notes say “the …”, so type what that person is"
    assert sum(text.startswith(told) for text in said) == 2
    assert answers["decisions"]["handoffs"][-1]["giver"] == "nurse"


@pytest.mark.parametrize(
    ("text", "is_name"),
    [
        ("Dr. Desai", True), ("Jolene Baker, NP", True), ("Rosa at the window", True), ("Tasha, our MA", True), ("Kim from billing", True),
        ("Care Manager, RN", False), ("Lactation Consultant from the hospital", False), ("Nurse, RN", False), ("Front Desk", False),
        ("Baker", False), ("nurse at the window", False), ("RN with us", False),
    ],
)  # fmt: skip
def test_a_title_with_capitals_is_no_name(text: str, is_name: bool) -> None:
    assert is_person_by_name(text) == is_name


@pytest.mark.parametrize(
    "case",
    slow_but_first(("tues", "2026-12-08"), ("Monday", "2026-12-07"), ("fri", "2026-12-04"), ("wed", "2026-12-09")),
)
def test_the_day_of_a_later_session_is_meant_in_its_week(case: tuple[str, str]) -> None:
    typed, day = case
    answers, _ = typed_at(("Which day", "2026-11-30"), ("Which day", typed))
    assert answers["deck"]["meetings"][1]["date"] == day


def test_yes_to_a_logo_asks_for_its_file_and_no_leaves_it_out() -> None:
    _, said = typed_at(("logo", "yes"), ("logo", "no"))
    assert "then type the path of the file; Enter goes on without" in said
    assert "Left out for now." in said
    _, said = typed_at(("main color", "?"))  # which is no decision: there is a usual one
    assert "Left out for now." in said


def test_the_day_of_an_only_meeting_is_asked_for_with_what_it_is_of() -> None:
    _, said = typed_at(("In which meeting", "once-20"))
    assert said[said.index("Which day:") - 1] == "When and where do you meet?"


def test_a_dash_at_another_entry_goes_on() -> None:
    answers, _ = typed_at(("Another handoff", "-"))
    assert len(answers["decisions"]["handoffs"]) == 2


def test_a_word_that_says_nothing_goes_on_at_another_entry() -> None:
    answers, said = typed_at(("Who will lead", "Dana Okafor"), ("Another person", "tbd"))
    assert [one["name"] for one in answers["practice"]["facilitators"]] == ["Dana Okafor"]
    assert not any("this one is needed" in text for text in said)


def test_what_a_dash_does_is_said_as_it_is_at_each_question() -> None:
    lines = [
        ("Another handoff", "midwife"),
        ("Who takes over", "99"),
        ("Who takes over", "nurse"),
        ("The moment", "at noon"),
    ]
    _, said = typed_at(
        *lines,
        ("Does it begin", "no"),
        ("Does it begin", "no"),
        ("Does it begin", "no"),
        *[("Its own first day", "x")] * 3,
    )
    assert any(
        text.startswith("there is no number 99") and text.endswith("; - drops this entry, < goes back") for text in said
    )
    about_days = [text for text in said if "write a date as" in text]
    assert len(about_days) == 3
    assert all(text.endswith("; - leaves it open, < goes back") for text in about_days)


@pytest.mark.parametrize(("lines", "format"), [(["20 minutes"], "once-20"), (["20", "20 minutes"], "20 minutes")])
def test_enter_takes_the_format_made_for_a_length_and_the_length_typed_again_keeps_it(
    lines: list[str], format: str
) -> None:
    answers, _ = typed_at(*[("In which meeting", line) for line in lines])
    assert answers["deck"]["format"] == format


def test_a_person_who_leads_twice_is_asked_about() -> None:
    answers, said = typed_at(
        ("Who will lead", "Dana Okafor"), ("Another person", "dana okafor"), ("Another person", "-")
    )
    assert any(text.startswith("dana okafor stands in the list already.") for text in said)
    assert len(answers["practice"]["facilitators"]) == 1


def test_words_for_not_knowing_in_a_file_of_answers_are_open_decisions(run: Run, tmp_path: Path) -> None:
    (tmp_path / "answers.yaml").write_text(
        "practice: {name: Hilltop, contact: {role: idk}}\n"
        "decisions: {handoffs: [{giver: ma, receiver: clinician, when: at noon}], patients: Unknown., family: I don't know}\n",
        encoding="utf-8",
    )
    run("init", tmp_path / "new", "--answers", tmp_path / "answers.yaml", "--no-build")
    written = (tmp_path / "new/config/practice.yaml").read_text(encoding="utf-8")
    assert written.count("\n  patients: decide later") == written.count("\n  family: decide later") == 1
    assert "idk" not in written


@pytest.mark.parametrize(
    ("words", "typed", "said"),
    [
        ("Who books what comes next", "nobody, we all do", "would be printed as somebody’s name or title"),
        ("Who will lead", "not sure yet, maybe Tess", "would be printed as somebody’s name or title"),
        ("Where it takes place", "same as before", "says nothing by itself"),
        ("Who examines", "PAs and doctors", "one person’s title reads best, as: provider"),
        ("Who will lead", "Marisol Vega and Tom Brandt", "That sounds like two people"),
        ("Who will lead", "Marisol Vega, practice manager", "Type the name alone"),
        ("Which handoffs", "1 and 2 and a nurse to our dietitian", "Enter takes 1 and 2"),
        ("first day", "in January", "write yes or no; later is no"),
        ("Another handoff", "pharmacits", "That is nearly “pharmacist” from the list"),
    ],
)
def test_words_in_the_place_of_somebody_or_of_a_room_are_asked_about(words: str, typed: str, said: str) -> None:
    _, shown = typed_at((words, typed), ("Who takes over", "nurse"), ("The moment", "at noon"))
    assert any(said in text for text in shown)


def test_a_moment_that_cannot_stand_in_a_sentence_is_asked_about() -> None:
    lines = [("Another handoff", "nurse"), ("Who takes over", "clinician"), ("The moment", "PHQ-9 over 10"), ("The moment", "when the PHQ-9 is over 10")]  # fmt: skip
    answers, said = typed_at(*lines)
    assert any("“we do it PHQ-9 over 10”" in text for text in said)
    assert answers["decisions"]["handoffs"][-1]["when"] == "when the PHQ-9 is over 10"


@pytest.mark.parametrize(
    ("words", "typed", "said", "taken"),
    [
        ("Who books what comes next", "nurses", "“the nurses is …”. Enter takes “nurse”", "nurse"),
        ("Who takes the patients", "the MAs", "Enter takes “MA”", "MA"),
        ("name of your practice", "The name is Harbor View", "Enter takes “Harbor View”; to keep yours", "Harbor View"),
        ("call it among yourselves", "we just say Harbor", "Enter takes “Harbor”", "Harbor"),
        ("Whom can people ask later", "just ask Jolene", "Enter takes “Jolene”", "Jolene"),
        ("Whom can people ask later", "talk to Jolene", "Enter takes “Jolene”", "Jolene"),
        ("Who will lead", "I am Jolene Prather", "Enter takes “Jolene Prather”", "Jolene Prather"),
        ("Another handoff", "our pharmacists", "Enter takes “pharmacist”", "pharmacist"),
    ],
)
def test_what_is_meant_within_a_sentence_is_offered(words: str, typed: str, said: str, taken: str) -> None:
    ends = [("Who takes over", "nurse"), ("The moment", "at noon")]
    answers, shown = typed_at((words, typed), (words, ""), *ends)
    assert any(said in text for text in shown)
    assert f'"{taken}"' in json.dumps(answers)
    assert f'"{typed}"' not in json.dumps(answers)
    answers, _ = typed_at((words, typed), (words, typed), *ends)
    assert f'"{typed}"' in json.dumps(answers)


def test_a_sentence_in_the_place_of_a_title_is_asked_about() -> None:
    sentence = "we have no front desk, the nurse does it"
    words = "Who books what comes next"
    answers, said = typed_at((words, sentence), (words, "nurse"))
    assert any("type none" in text and "Type that alone, as: receptionist" in text for text in said)
    assert answers["staff"]["scheduler"] == {"title": "nurse"}
    assert any("clinician to nurse, at checkout" in text for text in said)
    offered = said[said.index("Another handoff: who hands off? Enter goes on.") :]
    assert [text[5:] for text in offered[:9]].count("nurse") == 1
    _, said = typed_at(
        ("Who books what comes next", "patient access representative"),
        ("Whom can people ask", "whoever is at the desk"),
    )
    assert not any("reads as a sentence" in text or "type it again" in text for text in said)


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        (["12/7/2026", "thursday", ""], ["2026-12-07", "2026-12-10", "2026-12-17"]),
        (["12/7/2026", "12/14/2026", "next monday"], ["2026-12-07", "2026-12-14", "2026-12-21"]),
        (["12/7/2026", "tues", "Thur."], ["2026-12-07", "2026-12-15", "2026-12-24"]),
        (["12/30/2026", "January 6", "", ""], ["2026-12-30", "2027-01-06", "2027-01-13"]),
    ],
)
def test_a_day_without_its_date_counts_from_the_session_before(typed: list[str], days: list[str]) -> None:
    answers, said = typed_at(*[("Which day", line) for line in typed])
    assert [one["date"] for one in answers["deck"]["meetings"]] == days
    assert not any("is on Monday" in text for text in said)


def test_a_session_that_is_not_behind_the_one_before_is_asked_about_at_once() -> None:
    lines = [("Which day", day) for day in ("12/7/2026", "12/4/2026", "12/7/2026", "12/8/2026")]
    answers, said = typed_at(*lines)
    assert (
        "Session 1 is on Monday, December 7, 2026; Friday, December 4, 2026, is before it. Enter keeps it, or type it anew."
        in said
    )
    assert any("Monday, December 7, 2026, is that day, too." in text for text in said)
    assert answers["deck"]["meetings"][1]["date"] == "2026-12-08"
    _, said = typed_at(("Which day", "12/7/2026"), ("Which day", "tomorrow"))
    assert any("Tuesday, November 3, 2026, is before it" in text for text in said)


def test_a_sunday_is_asked_about_and_kept_by_enter() -> None:
    answers, said = typed_at(("On which day do you begin", "12/13/2026"), ("Which day", "12/6/2026"))
    assert said.count("Sunday, December 6, 2026. Is the practice open then? Enter keeps it, or type it anew.") == 1
    assert said.count("Sunday, December 13, 2026. Is the practice open then? Enter keeps it, or type it anew.") == 1
    assert [one["date"] for one in answers["deck"]["meetings"]] == ["2026-12-06", "2026-12-13", "2026-12-20"]


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [
        ("the first one", "1"), ("First", "1"), ("the first two", "1 2"), ("first three", "1 2 3"), ("the 2nd and the last", "2 6"),
        ("number one and number three", "1 3"), ("no. 2", "2"), ("#2 and #4", "2 4"), ("just the first", "1"), ("only 2", "2"),
        ("none", ""), ("all of them", "1 2 3 4 5 6"), ("2 to 4", "2 3 4"), ("-", ""), ("1,2", "1 2"),
    ],
)  # fmt: skip
def test_several_of_a_list_are_chosen_in_words(typed: str, chosen: str) -> None:
    assert check_pick(GROUPS[2].questions[0], typed) == (chosen, "")


@pytest.mark.parametrize("typed", ["two", "one of them", "the nurse one", "9", "the ninth", "no"])
def test_what_chooses_nothing_for_sure_is_asked_for_again(typed: str) -> None:
    taken, wrong = check_pick(GROUPS[2].questions[0], typed)
    assert taken == ""
    assert bool(wrong) == (typed != "no")


@pytest.mark.parametrize(
    ("typed", "length"),
    [
        ("about 15 min", "15 minutes"), ("around 20 minutes", "20 minutes"), ("~30 min", "30 minutes"), ("about an hour", "60 minutes"),
        ("15 minutes or so", "15 minutes"), ("we have 15 minutes", "15 minutes"), ("up to 2 x 25 minutes", "2 meetings of 25 minutes"),
        ("20 minutes max.", "20 minutes"), ("Some day", "None"), ("about us", "None"), ("around the corner", "None"), ("maybe", "None"),
    ],
)  # fmt: skip
def test_a_length_may_be_said_as_a_guess(typed: str, length: str) -> None:
    assert str(length_of(typed)) == length


def test_a_time_in_words_is_offered_as_one() -> None:
    answers, said = typed_at(("Which day", "12/7/2026"), ("What time", "quarter to 8"), ("What time", ""))
    assert any(text.startswith("is that 7:45\u00a0AM? Enter takes that one, or type another") for text in said)
    assert answers["deck"]["meetings"][0]["start"] == "07:45"
    _, said = typed_at(("Which day", "12/7/2026"), ("What time", "early"))
    assert any(text.startswith("write a time as 7:45 or 2:05 pm") for text in said)


@pytest.mark.parametrize("typed", ["same", "Same place.", "same as before", "the same room", "ditto"])
def test_a_place_may_be_the_same_as_that_of_the_meeting_before(typed: str) -> None:
    lines = [("Which day", "12/7/2026"), ("Where you meet", "Break room"), ("Where you meet", typed)]
    answers, said = typed_at(*lines)
    assert {one["place"] for one in answers["deck"]["meetings"]} == {"Break room"}
    assert "That is Break room." in said
    _, said = typed_at(("Which day", "12/7/2026"), ("Where you meet", typed))
    assert any("says nothing by itself" in text for text in said)  # there is none before it


@pytest.mark.parametrize("typed", ["Same Day Clinic", "Samesun Hall", "Break room"])
def test_a_place_with_such_a_word_in_its_name_is_left_alone(typed: str) -> None:
    answers, said = typed_at(("Which day", "12/7/2026"), ("Where you meet", "Lobby"), ("Where you meet", typed))
    assert [one["place"] for one in answers["deck"]["meetings"]] == ["Lobby", typed, typed]
    assert not any("says nothing by itself" in text for text in said)


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("practice: {name: Hilltop, facilitators: 'Jolene Prather, Dr. Desai'}", "start each line with `- `, as `- name: …`"),
        ("practice: {name: Hilltop, facilitators: [Jolene Prather]}", "write it as `- name: Jolene Prather`"),
        ("practice: {name: Hilltop}\ndecisions: {barriers: we are short staffed}", "start each line with `- `, as `- barrier: …`"),
        ("practice: {name: Hilltop}\ndecisions: {barriers: [we are short staffed]}", "write it as `- barrier: we are short staffed`"),
        ("practice: {name: Hilltop}\ndecisions: {handoffs: at checkout}", "start each line with `- `, as `- when: …`"),
    ],
)  # fmt: skip
def test_a_text_in_the_place_of_a_list_is_told_with_how_an_entry_is_written(
    tmp_path: Path, line: str, hint: str
) -> None:
    (tmp_path / "answers.yaml").write_text(line, encoding="utf-8")
    _, problems = read_answers(tmp_path / "answers.yaml", load_toolkit("warm-handoff-plus"))
    assert [one.hint for one in problems if one.code == "value-shape"] == [hint]


@pytest.mark.slow
def test_how_many_meetings_a_length_makes_is_told_before_anything_is_written(run: Run, tmp_path: Path) -> None:
    """With the other way beside it; a file's own length is kept, in a deck as in the answers for it."""
    (tmp_path / "answers.yaml").write_text(
        "practice: {name: Hilltop}\ndecisions: {handoffs: [{giver: ma, receiver: clinician, when: after rooming}]}\n"
        "deck: {format: 15 minutes on Mondays}\n",
        encoding="utf-8",
    )
    done = run("init", tmp_path / "new", "--answers", tmp_path / "answers.yaml", "--no-build")
    assert done.returncode == 0, done.stderr
    assert (
        "with all slides; instead, `format:` in the deck’s file can be `huddle-15`"
        in done.stderr.partition("wrote ")[0]
    )


def test_nobody_has_no_title_in_the_file_that_answers_make(tmp_path: Path) -> None:
    (tmp_path / "answers.yaml").write_text(
        "practice: {name: Hilltop}\nstaff: {scheduler: none, ma: nurse, clinician: {title: No one}}\n"
        "decisions: {handoffs: [{giver: ma, receiver: pharmacist, when: after rooming}]}\n",
        encoding="utf-8",
    )
    tree, problems = read_answers(tmp_path / "answers.yaml", load_toolkit("warm-handoff-plus"))
    assert not problems
    assert tree is not None
    assert tree["staff"] == {"ma": "nurse"}
