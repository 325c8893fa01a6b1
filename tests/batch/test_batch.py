"""Many practices: each in its folder, only what has changed is built, and no practice finds another one in its files."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pptx
import pytest

from tests.batch.conftest import NETWORK, Here, World, problem
from tests.conftest import Done
from tests.edits.test_merge import edit, retitle
from tests.office.conftest import png
from whp_deck.batch import Options, Outcome, plan_batch
from whp_deck.batch.jobs import DeckOutcome, Job
from whp_deck.batch.records import Records
from whp_deck.batch.triage import files_to_mend, triage
from whp_deck.config.identity import Identity
from whp_deck.config.practice_list import list_practices
from whp_deck.errors import InvalidDeckError, show_path

HILLTOP = "practice: {name: Hilltop Clinic}\n"
LAKE = "practice: {name: Lake Medical Group, facilitators: [{name: Bob Stonefield, role: nurse}]}\n"


def states(world: World, **options: object) -> list[str]:
    """`hilltop: built` for each practice."""
    return [f"{one.folder}: {one.status}" for one in world.run(**options)[0]]


def words_in(path: Path) -> str:
    texts = [
        shape.text_frame.text
        for slide in pptx.Presentation(str(path)).slides
        for shape in slide.shapes
        if shape.has_text_frame
    ]
    return "\n".join(texts)


@pytest.mark.slow
def test_only_the_practice_that_has_changed_is_built_again(world: World) -> None:
    world.practice("hilltop", HILLTOP)
    lake = world.practice("lake", LAKE)
    assert world.run()[1] == ["hilltop", "lake"]
    lake.write_text(LAKE.replace("nurse", "pharmacist"), encoding="utf-8")
    outcomes, built = world.run()
    assert built == ["lake"]
    assert [(one.name, one.status) for one in outcomes] == [
        ("Hilltop Clinic", "unchanged"),
        ("Lake Medical Group", "built"),
    ]


@pytest.mark.slow
def test_only_what_has_changed_is_built_again(world: World) -> None:
    world.practice("hilltop", HILLTOP)
    lake = world.practice("lake", LAKE)
    outcomes, built = world.run()
    assert [(one.name, one.status, one.files) for one in outcomes] == [
        ("Hilltop Clinic", "built", ["short.pptx"]),
        ("Lake Medical Group", "built", ["short.pptx"]),
    ]
    assert built == ["hilltop", "lake"]
    assert "Hilltop Clinic" in words_in(world.out / "hilltop" / "short.pptx")
    first = (world.out / "lake" / "short.pptx").read_bytes()
    assert states(world) == ["hilltop: unchanged", "lake: unchanged"]
    lake.write_text(LAKE.replace("nurse", "pharmacist"), encoding="utf-8")
    assert world.run()[1] == ["lake"]
    lake.write_text(LAKE, encoding="utf-8")
    assert world.run()[1] == ["lake"]
    assert (world.out / "lake" / "short.pptx").read_bytes() == first
    (world.out / "hilltop" / "short.pptx").unlink()
    assert world.run()[1] == ["hilltop"]


@pytest.mark.slow
def test_the_network_the_deck_and_every_file_they_name_count(world: World) -> None:
    (world.practices / "logo.png").write_bytes(png())
    world.practice("hilltop", "practice: {name: Hilltop Clinic, theme: {logo: logo.png}}\n")
    world.run()
    network, deck = world.folder / "network.yaml", world.folder / "short.yaml"
    (world.practices / "logo.png").write_bytes(png(8, 8))
    assert world.run()[1] == ["hilltop"]
    network.write_text(network.read_text().replace("after rooming", "after the vitals"), encoding="utf-8")
    assert world.run()[1] == ["hilltop"]
    deck.write_text(deck.read_text() + "# a comment is a change too\n", encoding="utf-8")
    assert world.run()[1] == ["hilltop"]
    assert world.run(packet=False)[1] == ["hilltop"]
    assert world.run(packet=False)[1] == []


@pytest.mark.slow
def test_one_that_fails_costs_no_other_and_is_tried_again(world: World) -> None:
    bad = world.practice("bad", "practice: {name: Bad}\ndecisions: {start: {date: soon}}\n")
    world.practice("hilltop", HILLTOP)
    outcomes, _ = world.run()
    assert [one.status for one in outcomes] == ["failed", "built"]
    assert "bad.yaml:2: decisions.start.date: write a date as 2026-12-07" in str(outcomes[0].failures[0])
    report = json.loads((world.out / "batch.json").read_text(encoding="utf-8"))
    assert (report["built"], report["failed"]) == (1, 1)
    assert report["practices"][0]["failures"] == list(map(str, outcomes[0].failures))
    assert report["practices"][1]["decks"][0]["files"] == ["short.pptx"]
    assert world.run()[1] == ["bad"]
    bad.write_text("practice: {name: Bad no more}\n", encoding="utf-8")
    assert states(world) == ["bad: built", "hilltop: unchanged"]


def test_a_file_where_a_folder_should_be_is_told_and_named(world: World) -> None:
    world.practice("hilltop", HILLTOP)
    world.out.mkdir()
    (world.out / "hilltop").write_text("hi", encoding="utf-8")
    ((failed,), _) = world.run()
    assert failed.status == "failed"
    assert "hilltop: is a file, where a folder has to be" in str(failed.failures[0])
    assert (world.out / "hilltop").read_text(encoding="utf-8") == "hi"


def test_a_row_is_a_practice_and_its_number_stands_in_what_is_wrong(world: World) -> None:
    sheet = world.sheet(
        "practice.name;decisions.patients\nHilltop Clinic;all adults\nLake Medical Group;{{ practice.nam }}\n"
    )
    outcomes, _ = world.run(sheet)
    assert [(one.folder, one.status) for one in outcomes] == [
        ("hilltop-clinic", "built"),
        ("lake-medical-group", "failed"),
    ]
    assert "practices.csv:B3: in {{ … }}: nothing is called `nam` there" in str(outcomes[1].failures[0])
    sheet.write_text(sheet.read_text().replace("{{ practice.nam }}", "all children"), encoding="utf-8")
    assert world.run(sheet)[1] == ["lake-medical-group"]


def test_nothing_is_written_when_two_practices_share_a_folder_or_decks_a_name(world: World) -> None:
    sheet = world.sheet("practice.name\nHilltop Clinic\nHILLTOP CLINIC\n")
    with pytest.raises(InvalidDeckError) as caught:
        world.run(sheet)
    assert [problem.code for problem in caught.value.problems] == ["folder-twice"]
    assert [one.name for one in world.out.iterdir()] == ["call-list.xlsx"]  # which of them holds is asked


@pytest.mark.parametrize(
    "left_over",
    ["As at Lake Medical Group", "Ask Bob  Stonefield", "LAKE MEDICAL-GROUP"],
)
@pytest.mark.slow
def test_another_practices_name_is_found_before_anything_is_put(world: World, left_over: str) -> None:
    world.practice("lake", LAKE)
    world.practice("copied", f"practice: {{name: Copied Clinic}}\ndecisions: {{patients: {left_over}}}\n")
    outcomes, _ = world.run()
    assert [(one.folder, one.status) for one in outcomes] == [("copied", "failed"), ("lake", "built")]
    assert "which belongs to Lake Medical Group [stranger-found]" in str(outcomes[0].failures[0])
    assert not (world.out / "copied").exists()


@pytest.mark.slow
def test_what_practices_share_is_nobodys_alone(world: World) -> None:
    """The network's coach, a name within a name, and a facilitator who works in two practices."""
    world.practice("lake", "practice: {name: Lake Medical, contact: {phone: 555-0100}}\n")
    world.practice("big", "practice: {name: Lake Medical Group, facilitators: [{name: Ann Millerson}]}\n")
    world.practice("other", "practice: {name: Other Clinic, facilitators: [{name: Ann Millerson}]}\n")
    assert [one.status for one in world.run()[0]] == ["built"] * 3


