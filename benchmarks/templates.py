"""Every real deck that the tests can get, used as a template: writes `templates.md`.

    uv run python benchmarks/templates.py          about four minutes, most of it LibreOffice

In: the corpus of `tests/corpus.py` (fetched by name into a temporary folder). Out: a table by source. Must not keep a deck.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.as_template import Used, use_as_template  # noqa: E402
from tests.corpus import SOURCES, Corpus, NotFetchedError, NotInstalledError, convert  # noqa: E402
from whp_deck.office.bindings import our_bindings  # noqa: E402

TARGET = Path(__file__).with_name("templates.md")
ENDINGS = (".pptx", ".potx", ".pptm", ".ppsx")
HOW = (("name", "by name"), ("kind", "by kind"), ("holds", "by what they hold"), ("boxes", "with text boxes"))


def main() -> None:
    bindings = our_bindings()
    with tempfile.TemporaryDirectory() as folder:
        corpus = Corpus(Path(folder))
        found: dict[str, list[Used]] = {}
        absent: dict[str, str] = {}
        started = time.process_time()
        for source in SOURCES:
            try:
                decks = [deck for deck in corpus.decks(source) if deck.suffix in ENDINGS]
            except (NotInstalledError, NotFetchedError) as error:
                absent[source] = str(error)
                continue
            out = Path(folder) / f"used-{source}"
            out.mkdir()
            started = time.process_time()
            found[source] = [
                use_as_template(deck, out / f"{source}-{number:03}-{deck.stem}.pptx", bindings)
                for number, deck in enumerate(decks)
            ]
            print(f"{source}: {len(decks)} in {time.process_time() - started:.1f} s", file=sys.stderr)
        used = [one for each in found.values() for one in each if not one.refused]
        pages = _pages([one.path for one in used], Path(folder) / "pages")
        TARGET.write_text(_report(found, absent, pages, len(bindings)), encoding="utf-8")


def _pages(files: list[Path], out: Path) -> dict[str, int]:
    convert(files, out, "pdf")
    found = {}
    for pdf in out.glob("*.pdf"):
        told = subprocess.run(["pdfinfo", str(pdf)], check=True, capture_output=True, text=True).stdout
        found[pdf.stem] = next(int(line.split()[1]) for line in told.splitlines() if line.startswith("Pages:"))
    return found


def _report(found: dict[str, list[Used]], absent: dict[str, str], pages: dict[str, int], count: int) -> str:
    lines = [
        "# Other people's decks as templates",
        "",
        f"`uv run python benchmarks/templates.py` made a deck in each: a slide for each of our {count} layouts, in a file that knows",
        "nothing of them. *Clean*: the gate finds nothing that it did not find in the source. *Words*: all of them are on their slide,",
        "read back with plain python-pptx. *Pages*: LibreOffice shows as many as there are slides. The other columns say how our",
        "layouts were found, over all templates of a source.",
        "",
        "| Source | Decks | Used | Clean | Words | Pages | " + " | ".join(name for _, name in HOW) + " |",
        "|---|---|---|---|---|---|" + "---|" * len(HOW),
    ]
    total = [0] * 5
    ways: Counter[str] = Counter()
    for source, decks in found.items():
        used = [one for one in decks if not one.refused]
        how = sum((one.how for one in used), Counter[str]())
        cells = [
            len(decks),
            len(used),
            sum(not one.new for one in used),
            sum(not one.lost and not one.missing for one in used),
            sum(pages.get(one.path.stem) == one.slides for one in used),
        ]
        total = [one + other for one, other in zip(total, cells, strict=True)]
        ways += how
        lines.append(_row(source, cells, how))
    lines.append(_row("**all**", total, ways))
    lines += ["", "Refused, in plain words:", ""]
    lines += [f"- {one.source.name}: {one.refused}" for each in found.values() for one in each if one.refused] or [
        "- none"
    ]
    lines += [f"- {source} could not be had here: {why}" for source, why in absent.items()]
    sizes = Counter(one.size for each in found.values() for one in each if not one.refused)
    listed = ", ".join(f"{width:g} x {height:g} ({number})" for (width, height), number in sorted(sizes.items()))
    lines += ["", f"Slide sizes in inches: {listed}."]
    return "\n".join(lines) + "\n"


def _row(source: str, cells: list[int], how: Counter[str]) -> str:
    whole = sum(how.values()) or 1
    shares = [f"{how[key] / whole:.0%}" for key, _ in HOW]
    return f"| {source} | " + " | ".join([*map(str, cells), *shares]) + " |"


if __name__ == "__main__":
    main()
