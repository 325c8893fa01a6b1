"""What a column may have been meant to be whose name is no field. In: names of columns. Out: hints, and problems.

Must not take a heading for a field: `config/headings.yaml`, what people call their columns, serves suggestions alone.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from functools import cache

from whp_deck.config.columns import column_names, is_column, mended, nearest_columns
from whp_deck.config.problems import nearest
from whp_deck.config.reader import read_shipped
from whp_deck.content.authored import Map
from whp_deck.errors import Problem, Source
from whp_deck.resources import shipped

OWN = "#"  # begins the name of a column that the coach keeps for herself
_CLOSE = 0.7  # of the last words: `fax` is far from `name`, however much of `practice.` they share
_MOST = 12  # fields that are listed
_ONE_BY_ONE = 5  # headings without a field; of an export with more each would say the same
_LONGEST = 40  # letters of a heading that is quoted
_WHERE = (
    "the first row names fields as in a practice's file, with dots: decks/network/practices.csv begins with the usual ones, "
    "config/practice.yaml has them all"
)
# looked for where the words alone are none: `second color` is no second of several
_NUMBERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6} | {
    word: at for at, word in enumerate(("one", "two", "three", "four", "five", "six"), 1)
}
_WORDED = re.compile(rf"\b(?:{'|'.join(_NUMBERS)})\b", re.IGNORECASE)
_OCCASION = re.compile(
    r"(where|when) (?:is )?(?:the )?([a-z][\w-]*)(?: handoff)?|([a-z][\w-]*)(?: handoff)? (where|when)", re.IGNORECASE
)
_ROLE = re.compile(
    r"(?:his |her |their )?(?:role|(?:job )?title|position|job|function|discipline)(?: ?\d)?", re.IGNORECASE
)
_LEADER = re.compile(r"(practice\.facilitators\.\d+\.)name")
_CONTACT = "practice.contact.role"
_QUESTIONS = frozenset(["start", "meeting", "review", "we", "they", "to", "it", "from", "by", "and", "or"])
_LENGTH = re.compile(r"(?:.*\W)?(?:format|length|duration|minutes|how long)(?:\W.*)?", re.IGNORECASE)
_SAY_LENGTH = (
    "all practices of a list get the deck's format: for another length copy the deck's file, change its `format:`, and run "
    "`batch` with a list of those practices and --output to another folder"
)


def unknown_columns(found: Sequence[tuple[Source, str]], header: Sequence[str]) -> list[Problem]:
    """A problem for each heading that is no field; of many, as in an export from elsewhere, one that says it of all.

    `header` are all headings, in their order: whose role a `Role` is, the one before it says.
    """
    before = [header[: place.column - 1] for place, _ in found]
    if len(found) <= _ONE_BY_ONE:
        return [
            Problem("column-unknown", f"there is no field `{field}`", hint_of(field, left), place)
            for (place, field), left in zip(found, before, strict=True)
        ]
    pairs = zip(found, before, strict=True)
    named = "; ".join(f"{_cell(place, field)}{_suggested(field, left)}" for (place, field), left in pairs)
    message = f"{len(found)} headings name no field: {named}"
    hint = f"type the field in the place of the heading; {_WHERE}; a column that is yours alone begins with {OWN}"
    return [Problem("column-unknown", message, hint, found[0][0])]


def hint_of(field: str, before: Sequence[str] = ()) -> str:
    """What to do about a column that is no field; `before` are the headings to the left of it."""
    meant = meant_by(field, before)
    if meant == OWN:
        return f"no deck has a place for it: delete the column, or begin its name with {OWN} to keep it for yourself"
    if not meant and _LENGTH.fullmatch(field):
        return f"{_SAY_LENGTH}; or begin the column's name with {OWN} to keep it for yourself"
    hint = f"did you mean `{meant}`?" if meant else _what_there_is(field, column_names())
    return f"{hint}{'' if hint.endswith('?') else ','} or begin its name with {OWN} to keep it for yourself"


def meant_by(heading: str, before: Sequence[str] = ()) -> str:
    """The field that is probably meant, `#` for a column that no practice's file has, or ""; `before` are the headings left of it."""
    if _ROLE.fullmatch(heading.strip()) and (leader := _person_before(before)):
        return f"{leader}role"
    if meeting := re.fullmatch(r"(?:meetings?|sessions?)\W*([1-9]\d?)", heading.strip(), re.IGNORECASE):
        return f"meetings.{meeting[1]}.date"
    if usual := _usual(heading) or _of_occasion(heading):
        return usual
    known = column_names()
    typed = _letters(heading)  # `Short name`, `ShortName` and `practice short name` are `practice.short_name`
    same = [name for name in known if typed in (_letters(name.rpartition(".")[2]), _letters(name))]
    meant = (
        same[0] if len(same) == 1 else mended(heading) or nearest(heading, _close(heading, nearest_columns(heading)))
    )
    return meant or _by_a_word(heading, known)


def _person_before(before: Sequence[str]) -> str:
    """What the fields of the leader begin with whose column is nearest on the left; "" where that is somebody else's, or nobody's."""
    for heading in reversed(before):
        field = heading if is_column(heading) else meant_by(heading)
        if field == _CONTACT:
            return ""
        if match := _LEADER.fullmatch(field):
            return match[1]
    return ""


def _usual(heading: str) -> str:
    """By what people call their columns; "" where a heading has dots, and is meant to be a field."""
    if "." in heading.strip(" ."):
        return ""
    words, numbers = _parted(heading)
    field = _usual_names().get(words, "")
    if not field:
        words, numbers = _parted(_WORDED.sub(lambda one: str(_NUMBERS[one[0].lower()]), heading))
        field = _usual_names().get(words, "")
    if field == OWN or len(numbers) > 1 or ("N" not in field and numbers):
        return field if field == OWN else ""
    named = field.replace(".N.", f".{int(numbers[0]) if numbers else 1}.")
    return named if is_column(named) else ""


def _parted(heading: str) -> tuple[str, list[str]]:
    """Its words, and its numbers: `2nd lead role` has `2`."""
    plain = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b|(?<=[a-z])['’]s\b", "", heading, flags=re.IGNORECASE)
    words = " ".join(word for word in _words(re.sub(r"\d+", " ", plain)) if word)
    return words, re.findall(r"\d+", plain)


def _of_occasion(heading: str) -> str:
    """`decisions.handoffs.rooming.where` of `Where rooming` or `rooming where`, whatever the entry is called."""
    match = _OCCASION.fullmatch(heading.strip())
    if match is None:
        return ""
    key, entry = (match[1], match[2]) if match[1] else (match[4], match[3])
    entry = "-".join(_words(entry))
    field = f"decisions.handoffs.{entry}.{key.lower()}"
    return field if entry not in _QUESTIONS and is_column(field) else ""


@cache
def _usual_names() -> dict[str, str]:
    tree, _ = read_shipped(shipped("config/headings.yaml"), "headings")
    entries = tree.items() if isinstance(tree, Map) else ()
    return {str(name): str(field) for field, names in entries for name in names}


def _cell(place: Source, heading: str) -> str:
    short = heading if len(heading) <= _LONGEST else f"{heading[: _LONGEST - 1]}…"
    return f"{place.cell} `{short}`"


def _suggested(heading: str, before: Sequence[str]) -> str:
    meant = meant_by(heading, before)
    if meant == OWN:
        return f" (yours: `{OWN}{heading}`)" if len(heading) <= _LONGEST else " (yours)"
    return f" (`{meant}`?)" if meant else ""


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
