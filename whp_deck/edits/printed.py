"""Words of a slide that packet and handout have from the files, whatever a person typed over them on the slide.

In: the deck and its plan; a planned slide, and what a person changed on it. Out: which papers print the words that the files
have for it, and where to write others. Must not open files.

What a slide has from its own entry is its own, and goes back there with `pull`. What it has from elsewhere (a scenario, a
checklist, a meeting, the practice) is printed from there, too: where it is, is looked up in the papers themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import assert_never

from whp_deck.config.deck import Deck
from whp_deck.config.deck_file import PAPERS
from whp_deck.content.authored import Authored
from whp_deck.content.checklist import Checklist
from whp_deck.content.dates import Written, plain_date
from whp_deck.content.dates_in_text import are_one, split_dates
from whp_deck.content.scenario import PROMPTS, Scenario
from whp_deck.edits.fields import Difference
from whp_deck.edits.places import SOME_DAY, Piece, pieces, tell_place, tell_places
from whp_deck.errors import Source, show_path
from whp_deck.markup import folded
from whp_deck.plan import (
    Checks,
    DeckPlan,
    FacilitatorText,
    Facts,
    Form,
    Heading,
    PacketBlock,
    Picture,
    PocketCard,
    PrintedDocument,
    RoleCard,
    ScriptSlide,
    SlidePlan,
    Table,
    Text,
    WritingLines,
)
from whp_deck.planner.documents import make_documents
from whp_deck.planner.entries import entry_of
from whp_deck.planner.plan import NO_FACTS

_BY_PULL = " (`whp-deck pull` does it, or says why not)"
_NO_KEY = "where it comes from"
_LISTS = ("giver_says", "patient", "receiver")


@dataclass(frozen=True, slots=True)
class Shared:
    """`papers` says which print the files' words ("the packet says"); `remedy` where to write others, at or near `place`."""

    papers: str
    remedy: str
    place: Source | None


class _Lines:
    """Whole paragraphs, all of them as one text, and the days in it: each paper spells these in its way."""

    def __init__(self, lines: Iterable[str]) -> None:
        whole = dict.fromkeys(words for line in lines if (words := folded(line)))
        self._whole, self._text = frozenset(whole), " ¶ ".join(whole)
        self._days = _days_in(self._text)

    def say(self, words: str) -> bool:
        """Whether these words are there as a whole or, where they are several, within others; or the same day."""
        words = folded(words)
        within = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)") if " " in words else None
        return (
            words in self._whole
            or bool(within and within.search(self._text))
            or any(are_one(day, other) for day in _days_in(words) for other in self._days)
        )


