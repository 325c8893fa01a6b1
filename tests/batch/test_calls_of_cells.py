"""Cells that the practice alone can explain are reasons to call, before anything is built."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.batch.conftest import NETWORK, World
from whp_deck.batch import Options, plan_batch

HEAD = "practice.name,practice.contact.phone,practice.facilitators.1.name,decisions.start.date,meetings.1.date"


def calls(world: World, source: Path) -> list[tuple[int, str]]:
    """Row and reasons of each call of a list, the most urgent first."""
    deck, network = world.folder / "short.yaml", world.folder / "network.yaml"
    known = plan_batch(source, [deck], world.out, network=network, options=Options(), dry_run=True).to_call()
    return [(one.row, "; ".join(reason.words for reason in reasons)) for one, reasons in known.calls()]


def test_a_practice_of_which_only_the_name_is_known_is_called_first(world: World) -> None:
    full = [f"{name} Clinic,555-01{at}0,Al {name},2026-12-14,2026-12-07\n" for at, name in enumerate(("Ash", "Bay"))]
    source = world.sheet(
        f"{HEAD}\n{full[0]}Odd Clinic,555-0177,,,\n{full[1]}Lonely Valley Clinic,,,,\nElm Clinic,1,Al Elm,2026-12-14,2026-12-07\n"
    )
    (row, words), (other, _) = calls(world, source)
    assert (row, other) == (5, 3)
    assert (
        words
        == "nothing is known of it but its name: is it a practice? then ask for all that the others have said (cell A5)"
    )


@pytest.mark.parametrize(
    ("field", "cell", "is_asked"),
    [
        ("where", "no front desk", True),
        ("when", "none", True),
        ("where", "N/A", True),
        ("today", "no checkout desk", True),
        ("today", "none", False),  # an honest answer to how it is done now
        ("when", "no later than at noon", False),
    ],
)
def test_a_handoff_that_a_practice_may_not_have_is_asked_for(
    world: World, field: str, cell: str, is_asked: bool
) -> None:
    head = f"practice.name,practice.contact.phone,decisions.handoffs.rooming.{field},network\n"
    source = world.sheet(f"{head}Ash Clinic,555-0134,{cell},\nBay Clinic,555-0177,in the room,\n")
    asked = f"handoffs rooming {field} says `{cell}`: ask whether they do it at all (cell C2)"
    assert calls(world, source) == [(2, asked)] * is_asked


def test_not_here_in_most_rows_or_beside_a_network_of_its_own_is_nobodys_question(world: World) -> None:
    head = "practice.name,decisions.handoffs.rooming.where,network\n"
    source = world.sheet(head + "".join(f"{name} Clinic,n/a,\n" for name in ("Ash", "Bay", "Cedar", "Dell")))
    assert calls(world, source) == []
    (world.folder / "own.yaml").write_text(NETWORK, encoding="utf-8")
    assert calls(world, world.sheet(f"{head}Ash Clinic,n/a,own.yaml\n")) == []


def test_a_leader_who_is_named_elsewhere_is_looked_up(world: World) -> None:
    full = "".join(f"{name} Clinic,1,Al {name},2026-12-14,2026-12-07\n" for name in ("Ash", "Bay"))
    ((row, words),) = calls(world, world.sheet(f"{HEAD}\n{full}Elm Clinic,1,see Anne's email,2026-12-14,2026-12-07\n"))
    assert row == 4
    assert words.startswith("nobody leads (cell C4); leader says `see Anne's email`: look there, or ask who it is")


@pytest.mark.parametrize(
    ("leader", "asked"),
    [
        ("Ask Tom", "nobody leads (cell C4); leader says `Ask Tom`: look there, or ask who it is (cell C4)"),
        ("Tom Berg - left in Oct", "leader says `Tom Berg - left in Oct`: ask who leads (cell C4)"),
        ("See Vang", ""),
        ("the nurse", ""),  # told: whoever is there may lead
    ],
)
def test_a_leader_who_is_none_any_more_is_asked_for(world: World, leader: str, asked: str) -> None:
    full = "".join(f"{name} Clinic,1,Al {name},2026-12-14,2026-12-07\n" for name in ("Ash", "Bay"))
    found = calls(world, world.sheet(f"{HEAD}\n{full}Elm Clinic,1,{leader},2026-12-14,2026-12-07\n"))
    assert [words.startswith(asked) for _, words in found] == [True] * bool(asked)
