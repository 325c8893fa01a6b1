"""Names of people as they are typed. In: a name. Out: the part by which it is known in a sentence. Must not know who it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

# words in the name of a practice, and in no person's
OF_PRACTICES = r"(?:Associates|Care|Cent(?:er|re)|Clinic|Group|Health|Medical|Medicine|Office|Partner|Pediatric|Physician|Practice)s?"
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_CREDENTIAL = re.compile(r"[A-Z]{2,}(?:[-.][A-Z]+)*\.?|(?:[A-Z]\.){2,}|Ph\.?D\.?|PharmD|Psy\.?D\.?|[JS]r\.?|[IVX]+")


def is_credential(word: str) -> bool:
    """Whether a word behind a name is none of it: `RN`, `Ph.D.`, `Jr.`"""
    return _CREDENTIAL.fullmatch(word) is not None


def may_be_a_persons(text: str) -> bool:
    """Whether it is written as a person's name: without digits, and with no small word at its end, as `Pat knows` has one."""
    last = surname(_BRACKETED.sub(" ", text).strip())
    return bool(last) and not last[0].islower() and not re.search(r"[\d@]", text)


def surname(name: str) -> str:
    """`Fernbrook` of `Dana Fernbrook, RN`; "" where there is no name."""
    words = name.partition(",")[0].split()
    while len(words) > 1 and not name.isupper() and is_credential(words[-1]):
        words.pop()
    return words[-1] if words else ""


def surnames(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each surname by which somebody can be meant in a text, with the whole name.

    “Li” may be any word, an address is no name, and neither is what ends in a word with small letters, as a sentence
    does that somebody typed for want of a name (`not sure yet, maybe Tess`, `the nurse`).
    """
    for name in names:
        last = surname(name)
        if len(last) > 2 and "@" not in last and not last[0].islower():
            yield last, name