@pytest.mark.slow
def test_a_practice_that_joins_is_looked_for_in_what_is_there(world: World) -> None:
    world.practice("early", "practice: {name: Early Clinic}\ndecisions: {patients: As Newcomer Health does}\n")
    world.practice("hilltop", HILLTOP)
    assert states(world) == ["early: built", "hilltop: built"]
    world.practice("new", "practice: {name: Newcomer Health}\n")
    outcomes, built = world.run()
    assert built == ["early, only checked", "hilltop, only checked", "new"]
    assert [one.status for one in outcomes] == ["failed", "unchanged", "built"]
    assert "“Newcomer Health”, which belongs to Newcomer Health" in str(outcomes[0].failures[0])


@pytest.mark.slow
def test_a_file_that_came_back_into_another_practices_folder_is_refused(world: World) -> None:
    """Both have the network's phone, and so nothing but the list tells them apart; what is kept in `earlier/` fails nobody."""
    world.practice("lake", LAKE)
    world.practice("hilltop", HILLTOP)
    assert states(world) == ["hilltop: built", "lake: built"]
    lakes, there = (world.out / name / "short.pptx" for name in ("lake", "hilltop"))
    own = there.read_bytes()
    edit(lakes, retitle("what-is-whp", "As we at Lake Medical Group say it"))
    there.write_bytes(lakes.read_bytes())
    foreseen = {one.folder: (one.status, one.failures) for one in world.plan().foresee()}
    outcomes, _ = world.run()
    assert [(one.folder, one.status) for one in outcomes] == [("hilltop", "failed"), ("lake", "built")]
    assert "was built for Lake Medical Group, as its short.pptx, and somebody has edited it" in str(
        outcomes[0].failures[0]
    )
    assert foreseen == {"hilltop": ("failed", outcomes[0].failures), "lake": ("not done", [])}
    known = triage(outcomes)
    assert known.calls() == []  # whoever has the folders mends it
    assert files_to_mend(outcomes[0])[0].startswith("short.pptx was built for Lake Medical Group")
    assert there.read_bytes() != own
    there.write_bytes(own)  # as the hint says
    (there.parent / "earlier").mkdir()
    shutil.copyfile(lakes, there.parent / "earlier" / "short.2026-11-27.pptx")
    world.practice("new", "practice: {name: Newcomer Health}\n")
    assert states(world)[0] in ("hilltop: built", "hilltop: unchanged")
    world.practice("more", "practice: {name: More Health Clinic}\n")
    assert states(world)[0] == "hilltop: unchanged"  # only searched


