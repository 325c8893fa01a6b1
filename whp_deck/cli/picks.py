"""Several of a list, chosen as people write and speak: 2 and 3; 1, 2; 1-3; all; the first two.

In: a question with suggestions, and what was typed. Out: the numbers chosen, or what is wrong. Must not ask.
"""

from __future__ import annotations

import re
from typing import Any

from whp_deck.cli.steps import same_entry
from whp_deck.config.questions import Question
from whp_deck.content.open_words import says_nothing
from whp_deck.errors import enumerated


def picked(question: Question, entries: Any) -> str:
    chosen = [
        str(number)
        for number, suggestion in enumerate(question.suggestions, 1)
        if any(same_entry(entry, suggestion) for entry in entries or [])
    ]
    return " ".join(chosen)


def check_pick(question: Question, typed: str) -> tuple[str, str]:
    """The numbers chosen, as `1 3`, and what is wrong. People write lists as they speak: 2 and 3; 1, 2; 1-3; all."""
    most = len(question.suggestions)
    plain = re.sub(r"[,;&+.]|\b(?:and|to take|please)\b", " ", _in_digits(typed, most), flags=re.IGNORECASE)
    plain = re.sub(r"\b(\d{1,2})\s*(?:-|–|to|through)\s*(\d{1,2})\b", _spelled_out, plain, flags=re.IGNORECASE)
    words = plain.split()
    if not any(word.isdigit() for word in words):
        words = [word.lower() for word in words]
    if words in (["all"], ["all", "of", "them"]):
        words = [str(number) for number in range(1, most + 1)]
    elif words in (["-"], ["none"], ["no"], ["none", "of", "them"]) or says_nothing(typed):
        words = []
    if all(_is_number(word, most) for word in words):
        return " ".join(dict.fromkeys(str(int(word)) for word in words)), ""
    strange = list(dict.fromkeys(f"“{word}”" for word in words if not _is_number(word, most)))
    told = f"{enumerated(strange)} {'is' if len(strange) == 1 else 'are'} not in the list; " if len(strange) < 4 else ""
    return "", f"{told}type numbers from 1 to {most}, as: 1 and 2; or none: your own can be added next"


_COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


def _in_digits(typed: str, most: int) -> str:
    """The same with numbers for words: `1` of `the first one`, `1-2` of `the first two`, `1 3` of `number one and number three`."""
    text = re.sub(r"\blast\b", _ORDINALS[most - 1] if most <= len(_ORDINALS) else "last", typed.lower())
    text = re.sub(rf"\bfirst ({'|'.join(_COUNTS[1:])}|[2-9])\b", lambda found: f"1-{_digit(found[1])}", text)
    text = re.sub(rf"\b({'|'.join(_ORDINALS)})\b(?: ones?\b)?", lambda found: str(_ORDINALS.index(found[1]) + 1), text)
    text = re.sub(
        r"\b(?:the|numbers?|just|only|handoffs?|moments?)\b|\bno\.? ?(?=\d)|(?<=\d)(?:st|nd|rd|th)\b|#", " ", text
    )
    if text.strip() in _COUNTS[1:]:  # two of them, or the second one?
        return text
    return re.sub(rf"\b({'|'.join(_COUNTS)})\b(?! of\b)", lambda found: _digit(found[1]), text)


def _digit(word: str) -> str:
    return str(_COUNTS.index(word) + 1) if word in _COUNTS else word


def numbers_in(question: Question, line: str) -> str:
    """The numbers of the list that stand among other words: `1 and 2 and a nurse to our dietitian`."""
    found = (word for word in re.findall(r"\w+", line) if _is_number(word, len(question.suggestions)))
    return " ".join(dict.fromkeys(found))


def _is_number(word: str, most: int) -> bool:
    return word.isdigit() and 1 <= int(word) <= most


def _spelled_out(span: re.Match[str]) -> str:
    """`1 2 3` of `1-3`."""
    return " ".join(str(number) for number in range(int(span[1]), int(span[2]) + 1)) or span[0]
