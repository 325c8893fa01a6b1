"""What a cell says to whoever reads the list, and not to the room: “(ask Pat)”, “hallway?”, “see attached protocol”.

In: a field and its text. Out: that part of the text, or "". Must not judge what may be meant for the room: “ask the patient”
in a decision is how it is done, and “What if nobody comes?” is a barrier.
"""

from __future__ import annotations

import re
from functools import lru_cache

from whp_deck.config.columns import is_text, of_meetings
from whp_deck.content.contacts import is_role
from whp_deck.content.names import is_credential
from whp_deck.content.open_words import names_a_practice, points_elsewhere, says_whom_to_ask, who_knows

_PLACE = re.compile(of_meetings("place"))
_ROLE = re.compile(r"practice\.facilitators\.\d+\.role")
# what is not sure there is nobody's answer; in a decision it may be one
_SURE = re.compile(
    rf"{of_meetings('place')}|decisions\.(?:handoffs|moments)\.[^.]+\.where|practice\.facilitators\.\d+\.role"
)
# where no answer is a question
_ANSWER = re.compile(
    rf"""practice\.(?:contact\.\w+|facilitators\.\d+\.(?:name|role))|staff\.[^.]+\.title|{of_meetings("place")}
    |decisions\.(?:(?:handoffs|moments)\.[^.]+\.(?:where|when|today|giver|receiver|who)|start\.(?:how|pilot)|review\.(?:when|who)
    |measures\.[^.]+\.(?:baseline|target|owner))""",
    re.VERBOSE,
)
_NAMES = re.compile(r"practice\.(?:name|short_name|facilitators\.\d+\.name)")  # judged with what stands beside names
_BRACKETED = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_BREAK = re.compile(r"[;,:]\s+|\s[-–—/]+\s|(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bMrs)[.!]\s+|\n")
_DOUBLE = re.compile(r"\?{2,}|\(\?\)|\[\?\]")
_LATER = re.compile(
    r"(?:will|to|coming|check)\b", re.IGNORECASE
)  # what follows, comes or is checked may be a step of the work
_PERSON = r"(?:(?-i:Drs?|Mrs?|Ms)\.? )?(?-i:[A-Z])[\w’'-]+(?: (?-i:[A-Z])[\w’'-]+)?"
_ASKED = re.compile(
    rf"""(?:please\ |pls\ )?(?:ask|(?:check|confirm|verify)(?:ed)?\ (?:with|w/)|(?:still\ )?to\ be\ (?:checked|confirmed|clarified|verified)\ (?:with|w/|by))
    \ ({_PERSON.replace(" ", "[ ]")})(?:\ first)?""",
    re.IGNORECASE | re.VERBOSE,
)
_ASSIGNED = re.compile(
    rf"({_PERSON}) (?:to|will|has to|is to|needs to|must|should|is going to) (?:confirm|verify|check|decide|find out)",
    re.IGNORECASE,
)
_KNOWS = re.compile(_PERSON)
_OPEN = re.compile(
    r"(?:(?:[^\W\d_]+ ){0,2}tb[acd]\b|(?:still )?to be (?:decided|determined|announced|defined)\b|(?:still |not yet |not )(?:open|decided|determined)\b).*",
    re.IGNORECASE,
)
_THING = r"(?:(?:the|exact|final)\ )*(?:link|location|place|role|room|spot|title)\ (?:(?:is|still)\ )*(?:to\ be|not(?:\ yet)?)"
_UNSURE = re.compile(
    rf"""{_THING}\ (?:announced|chosen|confirmed|decided|determined|found)\b.*
    |(?:maybe|perhaps|possibly|probably|most\ likely|not\ sure|unsure|tentative(?:ly)?|provisional(?:ly)?)\b.*
    |.*\b(?:i\ (?:think|guess|believe)|not\ sure|maybe|probably)
    |(?:(?:to\ be|not|not\ yet|un)\s?confirmed|to\ be\ (?:checked|clarified|verified))\b.*|(?:please\ |need(?:s)?\ to\ |to\ )?(?:confirm|verify)(?:\ (?:with|by|w/).*)?
    |(?:please|pls\.?|plz)\ (?:check|advise|ask|call)\b.*|(?:may|might|could)\ change\b.*|subject\ to\ change|awaiting\b.*|waiting\ (?:for|on)\ (?:an?\ )?(?:answer|reply|confirmation|response).*""",
    re.IGNORECASE | re.VERBOSE,
)
_SAID_TO = re.compile(
    r"""(?:they|he|she)(?:\ will|['’]ll)\ (?:(?:e-?mail|send|tell|text)\ (?:it|this|that|you|me)\b|get\ back|let\ (?:me|you)\ know)\b.*
    |(?:as|like)\ (?:we\ |i\ |you\ )?(?:discussed|agreed|mentioned|said|explained|talked\ about)\ (?:(?:on|over|by)\ (?:the\ )?(?:phone|e-?mail)
    |in\ (?:my|our|your|the|an?)\ (?:last\ |earlier\ )?(?:phone\ )?(?:call|e-?mail|conversation|chat)|yesterday|earlier|last\ (?:week|month|time))\b.*""",
    re.IGNORECASE | re.VERBOSE,
)
# what a coach notes of a row, and how: in brackets, between stars, behind a dash; and signs that nobody paints on a door
_SETTLED = r"(?:new|pilot|urgent|important|priority|vip|confirmed|done|active|test|updated?|added|changed|cont(?:['’]?d|inued)?\.?|ctd\.?)"
_DOUBTED = (
    r"(?:old|pending|draft|tentative|unconfirmed|follow[- ]?up|call (?:back|again)|wait(?:ing)? ?list(?:ed)?"
    r"|no (?:answer|reply|response)|left (?:a )?(?:msg|message|vm|voice ?mail))"
)
_NOTED = rf"(?:{_SETTLED}|{_DOUBTED})"
_IN_CAPITALS = r"(?-i:(?=[A-Z]{3}))"
_NOTE = re.compile(
    rf"[(\[]\s*(?:{_NOTED}!*|(?:was|were|old|new|now|previously|formerly)\s*:[^)\]]*)\s*[)\]]"
    rf"|(?<!\w)([*_~=^!>#]{{1,3}})\s*{_NOTED}!*\s*\1(?!\w)|\s[-–—/]+\s*{_NOTED}[!.]*$",
    re.IGNORECASE,
)
_NOTE_BEFORE = re.compile(
    rf"^{_NOTED}!*:\s|^{_IN_CAPITALS}{_NOTED}!*\s[-–—]\s|^(?:{_IN_CAPITALS}{_NOTED}|new)!+\s", re.IGNORECASE
)
_STARRED = re.compile(r"(?<!\w)\*+[^*]+\*+(?!\w)|^\s*\*+|[*!]{2,}|\*+\s*$")
_MARKED = re.compile(rf"([*_~=^!>#])\1[^*_~=^!>#]+\1\1|{_STARRED.pattern}|^\s*[>•→~^]+|[*^!>~]{{2,}}")
# whose work it is: of those that have none in common, as RN and LPN, a leader is one; “LPN/LVN” and “RN/Case manager” are one title
_LICENSED = {
    "cma": "MA", "do": "doctor", "doctor": "doctor", "lpn": "LPN", "lvn": "LPN", "ma": "MA", "md": "doctor", "medical assistant": "MA",
    "np": "NP", "nurse": "RN LPN NP", "pa": "PA", "physician": "doctor", "rma": "MA", "rn": "RN",
}  # fmt: skip
_OR = re.compile(r"\w or \w|^[^a-z]+\w OR \w[^a-z]+$")  # an OR nurse works in an operating room


