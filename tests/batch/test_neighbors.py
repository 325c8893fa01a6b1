"""What the rows of a list say of each other is told with its cells, before anything is built."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.batch.conftest import World
from whp_deck.batch import Options, plan_batch
from whp_deck.batch.gathered import gathered
from whp_deck.batch.neighbors import same_in_two_rows, strangers_in_cells
from whp_deck.config.practice_list import Listed, list_practices
from whp_deck.errors import Problem

HEAD = "practice.name,practice.short_name,practice.contact.phone,practice.contact.email,practice.facilitators.1.name,folder"


def listed(folder: Path, rows: Iterable[str], head: str = HEAD) -> list[Listed]:
    path = folder / "practices.csv"
    path.write_text("\n".join((head, *rows)) + "\n", encoding="utf-8")
    found, problems = list_practices(path)
    assert problems == []
    return found


def said(problems: Iterable[Problem]) -> list[str]:
    assert all(one.severity == ("warning" if one.code == "cell-twice" else "error") for one in problems)
    return [str(one).partition("\n")[0].rpartition("practices.csv:")[2].replace("warning: ", "") for one in problems]


def test_a_copied_row_is_told_once_with_both_cells(tmp_path: Path) -> None:
    rows = [
        "Valley Family Practice,Valley,555-0134,desk@valley.example,Ann Li,",
        "Hilltop Clinic,Hilltop,555-0177,desk@hilltop.example,Dana Whitfield,",
        "Mill Clinic,Mill,(555) 0134,desk@valley.example,ann li,",
    ]
    assert said(same_in_two_rows(listed(tmp_path, rows), ())) == [
        "C4: practice.contact.phone: `(555) 0134` says the same as C2 (Valley Family Practice); so do D4 and D2, "
        "E4 and E2 [cell-twice]"
    ]


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("Hilltop Clinic,North,,,,a", "Lake Group,NORTH,,,,b", "B3: practice.short_name: `NORTH` says the same as B2"),
        ("Hilltop Clinic,,,,,a", "Lake Group,hilltop clinic,,,,b", "B3: practice.short_name: `hilltop clinic` says"),
        ("Hilltop Clinic,,,,,a", "Hilltop Clinic,,,,,b", "A3: practice.name: `Hilltop Clinic` says the same as A2"),
        ("Hilltop Clinic,Hilltop Clinic,,,,", "Lake Group,,,,,", ""),  # both its own
        ("Hilltop Clinic,,ext. 12,,,", "Lake Group,,ext. 12,,,", ""),  # an extension
        ("Hilltop Clinic,,555-0100,,,", "Lake Group,,555-0100,,,", ""),  # the network's
        ("Hilltop Clinic,,,,Ann Lind,", "Lake Group,,,,Ann Lindt,", ""),
    ],
)
def test_what_two_rows_may_have_in_common(tmp_path: Path, first: str, second: str, told: str) -> None:
    found = said(same_in_two_rows(listed(tmp_path, [first, second]), ["555-0100"]))
    assert [text.startswith(told) for text in found] == [True] * bool(told)


@pytest.mark.parametrize(
    ("sharing", "of", "lines"),
    [
        (2, 40, 1),
        (3, 40, 2),  # each with the first one
        (4, 40, 1),  # from here on in one line
        (10, 40, 1),
        (11, 40, 0),  # meant to be shared
        (4, 6, 0),
    ],
)
def test_a_facilitator_of_many_rows_is_told_once_or_not_at_all(
    tmp_path: Path, sharing: int, of: int, lines: int
) -> None:
    rows = [f"Clinic {at:02},,,,{'Dana Whitfield' if at < sharing else ''}," for at in range(of)]
    found = said(same_in_two_rows(listed(tmp_path, rows), ()))
    assert len(found) == lines
    if sharing == 10:
        assert "`Dana Whitfield` stands in 10 rows, also in E3, E4, E5 and 6 others" in found[0]


def test_a_name_of_many_rows_is_always_told(tmp_path: Path) -> None:
    rows = [f"Clinic {at:02},The Clinic,,,," for at in range(30)]
    (found,) = said(same_in_two_rows(listed(tmp_path, rows), ()))
    assert found.startswith("B2: practice.short_name: `The Clinic` stands in 30 rows, also in B3, B4, B5 and 26 others")


def test_a_page_of_pairs_ends_in_one_line_with_the_rest(tmp_path: Path) -> None:
    rows = [f"Clinic {at:02},,,,Person {at // 2}," for at in range(60)]
    found = said(gathered(same_in_two_rows(listed(tmp_path, rows), ())))
    assert len(found) == 21
    assert "10 more rows say the same as another one: E43, E45, " in found[-1]


STRANGERS = (
    "practice.name,practice.short_name,practice.facilitators.1.name,decisions.patients,decisions.review.who,folder"
)


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (",,All of HILLTOP  Internal-Medicine,,", "D2: decisions.patients: holds “Hilltop Internal Medicine”, the name of row 3"),
        (",,as at Hilltop,,", "D2: decisions.patients: holds “Hilltop”, the short name of row 3 (Hilltop Internal Medicine)"),
        (
            ",,,Dana Whitfield,",
            "E2: decisions.review.who: holds “Dana Whitfield”, the facilitator of row 3 (Hilltop Internal Medicine), and of 1 "
            "more row",
        ),
        (",Dana Whitfield,,Dana Whitfield,", ""),  # hers as well
        (",,up the hill top,,", ""),
        (",,,,hilltop", ""),  # a folder's name is in no file
    ],
)  # fmt: skip
def test_another_rows_name_is_told_with_its_cell(tmp_path: Path, cells: str, told: str) -> None:
    rows = [
        f"Mill Clinic,{cells}",
        "Hilltop Internal Medicine,Hilltop,Dana Whitfield,,,",
        "Lake Group,,Dana Whitfield,,,",
    ]
    found = strangers_in_cells(listed(tmp_path, rows, STRANGERS), ())
    assert {folder: said(problems) for folder, problems in found.items()} == (
        {"mill-clinic": [f"{told} [stranger-found]"]} if told else {}
    )


def test_a_word_in_the_place_of_a_name_is_no_name(tmp_path: Path) -> None:
    rows = ["Mill Clinic,,Unknown,the rest is unknown,,", "Lake Group,,unknown,unknown,,", "Oak Clinic,,,unknown,,"]
    path = tmp_path / "practices.csv"
    path.write_text("\n".join((STRANGERS, *rows)) + "\n", encoding="utf-8")
    practices, problems = list_practices(path)
    assert {one.code for one in problems} == {"cell-placeholder"}
    assert strangers_in_cells(practices, ()) == {}
    assert same_in_two_rows(practices, ()) == []


def test_nor_is_it_looked_for_in_finished_files(world: World) -> None:
    sheet = world.sheet(
        "practice.name,practice.facilitators.1.name,decisions.patients\nMill Clinic,Unknown,\nLake Group,,All whose medicines are unknown\n"
    )
    assert [one.status for one in world.run(sheet)[0]] == ["built", "built"]


def test_what_is_the_networks_own_is_nobodys_in_a_cell(tmp_path: Path) -> None:
    rows = ["Mill Clinic,,,Dana Whitfield,,", "Lake Group,,Dana Whitfield,,,"]
    practices = listed(tmp_path, rows, STRANGERS)
    assert list(strangers_in_cells(practices, ())) == ["mill-clinic"]
    assert strangers_in_cells(practices, ["Dana Whitfield"]) == {}


def test_one_wrong_cell_is_one_message_and_nothing_is_built_of_its_row(world: World) -> None:
    sheet = world.sheet(
        "practice.name,decisions.measures.share.what,decisions.measures.share.owner\n"
        "Mill Clinic,Handoffs,the nurse of Hilltop Internal Medicine\nHilltop Internal Medicine,,\n"
    )
    mill, hilltop = world.run(sheet, packet=False, draft=True)[0]  # no slide of this deck shows who counts
    assert mill.place
    assert (mill.status, mill.name, mill.place.line) == ("failed", "Mill Clinic", 2)
    assert len(mill.failures) == 1
    assert "practices.csv:C2: decisions.measures.share.owner: holds “Hilltop" in str(mill.failures[0])
    assert not (world.out / "mill-clinic").exists()
    assert hilltop.status == "built"
    sheet.write_text(sheet.read_text().replace("nurse of Hilltop Internal Medicine", "front desk"), encoding="utf-8")
    assert [one.status for one in world.run(sheet, packet=False, draft=True)[0]] == ["built", "unchanged"]


def test_a_cell_with_the_name_of_a_row_that_joins_is_refused_from_then_on(world: World) -> None:
    sheet = world.sheet("practice.name,decisions.patients\nMill Clinic,as at Newcomer Health\n")
    assert [one.status for one in world.run(sheet)[0]] == ["built"]
    sheet.write_text(sheet.read_text() + "Newcomer Health,\n", encoding="utf-8")
    mill, _ = world.run(sheet)[0]
    assert mill.status == "failed"
    assert mill.earlier_files
    assert "practices.csv:B2: decisions.patients: holds “Newcomer Health”, the name of row 3" in str(mill.failures[0])


def test_a_batch_tells_rows_that_say_the_same_before_it_builds(world: World) -> None:
    sheet = world.sheet("practice.name,practice.short_name\nHilltop Clinic,Main\nLake Group,Main\n")
    planned = plan_batch(
        sheet, [world.folder / "short.yaml"], world.out, network=world.folder / "network.yaml", options=Options()
    )
    assert [one.code for one in planned.problems] == ["cell-twice"]


def test_what_is_no_name_costs_its_row_alone(world: World) -> None:
    sheet = world.sheet(
        "practice.name,practice.facilitators.1.name,meetings.1.place\nMill Clinic,Ann Li,Kitchen\nTBA,,\nLake Group,ditto,\n"
        "TBA,,\ntba (Cindy knows),,\nTBA Partners,,Pat knows\nOak Clinic,Pat knows,\n"
    )
    deck, network = world.folder / "short.yaml", world.folder / "network.yaml"
    planned = plan_batch(sheet, [deck], world.out, network=network, options=Options(), dry_run=True)
    assert {one.severity for one in planned.problems} == {"warning"}
    assert {str(one).partition("practices.csv:")[2].partition("\n")[0] for one in planned.refused} == {
        "A3: practice.name: `TBA` is no name, as in A5 [key-missing]",
        "B4: practice.facilitators.1.name: `ditto` would be printed as it is [cell-placeholder]",
        "A6: practice.name: `tba (Cindy knows)` would be printed as it is [cell-placeholder]",
    }


@pytest.mark.slow
def test_thousands_of_rows_are_searched_in_seconds(tmp_path: Path) -> None:
    rows = [f"Practice Number {at},,Person Number {at},{'all of our patients ' * 10},," for at in range(5000)]
    practices = listed(tmp_path, rows, STRANGERS)
    start = time.process_time()
    assert strangers_in_cells(practices, ()) == {}
    assert same_in_two_rows(practices, ()) == []
    assert time.process_time() - start < 3
