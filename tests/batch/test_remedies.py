"""What a batch says to do about an edit of one practice: its own cell or column, never the line that all of them share."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.batch.conftest import problem
from tests.batch.test_neighbors import listed
from whp_deck.batch.jobs import Job
from whp_deck.batch.remedies import for_batch
from whp_deck.errors import Source, show_path

NETWORK = """\
decisions:
  handoffs:
    - id: rooming
      where: in the exam room
    - {id: checkout, giver: nurse, where: at the desk}
  patients: All
role_plays: {use: []}
"""


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (4, "write what holds into its row, column `decisions.handoffs.rooming.where` ("),
        (6, "write what holds into its row, column `decisions.patients` ("),
        (5, "write that into its row of the list, or its file"),  # two fields in one line
        (7, "write that into its row of the list, or its file"),
    ],
)
def test_a_line_of_the_networks_file_is_a_column_of_the_list(tmp_path: Path, line: int, told: str) -> None:
    network = tmp_path / "network.yaml"
    network.write_text(NETWORK, encoding="utf-8")
    (one,) = listed(tmp_path, ["Lake Clinic,555-0101,"], "practice.name,practice.contact.phone,decisions.patients")
    assert one.row is not None
    job = Job("lake", one.row, (), tmp_path, tmp_path / "s.json", network)
    place = Source(show_path(network), line)
    for code in ("edit-decision", "edit-printed"):
        found = for_batch(replace(problem(f"warning: it is another [{code}]"), source=place), job)
        assert found.source is None  # there it would be another for all
        if code == "edit-decision" or "its row, column" in told:
            assert told in found.hint
        else:
            assert found.hint.startswith("nothing has to be done: it stays on this practice's slide")


def test_a_cell_of_its_own_is_named(tmp_path: Path) -> None:
    (one,) = listed(tmp_path, ["Lake Clinic,555-0101,All"], "practice.name,practice.contact.phone,decisions.patients")
    assert one.row is not None
    job = Job("lake", one.row, (), tmp_path, tmp_path / "s.json")
    found = for_batch(problem("practices.csv:C2: warning: it is another [edit-printed]"), job)
    assert found.source is not None
    assert found.hint.startswith("write what holds into cell C2, the column `decisions.patients`, then give the same")
