"""What the pages of all benchmarks share. In: a bench and values. Out: lines of Markdown. Must not measure."""

from __future__ import annotations

import argparse
import datetime as dt
import importlib.metadata
import os
import platform
import statistics
from collections.abc import Sequence
from pathlib import Path

from samples import QUIET_BELOW, Bench


def asked_for(doc: str | None, *, rounds: int, **numbers: int) -> argparse.Namespace:
    """What the command line asks for: `--quick` = one hasty round that leaves the page as it is; numbers by name."""
    parser = argparse.ArgumentParser(description=(doc or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="one round, small; the page beside this script stays")
    for name, usual in {"rounds": rounds, **numbers}.items():
        parser.add_argument(f"--{name}", type=int, default=usual)
    arguments = parser.parse_args()
    if arguments.quick:
        arguments.rounds = 1
    return arguments


def publish(text: str, page: Path | None) -> None:
    """Show the report; write it to its page."""
    print(text)
    if page is not None:
        page.write_text(text, encoding="utf-8")


def machine(bench: Bench, packages: Sequence[str], more: Sequence[str] = ()) -> list[str]:
    """Date, machine, versions, and how often others were at work."""
    versions = [f"Python {platform.python_version()}"]
    versions += [f"{name} {importlib.metadata.version(name)}" for name in packages]
    disturbed = sum(1 for one in bench.busy if one > QUIET_BELOW)
    return [
        f"{dt.date.today().isoformat()}. {os.cpu_count()} cores, {processor()}, {platform.system()}. "
        f"{', '.join([*versions, *more])}.",
        f"{disturbed} of {len(bench.busy)} runs began while other programs used more than {QUIET_BELOW} cores.",
    ]


def processor() -> str:
    """The processor's name."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except FileNotFoundError:
        return platform.processor() or platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown")


def bound(text: str, ratios: Sequence[float], most: float, *, least: float | None = None) -> str:
    """A row: the median of ratios beside what it may be at most, or must be at `least`."""
    if not ratios:
        return f"| {text} | | not measured |"
    value = statistics.median(ratios)
    held = value >= least if least is not None else value <= most
    return f"| {text} | {value:.2f} ({min(ratios):.2f}–{max(ratios):.2f}) | {'held' if held else '**NOT HELD**'} |"
