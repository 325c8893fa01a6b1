"""The agenda of a merged deck says the minutes of the slides that it has, and so does what the next meeting looks back on."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable
from pathlib import Path

import pytest
from pptx import Presentation

from tests.conftest import SHORT_DECK
from tests.edits.test_merge import add_after, delete, edit, retitle, slide
from whp_deck.build import build_deck, prepare_deck
from whp_deck.build.edited import follow_plan
from whp_deck.edits.compare import describe, find_changes
from whp_deck.edits.files import read_deck_files
from whp_deck.plan import DeckPlan, SlidePlan, Table, Text

build = functools.partial(build_deck, packet=False)
WriteDeck = Callable[..., Path]


def change_slide(plan: DeckPlan, number: int, at: int, **new: object) -> DeckPlan:
    """The plan with one slide of one meeting changed, as a merge has it."""
    slides = list(plan.sessions[number].slides)
    slides[at] = dataclasses.replace(slides[at], **new)  # type: ignore[arg-type]
    session = dataclasses.replace(plan.sessions[number], slides=tuple(slides))
    return dataclasses.replace(plan, sessions=(*plan.sessions[:number], session, *plan.sessions[number + 1 :]))


def by_id(plan: DeckPlan, id: str) -> SlidePlan:
    return next(one for session in plan.sessions for one in session.slides if one.id == id)


def test_agenda_and_recap_of_a_plan_follow_the_slides_that_it_has(write_deck: WriteDeck) -> None:
    prepared = prepare_deck(write_deck())
    plan = prepared.plan
    assert follow_plan(prepared, plan) is plan
    ids = [one.id for one in plan.sessions[0].slides]
    merged = change_slide(plan, 0, ids.index("what-is-whp"), hidden=True)
    followed = follow_plan(prepared, merged)
    agenda = by_id(followed, "session-1/agenda").slots["agenda"]
    before = by_id(plan, "session-1/agenda").slots["agenda"]
    assert isinstance(agenda, Table)
    assert isinstance(before, Table)
    assert [cell.text for row in before.rows for cell in row if "min" in cell.text][1] == "2\u00a0min"
    assert [cell.text for row in agenda.rows for cell in row if "min" in cell.text][1] == "1\u00a0min"
    assert by_id(followed, "session-3/agenda") == by_id(plan, "session-3/agenda")
    longer = follow_plan(prepared, change_slide(plan, 0, ids.index("what-is-whp"), minutes=9.0))
    bar = by_id(longer, "session-1/agenda").slots["bar"]
    assert isinstance(bar, Table)
    assert [cell.text for cell in bar.rows[0]][-1] != "spare"  # there is none in a meeting that is too long


def test_what_people_look_back_on_follows_the_slides_of_the_last_meeting(write_deck: WriteDeck) -> None:
    prepared = prepare_deck(write_deck())
    remembered = {one.remember: at for at, one in enumerate(prepared.plan.sessions[0].slides) if one.remember}
    words, at = list(remembered.items())[-1]  # said by that slide alone
    recap = by_id(prepared.plan, "session-2/recap").slots["body"]
    followed = follow_plan(prepared, change_slide(prepared.plan, 0, at, hidden=True))
    now = by_id(followed, "session-2/recap").slots["body"]
    assert isinstance(recap, Text)
    assert isinstance(now, Text)
    assert words in recap.text
    assert words not in now.text
    assert now.text


def test_a_role_play_is_numbered_among_those_that_are_left(write_deck: WriteDeck) -> None:
    prepared = prepare_deck(write_deck())
    first, second = dict.fromkeys(
        one.id.partition("/")[0]
        for session in prepared.plan.sessions
        for one in session.slides
        if one.id.endswith("/scene")
    )
    sessions = tuple(
        dataclasses.replace(one, slides=tuple(slide for slide in one.slides if not slide.id.startswith(f"{first}/")))
        for one in prepared.plan.sessions
    )
    before = by_id(prepared.plan, f"{second}/scene").slots["label"]
    now = by_id(follow_plan(prepared, dataclasses.replace(prepared.plan, sessions=sessions)), f"{second}/scene").slots[
        "label"
    ]
    assert isinstance(before, Text)
    assert isinstance(now, Text)
    assert (before.text, now.text) == ("Role play 2 of 2", "Role play 1 of 1")


def agenda_of(file: Path) -> list[list[str]]:
    """Rows of the agenda's table, then the cells of its bar."""
    deck = Presentation(str(file))
    tables = [one.table for one in slide(deck, "session-1/agenda").shapes if one.has_table]  # type: ignore[attr-defined]
    rows = [[[cell.text for cell in row.cells] for row in table.rows] for table in tables]
    bar, listed = sorted(rows, key=len)
    return [*listed, *bar]


