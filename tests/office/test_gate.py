"""Every gate rule bites on a file that is broken on purpose, and is silent on a near miss."""

from __future__ import annotations

import inspect
import re
import warnings
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI

from tests.office.conftest import (
    MEDIA_REL,
    add_slides,
    change_zip,
    empty_deck,
    fragment,
    plain,
    png,
    put_zoom,
    rich_deck,
    tree_of,
)
from whp_deck.errors import RenderError
from whp_deck.office import gate
from whp_deck.office.gate import RULES, check_file, check_package, new_findings, rule_id
from whp_deck.office.gate_view import PackageView
from whp_deck.office.package import Package, open_package, package_bytes, presentation
from whp_deck.office.parts import element_of
from whp_deck.office.relationships import relationships_of
from whp_deck.office.slide_list import delete_slides, slide_parts
from whp_deck.office.slides import MadeSlide, SlideMaker
from whp_deck.office.staging import write_whole
from whp_deck.office.xml import A_NS, P14_NS, R_EMBED, R_ID, Element, a, p, parse
from whp_deck.resources import shipped


@dataclass
class Deck:
    """A sound deck to be broken: one of everything, and the ways into it."""

    package: Package
    slides: list[MadeSlide]

    @property
    def root(self) -> Element:
        return element_of(self.package.deck)

    def slide(self, number: int) -> Element:
        return self.slides[number].element

    def part(self, start: str) -> Part:
        return next(part for part in self.package.iter_parts() if part.partname.startswith(start))

    def one(self, number: int, name: str) -> Element:
        return next(self.slide(number).iter(f"{{*}}{name}"))

    def find(self, name: str) -> Element:
        return next(self.root.iter(f"{{*}}{name}"))


@pytest.fixture
def deck(tmp_path: Path) -> Deck:
    return Deck(*rich_deck(tmp_path))


