"""A command imports only what it needs: a heavy module that sneaks in is named here."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

PRINTED = {"typst", "docx", "icalendar", "pypdfium2", "betteroffice_pptx"}
RARE = {
    "pymediainfo",
    "av",
    "openpyxl",
    "distributed",
    "dask",
    "starlette",
    "uvicorn",
    "watchfiles",
    "ruamel",
    "hypothesis",
}
POWERPOINT = {"pptx", "lxml", "PIL", "segno", "resvg_py"}
DATA = {"pydantic", "yaml", "jinja2", "markdown_it"}
HELP = {"pydantic", "markdown_it"}  # Typer draws help with them
NETWORK = {"asyncio", "http.client", "urllib.request", "ssl"}
PROGRAM = (
    "import sys\nsys.argv = ['whp-deck', *sys.argv[1:]]\nfrom whp_deck.cli import main\n"
    "try:\n    main()\nexcept SystemExit as done:\n    code = done.code\nelse:\n    code = 0\n"
    "print('\\n'.join(['MODULES', *sys.modules]), file=sys.stderr)\nsys.exit(code)\n"
)


def loaded(*arguments: str) -> set[str]:
    """The modules that a process has after the command."""
    command = [sys.executable, "-c", PROGRAM, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=120)
    assert done.returncode == 0, done.stderr
    return set(done.stderr.rpartition("MODULES\n")[2].split())


@pytest.mark.parametrize(
    ("arguments", "unwanted"),
    [
        (("--version",), POWERPOINT | DATA | PRINTED | RARE | NETWORK | {"rich"}),
        pytest.param(("batch", "--help"), POWERPOINT | DATA - HELP | PRINTED | RARE | NETWORK, marks=pytest.mark.slow),
        pytest.param(("schema", "practice"), POWERPOINT | PRINTED | RARE | {"jinja2"}, marks=pytest.mark.slow),
        (("outline", "tests/decks/minimal/minimal.yaml"), PRINTED | RARE),
        pytest.param(
            ("build", "tests/decks/minimal/minimal.yaml", "--no-packet", "--output", "OUT"),
            PRINTED | RARE | {"rich"},
            marks=pytest.mark.slow,
        ),
    ],
    ids=lambda value: " ".join(value[:1]) if isinstance(value, tuple) else "",
)
def test_only_what_is_needed(arguments: tuple[str, ...], unwanted: set[str], tmp_path: Path) -> None:
    modules = loaded(*(str(tmp_path) if one == "OUT" else one for one in arguments))
    assert modules & unwanted == set()
