"""Whom people can ask: a role, a name, or both, as the object of “Ask …”.

In: the contact as typed. Out: without the `our` in front of it, and as texts say it with `{{ practice.contact.to_ask
}}`: `our practice manager`, but `Kim` and `whoever is at the front desk`. Must not know any text that says it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from pydantic import BeforeValidator

_OURS = re.compile(r"(?:our|the|my|your)\s+(?=\S)", re.IGNORECASE)
_ANYBODY = re.compile(
    r"(?:an?|any(?:one|body)?|someone|somebody|everyone|everybody|who(?:m?ever)?|one|either|each|all|me|us|his|her|their|this|that)\b",
    re.IGNORECASE,
)
_TITLE = re.compile(r"(?:drs?|mrs?|ms|mx|miss|prof|sr|sra)\b\.?\s", re.IGNORECASE)
_BEHIND_A_NAME = frozenset(["and", "at", "by", "for", "from", "in", "is", "of", "on", "or", "who", "with", "via"])
# what a role is called by; whoever types it with capitals means no name
_ROLES = frozenset(
    re.findall(
        r"\w+",
        """
    administration administrator admin advisor assistant assistants associate billing care caregiver case champion charge chief clerk
    clinic clinical clinician coach communication compliance coordinator coordinators counselor dental dentist department desk
    dietitian director doctor education educator executive facilitator front general head health help hotline human improvement
    information interpreter intern lead leader leadership leads learning manager managers management medical member midwife
    navigator nurse nurses nursing office officer operations owner partner patient pharmacist pharmacy phone physician population
    practice practitioner president program project provider psychologist quality reception receptionist records referral
    referrals registered representative research resources safety scheduler scheduling secretary senior service services site
    social specialist staff superuser supervisor support team technician therapist trainer training triage vice worker
    """,
    )
)

_LONG = 5  # letters of a word that a slip leaves recognizable
# words of their own that are one slip away from one of those, and other ways to spell one
_NEAR_ROLES = frozenset(
    ["carer", "caring", "centre", "change", "coaching", "counsellor", "dietician", "leaning", "manage", "managed", "manages",
     "nursed", "patience", "practise", "practised", "provide", "provided", "quantity", "recorded", "serviced", "stuff", "trained",
     "trainee", "voice"]
)  # fmt: skip
# a call center and a phone nurse are whom one asks: such a verb tells with an article only
_ASKS = re.compile(
    r"(?:please )?(?:(?:ask|see|(?:talk|speak) (?:to|with))(?: for)?|(?:call|contact|e-?mail|phone)(?=\s+(?:our|the|your|my)\b))\s+(?=\w)",
    re.IGNORECASE,
)
_FIRST = re.compile(r"([^\W\d_]+)(?: (?:from|at|in|of|or|@)(?=\s)|$)")
_LETTERS = frozenset(["cma", "cna", "ehr", "hr", "it", "lpn", "ma", "md", "mas", "np", "pa", "qi", "rn", "rns"])


def as_contact(text: str) -> str:
    """`practice manager, Kim` of `our practice manager, Kim`: a text may say `our` itself."""
    return _OURS.sub("", text, count=1) if _OURS.match(text) else text


def our(contact: str, people: Iterable[str] = ()) -> str:
    """The contact as it stands behind “Ask”: `our practice manager`, `Kim`; `kim` is one of the `people` who is called so."""
    bare = as_contact(contact.strip())
    if name := _as_named(bare, people):
        return name
    if not bare or _ANYBODY.match(bare) or _is_name(bare):
        return bare
    first, _, rest = bare.partition(" ")
    # a capital that only begins a line, as in `Practice manager`; `Front Desk` and `RN` are written so on purpose
    small = first.istitle() and _word(first) in _ROLES and not rest[:1].isupper()
    return f"our {first.lower() if small else first} {rest}".rstrip()


def may_be_a_name(contact: str, people: Iterable[str] = (), titles: Iterable[str] = ()) -> bool:
    """Whether one small word is no role that we know, nor one of the `titles`, nor one of the `people`: `anne`."""
    word = contact.strip()
    if not re.fullmatch(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*", word) or not word[0].islower() or _ANYBODY.match(word):
        return False
    parts = {_singular(part) for part in re.split(r"[-'’]", word)}
    known = {_singular(part) for title in titles for part in re.findall(r"\w+", title.casefold())}
    return not parts & (known | _ROLES | _LETTERS) and not _as_named(word, people)


def asks_somebody(contact: str) -> str:
    """What a contact begins with that says “Ask” already: `ask Bob at the desk`; "" for any other."""
    found = _ASKS.match(contact.strip())
    return found[0].strip() if found else ""


def first_name_in(contact: str, people: Iterable[str] = (), titles: Iterable[str] = ()) -> str:
    """The one small word in front that may be a name: `anne` alone, `anne from billing`; no misspelled role."""
    found = _FIRST.match(contact.strip())
    return found[1] if found and not meant_for(found[1]) and may_be_a_name(found[1], people, titles) else ""


def names_somebody(contact: str) -> bool:
    """Whether it begins with a person's name, or with a word for anybody."""
    return _ANYBODY.match(contact.strip()) is not None or _is_name(as_contact(contact.strip()))


