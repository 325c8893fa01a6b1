"""From files to files: what lands opens, is whole, is ours, and holds nothing that only the facilitator may know."""

from __future__ import annotations

import functools
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from pptx import Presentation

from tests.conftest import DECK, PRACTICE, ROOT, SHORT_DECK
from whp_deck.build import Built, build_deck
from whp_deck.checks.leaks import find_leaks, part_texts
from whp_deck.config.deck import Deck, load_deck
from whp_deck.errors import EditedOutputError, InvalidDeckError
from whp_deck.office.gate import check_file
from whp_deck.office.package import open_package

build = functools.partial(build_deck, packet=False)  # what is printed has tests of its own

WriteDeck = Callable[..., Path]
DECKS = [
    "decks/monday-huddle.yaml",
    "decks/staff-meeting.yaml",
    "decks/lunch-and-learn.yaml",
    "tests/decks/minimal/minimal.yaml",
]
FIRST = "decks/monday-huddle.yaml"  # the slow lane looks at the others
EITHER = pytest.mark.parametrize(
    "text", [SHORT_DECK, pytest.param(DECK, marks=pytest.mark.slow)], ids=["short", "three sessions"]
)
BASELINE = re.compile(r"/ppt/charts/")


@pytest.fixture(
    scope="module", params=[pytest.param(deck, marks=() if deck == FIRST else pytest.mark.slow) for deck in DECKS]
)
def built(request: pytest.FixtureRequest, built_deck: Callable[[str], Built]) -> list[Path]:
    return [file for file in built_deck(request.param).files if file.suffix == ".pptx"]


def test_the_package_gate_is_clean(built: list[Path]) -> None:
    for file in built:
        assert check_file(file) == []


@pytest.mark.slow
def test_the_open_xml_validator_finds_nothing(built: list[Path]) -> None:
    audit = pytest.importorskip("openxml_audit")
    for file in built:
        result = audit.validate_pptx(str(file))
        assert [error for error in result.errors if not BASELINE.search(str(error))] == []


def test_plain_python_pptx_opens_it_with_titles_and_notes(built: list[Path]) -> None:
    for file in built:
        titles = []
        for slide in Presentation(str(file)).slides:
            assert slide.shapes.title is not None
            titles.append(slide.shapes.title.text_frame.text)
            assert slide.has_notes_slide
            frame = slide.notes_slide.notes_text_frame
            assert frame is not None
            assert frame.text.strip(), titles[-1]
        assert all(titles)
        assert len(set(titles)) == len(titles)


def test_no_empty_placeholder_and_no_text_box_is_left(built: list[Path]) -> None:
    for file in built:
        for slide in Presentation(str(file)).slides:
            for shape in slide.shapes:
                if shape.is_placeholder and shape.has_text_frame:
                    assert shape.text_frame.text.strip(), (slide.name, shape.name)
                elif not shape.is_placeholder and shape.has_text_frame:
                    assert not shape.text_frame.text.strip(), (slide.name, shape.name)


def test_every_run_has_a_language_and_no_color_of_its_own(built: list[Path]) -> None:
    for file in built:
        with zipfile.ZipFile(file) as package:
            for name in package.namelist():
                if re.fullmatch(r"ppt/slides/slide\d+\.xml", name):
                    text = package.read(name).decode()
                    assert "srgbClr" not in text, name
                    for properties in re.findall(r"<a:(?:rPr|endParaRPr)\b[^>]*>", text):
                        assert "lang=" in properties, (name, properties)


def test_sections_carry_the_names_of_the_parts(built: list[Path]) -> None:
    for file in built:
        with zipfile.ZipFile(file) as package:
            xml = package.read("ppt/presentation.xml").decode()
        names = re.findall(r'<p14:section name="([^"]+)"', xml)
        assert len(names) >= 3
        assert len(set(names)) == len(names)


