"""Particulars of a made-up case: whom a text names, how old, which medicine, how much, which day.

In: texts of one story, as an author types them. Out: `Particular`s, by which two of its texts can be held against each
other. Must not know scenarios or slides, nor what is true.

A name is told from the word that begins a sentence by the story itself: elsewhere it has its capital in the middle of a
sentence, or stands behind a title (`Mrs.`), and it is never written small. Medicines are known by the stems of their international
names (WHO, “The use of stems in the selection of INN”, 2018), by a dose behind them, or are among the few that have no stem;
procedures, illnesses and specialists by their endings, these also by the part of the body that they look after; beside the
illnesses stands what else people come for most often, as their blood pressure or a cough. Quantities are one however they are spelled (`three weeks`, `3 weeks`; `71`,
`71-year-old`); of an ordinary number that counts chairs or sentences nothing is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from whp_deck.markup import MONTHS

Kind = Literal[
    "name", "place", "title", "person", "relative", "number", "span", "amount", "measure", "count", "day", "medicine",
    "procedure", "illness", "specialty",
]  # fmt: skip


class Particular(NamedTuple):
    """What it is, and the form in which it can be compared: `("number", "71")`."""

    kind: Kind
    key: str


class _Word(NamedTuple):
    """A word or number; `gap` is what stands before it, since the one before."""

    text: str
    gap: str


_BRACES = re.compile(r"\{[{%](.*?)[%}]\}", re.DOTALL)
_QUOTED = re.compile(r"\"([^\"]*)\"|'([^']*)'")
_MARKS = re.compile(r"\]\([^)]*\)|[*_`\\\[\]]")
_LIST_NUMBER = re.compile(r"^\s*\d+[.)]\s", re.MULTILINE)
_WORD = re.compile(r"\d+(?:[.,:/]\d+)*|[^\W\d_]+(?:[’'][^\W\d_]+)*|%")
_BEGINS = re.compile(r"[.!?:;“”\"‘(–—•\n]")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")

_TITLES = {"mr": "he", "mrs": "she", "ms": "she", "miss": "she", "mx": "", "dr": "", "prof": ""}
_PERSONS = {
    "she": "she", "her": "she", "hers": "she", "herself": "she", "he": "he", "him": "he", "his": "he", "himself": "he",
}  # fmt: skip
# words that begin a sentence and are nobody's name, and what stands behind a name that begins one
_NOBODY = re.compile(
    r"th(?:is|at|ese|ose|e|ere|ey|en)|it|here|we|you|who|what|when|where|why|how|no(?:body|thing|w)|some(?:body|one|thing)"
    r"|every(?:body|one|thing)|any(?:body|one|thing)|another|today|one|both|all|my|our|your|its|their"
)
_DOES = re.compile(
    r"is|was|has|had|does|did|would|will|can|could|comes|came|takes|took|needs|wants|lives|says|calls|called|speaks|turns|feels"
    r"|sees|saw|gets|got|goes|went|asks|asked|visits|and"
)
_RELATIVES = re.compile(
    r"(?:grand)?(?:mother|father|daughter|son)|wife|husband|sister|brother|aunt|uncle|niece|nephew|cousin|neighbor|partner"
)
_AT = re.compile(r"at|in|near|from|across|around|outside|inside|behind|towards?|via")
_AGED = re.compile(r"years?|and|but|or|who|with")  # behind an age; of `is 20 minutes late` none is told
_MONTHS = re.compile("|".join(MONTHS).lower())
_DAYS = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|tomorrow")
_UNITS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("span", re.compile(r"(?P<unit>second|minute|hour|day|night|week|month|year)s?|(?:sec|min|hr)s?")),
    ("amount", re.compile(r"(?P<unit>mg|mcg|g|ml|gram|unit|tablet|pill|capsule|drop|puff|dose)s?")),
    ("measure", re.compile(r"(?P<unit>%|percent|degree|kg|cm|mm|inch|mile|pound|lb|foot|feet)(?:e?s)?")),
    ("count", re.compile(r"(?P<unit>time|child|children|son|daughter|brother|sister)s?")),
)
_SMALL = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_TEENS = ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_LARGE = dict(zip(_TEENS, range(13, 20), strict=True)) | dict(zip(_TENS, range(20, 100, 10), strict=True))

_MEDICINE = re.compile(
    r"[a-z]{2,}(?:(?<!a)pril|sartan|statin|olol|dipine|prazole|conazole|nidazole|cillin|mycin|micin|cycline|floxacin|gliptin"
    r"|gliflozin|glutide|formin|glitazone|xaban|gatran|grel|parin|oxetine|triptyline|azepam|zolam|lukast|(?<!choles)terol|triptan"
    r"|setron|profen|coxib|semide|thiazide|clovir|[lt]inib|[iu]mab|olone|[ia]sone|thyroxine|caine|codone|barbital|tidine"
    r"|dronate|steride|zosin|pentin|abalin|dopa|trexate)"
    r"|[a-z]{2,}(?:apine|peridone|trigine|racetam|tropium|faxine|tirizine|atadine|fetamine|ulosin|olazone|oxacin)"
    r"|gl(?:ip|yb|im|ic)[a-z]+ide|allopurinol|ezetimibe|topiramate|zolpidem|trazodone|bupropion|salbutamol|tramadol|methylphenidate"
    r"|aspirin|insulin|warfarin|ibuprofen|acetaminophen|paracetamol|naproxen|digoxin|lithium|morphine|codeine|nitroglycerin"
    r"|spironolactone|colchicine|penicillin|sertraline|citalopram"
)
_PROCEDURE = re.compile(r"[a-z]{2,}(?:scopy|ectomy|plasty|ostomy)|mammogram|electrocardiogram|biopsy|mri|ultrasound")
_ILLNESS = re.compile(
    r"[a-z]{2,}(?:itis|emia|pathy)|diabetes|asthma|hypertension|pneumonia|copd|gout|flu|influenza|depression|migraine"
    r"|cholesterol|fever|cough|rash|headache|earache|pregnancy"
)
_CONCERN = re.compile(
    r"(?:blood (?:pressure|sugar)|(?:back|chest|knee|ear|stomach|belly) pain|sore throat|ear infection)s?"
)

_SPECIALIST = re.compile(r"[a-z]{3,}(?:ologist|iatrist)")
_PART = re.compile(
    r"blood|bone|brain|cancer|eye|foot|hand|heart|hip|joint|kidney|knee|liver|lung|nerve|pain|skin|sleep|stomach|thyroid"
)
_OF_PART = re.compile(r"specialist|doctor|surgeon|clinic|center|nurse")


class Story:
    """The texts of one story: what is a name in it, and what an ordinary word."""

    def __init__(self, texts: Iterable[str]) -> None:
        """`texts`: all that it says now, and what it has said."""
        self.small: set[str] = set()
        self.names: set[str] = set()
        for words in map(_words, texts):
            for at, word in enumerate(words):
                if word.text[:1].islower():
                    self.small.add(word.text)
                elif _is_capital(word) and (_title_before(words, at) or not _begins(words, at)):
                    self.names.add(word.text)

    def tell(self, text: str, *, is_new: bool = False) -> dict[Particular, str]:
        """The particulars of a text, each as it is first written there.

        `is_new`: it came in place of another; a word that begins a sentence is a name already where the story knows no other
        use of it.
        """
        words = _words(text)
        found: dict[Particular, str] = {}
        for at in range(len(words)):
            for particular, written in _tell(words, at):
                found.setdefault(particular, written)
            if name := self._name(words, at, is_new=is_new):
                found.setdefault(name, words[at].text)
        return found

    def _name(self, words: Sequence[_Word], at: int, *, is_new: bool) -> Particular | None:
        word, small = words[at], words[at].text.lower()
        if not _is_capital(word) or _means_more(words, at):
            return None
        if not _title_before(words, at):
            known = word.text in self.names or (is_new and _is_somebody(words, at))
            if small in self.small or not known or (is_new and _is_heading(words)):
                return None
        first = at  # of a name of several words
        while first and not words[first].gap.strip() and _is_capital(words[first - 1]):
            first -= 1
        before = words[first - 1].text if first and not words[first].gap.strip() else ""
        return Particular("place" if _AT.fullmatch(before) else "name", word.text)


def ages(text: str) -> Iterator[tuple[str, str]]:
    """Who is how old: `("Fernbrook", "71")` of `Mrs. Fernbrook is 71` and of `You are Mrs. Fernbrook, 71`; "" for `You are 71`."""
    words = _words(text)
    for at in range(len(words) - 1):
        who, behind = words[at], at + 1
        if words[behind].text in ("is", "are") and not words[behind].gap.strip():
            behind += 1
        elif words[behind].gap.strip() != ",":
            continue
        size, value = _number(words, behind) if behind < len(words) else (0, "")
        is_you = who.text.lower() == "you" and behind == at + 2
        if not size or not value.isdecimal() or not (is_you or (_is_capital(who) and not _means_more(words, at))):
            continue
        after = words[behind + size] if behind + size < len(words) else None
        if after is None or after.gap.strip() or "\n" in after.gap or _AGED.fullmatch(after.text.lower()):
            yield "" if is_you else who.text, value


def others(was: Mapping[Particular, str], now: Mapping[Particular, str]) -> set[Particular]:
    """Those of `was` in whose place `now` has another of the same kind: what a text only leaves out it does not contradict.

    Another title is told where the name is the same; and it says, as `she` does, of whom everything tells.
    """
    come = {one.kind for one in now if one not in was}
    found = {one for one in was if one not in now and one.kind in come and one.kind not in ("title", "person")}
    titled = {_named(one) for one in now if one.kind == "title"}
    found |= {one for one in was if one.kind == "title" and one not in now and _named(one) in titled}
    before, after = _persons(was), _persons(now)
    if len(before) == len(after) == 1:
        found |= {Particular("person", one) for one in before - after}
    return found


def _named(title: Particular) -> str:
    return title.key.partition(" ")[2]


def _persons(told: Iterable[Particular]) -> set[str]:
    """`she` and `he`, as far as pronouns and titles say so."""
    titles = (_TITLES[one.key.partition(" ")[0]] for one in told if one.kind == "title")
    return {*titles, *(one.key for one in told if one.kind == "person")} - {""}


def _tell(words: Sequence[_Word], at: int) -> Iterator[tuple[Particular, str]]:
    word = words[at]
    small = word.text.lower()
    if small in _PERSONS:
        yield Particular("person", _PERSONS[small]), word.text
    if _RELATIVES.fullmatch(small):
        yield Particular("relative", small), word.text
    if (title := _title_before(words, at)) and _is_capital(word):
        yield Particular("title", f"{title} {word.text}"), f"{words[at - 1].text}. {word.text}"
    if _DAYS.fullmatch(small) or (_MONTHS.fullmatch(small) and _is_capital(word) and not _begins(words, at)):
        behind = words[at + 1] if at + 1 < len(words) and _MONTHS.fullmatch(small) else None
        number = f" {behind.text}" if behind is not None and behind.text.isdecimal() and not behind.gap.strip() else ""
        yield Particular("day", f"{small}{number}"), f"{word.text}{number}"
    if _MEDICINE.fullmatch(small) or _has_dose(words, at):
        yield Particular("medicine", small), word.text
    if _PROCEDURE.fullmatch(small):
        yield Particular("procedure", small), word.text
    follows = words[at + 1].text if at + 1 < len(words) and words[at + 1].gap == " " else ""
    if _ILLNESS.fullmatch(small):
        yield Particular("illness", small), word.text
    elif _CONCERN.fullmatch(concern := f"{small} {follows.lower()}"):
        yield Particular("illness", concern), f"{word.text} {follows}"
    if _SPECIALIST.fullmatch(small):
        yield Particular("specialty", small), word.text
    elif _PART.fullmatch(small) and _OF_PART.fullmatch(follows):
        yield Particular("specialty", small), f"{word.text} {follows}"
    if (quantity := _quantity(words, at)) is not None:
        yield quantity


def _quantity(words: Sequence[_Word], at: int) -> tuple[Particular, str] | None:
    """A number with its unit, else alone where it is one that says something by itself, as an age."""
    size, value = _number(words, at)
    before = words[at - 1].text.lower() if at and not words[at].gap.strip() else ""
    if not size or _MONTHS.fullmatch(before) or (at and _number(words, at - 1)[0] == 2):
        return None
    written = words[at].text + "".join(one.gap + one.text for one in words[at + 1 : at + size])
    behind = words[at + size] if at + size < len(words) else None
    if behind is not None and behind.gap in (" ", "-", "\u00a0", ""):
        for kind, pattern in _UNITS:
            if unit := pattern.fullmatch(behind.text.lower()):
                old = words[at + size + 1].text.lower() if at + size + 1 < len(words) else ""
                if unit["unit"] == "year" and old in ("old", "olds"):
                    return Particular("number", value), written
                key = f"{value} {unit['unit'] or unit[0].removesuffix('s')}"
                return Particular(kind, key), f"{written}{behind.gap}{behind.text}"
    if words[at].text.lower() in _SMALL:  # one of us, two chairs
        return None
    return Particular("number", value), written


def _number(words: Sequence[_Word], at: int) -> tuple[int, str]:
    """How many words make the number that begins there, 0 = none, and its value in figures."""
    small = words[at].text.lower()
    if small[:1].isdigit():
        return 1, small.replace(",", "") if _THOUSANDS.fullmatch(small) else small
    if small in _SMALL:
        return 1, str(_SMALL.index(small))
    if small not in _LARGE:
        return 0, ""
    one = words[at + 1] if at + 1 < len(words) else None
    if one is not None and _LARGE[small] >= 20 and one.gap in ("-", " ") and one.text.lower() in _SMALL[1:10]:
        return 2, str(_LARGE[small] + _SMALL.index(one.text.lower()))
    return 1, str(_LARGE[small])


def _means_more(words: Sequence[_Word], at: int) -> bool:
    """Whether it is no name, but a title, a day, a number, a pronoun or a medicine."""
    small = words[at].text.lower()
    if small in _TITLES or small in _PERSONS or _number(words, at)[0]:
        return True
    return any(one.fullmatch(small) for one in (_DAYS, _MONTHS, _MEDICINE, _ILLNESS, _PROCEDURE, _NOBODY))


def _is_somebody(words: Sequence[_Word], at: int) -> bool:
    """Whether a word that nothing else tells of is a name: within a sentence, or at its beginning where somebody does something."""
    behind = words[at + 1] if at + 1 < len(words) else None
    if not _begins(words, at):
        return True
    return (
        behind is not None and behind.gap == " " and (_DOES.fullmatch(behind.text) is not None or _is_capital(behind))
    )


def _has_dose(words: Sequence[_Word], at: int) -> bool:
    """Whether a dose stands behind it, as in `losartan, 50 mg`."""
    if (
        at + 2 >= len(words)
        or not re.fullmatch(r"[^\W\d_]{5,}", words[at].text)
        or words[at + 1].gap not in (" ", ", ")
    ):
        return False
    return words[at + 1].text[0].isdigit() and words[at + 2].text.lower() in ("mg", "mcg")


def _words(text: str) -> list[_Word]:
    """Words and numbers of a text without its marks; of an expression what it may print in words of its own."""
    text = _BRACES.sub(lambda found: ". ".join(filter(None, map("".join, _QUOTED.findall(found[1])))) or "x", text)
    text = _LIST_NUMBER.sub("\n", _MARKS.sub("", text))
    text = re.sub(r"^\s*[-+] ", "\n", text, flags=re.MULTILINE)
    words: list[_Word] = []
    end = 0
    for found in _WORD.finditer(text):
        gap = text[end : found.start()] if words else "\n"
        word = re.split(r"[’']", found[0])[0]
        words.append(_Word(word, gap))
        end = found.end()
    return words


def _is_capital(word: _Word) -> bool:
    return len(word.text) > 1 and word.text[0].isupper() and word.text[1:].islower()


def _title_before(words: Sequence[_Word], at: int) -> str:
    title = words[at - 1].text.lower() if at and words[at].gap.strip(" \u00a0") in ("", ".") else ""
    return title if title in _TITLES else ""


def _begins(words: Sequence[_Word], at: int) -> bool:
    """Whether it begins a sentence, a line or what somebody says, so that its capital says nothing."""
    return not at or _BEGINS.search(words[at].gap) is not None


def _is_heading(words: Sequence[_Word]) -> bool:
    """Whether it has capitals as a heading, on each long word: `A Refill With A Question`."""
    long = [one.text for one in words if len(one.text) > 3 and not one.text[0].isdigit()]
    return len(long) > 2 and all(one[0].isupper() for one in long)
