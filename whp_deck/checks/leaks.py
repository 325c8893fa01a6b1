"""Does a finished file hold anything that only the facilitator may know?

In: a package as it will be written, or the bytes of a .docx or PDF, or a text, and what is secret. Out: a problem for
each hit; one hit stops the build. Must not trust the plan that made the file.

Three sorts of pieces are searched for. A whole sentence of four words or more, or a shorter one of twelve letters or
more, that the scenario's own public text does not hold: always. Where the public text of the whole deck is known also
parts of a sentence: a clause of four words or more, and any stretch from one rare word to the next, as a medicine and
its dose. A word is rare when that text does not know it: only then does a fragment prove anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from whp_deck.checks.file_texts import MIN_LETTERS, part_texts, pdf_texts, reduce, zip_texts
from whp_deck.content.authored import Authored
from whp_deck.content.facilitator_only import FacilitatorOnly
from whp_deck.content.scenario import Scenario
from whp_deck.errors import Problem, Source

if TYPE_CHECKING:
    from whp_deck.config.deck import Deck
    from whp_deck.office.package import Package

__all__ = [
    "Secret",
    "Secrets",
    "find_leaks",
    "find_leaks_in_pdf",
    "find_leaks_in_text",
    "find_leaks_in_word",
    "part_texts",
]

MIN_WORDS = 4  # a shorter sentence is too ordinary to prove anything
SHORTEST = 8  # letters: less is found in the middle of anything
RARE_LETTERS = 4  # a shorter word is never rare
STRETCH_WORDS = 6  # from one rare word to the next, at most
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_SENTENCE_ENDS = re.compile(r"(?<=[.!?:;])\s+|\n+")
_CLAUSE_ENDS = re.compile(r"[,;:()“”\"–—\n]|(?<=[.!?])\s")


@dataclass(frozen=True, slots=True)
class Secret:
    """A piece that must not be found. `owner` is a scenario or slide, `field` where in it, `piece` reduced."""

    owner: str
    field: str
    piece: str
    source: Source | None


@dataclass(frozen=True, slots=True)
class Secrets:
    """All that is secret in a deck, made once and searched for in every file."""

    pieces: tuple[Secret, ...]

    @classmethod
    def of_scenarios(cls, scenarios: Sequence[Scenario]) -> Secrets:
        """Sentences of the scenarios alone."""
        return cls(tuple(secret for scenario in scenarios for secret in _scenario_secrets(scenario, frozenset())))

    @classmethod
    def of_deck(cls, deck: Deck) -> Secrets:
        """Sentences and fragments of the deck's scenarios and of every packet tip."""
        known = frozenset(_words(" ".join(public_texts(deck))))
        pieces = [secret for scenario in deck.scenarios for secret in _scenario_secrets(scenario, known)]
        for entry in (*deck.entries.values(), *deck.frames.values()):
            if entry.packet.tip is not None:
                place = entry.packet.place_of("tip")
                pieces += _pieces(entry.id, "packet.tip", entry.packet.tip, "", known, place)
        return cls(tuple(dict.fromkeys(pieces)))


def find_leaks(package: Package, secrets: Secrets | Sequence[Scenario], name: str) -> list[Problem]:
    """Problems `leak` for every secret found in any part of an open presentation, called `name`."""
    return _search(part_texts(package), secrets, name)


def find_leaks_in_word(data: bytes, secrets: Secrets | Sequence[Scenario], name: str) -> list[Problem]:
    """The same for the bytes of a .docx, or of any other Office file."""
    return _search(zip_texts(data), secrets, name)


def find_leaks_in_pdf(data: bytes, secrets: Secrets | Sequence[Scenario], name: str) -> list[Problem]:
    """The same for a PDF, by what can be read out of it."""
    return _search(pdf_texts(data), secrets, name)


def find_leaks_in_text(text: str, secrets: Secrets | Sequence[Scenario], name: str) -> list[Problem]:
    """The same for plain text, as an invitation."""
    return _search([("the text", reduce(text.replace("\r\n ", "")))], secrets, name)


def public_texts(deck: Deck) -> Iterator[str]:
    """What toolkit and practice say openly: every text but facilitator-only ones, and the deck file's own.

    The deck's own words do not count: who types a secret into a slide would make it public.
    """
    from whp_deck.errors import show_path

    own = show_path(deck.path)
    for value in (deck.practice, deck.decisions, deck.facts, deck.format, deck.staff, deck.checklists, deck.scenarios):
        yield from _texts(value, own)
    yield from _texts((deck.entries, deck.frames), own)
    yield from deck.words.texts(but=own)


