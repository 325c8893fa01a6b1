"""A second look at what somebody typed in the interview: what seems not to be meant, and what was understood.

In: a question, an answer that can be taken, the answers beside it, and today. Out: one sentence, or none. Must not
refuse anything: a practice may be called 42, and one nurse may hand off to another.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Mapping
from typing import Any

from whp_deck.cli.planned_lengths import left_over, made_for, meetings_of, meetings_words
from whp_deck.cli.steps import Step
from whp_deck.config.lengths import Length, length_of
from whp_deck.config.own_titles import NOBODY, is_title
from whp_deck.config.questions import Question
from whp_deck.content.contacts import asks_somebody
from whp_deck.content.dates import is_sunday, parse_date, parse_time
from whp_deck.content.names import is_credential
from whp_deck.content.open_words import is_unsure, points_elsewhere, says_same
from whp_deck.content.whole_answers import is_long_title, is_person_by_name, is_sentence, name_within, title_within
from whp_deck.slides.view import clock_words

_NO_ANSWERS = ("yes", "y", "no", "ok", "help", "skip", "quit", "exit", "stop", "next", "?", "enter")
_PRONOUNS = ("i", "me", "myself", "we", "us", "ourselves", "you", "yourself", "he", "she", "him", "her", "they", "them")
_SELF = re.compile(r"(?:it['’]?s |just |only )*(?:me|myself|i)(?:,? (?:and|or|with|&)\b|,|$)", re.IGNORECASE)
_PEOPLE = ("name", "practice.contact.role")  # questions that ask for somebody without saying who
_NAMES = (*_PEOPLE, "practice.name", "practice.short_name", "deck.name", "decisions.review.who")
_SPOKEN = (
    "practice.contact.role",
    "deck.name",
    "decisions.review.who",
)  # “whoever is at the desk”, “What we do when it rains”
_ARTICLE = re.compile(r"(?:the|our|we are|that is)\s+", re.IGNORECASE)
_TITLES = ("role", "giver", "receiver", "who")
_NEARLY = 0.9  # of letters in common, of a title: a letter or two
_TWO = re.compile(r"(?<!\w)(?:and|or|&)(?!\w)| / |;|\w/\w")
_MOMENT = re.compile(
    r"(?:after|as|at|before|between|by|during|each|every|for|from|if|in|just|next|on|once|only|right|the (?:day|moment)|until|upon"
    r"|when|whenever|while|with|within)\b",
    re.IGNORECASE,
)
_EMOJI = 0x1F000  # and above: pictures, for which the font of the printed pages has no signs
# and nothing beside
_PERIOD = re.compile(r"(?:for )?(?:\d+|a|one|two|three|four|six) (?:day|week|month)s?", re.IGNORECASE)


def doubt(question: Question, typed: str, beside: Any, today: dt.date, toolkit: str) -> str:
    """Why this answer may be a slip of the finger; nothing when it looks as answers do.

    `beside` are the other answers of the same entry, when there is one.
    """
    if question.kind == "date":
        day = parse_date(typed)
        if day and day < today:
            return f"{day_words(day)}, is over; today is {day_words(today)}."
        return f"{day_words(day)}. Is the practice open then?" if day and is_sunday(day) else ""
    if (
        question.key == "practice.theme.accent"
        and typed
        and isinstance(beside, Mapping)
        and beside.get("primary") == typed
    ):
        return "That is your main color too; with two colors, what matters most stands out."
    if question.kind not in ("line", "text", "choice") or not typed or (is_title(question) and typed == NOBODY):
        return ""
    if question.minutes:
        return _doubt_length(question, typed, toolkit)
    if _asks_who(question) and (_SELF.match(typed) or typed.partition(",")[0].lower().strip(" .!") in _PRONOUNS):
        return f"Slides and pages cannot say who “{typed}” is. Who is that, by name or title?"
    if is_unsure(typed) and (_asks_who(question) or question.key in _TITLES):
        leave = "" if question.required else " - leaves it open."
        return f"“{typed}” would be printed as somebody’s name or title.{leave}"
    if says_too_little(typed) and not is_no_answer(typed):
        return f"“{typed}” says nothing by itself, and would be printed as it is. What is it?"
    if (is_title(question) or question.key in _TITLES) and is_person_by_name(typed):
        known = typed in (choice.value for choice in question.choices)
        return (
            ""
            if known
            else f"That is somebody’s name; cards and notes say “the …”, so type what that person is, as: {question.example}."
        )
    if several := _several(question, typed):
        return several
    if meant := meant_within(question, typed):
        if question.key in _NAMES:
            return f"It would be printed as you typed it. Enter takes “{meant}”; to keep yours, type it again."
        return f"Slides and cards say “the {typed} is …”. Enter takes “{meant}”; to keep yours, type it again."
    if question.key not in _SPOKEN and _is_no_name(question, typed):
        none = " Where nobody is that, type none." if is_title(question) else ""
        return f"That reads as a sentence, and is printed where a name or a title stands. Type that alone, as: {question.example}.{none}"
    if question.key == "when" and not _MOMENT.match(typed):
        return f"It stands in the middle of sentences, as “we do it {typed}”. Write it as it is said there, as: {question.example}."
    if question.key == "receiver" and isinstance(beside, Mapping) and beside.get("giver") == typed:
        return "The same person hands off and takes over. A handoff is between two."
    if typed in (choice.value for choice in question.choices) or question.number:
        return ""
    titles = {choice.shown.casefold(): choice.shown for choice in question.choices} if question.free else {}
    if near := difflib.get_close_matches(typed.casefold(), titles, n=1, cutoff=_NEARLY):
        return f"That is nearly “{titles[near[0]]}” from the list; two spellings would be two people. If yours is the right one, go back with < and mend the other."
    if emoji := next((sign for sign in typed if ord(sign) >= _EMOJI), ""):
        return f"“{emoji}” would be an empty box on printed pages."
    if question.key == "giver" and re.search(r"\bto\b", typed):
        return "That sounds like two people. Type the one who hands off; who takes over is asked next."
    is_day = parse_date(typed) is not None and question.key.rpartition(".")[2] != "when"
    if is_day or length_of(typed) or _PERIOD.fullmatch(typed):
        return f"“{typed}” would be printed as your answer to: {question.ask}"
    letters = sum(sign.isalpha() for sign in typed)
    if not letters:
        return f"There is no word in “{typed}”; it will be read by people."
    # One letter is a slip in most scripts; one sign can be a whole word where the signs have no case.
    if letters == 1 and typed.lower() != typed.upper():
        return f"“{typed}” is a single letter; it will be read by people."
    if is_no_answer(typed):
        return f"“{typed}” would be printed as your answer; < goes back, Ctrl-C stops."
    return ""


def doubt_order(step: Step, typed: str, before: dt.date | None) -> str:
    """The same of a session's day beside that of the session before it."""
    day = parse_date(typed) if before else None
    if not before or not day or day > before:
        return ""
    number = int(step.path[2])
    earlier = f"{day_words(day)}, is {'that day, too' if day == before else 'before it'}"
    return f"Session {number} is on {day_words(before)}; {earlier}."


