"""What a cell says to whoever reads the list, and not to the room: “(ask Pat)”, “hallway?”, “see attached protocol”.

In: a field and its text. Out: that part of the text, or "". Must not judge what may be meant for the room: “ask the patient”
in a decision is how it is done, and “What if nobody comes?” is a barrier.
"""

from __future__ import annotations

import re

from whp_deck.config.columns import is_text, of_meetings
from whp_deck.content.contacts import is_role
from whp_deck.content.names import is_credential
from whp_deck.content.open_words import points_elsewhere, says_whom_to_ask

_PLACE = re.compile(of_meetings("place"))
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
    rf"(?:please |pls )?(?:ask|(?:check|confirm|verify) (?:with|w/)) ({_PERSON})(?: first)?", re.IGNORECASE
)
_ASSIGNED = re.compile(
    rf"({_PERSON}) (?:knows|(?:to|will|has to|is to|needs to|must|should|is going to) (?:confirm|verify|check|decide|find out|let (?:me|us) know))",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"(?:(?:[^\W\d_]+ ){0,2}tb[acd]\b|(?:still )?to be (?:decided|determined|announced|defined)\b|(?:still |not yet |not )(?:open|decided|determined)\b).*",
    re.IGNORECASE,
)
_UNSURE = re.compile(
    r"""(?:maybe|perhaps|possibly|probably|most\ likely|not\ sure|unsure|tentative(?:ly)?|provisional(?:ly)?)\b.*
    |.*\b(?:i\ (?:think|guess|believe)|not\ sure|maybe|probably)
    |(?:to\ be|not|not\ yet|un)\s?confirmed\b.*|(?:please\ |need(?:s)?\ to\ |to\ )?(?:confirm|verify)(?:\ (?:with|by|w/).*)?
    |(?:please|pls\.?|plz)\ (?:check|advise|ask|call)\b.*|(?:may|might|could)\ change\b.*|subject\ to\ change|awaiting\b.*|waiting\ (?:for|on)\ (?:an?\ )?(?:answer|reply|confirmation|response).*""",
    re.IGNORECASE | re.VERBOSE,
)
_SAID_TO = re.compile(
    r"""(?:they|he|she)(?:\ will|['’]ll)\ (?:(?:e-?mail|send|tell|text)\ (?:it|this|that|you|me)\b|get\ back|let\ (?:me|you)\ know)\b.*
    |(?:as|like)\ (?:we\ |i\ |you\ )?(?:discussed|agreed|mentioned|said|explained|talked\ about)\ (?:(?:on|over|by)\ (?:the\ )?(?:phone|e-?mail)
    |in\ (?:my|our|your|the|an?)\ (?:last\ |earlier\ )?(?:phone\ )?(?:call|e-?mail|conversation|chat)|yesterday|earlier|last\ (?:week|month|time))\b.*""",
    re.IGNORECASE | re.VERBOSE,
)


def remark_in(field: str, text: str) -> str:
    """The part that is a remark, as it was typed: `(ask Pat)`, `hallway?`, or all of the text."""
    if not is_text(field) or field == "folder":
        return ""
    if double := _DOUBLE.search(text):
        return double[0]
    if _NAMES.fullmatch(field):
        return ""
    for found in _BRACKETED.finditer(text):
        if _is_remark(field, found[1], in_brackets=True):
            return found[0]
    parts = (part.strip() for part in _BREAK.split(_BRACKETED.sub(" ", text)))
    return next((part for part in parts if part and _is_remark(field, part, is_whole=part == text.strip())), "")


def _is_remark(field: str, part: str, *, in_brackets: bool = False, is_whole: bool = False) -> bool:
    bare = part.strip(" .!\t")
    if points_elsewhere(bare) and (in_brackets or not _LATER.match(bare)):
        return True
    if _OPEN.fullmatch(bare) or _SAID_TO.fullmatch(bare):
        return True
    is_aside = (
        in_brackets or _ANSWER.fullmatch(field) is not None
    )  # in prose “Ask Pat”, or “Mom to decide”, may be how it is done
    asked = _ASKED.fullmatch(bare) if is_aside or not is_whole else None
    named = asked or (_ASSIGNED.fullmatch(bare) if is_aside else None)
    if named and _is_person(named[1]):
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
