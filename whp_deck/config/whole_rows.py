"""What the cells of a row say together: an entry without what it needs, a meeting of a session that there is not.

In: the rows of a list, the network's file, the one deck that they meet for. Out: problems with their cells, before
anything is built. Must not plan, nor tell what is wrong in the network's or the deck's own file: every build tells that.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from whp_deck.config.deck import load_parts
from whp_deck.config.deck_file import MeetingEntry
from whp_deck.config.intake import Intake
from whp_deck.config.layers import ForPractice, beside, merge
from whp_deck.config.meetings import check_meetings, with_meetings
from whp_deck.config.reader import read_yaml
from whp_deck.config.spreadsheet import Row
from whp_deck.content.authored import Map, Seq
from whp_deck.content.decisions import Decisions
from whp_deck.content.practice import Practice
from whp_deck.errors import Problem, Source, also_in

_NAMELESS = Map(Source("", 0), [("practice", Map(Source("", 0), [("name", "…", Source("", 0))]), Source("", 0))])


def whole_rows(
    rows: Sequence[Row], network: Path | None, decks: Sequence[Path], told: Collection[Problem]
) -> Iterator[Problem]:
    """An error for each, once for all rows in which it is the same; but for cells and columns that have been `told` of."""
    cells = {one.source for one in told if one.severity == "error"}
    nearly = (one for one in told if one.code == "column-nearly" and one.severity == "error")
    columns = {one.source.column for one in nearly if one.source}
    networks: dict[Path | None, Map | None] = {None: None}
    deck, sessions = _deck_of(decks, network) if any(row.meeting_places() for row in rows) else (None, None)
    found: dict[tuple[str, str], list[Problem]] = {}
    for row in rows:
        intake = Intake()
        tree = row.tree()
        own = tree.get("network")
        path = beside(tree.source, own) if isinstance(own, str) else network
        if path not in networks:
            networks[path] = _tree(path)
        shared = networks[path]
        if path is not None and shared is None:  # told elsewhere; what it would have filled is not known
            continue
        whole = merge(shared, tree.without("network")) if shared is not None else tree
        for model, key in ((Practice, "practice"), (Decisions, "decisions")):
            if isinstance(part := whole.get(key), Map):
                intake.validate(model, part, f"{key}.")
        if deck is not None and (meetings := row.meetings()):
            _meetings(intake, deck, meetings, sessions)
        for one in dict.fromkeys(intake.problems):
            place = one.source
            if one.severity != "error" or place is None or place.file != row.file or not place.column:
                continue
            if place not in cells and place.column not in columns:
                found.setdefault((one.code, one.message), []).append(one)
    for first, *others in found.values():
        same = f", as in {also_in([one.source for one in others if one.source])}" if others else ""
        yield replace(first, message=first.message + same)


def _meetings(intake: Intake, deck: Map, meetings: Mapping[int, Map], sessions: int | None) -> None:
    entries = with_meetings(deck, meetings).get("meetings")
    if isinstance(entries, Seq):
        read = [intake.validate(MeetingEntry, entry, f"meetings.{at}.") for at, entry in enumerate(entries, 1)]
        intake.problems += check_meetings([one for one in read if one], sessions)


def _deck_of(decks: Sequence[Path], network: Path | None) -> tuple[Map | None, int | None]:
    """The tree of the only deck, and how many sessions it has; None where that is not known before it is built."""
    tree = _tree(decks[0]) if len(decks) == 1 else None
    if tree is None or "start_from" in tree:
        return tree, None
    deck, _ = load_parts(decks[0], ForPractice(_NAMELESS, network))
    if deck is None:
        return tree, None
    return tree, len(deck.format.sessions) if deck.format.sessions is not None else deck.file.format.sessions


def _tree(path: Path | None) -> Map | None:
    tree = read_yaml(path)[0] if path is not None and path.is_file() else None
    return tree if isinstance(tree, Map) else None
