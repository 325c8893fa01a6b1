"""Real decks, each used as a template: every layout of ours is made in it, and the file is as sound as it came."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.as_template import Used, use_as_template
from tests.conftest import needed
from tests.corpus import SOURCES, Corpus, NotFetchedError, NotInstalledError, convert
from tests.office.test_corpus import pages
from whp_deck.office.bindings import load_bindings
from whp_deck.resources import shipped

pytestmark = pytest.mark.slow
BINDINGS = load_bindings(shipped("config/layouts.yaml"))


class Tried:
    """The decks of a source, each tried once as a template, for all tests."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self._done: dict[str, list[Used]] = {}

    def of(self, source: str) -> list[Used]:
        if source not in self._done:
            decks = [deck for deck in self.corpus.decks(source) if deck.suffix in (".pptx", ".potx", ".pptm", ".ppsx")]
            out = self.corpus.folder / f"used-{source}"
            out.mkdir()
            self._done[source] = [
                use_as_template(deck, out / f"{source}-{number:03}-{deck.stem}.pptx", BINDINGS)
                for number, deck in enumerate(decks)
            ]
        return self._done[source]


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> Tried:
    return Tried(Corpus(tmp_path_factory.mktemp("corpus")))


@pytest.mark.parametrize("source", SOURCES)
def test_every_deck_carries_every_layout_of_ours(tried: Tried, source: str, capsys: pytest.CaptureFixture[str]) -> None:
    try:
        decks = tried.of(source)
    except NotInstalledError as error:
        pytest.skip(f"{error} is not installed")
    except NotFetchedError as error:
        needed(str(error))
    opened = [one for one in decks if not one.refused]
    refused = "".join(f"; {one.source.name} {one.refused}" for one in decks if one.refused)
    with capsys.disabled():
        print(f"\n{source}: {len(decks)} templates, {len(opened)} used{refused}")
    assert opened
    assert {one.source.name: one.new for one in opened if one.new} == {}
    assert {one.source.name: one.missing for one in opened if one.missing} == {}
    assert {one.source.name: one.lost for one in opened if one.lost} == {}
    assert min(one.slides for one in opened) >= len(BINDINGS)


@pytest.mark.libreoffice
def test_libreoffice_shows_every_slide(tried: Tried) -> None:
    used: list[Used] = []
    for source in SOURCES:
        try:
            used += [one for one in tried.of(source) if not one.refused]
        except (NotInstalledError, NotFetchedError):
            continue  # the test of that source says so
    out: Path = tried.corpus.folder / "pages"
    convert([one.path for one in used], out, "pdf")
    assert {one.path.stem: pages(out / f"{one.path.stem}.pdf") for one in used} == {
        one.path.stem: one.slides for one in used
    }