def drop(element: Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def swap(one: Element) -> None:
    """Exchange an element with the one after it."""
    after = one.getnext()
    assert after is not None
    after.addnext(one)


def rename(part: Part, name: str) -> None:
    part.partname = PackURI(name)


def retype(part: Part, content_type: str) -> None:
    part.__dict__["content_type"] = content_type


def orphan_slide(deck: Deck) -> None:
    drop(deck.root.find(p("sldIdLst"))[2])  # the custom show still holds slide 2, the chart's slide is still related


def second_layout(deck: Deck) -> None:
    other = next(part for part in deck.package.iter_parts() if part.partname.endswith("slideLayout3.xml"))
    relationships_of(deck.slides[0].part).add(RT.SLIDE_LAYOUT, other)


def unlist_notes_master(deck: Deck) -> None:
    drop(deck.find("notesMasterIdLst"))


def share_theme(deck: Deck) -> None:
    master, notes = deck.part("/ppt/slideMasters/"), deck.part("/ppt/notesMasters/")
    rels = relationships_of(notes)
    rels.pop_many([key for key, one in rels.items() if one.reltype == RT.THEME])
    theme = relationships_of(master).first_of(RT.THEME)
    assert theme is not None
    rels.add(RT.THEME, theme)


def forget_slide_in_notes(deck: Deck) -> None:
    rels = relationships_of(deck.slides[0].notes_part)
    key = next(key for key, one in rels.items() if one.reltype == RT.SLIDE)
    rels.pop(key)
    rels.put(key, RT.SLIDE, deck.slides[1].part)


def share_notes(deck: Deck) -> None:
    rels = relationships_of(deck.slides[1].part)
    rels.pop_many([key for key, one in rels.items() if one.reltype == RT.NOTES_SLIDE])
    rels.add(RT.NOTES_SLIDE, deck.slides[0].notes_part)


def share_chart(deck: Deck) -> None:
    chart = deck.part("/ppt/charts/")
    tree_of(deck.slides[1]).append(deepcopy(deck.one(2, "graphicFrame")))
    next(deck.slide(1).iter("{*}chart")).set(R_ID, relationships_of(deck.slides[1].part).add(RT.CHART, chart))
    deck.one(1, "graphicFrame")[0][0].set("id", "88")


def drop_media_rel(deck: Deck) -> None:
    rels = relationships_of(deck.slides[3].part)
    rels.pop_many([key for key, one in rels.items() if one.reltype == MEDIA_REL])
    drop(next(deck.slide(3).iter("{*}media")))


def same_creation_id(deck: Deck) -> None:
    deck.one(1, "creationId").set("val", deck.one(0, "creationId").get("val", ""))


def bad_theme(deck: Deck, *, change: int = -1) -> None:
    theme = deck.part("/ppt/theme/")
    root = parse(theme.blob)
    styles = next(root.iter(a("fillStyleLst")))
    if change < 0:
        styles.remove(styles[0])
    else:
        styles.append(deepcopy(styles[0]))
    theme.blob = etree.tostring(root)


def bad_xml(deck: Deck) -> None:
    deck.part("/ppt/tableStyles").blob = b"<a:tblStyleLst>"


def unplaced(deck: Deck) -> None:
    ph = deck.slides[0].placeholder("Body").find(f".//{p('ph')}")
    assert ph is not None
    ph.set("idx", "77")


def macro_part(deck: Deck) -> None:
    part = Part(PackURI("/ppt/vbaProject.bin"), "application/vnd.ms-office.vbaProject", deck.package, b"x")
    relationships_of(deck.package.deck).add("http://schemas.microsoft.com/office/2006/relationships/vbaProject", part)


def second_main(deck: Deck) -> None:
    deck.package.relationships.add(RT.OFFICE_DOCUMENT, deck.package.deck)


def double_timing(deck: Deck) -> None:
    deck.slide(3).append(
        fragment(
            '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
            f'<mc:Choice xmlns:p14="{P14_NS}" Requires="p14"><p:timing/></mc:Choice></mc:AlternateContent>'
        )
    )


def wide_cell(deck: Deck) -> None:
    deck.one(0, "tc").set("gridSpan", "2")


def no_notes(deck: Deck) -> None:
    """Neither a master nor pages nor an entry: a deck that never had notes."""
    for owner in (deck.package.deck, *(slide.part for slide in deck.slides)):
        rels = relationships_of(owner)
        rels.pop_many([key for key, one in rels.items() if one.reltype in (RT.NOTES_MASTER, RT.NOTES_SLIDE)])
    drop(deck.find("notesMasterIdLst"))


def same_looks(deck: Deck) -> None:
    """Two themes that are equal and yet two parts."""
    themes = [part for part in deck.package.iter_parts() if part.content_type == CT.OFC_THEME]
    themes[0].blob = themes[1].blob


def same_charts(deck: Deck) -> None:
    """Two charts that are equal and yet have a workbook each."""
    data = CategoryChartData()
    data.categories = ["a", "b"]
    data.add_series("s", (1, 2))
    for slide in list(presentation(deck.package).slides)[:2]:
        slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, 0, 0, 914400, 914400, data)


def subtitle(deck: Deck) -> Element:
    copy = deepcopy(deck.slides[0].placeholder("Title"))
    next(copy.iter(p("ph"))).set("type", "subTitle")
    return copy


