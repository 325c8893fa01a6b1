"""What a kind of slide says of itself, so that no other place has to know its name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import ClassVar, Literal

import pytest

from whp_deck.config.deck import load_deck
from whp_deck.content.decisions import Decisions
from whp_deck.errors import Source
from whp_deck.plan import FixedWords, Paragraph, Purpose, Run, SlidePlan, Text
from whp_deck.planner.entries import asks_about, shown_minutes
from whp_deck.slides import KINDS
from whp_deck.slides.base import SlideEntry, bullets
from whp_deck.slides.view import View


class PollSlides(SlideEntry):
    """A question about a video, and what came of it: a kind that nobody else knows."""

    kind: Literal["poll"] = "poll"
    default_minutes: ClassVar[float] = 3
    asks_about: ClassVar[Purpose | None] = "video"

    def yields(self) -> Sequence[str]:
        return (f"{self.id}/hands", f"{self.id}/answers")

    def plan(self, view: View) -> list[SlidePlan]:
        minutes = [self.slide_minutes(id.partition("/")[2]) for id in self.yields()]
        return [self.slide(view, "content", {}, id=id, minutes=m) for id, m in zip(self.yields(), minutes, strict=True)]


def test_a_new_kind_shares_its_minutes_and_stays_with_its_video(write_deck: Callable[..., Path]) -> None:
    deck, problems = load_deck(write_deck())
    assert deck is not None, "\n".join(map(str, problems))
    poll = PollSlides(id="poll", title="Who has seen one?")
    deck = replace(deck, entries={**deck.entries, "poll": poll}, hidden=frozenset({"poll/answers"}))
    assert poll.planned_minutes() == 3
    assert shown_minutes(deck, "poll") == 1.5
    assert asks_about(deck, "video", "poll")
    assert not asks_about(deck, "why", "poll")


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.decisions], ids=lambda kind: kind.__name__)
def test_decisions_that_a_kind_shows_are_decisions_of_a_practice(kind: type[SlideEntry]) -> None:
    assert kind.decisions in {"rules", *Decisions.model_fields}
    assert kind.of_strategy


def test_a_line_of_a_list_stays_the_fixed_words_that_it_is() -> None:
    asked = FixedWords("poll.hands", (), Source("en.yaml", 3))
    lines = tuple(Paragraph((Run(words),)) for words in ("Yes", "No"))
    listed = bullets([Text(lines, Source("ours.yaml", 7)), Text((Paragraph((Run("Hands up"),)),), fixed=(asked,))])
    assert [one.text for one in listed.paragraphs] == ["Yes", "No", "Hands up"]
    assert listed.fixed == (None, None, asked)
    assert listed.source == Source("ours.yaml", 7)
