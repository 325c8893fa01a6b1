"""Runs commands one at a time, in fresh processes, and keeps what they say they took.

In: commands that print their measures as JSON, or foreign programs. Out: samples and their medians. Must not know
what is measured, nor judge it.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

PPTXGENJS = "4.0.1"
QUIET_BELOW = 0.5  # cores in use by others
PATIENCE = 60.0  # seconds that a whole run may wait for quiet
LEAST_QUIET = 3  # runs without which wall is not judged


@dataclass(frozen=True, slots=True)
class Sample:
    """One run: seconds of CPU and wall, peak memory and size of the file in MB, and whatever else a task tells.

    `more` has the whole process's CPU and wall, its start included. `quiet` says whether other programs left the machine alone when the run began.
    """

    cpu: float
    wall: float
    peak: float
    size: float = 0
    more: dict[str, float] = field(default_factory=dict)
    quiet: bool = True


Samples = dict[tuple[str, str | int], list[Sample]]


@dataclass(slots=True)
class Bench:
    """The folder in which everything happens, what is installed, and all samples so far."""

    folder: Path
    environment: dict[str, str]
    has_pptxgenjs: bool
    samples: Samples = field(default_factory=dict)
    busy: list[float] = field(default_factory=list)
    patience: float = PATIENCE

    def run(self, tool: str, case: str | int, command: list[str], output: Path | None = None) -> None:
        """One sample of a command that prints its measures as JSON."""
        quiet = self._wait_for_quiet()
        start, before = time.perf_counter(), _cpu_of_children()
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True)
        whole = {"whole_cpu": _cpu_of_children() - before, "whole_wall": time.perf_counter() - start}
        if done.returncode:
            raise SystemExit(f"{tool}, {case}: failed\n{done.stderr}")
        told = json.loads(done.stdout) | whole
        size = output.stat().st_size / 1e6 if output else 0
        sample = Sample(told.pop("cpu"), told.pop("wall"), told.pop("peak"), size, told, quiet)
        self.samples.setdefault((tool, case), []).append(sample)

    def run_whole(self, tool: str, case: str | int, command: list[str], output: Path | None) -> None:
        """One sample of a program, its start included. Not on Windows."""
        quiet = self._wait_for_quiet()
        start = time.perf_counter()
        with subprocess.Popen(
            command, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process:
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.perf_counter() - start
        if process.returncode:
            raise SystemExit(f"{tool}, {case}: failed")
        size = output.stat().st_size / 1e6 if output else 0
        cpu = used.ru_utime + used.ru_stime
        sample = Sample(cpu, wall, used.ru_maxrss / 1024, size, {"whole_cpu": cpu, "whole_wall": wall}, quiet)
        self.samples.setdefault((tool, case), []).append(sample)

    def _wait_for_quiet(self) -> bool:
        """Two processes on two cores that are one core's threads slow each other down: wait, within reason."""
        while (busy := cores_in_use()) > QUIET_BELOW and self.patience > 0:
            self.patience -= 1
            time.sleep(1)
        self.busy.append(busy)
        return busy <= QUIET_BELOW

    def median(self, tool: str, case: str | int, measure: str = "cpu") -> float | None:
        """The median of one measure; None when it was not taken."""
        found = self.samples.get((tool, case), [])
        return statistics.median(value_of(sample, measure) for sample in found) if found else None

    def ratios(
        self, one: str, other: str, case: str | int, measure: str = "cpu", *, only_quiet: bool = False
    ) -> list[float]:
        """Of each round, `one` divided by `other`: they ran one after the other, so a busy minute hits both.

        With `only_quiet`, rounds in which both began undisturbed.
        """
        pairs = zip(self.samples.get((one, case), []), self.samples.get((other, case), []), strict=False)
        return [
            value_of(first, measure) / value_of(second, measure)
            for first, second in pairs
            if not only_quiet or (first.quiet and second.quiet)
        ]


def cores_in_use(seconds: float = 0.2) -> float:
    """How many cores are busy just now, 0 where that cannot be known (`/proc/stat`, as `man 5 proc_stat` has it)."""

    def read() -> tuple[int, int]:
        fields = [int(one) for one in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]]
        return sum(fields), fields[3] + fields[4]  # idle, and idle while waiting for a disk

    if not Path("/proc/stat").exists():
        return 0
    before = read()
    time.sleep(seconds)
    after = read()
    total = max(after[0] - before[0], 1)
    return (total - (after[1] - before[1])) / total * (os.cpu_count() or 1)


def environment_for(folder: Path) -> dict[str, str]:
    """Python may keep its bytecode, as on users' machines, but in our folder; Node finds the peer there too."""
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": str(folder / "bytecode"), "NODE_PATH": str(folder / "node_modules")}


def install_pptxgenjs(folder: Path) -> bool:
    """Whether the peer could be installed from npm; without Node its rows and bounds are left open."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        return False
    command = [npm, "install", "--no-save", "--no-audit", "--no-fund", "--silent", "--prefix", str(folder)]
    return subprocess.run([*command, f"pptxgenjs@{PPTXGENJS}"], stdout=sys.stderr).returncode == 0


def value_of(sample: Sample, name: str) -> float:
    """One measure of a sample by its name."""
    return float(
        {"cpu": sample.cpu, "wall": sample.wall, "peak": sample.peak, "size": sample.size}.get(
            name, sample.more.get(name, 0)
        )
    )


def _cpu_of_children() -> float:
    """CPU seconds of all processes that have ended so far; 0 where the system does not tell."""
    times = os.times()
    return times.children_user + times.children_system