Break = Callable[[Deck], object]
FAULTS: list[tuple[str, str, Break]] = [
    ("part-names-unique", "names differ by case", lambda d: rename(d.part("/ppt/slides/slide2"), "/ppt/slides/SLIDE1.xml")),
    ("part-names-unique", "one name twice", lambda d: rename(d.part("/ppt/slides/slide2"), "/ppt/slides/slide1.xml")),
    ("part-names-valid", "trailing dot", lambda d: rename(d.part("/ppt/media/image"), "/ppt/media/image.")),
    ("part-names-valid", "empty segment", lambda d: rename(d.part("/ppt/media/image"), "/ppt//media/image1.png")),
    ("parts-typed", "image/jpg", lambda d: retype(d.part("/ppt/media/image"), "image/jpg")),
    ("parts-typed", "png that says gif", lambda d: retype(d.part("/ppt/media/image"), "image/gif")),
    ("parts-typed", "no type", lambda d: retype(d.part("/ppt/media/image"), "")),
    ("one-presentation", "two main documents", second_main),
    ("one-presentation", "still a template", lambda d: retype(d.package.deck, d.package.deck.content_type.replace("presentation.main", "template.main"))),
    ("xml-parses", "broken part", bad_xml),
    ("references-resolve", "dangling picture", lambda d: d.one(6, "blip").set(R_EMBED, "rId99")),
    ("references-resolve", "dangling link", lambda d: d.one(4, "hlinkClick").set(R_ID, "rId99")),
    ("references-resolve", "picture without an id", lambda d: d.one(6, "blip").set(R_EMBED, "")),
    ("references-fit", "picture that is a layout", lambda d: d.one(6, "blip").set(R_EMBED, "rId1")),
    ("references-fit", "link to a layout", lambda d: d.one(4, "hlinkClick").set(R_ID, "rId1")),
    ("targets-fit", "slide that is a layout", lambda d: relationships_of(d.slides[0].part).put("rId50", RT.SLIDE, d.part("/ppt/slideLayouts/"))),
    ("relationships-single", "two layouts", second_layout),
    ("relationships-single", "no layout", lambda d: relationships_of(d.slides[0].part).pop("rId1")),
    ("relationships-single", "notes without master", lambda d: relationships_of(d.slides[0].notes_part).pop("rId1")),
    ("no-unused-relationships", "picture left behind", lambda d: drop(next(d.slide(6).iter(p("pic"))))),
    ("no-unused-relationships", "link left behind", lambda d: relationships_of(d.slides[0].part).get_or_add_ext_rel(RT.HYPERLINK, "https://example.org/x")),
    ("media-paired", "no modern relationship", drop_media_rel),
    ("media-paired", "video/unknown", lambda d: retype(d.part("/ppt/media/media"), "video/unknown")),
    ("addresses-valid", "space in an address", lambda d: relationships_of(d.slides[6].part).get_or_add_ext_rel(RT.HYPERLINK, "https://example.org/a b")),
    ("addresses-valid", "empty address", lambda d: relationships_of(d.slides[6].part).get_or_add_ext_rel(RT.HYPERLINK, "")),
    ("notes-paired", "notes of another slide", forget_slide_in_notes),
    ("notes-paired", "one page for two slides", share_notes),
    ("notes-master-listed", "not listed", unlist_notes_master),
    ("themes-own", "one theme for two masters", share_theme),
    ("workbooks-own", "one chart on two slides", share_chart),
    ("no-macros", "vbaProject", macro_part),
    ("slides-listed", "slide kept by a link", lambda d: drop(d.root.find(p("sldIdLst"))[5])),
    ("slides-listed", "removed from the list only", orphan_slide),
    ("slides-listed", "listed twice", lambda d: d.root.find(p("sldIdLst"))[1].set(R_ID, d.root.find(p("sldIdLst"))[0].get(R_ID))),
    ("slide-ids-sound", "id twice", lambda d: d.root.find(p("sldIdLst"))[1].set("id", d.root.find(p("sldIdLst"))[0].get("id"))),
    ("slide-ids-sound", "id too low", lambda d: d.root.find(p("sldIdLst"))[1].set("id", "255")),
    ("slide-ids-sound", "id too high", lambda d: d.root.find(p("sldIdLst"))[1].set("id", str(1 << 31))),
    ("slide-names-unique", "one name twice", lambda d: d.slide(1)[0].set("name", "slide-1")),
    ("master-ids-sound", "layout with the master's id", lambda d: next(element_of(d.part("/ppt/slideMasters/")).iter(p("sldLayoutId"))).set("id", d.find("sldMasterId").get("id"))),
    ("master-ids-sound", "id too low", lambda d: d.find("sldMasterId").set("id", "12")),
    ("masters-listed", "unlisted master", lambda d: drop(d.find("sldMasterId"))),
    ("layouts-listed", "unlisted layout", lambda d: drop(next(element_of(d.part("/ppt/slideMasters/")).iter(p("sldLayoutId"))))),
    ("size-sound", "type of another size", lambda d: d.find("sldSz").set("type", "screen4x3")),
    ("size-sound", "too small", lambda d: d.find("sldSz").set("cx", "914399")),
    ("sections-known", "removed slide", lambda d: d.find("sectionLst")[0][0][0].set("id", "4711")),
    ("sections-cover", "slide in no section", lambda d: drop(d.find("sectionLst")[0][0][0])),
    ("sections-ordered", "two slides swapped", lambda d: swap(d.find("sectionLst")[0][0][0])),
    ("sections-named", "no GUID", lambda d: d.find("section").set("id", "1")),
    ("sections-named", "GUID in small letters", lambda d: d.find("section").set("id", d.find("section").get("id", "").lower())),
    ("shows-sound", "empty show", lambda d: drop(d.find("custShow")[0][0])),
    ("shows-sound", "slide not in the list", lambda d: drop(d.root.find(p("sldIdLst"))[1])),
    ("links-inside-sound", "jump to an unlisted slide", lambda d: drop(d.root.find(p("sldIdLst"))[5])),
    ("links-inside-sound", "jump without a slide", lambda d: d.one(4, "hlinkClick").set(R_ID, relationships_of(d.slides[4].part).get_or_add_ext_rel(RT.HYPERLINK, "https://example.org"))),
    ("zooms-sound", "slide that is not there", lambda d: put_zoom(d.slides[0], "slide", '<z:sldZmObj sldId="4711"/>')),
    ("zooms-sound", "section by its name", lambda d: put_zoom(d.slides[0], "section", '<z:sectionZmObj sectionId="First"/>')),
    ("children-ordered", "lstStyle before bodyPr", lambda d: swap(d.one(0, "bodyPr"))),
    ("children-ordered", "text body without a paragraph", lambda d: [drop(one) for one in list(d.slides[0].placeholder("Title").iter(a("p")))]),
    ("children-ordered", "pPr after the run", lambda d: next(d.slide(0).iter(a("p"))).append(fragment("<a:pPr/>"))),
    ("children-ordered", "extension before the tags", lambda d: d.slide(0)[0].append(d.slide(0)[0].find(p("custDataLst")))),
    ("children-ordered", "slides before masters", lambda d: d.root.insert(0, d.find("sldIdLst"))),
    ("children-ordered", "cell fill before borders", lambda d: d.one(0, "tcPr").extend([fragment("<a:noFill/>"), fragment("<a:lnL/>")])),
    ("children-ordered", "timing before the color map", lambda d: d.slide(3).insert(1, d.one(3, "timing"))),
    ("children-ordered", "a line break in a run", lambda d: d.one(0, "r").append(fragment("<a:br/>"))),
    ("shape-ids-unique", "id twice", lambda d: tree_of(d.slides[0])[3][0][0].set("id", "2")),
    ("shape-ids-unique", "id 0", lambda d: tree_of(d.slides[0])[3][0][0].set("id", "0")),
    ("one-timing", "timing twice", double_timing),
    ("timing-targets-exist", "shape removed", lambda d: d.one(3, "spTgt").set("spid", "99")),
    ("timing-targets-exist", "time node twice", lambda d: [one.set("id", "1") for one in d.slide(3).iter(p("cTn"))]),
    ("tables-square", "cell missing", lambda d: drop(d.one(0, "tc"))),
    ("tables-square", "row without height", lambda d: d.one(0, "tr").attrib.pop("h")),
    ("spans-covered", "span over a plain cell", wide_cell),
    ("frames-filled", "table removed", lambda d: drop(d.one(0, "tbl"))),
    ("placeholders-placed", "index that no layout has", unplaced),
    ("values-known", "color by name", lambda d: d.one(6, "spPr").append(fragment('<a:solidFill><a:srgbClr val="red"/></a:solidFill>'))),
    ("values-known", "scheme color that is none", lambda d: d.one(6, "spPr").append(fragment('<a:solidFill><a:schemeClr val="accent7"/></a:solidFill>'))),
    ("values-known", "oval", lambda d: d.one(6, "prstGeom").set("prst", "oval")),
    ("values-known", "shrunk to nothing", lambda d: d.one(0, "bodyPr").append(fragment('<a:normAutofit fontScale="85%"/>'))),
    ("fields-sound", "field without a GUID", lambda d: d.one(0, "fld").set("id", "7")),
    ("creation-ids-unique", "clone", same_creation_id),
    ("themes-complete", "two fills", bad_theme),
    ("transforms-sound", "negative size", lambda d: d.one(6, "ext").set("cx", "-5")),
    ("actions-safe", "macro", lambda d: d.one(4, "hlinkClick").set("action", "ppaction://macro?name=x")),
    ("slides-have-titles-once", "two titles", lambda d: tree_of(d.slides[0]).append(deepcopy(d.slides[0].placeholder("Title")))),
]  # fmt: skip

