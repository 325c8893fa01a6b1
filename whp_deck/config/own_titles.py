"""A practice's own titles for people, in what it is asked: among the choices, and in what is suggested to it.

In: questions, and the `staff:` of a practice's file. Out: the questions in its words. Must not ask or read files.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from whp_deck.config.questions import Choice, Question, staff_choices


@lru_cache(maxsize=1)
def usual_titles() -> Mapping[str, str]:
    """What people are called where a practice does not say it, by key."""
    return {choice.value: choice.shown for choice in staff_choices()}


NOBODY = "nobody"  # the answer of a practice in which nobody is that


def is_title(question: Question) -> bool:
    """Whether it asks for a title of the practice's own."""
    return question.key.startswith("staff.")


def with_titles(question: Question, staff: Any) -> Question:
    """The question with the practice's own people: among the choices, and in what is suggested to it.

    `staff` are its titles by key, as its file has them.
    """
    own = {}
    for key, entry in staff.items() if isinstance(staff, Mapping) else ():
        title = entry.get("title") if isinstance(entry, Mapping) else entry
        usual = usual_titles().get(str(key), str(key))
        said = title if isinstance(title, str) and title else usual
        if said != NOBODY and (said != usual or key not in usual_titles()):
            own[str(key)] = said
    return _called(question, own) if own else question


def _called(question: Question, own: Mapping[str, str]) -> Question:
    known = {**{choice.value: choice.shown for choice in question.choices}, **own}
    read = {field.key for field in question.fields if field.kind in ("line", "text")}  # others hold ids and keys
    return replace(
        question,
        choices=tuple(Choice(key, title) for key, title in known.items()) if question.free else question.choices,
        fields=tuple(_called(field, own) for field in question.fields),
        help=_with_own_words(question.help, own),
        example=_with_own_words(question.example, own),
        suggestions=tuple(
            {key: _with_own_words(text, own) if key in read else text for key, text in one.items()}
            for one in question.suggestions
        ),
    )


def without_people(question: Question, keys: Collection[str]) -> Question:
    """The question of a practice that has none of those people: neither among the choices, nor in what is suggested to it."""
    if not keys:
        return question
    called = re.compile("|".join(rf"(?<![\w-]){re.escape(usual_titles().get(key, key))}(?![\w-])" for key in keys))
    needed = {field.key for field in question.fields if field.free and field.required}
    kept = [
        number
        for number, one in enumerate(question.suggestions, 1)
        if not any(one.get(name) in keys for name in needed) and not any(map(called.search, one.values()))
    ]
    return replace(
        question,
        choices=tuple(one for one in question.choices if one.value not in keys),
        fields=tuple(without_people(field, keys) for field in question.fields),
        example="" if called.search(question.example) else question.example,
        suggestions=tuple(
            {key: text for key, text in question.suggestions[number - 1].items() if text not in keys} for number in kept
        ),
        default=" ".join(str(kept.index(int(one)) + 1) for one in question.default.split() if int(one) in kept)
        if question.suggestions
        else question.default,
    )


def _with_own_words(text: str, own: Mapping[str, str]) -> str:
    """A text with the usual titles in it replaced; a front desk at which people stand is none."""
    for key, title in own.items():
        usual = usual_titles().get(key)
        if usual:
            said = title.replace("\\", r"\\")
            text = re.sub(rf"(?<!at the )(?<![\w-]){re.escape(usual)}(?![\w-])", said, text)
    return text