@pytest.mark.slow
def test_another_practices_file_under_a_new_name_is_sent_home(world: World, run: Callable[..., Done]) -> None:
    """One person leads in both, and still the folders say whose it is; the hint loses nobody's file."""
    leads = "contact: {phone: 555-0101}, facilitators: [{name: Ann Lee}]"
    world.practice("lake", f"practice: {{name: Lake Medical Group, {leads}}}\n")
    world.practice("hilltop", f"practice: {{name: Hilltop Clinic, {leads}}}\n")
    states(world)
    lakes, there = (world.out / name / "short.pptx" for name in ("lake", "hilltop"))
    edit(lakes, retitle("what-is-whp", "As we say it at the lake"))
    stray = lakes.rename(there.with_name("lake short.pptx"))
    own = there.read_bytes()
    foreseen = {one.folder: one.content_warnings for one in world.plan().foresee()}
    outcomes, _ = world.run()
    changes = run("changes", str(world.folder / "short.yaml"), "--output", str(there.parent)).stderr
    says = "`lake short.pptx` was built for Lake Medical Group, as its short.pptx"
    for told in (str(foreseen["hilltop"][0]), str(outcomes[0].content_warnings[0]), changes):
        assert says in told
        assert "is a copy" not in told
        assert "delete" not in told
    assert f"move it to {show_path(lakes.parent)} and call it short.pptx there (in the place of one" in str(foreseen)
    assert f"put it in the place of {show_path(lakes)}, in which nobody has edited anything" in changes
    assert files_to_mend(outcomes[0]) == [says]
    assert triage(outcomes).calls() == []
    stray.replace(lakes)  # as the hint says
    assert [(one.folder, one.keeps_edits) for one in world.run()[0]] == [("hilltop", False), ("lake", True)]
    assert there.read_bytes() == own