def test_the_same_input_gives_the_same_bytes(built_deck: Callable[[str], Built], tmp_path: Path) -> None:
    first = [file for file in built_deck("decks/monday-huddle.yaml").files if file.suffix == ".pptx"]
    second = build(ROOT / "decks/monday-huddle.yaml", tmp_path).files
    assert [file.read_bytes() for file in first] == [file.read_bytes() for file in second]


@EITHER
def test_a_rebuild_over_our_own_file_is_quiet(write_deck: WriteDeck, text: str) -> None:
    deck = write_deck(text)
    before = [file.read_bytes() for file in build(deck).files]
    assert [file.read_bytes() for file in build(deck).files] == before


def edit(file: Path) -> None:
    presentation = Presentation(str(file))
    presentation.slides[1].shapes.title.text_frame.text = "Typed by hand"
    presentation.save(str(file))


@EITHER
def test_a_rebuild_over_an_edited_file_keeps_the_edit_and_a_dated_copy(write_deck: WriteDeck, text: str) -> None:
    deck = write_deck(text)
    file = build(deck).files[0]
    edit(file)
    edited = file.read_bytes()
    result = build(deck)
    assert Presentation(str(file)).slides[1].shapes.title.text_frame.text == "Typed by hand"
    assert [copy.read_bytes() for copy in result.backups] == [edited]
    assert any("Typed by hand" in line for line in result.merged)
    merged = file.read_bytes()
    assert build(deck).backups == ()
    assert file.read_bytes() == merged


@pytest.mark.slow
def test_overwrite_keeps_a_dated_copy(write_deck: WriteDeck) -> None:
    deck = write_deck()
    file = build(deck).files[0]
    edit(file)
    edited = file.read_bytes()
    result = build(deck, overwrite=True)
    assert [copy.read_bytes() for copy in result.backups] == [edited]
    assert re.fullmatch(r"deck-1\.\d{4}-\d\d-\d\d\.pptx", result.backups[0].name)
    edit(file)
    assert len(set(build(deck, overwrite=True).backups + result.backups)) == 2


@pytest.mark.slow
def test_formatting_done_by_hand_stays(write_deck: WriteDeck) -> None:
    deck = write_deck()
    file = build(deck).files[0]
    presentation = Presentation(str(file))
    title = presentation.slides[1].shapes.title.text_frame.paragraphs[0].runs[0]
    title.font.italic = True
    presentation.save(str(file))
    formatted = file.read_bytes()
    result = build(deck)
    run = Presentation(str(file)).slides[1].shapes.title.text_frame.paragraphs[0].runs[0]
    assert run.font.italic
    assert [copy.read_bytes() for copy in result.backups] == [formatted]
    assert build(deck).backups == ()


def test_a_file_that_is_not_ours_is_not_replaced(write_deck: WriteDeck) -> None:
    deck = write_deck()
    target = deck.parent / "build" / "deck-2.pptx"
    target.parent.mkdir()
    Presentation().save(str(target))
    before = target.read_bytes()
    with pytest.raises(EditedOutputError):
        build(deck)
    assert target.read_bytes() == before
    assert list(target.parent.iterdir()) == [target]


def test_nothing_is_written_when_there_is_a_problem(write_deck: WriteDeck) -> None:
    deck = write_deck(DECK + "slides: {change: {video: {minutes: 14}}}\n")
    with pytest.raises(InvalidDeckError):
        build(deck)
    assert not (deck.parent / "build").exists()
    assert build(deck, draft=True).files


def test_strict_fails_on_open_decisions(write_deck: WriteDeck) -> None:
    with pytest.raises(InvalidDeckError) as caught:
        build(write_deck(), strict=True)
    assert {problem.code for problem in caught.value.problems} == {"decision-open"}


CANARY = "Zebrafish marmalade whispers under seven umbrellas"