class Printed:
    """What is printed of `plan`, the plan that the files alone give, with the `facts` that it was made with.

    The papers are made when somebody first asks.
    """

    def __init__(self, deck: Deck, plan: DeckPlan, facts: Facts = NO_FACTS) -> None:
        self.deck, self.plan, self.facts = deck, plan, facts

    def of(self, slide: SlidePlan, changed: Sequence[Difference]) -> Shared | None:
        """Of what was `changed` on the slide, the words that are printed as the files have them; None where none is."""
        own = self._own_places(slide)
        found = [
            (piece, papers)
            for piece in (*_changed(slide, changed), *self._of_role_play(slide, changed))
            if (piece.slot == "minutes" or any(one is not None and one not in own for one in piece.sources))
            and (papers := self._papers(piece.words))
        ]
        if not found:
            return None
        told = dict.fromkeys(self._remedy(slide, piece, own) for piece, _ in found)
        names = [name for name in PAPERS if any(name in papers for _, papers in found)]
        remedy = "write it " + ", and ".join(words for words, _ in told)
        if any(_days_in(folded(piece.words)) for piece, _ in found):
            remedy += f", a day as {SOME_DAY}"
        says = "packet and handout say" if len(names) == 2 else f"the {names[0]} says"
        return Shared(says, remedy, next(place for _, place in told))

    def _of_role_play(self, slide: SlidePlan, changed: Sequence[Difference]) -> Iterator[Piece]:
        """Its title, where that is the name of a role play, by which its cards and sheets are called."""
        scenario = getattr(entry_of(self.deck, slide.id.partition("/")[0]), "scenario", None)
        if isinstance(scenario, Scenario) and any(one.name == "title" for one in changed):
            place = scenario.place_of("title")
            yield from (piece for piece in pieces(slide) if piece.slot == "title" and piece.source == place)

    def tell_key(self, slide: SlidePlan, changed: Sequence[Difference]) -> str:
        """Where a practice writes other words than the toolkit's scenario or checklist; "" for what has no key there."""
        own = self._own_places(slide)
        found = [piece for piece in _changed(slide, changed) if any(one and one not in own for one in piece.sources)]
        shipped = all(one.is_shipped for piece in found for one in piece.sources if one and one not in own)
        told = dict.fromkeys(self._remedy(slide, piece, own)[0] for piece in found) if shipped else {}
        if not told or any(words.startswith(_NO_KEY) for words in told):
            return ""
        return f"write it {', and '.join(told)}, then build"

    def is_own(self, slide: SlidePlan, changed: Sequence[Difference]) -> bool:
        """Whether all that was changed are words of the slide's own entry, or fixed words, and none of a decision."""
        own, found = self._own_places(slide), list(_changed(slide, changed))
        return bool(found) and all((piece.fixed or piece.source in own) and not piece.open for piece in found)

    def tell_start(self, slide: SlidePlan, changed: Sequence[Difference]) -> str:
        """That a day which was typed over is the one of several handoffs; "" for anything else."""
        start = self.deck.decisions.start
        occasions = (*self.deck.decisions.handoffs, *self.deck.decisions.moments)
        count = sum(one.begins_with_all for one in occasions)
        day = None if start.unsaid("date") else start.place_of("date")
        typed = [
            piece for piece in _changed(slide, changed) if piece.open == "start.date" or (day and piece.source == day)
        ]
        if not typed or count < 2:
            return ""
        where = f" ({tell_place(day)})" if day else ""
        alone = _for_this_alone(slide, typed[0], changed)
        each = f"{'both' if count == 2 else f'all {count}'} {self.deck.facts.occasions} that name no day of their own"
        return f"; that day is one decision, `start: date:`{where}, the start of {each}{alone}"

    @cached_property
    def _lines(self) -> dict[str, _Lines]:
        """For packet and handout all that is printed."""
        documents, _ = make_documents(self.deck, self.plan, facts=self.facts)
        found: dict[str, _Lines] = {}
        for name in PAPERS:
            papers: list[PrintedDocument] = [getattr(one, name) for one in documents]
            found[name] = _Lines(line for paper in papers for line in _of_paper(paper))
        return found

    def _papers(self, words: str) -> list[str]:
        """Which of the two say these words."""
        return [name for name, lines in self._lines.items() if lines.say(words)]

    def _own_places(self, slide: SlidePlan) -> set[Source | None]:
        id = slide.id.partition("#")[0]
        entry = entry_of(self.deck, id) or entry_of(self.deck, id.partition("/")[0])
        return set(_places(entry)) if entry is not None else {slide.source}

    def _remedy(self, slide: SlidePlan, piece: Piece, own: set[Source | None]) -> tuple[str, Source | None]:
        if piece.slot == "minutes":
            key = f"`slides: change:`, as `{slide.id}: {{minutes: …}}`"
            said = slide.minutes_source
            place = None if said is None or said.is_shipped else said
            return f"in {show_path(self.deck.path)} under {key}{_BY_PULL}", place
        sources = [one for one in piece.sources if one is not None and one not in own]
        theirs = [one for one in sources if not one.is_shipped]
        if theirs:
            return f"in {tell_places(theirs)}", theirs[0]
        source = sources[0]
        if piece.fixed:
            place = self.deck.file.place_of("words") or self.deck.file.place_of()
            return f"in {show_path(self.deck.path)} under `words:`, as `{piece.fixed.key}: …`{_BY_PULL}", place
        entry = self.deck.entries.get(slide.id.partition("/")[0])
        scenario = getattr(entry, "scenario", None)
        if isinstance(scenario, Scenario):
            place = self.deck.file.place_of("role_plays")
            path = _in_scenario(scenario, source) or _in_card(scenario, slide, piece)
            return f"in {show_path(self.deck.path)} under `role_plays: change: {scenario.id}:`{path}", place
        for checklist in self.deck.checklists.values():
            if path := _in_checklist(checklist, source):
                practice = self.deck.practice.place_of()
                file = practice.file if practice else show_path(self.deck.path)
                return f"in {file} under `checklists:`, at the left margin, as `{path}`", None
        return f"{_NO_KEY}, {source}", source


def said_in_notes(slide: SlidePlan, changed: Sequence[Difference], notes: Iterable[str]) -> bool:
    """Whether the slide's own `notes` say the words that a person typed over on it: whoever leads reads them aloud."""
    lines = _Lines(notes)
    return any(lines.say(piece.words) for piece in changed_pieces(slide, changed))


def _days_in(words: str) -> list[Written]:
    return [one for one in split_dates(words)[1] if isinstance(one, Written)]


