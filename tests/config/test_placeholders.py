"""A word that only fills a cell is told where it would be printed as a name or an answer, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from whp_deck.config.practice_list import list_practices
from whp_deck.content.open_words import says_nothing
from whp_deck.errors import Problem


def told(folder: Path, text: str) -> list[Problem]:
    (folder / "practices.csv").write_text(text, encoding="utf-8")
    return list_practices(folder / "practices.csv")[1]


@pytest.mark.parametrize(
    "text", ["none", "unknown", "no", "24/7", "4 of 20", "x", "Open Door Clinic", "pending review"]
)
def test_what_may_be_an_answer_does_not_count_as_empty(text: str) -> None:
    assert not says_nothing(text)


@pytest.mark.parametrize(
    ("field", "word", "is_told"),
    [
        ("practice.facilitators.1.name", "vacant", True),
        ("practice.facilitators.1.name", "None", True),
        ("practice.facilitators.1.name", "(open)", True),
        ("practice.facilitators.1.name", "Vance Open", False),
        ("practice.contact.phone", "unknown", True),
        ("meetings.1.place", "none", True),
        ("decisions.review.who", "vacant", True),
        ("decisions.patients", "x", True),
        ("decisions.exceptions", "none", False),  # never is an answer to “when not?”
        ("decisions.patients", "unknown", True),
        ("decisions.measures.share.baseline", "unknown", False),  # and this one is honest
        ("decisions.handoffs.rooming.first", "x", False),  # no text: told as what it must be
        ("decisions.handoffs.rooming.today", "not known", False),
    ],
)
def test_where_a_word_cannot_be_meant(tmp_path: Path, field: str, word: str, is_told: bool) -> None:
    problems = told(tmp_path, f"practice.name,{field}\nHilltop Clinic,{word}\n")
    found = [one.severity for one in problems if one.code == "cell-placeholder"]
    assert found == ["warning"] * is_told
    if is_told:
        assert str(problems[0]).partition("practices.csv:")[2].startswith(f"B2: warning: {field}: `{word}` would be")


def test_a_word_that_stands_in_many_cells_is_told_once(tmp_path: Path) -> None:
    rows = "".join(f"Clinic {letter},Vacant\n" for letter in "ABCDEFG")
    (problem,) = told(tmp_path, f"practice.name,practice.facilitators.1.name\n{rows}")
    assert "`Vacant` would be printed as it is, as in B3, B4, B5 and 3 others" in problem.message


@pytest.mark.parametrize(("name", "codes"), [("1200", ["cell-number"]), ("24/7", ["cell-number"]), ("診療所", [])])
def test_a_name_without_letters_is_told(tmp_path: Path, name: str, codes: list[str]) -> None:
    assert [one.code for one in told(tmp_path, f"practice.name\n{name}\n")] == codes
