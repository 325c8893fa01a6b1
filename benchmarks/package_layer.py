"""Measures the package layer beside its peers, in one run, and says of each bound whether it holds.

In: `--quick` for a hasty look. Out: Markdown on the screen and, without `--quick`, in `package_layer.md` beside this
script. Must not time anything itself, nor import what it measures: every sample is a fresh process (`tasks.py`,
`peers/pptxgenjs.cjs`), one at a time, and rounds go over all tools and sizes so that a busy minute hits all alike.
"""

from __future__ import annotations

import datetime as dt
import importlib.metadata
import json
import os
import platform
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from report import asked_for, publish
from samples import LEAST_QUIET, PPTXGENJS, QUIET_BELOW, Bench, environment_for, install_pptxgenjs, value_of

HERE = Path(__file__).resolve().parent
SIZES = (20, 200, 300, 1000, 3000)
ROUNDS = 7
PYTHON_PPTX_UNTIL = 1000  # quadratic: 3,000 slides take minutes
SLOW_FROM, SLOW_ROUNDS = 1000, 5  # rounds of python-pptx from here up
PANDOC_UNTIL = 300  # quadratic too
MOVIE_MB = 200
MOVIE_ROUNDS = 7

OURS, PYTHON, SCRIPT, PANDOC, FLOOR, GATE = "whp-deck", "python-pptx", "PptxGenJS", "pandoc", "zip floor", "gate"
ADD, AGAIN = "movie added and saved", "reopened and saved"


def main() -> None:
    """Run everything and report."""
    arguments = asked_for(__doc__, rounds=ROUNDS)
    quick: bool = arguments.quick
    with tempfile.TemporaryDirectory(prefix="whp-deck-bench-") as name:
        folder = Path(name)
        bench = Bench(folder, environment_for(folder), install_pptxgenjs(folder))
        measure_slides(bench, [size for size in SIZES if size <= 1000] if quick else list(SIZES), arguments.rounds)
        measure_movies(bench, 1 if quick else MOVIE_ROUNDS, with_peer=not quick)
        text = report(bench, quick=quick)
    publish(text, None if quick else HERE / "package_layer.md")


def write_content(folder: Path, count: int) -> Path:
    """The same title, five bullets and notes for every tool."""
    content = [
        {
            "title": f"Slide {number}: what the care team agreed on",
            "bullets": [f"Point {point} of slide {number}: who does it, where and from when" for point in range(1, 6)],
            "notes": f"Notes of slide {number}. Say why the team decided this, ask who sees it differently, "
            "and point to the page in the packet where it is written down.",
        }
        for number in range(1, count + 1)
    ]
    path = folder / f"{count}.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    pages = (f"## {one['title']}\n\n" + "".join(f"- {b}\n" for b in one["bullets"]) + _notes(one) for one in content)
    path.with_suffix(".md").write_text("\n".join(pages), encoding="utf-8")
    return path


def _notes(one: Mapping[str, object]) -> str:
    return f"\n::: notes\n{one['notes']}\n:::\n"


def task(name: str, *paths: Path) -> list[str]:
    """The command of a task."""
    return [sys.executable, str(HERE / "tasks.py"), name, *map(str, paths)]


def measure_slides(bench: Bench, sizes: list[int], rounds: int) -> None:
    """N slides by each tool. The first output of each is looked into: it must hold what was asked for."""
    folder = bench.folder
    contents = {size: write_content(folder, size) for size in sizes}
    subprocess.run(task("ours", contents[20], folder / "warm.pptx"), env=bench.environment, stdout=subprocess.DEVNULL)
    subprocess.run(task("gate", contents[20]), env=bench.environment, stdout=subprocess.DEVNULL)
    pandoc = shutil.which("pandoc") if hasattr(os, "wait4") else None
    for number in range(rounds):
        for size in sizes:
            print(f"round {number + 1} of {rounds}: {size} slides", file=sys.stderr)
            content, mine, theirs = contents[size], folder / f"ours-{size}.pptx", folder / "theirs.pptx"
            bench.run(OURS, size, task("ours", content, mine), mine)
            check_output(mine, size, is_first=number == 0)
            if bench.has_pptxgenjs:
                script = HERE / "peers" / "pptxgenjs.cjs"
                bench.run(SCRIPT, size, ["node", str(script), str(content), str(theirs)], theirs)
                check_output(theirs, size, is_first=number == 0)
            bench.run(FLOOR, size, task("zip-floor", mine, theirs), theirs)
            bench.run(GATE, size, task("gate", content))
            if size <= PYTHON_PPTX_UNTIL and (size < SLOW_FROM or (rounds > 1 and number < SLOW_ROUNDS)):
                bench.run(PYTHON, size, task("python-pptx", content, theirs), theirs)
                check_output(theirs, size, is_first=number == 0)
            if pandoc and size <= PANDOC_UNTIL:
                bench.run_whole(PANDOC, size, [pandoc, str(content.with_suffix(".md")), "-o", str(theirs)], theirs)