NEAR: list[tuple[str, Break]] = [
    ("part-names-unique", lambda d: rename(d.part("/ppt/slides/slide2"), "/ppt/slides/slide22.xml")),
    ("part-names-valid", lambda d: rename(d.part("/ppt/media/image"), "/ppt/media/image 1 (ä).png")),
    ("parts-typed", lambda d: rename(d.part("/ppt/media/image"), "/ppt/media/image1.PNG")),
    ("references-resolve", lambda d: d.slides[0].link("https://example.org") and d.one(0, "rPr").append(fragment('<a:hlinkClick r:id="" action="ppaction://hlinkshowjump?jump=nextslide"/>'))),
    ("references-fit", lambda d: d.one(0, "rPr").append(fragment(f'<a:hlinkClick r:id="{d.slides[0].link("mailto:a@example.org")}"/>'))),
    ("no-unused-relationships", lambda d: d.slides[6].link("https://example.org/more")),
    ("addresses-valid", lambda d: d.one(0, "rPr").append(fragment(f'<a:hlinkClick r:id="{d.slides[0].link("https://example.org/a b?x=ä|y#z")}"/>'))),
    ("slide-ids-sound", lambda d: d.root.find(p("sldIdLst"))[6].set("id", "2147483647") or [one.set("id", "2147483647") for one in d.root.iter(f"{{{P14_NS}}}sldId") if one.get("id") == str(d.slides[6].slide_id)]),
    ("slide-names-unique", lambda d: d.slide(1)[0].attrib.pop("name")),
    ("size-sound", lambda d: d.find("sldSz").set("type", "custom")),
    ("sections-known", lambda d: d.find("sectionLst").append(fragment(f'<p14:section xmlns:p14="{P14_NS}" name="Empty" id="{{00000000-0000-4000-8000-0000000000AA}}"><p14:sldIdLst/></p14:section>'))),
    ("zooms-sound", lambda d: put_zoom(d.slides[0], "slide", f'<z:sldZmObj sldId="{d.slides[3].slide_id}"/>')),
    ("zooms-sound", lambda d: put_zoom(d.slides[0], "section", f'<z:sectionZmObj sectionId="{d.find("section").get("id")}"/>')),
    ("children-ordered", lambda d: d.one(0, "p").insert(0, fragment('<a:pPr lvl="1"><a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/></a:pPr>'))),
    ("children-ordered", lambda d: d.one(0, "tcPr").extend([fragment("<a:lnL/>"), fragment("<a:noFill/>")])),
    ("shape-ids-unique", lambda d: tree_of(d.slides[0])[3][0][0].set("id", "4294967295")),
    ("spans-covered", lambda d: (d.one(0, "tc").set("gridSpan", "2"), d.one(0, "tr")[1].set("hMerge", "1"))),
    ("placeholders-placed", lambda d: unplaced(d) or next(d.slides[0].placeholder("Body").iter(p("spPr"))).append(fragment('<a:xfrm><a:off x="0" y="0"/><a:ext cx="9" cy="9"/></a:xfrm>'))),
    ("values-known", lambda d: d.one(6, "spPr").append(fragment('<a:solidFill><a:srgbClr val="aA0000"/></a:solidFill>'))),
    ("values-known", lambda d: d.one(0, "bodyPr").append(fragment('<a:normAutofit fontScale="92500" lnSpcReduction="10000"/>'))),
    ("actions-safe", lambda d: d.one(4, "hlinkClick").set("action", "ppaction://hlinksldjump")),
    ("one-presentation", lambda d: d.package.relationships.add(RT.THUMBNAIL, d.part("/ppt/media/image"))),
    ("xml-parses", lambda d: setattr(d.part("/ppt/tableStyles"), "blob", f'<a:tblStyleLst xmlns:a="{A_NS}" def="{{X}}"><!-- a < b & c --></a:tblStyleLst>'.encode())),
    ("targets-fit", lambda d: relationships_of(d.slides[0].part).put("rId50", RT.SLIDE, d.slides[1].part)),
    ("relationships-single", lambda d: relationships_of(d.slides[0].part).pop("rId2")),
    ("media-paired", lambda d: relationships_of(d.slides[0].part).put("rId60", RT.VIDEO, "https://www.youtube.com/embed/x")),
    ("notes-paired", lambda d: relationships_of(d.slides[0].notes_part).add(RT.SLIDE, d.slides[1].part)),
    ("notes-paired", lambda d: relationships_of(d.slides[0].part).pop("rId2")),
    ("notes-master-listed", no_notes),
    ("themes-own", same_looks),
    ("workbooks-own", same_charts),
    ("no-macros", lambda d: relationships_of(d.slides[0].part).add(RT.OLE_OBJECT, Part(PackURI("/ppt/embeddings/oleObject1.bin"), CT.OFC_OLE_OBJECT, d.package, b"x"))),
    ("slides-listed", lambda d: d.slide(1).set("show", "0")),
    ("master-ids-sound", lambda d: next(element_of(d.part("/ppt/slideMasters/")).iter(p("sldLayoutId"))).set("id", "4294967295")),
    ("master-ids-sound", lambda d: [one.attrib.pop("id") for one in element_of(d.part("/ppt/slideMasters/")).iter(p("sldLayoutId"))]),
    ("masters-listed", lambda d: d.find("sldMasterId").attrib.pop("id")),
    ("layouts-listed", lambda d: swap(next(element_of(d.part("/ppt/slideMasters/")).iter(p("sldLayoutId"))))),
    ("sections-cover", lambda d: drop(d.find("sectionLst").getparent())),
    ("sections-ordered", lambda d: d.find("sectionLst").insert(1, deepcopy(d.find("section"))) or drop(d.find("sectionLst")[1][0])),
    ("sections-named", lambda d: d.find("sectionLst")[1].set("name", "First")),
    ("shows-sound", lambda d: d.find("custShow")[0].append(deepcopy(d.find("custShow")[0][0]))),
    ("links-inside-sound", lambda d: d.one(4, "hlinkClick").set(R_ID, relationships_of(d.slides[4].part).add(RT.SLIDE, d.slides[4].part))),
    ("children-ordered", lambda d: d.one(6, "spPr").append(fragment('<a:extLst><a:ext uri="{X}"/></a:extLst>'))),
    ("one-timing", lambda d: d.one(3, "timing").addprevious(fragment("<p:transition/>"))),
    ("timing-targets-exist", lambda d: d.one(3, "timing").append(fragment(f'<p:bldLst><p:bldP spid="{d.one(3, "spTgt").get("spid")}" grpId="0"/></p:bldLst>'))),
    ("timing-targets-exist", lambda d: [one.attrib.pop("id") for one in d.slide(3).iter(p("cTn"))]),
    ("tables-square", lambda d: (d.one(0, "tc").set("gridSpan", "2"), d.one(0, "tr")[1].set("hMerge", "1"))),
    ("frames-filled", lambda d: [drop(one) for one in list(d.slide(0).iter(a("tr")))]),
    ("fields-sound", lambda d: d.one(0, "fld").set("id", d.one(0, "fld").get("id", "").lower())),
    ("creation-ids-unique", lambda d: next(element_of(d.slides[0].notes_part).iter("{*}creationId")).set("val", d.one(0, "creationId").get("val", ""))),
    ("themes-complete", lambda d: bad_theme(d, change=1)),
    ("transforms-sound", lambda d: d.one(6, "ext").set("cx", "0")),
    ("slides-have-titles-once", lambda d: tree_of(d.slides[0]).append(subtitle(d))),
]  # fmt: skip


