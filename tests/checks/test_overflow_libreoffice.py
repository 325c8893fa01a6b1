"""The estimate on a finished file, whoever made it, against LibreOffice's real line breaks over 240 boxes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.office.test_fit_libreoffice import make_cases, real_lines, write_deck
from whp_deck.office.looks import looks_of
from whp_deck.office.overflow import text_overflow
from whp_deck.office.package import open_package

pytestmark = [pytest.mark.slow, pytest.mark.libreoffice]


def test_lines_in_a_file_are_estimated_exactly_or_one_too_many(tmp_path: Path) -> None:
    file = tmp_path / "boxes.pptx"
    cases = make_cases(11, with_addresses=False)
    write_deck(cases, file)
    measured = [text_overflow(looks, looks.sheet.shapes[0]) for looks in looks_of(open_package(file))]
    estimated = [0 if one is None else one.lines for one in measured]
    differences = [ours - real for ours, real in zip(estimated, real_lines(file, cases), strict=True)]
    print(
        f"exact {differences.count(0)} of {len(differences)}, too high {sum(d > 0 for d in differences)}, too low {sum(d < 0 for d in differences)}"
    )
    assert len(differences) >= 150
    assert min(differences) == 0
    assert max(differences) <= 1
    assert differences.count(0) >= 0.95 * len(differences)