def _several(question: Question, typed: str) -> str:
    """Said where one is asked for, by name or title, and more are typed, or more than that."""
    is_title, is_leader = question.key.startswith("staff."), question.key == "name"
    if is_title and _TWO.search(typed):
        bare = _ARTICLE.sub("", typed)
        return f"Cards and notes say “the {bare} is …”: one person’s title reads best, as: {question.example}."
    if is_leader and _TWO.search(typed):
        return "That sounds like two people. Type one of them; the other can be added next."
    behind = typed.partition(",")[2].split() if is_leader else []
    if behind and not any(map(is_credential, behind)) and behind[0][0].islower():
        return "Type the name alone; what else to know of this person is asked next."
    return ""


def meant_within(question: Question, typed: str) -> str:
    """The name or title within a sentence, or the title of one of several; "" where it is one as it stands."""
    if question.key in _NAMES:
        asks = asks_somebody(typed) if question.key in _PEOPLE else ""
        return name_within(typed) or typed.removeprefix(asks).strip() if asks else name_within(typed)
    if not _is_titled(question) or typed in (choice.value for choice in question.choices) or _TWO.search(typed):
        return ""
    meant = title_within(typed)
    return "" if is_sentence(meant) or is_long_title(meant) else meant


def _is_no_name(question: Question, typed: str) -> bool:
    return (
        is_sentence(typed)
        if question.key in _NAMES
        else _is_titled(question) and (is_sentence(typed) or is_long_title(typed))
    )