@pytest.mark.slow
def test_another_practices_logo_is_found_in_the_finished_files(world: World) -> None:
    for name, shade in (("a.png", 30), ("b.png", 200)):
        (world.practices / name).write_bytes(png(40, 20, shade))
    world.practice("first", "practice: {name: First Clinic, theme: {logo: a.png}}\n")
    world.practice("second", "practice: {name: Second Clinic, theme: {logo: b.png}}\n")
    world.practice("third", "practice: {name: Third Clinic}\n")
    outcomes, _ = world.run()
    assert [one.status for one in outcomes] == ["built"] * 3
    deck = pptx.Presentation(str(world.out / "third" / "short.pptx"))
    first = pptx.Presentation(str(world.out / "first" / "short.pptx"))
    logo = next(shape.image.blob for slide in first.slides for shape in slide.shapes if shape.name == "Logo")
    (world.folder / "logo.png").write_bytes(logo)
    deck.slides[0].shapes.add_picture(str(world.folder / "logo.png"), 0, 0)
    deck.save(str(world.out / "third" / "short.pptx"))
    from whp_deck.batch.foreign_logos import with_foreign_logos
    from whp_deck.batch.jobs import Outcome
    from whp_deck.batch.work import pictures_in

    seen = tuple(pictures_in(world.out / "third" / "short.pptx"))
    third = Outcome("third", "Third Clinic", "built", pictures=seen)
    assert [one.status for one in with_foreign_logos([outcomes[0], outcomes[1], third])] == ["built", "built", "failed"]


@pytest.mark.slow
def test_a_logo_that_is_taken_out_of_the_list_leaves_the_deck_edits_or_not(world: World) -> None:
    (world.folder / "logo.png").write_bytes(png(200, 80))
    head = "practice.name,practice.theme.logo\n"
    bare, *_ = world.run(world.sheet(f"{head}Hilltop Clinic,\nMill Clinic,\n"), packet=False)[0]
    world.run(world.sheet(f"{head}Hilltop Clinic,logo.png\nMill Clinic,logo.png\n"), packet=False)
    edited = world.out / "mill-clinic" / "short.pptx"
    deck = pptx.Presentation(str(edited))
    assert deck.slides[1].shapes.title is not None
    deck.slides[1].shapes.title.text_frame.text = "Typed in PowerPoint"
    deck.save(str(edited))
    outcomes, _ = world.run(world.sheet(f"{head}Hilltop Clinic,\nMill Clinic,\n"), packet=False)
    assert [(one.status, one.keeps_edits) for one in outcomes] == [("built", False), ("built", True)]
    assert [(one.logo, sorted(one.pictures)) for one in outcomes] == [(None, sorted(bare.pictures))] * 2


def test_a_network_that_names_a_practice_is_told(tmp_path: Path) -> None:
    from whp_deck.config.practice_list import network_problems

    path = tmp_path / "network.yaml"
    path.write_text("practice: {name: Riverside, contact: {role: manager}}\ndecisions: {}\n", encoding="utf-8")
    assert [(one.code, one.severity) for one in network_problems(path)] == [("network-named", "warning")]


def cells_named(outcomes: list[Outcome]) -> list[str]:
    """The cell of each problem that decks were built in spite of."""
    texts = [str(told) for one in outcomes for deck in one.decks for told in deck.warnings]
    return [text.partition(": ")[0].rpartition(":")[2] for text in texts]


