"""What tests share: a deck written as a user writes it, and the command line as a user runs it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

PRACTICE = """\
practice:
  name: Hilltop Clinic
decisions:
  handoffs:
    - {giver: ma, receiver: clinician, when: after rooming}
"""

DECK = """\
deck: Test deck
practice: practice.yaml
format: huddle-15
"""


def needed(what: str) -> None:
    """Skip for want of `what` on a user's machine; fail where CI says that it must be there."""
    if os.environ.get("WHP_DECK_REQUIRE_LIBREOFFICE"):
        pytest.fail(f"{what} is needed here and was not found")
    pytest.skip(f"{what} is not installed")


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("libreoffice"):
        for tool in ("soffice", "pdftotext", "fc-match"):
            if shutil.which(tool) is None:
                needed(tool)


@pytest.fixture
def write_deck(tmp_path: Path) -> Callable[..., Path]:
    """Write a deck and a practice (and other files) into an empty folder; gives the deck's path."""

    def write(deck: str = DECK, practice: str = PRACTICE, **others: str) -> Path:
        (tmp_path / "practice.yaml").write_text(practice, encoding="utf-8")
        for name, text in others.items():
            (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
        path = tmp_path / "deck.yaml"
        path.write_text(deck, encoding="utf-8")
        return path

    return write


@pytest.fixture
def run() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run `whp-deck` in a process of its own."""

    def call(*words: str | Path, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "whp_deck", *map(str, words)]
        env = {**os.environ, "NO_COLOR": "1", **environment}
        return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=cwd, env=env, timeout=120)

    return call
