"""Does a role play tell one story? What it still says of a patient, a number or a day that somebody has changed in it.

In: the role plays of a deck, each with what layers below say in the place of its own words; or words that were typed over on
a slide. Out: warnings of the texts that go on saying what was before. Must not open files, nor change a word.

What everybody sees (situation, titles, tasks, prompts) is held against all the rest: cards, notes, answers, what an observer
looks for. Only what was replaced by another of its kind is looked for (see `content.particulars`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from whp_deck.config.deck import Deck
from whp_deck.config.own_scenarios import begun_as_a_copy
from whp_deck.config.toolkits import load_toolkit
from whp_deck.content.authored import Authored
from whp_deck.content.facilitator_only import FacilitatorOnly
from whp_deck.content.particulars import Particular, Story, others
from whp_deck.errors import Problem, Source, counted, enumerated, show_path
from whp_deck.slides.role_play import SLIDES, RolePlaySlides

_NO_WORDS = frozenset(
    ("id", "kind", "staff", "played_by", "handoff", "moment", "checklist", "sources", "removed", "part")
)
_SHOWN = frozenset(("title", "goal", "situation", "everybody_else", "task", "debrief"))
_PATIENT = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx)\. ([A-Z][\w’'-]+)")
_FEW = 3  # texts: of so many each is told by its key
_READ_IT = "then read the role play once as a whole, in the packet: only names, ages, medicines, illnesses, numbers and days are looked for"


@dataclass(frozen=True, slots=True)
class Said:
    """A text: where it is in what somebody wrote, as a scenario or the entry of slides, with ids of roles, and numbers in lists."""

    path: tuple[str | int, ...]
    text: str
    source: Source | None
    below: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, ...]:
        """The key that a file has for it: of a list the list."""
        end = next((at for at, step in enumerate(self.path) if isinstance(step, int)), len(self.path))
        return tuple(map(str, self.path[:end]))

    @property
    def shown(self) -> str:
        """`roles: giver: card`."""
        return ": ".join(self.key[1:] if self.key[0] == "scenario" else self.key)


@dataclass(frozen=True, slots=True)
class Retold:
    """Words that everybody sees, as they were and as they are `now`; `where` tells of them, within a sentence.

    `key` and `source` are theirs, where a file says them.
    """

    where: str
    was: tuple[str, ...]
    now: str
    key: tuple[str, ...] = ()
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person typed over on slides and no file says yet: the places of words that went, and whole notes by slide."""

    places: list[Source | None]
    notes: dict[str, str]


class Stands(NamedTuple):
    """A text that still says what was before: its words of that, by what they tell, and what is another now."""

    said: Said
    told: Mapping[Particular, str]
    retold: Retold

    @property
    def words(self) -> tuple[str, ...]:
        """As they stand there."""
        return tuple(self.told.values())


def check_stories(deck: Deck) -> Iterator[Problem]:
    """Warnings of the texts of a role play that contradict what a file of the practice changed in it."""
    for id in deck.role_plays:
        entry = deck.entries.get(id)
        if isinstance(entry, RolePlaySlides):
            yield from find_contradictions(deck, entry, list(retold_in(entry)))
            yield from _begun_with(deck, entry)


def _begun_with(deck: Deck, entry: RolePlaySlides) -> Iterator[Problem]:
    """A warning for each patient of the toolkit's whom a scene of one's own still names, though its situation does not."""
    place = entry.scenario.place_of()
    if place is None or place.is_shipped:
        return
    texts = list(told_by(entry))
    seen = "\n".join(one.text for one in texts if one.key in (("scenario", "title"), ("scenario", "situation")))
    titles = "\n".join(load_toolkit(deck.facts.name).scenarios.values())
    for name in dict.fromkeys(_PATIENT.findall(titles)):
        word = re.compile(rf"\b{re.escape(name)}\b")
        if word.search(seen) or not (stands := [one for one in texts if word.search(one.text)]):
            continue
        where = f"{counted(len(stands), 'place')}: {_in_groups(stands)}"
        message = (
            f"role play `{entry.id}`: “{name}” still stands in {where}; title and situation speak of somebody else"
        )
        hint = "that is the patient of the scene that it was begun with: write yours there; then read it once as a whole, in the packet"
        yield Problem("scenario-contradicts", message, hint, stands[0].source, "warning")


