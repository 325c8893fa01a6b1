"""A practice's colors: readable or refused with an offer, and carried through the theme."""

from __future__ import annotations

import pytest
from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml.ns import qn

from whp_deck.errors import Source
from whp_deck.office.contrast import ROLE_PAIRS, check_theme, contrast, darker_shade, distance, role_pair
from whp_deck.office.theme import recolor
from whp_deck.plan import Theme
from whp_deck.resources import shipped

TEAL_INDIGO, BLUE_AUBERGINE, OCHRE_PLUM = ROLE_PAIRS


@pytest.mark.parametrize(
    ("color", "white", "panel"),
    [("1F2A30", 14.7, 12.5), ("0B4F5C", 9.2, 7.8), ("AA441C", 5.9, 5.0), ("0E6F7B", 5.9, 5.0), ("34407A", 9.7, 8.3)],
)
def test_contrast_of_our_own_colors(color: str, white: float, panel: float) -> None:
    assert contrast(color, "FFFFFF") == pytest.approx(white, abs=0.06)
    assert contrast(color, "F3ECE2") == pytest.approx(panel, abs=0.06)


def test_our_own_colors_and_none_pass() -> None:
    assert check_theme(Theme("0B4F5C", "AA441C")) == []
    assert check_theme(Theme()) == []
    assert check_theme(Theme("#6b1f33", "9E5701")) == []


def test_a_pale_color_is_refused_with_a_shade_that_passes() -> None:
    source = Source("practice.yaml", 7)
    primary, accent = check_theme(Theme("7FA1B0", "E08A3C"), source)
    assert (primary.code, primary.source) == ("color-contrast", source)
    assert "2.7 : 1; 7 : 1 is the least" in primary.message
    assert "3D5D6B" in primary.hint
    for field, problem, color in (("primary", primary, "7FA1B0"), ("accent", accent, "E08A3C")):
        shade = darker_shade(field, color)
        assert shade in problem.hint
        assert check_theme(Theme(**{field: shade})) == []


def test_an_accent_too_pale_for_the_panels_is_refused_though_white_reads_on_it() -> None:
    assert contrast("B4531E", "FFFFFF") > 4.5
    (problem,) = check_theme(Theme(accent="B4531E"))
    assert "pale panels" in problem.message


@pytest.mark.parametrize("word", ["tealish", "#12345", "12345G", "0B4F5C00"])
def test_what_is_no_color_is_said(word: str) -> None:
    (problem,) = check_theme(Theme(primary=word))
    assert problem.code == "color-malformed"
    assert word in problem.message


@pytest.mark.parametrize(
    ("accent", "pair"),
    [("AA441C", TEAL_INDIGO), ("9E5701", TEAL_INDIGO), ("0B7565", BLUE_AUBERGINE), ("037879", OCHRE_PLUM)],
)
def test_role_pair_keeps_its_distance_from_the_accent(accent: str, pair: tuple[str, str]) -> None:
    assert role_pair(accent) == pair
    for color in pair:
        assert distance(accent, color) >= 0.12
        assert min(distance(accent, color, 0), distance(accent, color, 1)) >= 0.08


@pytest.mark.slow
def test_every_hue_of_accent_finds_a_pair() -> None:
    import colorsys

    for hue in range(0, 360, 30):
        red, green, blue = colorsys.hls_to_rgb(hue / 360, 0.5, 0.8)
        accent = darker_shade("accent", "".join(f"{round(v * 255):02X}" for v in (red, green, blue)))
        assert min(distance(accent, color) for color in role_pair(accent)) >= 0.12, (hue, accent)


def test_recolor_rewrites_the_theme_and_calms_a_loud_ground() -> None:
    deck = Presentation(str(shipped("templates/base.pptx")))
    recolor(deck.part, Theme("6B1F33", "9E5701"))
    assert _colors(deck) == {"dk2": "6B1F33", "accent1": "9E5701", "accent2": "0E6F7B", "accent3": "34407A"}
    assert _ground(deck) == ["lumMod 20000", "lumOff 80000", "satMod 60000"]
    recolor(deck.part, Theme(accent="AA441C"))
    assert _colors(deck)["dk2"] == "6B1F33"
    assert _ground(deck) == ["lumMod 20000", "lumOff 80000"]


def test_recolor_takes_a_package_and_leaves_an_empty_theme_alone() -> None:
    deck = Presentation(str(shipped("templates/base.pptx")))
    recolor(deck.part.package, Theme())
    assert _colors(deck)["dk2"] == "0B4F5C"
    recolor(deck.part.package, Theme(primary="1b2f57"))
    assert _colors(deck) == {"dk2": "1B2F57", "accent1": "AA441C", "accent2": "0E6F7B", "accent3": "34407A"}


def _colors(deck: object) -> dict[str, str]:
    theme = deck.slide_master.part.part_related_by(RT.THEME)  # type: ignore[attr-defined]
    scheme = etree.fromstring(theme.blob)[0][0]
    return {slot: scheme.find(qn(f"a:{slot}"))[0].get("val") for slot in ("dk2", "accent1", "accent2", "accent3")}


def _ground(deck: object) -> list[str]:
    (scene,) = [layout for layout in deck.slide_layouts if layout.name == "Role play scene"]  # type: ignore[attr-defined]
    color = scene._element.find(f".//{qn('p:bgPr')}//{qn('a:schemeClr')}")
    return [f"{etree.QName(child).localname} {child.get('val')}" for child in color]
