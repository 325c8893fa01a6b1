"""Footer, date and number of a new slide: what layout, master and caller want, and what one of them switches off."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pptx
import pytest
from pypdf import PdfReader

from tests.office.conftest import empty_deck, fragment, tree_of
from whp_deck.office.gate import check_package
from whp_deck.office.package import Package, open_package
from whp_deck.office.parts import element_of
from whp_deck.office.placeholders import placeholder_of
from whp_deck.office.relationships import relationships_of
from whp_deck.office.slides import MadeSlide, SlideMaker, remove_all_slides
from whp_deck.office.staging import write_whole
from whp_deck.office.xml import Element, a, p

MASTER = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/slideMaster"
PPTX_DEFAULT = Path(pptx.__file__).parent / "templates/default.pptx"
LAYOUT = "Title and Content"


class Given:
    """python-pptx's own template, whose layouts have all three; no `p:hf` anywhere."""

    def __init__(self) -> None:
        self.package: Package = open_package(PPTX_DEFAULT)
        remove_all_slides(self.package)
        layout = SlideMaker(self.package)._layouts[LAYOUT]
        self.layout: Element = element_of(layout)
        master = relationships_of(layout).first_of(MASTER)
        assert master is not None
        self.master: Element = element_of(master)

    def switch(self, *, layout: str = "", master: str = "") -> None:
        """Write a `p:hf` with these attributes, after the color map and before what follows it."""
        if layout:
            next(self.layout.iterchildren(p("clrMapOvr"))).addnext(fragment(f"<p:hf {layout}/>"))
        if master:
            next(self.master.iterchildren(p("sldLayoutIdLst"))).addnext(fragment(f"<p:hf {master}/>"))

    def date(self, root: Element, inner: str) -> None:
        """Give the date placeholder of layout or master this paragraph."""
        for shape in root.iter(p("sp")):
            ph = placeholder_of(shape)
            if ph is not None and ph.get("type") == "dt":
                body = shape.find(p("txBody"))
                assert body is not None
                for old in body.findall(a("p")):
                    body.remove(old)
                body.append(fragment(f"<a:p>{inner}</a:p>"))

    def add(self, *, footer: str = "Hilltop", number: bool = True, date: bool = True) -> MadeSlide:
        slide = SlideMaker(self.package, "de-DE").add(LAYOUT, name="x", footer=footer, number=number, date=date)
        slide.drop_unused()
        assert check_package(self.package) == []
        return slide


def kinds(slide: MadeSlide) -> list[str]:
    found = [placeholder_of(shape) for shape in tree_of(slide)]
    return sorted(kind for ph in found if ph is not None and (kind := ph.get("type", "")) in ("dt", "ftr", "sldNum"))


def date_of(slide: MadeSlide) -> list[tuple[str, str, str]]:
    """(element, field type, text) of what stands in the date placeholder."""
    for shape in tree_of(slide):
        ph = placeholder_of(shape)
        if ph is not None and ph.get("type") == "dt":
            (paragraph,) = shape.iter(a("p"))
            return [(one.tag.rpartition("}")[2], one.get("type", ""), one.findtext(a("t")) or "") for one in paragraph]
    return []


def test_without_settings_all_that_the_caller_asks_for_is_there() -> None:
    assert kinds(Given().add()) == ["dt", "ftr", "sldNum"]
    assert kinds(Given().add(footer="", date=False)) == ["sldNum"]
    assert kinds(Given().add(number=False, date=False)) == ["ftr"]
    assert kinds(Given().add(footer="", number=False)) == ["dt"]


def test_a_date_has_to_be_asked_for() -> None:
    given = Given()
    assert kinds(SlideMaker(given.package).add(LAYOUT, name="x", footer="F")) == ["ftr", "sldNum"]


@pytest.mark.parametrize("where", ["layout", "master"])
@pytest.mark.parametrize(
    ("settings", "left"),
    [
        ('dt="0"', ["ftr", "sldNum"]),
        ('ftr="false"', ["dt", "sldNum"]),
        ('sldNum="0"', ["dt", "ftr"]),
        ('sldNum="0" ftr="0" dt="0"', []),
        ('hdr="0"', ["dt", "ftr", "sldNum"]),  # near misses from here: slides have no header
        ('dt="1"', ["dt", "ftr", "sldNum"]),
        ('sldNum="true"', ["dt", "ftr", "sldNum"]),
    ],
)
def test_settings_switch_each_off_and_nothing_else(where: str, settings: str, left: list[str]) -> None:
    given = Given()
    given.switch(**{where: settings})
    assert kinds(given.add()) == left