def _is_titled(question: Question) -> bool:
    """Whether a title is asked for, of anybody."""
    return is_title(question) or question.free or question.key == "role"


def says_too_little(typed: str) -> bool:
    """Whether it says nothing by itself, or is a word for the program: Enter must not keep it, as it would be printed."""
    return is_no_answer(typed) or says_same(typed) or points_elsewhere(typed)


def is_no_answer(typed: str) -> bool:
    """Whether it is a word for the program rather than for the slides; said twice, it is no more meant than said once."""
    return typed.lower().strip(".!?") in _NO_ANSWERS


def _asks_who(question: Question) -> bool:
    """Whether somebody is asked for, by name or title."""
    return question.ask.startswith("Who ") or question.key in _PEOPLE


def made_instead(question: Question, typed: str, toolkit: str) -> str:
    """The choice that is made for the meeting length that somebody typed, which is mostly what is meant; else ""."""
    length = length_of(typed) if question.minutes else None
    same = made_for(toolkit, length) if length else ""
    return same if any(choice.value == same for choice in question.choices) else ""


def _doubt_length(question: Question, typed: str, toolkit: str) -> str:
    """Meetings of a length of one's own, where the toolkit has a choice of that length, or that are too short for a slide."""
    length = length_of(typed)
    if length is None:
        return ""
    if made := made_instead(question, typed, toolkit):
        number, choice = next((n, one) for n, one in enumerate(question.choices, 1) if one.value == made)
        offered = (
            f"Number {number} is made for {Length(f'{choice.minutes:g}', choice.sessions)}, with slides chosen for it"
        )
        if length.meetings:
            free = left_over(length, choice.minutes, choice.sessions)
            offered += f"; {free}; Enter takes it." if free else "; Enter takes it."
            return f"All slides do not fit into {length}. {offered} To choose the slides yourself, type {typed} again."
        return (
            f"{offered}; Enter takes it. To show all slides, in {meetings_words(toolkit, length)}, type {typed} again."
        )
    if meetings_of(toolkit, length).too_short and length.meetings:
        return f"All slides do not fit into {length}."
    if meetings_of(toolkit, length).too_short:
        return f"Some of the slides, as a role play, take longer than {length.minutes} minutes."
    return ""


def understood(question: Question, line: str, taken: str, toolkit: str = "") -> str:
    """What an answer was read as, where that can differ: a date, a time, the number of a choice, a word that says nothing."""
    if is_title(question) and not taken:
        return f"Slides and cards say “{question.default}” then, until `staff:` in your file has a title of yours."
    if is_title(question) and taken == NOBODY:
        return f"Then nothing that they would do is suggested to you; where a role play needs one, it says “{question.default}”."
    if line and not taken and line != "-":
        return "Left out for now." if question.kind in ("file", "color") else "That stays open, to be decided."
    if question.kind == "yes-no" and line.lower() not in ("", "y", "n", taken):
        return f"That is {taken}."
    day = parse_date(taken) if question.kind == "date" else None
    if day:
        return f"That is {day_words(day)}."
    if question.kind == "color" and taken and line.lstrip("#").upper() != taken.lstrip("#"):
        return f"That is {taken}."
    time = parse_time(taken) if question.kind == "time" and taken else None
    if time:
        return f"That is {clock_words(time)}."
    if question.minutes and taken not in (choice.value for choice in question.choices):
        return _understood_length(taken, toolkit)
    if question.choices and line:  # a number, or a short word as MA
        return next(
            (one.shown for one in question.choices if one.value == taken and one.shown.lower() != line.lower()), ""
        )
    return ""


def _understood_length(taken: str, toolkit: str) -> str:
    """What meetings of a length of one's own hold; a number of them that is too small is filled, and the rest is told."""
    length = length_of(taken)
    if length and length.meetings and meetings_of(toolkit, length).too_short:
        return (
            f"That makes {length}, and all slides are more than they hold: before it makes a deck, `whp-deck build` says "
            "what you can leave out. < goes back, to choose another."
        )
    words = meetings_words(toolkit, length) if length else ""
    return f"That makes {words}, with all slides. < goes back, to choose another." if words else f"That is {taken}."


def day_words(day: dt.date) -> str:
    """`Monday, March 1, 2027`."""
    return f"{day:%A, %B} {day.day}, {day.year}"
