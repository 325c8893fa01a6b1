"""What the cells of a row say together: an entry without what it needs, a meeting of a session that there is not.

In: the rows of a list, the network's file, the one deck that they meet for, what judges their dates. Out: problems with
their cells, before anything is built. Must not plan, nor tell what is wrong in the network's or the deck's own file:
every build tells that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from whp_deck.config.columns import REQUIRED, of_meetings
from whp_deck.config.deck import Deck, load_parts
from whp_deck.config.deck_file import MeetingEntry
from whp_deck.config.intake import Intake
from whp_deck.config.layers import ForPractice, beside, merge, read_layers
from whp_deck.config.meetings import check_meetings, with_meetings
from whp_deck.config.reader import read_map, read_shipped
from whp_deck.config.settings import missing_entry, nearly_known, read_staff, unknown_checklists
from whp_deck.config.spreadsheet import Row
from whp_deck.content.authored import Map, Seq
from whp_deck.content.decisions import Decisions
from whp_deck.content.practice import Practice, StaffTitle
from whp_deck.content.toolkit import ToolkitFacts
from whp_deck.errors import Problem, Source, also_in
from whp_deck.resources import shipped

_NAMELESS = Map(Source("", 0), [("practice", Map(Source("", 0), [("name", "…", Source("", 0))]), Source("", 0))])

_DAY = re.compile(of_meetings("date"))
_BESIDE_ALL = frozenset(
    ["start-before-training", "start-far-from-training"]
)  # not judged beside a day that cannot be read
_OCCASIONS: Final = "handoffs"  # which a toolkit asks for where it says nothing else

Judge = Callable[[Sequence[MeetingEntry], Decisions, float, str], Iterable[Problem]]
"""Whether the days of a practice can be right, as every build asks: the planner knows. A length of 0 is not known."""


@dataclass(frozen=True, slots=True)
class _Said:
    """What a tree says of decisions and of staff, read once for all rows that add nothing to them."""

    tree: Map | None
    decisions: Decisions | None
    staff: Mapping[str, StaffTitle]
    problems: Sequence[Problem]


def whole_rows(
    rows: Sequence[Row], network: Path | None, decks: Sequence[Path], told: Collection[Problem], judge: Judge
) -> Iterator[Problem]:
    """An error for each, once for all rows in which it is the same; but for cells and columns that have been `told` of.

    A warning for each that `judge` has, in the words of the build that would tell it later.
    """
    cells = {one.source for one in told if one.severity == "error"}
    nearly = (one for one in told if one.code == "column-nearly" and one.severity == "error")
    columns = {one.source.column for one in nearly if one.source}
    words = read_shipped(shipped("config/words") / "en.yaml", "words")[0]
    networks: dict[Path | None, _Said] = {}
    meets = any(row.meeting_places() for row in rows)
    deck, sessions, loaded = _deck_of(decks, network) if meets else (None, None, None)
    needed, checklists = _toolkits(decks)
    lacking: dict[str, list[Row]] = {name: [] for name in needed}
    minutes = loaded.format.minutes if loaded else 0
    occasions = loaded.facts.occasions if loaded else _OCCASIONS
    found: dict[tuple[str, ...], list[Problem]] = {}
    for row in rows:
        intake = Intake()
        tree = row.tree()
        own = tree.get("network")
        path = beside(tree.source, own) if isinstance(own, str) else network
        if path not in networks:
            networks[path] = _said(read_map(path), words)
        shared = networks[path]
        if path is not None and shared.tree is None:  # told elsewhere; what it would have filled is not known
            continue
        whole = merge(shared.tree, tree.without("network")) if shared.tree is not None else tree
        if isinstance(part := whole.get("practice"), Map):
            intake.validate(Practice, part, "practice.")
        said = _said(whole, words) if "decisions" in tree or "staff" in tree else shared
        decisions, staff, is_whole = said.decisions, said.staff, not said.problems
        intake.problems += said.problems
        if decisions is not None:
            intake.problems += nearly_known(decisions, staff)
            if checklists:
                known = [*checklists, *(one["id"] for one in Intake().entries(whole, "checklists"))]
                intake.problems += unknown_checklists(decisions, known, occasions)
            for name in lacking:
                lacking[name] += [row] * (is_whole and not getattr(decisions, name))
        if deck is not None and (meetings := row.meetings()):
            read = _meetings(intake, deck, meetings, sessions)
            judged = judge(read, decisions, minutes, occasions) if decisions is not None else ()
            is_known = not any(_DAY.fullmatch(field) and row.place_of(field) in cells for field, _ in row.cells)
            intake.problems += (one for one in judged if is_known or one.code not in _BESIDE_ALL)
        for one in dict.fromkeys(intake.problems):
            place = one.source
            if place is None or place.file != row.file or not place.column:
                continue
            if place not in cells and place.column not in columns:
                # a warning is told again when the deck is built, word for word, and is then known to be the same
                alike = (one.code, one.message, str(place) if one.severity == "warning" else "")
                found.setdefault(alike, []).append(one)
    for name, without in lacking.items():
        if without and len(without) == len(rows):  # of a few it is theirs to decide, and the others are built
            of_all = [replace(missing_entry(name, row.place_of(REQUIRED)), ask="") for row in rows]
            found[(name,)] = [one for one in of_all if one.source not in cells]
    for first, *others in (group for group in found.values() if group):
        same = f", as in {also_in([one.source for one in others if one.source])}" if others else ""
        yield replace(first, message=first.message + same)


def _said(tree: Map | None, words: object) -> _Said:
    whole, intake = tree if tree is not None else _NAMELESS, Intake()
    part = whole.get("decisions")
    # what can be read counts, whatever is wrong in the cells beside it
    decisions = intake.validate_parts(Decisions, part, "decisions.") if isinstance(part, Map) else Decisions()
    staff = read_staff(Intake(), _with_words(whole, words))
    return _Said(tree, decisions, staff, intake.problems)


def _toolkits(decks: Sequence[Path]) -> tuple[Sequence[str], Sequence[str]]:
    """The lists of decisions that the decks' toolkits cannot do without, and the ids of the checklists that they have."""
    needed: dict[str, None] = {}
    checklists: dict[str, None] = {}
    for path in decks:
        tree, intake = read_map(path), Intake()
        layers = read_layers(intake, tree, ForPractice(_NAMELESS)) if tree is not None else None
        facts = intake.part(ToolkitFacts, layers.tree, "toolkit", "name: …") if layers else None
        needed |= dict.fromkeys(facts.needs.decisions if facts else ())
        checklists |= dict.fromkeys(one["id"] for one in intake.entries(layers.tree, "checklists")) if layers else {}
    return list(needed), list(checklists)


def _with_words(tree: Map, words: object) -> Map:
    """What a practice's own titles are laid over."""
    both = tree.without("words")
    both.put("words", words, tree.source)
    return both


def _meetings(intake: Intake, deck: Map, meetings: Mapping[int, Map], sessions: int | None) -> Sequence[MeetingEntry]:
    entries = with_meetings(deck, meetings).get("meetings")
    if not isinstance(entries, Seq):
        return ()
    read = [intake.validate_parts(MeetingEntry, entry, f"meetings.{at}.") for at, entry in enumerate(entries, 1)]
    whole = [one for one in read if one]
    intake.problems += check_meetings(whole, sessions)
    return whole


def _deck_of(decks: Sequence[Path], network: Path | None) -> tuple[Map | None, int | None, Deck | None]:
    """The tree of the only deck, how many sessions it has, and the deck; None where that is not known before it is
    built.
    """
    tree = read_map(decks[0]) if len(decks) == 1 else None
    if tree is None or "start_from" in tree:
        return tree, None, None
    deck, _ = load_parts(decks[0], ForPractice(_NAMELESS, network))
    if deck is None:
        return tree, None, None
    return tree, len(deck.format.sessions) if deck.format.sessions is not None else deck.file.format.sessions, deck
