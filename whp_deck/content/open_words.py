"""Words that say nothing: what people write where they cannot answer yet.

In: a text of an author's file, of a cell, or typed in an interview. Out: whether it says nothing. Where `none` could be an
answer ("When do we leave it out?"), or `unknown` ("Where are you now?"), the field knows, and not this module.

One list for all ways in: what is open in a spreadsheet is open in YAML, in `init` and in the form of `preview`.
Printed, such a word reads as an answer: a handout said "When do we not do it, and what then? ?".
"""

from __future__ import annotations

import re

from whp_deck.content.names import OF_PRACTICES
from whp_deck.content.pointers import points_to_row, row_meant

OPEN = "decide later"

_NOTHING = re.compile(
    r"""[-–—−_.…?*/\s]+                            # dashes, dots, question marks
    |(tb[acd]|t\.\s?b\.\s?[acd]|n/a|n\.a
    |to\ be\ (decided|determined|defined|discussed|announced|confirmed|named|hired|recruited|appointed|assigned|chosen|selected|found|filled)
    |(still\ )?(pending|undecided)|open\ decision
    |((decide|we\ decide|to\ decide|decided)\ )?later|later,?\ maybe|maybe\ later
    |(still\ )?not\ (yet\ )?decided(\ yet)?|not\ yet\ known|not\ known\ yet
    |idk|dunno|((i|we)\ )?(don['’`´]?t|do\ not)\ know(\ yet)?
    |((i['’`´]?m|i\ am|we['’`´]?re|we\ are)\ )?not\ sure(\ yet)?|no\ (idea|clue)(\ yet)?)[.!?]*
    """,
    re.IGNORECASE | re.VERBOSE,
)
# with more behind it, as `TBD - call back`: only words that open nothing else (`pending review` is a place in a process)
_BEGINS = re.compile(
    r"(?:tb[acd]|t\.\s?b\.\s?[acd]\.?|n/a|to be (?:decided|determined|defined|discussed|announced|confirmed|named)"
    r"|(?:still )?(?:undecided|pending(?=\s*[-–—:,;(])))(?!\w)\W*\w|\?\?+",
    re.IGNORECASE,
)
# what says where, or when, the answer will be: words that are complete, so that `see the nurse` is none of them
_ELSEWHERE = re.compile(
    r"""(?:please\ )?(?:see|check|per|as\ (?:in|per)|refer\ to)\ (?:[\w’']+\ ){0,2}?
        (?:e-?mails?|messages?|voice-?mails?|attach(?:ed|ments?)|comments?|texts?|calendars?|invit(?:e|ation)s?|notes?\ (?:below|above|column|tab)
        |(?:the\ )?(?:attached|enclosed)\ (?:[\w’'-]+\ ?){1,3}|(?:other\ |next\ )?(?:tab|sheet)|(?:col(?:umn|\.)?|cell)\ [A-Z]{0,2}\d*)
        (?:\ (?:of|from|on|dated)\ .{1,30})?
    |(?:as\ )?per\ (?:my|our|your|the|last|yesterday['’]s|an?)?\ ?(?:last\ |earlier\ |phone\ )*(?:call|conversation|discussion|chat)(?:\ (?:with|of|on|from)\ .{1,30})?
    |(?:as|like)\ (?:we\ |i\ |you\ )?(?:discussed|agreed|mentioned|said|explained|talked\ about)
        (?:\ (?:(?:on|over|by|in|at|via|during|last|yesterday|today|earlier|before|above)\b.{0,30}|with\ (?-i:[A-Z]).{1,30}))?
    |(?:(?:zoom|teams|webex|meeting|video|dial-?in)\ )?(?:link|address|details?|room|date|time|name|info(?:rmation)?|answer)s?
        ,?\ (?:(?:is|are|will\ be|still)\ )*(?:to\ (?:follow|come|be\ sent)|sent\ (?:later|soon)|coming(?:\ soon)?|following)
    |(?:will|to)\ (?:follow|come|let\ you\ know|(?:be\ )?e-?mail(?:ed)?|be\ sent)(?:\ (?:later|soon|by\ .{1,20}))?
    |coming\ soon""",
    re.IGNORECASE | re.VERBOSE,
)
_WHOM = re.compile(
    r"(?:please )?(?:ask|call|contact|check with|talk to|speak (?:to|with))\s+\S.*", re.IGNORECASE | re.DOTALL
)
# verbs in small letters: Hope Knows and Will Tell are people
_KNOWS = re.compile(
    r"""(?:[Oo]nly\ )?(?P<who>\S+(?:\ \S+){0,3}?)\ (?:knows|(?:would|will|should|might)\ know|has\ (?:it|this|that|the\ (?:answer|name|list))
    |(?:will|can|to|has\ to|is\ to|needs\ to|must|should|is\ going\ to)\ (?:tell|text|let|e-?mail|send|get\ back\ to)\ (?:me|us|you)(?:\ (?:know|it))?)
    (?:\ (?:it|this|that|more|later|soon|who|where|when|which|best|by\ \S+))*""",
    re.VERBOSE,
)
# what a name may begin with: TBA may be what its founders were called
_NAMED_SO = re.compile(rf"\bTB[ACD]\s+(?:[A-Z][\w.’'-]*\s+){{0,3}}(?:{OF_PRACTICES})(?!\w)")
_CAPITALIZED = re.compile(r"(?:The )?TB[ACD](?:\s+(?:[A-Z][\w.’'-]*|&|and|at|for|of|the))+")
_AS_BEFORE = re.compile(
    r"(?:the )?same(?: place| time| room| person| people)? as (?:(?:the )?last (?:year|time|month|round|spring|fall|list)|before|ever|usual|in \d{4})"
    r"|(?:as|like) (?:last (?:year|time|month)|before|in \d{4})|no changes?|unchanged|same as now",
    re.IGNORECASE,
)
_SAME = re.compile(
    r"""(?:(?:at|in)[ ])?(?:the[ ])?same(?:[ ](?:one|here|again|thing|place|room|spot|location|time|hour))?
        (?:[ ]as[ ](?:above|(?:the[ ])?(?:first|one[ ]before|other)(?:[ ](?:one|session|meeting|time))?|(?:session|meeting)[ ]\d))?""",
    re.IGNORECASE | re.VERBOSE,
)
# `someone from billing` may well be meant, and `all of us`
_UNSURE = re.compile(
    r"\b(?:not sure|unsure|maybe|perhaps|possibly|probably|i (?:think|guess)|(?:don['’`´]?t|do not) know|nobody|no[ -]one|we all)\b",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(
    r"""(?:nobody|no[ ]one|none[ ]of[ ]us)[ ](?:does|do|did|will|can|wants?|uses?|has|meets?)(?:[ ](?:this|that|it|these|here))*
    |(?:(?:we|they)[ ])?(?:do(?:n['’]?t|[ ]not)|never|wo(?:n['’]?t)|will[ ]not|cannot|can['’]?t)[ ](?:do|have|use|meet|need|want)
        (?:[ ](?:this|that|it|these|any|one|at[ ]all|here|any[ ]?more))*
    |(?:it[ ]is[ ]|it['’]s[ ]|this[ ]is[ ])?(?:not|never)[ ](?:done|happening|used|offered)(?:[ ](?:here|at[ ]all|by[ ]us|with[ ]us))*
    |(?:(?:it|this|the[ ]meeting)[ ](?:is|was)[ ]|is[ ]|was[ ])?(?:cancel{1,2}ed|called[ ]off|on[ ]hold|postponed|suspended)
        (?:[ ](?:for[ ]now|until[ ].{1,20}))?
    |no[ ]meetings?(?:[ ](?:here|at[ ]all))*""",
    re.IGNORECASE | re.VERBOSE,
)
# of a handoff that it has no place here: what goes on with `at`, `in`, … says where it is done instead
_NONE_HERE = re.compile(
    r"""(?:(?:it|this)[ ])?(?:does(?:n['’`]?t|[ ]not)|do(?:n['’`]?t|[ ]not))[ ]apply(?:[ ](?:here|to[ ]us))?
    |(?:not|non-?)[ ]?(?:applicable|relevant)(?:[ ](?:here|to[ ]us))?|n\.?/?a\.?|skip(?:ped|[ ](?:it|this))?|leave[ ](?:it[ ])?out|omit(?:ted)?
    |(?:(?:we|they)[ ])?(?:(?:do(?:n['’`]?t|[ ]not)|does(?:n['’`]?t|[ ]not))[ ](?:have|do|use)|have|has|there[ ]is|there['’]s)?
        [ ]?(?:an?|any|the|no|this|that|it)(?:[ ](?!fixed|set|special|particular|certain|matter|later|one\b)[\w'’/-]+){0,3}""",
    re.IGNORECASE | re.VERBOSE,
)
_NOBODY = re.compile(
    r"""(?:(?:there(?:[ ]is|['’`]s)|we[ ]have|we['’`]ve(?:[ ]got)?)[ ])?(?:none|nobody|no[ -]one|no)(?:[ ](?:here|yet|so[ ]far|for[ ]now|at[ ]the[ ]moment|with[ ]us|of[ ](?:us|them|those)))*
    |(?:we[ ])?(?:do(?:n['’`]?t|[ ]not))[ ]have[ ](?:one|any|that|those|them|anybody|anyone)(?:[ ](?:here|at[ ]all))*""",
    re.IGNORECASE | re.VERBOSE,
)
_NO_MATTER = re.compile(r"nothing(?: yet| so far| for now)?|nowhere|not applicable|nil", re.IGNORECASE)
_REFUSES = re.compile(r"\b(?:no|not|non\w*|do(?:es)?n['’`]?t|n\.?/?a|skip\w*|leave|omit\w*)\b", re.IGNORECASE)
_INSTEAD = re.compile(r"\b(?:at|in|by|on|with|over|but|instead|use)\b", re.IGNORECASE)
_BREAK = re.compile(r"\s*(?:[,;:(–—]+|\.\s|\s-+\s)\s*")
_NOT_YET = re.compile(r"not (?:yet|now|known|sure)|unknown|open", re.IGNORECASE)
_NO = re.compile(r"no|none|false|off", re.IGNORECASE)
_LATER = re.compile(r"later", re.IGNORECASE)
_NEITHER = re.compile(r"maybe|perhaps|possibly|(?:it )?depends|open|unknown|not (?:known|sure)", re.IGNORECASE)
_ANSWERS = re.compile(r"[-–—−\s]+|(not yet known|not known yet)\.?", re.IGNORECASE)
_UNKNOWN = re.compile(r"unknown|not known", re.IGNORECASE)


def says_nothing(text: str) -> bool:
    """Whether a text is as good as none, so that what it stands for is open."""
    return _NOTHING.fullmatch(text.strip()) is not None


def is_unknown(text: str) -> bool:
    """Whether it says `unknown`: of where a practice is now an honest answer, to `init` asking for a decision none."""
    return _UNKNOWN.fullmatch(text.strip(" .!\n\t")) is not None


def has_no_entries(text: str) -> bool:
    """The same in the place of a list or of keys: `not yet`, too, but not `none`, which is an answer ("What will be
    hard?").
    """
    return says_nothing(text) or _NOT_YET.fullmatch(text.strip(" .!\n\t")) is not None


def is_not_yet(text: str) -> bool:
    """The same where the answer is a day, or yes or no: `no` and `none` can then mean one thing only."""
    return has_no_entries(text) or _NO.fullmatch(text.strip(" .!\n\t")) is not None


def is_neither(text: str) -> bool:
    """Whether it leaves a question open that asks for yes or no: `idk`, `maybe`; `not yet` and `later` say no."""
    bare = text.strip(" .!\n\t")
    return (says_nothing(text) and not _LATER.fullmatch(bare)) or _NEITHER.fullmatch(bare) is not None


def begins_open(text: str) -> bool:
    """Whether a text says that it is not known, with more words behind that: “TBD - call back”."""
    return _BEGINS.match(text.strip()) is not None and not names_a_practice(text)


def names_a_practice(text: str) -> bool:
    """Whether `TBA` is in it as the first word of a name: “the TBA Clinic’s kitchen”."""
    return _NAMED_SO.search(text) is not None


def may_be_called_so(text: str) -> bool:
    """Whether a practice may truly be called so, though it begins with `TBA`: “TBA Partners”."""
    return _CAPITALIZED.fullmatch(text.strip()) is not None


def points_elsewhere(text: str) -> bool:
    """Whether a text says where the answer is, or that it will come: “See Anne’s email of 11/2”, “Zoom link to follow”."""
    return _ELSEWHERE.fullmatch(text.strip(" .!()\n\t")) is not None or points_to_row(text.strip("() "))


def says_whom_to_ask(text: str) -> bool:
    """Whether it says, in the place of a name or a room, who knows it: “Ask Tom”, “check with the front desk”, “Pat knows”."""
    return _WHOM.fullmatch(text.strip()) is not None or bool(who_knows(text))


def who_knows(text: str) -> str:
    """Who, as it says, knows the answer: `Pat` of “only Pat knows”, “Pat will tell us”; "" where it says no such thing."""
    found = _KNOWS.fullmatch(text.strip(" .!()\n\t"))
    return found["who"] if found else ""


def as_before(text: str) -> bool:
    """Whether it says that all is as it was, which nobody in the room knows: “same as last year”."""
    return _AS_BEFORE.fullmatch(text.strip(" .!()\n\t")) is not None


def says_same(text: str) -> bool:
    """Whether it says of one entry beside another that it is like it: “same”, “same room as last time”, “ditto”."""
    return as_before(text) or row_meant(text) is not None or _SAME.fullmatch(text.strip(" .!()\n\t")) is not None


def is_unsure(text: str) -> bool:
    """Whether it says of a person that it is not known who: “not sure yet, maybe Tess”, “nobody, we all do”."""
    return _UNSURE.search(text) is not None


def says_not_done(text: str) -> bool:
    """Whether it says, in the place of how, where or when, that it is not done at all: “nobody does this”, “we never meet”."""
    return _NOT_DONE.fullmatch(text.strip(" .!()\n\t")) is not None


def says_none_here(text: str) -> bool:
    """Whether it says, in the place of where or when a handoff is done, that there is none here, with or without a reason
    behind it: “no front desk”, “not applicable, patients leave through the back”, “not done here – no desk”.
    """
    said, *rest = _BREAK.split(text.strip(" .!()\n\t"), maxsplit=1)
    if any(map(_INSTEAD.search, rest)):
        return False
    return bool(rest and says_not_done(said)) or bool(_NONE_HERE.fullmatch(said) and _REFUSES.search(said))


def says_nobody(text: str) -> bool:
    """Whether it says, in the place of a title, that nobody is that, and no more: “none”, “we have no front desk”."""
    said = text.strip(" .!()\n\t")
    alone = not _BREAK.search(said) and (says_none_here(said) or says_not_done(said))
    return not says_nothing(text) and (alone or _NOBODY.fullmatch(said) is not None)


def says_none(text: str) -> bool:
    """Whether it says that there is none, and no more: “None.”, “nobody yet”, “nothing”. It is no answer where a name, a title or a
    place is asked for: the last slide said “Ask our none”.
    """
    said = text.strip(" .!()\n\t")
    return _NOBODY.fullmatch(said) is not None or _NO_MATTER.fullmatch(said) is not None


def leaves_open(text: str) -> bool:
    """The same for a file in which somebody wrote it for one practice.

    A dash alone is then an answer ("there is none", as in any table), and so is that a number is not yet known.
    """
    return says_nothing(text) and not _ANSWERS.fullmatch(text.strip())
