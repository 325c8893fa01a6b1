"""The base template: what the renderer, PowerPoint and a practice's designer rely on."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from lxml import etree
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck

from whp_deck.office.inks import TABLE_STYLE_ID
from whp_deck.resources import shipped

BASE = shipped("templates/base.pptx")
DARK = {"Title", "Closing"}  # no footer on the dark ground


@pytest.fixture(scope="module")
def base() -> Deck:
    return Presentation(str(BASE))


def _parts(folder: str) -> Iterator[tuple[str, etree._Element]]:
    with zipfile.ZipFile(BASE) as archive:
        for name in archive.namelist():
            if name.startswith(folder) and name.endswith(".xml"):
                yield name, etree.fromstring(archive.read(name))


@pytest.mark.slow
def test_the_script_makes_the_very_file_that_is_kept(tmp_path: Path) -> None:
    script = shipped("templates/make_base.py")
    subprocess.run([sys.executable, str(script), str(tmp_path / "fresh.pptx")], check=True, capture_output=True)
    assert (tmp_path / "fresh.pptx").read_bytes() == BASE.read_bytes()


def test_every_slot_of_layouts_yaml_is_a_placeholder(base: Deck) -> None:
    bound = yaml.safe_load(shipped("config/layouts.yaml").read_text(encoding="utf-8"))["layouts"]
    placeholders = {layout.name: {shape.name for shape in layout.placeholders} for layout in base.slide_layouts}
    missing = [
        f"{name}: {slot} → {placeholder}"
        for name, entry in bound.items()
        for slot, placeholder in entry["slots"].items()
        if placeholder not in placeholders.get(entry["layout"], set())
    ]
    assert missing == []
    service = {"Footer", "Slide Number"}
    for entry in bound.values():  # and no placeholder waits for a text that never comes
        assert placeholders[entry["layout"]] - service == set(entry["slots"].values())


def test_colors_come_from_the_theme_alone() -> None:
    fixed = [name for folder in ("ppt/slideLayouts/", "ppt/slideMasters/", "ppt/notesMasters/", "ppt/tableStyles")
             for name, root in _parts(folder) for _ in root.iter(qn("a:srgbClr"), qn("a:sysClr"))]  # fmt: skip
    assert fixed == []


def test_fonts_come_from_the_theme_alone() -> None:
    faces = {face.get("typeface") for folder in ("ppt/slideLayouts/", "ppt/slideMasters/")
             for _, root in _parts(folder) for face in root.iter(qn("a:latin"), qn("a:ea"), qn("a:cs"))}  # fmt: skip
    assert faces == {"+mn-lt", "+mj-lt", "+mn-ea", "+mj-ea", "+mn-cs", "+mj-cs"}


def test_ids_are_unique_in_every_layout() -> None:
    for name, root in _parts("ppt/slideLayouts/"):
        shape_ids = [shape.get("id") for shape in root.iter(qn("p:cNvPr"))]
        indexes = [ph.get("idx", "0") for ph in root.iter(qn("p:ph"))]
        assert len(set(shape_ids)) == len(shape_ids), name
        assert len(set(indexes)) == len(indexes), name


def test_drawn_things_are_decorative_and_texts_have_prompts(base: Deck) -> None:
    for layout in base.slide_layouts:
        for shape in layout._element.iter(qn("p:sp"), qn("p:grpSp"), qn("p:cxnSp")):
            properties = shape[0]
            if properties.find(f"{qn('p:nvPr')}/{qn('p:ph')}") is not None:
                assert any(text.text for text in shape.iter(qn("a:t"))), (
                    f"{layout.name}: a placeholder without a prompt"
                )
            else:
                assert properties.find(qn("p:nvPr")).get("userDrawn") == "1"
                assert b"decorative" in etree.tostring(properties), f"{layout.name}: {properties[0].get('name')}"


def test_nothing_hangs_over_the_edge_of_the_slide(base: Deck) -> None:
    for layout in base.slide_layouts:
        for shape in layout.shapes:
            assert shape.left >= 0, f"{layout.name}: {shape.name}"
            assert shape.top >= 0, f"{layout.name}: {shape.name}"
            assert shape.left + shape.width <= base.slide_width + 2, f"{layout.name}: {shape.name}"
            assert shape.top + shape.height <= base.slide_height + 2, f"{layout.name}: {shape.name}"


def test_only_addresses_footers_and_sources_are_under_20_points(base: Deck) -> None:
    small = {
        shape.name
        for layout in base.slide_layouts
        for shape in layout.placeholders
        for level in shape._element.iter(qn("a:defRPr"))
        if int(level.get("sz")) < 2000
    }
    assert small == {"Footer", "Slide Number", "Address", "Source", "Logo"}


def test_footers_stand_on_every_light_ground(base: Deck) -> None:
    for layout in base.slide_layouts:
        names = {shape.name for shape in layout.placeholders}
        assert ({"Footer", "Slide Number"} <= names) == (layout.name not in DARK), layout.name


def test_layouts_have_the_kind_that_powerpoint_knows(base: Deck) -> None:
    kinds = {layout.name: layout._element.get("type") for layout in base.slide_layouts if layout._element.get("type")}
    assert kinds == {
        "Title": "title",
        "Content": "obj",
        "Content with picture": "picTx",
        "Two columns": "twoObj",
        "Comparison": "twoTxTwoObj",
        "Table": "tbl",
        "Section": "secHead",
        "Title only": "titleOnly",
    }


def test_notes_pages_have_a_theme_a_wide_picture_and_room(base: Deck) -> None:
    element = base.part._element
    tags = [etree.QName(child).localname for child in element]
    assert tags[:3] == ["sldMasterIdLst", "notesMasterIdLst", "sldSz"]
    assert element.find(qn("p:sldSz")).attrib == {"cx": "12192000", "cy": "6858000"}
    shapes = {shape.name: shape for shape in base.notes_master.placeholders}
    assert set(shapes) == {"Header", "Date", "Slide Image", "Notes", "Footer", "Slide Number"}
    picture, notes = shapes["Slide Image"], shapes["Notes"]
    assert picture.width / picture.height == pytest.approx(16 / 9, rel=1e-4)
    assert notes.height > 4_000_000
    assert shapes["Slide Number"]._element.find(f".//{qn('a:fld')}").get("type") == "slidenum"


def test_the_file_carries_no_luggage(base: Deck) -> None:
    names = zipfile.ZipFile(BASE).namelist()
    assert not [name for name in names if "slides/" in name or "printer" in name or "thumbnail" in name]
    assert len(names) == len({name.lower() for name in names})
    properties = base.core_properties
    assert (properties.title, properties.author) == ("Warm Handoff Plus base template", "whp-deck")
    assert (properties.last_modified_by, properties.language) == ("whp-deck", "en-US")
    assert "python-pptx" not in properties.comments


def test_the_table_style_is_ours() -> None:
    (_, root) = next(_parts("ppt/tableStyles"))
    assert root.get("def") == root[0].get("styleId") == TABLE_STYLE_ID
    assert root[0].find(f"{qn('a:firstCol')}/{qn('a:tcTxStyle')}/{qn('a:schemeClr')}") is None
