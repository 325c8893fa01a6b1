"""Many practices: how much two workers, or a Dask cluster of two processes, gain beside a pure CPU loop.

In: `--practices`, `--rounds`. Out: Markdown on the screen and in `batch.md` beside this script. Deck: the shipped Monday huddle
with its packet as PDF, for made-up practices of a spreadsheet. Every run is a fresh process; the control is the same number of
equal loops of Python on one and on two processes. Must not import what it measures.
"""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from report import asked_for, bound, machine, publish
from samples import Bench, environment_for, value_of

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
ONE, TWO, DASK = "1 worker", "2 workers", "Dask, 2 processes"
SKIP, LOOP_ONE, LOOP_TWO = "nothing has changed", "CPU loop, 1 process", "CPU loop, 2 processes"
LOOP = """\
import multiprocessing, sys, time
def work(count):
    total = 0
    for number in range(count):
        total += number * number % 7
    return total
if __name__ == "__main__":
    jobs, processes = int(sys.argv[1]), int(sys.argv[2])
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        pool.map(work, [8_000_000] * jobs, chunksize=1)
"""
PARENT = """\
import os, sys
from pathlib import Path
from whp_deck.cli import main
if __name__ == "__main__":
    try:
        main()
    finally:
        peak = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
        Path(os.environ["WHP_DECK_PEAK"]).write_text(peak)
"""
CLUSTER = """\
import sys
from distributed import LocalCluster
if __name__ == "__main__":
    cluster = LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1")
    print(cluster.scheduler_address, flush=True)
    sys.stdin.read()
"""


def main() -> None:
    """Run everything and report."""
    arguments = asked_for(__doc__, rounds=5, practices=500)
    count, rounds = (6 if arguments.quick else arguments.practices), arguments.rounds
    with tempfile.TemporaryDirectory(prefix="whp-deck-bench-") as name:
        folder = Path(name)
        bench = Bench(folder, environment_for(folder), has_pptxgenjs=False)
        sheet, deck = write_project(folder, count)
        with cluster(bench) as address:
            for number in range(rounds):
                print(f"round {number + 1} of {rounds}", file=sys.stderr)
                run_round(bench, [str(sheet), "--deck", str(deck)], address, count)
        text = report(bench, count, folder)
    publish(text, None if arguments.quick else HERE / "batch.md")


def write_project(folder: Path, count: int) -> tuple[Path, Path]:
    """A spreadsheet of practices on a network's decisions, and the deck."""
    for name in ("config", "decks"):
        shutil.copytree(ROOT / name, folder / "project" / name)
    practice = folder / "project/config/practice.yaml"
    network = practice.with_name("network.yaml")
    shutil.copyfile(practice, network)
    deck = folder / "project/decks/monday-huddle.yaml"
    deck.write_text(deck.read_text(encoding="utf-8") + "\noutputs: [deck, packet]\n", encoding="utf-8")
    rows = [
        f"Practice {number} of the Northern Hills,Hills {number},555-{number:04},Leader {number} Hillman,../config/network.yaml"
        for number in range(1, count + 1)
    ]
    head = "practice.name,practice.short_name,practice.contact.phone,practice.facilitators.1.name,network"
    sheet = folder / "project/decks/practices.csv"
    sheet.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return sheet, deck


@contextmanager
def cluster(bench: Bench) -> Iterator[str]:
    """A scheduler with two worker processes on loopback; its address, or "" without Dask."""
    script = bench.folder / "cluster.py"
    script.write_text(CLUSTER, encoding="utf-8")
    command = [sys.executable, str(script)]
    streams = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, text=True, env=bench.environment, cwd=bench.folder, **streams) as process:  # type: ignore[call-overload]
        address = process.stdout.readline().strip()
        yield address
        process.communicate("", timeout=60)


def run_round(bench: Bench, what: list[str], address: str, count: int) -> None:
    """Each way once, into a new folder, and one of them again."""
    program, told = bench.folder / "program.py", bench.folder / "peak"
    program.write_text(PARENT, encoding="utf-8")
    bench.environment["WHP_DECK_PEAK"] = str(told)
    batch = [sys.executable, str(program), "batch", *what, "--quiet", "--output"]
    out = bench.folder / "out"
    ways = {ONE: ["--workers", "1"], TWO: ["--workers", "2"], DASK: ["--scheduler", address]}
    for way, options in ways.items():
        if way == DASK and not address:
            continue
        shutil.rmtree(out, ignore_errors=True)
        bench.run_whole(way, "", [*batch, str(out), *options], None)
        bench.samples[way, ""][-1].more["parent"] = int(told.read_text()) / 1024
        report = json.loads((out / "batch.json").read_text(encoding="utf-8"))
        if report["built"] != count:
            raise SystemExit(f"{way}: {report['built']} built, {report['failed']} failed")
        if way == TWO:
            bench.run_whole(SKIP, "", [*batch, str(out), "--workers", "2"], None)
            bench.samples[SKIP, ""][-1].more["parent"] = int(told.read_text()) / 1024
    script = bench.folder / "loop.py"
    script.write_text(LOOP, encoding="utf-8")
    loop = [sys.executable, str(script), str(max(count // 4, 4))]
    bench.run_whole(LOOP_ONE, "", [*loop, "1"], None)
    bench.run_whole(LOOP_TWO, "", [*loop, "2"], None)


def report(bench: Bench, count: int, folder: Path) -> str:
    """The whole page."""
    lines = [f"# {count} practices, measured", "", *machine(bench, ("distributed", "typst")), ""]
    lines += ["Monday huddle with its packet as PDF and Word for each practice: three decks, three packets twice.", ""]
    lines += ["| What | wall s | a practice | peak MB: parent | largest process | runs |", "|---|--:|--:|--:|--:|--:|"]
    for way in (ONE, TWO, DASK, SKIP, LOOP_ONE, LOOP_TWO):
        found = bench.samples.get((way, ""), [])
        if found:
            names = ("wall", "peak", "parent")
            wall, peak, parent = (statistics.median(value_of(one, name) for one in found) for name in names)
            each = "" if way in (LOOP_ONE, LOOP_TWO) else f"{wall / count * 1000:.1f} ms"
            lines.append(f"| {way} | {wall:.1f} | {each} | {parent:.0f} | {peak:.0f} | {len(found)} |")
    out = folder / "out"
    size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file()) / count / 1e6
    lines += ["", f"A practice takes {size:.2f} MB on the disk.", ""]
    control = _walls(bench, LOOP_ONE, LOOP_TWO)
    lines += ["| Bound, median of rounds | Measured | |", "|---|---|---|"]
    for way, least in ((TWO, 0.9), (DASK, 0.75)):
        gains = [gain / most for gain, most in zip(_walls(bench, ONE, way), control, strict=False)]
        lines.append(bound(f"{way}: speed-up, of the control's ≥ {least}", gains, 0, least=least))
    skipped = [one.wall / count * 1000 for one in bench.samples.get((SKIP, ""), [])]
    lines.append(bound("nothing has changed: ms a practice, the program's start included ≤ 5", skipped, 5))
    return "\n".join(lines) + "\n"


def _walls(bench: Bench, slow: str, fast: str) -> list[float]:
    return bench.ratios(slow, fast, "", "wall")


if __name__ == "__main__":
    main()
