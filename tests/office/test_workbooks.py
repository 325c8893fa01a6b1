"""Workbooks under charts: the same bytes in each build, the same cells, and hands off those that came with a file."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import pytest
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI

from tests.office.conftest import add_slides, empty_deck
from whp_deck.office.gate import check_package
from whp_deck.office.package import Package, open_package, package_bytes, presentation
from whp_deck.office.workbooks import normalize_workbook


def data(*values: int) -> CategoryChartData:
    found = CategoryChartData()
    found.categories = ["a", "b"]
    found.add_series("s", values)
    return found


def charted() -> Package:
    package, maker = empty_deck()
    add_slides(maker, 1)
    (slide,) = presentation(package).slides
    slide.shapes.add_chart(XL_CHART_TYPE.PIE, 0, 0, 914400, 914400, data(1, 2))
    return package


def workbook_of(package: Package) -> bytes:
    (part,) = (part for part in package.iter_parts() if part.content_type == CT.SML_SHEET)
    return part.blob


def members(workbook: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.slow
def test_two_builds_of_a_chart_are_the_same_bytes() -> None:
    first = charted()
    second = charted()
    time.sleep(2.1)  # the clock must have moved on: its second in the properties, two seconds in a zip
    third = charted()
    assert workbook_of(first) != workbook_of(third)  # as python-pptx makes them
    assert package_bytes(first) == package_bytes(second) == package_bytes(third)
    assert check_package(third) == []


def test_the_cells_are_those_of_python_pptx() -> None:
    package = charted()
    before = members(workbook_of(package))
    package_bytes(package)
    after = members(workbook_of(package))
    assert list(after) == list(before)
    assert {name for name in before if before[name] != after[name]} <= {"docProps/core.xml"}
    assert b"1980-01-01T00:00:00Z" in after["docProps/core.xml"]


def test_the_time_is_the_one_that_the_environment_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    package = charted()
    package_bytes(package)
    assert members(workbook_of(package))["docProps/core.xml"].count(b"2027-01-15T08:00:00Z") == 2


def test_a_workbook_that_came_with_a_file_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "deck.pptx"
    package = charted()
    made = workbook_of(package)
    package.settled.update({part: part.blob for part in package.iter_parts() if part.content_type == CT.SML_SHEET})
    path.write_bytes(package_bytes(package))  # as another program would have left it, with the time of day
    again = open_package(path)
    assert package_bytes(again) == path.read_bytes()
    assert workbook_of(again) == made


def test_new_data_in_a_chart_that_came_with_a_file_are_normalized() -> None:
    def changed() -> bytes:
        again = Package.open(io.BytesIO(package_bytes(charted())))
        (slide,) = presentation(again).slides
        chart = next(shape for shape in slide.shapes if shape.has_chart).chart
        chart.replace_data(data(3, 4))
        return workbook_of(Package.open(io.BytesIO(package_bytes(again))))

    assert normalize_workbook(changed()) == changed()


def test_it_happens_once() -> None:
    package = charted()
    package_bytes(package)
    settled = workbook_of(package)
    package_bytes(package)
    assert workbook_of(package) is settled


def test_what_is_no_workbook_is_kept_as_it_is() -> None:
    assert normalize_workbook(b"no zip") == b"no zip"
    package, _ = empty_deck()
    part = Part(PackURI("/ppt/embeddings/x.xlsx"), CT.SML_SHEET, package, b"PK\x03\x04 cut short")
    package.relationships.add("http://example.org/workbook", part)
    assert b"PK\x03\x04 cut short" in package_bytes(package)