def retold_in(entry: RolePlaySlides) -> Iterator[Retold]:
    """What everybody sees of the scenario, and layers below say otherwise; a list as one text."""
    listed: dict[tuple[str, ...], list[Said]] = {}
    for said in told_by(entry):
        if said.below and said.path[0] == "scenario" and _SHOWN.intersection(said.key):
            listed.setdefault(said.key, []).append(said)
    for key, texts in listed.items():
        first = texts[0]
        yield Retold(
            f"`{first.shown}` ({first.source})", first.below, "\n".join(one.text for one in texts), key, first.source
        )


def find_contradictions(
    deck: Deck, entry: RolePlaySlides, retold: Sequence[Retold], typed: Typed | None = None
) -> Iterator[Problem]:
    """A warning of the texts of the role play that still say what was before, of those that were `retold`.

    One for all that the deck can say in words of its own; one for each text of the practice's own files.
    """
    stands = find_stands(entry, retold, typed)
    in_deck = [one for one in stands if one.said.source is not None and one.said.source.is_shipped]
    problems = [_in_file(entry, one) for one in stands if one not in in_deck]
    if in_deck:
        problems.append(_in_toolkit(deck, entry, in_deck))
    yield from problems[:-1]
    yield from (replace(last, hint=f"{last.hint}; {_READ_IT}") for last in problems[-1:])


def find_stands(entry: RolePlaySlides, retold: Sequence[Retold], typed: Typed | None = None) -> list[Stands]:
    """The texts of the role play that still say what was before, one for each key."""
    typed, told = typed or Typed([], {}), list(told_by(entry))
    story = Story([*(one.text for one in told), *(text for one in retold for text in (*one.was, one.now))])
    found: dict[tuple[str, ...], tuple[Said, dict[Particular, str], Retold]] = {}
    for one in retold:
        now = story.tell(one.now, is_new=True)
        gone = {particular for was in one.was for particular in others(story.tell(was), now)}
        for said in told if gone else ():
            if said.source in typed.places or said.key == one.key:
                continue
            kept = story.tell(typed.notes[slide]) if (slide := _notes_of(said)) in typed.notes else None
            for particular, written in story.tell(said.text).items():
                if particular in gone and (kept is None or particular in kept):
                    found.setdefault(said.key, (said, {}, one))[1].setdefault(particular, written)
    return [Stands(said, words, one) for said, words, one in found.values()]


def told_by(entry: RolePlaySlides) -> Iterator[Said]:
    """Every text of a role play; its scenario's notes where the slides have none of their own."""
    own = {name for name in SLIDES if getattr(entry, name.replace("-", "_")).notes is not None}
    for said in texts_in(entry, ()):
        slide = _notes_of(said)
        if slide in entry.removed or (said.path[0] == "scenario" and slide in own):
            continue
        yield said


def _notes_of(said: Said) -> str:
    """The slide to whose notes it belongs, "" for none: `notes: your_turn:` of the scenario, or `notes:` of the slide."""
    match said.path:
        case ("scenario", "notes", str(slide), *_) | (str(slide), "notes", *_):
            return slide.replace("_", "-")
        case _:
            return ""


def texts_in(model: Authored, path: tuple[str | int, ...]) -> Iterator[Said]:
    """Every text of a model that people read, with its place; `path` is where the model itself is."""
    for name, known in type(model).model_fields.items():
        if name in _NO_WORDS:
            continue
        value, key = getattr(model, name), (*path, known.alias or name)
        for number, one in enumerate(value) if isinstance(value, list) else [(None, value)]:
            step = () if number is None else (getattr(one, "id", None) or number,)
            place = model.place_of(name) if number is None else model.item_place(name, number)
            match one:
                case Authored():
                    yield from texts_in(one, (*key, *step))
                case str() if one.strip():
                    yield Said((*key, *step), one, place, model.below(name))
                case FacilitatorOnly():
                    yield Said((*key, *step), one.for_comparison(), place)
                case _:
                    pass


def _in_file(entry: RolePlaySlides, one: Stands) -> Problem:
    """Told at its line, where it can be changed."""
    still = "still stand" if len(one.words) > 1 else "still stands"
    message = f"role play `{entry.id}`: {_quoted(one.words)} {still} in `{one.said.shown}`, and {one.retold.where} says something else now"
    hint = "change it there, or write it again as it was where it was changed"
    return Problem("scenario-contradicts", message, hint, one.said.source, "warning")