def test_the_deck_with_one_of_everything_is_sound(deck: Deck, tmp_path: Path) -> None:
    assert check_package(deck.package) == []
    path = tmp_path / "deck.pptx"
    write_whole(deck.package, path)
    assert check_file(path) == []


def once_in_the_fast_lane(rules: list[str]) -> list[list[pytest.MarkDecorator]]:
    """Marks: of several rows for one rule the fast lane has the first."""
    return [[pytest.mark.slow] if rule in rules[:number] else [] for number, rule in enumerate(rules)]


@pytest.mark.parametrize(
    ("rule", "name", "spoil"),
    [
        pytest.param(rule, name, spoil, id=f"{rule}: {name}", marks=marks)
        for (rule, name, spoil), marks in zip(FAULTS, once_in_the_fast_lane([row[0] for row in FAULTS]), strict=True)
    ],
)
def test_a_rule_bites(deck: Deck, rule: str, name: str, spoil: Break) -> None:
    spoil(deck)
    found = check_package(deck.package)
    assert rule in {finding.rule for finding in found}, (name, found)
    assert all(finding.message and finding.part.startswith("/") for finding in found)


@pytest.mark.parametrize(
    ("rule", "spoil"),
    [
        pytest.param(rule, spoil, id=f"{number} {rule}", marks=marks)
        for number, ((rule, spoil), marks) in enumerate(
            zip(NEAR, once_in_the_fast_lane([row[0] for row in NEAR]), strict=True)
        )
    ],
)
def test_a_rule_is_silent_on_a_near_miss(deck: Deck, rule: str, spoil: Break) -> None:
    spoil(deck)
    (asked,) = (one for one in RULES if rule_id(one) == rule)
    assert list(asked(PackageView(deck.package, None, None))) == []


