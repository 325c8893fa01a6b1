"""Words in a cell that say what another row of the list says: `ditto`, `as above`, `see row 7`, `2nd row`, `(see below)`.

In: the text of a cell. Out: which row it means. Must not know a list: who has it can look there, and nobody has to be asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_NEXT, _BEFORE = r"(?:next|following)", r"(?:previous|last|prior|preceding)"
_LEAD = r"(?:(?:please|pls)\ )?(?:see|s\.|cf\.?|check|per|refer\ to|copy(?:\ of|\ from)?|(?:the\ )?same(?:\ (?:as|like))?|as|like)\ (?:in\ |for\ |on\ |per\ )?"
_NUMBERED = rf"(?:the\ )?(?:(?:row|line)\ ?(?:no\.?\ ?|\#)?(?P<number>\d+)|(?P<ordinal>\d+(?=st|nd|rd|th)|{'|'.join(_ORDINALS)})(?:st|nd|rd|th)?\ (?:row|line))"
_NEAR = rf"(?:the\ )?(?:(?P<above>(?:row\ |one\ |line\ )?above|{_BEFORE}\ (?:row|line|practice))|(?:row\ |one\ |line\ )?below|{_NEXT}\ (?:row|line|practice))"
_POINTER = re.compile(rf"(?P<lead>{_LEAD})?(?P<target>{_NUMBERED}|{_NEAR})", re.IGNORECASE | re.VERBOSE)
# whatever stands for the cell above; `same as last year` means no row
_DITTO = re.compile(
    r"""["”“″〃'’]{1,2}|-\s?["”″]\s?-|ditto\W*|idem|ibid(?:em)?|do\.
    |(?:the\ )?same(?:\ (?:as|like)?\ ?(?:the\ )?(?:above|previous|last(?!\ (?:year|time|month|round|spring|fall|list))|row\ above).*)?""",
    re.IGNORECASE | re.VERBOSE,
)
_ROW = re.compile(r"\brow (\d+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pointer:
    """`row` is the number that a spreadsheet shows beside it, or 0; else `step` is -1 for the row above, 1 for the one below.

    What is not `plain` may mean something else: a mark may be a slip of the finger, “2nd row” another count.
    """

    row: int = 0
    step: int = -1
    plain: bool = True


@lru_cache(maxsize=10_000)
def row_meant(text: str) -> Pointer | None:
    """The row that a whole text means; None for any other text."""
    bare = text.strip(" .!()[]\t\n")
    if _DITTO.fullmatch(text.strip(" ()")) or _DITTO.fullmatch(bare):
        found = _ROW.search(bare)
        return Pointer(int(found[1]), 0) if found else Pointer(plain=any(map(str.isalpha, bare)))
    return _pointer(bare, needs_lead=False)


def points_to_row(part: str) -> bool:
    """Whether a part of a text sends to another row: “see above” of “at the front desk, see above”."""
    return _pointer(part.strip(" .!"), needs_lead=True) is not None


def _pointer(bare: str, *, needs_lead: bool) -> Pointer | None:
    match = _POINTER.fullmatch(bare)
    if match is None:
        return None
    # `row 2` alone means one, too; “line 2” is on the phone, and “below” may be downstairs
    if not match["lead"] and (needs_lead or "row" not in match["target"].casefold()):
        return None
    if number := match["number"] or match["ordinal"]:
        row = int(number) if number.isdecimal() else _ORDINALS.index(number.casefold()) + 1
        return Pointer(row, 0, match["ordinal"] is None)
    return Pointer(step=-1 if match["above"] else 1)