def check_output(path: Path, count: int, *, is_first: bool) -> None:
    """Raises SystemExit unless the file has that many slides and notes, and the last one's words."""
    if not is_first:
        return
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        slides = [one for one in names if one.startswith("ppt/slides/slide")]
        notes = [one for one in names if one.startswith("ppt/notesSlides/notesSlide")]
        said = archive.read(f"ppt/slides/slide{count}.xml"), archive.read(f"ppt/notesSlides/notesSlide{count}.xml")
    if not (len(slides) == len(notes) == count):
        raise SystemExit(f"{path.name} has {len(slides)} slides and {len(notes)} notes, not {count}")
    if f"Point 5 of slide {count}:".encode() not in said[0] or f"Notes of slide {count}.".encode() not in said[1]:
        raise SystemExit(f"{path.name}: the last slide does not say what it should")


def measure_movies(bench: Bench, rounds: int, *, with_peer: bool) -> None:
    """A movie added to a deck, and that deck opened and saved again. The movie cannot be packed, like a real one."""
    movie, first, second = (bench.folder / name for name in ("movie.mp4", "first.pptx", "second.pptx"))
    block = random.Random(1).randbytes(1 << 20)  # longer than deflate looks back
    with movie.open("wb") as stream:
        for _ in range(MOVIE_MB):
            stream.write(block)
    for number in range(rounds):
        print(f"round {number + 1} of {rounds}: movie", file=sys.stderr)
        bench.run(OURS, ADD, task("movie-add", movie, first), first)
        bench.run(OURS, AGAIN, task("movie-again", first, second), second)
        if with_peer:
            bench.run(PYTHON, ADD, task("movie-add-python-pptx", movie, first), first)
            bench.run(PYTHON, AGAIN, task("movie-again-python-pptx", first, second), second)


# report -------------------------------------------------------------------------------------------------


def report(bench: Bench, *, quick: bool) -> str:
    """The whole page."""
    lines = ["# The package layer, measured", "", *_machine(bench, quick=quick), ""]
    lines += ["## Slides: title, five bullets, notes", "", *_table(bench, slides=True), "", *_phases(bench), ""]
    lines += ["## A movie of 200 MB", "", *_table(bench, slides=False), ""]
    lines += ["## Bounds", "", "| Bound | Measured | |", "|---|---|---|", *_bounds(bench)]
    return "\n".join(lines) + "\n"


def _machine(bench: Bench, *, quick: bool) -> list[str]:
    versions = [f"Python {platform.python_version()}"]
    versions += [f"{name} {importlib.metadata.version(name)}" for name in ("python-pptx", "lxml")]
    if bench.has_pptxgenjs:
        node = subprocess.run(["node", "--version"], capture_output=True, text=True).stdout.strip()
        versions += [f"PptxGenJS {PPTXGENJS} on Node {node.removeprefix('v')}"]
    if shutil.which("pandoc"):
        versions += [subprocess.run(["pandoc", "--version"], capture_output=True, text=True).stdout.splitlines()[0]]
    disturbed = sum(1 for one in bench.busy if one > QUIET_BELOW)
    load = f"{disturbed} of {len(bench.busy)} runs began while other programs used more than {QUIET_BELOW} cores."
    return [
        f"{dt.date.today().isoformat()}{', --quick: one run each, not for comparing' if quick else ''}. "
        f"{os.cpu_count()} cores, {_processor()}, {platform.system()}. {', '.join(versions)}.",
        f"Medians of fresh processes, without imports; in brackets the range of CPU. {load}",
    ]


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except FileNotFoundError:
        return platform.processor() or platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown")


