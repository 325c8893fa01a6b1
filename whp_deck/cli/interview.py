"""The interview of `init`: questions one after the other, forth and back, with answers kept on the way.

In: the questions, answers so far, and a way to ask. Out: a tree of answers. What comes next, and where an answer goes,
is in `steps`. Must not write the practice's files.
"""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from whp_deck.cli.picks import check_pick, numbers_in, picked
from whp_deck.cli.planned_lengths import meetings_of
from whp_deck.cli.second_look import (
    day_words,
    doubt,
    doubt_order,
    is_no_answer,
    made_instead,
    meant_within,
    says_too_little,
    understood,
)
from whp_deck.cli.steps import (
    Step,
    day_before,
    describe_entry,
    finish_answers,
    get_answer,
    is_own_entry,
    is_whole_entry,
    make_steps,
    take_answer,
)
from whp_deck.cli.usable import YES, cannot_be_used, nearest_shade, says_there_is_none, too_long, too_much
from whp_deck.config.own_titles import NOBODY, is_title
from whp_deck.config.questions import Group, Question, check_answer
from whp_deck.content.dates import coming_date, day_called, likely_time, parse_time
from whp_deck.content.open_words import says_nobody, says_nothing, says_same
from whp_deck.content.practice import is_listed
from whp_deck.errors import enumerated
from whp_deck.resources import USUAL_TOOLKIT
from whp_deck.slides.view import clock_words

BACK = ("<", "back")
NO_MORE = ("n", "no", "none", "nobody", "no one", "no more", "that is all", "that’s all", "that's all")
_SOON = dt.timedelta(days=2)  # behind a session: too soon for the next one, which is most often a week later
_TAKES_IT = "Enter takes that one, or type another"


class KeptAnswers(NamedTuple):
    """Where the interview stands: the answers, the step that comes next, and what is to be trained."""

    answers: dict[str, Any]
    at: str = ""
    toolkit: str = ""


class Say(NamedTuple):
    """How the interview reaches a person: `show(text, style)` prints, `ask(prompt)` gives a line."""

    show: Callable[[str, str], None]
    ask: Callable[[str], str]


def hold_interview(
    groups: Sequence[Group], kept: KeptAnswers, say: Say, keep: Callable[[KeptAnswers], None], *, today: dt.date
) -> dict[str, Any]:
    """Ask until every step has had its turn; `keep` is called with every answer.

    Raises EOFError or KeyboardInterrupt from `say.ask`; what was answered until then has been kept.
    """
    answers, at = copy.deepcopy(kept.answers), kept.at
    group = -1
    toolkit = kept.toolkit or USUAL_TOOLKIT

    def steps_now() -> list[Step]:
        return list(make_steps(groups, answers, lambda length: meetings_of(toolkit, length).number))

    steps = steps_now()
    index = next((number for number, step in enumerate(steps) if step.key == at), 0)
    while index < len(steps):
        step = steps[index]
        if step.group != group:
            group = step.group
            say.show(f"\n{groups[group].title}  ({group + 1} of {len(groups)})", "bold")
            say.show(groups[group].text, "")
        typed = _ask(step, answers, say, today, toolkit)
        if typed is None:
            index = max(0, index - 1)
            group = -1 if steps[index].group != group else group
        else:
            take_answer(step, typed, answers)
            steps = steps_now()
            asked = (step.path, "answer" if step.mode == "more" and typed else step.mode)
            index = next((n for n, other in enumerate(steps) if (other.path, other.mode) == asked), index - 1) + 1
        keep(kept._replace(answers=answers, at=steps[index].key if index < len(steps) else ""))
    return finish_answers(groups, answers)