def _in_card(scenario: Scenario, slide: SlidePlan, piece: Piece) -> str:
    """The same of a line on a card of its slide: what the role is called, or what it does; who plays it is another matter."""
    lines = [one.words for one in pieces(slide) if one.slot == piece.slot]
    for role in scenario.roles:
        if piece.source in (role.place_of("task"), role.place_of()):
            field = "name" if piece.words == lines[0] else "task" if role.task and piece.words == lines[-1] else ""
            return (
                f', as `roles: [{{id: {role.id}, {field}: "…"}}]`{_BY_PULL}'
                if field
                else f", as `roles: [{{id: {role.id}, staff: …}}]`"
            )
    return ""


def _for_this_alone(slide: SlidePlan, typed: Piece, changed: Sequence[Difference]) -> str:
    """How the handoff or moment of that row gets a day of its own, whether its entry is lines or braces; "" for what is no row."""
    first = next((one.source for one in pieces(slide) if (one.row, one.column) == (typed.row, 0)), None)
    now = next((cell.now for one in changed for cell in one.cells if cell.row == typed.row), "")
    if typed.row < 1 or first is None or first.is_shipped:
        return ""
    day = plain_date(folded(now))
    line = f"start: {day.isoformat()}" if day else "start:"
    return f"; for this one alone, `{line}` beside its `when:` ({tell_place(first)})"


def _in_scenario(scenario: Scenario, source: Source) -> str:
    """The key under which a deck says another text than the toolkit's scenario."""
    for name in ("title", "situation", "everybody_else", "goal"):
        if scenario.place_of(name) == source:
            return f", as `{name}: …`{_BY_PULL}"
    for name in PROMPTS:
        places = [scenario.debrief.item_place(name, at) for at in range(len(getattr(scenario.debrief, name)))]
        if source in (*places, scenario.debrief.place_of(name)):
            return f", as `debrief: {{{name}: […]}}`, the whole list{_BY_PULL}"
    return ""


def _in_checklist(checklist: Checklist, source: Source) -> str:
    """The entry with which a practice says a line of the toolkit's checklist otherwise."""
    for name in _LISTS:
        for item in getattr(checklist, name):
            if item.place_of("text") == source:
                return f'- {{id: {checklist.id}, {name}: [{{id: {item.id}, text: "…"}}]}}'
    return ""


def changed_pieces(slide: SlidePlan, changed: Sequence[Difference]) -> Iterator[Piece]:
    """What of the slide's words is another now: its title, cells by their places, lines by their words."""
    cells = {(cell.row, cell.column) for one in changed for cell in one.cells}
    gone = {
        folded(line)
        for one in changed
        if not one.cells
        for line in one.was.splitlines()
        if folded(line) not in map(folded, one.now.splitlines())
    }
    for piece in pieces(slide):
        if (piece.row, piece.column) in cells or (piece.row < 0 and folded(piece.words) in gone):
            yield piece


def _changed(slide: SlidePlan, changed: Sequence[Difference]) -> Iterator[Piece]:
    """The same without its title."""
    yield from (piece for piece in changed_pieces(slide, changed) if piece.slot != "title")


def _places(model: Authored) -> Iterator[Source | None]:
    """Where an entry and all that it holds is written; a scenario is not its own."""
    yield model.place_of()
    for name in type(model).model_fields:
        value = getattr(model, name)
        if isinstance(value, Scenario):
            continue
        yield model.place_of(name)
        for at, one in enumerate(value if isinstance(value, list) else [value]):
            yield model.item_place(name, at)
            if isinstance(one, Authored):
                yield from _places(one)


def _of_paper(paper: PrintedDocument) -> Iterator[str]:
    yield paper.practice
    for section in paper.sections:
        for block in section.blocks:
            yield from _of_block(block)


def _of_block(block: PacketBlock) -> Iterator[str]:
    """Its words, line by line; the script follows the slides as they are in PowerPoint."""
    match block:
        case Text() | FacilitatorText():
            yield from block.text.split("\n")
        case Table():
            yield from (cell.text for row in block.rows for cell in row)
        case Heading():
            yield block.text
        case Checks():
            yield from (line for item in block.items for line in item.text.split("\n"))
        case WritingLines():
            yield block.label
        case Form():
            yield from (*block.header, *(cell for row in block.rows for cell in row))
        case RoleCard():
            yield from (block.scene, block.role, block.holder, *block.text.text.split("\n"))
        case PocketCard():
            yield block.title
            for who, lines in block.groups:
                yield from (who, *(line.text for line in lines))
        case Picture() | ScriptSlide():
            pass
        case _:
            assert_never(block)
