"""All that is wrong with a list of practices, as it shows before anything is built.

In: the practices of the list, the decks, the network's file, what earlier runs made. Out: problems, and by folder the errors
for which a practice alone will not be built. Must not build, nor write.

Each kind of mistake is a module of its own; here is only who goes first: what one has told of a cell, the others leave alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from whp_deck.batch.brand_colors import unreadable_colors, unreadable_in_network
from whp_deck.batch.deck_mistakes import deck_mistakes, decks_named, meetings_shared
from whp_deck.batch.hours import hours_apart
from whp_deck.batch.long_names import names_too_long
from whp_deck.batch.missing_files import missing_files
from whp_deck.batch.name_words import name_words_in_cells
from whp_deck.batch.neighbors import name_cells, same_in_two_rows, strangers_in_cells
from whp_deck.batch.new_names import new_names
from whp_deck.batch.patients import patients_in_cells
from whp_deck.batch.records import Records
from whp_deck.batch.shared_words import names_in_shared_files, roles_as_names, words_of_the_tool
from whp_deck.batch.sundays import sundays
from whp_deck.batch.undated import undated_meetings
from whp_deck.batch.years import other_years
from whp_deck.checks.strangers import Phrase
from whp_deck.config.identity import identity_of
from whp_deck.config.name_cells import names_in_one_case
from whp_deck.config.practice_list import Listed, network_problems
from whp_deck.config.whole_rows import whole_rows
from whp_deck.errors import ManyCells, Problem, show_path
from whp_deck.planner.dates import judge_dates


@dataclass(frozen=True, slots=True)
class Judged:
    """`problems` of the list, `stops` by folder: why that practice alone will not be built; `common` words of the cells are
    the tool's own, and give no practice away.
    """

    problems: list[Problem]
    stops: dict[str, list[Problem]]
    common: frozenset[Phrase]

    @property
    def refused(self) -> list[Problem]:
        """All of `stops`, practice by practice."""
        return [problem for of_one in self.stops.values() for problem in of_one]


def list_mistakes(
    listed: Sequence[Listed], decks: Sequence[Path], network: Path | None, records: Records, problems: Sequence[Problem]
) -> Judged:
    """What is wrong with the list, in the order in which it is found; `problems` are those that reading it has told."""
    folders = {one.row.number: one.folder for one in listed if one.row}
    nameless = [one for one in problems if _is_nameless(one) and one.source and one.source.line in folders]
    problems = [one for one in problems if one not in nameless]
    rows = [one.row for one in listed if one.row]
    problems += [*network_problems(network), *unreadable_in_network(network)] if network else []
    problems += [*decks_named(decks), *meetings_shared(listed, decks)]
    unnamed = {one.source.line for one in nameless if one.source}
    named = [one for one in listed if not one.row or one.row.number not in unnamed]
    sample = [one.folder for one in (*named[:1], *named[-1:])]
    # of others it is known that they can be built
    new = [deck for deck in decks if not records.built_with(sample, deck, *([network] if network else []))]
    stops: dict[str, list[Problem]] = {}
    for one, has in deck_mistakes(named, new, network):
        if one.severity == "error" and len(has) < len(named) and not _is_in(one, network):
            for practice in has:
                stops.setdefault(practice.folder, []).append(one)
        elif (one.code, one.source) not in {(told.code, told.source) for told in problems}:
            problems.append(one)
    problems += whole_rows([one.row for one in named if one.row], network, decks, problems, judge_dates)
    common = words_of_the_tool(cell.text for row in rows for cell in name_cells(row))
    shared = [*identity_of(network).texts, *(" ".join(words) for words in common)]
    for one in (part for many in nameless for part in (many.one_by_one() if isinstance(many, ManyCells) else (many,))):
        if one.source:
            stops.setdefault(folders[one.source.line], []).append(one)
    for folder, found in (
        *strangers_in_cells(listed, shared).items(),
        *missing_files(listed).items(),
        *unreadable_colors(listed).items(),
    ):
        stops.setdefault(folder, []).extend(found)
    for folder, one in names_too_long(listed, decks, network):
        (stops.setdefault(folder, []) if one.severity == "error" else problems).append(one)
    problems += same_in_two_rows(listed, shared)
    problems += new_names(listed, records.left(without={one.folder for one in listed}), shared)
    told = {one.source for one in problems if one.code.startswith("start-")}  # which ask for the year, too
    problems += [one for one in other_years(listed) if one.source not in told]
    files = [*decks, *([network] if network else [])]
    problems += [*roles_as_names(listed, common), *names_in_shared_files(listed, files, shared)]
    # columns of meetings that the format has not
    beyond = {one.source.column for one in problems if one.code == "session-unknown" and one.source}
    problems += [one for one in undated_meetings(listed, decks) if not one.source or one.source.column not in beyond]
    judged = Judged(problems, stops, common)
    told = {one.source for one in [*problems, *judged.refused]}  # what is doubted already
    problems += [*sundays(listed, told), *hours_apart(listed, told)]
    problems += names_in_one_case(rows, told)
    problems += patients_in_cells(listed, shared)
    problems += name_words_in_cells(listed, {one.source for one in judged.refused if one.source})
    return judged


def _is_nameless(problem: Problem) -> bool:
    """Whether it says that what stands in the place of a name is none, which costs that practice alone."""
    return problem.severity == "error" and problem.code in ("cell-placeholder", "key-missing")


def _is_in(problem: Problem, network: Path | None) -> bool:
    """Whether it stands in the network's file that was given with the command."""
    return network is not None and problem.source is not None and problem.source.file == show_path(network)