@pytest.mark.slow
def test_what_is_found_names_the_cell_also_when_the_row_has_moved(world: World) -> None:
    head, long = "practice.name,decisions.handoffs.rooming.where\n", "in the hallway behind the rooms " * 10
    sheet = world.sheet(f"{head}Hilltop Clinic,{long}\nLake Medical Group,\n")
    outcomes, _ = world.run(sheet, draft=True)
    assert cells_named(outcomes) == ["B2"]
    assert "the text in `giver` is too long" in str(outcomes[0].decks[0].warnings[0])
    sheet.write_text(f"{head}Lake Medical Group,\nHilltop Clinic,{long}\n", encoding="utf-8")
    outcomes, built = world.run(sheet, draft=True)
    assert built == ["hilltop-clinic"]  # the other one has nothing to say, and is left alone
    assert cells_named(outcomes) == ["B3"]
    assert world.run(sheet, draft=True)[1] == []


@pytest.mark.slow
def test_columns_that_change_places_build_only_what_names_a_cell(world: World) -> None:
    head, long = (
        "practice.name,decisions.patients,decisions.handoffs.rooming.where",
        "in the hallway behind the rooms " * 10,
    )
    sheet = world.sheet(f"{head}\nHilltop Clinic,all adults,{long}\nLake Medical Group,all adults,here\n")
    assert cells_named(world.run(sheet, packet=False, draft=True)[0]) == ["C2"]
    head = "decisions.handoffs.rooming.where,decisions.patients,practice.name"
    world.sheet(f"{head}\n{long},all adults,Hilltop Clinic\nhere,all adults,Lake Medical Group\n")
    outcomes, built = world.run(sheet, packet=False, draft=True)
    assert (cells_named(outcomes), built) == (["A2"], ["hilltop-clinic"])
    world.sheet(f"{head}\n{long},all adults,Hilltop Clinic\nhere,all children,Lake Medical Group\n")
    assert world.run(sheet, packet=False, draft=True)[1] == ["lake-medical-group"]


def test_entries_that_change_places_are_another_deck(world: World) -> None:
    fields = ["practice.name", *(f"decisions.handoffs.{id}.{key}" for id in "ab" for key in ("giver", "receiver"))]

    def content(*order: int) -> bytes:
        rows = ([fields[at] for at in order], [f"Clinic {at}" for at in order])
        ((one,), _) = list_practices(world.sheet("".join(f"{','.join(row)}\n" for row in rows)), None)
        return one.content

    first = content(0, 1, 2, 3, 4)
    assert content(1, 2, 3, 4, 0) == content(2, 1, 0, 4, 3) == first
    assert content(0, 3, 4, 1, 2) != first  # the second handoff comes first


LONG = "Northern Hills and Lakes Family and Community Medicine Practice of Saint Elizabeth at the Old Harbor"


@pytest.mark.slow
def test_a_list_that_was_saved_under_another_name_is_the_one_that_is_named(world: World) -> None:
    old = world.sheet(
        "practice.name,decisions.start.date,meetings.1.date\nHilltop Clinic,2026-12-07,2027-01-04\nOak Clinic,,\n"
    )
    assert len(world.run(old, packet=False)[0][0].content_warnings) == 1
    new = old.rename(old.with_name("spring.csv"))
    (hilltop, _), built = world.run(new, packet=False)
    assert built == ["hilltop-clinic"]  # the other one has nothing to tell
    assert "spring.csv:B2: " in str(hilltop.content_warnings[0])


