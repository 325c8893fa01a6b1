"""Tables: widths that add up, the bar's minutes, chips, links and languages."""

from __future__ import annotations

import pytest
from lxml import etree
from pptx.oxml.ns import qn

from whp_deck.office.inks import TABLE_STYLE_ID
from whp_deck.plan import Paragraph, Run, Table, Text
from whp_deck.render.tables import table_frame

WIDTH, HEIGHT = 10820095, 4389120


def _text(words: str, **look: bool) -> Text:
    return Text((Paragraph((Run(words, **look),)),)) if words else Text(())  # type: ignore[arg-type]


def _table(*rows: str, **more: object) -> Table:
    cells = tuple(tuple(_text(cell.strip()) for cell in row.split("|")) for row in rows)
    return Table(cells, alt="What we decided", **more)  # type: ignore[arg-type]


def _frame(table: Table, height: int = HEIGHT) -> etree._Element:
    return table_frame(
        table,
        shape_id=7,
        name="Table",
        placeholder=(13, "tbl"),
        x=685800,
        y=1691640,
        width=WIDTH,
        height=height,
        language="en-US",
        measure=lambda text, size, bold: len(text) * size * (0.53 if bold else 0.5),
        link={"https://example.org/a": "rId9"}.__getitem__,
    )


def _widths(frame: etree._Element) -> list[int]:
    return [int(column.get("w", "0")) for column in frame.iter(qn("a:gridCol"))]


def _shown(frame: etree._Element) -> list[list[str]]:
    return [
        ["".join(text.text or "" for text in cell.iter(qn("a:t"))) for cell in row.iter(qn("a:tc"))]
        for row in frame.iter(qn("a:tr"))
    ]


def _fills(frame: etree._Element) -> list[str]:
    return [cell.find(f"{qn('a:tcPr')}/{qn('a:solidFill')}")[0].get("val") for cell in frame.iter(qn("a:tc"))]


def test_an_ordinary_table_sits_in_its_placeholder_in_our_style() -> None:
    frame = _frame(_table("Handoff | Where | From", "After rooming | Exam room | 7 December"))
    assert frame.find(f".//{qn('p:ph')}").attrib == {"type": "tbl", "idx": "13"}
    assert frame.find(f".//{qn('p:cNvPr')}").get("descr") == "What we decided"
    properties = frame.find(f".//{qn('a:tblPr')}")
    assert properties.attrib == {"firstRow": "1", "firstCol": "1"}
    assert properties[0].text == TABLE_STYLE_ID
    assert sum(_widths(frame)) == WIDTH
    assert {run.get("sz") for run in frame.iter(qn("a:rPr"))} == {"2600"}
    assert {run.get("lang") for run in frame.iter(qn("a:rPr"), qn("a:endParaRPr"))} == {"en-US"}


def test_a_short_row_is_filled_up_and_every_cell_has_a_paragraph() -> None:
    frame = _frame(_table("Barrier | Our answer", "No time"))
    assert _shown(frame) == [["Barrier", "Our answer"], ["No time", ""]]
    assert all(cell.find(f".//{qn('a:p')}") is not None for cell in frame.iter(qn("a:tc")))


def test_links_italics_and_line_breaks_survive() -> None:
    runs = (Run("To be decided", italic=True), Run("see\nthere", link="https://example.org/a"))
    frame = _frame(Table(((Text((Paragraph(runs),)),),), alt="x", header=False))
    assert frame.find(f".//{qn('a:rPr')}").get("i") == "1"
    assert len(list(frame.iter(qn("a:br")))) == 1
    assert {click.get(qn("r:id")) for click in frame.iter(qn("a:hlinkClick"))} == {"rId9"}
    assert "firstRow" not in frame.find(f".//{qn('a:tblPr')}").attrib


def test_the_bar_is_minutes_wide() -> None:
    bar = _table("1 | 2 | 3 | spare", header=False, look="bar", shares=(1, 5, 8.25, 0.75), emphasis=2)
    frame = _frame(bar, 566928)
    widths = _widths(frame)
    assert sum(widths) == WIDTH
    assert abs(widths[1] - WIDTH / 3) <= 1
    assert _shown(frame) == [["1", "2", "3", ""]]
    assert _fills(frame) == ["tx2", "tx2", "accent1", "bg2"]


@pytest.mark.parametrize(
    ("shortest", "size"), [(1.0, {"2000"}), (0.25, {"1800"}), (0.1, set())], ids=["usual", "smaller", "none"]
)
def test_the_numbers_of_a_bar_are_as_large_as_the_shortest_item_allows_and_all_or_none_are_shown(
    shortest: float, size: set[str]
) -> None:
    bar = _table("1 | 2 | 3", header=False, look="bar", shares=(shortest, 5, 10 - shortest), emphasis=2)
    frame = _frame(bar, 566928)
    assert {run.get("sz") for run in frame.iter(qn("a:rPr"))} == size
    assert _shown(frame) == [["1", "2", "3"] if size else ["", "", ""]]


def test_the_agenda_repeats_the_bar_as_chips() -> None:
    agenda = _table(
        "1 | Why | 1 min", "2 | Video | 5 min", "3 | Try it | 2 min", header=False, look="agenda", emphasis=1
    )
    frame = _frame(agenda, 3429000)
    chips = [row[0].find(f"{qn('a:tcPr')}/{qn('a:solidFill')}")[0].get("val") for row in frame.iter(qn("a:tr"))]
    assert chips == ["tx2", "accent1", "tx2"]
    last = [list(row)[2].find(f".//{qn('a:pPr')}").get("algn") for row in frame.iter(qn("a:tr"))]
    assert last == ["r", "r", "r"]
    assert {int(row.get("h", "0")) for row in frame.iter(qn("a:tr"))} == {685800}


def test_a_table_that_does_not_fit_is_still_drawn_whole() -> None:
    frame = _frame(_table("A | B", *(f"row {n} | {'word ' * 30}" for n in range(12))))
    assert len(_shown(frame)) == 13
    assert {run.get("sz") for run in frame.iter(qn("a:rPr"))} == {"1800"}


def test_no_color_is_fixed() -> None:
    for look in ("table", "agenda", "bar"):
        frame = _frame(_table("1 | A | 1 min", header=False, look=look))
        assert not list(frame.iter(qn("a:srgbClr")))