def scenario_with_canaries() -> tuple[str, list[str]]:
    """The first shipped scenario with a canary in each facilitator-only field."""
    import yaml

    path = ROOT / "config/toolkits/warm-handoff-plus/scenarios/rooming-refill.yaml"
    tree = yaml.safe_load(path.read_text(encoding="utf-8"))
    tree["id"] = "canaries"
    canaries = []

    def mark(name: str) -> str:
        canaries.append(f"{CANARY} {name}")
        return canaries[-1]

    for role in tree["roles"]:
        role["card"] = mark(f"card {role['id']}")
    facts = tree["facilitator_only"]
    for number, item in enumerate(facts["if_asked"]):
        item["about"], item["say"] = mark(f"about {number}"), mark(f"say {number}")
    facts["volunteer_when"] = [mark("volunteer")]
    facts["watch_for"] = mark("watch")
    return yaml.safe_dump(tree, allow_unicode=True), canaries


def test_no_facilitator_only_text_reaches_any_part(write_deck: WriteDeck) -> None:
    own, canaries = scenario_with_canaries()
    assert len(canaries) >= 6
    deck = write_deck(DECK + "role_plays: {use: [canaries], add: [own.yaml]}\n", own=own)
    for file in build(deck).files:
        with zipfile.ZipFile(file) as package:
            for name in package.namelist():
                assert b"ebrafish" not in package.read(name), name
        for name, text in part_texts(open_package(file)):
            assert "zebrafish" not in text, name


@pytest.fixture(scope="module")
def with_canaries(tmp_path_factory: pytest.TempPathFactory) -> tuple[Deck, Path]:
    """A deck whose scenario has canaries, and its first session as it was built."""
    folder = tmp_path_factory.mktemp("canaries")
    own, _ = scenario_with_canaries()
    path = folder / "deck.yaml"
    files = {"deck": DECK + "role_plays: {use: [canaries], add: [own.yaml]}\n", "practice": PRACTICE, "own": own}
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    deck, _ = load_deck(path)
    assert deck is not None
    return deck, build(path).files[0]


@pytest.mark.parametrize("place", ["notes", "alt text", "title", "core property", "table cell", "split runs"])
def test_the_leak_check_finds_a_secret_wherever_it_hides(
    with_canaries: tuple[Deck, Path], tmp_path: Path, place: str
) -> None:
    deck, built = with_canaries
    file = tmp_path / built.name
    presentation = Presentation(str(built))
    secret = f"“{CANARY}, watch!”"
    slide = presentation.slides[2]
    match place:
        case "notes":
            slide.notes_slide.notes_text_frame.text += secret
        case "alt text":
            slide.shapes[0]._element.xpath(".//p:cNvPr")[0].set("descr", secret)
        case "title":
            slide.shapes.title.text_frame.text = secret
        case "core property":
            presentation.core_properties.comments = secret
        case "table cell":
            presentation.slides[1].shapes[2].table.cell(0, 1).text = secret
        case "split runs":
            paragraph = slide.shapes.title.text_frame.paragraphs[0]
            for piece in re.split("(?<=a)", secret):
                paragraph.add_run().text = piece
    presentation.save(str(file))
    assert find_leaks(open_package(file), deck.scenarios, file.name)


def test_wheel_sees_the_same_files(tmp_path: Path) -> None:
    """What `resources` finds at the checkout's root is what the wheel is told to ship."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    included = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    for source, target in included.items():
        assert (ROOT / source).exists()
        assert target == f"whp_deck/shipped/{source}"


@pytest.mark.slow
def test_paths_with_spaces_bom_and_windows_line_ends(tmp_path: Path) -> None:
    folder = tmp_path / "our practice"
    folder.mkdir()
    (folder / "practice.yaml").write_bytes(("\ufeff" + PRACTICE).replace("\n", "\r\n").encode())
    (folder / "deck.yaml").write_bytes(("\ufeff" + DECK).replace("\n", "\r\n").encode())
    assert len(build(folder / "deck.yaml", folder / "to show").files) == 3
    shutil.rmtree(folder)
