"""Does a role play tell one story? What it still says of a patient, a number or a day that somebody has changed in it.

In: the role plays of a deck, each with what layers below say in the place of its own words; or words that were typed over on
a slide. Out: a warning for each text that goes on saying what was before. Must not open files, nor change a word.

What everybody sees (situation, titles, tasks, prompts) is held against all the rest: cards, notes, answers, what an observer
looks for. Only what was replaced by another of its kind is looked for (see `content.particulars`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from whp_deck.config.deck import Deck
from whp_deck.content.authored import Authored
from whp_deck.content.facilitator_only import FacilitatorOnly
from whp_deck.content.particulars import Particular, Story, others
from whp_deck.errors import Problem, Source, enumerated, show_path
from whp_deck.slides.role_play import SLIDES, RolePlaySlides

_NO_WORDS = frozenset(
    ("id", "kind", "staff", "played_by", "handoff", "moment", "checklist", "sources", "removed", "part")
)
_SHOWN = frozenset(("title", "goal", "situation", "everybody_else", "task", "debrief"))
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

    `key` is theirs, where a file says them.
    """

    where: str
    was: tuple[str, ...]
    now: str
    key: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person typed over on slides and no file says yet: the places of words that went, and whole notes by slide."""

    places: list[Source | None]
    notes: dict[str, str]


def check_stories(deck: Deck) -> Iterator[Problem]:
    """A warning for each text of a role play that contradicts what a file of the practice changed in it."""
    for id in deck.role_plays:
        entry = deck.entries.get(id)
        if isinstance(entry, RolePlaySlides):
            yield from find_contradictions(deck, entry, list(_retold(entry)))


def _retold(entry: RolePlaySlides) -> Iterator[Retold]:
    """What everybody sees of the scenario, and layers below say otherwise; a list as one text."""
    listed: dict[tuple[str, ...], list[Said]] = {}
    for said in told_by(entry):
        if said.below and said.path[0] == "scenario" and _SHOWN.intersection(said.key):
            listed.setdefault(said.key, []).append(said)
    for key, texts in listed.items():
        first = texts[0]
        yield Retold(f"`{first.shown}` ({first.source})", first.below, "\n".join(one.text for one in texts), key)


def find_contradictions(
    deck: Deck, entry: RolePlaySlides, retold: Sequence[Retold], typed: Typed | None = None
) -> Iterator[Problem]:
    """A warning for each text of the role play that still says what was before, of the texts that were `retold`."""
    if not retold:
        return
    typed, told = typed or Typed([], {}), list(told_by(entry))
    story = Story([*(one.text for one in told), *(text for one in retold for text in (*one.was, one.now))])
    found: dict[tuple[str, ...], tuple[Said, dict[Particular, str], str]] = {}
    for one in retold:
        now = story.tell(one.now, is_new=True)
        gone = {particular for was in one.was for particular in others(story.tell(was), now)}
        for said in told if gone else ():
            if said.source in typed.places or said.key == one.key:
                continue
            kept = story.tell(typed.notes[slide]) if (slide := _notes_of(said)) in typed.notes else None
            for particular, written in story.tell(said.text).items():
                if particular in gone and (kept is None or particular in kept):
                    found.setdefault(said.key, (said, {}, one.where))[1].setdefault(particular, written)
    for number, (said, words, where) in enumerate(found.values(), 1):
        problem = _problem(deck, entry, said, list(words.values()), where)
        yield problem if number < len(found) else replace(problem, hint=f"{problem.hint}; {_READ_IT}")


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
            step = () if number is None else (getattr(one, "id", number),)
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


def _problem(deck: Deck, entry: RolePlaySlides, said: Said, words: Sequence[str], where: str) -> Problem:
    still = "still stand" if len(words) > 1 else "still stands"
    listed = enumerated([f"“{one}”" for one in words])
    message = f"role play `{entry.id}`: {listed} {still} in `{said.shown}`, and {where} says something else now"
    if said.source is None or not said.source.is_shipped:
        hint = "change it there, or write it again as it was where it was changed"
    else:
        hint = f"say it anew in {show_path(deck.path)} under {_key(entry, said)}"
        if "\n" in said.text.strip():  # a card: who writes its one line that changed would lose all others
            hint += ", with all its lines: what you write stands in place of the whole text, which the printed sheet shows as it is now"
    return Problem("scenario-contradicts", message, hint, said.source, "warning")


def _key(entry: RolePlaySlides, said: Said) -> str:
    """Where a deck says it in words of its own, and how."""
    home, keys = (f"role_plays: change: {entry.id}:", said.key[1:])
    if said.key[0] != "scenario":
        home = f"slides: change: {entry.id}/{said.key[0]}:"
    whole = ", the whole list" if len(said.key) < len(said.path) else ""
    value = "[…]" if whole else "…"
    for at, key in reversed(list(enumerate(keys))):
        if at and keys[at - 1] == "roles":
            value = f"[{{id: {key}, {value[1:-1]}}}]"
        else:
            value = f"{{{key}: {value}}}" if at else f"{key}: {value}"
    return f"`{home}`, as `{value}`{whole}"
