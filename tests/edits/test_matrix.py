"""Every kind of edit × how it was saved × what the configuration did meanwhile: all are found, none is lost, none invented."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from pptx.opc.constants import RELATIONSHIP_TYPE as RT

from tests.conftest import PRACTICE, needed
from tests.edits.matrix import DECK_TEXT, EDITS, Edit
from tests.office.conftest import png
from whp_deck.build import prepare_deck
from whp_deck.build.deck import render_packages
from whp_deck.checks.file_texts import part_texts, reduce
from whp_deck.edits.compare import Change, find_changes
from whp_deck.edits.files import Known, file_of, know_slides
from whp_deck.edits.merge import Merged, merge_deck, needs_merge
from whp_deck.edits.merged_file import MergedFile
from whp_deck.edits.to_compare import MergeWords
from whp_deck.office.copy_layouts import layout_name
from whp_deck.office.gate import check_package
from whp_deck.office.package import Package, package_bytes
from whp_deck.office.parts import element_of
from whp_deck.office.relationships import relationships_of
from whp_deck.office.slide_list import slide_parts
from whp_deck.office.slides import layouts_of
from whp_deck.office.snapshot import slide_id_of
from whp_deck.office.stamp import read_stamp

ELSEWHERE = ("Nobody edits this one", "The configuration's own words elsewhere")
SAME = {
    "title: Some words of ours": "title: The configuration's own title",
    "apples": "apricots",
    "The second point": "The configuration's point",
    "fruit": "vegetables",
    "title: A table of hours": "title: The configuration's table",
    "Tuesday, eight": "Tuesday, half past eight",
    "about hours": "about half hours",
    "before the door\n": "behind the door\n",
    "Our team before": "Our whole team before",
    "Here she is": "There she is",
}
WORDS = MergeWords("To compare: {title}", "This hidden slide is what your files say now.", "for this slide")
FIELDS = {"title": "text", "look": "text", "table": "text", "alt": "picture"}
CONFIGS = ("unchanged", "elsewhere", "same field")


@dataclass(frozen=True)
class Decks:
    """What the configuration gave first, and what it gives under each of `CONFIGS`, as bytes."""

    built: bytes
    fresh: dict[str, bytes]


@pytest.fixture(scope="module")
def decks(tmp_path_factory: pytest.TempPathFactory) -> Decks:
    folder = tmp_path_factory.mktemp("matrix")
    (folder / "practice.yaml").write_text(PRACTICE, encoding="utf-8")
    (folder / "us.png").write_bytes(png(60, 40))
    same = DECK_TEXT
    for old, new in SAME.items():
        assert old in same
        same = same.replace(old, new)
    fresh = {}
    for name, text in zip(CONFIGS, (DECK_TEXT, DECK_TEXT.replace(*ELSEWHERE), same), strict=True):
        path = folder / "deck.yaml"
        path.write_text(text, encoding="utf-8")
        (package,) = render_packages(prepare_deck(path))
        fresh[name] = package_bytes(package)
    return Decks(fresh["unchanged"], fresh)


def opened(data: bytes) -> Package:
    return Package.open(io.BytesIO(data))


def known_of(package: Package) -> Known:
    manifest = read_stamp(package)
    assert manifest is not None
    return know_slides([file_of(Path("deck.pptx"), package, manifest)])


def edited(decks: Decks, edit: Edit) -> bytes:
    """The file as it lies there after the person saved it."""
    package = opened(decks.built)
    edit.make(package)
    return package_bytes(package)


def kinds(changes: list[Change]) -> list[str]:
    return sorted(change.kind for change in changes)


def merged_with(decks: Decks, data: bytes, config: str) -> tuple[Merged, Package]:
    merged = merge_deck(known_of(opened(data)), [opened(decks.fresh[config])], [0], WORDS)
    return merged, opened(package_bytes(merged.packages[0]))


def words_in(package: Package) -> str:
    return " ".join(text for _, text in part_texts(package))


SOME = [pytest.param(one, marks=[] if number % 6 < 1 else pytest.mark.slow) for number, one in enumerate(EDITS)]


@pytest.mark.parametrize("edit", SOME, ids=[edit.name for edit in EDITS])
def test_every_edit_is_told_and_nothing_else(decks: Decks, edit: Edit) -> None:
    known = known_of(opened(edited(decks, edit)))
    assert kinds(find_changes(known)) == sorted(edit.told)


def check_merge(decks: Decks, edit: Edit, data: bytes, config: str, told: tuple[str, ...]) -> None:
    """Nothing that the person typed is missing, what the configuration changed is there, the file is sound."""
    known = known_of(opened(data))
    if not needs_merge(known):
        assert told == () or config, "only what cannot be told may be built anew"
        return
    merged, package = merged_with(decks, data, config)
    words = words_in(package)
    for typed in edit.words:
        assert reduce(typed) in words, typed
    assert edit.keeps(package)
    new = {(one.rule, one.message) for one in check_package(package)} - {
        (one.rule, one.message) for one in check_package(opened(data))
    }
    assert new == set()
    changes = find_changes(known_of(package))
    if config == "elsewhere":
        assert reduce("The configuration's own words elsewhere") in words
    if config == "same field":
        # where both changed a field, the person's is kept whole: the configuration's new words are then a difference, too
        assert {FIELDS.get(kind, kind) for kind in kinds(changes)} <= {FIELDS.get(kind, kind) for kind in told}
        deleted = "words" in {one.id for one in changes if one.kind == "deleted"}
        for new_words in ("The configuration's own title", "The configuration's point", "vegetables"):
            assert deleted or reduce(new_words) in words, new_words
    else:
        assert kinds(changes) == sorted(told)
        assert merged.problems == ()
    again = merge_deck(known_of(opened(package_bytes(package))), [opened(decks.fresh[config])], [0], WORDS)
    assert package_bytes(again.packages[0]) == package_bytes(package), "a second build changes something"


@pytest.mark.slow
@pytest.mark.parametrize("config", CONFIGS)
@pytest.mark.parametrize("edit", [one for one in EDITS if one.told], ids=lambda edit: edit.name)
def test_every_edit_survives_every_rebuild(decks: Decks, edit: Edit, config: str) -> None:
    check_merge(decks, edit, edited(decks, edit), config, edit.told)


@pytest.fixture(scope="module")
def saved_by_libreoffice(decks: Decks, tmp_path_factory: pytest.TempPathFactory) -> Callable[[Edit], bytes]:
    """Every edited file as LibreOffice saves it, all in one run."""
    if shutil.which("soffice") is None:
        needed("soffice")
    folder = tmp_path_factory.mktemp("libreoffice")
    names = {edit.name: f"{number}.pptx" for number, edit in enumerate(EDITS)}
    for edit in EDITS:
        (folder / names[edit.name]).write_bytes(edited(decks, edit))
    command = [
        "soffice",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "pptx",
    ]
    files = sorted(str(path) for path in folder.glob("*.pptx"))
    subprocess.run([*command, "--outdir", str(folder / "out"), *files], check=True, capture_output=True, timeout=300)
    return lambda edit: (folder / "out" / names[edit.name]).read_bytes()


@pytest.mark.slow
@pytest.mark.libreoffice
@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.name)
def test_the_same_is_told_after_libreoffice_saved_it(saved_by_libreoffice: Callable[[Edit], bytes], edit: Edit) -> None:
    known = known_of(opened(saved_by_libreoffice(edit)))
    told = edit.told if edit.told_lo is None else edit.told_lo
    assert kinds(find_changes(known)) == sorted(told)


@pytest.mark.slow
@pytest.mark.libreoffice
@pytest.mark.parametrize("config", CONFIGS)
@pytest.mark.parametrize("edit", [one for one in EDITS if one.told], ids=lambda edit: edit.name)
def test_every_edit_survives_a_rebuild_after_libreoffice(
    decks: Decks, saved_by_libreoffice: Callable[[Edit], bytes], edit: Edit, config: str
) -> None:
    told = edit.told if edit.told_lo is None else edit.told_lo
    check_merge(decks, edit, saved_by_libreoffice(edit), config, told)


def test_slides_of_a_layout_that_libreoffice_lost_all_bring_it_along_and_once(decks: Decks) -> None:
    source, into = opened(decks.fresh["elsewhere"]), opened(decks.built)
    for layout in layouts_of(into):
        element_of(layout)[0].set("name", "Title, Content")  # as LibreOffice calls them
    file = MergedFile(1, into, 0)
    ids = [id for id, part in slide_parts(source).items() if slide_id_of(part) in ("words", "elsewhere", "sources")]
    copies = [file.copy_from(source, id) for id in ids]
    used = {relationships_of(slide_parts(into)[id]).first_of(RT.SLIDE_LAYOUT) for id in copies}
    assert [layout_name(one) for one in used if one is not None] == ["Content"]


def test_there_are_enough_kinds_of_edit() -> None:
    assert len(EDITS) > 50
    assert len({edit.name for edit in EDITS}) == len(EDITS)
