"""Is the patient of a role play of one's own one person: of one age, and he or she throughout?

In: the role plays of a deck that stand in files of the practice. Out: a warning for each file that contradicts itself. Must not
open files, nor judge whom a text means where it could be somebody else.

Who begins a scene as a copy changes the name in all of it, and what everybody sees: the card then says “You are Mr. Birchfield, 71”
of a man of 44, and the script goes on with “She is made up”. `stories` cannot tell, as no layer below says what was before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from whp_deck.config.deck import Deck
from whp_deck.content.contacts import is_role
from whp_deck.content.particulars import ages
from whp_deck.content.whole_answers import singular_of
from whp_deck.errors import Problem, enumerated
from whp_deck.planner.stories import Said, told_by
from whp_deck.slides.role_play import RolePlaySlides

_TITLED = re.compile(r"\b(Mr|Mrs|Ms|Miss)\. ([A-Z][\w-]+)")
_SEEN = (("scenario", "title"), ("scenario", "situation"))
_CARD = ("scenario", "roles", "patient", "card")
_EXPRESSION = re.compile(r"\{\{.*?\}\}")  # most often somebody's title
_SENTENCE = re.compile(r"(?<=[.!?”])(?<!Mr\.)(?<!Ms\.)(?<!Mrs\.)(?<!Miss\.)(?<!Dr\.)\s+|\n+")
_OF = {"he": re.compile(r"\b(?:he|him|his|himself)\b", re.I), "she": re.compile(r"\b(?:she|her|hers|herself)\b", re.I)}
_WRAPPED = re.compile(r"(?<=\S)\n(?=[^\s*-])")  # within a paragraph
# whoever else a pronoun may mean, beside people by their work
_OTHERS = re.compile(
    r"(?:grand|step)?(?:mother|father|mom|dad|daughter|son|child|parent)s?|wife|husband|spouse|sister|brother|aunt|uncle|niece|nephew|cousin"
    r"|neighbor|partner|friend|colleague|boss|roommate|lady|woman|girl|man|boy|guy|person|people|some(?:body|one)|any(?:body|one)"
    r"|both|other|another|two|you",
    re.IGNORECASE,
)


_NOBODY = re.compile(
    r"patient|mr|mrs|ms|miss|she|he|her|his|him|we|i|it|the|an?|our|my|this|that|there|here|today|now|no|yes|in|on|at|for|with|after|before"
    r"|since|when|then|and|but|so|as|if|three|four|last|every|each",
    re.IGNORECASE,
)


def check_patients(deck: Deck) -> Iterator[Problem]:
    """A warning for each role play of the practice's own whose texts are not of one patient."""
    for id in deck.role_plays:
        entry = deck.entries.get(id)
        place = entry.scenario.place_of() if isinstance(entry, RolePlaySlides) else None
        if isinstance(entry, RolePlaySlides) and place is not None and not place.is_shipped:
            yield from check_patient(entry)


def check_patient(entry: RolePlaySlides) -> Iterator[Problem]:
    """The same of one role play, whosever it is."""
    texts = list(told_by(entry))
    seen = "\n".join(one.text for one in texts if one.key in _SEEN)
    told = [*_of_two_ages(texts, seen), *_of_both(texts, seen)]
    if told:
        message = f"role play `{entry.id}`: {'; '.join(words for words, _ in told)}"
        hint = (
            "change what is left of the scene that it was begun with; then read it once as a whole, in the packet: of medicines, "
            "illnesses and numbers nothing is told here"
        )
        yield Problem("scenario-contradicts", message, hint, told[0][1].source, "warning")


def _of_two_ages(texts: Sequence[Said], seen: str) -> Iterator[tuple[str, Said]]:
    """Somebody whose age is not the same everywhere, in words, with the second text that says one."""
    shown = list(dict.fromkeys(name for name, _ in ages(seen)))
    found: dict[str, dict[str, Said]] = {}
    for one in texts:
        for name, age in ages(one.text):
            if not name:  # “You are 71”
                if one.key != _CARD or len(shown) != 1:
                    continue
                name = shown[0]
            found.setdefault(name, {}).setdefault(age, one)
    for name, said in found.items():
        if len(said) > 1:
            yield (
                f"{name} is {enumerated([f'{age} in {_where(one)}' for age, one in said.items()])}",
                [*said.values()][1],
            )


def _of_both(texts: Sequence[Said], seen: str) -> Iterator[tuple[str, Said]]:
    """A patient with a title whom a text calls he or she against it, in words, with the first such text.

    One text must be clear: between the name and the pronoun stands nobody else. Then all that have the pronoun are named, since
    they were written of the same one.
    """
    titled = _TITLED.findall(seen)
    patients = {name: title for title, name in titled}
    if len({title == "Mr" for title, _ in titled}) != 1:  # a couple: who is meant is not to be told
        return
    title = next(iter(patients.values()))
    wrong = "she" if title == "Mr" else "he"
    clear = [one for one in texts if _is_called(one.text, patients, wrong)]
    if clear:
        places = [one for one in texts if _OF[wrong].search(one.text)]
        name = next(iter(patients))
        listed = enumerated(list(dict.fromkeys(map(_where, places))))
        yield f"{title}. {name} is “{wrong}” in {listed}, if nobody else is meant there", clear[0]


def _is_called(text: str, patients: Mapping[str, str], wrong: str) -> bool:
    """Whether a sentence that begins with that pronoun follows one that names the patient, and nobody else comes between."""
    is_near = False
    for sentence in _SENTENCE.split(_WRAPPED.sub(" ", _EXPRESSION.sub("nurse", text))):
        words = re.findall(r"[^\W\d_]+", sentence)
        if is_near and _OF[wrong].match(sentence.strip(' -*“"')):
            return True
        named = any(word in patients for word in words)
        others = any(_is_somebody(word, patients) for word in words)
        is_near = not others and (named or is_near)
    return False


def _is_somebody(word: str, patients: Mapping[str, str]) -> bool:
    """Whether it may be another person: by a title, a relation, or a name, as which any word with a capital may count."""
    if word in patients or _NOBODY.fullmatch(word):
        return False
    if word[:1].isupper() and len(word) > 1:
        return True
    return bool(_OTHERS.fullmatch(word)) or is_role(word) or singular_of(f"{word.lower()}s") != ""


def _where(one: Said) -> str:
    """`roles: patient: card` (line 40)."""
    return f"`{one.shown}`" + (f" (line {one.source.line})" if one.source else "")