@pytest.mark.slow
def test_the_agenda_follows_edits_and_is_no_edit(write_deck: WriteDeck) -> None:
    deck = write_deck(SHORT_DECK)
    file = build(deck).files[0]
    given = agenda_of(file)
    edit(file, add_after(3, "One of mine", "4 minutes"))
    built = build(deck)
    assert built.problems == ()
    assert any(line.startswith("updated with what was changed in PowerPoint: deck") for line in built.merged)
    followed = agenda_of(file)
    assert followed != given
    assert sum(float(row[2].split()[0].replace("½", ".5")) for row in followed[:-1]) == built.plan.sessions[0].minutes
    merged = file.read_bytes()
    assert not any("agenda" in line for line in build(deck).merged)
    assert file.read_bytes() == merged
    assert describe(find_changes(read_deck_files(deck))) == ["slide 4 “One of mine”: added"]
    deck_with = Presentation(str(file))
    drop_slide(deck_with, 3)
    deck_with.save(str(file))
    assert build(deck).problems == ()
    assert agenda_of(file) == given
    assert describe(find_changes(read_deck_files(deck))) == []


def drop_slide(deck: object, at: int) -> None:
    entries = deck.slides._sldIdLst  # type: ignore[attr-defined]
    deck.part.drop_rel(entries[at].rId)  # type: ignore[attr-defined]
    entries.remove(entries[at])


@pytest.mark.slow
def test_words_that_a_person_typed_into_the_agenda_stay(write_deck: WriteDeck) -> None:
    deck = write_deck(SHORT_DECK)
    file = build(deck).files[0]

    def retype(to: str, row: int, column: int) -> Callable[[object], object]:
        def change(deck: object) -> None:
            tables = [one.table for one in slide(deck, "session-1/agenda").shapes if one.has_table]  # type: ignore[attr-defined]
            listed = max(tables, key=lambda table: len(table.rows))
            listed.cell(row, column).text_frame.paragraphs[0].runs[0].text = to

        return change

    edit(file, retype("Hello everybody", 0, 1))
    edit(file, retitle("session-1/agenda", "Our hour"))
    edit(file, add_after(3, "One of mine", "4 minutes"))
    built = build(deck)
    assert [problem.code for problem in built.problems] == []
    assert agenda_of(file)[0][1] == "Hello everybody"
    listed = [row for row in agenda_of(file) if len(row) == 3]
    assert sum(float(row[2].split()[0].replace("½", ".5")) for row in listed) == built.plan.sessions[0].minutes
    edit(file, retype("99 min", 1, 2))
    edit(file, delete("what-is-whp"))
    told = build(deck).problems
    assert [problem.code for problem in told] == ["edit-conflict"]
    assert "changed in PowerPoint and follows other changes there" in told[0].message
    assert agenda_of(file)[1][2] == "99 min"


@pytest.mark.slow
def test_an_agenda_that_somebody_deleted_is_not_said_to_have_changed_in_the_files(write_deck: WriteDeck) -> None:
    deck = write_deck(SHORT_DECK)
    file = build(deck).files[0]
    edit(file, add_after(3, "One of mine", "4 minutes"))
    build(deck)
    edit(file, delete("session-1/agenda"))
    edit(file, delete("what-is-whp"))
    for _ in range(2):
        built = build(deck)
        assert built.problems == ()
        assert any("stays deleted" in line and "(session-1/agenda)" in line for line in built.merged)
    edit(file, lambda one: drop_slide(one, 1))
    assert build(deck).problems == ()
