"""Whole commands beside their peers: the start, the Monday deck, the packet, the preview's way to a picture.

In: `--rounds`. Out: Markdown on the screen and in `commands.md` beside this script. Every sample is a fresh process as a
person runs it. Must not import what it measures.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from report import asked_for, bound, machine, publish
from samples import Bench, environment_for

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
DECK = ROOT / "decks" / "monday-huddle.yaml"
TEMPLATE = ROOT / "templates" / "base.pptx"
ROUNDS = 7
VERSION, TYPER = "`whp-deck --version`", '`python -c "import typer"`'
MONDAY, HAND = "`whp-deck build --no-packet`, Monday huddle", "the same slides by hand with python-pptx"
FULL, PACKET = "`whp-deck build`, with packet and handout", "`whp-deck packet`"
ROUND = "{round}"  # a new folder each time: a rebuild also compares with what is there
PICTURE = "`whp-deck render --format png`"
CHECK = "`whp-deck check`, 60 slides or more"
LONG = """\
deck: Long deck
practice: {practice}
format: {{minutes: 240, sessions: 1}}
outputs: [deck]
slides:
  add:
{added}"""
ADDED = """\
    - {{id: more-{n}, kind: content, session: 1, title: "Point {n} of our plan", minutes: 0.5, body: "- A first point\\n- A second one"}}
"""
# what a person writes by hand is dumped from our finished decks, outside the clock
DUMP = """\
import json, sys
from pathlib import Path
from pptx import Presentation

def paragraphs(frame):
    return [{"level": p.level, "runs": [(r.text, r.font.bold, r.font.italic) for r in p.runs]} for p in frame.paragraphs]

def box(shape):
    return [shape.left, shape.top, shape.width, shape.height]

def inside(group):
    for shape in group.shapes:
        if shape.shape_type == 6:
            yield from inside(shape)
        else:
            yield shape

target = Path(sys.argv[1])
found = {}
for path in sys.argv[2:]:
    found[Path(path).name] = slides = []
    for slide in Presentation(path).slides:
        one = {"layout": slide.slide_layout.name, "texts": {}, "tables": [], "pictures": [], "drawn": [], "notes": []}
        slides.append(one)
        for shape in slide.shapes:
            if shape.has_table:
                rows = [[cell.text for cell in row.cells] for row in shape.table.rows]
                one["tables"].append({"box": box(shape), "rows": rows})
            elif shape.shape_type == 6:
                one["drawn"] += [{"box": box(s), "text": s.text if s.has_text_frame else ""} for s in inside(shape)]
            elif hasattr(shape, "image"):
                file = target.parent / f"{shape.image.sha1}.{shape.image.ext}"
                file.write_bytes(shape.image.blob)
                one["pictures"].append({"box": box(shape), "file": str(file)})
            elif shape.is_placeholder and shape.has_text_frame:
                one["texts"][shape.placeholder_format.idx] = paragraphs(shape.text_frame)
        one["notes"] = paragraphs(slide.notes_slide.notes_text_frame)
target.write_text(json.dumps(found))
"""


def main() -> None:
    """Run everything and report."""
    arguments = asked_for(__doc__, rounds=ROUNDS)
    rounds: int = arguments.rounds
    with tempfile.TemporaryDirectory(prefix="whp-deck-bench-") as name:
        folder = Path(name)
        bench = Bench(folder, environment_for(folder), has_pptxgenjs=False)
        commands = prepare(bench)
        for number in range(rounds):
            print(f"round {number + 1} of {rounds}", file=sys.stderr)
            for what, command in commands.items():
                bench.run_whole(what, "", [word.replace(ROUND, str(number)) for word in command], None)
        text = report(bench, commands)
    publish(text, None if arguments.quick else HERE / "commands.md")


def prepare(bench: Bench) -> dict[str, list[str]]:
    """The commands, each run once so that bytecode is there; the peer gets our slides as data."""
    folder = bench.folder
    ours, theirs = folder / f"ours-{ROUND}", folder / "theirs"
    theirs.mkdir()
    script = Path(sys.executable).with_name("whp-deck")
    tool = [str(script)] if script.exists() else [sys.executable, "-m", "whp_deck"]
    build = [*tool, "build", str(DECK), "--quiet"]
    commands = {
        VERSION: [*tool, "--version"],
        TYPER: [sys.executable, "-c", "import typer"],
        MONDAY: [*build, "--no-packet", "--output", str(folder / f"ours-{ROUND}")],
    }
    for command in commands.values():
        _run(bench, command)
    decks = sorted(str(path) for path in ours.glob("*.pptx"))
    _run(bench, [sys.executable, "-c", DUMP, str(theirs / "slides.json"), *decks])
    commands[HAND] = [
        sys.executable,
        str(HERE / "peers/by_hand.py"),
        str(TEMPLATE),
        str(theirs / "slides.json"),
        str(theirs),
    ]
    commands[FULL] = [*build, "--output", str(folder / f"full-{ROUND}")]
    commands[PACKET] = [*tool, "packet", str(DECK), "--output", str(folder / f"packet-{ROUND}")]
    commands[PICTURE] = [
        *tool,
        "render",
        decks[0],
        "--format",
        "png",
        "--by",
        "built-in",
        "--output",
        str(folder / "pictures"),
    ]
    long = folder / "long.yaml"
    practice, added = ROOT / "config/practice.yaml", "".join(ADDED.format(n=n) for n in range(30))
    long.write_text(LONG.format(practice=practice, added=added), encoding="utf-8")
    _run(bench, [*tool, "build", str(long), "--quiet", "--output", str(folder / "long")])
    commands[CHECK] = [*tool, "check", str(folder / "long" / "long.pptx")]
    for command in (commands[HAND], commands[FULL], commands[PACKET], commands[PICTURE]):
        _run(bench, command)
    counts = [len(json.loads((theirs / "slides.json").read_text())[Path(deck).name]) for deck in decks]
    print(f"Monday huddle: {' + '.join(map(str, counts))} slides", file=sys.stderr)
    return commands


def _run(bench: Bench, command: list[str]) -> None:
    done = subprocess.run(command, env=bench.environment, capture_output=True, text=True, cwd=ROOT)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed\n{done.stderr}")


def report(bench: Bench, commands: dict[str, list[str]]) -> str:
    """The whole page."""
    lines = ["# Whole commands, measured", "", *machine(bench, ("python-pptx", "typer", "typst")), ""]
    lines += ["Whole processes, the start of Python included. Medians; in brackets the range.", ""]
    lines += ["| What | CPU s | wall s | peak MB | runs |", "|---|--:|--:|--:|--:|"]
    for what in commands:
        found = bench.samples[what, ""]
        cpu, wall, peak = (
            statistics.median(values) for values in zip(*((s.cpu, s.wall, s.peak) for s in found), strict=True)
        )
        span = f"{min(one.cpu for one in found):.2f}–{max(one.cpu for one in found):.2f}"
        lines.append(f"| {what} | {cpu:.2f} ({span}) | {wall:.2f} | {peak:.0f} | {len(found)} |")
    lines += ["", "| Bound, median of pairs | Measured | |", "|---|---|---|"]
    lines.append(bound("Monday deck, CPU: ours / by hand ≤ 1.8", bench.ratios(MONDAY, HAND, ""), 1.8))
    lines.append(bound("`--version`, CPU: ours / `import typer` ≤ 1.3", bench.ratios(VERSION, TYPER, ""), 1.3))
    # three seconds where the script takes 0.4
    lines.append(bound("60 slides checked, CPU: ours / the script by hand ≤ 7.5", bench.ratios(CHECK, HAND, ""), 7.5))
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
