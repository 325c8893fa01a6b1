"""What is known of the practices of a list before they are built, and of those that a run has not come to.

In: the list, its problems, and the records of the runs before. Out: `KnownPractice`, and outcomes that are "not done".
Must not build, nor write.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from whp_deck.batch.jobs import Job, Lack, Outcome, Reason
from whp_deck.batch.records import Record, Records, content_hash, identity_in
from whp_deck.batch.to_ask import to_ask
from whp_deck.batch.undecided import Undecided
from whp_deck.config.cells import error_value
from whp_deck.config.identity import Identity
from whp_deck.config.placeholders import names_nobody
from whp_deck.config.practice_list import Listed
from whp_deck.config.spreadsheet import Row
from whp_deck.errors import ManyCells, Problem, Source

_NOWHERE = Source("", 0)
_CONTACT = ("practice.contact.role", "practice.contact.email")
_ANYBODY = "ask for the practice manager"  # whom else, where the row names nobody
_LEADER = re.compile(r"practice\.facilitators\.\d+\.name")


@dataclass(frozen=True, slots=True)
class KnownPractice:
    """One practice of the list, with what is known of it before it is built; `refused` says why it will not be."""

    job: Job
    content: str
    cells: str
    identity: Identity
    record: Record | None
    place: Source
    refused: tuple[Problem, ...]
    undecided: tuple[Lack, ...]
    open: tuple[str, ...] = ()


def look_up(
    job: Job, listed: Listed, records: Records, refused: Iterable[Problem], lacking: Undecided
) -> KnownPractice:
    """The practice's record, and its identity: from the record unless its file has changed since."""
    record, content = records.read(job.folder), content_hash(listed)
    is_known = record is not None and record.content == content
    identity = record.identity if record and is_known else identity_in(listed)
    number = listed.row.number if listed.row else 0
    lacks, is_open = lacking.rows.get(number, ()), lacking.open.get(number, ())
    return KnownPractice(job, content, listed.cells, identity, record, listed.place, tuple(refused), lacks, is_open)


def by_row(problems: Iterable[Problem]) -> list[Problem]:
    """A list is mended row by row and from left to right, as it was read, not by the alphabet of codes."""
    return sorted(dict.fromkeys(problems), key=lambda one: (one.source is None, one.source or _NOWHERE))


def told_of_rows(known: Iterable[KnownPractice], problems: Iterable[Problem]) -> Mapping[int, Sequence[Problem]]:
    """What was told of each row of the list, by its number."""
    lists = {one.place.file for one in known}
    told: dict[int, list[Problem]] = {}
    each = (part for one in problems for part in (one.one_by_one() if isinstance(one, ManyCells) else (one,)))
    for problem in by_row(each):
        if problem.source and problem.source.file in lists:
            told.setdefault(problem.source.line, []).append(problem)
    return told


def placed(outcome: Outcome, known: KnownPractice, told: Mapping[int, Sequence[Problem]]) -> Outcome:
    """With what the list says of it today: where it stands, whom to call, and the warnings about its row."""
    name = outcome.name
    if outcome.status == "failed" and name == outcome.folder:  # its worker had not come to read it
        name = known.identity.name or name
    phone = "" if error_value(known.identity.phone) else known.identity.phone
    found = replace(outcome, name=name, place=known.place, phone=phone, undecided=known.undecided)
    found = replace(found, open_in_list=known.open)
    if not isinstance(row := known.job.practice, Row):
        return found
    contact = "; ".join(part for part in (", ".join(_filled(row, _CONTACT)), _leader(row)) if part) or _ANYBODY
    of_row = told.get(row.number, ())
    in_list = tuple(one for one in of_row if one.severity == "warning")
    return replace(found, row=row.number, contact=contact, in_list=in_list, asks=to_ask(row, of_row))


def _leader(row: Row) -> str:
    """The first who is named, with the role."""
    named = (
        field
        for field, text in row.cells
        if _LEADER.fullmatch(field) and not names_nobody(text) and not error_value(text)
    )
    field = min(named, default="", key=lambda field: int(field.split(".")[2]))
    return ", ".join(_filled(row, (field, f"{field.removesuffix('name')}role"))) if field else ""


def _filled(row: Row, fields: Iterable[str]) -> list[str]:
    return [text for field in fields if (text := row.get(field)) and not error_value(text)]


def not_come_to(
    unknown: Sequence[KnownPractice], records: Records, told: Mapping[int, Sequence[Problem]]
) -> list[Outcome]:
    """What the list and the runs before say of practices that this run has not come to."""
    before = records.reasons() if unknown else {}
    found = []
    for one in unknown:
        decks = one.record.outcome.decks_to_settle if one.record and records.has_files(one.record, one.job) else ()
        outcome = Outcome(one.job.folder, one.identity.name, "not done", decks)
        found.append(replace(placed(outcome, one, told), before=_still(before.get(outcome.folder, ()), one)))
    return found


def _still(reasons: Sequence[Reason], known: KnownPractice) -> tuple[Reason, ...]:
    """Of the reasons of the run before those that hold: what it said of a cell may be mended in a row that is another now."""
    is_same = known.record is not None and known.record.content == known.content
    return tuple(one for one in reasons if is_same or one.holds != "row")