def _ask(step: Step, answers: dict[str, Any], say: Say, today: dt.date, toolkit: str) -> str | None:
    """A line that can be taken, or None for the way back. What looks odd is asked once more."""
    question = step.question
    present = get_answer(answers, step.path)
    if step.mode == "pick":
        default = picked(question, present) or ("" if present else step.default)
    else:
        default = present if isinstance(present, str) else step.default
    usual = default
    before = day_before(step, answers)
    _show_step(step, default, say)
    doubted = ""
    while True:
        line = say.ask(f"[{_shown(question, default)}] > " if default else "> ").strip()
        if line.lower() in BACK:
            return None
        line = _meant(question, line, today, before + _SOON if before else today)
        if default and step.path[:2] == ("deck", "meetings") and says_same(line):
            line = default  # as the meeting before, which stands in brackets
            say.show(f"That is {default}." if question.kind == "line" else "", "dim")
        wrong = odd = ""
        if step.mode == "pick":
            typed, wrong = check_pick(question, line or default)
            if wrong and (some := numbers_in(question, line)):
                default = some
                wrong = f"{wrong}. Enter takes {enumerated(some.split())}"
        elif step.mode == "more" and ((not line and not doubted) or _goes_on(line)):
            if not (step.listed and step.listed.required and not get_answer(answers, step.path[:-2])):
                return ""
            typed, wrong = "", "at least one is needed"
        elif step.mode == "more" and line.lower().rstrip(".!") in YES:
            typed, wrong = "", "then type it here; Enter goes on without"
        else:
            if line == "-" and (is_whole_entry(step, answers) or (question.required and is_own_entry(step, answers))):
                return line
            value, wrong = check_answer(question, "" if line == "-" else line or default)
            if value and says_there_is_none(step, value):
                value, wrong = check_answer(question, "")
            typed = value or ""
            wrong = wrong or cannot_be_used(question, typed, answers) or too_much(step, typed)
            if wrong and question.kind == "date" and (coming := coming_date(line, before or today)):
                wrong = f"which year? The next {line} is {day_words(coming)}. {_TAKES_IT}"
                if coming.isoformat() == default:  # the day in brackets, typed
                    typed, wrong = default, ""
                default = coming.isoformat()
            if wrong and question.kind == "time" and (time := likely_time(line)):
                default = time.strftime("%H:%M")
                wrong = f"is that {clock_words(time)}? {_TAKES_IT}"
            if not wrong and (shade := nearest_shade(question, typed)):
                default = shade
                wrong = f"white letters cannot be read well enough on it; the nearest shade that can be used is {shade}. {_TAKES_IT}"
            if not wrong and line and (typed != doubted or is_no_answer(typed)):
                odd = doubt(question, typed, get_answer(answers, step.path[:-1]), today, toolkit)
                odd = odd or _stands_already(step, typed, answers) or doubt_order(step, typed, before)
        if odd and says_too_little(typed):
            default = "" if usual == typed else usual
            doubted = "" if step.mode == "more" else typed
            say.show(f"{odd} {_what_enter_does(step, question, default)}", "red")
        elif odd and (made := made_instead(question, typed, toolkit) or meant_within(question, typed)):
            default, doubted = made, typed
            say.show(odd, "red")
        elif odd:
            default = doubted = typed
            say.show(f"{odd} Enter keeps it, or type it anew.", "red")
        elif wrong:
            say.show(wrong + ("" if typed else _what_a_dash_does(step, answers)), "red")
        else:
            if step.mode != "pick" and (read := understood(question, line, typed, toolkit)):
                say.show(read, "dim")
            if question.key == "practice.name" and (room := too_long(typed)):
                say.show(f"That is long for the first slide, {room}. Say next what stands there instead.", "")
            return typed


def _what_enter_does(step: Step, question: Question, default: str) -> str:
    """Said of an answer that Enter does not keep, as it says nothing."""
    if default:
        return f"Enter takes “{_shown(question, default)}”, or type it anew."
    if step.mode == "more":
        return "Enter goes on without, or type it anew."
    return "Type it anew." if question.required else "Enter leaves it open, or type it anew."


