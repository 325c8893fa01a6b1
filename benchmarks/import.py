"""Every slide of every deck of the corpus, copied in both looks and held against its source; and how time grows.

    uv run python benchmarks/import.py       about five minutes; writes import.md

In: the corpus of `tests/corpus.py`, fetched into a temporary folder. Out: import.md beside this file. Must not change how
anything is copied: it asks `tests/copying.py`, as the tests do.
"""

from __future__ import annotations

import gc
import io
import platform
import shutil
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from PIL import Image  # noqa: E402

from tests.copying import CopiedDeck, copy_deck, draw  # noqa: E402
from tests.corpus import SOURCES, Corpus, NotFetchedError, NotInstalledError  # noqa: E402
from tests.office.conftest import empty_deck, plain  # noqa: E402
from whp_deck.office.package import open_package, package_bytes  # noqa: E402
from whp_deck.office.slide_copy import Importer, Look  # noqa: E402
from whp_deck.office.slide_list import slide_parts  # noqa: E402

LOOKS: tuple[Look, ...] = ("adopt", "keep")
BATCH = 25  # decks for one start of LibreOffice
COUNTS = (60, 600)
ROUNDS = 5
BOUND = 1.3


@dataclass
class Row:
    """What was seen of one source."""

    decks: int = 0
    refused: int = 0
    slides: int = 0
    worse: int = 0
    words: int = 0
    pages: int = 0
    other_count: int = 0
    same: int = 0
    not_same: list[str] = field(default_factory=list)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        corpus = Corpus(Path(folder))
        rows: dict[str, Row] = {}
        for source in SOURCES:
            try:
                rows[source] = look_at(corpus, source)
            except (NotInstalledError, NotFetchedError) as error:
                print(f"{source}: not here: {error}", file=sys.stderr)
        lines = [*table(rows), *growth(Path(folder))]
    (ROOT / "benchmarks" / "import.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def look_at(corpus: Corpus, source: str) -> Row:
    row = Row()
    copied: list[tuple[CopiedDeck, CopiedDeck, Path]] = []
    decks = [deck for deck in corpus.decks(source) if deck.suffix in (".pptx", ".potx", ".ppsx", ".pptm", ".potm")]
    for number, deck in enumerate(decks):
        row.decks += 1
        adopted, kept = (copy_deck(deck, look, corpus.folder / f"{source}-{number:03}-{look}.pptx") for look in LOOKS)
        if kept.refused:
            row.refused += 1
            continue
        row.slides += kept.slides
        row.worse += bool(adopted.new) + bool(kept.new)
        row.words += bool(adopted.words) + bool(kept.words)
        original = corpus.folder / f"{source}-{number:03}-source{deck.suffix}"
        shutil.copy(deck, original)
        copied.append((adopted, kept, original))
    for start in range(0, len(copied), BATCH):
        batch = copied[start : start + BATCH]
        files = [path for adopted, kept, original in batch for path in (adopted.path, kept.path, original)]
        drawn = draw(files, corpus.folder / "drawn")
        for adopted, kept, original in batch:
            theirs = drawn[original]
            row.pages += len(theirs)
            row.other_count += sum(len(drawn[one.path]) != len(theirs) for one in (adopted, kept))
            same = sum(one == other for one, other in zip(drawn[kept.path], theirs, strict=False))
            row.same += same
            if same != len(theirs):
                row.not_same.append(f"{kept.source.name} ({len(theirs) - same} of {len(theirs)})")
    print(source, row, file=sys.stderr)
    return row


def table(rows: dict[str, Row]) -> Iterator[str]:
    """The corpus as Markdown."""
    yield "# Slides of existing presentations, copied\n"
    yield (
        f"Written by `benchmarks/import.py` ({platform.system()}, Python {platform.python_version()}). Every slide of every deck "
        "goes into a deck of ours, once in our look (adopt) and once with its own master (keep, in a deck of its size).\n"
    )
    yield "| decks of | decks | refused | slides | worse at the gate | other words or notes | other number of pages | pages | same in every pixel (keep) |"
    yield "|---|---|---|---|---|---|---|---|---|"
    total = Row()
    for name, row in rows.items():
        for key in ("decks", "refused", "slides", "worse", "words", "pages", "other_count", "same"):
            setattr(total, key, getattr(total, key) + getattr(row, key))
        yield _line(name, row)
    yield _line("**all**", total)
    share = 100 * total.same / max(total.pages, 1)
    yield f"\nPages that are the same: {share:.1f} % (bound: 99 %), drawn by LibreOffice at 30 dpi in gray."
    yield "*Refused*: macros, passwords, damage, Strict; said in plain words. *Worse*: copies with a finding that their source had not.\n"
    listed = [one for row in rows.values() for one in row.not_same]
    if listed:
        yield "Not the same: " + "; ".join(listed) + ".\n"


def _line(name: str, row: Row) -> str:
    share = f"{row.same} of {row.pages}"
    return f"| {name} | {row.decks} | {row.refused} | {row.slides} | {row.worse} | {row.words} | {row.other_count} | {row.pages} | {share} |"


def growth(folder: Path) -> Iterator[str]:
    """Time for each slide at 60 and at 600, and how often each picture is stored."""
    yield "## Time for each slide\n"
    yield "CPU, the best of five rounds: slides with a picture of their own each and notes, copied in one call.\n"
    yield f"| look | {' | '.join(f'{count} slides' for count in COUNTS)} | ratio (bound: {BOUND}) |"
    yield "|---|---|---|---|"
    files = {count: _deck(count, folder / f"{count}.pptx") for count in COUNTS}
    for look in LOOKS:
        best = {count: min(_seconds(file, look) for _ in range(ROUNDS)) / count for count, file in files.items()}
        shown = " | ".join(f"{1000 * best[count]:.2f} ms" for count in COUNTS)
        yield f"| {look} | {shown} | {best[COUNTS[1]] / best[COUNTS[0]]:.2f} |"
    source, (into, _) = open_package(files[COUNTS[1]]), empty_deck()
    importer = Importer(source, into)
    for _ in range(2):
        importer.copy(list(slide_parts(source)))
    with zipfile.ZipFile(io.BytesIO(package_bytes(into))) as archive:
        pictures = sum(name.endswith(".png") for name in archive.namelist())
    yield f"\n{2 * COUNTS[1]} slides copied from {COUNTS[1]} with a picture each: {pictures} pictures in the file."


def _deck(count: int, path: Path) -> Path:
    package, maker = empty_deck()
    for number in range(count):
        slide = maker.add("Content with picture", name=f"slide-{number}", footer="Hilltop Clinic")
        slide.fill("Title", plain(f"Title {number}"))
        stream = io.BytesIO()
        Image.new("RGB", (8, 8), (number % 256, number // 256, 7)).save(stream, "PNG")
        slide.picture("Picture", stream.getvalue(), alt="A color")
        slide.fill_notes(plain("Say it."))
        slide.drop_unused()
    path.write_bytes(package_bytes(package))
    return path


def _seconds(file: Path, look: Look) -> float:
    source, (into, _) = open_package(file), empty_deck()
    gc.collect()
    start = time.process_time()
    Importer(source, into).copy(list(slide_parts(source)), look=look)
    return time.process_time() - start


if __name__ == "__main__":
    main()