def _table(bench: Bench, *, slides: bool) -> list[str]:
    head = f"| {'Slides' if slides else 'What'} | Tool | CPU s | wall s | whole process: CPU s | wall s | peak MB | file MB | runs |"
    rows = []
    for (tool, case), found in sorted(bench.samples.items(), key=lambda one: _rank(*one[0])):
        if isinstance(case, int) is not slides:
            continue
        names = ("cpu", "wall", "whole_cpu", "whole_wall", "peak", "size")
        cpu, wall, all_cpu, all_wall, peak, size = (
            statistics.median(value_of(one, name) for one in found) for name in names
        )
        span = f"{min(one.cpu for one in found):.2f}–{max(one.cpu for one in found):.2f}"
        file = f"{size:.1f}" if size else ""
        whole = f"{all_cpu:.2f} | {all_wall:.2f}"
        rows.append(
            f"| {case} | {tool} | {cpu:.3f} ({span}) | {wall:.3f} | {whole} | {peak:.0f} | {file} | {len(found)} |"
        )
    return [head, f"|{'--:' if slides else '---'}|---|--:|--:|--:|--:|--:|--:|--:|", *rows]


def _phases(bench: Bench) -> list[str]:
    """Where our own time goes, at the largest size that was measured."""
    size = max(case for tool, case in bench.samples if tool == OURS and isinstance(case, int))
    found = bench.samples[OURS, size]
    render, save = (statistics.median(one.more[name] for one in found) for name in ("render_cpu", "save_cpu"))
    return [f"whp-deck at {size} slides: {render:.2f} s CPU for rendering, {save:.2f} s for writing."]


def _rank(tool: str, case: str | int) -> tuple[int, int]:
    order = (OURS, SCRIPT, PYTHON, PANDOC, FLOOR, GATE)
    return (case if isinstance(case, int) else (ADD, AGAIN).index(case)), order.index(tool)


def _bounds(bench: Bench) -> list[str]:
    rows = []
    for size in (1000, 3000):
        rows.append(_paired(f"{size} slides, CPU", bench.ratios(OURS, SCRIPT, size)))
        rows.append(_wall(f"{size} slides, wall", bench, size))
    slides = _ratio(bench.median(OURS, 3000), bench.median(OURS, 300))
    rows.append(_bound("CPU per slide, at 3000 / at 300 ≤ 1.2", None if slides is None else slides / 10, 1.2))
    floor = bench.ratios(OURS, FLOOR, 1000)
    rows.append(_bound("1000 slides, CPU: ours / zip floor ≤ 6", statistics.median(floor) if floor else None, 6))
    rows.append(_bound("1000 slides, gate: CPU s ≤ 0.5", bench.median(GATE, 1000), 0.5))
    findings = [one.more["findings"] for one in bench.samples.get((GATE, 1000), [])]
    rows.append(_bound("1000 slides, gate: findings ≤ 0", max(findings, default=None), 0))
    for size in (1000, 3000):
        ratio = _ratio(bench.median(OURS, size, "peak"), bench.median(SCRIPT, size, "peak"))
        rows.append(_bound(f"{size} slides, peak memory: ours / PptxGenJS ≤ 1", ratio, 1))
    for what in (ADD, AGAIN):
        rows.append(_bound(f"200 MB, {what}: CPU s ≤ 1.0", bench.median(OURS, what), 1.0))
        rows.append(_bound(f"200 MB, {what}: peak MB ≤ 120", bench.median(OURS, what, "peak"), 120))
    return rows


def _ratio(one: float | None, other: float | None) -> float | None:
    return None if one is None or not other else one / other


def _wall(text: str, bench: Bench, size: int) -> str:
    """Wall counts on a machine that is left alone: elsewhere PptxGenJS's second thread does not help it."""
    quiet = bench.ratios(OURS, SCRIPT, size, "wall", only_quiet=True)
    if len(quiet) >= LEAST_QUIET:
        return _paired(f"{text}, undisturbed", quiet)
    found = bench.ratios(OURS, SCRIPT, size, "wall")
    busy = f"{statistics.median(found):.2f} on a busy machine, {_won(found)}" if found else ""
    return f"| {text}, undisturbed: ours / PptxGenJS < 1 | {busy} | not judged |"


def _paired(text: str, ratios: list[float]) -> str:
    """The median of the ratios of pairs, and how often we came first."""
    if not ratios:
        return _bound(f"{text}: ours / PptxGenJS < 1", None, 1)
    value = statistics.median(ratios)
    return f"| {text}: ours / PptxGenJS < 1 | {value:.2f}, {_won(ratios)} | {'held' if value < 1 else '**NOT HELD**'} |"


def _won(ratios: list[float]) -> str:
    return f"ours less in {sum(one < 1 for one in ratios)} of {len(ratios)} pairs"


def _bound(text: str, value: float | None, most: float) -> str:
    if value is None:
        return f"| {text} | | not measured |"
    return f"| {text} | {value:.2f} | {'held' if value <= most else '**NOT HELD**'} |"


if __name__ == "__main__":
    main()
