"""A practice that stands in the list under a new name is told before it is built anew; whose folders are left is told in full once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.batch.conftest import World
from tests.batch.test_neighbors import listed
from whp_deck.batch.new_names import new_names
from whp_deck.cli.batch_summary import show_summary
from whp_deck.config.identity import Identity

HEAD = "practice.name,practice.contact.phone,practice.facilitators.1.name,folder"
LEFT = {"orchard-lane": Identity("Orchard Lane", ("Orchard Lane", "555-010-1003", "Tom Berg"), "", "555-010-1003")}


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (["Orchard Street,(555) 010 1003,Tom Berg,"], ["A2: has the phone and leader of Orchard Lane"]),
        (["Mill,555-010-1000,Ann Li,", "Orchard Street,,TOM BERG,"], ["A3: has the leader of Orchard Lane"]),
        (["Orchard Street,555-010-1003,Tom Berg,orchard-lane"], []),  # decided
        (["Mill,555-010-1003,Tom Berg,", "Lake,555-010-1003,Tom Berg,"], []),  # which of them?
        (["Orchard Street,ext. 12,Network Coach,"], []),
    ],
)
def test_who_has_the_phone_of_one_that_left_may_be_that_one(tmp_path: Path, rows: list[str], told: list[str]) -> None:
    coach = {"lake": Identity("Lake", ("Lake", "Network Coach"), "", "")}
    found = list(map(str, new_names(listed(tmp_path, rows, HEAD), LEFT | coach, ["Network Coach"])))
    assert len(found) == len(told)
    for one, (cell, _, words) in zip(found, (text.partition(": ") for text in told), strict=True):
        assert cell in one
        assert words in one
        assert "write `orchard-lane` into its cell of the column `folder`" in one


def test_who_has_left_is_told_in_full_once(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    left = {f"p{at}": f"Practice {at}" for at in range(26)}
    show_summary([], tmp_path, left, told_before=left)
    assert "not in the list any more: 26 practices, as told before, in " in capsys.readouterr().err
    show_summary([], tmp_path, left, told_before=[*left][1:])
    assert "not in the list any more: Practice 0 (p0); and 25 told before\n" in capsys.readouterr().err


@pytest.mark.slow
def test_a_folder_that_was_made_for_the_new_name_is_told_as_that(world: World) -> None:
    sheet = "practice.name,practice.facilitators.1.name,folder\n{},Tom Berg,{}\n"
    names = [("Orchard Lane", ""), ("Orchard Street", ""), ("Orchard Street", "orchard-lane")]
    first, second, third = (sheet.format(*one) for one in names)
    assert world.planned_and_run(world.sheet(first)).problems == []
    again = world.planned_and_run(world.sheet(second))
    assert "practice-renamed" in str(again.problems)
    assert (again.not_listed(), again.moved()) == ({"orchard-lane": "Orchard Lane"}, {})
    decided = world.planned_and_run(world.sheet(third))
    assert (decided.not_listed(), decided.moved()) == ({}, {"orchard-street": "orchard-lane"})
