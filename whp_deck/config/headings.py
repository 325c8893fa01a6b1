"""What a column may have been meant to be whose name is no field. In: the name. Out: a hint. Must not read files."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence

from whp_deck.config.columns import column_names, mended, nearest_columns
from whp_deck.config.problems import nearest

_OWN = "#"
_CLOSE = 0.7  # of the last words: `fax` is far from `name`, however much of `practice.` they share
_MOST = 12  # fields that are listed


def hint_of(field: str) -> str:
    """What to do about a column that is no field."""
    known = column_names()
    if meeting := re.fullmatch(r"(?:meetings?|sessions?)\W*([1-9]\d?)", field.strip(), re.IGNORECASE):
        return f"did you mean `meetings.{meeting[1]}.date`? or begin its name with {_OWN} to keep it for yourself"
    typed = _letters(field)  # `Short name`, `ShortName` and `practice short name` are `practice.short_name`
    same = [name for name in known if typed in (_letters(name.rpartition(".")[2]), _letters(name))]
    meant = same[0] if len(same) == 1 else mended(field) or nearest(field, _close(field, nearest_columns(field)))
    meant = meant or _by_a_word(field, known)
    hint = f"did you mean `{meant}`?" if meant else _what_there_is(field, known)
    return f"{hint}{'' if hint.endswith('?') else ','} or begin its name with {_OWN} to keep it for yourself"


def _what_there_is(field: str, known: Sequence[str]) -> str:
    section = field.partition(".")[0]
    listed = [name for name in known if name.startswith(f"{section}.")]
    if "." not in field or not listed:
        return "fields are named as in a practice's file, with dots: `decisions.start.date`"
    return f"there is: {', '.join(f'`{name}`' for name in listed[:_MOST])}{', …' if len(listed) > _MOST else ''}"


def _close(field: str, names: Iterable[str]) -> list[str]:
    """Those whose last word is spelled like its last word: the words before it are alike in all of a section."""
    last = _words(field)[-1]
    return [one for one in names if difflib.SequenceMatcher(None, last, _words(one)[-1]).ratio() >= _CLOSE]


def _by_a_word(field: str, known: Sequence[str]) -> str:
    """The one field whose last part is a word of it: `phone number`; "" when there is none, or several."""
    near = [name for name in known if name.rpartition(".")[2] in _words(field)]
    return near[0] if len(near) == 1 else ""


def _letters(text: str) -> str:
    return "".join(_words(text))


def _words(text: str) -> list[str]:
    return re.split(r"[\W_]+", text.lower().strip())
