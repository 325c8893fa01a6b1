"""Languages in a list: what a name of one is written as, and that slides stay in English all the same.

In: the text of a cell, or the rows of a list. Out: a language's tag, or warnings. Must not judge whether there is such a language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from whp_deck.config.reader import read_shipped
from whp_deck.content.authored import Map
from whp_deck.errors import ManyCells, Problem, Source, also_in
from whp_deck.plan import plain_letters
from whp_deck.resources import shipped

if TYPE_CHECKING:
    from whp_deck.config.spreadsheet import Row

LANGUAGE = "practice.language"
_SPOKEN = "en"  # by all that we ship: slides, printed pages, mails
# how they are called in English; their own names stand in our words, where captions take them from
_IN_ENGLISH = {
    "amharic": "am", "arabic": "ar", "armenian": "hy", "bengali": "bn", "chinese": "zh", "creole": "ht", "english": "en",
    "farsi": "fa", "filipino": "tl", "french": "fr", "german": "de", "gujarati": "gu", "haitian creole": "ht", "hindi": "hi",
    "italian": "it", "japanese": "ja", "khmer": "km", "korean": "ko", "lao": "lo", "mandarin": "zh", "nepali": "ne", "persian": "fa",
    "polish": "pl", "portuguese": "pt", "punjabi": "pa", "romanian": "ro", "russian": "ru", "somali": "so", "spanish": "es",
    "swahili": "sw", "tagalog": "tl", "tamil": "ta", "telugu": "te", "thai": "th", "ukrainian": "uk", "urdu": "ur", "vietnamese": "vi",
}  # fmt: skip


def tag_of(name: str) -> str:
    """`es` of `Español`, `spanish` or `ES`; "" for what is no language's name."""
    plain = plain_letters(name).strip(" .")
    known = _IN_ENGLISH | _own_names()
    return known.get(plain, "") or (plain if plain in known.values() else "")


def languages_not_spoken(rows: Iterable[Row]) -> Iterator[Problem]:
    """A warning for each language that a list asks for and slides will not speak, however many cells hold it."""
    found: dict[str, list[Source]] = {}
    for row in rows:
        tag = row.get(LANGUAGE)
        if re.fullmatch(r"[a-z]{2}(?:-[A-Z]{2})?", tag) and tag.partition("-")[0] != _SPOKEN:
            found.setdefault(tag, []).append(row.place_of(LANGUAGE))
    for tag, (place, *others) in found.items():
        same = f", as in {also_in(others)}" if others else ""
        message = (
            f"{LANGUAGE}: slides and pages stay in English: `{tag}` only marks their words as that language, for spell checkers and "
            f"screen readers{same}"
        )
        hint = "empty the cell; leave it only where you have written all texts in that language yourself"
        yield ManyCells("language-unspoken", message, hint, place, "warning", others=tuple(others))


@cache
def _own_names() -> dict[str, str]:
    words, _ = read_shipped(shipped("config/words") / "en.yaml", "words")
    named = words.get("languages") if isinstance(words, Map) else None
    return {plain_letters(str(name)): tag for tag, name in (named or {}).items() if len(tag) == 2}