def _texts(value: Any, skipped_file: str) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            place = value.place_of(name) if isinstance(value, Authored) else None
            if place is None or place.file != skipped_file:
                yield from _texts(getattr(value, name), skipped_file)
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one, skipped_file)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one, skipped_file)


def _search(texts: Iterable[tuple[str, str]], secrets: Secrets | Sequence[Scenario], name: str) -> list[Problem]:
    wanted = secrets if isinstance(secrets, Secrets) else Secrets.of_scenarios(secrets)
    if not wanted.pieces:
        return []
    listed = list(texts)
    whole = "¶".join(text for _, text in listed)
    suspects = [secret for secret in wanted.pieces if secret.piece in whole]
    found: dict[tuple[str, str, str], Problem] = {}
    for place, text in listed if suspects else ():
        for secret in suspects:
            if secret.piece in text:
                key = (place, secret.owner, secret.field)
                message = f"{name}: {place} holds facilitator-only text of `{secret.owner}`, {secret.field}"
                found_words = secret.piece[:40] + ("…" if len(secret.piece) > 40 else "")
                hint = (
                    f"found there, letters alone: “{found_words}”; say it in the packet only, or in other words: "
                    "slide and notes may point to the packet's sheet"
                )
                found.setdefault(key, Problem("leak", message, hint, secret.source))
    return list(found.values())


def _scenario_secrets(scenario: Scenario, known: frozenset[str]) -> Iterator[Secret]:
    public = reduce(" ¶ ".join(_public_texts(scenario)))
    for field, text in scenario.never_on_slides():
        yield from _pieces(scenario.id, field, text, public, known, scenario.place_of())


def _pieces(
    owner: str, field: str, text: FacilitatorOnly, public: str, known: frozenset[str], source: Source | None
) -> Iterator[Secret]:
    written = text.for_leak_check()
    pieces = list(_sentences(written))
    if known:
        pieces += _clauses(written, known)
        pieces += _stretches(written, known)
    for piece in dict.fromkeys(pieces):
        if piece and piece not in public:
            yield Secret(owner, field, piece, source)


def _sentences(text: str) -> Iterator[str]:
    """Whole sentences of four words or more, and shorter ones of twelve letters or more."""
    for sentence in _SENTENCE_ENDS.split(text):
        piece = reduce(sentence)
        if len(piece) >= MIN_LETTERS or (len(_words(sentence)) >= MIN_WORDS and len(piece) >= SHORTEST):
            yield piece


def _clauses(text: str, known: frozenset[str]) -> Iterator[str]:
    """What stands between commas, dashes and quotes: four words or more, one of them rare."""
    for clause in _CLAUSE_ENDS.split(text):
        words = _words(clause)
        piece = reduce(clause)
        if len(words) >= MIN_WORDS and len(piece) >= MIN_LETTERS and any(_is_rare(word, known) for word in words):
            yield piece


def _stretches(text: str, known: frozenset[str]) -> Iterator[str]:
    """From one rare word to the next, or to a number, with the few words between them.

    One that is shorter than twelve letters is filled up with its neighbors, as a medicine and its dose with "mg".
    """
    for sentence in _SENTENCE_ENDS.split(text):
        words = _words(sentence)
        telling = [at for at, word in enumerate(words) if _is_rare(word, known) or word.isdecimal()]
        for start, end in pairwise(telling):
            if end - start >= STRETCH_WORDS or not any(_is_rare(words[at], known) for at in (start, end)):
                continue
            piece = "".join(words[start : end + 1])
            yield from (_filled_up(piece, words[end + 1 :], 1), _filled_up(piece, words[:start][::-1], -1))


def _filled_up(piece: str, neighbors: Sequence[str], side: int) -> str:
    """The piece with so many of its neighbors, behind or before it, that it has twelve letters."""
    for word in neighbors:
        if len(reduce(piece)) >= MIN_LETTERS:
            break
        piece = piece + word if side > 0 else word + piece
    return reduce(piece) if len(reduce(piece)) >= MIN_LETTERS else ""


def _is_rare(word: str, known: frozenset[str]) -> bool:
    return len(word) >= RARE_LETTERS and not word.isdecimal() and word not in known


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _public_texts(scenario: Scenario) -> Iterator[str]:
    yield from (scenario.title, scenario.goal, scenario.situation, scenario.everybody_else)
    yield from (role.task for role in scenario.roles)
    debrief, notes = scenario.debrief, scenario.notes
    yield from (*debrief.went_well, *debrief.could_be_better, *debrief.we_will_try)
    for entry in (notes.scene, notes.your_turn, notes.debrief):
        yield from (entry.text, entry.say, entry.do, entry.ask, entry.next)
