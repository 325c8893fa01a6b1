"""Cells that the practice alone can explain are reasons to call, before anything is built."""

from __future__ import annotations

from pathlib import Path

from tests.batch.conftest import World
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