@pytest.mark.slow
def test_a_name_that_is_too_long_is_told_once_and_its_short_name_stands_there(world: World) -> None:
    deck = world.folder / "short.yaml"
    deck.write_text(deck.read_text().replace("{minutes: 60, sessions: 1}", "huddle-15").split("slides:")[0])
    sheet = world.sheet(f"practice.name,practice.short_name\n{LONG},\nOld {LONG},Harbor\nNew {LONG},{LONG[:90]}\n")
    outcomes, _ = world.run(sheet, packet=False)
    told = [[str(found).partition("\n")[0] for found in one.failures] for one in outcomes]
    assert [[text.rpartition("practices.csv:")[2] for text in one] for one in told] == [
        ["A2: practice.name: 100 characters are too long for the title slide, where about 66 fit [name-too-long]"],
        [],
        [
            "B4: practice.name: 104 characters are too long for the title slide, where about 67 fit, and so is "
            "`practice.short_name` [name-too-long]"
        ],
    ]
    words = words_in(world.out / outcomes[1].folder / "short-1.pptx")
    assert "Harbor\n" in words
    assert LONG not in words


@pytest.mark.slow
def test_each_practice_meets_on_its_own_days(world: World) -> None:
    deck = world.folder / "short.yaml"
    text = deck.read_text() + 'meetings: [{session: 1, start: "07:45", place: Break room}]\n'
    deck.write_text(text, encoding="utf-8")
    head = "practice.name,meetings.1.date,meetings.1.place"
    sheet = world.sheet(f"{head}\nHilltop Clinic,2026-12-07,Library\nLake Group,2027-01-11,\n")
    hilltop, lake = world.run(sheet)[0]
    title = words_in(world.out / "hilltop-clinic" / "short.pptx").replace("\xa0", " ")
    assert "Monday, December 7\n7:45 AM, Library" in title
    title = words_in(world.out / "lake-group" / "short.pptx").replace("\xa0", " ")
    assert "Monday, January 11\n7:45 AM, Break room" in title  # an empty cell says nothing, so the deck's answer stays
    assert (hilltop.status, lake.status) == ("built", "built")
    sheet.write_text(sheet.read_text().replace("2027-01-11", "2027-01-12"), encoding="utf-8")
    assert world.run(sheet)[1] == ["lake-group"]


def test_dates_in_a_list_are_those_of_one_deck(world: World) -> None:
    sheet = world.sheet("practice.name,meetings.1.date\nA,\nB,2026-12-07\n")
    deck = world.folder / "short.yaml"
    other = deck.rename(world.folder / "other.yaml")
    deck.write_text(other.read_text(), encoding="utf-8")
    with pytest.raises(InvalidDeckError, match=r"practices\.csv:B3: .*`meetings\.…` would give 2 decks the same dates"):
        plan_batch(sheet, [deck, other], world.out, network=world.folder / "network.yaml", options=Options())


@pytest.mark.parametrize(
    ("column", "cell", "told"),
    [
        ("decisions.patients", "{{ practice.nam }}", "B2: in {{ … }}: nothing is called `nam` there"),
    ],
)
def test_what_is_wrong_in_a_cell_is_told_in_the_words_of_a_spreadsheet(
    world: World, column: str, cell: str, told: str
) -> None:
    (outcome,), _ = world.run(world.sheet(f"practice.name,{column}\nHilltop Clinic,{cell}\n"))
    said = str(outcome.failures[0])
    assert f"practices.csv:{told}" in said
    for words in ("[1]", "^[a-z]", "in quotes", "as `name:", "now it says this"):
        assert words not in said


