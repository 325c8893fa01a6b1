"""For which practice a file was built, and whether that is the one that it would be built for now.

In: a practice's name, and the texts by which it is known. Out: `Whose`. Must not open files.

A practice that has a new name keeps its phone, its address or its people; a name that was mended keeps nearly all its letters.
"""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from whp_deck.content.practice import Practice

_WORD = re.compile(r"[^\W_]+")
_ALIKE = 0.75  # of the letters of a word: “Clinc” and “Clinic”, not “Ash” and “Oak”


@dataclass(frozen=True, slots=True)
class Whose:
    """A practice's name as it stands in the deck; `marks` are digests of what else it is known by: nobody reads a phone there."""

    name: str = ""
    marks: tuple[str, ...] = ()

    def is_another(self, now: Whose) -> bool:
        """Whether these are two practices; of one without a name, as in files of earlier versions, nothing is said."""
        if not self.name or not now.name or set(self.marks) & set(now.marks):
            return False
        shorter, longer = sorted((_words(self.name), _words(now.name)), key=len)
        return not all(difflib.get_close_matches(word, longer, 1, _ALIKE) for word in shorter)


def whose_of(practice: Practice) -> Whose:
    """That practice, as the stamp of what is built knows it."""
    people = [person.name for person in practice.facilitators]
    return whose(practice.name, [practice.short_name, practice.contact.phone, practice.contact.email, *people])


def whose(name: str, texts: Iterable[str]) -> Whose:
    """The practice of that name, known by these texts: phone, mail, people, a short name."""
    told = ("".join(_words(text)) for text in texts)
    return Whose(name, tuple(dict.fromkeys(hashlib.sha256(one.encode()).hexdigest()[:12] for one in told if one)))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
