"""Phrases: what an author writes to be put into our sentences, as `after rooming`.

In: a text as typed. Out: the phrase without a stop behind it, which would break the sentence that it is put into. Which
fields are phrases is said by their types, made of `PHRASE`, `INNER_PHRASE` and `PROSE`, and nowhere else. The author's
file keeps what is typed. How a sentence of ours ends behind a phrase is said in our texts: `{{ decisions.start.how |
ended }}`.

Must not touch prose: what holds several sentences keeps all its stops, and so does an abbreviation (`at 10 a.m.`).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from pydantic import BeforeValidator

_STOPS = re.compile(r"(?<=[^\s.;:,])\s*[.;:,][\s.;:,]*$")
_SLIP = re.compile(r"\s*[;:,][\s;:,]*\.$")
_ELLIPSIS = re.compile(r"\.{3}\s*$")
_NEXT_BEGINS = re.compile(r"[.!?…][”\"’')*_]*\s+(?=[“\"‘'(*_]*[A-Z0-9])")
_CUT_SHORT = re.compile(
    r"(?:[^\W\d_]\.)+[^\W\d_]"  # letters with stops between them: a.m, M.D
    r"|(?i:drs?|mrs?|ms|mx|messrs|st|jr|sr|prof|etc|vs|al|approx|appts?|depts?|ext|hrs?|mins?|secs?|inc|ltd|corp|assoc|bldg|blvd"
    r"|ave|hwy|rm|ste|tel|temp|incl|excl)"
    r"|Co|Esq|Rev|Hon|Rd|Fl|Mt|Ft|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun"
)
_NAME = re.compile(r"(?:[A-Z][\w’'-]+\s+){1,2}[A-Z]")  # the whole text is a person: Dana O.
# words with which no name begins, or hardly any: they alone lose their capital
_OPENING = re.compile(
    r"""
    a|after|an|and|as|at|before|behind|between|by|during|each|every|for|from|he|if|in|inside|it|near|no|nobody
    |nothing|on|only|our|outside|over|she|somebody|someone|the|there|they|through|to|under|until|upon|usually|we
    |when|whenever|where|while|with|within|without
    """,
    re.VERBOSE,
)


def as_phrase(text: str) -> str:
    """`text` without the stops behind it, which end a sentence that it is not."""
    stops = _STOPS.search(text)
    if stops is None or _ELLIPSIS.search(text):
        return text
    if is_prose(text):  # its last stop is its own; one that was typed before it, as in `:.`, is a slip
        return _SLIP.sub(".", text)
    phrase = text[: stops.start()]
    return f"{phrase}." if "." in stops[0] and _is_cut_short(phrase) else phrase


def as_prose(text: str) -> str:
    """The same of what may be a phrase, a sentence, or several lines: these keep all that is typed."""
    return text if "\n" in text.strip() else as_phrase(text)


def as_inner_phrase(text: str) -> str:
    """The same of one in the middle of a sentence, with a small letter: `When they leave.` is `when they leave`."""
    phrase = as_phrase(text)
    word = phrase.partition(" ")[0]
    return word.lower() + phrase[len(word) :] if word.istitle() and _opens(word) else phrase


def _opens(word: str) -> bool:
    return _OPENING.fullmatch(word.lower()) is not None


def is_prose(text: str) -> bool:
    """Whether it holds the end of a sentence with another one behind, so that no sentence of ours can hold it."""
    return any(not _is_cut_short(text[: end.start()]) for end in _NEXT_BEGINS.finditer(text))


def _is_cut_short(text: str) -> bool:
    """Whether a stop behind this belongs to its last word."""
    word = re.split(r"[\s(“\"/-]", text)[-1]
    is_name = _NAME.fullmatch(text) is not None and not _opens(text.split()[0])
    return is_name or _CUT_SHORT.fullmatch(word) is not None


def _read_as(read: Callable[[str], str]) -> BeforeValidator:
    return BeforeValidator(lambda value: read(value) if isinstance(value, str) else value)


PHRASE = _read_as(as_phrase)
PROSE = _read_as(as_prose)
INNER_PHRASE = _read_as(as_inner_phrase)