def test_the_layouts_own_settings_count_before_the_masters() -> None:
    given = Given()
    given.switch(layout='hdr="0"', master='dt="0" ftr="0" sldNum="0"')
    assert kinds(given.add()) == ["dt", "ftr", "sldNum"]
    given = Given()
    given.switch(layout='ftr="0"', master='dt="0"')
    assert kinds(given.add()) == ["dt", "sldNum"]


def test_what_the_layout_does_not_have_no_setting_brings_back() -> None:
    given = Given()
    for shape in list(given.layout.iter(p("sp"))):
        ph = placeholder_of(shape)
        if ph is not None and ph.get("type") in ("dt", "sldNum"):
            parent = shape.getparent()
            assert parent is not None
            parent.remove(shape)
    given.switch(layout='dt="1" sldNum="1"')
    assert kinds(given.add()) == ["ftr"]


def test_a_date_field_stays_a_field_of_the_layouts_kind() -> None:
    given = Given()
    (field,) = date_of(given.add())
    assert field[:2] == ("fld", "datetimeFigureOut")
    given = Given()
    given.date(
        given.layout,
        '<a:r><a:t>On </a:t></a:r><a:fld id="{00000000-0000-4000-8000-0000000000AA}" type="datetime4"><a:t>1 May &amp; on</a:t></a:fld>',
    )
    slide = given.add()
    assert date_of(slide) == [("r", "", "On "), ("fld", "datetime4", "1 May & on")]
    assert {one.get("lang") for one in slide.element.iter(a("rPr"), a("endParaRPr"))} == {"de-DE"}


def test_a_layout_without_a_field_takes_the_masters() -> None:
    given = Given()
    given.date(given.layout, '<a:endParaRPr lang="en-US"/>')
    given.date(
        given.master, '<a:fld id="{00000000-0000-4000-8000-0000000000AA}" type="datetime1"><a:t>5/1/2026</a:t></a:fld>'
    )
    assert date_of(given.add()) == [("fld", "datetime1", "5/1/2026")]


def test_a_fixed_date_is_taken_as_it_is_and_an_empty_one_is_left_out() -> None:
    given = Given()
    given.date(given.layout, "<a:r><a:t>May 2026</a:t></a:r>")
    given.date(given.master, "")
    assert date_of(given.add()) == [("r", "", "May 2026")]
    given = Given()
    given.date(
        given.layout, '<a:fld id="{00000000-0000-4000-8000-0000000000AA}" type="slidenum"><a:t> </a:t></a:fld>'
    )  # a field, but of no date
    given.date(given.master, "<a:r><a:t>  </a:t></a:r>")
    assert kinds(given.add()) == ["ftr", "sldNum"]


def test_a_number_keeps_the_words_round_it() -> None:
    given = Given()
    for shape in given.layout.iter(p("sp")):
        ph, body = placeholder_of(shape), shape.find(p("txBody"))
        if ph is not None and body is not None and ph.get("type") == "sldNum":
            next(body.iter(a("fld"))).addprevious(fragment('<a:r><a:rPr lang="en-US"/><a:t>Page </a:t></a:r>'))
    slide = given.add(footer="", date=False)
    (paragraph,) = (one for one in slide.element.iter(a("p")) if one.find(a("fld")) is not None)
    assert [one.findtext(a("t")) for one in paragraph] == ["Page ", "‹#›"]


def test_our_own_template_shows_no_dates() -> None:
    """Its master says `dt="0"`."""
    _, maker = empty_deck()
    assert kinds(maker.add("Content", name="x", footer="F", date=True)) == ["ftr", "sldNum"]


@pytest.mark.libreoffice
@pytest.mark.slow
def test_libreoffice_draws_a_footer_in_the_template_s_letters_as_it_draws_the_number(tmp_path: Path) -> None:
    given = Given()
    given.add()
    file = tmp_path / "footer.pptx"
    write_whole(given.package, file)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    (page,) = PdfReader(file.with_suffix(".pdf")).pages
    fonts: dict[str, set[str]] = {}

    def note(text: str, _: object, __: object, font: dict[str, str] | None, size: float) -> None:
        if font is not None and text.strip():
            fonts.setdefault(str(font["/BaseFont"]).partition("+")[2], set()).add(text.strip())

    page.extract_text(visitor_text=note)
    assert not [name for name in fonts if "Serif" in name], fonts
    assert any("Hilltop" in text for texts in fonts.values() for text in texts)