def _goes_on(line: str) -> bool:
    """Whether it says that there is no other entry, or that none is known yet."""
    return line.lower().rstrip(".!") in NO_MORE or (bool(line) and says_nothing(line))


def _stands_already(step: Step, typed: str, answers: dict[str, Any]) -> str:
    """A doubt where a list of people has this one already: of two who lead, the second steps in for the first."""
    if step.path[-1] == "when" and isinstance(step.path[-2], int):
        others = [
            one.get("when", "") for n, one in enumerate(get_answer(answers, step.path[:-2]) or []) if n != step.path[-2]
        ]
        return (
            f"{typed} stands in the list already, so that it would be there twice." if is_listed(typed, others) else ""
        )
    if not step.path or step.path[:2] != ("practice", "facilitators") or step.path[-1] != "name":
        return ""
    entries = get_answer(answers, step.path[:2]) or []
    others = [one.get("name", "") for number, one in enumerate(entries) if number != step.path[2]]
    return f"{typed} stands in the list already." if is_listed(typed, others) else ""


def _what_a_dash_does(step: Step, answers: dict[str, Any]) -> str:
    """Said of an answer that cannot be taken: at a question that an entry needs, a dash drops the entry; else it leaves it open."""
    if step.mode == "pick" or not isinstance(get_answer(answers, step.path[:-1]), dict):
        return ""
    if step.mode == "more":
        return "; Enter goes on without"
    if is_own_entry(step, answers) and (step.question.required or is_whole_entry(step, answers)):
        return "; - drops this entry, < goes back"
    return "" if step.question.required else "; - leaves it open, < goes back"


def _meant(question: Question, line: str, today: dt.date, after: dt.date) -> str:
    """The line as a file would have it: a day by its date, where somebody typed `next Monday`; that nobody has a title.

    A day of the week is the next one `after` that day: of a later session some days behind the one before, since `tues` said of a
    meeting on a Monday is hardly the next morning.
    """
    if is_title(question) and says_nobody(line):
        return NOBODY
    day = day_called(line, today if "tomorrow" in line.lower() else after) if question.kind == "date" else None
    return day.isoformat() if day else line


def _show_step(step: Step, default: str, say: Say) -> None:
    """The question, and what helps to answer it."""
    question = step.question
    say.show("", "")
    if step.about and step.mode == "answer":
        say.show(step.about, "dim")
    if step.mode == "more":
        _show_more(step, say)
    else:
        end = "?" if question.kind == "yes-no" else ":"
        say.show(question.ask if question.ask.endswith("?") else question.ask + end, "bold")
    if question.help:
        say.show(question.help, "")
    if step.mode == "pick":
        for number, suggestion in enumerate(question.suggestions, 1):
            say.show(f"  {number}  {describe_entry(question, dict(suggestion))}", "")
        taken = "those in brackets" if default else "none of them"
        say.show(f"Type the numbers, as: 1 and 2. Enter takes {taken}. Your own can be added next.", "dim")
    elif question.choices:
        for number, choice in enumerate(question.choices, 1):
            say.show(f"  {number}  {choice.shown}", "")
        if question.free:
            say.show("  or your own word", "")
        if question.minutes:
            say.show("  or the minutes of yours, as: 25 minutes, or 2 meetings of 25 minutes", "")
    elif question.kind == "yes-no":
        say.show("yes or no", "dim")
    elif default and default == step.suggested:
        say.show("That is often so, and may differ with you. Enter takes it, - leaves it open.", "dim")
    elif (example := step.suggested or question.example) and not (default and question.kind == "date"):
        say.show(f"for example: {example}", "dim")
    if step.note:
        say.show(step.note, "dim")


def _show_more(step: Step, say: Say) -> None:
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


def _shown(question: Question, value: str) -> str:
    time = parse_time(value) if question.kind == "time" else None
    if time:
        return clock_words(time)
    return next((choice.shown for choice in question.choices if choice.value == value), value)
