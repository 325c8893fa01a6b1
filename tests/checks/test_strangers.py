"""Other practices' names are found in finished files however they are set, and nothing is found by chance."""

from __future__ import annotations

import time
import zipfile
from pathlib import Path

import pptx
import pytest

from whp_deck.checks.strangers import Strangers, tells

LAKE = "Lake & Sons Medical"


def office_file(folder: Path, xml: str) -> Path:
    path = folder / "deck.pptx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("ppt/slides/slide1.xml", xml)
    return path


def found(path: Path, *texts: str, own: tuple[str, ...] = ()) -> list[str]:
    strangers = Strangers([(text, "somebody") for text in texts])
    return [text for text, _, _ in strangers.found_in(path, path.name, own=own)]


@pytest.mark.parametrize(
    "xml",
    [
        "<a:p><a:r><a:t>at Lake &amp; Sons Medical today</a:t></a:r></a:p>",
        "<a:p><a:r><a:t>at LAKE  </a:t></a:r><a:r><a:rPr b='1'/><a:t>&amp; sons–medical</a:t></a:r></a:p>",
        '<p:cNvPr id="2" name="Picture" descr="The door of Lake &amp; Sons Medical"/>',
    ],
)
def test_it_is_found_however_it_is_set(tmp_path: Path, xml: str) -> None:
    assert found(office_file(tmp_path, xml), LAKE) == [LAKE]


@pytest.mark.parametrize(
    "xml",
    [
        "<a:p><a:r><a:t>by the lake</a:t></a:r></a:p><a:p><a:r><a:t>sons, medical</a:t></a:r></a:p>",
        "<a:p><a:r><a:t>Lake, sons and medical matters</a:t></a:r></a:p>",
        "<a:p><a:r><a:t>Blake &amp; Sons Medical</a:t></a:r></a:p>",
    ],
)
def test_words_that_only_happen_to_be_there(tmp_path: Path, xml: str) -> None:
    assert found(office_file(tmp_path, xml), LAKE) == []


def test_a_name_within_ones_own_is_ones_own(tmp_path: Path) -> None:
    path = office_file(tmp_path, "<a:p><a:r><a:t>Lake Medical Group, 555-0134</a:t></a:r></a:p>")
    assert found(path, "Lake Medical", "555-0134", own=("Lake Medical Group",)) == ["555-0134"]


@pytest.mark.parametrize(
    ("text", "proof"),
    [("ext. 12", False), ("North", False), ("Riverside", True), ("555-0134", True), ("Ann Li", False)],
)
def test_what_is_too_short_to_prove_anything(text: str, proof: bool) -> None:
    assert tells(text) is proof


def test_ten_thousand_names_that_begin_alike_cost_no_more_than_ten(tmp_path: Path) -> None:
    words = " ".join(f"practice word{number}" for number in range(5000))
    path = office_file(tmp_path, f"<a:p><a:r><a:t>{words} Practice Number 77 here</a:t></a:r></a:p>")
    strangers = Strangers([(f"Practice Number {number}", str(number)) for number in range(10_000)])
    start = time.process_time()
    assert strangers.found_in(path, path.name, own=()) == [("Practice Number 77", "77", "ppt/slides/slide1.xml")]
    assert time.process_time() - start < 0.5  # each of them looked for alone would take ten seconds


def test_a_slide_is_named_as_people_count_it_and_its_notes_too(tmp_path: Path) -> None:
    deck = pptx.Presentation()
    for title in ("First", "Second of Harbor Clinic"):
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        slide.shapes.title.text_frame.text = title
        notes = slide.notes_slide.notes_text_frame
        assert notes is not None
        notes.text = "Ask Anne Millerson" if title == "First" else "Nothing"
    entries = deck.slides._sldIdLst
    entries.insert(0, entries[1])  # the part stays slide2.xml
    path = tmp_path / "deck.pptx"
    deck.save(str(path))
    strangers = Strangers([("Harbor Clinic", "a"), ("Anne Millerson", "b")])
    found = {(text, place) for text, _, place in strangers.found_in(path, path.name, own=())}
    assert found == {("Harbor Clinic", "slide 1"), ("Anne Millerson", "the notes of slide 2")}