def _in_toolkit(deck: Deck, entry: RolePlaySlides, stands: Sequence[Stands]) -> Problem:
    """All that stands in the toolkit's files, told once: the deck is the one place to say it anew.

    A few texts are told with their words and keys. Of many that would be a page which nobody reads: there it is who is still
    spoken of, and the scene as a file, as it is less work to begin one's own with that than to write ten keys anew.
    """
    wheres = list(dict.fromkeys(one.retold.where for one in stands))
    changed = (
        f"role play `{entry.id}`: {enumerated(wheres)} {'say' if len(wheres) > 1 else 'says'} something else now, and"
    )
    at = stands[0].retold.source or stands[0].said.source
    homes: dict[str, list[Said]] = {}
    for one in stands:
        of_scenario = one.said.key[0] == "scenario"
        home = f"role_plays: change: {entry.id}:" if of_scenario else f"slides: change: {entry.id}/{one.said.key[0]}:"
        homes.setdefault(home, []).append(one.said)
    scene = next((one.said.source for one in stands if one.said.key[0] == "scenario"), None)
    if len(stands) > _FEW and scene is not None:
        message = (
            f"{changed} {len(stands)} places still say {_spoken_of(stands)}: {_in_groups([one.said for one in stands])}"
        )
        under = enumerated([f"`{home}`" for home in homes])
        hint = f"best with a role play of your own: {begun_as_a_copy(scene)}; or say each place anew under {under}, by the keys of that file"
        return Problem("scenario-contradicts", message, hint, at, "warning")
    alike: dict[tuple[str, ...], list[str]] = {}
    for one in stands:
        alike.setdefault(one.words, []).append(f"`{one.said.shown}`")
    still = "still stand" if len(stands) > 1 or len(stands[0].words) > 1 else "still stands"
    listed = "; ".join(f"{_quoted(words)} in {enumerated(places)}" for words, places in alike.items())
    hint = f"say it anew in {show_path(deck.path)} " + "; and ".join(
        f"under `{home}`, as {_as_keys(texts)}" for home, texts in homes.items()
    )
    if any("\n" in one.said.text.strip() for one in stands):  # a card: who writes one line of it would lose all others
        hint += "; a text of several lines with all its lines, as what you write stands in place of the whole text, which the printed sheet shows as it is now"
    return Problem("scenario-contradicts", f"{changed} in the rest of it {still}: {listed}", hint, at, "warning")


def _spoken_of(stands: Sequence[Stands]) -> str:
    """Of whom and what they still speak, each once as it first stands: “Fernbrook”, “71” or “blood pressure”."""
    words: dict[Particular, str] = {}
    for one in stands:
        for particular, written in one.told.items():
            words.setdefault(particular, written)
    *most, last = [f"“{word}”" for word in words.values()]
    return f"{', '.join(most)} or {last}" if most else last


def _in_groups(texts: Sequence[Said]) -> str:
    """Where, with what is alike of several roles or slides together: cards of giver and patient, notes of scene, `goal`."""
    groups: dict[str, list[str]] = {}
    for one in texts:
        match one.key[-3:]:
            case ("roles", role, what):
                groups.setdefault(f"{what}s of", []).append(role)
            case ("notes", slide, _):
                groups.setdefault("notes of", []).append(slide.replace("_", "-"))
            case _:
                groups.setdefault(f"`{one.shown}`", [])
    whole = [f"{group} {enumerated(list(dict.fromkeys(of)))}" if of else group for group, of in groups.items()]
    return ", ".join(whole)


def _quoted(words: Sequence[str]) -> str:
    return enumerated([f"“{one}”" for one in words])


def _as_keys(texts: Sequence[Said]) -> str:
    """How a file says these texts in words of its own: `title: …`, `roles: [{id: giver, task: …, card: …}]`."""
    tree: dict[str, Any] = {}
    for one in texts:
        *way, last = one.key[1:]
        here = tree
        for key in way:
            here = here.setdefault(key, {})
        here[last] = "[…]" if len(one.key) < len(one.path) else "…"
    whole = ", `[…]` the whole list" if any(len(one.key) < len(one.path) for one in texts) else ""
    return enumerated([f"`{key}: {_flow(value, key)}`" for key, value in tree.items()]) + whole


def _flow(value: Any, of: str) -> str:
    if not isinstance(value, dict):
        return str(value)
    if of == "roles":
        return "[" + ", ".join(f"{{id: {id}, {_flow(keys, '')[1:-1]}}}" for id, keys in value.items()) + "]"
    return "{" + ", ".join(f"{key}: {_flow(inner, key)}" for key, inner in value.items()) + "}"
