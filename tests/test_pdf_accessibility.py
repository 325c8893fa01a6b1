"""Two checkers of other people read our PDFs: neither may report an error. They check what a machine can, no more."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import needed
from whp_deck.build import Built

pytestmark = pytest.mark.slow
CHECKERS = {"pdfua": ["check", "--min-severity", "error"], "outloud": ["--quiet", "--fail-on", "error"]}


@pytest.mark.parametrize("checker", CHECKERS)
def test_packets_and_handouts_have_no_error(checker: str, built_deck: Callable[[str], Built]) -> None:
    program = Path(sys.executable).with_name(checker + (".exe" if os.name == "nt" else ""))
    if importlib.util.find_spec(checker) is None or not program.is_file():
        needed(checker)
    files = [
        str(file)
        for deck in ("decks/monday-huddle.yaml", "decks/lunch-and-learn.yaml", "tests/decks/minimal/minimal.yaml")
        for file in built_deck(deck).files
        if file.suffix == ".pdf"
    ]
    assert len(files) >= 8
    done = subprocess.run([str(program), *CHECKERS[checker], *files], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
