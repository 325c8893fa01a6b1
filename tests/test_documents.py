"""What README, CONTRIBUTING and docs say is true: examples run, and no list has gone stale."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import yaml

from tests.conftest import ROOT, Done
from whp_deck.config.deck import load_deck
from whp_deck.planner.plan import make_plan
from whp_deck.slides import KINDS

Run = Callable[..., Done]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROBLEM_MAKERS = {"Problem", "_say", "say", "_problem", "_refusal"}


def codes_in_the_code() -> Iterator[str]:
    for path in (ROOT / "whp_deck").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                first = node.args[0]
                if name in PROBLEM_MAKERS and isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield first.value


def test_every_problem_code_is_explained() -> None:
    listed = re.findall(r"^\| `([a-z-]+)`", (ROOT / "docs/problems.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert listed == sorted(set(listed))
    assert set(listed) == set(codes_in_the_code())


def test_readme_names_every_command_kind_and_room(run: Run) -> None:
    commands = re.findall(r"^│ ([a-z]+)  ", run("--help").stdout, re.MULTILINE)
    assert commands
    for command in commands:
        assert f"| `whp-deck {command}" in README, command
    for kind in KINDS:
        name = str(kind.model_fields["kind"].default)
        assert f"`{name}`" in README or name == "role-play", name
    for room in (ROOT / "whp_deck").iterdir():
        if room.is_dir() and (room / "__init__.py").is_file() and room.name != "cli":
            assert f"`whp_deck/{room.name}`" in README, room.name


def test_the_example_deck_of_the_readme_builds(tmp_path: Path) -> None:
    example = next(block for block in re.findall(r"```yaml\n(.*?)```", README, re.DOTALL) if block.startswith("deck:"))
    path = tmp_path / "decks" / "example.yaml"
    path.parent.mkdir()
    (tmp_path / "config").mkdir()
    practice = (ROOT / "config/practice.yaml").read_text(encoding="utf-8")
    (tmp_path / "config/practice.yaml").write_text(practice, encoding="utf-8")
    path.write_text(example, encoding="utf-8")
    deck, problems = load_deck(path)
    assert deck is not None, "\n".join(map(str, problems))
    _, problems = make_plan(deck)
    assert problems == []


def test_the_two_commands_stand_in_the_readme_word_for_word() -> None:
    assert "\npip install uv && uv run whp-deck build decks/monday-huddle.yaml\n" in README
    assert "\npip install uv && uv run pytest\n" in README


def test_the_base_template_has_as_many_layouts_as_the_changelog_says() -> None:
    bound = yaml.safe_load((ROOT / "config/layouts.yaml").read_text(encoding="utf-8"))["layouts"]
    count = re.search(r"Base template with (\d+) layouts", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    assert count
    assert int(count[1]) == len(bound) + 1  # and `Title only`, for slides that people add


def test_no_machine_path_and_no_registry_is_named() -> None:
    """Nothing of one workplace belongs in a project that others install."""
    bad = re.compile("python" + "hosted|registry" + r"\.npm|/wo" + "rk/|/ro" + "ot/")
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    for name in tracked:
        path = ROOT / name
        if name and path.suffix in (".py", ".md", ".yaml", ".toml", ".json", ".typ", ".cjs", "") and path.is_file():
            assert not bad.search(path.read_text(encoding="utf-8", errors="replace")), name