@pytest.mark.parametrize(
    ("column", "cell", "told"),
    [
        ("practice.theme.accent", "tealish", "B2: practice.theme.accent: `tealish` is no color"),
        ("practice.language", "english", "B2: practice.language: `english` is not written as it must be"),
        ("decisions.handoffs.rooming.first", "maybe", "B2: decisions.handoffs.rooming.first: write yes, no or later"),
        ("meetings.1.place", "y" * 81, "B2: meetings.1.place: the text has 81 characters; 80 are the most"),
        ("meetings.1.date", "soon", "B2: meetings.1.date: `soon` is not clear as a date"),
        (
            "meetings.2.date",
            "2026-12-07",
            "B2: meetings: there is no session 2 [session-unknown]\n\nhint: this format has 1 session: delete this meeting’s "
            "columns, or begin their headings with `#`",
        ),
        ("practice.facilitators.1.role", "nurse", "B2: practice.facilitators.1: `name` is missing"),
        ("decisions.handoffs.other.when", "at noon", "B2: decisions.handoffs.other: `giver` is missing"),
    ],
)
def test_a_cell_that_its_field_cannot_hold_stops_the_list_before_anything_is_built(
    world: World, column: str, cell: str, told: str
) -> None:
    with pytest.raises(InvalidDeckError) as error:
        world.run(world.sheet(f"practice.name,{column}\nHilltop Clinic,{cell}\nLake Group,\n"))
    said = str(error.value)
    assert f"practices.csv:{told}" in said
    assert "as `name:" not in said
    assert [one.name for one in world.out.glob("*")] == ["call-list.xlsx"] * (cell == "soon")  # it is asked when


def test_a_half_given_entry_is_told_once_for_all_rows_with_the_cells_that_make_it(world: World) -> None:
    head = "practice.name,decisions.handoffs.own.giver,decisions.patients,decisions.handoffs.own.when,decisions.handoffs.own.receiver"
    rows = (
        "Hilltop Clinic,clinician,,after labs,\nLake Group,clinician,,after labs,nurse\nMill Clinic,nurse,,at noon,\n"
    )
    with pytest.raises(InvalidDeckError) as error:
        world.run(world.sheet(f"{head}\n{rows}"))
    (one,) = error.value.problems
    assert str(one).endswith(
        "practices.csv:B2: decisions.handoffs.own: `receiver` is missing, as in B4 [key-missing]\n\n"
        "hint: fill it in the column `decisions.handoffs.own.receiver`, as clinician, or empty B2 and D2; a word as TBD counts as empty"
    )


@pytest.mark.parametrize(
    ("own", "told", "built"), [("", ", where its first word is too wide", []), ("layouts: {}\n", "", ["x" * 60])]
)
def test_a_name_of_one_word_that_is_too_wide_is_told_once(world: World, own: str, told: str, built: list[str]) -> None:
    with (world.folder / "short.yaml").open("a") as deck:
        deck.write(own)  # with layouts of its own only the build knows
    (outcome,), tried = world.run(world.sheet(f"practice.name\n{'x' * 190}\n"))
    assert (outcome.status, len(outcome.failures), tried) == ("failed", 1, built)
    assert f"practices.csv:A2: practice.name: 190 characters are too long for the title slide{told} [name" in str(
        outcome.failures[0]
    )


@pytest.mark.slow
def test_a_session_before_the_one_that_it_builds_on_is_told(world: World) -> None:
    deck = world.folder / "short.yaml"
    deck.write_text(deck.read_text().replace("{minutes: 60, sessions: 1}", "huddle-15").split("slides:")[0])
    head = "practice.name,meetings.1.date,meetings.2.date,meetings.3.date"
    sheet = world.sheet(f"{head}\nHilltop Clinic,2026-12-07,2026-01-11,2026-12-21\n")
    (outcome,), _ = world.run(sheet, packet=False)
    assert cells_named([outcome]) == ["C2"]
    assert "session 2 is on 2026-01-11, before session 1 on 2026-12-07" in str(outcome.decks[0].warnings[0])


