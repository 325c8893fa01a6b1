"""Real decks: every slide of each is copied into a deck of ours, in our look and in its own. Nothing gets worse.

`benchmarks/import.py` asks the same of all pages of all decks, and writes down what it saw.
"""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from tests.conftest import needed
from tests.copying import CopiedDeck, copy_deck, draw
from tests.corpus import SOURCES, Corpus, NotFetchedError, NotInstalledError
from whp_deck.office.slide_copy import Look

pytestmark = pytest.mark.slow
LOOKS: tuple[Look, ...] = ("adopt", "keep")
DRAWN = 4  # decks of each source: LibreOffice needs a second for each file
SAME = 0.99  # of the pages: a text box takes its size from the presentation when nobody else says it


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return Corpus(tmp_path_factory.mktemp("corpus"))


def copies(corpus: Corpus, source: str, look: Look, most: int | None = None) -> list[CopiedDeck]:
    out = corpus.folder / f"copied-{look}-{source}"
    out.mkdir(exist_ok=True)
    done = (copy_deck(deck, look, out / f"{source}-{n:03}-{look}.pptx") for n, deck in enumerate(decks(corpus, source)))
    return list(itertools.islice((one for one in done if not one.refused), most))


def decks(corpus: Corpus, source: str) -> list[Path]:
    return [path for path in corpus.decks(source) if path.suffix in (".pptx", ".potx", ".ppsx", ".pptm", ".potm")]


@pytest.mark.parametrize("source", SOURCES)
def test_every_slide_of_every_deck_in_both_looks(
    corpus: Corpus, source: str, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        done = [one for look in LOOKS for one in copies(corpus, source, look)]
    except NotInstalledError as error:
        pytest.skip(f"{error} is not installed")
    except NotFetchedError as error:
        needed(str(error))
    with capsys.disabled():
        print(f"\n{source}: {len(done) // 2} decks, {sum(one.slides for one in done)} slides in both looks")
    assert done
    assert {f"{one.source.name} ({one.look})": one.new for one in done if one.new} == {}
    assert {f"{one.source.name} ({one.look})": one.words for one in done if one.words} == {}


@pytest.mark.libreoffice
def test_libreoffice_draws_as_many_pages_and_the_same_where_the_look_is_kept(
    corpus: Corpus, capsys: pytest.CaptureFixture[str]
) -> None:
    kept: list[CopiedDeck] = []
    adopted: list[CopiedDeck] = []
    for source in SOURCES:
        try:
            kept += copies(corpus, source, "keep", DRAWN)
            adopted += copies(corpus, source, "adopt", DRAWN)
        except (NotInstalledError, NotFetchedError):
            continue  # the test of that source says so
    sources = []
    for number, one in enumerate(kept):
        sources.append(corpus.folder / f"source-{number:03}{one.source.suffix}")
        sources[-1].write_bytes(one.source.read_bytes())
    drawn = draw([*sources, *(one.path for one in (*kept, *adopted))], corpus.folder / "drawn")
    theirs = [drawn[path] for path in sources]
    assert [len(drawn[one.path]) for one in kept] == [len(pages) for pages in theirs]
    assert [len(drawn[one.path]) for one in adopted] == [len(pages) for pages in theirs]
    pairs = [pair for one, pages in zip(kept, theirs, strict=True) for pair in zip(drawn[one.path], pages, strict=True)]
    same = sum(ours == page for ours, page in pairs)
    with capsys.disabled():
        print(f"\nLibreOffice: {len(kept)} decks, {len(pairs)} pages, {same} the same in every pixel")
    assert same >= SAME * len(pairs)
