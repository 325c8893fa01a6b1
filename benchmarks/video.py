"""Measures what a movie of 200 MB costs a whole build, and says of each bound whether it holds.

In: `--rounds`. Out: Markdown on the screen and in `video.md` beside this script. The deck is the shipped Monday huddle with and
without a movie; every sample is a fresh process that runs `whp-deck build` as a person does. Must not import what it measures.
"""

from __future__ import annotations

import os
import platform
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from report import asked_for, publish

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
MOVIE_BYTES = 200_000_000
MOST_CPU, MOST_PEAK_MB, MOST_MORE = 1.0, 150, 1_000_000
CHILD = """\
import atexit, resource, sys
sys.argv = ["whp-deck", "build", *sys.argv[1:]]
from whp_deck.cli import main
try:
    main()
except SystemExit as end:
    if end.code:
        raise
atexit._run_exitfuncs()  # the process that sets the packet's pages ends here, and its figures are known
own, other = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
peak = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
cpu = own.ru_utime + own.ru_stime + other.ru_utime + other.ru_stime
print(cpu, int(peak) / 1024, other.ru_maxrss / 1024, file=sys.stderr)
"""
SHAPES = {
    "the deck alone (`--no-packet`)": ["--no-packet"],
    "deck, packet and handout": [],
}


@dataclass(frozen=True, slots=True)
class Sample:
    """CPU seconds of the build, and high-water marks of resident memory in MB: of its process, of its typesetter."""

    cpu: float
    peak: float
    typesetter: float


def main() -> None:
    """Run everything and report."""
    arguments = asked_for(__doc__, rounds=7)
    rounds: int = arguments.rounds
    with tempfile.TemporaryDirectory(prefix="whp-deck-bench-") as name:
        folder = Path(name)
        write_project(folder)
        lines = [
            "# A movie of 200 MB in a whole build",
            "",
            f"Monday huddle, three sessions, the movie in the first; {rounds} rounds in turn, each a fresh process, median (range).",
            f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} hardware threads.",
            "",
            "| build | movie | CPU, s | peak, MB | typesetter’s own peak, MB | CPU over the same deck without it |",
            "|---|---|---|---|---|---|",
        ]
        verdicts: list[str] = []
        for shape, options in SHAPES.items():
            samples = measure(folder, options, rounds)
            for movie, found in samples.items():
                same = "without, built again" if movie.endswith("again") else "without"
                plain = statistics.median(one.cpu for one in samples[same])
                cpu, peak = [one.cpu for one in found], [one.peak for one in found]
                beside = spread([one.typesetter for one in found], 0) if not options else ""
                more = statistics.median(cpu) - plain
                extra = "" if movie.startswith("without") else f"{more:+.2f} s"
                lines.append(f"| {shape} | {movie} | {spread(cpu, 2)} | {spread(peak, 0)} | {beside} | {extra} |")
                if not movie.startswith("without"):
                    verdicts.append(verdict(f"{shape}, {movie}: CPU over the deck without it", more, MOST_CPU, "s"))
                    verdicts.append(verdict(f"{shape}, {movie}: peak memory", max(peak), MOST_PEAK_MB, "MB"))
        size = (folder / "decks/out-file/with-file-1.pptx").stat().st_size
        verdicts.append(verdict("size of the deck over the movie", (size - MOVIE_BYTES) / 1e6, MOST_MORE / 1e6, "MB"))
        text = "\n".join([*lines, "", *verdicts, ""])
    publish(text, None if arguments.quick else HERE / "video.md")


def write_project(folder: Path) -> None:
    """The shipped deck three times: as it is, with a movie inside, with a movie beside it."""
    shutil.copytree(ROOT / "config", folder / "config")
    (folder / "decks").mkdir()
    short = (ROOT / "tests/movies/short.mp4").read_bytes()
    more = MOVIE_BYTES - len(short)
    with (folder / "decks/movie.mp4").open("wb") as file:
        file.write(short + struct.pack(">I", more) + b"free")
        for _ in range((more - 8) // 1_000_000):
            file.write(os.urandom(1_000_000))
        file.write(os.urandom(MOVIE_BYTES - file.tell()))
    deck = (ROOT / "decks/monday-huddle.yaml").read_text(encoding="utf-8")
    modes = {"without": "link", "file": "file", "linked": "linked-file"}
    for name, mode in modes.items():
        file_key = "" if mode == "link" else ", file: movie.mp4, minutes: 5"
        text = f"{deck}\nvideo: {{mode: {mode}{file_key}}}\n"
        (folder / f"decks/with-{name}.yaml").write_text(text, encoding="utf-8")


def measure(folder: Path, options: list[str], rounds: int) -> dict[str, list[Sample]]:
    """Samples by what is built; `again` is the second build over the first one's files."""
    sorts = {"without": "without", "file": "inside", "linked": "beside"}
    found: dict[str, list[Sample]] = {}
    for _ in range(rounds):
        for name, sort in sorts.items():
            out = folder / f"decks/out-{name}"
            shutil.rmtree(out, ignore_errors=True)
            for row in (sort, f"{sort}, built again"):
                found.setdefault(row, []).append(build(folder / f"decks/with-{name}.yaml", out, options))
    return found


def build(deck: Path, out: Path, options: list[str]) -> Sample:
    """One build in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(deck), "--output", str(out), *options],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        cwd=ROOT,
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    return Sample(*map(float, done.stderr.strip().splitlines()[-1].split()))


def spread(values: list[float], digits: int) -> str:
    """`1.20 (1.11–1.30)`."""
    return f"{statistics.median(values):.{digits}f} ({min(values):.{digits}f}–{max(values):.{digits}f})"


def verdict(what: str, value: float, most: float, unit: str) -> str:
    """One line for one bound."""
    return f"- {what}: {value:.2f} {unit}, at most {most:g} {unit}: **{'holds' if value <= most else 'does not hold'}**"


if __name__ == "__main__":
    main()