@pytest.mark.slow
def test_a_slide_that_was_deleted_comes_back_by_what_a_batch_can_do(world: World) -> None:
    sheet = world.sheet("practice.name\nMill Clinic\n")
    world.run(sheet, packet=False)
    path = world.out / "mill-clinic" / "short.pptx"
    deck = pptx.Presentation(str(path))
    entries = deck.slides._sldIdLst
    gone = entries[[slide.name for slide in deck.slides].index("how-we-start")]
    deck.part.drop_rel(gone.rId)
    entries.remove(gone)
    deck.save(str(path))
    network = world.folder / "network.yaml"
    network.write_text(f"{NETWORK}# a comment\n", encoding="utf-8")
    (one,), _ = world.run(sheet, packet=False)
    assert [line for line in one.decks[0].edits if line.startswith("stays deleted: ")]
    network.write_text(f"{NETWORK}slides: [{{id: how-we-start, title: Said by the network}}]\n", encoding="utf-8")
    (one,), _ = world.run(sheet, packet=False)
    (conflict,) = one.edit_conflicts
    hint = conflict.hint
    assert "a list of this practice alone and `--output again`" in hint
    assert "--restore" not in str(one)


def test_a_deck_for_a_list_names_no_practice_of_its_own(world: World) -> None:
    deck = world.folder / "short.yaml"
    deck.write_text(deck.read_text().replace("practice: nobody.yaml\n", ""), encoding="utf-8")
    assert "practice" not in deck.read_text()
    (one,), _ = world.run(world.sheet("practice.name\nHilltop Clinic\n"), packet=False)
    assert (one.status, one.name) == ("built", "Hilltop Clinic")


def test_handoffs_that_no_row_and_no_network_has_are_told_once_before_anything_is_built(world: World) -> None:
    (world.folder / "network.yaml").unlink()
    sheet = world.sheet("practice.name\n" + "".join(f"Clinic {letter}\n" for letter in "ABCD"))
    with pytest.raises(InvalidDeckError) as caught:
        plan_batch(sheet, [world.folder / "short.yaml"], world.out, options=Options())
    (problem,) = caught.value.problems
    assert "practices.csv:A2: decisions.handoffs: an entry is missing" in str(problem)
    assert "as in A3, A4, A5" in problem.message
    assert "as `decisions.handoffs.rooming.giver`, " in problem.hint
    assert "`--network`" in problem.hint


def test_a_row_without_the_handoffs_that_others_have_fails_alone_and_is_a_call(world: World) -> None:
    (world.folder / "network.yaml").unlink()
    head = ",".join(f"decisions.handoffs.rooming.{key}" for key in ("giver", "receiver", "when"))
    rows = "Hilltop Clinic,ma,clinician,after rooming,\nOpen Clinic,,,,all adults\n"
    sheet = world.sheet(f"practice.name,{head},decisions.patients\n{rows}")
    batch = plan_batch(sheet, [world.folder / "short.yaml"], world.out, options=Options(packet=False))
    for _ in batch.run(lambda jobs: Here()):
        pass
    outcomes = batch.finish()
    assert [one.status for one in outcomes] == ["built", "failed"]
    known = triage(outcomes)
    assert known.reasons(outcomes[1])[0].words.startswith("failed: no handoffs decided: ask which (cell ")
    assert not known.mend_list(outcomes[1])


def test_a_record_keeps_every_field_of_what_was_built(tmp_path: Path) -> None:
    told = problem("l.csv:B4: warning: w [x]\n\nhint: h", "ask")
    values: dict[str, Any] = {
        "deck": "d", "files": ("a.pptx",), "minutes": (10.5,), "open_decisions": (("f", "q"),), "warnings": (told,),
        "kept": ("k.pptx",), "moved": ("earlier/k.pptx",), "edits": ("e",), "failure": (), "keeps_edits": True, "has_old_packets": True,
    }  # fmt: skip
    assert values.keys() == {one.name for one in fields(DeckOutcome)}
    outcome = Outcome("a", "A", "built", (DeckOutcome(**values),), 1.5, pictures=((1, 2),), logo=(3, 4))
    records, job = Records(tmp_path), Job("a", tmp_path / "a.yaml", (), tmp_path, tmp_path / "s.json")
    records.write(job, "asked", "content", "cells", "strangers", Identity("A"), outcome)
    record = records.read("a")
    assert record
    assert record.outcome == replace(outcome, status="unchanged", seconds=0.0)
