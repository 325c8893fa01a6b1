"""A key that stands in the wrong place, mostly as its section is a comment still: the section is told."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import DECK, PRACTICE
from whp_deck.config.deck import load_deck
from whp_deck.config.new_files import practice_text
from whp_deck.config.questions import load_questions

WriteDeck = Callable[..., Path]
ANSWERS = {
    "decisions": {"handoffs": [{"id": "rooming", "giver": "ma", "receiver": "clinician", "when": "after rooming"}]}
}
CONTACT = {"contact": {"role": "practice manager", "phone": "ext. 12"}}
HIDDEN = [("logo", "theme"), ("primary", "theme"), ("accent", "theme"), ("clinician", "staff"), ("ma", "staff")]


@pytest.mark.parametrize("contact", [CONTACT, {}], ids=["contact", "no contact"])
@pytest.mark.parametrize(("key", "section"), HIDDEN)
def test_a_line_of_a_new_file_that_is_a_comment_no_more_though_its_section_is(
    write_deck: WriteDeck, key: str, section: str, contact: dict[str, dict[str, str]]
) -> None:
    answers = {**ANSWERS, "practice": {"name": "Hilltop Clinic", **contact}}
    lines = practice_text(answers, load_questions()).split("\n")
    at = next(number for number, line in enumerate(lines) if re.match(rf" *# +{key}: ", line))
    head = next(number for number, line in enumerate(lines, 1) if re.match(rf" *# {section}:", line))
    lines[at] = lines[at].replace("# ", "", 1)
    _, problems = load_deck(write_deck(DECK, "\n".join(lines)))
    first = problems[0]
    assert first.source is not None
    assert first.source.line == at + 1
    assert f"under `{section}:`, which begins with `#` on line {head}" in f"{first.message} {first.hint}"
    assert "on both" not in first.hint  # this one has none any more
    lines[head - 1] = lines[head - 1].replace("# ", "", 1)
    _, problems = load_deck(write_deck(DECK, "\n".join(lines)))
    assert "belongs under" not in "".join(map(str, problems))


@pytest.mark.parametrize(
    ("deck", "practice", "hint"),
    [
        ("", "  phone: ext. 12\n", "`phone` belongs under `contact:`: write that line above it"),
        ("", "  theme: {logo: a.png}\n  primary: navy\n", "`primary` belongs under `theme:` on line 3, two spaces"),
        ("use: [rooming-refill]\n", "", "`use` belongs under `role_plays:`"),
        (
            "minutes: 20\n",
            "",
            "`minutes` belongs under `format:` on line 3, two spaces further in, in the place of what",
        ),
        ("change: {}\n", "", "`change` belongs under `slides:` or `role_plays:`"),
        ("packet: {remove: [sign-in]}\n", "", "`remove` belongs under `sections:`"),
        ("name: Ours\n", "", "the deck’s name stands first"),
        ("slids: {}\n", "", "did you mean `slides`?"),
    ],
)
def test_a_key_beside_the_section_that_knows_it(write_deck: WriteDeck, deck: str, practice: str, hint: str) -> None:
    text = PRACTICE.replace("  name: Hilltop Clinic\n", f"  name: Hilltop Clinic\n{practice}")
    _, (problem,) = load_deck(write_deck(DECK + deck, text))
    assert problem.code == "key-unknown"
    assert problem.hint.startswith(hint)


def test_a_comment_that_is_no_section_of_the_line_is_none(write_deck: WriteDeck) -> None:
    _, (problem,) = load_deck(write_deck(f"{DECK}# our own:\n# hours:\nslids: {{}}\n"))
    assert problem.hint == "did you mean `slides`?"
