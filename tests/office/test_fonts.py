"""Widths of text: the same numbers on every machine, and sane ones for what the tables lack."""

import pytest

from whp_deck.office.fonts import is_known, line_height, text_width


@pytest.mark.parametrize(
    ("text", "font", "bold", "units"),
    [
        ("A", "Calibri", False, 1185),  # widths in 1/2048 em, as the fonts state them
        ("A", "Arial", False, 1366),
        ("A", "Times New Roman", False, 1479),
        ("0", "Calibri", True, 1038),
        ("W", "Cambria", False, 1821),
    ],
)
def test_a_letter_is_as_wide_as_its_font_says(text: str, font: str, bold: bool, units: int) -> None:
    assert text_width(text, font, 2048, bold) == units


def test_widths_add_up_and_grow_with_the_size() -> None:
    assert text_width("handoff", "Calibri", 28) == pytest.approx(sum(text_width(c, "Calibri", 28) for c in "handoff"))
    assert text_width("handoff", "Calibri", 28) == pytest.approx(2 * text_width("handoff", "Calibri", 14))


def test_a_metric_twin_has_the_same_widths() -> None:
    assert text_width("Riverside", "Calibri", 24, True) == text_width("Riverside", "carlito ", 24, True)
    assert is_known("Arial")
    assert is_known("Liberation Sans")


def test_an_unknown_font_is_taken_wider_than_calibri_by_more_than_a_seventh() -> None:
    assert not is_known("Clinic Grotesk")
    assert text_width("team", "Clinic Grotesk", 20) == pytest.approx(1.15 * 1.03 * text_width("team", "Calibri", 20))


@pytest.mark.parametrize("font", ["Verdana", "open sans light", "Gotham Book", "Segoe UI Semibold"])
def test_well_known_fonts_are_known_with_their_cuts(font: str) -> None:
    assert is_known(font)
    assert text_width("To be decided", font, 12) > 1.1 * text_width("To be decided", "Calibri", 12)
    assert not is_known(f"New{font}")


def test_a_font_with_tall_lines_takes_more_height() -> None:
    assert line_height("Open Sans", 20) > 1.1 * line_height("Calibri", 20)


@pytest.mark.parametrize(
    ("letter", "least", "most"),
    [("字", 1.0, 1.0), ("\u0301", 0, 0), ("\u200b", 0, 0), ("\u00ad", 0, 0), ("ᚠ", 0.4, 0.8), ("😀", 0.4, 1.2)],
)
def test_letters_that_no_table_has_are_guessed(letter: str, least: float, most: float) -> None:
    assert least <= text_width(letter, "Calibri", 1) <= most


def test_the_line_height_is_the_fonts_own() -> None:
    assert line_height("Calibri", 10) == pytest.approx(12.207)
    assert line_height("Arial", 10) == pytest.approx(11.499)
