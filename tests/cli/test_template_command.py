"""`whp-deck template inspect`: what a designer reads, saves and looks at."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from pptx import Presentation
from pptx.oxml.ns import qn

from tests.conftest import Done
from tests.foreign import corporate, german_wide, office_4_3, small_serif, with_logo
from whp_deck.build.template import inspect_template, layouts_map
from whp_deck.config.deck import load_deck
from whp_deck.office.bindings import load_bindings
from whp_deck.office.bound_layout import Choice
from whp_deck.office.fit import fit_plan
from whp_deck.office.package import open_package
from whp_deck.office.template import read_template
from whp_deck.render.samples import sample_deck
from whp_deck.resources import shipped

Run = Callable[..., Done]
WriteDeck = Callable[..., Path]
DECK = (
    "deck: Test deck\npractice: practice.yaml\nformat: huddle-15\ntemplate: theirs.pptx\nlayouts: theirs-layouts.yaml\n"
)


@pytest.fixture
def german(tmp_path: Path) -> Path:
    german_wide(tmp_path / "theirs.pptx")
    return tmp_path / "theirs.pptx"


@pytest.mark.slow
def test_it_lists_layouts_placeholders_and_what_becomes_of_ours(run: Run, german: Path) -> None:
    done = run("template", "inspect", german, "--details")
    assert done.returncode == 0, done.stderr
    assert "theirs.pptx: 13.33 x 7.5 inches, 11 layouts" in done.stdout
    assert "“Titel und Inhalt”  (obj)  carries content," in done.stdout
    assert "Inhaltsplatzhalter 2: obj 1, at " in done.stdout
    told = " ".join(done.stdout.split())
    assert "columns “Zwei Inhalte”, by its kind: title → Titel 1; left → Inhaltsplatzhalter 2;" in told
    assert "practice, meeting → with subtitle" in done.stdout
    assert "logo → left out" in done.stdout
    assert "[layout-boxes]" in done.stderr


@pytest.mark.slow
def test_it_says_in_plain_words_what_will_happen(run: Run, german: Path) -> None:
    done = run("template", "inspect", german)
    assert done.returncode == 0, done.stderr
    first, *lines = done.stdout.splitlines()
    assert first == "theirs.pptx can be used: its slides are wide, and it has 11 layouts."
    own = next(line for line in lines if "in its own places for text" in line)
    boxes = next(line for line in lines if "text boxes" in line)
    assert "two columns" in own
    assert "the agenda" in boxes
    assert "  Left out, because the template has no place for it: the logo." in lines
    spoken = done.stdout + done.stderr
    assert not re.search(r"\b(idx|obj|ctrTitle|sldNum|ftr|placeholder \d)\b|\[layout-", spoken)


@pytest.mark.slow
def test_a_narrow_template_is_told_as_such(run: Run, tmp_path: Path) -> None:
    office_4_3(tmp_path / "old.pptx")
    assert "its slides are narrow (4:3)" in run("template", "inspect", tmp_path / "old.pptx").stdout


@pytest.mark.slow
def test_our_own_template_is_told_as_such(run: Run) -> None:
    assert "made from the template of whp-deck" in run("template", "inspect", shipped("templates/base.pptx")).stdout


def test_every_layout_has_a_plain_name() -> None:
    assert all(binding.shows for binding in load_bindings(shipped("config/layouts.yaml")).values())


@pytest.mark.slow
def test_json_says_the_same(run: Run, german: Path) -> None:
    data = json.loads(run("template", "inspect", german, "--json").stdout)
    assert (data["file"], data["width"], data["made_from_ours"]) == ("theirs.pptx", 13.33, False)
    content = next(layout for layout in data["layouts"] if layout["name"] == "Titel und Inhalt")
    assert [one["kind"] for one in content["placeholders"]] == ["title", "obj", "dt", "ftr", "sldNum"]
    assert {one["how"] for one in data["bindings"]} == {"by its kind", "in boxes"}
    assert "layout-guessed" in {one["code"] for one in data["problems"]}


@pytest.mark.slow
def test_pale_and_small_text_is_found_where_it_stands(tmp_path: Path) -> None:
    def found(make: Callable[[Path], None], size: int = 0) -> list[str]:
        path = tmp_path / f"{make.__name__}.pptx"
        make(path)
        if size:
            deck = Presentation(str(path))
            deck.slide_master._element.find(f".//{qn('p:bodyStyle')}//{qn('a:defRPr')}").set("sz", str(size))
            deck.save(str(path))
        told = [str(one) for one in inspect_template(path).problems if one.code.startswith("template-")]
        assert [one for one in told if "footer and slide number have a contrast of 3.4 : 1" in one] == told[-1:]
        return told[:-1]

    assert found(office_4_3) == []
    assert found(corporate) == []
    (pale,) = found(small_serif)
    assert "“SECTION_HEADER”, “Text Placeholder 2”: text has a contrast of 3.4 : 1" in pale
    small = found(corporate, size=1400)
    assert any("“ACME Text 01”, “Shape 2”: text is set in 14 points; 18 can be read" in text for text in small)
    assert len(small) == len(set(small))


@pytest.mark.slow
def test_what_is_not_taken_over_and_what_its_keeper_can_mend_are_told_before_anything_is_built(
    run: Run, tmp_path: Path
) -> None:
    with_logo(tmp_path / "brand.pptx")
    told = run("template", "inspect", tmp_path / "brand.pptx").stdout
    assert "  Its own 2 slides (samples, instructions) are not taken into the deck." in told
    assert (
        "  Its own footer “ACME – confidential” is not taken: the footer names your practice and the session." in told
    )
    _, _, keeper = told.partition("For whoever keeps the template")
    (logo,) = [line for line in keeper.splitlines() if "Logo" in line]
    assert (
        "the picture “Logo” of the Slide Master, top right, lies in the title’s place: our slides keep clear of it"
        in logo
    )
    assert "contrast" not in keeper
    in_boxes = [one for one in inspect_template(tmp_path / "brand.pptx").bindings if one.how == "in boxes"]
    assert in_boxes
    assert f"With {len(in_boxes)} layouts more" in keeper


@pytest.mark.slow
def test_details_say_which_layouts_the_template_would_need(run: Run, german: Path) -> None:
    told = run("template", "inspect", german, "--details").stdout
    assert "“Quote” for a quotation (text: Title, Quote, Attribution)" in told
    assert "“Agenda” for the agenda (text: Title; table: Minutes bar, Agenda)" in told
    assert "“Two columns” for" not in told
    assert "statement → free (Inhaltsplatzhalter 2, moved)" in told


@pytest.mark.slow
def test_the_saved_map_explains_itself(german: Path) -> None:
    saved = layouts_map(inspect_template(german))
    assert '#   "Abschnittsüberschrift"' in saved
    assert "`free` = none that stays where it is" in saved
    assert "  decision-open:  # a decision that is still open; found in boxes" in saved
    assert "      statement: free  # Inhaltsplatzhalter 2, moved" in saved


@pytest.mark.slow
def test_there_is_nothing_to_say_about_our_own_template() -> None:
    inspection = inspect_template(shipped("templates/base.pptx"))
    assert [str(one) for one in inspection.problems] == []
    assert inspection.is_ours
    assert {binding.how for binding in inspection.bindings} == {"by name"}
    assert "layouts: {}" in layouts_map(inspection)


@pytest.mark.slow
@pytest.mark.parametrize("make", [german_wide, office_4_3, corporate])
def test_the_saved_map_gives_the_same_slides_without_a_warning(
    make: Callable[[Path], None], write_deck: WriteDeck
) -> None:
    deck = write_deck(DECK)
    path = deck.parent / "theirs.pptx"
    make(path)
    inspection = inspect_template(path)
    (deck.parent / "theirs-layouts.yaml").write_text(layouts_map(inspection), encoding="utf-8")
    loaded, problems = load_deck(deck)
    assert loaded is not None, "\n".join(map(str, problems))
    choices = {name: Choice(entry.layout, entry.slots) for name, entry in loaded.file.layouts.items()}
    bindings = load_bindings(shipped("config/layouts.yaml"))
    mapped = read_template(open_package(path), bindings, path, choices)
    assert mapped.problems == ()
    assert mapped.warnings(bindings) == []
    fitted, problems = fit_plan(sample_deck(mapped, bindings), mapped)
    assert "slot-left-out" not in {problem.code for problem in problems}
    assert "logo" not in fitted.sessions[0].slides[0].slots
    assert "# logo: left out" in layouts_map(inspection)
    for name, layout in inspection.template.layouts.items():
        assert dict(mapped.layouts[name].slots) == dict(layout.slots), name
        assert mapped.layouts[name].left_out == layout.left_out
        assert mapped.layouts[name].fold == layout.fold


def test_a_map_that_is_not_there_or_names_nothing_is_a_problem_with_its_line(write_deck: WriteDeck) -> None:
    deck = write_deck(DECK)
    told = [(one.code, one.source.line) for one in load_deck(deck)[1] if one.source]
    assert told == [("file-missing", 4), ("file-missing", 5)]  # the template, and its map
    (deck.parent / "theirs.pptx").touch()
    (deck.parent / "theirs-layouts.yaml").write_text("content: Text\n", encoding="utf-8")
    assert [problem.code for problem in load_deck(deck)[1]] == ["key-missing"]


@pytest.mark.slow
def test_files_are_written_where_one_is_and_never_over_an_edited_one(
    run: Run, german: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = german.parent
    monkeypatch.chdir(folder)
    done = run("template", "inspect", german, "--save", "--pictures", cwd=folder)
    assert done.returncode == 0, done.stderr
    saved = folder / "theirs-layouts.yaml"
    assert 'layout: "Titel und Inhalt"' in saved.read_text(encoding="utf-8")
    picture = Image.open(io.BytesIO((folder / "theirs-layouts.png").read_bytes()))
    assert picture.width > 5 * 400
    assert run("template", "inspect", german, "--save", cwd=folder).returncode == 0
    saved.write_text("layouts: {}\n", encoding="utf-8")
    assert run("template", "inspect", german, "--save", cwd=folder).returncode == 4
    assert saved.read_text(encoding="utf-8") == "layouts: {}\n"


def test_what_cannot_be_used_is_refused_with_how_to_save_it(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "old.ppt"
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600)
    done = run("template", "inspect", path)
    assert done.returncode == 1
    assert "is in the old PowerPoint format" in done.stderr
    assert "Save As" in done.stderr