def meant_for(role: str) -> str:
    """The role with each word mended that is one slip away from a word for roles: `nurce` is `nurse`; "" when there is none."""
    mended = re.sub(r"[^\W\d_]{5,}", lambda found: _mended(found[0]), role)
    return "" if mended == role else mended


@cache
def _mended(word: str) -> str:
    small = word.casefold()
    if small in _ROLES or small.removesuffix("s") in _ROLES or small in _NEAR_ROLES:
        return word
    near = [one for one in sorted(_ROLES) if len(one) >= _LONG and one[0] == small[0] and _is_one_slip(small, one)]
    return (near[0].capitalize() if word[0].isupper() else near[0]) if len(near) == 1 else word


def _is_one_slip(typed: str, meant: str) -> bool:
    """One letter too many, too few or another one, or two that have changed places."""
    at = next((n for n, (a, b) in enumerate(zip(typed, meant, strict=False)) if a != b), min(len(typed), len(meant)))
    if len(typed) != len(meant):
        longer, shorter = sorted((typed, meant), key=len, reverse=True)
        return len(longer) - len(shorter) == 1 and longer[at + 1 :] == shorter[at:]
    swapped = typed[:at] + typed[at + 1 : at + 2] + typed[at : at + 1] + typed[at + 2 :]
    return typed[at + 1 :] == meant[at + 1 :] or swapped == meant


def is_role(text: str) -> bool:
    """Whether all its words are of roles: `Front desk`."""
    words = text.split()
    return bool(words) and all(_word(one) in _ROLES for one in words)


def _singular(word: str) -> str:
    return word.removesuffix("s") if word.removesuffix("s") in _ROLES else word


def _as_named(contact: str, people: Iterable[str]) -> str:
    """A name in small letters as the person's own entry has it; "" when nobody is called so."""
    words = contact.split()
    if not words or not contact.islower() or any(word in _ROLES for word in words):
        return ""
    for person in people:
        named = {word.casefold(): word for word in re.findall(r"[^\s,;()]+", person)}
        if all(word in named for word in words):
            return " ".join(word.capitalize() if (own := named[word]).islower() else own for word in words)
    return ""


def _is_name(text: str) -> bool:
    """Whether it begins with a person's name, as `Kim`, `Kim Lee, manager`, `Dr. Lee`, `Kim from the front desk`."""
    if _TITLE.match(text):
        return True
    words = text.split()
    begins = 0
    while begins < len(words) and words[begins][0].isupper():
        begins += 1
        if words[begins - 1][-1] in ",;:)–—-":
            break
    name = words[:begins]
    if not name or any(_word(one) in _ROLES or _is_short(one) for one in name):
        return False
    if name[-1].endswith(("’s", "'s")):  # Kim’s team
        return True
    behind = words[begins] if begins < len(words) else ""
    return not behind[:1].isalpha() or name[-1][-1] in ",;:–—" or behind.lower() in _BEHIND_A_NAME


def _is_short(word: str) -> bool:
    """Whether it is letters for a role: `RN`, `MAs`, `IT`."""
    letters = re.sub(r"\W", "", word)
    return len(letters) > 1 and letters[:2].isupper()


def _word(word: str) -> str:
    return word.strip(".,;:()/–—-").casefold()


CONTACT = BeforeValidator(lambda value: as_contact(value) if isinstance(value, str) else value)
