"""Files as a tired person leaves them: any mutation gives a deck or problems, never a traceback or half a file."""

from __future__ import annotations

import functools
import random
import re
import shutil
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT
from whp_deck.build import build_deck
from whp_deck.errors import WhpDeckError
from whp_deck.office.gate import check_file

build = functools.partial(build_deck, packet=False)  # what is printed has tests of its own

ODD = [
    "", "~", "no", "yes", "[]", "{}", "7:30", "014", "-1", "1e999", "nan", "inf", ".inf", "0x10", "2026-02-30", "'", '"', "|", ">",
    "&a [*a]", "*a", "!!binary x", "{{ nobody }}", "{{ practice.name", "{% for x in handoffs %}{{ x }}{% endfor %}", "{{ decisions }}",
    "{{ 'a' * 999999999 }}", "*bold", "**", "[x](javascript:y)", "[a](http://b", "<b>", "\u202ertl", "\u0000", "🙂", "ÄÖÜß" * 40,
    "Donaudampfschifffahrtsgesellschaftskapitänsmütze" * 3, "a" * 3000, "word " * 400, "- a\n- b", "../../../etc/passwd", "NaN", "99999999999999999999",
]  # fmt: skip


def mutate(text: str, dice: random.Random) -> str:
    """One to three changes of the kind that slips in while editing."""
    for _ in range(dice.randint(1, 3)):
        lines = text.split("\n")
        at = dice.randrange(len(lines))
        match dice.randrange(9):
            case 0:
                del lines[at]
            case 1:
                lines.insert(at, lines[at])
            case 2:
                lines[at] = "  " + lines[at]
            case 3:
                lines[at] = lines[at].removeprefix(" ")
            case 4:
                lines[at] = re.sub(r":.*", lambda _: ": " + dice.choice(ODD), lines[at])
            case 5:
                lines[at] = lines[at].replace(" ", "\t", 1)
            case 6:
                other = dice.randrange(len(lines))
                lines[at], lines[other] = lines[other], lines[at]
            case 7:
                column = dice.randrange(len(lines[at]) + 1)
                letter = dice.choice(":-#{}[]'\"&*!|>%@`,\t\x07é ")
                lines[at] = lines[at][:column] + letter + lines[at][column:]
            case _:
                lines[at] = re.sub(
                    r"[a-z-]+(?=:)", lambda _: dice.choice(["id", "title", "kind", "x"]), lines[at], count=1
                )
        text = "\n".join(lines) or "x"
    return text


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("world")
    shutil.copy(ROOT / "config/riverside.svg", folder)
    own = (ROOT / "config/toolkits/warm-handoff-plus/scenarios/rooming-refill.yaml").read_text(encoding="utf-8")
    (folder / "own.yaml").write_text(own.replace("id: rooming-refill", "id: own", 1), encoding="utf-8")
    shutil.copy(ROOT / "config/practice.yaml", folder)
    deck = (ROOT / "decks/monday-huddle.yaml").read_text(encoding="utf-8").replace("../config/", "")
    deck = deck.replace("role_plays:\n  use: [", "role_plays:\n  add: [own.yaml]\n  use: [own, ")
    (folder / "deck.yaml").write_text(deck, encoding="utf-8")
    return folder


def run_mutants(world: Path, tmp_path: Path, seeds: range) -> tuple[int, int]:
    built = refused = 0
    names = ["deck.yaml", "practice.yaml", "own.yaml"]
    clean = {name: (world / name).read_text(encoding="utf-8") for name in names}
    for seed in seeds:
        dice = random.Random(seed)
        victim = dice.choice(names)
        (world / victim).write_bytes(mutate(clean[victim], dice).encode("utf-8", "surrogatepass"))
        output = tmp_path / str(seed)
        start = time.perf_counter()
        try:
            files = build(world / "deck.yaml", output, draft=dice.random() < 0.2).files
        except WhpDeckError:
            refused += 1
            assert not output.exists(), seed
        else:
            built += 1
            assert sorted(output.iterdir()) == sorted(files), seed
            for file in files:
                assert check_file(file) == [], seed
            shutil.rmtree(output)
        finally:
            (world / victim).write_text(clean[victim], encoding="utf-8")
        assert time.perf_counter() - start < 20, seed
    return built, refused


@pytest.mark.slow
def test_some_mutants(world: Path, tmp_path: Path) -> None:
    built, refused = run_mutants(world, tmp_path, range(12))
    assert built > 1
    assert refused > 1


@pytest.mark.slow
@pytest.mark.parametrize("first", range(1000, 3200, 100))
def test_two_thousand_mutants(world: Path, tmp_path: Path, first: int) -> None:
    built, refused = run_mutants(world, tmp_path, range(first, first + 100))
    assert built > 10
    assert refused > 10