def test_every_rule_is_broken_on_purpose_and_nearly_and_says_what_it_is_for() -> None:
    assert {rule_id(rule) for rule in RULES} == {rule for rule, _, _ in FAULTS}
    assert {rule_id(rule) for rule in RULES} == {rule for rule, _ in NEAR}
    assert len(FAULTS) >= 40
    assert all((rule.__doc__ or "").strip() for rule in RULES)


ZIP_FAULTS: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("zip-names-unique", lambda data: change_zip(data, {}, [("ppt/slides/slide1.xml", b"<p/>")])),
    ("zip-names-unique", lambda data: change_zip(data, {}, [("ppt/slides/SLIDE1.xml", b"<p/>")])),
    ("zip-content-types", lambda data: change_zip(data, {"ppt/tableStyles.xml": None})),
    ("zip-content-types", lambda data: change_zip(data, {}, [("ppt/unknown.abc", b"x")])),
    ("zip-targets-exist", lambda data: change_zip(data, {"ppt/tableStyles.xml": None})),
    ("zip-no-orphans", lambda data: change_zip(data, {}, [("ppt/media/image99.png", png())])),
]


@pytest.mark.parametrize(("rule", "spoil"), ZIP_FAULTS, ids=[f"{n} {rule}" for n, (rule, _) in enumerate(ZIP_FAULTS)])
def test_a_zip_rule_bites(deck: Deck, tmp_path: Path, rule: str, spoil: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "broken.pptx"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        path.write_bytes(spoil(package_bytes(deck.package)))
    assert rule in {finding.rule for finding in check_file(path)}


def test_every_zip_rule_is_broken_on_purpose() -> None:
    assert {rule for rule, _ in ZIP_FAULTS} == set(re.findall(r'"(zip-[a-z-]+)"', inspect.getsource(gate)))


def test_what_the_template_already_had_is_told_apart(tmp_path: Path) -> None:
    package = open_package(shipped("templates/base.pptx"))
    size = next(element_of(package.deck).iter(p("sldSz")))
    size.set("type", "screen4x3")
    known = frozenset(check_package(package))
    assert {finding.rule for finding in known} == {"size-sound"}
    write_whole(package, tmp_path / "kept.pptx", known=known)
    with pytest.raises(RenderError, match="size-sound"):
        write_whole(package, tmp_path / "refused.pptx")
    assert [file.name for file in tmp_path.iterdir()] == ["kept.pptx"]


def test_what_a_slide_already_had_is_known_again_when_it_is_renumbered(deck: Deck, tmp_path: Path) -> None:
    """Real decks: PptxGenJS's third slide, Google's seventh. A slide made since is excused for nothing."""
    tree_of(deck.slides[4]).append(deepcopy(deck.slides[4].placeholder("Title")))
    deck.one(4, "hlinkClick").set("action", "ppaction://macro?name=x")
    path = tmp_path / "source.pptx"
    path.write_bytes(package_bytes(deck.package))
    known = frozenset(check_file(path))
    assert {(one.rule, one.part) for one in known} == {
        ("actions-safe", "/ppt/slides/slide5.xml"),
        ("shape-ids-unique", "/ppt/slides/slide5.xml"),
        ("slides-have-titles-once", "/ppt/slides/slide5.xml"),
    }
    package = open_package(path)
    ids = list(slide_parts(package))
    delete_slides(package, ids[:2])
    write_whole(package, tmp_path / "kept.pptx", known=known)  # the faults are on slide 3 now
    other = next(iter(slide_parts(package).values()))
    element_of(other)[0].find(p("spTree")).append(deepcopy(list(tree_of(deck.slides[4]))[-1]))
    assert {(one.rule, one.part) for one in new_findings(package, check_package(package), known)} == {
        ("slides-have-titles-once", "/ppt/slides/slide1.xml"),
        ("shape-ids-unique", "/ppt/slides/slide1.xml"),
    }


def test_a_new_slide_is_not_excused_for_the_slide_whose_name_it_has(deck: Deck, tmp_path: Path) -> None:
    tree_of(deck.slides[6]).append(deepcopy(deck.slides[6].placeholder("Title")))
    path = tmp_path / "source.pptx"
    path.write_bytes(package_bytes(deck.package))
    known = frozenset(check_file(path))
    package = open_package(path)
    delete_slides(package, list(slide_parts(package))[6:])
    new = SlideMaker(package).add("Content", name="new")
    new.fill("Title", plain("New"))
    tree_of(new).append(deepcopy(new.placeholder("Title")))
    new.drop_unused()
    assert new.part.partname == "/ppt/slides/slide7.xml"
    with pytest.raises(RenderError, match="slides-have-titles-once"):
        write_whole(package, tmp_path / "refused.pptx", known=known)


def test_our_own_template_is_sound() -> None:
    assert check_file(shipped("templates/base.pptx")) == []
    package, maker = empty_deck()
    add_slides(maker, 2)
    assert check_package(package) == []