def note_in(text: str) -> str:
    """What somebody noted of the row beside a name: `**NEW**`, `(old)`, `(was: Lake Clinic)`, `NEW!`, a star."""
    return _first(text, _NOTE, _NOTE_BEFORE, _MARKED)


def _first(text: str, *patterns: re.Pattern[str]) -> str:
    return next((found[0].strip() for pattern in patterns if (found := pattern.search(text))), "")


def _note_beside(field: str, text: str) -> str:
    """The same beside a room or a title, where an arrow may show the way; in a decision stars are emphasis."""
    patterns = (_NOTE,) if field.startswith("decisions.") else (_NOTE, _NOTE_BEFORE, _STARRED)
    return _first(text, *patterns) if _SURE.fullmatch(field) else ""


def is_settled(remark: str) -> bool:
    """Whether a remark says nothing that anybody has to be asked: `**NEW**`, `- confirmed`, a star."""
    letters = remark.strip(" ()[]*_~=^!>#•→/.:–—-")
    return not letters or re.fullmatch(_SETTLED, letters, re.IGNORECASE) is not None


def says_either(field: str, text: str) -> bool:
    """Whether it names two titles where a leader has one: `RN or LPN`, `RN/LPN`."""
    if not _ROLE.fullmatch(field):
        return False
    work = [set(_LICENSED.get(one.strip().casefold(), "").split()) for one in text.split("/")]
    return _OR.search(text) is not None or (all(work) and not set.intersection(*work))


@lru_cache(maxsize=10_000)  # most rows of a list say the same
def remark_in(field: str, text: str) -> str:
    """The part that is a remark, as it was typed: `(ask Pat)`, `hallway?`, or all of the text."""
    if not is_text(field) or field == "folder":
        return ""
    if double := _DOUBLE.search(text):
        return double[0]
    if _NAMES.fullmatch(field):
        return ""
    if says_either(field, text):
        return text
    if note := _note_beside(field, text):
        return note
    for found in _BRACKETED.finditer(text):
        if _is_remark(field, found[1], in_brackets=True):
            return found[0]
    parts = (part.strip() for part in _BREAK.split(_BRACKETED.sub(" ", text)))
    return next((part for part in parts if part and _is_remark(field, part, is_whole=part == text.strip())), "")


def _is_remark(field: str, part: str, *, in_brackets: bool = False, is_whole: bool = False) -> bool:
    bare = part.strip(" .!\t")
    if points_elsewhere(bare) and (in_brackets or not _LATER.match(bare)):
        return True
    if (_OPEN.fullmatch(bare) and not names_a_practice(bare)) or _SAID_TO.fullmatch(bare):
        return True
    is_aside = (
        in_brackets or _ANSWER.fullmatch(field) is not None
    )  # in prose “Ask Pat”, or “Mom to decide”, may be how it is done
    asked = _ASKED.fullmatch(bare) if is_aside or not is_whole else None
    named = asked or (_ASSIGNED.fullmatch(bare) if is_aside else None)
    who = named[1] if named else who_knows(bare) if is_aside else ""
    if _KNOWS.fullmatch(who) and _is_person(who):
        return True
    if _SURE.fullmatch(field) and _UNSURE.fullmatch(bare):
        return True
    if _PLACE.fullmatch(field) and says_whom_to_ask(bare):
        return True
    return _ANSWER.fullmatch(field) is not None and bare.endswith("?")


def _is_person(name: str) -> bool:
    """`Pat`, but none of `Reception`, `MA`, `The`."""
    return (
        not is_role(name)
        and not all(map(is_credential, name.split()))
        and name.casefold() not in ("the", "a", "an", "we", "i")
    )
